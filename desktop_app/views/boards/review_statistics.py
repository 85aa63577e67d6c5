"""The board 统计 of 案件评查: grades and points off by month, handlers covered; every number opens its reviews."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QComboBox, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.figures.engine import Question
from desktop_app.figures.review_boards import Reading, Trend, read_statistics
from desktop_app.services.desk import Desk
from desktop_app.views.boards.issue_table import SheetTable
from desktop_app.views.boards.reading import ReadingBoard
from desktop_app.views.boards.review_sheets import (
    COVER_WIDTH,
    cover_heads,
    cover_rows,
    grade_heads,
    grade_rows,
    months_width,
    trend_heads,
    trend_rows,
)
from desktop_app.views.boards.review_words import NEVER, OFFICE, month, reviews
from desktop_app.views.controls import label, link
from desktop_app.views.register.bar import Views
from desktop_app.views.theme import px

POINTS, FINDINGS = "扣分", "问题数"
GAP = 24


class ReviewStatistics(ReadingBoard[Reading], QScrollArea):
    """Three sheets, side by side where there is room; Tab goes from one to the next.

    ``narrowed`` asks to see the reviews behind a number, with the sentence that names them.
    """

    selected = Signal(int)
    opened = Signal(int)
    narrowed = Signal(object, str)

    paper = ""
    once = "reviews.statistics"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.reads, self.draw = _added_up, self._draw
        self.points = Trend((), (), (), {}, {})
        self.grades = SheetTable("各月审定等次", self)
        self.trend = SheetTable("各月扣分", self)
        self.cover = SheetTable("承办人抽评覆盖", self)
        self.department = QComboBox(self)
        self.department.setAccessibleName("扣分的部门")
        self.measure = Views((POINTS, FINDINGS), self)
        self.measure.choose(0)
        self.total, self.span, self.never = label("", "meta"), label("", "meta"), label("", "late")
        self.left_out = QWidget(self)
        self._lay_out()
        for table in self._tables:
            table.opened.connect(self.narrowed)
        self.department.activated.connect(lambda _at: self._draw_trend())
        self.measure.chosen.connect(lambda _at: self._draw_trend())
        self.setFocusProxy(self.grades)

    @property
    def title(self) -> str:
        """The word on the view switch."""
        return "统计"

    @property
    def _tables(self) -> tuple[SheetTable, ...]:
        return self.grades, self.trend, self.cover

    # what it shows

    def _draw(self, read: Reading) -> None:
        self.points, told = read.trend, read.grades
        self.grades.load(grade_heads(told), grade_rows(told))
        self._offer_departments(read)
        self._draw_trend()
        self.cover.load(cover_heads(), cover_rows(read.coverage))
        self.total.setText(f"评查 {len(read.rows)} 件")
        self._tell_coverage(read)
        self._show_left_out(read)
        self._fit()

    def _offer_departments(self, read: Reading) -> None:
        chosen = self.department.currentText()
        self.department.clear()
        self.department.addItems([OFFICE, *read.departments])
        self.department.setCurrentIndex(max(0, self.department.findText(chosen)))

    def _draw_trend(self) -> None:
        told = self.points
        department = self.department.currentText() if self.department.currentIndex() > 0 else ""
        self.trend.load(trend_heads(told), trend_rows(told, department, findings=self.measure.current == 1))
        self._fit()

    def _tell_coverage(self, read: Reading) -> None:
        told = read.coverage
        self.span.setText(f"{month(f'{told.since:%Y-%m}')}起 · 承办人 {len(told.rows)} 人")
        self.never.setText(f"{NEVER} {told.never} 人")
        self.never.setVisible(bool(told.never))

    def _show_left_out(self, read: Reading) -> None:
        """Links to what is not counted."""
        row = self.left_out.layout()
        assert row is not None
        while (taken := row.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        if read.left_out:
            row.addWidget(label("不计入", "meta"))
        for why, ids in read.left_out.items():
            row.addWidget(link(reviews(ids, why), lambda why=why, ids=ids: self.narrowed.emit(ids, reviews(ids, why))))

    # where it stands

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        links = QHBoxLayout(self.left_out)
        links.setContentsMargins(0, 0, 0, 0)
        for table in self._tables:
            table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        months = QVBoxLayout()
        months.setSpacing(px(6))
        months.addLayout(_title("各月审定等次", self.total, self.left_out))
        months.addWidget(self.grades)
        months.addSpacing(px(8))
        months.addLayout(_title("各月扣分", self.department, self.measure))
        months.addWidget(self.trend)
        months.addStretch(1)
        cover = QVBoxLayout()
        cover.setSpacing(px(6))
        cover.addLayout(_title("承办人抽评覆盖", self.span, self.never))
        cover.addWidget(self.cover)
        cover.addStretch(1)
        whole = QFrame()
        whole.setProperty("frame", "panel")
        self.columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, whole)
        self.columns.setContentsMargins(px(16), px(10), px(16), px(10))
        self.columns.setSpacing(px(GAP))
        self.columns.addLayout(months, 5)
        self.columns.addLayout(cover, 4)
        self.setWidget(whole)

    def _fit(self) -> None:
        """Side by side where both have room; tables as tall as their rows: the board scrolls, its parts do not."""
        count = len(self.shown.months) if self.shown is not None else 1
        months, cover = px(months_width(count)), px(COVER_WIDTH)
        beside = self.viewport().width() >= months + cover + px(GAP + 32)
        ways = QBoxLayout.Direction
        self.columns.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        for table, least in ((self.grades, months), (self.trend, months), (self.cover, cover)):
            table.setMinimumWidth(least if beside else 0)
        for table in self._tables:
            table.setFixedHeight(table.whole_height)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "columns"):
            for table in self._tables:
                table.renew()
            self._fit()


def _added_up(ask: Question) -> Reading:
    read = read_statistics(ask)
    _ = read.trend, read.grades
    return read


def _title(words: str, *beside: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(px(12))
    row.addWidget(label(words, "panel"))
    for widget in beside:
        row.addWidget(widget)
    row.addStretch(1)
    return row
