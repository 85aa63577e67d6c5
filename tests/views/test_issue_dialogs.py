"""延期 and 回头看 by keyboard."""

from datetime import date
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.models.issues import Issue, IssueClosure, IssueExtension, IssueLookBack
from desktop_app.rules.vocabulary import IssueState
from desktop_app.services.desk import Desk
from desktop_app.views import theme
from desktop_app.views.issue_dialogs import ExtendDialog, LookBackDialog
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import VerbDialog
from tests.kit.issues import Team, closed, extend, issue, rebound, seen, take, team, told
from tests.kit.keys import CTRL, enter, press, settled, type_

Shown = TypeVar("Shown", bound=VerbDialog)


@pytest.fixture
def who(desk: Desk, qapp: QApplication) -> Team:
    theme.apply(qapp)
    return team(desk)


def shown(dialog: Shown, qtbot: QtBot) -> Shown:
    qtbot.addWidget(dialog)
    dialog.show()
    settled(dialog)
    return dialog


def extending(desk: Desk, issue_id: int, qtbot: QtBot) -> ExtendDialog:
    return shown(ExtendDialog(None, Known(desk), Recent(), issue_id), qtbot)


def looking(desk: Desk, issue_id: int, qtbot: QtBot) -> LookBackDialog:
    return shown(LookBackDialog(None, Known(desk), Recent(), issue_id), qtbot)


def test_a_deadline_is_extended_by_days_and_the_first_one_stays(desk: Desk, who: Team, qtbot: QtBot) -> None:
    issue_id = take(desk, who, issue(desk, who), IssueState.CORRECTING)
    dialog = extending(desk, issue_id, qtbot)
    type_("+30")
    assert dialog.effect.text() == "延后 67 天"
    for text in ("", "yq", "等待省院批复", "清检发〔2015〕9号"):
        type_(text)
        enter()
    press(Qt.Key.Key_Return, CTRL)
    assert dialog.outcome is not None
    assert dialog.outcome.said == f"已延期 {seen(desk, issue_id)[Issue.number]} 至 06-30"
    (row,) = told(desk, IssueExtension, issue_id)
    assert (row.old_due_on, row.new_due_on, row.doc_no) == (date(2015, 4, 24), date(2015, 6, 30), "清检发〔2015〕9号")
    assert seen(desk, issue_id)[Issue.first_due_on] == date(2015, 4, 24)


def test_a_second_extension_counts_from_the_original_day_too(desk: Desk, who: Team, qtbot: QtBot) -> None:
    issue_id = take(desk, who, issue(desk, who), IssueState.CORRECTING)
    extend(desk, who, issue_id, date(2015, 6, 10))
    dialog = extending(desk, issue_id, qtbot)
    type_("6.30")
    assert dialog.issue.extended == 1
    assert dialog.effect.text() == "延后 20 天，比原期限共延 67 天"


def test_an_earlier_day_is_refused_under_its_field(desk: Desk, who: Team, qtbot: QtBot) -> None:
    dialog = extending(desk, take(desk, who, issue(desk, who), IssueState.CORRECTING), qtbot)
    for text in ("4.20", "yq", "提前"):
        type_(text)
        enter()
    press(Qt.Key.Key_Return, CTRL)
    assert dialog.outcome is None
    assert dialog.seats["new_due_on"].message.text() == "! 新期限不晚于现期限 04-24。延期请填更晚的日期"
    assert dialog.seats["reason"].editor.read() == "提前"


def test_a_firm_problem_stays_closed(desk: Desk, who: Team, qtbot: QtBot) -> None:
    issue_id = closed(desk, who)
    dialog = looking(desk, issue_id, qtbot)
    assert "due_on" not in dialog.asked
    type_("1")
    enter(times=2)
    type_("csh")
    enter()
    assert dialog.verb is not None
    assert dialog.verb.text() == "记为巩固"
    press(Qt.Key.Key_Return, CTRL)
    assert dialog.outcome is not None
    assert seen(desk, issue_id)[Issue.state] == IssueState.CLOSED
    assert [str(row.result) for row in told(desk, IssueLookBack, issue_id)] == ["巩固"]


def test_a_rebound_asks_for_the_next_deadline_and_keeps_the_closing(desk: Desk, who: Team, qtbot: QtBot) -> None:
    issue_id = closed(desk, who)
    dialog = looking(desk, issue_id, qtbot)
    type_("2")
    assert dialog.effect.text().endswith("重开第 2 轮整改，本次销号留档")
    enter(times=2)
    type_("csh")
    enter()
    press(Qt.Key.Key_Return, CTRL)
    assert dialog.said.text() == "1 处待改：新期限"
    type_("+30")
    enter()
    type_("抽查又见漏签")
    press(Qt.Key.Key_Return, CTRL)
    assert dialog.outcome is not None
    again = seen(desk, issue_id)
    assert (again[Issue.state], again[Issue.round], again[Issue.due_on]) == (
        IssueState.CORRECTING,
        2,
        date(2015, 6, 30),
    )
    assert [row.verifier_id for row in told(desk, IssueClosure, issue_id)] == [who.checker]


def test_going_back_to_firm_asks_no_deadline(desk: Desk, who: Team, qtbot: QtBot) -> None:
    dialog = looking(desk, closed(desk, who), qtbot)
    type_("2")
    type_("1")
    assert "due_on" not in dialog.asked
    assert dialog.effect.isHidden()


def test_the_round_is_told(desk: Desk, who: Team, qtbot: QtBot) -> None:
    issue_id = closed(desk, who)
    rebound(desk, who, issue_id)
    assert extending(desk, issue_id, qtbot).issue.round == 2
