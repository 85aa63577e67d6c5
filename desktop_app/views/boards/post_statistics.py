"""The board 统计 of 岗位轮换: cover by department, gaps, absences, rotations; every number opens its records."""

from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.figures.post_standing import POST
from desktop_app.figures.post_statistics import UNKNOWN
from desktop_app.rules.vocabulary import Appraisal, HandoverState, RotationState
from desktop_app.services.desk import Desk
from desktop_app.views.boards import post_sheets as sheets
from desktop_app.views.boards.exam_pages import Links
from desktop_app.views.boards.exam_words import PEOPLE, named
from desktop_app.views.boards.kind_table import KindTable
from desktop_app.views.boards.post_sheets import OFFICER, POSTS, Reading, read_statistics
from desktop_app.views.boards.reading import ReadingBoard
from desktop_app.views.boards.sheet_board import SheetBoard, beside, titled, under
from desktop_app.views.controls import label
from desktop_app.views.theme import px

GAPS_SHOWN = 8
"""Rows of the list of gaps seen at once; it scrolls in itself."""


class PostStatistics(ReadingBoard[Reading], SheetBoard):
    """Sheets under and beside each other."""

    own, least = POST, 1240
    once = "posts.statistics"
    paper = ""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.reads, self.draw = read_statistics, self._draw
        self.places, self.gaps = KindTable("部门覆盖", POST, self), KindTable("空岗清单", POST, self)
        self.flows, self.kinds = KindTable("轮岗去向", POST, self), KindTable("离岗事由", POST, self)
        self.states, self.appraisals = KindTable("轮岗环节", POST, self), KindTable("期满鉴定", POST, self)
        self.handovers, self.loads = KindTable("轮岗移交", POST, self), KindTable("B岗负担", POST, self)
        self.total, self.bare, self.people = label("", "meta"), label("", "meta"), Links(self)
        self._lay_out()
        self.people.asked.connect(self.open)
        self.setFocusProxy(self.places)

    # what it shows

    def _draw(self, read: Reading) -> None:
        told = read.told
        self.places.load(sheets.place_heads(), sheets.place_rows(told))
        self.gaps.load(sheets.gap_heads(), sheets.gap_rows(read.gaps))
        self.flows.load(sheets.flow_heads(told), sheets.flow_rows(told))
        self.kinds.load(sheets.kind_heads(), sheets.kind_rows(told))
        ended, poor = (RotationState.ENDED,), (Appraisal.FAIR, Appraisal.POOR, UNKNOWN)
        self.states.load(sheets.word_heads("环节"), sheets.word_rows(told.states, ended))
        self.appraisals.load(sheets.word_heads("等次"), sheets.word_rows(told.appraisals, poor))
        self.handovers.load(sheets.word_heads("移交"), sheets.word_rows(told.handovers, (HandoverState.OPEN,)))
        self.loads.load(sheets.load_heads(), sheets.load_rows(told.loads))
        self.total.setText(f"{len(told.whole.posts)} {POSTS}")
        self.bare.setText(sheets.gap_total(read.gaps))
        young, left = told.young, told.not_rotated
        self.people.load(
            [
                (OFFICER, young, named(young, PEOPLE, "青年干警")),
                (OFFICER, left, named(left, PEOPLE, "青年干警未轮岗")),
            ]
        )
        self.fit()

    # where it stands

    def _lay_out(self) -> None:
        right = under(titled("空岗清单", self.gaps, self.bare), titled("离岗事由", self.kinds), gap=12)
        places, flows = titled("部门覆盖", self.places, self.total), titled("轮岗去向", self.flows, self.people)
        tables = (
            *(self.places, self.gaps, self.flows, self.kinds),
            *(self.states, self.handovers, self.appraisals, self.loads),
        )
        self.lay_out(tables, [beside(places, right), beside(flows, self._words())], (self.gaps,), GAPS_SHOWN)

    def _words(self) -> QGridLayout:
        """The short sheets, two beside each other."""
        grid = QGridLayout()
        grid.setHorizontalSpacing(px(24))
        grid.setVerticalSpacing(px(12))
        for at, (words, table) in enumerate(
            (
                ("轮岗环节", self.states),
                ("轮岗移交", self.handovers),
                ("期满鉴定", self.appraisals),
                ("一人多岗B岗", self.loads),
            )
        ):
            grid.addLayout(titled(words, table), at // 2, at % 2)
        grid.setRowStretch(2, 1)
        return grid
