"""The board 落实 of 督查问责: which documents stayed on paper and which landed (停在纸上，还是落到实处)."""

from PySide6.QtWidgets import QBoxLayout, QWidget

from desktop_app.figures.document_boards import STEPS, Tracker, step_of, tracker
from desktop_app.figures.document_standing import DOCUMENT
from desktop_app.rules.vocabulary import DocumentStanding
from desktop_app.services.desk import Desk
from desktop_app.views.boards import document_sheets as sheets
from desktop_app.views.boards.exam_pages import Links
from desktop_app.views.boards.exam_words import named
from desktop_app.views.boards.kind_table import KindTable
from desktop_app.views.boards.reading import ReadingBoard
from desktop_app.views.boards.sheet_board import SheetBoard, beside, titled, under
from desktop_app.views.controls import label
from desktop_app.views.register.bar import Views

LONG = 8
"""Rows of a long list seen at once; it scrolls in itself."""
_LEFT = STEPS[: STEPS.index(DocumentStanding.VERIFIED)]


class DocumentTracker(ReadingBoard[Tracker], SheetBoard):
    """Counts by kind, department or addressee × how far they have come; what waits for verification; every road."""

    own, least = DOCUMENT, 1080
    once = "documents.tracker"
    paper = "document_ledger"

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.reads, self.draw = tracker, self._draw
        self.counts = KindTable("文书走到哪一步", DOCUMENT, self)
        self.waiting = KindTable("已回复未核查", DOCUMENT, self)
        self.roads = KindTable("没有办结的文书", DOCUMENT, self)
        self.grouping = Views(sheets.GROUPINGS, self)
        self.grouping.choose(0)
        self.total, self.late = label("", "meta"), Links(self)
        self.late.asked.connect(self.open)
        self.grouping.chosen.connect(lambda _at: self._draw_counts())
        counts = under(titled("停在纸上，还是落到实处", self.counts, self.total, self.grouping))
        waiting = under(titled("已回复未核查：回复不等于落实", self.waiting))
        roads = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        roads.addLayout(under(titled("没有办结的文书，一份一行", self.roads, self.late)))
        pairs = [beside(counts, waiting), roads]
        self.lay_out((self.counts, self.waiting, self.roads), pairs, (self.waiting, self.roads), LONG)
        self.setFocusProxy(self.counts)

    @property
    def title(self) -> str:
        return "落实"

    def _draw(self, read: Tracker) -> None:
        self.waiting.load(sheets.waiting_heads(), sheets.waiting_rows(read))
        self.roads.load(sheets.road_heads(), sheets.road_rows(read))
        paper = sum(1 for row in read.rows if step_of(row) in _LEFT)
        self.total.setText(f"发出 {len(read.rows)} 份，停在纸上 {paper} 份" if read.rows else "")
        late = tuple(row.id for row in read.rows if row.overdue)
        unurged = tuple(row.id for row in read.rows if row.overdue and not row.urged)
        self.late.load(
            [
                (DOCUMENT, late, named(late, sheets.PAPERS, "逾期未回复")),
                (DOCUMENT, unurged, named(unurged, sheets.PAPERS, "逾期未回复、没有督促")),
            ]
        )
        self._draw_counts()

    def _draw_counts(self) -> None:
        if self.shown is None:
            return
        by = sheets.GROUPINGS[self.grouping.current]
        self.counts.load(sheets.count_heads(by), sheets.count_rows(self.shown, by))
        self.fit()
