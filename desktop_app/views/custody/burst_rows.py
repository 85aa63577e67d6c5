"""The rows of a grid of 成批登记: texts as typed, an empty row always below, steps that can be taken back."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush

from desktop_app.models.seizures import Seizure
from desktop_app.views.custody.burst_columns import CASE_NO, Col
from desktop_app.views.custody.burst_reading import WHOLE, Read
from desktop_app.views.theme import colour

Index = QModelIndex | QPersistentModelIndex
NONE = QModelIndex()
LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
MOST_STEPS = 60
TELLING = (CASE_NO, Seizure.paper_no.key, Seizure.seized_on.key)
"""Columns that say which taking is meant: case, paper, day."""


class BurstRows(QAbstractTableModel):
    """Column 0 tells the number to be given, or what is wrong; the others are typed.

    ``edited`` is told after every change of texts. ``carried`` are columns a new row takes over from the one above;
    ``begins`` is what the next new row has in its first column instead.
    """

    edited = Signal()

    def __init__(self, columns: Sequence[Col], carried: Iterable[str] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.texts: list[list[str]] = [self._blank()]
        self.read: Mapping[int, Read] = {}
        self.numbers: Mapping[int, str] = {}
        self._carried = [at for at, col in enumerate(columns) if col.name in frozenset(carried) and not col.word]
        self.begins = ""
        self._steps: list[list[list[str]]] = []

    def _blank(self) -> list[str]:
        return [""] * len(self.columns)

    # what Qt asks

    def rowCount(self, parent: Index = NONE) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self.texts)

    def columnCount(self, parent: Index = NONE) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self.columns) + 1

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        if way == Qt.Orientation.Vertical:
            return str(section + 1) if role == Qt.ItemDataRole.DisplayRole else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if section and self.columns[section - 1].right else LEFT
        if role == Qt.ItemDataRole.DisplayRole:
            return "将给编号" if section == 0 else self.columns[section - 1].label
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return base | Qt.ItemFlag.ItemIsEditable if self.may_edit(index.row(), index.column()) else base

    def may_edit(self, row: int, column: int) -> bool:
        """Whether a cell is typed: of a taking registered before, only what tells it from another."""
        read = self.read.get(row)
        return column > 0 and (read is None or read.known is None or self.columns[column - 1].name in TELLING)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            text = self.texts[row][column - 1] if column else self._mark(row)
            return text if role == Qt.ItemDataRole.EditRole else " ".join(text.split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.said(row, column) or (self.texts[row][column - 1] if column else None)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column and self.columns[column - 1].right else LEFT
        if role == Qt.ItemDataRole.ForegroundRole:
            return QBrush(colour(self._tone(row, column)))
        if role == Qt.ItemDataRole.BackgroundRole and self.bad(row, column):
            return QBrush(colour("red0"))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return "，".join(filter(None, (self.headerData(column, Qt.Orientation.Horizontal),
                                          str(self.data(index) or "空"), self.said(row, column))))  # fmt: skip
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        if role != Qt.ItemDataRole.EditRole or not self.may_edit(index.row(), index.column()):
            return False
        self.put(index.row(), index.column() - 1, str(value).strip())
        return True

    def _mark(self, row: int) -> str:
        read, number = self.read.get(row), self.numbers.get(row, "")
        if read is None:
            return ""
        if read.faults:
            return f"! {len(read.faults)} 处待改"
        return f"◆ {number}" if read.notes else number

    def _tone(self, row: int, column: int) -> str:
        read = self.read.get(row)
        if read is None:
            return "ink"
        if column == 0:
            return "red7" if read.faults else "amber7" if read.notes else "ink2"
        if column - 1 in read.faults:
            return "red7"
        return "amber7" if column - 1 in read.notes else "ink2" if read.known is not None else "ink"

    def bad(self, row: int, column: int) -> bool:
        """Whether a cell holds what cannot be saved."""
        read = self.read.get(row)
        return read is not None and (column - 1 in read.faults if column else bool(read.faults))

    def said(self, row: int, column: int) -> str:
        """What is to be said of a cell; in the first column of the whole row, the faults first."""
        read = self.read.get(row)
        if read is None:
            return ""
        if column:
            return read.faults.get(column - 1) or read.notes.get(column - 1, "")
        return "；".join(dict.fromkeys([*read.faults.values(), *read.notes.values()]))

    def carries(self, column: int) -> bool:
        """Whether a new row takes this column over from the one above."""
        return column in self._carried

    # what the officer does

    @property
    def filled(self) -> list[tuple[str, ...]]:
        """All rows as texts, the blank ones too: places stay."""
        return [tuple(row) for row in self.texts]

    @property
    def count(self) -> int:
        """Rows that hold something."""
        return sum(any(row) for row in self.texts)

    def remember(self) -> None:
        """The next change can be taken back to what stands now."""
        self._steps.append([list(row) for row in self.texts])
        del self._steps[:-MOST_STEPS]

    def take_back(self) -> bool:
        """Ctrl+Z: the last change of texts; False when there is none."""
        if not self._steps:
            return False
        self.beginResetModel()
        self.texts = self._steps.pop()
        self.endResetModel()
        self.edited.emit()
        return True

    def put(self, row: int, column: int, text: str) -> None:
        """Write a cell; what is typed into the empty last row begins a row with what is carried over."""
        if self.texts[row][column] == text:
            return
        self.remember()
        if not any(self.texts[row]):
            self._begin(row)
        self.texts[row][column] = text
        self._grow()
        self.tell(row)
        self.edited.emit()

    def _begin(self, row: int) -> None:
        """A new row takes over what it carries."""
        for at in self._carried if row else ():
            self.texts[row][at] = self.texts[row - 1][at]
        self.texts[row][0] = self.begins or self.texts[row][0]
        self.begins = ""

    def fill(self, row: int, cells: Mapping[int, str]) -> None:
        """Write several cells of a row where nothing stands yet; nobody is told."""
        for at, text in cells.items():
            self.texts[row][at] = self.texts[row][at] or text

    def ditto(self, row: int, column: int) -> bool:
        """A cell as the one above it."""
        if not row or not self.may_edit(row, column + 1):
            return False
        self.put(row, column, self.texts[row - 1][column])
        return True

    def down(self, row: int, column: int) -> int:
        """A cell's text for the empty ones below it; how many it filled."""
        text = self.texts[row][column]
        below = [at for at in range(row + 1, len(self.texts)) if any(self.texts[at])]
        wanted = [at for at in below if not self.texts[at][column] and self.may_edit(at, column + 1)]
        if text and wanted:
            self.remember()
            for at in wanted:
                self.texts[at][column] = text
            self.tell()
            self.edited.emit()
        return len(wanted) if text else 0

    def append(self, rows: Sequence[Sequence[str]], at: int) -> None:
        """Rows put in before a row, the empty ones there going away."""
        self.remember()
        self.beginResetModel()
        kept = [row for row in self.texts[:at] if any(row)]
        self.texts = [*kept, *(list(row) for row in rows), *(row for row in self.texts[at:] if any(row))]
        self._blank_below()
        self.endResetModel()
        self.edited.emit()

    def replace_all(self, rows: Sequence[Sequence[str]]) -> None:
        """These rows instead of all, as they were kept."""
        wide = len(self.columns)
        self.beginResetModel()
        self.texts = [[*map(str, row[:wide]), *[""] * (wide - len(row))] for row in rows]
        self._blank_below()
        self.endResetModel()
        self.edited.emit()

    def insert(self, row: int) -> None:
        self.remember()
        self.beginInsertRows(QModelIndex(), row, row)
        self.texts.insert(row, self._blank())
        self.endInsertRows()
        self.edited.emit()

    def remove(self, row: int) -> None:
        self.remember()
        self.beginRemoveRows(QModelIndex(), row, row)
        del self.texts[row]
        self.endRemoveRows()
        self._grow()
        self.edited.emit()

    def move(self, row: int, by: int) -> bool:
        """A row one place up or down."""
        to = row + by
        if not 0 <= to < len(self.texts):
            return False
        self.remember()
        self.texts[row], self.texts[to] = self.texts[to], self.texts[row]
        self._grow()
        self.tell()
        self.edited.emit()
        return True

    def _blank_below(self) -> None:
        if not self.texts or any(self.texts[-1]):
            self.texts.append(self._blank())

    def _grow(self) -> None:
        if not self.texts or any(self.texts[-1]):
            at = len(self.texts)
            self.beginInsertRows(QModelIndex(), at, at)
            self.texts.append(self._blank())
            self.endInsertRows()

    def tell(self, row: int | None = None) -> None:
        """One row, or all of them, may look otherwise."""
        first, last = (0, len(self.texts) - 1) if row is None else (row, row)
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns)))

    def show_read(self, read: Mapping[int, Read], numbers: Mapping[int, str]) -> None:
        """What was read of the rows, and the numbers they are going to get."""
        self.read, self.numbers = read, numbers
        self.tell()

    def next_fault(self, row: int, column: int) -> tuple[int, int] | None:
        """The next cell that cannot be saved, behind the one named and around again."""
        bad = [(at, max(place, WHOLE) + 1) for at, read in self.read.items() for place in sorted(read.faults)]
        bad.sort()
        return next((one for one in bad if one > (row, column)), bad[0] if bad else None)
