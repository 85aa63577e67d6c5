"""The grid's model: an ordered array of ids, and blocks of ready-made cells for what is on the screen."""

from array import array
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.registers.spec import Field, Parts
from desktop_app.views.register.cells import Cell, RowCells

BLOCK = 50
"""Rows made ready at once: a tall screen shows two blocks."""

KEPT_BLOCKS = 256
Index = QModelIndex | QPersistentModelIndex
Fetch = Callable[[Sequence[int]], list[RowCells]]

_NOTHING = Cell()


class Grid(QAbstractTableModel):
    """The records of a register as they are shown (表格). ``fetch`` makes the rows of some ids, in their order."""

    def __init__(self, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._ids: array[int] = array("q")
        self._places: dict[int, int] | None = None
        self._blocks: OrderedDict[int, dict[int, RowCells]] = OrderedDict()
        self.items: tuple[Field | Parts, ...] = ()

    # what is shown

    def show_ids(self, ids: "array[int]") -> None:
        self.beginResetModel()
        self._ids = ids
        self._places = None
        self._blocks.clear()
        self.endResetModel()

    def show_columns(self, items: Sequence[Field | Parts]) -> None:
        self.beginResetModel()
        self.items = tuple(items)
        self._blocks.clear()
        self.endResetModel()

    def extend(self, ids: "array[int]") -> None:
        """The whole list, of which what is shown is the beginning."""
        more = len(ids) - len(self._ids)
        if more <= 0:
            self.show_ids(ids)
            return
        self.beginInsertRows(QModelIndex(), len(self._ids), len(ids) - 1)
        self._blocks.pop(len(self._ids) // BLOCK, None)
        self._ids = ids
        self._places = None
        self.endInsertRows()

    def drop(self, ids: Sequence[int]) -> None:
        """These records changed: make their blocks anew when next looked at."""
        for record_id in ids:
            place = self.place(record_id)
            if place is not None:
                self._blocks.pop(place // BLOCK, None)
                self.dataChanged.emit(self.index(place, 0), self.index(place, max(0, self.columnCount() - 1)))

    @property
    def ids(self) -> "array[int]":
        return self._ids

    def id_at(self, row: int) -> int:
        return self._ids[row]

    def place(self, record_id: int) -> int | None:
        """Row of a record, None when it is not shown."""
        if self._places is None:
            self._places = {kept: row for row, kept in enumerate(self._ids)}
        return self._places.get(record_id)

    def row_at(self, row: int) -> RowCells | None:
        """The ready row; None when its record is no longer in the file."""
        at = row // BLOCK
        if at not in self._blocks:
            wanted = list(self._ids[at * BLOCK : (at + 1) * BLOCK])
            self._blocks[at] = {made.id: made for made in self._fetch(wanted)}
            while len(self._blocks) > KEPT_BLOCKS:
                self._blocks.popitem(last=False)
        else:
            self._blocks.move_to_end(at)
        return self._blocks[at].get(self._ids[row])

    def cell(self, row: int, column: int) -> Cell:
        ready = self.row_at(row)
        return ready.cells[column] if ready is not None else _NOTHING

    # what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cell(index.row(), index.column()).text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            cell = self.cell(index.row(), index.column())
            return cell.said or f"{self.items[index.column()].label} {cell.text}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return "，".join(cell.said or cell.text for cell in self._row_cells(index.row()) if cell.text)
        return None

    def _row_cells(self, row: int) -> tuple[Cell, ...]:
        ready = self.row_at(row)
        return ready.cells if ready is not None else ()

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        across = orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.items)
        if across and role == Qt.ItemDataRole.DisplayRole:
            return self.items[section].head or self.items[section].label
        if across and role == Qt.ItemDataRole.AccessibleTextRole:
            return self.items[section].label
        return None
