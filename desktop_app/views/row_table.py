"""Tables of rows on a board (行表): fonts, heads, cells and widths renewed together, a bar that follows the focus."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFont, QFontMetrics, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from desktop_app.views.boards.issue_ink import tone
from desktop_app.views.table_dress import bare
from desktop_app.views.theme import Role, font, px

Index = QModelIndex | QPersistentModelIndex
LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
ELIDE = Qt.TextElideMode.ElideRight
ROW, HEAD = 32, 32


class RowInk:
    """Fonts and measures at the officer's scale (字号)."""

    def __init__(self) -> None:
        self.body: QFont = font(Role.BODY)
        self.strong: QFont = font(Role.STRONG)
        self.head: QFont = font(Role.HEAD)
        self.pill: QFont = font(Role.PILL)
        self.hint: QFont = font(Role.HINT)
        self.room = QFontMetrics(self.body)
        self.pill_room = QFontMetrics(self.pill)
        self.pad = px(8)
        self.row = px(ROW)
        self.top = px(HEAD)


class RowHead(QHeaderView):
    """Heads as in the ledgers; those of columns named in ``right`` stand at the right, over numbers."""

    def __init__(self, parent: QWidget, right: frozenset[int] = frozenset()) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._right = right
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.ink = RowInk()

    def renew(self) -> None:
        """Fonts and height for the scale as it is now."""
        self.ink = RowInk()
        self.setFixedHeight(self.ink.top)

    def paintSection(self, painter: QPainter, box: QRect, section: int) -> None:  # noqa: N802
        self.ground(painter, box, section)
        inner = box.adjusted(self.ink.pad, 0, -self.ink.pad, 0)
        self.say(painter, inner, section, RIGHT if section in self._right else LEFT)

    def ground(self, painter: QPainter, box: QRect, section: int) -> None:
        """The grey of a head, its hairlines."""
        painter.fillRect(box, tone("head"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, tone("line"))
        if section < self.count() - 1:
            painter.fillRect(box.right(), box.top(), 1, box.height(), tone("line"))

    def say(
        self, painter: QPainter, box: QRect, section: int, at: Qt.AlignmentFlag = LEFT, colour: str = "ink2"
    ) -> None:
        """The word of a column."""
        painter.setFont(self.ink.head)
        painter.setPen(tone(colour))
        painter.drawText(box, at, str(self.model().headerData(section, Qt.Orientation.Horizontal) or ""))


class RowCells(QStyledItemDelegate):
    """What draws the cells of a row table; ``ink`` makes its fonts, again when the scale changes."""

    ink: RowInk

    def __init__(self, view: QTableView, ink: Callable[[], RowInk] = RowInk) -> None:
        super().__init__(view)
        self._view, self._made = view, ink
        self.renew()

    def renew(self) -> None:
        """Fonts for the scale as it is now."""
        self.ink = self._made()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        return QSize(px(40), self.ink.row)


class RowTable(QTableView):
    """A table of one model whose heads and cells are renewed with it; ``fit`` is each table's own."""

    def set_up(self, grid: QAbstractTableModel, heads: RowHead, cells: RowCells, name: str) -> None:
        """Bind model, heads and cells; ``name`` is what it is called aloud."""
        self._heads, self._cells = heads, cells
        self.setHorizontalHeader(heads)
        self.setModel(grid)
        self.setItemDelegate(cells)
        bare(self, name)

    def renew(self) -> None:
        """Fonts, heights and widths for the scale as it is now."""
        self._cells.renew()
        self._heads.renew()
        self.verticalHeader().setDefaultSectionSize(self._cells.ink.row)
        self.fit()

    def fit(self) -> None:
        """Columns as wide as the design and the rows ask."""
        raise NotImplementedError

    def steps(self) -> Mapping[Qt.Key, int]:
        """The row each key leads to; one step up or down may lead past the ends."""
        at, last = self.currentIndex().row(), self.model().rowCount() - 1
        page = max(1, self.viewport().height() // self._cells.ink.row - 1)
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last, Qt.Key.Key_Up: at - 1, Qt.Key.Key_Down: at + 1}
        return ends | {Qt.Key.Key_PageUp: max(0, at - page), Qt.Key.Key_PageDown: min(last, at + page)}

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.fit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.viewport().update()


def box_of(option: QStyleOptionViewItem) -> tuple[QRect, bool]:
    """The rectangle of a cell, and whether its row is the chosen one."""
    box: QRect = option.rect  # type: ignore[attr-defined]
    state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
    return box, bool(state & QStyle.StateFlag.State_Selected)


def ground(painter: QPainter, box: QRect, chosen: bool, first: bool, focused: bool, plain: str = "surface") -> None:
    """The tint of a row, its hairline, and the bar before the chosen one."""
    painter.fillRect(box, tone("blue1" if chosen else plain))
    painter.fillRect(box.left(), box.bottom(), box.width(), 1, tone("soft"))
    if chosen and first:
        painter.fillRect(box.left(), box.top(), px(3), box.height(), tone("blue7" if focused else "field"))


def write(painter: QPainter, box: QRect, text: str, face: QFont, ink: str, right: bool = False) -> None:
    """A line of text, cut where it has no room."""
    painter.setFont(face)
    painter.setPen(tone(ink))
    painter.drawText(box, RIGHT if right else LEFT, painter.fontMetrics().elidedText(text, ELIDE, box.width()))
