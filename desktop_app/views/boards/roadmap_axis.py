"""The head of the chart: months, weeks or days when zoomed in, and the flag of today."""

from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.views.boards.roadmap_ink import Ink, tone
from desktop_app.views.boards.timeline import DAYS_FROM, Axis, Mark
from desktop_app.views.theme import px

_MIDDLE = Qt.AlignmentFlag.AlignCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class AxisHead(QWidget):
    """Draws the axis at an offset; two lines: months, and under them years, weeks or days."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.ink = Ink()
        self.axis: Axis | None = None
        self.today = date.min
        self.offset = 0

    def show_axis(self, axis: Axis, today: date, offset: int) -> None:
        self.axis, self.today, self.offset = axis, today, offset
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.fillRect(self.rect(), tone("head"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, tone("line"))
        if self.axis is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(-self.offset, 0)
        for month in self.axis.months():
            if month.x + month.width > self.offset and month.x < self.offset + self.width():
                self._month(painter, month)
        self._steps(painter, self.axis)
        painter.translate(self.offset, 0)
        self._flag(painter, self.axis)

    def _month(self, painter: QPainter, month: Mark) -> None:
        now = (month.day.year, month.day.month) == (self.today.year, self.today.month)
        painter.setFont(self.ink.month_now if now else self.ink.month)
        painter.setPen(tone("blue7" if now else "ink2"))
        left = max(month.x, float(self.offset))
        box = QRectF(left, px(2), min(month.x + month.width, self.offset + self.width()) - left, px(19))
        word = f"{month.day.month}月"
        fits = self.axis is not None and painter.fontMetrics().horizontalAdvance("12月") + px(4) <= 28 * self.axis.scale
        painter.drawText(box, _MIDDLE, word if fits else str(month.day.month))
        if self.axis is not None and self.axis.span.first.year != self.axis.span.last.year:
            self._year(painter, month)

    def _year(self, painter: QPainter, month: Mark) -> None:
        """The year, under every January and the first month if there is room, while there are no weeks to show."""
        assert self.axis is not None
        first = month.day == self.axis.span.first
        if next(self.axis.steps(0, 1), None) or not (first or month.day.month == 1):
            return
        painter.setFont(self.ink.hint)
        painter.setPen(tone("ink3"))
        wide = max(month.width, float(painter.fontMetrics().horizontalAdvance("2015")))
        if first and self.axis.x(date(month.day.year + 1, 1, 1)) < wide + px(6):
            return
        painter.drawText(QRectF(month.x, px(18), wide, px(16)), _MIDDLE, str(month.day.year))

    def _steps(self, painter: QPainter, axis: Axis) -> None:
        painter.setFont(self.ink.hint)
        painter.setPen(tone("ink3"))
        for mark in axis.steps(self.offset, self.offset + self.width()):
            by_day = axis.scale >= DAYS_FROM
            text = str(mark.day.day) if by_day else f"{mark.day.month}-{mark.day.day}"
            box = QRectF(mark.x if by_day else mark.x + px(3), px(18), max(mark.width, px(30)), px(16))
            painter.drawText(box, _MIDDLE if by_day else _LEFT, text)

    def _flag(self, painter: QPainter, axis: Axis) -> None:
        """今天 5-6 on a blue flag above the line, kept inside the head."""
        line = axis.noon(self.today) - self.offset
        if not 0 <= line <= self.width() or not axis.span.first <= self.today <= axis.span.last:
            return
        text = f"今天 {self.today.month}-{self.today.day}"
        wide = QFontMetrics(self.ink.hint).horizontalAdvance(text) + px(10)
        left = min(max(line - wide / 2, 0), self.width() - wide)
        flag = QRectF(round(left), self.height() - px(17), wide, px(17))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(tone("blue6"))
        painter.drawRoundedRect(flag, 2, 2)
        painter.setPen(tone("surface"))
        painter.setFont(self.ink.hint)
        painter.drawText(flag, _MIDDLE, text)
