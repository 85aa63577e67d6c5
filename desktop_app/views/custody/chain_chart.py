"""保管链 as a chart: items down under the bands of their cases, days across, a bar for each place something was in."""

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from desktop_app.figures.custody_boards import Custody, Thing
from desktop_app.views.boards.roadmap_axis import AxisHead
from desktop_app.views.boards.roadmap_ink import Ink, tone
from desktop_app.views.boards.timeline import Axis, span_of
from desktop_app.views.custody import board_words as words
from desktop_app.views.custody.chain_ground import Corner, draw_band, draw_days, draw_ground, draw_name
from desktop_app.views.custody.chain_rows import WEEK, YEAR, Band, Row, axis_of, rows_of
from desktop_app.views.custody.chain_strokes import Frame, draw_thing, places
from desktop_app.views.theme import px

NAMES = 292
"""Design pixels of the names before the axis."""

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ChainChart(QAbstractScrollArea):
    """A cursor on an item and one of its events; only the rows in sight are painted.

    ``moved`` says that the cursor went, ``opened`` carries the item to edit, ``asked`` the one whose chain is wanted,
    ``zoomed`` another scale of the axis.
    """

    moved = Signal()
    opened = Signal(int)
    asked = Signal(int)
    zoomed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told: Custody | None = None
        self.rows: tuple[Row, ...] = ()
        self.current, self.event_at = -1, -1
        self.scale = YEAR
        self.ink = Ink()
        self.axis = Axis(span_of((), date.today()), 1.0)
        self.painted = range(0)
        self._places: dict[int, int] = {}
        self.head, self.corner = AxisHead(self), Corner(self.ink, self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("保管链")
        self.renew()

    def renew(self) -> None:
        """Fonts and measures for the scale as it is now."""
        self.ink = self.head.ink = self.corner.ink = Ink()
        self.names = px(NAMES)
        self.setMinimumWidth(px(NAMES + 240))
        self.setViewportMargins(0, self.ink.head, 0, 0)
        self._fit()

    def load(self, told: Custody, things: tuple[Thing, ...]) -> None:
        """Show these; the cursor stays on its item and event, at first on the first; today is in sight."""
        fresh, kept = self.told is None, self.thing
        self.told, self.rows = told, rows_of(things)
        self._places = {row.id: at for at, row in enumerate(self.rows) if isinstance(row, Thing)}
        self.current = self._places.get(kept.id, -1) if kept is not None else -1
        self._fit()
        if fresh:
            self.see(told.day)
        if self.current < 0 and self._places:
            self.go(min(self._places.values()))
        elif self.current >= 0:
            self.event_at = min(self.event_at, len(self.rows[self.current].events) - 1)  # type: ignore[union-attr]
            self._tell()
        else:
            self.event_at = -1
            self._tell()

    # what the cursor is on

    @property
    def thing(self) -> Thing | None:
        """The item under the cursor."""
        row = self.rows[self.current] if 0 <= self.current < len(self.rows) else None
        return row if isinstance(row, Thing) else None

    def place_of(self, item_id: int) -> int:
        """The row of an item, -1 where it is not shown."""
        return self._places.get(item_id, -1)

    def go(self, at: int, event: int | None = None) -> None:
        """Put the cursor on an item's row, on its last event unless another is named, and bring it into sight."""
        if not 0 <= at < len(self.rows) or not isinstance(row := self.rows[at], Thing):
            return
        self.current = at
        last = len(row.events) - 1
        self.event_at = last if event is None else max(-1, min(last, event))
        self._see_row(at)
        self._see_event()
        self._tell()

    def _see_row(self, at: int) -> None:
        """Scroll down or up to a row; the band of its case comes along where it is the first."""
        bar, row = self.verticalScrollBar(), self.ink.row
        first = at - 1 if at > 0 and isinstance(self.rows[at - 1], Band) else at
        if first * row < bar.value():
            bar.setValue(first * row)
        elif (at + 1) * row > bar.value() + self.viewport().height():
            bar.setValue((at + 1) * row - self.viewport().height())

    def _see_event(self) -> None:
        thing = self.thing
        x = dict(places(thing, self.axis)).get(self.event_at) if thing is not None else None
        bar, wide = self.horizontalScrollBar(), self.room
        if x is not None and not bar.value() + px(16) <= x <= bar.value() + wide - px(16):
            bar.setValue(round(x - wide / 2))

    def see(self, day: date) -> None:
        """Scroll along the axis until a day stands in the last fifth of the view."""
        self.horizontalScrollBar().setValue(round(self.axis.noon(day) - self.room * 0.8))

    def _tell(self) -> None:
        thing = self.thing
        self.setAccessibleDescription(words.thing_told(thing) if thing is not None else "")
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.DescriptionChanged))
        self.viewport().update()
        self.moved.emit()

    # keys and pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key, typed = Qt.Key(event.key()), event.text()
        page = max(1, self.viewport().height() // self.ink.row - 2)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -page, Qt.Key.Key_PageDown: page}
        along = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        if held == Qt.KeyboardModifier.ControlModifier and key in along:
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() + along[key] * bar.pageStep() // 4)
        elif typed in ("+", "=", "-"):
            self.zoom(-1 if typed == "-" else 1)
        elif held:
            event.ignore()
        elif key in steps:
            self._step(steps[key])
        elif key in along:
            self.go(self.current, max(0, self.event_at + along[key]))
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._step(-len(self.rows) if key == Qt.Key.Key_Home else len(self.rows))
        elif key in ENTER and (thing := self.thing) is not None:
            self.opened.emit(thing.id)
        elif key == Qt.Key.Key_Space and (thing := self.thing) is not None:
            self.asked.emit(thing.id)
        else:
            event.ignore()

    def _step(self, by: int) -> None:
        """So many rows on; bands are stepped over."""
        last = len(self.rows) - 1
        at = max(0, min(last, self.current + by))
        way = 1 if by > 0 else -1
        while 0 <= at <= last and isinstance(self.rows[at], Band):
            at += way
        self.go(at if 0 <= at <= last else min(self._places.values(), default=-1))

    def zoom(self, step: int) -> None:
        """One scale in (+1: 周) or out (-1: 年), around the event of the cursor."""
        self.show_scale(max(YEAR, min(WEEK, self.scale + step)))

    def show_scale(self, scale: int) -> None:
        """年, 月 or 周; the day of the cursor stays where it is."""
        thing = self.thing
        on = thing.events[self.event_at].on if thing is not None and 0 <= self.event_at < len(thing.events) else None
        day = on or self.axis.day_at(self.horizontalScrollBar().value() + self.room / 2)
        held = self.axis.noon(day) - self.horizontalScrollBar().value()
        self.scale = scale
        self._fit()
        self.horizontalScrollBar().setValue(round(self.axis.noon(day) - max(0.0, min(self.room, held))))
        if thing is not None:
            self._see_row(self.current)
        self.zoomed.emit(scale)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom(1 if event.angleDelta().y() > 0 else -1)
        else:
            super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = self.row_at(round(event.position().y()))
        if event.button() is Qt.MouseButton.LeftButton and at >= 0:
            self.go(at, self._near(at, event.position().x()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = self.row_at(round(event.position().y()))
        if at >= 0 and isinstance(row := self.rows[at], Thing):
            self.opened.emit(row.id)

    def _near(self, at: int, x: float) -> int | None:
        """The event of a row nearest to a pixel of the viewport; none before the axis."""
        row = self.rows[at]
        if x < self.names or not isinstance(row, Thing):
            return None
        there = x - self.names + self.horizontalScrollBar().value()
        return min(places(row, self.axis), key=lambda one: abs(one[1] - there), default=(None, 0.0))[0]

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            self._tip(event.pos(), event.globalPos())
            return True
        return super().viewportEvent(event)

    def _tip(self, at: QPoint, on_screen: QPoint) -> None:
        """The item, and what its bar under the pointer says, with its days."""
        row = self.rows[self.row_at(at.y())] if self.row_at(at.y()) >= 0 else None
        if not isinstance(row, Thing) or self.told is None:
            QToolTip.hideText()
            return
        said = words.thing_told(row)
        if at.x() >= self.names:
            day = self.axis.day_at(at.x() - self.names + self.horizontalScrollBar().value())
            under = [one for one in row.stretches if one.first <= day < (one.last or date.max - timedelta(1))]
            if under and day <= self.told.day:
                until = under[-1].last.isoformat() if under[-1].last is not None else "今"
                said += f"\n{words.stretch_word(self.told, under[-1])}，{under[-1].first.isoformat()} 至 {until}"
        QToolTip.showText(on_screen, said, self.viewport())

    # where it stands

    @property
    def room(self) -> int:
        """Pixels of the axis in sight."""
        return max(1, self.viewport().width() - self.names)

    def row_at(self, y: int) -> int:
        """The row under a pixel of the viewport, -1 below the last."""
        at = (y + self.verticalScrollBar().value()) // self.ink.row
        return at if 0 <= at < len(self.rows) else -1

    def _fit(self) -> None:
        if self.told is not None:
            self.axis = axis_of(self.told.things, self.told.day, self.scale, self.room)
        down, along, high = self.verticalScrollBar(), self.horizontalScrollBar(), self.viewport().height()
        down.setRange(0, max(0, len(self.rows) * self.ink.row - high))
        down.setPageStep(high)
        down.setSingleStep(self.ink.row)
        along.setRange(0, max(0, self.axis.width - 1 - self.room))
        along.setPageStep(self.room)
        along.setSingleStep(px(24))
        left = self.viewport().x()
        self.corner.setGeometry(left, 0, self.names, self.ink.head)
        self.head.setGeometry(left + self.names, 0, self.room, self.ink.head)
        self._tell_head()
        self.viewport().update()

    def _tell_head(self) -> None:
        today = self.told.day if self.told is not None else date.min
        self.head.show_axis(self.axis, today, self.horizontalScrollBar().value())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The row of the cursor stays in sight."""
        super().resizeEvent(event)
        bottom = (self.current + 1) * self.ink.row - self.verticalScrollBar().value()
        self._fit()
        if 0 < bottom <= event.oldSize().height():
            self._see_row(self.current)

    def scrollContentsBy(self, dx: int, _dy: int) -> None:  # noqa: N802
        if dx:
            self._tell_head()
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.viewport().update()

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), tone("surface"))
        if self.told is not None:
            self._paint(painter, self.told)
        painter.end()

    def _paint(self, painter: QPainter, told: Custody) -> None:
        down, row_high, view = self.verticalScrollBar().value(), self.ink.row, self.viewport()
        after = min(len(self.rows), (view.height() + down) // row_high + 1)
        self.painted = range(max(0, down // row_high), after)
        shown = [(at, self.rows[at], at * row_high - down) for at in self.painted]
        across = self.horizontalScrollBar().value()
        for at, row, top in shown:
            draw_ground(painter, QRect(0, top, view.width(), row_high), isinstance(row, Band), at == self.current)
        painter.save()
        painter.setClipRect(self.names, 0, self.room, view.height())
        painter.translate(self.names - across, 0)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = Frame(self.axis, float(across), float(across + self.room), told, self.ink)
        draw_days(painter, self.axis, QRectF(across, 0, self.room, view.height()))
        line = min(view.height(), len(self.rows) * row_high - down)
        painter.fillRect(QRectF(round(self.axis.noon(told.day)) - 1, 0, 2, line), tone("blue6"))
        for at, row, top in shown:
            if isinstance(row, Thing):
                draw_thing(painter, top, row, frame, self.event_at if at == self.current else None)
        painter.restore()
        painter.fillRect(self.names - 1, 0, 1, view.height(), tone("line"))
        for at, row, top in shown:
            if isinstance(row, Band):
                draw_band(painter, QRect(0, top, view.width(), row_high - 1), row, self.ink)
            else:
                box = QRect(0, top, self.names - 1, row_high - 1)
                draw_name(painter, box, row, self.ink, at == self.current, self.hasFocus())
