"""Locking the window: idle watch, and hiding every window that could show data."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from shiboken6 import isValid

from desktop_app.views.dialogs import Dialog

ACTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)
"""What somebody who is there does."""

_PASSING = (Qt.WindowType.Popup, Qt.WindowType.ToolTip)
"""Windows that belong to a moment: they are not brought back."""


class IdleWatch(QObject):
    """Says ``idle`` when nobody touched keyboard or mouse for the minutes set (闲置锁定)."""

    idle = Signal()

    def __init__(self, minutes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.idle)
        self.set_minutes(minutes)

    def set_minutes(self, minutes: int) -> None:
        self._timer.setInterval(minutes * 60_000)

    def start(self) -> None:
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        self._timer.start()

    def stop(self) -> None:
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)
        self._timer.stop()

    @property
    def left_ms(self) -> int:
        return self._timer.remainingTime()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() in ACTS and self._timer.isActive():
            self._timer.start()
        return super().eventFilter(watched, event)


class LockKey(QObject):
    """F12 wherever the keyboard is: the window's own shortcut does not reach past a modal dialog or an open list."""

    pressed = Signal()

    def start(self) -> None:
        _app().installEventFilter(self)

    def stop(self) -> None:
        _app().removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_F12:
            self.pressed.emit()
            return True
        return super().eventFilter(watched, event)


def keep_typing() -> None:
    """Let every dialog that stands keep what is typed in it."""
    for window in QApplication.topLevelWidgets():
        if isinstance(window, Dialog) and window.isVisible():
            window.keep()


class Veil(QObject):
    """Takes every other window off the screen and brings back those that were ours (遮蔽).

    Our own dialogs wait hidden with what was typed; foreign ones (file chooser, printer) are closed. What comes up
    behind the veil waits too, unless it belongs to the screen that stands in front.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hidden: dict[QWidget, QPoint] = {}
        self._front: QWidget | None = None
        self._lifting = False

    @property
    def unkept(self) -> bool:
        """Whether a waiting dialog holds what only it knows: it would be gone with the program."""
        return any(isinstance(one, Dialog) and isValid(one) and one.unkept for one in self._hidden)

    def draw(self, keep: QWidget, front: QWidget) -> None:
        """Hide everything but ``keep`` and what belongs to ``front``; the dialogs from the topmost down."""
        self._front = front
        _app().installEventFilter(self)
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            pass
        while (modal := QApplication.activeModalWidget()) is not None and self._take(modal):
            pass
        for window in QApplication.topLevelWidgets():
            if window is not keep and window.isVisible():
                self._take(window)

    def _take(self, window: QWidget) -> bool:
        """Hide or close a window; whether it is gone from the screen."""
        if isinstance(window, QDialog) and not isinstance(window, Dialog):
            window.reject()
        else:
            spot = window.pos()
            window.hide()
            if window.windowType() not in _PASSING:
                self._hidden[window] = spot
        return not window.isVisible()

    def lift(self) -> None:
        """Show them again as they lay, the topmost last, the cursor where it was."""
        self._lifting = True
        for window, spot in reversed(self._hidden.items()):
            if isValid(window) and not (isinstance(window, Dialog) and window.answered):
                window.show()
                if not window.isMaximized():
                    window.move(spot)
        self._lifting = False
        _app().removeEventFilter(self)
        self._hidden.clear()
        self._front = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if self._lifting:
            # Qt feigns a Tab into the field of a dialog shown again: it would select all that is typed there.
            return isinstance(event, QFocusEvent) and event.reason() == Qt.FocusReason.TabFocusReason
        if event.type() == QEvent.Type.Show and isinstance(watched, QDialog) and not self._before(watched):
            watched.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
            QTimer.singleShot(0, watched, partial(self._put_behind, watched))
        return super().eventFilter(watched, event)

    def _put_behind(self, window: QDialog) -> None:
        if self._front is not None:
            self._take(window)
        window.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen, False)

    def _before(self, window: QWidget) -> bool:
        return self._front is not None and self._front.isAncestorOf(window)


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
