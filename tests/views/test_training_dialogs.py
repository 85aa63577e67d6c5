"""签到 by keyboard: everybody present, then the exceptions, one key a name."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from desktop_app.models.training import Training
from desktop_app.registers.training import TRAININGS
from desktop_app.rules.vocabulary import AttendanceState, TrainingKind
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.services.sign_in import roll
from desktop_app.views import theme
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.training_dialogs import SignInDialog
from tests.kit.dialogs import meanwhile
from tests.kit.keys import CTRL, commit, enter, press, settled, type_
from tests.kit.office import officer

Key = Qt.Key


@pytest.fixture
def session(desk: Desk, qapp: QApplication) -> int:
    theme.apply(qapp)
    for name, where in (("萧思源", "院领导"), ("叶国栋", "侦查监督科"), ("张雪梅", "公诉科"), ("王海涛", "公诉科")):
        officer(desk, name, where)
    told = {"title": "刑诉法专题", "kind": TrainingKind.TOPIC, "held_on": date(2015, 4, 10), "hours": 1_50}
    return records.save(desk, TRAININGS, new_draft(Training, told)).ids[0]


def shown(desk: Desk, training_id: int, qtbot: QtBot) -> SignInDialog:
    dialog = SignInDialog(None, Known(desk), Recent(), training_id)
    qtbot.addWidget(dialog)
    dialog.show()
    settled(dialog)
    return dialog


def test_all_present_by_one_key_then_the_exceptions(desk: Desk, session: int, qtbot: QtBot) -> None:
    dialog = shown(desk, session, qtbot)
    assert dialog.counts.text() == "应到 0　实到 0　请假 0　缺席 0　未签 4"
    press(Key.Key_A, CTRL)
    type_("zx")
    assert dialog.table.sign is not None
    assert dialog.table.sign.name == "张雪梅"
    type_("2")
    assert dialog.cause.text().startswith("请假事由：1 公差")
    type_("1")
    assert dialog.counts.text() == "应到 4　实到 3　请假 1　缺席 0"
    type_("yg")
    type_("3")
    type_("q")
    assert dialog.said.text() == "名单里没有“q”"
    press(Key.Key_Home)
    press(Key.Key_Return, CTRL)
    assert dialog.outcome is not None, dialog.said.text()
    assert dialog.outcome.said == "刑诉法专题签到：应到 4 人，实到 2 人"
    with desk.facts() as facts:
        told = {one.name: (one.state, one.cause) for one in roll(facts, session).signs}
    assert told["张雪梅"] == (AttendanceState.EXCUSED, "公差")
    assert told["叶国栋"] == (AttendanceState.ABSENT, "")


def test_names_are_signed_from_the_top_by_enter(desk: Desk, session: int, qtbot: QtBot) -> None:
    dialog = shown(desk, session, qtbot)
    press(Key.Key_Return, CTRL)
    assert dialog.said.text().startswith("签到表还是空的")
    enter()
    press(Key.Key_2)
    meanwhile(lambda: press(Key.Key_0), lambda asked: (commit_into(asked), enter()))
    settled(dialog)
    enter()
    press(Key.Key_3)
    assert dialog.verb is not None
    assert dialog.verb.hasFocus()
    states = [(one.state, one.cause) for one in dialog.rows.roll.signs]
    assert states == [
        (AttendanceState.PRESENT, ""),
        (AttendanceState.EXCUSED, "产假"),
        (AttendanceState.PRESENT, ""),
        (AttendanceState.ABSENT, ""),
    ]
    press(Key.Key_Escape)
    assert dialog.said.text().startswith("填了还没存")


def commit_into(asked: object) -> None:
    assert asked is not None
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    commit("产假")
