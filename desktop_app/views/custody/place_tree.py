"""The tree of places at the left of 库位: arrows open and close, Enter goes on to the items."""

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView, QWidget

from desktop_app.figures.custody_boards import ALL, Branch
from desktop_app.views.custody.place_grid import COUNT, HEADED, MONEY, NAME, Index, PlaceGrid
from desktop_app.views.row_table import RowCells, RowHead, RowTable, box_of, ground, write
from desktop_app.views.theme import px

STEP, SIGN = 16, 16
"""Design pixels a branch stands in from the one above it, and of its triangle."""

COUNT_WIDE, NAME_LEAST = 56, 140
OPEN, SHUT = "▾", "▸"
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class TreeCells(RowCells):
    """Draws a branch: its triangle, its name with its step, numbers at the right; what is empty in grey."""

    def __init__(self, grid: PlaceGrid, parent: QTableView) -> None:
        super().__init__(parent)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        branch = self._grid.row(index.row())
        if branch is None:
            return
        box, chosen = box_of(option)
        painter.save()
        plain = "bg" if branch.key in HEADED else "surface"
        ground(painter, box, chosen, index.column() == NAME, self._view.hasFocus(), plain)
        inner = box.adjusted(self.ink.pad, 0, -self.ink.pad, 0)
        if index.column() == NAME:
            self._name(painter, inner, branch)
        else:
            empty = branch.key not in self._grid.sums
            write(painter, inner, str(index.data()), self.ink.body, "ink3" if empty else "ink", right=True)
        painter.restore()

    def _name(self, painter: QPainter, inner: QRect, branch: Branch) -> None:
        inner = inner.adjusted(px(STEP) * max(0, branch.depth - 1), 0, 0, 0)
        if self._grid.has_below(branch) and branch.key != ALL:
            write(painter, inner, SHUT if branch.key in self._grid.folded else OPEN, self.ink.hint, "ink2")
        empty = branch.key not in self._grid.sums
        inner = inner.adjusted(px(SIGN) if branch.key != ALL else 0, 0, 0, 0)
        strong = branch.depth <= 1
        face = self.ink.strong if strong else self.ink.body
        write(painter, inner, branch.name, face, "ink3" if empty else "ink")
        if branch.word and not branch.name.endswith(branch.word):
            wide = QFontMetrics(face).horizontalAdvance(branch.name) + px(6)
            write(painter, inner.adjusted(wide, 0, 0, 0), branch.word, self.ink.hint, "ink3")


class PlaceTree(RowTable):
    """``chosen`` says that the cursor came to another branch, ``onward`` that Enter goes on to its items, ``folds``
    that the branch was opened or closed.
    """

    chosen = Signal()
    folds = Signal()
    onward = Signal()

    def __init__(self, grid: PlaceGrid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid, self.cells = grid, TreeCells(grid, self)
        self.set_up(grid, RowHead(self, frozenset({COUNT, MONEY})), self.cells, "库位")
        self._silent = False
        self.selectionModel().currentRowChanged.connect(self._moved)
        self.doubleClicked.connect(lambda _index: self.onward.emit())
        self.renew()

    def fit(self) -> None:
        """Numbers as wide as they need, names take the rest."""
        money = self._money_wide
        self.setColumnWidth(COUNT, px(COUNT_WIDE))
        self.setColumnWidth(MONEY, money)
        self.setColumnWidth(NAME, max(px(NAME_LEAST), self.viewport().width() - px(COUNT_WIDE) - money))

    @property
    def _money_wide(self) -> int:
        room = QFontMetrics(self.cells.ink.body)
        all_ = self.grid.branches[0] if self.grid.branches else None
        said = self.grid.text(all_, MONEY) if all_ is not None else ""
        head = QFontMetrics(self.cells.ink.head).horizontalAdvance("金额（元）")
        return max(head, room.horizontalAdvance(said)) + px(20)

    @property
    def least(self) -> int:
        """Pixels the columns need."""
        return px(NAME_LEAST + 30 + COUNT_WIDE) + self._money_wide

    @property
    def branch(self) -> Branch | None:
        """The branch the cursor is on."""
        return self.grid.row(self.currentIndex().row())

    @property
    def key(self) -> str:
        """Its key; that of the whole tree without one."""
        return self.branch.key if self.branch is not None else ALL

    def go(self, key: str) -> None:
        """Put the cursor on a branch, opening what hides it, without telling."""
        self._silent = True
        self.grid.unfold_to(key)
        self.setCurrentIndex(self.grid.index(max(0, self.grid.place(key)), NAME))
        self._silent = False

    def fold(self, folded: bool) -> None:
        """Close or open the branch of the cursor, which stays there."""
        if (branch := self.branch) is not None:
            self._silent = True
            self.grid.fold(branch.key, folded)
            self.setCurrentIndex(self.grid.index(self.grid.place(branch.key), NAME))
            self._silent = False
            self.folds.emit()

    def _moved(self, now: QModelIndex, _before: QModelIndex) -> None:
        if now.isValid() and not self._silent:
            self.chosen.emit()

    def _to(self, at: int) -> None:
        if 0 <= at < len(self.grid.shown):
            self.setCurrentIndex(self.grid.index(at, NAME))

    def _left(self) -> None:
        """Close; where there is nothing to close, up to the branch above."""
        branch = self.branch
        if branch is None:
            return
        if self.grid.has_below(branch) and branch.key not in self.grid.folded and branch.above:
            self.fold(True)
        elif branch.above:
            self._to(self.grid.place(branch.above[-1]))

    def _right(self) -> None:
        """Open; where it is open, down to the first below."""
        branch = self.branch
        if branch is None or not self.grid.has_below(branch):
            return
        if branch.key in self.grid.folded:
            self.fold(False)
        else:
            self._to(self.currentIndex().row() + 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key, steps = Qt.Key(event.key()), self.steps()
        if held:
            event.ignore()
        elif key in ENTER:
            self.onward.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            (self._left if key == Qt.Key.Key_Left else self._right)()
        elif key in steps:
            self._to(steps[key])
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """A click on the triangle opens or closes."""
        super().mousePressEvent(event)
        branch, x = self.branch, event.position().x()
        left = px(8) + px(STEP) * max(0, branch.depth - 1) if branch is not None else 0
        on_sign = left <= x <= left + px(SIGN) and self.indexAt(event.position().toPoint()).isValid()
        if branch is not None and branch.above and on_sign and self.grid.has_below(branch):
            self.fold(branch.key not in self.grid.folded)
