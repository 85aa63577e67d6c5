"""Lists at the left, panels at the right: the line between them, remembered per tab, and F4."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QStackedWidget

from desktop_app.store.preferences import Preferences
from desktop_app.views.theme import px

PANEL, PANEL_WIDE, PANEL_LEAST, PANEL_MOST = 430, 480, 360, 560
VIEW_LEAST = 420
WIDE = 1600


class Split(QSplitter):
    """``views`` and ``panels`` are stacks; the panel's width and whether it is shown are the officer's."""

    def __init__(self, tab: str, preferences: Preferences) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._tab, self._preferences = tab, preferences
        self._sized = self._whole = False
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.views, self.panels = QStackedWidget(), QStackedWidget()
        self.views.setMinimumWidth(px(VIEW_LEAST))
        self.panels.setMinimumWidth(px(PANEL_LEAST))
        self.panels.setMaximumWidth(px(PANEL_MOST))
        self.addWidget(self.views)
        self.addWidget(self.panels)
        self.setStretchFactor(0, 1)
        self.setStretchFactor(1, 0)
        self.hidden = False
        self.give_room(False)
        self.splitterMoved.connect(self._keep_width)

    def toggle(self) -> None:
        """Show or hide the panel."""
        self.hidden = not self.hidden
        self.panels.setVisible(not self.hidden)
        if not self._whole:
            self._preferences.put(f"panel-hidden:{self._tab}", self.hidden)

    def open(self) -> None:
        """Show the panel."""
        if self.hidden:
            self.toggle()

    def rest(self) -> None:
        """Nobody works in the panel any more: a view that takes all the room gets it back."""
        if self._whole and not self.hidden:
            self.toggle()

    def give_room(self, whole: bool) -> None:
        """Give a view the room of the panel for as long as it is shown, else show the panel as the officer left it."""
        self._whole = whole
        self.hidden = whole or bool(self._preferences.get(f"panel-hidden:{self._tab}", False))
        self.panels.setVisible(not self.hidden)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if not self._sized and self.width() > px(900):
            self._sized = True
            usual = PANEL_WIDE if self.width() >= px(WIDE) else PANEL
            kept = int(self._preferences.get(f"panel:{self._tab}", 0)) or px(usual)
            self.setSizes([self.width() - kept - 1, kept])

    def _keep_width(self) -> None:
        self._preferences.put(f"panel:{self._tab}", self.panels.width())
