"""A plain list in dialogs: rows in a tone, struck ones struck through; letters and Enter are keys."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from desktop_app.views.import_tables import Cells
from desktop_app.views.theme import Role, colour, font, px
from desktop_app.views.tick_table import LEFT, RIGHT, Index, draw_ground, dress

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Paint(QStyledItemDelegate):
    """8-px padding, hairline, 3-px selection bar."""

    def __init__(self, table: "ListTable") -> None:
        super().__init__(table)
        self._table = table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        table = self._table
        painter.save()
        draw_ground(painter, box, state, table, first=index.column() == 0)
        face = font(Role.KEY if index.column() == table.key else Role.BODY)
        face.setStrikeOut(index.row() in table.struck and index.column() == table.key)
        painter.setFont(face)
        painter.setPen(colour(table.tone(index.row(), index.column())))
        room = box.adjusted(px(8), 0, -px(8), 0)
        text = painter.fontMetrics().elidedText(str(index.data() or ""), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, RIGHT if index.column() in table.right else LEFT, text)
        painter.restore()


class ListTable(QTableView):
    """``left``: Enter. ``moved`` carries the row of the cursor. ``printed``: P. ``key`` is the column of the numbers.

    ``toned`` are columns that wear the tone of their row; the rest stays ink, and a struck row grey.
    """

    left = Signal()
    moved = Signal(int)
    printed = Signal()

    def __init__(
        self,
        heads: Sequence[str],
        widths: Sequence[int],
        stretch: int,
        name: str,
        right: frozenset[int] = frozenset(),
        toned: frozenset[int] = frozenset(),
        key: int = 0,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.cells = Cells(heads, right)
        self.right, self.toned, self.key = right, toned, key
        self.struck: Collection[int] = ()
        self._tones: Sequence[str] = ()
        self.rows: Sequence[Sequence[str]] = ()
        self.setModel(self.cells)
        self.setItemDelegate(_Paint(self))
        dress(self, name)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        heading = self.horizontalHeader()
        heading.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for at, wide in enumerate(widths):
            self.setColumnWidth(at, px(wide))
        heading.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
        self.selectionModel().currentRowChanged.connect(lambda now, _before: self.moved.emit(now.row()))

    def fill(self, rows: Sequence[Sequence[str]], tones: Sequence[str] = (), struck: Collection[int] = ()) -> None:
        """Show these rows; the cursor stays on its line where there is still one."""
        at = max(0, self.row())
        self.rows, self.struck, self._tones = rows, frozenset(struck), tones or ["ink"] * len(rows)
        self.cells.show_rows(rows, self._tones)
        if rows:
            self.go(min(at, len(rows) - 1))

    def tone(self, row: int, column: int) -> str:
        """The ink of a cell."""
        if row in self.struck:
            return "ink3"
        return self._tones[row] if column in self.toned else "ink"

    def row(self) -> int:
        """The row of the cursor, -1 for none."""
        return self.currentIndex().row()

    def go(self, row: int) -> None:
        self.setCurrentIndex(self.cells.index(row, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in ENTER and not held:
            self.left.emit()
        elif event.key() == Qt.Key.Key_P and not held:
            self.printed.emit()
        elif held or event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
