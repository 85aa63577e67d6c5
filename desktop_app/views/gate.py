"""Locking the open desk (锁定): the unlock screen takes the window's place, everything else leaves the screen."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from desktop_app.services import access
from desktop_app.services.desk import Desk
from desktop_app.store import drafts
from desktop_app.system.errors import Damaged, Refusal
from desktop_app.views.front import PRACTICE_PASSWORD, Given
from desktop_app.views.help import show_front_help
from desktop_app.views.jobs import Cancelled, Jobs
from desktop_app.views.lock import IdleWatch, LockKey, Veil, keep_typing
from desktop_app.views.unlock import UnlockScreen


class Gate(QObject):
    """Locked or not. ``locked`` and ``unlocked`` tell the session; the file stays open, the typing where it is.

    ``renewed`` carries the recovery key that replaces the one just used.
    """

    locked = Signal()
    unlocked = Signal()
    renewed = Signal(str)

    def __init__(self, given: Given, desk: Desk, leave: Callable[[], bool], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._given, self._desk, self._leave = given, desk, leave
        self._veil = Veil(self)
        self._own = Jobs(self)
        self._screen: UnlockScreen | None = None
        self._warned = False
        self._watch = IdleWatch(given.settings.idle_minutes, self)
        self._watch.idle.connect(self.idle)
        self._watch.start()
        self._key = LockKey(self)
        self._key.pressed.connect(self.lock)
        self._key.start()

    @property
    def is_locked(self) -> bool:
        return self._screen is not None

    def set_minutes(self, minutes: int) -> None:
        self._given.settings.idle_minutes = minutes
        self._watch.stop()
        self._watch.set_minutes(minutes)
        self._watch.start()

    @property
    def left_ms(self) -> int:
        """How long until the desk locks itself."""
        return self._watch.left_ms

    def idle(self) -> None:
        """Nobody was here for the minutes set."""
        self.lock(idle=True)

    @property
    def busy(self) -> bool:
        """Whether a password is being tried."""
        return self._own.busy

    def stop(self) -> None:
        self._watch.stop()
        self._key.stop()
        self._own.close()

    def may_close(self) -> bool:
        """False once where a dialog behind the lock holds what would be gone; the screen then says so."""
        if self._screen is None or self._warned or not self._veil.unkept:
            return True
        self._warned = True
        self._screen.say("有窗口填了还没存，退出就没有了。解锁后先存，或再退出一次", "caution")
        return False

    def lock(self, idle: bool = False) -> None:
        """Keep what is typed as drafts and put the unlock screen in front of nothing; running work goes on unseen."""
        if self._screen is not None:
            return
        try:
            self._leave()
            keep_typing()
        finally:
            self._shut(idle)

    def _shut(self, idle: bool) -> None:
        """The screen first: whatever a dialog does on leaving happens behind it."""
        window = self._given.window
        self._watch.stop()
        self._given.jobs.hold()
        self._warned = False
        self._screen = screen = self._make(idle)
        window.show_front(screen, "已锁定", "未登录")
        self._veil.draw(window, screen)
        window.activateWindow()
        screen.setFocus()
        self.locked.emit()

    def _make(self, idle: bool) -> UnlockScreen:
        settings = self._given.settings
        screen = UnlockScreen(settings.unit, settings.year)
        why = f"，闲置 {settings.idle_minutes} 分钟" if idle else ""
        screen.set_state(f"已锁定　{self._desk.clock.now().astimezone():%H:%M}{why}")
        screen.set_keeper(self._desk.store.who)
        kept = drafts.all_kept(self._desk.store)
        screen.set_drafts(f"{len(kept)} 份，解锁后继续" if kept else "")
        if self._desk.store.practice:
            screen.say(f"演练口令：{PRACTICE_PASSWORD}", "meta2")
        screen.tried.connect(self._try)
        screen.reset_asked.connect(self._reset)
        screen.left.connect(self._given.window.close)
        QShortcut(QKeySequence("F1"), screen, lambda: show_front_help(screen, True))
        return screen

    def _try(self, password: str) -> None:
        self._own.run(lambda _progress: access.check(self._desk, password), lambda _none: self._open(), self._no)

    def _reset(self, recovery: str, password: str) -> None:
        self._own.run(
            lambda _progress: access.reset_by_recovery(self._desk, recovery, password), self._open_anew, self._no
        )

    def _open_anew(self, recovery: str) -> None:
        self._open()
        self.renewed.emit(recovery)

    def _no(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return
        if not isinstance(error, (Refusal, Damaged)):
            raise error
        if self._screen is not None:
            self._screen.refused(error.said)

    def _open(self) -> None:
        self._screen = None
        self.unlocked.emit()
        self._veil.lift()
        self._watch.start()
        self._given.jobs.release()
