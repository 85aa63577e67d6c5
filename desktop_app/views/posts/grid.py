"""The posts as a table model: who holds them today, or their next weeks."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.figures.post_boards import Matrix, PostRow, WeekCell
from desktop_app.views.posts import words

Index = QModelIndex | QPersistentModelIndex
NONE_LEFT = QModelIndex()
PLACE, NAME, A, B, STATE = range(5)
HEADS = ("部门", "岗位", "A岗", "B岗", "状态")
FIRST_WEEK = 2
"""The column of the first week, where weeks are shown."""


class PostGrid(QAbstractTableModel):
    """Shows the rows of a matrix; ``weekly`` shows weeks in place of the pair. A department stands once, at its top."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.matrix: Matrix | None = None
        self.rows: tuple[PostRow, ...] = ()
        self.weekly = False

    def load(self, matrix: Matrix | None, rows: Sequence[PostRow]) -> None:
        self.beginResetModel()
        self.matrix, self.rows = matrix, tuple(rows)
        self.endResetModel()

    def show_weeks(self, weekly: bool) -> None:
        """Weeks, or who holds the posts today."""
        self.beginResetModel()
        self.weekly = weekly
        self.endResetModel()

    def row(self, at: int) -> PostRow | None:
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def place(self, post_id: int | None) -> int:
        """The row of a post; -1 where it is not shown."""
        return next((at for at, row in enumerate(self.rows) if row.id == post_id), -1)

    def leads(self, at: int) -> bool:
        """Whether a row is the first of its department."""
        return at == 0 or self.rows[at - 1].department != self.rows[at].department

    def cell(self, row: PostRow, column: int) -> WeekCell | None:
        """The week in a column, None where the column is none."""
        at = column - FIRST_WEEK
        return row.weeks[at] if self.weekly and 0 <= at < len(row.weeks) else None

    def rowCount(self, parent: Index = NONE_LEFT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NONE_LEFT) -> int:  # noqa: N802
        if parent.isValid():
            return 0
        return FIRST_WEEK + len(self.matrix.weeks if self.matrix else ()) if self.weekly else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, index.column())
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            cell = self.cell(row, index.column())
            return words.week_told(row, cell) if cell is not None else words.post_told(row)
        return None

    def _text(self, row: PostRow, column: int) -> str:
        cell = self.cell(row, column)
        if cell is not None:
            return " ".join(filter(None, words.week(cell)))
        return (row.short if self.weekly else row.department, row.name, row.a, row.b, row.word)[column]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802
        if orientation is not Qt.Orientation.Horizontal or section >= self.columnCount():
            return None
        if not self.weekly or section < FIRST_WEEK:
            return HEADS[section] if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
        first, last = self.matrix.weeks[section - FIRST_WEEK] if self.matrix else (None, None)
        if first is None or last is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{first.month}-{first.day}"
        return f"{first:%m-%d} 至 {last:%m-%d}" if role in (Qt.ItemDataRole.ToolTipRole, _SPOKEN) else None


_SPOKEN = Qt.ItemDataRole.AccessibleTextRole
