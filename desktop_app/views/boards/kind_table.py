"""A sheet of figures whose cells may hold records of several kinds, sorted by any of its columns."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.views.boards.issue_sheet import Box, Head, Ids, Row
from desktop_app.views.boards.issue_table import SheetTable

UP, DOWN = "▲", "▼"
Opening = tuple[str, Ids, str]
"""Records to show: kind, ids, the sentence that names them."""


@dataclass(frozen=True, slots=True)
class Cell(Box):
    """A cell with the ``kind`` of its records, where it is not the table's; ``more`` are those of other kinds.

    ``weight`` is what its column sorts by.
    """

    kind: str = ""
    more: tuple[Opening, ...] = ()
    weight: float | None = None


class KindTable(SheetTable):
    """``asked`` carries kind, ids and sentence; a cell of several kinds asks which. A head sorts, Alt+O too.

    Sums stay at the foot; the third time a column is chosen, and for columns of words, rows stand as given again.
    """

    asked = Signal(str, object, str)

    def __init__(self, name: str, kind: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.kind = kind
        self.given: tuple[tuple[Head, ...], tuple[Row, ...]] = (), ()
        self.by: tuple[int, bool] | None = None
        self.heads.setSectionsClickable(True)
        self.heads.sectionClicked.connect(self.sort_by)
        self.heads.setToolTip("点列名排序 Alt+O")
        QShortcut(
            QKeySequence("Alt+O"),
            self,
            lambda: self.sort_by(self.currentIndex().column()),
            context=Qt.ShortcutContext.WidgetShortcut,
        )

    def load(self, heads: tuple[Head, ...], rows: tuple[Row, ...]) -> None:
        """Show these in the order chosen before, where the columns are the same."""
        if [head.word for head in heads] != [head.word for head in self.given[0]]:
            self.by = None
        self.given = heads, rows
        self._show()

    def sort_by(self, column: int) -> None:
        """The highest first, then the lowest first, then as given."""
        if not 0 <= column < len(self.given[0]):
            return
        by = self.by if self.by is not None and self.by[0] == column else None
        weighed = any(_weight(row, column) is not None for row in self.given[1])
        self.by = None if not weighed or (by and not by[1]) else (column, by is None)
        self._show()

    def _show(self) -> None:
        heads, rows = self.given
        if self.by is None:
            super().load(heads, rows)
            return
        column, down = self.by
        marked = replace(heads[column], word=f"{heads[column].word}{DOWN if down else UP}")
        own = [row for row in rows if not row.total]
        own.sort(key=lambda row: _place(_weight(row, column), down))
        sums = (row for row in rows if row.total)
        super().load((*heads[:column], marked, *heads[column + 1 :]), (*own, *sums))

    def openings(self, row: int, column: int) -> tuple[Opening, ...]:
        """What a cell opens: its records by kind."""
        box = self.sheet.box(row, column)
        kind, more = (box.kind, box.more) if isinstance(box, Cell) else ("", ())
        own = ((kind or self.kind, box.ids, box.said),) if box.ids else ()
        return (*own, *more)

    def _open(self, index: QModelIndex) -> None:
        found = self.openings(index.row(), index.column()) if index.isValid() else ()
        if len(found) == 1:
            self.asked.emit(*found[0])
        elif found:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for opening in found:
                menu.addAction(opening[2], lambda opening=opening: self.asked.emit(*opening))
            menu.popup(self.viewport().mapToGlobal(self.visualRect(index).bottomLeft()))


def _weight(row: Row, column: int) -> float | None:
    box = row.boxes[column]
    return box.weight if isinstance(box, Cell) and not row.total else None


def _place(weight: float | None, down: bool) -> tuple[bool, float]:
    return weight is None, 0.0 if weight is None else -weight if down else weight
