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
LEVEL_WORDS = {Level.RETURNED: "! 退回", Level.INCOMPLETE: "◆ 待补", Level.WARNING: "○ 提醒"}
LEVEL_TONES = {Level.RETURNED: "red7", Level.INCOMPLETE: "amber7", Level.WARNING: "ink2"}


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
    """A problem to be listed."""

    sheet: str
    row: int
    column: str
    level: Level
    said: str


def problems(plan: ImportPlan, level: Level | None, sheet: SheetFindings | None) -> list[Shown]:
    """Problems by sheet and row; unrecognised sheets count as one problem that returns the sheet."""
    found = []
    for one in plan.sheets:
        if sheet is not None and one is not sheet:
            continue
        if not isinstance(one.found, Recognised):
            found.append(Shown(one.sheet.name, one.found.head + 1, "", Level.RETURNED, one.found.reason))
        for finding in sorted(one.findings, key=lambda f: f.row):
            found.append(Shown(one.sheet.name, finding.row, finding.column, finding.level, finding.reason))
    return [shown for shown in found if level is None or shown.level is level]


def problem_rows(shown: Sequence[Shown]) -> tuple[list[list[str]], list[str]]:
    """Texts and tones of problems."""
    rows = [[one.sheet, str(one.row), one.column, LEVEL_WORDS[one.level], one.said] for one in shown]
    return rows, [LEVEL_TONES[one.level] for one in shown]
