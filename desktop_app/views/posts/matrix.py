"""The AB岗 matrix as a table: departments once, the state as a pill, weeks as signs and words."""

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTableView, QWidget

from desktop_app.figures.post_boards import NO_B, PostRow, WeekCell
from desktop_app.rules.vocabulary import Coverage
from desktop_app.views.boards.issue_ink import tone
from desktop_app.views.posts import words
from desktop_app.views.posts.grid import FIRST_WEEK, NAME, PLACE, STATE, A, B, Index, PostGrid
from desktop_app.views.posts.ink import Ink, frame
from desktop_app.views.register.delegate import draw_pill
from desktop_app.views.row_table import LEFT, RowCells, RowHead, RowTable, box_of, write
from desktop_app.views.theme import px

CENTRE = Qt.AlignmentFlag.AlignCenter
WIDTHS = {PLACE: 92, A: 72, B: 72, STATE: 104}
WEEK_PLACE, WEEK, NAME_LEAST, NAMES_MOST = 52, 52, 120, 104
LACKING = "缺 B岗"
_GROUND = {Coverage.STOOD_IN: "blue0", Coverage.NAMED: "blue0", Coverage.EMPTY: "red0", Coverage.ROTATED: "red0"}
_INK = {Coverage.HELD: "green7", Coverage.STOOD_IN: "blue8", Coverage.NAMED: "blue8"}
DAY_KEYS = (Qt.Key.Key_Left, Qt.Key.Key_Right)


class PostHead(RowHead):
    """Heads as in the ledgers; the week of today is blue."""

    def __init__(self, grid: PostGrid, parent: QWidget) -> None:
        super().__init__(parent)
        self._grid = grid

    def paintSection(self, painter: QPainter, box: QRect, section: int) -> None:  # noqa: N802
        week, matrix = self._grid.weekly and section >= FIRST_WEEK, self._grid.matrix
        now = bool(week and matrix and _holds(matrix.weeks[section - FIRST_WEEK], matrix.day))
        self.ground(painter, box, section)
        inner = box.adjusted(0 if week else self.ink.pad, 0, 0, 0)
        self.say(painter, inner, section, CENTRE if week else LEFT, "blue7" if now else "ink2")


def _holds(week: tuple[object, object], day: object) -> bool:
    return bool(week[0] <= day <= week[1])  # type: ignore[operator]


