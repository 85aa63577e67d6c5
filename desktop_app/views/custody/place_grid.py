"""The tree of places as a table model: branches on show, with how many items lie in each and below it."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from desktop_app.figures.custody_boards import ALL, STORE, Branch, Sum
from desktop_app.rules.vocabulary import PlaceKind
from desktop_app.views.custody import board_words as words

Index = QModelIndex | QPersistentModelIndex
NONE_LEFT = QModelIndex()
NAME, COUNT, MONEY = range(3)
HEADS = ("库位", "件数", "金额（元）")
EMPTY = "空"


class PlaceGrid(QAbstractTableModel):
    """All branches from top to bottom; those under a folded one are not shown. ``sums`` are by the branch's key."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.branches: tuple[Branch, ...] = ()
        self.shown: tuple[Branch, ...] = ()
        self.sums: Mapping[str, Sum] = {}
        self.folded: set[str] = set()
        self._known: set[str] = set()
        self._parents: frozenset[str] = frozenset()

    def load(self, branches: Sequence[Branch], sums: Mapping[str, Sum]) -> None:
        """Show these; a cabinet is folded when it is first seen, everything else stays as it was."""
        self.beginResetModel()
        self.branches, self.sums = tuple(branches), sums
        self._parents = frozenset(branch.above[-1] for branch in branches if branch.above)
        fresh = {one.key for one in branches if one.word == PlaceKind.CABINET and one.key not in self._known}
        self.folded |= fresh
        self._known |= {branch.key for branch in branches}
        self._arrange()
        self.endResetModel()

    def fold(self, key: str, folded: bool) -> None:
        """Hide what stands under a branch, or show it."""
        self.beginResetModel()
        (self.folded.add if folded else self.folded.discard)(key)
        self._arrange()
        self.endResetModel()

    def unfold_to(self, key: str) -> None:
        """Show a branch that stands under folded ones."""
        branch = next((one for one in self.branches if one.key == key), None)
        if branch is not None and self.folded & set(branch.above):
            self.beginResetModel()
            self.folded -= set(branch.above)
            self._arrange()
            self.endResetModel()

    def _arrange(self) -> None:
        self.shown = tuple(one for one in self.branches if not self.folded & set(one.above))

    def has_below(self, branch: Branch) -> bool:
        return branch.key in self._parents

    def row(self, at: int) -> Branch | None:
        return self.shown[at] if 0 <= at < len(self.shown) else None

    def place(self, key: str) -> int:
        """The row of a branch, -1 where it is not shown."""
        return next((at for at, branch in enumerate(self.shown) if branch.key == key), -1)

    def rowCount(self, parent: Index = NONE_LEFT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(self.shown)

    def columnCount(self, parent: Index = NONE_LEFT) -> int:  # noqa: N802
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        branch = self.row(index.row()) if index.isValid() else None
        if branch is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.text(branch, index.column())
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            return self.told(branch)
        return None

    def text(self, branch: Branch, column: int) -> str:
        """A cell in words; a place nothing lies in is 空."""
        of = self.sums.get(branch.key)
        if column == NAME:
            return branch.name
        if of is None:
            return (EMPTY if branch.place is not None else "0") if column == COUNT else ""
        return str(of.count) if column == COUNT else words.money(of.fen) if of.money else ""

    def told(self, branch: Branch) -> str:
        """A branch as a sentence: 柜 A1，5 件，9,608 元，折叠."""
        of = self.sums.get(branch.key)
        name = f"{branch.word} {branch.name}".strip()
        folds = ("，折叠" if branch.key in self.folded else "，展开") if self.has_below(branch) else ""
        return f"{name}，{words.summed(of) if of is not None or branch.place is None else EMPTY}{folds}"

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:  # noqa: N802
        told = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        return HEADS[section] if told and orientation is Qt.Orientation.Horizontal else None


HEADED = frozenset({ALL, STORE})
"""Branches that are heads of the tree."""
