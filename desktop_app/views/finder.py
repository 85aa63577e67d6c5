"""Search over all registers (全局搜索): a pop-up under the search box, hits by register, Enter opens one."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_app.registers import reading
from desktop_app.registers.catalogue import REGISTERS
from desktop_app.registers.reading import Line
from desktop_app.registers.spec import Field, Register
from desktop_app.rules.search import Query, query, search_text, words
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import Retired, Search
from desktop_app.views.controls import label
from desktop_app.views.menus import SearchBox
from desktop_app.views.text import TAB_NAMES
from desktop_app.views.theme import px

PER_KIND = 5
LOOKED_AT = 40
_PAUSE_MS = 120


@dataclass(frozen=True)
class Hit:
    """A record found: where it is kept, how it is called, whether number or subject themselves were meant."""

    kind: str
    record_id: int
    said: str
    direct: bool


def find(desk: Desk, typed: str) -> list[tuple[Register, list[Hit]]]:
    """Registers with hits: those whose numbers or names were meant first, then in tab order; few of each."""
    asked = query(typed)
    if asked is None:
        return []
    with desk.facts() as facts:
        found = [(register, _hits(facts, register, asked, words(typed))) for register in REGISTERS]
    hits = [(register, some) for register, some in found if some]
    return sorted(hits, key=lambda pair: not pair[1][0].direct)


def _hits(facts: Facts, register: Register, asked: Query, typed: Sequence[str]) -> list[Hit]:
    ids = reading.ids(facts, register, [Search(asked), Retired(False)], limit=LOOKED_AT)
    rows = reading.lines(facts, register, ids, [register.number_field])
    found = [_hit(facts, register, row, typed) for row in rows]
    return sorted(found, key=lambda hit: not hit.direct)[:PER_KIND]


def _hit(facts: Facts, register: Register, row: Line, typed: Sequence[str]) -> Hit:
    subject = row.values.get(register.subject.key)
    field = register.by_name.get(register.subject.key)
    if isinstance(field, Field) and field.link_kind:
        subject = facts.label(field.link_kind, subject)
    number = str(row.values["number"])
    own = search_text([number], [str(subject or "")])
    return Hit(register.kind, row.id, f"{number}　{subject or ''}".strip(), all(word in own for word in typed))


class Finder(QFrame):
    """The list of hits; the search box keeps the focus. ``chosen`` carries kind and id."""

    chosen = Signal(str, int)

    def __init__(self, desk: Desk, box: SearchBox, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk, self._box, self._ground = desk, box, parent
        self.setProperty("frame", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        self._none = label("", "meta")
        self._none.setContentsMargins(px(12), px(8), px(12), px(8))
        column.addWidget(self._none)
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName("搜索结果")
        self.list.itemClicked.connect(self._open)
        column.addWidget(self.list)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.search)
        box.textEdited.connect(lambda _typed: self._pause.start())
        box.returnPressed.connect(self._enter)
        box.stepped.connect(self._step)
        box.left.connect(self.hide)
        self.hide()

    def search(self) -> None:
        """Look for what is typed now."""
        self._pause.stop()
        typed = self._box.text().strip()
        self.list.clear()
        if not typed:
            self.hide()
            return
        found = find(self._desk, typed)
        for register, hits in found:
            self._add_head(register)
            for hit in hits:
                self._add(hit)
        self._none.setText("" if found else f"没有找到“{typed[:20]}”。换编号、姓名或首字母再搜")
        self._none.setVisible(not found)
        self.list.setVisible(bool(found))
        self._first()
        self._place()

    def _add_head(self, register: Register) -> None:
        head = QListWidgetItem(f"{TAB_NAMES[register.tab]} · {register.title}")
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        self.list.addItem(head)

    def _add(self, hit: Hit) -> None:
        item = QListWidgetItem(f"　{hit.said}")
        item.setData(Qt.ItemDataRole.UserRole, (hit.kind, hit.record_id))
        self.list.addItem(item)

    def _place(self) -> None:
        parent = self._ground
        corner = self._box.mapTo(parent.window(), QPoint(0, self._box.height() + 2))
        rows = max(1, self.list.count())
        high = min(rows * px(30) + px(8), parent.height() * 2 // 3) if self.list.count() else px(40)
        wide = max(self._box.width(), px(480))
        at = parent.mapFrom(parent.window(), corner)
        self.setGeometry(min(at.x(), parent.width() - wide - px(8)), at.y(), wide, high)
        self.show()
        self.raise_()

    def _first(self) -> None:
        self.list.setCurrentRow(1 if self.list.count() > 1 else -1)

    def _step(self, by: int) -> None:
        at = self.list.currentRow() + by
        while 0 <= at < self.list.count():
            if self.list.item(at).data(Qt.ItemDataRole.UserRole):
                self.list.setCurrentRow(at)
                return
            at += by

    def _enter(self) -> None:
        if self._pause.isActive() or self.isHidden():
            self.search()
        self._open(self.list.currentItem())

    def _open(self, item: QListWidgetItem | None) -> None:
        target = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if target:
            self._box.clear()
            self.hide()
            self.chosen.emit(*target)
