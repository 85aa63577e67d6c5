"""方案路线图 as a chart (甘特图): a fixed table part and a time axis over the same rows, by phase or by department."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop_app.figures.roadmap import Grouping, RoadmapHead, RoadmapRow, RoadmapTask, roadmap_rows
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.views.boards.roadmap_cells import RoadmapCells
from desktop_app.views.boards.roadmap_chart import RoadmapChart
from desktop_app.views.boards.roadmap_grid import RoadmapGrid
from desktop_app.views.boards.roadmap_table import RoadmapTable
from desktop_app.views.controls import divider, label
from desktop_app.views.theme import px

_SHARE = 0.36
_MOST = 560
_TALLEST = 16777215
_NO_HIT = "没有符合的记录。清除筛选 Esc"


class RoadmapBoard(QWidget):
    """The roadmap by phase (甘特图).

    ↑↓ Home End rows, ←→ fold and unfold, Enter opens, + and - zoom, Ctrl+←→ move along the axis.
    """

    selected = Signal(int)
    opened = Signal(int)

    grouping = Grouping.PHASE
    words = "甘特图"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.grid = RoadmapGrid(self.grouping, self)
        self.cells = RoadmapCells(self.grid)
        self.table = RoadmapTable(self.grid, self.cells, self)
        self.chart = RoadmapChart(self.grid, self)
        self.filler = QWidget(self)
        self.nothing: QLabel = label(_NO_HIT, "lead")
        self._silent = False
        self._lay_out()
        self._share_scrolling()
        self._connect()
        self.setFocusProxy(self.table)

    @property
    def title(self) -> str:
        """The word on the view switch."""
        return self.words

    @property
    def widget(self) -> QWidget:
        return self

    @property
    def current(self) -> RoadmapRow | None:
        """The row the cursor is on."""
        place = self.table.currentIndex().row()
        return self.grid.shown[place] if 0 <= place < len(self.grid.shown) else None

    def refresh(self, facts: Facts) -> None:
        """Read the tasks anew; cursor, folds and scrolling stay."""
        rows = roadmap_rows(facts.session, facts.today, facts.calendar, self.grouping)
        with self._kept():
            self.grid.load(rows, facts.today)
        self.cells.fit_numbers()
        self._fit_table()
        self.chart.load(facts.today, facts.calendar)

    def show_ids(self, ids: Sequence[int] | None) -> None:
        """Show only these tasks under their heads; all when None."""
        with self._kept():
            self.grid.filter(ids)

    def select(self, record_id: int) -> None:
        """Put the cursor on a task, unfolding its head, without saying ``selected`` again."""
        task = self.grid.task(record_id)
        if task is None:
            return
        if task.head in self.grid.folded:
            self.grid.fold(task.head, False)
        self._silently(self.grid.place_of(record_id))

    @contextmanager
    def _kept(self) -> Iterator[None]:
        """Keep the cursor and the scrolling over a change of rows; a row that is gone gives way to a neighbour."""
        row, place, down = self.current, self.table.currentIndex().row(), self.chart.verticalScrollBar().value()
        yield
        self.nothing.setVisible(not self.grid.shown)
        kept = -1
        if row is not None:
            found = self.grid.place_of(row.id) if isinstance(row, RoadmapTask) else self.grid.place_of_head(row.id)
            kept = found if found >= 0 else min(place, len(self.grid.shown) - 1)
        self._silently(kept)
        self.chart.verticalScrollBar().setValue(down)

    def _silently(self, place: int) -> None:
        self._silent = True
        self._go(place)
        self._silent = False

    def _go(self, place: int) -> None:
        if 0 <= place < len(self.grid.shown):
            self.table.setCurrentIndex(self.grid.index(place, 0))
        self.chart.set_current(self.table.currentIndex().row())

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        self.chart.set_current(now.row())
        row = self.current
        if isinstance(row, RoadmapTask) and not self._silent:
            self.selected.emit(row.id)

    def _enter(self) -> None:
        row = self.current
        if isinstance(row, RoadmapHead):
            self._fold(row, row.id not in self.grid.folded)
        elif row is not None:
            self.opened.emit(row.id)

    def _fold(self, head: RoadmapHead, folded: bool) -> None:
        down = self.chart.verticalScrollBar().value()
        self.grid.fold(head.id, folded)
        self._go(self.grid.place_of_head(head.id))
        self.chart.verticalScrollBar().setValue(down)

    def _left(self) -> None:
        row = self.current
        if isinstance(row, RoadmapTask):
            self._go(next(n for n in range(self._place, -1, -1) if isinstance(self.grid.shown[n], RoadmapHead)))
        elif row is not None:
            self._fold(row, True)

    def _right(self) -> None:
        row = self.current
        if isinstance(row, RoadmapHead) and row.id in self.grid.folded:
            self._fold(row, False)
        elif isinstance(row, RoadmapHead):
            self._go(self._place + 1)

    @property
    def _place(self) -> int:
        return self.table.currentIndex().row()

    def _struck(self, key: Qt.Key) -> None:
        deeds: dict[Qt.Key, Callable[[], None]] = {
            Qt.Key.Key_Left: self._left,
            Qt.Key.Key_Right: self._right,
            Qt.Key.Key_Home: lambda: self._go(0),
            Qt.Key.Key_End: lambda: self._go(len(self.grid.shown) - 1),
            Qt.Key.Key_Return: self._enter,
            Qt.Key.Key_Enter: self._enter,
            Qt.Key.Key_Plus: lambda: self.chart.zoom(1),
            Qt.Key.Key_Equal: lambda: self.chart.zoom(1),
            Qt.Key.Key_Minus: lambda: self.chart.zoom(-1),
        }
        deeds[key]()

    def _clicked(self, place: int) -> None:
        self.table.setFocus(Qt.FocusReason.MouseFocusReason)
        self._go(place)

    def _table_clicked(self, index: QModelIndex) -> None:
        """A click on the triangle folds."""
        row = self.current
        at = self.table.viewport().mapFromGlobal(self.cursor().pos())
        if isinstance(row, RoadmapHead) and index.column() == 0 and at.x() < px(20):
            self._fold(row, row.id not in self.grid.folded)

    def _opened(self, place: int) -> None:
        self._go(place)
        self._enter()

    def _along(self, step: int) -> None:
        bar = self.chart.horizontalScrollBar()
        bar.setValue(bar.value() + step * bar.pageStep() // 4)

    def _lay_out(self) -> None:
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        edge = divider()
        edge.setMinimumHeight(0)
        edge.setMaximumHeight(_TALLEST)
        layout.addWidget(self.table, 0, 0)
        layout.addWidget(self.filler, 1, 0)
        layout.addWidget(edge, 0, 1, 2, 1)
        layout.addWidget(self.chart, 0, 2, 2, 1)
        layout.setColumnStretch(2, 1)
        layout.addWidget(self.nothing, 0, 0, 2, 3, Qt.AlignmentFlag.AlignCenter)
        self.filler.hide()
        self.nothing.hide()

    def _share_scrolling(self) -> None:
        """One vertical scroll bar, on the chart, for both halves."""
        mine, shown = self.table.verticalScrollBar(), self.chart.verticalScrollBar()
        mine.rangeChanged.connect(lambda low, high: self._take_range(low, high))
        mine.valueChanged.connect(shown.setValue)
        shown.valueChanged.connect(mine.setValue)
        self.chart.horizontalScrollBar().rangeChanged.connect(lambda _low, high: self._fill(high > 0))

    def _take_range(self, low: int, high: int) -> None:
        mine, shown = self.table.verticalScrollBar(), self.chart.verticalScrollBar()
        shown.setRange(low, high)
        shown.setPageStep(mine.pageStep())
        shown.setSingleStep(self.cells.ink.row)

    def _fill(self, needed: bool) -> None:
        """As much room under the table as the axis' scroll bar takes under the chart."""
        self.filler.setFixedHeight(self.chart.horizontalScrollBar().sizeHint().height())
        self.filler.setVisible(needed)
        self.layout().activate()  # type: ignore[union-attr]
        self.table.scrollTo(self.table.currentIndex())

    def _connect(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.table.struck.connect(self._struck)
        self.table.along.connect(self._along)
        self.table.clicked.connect(self._table_clicked)
        self.table.doubleClicked.connect(lambda _index: self._enter())
        self.chart.pressed.connect(self._clicked)
        self.chart.opened.connect(self._opened)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        self._fit_table()
        super().resizeEvent(event)

    def _fit_table(self) -> None:
        self.table.fit_days()
        self.table.setFixedWidth(max(self.table.least, min(round(self.width() * _SHARE), px(_MOST))))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "chart"):
            self.cells.renew()
            self.cells.fit_numbers()
            self.table.renew()
            self._fit_table()
            self.chart.renew()


class DepartmentBoard(RoadmapBoard):
    """The same tasks under the department that leads them (按部门)."""

    grouping = Grouping.DEPARTMENT
    words = "按部门"
