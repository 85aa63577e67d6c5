"""A table with cells to key (录入表): the number, Enter, the next; what was typed stays when it is refused."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop_app.views.contest_table import VoteLine as CellLine
from desktop_app.views.import_tables import Cells
from desktop_app.views.register.editors.line import ENTER
from desktop_app.views.theme import Role, colour, px
from desktop_app.views.tick_table import LEFT, RIGHT, Index, draw_ground, draw_text, dress


class KeyCells(Cells):
    """Ready-made texts of which single cells change; ``keyed`` are the columns to key."""

    def __init__(self, heads: Sequence[str], keyed: Sequence[int], right: frozenset[int] = frozenset()) -> None:
        super().__init__(heads, right)
        self.keyed = tuple(keyed)

    def fill(self, rows: Sequence[Sequence[str]]) -> None:
        self.show_rows([list(row) for row in rows], ["ink"] * len(rows))

    def text(self, row: int, column: int) -> str:
        return self._rows[row][column]

    def put(self, row: int, column: int, text: str) -> None:
        """Another text in one cell."""
        line = self._rows[row]
        assert isinstance(line, list)
        line[column] = text
        self.dataChanged.emit(self.index(row, column), self.index(row, column))


class KeyDelegate(QStyledItemDelegate):
    """Rows as in every list; the cell to be keyed wears the blue frame."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cells, view = index.model(), self.parent()
        assert isinstance(cells, KeyCells)
        assert isinstance(view, KeyTable)
        box: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        draw_ground(painter, box, state, view, first=index.column() == 0)
        if index.column() in cells.keyed and index == view.currentIndex():
            painter.fillRect(box, colour("surface"))
            painter.setPen(QPen(colour("blue6" if view.hasFocus() else "field"), px(2)))
            painter.drawRect(box.adjusted(1, 1, -2, -2))
        side = RIGHT if int(index.data(Qt.ItemDataRole.TextAlignmentRole)) & int(RIGHT) == int(RIGHT) else LEFT
        role = Role.KEY if index.column() in cells.keyed else Role.BODY
        draw_text(painter, box, str(index.data() or ""), "ink", role, side)
        painter.restore()


class CellTyping(CellLine):
    """The open cell; ``tabbed``: Tab keeps it and goes on to the next cell of the row, backward with Shift."""

    tabbed = Signal(bool)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        if not self._open:
            return super().focusNextPrevChild(forward)
        self.tabbed.emit(forward)
        return True


class KeyTable(QTableView):
    """``keyed``: row, column and text typed. ``chosen``: row and digit, where digits choose. ``left``: below the last.

    ``go_on`` takes the cursor to the next cell: down the column, then to the top of the next one; after Tab along the
    row, and Enter then begins the next row where this one was begun.
    """

    keyed = Signal(int, int, str)
    chosen = Signal(int, int)
    left = Signal()

    def __init__(self, cells: KeyCells, widths: Sequence[int], stretch: int, name: str, digits: int = 0) -> None:
        super().__init__()
        self.cells, self.digits = cells, digits
        self.setModel(cells)
        self.setItemDelegate(KeyDelegate(self))
        dress(self, name)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        heads = self.horizontalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for at, wide in enumerate(widths):
            self.setColumnWidth(at, px(wide))
        heads.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        self.typing = CellTyping(self.viewport())
        self.typing.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.typing.kept.connect(self._keep)
        self.typing.dropped.connect(self.setFocus)
        self.typing.tabbed.connect(self._tabbed)
        self._home: int | None = None
        self._way = 0

    def go(self, row: int, column: int) -> None:
        """The cursor on a cell, seen."""
        index = self.cells.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.viewport().update()

    def go_on(self) -> None:
        """On to the next cell to key; ``left`` behind the last."""
        row, column = self.currentIndex().row(), self._column()
        if self._way and self._aside(self._way):
            self._home = self.cells.keyed[0]
        elif self._way < 0:
            return
        elif row + 1 < self.cells.rowCount():
            self.go(row + 1, column if self._home is None else self._home)
        elif self._home is None and column != self.cells.keyed[-1]:
            self.go(0, self.cells.keyed[self.cells.keyed.index(column) + 1])
        else:
            self.left.emit()

    def _column(self) -> int:
        column = self.currentIndex().column()
        return column if column in self.cells.keyed else self.cells.keyed[0]

    def begin(self, text: str = "") -> None:
        """Type in the current cell, over what stands there or from a first figure."""
        row, column = self.currentIndex().row(), self._column()
        if row < 0:
            return
        self.go(row, column)
        self.typing.setAccessibleName(str(self.cells.headerData(column, Qt.Orientation.Horizontal)))
        box = self.visualRect(self.cells.index(row, column))
        self.typing.begin(box.adjusted(px(24), 0, 0, 0), text or self.cells.text(row, column), select=not text)

    def reopen(self, text: str) -> None:
        """What was refused stays in its cell, to be typed over."""
        self.begin(text)
        self.typing.selectAll()

    def _tabbed(self, forward: bool) -> None:
        """Tab in the open cell: kept as by Enter, then along the row."""
        self._way = 1 if forward else -1
        self.typing.entered.emit()
        self._way = 0

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Tab goes along the row; from its end it leaves the table."""
        way = 1 if forward else -1
        return (self.hasFocus() and self._aside(way)) or super().focusNextPrevChild(forward)

    def _keep(self, text: str) -> None:
        self.setFocus()
        self.keyed.emit(self.currentIndex().row(), self._column(), text)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = self.indexAt(event.position().toPoint())
        if at.isValid() and at.column() in self.cells.keyed:
            self.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key, text, row = event.key(), event.text(), self.currentIndex().row()
        if held & ~Qt.KeyboardModifier.ShiftModifier or key == Qt.Key.Key_Escape:
            event.ignore()
        elif text.isdecimal() and 1 <= int(text) <= self.digits:
            self.chosen.emit(row, int(text))
        elif key in (*ENTER, Qt.Key.Key_F2):
            self.begin()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.keyed.emit(row, self._column(), "")
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._home = None
            self._aside(1 if key == Qt.Key.Key_Right else -1)
        elif not self.digits and (text.isdecimal() or text == "."):
            self.begin(text)
        else:
            super().keyPressEvent(event)

    def _aside(self, way: int) -> bool:
        """Along the row; False at its end."""
        at = self.cells.keyed.index(self._column()) + way
        if inside := 0 <= at < len(self.cells.keyed):
            self.go(self.currentIndex().row(), self.cells.keyed[at])
        return inside
