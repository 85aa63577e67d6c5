"""Looking after the file while the window is open: daily backup, backup on request, checks, what the status says."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from desktop_app.services.desk import Desk
from desktop_app.services.examining import examined
from desktop_app.store.backup import BackupInfo, backup, daily_due, last_good
from desktop_app.store.file import CHECKED_AT_OPEN
from desktop_app.store.verify import Findings
from desktop_app.system.errors import Damaged, Refusal
from desktop_app.system.settings import Settings
from desktop_app.views.bus import Bus
from desktop_app.views.jobs import Cancelled, Jobs
from desktop_app.views.status import StatusBar, moment

_LOOK_EVERY_MS = 15 * 60_000


class Keeping(QObject):
    """Backups and checks, in the worker; a failed one turns the status bar red until one succeeds."""

    def __init__(self, desk: Desk, bus: Bus, jobs: Jobs, settings: Settings, status: StatusBar) -> None:
        super().__init__()
        self._desk, self._bus, self._jobs, self._settings, self._status = desk, bus, jobs, settings, status
        self._saved: datetime | None = None
        self._stopped = False
        self._broke = False
        self._backup = ("上次备份 无", False)
        self._chain = (True, "未核验")
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.daily)

    def start(self) -> None:
        """Show the last backup, make today's if it is due, look again while the window stays open past midnight."""
        self._tell(last_good(self._desk.store.folder.backups))
        if self._second_lacks() and not self._desk.inspecting:
            self._broke = True
            self._say_backup("第二备份缺", True)
        self.daily()
        if self._desk.store.folder.file.stat().st_size <= CHECKED_AT_OPEN:
            self._check_quietly()
        self._timer.start()

    def saved(self, at: datetime) -> None:
        """Something was written."""
        self._saved = at
        self._status.saved(at)

    def tell_again(self) -> None:
        """After the status bar was made anew."""
        self._status.backup(*self._backup)
        self._status.chain(*self._chain)
        if self._saved is not None:
            self._status.saved(self._saved)

    def stop(self) -> None:
        self._timer.stop()
        self._stopped = True

    def daily(self) -> None:
        if self._desk.store.keeps_habits and daily_due(self._desk.store, self._desk.clock):
            self._run("每日", "")

    def now(self) -> None:
        """立即备份."""
        self._run("手动", "备份")

    @property
    def second(self) -> Path | None:
        return Path(self._settings.second_backup) if self._settings.second_backup else None

    def _second_lacks(self) -> bool:
        """Whether the last backup of the data folder never reached the second place; as the two folders tell."""
        first = last_good(self._desk.store.folder.backups)
        if self.second is None or first is None:
            return False
        other = last_good(self.second)
        return other is None or other.made_at < first.made_at

    def _run(self, why: str, title: str) -> None:
        store, clock, second = self._desk.store, self._desk.clock, self.second
        self._jobs.run(
            lambda _progress: backup(store, store.folder.backups, clock, why, second),
            lambda info: self._made(info, bool(title)),
            self._failed,
            title,
        )

    def _made(self, info: BackupInfo, asked: bool) -> None:
        if self._stopped:
            return
        self._tell(info)
        if self._broke:
            self._broke = False
            self._bus.mended.emit()
        if asked:
            self._bus.said.emit(f"已备份并核验 {info.path.name}")

    def _tell(self, info: BackupInfo | None) -> None:
        when = moment(info.made_at, self._desk.today) if info else "无"
        self._say_backup(f"上次备份 {when}", False)

    def _failed(self, error: Exception) -> None:
        if self._stopped or isinstance(error, Cancelled):
            return
        if not isinstance(error, (Refusal, Damaged)):
            raise error
        self._broke = True
        self._say_backup("第二备份缺" if self._second_lacks() else "备份失败", True)
        self._bus.failed.emit(error.said)

    def _say_backup(self, said: str, failed: bool) -> None:
        self._backup = (said, failed)
        self._status.backup(said, failed)

    def _say_chain(self, sound: bool, said: str) -> None:
        self._chain = (sound, said)
        self._status.chain(sound, said)

    def verify(self) -> None:
        """核验数据文件, asked for by the officer."""
        desk = self._desk
        self._say_chain(True, "核验中")
        self._jobs.run(lambda _progress: examined(desk), self._verified, self._broken, "核验数据文件")

    def _check_quietly(self) -> None:
        desk = self._desk
        self._jobs.run(lambda _progress: examined(desk), self._checked, self._broken)

    def _checked(self, findings: Findings) -> None:
        if self._stopped:
            return
        self._say_chain(findings.sound, "正常" if findings.sound else "异常")
        if not findings.sound:
            self._bus.failed.emit(findings.said[0])

    def _verified(self, findings: Findings) -> None:
        self._checked(findings)
        if findings.sound and not self._stopped:
            self._bus.said.emit(f"核验正常：操作记录 {findings.entries} 条，链首尾相符")

    def _broken(self, error: Exception) -> None:
        if self._stopped or isinstance(error, Cancelled):
            return
        if not isinstance(error, (Refusal, Damaged)):
            raise error
        self._say_chain(False, "异常")
        self._bus.failed.emit(error.said)
