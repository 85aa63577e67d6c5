"""Before the desk is open: unlock screen or first start, and what they ask to be done. Heavy imports come after it."""

import importlib
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop_app.system.clock import Clock
from desktop_app.system.errors import Damaged, Refusal
from desktop_app.system.paths import DataFolder
from desktop_app.system.settings import Settings
from desktop_app.views import text
from desktop_app.views.controls import label
from desktop_app.views.dialogs import confirm
from desktop_app.views.envelope import EnvelopePage
from desktop_app.views.front_menu import FrontMenu
from desktop_app.views.help import show_about, show_front_help
from desktop_app.views.jobs import Cancelled, Jobs, Progress
from desktop_app.views.main_window import MainWindow
from desktop_app.views.secrets import ask_password
from desktop_app.views.unlock import UnlockScreen
from desktop_app.views.wizard import Wizard
from desktop_app.views.wizard_page import Answers, Way

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk

HEAVY = ("desktop_app.views.session", "desktop_app.services.access", "desktop_app.services.setup")
"""Imported by the worker once the first picture stands."""
PRACTICE_ROOM = "guizhengtai-practice-"
"""What the name of a folder begins with that goes when the practice county is left."""
PRACTICE_PASSWORD = "yanlian2015"
"""Latin alone: password fields switch input methods off."""


@dataclass
class Given:
    """What the front is built with."""

    window: MainWindow
    folder: DataFolder
    clock: Clock
    settings: Settings
    jobs: Jobs


