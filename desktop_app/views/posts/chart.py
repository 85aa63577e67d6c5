"""The rotations of a year as a chart: officers down, months across, one block for each department."""

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, Signal
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
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QToolTip, QWidget

from desktop_app.figures.post_boards import Block, Chart, Line
from desktop_app.views.boards.issue_ink import tone
from desktop_app.views.posts import words
from desktop_app.views.posts.geometry import YearAxis
from desktop_app.views.posts.ink import Ink
from desktop_app.views.posts.strokes import block_box, draw_block, draw_cursor, draw_month, draw_name, draw_today
from desktop_app.views.theme import px

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
BACK = (Qt.Key.Key_BracketLeft, Qt.Key.Key_PageUp)
AHEAD = (Qt.Key.Key_BracketRight, Qt.Key.Key_PageDown)


class Months(QWidget):
    """The heads of the chart: 姓名 and the months, that of today in blue."""

    def __init__(self, chart: "RotationChart") -> None:
        super().__init__(chart)
        self._of = chart

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, whole = QPainter(self), self._of
        painter.fillRect(self.rect(), tone("head"))
        painter.fillRect(0, self.height() - 1, self.width(), 1, tone("line"))
        painter.setFont(whole.ink.head)
        painter.setPen(tone("ink2"))
        names = QRect(px(16), 0, whole.ink.names - px(16), self.height())
        painter.drawText(names, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, "姓名")
        for number in range(1, 13):
            draw_month(painter, whole, number, self.height())
        painter.end()


