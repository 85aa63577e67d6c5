"""The rows of a score sheet as a table shows them: groups that fold, clauses, findings of a clause that has several."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.rules.numbers import points
from desktop_app.rules.vocabulary import Severity
from desktop_app.services.draft import Values
from desktop_app.services.score_sheets import ScoreGroup, ScoreLine, ScoreSheet

Index = QModelIndex | QPersistentModelIndex
NONE_LEFT = QModelIndex()
MINUS = "−"


class Column(IntEnum):
    """Columns of the sheet from left to right."""

    ITEM = 0
    FULL = 1
    OFF = 2
    LEFT = 3
    SAID = 4


HEADS = ("评查项目", "分值", "扣分", "得分", "扣分事由、卷页")


@dataclass(frozen=True, slots=True)
class Row:
    """A row on show: a group, a clause (``line``) with at most one finding, or one of several findings of it.

    ``key`` tells it again after a reading. ``said`` and ``page`` are reason and place in the dossier; ``tail`` stands
    quietly at the right: the problem it became, what the other sheet takes off.
    """

    key: tuple[str, str, int]
    group: ScoreGroup
    line: ScoreLine | None = None
    finding: Values | None = None
    part: bool = False
    name: str = ""
    place: int = 0

    @property
    def is_group(self) -> bool:
        return self.line is None

    @property
    def many(self) -> bool:
        """A clause whose findings stand in rows of their own below it."""
        return self.line is not None and not self.part and len(self.line.findings) > 1

    @property
    def off(self) -> int:
        if self.part and self.finding is not None:
            return int(self.finding.get("points") or 0)
        return self.line.off if self.line is not None else self.group.off

    @property
    def vetoes(self) -> bool:
        return self.finding is not None and self.finding.get("severity") == Severity.VETO

    @property
    def said(self) -> str:
        if self.many and self.line is not None:
            return f"{len(self.line.findings)} 条"
        return str(self.finding.get("text") or "") if self.finding is not None else ""

    @property
    def page(self) -> str:
        return str(self.finding.get("page") or "") if self.finding is not None else ""

    @property
    def tail(self) -> tuple[str, str]:
        """Words and colour token: the number of its problem, or how the other sheet differs."""
        if self.finding is not None and self.finding.get("issue_no"):
            return str(self.finding["issue_no"]), "blue6"
        if self.line is not None and not self.part and self.line.differs:
            return f"◆ 另表 {taken(self.line.other or 0)}", "amber7"
        return "", ""


def taken(off: int) -> str:
    """Points off as they are shown: −3, 0."""
    return f"{MINUS}{points(off)}" if off else "0"


def rows_of(sheet: ScoreSheet, folded: Iterable[str] = ()) -> Iterator[Row]:
    """The rows of a sheet in order; folded groups keep their head only. An old ledger's items have no clauses below."""
    closed = set(folded)
    for place, group in enumerate(sheet.groups, 1):
        headless = not any(line.clause for line in group.lines)
        if not headless:
            yield Row((group.item, "", -1), group, name=group.item, place=place)
        if headless or group.item not in closed:
            for line in group.lines:
                yield from _rows_of_line(group, line)


def _rows_of_line(group: ScoreGroup, line: ScoreLine) -> Iterator[Row]:
    several = len(line.findings) > 1
    only = line.findings[0] if len(line.findings) == 1 else None
    yield Row((line.item, line.clause or line.item, -1), group, line, only, name=line.clause or line.item)
    for finding in line.findings if several else ():
        told = "　".join(filter(None, (str(finding.get("code") or ""), str(finding.get("severity") or ""))))
        yield Row((line.item, line.clause or line.item, int(finding["at"])), group, line, finding, part=True, name=told)


class ScoreGrid(QAbstractTableModel):
    """The rows on show; folding is the view's own and stays from case to case."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet: ScoreSheet | None = None
        self.rows: tuple[Row, ...] = ()
        self.folded: set[str] = set()

    def load(self, sheet: ScoreSheet | None) -> None:
        """Show a sheet; where the rows are the same, only what stands in them changes."""
        rows = tuple(rows_of(sheet, self.folded)) if sheet is not None else ()
        if [row.key for row in rows] == [row.key for row in self.rows]:
            self.sheet, self.rows = sheet, rows
            if rows:
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(Column) - 1))
            return
        self.beginResetModel()
        self.sheet, self.rows = sheet, rows
        self.endResetModel()

    def fold(self, item: str, on: bool) -> None:
        (self.folded.add if on else self.folded.discard)(item)
        self.load(self.sheet)

    def place(self, key: tuple[str, str, int]) -> int:
        """The row of that key; of a finding that is gone its clause, of a folded clause its group; -1 if none."""
        for wanted in (key, (key[0], key[1], -1), (key[0], "", -1)):
            found = next((at for at, row in enumerate(self.rows) if row.key == wanted), -1)
            if found >= 0:
                return found
        return -1

    def row(self, at: int) -> Row | None:
        return self.rows[at] if 0 <= at < len(self.rows) else None

    def rowCount(self, parent: Index = NONE_LEFT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = NONE_LEFT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row(index.row()) if index.isValid() else None
        if row is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell(row, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return spoken(row) if index.column() in (Column.ITEM, Column.SAID) else None
        return spoken(row) if role == Qt.ItemDataRole.AccessibleTextRole else None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return None


def cell(row: Row, column: Column) -> str:
    """What stands in a cell. A clause outside the standard is worth nothing and has no points of its own."""
    source = row.line if row.line is not None else row.group
    if column is Column.ITEM:
        return row.name
    if column is Column.OFF:
        return taken(row.off) if row.off or not row.is_group else ""
    if column is Column.SAID:
        return "　".join(filter(None, (row.said, row.page)))
    if row.part or not source.full:
        return ""
    return points(source.full if column is Column.FULL else source.left)


def spoken(row: Row) -> str:
    """A row as a sentence: 4.2 制作规范，9 分，扣 4 分，起诉书日期不一致."""
    name = f"{row.line.code} {row.name}".strip() if row.line is not None and not row.part else row.name
    source = row.line if row.line is not None else row.group
    worth = f"{points(source.full)} 分" if source.full and not row.part else ""
    off = f"扣 {points(row.off)} 分" if row.off else "不扣分"
    veto = "一票否决" if row.vetoes else ""
    return "，".join(filter(None, (name, worth, off, veto, row.said, row.page, row.tail[0].strip("◆ "))))
