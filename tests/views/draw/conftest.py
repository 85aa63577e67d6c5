"""The office on the last day of May: twenty closed cases of two handlers, April reviewed by two others."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.services.desk import Desk
from desktop_app.store.preferences import Preferences
from desktop_app.system.settings import Settings
from desktop_app.views import theme
from desktop_app.views.bus import Bus
from desktop_app.views.draw.dialog import DrawDialog
from desktop_app.views.draw.press import Press
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.screens import tabs
from tests.kit.cases import case, month_round
from tests.kit.keys import settled
from tests.kit.office import officer

Open = Callable[[int | None], DrawDialog]


@pytest.fixture
def office(desk: Desk, qapp: QApplication) -> Desk:
    """Two of the twenty are 不起诉 and must be reviewed."""
    theme.apply(qapp)
    handlers = officer(desk, "张雪梅"), officer(desk, "陈少华", "侦查监督科")
    reviewers = officer(desk, "叶学民", "反贪污贿赂局"), officer(desk, "刘涛", "控告申诉检察科")
    for serial in range(1, 13):
        case(desk, serial, [handlers[0]], result="不起诉（存疑）" if serial in (4, 9) else "提起公诉")
    for serial in range(13, 21):
        case(desk, serial, [handlers[1]], kind="审查逮捕", result="批准逮捕")
    april = {"name": "2015年4月份案件质量评查", "period": "2015-04", "finished_on": date(2015, 5, 5)}
    month_round(desk, reviewers, from_on=date(2015, 4, 1), to_on=date(2015, 4, 30), **april)
    return desk


@pytest.fixture
def bus(qapp: QApplication) -> Bus:
    return Bus()


@pytest.fixture
def jobs(qapp: QApplication) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


@pytest.fixture
def press_room(office: Desk, jobs: Jobs, bus: Bus) -> Press:
    return Press(office, jobs, Settings(), bus)


@pytest.fixture
def opened(office: Desk, press_room: Press, qtbot: QtBot) -> Open:
    """The walk, standing open."""

    def open_(round_id: int | None = None) -> DrawDialog:
        dialog = DrawDialog(None, Known(office), Recent(), press_room, round_id)
        qtbot.addWidget(dialog)
        dialog.show()
        settled(dialog)
        return dialog

    return open_


@pytest.fixture
def screen(office: Desk, jobs: Jobs, bus: Bus, qtbot: QtBot) -> RegisterScreen:
    """案件评查 as the tab opens it."""
    (tab,) = [t for t in tabs(office, bus, jobs, Settings(), Preferences(office.store)) if t.code == "reviews"]
    made = tab.make()
    assert isinstance(made, RegisterScreen)
    qtbot.addWidget(made)
    made.resize(1366, 642)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made