class Front(QObject):
    """``opened`` carries the Desk and what to do first: nothing, ``import`` or the new recovery key was shown."""

    opened = Signal(object, str)

    def __init__(self, given: Given) -> None:
        super().__init__(given.window)
        self._given = given
        self._screen: QWidget | None = None
        given.window.painted.connect(self._import_behind)

    def begin(self) -> None:
        """Show what this folder needs."""
        if self._given.folder.exists:
            self._show_unlock()
        else:
            self._show_wizard()

    def _import_behind(self) -> None:
        self._given.jobs.run(_import_heavy, lambda _none: None, self._failed)

    def _show_unlock(self) -> None:
        settings = self._given.settings
        screen = UnlockScreen(settings.unit, settings.year)
        screen.tried.connect(self._unlock)
        screen.reset_asked.connect(self._reset)
        screen.left.connect(self._given.window.close)
        self._help_on(screen, True)
        self._screen = screen
        self._given.window.show_front(screen, "已锁定", f"{text.VERSION}　单机版")

    def _show_wizard(self) -> None:
        wizard = Wizard()
        wizard.finished.connect(self._found)
        wizard.restore_asked.connect(self.restore_first)
        wizard.left.connect(self._given.window.close)
        self._help_on(wizard, False)
        self._screen = wizard
        self._given.window.show_front(wizard, "未打开工作库", f"{text.VERSION}　单机版", self._menu())

    def _menu(self) -> FrontMenu:
        window = self._given.window
        return FrontMenu(
            (
                ("从备份恢复…", "Ctrl+R", self.restore_first),
                ("打开示例", "", self.practise),
                ("退出", "Alt+F4", window.close),
            ),
            (
                ("帮助", "F1", lambda: show_front_help(window, False)),
                ("关于规整台", "", lambda: show_about(window, str(self._given.folder.root))),
            ),
        )

    def _help_on(self, screen: QWidget, unlocking: bool) -> None:
        QShortcut(QKeySequence("F1"), screen, lambda: show_front_help(self._given.window, unlocking))

    def _unlock(self, password: str) -> None:
        given = self._given

        def work(_progress: Progress) -> "Desk":
            from desktop_app.services.office import open_desk

            return open_desk(given.folder, password, given.clock)

        given.jobs.run(work, lambda desk: self.opened.emit(desk, ""), self._failed)

    def _reset(self, recovery: str, password: str) -> None:
        given = self._given

        def work(_progress: Progress) -> "tuple[Desk, str]":
            from desktop_app.services.access import reset_password

            return reset_password(given.folder, recovery, password, given.clock)

        given.jobs.run(work, lambda made: self._show_envelope(*made, ""), self._failed)

    def _found(self, answers: Answers) -> None:
        if answers.way is Way.PRACTICE:
            self.practise()
            return
        given = self._given
        given.settings.second_backup = answers.second_backup
        assert isinstance(self._screen, Wizard)
        self._screen.set_busy("正在建库…")
        after = "import" if answers.way is Way.IMPORT else ""
        given.jobs.run(
            lambda _progress: _founded(given, answers), lambda made: self._show_envelope(*made, after), self._failed
        )

    def _show_envelope(self, desk: "Desk", recovery: str, after: str) -> None:
        from desktop_app.views.paper import Paper, recovery_writer

        given = self._given
        page = EnvelopePage(recovery)
        write = recovery_writer(desk, recovery)
        paper = Paper(given.window, "恢复码", "recovery", write, given.jobs, given.settings, page.say, page.tell)
        page.offer(paper.print, paper.save)
        page.kept.connect(lambda: self.opened.emit(desk, after))
        self._screen = page
        given.window.show_front(page, "工作库已打开", f"{text.VERSION}　单机版")

    def practise(self) -> None:
        """Make the practice county in a throw-away copy and open it."""
        self._show_waiting("正在准备演练县：建库，导入示例台账…")
        self._given.jobs.run(
            lambda progress: _practice(progress), lambda desk: self.opened.emit(desk, "practice"), self._failed
        )

    def _show_waiting(self, said: str) -> None:
        page = QWidget()
        page.setProperty("ground", "bg")
        column = QVBoxLayout(page)
        column.addStretch(1)
        line = label(said, "lead")
        line.setContentsMargins(0, 0, 0, 0)
        column.addWidget(line)
        column.addStretch(1)
        self._screen = page
        self._given.window.show_front(page, "请稍候", f"{text.VERSION}　单机版")

    def restore_first(self, path: Path | None = None, damaged: bool = False) -> None:
        """Begin from a backup: choose it, ask its password, put it in place, then unlock as usual."""
        given = self._given
        chosen = path or _choose_backup(given)
        if chosen is None:
            return
        secret = ask_password(given.window, "从备份恢复", "输入口令或恢复码（备份当天的也可以）", "恢复")
        if secret is None:
            return

        def work(_progress: Progress) -> str:
            from desktop_app.store.restore import restore

            manifest = restore(given.folder, chosen, secret, given.clock, damaged=damaged)
            return manifest.made_at

        given.jobs.run(work, self._restored, self._failed, "从备份恢复")

    def _restored(self, made_at: str) -> None:
        self.begin()
        if isinstance(self._screen, UnlockScreen):
            self._screen.set_state(f"已恢复到 {made_at[:16].replace('T', ' ')} 的备份，输入口令打开")

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            return
        if isinstance(error, Damaged):
            self._offer_backup(error)
            return
        if not isinstance(error, Refusal):
            raise error
        if isinstance(self._screen, (UnlockScreen, Wizard)):
            self._screen.refused(error.said)
        else:
            self.begin()
            self._failed(error)

    def _offer_backup(self, damaged: Damaged) -> None:
        """The file is damaged: offer the newest good backup; the damaged file is kept."""
        from desktop_app.store.backup import list_backups

        found = list_backups(self._given.folder.backups)
        if isinstance(self._screen, (UnlockScreen, Wizard)):
            self._screen.refused(damaged.said)
        if not found:
            return
        newest = found[0]
        when = f"{newest.made_at.astimezone():%m-%d %H:%M}"
        said = f"{damaged.said}\n最近的备份是 {when}（{newest.why}）。恢复它？损坏的文件另存留查。"
        if confirm(self._given.window, "数据文件损坏", said, f"恢复 {when} 的备份", "先不恢复", dangerous=False):
            self.restore_first(newest.path, damaged=True)


def _import_heavy(progress: Progress) -> None:
    for name in HEAVY:
        progress.check()
        importlib.import_module(name)


def _founded(given: Given, answers: Answers) -> "tuple[Desk, str]":
    from desktop_app.services.office import seated
    from desktop_app.services.setup import Founding, PhaseDates, found

    wanted = Founding(
        answers.unit,
        answers.short,
        answers.year,
        answers.profile,
        answers.keeper,
        answers.plan_title,
        answers.plan_no,
        tuple(PhaseDates(*phase) for phase in answers.phases),
    )
    store, recovery = found(given.folder, given.clock, wanted, answers.password)
    return seated(store, given.clock), recovery


def _practice(progress: Progress) -> "Desk":
    from desktop_app.exchange.practice import furnish

    root = Path(tempfile.mkdtemp(prefix=PRACTICE_ROOM))
    try:
        progress.check()
        return furnish(root / "data", password=PRACTICE_PASSWORD)
    except BaseException:
        shutil.rmtree(root, ignore_errors=True)
        raise


def _choose_backup(given: Given) -> Path | None:
    folder = str(given.folder.backups if given.folder.backups.exists() else Path.home())
    chosen, _ = QFileDialog.getOpenFileName(given.window, "选择备份", folder, "规整台备份 (*.gzt)")
    return Path(chosen) if chosen else None