class RotationChart(QAbstractScrollArea):
    """A cursor on an officer and a month. ``opened`` carries the rotation under it, ``asked`` an officer whose
    departments over the years are wanted, ``turned`` by how many years to turn, ``moved`` that the cursor went.
    """

    opened = Signal(int)
    asked = Signal(int)
    turned = Signal(int)
    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told: Chart | None = None
        self.lines: tuple[Line, ...] = ()
        self.current, self.month = 0, 1
        self.ink = Ink()
        self.months = Months(self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(px(380))
        self.renew()

    def renew(self) -> None:
        """Fonts and measures for the scale as it is now."""
        self.ink = Ink()
        self.ink.fit_names([line.name for line in self.lines])
        self.setMinimumWidth(px(380))
        self.setViewportMargins(0, self.ink.top, 0, 0)
        self._fit()

    def load(self, told: Chart, lines: tuple[Line, ...]) -> None:
        """Show these officers; the cursor stays on its officer and month, and begins at today's month."""
        before = self.line.officer_id if self.line is not None else None
        if self.told is None:
            self.month = told.today.month
        self.told, self.lines = told, lines
        places = {line.officer_id: at for at, line in enumerate(lines)}
        self.ink.fit_names([line.name for line in told.lines])
        self.current = places.get(before or 0, min(self.current, max(0, len(lines) - 1)))
        self._fit()
        self._tell()

    # what the cursor is on

    @property
    def line(self) -> Line | None:
        """The officer under the cursor."""
        return self.lines[self.current] if 0 <= self.current < len(self.lines) else None

    @property
    def block(self) -> Block | None:
        """What the chart shows of him in the month of the cursor."""
        told, line = self.told, self.line
        return words.block_in(told, line, self.month) if told is not None and line is not None else None

    def go(self, at: int, month: int | None = None) -> None:
        """Put the cursor on an officer, in its month unless another is named, and bring him into sight."""
        if not self.lines:
            return
        self.current = max(0, min(len(self.lines) - 1, at))
        self.month = max(1, min(12, month or self.month))
        bar, top = self.verticalScrollBar(), self.current * self.ink.line
        if top < bar.value():
            bar.setValue(top)
        elif top + self.ink.line > bar.value() + self.viewport().height():
            bar.setValue(top + self.ink.line - self.viewport().height())
        self._tell()

    def go_to(self, officer_id: int) -> None:
        """Put the cursor on an officer, if he is shown."""
        at = next((at for at, line in enumerate(self.lines) if line.officer_id == officer_id), None)
        if at is not None:
            self.go(at)

    def open(self) -> None:
        """Enter: the rotation under the cursor is to be edited."""
        if (block := self.block) is not None and block.rotation_id:
            self.opened.emit(block.rotation_id)

    def _tell(self) -> None:
        if self.told is not None:
            self.setAccessibleName(words.spoken(self.told, self.line, self.month))
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
        self.months.update()
        self.viewport().update()
        self.moved.emit()

    # keys and pointer

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key, last = Qt.Key(event.key()), len(self.lines) - 1
        rows = {Qt.Key.Key_Up: self.current - 1, Qt.Key.Key_Down: self.current + 1}
        rows |= {Qt.Key.Key_Home: 0, Qt.Key.Key_End: last}
        along = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        typed = event.text()
        if held and not typed.strip():
            event.ignore()
        elif key in rows:
            self.go(rows[key])
        elif key in along:
            self._sidewards(along[key])
        elif key in BACK or typed in ("【", "「"):
            self.turned.emit(-1)
        elif key in AHEAD or typed in ("】", "」"):
            self.turned.emit(1)
        elif key in ENTER:
            self.open()
        elif key == Qt.Key.Key_Space and self.line is not None:
            self.asked.emit(self.line.officer_id)
        else:
            event.ignore()

    def _sidewards(self, by: int) -> None:
        """Another month; beyond the year's ends the next year."""
        month = self.month + by
        if 1 <= month <= 12:
            self.go(self.current, month)
        else:
            self.month = 12 if by < 0 else 1
            self.turned.emit(by)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        at = self.row_at(round(event.position().y()))
        if at >= 0 and event.button() is Qt.MouseButton.LeftButton:
            x = event.position().x()
            self.go(at, self.axis.month_at(x) if x >= self.axis.left else None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self.row_at(round(event.position().y())) >= 0:
            self.open()

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            self._tip(event.pos(), event.globalPos())
            return True
        return super().viewportEvent(event)

    def _tip(self, at: QPoint, on_screen: QPoint) -> None:
        row, told = self.row_at(at.y()), self.told
        if row < 0 or told is None:
            QToolTip.hideText()
            return
        line = self.lines[row]
        under = next(
            (one for one in line.blocks if block_box(self.axis, one, 0, self.ink.line).contains(at.x(), 1)), None
        )
        said = words.block_told(line, under, told.year) if under is not None else line.department
        QToolTip.showText(on_screen, f"{line.name}　{said}", self.viewport())

    # where it stands

    @property
    def axis(self) -> YearAxis:
        """The year in pixels of the viewport."""
        year = self.told.year if self.told is not None else 1
        left = float(self.ink.names)
        return YearAxis(year, left, max(1.0, self.viewport().width() - left - px(8)))

    def row_at(self, y: int) -> int:
        """The officer under a pixel of the viewport, -1 below the last."""
        at = (y + self.verticalScrollBar().value()) // self.ink.line
        return at if 0 <= at < len(self.lines) else -1

    def _fit(self) -> None:
        bar, high = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(0, len(self.lines) * self.ink.line - high))
        bar.setPageStep(high)
        bar.setSingleStep(self.ink.line)
        self.months.setGeometry(self.viewport().x(), 0, self.viewport().width(), self.ink.top)
        self.months.update()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._fit()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:  # noqa: N802
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self._tell()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        painter, told = QPainter(self.viewport()), self.told
        painter.fillRect(event.rect(), tone("surface"))
        if told is not None:
            self._paint(painter, told, event.rect())
        painter.end()

    def _paint(self, painter: QPainter, told: Chart, dirty: QRect) -> None:
        down, line_height, axis = self.verticalScrollBar().value(), self.ink.line, self.axis
        first = max(0, (dirty.top() + down) // line_height)
        after = min(len(self.lines), (dirty.bottom() + down) // line_height + 1)
        shown = [(at, self.lines[at], at * line_height - down) for at in range(first, after)]
        today = axis.noon(told.today) if told.today.year == told.year else None
        for at, line, top in shown:
            painter.fillRect(0, top + line_height - 1, self.viewport().width(), 1, tone("soft"))
            draw_name(painter, line.name, QRect(0, top, self.ink.names, line_height), self, at == self.current)
            for block in line.blocks:
                draw_block(painter, block, block_box(axis, block, top, line_height), today, self.ink)
        if today is not None:
            draw_today(painter, today, min(self.viewport().height(), len(self.lines) * line_height - down))
        if (held := self.block) is not None and first <= self.current < after:
            top = self.current * line_height - down
            draw_cursor(painter, self, block_box(axis, held, top, line_height), axis.month(self.month))
