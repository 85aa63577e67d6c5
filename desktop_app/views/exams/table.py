"""The score sheet as a table: heads that sort, the cursor in a cell of marks, every key of it."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPolygon, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from desktop_app.views.boards.issue_ink import tone
from desktop_app.views.exams.cell import ALLOWED
from desktop_app.views.exams.cells import LEFT, RIGHT, MarkCells
from desktop_app.views.exams.grid import MARKS, Column, MarkGrid, Row
from desktop_app.views.exams.ink import HEAD, ROW
from desktop_app.views.exams.keys import BACK, SHORTCUTS, TAB, meant
from desktop_app.views.exams.roster import NAME, SEAT, TOTAL, Narrowing
from desktop_app.views.table_dress import bare
from desktop_app.views.theme import Role, font, px

WIDTHS = {
    Column.SEAT: 60,
    Column.NAME: 92,
    Column.PLACE: 90,
    Column.FIRST: 92,
    Column.SECOND: 92,
    Column.TOTAL: 72,
    Column.GRADE: 76,
    Column.STATE: 92,
}
SAID_LEAST, TIGHTEST = 72, 0.74
"""Pixels kept for remarks, and how far the other columns give way for them."""

AROUND = 3
"""Rows kept in sight over and under the one being keyed."""

SORTS = {Column.SEAT: SEAT, Column.NAME: NAME, Column.TOTAL: TOTAL}


class MarkHead(QHeaderView):
    """The column heads; marks stand right, the sorted one wears a blue arrow. ``pressed`` carries a column to sort."""

    pressed = Signal(str)

    def __init__(self, grid: MarkGrid, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._grid = grid
        self.showing = Narrowing()
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumSectionSize(1)
        self.sectionClicked.connect(self._clicked)

    def _clicked(self, section: int) -> None:
        if section in SORTS:
            self.pressed.emit(SORTS[Column(section)])

    def paintSection(self, painter: QPainter, box: QRect, section: int) -> None:  # noqa: N802
        painter.fillRect(box, tone("head"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, tone("line"))
        if section != Column.SAID:
            painter.fillRect(box.right(), box.top(), 1, box.height(), tone("line"))
        painter.setFont(font(Role.HEAD))
        painter.setPen(tone("ink2"))
        said, inner = self._grid.head(section), box.adjusted(px(8), 0, -px(8), 0)
        metrics = painter.fontMetrics()
        said = metrics.elidedText(said, Qt.TextElideMode.ElideRight, inner.width())
        right = section in MARKS
        sorted_ = SORTS.get(Column(section)) == self.showing.sort
        if sorted_ and right:
            inner.adjust(0, 0, -px(13), 0)
        painter.drawText(inner, RIGHT if right else LEFT, said)
        if sorted_:
            left = inner.right() + px(3) if right else inner.left() + metrics.horizontalAdvance(said) + px(4)
            _arrow(painter, left, box, self.showing.down)


def _arrow(painter: QPainter, left: int, box: QRect, down: bool) -> None:
    wide, high = px(9), px(7)
    top = box.center().y() - high // 2
    flat, tip = (top, top + high) if down else (top + high, top)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tone("blue7"))
    shape = QPolygon([QRect(left, flat, 0, 0).topLeft(), QRect(left + wide, flat, 0, 0).topLeft()])
    shape.append(QRect(left + wide // 2, tip, 0, 0).topLeft())
    painter.drawPolygon(shape)
    painter.restore()


class MarkTable(QTableView):
    """``struck`` says what a key means, ``typed`` carries a digit, ``sought`` a letter of a name, "" for Backspace.

    Nobody leaves a row but through ``may_leave``. ``published`` lets Alt+M be 改分.
    """

    struck = Signal(str)
    typed = Signal(str)
    sought = Signal(str)
    moved = Signal()

    def __init__(self, grid: MarkGrid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = grid
        self.published = False
        self.may_leave: Callable[[], bool] = lambda: True
        self.cells = MarkCells(grid, self)
        self.heads = MarkHead(grid, self)
        self.setHorizontalHeader(self.heads)
        self.setModel(grid)
        self.setItemDelegate(self.cells)
        bare(self, "成绩录入")
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
        self.verticalScrollBar().valueChanged.connect(self.moved)
        self.renew()

    def renew(self) -> None:
        """Fonts, heights and widths for the scale as it is now."""
        self.cells.renew()
        self.verticalHeader().setDefaultSectionSize(px(ROW))
        self.heads.setFixedHeight(px(HEAD))
        self.fit()

    def fit(self) -> None:
        """Columns as they need; where remarks lack room all give way a little. Kinds of questions only if there are."""
        sheet = self.grid.hand.sheet
        parted = sheet is not None and sheet.terms.parted
        for column in (Column.FIRST, Column.SECOND):
            self.setColumnHidden(column, not parted)
        shown = {column: px(wide) for column, wide in WIDTHS.items() if not self.isColumnHidden(column)}
        room, wanted = self.viewport().width(), sum(shown.values())
        share = max(TIGHTEST, min(1.0, (room - px(SAID_LEAST)) / wanted))
        widths = {column: int(wide * share) for column, wide in shown.items()}
        for column, wide in widths.items():
            self.setColumnWidth(column, wide)
        self.setColumnWidth(Column.SAID, max(px(24), room - sum(widths.values())))
        self.moved.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.fit()

    # the cursor

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns to key, in order."""
        sheet = self.grid.hand.sheet
        names = [name for name, _label, _full in sheet.labels] if sheet is not None else []
        return tuple(column for column, name in MARKS.items() if name in names)

    @property
    def row(self) -> Row | None:
        """The candidate the cursor is on."""
        return self.grid.row(self.currentIndex().row())

    @property
    def column(self) -> Column:
        """The column the cursor keys."""
        at = self.currentIndex().column()
        columns = self.columns
        return Column(at) if at in columns else columns[0] if columns else Column.TOTAL

    def go(self, at: int, column: Column | None = None) -> None:
        """Put the cursor on a row, in its column unless another is named, and bring it into sight."""
        if 0 <= at < len(self.grid.rows):
            index = self.grid.index(at, column if column is not None else self.column)
            self.setCurrentIndex(index)
            for near in (at + AROUND, at - AROUND, at):
                self.scrollTo(self.grid.index(max(0, min(len(self.grid.rows) - 1, near)), index.column()))

    def cell_box(self, at: int, column: Column) -> QRect:
        """Where a cell stands, in pixels of the viewport."""
        return self.visualRect(self.grid.index(at, column))

    def page(self) -> int:
        """Rows in sight."""
        return max(1, self.viewport().height() // px(ROW) - 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = self.indexAt(event.position().toPoint())
        if at.isValid() and self.may_leave():
            self.go(at.row(), Column(at.column()) if at.column() in self.columns else None)
        self.setFocus()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self.indexAt(event.position().toPoint()).column() in self.columns:
            self.struck.emit("edit")

    # keys

    def event(self, event: QEvent) -> bool:
        own = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride
        if own and meant(event, typing=False, published=self.published) in SHORTCUTS:  # type: ignore[arg-type]
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        deed, text = meant(event, typing=False, published=self.published), event.text()
        held = event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        emit: Callable[[], object] | None = None
        if deed:
            emit = partial(self.struck.emit, deed)
        elif not held and event.key() == Qt.Key.Key_Backspace:
            emit = partial(self.sought.emit, "")
        elif not held and text and text.isprintable() and text not in "/、":
            emit = partial(self.typed.emit if text in ALLOWED else self.sought.emit, text)
        event.setAccepted(emit is not None)
        if emit is not None:
            emit()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        """Tab goes to the next part; backward from the first it leaves the sheet."""
        if self.row is None or (not forward and self.column == self.columns[0]):
            return super().focusNextPrevChild(forward)
        self.struck.emit(TAB if forward else BACK)
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.viewport().update()
