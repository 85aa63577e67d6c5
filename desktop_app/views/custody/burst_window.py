"""The window of 成批登记: the grid of cases, the grid of items, what holds for all of them, the keys at the foot."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from desktop_app.models.basics import Term
from desktop_app.models.seizures import SeizedItem, Seizure, StoragePlace
from desktop_app.registers.spec import Field
from desktop_app.rules.cases import case_key
from desktop_app.services.facts import Facts
from desktop_app.views.controls import PRIMARY, label, link, restyle
from desktop_app.views.custody.burst_columns import CHECKLIST, Col, head_columns, item_columns, source
from desktop_app.views.custody.burst_reading import Wish
from desktop_app.views.custody.burst_rows import BurstRows
from desktop_app.views.custody.burst_table import ROW, BurstTable, offered
from desktop_app.views.custody.burst_wish import FIELDS, ON, PLACE, WishBar, legible
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.editors.simple import LineEditor
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import VerbDialog
from desktop_app.views.theme import px

_APPROVAL = "审批"
_CARRIED = (SeizedItem.seizure_id.key, SeizedItem.category.key, SeizedItem.nature.key)
_LAST = SeizedItem.written_place.key
HINTS = (
    ("Ctrl+V", "粘贴"),
    ("Enter", "下一格"),
    ("'", "同上"),
    ("F6", "案件、物品"),
    ("F8", "下一处错"),
    ("Ctrl+Shift+D", "往下填"),
    ("Insert", "插行"),
    ("Ctrl+Del", "删行"),
    ("Alt+↑↓", "移行"),
)
_NARROW, _FIRST = 1_100, 6
"""On a window narrower than this only the first keys are told."""
_CASES, _FEW, _LOW = 4, 1, 640
"""Rows of cases shown at once, and how many on a screen lower than this."""


class BurstWindow(VerbDialog):
    """``cases`` and ``goods`` are the grids over ``heads`` and ``items``; ``wish`` is the foot under them."""

    def __init__(self, parent: QWidget | None, known: Known, recent: Recent) -> None:
        super().__init__(parent, "成批登记涉案财物", known, recent, 860)
        with known.facts() as facts:
            points = _points(facts)
        self.heads, self.items = BurstRows(head_columns()), BurstRows(item_columns(points), _CARRIED)
        self._build(points)
        self._foot_of()

    def _build(self, points: Sequence[str]) -> None:
        offer = offered(self.heads.columns, self._source)
        self.cases = BurstTable(self.heads, offer, "案件", Seizure.in_dossier.key)
        self.goods = BurstTable(self.items, offered(self.items.columns, self._source), "物品", _LAST)
        self.counts, self.detail = label("", "title"), label("", "meta2")
        self.detail.setWordWrap(True)
        self.body.setContentsMargins(px(16), px(10), px(16), px(8))
        self.body.addWidget(self.counts)
        self.body.addWidget(self.cases)
        self.body.addWidget(self.goods, 1)
        self.body.addWidget(self.detail)
        with self.known.facts() as facts:
            fields = self.seat_fields(FIELDS, {ON: facts.today})
        self.wish = WishBar(points, fields)
        self.body.addWidget(self.wish)
        self.cases.setFixedHeight(px(ROW) * _CASES + px(46))
        self.goods.setMinimumHeight(px(ROW) * 3)

    def _source(self, col: Col) -> Any:
        return source(col, self.known, lambda: [texts[0] for texts in self.heads.texts if texts[0]])

    def _foot_of(self) -> None:
        window = self.parentWidget()
        narrow = window is not None and window.window().width() < px(_NARROW)
        for key, words in HINTS[: _FIRST if narrow else None]:
            self.hint(key, words)
        self.fresh = link("从头填", self.start_afresh)
        self.fresh.hide()
        self._row(self._foot).insertWidget(1, self.fresh)
        self.cancel = self.add_cancel()
        self.verb = self.add_button("保存", "Ctrl+Enter", self.carry_out, PRIMARY)

    def start_afresh(self) -> None:
        """Forget what was kept and begin with empty grids."""
        raise NotImplementedError

    def editor(self, item: Field) -> Any:
        made = super().editor(item)
        if item.hint and isinstance(made, LineEditor):
            made.line.setPlaceholderText(item.hint)
        return made

    def asked_for(self) -> Wish:
        """What holds for all items, as far as it can be read."""
        values = legible(self.seats)
        place = values.get(PLACE)
        named = self.known.label(StoragePlace.__tablename__, place) if place else ""
        storing, found = self.wish.storing.isChecked(), self.wish.found_places.isChecked()
        return Wish(self.wish.there, storing, values.get(ON), named, found)

    def explain(self, table: BurstTable) -> None:
        """In full what is to be said of the cell with the cursor, else of its row."""
        row, column = table.cell
        if row < 0:
            return
        own = table.rows.said(row, column) or table.rows.said(row, 0)
        read = table.rows.read.get(row)
        self.detail.setText(f"{'案件' if table is self.cases else '物品'}第 {row + 1} 行：{own}" if own else "")
        restyle(self.detail, role="fault" if read is not None and read.faults else "meta2")

    def other_grid(self) -> None:
        """F6: cases, items, and the fields of putting away in turn."""
        if self.cases.hasFocus():
            self.to_goods()
        elif self.goods.hasFocus() and self.wish.storing.isChecked():
            self.seats[ON].editor.take_focus()
        else:
            (self.cases if self.goods.hasFocus() else self.goods).setFocus()

    def to_goods(self) -> None:
        """The items: the cursor where it was, for a case without items yet in a new row of it, its number given."""
        case_no = self.heads.texts[max(0, self.cases.cell[0])][0]
        if case_no and case_key(case_no) not in {case_key(texts[0]) for texts in self.items.texts}:
            self.items.begins = case_no
            last = self.items.rowCount() - 1
            self.goods.go(last, self.goods.first(last))
        elif self.goods.cell[0] < 0:
            self.goods.go(0, 1)
        self.goods.setFocus()

    def fit(self, wide: int, tall: int) -> None:
        """As large as the window under it; on a low screen fewer cases stand at once."""
        screen = self.screen().availableGeometry()
        wide, tall = min(wide, screen.width()), min(tall, screen.height() - px(28))
        shown = _CASES if tall >= px(_LOW) else _FEW
        self.cases.setFixedHeight(px(ROW) * shown + px(46))
        self.resize(wide - px(24), tall - px(24))

    def put_away(self) -> None:
        """Alt+R: all items are put away at once, or not; the cursor in the first field of it."""
        self.wish.storing.toggle()
        if self.wish.storing.isChecked():
            self.seats[ON].editor.take_focus()
        else:
            self.goods.setFocus()

    def next_fault(self) -> None:
        """F8: to the next cell that cannot be saved."""
        tables = [self.cases, self.goods] if not self.goods.hasFocus() else [self.goods, self.cases]
        for table in tables:
            here = table.cell if table.hasFocus() else (-1, 0)
            found = table.rows.next_fault(*here)
            if found is not None:
                table.go(found[0], found[1] or 1)
                table.setFocus()
                return
        self.say("没有待改的地方", "meta2")


def _points(facts: Facts) -> list[str]:
    """The points of the checklist an item has of its own; the approval is the case's."""
    rows = sorted(facts.live(Term.__tablename__), key=lambda row: row["position"])
    return [row["word"] for row in rows if row["dictionary"] == CHECKLIST and row["word"] != _APPROVAL]
