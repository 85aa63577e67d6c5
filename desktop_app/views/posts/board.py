"""矩阵与轮岗: who holds every post at the left, who serves where in the year at the right."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from desktop_app.figures.engine import Question
from desktop_app.figures.post_boards import Chart, Matrix, chart, matrix
from desktop_app.models.rotations import Rotation
from desktop_app.registers.posts import POSTS
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import IdIn, Retired
from desktop_app.views.controls import label
from desktop_app.views.halves import Halves, half
from desktop_app.views.posts import roster, words
from desktop_app.views.posts.career import CareerDialog
from desktop_app.views.posts.chart import RotationChart
from desktop_app.views.posts.grid import FIRST_WEEK, PLACE, PostGrid
from desktop_app.views.posts.matrix import PostTable
from desktop_app.views.posts.strips import ChartStrip, Foot, MatrixStrip
from desktop_app.views.register.columns import Columns
from desktop_app.views.register.output import Shown
from desktop_app.views.register.place import Place

WEEKS = 8
"""How many weeks the matrix looks ahead, that of today among them."""

SHARE = 0.38
"""The part of the width the matrix takes."""

NO_POST = "没有符合的岗位。清除筛选 Esc"
NO_LINE = "没有符合的人。清除筛选 Esc"
NO_ROTATION = "还没有轮岗安排。在“轮岗”里新增，或在“轮岗批次”里测算方案"
POST_KEYS = ((("Enter",), "编辑"), (("Alt+M",), "谁代岗"), (("F6",), "轮岗图"))
CHART_KEYS = (
    (("←", "→"), "移动一月"),
    (("Enter",), "编辑"),
    (("空格",), "履历"),
    (("[", "]"), "换年"),
)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the board shows, read once until something is written (一次读数)."""

    matrix: Matrix
    chart: Chart


