"""Numbers as bars: ←→ walk them, Enter or a click opens the records of one."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop_app.views.boards.issue_ink import Ink, tone
from desktop_app.views.boards.issue_sheet import Ids
from desktop_app.views.theme import px

TALL, LINE, NUMBER = 176, 20, 22
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its number above, its words below in one or two lines, the records and the sentence naming them.

    ``size`` is its share of the tallest there can be; ``tone`` a colour token, never the only sign.
    """

    word: str
    number: str
    size: float
    ids: Ids
    said: str
    under: str = ""
    tone: str = "blueM"


class Bars(QWidget):
    """``opened`` carries the records of a bar and the sentence that names them; an empty bar opens nothing."""

    opened = Signal(object, str)

    def __init__(self, name: str, parent: QWidget | None = None, tall: int = TALL) -> None:
        super().__init__(parent)
        self.name, self._tall = name, tall
        self.bars: tuple[Bar, ...] = ()
        self.current = 0
        self.ink = Ink()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._tell()

    def load(self, bars: Sequence[Bar]) -> None:
        self.bars = tuple(bars)
        self.current = min(self.current, max(0, len(self.bars) - 1))
        self._tell()
        self.update()

    def renew(self) -> None:
        """The officer changed the type size."""
        self.ink = Ink()
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(360), px(self._tall))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(240), px(self._tall))

    def _tell(self) -> None:
        """What a screen reader says: the bar under the cursor, then all of them."""
        every = "，".join(f"{bar.word} {bar.number}" for bar in self.bars)
        now = f"{self.bars[self.current].said}。" if self.bars else ""
        self.setAccessibleName(f"{now}{self.name}：{every or '没有'}")

    def go(self, to: int) -> None:
        """Put the cursor on a bar."""
        if 0 <= to < len(self.bars) and to != self.current:
            self.current = to
            self._tell()
            QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.NameChanged))
            self.update()

    def open(self) -> None:
        """Open the records of the bar under the cursor."""
        if self.bars and (bar := self.bars[self.current]).ids:
            self.opened.emit(bar.ids, bar.said)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        steps = {Qt.Key.Key_Left: self.current - 1, Qt.Key.Key_Right: self.current + 1, Qt.Key.Key_Home: 0}
        steps[Qt.Key.Key_End] = len(self.bars) - 1
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if key in steps and not held:
            self.go(steps[key])
        elif key in ENTER and not held:
            self.open()
        else:
            event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self.bars and event.button() == Qt.MouseButton.LeftButton:
            self.go(min(int(event.position().x()) * len(self.bars) // max(1, self.width()), len(self.bars) - 1))
            self.open()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.fillRect(self.rect(), tone("surface"))
        lines = 2 if any(bar.under for bar in self.bars) else 1
        for place, bar in enumerate(self.bars):
            self._bar(painter, self._slot(place), bar, lines)
            if place == self.current and self.hasFocus():
                self._cursor(painter, self._slot(place))
        painter.end()

    def _slot(self, place: int) -> QRect:
        wide = self.width() / max(1, len(self.bars))
        return QRect(round(place * wide), 0, round(wide), self.height())

    def _bar(self, painter: QPainter, slot: QRect, bar: Bar, lines: int) -> None:
        foot = slot.bottom() - px(LINE) * lines - px(2)
        tall = round((foot - px(NUMBER + 4)) * min(1.0, max(0.0, bar.size)))
        wide = min(px(56), slot.width() - px(16))
        column = QRect(slot.center().x() - wide // 2, foot - tall, wide, tall)
        painter.fillRect(column, tone(bar.tone))
        painter.fillRect(slot.left(), foot, slot.width(), 1, tone("line"))
        painter.setFont(self.ink.strong)
        painter.setPen(tone("ink" if bar.ids else "ink3"))
        above = QRect(slot.left(), column.top() - px(NUMBER), slot.width(), px(NUMBER))
        painter.drawText(above, Qt.AlignmentFlag.AlignCenter, bar.number)
        painter.setFont(self.ink.meta)
        painter.setPen(tone("ink2"))
        room = painter.fontMetrics()
        for at, words in enumerate((bar.word, bar.under)[:lines]):
            below = QRect(slot.left(), foot + 1 + at * px(LINE), slot.width(), px(LINE))
            shown = room.elidedText(words, Qt.TextElideMode.ElideRight, slot.width() - px(4))
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, shown)

    def _cursor(self, painter: QPainter, slot: QRect) -> None:
        """A frame while the bars have the focus."""
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
