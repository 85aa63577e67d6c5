"""The fixed table part of the roadmap: it owns the cursor and every key."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QFrame, QHeaderView, QTableView, QWidget

from desktop_app.views.boards.roadmap_cells import RoadmapCells
from desktop_app.views.boards.roadmap_grid import Column, RoadmapGrid
from desktop_app.views.theme import px

_WIDTHS = {Column.WHO: 72, Column.DUE: 56, Column.PROGRESS: 96}
_NAME_LEAST = 252

_KEYS = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Plus,
        Qt.Key.Key_Equal,
        Qt.Key.Key_Minus,
    }
)


class RoadmapTable(QTableView):
    """Rows without a scroll bar of their own. ``struck`` carries a key the board answers, ``along`` ±1 for Ctrl+←→."""

    struck = Signal(object)
    along = Signal(int)

    def __init__(self, grid: RoadmapGrid, cells: RoadmapCells, parent: QWidget) -> None:
        super().__init__(parent)
        self.cells = cells
        self.setModel(grid)
        self.setItemDelegate(cells)
        self.setAccessibleName("任务")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.renew()

    def renew(self) -> None:
        """Heights and widths for the scale as it is now."""
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.setMinimumSectionSize(1)
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(self.cells.ink.row)
        columns.setFixedHeight(self.cells.ink.head)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setSectionResizeMode(Column.NAME, QHeaderView.ResizeMode.Stretch)
        for column, wide in _WIDTHS.items():
            self.setColumnWidth(column, px(wide))

    def fit_days(self) -> None:
        """Room in 期限 for days of another year, which carry it in front."""
        grid = self.cells.grid
        days = (grid.cell(row, Column.DUE) for row in grid.rows)
        widest = max((self.cells.body.horizontalAdvance(day) for day in days), default=0)
        self.setColumnWidth(Column.DUE, max(px(_WIDTHS[Column.DUE]), widest + 2 * self.cells.ink.pad))

    @property
    def least(self) -> int:
        """Pixels the table part needs."""
        return px(_NAME_LEAST) + sum(self.columnWidth(column) for column in _WIDTHS)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        plain = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif key in _KEYS and plain == Qt.KeyboardModifier.NoModifier:
            self.struck.emit(key)
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and plain == Qt.KeyboardModifier.ControlModifier:
            self.along.emit(1 if key == Qt.Key.Key_Right else -1)
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            cells = (index.siblingAtColumn(column).data() for column in Column)
            QApplication.clipboard().setText("\t".join(str(cell or "") for cell in cells))