class PostBoard(QWidget):
    """Tab or F6 goes from the matrix to the chart. Alt+W shows weeks in place of today, Enter opens the record.

    ``selected`` carries the post the cursor comes to; ``led`` a rotation (kind, id), opened in its own list.
    """

    selected = Signal(int)
    opened = Signal(int)
    narrowed = Signal(object, str)
    led = Signal(str, int)

    kind = POSTS.kind
    chips = roster.CHIPS
    whole = True
    scope = None

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.place: Place | None = None
        self.year = desk.today.year
        self.by = roster.Narrowing()
        self.read: Reading | None = None
        self.grid = PostGrid(self)
        self.table = PostTable(self.grid, self)
        self.chart = RotationChart(self)
        self.over, self.above = MatrixStrip(self), ChartStrip(self)
        self.under, self.below = Foot(POST_KEYS, self), Foot(CHART_KEYS, self)
        self.no_post, self.no_line = label("", "lead"), label("", "lead")
        self.split = Halves(
            self,
            half(self.over, self.table, self.no_post, self.under),
            half(self.above, self.chart, self.no_line, self.below),
            SHARE,
        )
        QWidget.setTabOrder(self.table, self.chart)
        self._connect()
        self.setFocusProxy(self.table)

    def _connect(self) -> None:
        self.table.chosen.connect(self.selected)
        self.table.chosen.connect(lambda _id: self._tell_post())
        self.table.opened.connect(self.opened)
        self.table.selectionModel().currentChanged.connect(lambda _now, _was: self._tell_post())
        self.chart.moved.connect(self._tell_line)
        self.chart.opened.connect(self._open_rotation)
        self.chart.turned.connect(self.turn)
        self.chart.asked.connect(self._show_career)
        self.above.turned.connect(self.turn)
        self.over.switch.chosen.connect(lambda at: self.show_weeks(bool(at)))
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        QShortcut(QKeySequence("Alt+W"), self, lambda: self.show_weeks(not self.grid.weekly), context=context)
        self.table.installEventFilter(self)
        self.chart.installEventFilter(self)

    @property
    def title(self) -> str:
        """The word on the view switch."""
        return "矩阵与轮岗"

    # what it shows

    @property
    def once(self) -> str:
        """The name under which what is read is kept."""
        return f"posts.board:{self.year}"

    def gather(self, facts: Facts) -> Reading:
        """Matrix and chart, read once until something is written."""
        year = self.year
        return facts.once(f"posts.board:{year}", lambda asked: _read(asked, year))

    def sit_at(self, place: Place) -> None:
        """Take part in the place of the posts."""
        self.place = place

    def refresh(self, facts: Facts) -> None:
        """Read everything anew; both cursors stay."""
        self.read = self.gather(facts)
        self._show()

    def show_ids(self, ids: Sequence[int] | None) -> None:
        """The list of posts may be narrowed: the board has chips of its own."""

    def select(self, record_id: int) -> None:
        """Put the cursor on a post, without saying ``selected`` again."""
        place = self.grid.place(record_id)
        if place >= 0 and place != self.table.currentIndex().row():
            self.table.go(place)

    def show_weeks(self, weekly: bool) -> None:
        """Weeks in place of today, or back; the cursor stays on its post."""
        row = self.table.row
        self.over.switch.choose(int(weekly))
        self.grid.show_weeks(weekly)
        self.table.go(self.grid.place(row.id) if row is not None else 0, FIRST_WEEK if weekly else PLACE)
        self.split.loosen()
        self._fit()
        self._tell_post()

    def turn(self, by: int) -> None:
        """Another year in the chart."""
        self.year = max(1990, min(2100, self.year + by))
        if self.place is not None:
            with self.place.known.facts() as facts:
                self.refresh(facts)

    def _show(self) -> None:
        read = self.read
        if read is None:
            return
        kept = self.table.row
        rows, lines = roster.posts(read.matrix, self.by), roster.lines(read.chart, self.by, self._near_day())
        self.grid.load(read.matrix, rows)
        self.table.fit()
        self._fit()
        self.table.go(
            max(0, self.grid.place(kept.id)) if kept is not None else 0, FIRST_WEEK if self._weekly else PLACE
        )
        self.over.load(read.matrix)
        self.above.load(read.chart)
        self.chart.load(read.chart, lines)
        _offer(self.no_post, NO_POST if read.matrix.rows else POSTS.empty, bool(rows))
        _offer(self.no_line, NO_LINE if read.chart.lines else NO_ROTATION, bool(lines))
        self._tell_post()

    @property
    def _weekly(self) -> bool:
        return self.grid.weekly

    def _near_day(self) -> date:
        return roster.near(self.desk.today, self._near)

    @property
    def _near(self) -> int:
        if self.place is None:
            return 7
        with self.place.known.facts() as facts:
            return int(facts.unit.get("near_days") or 7)

    def _tell_post(self) -> None:
        row, column = self.table.row, self.table.currentIndex().column()
        if row is None:
            self.under.show_words("", "")
            return
        cell = self.grid.cell(row, column)
        said = words.week_told(row, cell).removeprefix(f"{row.short} {row.name} ") if cell else words.pair_told(row)
        self.under.show_words(row.name, said)

    def _tell_line(self) -> None:
        line, block = self.chart.line, self.chart.block
        told = self.chart.told
        if line is None or told is None:
            self.below.show_words("", "")
            return
        self.below.show_words(line.name, words.block_told(line, block, told.year) if block else "这个月没有安排")

    # narrowing

    @property
    def chip(self) -> int:
        return self.by.chip

    @property
    def text(self) -> str:
        return self.by.text

    @property
    def counts(self) -> Sequence[int]:
        """All posts, then each chip."""
        return roster.counts(self.read.matrix, self.read.chart, self._near_day()) if self.read else ()

    def narrow(self, chip: int | None = None, text: str | None = None) -> None:
        """Only the rows of a chip, or those a typed text meets, in both halves."""
        by = self.by
        self.by = replace(by, chip=by.chip if chip is None else chip, text=by.text if text is None else text)
        before = self.table.row
        self._show()
        if (row := self.table.row) is not None and (before is None or before.id != row.id):
            self.selected.emit(row.id)
        self._told()

    # verbs

    def _open_rotation(self, rotation_id: int) -> None:
        self.setFocusProxy(self.chart)  # until the way back has led there
        self.led.emit(Rotation.__tablename__, rotation_id)

    def _show_career(self, officer_id: int) -> None:
        if self.place is None:
            return
        with self.place.known.facts() as facts:
            dialog = CareerDialog(self.window(), Question(facts.session, facts.today), officer_id)
        if dialog.exec() and dialog.rotation_id:
            self._open_rotation(dialog.rotation_id)
        dialog.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """F6 goes from the matrix to the chart; from the chart the screen's own F6 goes on."""
        if watched is self.chart and event.type() == QEvent.Type.FocusIn:
            self.setFocusProxy(self.table)
        if watched is self.table and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F6:
            if not self.chart.isVisible():
                return False
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self.chart.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    # what others show and print

    @property
    def paper(self) -> tuple[str, str]:
        """The table of posts, or the chart while the cursor is in it."""
        return ("rotation_chart" if self.chart.hasFocus() else "post_table"), ""

    def status(self) -> list[str]:
        """38 岗 · 21 人轮岗; 已选 1 · 控申接访; 本月轮动 6 人."""
        read, row = self.read, self.table.row
        if read is None:
            return []
        shown = "" if len(self.grid.rows) == len(read.matrix.rows) else f" · 显示 {len(self.grid.rows)}"
        rotated = sum(1 for line in read.chart.lines if any(block.rotation_id for block in line.blocks))
        said = [f"{len(read.matrix.now)} 岗{shown} · {rotated} 人轮岗"]
        if row is not None:
            said.append(f"已选 1 · {row.name}")
        return [*said, f"本月轮动 {len(read.chart.moved)} 人"]

    def shown(self) -> Shown:
        """The posts on show, for a workbook."""
        ids = tuple(row.id for row in self.grid.rows)
        items = Columns.declared(POSTS).items
        return Shown(POSTS, ids, items, (Retired(False), IdIn(ids)), POSTS.order, self.title)

    def _told(self) -> None:
        if self.place is not None and self.isVisible():
            self.place.told.emit()

    # seen

    def _fit(self) -> None:
        """The matrix as the design has it, wider for weeks; the chart takes the rest."""
        self.split.fit(self.table.least, self.chart.minimumWidth(), self.chart.hasFocus())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.split.loosen()
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "split"):
            for part in (self.table, self.chart, self.over, self.above, self.under, self.below):
                part.renew()
            self.split.loosen()
            self._fit()


def _read(facts: Facts, year: int) -> Reading:
    ask = Question(facts.session, facts.today)
    return Reading(matrix(ask, facts.today, WEEKS), chart(ask, year))


def _offer(nothing: QWidget, said: str, filled: bool) -> None:
    """Say why a half is empty."""
    nothing.setText(said)  # type: ignore[attr-defined]
    nothing.setVisible(not filled)
