"""The entrance with a window: the unlock screen is painted first, everything heavy is imported behind it."""

import argparse
import gc
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QTranslator
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication

from desktop_app import crash
from desktop_app.system import logs
from desktop_app.system.clock import Clock, SystemClock
from desktop_app.system.paths import DataFolder, default_folder
from desktop_app.system.settings import Settings
from desktop_app.views import text, theme
from desktop_app.views.front import PRACTICE_ROOM, Front, Given
from desktop_app.views.instance import Instance
from desktop_app.views.jobs import Jobs
from desktop_app.views.main_window import MainWindow

if TYPE_CHECKING:
    from desktop_app.services.desk import Desk
    from desktop_app.views.session import Session


def main(argv: Sequence[str] | None = None) -> int:
    """Open the window; answers the exit status."""
    asked = parser().parse_args(argv)
    if asked.show is not None:
        from desktop_app.views.showing import show

        crash.hear_qt()
        return show(application(), asked.show)
    return run(application(), DataFolder(asked.data or default_folder()), asked.practice)


def parser() -> argparse.ArgumentParser:
    """Options of the window."""
    top = argparse.ArgumentParser(prog="guizhengtai", description=f"{text.SHORT}：{text.NAME}")
    top.add_argument("--data", type=Path, default=None, help="数据目录")
    top.add_argument("--practice", action="store_true", help="打开演练县的一次性副本")
    top.add_argument("--show", type=Path, default=None, metavar="目录", help="与 --practice 合用：截图和纸面存到这里")
    return top


def application() -> QApplication:
    """The Qt application, with Qt's own words in Chinese."""
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("guizhengtai")
    app.setApplicationDisplayName("")
    words = QTranslator(app)
    if words.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(words)
    return app


def run(app: QApplication, folder: DataFolder, practice: bool) -> int:
    """One window's life, or a knock at the one that is open already."""
    instance = Instance(folder.root, folder.lock)
    if not practice and not instance.take():
        instance.raise_first()
        return 0
    watch = crash.Watch(logs.begin(folder.logs))
    fatal = logs.watch_for_fatal(folder.logs)
    watch.install()
    program = Program(app, folder, SystemClock(), watch)
    instance.called.connect(program.window.raise_up)
    program.begin(practice)
    status = app.exec()
    program.end()
    instance.release()
    if fatal is not None:
        logs.stop_watching(fatal)
    return status


class Program:
    """Builds what the window is made of, and takes it apart in order."""

    def __init__(self, app: QApplication, folder: DataFolder, clock: Clock, watch: crash.Watch) -> None:
        self._folder = folder
        self._watch = watch
        self.settings = Settings.read(folder.settings)
        theme.apply(app, self.settings.scale)
        self.window = MainWindow(self.settings)
        self.jobs = Jobs()
        self.given = Given(self.window, folder, clock, self.settings, self.jobs)
        self.front = Front(self.given)
        self.front.opened.connect(self.open)
        self.session: Session | None = None
        self.window.closing.connect(self._closing)

    def begin(self, practice: bool = False) -> None:
        """Show the front; ``painted`` of the window comes after its first picture."""
        if practice:
            self.front.practise()
        else:
            self.front.begin()
        self.window.appear()

    def open(self, desk: "Desk", first: str) -> None:
        """The file is open: build the desk behind the front and show it."""
        from desktop_app.views.session import Session

        self.session = Session(self.given, desk)
        self.session.restore_wanted.connect(self._restore)
        self._watch.keep = self.session.leave
        self._watch.refused = self.session.bus.failed.emit
        self.session.start(first)
        # What the window is made of stays: no sweep need look at it again.
        gc.freeze()
        if desk.store.keeps_habits:
            self.settings.write(self._folder.settings)

    def _restore(self, path: Path) -> None:
        self._close_session()
        self.front.begin()
        self.front.restore_first(path)

    def _closing(self, event: QCloseEvent) -> None:
        if self.session is not None and not self.session.close():
            event.ignore()

    def _close_session(self) -> None:
        if self.session is None:
            return
        self._watch.forget()
        self.window.drop_desk()
        store = self.session.desk.store
        store.close()
        if store.practice and store.folder.root.parent.name.startswith(PRACTICE_ROOM):
            shutil.rmtree(store.folder.root.parent, ignore_errors=True)
        self.session.deleteLater()
        self.session = None

    def end(self) -> None:
        """After the last window closed: let the worker finish, close the file, remember habits."""
        self.jobs.close()
        keeps = self.session is None or self.session.desk.store.keeps_habits
        self._close_session()
        if keeps:
            self.settings.write(self._folder.settings)
