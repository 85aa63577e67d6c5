"""A board of small sheets (统计): titled tables beside each other where there is room, scrolled as one page."""

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import ClassVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.views.boards.kind_table import KindTable
from desktop_app.views.controls import label
from desktop_app.views.theme import px

ROW = 26
"""Design pixels of a row of a sheet."""


class SheetBoard(QScrollArea):
    """Tables as tall as their rows, but for the ``long`` ones; Tab goes from one to the next.

    ``narrowed`` asks to see records of the board's ``own`` kind behind a number, ``asked`` records of any other kind,
    each with the sentence that names them.
    """

    selected = Signal(int)
    opened = Signal(int)
    narrowed = Signal(object, str)
    asked = Signal(str, object, str)

    whole = True
    about = ""
    own: ClassVar[str]
    least: ClassVar[int]
    """Design pixels from which on two sheets have room beside each other."""

    tables: tuple[KindTable, ...] = ()
    pairs: tuple[QBoxLayout, ...] = ()

    @property
    def title(self) -> str:
        """The word on the view switch."""
        return "统计"

    def open(self, kind: str, ids: tuple[int, ...], said: str) -> None:
        """Records behind a number: in this list, or in that of their kind."""
        if kind == self.own:
            self.narrowed.emit(ids, said)
        else:
            self.asked.emit(kind, ids, said)

    def lay_out(
        self, tables: Sequence[KindTable], pairs: Sequence[QBoxLayout], long: Collection[KindTable], most: int
    ) -> None:
        """Put the pairs under each other; of a long table ``most`` rows are seen at once, it scrolls in itself."""
        self.tables, self.pairs = tuple(tables), tuple(pairs)
        self._long, self._most = long, most
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        for table in tables:
            table.asked.connect(self.open)
            table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            if table not in long:
                table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page = QFrame()
        page.setProperty("frame", "panel")
        column = QVBoxLayout(page)
        column.setContentsMargins(px(16), px(10), px(16), px(10))
        column.setSpacing(px(16))
        for pair in pairs:
            column.addLayout(pair)
        column.addStretch(1)
        self.setWidget(page)
        for before, after in pairwise(tables):
            QWidget.setTabOrder(before, after)

    def fit(self) -> None:
        """Every table as tall as its rows; pairs under each other where they have no room."""
        ways = QBoxLayout.Direction
        beside = self.viewport().width() >= px(self.least)
        for pair in self.pairs:
            pair.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        for table in self.tables:
            high = max(table.whole_height, table.heads.height() + px(ROW))
            if table in self._long:
                high = min(high, table.heads.height() + self._most * px(ROW))
            table.setFixedHeight(high)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        super().changeEvent(event)
        if event.type() is QEvent.Type.StyleChange and self.tables:
            for table in self.tables:
                table.renew()
            self.fit()


def beside(left: QLayout, right: QLayout) -> QBoxLayout:
    """Two parts side by side, the left one wider."""
    row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
    row.setSpacing(px(24))
    row.addLayout(left, 7)
    row.addLayout(right, 5)
    return row


def under(*parts: QLayout, gap: int = 16) -> QVBoxLayout:
    """Parts one under the other, ``gap`` design pixels between them."""
    column = QVBoxLayout()
    column.setSpacing(px(gap))
    for part in parts:
        column.addLayout(part)
    column.addStretch(1)
    return column


def titled(words: str, table: KindTable, *beside: QWidget) -> QVBoxLayout:
    """A table under its title, with what stands beside that."""
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
