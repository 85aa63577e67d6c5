"""Open problems by age (账龄) as bars: ←→ walk them, Enter or a click opens the records."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.figures.issue_boards import Band
from desktop_app.views.boards.issue_ink import Ink, tone
from desktop_app.views.boards.issue_words import counted
from desktop_app.views.theme import px

TALL = 168
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AgeBars(QWidget):
    """One bar a band, its count above, its words below. ``opened`` as of a sheet."""

    opened = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bands: tuple[Band, ...] = ()
        self.current = 0
        self.ink = Ink()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._name()

    def load(self, bands: tuple[Band, ...]) -> None:
        self.bands = bands
        self.current = min(self.current, max(0, len(bands) - 1))
        self._name()
        self.update()

    def renew(self) -> None:
        """The officer changed the type size."""
        self.ink = Ink()
        self.updateGeometry()
        self.update()

    def said(self, band: Band) -> str:
        """The sentence that names the records of a bar."""
        return counted(band.ids, "未销号", f"账龄 {band.word}")

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(360), px(TALL))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(240), px(TALL))

    def _name(self) -> None:
        """What a screen reader says: the bar under the cursor, then all of them."""
        every = "，".join(f"{band.word} {len(band.ids)} 条" for band in self.bands)
        now = self.said(self.bands[self.current]) if self.bands else ""
        self.setAccessibleName(f"{now}。账龄分布：{every}")

    def go(self, to: int) -> None:
        """Put the cursor on a bar."""
        if 0 <= to < len(self.bands) and to != self.current:
            self.current = to
            self._name()
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
            self.update()

    def open(self) -> None:
        """Open the records of the bar under the cursor."""
        if self.bands and self.bands[self.current].ids:
            self.opened.emit(self.bands[self.current].ids, self.said(self.bands[self.current]))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        steps = {Qt.Key.Key_Left: self.current - 1, Qt.Key.Key_Right: self.current + 1, Qt.Key.Key_Home: 0}
        steps[Qt.Key.Key_End] = len(self.bands) - 1
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if key in steps and not held:
            self.go(steps[key])
        elif key in ENTER and not held:
            self.open()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self.bands and event.button() == Qt.MouseButton.LeftButton:
            self.go(min(int(event.position().x()) * len(self.bands) // max(1, self.width()), len(self.bands) - 1))
            self.open()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.fillRect(self.rect(), tone("surface"))
        most = max((len(band.ids) for band in self.bands), default=0)
        for place, band in enumerate(self.bands):
            self._bar(painter, self._slot(place), band, most)
            if place == self.current:
                self._cursor(painter, self._slot(place))
        painter.end()

    def _slot(self, place: int) -> QRect:
        wide = self.width() / max(1, len(self.bands))
        return QRect(round(place * wide), 0, round(wide), self.height())

    def _bar(self, painter: QPainter, slot: QRect, band: Band, most: int) -> None:
        words, number = px(24), px(22)
        room = slot.height() - words - number - px(4)
        tall = round(room * len(band.ids) / most) if most else 0
        foot = slot.bottom() - words
        wide = min(px(56), slot.width() - px(16))
        bar = QRect(slot.center().x() - wide // 2, foot - tall, wide, tall)
        painter.fillRect(bar, tone("blueM"))
        painter.fillRect(slot.left(), foot, slot.width(), 1, tone("line"))
        painter.setFont(self.ink.strong)
        painter.setPen(tone("ink" if band.ids else "ink3"))
        above = QRect(slot.left(), bar.top() - number, slot.width(), number)
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, str(len(band.ids)))
        painter.setFont(self.ink.meta)
        painter.setPen(tone("ink2"))
        below = QRect(slot.left(), foot + 1, slot.width(), words)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, band.word)

    def _cursor(self, painter: QPainter, slot: QRect) -> None:
        """A frame while the bars have the focus."""
        if not self.hasFocus():
            return
        pen = painter.pen()
        pen.setColor(tone("blue6"))
        pen.setWidth(2)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(slot.adjusted(2, 1, -2, -2))

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.update()
