"""The board 统计 of 涉案财物: states, formalities, loans, money, freezes; every number opens its records."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.figures.seizure_standing import EVENT, ITEM
from desktop_app.figures.seizure_statistics import CASE, CATEGORY, DEPARTMENT, NATURE
from desktop_app.services.desk import Desk
from desktop_app.views.boards import seizure_sheets as sheets
from desktop_app.views.boards.exam_pages import Links
from desktop_app.views.boards.exam_words import named
from desktop_app.views.boards.kind_table import KindTable
from desktop_app.views.boards.reading import ReadingBoard
from desktop_app.views.boards.seizure_sheets import Reading, read_statistics
from desktop_app.views.controls import label
from desktop_app.views.register.bar import Views
from desktop_app.views.theme import px

GROUPINGS = (DEPARTMENT, CASE, CATEGORY, NATURE)
LONG = 12
"""Rows of a long list seen at once; it scrolls in itself."""

BESIDE = 1180
"""Design pixels from which on two sheets have room beside each other."""


class SeizureStatistics(ReadingBoard[Reading], QScrollArea):
    """Sheets on two sides, one under the other where there is no room; Tab goes from one to the next.

    ``narrowed`` asks to see items behind a number, ``asked`` records of any other kind, each with the sentence that
    names them.
    """

    selected = Signal(int)
    opened = Signal(int)
    narrowed = Signal(object, str)
    asked = Signal(str, object, str)

    whole = True
    once = "seizures.statistics"
    paper = "special_check"
    about = ""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.reads, self.draw = read_statistics, self._draw
        self.states, self.lacking = KindTable("财物现状", ITEM, self), KindTable("手续缺项", ITEM, self)
        self.late, self.loans = KindTable("逾期移送", ITEM, self), KindTable("调用移送在外", ITEM, self)
        self.money, self.freezes = KindTable("专户结存", ITEM, self), KindTable("冻结到期", ITEM, self)
        self.ways, self.differences = KindTable("处置", ITEM, self), KindTable("盘点差异", ITEM, self)
        self.tables = (
            *(self.states, self.loans, self.money),
            *(self.lacking, self.late, self.freezes, self.differences, self.ways),
        )
        self.grouping = Views(GROUPINGS, self)
        self.grouping.choose(0)
        self.total, self.out = label("", "meta"), Links(self)
        self._lay_out()
        for table in self.tables:
            table.asked.connect(self._open)
        self.out.asked.connect(self._open)
        self.grouping.chosen.connect(lambda _at: self._draw_states())
        self.setFocusProxy(self.states)

    @property
    def title(self) -> str:
        """The word on the view switch."""
        return "统计"

    def _open(self, kind: str, ids: tuple[int, ...], said: str) -> None:
        if kind == ITEM:
            self.narrowed.emit(ids, said)
        else:
            self.asked.emit(kind, ids, said)

    # what it shows

    def _draw(self, read: Reading) -> None:
        told = read.told
        self.lacking.load(sheets.word_heads("手续", "件"), sheets.word_rows(told.lacking(), ITEM, sheets.PIECES))
        self.late.load(sheets.late_heads(), sheets.late_rows(told))
        self.loans.load(sheets.loan_heads(), sheets.loan_rows(told))
        self.money.load(sheets.money_heads(), sheets.money_rows(told))
        self.freezes.load(sheets.freeze_heads(), sheets.freeze_rows(told))
        self.ways.load(sheets.way_heads(told), sheets.way_rows(told))
        self.differences.load(sheets.word_heads("结果", "条"), sheets.difference_rows(told))
        self.total.setText(f"{len(told.lines)} {sheets.PIECES}")
        overdue = tuple(one.loan.event for one in told.loans if one.loan.due is not None and one.loan.due < told.as_of)
        self.out.load([(EVENT, overdue, named(overdue, sheets.ENTRIES, "逾期未还"))])
        self._draw_states()

    def _draw_states(self) -> None:
        if self.shown is None:
            return
        by = GROUPINGS[self.grouping.current]
        self.states.load(sheets.state_heads(by), sheets.state_rows(self.shown.told, by))
        self._fit()

    # where it stands

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for table in self.tables:
            table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            if table not in self._long:
                table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QFrame()
        whole.setProperty("frame", "panel")
        column = QVBoxLayout(whole)
        column.setContentsMargins(px(16), px(10), px(16), px(10))
        column.setSpacing(px(16))
        left = _under(
            _part("财物现状", self.states, self.total, self.grouping),
            _part("调用、移送在外", self.loans, self.out),
            _part("专户结存（元）", self.money),
        )
        right = _under(
            _part("手续缺项", self.lacking),
            _part("逾期移送", self.late),
            _part("冻结到期", self.freezes),
            _part("盘点差异", self.differences),
            _part("处置", self.ways),
        )
        self.sides = _beside(left, right)
        column.addLayout(self.sides)
        column.addStretch(1)
        self.setWidget(whole)
        for before, after in zip(self.tables, self.tables[1:], strict=False):
            QWidget.setTabOrder(before, after)

    @property
    def _long(self) -> tuple[KindTable, ...]:
        return self.states, self.loans, self.money

    def _fit(self) -> None:
        """Tables as tall as their rows, but for long lists. Sheets stand beside each other where both have room."""
        ways = QBoxLayout.Direction
        beside = self.viewport().width() >= px(BESIDE)
        self.sides.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        for table in self.tables:
            high = max(table.whole_height, table.heads.height() + px(26))
            if table in self._long:
                high = min(high, table.heads.height() + LONG * px(26))
            table.setFixedHeight(high)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "sides"):
            for table in self.tables:
                table.renew()
            self._fit()


def _beside(left: QLayout, right: QLayout) -> QBoxLayout:
    """Two parts side by side, the left one wider."""
    row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
    row.setSpacing(px(24))
    row.addLayout(left, 7)
    row.addLayout(right, 5)
    return row


def _under(*parts: QLayout) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(px(16))
    for part in parts:
        column.addLayout(part)
    column.addStretch(1)
    return column


def _part(words: str, table: KindTable, *beside: QWidget) -> QVBoxLayout:
    column, head = QVBoxLayout(), QHBoxLayout()
    column.setSpacing(px(6))
    head.setSpacing(px(12))
    head.addWidget(label(words, "panel"))
    for widget in beside:
        head.addWidget(widget)
    head.addStretch(1)
    column.addLayout(head)
    column.addWidget(table)
    column.addStretch(1)
    return column
