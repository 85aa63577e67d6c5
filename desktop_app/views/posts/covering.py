"""谁代岗: every post on one day, who holds it and why; initials narrow it, one key changes the day."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop_app.registers.words import weekday
from desktop_app.rules.vocabulary import Coverage
from desktop_app.services.outcome import Outcome
from desktop_app.services.standing_in import CoverLine, narrowed, who_covers
from desktop_app.system.errors import Refusal
from desktop_app.views.controls import label
from desktop_app.views.dialogs import Dialog, tell
from desktop_app.views.import_tables import Cells, table
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.editors.line import Line
from desktop_app.views.register.known import Known
from desktop_app.views.theme import px

_WIDE, _TALL, _FIND = 1040, 400, 300
_SHARE = 0.5
"""The part of the screen's height the table may ask for."""
_HEADS = ("部门", "岗位", "A岗", "B岗", "当日在岗", "覆盖", "缘由", "下次换人")
_WIDTHS = (72, 140, 104, 104, 104, 96, 0, 152)
_WHY = 6
_BARE = (Coverage.EMPTY, Coverage.ROTATED)
_DAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_PageUp: -7, Qt.Key.Key_PageDown: 7}
_ROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class WhoCoversDialog(Dialog):
    """Letters find a person or post, 1 to 7 take the day of the week, arrows the day before and after.

    The answer on the selected post stands over the table in one sentence.
    """

    def __init__(self, parent: QWidget | None, known: Known, post_id: int) -> None:
        super().__init__(parent, "谁代岗", _WIDE)
        self.known = known
        self.day = known.desk.today
        self.lines: tuple[CoverLine, ...] = ()
        self.shown: tuple[CoverLine, ...] = ()
        self.finder = Line()
        self.finder.setAccessibleName("查找")
        self.finder.setPlaceholderText("姓名或岗位的首字母")
        self.finder.setFixedWidth(px(_FIND))
        self.said_day = label("", "title")
        self.counts = label("", "meta2")
        self.answer = label("", "strong")
        self.answer.setWordWrap(True)
        self.answer.setMinimumHeight(px(44))
        self.cells = Cells(_HEADS)
        self.table = table(self.cells, _WIDTHS, _WHY, "各岗位当日在岗")
        self.table.setMinimumHeight(min(px(_TALL), round(self.screen().availableGeometry().height() * _SHARE)))
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addLayout(self._head())
        self.body.addWidget(self.answer)
        self.body.addWidget(self.table, 1)
        self._finish(post_id)

    def _head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(px(16))
        row.addWidget(self.finder)
        row.addWidget(self.said_day)
        row.addStretch(1)
        row.addWidget(self.counts)
        return row

    def _finish(self, post_id: int) -> None:
        for key, text in (
            ("字母", "找人或岗位"),
            ("1—7", "周一至周日"),
            ("← →", "前后一天"),
            ("PgUp PgDn", "前后一周"),
            ("0", "今天"),
            ("↑ ↓", "选岗位"),
        ):
            self.hint(key, text)
        self.add_button("关闭", "Esc", self.reject)
        self.finder.textChanged.connect(lambda _typed: self._narrow(None))
        self.finder.installEventFilter(self)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._tell())
        self._read(post_id)
        self.finder.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self.finder and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            if not held and not self.finder.composing and self._took(Qt.Key(event.key()), event.text()):
                return True
        return super().eventFilter(watched, event)

    def _took(self, key: Qt.Key, text: str) -> bool:
        if key in _DAYS:
            self.go_to(self.day + timedelta(days=_DAYS[key]))
        elif key in _ROWS:
            self._select(self.table.currentIndex().row() + _ROWS[key])
        elif len(text) == 1 and text in "1234567":
            self.go_to(coming(self.known.desk.today, int(text)))
        elif text == "0":
            self.go_to(self.known.desk.today)
        else:
            return False
        return True

    def go_to(self, day: date) -> None:
        """Another day; the cursor stays on its post."""
        self.day = day
        self._read(self.current.post_id if self.current is not None else None)

    @property
    def current(self) -> CoverLine | None:
        """The post with the cursor."""
        at = self.table.currentIndex().row()
        return self.shown[at] if 0 <= at < len(self.shown) else None

    def _read(self, post_id: int | None) -> None:
        with self.known.facts() as facts:
            self.lines = who_covers(facts, self.day)
        today = self.known.desk.today
        self.said_day.setText(f"{self.day} {weekday(self.day)}{_apart(today, self.day)}")
        self.counts.setText(_counted(self.lines))
        self._narrow(post_id)

    def _narrow(self, post_id: int | None) -> None:
        self.shown = narrowed(self.lines, self.finder.text())
        tones = ["red7" if line.state in _BARE else "ink" for line in self.shown]
        self.cells.show_rows([_texts(line) for line in self.shown], tones)
        self._select(next((at for at, line in enumerate(self.shown) if line.post_id == post_id), 0))
        self._tell()

    def _select(self, row: int) -> None:
        if 0 <= row < len(self.shown):
            self.table.selectRow(row)

    def _tell(self) -> None:
        if self.current is not None:
            self.answer.setText(sentence(self.current))
        elif self.lines:
            self.answer.setText(f"没有与“{self.finder.text()}”相符的姓名或岗位")
        else:
            self.answer.setText("这一天没有在设的岗位")


def coming(today: date, number: int) -> date:
    """The weekday of that number (1 周一) that comes next; today counts."""
    return today + timedelta(days=(number - 1 - today.weekday()) % 7)


def _apart(today: date, day: date) -> str:
    days = (day - today).days
    near = {0: "今天", 1: "明天", 2: "后天", -1: "昨天"}
    return f"（{near.get(days) or (f'{days} 天后' if days > 0 else f'{-days} 天前')}）"


def _counted(lines: Sequence[CoverLine]) -> str:
    """岗位 32　B岗代岗 3　! 空岗 1."""
    told = [f"岗位 {len(lines)}"]
    for state in Coverage:
        count = sum(line.state is state for line in lines)
        if count:
            told.append(f"{'! ' if state in _BARE else ''}{state} {count}")
    return "　".join(told)


def _texts(line: CoverLine) -> tuple[str, ...]:
    state = f"! {line.state}" if line.state in _BARE else str(line.state)
    return (line.department, line.post, line.a, line.b or "—", line.by or "无人", state, line.why, line.turn)


def sentence(line: CoverLine) -> str:
    """公诉 内勤由韩雨桐代岗。何静宜休假至 06-08；06-09 起何静宜."""
    where = f"{line.department} {line.post}".strip()
    if line.state in _BARE:
        said = f"! {where}{line.state}，没有人在岗"
    elif line.state is Coverage.HELD:
        said = f"{where}由A岗{line.by}在岗"
    else:
        said = f"{where}由{line.by}代岗（{'B岗' if line.state is Coverage.STOOD_IN else '另派'}）"
    rest = "；".join(filter(None, (line.why, line.turn)))
    return f"{said}。{rest}" if rest else said


def ask_who_covers(parent: QWidget | None, known: Known, _recent: Recent, post_id: int) -> Outcome | None:
    """谁代岗 (Alt+M): a question, so nothing is ever done."""
    try:
        dialog = WhoCoversDialog(parent, known, post_id)
    except Refusal as refused:
        tell(parent, "谁代岗", refused.said)
        return None
    dialog.exec()
    dialog.deleteLater()
    return None
