"""The board 统计 of 涉案财物: states, formalities, loans, money, freezes; every number opens its records."""

from PySide6.QtWidgets import QWidget

from desktop_app.figures.seizure_standing import EVENT, ITEM
from desktop_app.figures.seizure_statistics import CASE, CATEGORY, DEPARTMENT, NATURE
from desktop_app.services.desk import Desk
from desktop_app.views.boards import seizure_sheets as sheets
from desktop_app.views.boards.exam_pages import Links
from desktop_app.views.boards.exam_words import named
from desktop_app.views.boards.kind_table import KindTable
from desktop_app.views.boards.reading import ReadingBoard
from desktop_app.views.boards.seizure_sheets import Reading, read_statistics
from desktop_app.views.boards.sheet_board import SheetBoard, beside, titled, under
from desktop_app.views.controls import label
from desktop_app.views.register.bar import Views

GROUPINGS = (DEPARTMENT, CASE, CATEGORY, NATURE)
LONG = 12
"""Rows of a long list seen at once; it scrolls in itself."""


class SeizureStatistics(ReadingBoard[Reading], SheetBoard):
    """Sheets on two sides, one under the other where there is no room."""

    own, least = ITEM, 1180
    once = "seizures.statistics"
    each = 4
    paper = "special_check"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.reads, self.draw = read_statistics, self._draw
        self.states, self.lacking = KindTable("财物现状", ITEM, self), KindTable("手续缺项", ITEM, self)
        self.late, self.loans = KindTable("逾期移送", ITEM, self), KindTable("调用移送在外", ITEM, self)
        self.money, self.freezes = KindTable("专户结存", ITEM, self), KindTable("冻结到期", ITEM, self)
        self.ways, self.differences = KindTable("处置", ITEM, self), KindTable("盘点差异", ITEM, self)
        self.grouping = Views(GROUPINGS, self)
        self.grouping.choose(0)
        self.total, self.out = label("", "meta"), Links(self)
        self._lay_out()
        self.out.asked.connect(self.open)
        self.grouping.chosen.connect(lambda _at: self._draw_states())
        self.setFocusProxy(self.states)

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
        self.fit()

    # where it stands

    def _lay_out(self) -> None:
        left = under(
            titled("财物现状", self.states, self.total, self.grouping),
            titled("调用、移送在外", self.loans, self.out),
            titled("专户结存（元）", self.money),
        )
        right = under(
            titled("手续缺项", self.lacking),
            titled("逾期移送", self.late),
            titled("冻结到期", self.freezes),
            titled("盘点差异", self.differences),
            titled("处置", self.ways),
        )
        long = self.states, self.loans, self.money
        short = self.lacking, self.late, self.freezes, self.differences, self.ways
        self.lay_out((*long, *short), [beside(left, right)], long, LONG)
