"""The window: a front (unlock, wizard) or the desk, never both; it remembers where it stood."""

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QScrollArea, QStackedWidget, QWidget

from desktop_app.system.settings import Settings
from desktop_app.views import text
from desktop_app.views.icons import app_icon
from desktop_app.views.status import StatusBar
from desktop_app.views.theme import px

SMALLEST = (1280, 680)
USUAL = (1366, 768)
TITLE_BAR = 32
"""The most the system takes for its title bar."""


class MainWindow(QMainWindow):
    """One window for the whole run. ``painted`` comes once, after its first picture; ``closing`` before it closes."""

    painted = Signal()
    closing = Signal(object)

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self._settings = settings
        self._mark = ""
        self._painted = False
        self.setWindowIcon(app_icon())
        self._pages = QStackedWidget()
        self._pages.setProperty("ground", "bg")
        self.setCentralWidget(self._pages)
        self.status = StatusBar()
        self.setStatusBar(self.status)
        self._front: QScrollArea | None = None
        self._desk: QWidget | None = None
        self._menu: QWidget | None = None
        self.retitle()
        self._place()

    def _place(self) -> None:
        screen = self.screen().availableGeometry()
        wide, high = screen.width(), screen.height() - px(TITLE_BAR)
        self.setMinimumSize(min(px(SMALLEST[0]), wide), min(px(SMALLEST[1]), high))
        kept = QByteArray.fromBase64(self._settings.geometry.encode())
        placed = not kept.isEmpty() and self.restoreGeometry(kept)
        self._fills = not placed and (wide <= px(USUAL[0]) or high <= px(USUAL[1]))
        if not placed:
            self.resize(min(px(USUAL[0]), wide), min(px(USUAL[1]), high))

    def appear(self) -> None:
        """Come up where it stood last; the first time over the whole of a screen that has no room to spare."""
        if self._fills:
            self.showMaximized()
        else:
            self.show()

    def set_mark(self, mark: str) -> None:
        """What kind of desk it is, in a word: 演练, 督查人员 · 只读."""
        self._mark = mark
        self.retitle()

    def retitle(self) -> None:
        """The title says program, unit and year; never a case."""
        self.setWindowTitle(text.title(self._settings.unit, self._settings.year, self._mark))

    def show_front(self, front: QWidget, left: str, right: str, menu: QWidget | None = None) -> None:
        """Show unlock screen or wizard in place of everything."""
        self._swap_front(front)
        self._set_menu(menu)
        front.setFocus()
        if not self._painted:
            front.installEventFilter(self)
        self.status.front(left, right)

    def show_desk(self, desk: QWidget, menu: QWidget) -> None:
        """Show the desk and drop the front."""
        if self._desk is not desk:
            self.drop_desk()
            self._desk = desk
            self._pages.addWidget(desk)
        self._pages.setCurrentWidget(desk)
        self._swap_front(None)
        self._set_menu(menu)
        self.status.desk(self._mark if self._mark == text.INSPECTING else "")

    def drop_desk(self) -> None:
        """The file is closed: nothing of it stays in the window."""
        if self._desk is not None:
            self._pages.removeWidget(self._desk)
            self._desk.deleteLater()
            self._desk = None

    def _swap_front(self, front: QWidget | None) -> None:
        old, self._front = self._front, None if front is None else _scrolling(front)
        if self._front is not None:
            self._pages.addWidget(self._front)
            self._pages.setCurrentWidget(self._front)
        if old is not None:
            self._pages.removeWidget(old)
            old.deleteLater()

    def _set_menu(self, menu: QWidget | None) -> None:
        if self._menu is not None and menu is None:
            self._menu.hide()
        elif menu is not None:
            if menu is not self._menu:
                self.setMenuWidget(menu)
                self._menu = menu
            menu.show()

    @property
    def page_now(self) -> QWidget:
        """The front or the desk, whichever is shown."""
        return self._front.widget() if self._front is not None else self._pages.currentWidget()

    def raise_up(self) -> None:
        """A second start asks for the window."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def keep_place(self) -> None:
        self._settings.geometry = bytes(self.saveGeometry().toBase64().data()).decode()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() == QEvent.Type.Paint and not self._painted:
            self._painted = True
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.painted.emit)
        return super().eventFilter(watched, event)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802
        self.closing.emit(event)
        if event.isAccepted():
            self.keep_place()


def _scrolling(front: QWidget) -> QScrollArea:
    """A front that can be reached whole on a screen too small for it."""
    room = QScrollArea()
    room.setWidgetResizable(True)
    room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    room.setWidget(front)
    return room
