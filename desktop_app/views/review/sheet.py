"""The score sheet as a table (评分表): the cursor and every key of it."""

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from desktop_app.views.boards.issue_ink import tone
from desktop_app.views.review.cells import LEFT, RIGHT, ScoreCells
from desktop_app.views.review.grid import HEADS, Column, Row, ScoreGrid
from desktop_app.views.review.ink import HEAD, ROW, WIDTHS
from desktop_app.views.table_dress import bare
from desktop_app.views.theme import Role, font, px

_OWN = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_PageUp,
        Qt.Key.Key_PageDown,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Delete,
        Qt.Key.Key_Insert,
        Qt.Key.Key_F3,
        Qt.Key.Key_F7,
        Qt.Key.Key_F8,
    }
)
_TAB = Qt.Key.Key_Tab
_SWITCH = 84
"""Design pixels the switch between the two sheets takes in the last heading."""
_ITEM_SHARE, _ITEM_LEAST, _ITEM_MOST = 0.46, 140, 280


class ScoreHead(QHeaderView):
    """The column heads; numbers stand right."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(False)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)

    def paintSection(self, painter: QPainter, box: QRect, section: int) -> None:  # noqa: N802
        painter.fillRect(box, tone("head"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, tone("line"))
        if section != Column.SAID:
            painter.fillRect(box.right(), box.top(), 1, box.height(), tone("line"))
        painter.setFont(font(Role.HEAD))
        painter.setPen(tone("ink2"))
        right = Column.ITEM < section < Column.SAID
        inner, said = box.adjusted(px(8), 0, -px(8), 0), HEADS[section]
        if section == Column.SAID:
            room = inner.width() - px(_SWITCH)
            said = next((word for word in (said, "事由") if painter.fontMetrics().horizontalAdvance(word) <= room), "")
        painter.drawText(inner, RIGHT if right else LEFT, said)


class ScoreTable(QTableView):
    """``struck`` carries a key the sheet answers, ``typed`` a character typed on a row, ``pressed`` a cell clicked."""

    struck = Signal(object)
    typed = Signal(str)
    pressed_twice = Signal(int)
    moved = Signal()

    def __init__(self, grid: ScoreGrid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = grid
        self.cells = ScoreCells(grid, self)
        self.heads = ScoreHead(self)
        self.setHorizontalHeader(self.heads)
        self.setModel(grid)
        self.setItemDelegate(self.cells)
        bare(self, "评分表")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.clicked.connect(self._clicked)
        self.doubleClicked.connect(lambda index: self.pressed_twice.emit(index.column()))
        self.verticalScrollBar().valueChanged.connect(self.moved)
        self.renew()

    def renew(self) -> None:
        """Fonts, heights and widths for the scale as it is now."""
        self.cells.renew()
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.heads.setFixedHeight(px(HEAD))
        self._fit()

    def _fit(self) -> None:
        """Numbers as they need; name and reason share the rest."""
        room = self.viewport().width() - sum(px(width) for width in WIDTHS)
        item = max(px(_ITEM_LEAST), min(px(_ITEM_MOST), int(room * _ITEM_SHARE)))
        for column, width in enumerate((item, *(px(width) for width in WIDTHS[1:]), max(px(80), room - item))):
            self.setColumnWidth(column, width)
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    # the cursor

    @property
    def row(self) -> Row | None:
        """The row the cursor is on."""
        return self.grid.row(self.currentIndex().row())

    def go(self, at: int) -> None:
        """Put the cursor on a row and bring it into sight."""
        if 0 <= at < len(self.grid.rows):
            index = self.grid.index(at, 0)
            self.setCurrentIndex(index)
            self.scrollTo(index if at > 1 else self.grid.index(0, 0))

    def go_to(self, key: tuple[str, str, int]) -> None:
        self.go(self.grid.place(key))

    def move_by(self, step: int) -> None:
        self.go(max(0, min(len(self.grid.rows) - 1, self.currentIndex().row() + step)))

    def cell_box(self, at: int, column: Column) -> QRect:
        """Where a cell stands, in pixels of the viewport."""
        return self.visualRect(self.grid.index(at, column))

    def _clicked(self, index: QModelIndex) -> None:
        """A click on the triangle of a group folds it."""
        row, at = self.row, self.viewport().mapFromGlobal(self.cursor().pos())
        if row is not None and row.is_group and index.column() == Column.ITEM and at.x() < px(24):
            self.struck.emit(Qt.Key.Key_Return)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        key, text = Qt.Key(event.key()), event.text()
        if held:
            event.ignore()
        elif key in _OWN:
            event.accept()
            self.struck.emit(key)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.go(0 if key == Qt.Key.Key_Home else len(self.grid.rows) - 1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
        elif text and text.isprintable() and text not in "/、":
            event.accept()
            self.typed.emit(text)
        else:
            event.ignore()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Tab on a clause goes into its reason; on a group, and backward, it leaves the sheet."""
        if forward and self.row is not None and not self.row.is_group:
            self.struck.emit(_TAB)
            return True
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.viewport().update()
