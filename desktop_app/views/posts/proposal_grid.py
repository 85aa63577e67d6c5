"""The grid of a proposal (方案表): people by periods, each cell a department in its colour and word."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from desktop_app.views.import_tables import Cells
from desktop_app.views.posts.ink import fill_of, frame, ink_of
from desktop_app.views.register.editors.line import ENTER
from desktop_app.views.theme import Role, colour, font, px
from desktop_app.views.tick_table import LEFT, RIGHT, Index, draw_ground, draw_text, dress

_NAMES = 2
"""Columns before the periods: name, own department."""
_NAME, _HOME, _WISH, _PERIOD = 112, 68, 84, 128
_LONG_NAME = 176
HOME = "原部门"


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows: short name of the department (empty: his own), the mark behind it, whether pinned."""

    short: str
    mark: str = ""
    pinned: bool = False

    @property
    def said(self) -> str:
        """The cell in words."""
        return "，".join(part for part in (self.short or HOME, self.mark) if part)


@dataclass(frozen=True, slots=True)
class Line:
    """One person: name, own department, cells by period, wish with what became of it; ``conflicts`` marks the name."""

    name: str
    home: str
    cells: tuple[Cell, ...]
    wish: str = ""
    conflicts: bool = False


class PlanDelegate(QStyledItemDelegate):
    """A block per cell; the mark behind the word says pinned, settled or changed."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view = self.parent()
        assert isinstance(view, PlanTable)
        box: QRect = option.rect  # type: ignore[attr-defined]
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        painter.save()
        draw_ground(painter, box, state, view, first=index.column() == 0)
        cell = view.cell(index.row(), index.column())
        if cell is None:
            line = view.lines[index.row()]
            ink = "red7" if line.conflicts and index.column() == 0 else "ink" if index.column() == 0 else "ink2"
            draw_text(painter, box, str(index.data() or ""), ink, Role.KEY if index.column() == 0 else Role.BODY, LEFT)
        else:
            _draw_cell(painter, box, cell)
        if index == view.currentIndex():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            frame(painter, box, view.hasFocus())
        painter.restore()


def _draw_cell(painter: QPainter, box: QRect, cell: Cell) -> None:
    block = box.adjusted(px(3), px(3), -px(3), -px(4))
    room = block.adjusted(px(6), 0, -px(6), 0)
    if cell.short:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(fill_of(cell.short))
        painter.drawRoundedRect(block, 2, 2)
    painter.setFont(font(Role.STRONG if cell.pinned else Role.BODY))
    painter.setPen(ink_of(cell.short) if cell.short else colour("ink3"))
    painter.drawText(room, LEFT, cell.short or HOME)
    painter.setFont(font(Role.HINT))
    left = px(52)
    mark = painter.fontMetrics().elidedText(cell.mark, Qt.TextElideMode.ElideRight, room.width() - left)
    painter.drawText(room.adjusted(left, 0, 0, 0), RIGHT, mark)


class PlanTable(QTableView):
    """``pin``: P or Space on a cell; ``choose``: Enter, F2, a letter or a double click; ``clear``: Delete.

    Each gives row and period, counted from 0. Arrows move, Tab leaves.
    """

    pin = Signal(int, int)
    choose = Signal(int, int)
    clear = Signal(int, int)

    def __init__(self, periods: Sequence[str]) -> None:
        super().__init__()
        self.periods = len(periods)
        self.lines: tuple[Line, ...] = ()
        self.model_cells = Cells(("姓名", HOME, *periods, "意愿"))
        self.setModel(self.model_cells)
        self.setItemDelegate(PlanDelegate(self))
        dress(self, "轮岗方案")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        heads = self.horizontalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for at, wide in enumerate((_NAME, _HOME, *([_PERIOD] * self.periods), _WISH)):
            self.setColumnWidth(at, px(wide))
        if self.periods <= 4:
            for at in range(self.periods):
                heads.setSectionResizeMode(_NAMES + at, QHeaderView.ResizeMode.Stretch)
        else:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Another plan; the cursor stays where it was."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        self.lines = tuple(lines)
        rows = [(line.name, line.home, *(cell.said for cell in line.cells), line.wish) for line in lines]
        self.model_cells.show_rows(rows, ["ink"] * len(rows))
        longest = max((self.fontMetrics().horizontalAdvance(line.name) for line in lines), default=0)
        self.setColumnWidth(0, min(px(_LONG_NAME), max(px(_NAME), longest + px(24))))
        self.go(max(0, row), max(0, column - _NAMES))

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell of a column; None for a column that is no period."""
        at = column - _NAMES
        return self.lines[row].cells[at] if 0 <= at < self.periods else None

    def go(self, row: int, period: int) -> None:
        """The cursor on a cell, seen."""
        index = self.model_cells.index(min(row, len(self.lines) - 1), _NAMES + min(period, self.periods - 1))
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def foot_of(self, row: int, period: int) -> QPoint:
        """Where a list for a cell opens, on the screen."""
        box = self.visualRect(self.model_cells.index(row, _NAMES + period))
        return self.viewport().mapToGlobal(box.bottomLeft())

    def _here(self) -> tuple[int, int]:
        index = self.currentIndex()
        return index.row(), min(max(0, index.column() - _NAMES), self.periods - 1)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = self.indexAt(event.position().toPoint())
        if at.isValid() and self.cell(at.row(), at.column()) is not None:
            self.choose.emit(*self._here())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        key = event.key()
        if held or key == Qt.Key.Key_Escape or event.text().isdecimal() or not self.lines:
            event.ignore()
        elif key in (Qt.Key.Key_P, Qt.Key.Key_Space):
            self.pin.emit(*self._here())
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear.emit(*self._here())
        elif key in (*ENTER, Qt.Key.Key_F2) or event.text().isalpha():
            self.choose.emit(*self._here())
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            row, period = self._here()
            self.go(row, max(0, period + (1 if key == Qt.Key.Key_Right else -1)))
        else:
            super().keyPressEvent(event)
