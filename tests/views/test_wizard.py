"""The first start by keys: from choosing the way to the answers handed over."""

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.views.wizard import Wizard
from desktop_app.views.wizard_page import Way
from desktop_app.views.wizard_plan import PlanPage
from desktop_app.views.wizard_secret import SecretPage
from desktop_app.views.wizard_unit import UnitPage
from desktop_app.views.wizard_way import WayPage


@pytest.fixture
def wizard(qtbot: QtBot) -> Wizard:
    made = Wizard()
    qtbot.addWidget(made)
    made.show()
    return made


def fill_unit(wizard: Wizard) -> None:
    unit = wizard.pages[1]
    assert isinstance(unit, UnitPage)
    unit.unit.setText("清源县人民检察院")
    unit.keeper.setText("许嘉树")
    unit.confirm.setChecked(True)


def test_digits_and_arrows_choose_the_way(qtbot: QtBot, wizard: Wizard) -> None:
    ways = wizard.pages[0]
    assert isinstance(ways, WayPage)
    qtbot.keyClick(wizard, Qt.Key.Key_3)
    assert ways.way is Way.PRACTICE
    qtbot.keyClick(wizard, Qt.Key.Key_Down)
    assert ways.way is Way.NEW
    qtbot.keyClick(wizard, Qt.Key.Key_Up)
    assert ways.way is Way.PRACTICE


def test_the_practice_county_asks_nothing_more(qtbot: QtBot, wizard: Wizard) -> None:
    qtbot.keyClick(wizard, Qt.Key.Key_3)
    with qtbot.waitSignal(wizard.finished) as finished:
        qtbot.keyClick(wizard, Qt.Key.Key_Return)
    assert finished.args[0].way is Way.PRACTICE


def test_without_a_unit_and_the_unclassified_tick_nobody_goes_on(wizard: Wizard) -> None:
    wizard.go_on()
    wizard.go_on()
    assert wizard.at == 1
    assert "单位全称" in wizard.pages[1].said.text()
    unit = wizard.pages[1]
    assert isinstance(unit, UnitPage)
    unit.unit.setText("清源县人民检察院")
    wizard.go_on()
    assert wizard.at == 1
    assert "涉密" in wizard.pages[1].said.text()


def test_the_phases_come_with_their_dates_and_can_be_changed(wizard: Wizard) -> None:
    wizard.go_on()
    fill_unit(wizard)
    wizard.go_on()
    plan = wizard.pages[2]
    assert isinstance(plan, PlanPage)
    assert [name for name, *_ in plan.rows] == ["动员部署", "对照检查", "整改落实", "总结验收"]
    assert plan.rows[1][1].text() == "2015-03-01"
    plan.rows[1][2].setText("2015.2.1")
    wizard.go_on()
    assert "对照检查结束早于开始" in plan.said.text()
    plan.rows[1][2].setText("2015.8.15")
    wizard.go_on()
    assert wizard.answers.phases[1][2] == date(2015, 8, 15)


def test_all_answers_arrive_together(qtbot: QtBot, wizard: Wizard) -> None:
    wizard.go_on()
    fill_unit(wizard)
    wizard.go_on()
    wizard.go_on()
    secret = wizard.pages[3]
    assert isinstance(secret, SecretPage)
    secret.password.line.setText("guizheng2015")
    secret.again.line.setText("guizheng2015")
    with qtbot.waitSignal(wizard.finished) as finished:
        wizard.go_on()
    answers = finished.args[0]
    assert (answers.unit, answers.keeper, answers.profile) == ("清源县人民检察院", "许嘉树", "2015")
    assert answers.plan_title == "清源县人民检察院规范司法行为专项整治工作方案"
    assert len(answers.phases) == 4


def test_going_back_keeps_what_was_typed(wizard: Wizard) -> None:
    wizard.go_on()
    fill_unit(wizard)
    wizard.go_on()
    wizard.go_back()
    unit = wizard.pages[1]
    assert isinstance(unit, UnitPage)
    assert unit.unit.text() == "清源县人民检察院"


def test_tab_reaches_the_days_of_the_phases_before_the_buttons(qtbot: QtBot, wizard: Wizard) -> None:
    wizard.go_on()
    fill_unit(wizard)
    wizard.go_on()
    plan = wizard.pages[2]
    assert isinstance(plan, PlanPage)
    with qtbot.waitActive(wizard):
        wizard.activateWindow()
    plan.number.setFocus()
    days = [day for _, start, end, _ in plan.rows for day in (start, end)]
    for day in days:
        qtbot.keyClick(wizard.focusWidget(), Qt.Key.Key_Tab)
        assert wizard.focusWidget() is day


def test_a_fault_goes_with_the_first_key_that_mends_it(qtbot: QtBot, wizard: Wizard) -> None:
    wizard.go_on()
    wizard.go_on()
    unit = wizard.pages[1]
    assert isinstance(unit, UnitPage)
    assert unit.unit.property("bad")
    qtbot.keyClicks(unit.unit, "Q")
    assert not unit.unit.property("bad")
    assert unit.said.text() == ""


def test_a_second_place_that_is_not_there_is_said_before_the_file_is_made(wizard: Wizard, tmp_path: Path) -> None:
    secret = wizard.pages[3]
    assert isinstance(secret, SecretPage)
    secret.password.line.setText("guizheng2015")
    secret.again.line.setText("guizheng2015")
    secret.second.setText(str(tmp_path / "优盘"))
    assert not secret.check()
    assert "没有这个文件夹" in secret.said.text()
    (tmp_path / "优盘").mkdir()
    assert secret.check()


def test_enter_on_a_button_presses_that_button(qtbot: QtBot, wizard: Wizard) -> None:
    with qtbot.waitActive(wizard):
        wizard.activateWindow()
    wizard.quit_button.setFocus()
    with qtbot.waitSignal(wizard.left):
        qtbot.keyClick(wizard.quit_button, Qt.Key.Key_Return)
    assert wizard.at == 0


def test_on_a_small_screen_the_buttons_stay_in_sight(qtbot: QtBot, wizard: Wizard) -> None:
    wizard.resize(880, 430)
    assert wizard.rect().contains(wizard.next_button.mapTo(wizard, wizard.next_button.rect().bottomRight()))
