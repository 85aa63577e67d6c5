"""The field with the cursor is always in sight: a scroll area goes where the focus goes."""

from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget
from shiboken6 import isValid

from desktop_app.views.theme import px

BELOW = 44
"""Pixels kept free under the field: its message, or the beginning of its list."""


class InSight(QObject):
    """Scrolls an area to the field with the cursor, also when a section unfolds or a message appears."""

    def __init__(self, area: QScrollArea) -> None:
        super().__init__(area)
        self._area = area
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(0)
        self._wait.timeout.connect(self.scroll)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._moved)
        area.verticalScrollBar().rangeChanged.connect(self._wait.start)

    def _moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        if self._holds(now):
            self._wait.start()

    def _holds(self, now: QWidget | None) -> bool:
        inner = self._area.widget() if isValid(self._area) else None
        return now is not None and inner is not None and inner.isAncestorOf(now)

    def scroll(self) -> None:
        """The field with the cursor and a line below it; of a field higher than the area, the line of the cursor."""
        now = QApplication.focusWidget()
        if now is None or not self._holds(now):
            return
        self._area.ensureWidgetVisible(now, 0, px(BELOW))
        inner, room = self._area.widget(), self._area.viewport().height()
        top = now.mapTo(inner, QPoint(0, 0)).y()
        low = top + now.height() + px(BELOW)
        if low - top <= room:
            bar = self._area.verticalScrollBar()
            bar.setValue(min(top, max(bar.value(), low - room)))
