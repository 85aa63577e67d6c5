"""The whole window over an office, for tests of what its keeper sees first."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.services.desk import Desk
from desktop_app.system.settings import Settings
from desktop_app.views.front import Given
from desktop_app.views.jobs import Jobs
from desktop_app.views.main_window import MainWindow
from desktop_app.views.session import Session


def opened(qtbot: QtBot, desk: Desk) -> Session:
    """The window over an office, the first page read."""
    settings, jobs = Settings(), Jobs()
    window = MainWindow(settings)
    window.resize(1366, 768)
    session = Session(Given(window, desk.store.folder, desk.clock, settings, jobs), desk)
    with qtbot.waitActive(window):
        window.show()
    session.start()
    settle(qtbot, session)
    return session


def settle(qtbot: QtBot, session: Session) -> None:
    qtbot.waitUntil(lambda: not session.given.jobs.busy, timeout=20_000)
    QApplication.processEvents()


def closed(qapp: QApplication, session: Session) -> None:
    session.close()
    session.given.jobs.close()
    session.window.deleteLater()
    session.deleteLater()
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
