"""The cells of a table (表格小窗): caption, heads and rows in a grid; numbers stay whole; a tick lays it across."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from desktop_app.rules.manuscript import Mark, pieces
from desktop_app.views.bulletin.paras import plain
from desktop_app.views.bulletin.said import Saying
from desktop_app.views.bulletin.tables import rows_of
from desktop_app.views.controls import PRIMARY, HintButton, label
from desktop_app.views.dialogs import Dialog
from desktop_app.views.theme import colour, px

_KEPT = Qt.ItemDataRole.UserRole
MOST_COLUMNS, MOST_ROWS = 20, 500


class Cells(QTableWidget):
    """The first row holds the heads. A cell with a number of the data is read only: Delete empties it whole."""

    def __init__(self, grid: Mapping[str, Any], saying: Saying, parent: QWidget | None = None) -> None:
        rows = rows_of(grid)
        rows = rows if any(rows) else [["", ""], ["", ""]]
        super().__init__(len(rows), max(len(rows[0]), 1), parent)
        self._saying = saying
        self.setAccessibleName("表格")
        self.setProperty("frame", "box")
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setMinimumSectionSize(px(72))
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                self.put(at, column, text)
        self.setCurrentCell(min(1, len(rows) - 1) if any(rows_of(grid)) else 0, 0)

    def put(self, row: int, column: int, text: str) -> None:
        """A cell's text with marks."""
        item = QTableWidgetItem(self.said(text))
        if any(isinstance(piece, Mark) for piece in pieces(text)):
            item.setData(_KEPT, text)
            item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            item.setForeground(colour("blue7"))
            face = item.font()
            face.setUnderline(True)
            item.setFont(face)
        if row == 0:
            item.setBackground(colour("head"))
            face = item.font()
            face.setBold(True)
            item.setFont(face)
        self.setItem(row, column, item)

    def said(self, text: str) -> str:
        """A cell in words."""
        return "".join(piece if isinstance(piece, str) else self._saying.words(piece) for piece in pieces(text))

    def text(self, row: int, column: int) -> str:
        """A cell's text with marks."""
        item = self.item(row, column)
        if item is None:
            return ""
        kept = item.data(_KEPT)
        return str(kept) if kept is not None else plain(item.text()).replace("\n", " ")

    def texts(self) -> list[list[str]]:
        return [[self.text(row, at) for at in range(self.columnCount())] for row in range(self.rowCount())]

    def add_row(self) -> None:
        """A row behind the current one."""
        if self.rowCount() >= MOST_ROWS:
            return
        at = self.currentRow() + 1
        self.insertRow(at)
        self.setCurrentCell(at, max(self.currentColumn(), 0))

    def drop_row(self) -> None:
        """The current row goes; one for the heads stays."""
        if self.rowCount() > 1:
            self.removeRow(self.currentRow())

    def add_column(self) -> None:
        """A column behind the current one."""
        if self.columnCount() >= MOST_COLUMNS:
            return
        at = self.currentColumn() + 1
        self.insertColumn(at)
        self.put(0, at, "")
        self.setCurrentCell(self.currentRow(), at)

    def drop_column(self) -> None:
        """The current column goes; one stays."""
        if self.columnCount() > 1:
            self.removeColumn(self.currentColumn())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        control = held == Qt.KeyboardModifier.ControlModifier
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not held:
            self.put(self.currentRow(), self.currentColumn(), "")
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            self._next()
        elif control and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _next(self) -> None:
        """Enter: the next cell, at the end a new row."""
        row, column = self.currentRow(), self.currentColumn() + 1
        if column >= self.columnCount():
            row, column = row + 1, 0
        if row >= self.rowCount():
            self.add_row()
        self.setCurrentCell(row, column)


class GridDialog(Dialog):
    """``grid`` is what was made of it, once accepted."""

    def __init__(self, parent: QWidget | None, given: Mapping[str, Any], saying: Saying) -> None:
        super().__init__(parent, "改表格" if given else "插入表格", 680)
        self._given = given
        self.caption = QLineEdit()
        caption = pieces(str(given.get("caption") or ""))
        self._caption_said = "".join(one if isinstance(one, str) else saying.words(one) for one in caption)
        self.caption.setText(self._caption_said)
        self.body.addWidget(label("表题", "label", self.caption))
        self.body.addWidget(self.caption)
        self.cells = Cells(given, saying)
        self.cells.setMinimumHeight(px(260))
        self.body.addWidget(self.cells, 1)
        self.landscape = QCheckBox("这张表单独横排一页")
        self.landscape.setAccessibleName(self.landscape.text())
        self.landscape.setChecked(bool(given.get("landscape")))
        self.body.addWidget(self.landscape)
        self.hint("", "第一行是表头")
        self.hint("Enter", "下一格")
        self.hint("F2", "改这一格")
        self.hint("Delete", "清空这一格")
        for text, key, deed in (
            ("加行", "Ctrl+Down", self.cells.add_row),
            ("删行", "Ctrl+Shift+Down", self.cells.drop_row),
            ("加列", "Ctrl+Right", self.cells.add_column),
            ("删列", "Ctrl+Shift+Right", self.cells.drop_column),
        ):
            self._small(text, key, deed)
        self.add_cancel()
        self.add_button("放进正文", "Ctrl+Enter", self._accept, PRIMARY)
        self.cells.setFocus()
        self._offered = repr(self.grid)

    @property
    def typed(self) -> str:
        made = repr(self.grid)
        return made if made != self._offered else ""

    def _small(self, text: str, key: str, deed: Any) -> None:
        shown = key.replace("Down", "↓").replace("Right", "→")
        button = HintButton(text, shown, "quiet", clicked=deed)
        button.setShortcut(key)
        self._row(self._hints).insertWidget(self._row(self._hints).count() - 1, button)

    def _accept(self) -> None:
        if not any(text.strip() for text in self.cells.texts()[0]):
            self.say("表头是空的。第一行写上各列的名称")
            return
        self.accept()

    @property
    def grid(self) -> dict[str, Any]:
        """The table as it is kept."""
        columns, *rows = self.cells.texts()
        typed = plain(self.caption.text())
        caption = str(self._given.get("caption") or "") if typed == self._caption_said else typed
        rows = [row for row in rows if any(row)]
        made = {**self._given, "caption": caption, "columns": columns, "rows": rows}
        return {**made, "landscape": self.landscape.isChecked()}
