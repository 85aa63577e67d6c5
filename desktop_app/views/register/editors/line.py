"""The one-line input every editor is built on: it knows when an input method composes, and what Enter means then."""

from PySide6.QtCore import QEvent, QObject, QRect, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.views.theme import Role, colour, font, px

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier

DITTO = "同上"
DITTO_TYPED = ".."


def is_enter(event: QKeyEvent) -> bool:
    """Enter without Ctrl, Shift or Alt, on either block of keys."""
    return event.key() in ENTER and not event.modifiers() & (CONTROL | SHIFT | ALT)


def belongs_to_form(event: QKeyEvent) -> bool:
    """Keys an input leaves to the form around it: Ctrl+Enter, Ctrl+D, Ctrl+S, Alt+letter, Esc."""
    held = event.modifiers()
    if held & CONTROL and event.key() in (*ENTER, Qt.Key.Key_D, Qt.Key.Key_S, Qt.Key.Key_Semicolon):
        return True
    return event.key() == Qt.Key.Key_Escape or (bool(held & ALT) and Qt.Key.Key_A <= event.key() <= Qt.Key.Key_Z)


class Line(QLineEdit):
    """A line that says ``entered`` for Enter, but never while a Chinese word is being composed (组字).

    ``suffix`` is a quiet text inside the right end (the weekday, a count); ``ditto`` draws 同上 there.
    """

    entered = Signal()
    carried = Signal()
    gone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.composing = False
        self._suffix: tuple[str, ...] = ()
        self._ditto = False
        self.textEdited.connect(self._typed)
        self.textChanged.connect(lambda _text: self._make_room())

    def set_suffix(self, *texts: str) -> None:
        """A quiet text at the right end: the first of ``texts`` that leaves room for what is typed."""
        if texts != self._suffix:
            self._suffix = texts
            self._make_room()

    @property
    def suffix(self) -> str:
        return self._mark() if not self._ditto else ""

    def set_ditto(self, on: bool) -> None:
        if on != self._ditto:
            self._ditto = on
            self._make_room()

    @property
    def ditto(self) -> bool:
        return self._ditto

    def _typed(self) -> None:
        self.set_ditto(False)

    def _make_room(self) -> None:
        mark = self._mark()
        width = self._mark_metrics().horizontalAdvance(mark)
        self.setTextMargins(0, 0, self._room_right() + (width + px(10) if width else 0), 0)
        self.setAccessibleDescription(mark)
        self.update()

    def _mark(self) -> str:
        if self._ditto:
            return DITTO
        room = self.width() - px(34) - self._room_right() - self.fontMetrics().horizontalAdvance(self.text())
        metrics = self._mark_metrics()
        return next((text for text in self._suffix if metrics.horizontalAdvance(text) <= room), "")

    def _mark_font(self) -> QFont:
        return font(Role.HINT if self._ditto else Role.META)

    def _mark_metrics(self) -> QFontMetrics:
        return QFontMetrics(self._mark_font())

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802
        self.composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if belongs_to_form(event):
            event.ignore()
        elif is_enter(event):
            event.accept()
            if not self.composing:
                self.enter()
        else:
            super().keyPressEvent(event)

    def enter(self) -> None:
        """Enter was pressed and no word is being composed."""
        (self.carried if self.text().strip() in (DITTO_TYPED, "。。") else self.entered).emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._make_room()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self.composing = False
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.gone.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.selectAll()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if not self._mark():
            return
        painter = QPainter(self)
        painter.setFont(self._mark_font())
        width = painter.fontMetrics().horizontalAdvance(self._mark())
        right = self.width() - px(9) - self._room_right()
        box = QRect(right - width, 0, width, self.height())
        painter.setPen(colour("ink3"))
        if self._ditto:
            frame = QRect(box.left() - 4, (self.height() - px(18)) // 2, width + 8, px(18))
            painter.setPen(colour("line"))
            painter.drawRoundedRect(frame, 3, 3)
            painter.setPen(colour("ink2"))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, self._mark())
        painter.end()

    def _room_right(self) -> int:
        """Pixels at the right end kept for something a subclass draws."""
        return 0


class Composing(QObject):
    """Watches another input (a plain-text edit) for composition."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self.on = False
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: ARG002, N802
        if isinstance(event, QInputMethodEvent):
            self.on = bool(event.preeditString())
        return False
