"""The mark board of an office with sixty candidates seated: made once, copied for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.services.desk import Desk
from desktop_app.services.office import seated as seated_desk
from desktop_app.store.file import Store
from desktop_app.store.preferences import Preferences
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder
from desktop_app.system.settings import Settings
from desktop_app.views import theme
from desktop_app.views.bus import Bus
from desktop_app.views.exams.board import MarkBoard
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.screens import tabs
from tests.kit.files import PASSWORD
from tests.kit.keys import Said
from tests.kit.mark_board import TODAY, Hall
from tests.kit.mark_board import hall as make_hall
from tests.kit.office import COUNTY, founded


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Hall:
    root = tmp_path_factory.mktemp("hall") / "data"
    desk = founded(root, TurnedClock(TODAY))
    made = make_hall(desk, root)
    desk.store.close()
    return made


@pytest.fixture
def desk(hall: Hall, tmp_path: Path) -> Iterator[Desk]:
    shutil.copytree(hall.root, tmp_path / "data", dirs_exist_ok=True)
    clock = TurnedClock(TODAY)
    store = Store.open(DataFolder(tmp_path / "data"), PASSWORD, clock)
    store.who = COUNTY.keeper
    yield seated_desk(store, clock)
    store.close()


@pytest.fixture
def bus(qapp: QApplication) -> Bus:
    return Bus()


@pytest.fixture
def said(bus: Bus) -> Said:
    told = Said([], [], [])
    bus.said.connect(told.sentences.append)
    bus.failed.connect(told.faults.append)
    bus.committed.connect(told.outcomes.append)
    return told


@pytest.fixture
def screen(desk: Desk, bus: Bus, said: Said, qtbot: QtBot, qapp: QApplication) -> Iterator[RegisterScreen]:
    """学习考试 as the tab opens it."""
    theme.apply(qapp)
    jobs = Jobs()
    (tab,) = [t for t in tabs(desk, bus, jobs, Settings(), Preferences(desk.store)) if t.code == "exams"]
    made = tab.make()
    assert isinstance(made, RegisterScreen)
    qtbot.addWidget(made)
    made.resize(1366, 642)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    jobs.close()


@pytest.fixture
def board(screen: RegisterScreen) -> MarkBoard:
    found = screen.board
    assert isinstance(found, MarkBoard)
    return found
