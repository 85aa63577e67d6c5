"""A plain list of rows to tick (勾选表): Space ticks, Ctrl+A ticks all."""

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from desktop_app.views import table_dress
from desktop_app.views.import_tables import Cells
from desktop_app.views.theme import Role, colour, font, px

Index = QModelIndex | QPersistentModelIndex
ROW, BOX = 30, 15
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class TickRows(Cells):
    """Rows with a key each; the first column is the box."""

    def __init__(self, heads: Sequence[str], right: frozenset[int] = frozenset()) -> None:
        super().__init__(("", *heads), right)
        self.keys: list[int] = []
        self.ticked: set[int] = set()

    def fill(self, keys: Sequence[int], rows: Sequence[Sequence[str]], ticked: Collection[int]) -> None:
        """Show these rows."""
        self.keys, self.ticked = list(keys), set(ticked)
        self.show_rows([("", *row) for row in rows], ["ink"] * len(rows))

    def turn(self, row: int) -> None:
        """The box of a row the other way."""
        self.ticked ^= {self.keys[row]}
        self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))

    def turn_all(self) -> None:
        """All boxes on, or off where all are."""
        self.ticked = set() if len(self.ticked) == len(self.keys) else set(self.keys)
        if self.keys:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.keys) - 1, self.columnCount() - 1))

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 0:
            return "已勾选" if self.keys[index.row()] in self.ticked else "未勾选"
        return super().data(index, role)


class TickCells(QStyledItemDelegate):
    """8-px padding, hairline, 3-px selection bar, and the box."""

    def __init__(self, rows: TickRows, parent: QWidget) -> None:
        super().__init__(parent)
        self._rows = rows

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        box: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        draw_ground(painter, box, state, self.parent(), first=index.column() == 0)
        if index.column() == 0:
            draw_box(painter, box, self._rows.keys[index.row()] in self._rows.ticked)
        else:
            side = RIGHT if int(index.data(Qt.ItemDataRole.TextAlignmentRole)) & int(RIGHT) == int(RIGHT) else LEFT
            draw_text(painter, box, str(index.data() or ""), "ink", Role.BODY, side)
        painter.restore()


def draw_ground(painter: QPainter, box: QRect, state: QStyle.StateFlag, view: object, *, first: bool) -> None:
    """The ground of a row, its hairline, and the bar of the selected one: blue with the focus, grey without."""
    selected = bool(state & QStyle.StateFlag.State_Selected)
    painter.fillRect(box, colour("blue1" if selected else "surface"))
    painter.fillRect(box.left(), box.bottom(), box.width(), 1, colour("soft"))
    if selected and first:
        focused = isinstance(view, QWidget) and view.hasFocus()
        painter.fillRect(box.left(), box.top(), 3, box.height(), colour("blue7" if focused else "field"))


def draw_text(painter: QPainter, box: QRect, text: str, ink: str, role: Role, side: Qt.AlignmentFlag) -> None:
    """A text in its cell, elided."""
    painter.setFont(font(role))
    painter.setPen(colour(ink))
    room = box.adjusted(px(8), 0, -px(8), 0)
    painter.drawText(room, side, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width()))


def draw_box(painter: QPainter, box: QRect, on: bool) -> None:
    """A box as the style sheet draws them elsewhere."""
    side = px(BOX)
    frame = QRect(box.left() + px(10), box.top() + (box.height() - side) // 2, side, side)
    painter.setPen(colour("blue7" if on else "field"))
    painter.setBrush(colour("blue7" if on else "surface"))
    painter.drawRoundedRect(frame, 2, 2)
    if on:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour("surface"), px(2)))
        left, top = frame.left(), frame.top()
        painter.drawLine(left + side * 3 // 15, top + side * 8 // 15, left + side * 6 // 15, top + side * 11 // 15)
        painter.drawLine(left + side * 6 // 15, top + side * 11 // 15, left + side * 12 // 15, top + side * 4 // 15)


class TickTable(QTableView):
    """``changed``: a box was turned. ``left``: Enter, on to what comes next."""

    changed = Signal()
    left = Signal()

    def __init__(self, rows: TickRows, widths: Sequence[int], stretch: int, name: str) -> None:
        super().__init__()
        self.rows = rows
        self.setModel(rows)
        self.setItemDelegate(TickCells(rows, self))
        dress(self, name)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for at, wide in enumerate((36, *widths)):
            self.setColumnWidth(at, px(wide))
        self.horizontalHeader().setSectionResizeMode(stretch + 1, QHeaderView.ResizeMode.Stretch)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mousePressEvent(event)
        at = self.indexAt(event.position().toPoint())
        if at.isValid() and at.column() == 0:
            self._turn(at.row())

    def _turn(self, row: int) -> None:
        self.rows.turn(row)
        self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        row = self.currentIndex().row()
        if event.key() == Qt.Key.Key_Space and not held and row >= 0:
            self._turn(row)
        elif event.key() == Qt.Key.Key_A and held == Qt.KeyboardModifier.ControlModifier:
            self.rows.turn_all()
            self.changed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not held:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape):
            event.ignore()
        else:
            super().keyPressEvent(event)


def dress(view: QTableView, name: str) -> None:
    """The look of a list in a dialog, its rows as high as everywhere."""
    table_dress.dress(view, name, ROW)
