"""The rows of the roadmap as an item model: heads that fold, tasks under them, a filter by record."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.figures.roadmap import Grouping, RoadmapHead, RoadmapRow, RoadmapTask
from desktop_app.views.boards.roadmap_words import sentence, short_day, stand, tooltip

Index = QModelIndex | QPersistentModelIndex
_NO_PARENT = QModelIndex()


class Column(IntEnum):
    """Columns of the fixed table part."""

    NAME = 0
    WHO = 1
    DUE = 2
    PROGRESS = 3


class RoadmapGrid(QAbstractTableModel):
    """Rows on show; every row has the same height, so row n stands at n times the row height."""

    def __init__(self, by: Grouping, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.by = by
        self.year = 0
        self.rows: list[RoadmapRow] = []
        self.shown: list[RoadmapRow] = []
        self.only: frozenset[int] | None = None
        self.folded: set[int] = set()
        self._places: dict[int, int] = {}
        self._known: set[int] = set()

    def load(self, rows: list[RoadmapRow], today: date) -> None:
        """Take the rows as read now. Heads seen for the first time are folded when all their tasks are done."""
        self.year = today.year
        self.rows = rows
        heads = [row for row in rows if isinstance(row, RoadmapHead)]
        self.folded |= {head.id for head in heads if head.id not in self._known and head.total == head.done > 0}
        self._known |= {head.id for head in heads}
        self._show()

    def filter(self, ids: Collection[int] | None) -> None:
        """Show only these tasks and their heads; all when None."""
        self.only = None if ids is None else frozenset(ids)
        self._show()

    def fold(self, head: int, folded: bool) -> None:
        (self.folded.add if folded else self.folded.discard)(head)
        self._show()

    def _show(self) -> None:
        self.beginResetModel()
        self.shown = list(self._visible(self._passing()))
        self._places = {row.id: place for place, row in enumerate(self.shown) if isinstance(row, RoadmapTask)}
        self.endResetModel()

    def _passing(self) -> list[RoadmapRow]:
        if self.only is None:
            return self.rows
        heads = {row.head for row in self.rows if isinstance(row, RoadmapTask) and row.id in self.only}
        return [row for row in self.rows if row.id in (heads if isinstance(row, RoadmapHead) else self.only)]

    def _visible(self, rows: Iterable[RoadmapRow]) -> Iterator[RoadmapRow]:
        open_head = True
        for row in rows:
            if isinstance(row, RoadmapHead):
                open_head = row.id not in self.folded
                yield row
            elif open_head:
                yield row

    def place_of(self, task_id: int) -> int:
        """Row of a task on show, -1 when folded or filtered away."""
        return self._places.get(task_id, -1)

    def place_of_head(self, head: int) -> int:
        found = (n for n, row in enumerate(self.shown) if isinstance(row, RoadmapHead) and row.id == head)
        return next(found, -1)

    def task(self, task_id: int) -> RoadmapTask | None:
        """A task that passes the filter, folded or not."""
        rows = (row for row in self._passing() if isinstance(row, RoadmapTask))
        return next((row for row in rows if row.id == task_id), None)

    def days(self) -> Iterator[date]:
        """Every day the chart must hold, folded rows too."""
        for row in self.rows:
            yield from (day for day in (row.start, row.due) if day is not None)
            if isinstance(row, RoadmapTask):
                yield from (day for day in (row.base_start, row.base_due) if day is not None)

    def rowCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = _NO_PARENT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        who = "责任部门" if self.by is Grouping.PHASE else "责任人"
        return (f"{self.by} / 任务", who, "期限", "进度")[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.shown):
            return None
        row = self.shown[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(row, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return tooltip(row, self.year)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, Column(index.column()))
        return None

    def _spoken(self, row: RoadmapRow, column: Column) -> str:
        if column is not Column.NAME:
            return f"{self.headerData(column, Qt.Orientation.Horizontal)} {self.cell(row, column)}"
        folds = isinstance(row, RoadmapHead)
        return sentence(row, self.year) + (("，已折叠" if row.id in self.folded else "，已展开") if folds else "")

    def cell(self, row: RoadmapRow, column: Column) -> str:
        """The text of a cell."""
        if isinstance(row, RoadmapHead):
            late = f"逾期 {row.late}" if row.late else ""
            return (f"{row.mark} {row.name}".strip(), "", f"{row.done}/{row.total}", late)[column]
        who = row.department if self.by is Grouping.PHASE else row.officer
        return (f"{row.number} {row.name}", who or "待补", short_day(row.due, self.year), stand(row))[column]