class PostCells(RowCells):
    """Draws a cell of a post."""

    ink: Ink

    def __init__(self, grid: PostGrid, parent: QTableView) -> None:
        super().__init__(parent, Ink)
        self._grid = grid

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._grid.row(index.row())
        if row is None:
            return
        (box, chosen), focused = box_of(option), self._view.hasFocus()
        painter.save()
        painter.fillRect(box, tone("blue1" if chosen else "surface"))
        cell = self._grid.cell(row, index.column())
        if cell is not None:
            self._week(painter, box, cell)
        else:
            self._post(painter, box, row, index)
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, tone("soft"))
        if chosen and index.column() == PLACE:
            painter.fillRect(box.left(), box.top(), px(3), box.height(), tone("blue7" if focused else "field"))
        if cell is not None and index == self._view.currentIndex():
            frame(painter, box, focused)
        painter.restore()

    def _post(self, painter: QPainter, box: QRect, row: PostRow, index: Index) -> None:
        column, inner = index.column(), box.adjusted(self.ink.pad, 0, -self.ink.pad // 2, 0)
        if column == STATE:
            tone_ = "red" if row.bad else row.tone.value
            draw_pill(painter, inner, row.word, tone_, self.ink.pill, self.ink.pill_room)
        elif column == B and not row.b and row.word == NO_B:
            painter.fillRect(box, tone("amber0"))
            self._write(painter, inner, LACKING, "amber7", self.ink.strong)
        elif column == PLACE:
            if self._grid.leads(index.row()):
                self._write(painter, inner, str(index.data()), "ink2")
        else:
            quiet = column == B and not row.b
            self._write(painter, inner, words.NOBODY if quiet else str(index.data()), "ink3" if quiet else "ink")

    def _week(self, painter: QPainter, box: QRect, cell: WeekCell) -> None:
        """One or two lines: a sign, or the word in red over its days."""
        if cell.state is not None and (ground := _GROUND.get(cell.state)):
            painter.fillRect(box.adjusted(1, 1, 0, -1), tone(ground))
        sign, under = words.week(cell)
        ink = "ink3" if cell.state is None else _INK.get(cell.state, "red7")
        face = self.ink.badge if cell.bad else self.ink.hint if under else self.ink.body
        painter.setPen(tone(ink))
        if not under:
            painter.setFont(face)
            painter.drawText(box, CENTRE, sign)
            return
        half = box.height() // 2
        for at, (said, own) in enumerate(((sign, face), (under, self.ink.hint))):
            painter.setFont(own)
            painter.drawText(
                QRect(box.left(), box.top() + px(1) + at * (half - px(1)), box.width(), half), CENTRE, said
            )

    def _write(self, painter: QPainter, box: QRect, text: str, ink: str, face: QFont | None = None) -> None:
        write(painter, box, text, face or self.ink.body, ink)


class PostTable(RowTable):
    """``chosen`` carries the post the cursor comes to, ``opened`` the one to edit, ``onward`` that F6 leaves it."""

    chosen = Signal(int)
    opened = Signal(int)
    onward = Signal()

    def __init__(self, grid: PostGrid, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid, self.cells = grid, PostCells(grid, self)
        self.set_up(grid, PostHead(grid, self), self.cells, "AB岗 矩阵")
        self._silent = False
        self.selectionModel().currentChanged.connect(self._moved)
        self.doubleClicked.connect(lambda _index: self.open())
        self.renew()

    def fit(self) -> None:
        """Columns as they need; the name of the post takes the rest."""
        weekly = self.grid.weekly
        weeks = range(FIRST_WEEK, self.grid.columnCount())
        widths = {PLACE: px(WEEK_PLACE), **dict.fromkeys(weeks, px(WEEK))} if weekly else self._widths()
        for column, wide in widths.items():
            self.setColumnWidth(column, wide)
        rest = self.viewport().width() - sum(widths.values())
        self.setColumnWidth(NAME, max(px(NAME_LEAST), rest))

    @property
    def least(self) -> int:
        """Pixels the columns need."""
        weeks = px(WEEK_PLACE) + (self.grid.columnCount() - FIRST_WEEK) * px(WEEK)
        return (weeks if self.grid.weekly else sum(self._widths().values())) + px(NAME_LEAST + 14)

    def _widths(self) -> dict[int, int]:
        """Columns of today's view; names as wide as the longest, within bounds."""
        room = QFontMetrics(self.cells.ink.body)
        names = [name for row in (self.grid.matrix.rows if self.grid.matrix else ()) for name in (row.a, row.b)]
        longest = max((room.horizontalAdvance(name) for name in names), default=0) + px(16)
        widths = {column: px(wide) for column, wide in WIDTHS.items()}
        return widths | {column: max(widths[column], min(px(NAMES_MOST), longest)) for column in (A, B)}

    @property
    def row(self) -> PostRow | None:
        """The post the cursor is on."""
        return self.grid.row(self.currentIndex().row())

    def go(self, at: int, column: int | None = None) -> None:
        """Put the cursor on a row without telling."""
        if 0 <= at < len(self.grid.rows):
            self._silent = True
            asked = self.currentIndex().column() if column is None else column
            held = max(0, min(asked, self.grid.columnCount() - 1))
            self.setCurrentIndex(self.grid.index(at, held))
            self._silent = False

    def open(self) -> None:
        """Enter: the post is to be edited."""
        if (row := self.row) is not None:
            self.opened.emit(row.id)

    def _moved(self, now: QModelIndex, before: QModelIndex) -> None:
        row = self.grid.row(now.row())
        if row is not None and not self._silent and now.row() != before.row():
            self.chosen.emit(row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key, steps = Qt.Key(event.key()), self.steps()
        if held:
            event.ignore()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.open()
        elif key in DAY_KEYS and self.grid.weekly:
            self._sidewards(-1 if key == Qt.Key.Key_Left else 1)
        elif key in steps:
            if 0 <= steps[key] < len(self.grid.rows):
                self.setCurrentIndex(self.grid.index(steps[key], max(0, self.currentIndex().column())))
        else:
            event.ignore()

    def _sidewards(self, by: int) -> None:
        """Another week of the same post."""
        now = self.currentIndex()
        to = max(FIRST_WEEK, min(self.grid.columnCount() - 1, max(FIRST_WEEK - 1, now.column()) + by))
        if now.isValid():
            self.setCurrentIndex(self.grid.index(now.row(), to))
