"""The board 按人 of 问题清单: a row a person, problems by state, overdue, measures; each number opens its rows."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.figures.issue_boards import STATES, Person, Reading, persons, read_persons
from desktop_app.services.desk import Desk
from desktop_app.views.boards.issue_ink import SEGMENTS
from desktop_app.views.boards.issue_sheet import Box, Head, Row
from desktop_app.views.boards.issue_table import SheetTable
from desktop_app.views.boards.issue_words import counted, number, two_lines
from desktop_app.views.boards.reading import ReadingBoard

NOBODY = "未到人"


class PersonBoard(ReadingBoard[Reading], QWidget):
    """``narrowed`` asks to see the records behind a number, with the sentence that names them."""

    selected = Signal(int)
    opened = Signal(int)
    narrowed = Signal(object, str)

    paper = "issue_statistics"
    once = "issues.persons"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.reads, self.draw = read_persons, self._draw
        self.table = SheetTable("按人", self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.table)
        self.table.opened.connect(self.narrowed)
        self.setFocusProxy(self.table)

    @property
    def title(self) -> str:
        """The word on the view switch."""
        return "按人"

    def _draw(self, read: Reading) -> None:
        found = persons(read)
        most = max((len(person.ids) for person in found), default=0)
        self.table.load(_heads(), tuple(_row(person, most) for person in found))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "table"):
            self.table.renew()


def _heads() -> tuple[Head, ...]:
    return (
        Head("姓名", width=76, left=True),
        Head("部门", width=56, left=True),
        Head("问题", width=48, sum=True),
        Head("构成", least=120, left=True),
        *(Head(two_lines(state), width=50, mark=SEGMENTS[state]) for state in STATES),
        Head("逾期", width=50),
        Head("措施完成", width=112, left=True),
    )


def _row(person: Person, most: int) -> Row:
    name = person.name or NOBODY
    said = counted(person.ids, name)
    shares = tuple((SEGMENTS[state], float(len(person.states[state]))) for state in STATES if state in person.states)
    quiet = "ink" if person.name else "ink2"
    return Row(
        str(person.id),
        (
            Box(name, person.ids, said, tone=quiet, strong=bool(person.name)),
            Box(person.department, person.ids, said, tone="ink2"),
            Box(str(len(person.ids)), person.ids, said),
            Box("", person.ids, said, _spelt(person, said), parts=shares, of=float(most)),
            *(_count(person.states.get(state, ()), name, state) for state in STATES),
            _count(person.late, name, "逾期", "red7"),
            _measures(person, name),
        ),
    )


def _spelt(person: Person, said: str) -> str:
    """The bar in words: 叶长青 14 条：整改中 4，已销号 3."""
    return f"{said}：" + "，".join(f"{state} {len(person.states[state])}" for state in STATES if state in person.states)


def _count(ids: tuple[int, ...], name: str, word: str, tone: str = "ink") -> Box:
    return Box(
        number(len(ids)),
        ids,
        counted(ids, name, word),
        tone=tone if ids else "ink3",
        strong=tone != "ink" and bool(ids),
    )


def _measures(person: Person, name: str) -> Box:
    if not person.measures:
        return Box("", (), f"{name} 没有措施")
    whole = person.done == person.measures
    said = counted(person.measured, name, f"措施 {person.done}/{person.measures}")
    rest = ("soft", float(person.measures - person.done))
    parts = (("blueDone" if whole else "blue7", float(person.done)), rest)
    return Box(f"{person.done}/{person.measures}", person.measured, said, parts=parts, of=float(person.measures))
