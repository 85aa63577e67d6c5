"""The score board of a county with a month drawn: three cases, two reviewers who may review them."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.services.desk import Desk
from desktop_app.store.preferences import Preferences
from desktop_app.system.settings import Settings
from desktop_app.views import theme
from desktop_app.views.bus import Bus
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.review.board import ScoreBoard
from desktop_app.views.screens import tabs
from tests.kit.keys import Said
from tests.kit.score_board import Hall, drawn_month


@pytest.fixture
def hall(desk: Desk) -> Hall:
    return drawn_month(desk)


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
def screen(desk: Desk, hall: Hall, bus: Bus, said: Said, qtbot: QtBot, qapp: QApplication) -> Iterator[RegisterScreen]:
    """案件评查 as the tab opens it."""
    theme.apply(qapp)
    jobs = Jobs()
    (tab,) = [t for t in tabs(desk, bus, jobs, Settings(), Preferences(desk.store)) if t.code == "reviews"]
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
def board(screen: RegisterScreen) -> ScoreBoard:
    found = screen.board
    assert isinstance(found, ScoreBoard)
    return found
