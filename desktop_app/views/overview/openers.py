"""Numbers and words that open their records: a key figure, a part of a bar; and the pane that walks through them."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop_app.figures.overview import Key, PanelView
from desktop_app.views.overview.ink import Ink, draw_ground, draw_square, segment_tone
from desktop_app.views.overview.words import Opening, amount, of_key, of_segment
from desktop_app.views.theme import Role, px

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
STEPS = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End)
ROUND = 6
"""White round what a button says, in design pixels; neighbours allow for it."""
SHORT = 4
"""Characters of a key figure's label seen at least."""


class Opener(QAbstractButton):
    """Opens records by Enter, Space or a click. ``stepped`` carries the arrow key pressed on it."""

    stepped = Signal(object)
    entered = Signal()

    def __init__(self, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.opening = Opening("")
        self.ink = ink
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def open_with(self, opening: Opening, said: str = "") -> None:
        """What it opens from now on, and how a screen reader calls it when that is not the opening's sentence."""
        self.opening = opening
        self.setAccessibleName(said or opening.said)
        self.setToolTip(opening.said)
        self.setCursor(Qt.CursorShape.PointingHandCursor if opening.ids else Qt.CursorShape.ArrowCursor)
        self.updateGeometry()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in ENTER and not held:
            self.click()
        elif event.key() in STEPS and not held:
            self.stepped.emit(Qt.Key(event.key()))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.entered.emit()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        draw_ground(painter, self.rect(), self.underMouse(), self.hasFocus())
        self.draw(painter, self.rect().adjusted(px(ROUND), 0, -px(ROUND), 0))
        painter.end()

    def draw(self, painter: QPainter, box: QRect) -> None:
        """What the button says, inside its white."""
        raise NotImplementedError

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()


class FigureButton(Opener):
    """A key figure (关键数): the number, its whole or unit, and below what it counts."""

    def __init__(self, panel: PanelView, key: Key, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(ink, parent)
        self.show_key(panel, key)

    def show_key(self, panel: PanelView, key: Key) -> None:
        """The number as it is now."""
        self.key = key
        self.number = amount(key.value)
        self.tail = f"/{key.of}" if key.of is not None else key.unit
        opening = of_key(panel, key)
        self.open_with(opening, f"{opening.said}，共 {key.of}" if key.of is not None else "")

    @property
    def _alarming(self) -> bool:
        return self.key.bad and bool(self.key.value)

    def sizeHint(self) -> QSize:  # noqa: N802
        return self._seen(self.key.label)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """A long label may be cut; it stands whole in the tooltip."""
        return self._seen(self.key.label[:SHORT])

    def _seen(self, words: str) -> QSize:
        upper = self.ink.wide(Role.FIGURE, self.number) + px(3) + self.ink.wide(Role.BODY, self.tail)
        return QSize(max(upper, self.ink.wide(Role.META, words)) + 2 * px(ROUND), px(54))

    def draw(self, painter: QPainter, box: QRect) -> None:
        upper = QRect(box.left(), px(2), box.width(), px(30))
        wide = self.ink.wide(Role.FIGURE, self.number)
        self.ink.write(painter, upper, self.number, Role.FIGURE, "red7" if self._alarming else "ink")
        drop = self.ink.metrics(Role.FIGURE).ascent() - self.ink.metrics(Role.FIGURE).capHeight()
        tail = upper.adjusted(wide + px(3), drop // 2, 0, drop // 2)
        self.ink.write(painter, tail, self.tail, Role.BODY, "red7" if self._alarming else "ink2")
        lower = QRect(box.left(), px(32), box.width(), px(18))
        self.ink.write(painter, lower, self.key.label, Role.META, "ink2")


class SegmentButton(Opener):
    """A part of a bar spelt out: its colour, word and count."""

    def __init__(self, panel: PanelView, place: int, ink: Ink, parent: QWidget | None = None) -> None:
        super().__init__(ink, parent)
        self.place = place
        self.show_segment(panel)

    def show_segment(self, panel: PanelView) -> None:
        """The count as it is now."""
        self.segment = panel.bar[self.place]
        self.token = segment_tone(self.segment.word, self.place, self.segment.bad)
        self.words = f"{self.segment.word} {self.segment.count}"
        self.open_with(of_segment(panel, self.segment))

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(px(13) + self.ink.wide(Role.META, self.words) + 2 * px(ROUND) - px(2), px(26))

    def draw(self, painter: QPainter, box: QRect) -> None:
        draw_square(painter, box.left() - px(1), box.center().y() + 1, self.token)
        words = box.adjusted(px(12), 0, px(4), 0)
        self.ink.write(painter, words, self.words, Role.META, "red7" if self.segment.bad else "ink2")


class Walk:
    """Arrow keys through the openers of a pane, of which only the one visited last is on the way of Tab."""

    def __init__(self, ground: QWidget) -> None:
        self._ground = ground
        self.items: list[Opener] = []
        self.current: Opener | None = None

    def over(self, items: Sequence[Opener], place: int = 0) -> None:
        """Walk these, beginning at a place."""
        self.items = list(items)
        for item in self.items:
            item.stepped.connect(self._step)
            item.entered.connect(lambda item=item: self._visit(item))
        if self.items:
            self._visit(self.items[min(max(place, 0), len(self.items) - 1)])

    @property
    def place(self) -> int:
        """Where the current one stands."""
        return self.items.index(self.current) if self.current in self.items else 0

    def _visit(self, item: Opener) -> None:
        if self.current is not None and self.current in self.items:
            self.current.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.current = item
        item.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._ground.setFocusProxy(item)

    def _step(self, key: Qt.Key) -> None:
        target = self._target(key)
        if target is not None:
            target.setFocus(Qt.FocusReason.TabFocusReason)

    def _target(self, key: Qt.Key) -> Opener | None:
        if not self.items:
            return None
        ends = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
        if key in ends:
            return self.items[ends[key]]
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            at = self.place + (1 if key == Qt.Key.Key_Right else -1)
            return self.items[at] if 0 <= at < len(self.items) else None
        return self._beyond(1 if key == Qt.Key.Key_Down else -1)

    def _beyond(self, way: int) -> Opener | None:
        """The nearest one in the row below or above."""
        if self.current is None:
            return None
        here = self._centre(self.current)
        others = [(item, self._centre(item) - here) for item in self.items]
        found = [(abs(gap.y()) * 4 + abs(gap.x()), place) for place, (_, gap) in enumerate(others) if gap.y() * way > 2]
        return self.items[min(found)[1]] if found else None

    def _centre(self, item: Opener) -> QPoint:
        return item.mapTo(self._ground, item.rect().center())
