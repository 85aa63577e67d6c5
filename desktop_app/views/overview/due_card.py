"""到期事项: what is overdue, the longest first, then what falls due soon; Enter opens the record."""

from collections.abc import Iterator
from datetime import timedelta

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from desktop_app.figures.overview import Overview
from desktop_app.figures.owed import Owed
from desktop_app.views.controls import HintButton, label, link, rule
from desktop_app.views.overview.ink import RIGHT, Ink
from desktop_app.views.overview.row_list import HEAD_HIGH, Line, RowList
from desktop_app.views.overview.words import coming_head, days, due_tone, overdue_head
from desktop_app.views.register.cells import short_day
from desktop_app.views.theme import Role, px

HEAD, HIGH = 36, 27
FEWEST = 3
"""Overdue lines shown at least, however low the card."""
DATE, PLACE, LEFT_OVER = 60, 52, 64
SUBJECT = 100
"""The least room for what is owed; with less the number gives way to it."""
INKS = {"red": "red7", "amber": "amber7", "grey": "ink3"}


def _day(owed: Owed) -> str:
    """The day as in the registers: with its year when that is not this one."""
    return short_day(owed.on, owed.on - timedelta(days=owed.left))


def line_of(owed: Owed) -> Line:
    """What a screen reader says of a line."""
    said = f"{_day(owed)} {days(owed.left)}：{f'{owed.number} {owed.said}'.strip()}"
    return Line(f"{owed.kind}:{owed.id}", f"{said}，{owed.department}" if owed.department else said, owed)


class DueCard(QFrame):
    """The list under its head. ``asked`` carries what is owed, its record or records to be opened."""

    asked = Signal(object)

    def __init__(self, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ink = ink
        self._view: Overview | None = None
        self._shown = -1
        self.whole = False
        self.setProperty("frame", "card")
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 1, 1)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(rule())
        self.list = RowList("到期事项", ink, HIGH, self._draw)
        self.list.opened.connect(lambda line: self.asked.emit(line.about))
        self.nothing: QLabel = label("没有到期的事项。", "meta")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._room = QStackedLayout()
        column.addLayout(self._room, 1)
        self._room.addWidget(self.list)
        self._room.addWidget(self.nothing)
        self.setFocusProxy(self.list)
        self.setMinimumHeight(px(HEAD + 4 * 32))

    def _head(self) -> QWidget:
        head = QWidget()
        head.setFixedHeight(px(HEAD))
        row = QHBoxLayout(head)
        row.setContentsMargins(px(12), 0, px(10), 0)
        row.setSpacing(px(8))
        row.addWidget(label("到期事项", "panel"))
        row.addWidget(label("Enter 打开记录", "meta"))
        row.addStretch(1)
        self.all: HintButton = link("全部", self.toggle)
        row.addWidget(self.all)
        return head

    def toggle(self) -> None:
        """全部: every overdue one, or the earliest few so that what is coming stays in sight."""
        self.whole = not self.whole
        self._shown = -1
        self._fill()

    def load(self, view: Overview) -> None:
        self._view, self._shown = view, -1
        self._fill()

    @property
    def _fits(self) -> int:
        """How many overdue lines leave as much room for what is coming."""
        assert self._view is not None
        due = self._view.due
        rows = max(0, self.height() - px(HEAD + 2 * HEAD_HIGH) - 3) // px(HIGH)
        fair = max(FEWEST, rows // 2, rows - len(due.coming))
        return len(due.overdue) if self.whole else min(fair, len(due.overdue))

    def _fill(self) -> None:
        if self._view is None or self._fits == self._shown:
            return
        self._shown = self._fits
        due = self._view.due
        whole = len(due.overdue) + len(due.coming)
        self._room.setCurrentWidget(self.list if whole else self.nothing)
        self.all.setVisible(self.whole or self._shown < len(due.overdue))
        self.all.setText("只看最早的 ◂" if self.whole else f"全部 {whole} 项 ▸")
        self.all.setAccessibleName("只看最早的" if self.whole else f"全部 {whole} 项")
        self.list.load(list(self._lines(self._shown)))

    def _lines(self, shown: int) -> Iterator[Line]:
        assert self._view is not None
        due = self._view.due
        if due.overdue:
            yield Line("", overdue_head(due, shown))
            yield from map(line_of, due.overdue[:shown])
        if due.coming:
            yield Line("", coming_head(due, self._view.day))
            yield from map(line_of, due.coming)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fill()

    def _draw(self, painter: QPainter, box: QRect, line: Line) -> None:
        owed: Owed = line.about
        ink = INKS[due_tone(owed.left)]
        loud = owed.left <= 0
        self._ink.write(painter, box, _day(owed), Role.BODY, ink if loud else "ink")
        right = box.right() + 1
        left_over = QRect(right - px(LEFT_OVER), box.top(), px(LEFT_OVER), box.height())
        self._ink.write(painter, left_over, days(owed.left), Role.HEAD if loud else Role.META, ink, RIGHT)
        place = QRect(left_over.left() - px(PLACE), box.top(), px(PLACE) - px(4), box.height())
        self._ink.write(painter, place, owed.department, Role.META, "ink2", RIGHT)
        subject = QRect(box.left() + px(DATE), box.top(), place.left() - box.left() - px(DATE) - px(8), box.height())
        number = self._ink.wide(Role.META, owed.number) + px(6)
        if subject.width() - number >= px(SUBJECT):
            self._ink.write(painter, subject, owed.number, Role.META, "ink2")
            subject.adjust(number, 0, 0, 0)
        self._ink.write(painter, subject, owed.said, Role.BODY, "ink")
