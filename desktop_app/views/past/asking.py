"""截至某日…: asks for a day, lets the worker wind the file back, shows the tab's registers as they stood."""

from datetime import date

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from desktop_app.registers.spec import Register
from desktop_app.rules.dates import typed_date
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services.desk import Desk
from desktop_app.services.past import Pasts, refused
from desktop_app.store.preferences import Preferences
from desktop_app.system.errors import Damaged, Refusal
from desktop_app.system.settings import Settings
from desktop_app.views.bulletin.screen import BulletinScreen
from desktop_app.views.bus import Bus
from desktop_app.views.controls import PRIMARY, label
from desktop_app.views.dialogs import Dialog
from desktop_app.views.jobs import Cancelled, Jobs
from desktop_app.views.past.screen import PastScreen
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.workspace import Workspace

NO_REGISTER = "这一页没有台账。换到台账页，再看截至某日"


class DayDialog(Dialog):
    """Which day; refused ones are said at once."""

    def __init__(self, parent: QWidget, desk: Desk, title: str) -> None:
        super().__init__(parent, f"截至某日 — {title}", 440)
        self._desk = desk
        self.day: date | None = None
        self.line = QLineEdit()
        self.line.setPlaceholderText("430、4.30、-1")
        self.body.addWidget(label("看哪一天终了时的样子", "label", self.line))
        self.body.addWidget(self.line)
        self.line.textChanged.connect(lambda _text: self.say(""))
        self.add_cancel()
        self.add_button("看当时的样子", "Enter", self._take, PRIMARY).setDefault(True)
        self.line.setFocus()

    def _take(self) -> None:
        try:
            day = typed_date(self.line.text(), self._desk.today)
        except Unreadable as fault:
            self.say(fault.said)
            return
        said = refused(self._desk, day) if day is not None else "没填日期。如 430、4.30"
        if said:
            self.say(said)
            self.line.selectAll()
        else:
            self.day = day
            self.accept()


class AsOf(QObject):
    """The days looked at, and the screens that show them."""

    def __init__(
        self, desk: Desk, bus: Bus, jobs: Jobs, settings: Settings, preferences: Preferences, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._desk, self._bus, self._jobs = desk, bus, jobs
        self._settings, self._preferences = settings, preferences
        self._pasts = Pasts(desk)

    def ask(self, workspace: Workspace) -> None:
        """Ask for a day and show the register looked at as it stood then. Refuses a tab that keeps none."""
        registers, register = _kept(workspace)
        dialog = DayDialog(workspace.window(), self._desk, register.title)
        if dialog.exec() != QDialog.DialogCode.Accepted or dialog.day is None:
            return
        day, at = dialog.day, workspace.bar.currentIndex()
        self._pasts.drop([screen.past for screen in workspace.covers if isinstance(screen, PastScreen)])
        self._jobs.run(
            lambda progress: self._pasts.at(day, progress),
            lambda past: self._show(workspace, at, past, registers, register),
            self._failed,
            f"正在还原到 {day}",
        )

    def _show(
        self, workspace: Workspace, at: int, past: Desk, registers: tuple[Register, ...], register: Register
    ) -> None:
        given = self._settings, self._preferences
        made = PastScreen(past, self._desk, self._bus, self._jobs, registers, register, *given)
        made.left.connect(lambda: workspace.uncover(at))
        made.again.connect(lambda: self.ask(workspace))
        workspace.cover(at, made)

    def leave(self, workspace: Workspace, tabs: frozenset[str]) -> None:
        """Back to now on these tabs (敏感台账 were shut)."""
        for screen in workspace.covers:
            if isinstance(screen, PastScreen) and screen.registers[0].tab in tabs:
                screen.left.emit()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, (Refusal, Damaged)):
            raise error
        self._bus.failed.emit(error.said)

    def close(self) -> None:
        """Let go of every copy."""
        self._pasts.close()


def _kept(workspace: Workspace) -> tuple[tuple[Register, ...], Register]:
    """The registers of the tab shown, and the one looked at."""
    screen = workspace.screen_now
    if isinstance(screen, BulletinScreen):
        screen = screen.ledger
    if isinstance(screen, PastScreen):
        return screen.registers, screen.register
    if isinstance(screen, RegisterScreen):
        return screen.registers, screen.place.register
    raise Refusal(NO_REGISTER)
