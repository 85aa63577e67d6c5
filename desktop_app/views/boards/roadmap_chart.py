"""The time half of the roadmap: months above, bars below, the same rows as the table part beside it."""

from datetime import date

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from desktop_app.figures.roadmap import RoadmapHead, RoadmapTask
from desktop_app.rules.workdays import WEEKENDS, Calendar
from desktop_app.views.boards.roadmap_axis import AxisHead
from desktop_app.views.boards.roadmap_bars import Bar, bar_of
from desktop_app.views.boards.roadmap_grid import RoadmapGrid
from desktop_app.views.boards.roadmap_ink import Ink, tone
from desktop_app.views.boards.roadmap_strokes import draw_head, draw_labels, draw_pointer, draw_task
from desktop_app.views.boards.roadmap_words import tooltip
from desktop_app.views.boards.timeline import Axis, fitting, span_of, zoomed
from desktop_app.views.theme import px


class RoadmapChart(QAbstractScrollArea):
    """Draws only the rows in sight. ``pressed`` and ``opened`` carry a row; the table part owns the cursor."""

    pressed = Signal(int)
    opened = Signal(int)

    def __init__(self, grid: RoadmapGrid, parent: QWidget) -> None:
        super().__init__(parent)
        self.grid = grid
        self.ink = Ink()
        self.today = date.min
        self.calendar: Calendar = WEEKENDS
        self.axis = Axis(span_of((), date.today()), 1.0)
        self.whole = True
        self.current = -1
        self.painted = range(0)
        self.head = AxisHead(self)
        self.corner = QWidget(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("时间轴")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.corner.setProperty("ground", "head")
        self.corner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.addScrollBarWidget(self.corner, Qt.AlignmentFlag.AlignTop)
        self.horizontalScrollBar().setSingleStep(px(24))
        self.renew()

    def renew(self) -> None:
        """Fonts and measures for the scale as it is now."""
        self.ink = self.head.ink = Ink()
        self.setViewportMargins(0, self.ink.head, 0, 0)
        self.corner.setFixedHeight(self.ink.head)

    def load(self, today: date, calendar: Calendar) -> None:
        """Take the span of the rows as read now; today belongs to it as soon as something is overdue."""
        self.today, self.calendar = today, calendar
        days = list(self.grid.days())
        if any(row.late for row in self.grid.rows):
            days.append(today)
        self.axis = Axis(span_of(days, today), self.axis.scale)
        self._fit()

    def zoom(self, step: int) -> None:
        """One step in (+1) or out (-1), around the bar of the current row or the middle of the view."""
        fit = fitting(self.axis.span, self.viewport().width())
        scale = zoomed(self.axis.scale, fit, step)
        anchor = self._anchor()
        held = self.axis.noon(anchor) - self.horizontalScrollBar().value()
        self.whole = scale == fit
        self.axis = Axis(self.axis.span, scale)
        self._fit()
        self.horizontalScrollBar().setValue(round(self.axis.noon(anchor) - held))

    def _anchor(self) -> date:
        row = self.grid.shown[self.current] if 0 <= self.current < len(self.grid.shown) else None
        middle = self.axis.day_at(self.horizontalScrollBar().value() + self.viewport().width() / 2)
        return (row.due if row else None) or middle

    def set_current(self, row: int) -> None:
        """Tint the current row and bring its bar into sight when the axis is wider than the view."""
        self.current = row
        shown = self.grid.shown[row] if 0 <= row < len(self.grid.shown) else None
        self.setAccessibleDescription(tooltip(shown, self.grid.year).replace("\n", "，") if shown else "")
        if shown and shown.due and self.horizontalScrollBar().maximum():
            bar, margin = self.horizontalScrollBar(), px(40)
            left, right = self.axis.x(shown.start or shown.due), self.axis.end(shown.due)
            if left < bar.value() or right > bar.value() + self.viewport().width():
                bar.setValue(round(left - margin))
        self.viewport().update()

    def row_at(self, y: int) -> int:
        """Row under a pixel of the viewport, -1 below the last."""
        row = (y + self.verticalScrollBar().value()) // self.ink.row
        return row if 0 <= row < len(self.grid.shown) else -1

    def bar_at_row(self, row: int) -> Bar | None:
        """The bar of a task's row in axis pixels; None for a head."""
        task = self.grid.shown[row]
        if not isinstance(task, RoadmapTask):
            return None
        return bar_of(task, self.axis, self.today, self.ink.label_width, self.ink.gap)

    def _fit(self) -> None:
        if self.whole:
            self.axis = Axis(self.axis.span, fitting(self.axis.span, self.viewport().width()))
        bar = self.horizontalScrollBar()
        bar.setRange(0, max(0, self.axis.width - 1 - self.viewport().width()))
        bar.setPageStep(self.viewport().width())
        self._tell_head()
        self.viewport().update()

    def _tell_head(self) -> None:
        self.head.show_axis(self.axis, self.today, self.horizontalScrollBar().value())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.head.setGeometry(self.viewport().x(), 0, self.viewport().width(), self.ink.head)
        self._fit()

    def scrollContentsBy(self, dx: int, _dy: int) -> None:  # noqa: N802
        if dx:
            self._tell_head()
        self.viewport().update()

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        row = self.row_at(event.position().toPoint().y())
        if row >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self.pressed.emit(row)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        row = self.row_at(event.position().toPoint().y())
        if row >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(row)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            self._tip(event.pos(), event.globalPos())
            return True
        return super().viewportEvent(event)

    def _tip(self, at: QPoint, on_screen: QPoint) -> None:
        row = self.row_at(at.y())
        if row < 0:
            QToolTip.hideText()
            return
        line = QRect(0, row * self.ink.row - self.verticalScrollBar().value(), self.viewport().width(), self.ink.row)
        QToolTip.showText(on_screen, tooltip(self.grid.shown[row], self.grid.year), self.viewport(), line)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), tone("surface"))
        down, across = self.verticalScrollBar().value(), self.horizontalScrollBar().value()
        first = (event.rect().top() + down) // self.ink.row
        after = (event.rect().bottom() + down) // self.ink.row + 1
        self.painted = range(max(first, 0), min(after, len(self.grid.shown)))
        self._rest_days(painter, across)
        for row in self.painted:
            self._ground(painter, row, row * self.ink.row - down)
        painter.translate(-across, 0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._months(painter, across)
        bars = [(row * self.ink.row - down, self._bar(painter, row, row * self.ink.row - down)) for row in self.painted]
        self._today(painter)
        for top, bar in bars:
            if bar is not None:
                draw_labels(painter, top, bar, self.ink)
                draw_pointer(painter, top, bar, across, self.viewport().width(), self.ink)

    def _rest_days(self, painter: QPainter, across: int) -> None:
        """Days off are tinted once days can be told apart."""
        for day in self.axis.whole_days(across, across + self.viewport().width()):
            if not self.calendar.is_workday(day):
                left, right = round(self.axis.x(day)) - across, round(self.axis.end(day)) - across
                painter.fillRect(left, 0, right - left, self.viewport().height(), tone("bg"))

    def _ground(self, painter: QPainter, row: int, top: int) -> None:
        wide = self.viewport().width()
        head = isinstance(self.grid.shown[row], RoadmapHead)
        if head or row == self.current:
            painter.fillRect(0, top, wide, self.ink.row, tone("blue0" if row == self.current else "bg"))
        painter.fillRect(0, top + self.ink.row - 1, wide, 1, tone("soft"))

    def _months(self, painter: QPainter, across: int) -> None:
        right, high = across + self.viewport().width(), self.viewport().height()
        steps = list(self.axis.steps(across, right))
        for mark in steps:
            painter.fillRect(round(mark.x) - 1, 0, 1, high, tone("soft"))
        for mark in self.axis.months():
            if across <= mark.x <= right:
                painter.fillRect(round(mark.x) - 1, 0, 1, high, tone("line" if steps else "soft"))

    def _bar(self, painter: QPainter, row: int, top: int) -> Bar | None:
        shown = self.grid.shown[row]
        if isinstance(shown, RoadmapHead):
            draw_head(painter, top, shown, self.axis, self.ink)
            return None
        bar = bar_of(shown, self.axis, self.today, self.ink.label_width, self.ink.gap)
        draw_task(painter, top, shown, bar, self.ink)
        return bar

    def _today(self, painter: QPainter) -> None:
        if self.axis.span.first <= self.today <= self.axis.span.last:
            x = round(self.axis.noon(self.today))
            painter.fillRect(x - 1, 0, 2, self.viewport().height(), tone("blue6"))
