"""台账有变: issued bulletins whose records changed since, each number as printed and as it is now, with the records."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QFont
from PySide6.QtWidgets import QFrame, QHBoxLayout, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from desktop_app.registers.catalogue import BY_KIND
from desktop_app.registers.spec import Register
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.services.late import FieldChange, LateChange, LateRow, late_changes
from desktop_app.views.bulletin.latest import Latest
from desktop_app.views.controls import HintButton, label
from desktop_app.views.jobs import Jobs, Progress
from desktop_app.views.register.story import OWN
from desktop_app.views.theme import colour, px

TITLE = "有变"
NOTHING = "已印发的通报与台账一致。"
HEADS = ("通报、数字、记录", "印发时", "现在", "变动")
_ROLE = Qt.ItemDataRole.UserRole


class LateBoard(QWidget):
    """A board of the bulletins' register. ``row_asked`` opens a record, ``correct_asked`` begins a 更正通报.

    ``counted`` says how many bulletins are concerned.
    """

    selected = Signal(int)
    opened = Signal(int)
    row_asked = Signal(str, int)
    rows_asked = Signal(str, object, str)
    correct_asked = Signal(int)
    counted = Signal(int)

    def __init__(self, desk: Desk, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.changes: tuple[LateChange, ...] = ()
        self._only: frozenset[int] | None = None
        self.setProperty("ground", "surface")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tree = QTreeWidget()
        self.tree.setColumnCount(len(HEADS))
        self.tree.setHeaderLabels(HEADS)
        self.tree.setAccessibleName("台账有变的通报")
        self.tree.setUniformRowHeights(True)
        self.tree.setRootIsDecorated(True)
        self.tree.setExpandsOnDoubleClick(False)
        head = self.tree.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for place, wide in ((1, 96), (2, 96), (3, 240)):
            head.resizeSection(place, px(wide))
        self.setFocusProxy(self.tree)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.tree, 1)
        self.latest = Latest(jobs, self)
        self.latest.answered.connect(self.load)
        self.latest.refused.connect(lambda said: self.said.setText(f"! {said}"))
        self.tree.itemActivated.connect(lambda item, _column: self.open_item(item))
        self.tree.currentItemChanged.connect(lambda item, _before: self._moved(item))

    def _head(self) -> QFrame:
        bar = QFrame()
        bar.setProperty("frame", "pane")
        bar.setFixedHeight(px(36))
        row = QHBoxLayout(bar)
        row.setContentsMargins(px(16), 0, px(12), 0)
        row.setSpacing(px(8))
        self.said = label("正在核对", "meta2")
        row.addWidget(self.said, 1)
        self.correct = HintButton("发更正通报", "", clicked=self._correct)
        self.correct.setProperty("low", "true")
        self.correct.setEnabled(False)
        row.addWidget(self.correct)
        return bar

    # what the screen asks

    @property
    def title(self) -> str:
        """The word on the view switch."""
        return TITLE

    def refresh(self, facts: Facts) -> None:  # noqa: ARG002
        """Ask anew, in the worker: every printed number is counted again."""
        self.latest.ask(lambda: self._read, at_once=True)

    def _read(self, progress: Progress) -> tuple[LateChange, ...]:
        progress.check()
        with self.desk.facts() as facts:
            return tuple(late_changes(facts))

    def show_ids(self, ids: Sequence[int] | None) -> None:
        self._only = None if ids is None else frozenset(ids)
        self.load(self.changes)

    def select(self, record_id: int) -> None:
        """Put the cursor on a bulletin without saying so."""
        item = self.tree.currentItem()
        if item is not None and _bulletin(item) == record_id:
            return
        found = next((top for top in self._tops() if _bulletin(top) == record_id), None)
        if found is not None:
            self.tree.blockSignals(True)
            self.tree.setCurrentItem(found)
            self.tree.blockSignals(False)

    # what is shown

    def load(self, changes: Sequence[LateChange]) -> None:
        """Show these, the cursor where it was."""
        self.changes = tuple(changes)
        shown = [one for one in self.changes if self._only is None or one.bulletin_id in self._only]
        kept = self._path(self.tree.currentItem())
        self.tree.blockSignals(True)
        self.tree.clear()
        for _id, group in groupby(shown, key=lambda one: one.bulletin_id):
            self.tree.addTopLevelItem(_top(tuple(group)))
        self.tree.expandToDepth(0)
        if (item := self._at(kept)) is not None:
            self.tree.setCurrentItem(item)
        self.tree.blockSignals(False)
        papers = len({one.bulletin_id for one in shown})
        self.said.setText(f"{papers} 份已印发的通报，{len(shown)} 处数字与台账不一致" if shown else NOTHING)
        self._moved(self.tree.currentItem())
        self.counted.emit(len({one.bulletin_id for one in self.changes}))

    def _tops(self) -> Iterator[QTreeWidgetItem]:
        for at in range(self.tree.topLevelItemCount()):
            item = self.tree.topLevelItem(at)
            assert item is not None
            yield item

    @staticmethod
    def _path(item: QTreeWidgetItem | None) -> list[int]:
        path: list[int] = []
        while item is not None:
            parent = item.parent()
            path.insert(0, parent.indexOfChild(item) if parent else item.treeWidget().indexOfTopLevelItem(item))
            item = parent
        return path

    def _at(self, path: list[int]) -> QTreeWidgetItem | None:
        tops = list(self._tops())
        if not tops:
            return None
        item = tops[min(path[0], len(tops) - 1)] if path else tops[0]
        for place in path[1:]:
            if not item.childCount():
                break
            item = item.child(min(place, item.childCount() - 1))
        return item

    # what is done

    def _moved(self, item: QTreeWidgetItem | None) -> None:
        self.correct.setEnabled(item is not None)
        if item is not None:
            self.selected.emit(_bulletin(item))

    def open_item(self, item: QTreeWidgetItem) -> None:
        """Enter: the record; a number opens all its records, a bulletin its text."""
        about = item.data(0, _ROLE)
        if isinstance(about, LateRow):
            self.row_asked.emit(about.kind, about.id)
        elif isinstance(about, LateChange):
            self._open_all(about)
        else:
            self.opened.emit(_bulletin(item))

    def _open_all(self, change: LateChange) -> None:
        rows = [*change.rows_in, *change.rows_out, *(one.row for one in change.changed)]
        if rows:
            ids = tuple(dict.fromkeys(row.id for row in rows if row.kind == rows[0].kind))
            self.rows_asked.emit(rows[0].kind, ids, f"{change.doc_no or change.number} {change.label} 变动的记录")

    def _correct(self) -> None:
        item = self.tree.currentItem()
        if item is not None:
            self.correct_asked.emit(_bulletin(item))


def _bulletin(item: QTreeWidgetItem) -> int:
    while item.parent() is not None:
        item = item.parent()
    return int(item.data(0, _ROLE))


def _top(changes: Sequence[LateChange]) -> QTreeWidgetItem:
    first = changes[0]
    day = f"{first.sent_on:%m-%d} 印发" if first.sent_on else ""
    item = _item(
        first.bulletin_id, f"{first.doc_no or first.number}　{first.title}", "", "", f"{len(changes)} 处　{day}"
    )
    strong = QFont(item.font(0))
    strong.setBold(True)
    item.setFont(0, strong)
    for change in changes:
        item.addChild(_number(change))
    return item


def _number(change: LateChange) -> QTreeWidgetItem:
    counts = (("新进", len(change.rows_in)), ("移出", len(change.rows_out)), ("改动", len(change.changed)))
    moved = "，".join(f"{word} {count}" for word, count in counts if count)
    item = _item(change, f"{change.label}　{change.asked}", change.shown, change.new_digits, moved)
    item.setForeground(2, QBrush(colour("red7")))
    for row in change.rows_in:
        item.addChild(_record(row, "", "", "新进"))
    for row in change.rows_out:
        item.addChild(_record(row, "", "", "移出"))
    for one in change.changed:
        item.addChild(_record(one.row, _said(one.old), _said(one.new), _field(one)))
    return item


def _record(row: LateRow, old: str, new: str, said: str) -> QTreeWidgetItem:
    item = _item(row, f"{row.number}　{row.subject}", old, new, said)
    item.setForeground(0, QBrush(colour("blue6")))
    return item


def _item(about: Any, *texts: str) -> QTreeWidgetItem:
    item = QTreeWidgetItem(list(texts))
    item.setData(0, _ROLE, about)
    for column, text in enumerate(texts):
        item.setToolTip(column, text)
    return item


def _said(value: Any) -> str:
    return "空" if value in (None, "") else "是" if value is True else "否" if value is False else str(value)


def _field(change: FieldChange) -> str:
    """The field's name as the register calls it."""
    register: Register | None = BY_KIND.get(change.kind)
    names = {item.name: item.label for item in register.fields} if register is not None else {}
    return names.get(change.field) or OWN.get(change.field, change.field)
