"""The board 统计 of 岗位轮换: cover by department, gaps, absences, rotations; every number opens its records."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QGridLayout, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

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
from desktop_app.views.controls import label
from desktop_app.views.theme import px

GAPS_SHOWN = 8
"""Rows of the list of gaps seen at once; it scrolls in itself."""

BESIDE = 1240
"""Design pixels from which on two sheets have room beside each other."""


class PostStatistics(ReadingBoard[Reading], QScrollArea):
    """Sheets under and beside each other; Tab goes from one to the next.

    ``narrowed`` asks to see posts behind a number, ``asked`` records of any other kind, each with the sentence that
    names them.
    """

    selected = Signal(int)
    opened = Signal(int)
    narrowed = Signal(object, str)
    asked = Signal(str, object, str)

    whole = True
    once = "posts.statistics"
    paper = ""
    about = ""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.reads, self.draw = read_statistics, self._draw
        self.places, self.gaps = KindTable("部门覆盖", POST, self), KindTable("空岗清单", POST, self)
        self.flows, self.kinds = KindTable("轮岗去向", POST, self), KindTable("离岗事由", POST, self)
        self.states, self.appraisals = KindTable("轮岗环节", POST, self), KindTable("期满鉴定", POST, self)
        self.handovers, self.loads = KindTable("轮岗移交", POST, self), KindTable("B岗负担", POST, self)
        self.tables = (
            self.places,
            self.gaps,
            self.flows,
            self.kinds,
            self.states,
            self.handovers,
            self.appraisals,
            self.loads,
        )
        self.total, self.bare, self.people = label("", "meta"), label("", "meta"), Links(self)
        self._lay_out()
        for table in self.tables:
            table.asked.connect(self._open)
        self.people.asked.connect(self._open)
        self.setFocusProxy(self.places)

    @property
    def title(self) -> str:
        """The word on the view switch."""
        return "统计"

    def _open(self, kind: str, ids: tuple[int, ...], said: str) -> None:
        if kind == POST:
            self.narrowed.emit(ids, said)
        else:
            self.asked.emit(kind, ids, said)

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
        self._fit()

    # where it stands

    def _lay_out(self) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for table in self.tables:
            table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            if table is not self.gaps:
                table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        whole = QFrame()
        whole.setProperty("frame", "panel")
        column = QVBoxLayout(whole)
        column.setContentsMargins(px(16), px(10), px(16), px(10))
        column.setSpacing(px(16))
        right = QVBoxLayout()
        right.setSpacing(px(12))
        right.addLayout(_part("空岗清单", self.gaps, self.bare))
        right.addLayout(_part("离岗事由", self.kinds))
        right.addStretch(1)
        places, flows = _part("部门覆盖", self.places, self.total), _part("轮岗去向", self.flows, self.people)
        self.pairs = (_beside(places, right), _beside(flows, self._words()))
        for pair in self.pairs:
            column.addLayout(pair)
        column.addStretch(1)
        self.setWidget(whole)
        for before, after in zip(self.tables, self.tables[1:], strict=False):
            QWidget.setTabOrder(before, after)

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
            grid.addLayout(_part(words, table), at // 2, at % 2)
        grid.setRowStretch(2, 1)
        return grid

    def _fit(self) -> None:
        """Tables as tall as their rows: the board scrolls, its parts do not, but for a long list of gaps.

        Sheets stand beside each other where both have room.
        """
        ways = QBoxLayout.Direction
        beside = self.viewport().width() >= px(BESIDE)
        for pair in self.pairs:
            pair.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        for table in self.tables:
            high = max(table.whole_height, table.heads.height() + px(26))
            if table is self.gaps:
                high = min(high, table.heads.height() + GAPS_SHOWN * px(26))
            table.setFixedHeight(high)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and hasattr(self, "pairs"):
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
