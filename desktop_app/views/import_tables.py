"""The two tables of the import dialog: sheets with their counts, problems with their cells."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from desktop_app.exchange.findings import Level, SheetFindings
from desktop_app.exchange.importing import ImportPlan
from desktop_app.exchange.recognise import Recognised
from desktop_app.views.theme import colour, px

Index = QModelIndex | QPersistentModelIndex
UNKNOWN, UNUSED, CONCLUDED = "unknown", "unused", "concluded"
"""Beside the levels of rows: a sheet nobody recognised, columns nothing is read from, what no cell says."""

LEVEL_WORDS = {
    Level.RETURNED: "! 退回",
    Level.INCOMPLETE: "◆ 待补",
    Level.WARNING: "○ 提醒",
    UNKNOWN: "◆ 未识别",
    UNUSED: "○ 未用列",
    CONCLUDED: "○ 推定",
}
LEVEL_TONES = {Level.RETURNED: "red7", Level.INCOMPLETE: "amber7", UNKNOWN: "amber7"}


class Cells(QAbstractTableModel):
    """Ready-made texts by row; numbers right, some rows in a tone."""

    def __init__(self, heads: Sequence[str], right: frozenset[int] = frozenset()) -> None:
        super().__init__()
        self._heads, self._right = tuple(heads), right
        self._rows: Sequence[Sequence[str]] = ()
        self._tones: Sequence[str] = ()

    def show_rows(self, rows: Sequence[Sequence[str]], tones: Sequence[str]) -> None:
        self.beginResetModel()
        self._rows, self._tones = rows, tones
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self._heads)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if index.column() in self._right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QBrush(colour(self._tones[index.row()]))
        return None

    def headerData(self, section: int, way: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: N802
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if way == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in self._right else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None


def table(cells: Cells, widths: Sequence[int], stretch: int, name: str) -> QTableView:
    """A plain list of rows, one selected at a time."""
    made = QTableView()
    made.setModel(cells)
    made.setShowGrid(False)
    made.setProperty("frame", "box")
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.setTabKeyNavigation(False)
    made.setWordWrap(False)
    made.verticalHeader().hide()
    made.verticalHeader().setDefaultSectionSize(px(28))
    made.horizontalHeader().setHighlightSections(False)
    for at, width in enumerate(widths):
        made.setColumnWidth(at, px(width))
    made.horizontalHeader().setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
    made.setAccessibleName(name)
    return made


SHEET_HEADS = ("文件", "工作表", "认作", "行", "可导入", "待补", "退回", "跳过")
PROBLEM_HEADS = ("工作表", "行", "列", "程度", "说明")


def sheet_rows(plan: ImportPlan) -> tuple[list[list[str]], list[str]]:
    """One row a sheet; a file that cannot be read is a row of its own, in red."""
    rows = [_sheet_row(sheet) for sheet in plan.sheets]
    tones = ["ink" if isinstance(sheet.found, Recognised) else "amber7" for sheet in plan.sheets]
    for file in plan.files:
        if file.trouble:
            rows.append([file.path.name, file.trouble, "", "", "", "", "", ""])
            tones.append("red7")
    return rows, tones


def _sheet_row(sheet: SheetFindings) -> list[str]:
    told = sheet.told()
    kind = sheet.found.register.title if isinstance(sheet.found, Recognised) else "未识别"
    counts = (str(told[name]) for name in ("rows", "taken", "incomplete", "returned", "skipped"))
    return [sheet.file.name, sheet.sheet.name, kind, *counts]


@dataclass(frozen=True)
class Shown:
    """A problem to be listed; ``level`` is one of ``LEVEL_WORDS``."""

    sheet: str
    row: int
    column: str
    level: str
    said: str


def problems(plan: ImportPlan, level: str, sheet: SheetFindings | None) -> list[Shown]:
    """Problems by sheet and row, of one level or of all (empty)."""
    found = [shown for one in plan.sheets if sheet is None or one is sheet for shown in _of_sheet(one)]
    return [shown for shown in found if not level or shown.level == level]


def _of_sheet(one: SheetFindings) -> list[Shown]:
    name = one.sheet.name
    if not isinstance(one.found, Recognised):
        return [Shown(name, one.found.head + 1, "", UNKNOWN, one.found.reason)]
    unused = [*one.sheet.left, *one.found.unused]
    head = one.found.head + 1
    notes = [Shown(name, head, "", CONCLUDED, said) for said in one.concluded]
    notes += [Shown(name, head, "", UNUSED, f"没有用到的列：{'、'.join(unused)}")] if unused else []
    rows = sorted(one.findings, key=lambda finding: finding.row)
    return [*notes, *(Shown(name, row.row, row.column, row.level, row.reason) for row in rows)]


def problem_rows(shown: Sequence[Shown]) -> tuple[list[list[str]], list[str]]:
    """Texts and tones of problems."""
    rows = [[one.sheet, str(one.row), one.column, LEVEL_WORDS[one.level], one.said] for one in shown]
    return rows, [LEVEL_TONES.get(one.level, "ink2") for one in shown]
