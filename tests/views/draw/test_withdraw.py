"""撤出递补 by keyboard: the next case is shown before it comes in, the struck one stays."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.registers.reviews import REVIEWS
from desktop_app.registers.rounds import ROUNDS
from desktop_app.services import draws
from desktop_app.services.desk import Desk
from desktop_app.views.draw.withdraw import WithdrawDialog
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from tests.kit.cases import month_round
from tests.kit.keys import CTRL, enter, press, settled, type_

Key = Qt.Key


@pytest.fixture
def round_id(office: Desk) -> int:
    made = month_round(office)
    draws.seal(office, ROUNDS, made)
    draws.draw(office, ROUNDS, REVIEWS, made, "3526142561", "监察科 马静怡")
    return made


def shown(office: Desk, round_id: int, qtbot: QtBot) -> WithdrawDialog:
    dialog = WithdrawDialog(None, Known(office), Recent(), round_id)
    qtbot.addWidget(dialog)
    dialog.show()
    settled(dialog)
    return dialog


def test_the_next_case_is_shown_before_it_takes_the_place(office: Desk, round_id: int, qtbot: QtBot) -> None:
    with office.facts() as facts:
        coming = draws.next_after(facts, round_id, 3)
    dialog = shown(office, round_id, qtbot)
    press(Key.Key_End)
    press(Key.Key_Down, times=2)
    assert f"递补：{coming}" in dialog.coming.text()
    press(Key.Key_Return, CTRL)
    assert dialog.seats["struck_reason"].message.text() == "! 没填撤出原因。填好再存"
    type_("案件已由上级院调卷")
    press(Key.Key_Return, CTRL)
    assert dialog.outcome is not None, dialog.said.text()
    again = shown(office, round_id, qtbot)
    assert again.table.struck == {2}
    assert again.lines[2].told == "2015-05-31 撤出：案件已由上级院调卷"
    assert again.lines[3].told.startswith("替第 3 件")
    again.table.go(2)
    assert again.coming.text().endswith("已撤出：案件已由上级院调卷")
    enter()
    type_("再撤")
    press(Key.Key_Return, CTRL)
    assert again.said.text().endswith("已撤出")
