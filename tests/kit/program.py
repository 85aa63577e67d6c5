"""The whole program as the officer meets it: window, keys, waiting for the worker."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app import crash
from desktop_app.bootstrap import Program
from desktop_app.system.clock import Clock
from desktop_app.system.paths import DataFolder
from desktop_app.views.unlock import UnlockScreen
from tests.kit.files import PASSWORD
from tests.kit.keys import settled


@contextmanager
def running(qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: Clock) -> Iterator[Program]:
    """The program on a data folder, its first picture painted and the heavy imports done."""
    program = Program(qapp, folder, clock, crash.Watch(None))
    program.begin()
    settle(qtbot, program)
    try:
        yield program
    finally:
        program.window.close()
        program.end()
        program.window.deleteLater()
        qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@contextmanager
def at_desk(qtbot: QtBot, qapp: QApplication, folder: DataFolder, clock: Clock) -> Iterator[Program]:
    """The program unlocked, at the size of the officer's screen, with the keyboard."""
    with running(qtbot, qapp, folder, clock) as made:
        screen = made.window.page_now
        assert isinstance(screen, UnlockScreen)
        screen.password.line.setText(PASSWORD)
        QTest.keyClick(screen.password.line, Qt.Key.Key_Return)
        settle(qtbot, made)
        made.window.resize(1366, 768)
        settled(made.window)
        yield made


def settle(qtbot: QtBot, program: Program) -> None:
    """Until the worker has nothing to do and its answers have arrived."""
    QApplication.processEvents()
    qtbot.waitUntil(lambda: not _busy(program), timeout=60_000)
    QApplication.processEvents()


def _busy(program: Program) -> bool:
    gate = program.session.gate if program.session is not None else None
    if gate is not None and gate.is_locked:
        return gate.busy
    return program.jobs.busy
