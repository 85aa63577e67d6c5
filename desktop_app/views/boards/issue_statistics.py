"""The board 统计 of 问题清单: line × nature × state, ages, days to close; every number opens its records."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.figures.issue_boards import (
    EVERY,
    Closing,
    Column,
    Matrix,
    Reading,
    age_bands,
    closing_times,
    matrix,
    read_statistics,
)
from desktop_app.services.desk import Desk
from desktop_app.views.boards.issue_ages import AgeBars
from desktop_app.views.boards.issue_sheet import Box, Head, Row
from desktop_app.views.boards.issue_table import SheetTable
from desktop_app.views.boards.issue_words import cell, counted, days, number, two_lines
from desktop_app.views.boards.reading import ReadingBoard
from desktop_app.views.controls import label, link
from desktop_app.views.theme import px

SUM, ALL, LATE = "小计", "合计", "逾期"
OFFICE = "全院"


class StatisticsBoard(ReadingBoard[Reading], QScrollArea):
    """Three parts under each other; Tab goes from one to the next.

    ``narrowed`` asks to see the records behind a number, with the sentence that names them.
    """

    selected = Signal(int)
    opened = Signal(int)
    narrowed = Signal(object, str)

    paper = "issue_statistics"
    once = "issues.statistics"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.reads, self.draw = read_statistics, self._draw
        self.matrix = SheetTable("条线、性质、状态统计", self)
        self.ages = AgeBars(self)
        self.closing = SheetTable("销号用时", self)
        self.total = label("", "meta")
        self.left_out = QWidget()
        self._lay_out()
        for part in (self.matrix, self.ages, self.closing):
            part.opened.connect(self.narrowed)
        self.setFocusProxy(self.matrix)

    @property
    def title(self) -> str:
        """The word on the view switch."""
        return "统计"

    def _draw(self, read: Reading) -> None:
        counts = matrix(read)
        self.matrix.load(_heads(counts), _rows(counts))
        self.ages.show_bands(age_bands(read))
        self.closing.load(_closing_heads(), _closing_rows(closing_times(read)))
        late = len(counts.ids(EVERY, Column(late=True)))
        self.total.setText(f"共 {len(read.rows)} 条 · 逾期 {late}")
        self._show_left_out(read)
        self._fit()

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
            row.addWidget(link(counted(ids, why), lambda why=why, ids=ids: self.narrowed.emit(ids, counted(ids, why))))

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        whole = QFrame()
        whole.setProperty("frame", "panel")
        column = QVBoxLayout(whole)
        column.setContentsMargins(px(16), px(10), px(16), px(10))
        column.setSpacing(px(6))
        links = QHBoxLayout(self.left_out)
        links.setContentsMargins(0, 0, 0, 0)
        column.addLayout(_title("条线 × 性质 × 状态", self.total, self.left_out))
        column.addWidget(self.matrix)
        column.addSpacing(px(4))
        lower = QHBoxLayout()
        lower.setSpacing(px(24))
        lower.addLayout(_part(_title("未销号问题账龄"), self.ages), 1)
        lower.addLayout(_part(_title("销号用时（中位数，发现至销号）"), self.closing), 1)
        column.addLayout(lower)
        column.addStretch(1)
        self.setWidget(whole)
        for table in (self.matrix, self.closing):
            table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _fit(self) -> None:
        """Tables as tall as their rows: the board scrolls, its parts do not."""
        for table in (self.matrix, self.closing):
            table.setFixedHeight(table.whole_height)
        self.ages.setFixedHeight(max(self.closing.height(), self.ages.minimumSizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "left_out"):
            for part in (self.matrix, self.ages, self.closing):
                part.renew()
            self._fit()


def _title(words: str, *beside: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(px(12))
    row.addWidget(label(words, "panel"))
    for widget in beside:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def _part(title: QHBoxLayout, body: QWidget) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(px(6))
    column.addLayout(title)
    column.addWidget(body)
    column.addStretch(1)
    return column


def _heads(counts: Matrix) -> tuple[Head, ...]:
    return (Head("条线", width=104, left=True), *(_head(column) for column in counts.columns))


def _head(column: Column) -> Head:
    if column.late:
        return Head(LATE)
    if not column.nature:
        return Head(ALL, sum=True)
    return Head(two_lines(column.state) or SUM, column.nature, sum=not column.state)


def _rows(counts: Matrix) -> tuple[Row, ...]:
    return (*(_row(counts, line) for line in counts.lines), _row(counts, EVERY))


def _row(counts: Matrix, line: str) -> Row:
    total, every = line == EVERY, counts.ids(line, Column())
    first = Box(ALL if total else line, every, cell(line, Column(), every), strong=total)
    boxes = (_box(line, column, counts.ids(line, column), total) for column in counts.columns)
    return Row(line or EVERY, (first, *boxes), total)


def _box(line: str, column: Column, ids: tuple[int, ...], total: bool) -> Box:
    tone = "ink3" if not ids else "red7" if column.late else "ink"
    strong = bool(ids) and (total or column.late)
    return Box(number(len(ids)), ids, cell(line, column, ids), tone=tone, strong=strong)


def _closing_heads() -> tuple[Head, ...]:
    return (
        Head("部门", width=72, left=True),
        Head("", left=True),
        Head("中位数", width=76),
        Head("销号", width=60),
    )


def _closing_rows(times: tuple[Closing, ...]) -> tuple[Row, ...]:
    longest = max((time.days or 0 for time in times), default=0)
    whole, *others = times
    return (*(_closing_row(time, longest) for time in others), _closing_row(whole, longest, total=True))


def _closing_row(time: Closing, longest: float, total: bool = False) -> Row:
    said = counted(time.ids, time.department, "已销号")
    spent = f"{said}，中位 {days(time.days)}" if time.ids else said
    bar = (("blueM", time.days),) if time.days else ()
    return Row(
        time.department,
        (
            Box(OFFICE if total else time.department, time.ids, said, strong=total),
            Box("", time.ids, said, parts=bar, of=longest if bar else 0.0),
            Box(days(time.days) or "—", time.ids, said, strong=total),
            Box(f"{len(time.ids)} 条", time.ids, said, spent, "ink2", total),
        ),
        total,
    )
