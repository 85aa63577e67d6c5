"""A sheet of figures (数字表): cells that say a number and hold the records behind it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
Ids = tuple[int, ...]
NONE_LEFT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Head:
    """A column: its words, the group it stands in, its width in design pixels; 0 takes an equal share of the rest.

    ``sum`` columns stand on a tint, ``left`` ones hold words instead of numbers; ``mark`` is the colour token
    by which a bar shows this share.
    """

    word: str
    group: str = ""
    width: int = 0
    least: int = 38
    sum: bool = False
    left: bool = False
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: its text, the records behind it and the sentence that names them in the list (``said``).

    ``told`` says more than that, to a pointer and a screen reader. ``tone`` is a colour token; ``parts`` are segments
    of a bar as (token, share), ``of`` their whole.
    """

    text: str = ""
    ids: Ids = ()
    said: str = ""
    told: str = ""
    tone: str = "ink"
    strong: bool = False
    parts: tuple[tuple[str, float], ...] = ()
    of: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the sheet; ``total`` is drawn as the sum of the others, ``key`` tells it again after a reading."""

    key: str
    boxes: tuple[Box, ...]
    total: bool = False


class Sheet(QAbstractTableModel):
    """The rows on show."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heads: tuple[Head, ...] = ()
        self.rows: tuple[Row, ...] = ()

    def load(self, heads: Sequence[Head], rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self.heads, self.rows = tuple(heads), tuple(rows)
        self.endResetModel()

    def box(self, row: int, column: int) -> Box:
        return self.rows[row].boxes[column]

    def place(self, key: str) -> int:
        """The row of that key, -1 when it is gone."""
        return next((place for place, row in enumerate(self.rows) if row.key == key), -1)

    def rowCount(self, parent: Index = NONE_LEFT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NONE_LEFT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self.heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        box = self.box(index.row(), index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return box.text
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return box.told or box.said or box.text
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802
        if orientation is not Qt.Orientation.Horizontal or section >= len(self.heads):
            return None
        head = self.heads[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return head.word
        return f"{head.group} {head.word}".strip() if role == Qt.ItemDataRole.AccessibleTextRole else None
