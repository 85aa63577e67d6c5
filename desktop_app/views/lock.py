"""Locking the window: idle watch, and hiding every window that could show data."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop_app.views.dialogs import Dialog

_ACTS = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    }
)


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
        if event.type() in _ACTS and self._timer.isActive():
            self._timer.start()
        return super().eventFilter(watched, event)


class Veil:
    """Takes every other window off the screen and brings back those that were ours (遮蔽).

    Our own dialogs wait hidden with what was typed; foreign ones (file chooser, printer) are closed.
    """

    def __init__(self) -> None:
        self._hidden: list[QWidget] = []

    def draw(self, keep: QWidget) -> None:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        while (popup := app.activePopupWidget()) is not None:
            popup.close()
        for window in app.topLevelWidgets():
            if window is keep or not window.isVisible():
                continue
            if isinstance(window, QDialog) and not isinstance(window, Dialog):
                window.reject()
            else:
                window.hide()
                self._hidden.append(window)

    def lift(self) -> None:
        for window in self._hidden:
            if not (isinstance(window, Dialog) and window.answered):
                window.show()
        self._hidden.clear()
