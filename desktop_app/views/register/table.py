"""The table itself: its head with the blue arrow, its keys, its look."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop_app.registers.spec import Draw, Field
from desktop_app.views.register.columns import Columns
from desktop_app.views.register.delegate import CellDelegate
from desktop_app.views.register.editors.line import ALT, CONTROL, ENTER
from desktop_app.views.register.grid import Grid
from desktop_app.views.theme import Role, colour, font, px, scale

UP, DOWN = "▲", "▼"


class Head(QHeaderView):
    """The column heads: 12 px, semibold, the sorted one with a blue arrow, a filtered one with a blue mark."""

    def __init__(self, table: "Table") -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self._table = table
        self.sorted: tuple[str, bool] | None = None
        self.filtered: frozenset[str] = frozenset()
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(px(36))
        self.setFixedHeight(px(32))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)

    def paintSection(self, painter: QPainter, box: QRect, section: int) -> None:  # noqa: N802
        items = self._table.grid.items
        if section >= len(items):
            return
        item = items[section]
        painter.save()
        painter.fillRect(box, colour("head"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, colour("line"))
        painter.fillRect(box.right(), box.top(), 1, box.height(), colour("line"))
        painter.setFont(font(Role.HEAD))
        painter.setPen(colour("blue6" if item.name in self.filtered else "ink2"))
        arrow = "" if not self.sorted or self.sorted[0] != item.name else DOWN if self.sorted[1] else UP
        right = isinstance(item, Field) and item.right and item.draw is not Draw.BAR
        self._write(painter, box.adjusted(px(8), 0, -px(8), 0), item.head or item.label, arrow, right)
        painter.restore()

    def _write(self, painter: QPainter, box: QRect, text: str, arrow: str, right: bool) -> None:
        metrics = QFontMetrics(font(Role.HEAD))
        room = metrics.horizontalAdvance(arrow) + px(4) if arrow else 0
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(0, box.width() - room))
        width = metrics.horizontalAdvance(shown)
        left = box.right() - width - room if right else box.left()
        painter.drawText(QRect(left, box.top(), width + 2, box.height()), Qt.AlignmentFlag.AlignVCenter, shown)
        if arrow:
            painter.setPen(colour("blue6"))
            after = QRect(left + width + px(4), box.top(), room, box.height())
            painter.drawText(after, Qt.AlignmentFlag.AlignVCenter, arrow)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        self._table.head_menu.emit(self.logicalIndexAt(event.pos()), event.globalPos())


class Table(QTableView):
    """Rows to walk and to open (台账表). ``opened``: Enter, double click; ``cell_menu``, ``head_menu``: right click.

    ←→ choose a column, whose cell is underlined; Alt+↓ asks to filter it (``narrow_asked``).
    """

    opened = Signal(int)
    picked = Signal()
    cell_menu = Signal(int, int, QPoint)
    head_menu = Signal(int, QPoint)
    narrow_asked = Signal(int, QPoint)
    drawn = Signal()

    def __init__(self, grid: Grid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = grid
        self.columns: Columns | None = None
        self._fitting = False
        self.head = Head(self)
        self.setHorizontalHeader(self.head)
        self.setModel(grid)
        self.light = CellDelegate(self)
        self.setItemDelegate(self.light)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setAccessibleName("台账")
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        side.setDefaultSectionSize(px(32))
        self.verticalScrollBar().setSingleStep(px(32))
        self.doubleClicked.connect(self._open)
        self.head.sectionResized.connect(self._drawn)
        self.head.sectionMoved.connect(self._moved)
        self.selectionModel().selectionChanged.connect(lambda *_changed: self.picked.emit())
        self.selectionModel().currentRowChanged.connect(lambda *_changed: self.picked.emit())

    def restyle(self) -> None:
        """The officer changed the type size."""
        self.light.restock()
        self.verticalHeader().setDefaultSectionSize(px(32))
        self.head.setFixedHeight(px(32))
        self.fit()

    # columns

    def show_columns(self, columns: Columns) -> None:
        self.columns = columns
        if tuple(self.grid.items) != columns.items:
            self._fitting = True
            for section in range(self.head.count()):
                self.head.moveSection(self.head.visualIndex(section), section)
            self.grid.show_columns(columns.items)
            self._fitting = False
        self.fit()

    def fit(self) -> None:
        """Give every column its width; the stretching one takes the rest."""
        if self.columns is None or self._fitting:
            return
        self._fitting = True
        wide = self.columns.fitted(self.viewport().width(), scale() / 100)
        for section, item in enumerate(self.grid.items):
            self.setColumnHidden(section, not wide[item.name])
            if wide[item.name]:
                self.setColumnWidth(section, wide[item.name])
        self._fitting = False

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.fit()

    def _drawn(self, section: int, _old: int, new: int) -> None:
        """A column was drawn wider or narrower by hand."""
        if not self._fitting and self.columns is not None and section < len(self.grid.items):
            name = self.grid.items[section].name
            if name != self.columns.stretching:
                self.columns = self.columns.with_width(name, new)
                self.fit()
                self.drawn.emit()

    def _moved(self, section: int, _old: int, new: int) -> None:
        if not self._fitting and self.columns is not None:
            self.columns = self.columns.moved(self.grid.items[section].name, new)
            self.drawn.emit()

    # rows

    def current_id(self) -> int | None:
        """The record under the cursor."""
        row = self.currentIndex().row()
        return self.grid.id_at(row) if 0 <= row < self.grid.rowCount() else None

    def selected_ids(self) -> list[int]:
        """The selected records from top to bottom."""
        rows = {row for top, low in self._spans() for row in range(top, low + 1)}
        return [self.grid.id_at(row) for row in sorted(rows)]

    def selected_count(self) -> int:
        return sum(low - top + 1 for top, low in self._spans())

    def _spans(self) -> set[tuple[int, int]]:
        """First and last row of every selected stretch."""
        chosen = self.selectionModel().selection()
        spans = (chosen.at(place) for place in range(chosen.count()))
        return {(span.top(), span.bottom()) for span in spans}

    def go_to(self, record_id: int | None) -> bool:
        """Put the cursor on a record; False when it is not shown."""
        place = self.grid.place(record_id) if record_id is not None else None
        if place is None:
            return False
        column = max(0, self.currentIndex().column())
        self.jump(place, column)
        return True

    def jump(self, row: int, column: int = 0) -> None:
        """The cursor and the selection on one row, whatever keys are held just now."""
        to = self.grid.index(row, column)
        chosen = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(to, chosen.ClearAndSelect | chosen.Rows)
        self.scrollTo(to)

    def choose(self, ids: Iterable[int]) -> None:
        """Select those records that are shown; the cursor goes to the first of them unless it is on one."""
        wanted, chosen = frozenset(ids), QItemSelection()
        rows = [row for row in range(self.grid.rowCount()) if self.grid.id_at(row) in wanted]
        if rows and self.current_id() not in wanted:
            self.jump(rows[0])
        for first, last in _stretches(rows):
            chosen.select(self.grid.index(first, 0), self.grid.index(last, 0))
        flag = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(chosen, flag.Select | flag.Rows)

    def go_first(self) -> None:
        if self.grid.rowCount():
            self.jump(0)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.grid.id_at(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in ENTER and not held:
            self._open(self.currentIndex())
        elif held == ALT and event.key() == Qt.Key.Key_Down:
            self._narrow()
        elif held & CONTROL and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Home):
            self.go_first()
        elif held & CONTROL and event.key() in (Qt.Key.Key_Down, Qt.Key.Key_End):
            self.jump(self.grid.rowCount() - 1)
        elif not held and event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            last = self.grid.rowCount() - 1
            self.jump(0 if event.key() == Qt.Key.Key_Home else last)
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right) or (held == CONTROL and event.key() == Qt.Key.Key_A):
            super().keyPressEvent(event)
        elif event.text() and event.text().isprintable() and not held & CONTROL:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _narrow(self) -> None:
        column = max(0, self.currentIndex().column())
        spot = QPoint(self.columnViewportPosition(column), 0)
        self.narrow_asked.emit(column, self.viewport().mapToGlobal(spot))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: N802
        index = self.indexAt(event.pos())
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
        if index.isValid():
            below = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            pointed = event.reason() == QContextMenuEvent.Reason.Mouse
            self.cell_menu.emit(index.row(), index.column(), event.globalPos() if pointed else below)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.viewport().update()


def _stretches(rows: Sequence[int]) -> list[tuple[int, int]]:
    """Rows in order as first and last of every stretch without a gap."""
    groups = groupby(enumerate(rows), key=lambda found: found[1] - found[0])
    stretches = ([row for _, row in group] for _, group in groups)
    return [(stretch[0], stretch[-1]) for stretch in stretches]
