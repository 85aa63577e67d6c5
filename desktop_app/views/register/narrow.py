"""The column filter like a spreadsheet's: values with counts, a text, a range of days, empty, 待补."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop_app.registers.spec import Field
from desktop_app.rules.dates import typed_date
from desktop_app.rules.unreadable import Unreadable
from desktop_app.views.controls import PRIMARY, HintButton, label, link
from desktop_app.views.register.editors.line import ENTER
from desktop_app.views.register.showing import BETWEEN, EMPTY, FILLED, GAPS, TEXT, VALUES, ColumnFilter, is_dated
from desktop_app.views.theme import px

_KEY = Qt.ItemDataRole.UserRole


class NarrowPopup(QDialog):
    """Choose what of a column to show. ``choices`` are (value, words, count), most frequent first.

    A column of part rows is asked about through their leading field ``item``; ``name`` is then the column's.
    """

    def __init__(
        self,
        parent: QWidget,
        item: Field,
        choices: list[tuple[Any, str, int]],
        today: Callable[[], Any],
        current: ColumnFilter | None,
        name: str = "",
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"筛选 {item.label}")
        self.item, self.name = item, name or item.name
        self.chosen: ColumnFilter | None = None
        self._today = today
        self._all = len(choices)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(12), px(12), px(12), px(12))
        column.setSpacing(px(6))
        column.addWidget(label(f"筛选 {item.label}", "panel"))
        self.text = QLineEdit()
        self.text.setPlaceholderText("输文字：列出含它的值")
        self.text.setAccessibleName("含文字")
        self.text.textChanged.connect(self._sift)
        column.addWidget(self.text)
        self.list = self._list(choices, current)
        column.addWidget(self.list, 1)
        self.first, self.last = QLineEdit(), QLineEdit()
        if is_dated(item):
            column.addLayout(self._range(current))
        column.addLayout(self._links())
        self.said = label("", "fault")
        column.addWidget(self.said)
        column.addLayout(self._buttons())
        self.setMinimumSize(px(300), px(400))
        self.list.setFocus()

    def _list(self, choices: list[tuple[Any, str, int]], current: ColumnFilter | None) -> QListWidget:
        made = QListWidget()
        made.setProperty("frame", "box")
        made.setAccessibleName(f"{self.item.label}的值")
        ticked = current.given if current is not None and current.how == VALUES else ()
        for value, said, count in choices:
            entry = QListWidgetItem(f"{said or '（空）'}    {count}")
            entry.setData(_KEY, value)
            entry.setFlags(entry.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            entry.setCheckState(Qt.CheckState.Checked if value in ticked else Qt.CheckState.Unchecked)
            made.addItem(entry)
        if made.count():
            made.setCurrentRow(0)
        return made

    def _range(self, current: ColumnFilter | None) -> QHBoxLayout:
        row = QHBoxLayout()
        given = current.given if current is not None and current.how == BETWEEN else (None, None)
        for box, name, value in ((self.first, "自", given[0]), (self.last, "至", given[1])):
            box.setPlaceholderText("301、3.1、今")
            box.setAccessibleName(name)
            box.setText(value.isoformat() if value else "")
            row.addWidget(label(name))
            row.addWidget(box, 1)
        return row

    def _links(self) -> QHBoxLayout:
        row = QHBoxLayout()
        for words, how in (("空", EMPTY), ("非空", FILLED), ("待补", GAPS)):
            row.addWidget(link(words, partial(self._take, ColumnFilter(self.name, how))))
        row.addStretch(1)
        return row

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(HintButton("取消", "Esc", clicked=self.reject))
        row.addWidget(HintButton("筛选", "Enter", PRIMARY, clicked=self.apply))
        return row

    def _sift(self, text: str) -> None:
        for at in range(self.list.count()):
            entry = self.list.item(at)
            entry.setHidden(text.strip() not in entry.text())

    def ticked(self) -> tuple[Any, ...]:
        entries = (self.list.item(at) for at in range(self.list.count()))
        return tuple(e.data(_KEY) for e in entries if e.checkState() == Qt.CheckState.Checked)

    def apply(self) -> None:
        """Take what was chosen: days, else ticked values, else the text, else the value under the cursor."""
        name = self.name
        if self.first.text().strip() or self.last.text().strip():
            self._take_range()
        elif ticked := self.ticked():
            self._take(ColumnFilter(name, VALUES, ticked))
        elif self.text.text().strip():
            self._take(self._by_text())
        elif (entry := self.list.currentItem()) is not None:
            self._take(ColumnFilter(name, VALUES, (entry.data(_KEY),)))

    def _by_text(self) -> ColumnFilter:
        """Links and words are found by their written form, texts in the file itself."""
        if self.item.link_kind or self.item.word_type is not None:
            shown = (self.list.item(at) for at in range(self.list.count()))
            return ColumnFilter(self.name, VALUES, tuple(e.data(_KEY) for e in shown if not e.isHidden()))
        return ColumnFilter(self.name, TEXT, (self.text.text().strip(),))

    def _take_range(self) -> None:
        try:
            days = tuple(typed_date(box.text(), self._today()) for box in (self.first, self.last))
        except Unreadable as fault:
            self.said.setText(f"! {fault.said}")
            return
        self._take(ColumnFilter(self.name, BETWEEN, days))

    def _take(self, chosen: ColumnFilter) -> None:
        self.chosen = chosen
        self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in ENTER:
            self.apply()
        else:
            super().keyPressEvent(event)

    def open_at(self, spot: QPoint) -> ColumnFilter | None:
        """Show beside the pressed place; the filter chosen, or None."""
        self.move(spot)
        return self.chosen if self.exec() == QDialog.DialogCode.Accepted else None
