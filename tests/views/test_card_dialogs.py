"""发卡、收卡、建三卡 by keyboard."""

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop_app.models.cases import CardSet
from desktop_app.models.reviews import DrawnCase
from desktop_app.rules.vocabulary import CardRating, CardState, DrawnAs
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from desktop_app.views import theme
from desktop_app.views.card_dialogs import IssueCardsDialog, MakeCardsDialog, ReturnCardDialog, ask_issue
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import VerbDialog
from tests.kit.cards import MAY_4, TOLD, WATCHED, card_set, issue, numbers, rows, seen
from tests.kit.cases import case, case_no, month_round
from tests.kit.dialogs import meanwhile
from tests.kit.keys import ALT, CTRL, enter, press, settled, type_
from tests.kit.office import officer

Shown = TypeVar("Shown", bound=VerbDialog)
Key = Qt.Key


@pytest.fixture
def clerk(desk: Desk, qapp: QApplication) -> int:
    theme.apply(qapp)
    return officer(desk, "许嘉树", "案件管理办公室")


def shown(dialog: Shown, qtbot: QtBot) -> Shown:
    qtbot.addWidget(dialog)
    dialog.show()
    settled(dialog)
    return dialog


def issuing(desk: Desk, set_id: int, qtbot: QtBot) -> IssueCardsDialog:
    return shown(IssueCardsDialog(None, Known(desk), Recent(), set_id), qtbot)


def returning(desk: Desk, set_id: int, qtbot: QtBot) -> ReturnCardDialog:
    return shown(ReturnCardDialog(None, Known(desk), Recent(), set_id), qtbot)


def test_the_cards_of_a_case_go_out_with_one_key(desk: Desk, clerk: int, qtbot: QtBot) -> None:
    set_id = card_set(desk, 1, clerk)
    dialog = issuing(desk, set_id, qtbot)
    assert dialog.title.text() == "发 1 案 3 张卡"
    press(Key.Key_Return, CTRL)
    assert dialog.outcome is not None
    assert dialog.outcome.said == "已发 1 案 3 张卡"
    assert [row["issuer_id"] for row in rows(desk, set_id)] == [clerk] * 3


def test_other_cases_are_ticked_and_only_what_they_lack_goes_out(desk: Desk, clerk: int, qtbot: QtBot) -> None:
    first, second, third = (card_set(desk, serial, clerk) for serial in (1, 2, 3))
    issue(desk, clerk, second, kinds=(TOLD,))
    dialog = issuing(desk, first, qtbot)
    assert dialog.rows.keys == [first, third, second]
    press(Key.Key_3, ALT)
    enter(times=3)
    assert dialog.table.hasFocus()
    press(Key.Key_A, CTRL)
    assert dialog.title.text() == "发 3 案 5 张卡"
    press(Key.Key_Down)
    press(Key.Key_Space)
    assert dialog.title.text() == "发 2 案 3 张卡"
    enter()
    assert dialog.verb is not None
    assert dialog.verb.text() == "发卡 3 张"
    press(Key.Key_Return, CTRL)
    assert [numbers(desk, set_id) for set_id in (first, second, third)] == [
        ["1-0002", "2-0001"],
        ["1-0001", "2-0002"],
        [],
    ]


def test_without_a_kind_nothing_goes_out_and_what_was_ticked_stays(desk: Desk, clerk: int, qtbot: QtBot) -> None:
    dialog = issuing(desk, card_set(desk, 1, clerk), qtbot)
    for digit in (Key.Key_1, Key.Key_2, Key.Key_3):
        press(digit, ALT)
    press(Key.Key_Return, CTRL)
    assert dialog.outcome is None
    assert dialog.said.text() == "没有选卡种。勾选要发的卡再发"


def test_where_every_card_is_out_the_officer_is_told(desk: Desk, clerk: int, qtbot: QtBot) -> None:
    set_id = card_set(desk, 1, clerk)
    issue(desk, clerk, set_id)
    with pytest.raises(Refusal, match="各案的卡都已发齐"):
        issuing(desk, set_id, qtbot)
    meanwhile(lambda: ask_issue(None, Known(desk), Recent(), set_id), lambda dialog: dialog.reject())


