"""The sensitive registers (敏感台账) behind the password again: 一案双查, 违纪线索, 回避关系."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication

from desktop_app.registers.habits import HABITS
from desktop_app.registers.people import KINSHIPS
from desktop_app.registers.responsibility import INQUIRIES
from desktop_app.services import access
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Damaged, Refusal
from desktop_app.system.settings import Settings
from desktop_app.views.jobs import Cancelled, Jobs
from desktop_app.views.lock import ACTS

KINDS = frozenset({INQUIRIES.kind, KINSHIPS.kind})
"""Kinds whose records are shown only while open."""
CHIPS = frozenset({(HABITS.kind, "违纪线索")})
"""Chips of other registers that show sensitive records: kind and word."""
TABS = frozenset(register.tab for register in (INQUIRIES, KINSHIPS))


def is_sensitive(kind: str, chip: str = "") -> bool:
    """Whether records of a kind, or those a chip of it shows, are sensitive."""
    return kind in KINDS or (kind, chip) in CHIPS


class Sensitive(QObject):
    """Open or shut, for the whole desk. ``opened`` and ``shut`` tell every screen; ``refused`` carries why not.

    Open by the password the desk was opened with; shut again when nobody used them for the minutes set.
    """

    opened = Signal()
    shut = Signal()
    refused = Signal(str)

    def __init__(self, desk: Desk, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk, self.settings = desk, settings
        self._jobs = Jobs(self)
        self._is_open = False
        self._shown: list[Callable[[], bool]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.close)
        desk.withheld = KINDS

    def is_open(self, kind: str, chip: str = "") -> bool:
        """Whether records of a kind may be shown now; what is not sensitive always may."""
        return self._is_open or not is_sensitive(kind, chip)

    @property
    def any_open(self) -> bool:
        """Whether all of them may be shown now."""
        return self._is_open

    @property
    def practice(self) -> bool:
        """Whether the desk is the practice county's."""
        return self.desk.store.practice

    @property
    def busy(self) -> bool:
        """Whether a password is being tried."""
        return self._jobs.busy

    def watch(self, shows: Callable[[], bool]) -> None:
        """A screen that may show sensitive records: while it does, whatever is done counts as use."""
        self._shown.append(shows)

    def forget(self, shows: Callable[[], bool]) -> None:
        """That screen is gone."""
        if shows in self._shown:
            self._shown.remove(shows)

    def attempt(self, password: str) -> None:
        """Try the password; a wrong one costs a try, as at the lock."""
        if not self._jobs.busy:
            self._jobs.run(lambda _progress: access.check(self.desk, password), lambda _none: self._open(), self._no)

    def _open(self) -> None:
        self._is_open = True
        self.desk.withheld = frozenset()
        self._start()
        app = QApplication.instance()
        assert app is not None
        app.installEventFilter(self)
        self.opened.emit()

    def _start(self) -> None:
        self._timer.start(self.settings.sensitive_minutes * 60_000)

    def _no(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, (Refusal, Damaged)):
            raise error
        self.refused.emit(error.said)

    def close(self) -> None:
        """Shut: the time is over, the desk is locked."""
        if self._is_open:
            self._is_open = False
            self.desk.withheld = KINDS
            self._timer.stop()
            app = QApplication.instance()
            assert app is not None
            app.removeEventFilter(self)
            self.shut.emit()

    def stop(self) -> None:
        """The desk is closed."""
        self.close()
        self.desk.withheld = frozenset()
        self._jobs.close()

    @property
    def left_ms(self) -> int:
        """How long until they shut."""
        return self._timer.remainingTime()

    def set_minutes(self, minutes: int) -> None:
        """Another time without use."""
        self.settings.sensitive_minutes = minutes
        if self._is_open:
            self._start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if event.type() in ACTS and self._is_open and any(shows() for shows in self._shown):
            self._start()
        return super().eventFilter(watched, event)
