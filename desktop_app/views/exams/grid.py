"""The score sheet as a table model: a row a candidate, cells made ready as words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.rules.numbers import points
from desktop_app.rules.vocabulary import SittingCode
from desktop_app.services.marking import MarkLine, MarkSheet
from desktop_app.views.exams.hand import Hand
from desktop_app.views.exams.roster import HALF_KEYED, fails, grade_of, mark_word, said_of, state_of

Index = QModelIndex | QPersistentModelIndex
NONE_LEFT = QModelIndex()


class Column(IntEnum):
    """Columns from left to right; an exam without kinds of questions keys its total and hides both."""

    SEAT = 0
    NAME = 1
    PLACE = 2
    FIRST = 3
    SECOND = 4
    TOTAL = 5
    GRADE = 6
    STATE = 7
    SAID = 8


MARKS = {Column.FIRST: "first", Column.SECOND: "second", Column.TOTAL: "total"}
"""Columns with marks, by attribute."""

HEADS = ("座号", "姓名", "部门", "", "", "总分", "等次", "状态", "备注")


@dataclass(frozen=True, slots=True)
class Row:
    """A candidate on show: the words of his cells, whether he failed, whether a cell holds what cannot stand."""

    id: int
    line: MarkLine
    cells: tuple[str, ...]
    fails: bool
    faults: frozenset[str]


class MarkGrid(QAbstractTableModel):
    """Shows what ``hand`` tells of a sheet, in the order of ``ids``; rows only move when they are loaded anew."""

    def __init__(self, hand: Hand, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hand = hand
        self.rows: tuple[Row, ...] = ()
        self._today = date.min

    def load(self, ids: Sequence[int], today: date) -> None:
        """Show these candidates; where they are the same, only what stands in the cells changes."""
        self._today = today
        if list(ids) == [row.id for row in self.rows]:
            self.renew()
            return
        self.beginResetModel()
        self.rows = self._rows(ids)
        self.endResetModel()

    def renew(self) -> None:
        """Something was saved."""
        self.rows = self._rows([row.id for row in self.rows])
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, len(Column) - 1))

    def retell(self, at: int) -> None:
        """Something was typed in a row: it alone is told anew."""
        if 0 <= at < len(self.rows):
            (row,) = self._rows([self.rows[at].id])
            self.rows = (*self.rows[:at], row, *self.rows[at + 1 :])
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(Column) - 1))

    def _rows(self, ids: Sequence[int]) -> tuple[Row, ...]:
        sheet = self.hand.told
        lines = {line.id: line for line in sheet.lines} if sheet is not None else {}
        return tuple(self._row(lines[id_], sheet) for id_ in ids if id_ in lines and sheet is not None)

    def _row(self, line: MarkLine, sheet: MarkSheet) -> Row:
        own = line.id == self.hand.id
        words = (
            "" if line.seat is None else str(line.seat),
            line.name,
            line.short,
            *(self.hand.texts.get(name) or mark_word(line, name) if own else mark_word(line, name) for name in _NAMES),
            grade_of(line, sheet.terms),
            HALF_KEYED if own and self.hand.is_changed else state_of(line),
            said_of(line, sheet, self._today),
        )
        return Row(line.id, line, words, fails(line, sheet.terms), frozenset(self.hand.faults) if own else frozenset())

    def row(self, at: int) -> Row | None:
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def place(self, sitting_id: int | None) -> int:
        """The row of a candidate; -1 where he is not shown."""
        return next((at for at, row in enumerate(self.rows) if row.id == sitting_id), -1)

    def head(self, column: int) -> str:
        """A heading; a kind of questions with its full marks: 客观题 40."""
        sheet = self.hand.sheet
        if sheet is None or column not in MARKS:
            return HEADS[column]
        told = {name: f"{label} {points(full)}" for name, label, full in sheet.labels}
        return told.get(MARKS[Column(column)], HEADS[column])

    def rowCount(self, parent: Index = NONE_LEFT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NONE_LEFT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return row.cells[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.cells[index.column()] if index.column() in (Column.PLACE, Column.SAID) else None
        return self.spoken(row, Column(index.column())) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def spoken(self, row: Row, column: Column) -> str:
        """A cell as a sentence: 35 号 冯志远 论述题 60，35，未录."""
        seat = f"{row.line.seat} 号 " if row.line.seat is not None else ""
        value = row.cells[column] or "空"
        return f"{seat}{row.line.name} {self.head(column)}，{value}，{row.cells[Column.STATE]}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.head(section)
        return None


_NAMES = ("first", "second", "total")


def is_away(line: MarkLine) -> bool:
    """Without a paper to mark: 缺考, 缓考, 违纪, 免考."""
    return line.code is not SittingCode.SAT
