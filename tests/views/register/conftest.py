"""A desk with a few officers and tasks, and the screens of the plan and of 基础台账 at it."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.registers.catalogue import of_tab
from desktop_app.rules.vocabulary import TaskState
from desktop_app.services.desk import Desk
from desktop_app.views import theme
from desktop_app.views.bus import Bus
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.screen import RegisterScreen
from tests.kit.keys import Said
from tests.kit.office import officer, task

Open = Callable[..., RegisterScreen]


@pytest.fixture
def staffed(desk: Desk) -> Desk:
    """Four officers, two of one name, and three tasks: one overdue, one running, one done."""
    keeper = officer(desk, "史海燕", "案件管理办公室")
    officer(desk, "王超", "公诉科")
    officer(desk, "王超", "侦查监督科")
    officer(desk, "单雄信", "反贪污贿赂局")
    task(desk, "涉案财物全面盘点", keeper, state=TaskState.RUNNING, progress=85)
    task(desk, "抽查新办案件", keeper, due_on=date(2015, 6, 10), progress=20)
    task(desk, "动员部署", keeper, state=TaskState.DONE, done_on=date(2015, 4, 20), progress=100)
    return desk


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def bus(qapp: QApplication) -> Bus:
    return Bus()


@pytest.fixture
def said(bus: Bus) -> Said:
    """Everything the screens tell the window."""
    told = Said([], [], [])
    bus.said.connect(told.sentences.append)
    bus.failed.connect(told.faults.append)
    bus.committed.connect(told.outcomes.append)
    return told


@pytest.fixture
def open_screen(staffed: Desk, bus: Bus, jobs: Jobs, said: Said, qtbot: QtBot, qapp: QApplication) -> Open:
    """Opens the screen of a tab at the register with a title."""
    theme.apply(qapp)

    def opened(tab: str, title: str) -> RegisterScreen:
        registers = of_tab(tab)
        screen = RegisterScreen(staffed, bus, jobs, registers[0], (), registers)
        qtbot.addWidget(screen)
        screen.resize(1366, 642)
        screen.show()
        screen.activateWindow()
        qtbot.waitUntil(screen.isActiveWindow)
        screen.show_kind(next(register for register in registers if register.title == title))
        screen.back()
        return screen

    return opened


@pytest.fixture
def tasks(open_screen: Open) -> RegisterScreen:
    return open_screen("plan", "任务")
