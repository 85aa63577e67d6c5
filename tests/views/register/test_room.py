"""Nothing in the panel and its dialogs is cut off: long names of acts and files, messages of several lines."""

from datetime import date

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.models.issues import Issue
from desktop_app.registers.catalogue import of_tab
from desktop_app.services.desk import Desk
from desktop_app.store import attachments
from desktop_app.views import theme
from desktop_app.views.bus import Bus
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.history import HistoryDialog
from desktop_app.views.register.screen import RegisterScreen
from desktop_app.views.register.story import Chapter
from tests.kit.issues import issue, team
from tests.kit.keys import settled

LONG_ACT = "导入 01 干警花名册.xlsx、02 工作方案任务分解.xlsx、03 问题清单整改台账.xlsx"


@pytest.fixture
def tall(desk: Desk, bus: Bus, jobs: Jobs, qtbot: QtBot, qapp: QApplication) -> RegisterScreen:
    """The register in a tall window, on a problem entered by an act with a long name."""
    theme.apply(qapp)
    number = issue(desk, team(desk), "漏签骑缝", found_on=date(2015, 5, 4), due_on=date(2015, 6, 30))
    with desk.store.unit(LONG_ACT) as unit:
        unit.session.get_one(Issue, number).note = "随卷核对"
    registers = of_tab("issues")
    screen = RegisterScreen(desk, bus, jobs, registers[0], (), registers)
    qtbot.addWidget(screen)
    screen.resize(1920, 960)
    screen.show()
    settled(screen)
    return screen


def test_long_names_of_acts_and_files_do_not_widen_the_panel(tall: RegisterScreen, desk: Desk, qtbot: QtBot) -> None:
    with desk.store.unit("添加附件") as unit:
        name = f"{'讯问同步录音录像随案移送登记表' * 3}.docx"
        attachments.add(unit, "issue", tall.place.record_id or 0, name, b"x")
    tall.refresh()
    page = tall.place.form.parentWidget()
    qtbot.waitUntil(lambda: page.width() == page.parentWidget().width())


def test_a_message_of_several_lines_under_half_a_line_is_read_in_full(tall: RegisterScreen, qtbot: QtBot) -> None:
    seat = tall.place.form.seats["due_on"]
    seat.say("", "期限 2014-05-27 早于发现日期 2015-04-27，核对两处日期，再看原期限是否写错了年份")
    message = seat.message
    assert message.isVisible()
    qtbot.waitUntil(lambda: message.height() >= message.heightForWidth(message.width()))


def test_the_history_keeps_its_count_beside_an_act_with_a_long_name(tall: RegisterScreen, qtbot: QtBot) -> None:
    dialog = HistoryDialog(tall, "2015-公诉-个-001", list[Chapter](), LONG_ACT, lambda: True)
    qtbot.addWidget(dialog)
    dialog.show()
    settled(dialog)
    count = next(made for made in dialog.findChildren(QLabel) if made.text().startswith("共 "))
    assert count.width() >= count.fontMetrics().horizontalAdvance(count.text())
    assert next(made for made in dialog.findChildren(QPushButton) if "导入" in made.text()).toolTip() == LONG_ACT