def test_a_card_comes_back_in_three_keys_and_the_next_one_waits(desk: Desk, clerk: int, qtbot: QtBot) -> None:
    first, second = card_set(desk, 1, clerk), card_set(desk, 2, clerk)
    issue(desk, clerk, first, second)
    dialog = returning(desk, first, qtbot)
    assert dialog.seats["card_no"].editor.read() == "1-0001"
    enter()
    type_("1")
    enter()
    assert dialog.done_now.text().splitlines() == ["已收 1 张", "✓ 已收回 1-0001 第1号盗窃案　满意"]
    assert dialog.seats["card_no"].editor.read() == "2-0001"
    type_("2-2")
    enter()
    assert dialog.found.text() == "执法监督卡　第2号盗窃案"
    type_("2")
    enter()
    press(Key.Key_Escape)
    assert dialog.outcome is not None
    assert (dialog.outcome.ids, dialog.outcome.said) == ((first, second), "已收卡 2 张")
    assert [row["rating"] for row in rows(desk, second)] == [None, CardRating.FAIR, None]
    assert rows(desk, first)[0]["way"] == "当面交回"


def test_a_poor_card_asks_what_was_said_and_waits_to_be_dealt_with(desk: Desk, clerk: int, qtbot: QtBot) -> None:
    set_id = card_set(desk, 1, clerk)
    issue(desk, clerk, set_id)
    dialog = returning(desk, set_id, qtbot)
    enter()
    type_("3")
    assert dialog.trouble.isChecked()
    enter()
    type_("多次联系不上承办人")
    enter()
    made = seen(desk, set_id)
    assert (made[CardSet.state], made[CardSet.problem]) == (CardState.TROUBLED, "办案告知卡：多次联系不上承办人")


def test_a_strange_number_or_a_second_return_is_said_under_the_number(desk: Desk, clerk: int, qtbot: QtBot) -> None:
    set_id = card_set(desk, 1, clerk)
    issue(desk, clerk, set_id)
    dialog = returning(desk, set_id, qtbot)
    type_("9-9")
    enter()
    message = dialog.seats["card_no"].message
    assert message.text() == "! 没有卡号 9-9。核对卡号，或在列表里按受案号找"
    for _ in range(2):
        type_("1-1")
        enter()
        type_("1")
        enter()
    assert message.text().startswith("! SK-001 的办案告知卡已于 2015-05-31 收回，不重复收")
    assert dialog.typed
    press(Key.Key_Escape)
    assert dialog.isVisible()
    press(Key.Key_Escape)
    assert not dialog.isVisible()


def test_with_nothing_taken_back_nothing_is_told(desk: Desk, clerk: int, qtbot: QtBot) -> None:
    dialog = returning(desk, card_set(desk, 1, clerk), qtbot)
    assert dialog.about.text() == "这一案没有未收回的卡"
    enter()
    assert dialog.seats["card_no"].message.text() == "! 没填卡号。扫卡上的方码，或输入卡号"
    press(Key.Key_Escape)
    assert dialog.outcome is None


def test_a_round_gets_its_cards_from_its_own_verb(desk: Desk, clerk: int, qtbot: QtBot) -> None:
    case(desk, 1, [clerk])
    round_id = month_round(desk)
    with desk.store.unit("抽取") as unit:
        row = {"position": 1, "case_no": case_no(1), "drawn_as": DrawnAs.LOT, "digest": "0" * 64}
        unit.session.add(DrawnCase(round_id=round_id, **row))
    dialog = shown(MakeCardsDialog(None, Known(desk), Recent(), round_id), qtbot)
    press(Key.Key_Return, CTRL)
    assert dialog.outcome is not None
    assert dialog.outcome.said == "已建三卡 1 件"


def test_the_cards_look_the_same_on_the_day_they_went_out(desk: Desk, clerk: int, qtbot: QtBot) -> None:
    set_id = card_set(desk, 1, clerk)
    issue(desk, clerk, set_id, kinds=(WATCHED,))
    dialog = returning(desk, set_id, qtbot)
    assert dialog.about.text() == (f"SK-001　{case_no(1)}　案管 许嘉树　{MAY_4:%Y-%m-%d} 发放　应于 2015-06-03 收回")
