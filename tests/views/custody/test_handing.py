"""交接 by keyboard: every act of custody with one item or many, what is offered, what is refused and where."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from desktop_app.models.seizures import CustodyEvent, SeizedItem
from desktop_app.rules.custody_offers import Deed
from desktop_app.rules.vocabulary import CustodyAct, Disposal, ItemState
from desktop_app.services.desk import Desk
from desktop_app.store.undo import undo
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import DataFolder
from desktop_app.system.settings import Settings
from desktop_app.views import theme
from desktop_app.views.bus import Bus
from desktop_app.views.custody.handing import HandingDialog
from desktop_app.views.draw.press import Press
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from tests.kit.handing import handing_room
from tests.kit.keys import CTRL, enter, press, settled, type_
from tests.kit.office import furnished

Key = Qt.Key
Opened = Callable[..., HandingDialog]


@pytest.fixture
def house(folder: DataFolder, clock: TurnedClock, qapp: QApplication) -> Iterator[tuple[Desk, dict[str, Any]]]:
    """The room and what lies in it."""
    theme.apply(qapp)
    desk, ids = furnished("handing room", handing_room, folder.root, clock)
    yield desk, ids
    desk.store.close()


@pytest.fixture
def opened(house: tuple[Desk, dict[str, Any]], qtbot: QtBot) -> Opened:
    """Alt+J on items."""
    jobs = Jobs()

    def open_(*items: int) -> HandingDialog:
        paper = Press(house[0], jobs, Settings(), Bus())
        dialog = HandingDialog(None, Known(house[0]), Recent(), items, paper)
        qtbot.addWidget(dialog)
        dialog.show()
        settled(dialog)
        return dialog

    return open_


def typed(dialog: HandingDialog, act: str, *texts: str) -> HandingDialog:
    """Pick an act by its key, type what it waits for, and do it."""
    type_(act)
    for text in ("", *texts):
        type_(text)
        enter()
    press(Key.Key_Return, CTRL)
    return dialog


def put(dialog: HandingDialog, name: str, text: str) -> None:
    """Type over what stands in a field."""
    dialog.seats[name].editor.take_focus()
    type_(text)
    enter()


def events(dialog: HandingDialog) -> list[CustodyEvent]:
    """What was written."""
    assert dialog.outcome is not None, dialog.said.text()
    with dialog.known.desk.store.read() as session:
        return list(session.scalars(select(CustodyEvent).where(CustodyEvent.id.in_(dialog.outcome.ids))))


def state(desk: Desk, item_id: int) -> tuple[ItemState, int, int, int]:
    with desk.store.read() as session:
        found = session.get_one(SeizedItem, item_id)
        return found.state, found.inside, found.out, found.gone


def message(dialog: HandingDialog, name: str) -> str:
    return dialog.seats[name].message.text()


def test_only_what_can_be_done_is_offered_and_the_likely_act_first(house: Any, opened: Opened) -> None:
    ids = house[1]
    assert opened(ids["fresh"]).acts.deeds[0] is Deed.STORE
    cash = opened(ids["cash"])
    assert cash.acts.deeds[:2] == (Deed.DEPOSIT, Deed.STORE)
    bottles = opened(ids["bottles"])
    assert bottles.acts.deeds == (
        *(Deed.LEND, Deed.KEEP, Deed.SEND, Deed.MOVE, Deed.DISPOSE, Deed.SPLIT, Deed.MERGE, Deed.CORRECT),
    )
    assert bottles.table.model().index(0, 2).data() == "库房18瓶"
    case = opened(*ids["case"])
    assert Deed.SPLIT not in case.acts.deeds
    assert case.verb is not None
    assert case.verb.text() == "调用 12 件"
    mixed = opened(ids["fresh"], ids["bottles"])
    assert Deed.LEND not in mixed.acts.deeds


def test_letters_digits_and_arrows_pick_the_act(house: Any, opened: Opened) -> None:
    dialog = opened(house[1]["bottles"])
    for key, deed in (
        *(("y", Deed.SEND), ("y", Deed.MOVE), ("6", Deed.SEND), ("c", Deed.DISPOSE), ("h", Deed.MERGE)),
        *(("0", Deed.CORRECT), ("1", Deed.CORRECT), ("4", Deed.LEND)),
    ):
        type_(key)
        assert dialog.deed is deed
    for arrow, back in ((Key.Key_Left, Deed.CORRECT), (Key.Key_Right, Deed.LEND)):
        press(arrow)
        assert dialog.deed is back
    assert [*dialog.seats] == [
        *("paper_no", "approver_id", "reason", "due_on", "quantity", "giver_id", "taker_id", "happened_on"),
        *("clock", "note"),
    ]


def test_an_act_has_one_key_whatever_is_offered_beside_it(house: Any, opened: Opened) -> None:
    ids = house[1]
    shown = [[button.text() for button in opened(*chosen).acts._buttons] for chosen in ([ids["bottles"]], ids["case"])]
    for texts in shown:
        assert {"调用  4", "移送  6", "更正  0"} <= set(texts)
    assert shown[0] != shown[1]
    several = opened(*ids["case"])
    type_("0")
    assert several.deed is Deed.CORRECT


def test_what_was_typed_for_one_act_stays_for_another(house: Any, opened: Opened) -> None:
    dialog = opened(house[1]["bottles"])
    enter()
    type_("清检涉财批〔2015〕9号")
    dialog.acts.setFocus()
    type_("6")
    assert dialog.deed is Deed.SEND
    assert dialog.seats["paper_no"].editor.read() == "清检涉财批〔2015〕9号"


def test_into_the_store_money_into_the_account_and_left_in_place(house: Any, opened: Opened) -> None:
    desk, ids = house
    stored = events(typed(opened(ids["fresh"]), "1", "ec", "完好", "封0009"))[0]
    assert (stored.act, stored.place_id, stored.seal_no) == (CustodyAct.STORED, ids["shelf"], "封0009")
    cash = opened(ids["cash"])
    put(cash, "quantity", "2000")
    put(cash, "taker_id", "许嘉树")
    press(Key.Key_Return, CTRL)
    assert events(cash)[0].quantity == 2_000_000
    assert state(desk, ids["cash"])[0] is ItemState.DEPOSITED
    rest = opened(ids["cash"])
    assert rest.deed is Deed.DEPOSIT
    type_("j")
    assert rest.seats["quantity"].editor.text == "10000"
    enter()
    for text in ("涉密设备文件", "许嘉树"):
        type_(text)
        enter()
    press(Key.Key_Return, CTRL)
    assert events(rest)[0].act is CustodyAct.KEPT


def test_six_of_eighteen_bottles_go_five_come_back_and_the_rest_is_disposed_of(house: Any, opened: Opened) -> None:
    desk, ids = house
    bottles = ids["bottles"]
    lent = opened(bottles)
    put(lent, "quantity", "6")
    assert lent.seats["due_on"].editor.text == "2015-06-01", "one working day after a Sunday"
    lent.acts.setFocus()
    assert events(typed(lent, "", "清检涉财批〔2015〕9号", "庭审出示"))[0].quantity == 6_000
    assert state(desk, bottles) == (ItemState.LENT, 12_000, 6_000, 0)
    back = opened(bottles)
    assert back.deed is Deed.GIVE_BACK
    assert back.table.model().index(0, 4).data() == "05-31 调用6瓶 何静宜，06-01 前还"
    put(back, "quantity", "5")
    put(back, "condition", "1 瓶瓶盖松动，其余完好")
    put(back, "seal_no", "封0010")
    press(Key.Key_Return, CTRL)
    written = events(back)[0]
    assert (written.quantity, written.condition, written.refers_id) == (
        *(5_000, "1 瓶瓶盖松动，其余完好", lent.outcome.ids[0] if lent.outcome else 0),
    )
    assert state(desk, bottles) == (ItemState.LENT, 17_000, 1_000, 0)
    gone = opened(bottles)
    type_("c")
    put(gone, "amount", "1700")
    gone.acts.setFocus()
    done = events(typed(gone, "", "返还被害人", "判决第三项", "杨某", "清检涉财批〔2015〕10号", "许嘉树"))[0]
    assert (done.way, done.quantity, done.amount) == (Disposal.VICTIM, 17_000, 1_700_00)
    undo(desk.store)
    assert state(desk, bottles) == (ItemState.LENT, 17_000, 1_000, 0)
    undo(desk.store)
    undo(desk.store)
    assert state(desk, bottles) == (ItemState.STORED, 18_000, 0, 0)


def test_refusals_stand_under_their_field_and_what_was_typed_stays(house: Any, opened: Opened) -> None:
    dialog = opened(house[1]["bottles"])
    press(Key.Key_Return, CTRL)
    assert message(dialog, "paper_no") == "! 没填文书号。填好再存"
    assert dialog.said.text() == "2 处待改：文书号、事由"
    put(dialog, "paper_no", "清检涉财批〔2015〕9号")
    put(dialog, "reason", "庭审出示")
    put(dialog, "quantity", "19")
    press(Key.Key_Return, CTRL)
    assert message(dialog, "quantity").endswith("调用19，账面只有18。改数量，或按去处分笔办")
    put(dialog, "quantity", "6")
    put(dialog, "taker_id", "苏婉清")
    press(Key.Key_Return, CTRL)
    assert message(dialog, "taker_id") == "! 交出人和接收人是同一人。交接要两个人，改其中一个"
    put(dialog, "taker_id", "何静宜")
    put(dialog, "happened_on", "6.1")
    press(Key.Key_Return, CTRL)
    assert message(dialog, "happened_on") == "! 日期晚于今天 05-31。办理当天再登记"
    assert dialog.seats["due_on"].editor.text == "2015-06-02", "it follows the day of the loan"
    put(dialog, "happened_on", "5.29")
    put(dialog, "due_on", "5.28")
    press(Key.Key_Return, CTRL)
    assert message(dialog, "due_on") == "! 预定归还日早于出库日 05-29。改其中一个"
    assert dialog.seats["paper_no"].editor.text == "清检涉财批〔2015〕9号"
    assert dialog.outcome is None


def test_a_case_goes_to_court_at_one_go_and_comes_back_at_one_go(house: Any, opened: Opened) -> None:
    desk, ids = house
    out = typed(opened(*ids["case"]), "6", "清源县人民法院", "清检涉财批〔2015〕9号")
    assert len(events(out)) == 12
    assert {state(desk, one)[0] for one in ids["case"]} == {ItemState.SENT}
    back = opened(*ids["case"])
    assert back.deed is Deed.GIVE_BACK
    typed(back, "", "完好，封条未动")
    assert {row.outside for row in events(back)} == {"清源县人民法院"}
    assert {state(desk, one)[0] for one in ids["case"]} == {ItemState.STORED}
    undo(desk.store)
    assert {state(desk, one)[0] for one in ids["case"]} == {ItemState.SENT}


def test_to_another_place_of_the_tree(house: Any, opened: Opened) -> None:
    ids = house[1]
    dialog = opened(*ids["case"][:3])
    type_("yy")
    enter()
    type_("甲柜-二层")
    enter()
    press(Key.Key_Return, CTRL)
    assert {row.place_id for row in events(dialog)} == {ids["shelf"]}
    again = opened(ids["case"][0])
    type_("yy")
    put(again, "place_id", "二层")
    press(Key.Key_Return, CTRL)
    assert "移库要写一个与现在不同的库位" in again.said.text() + message(again, "place_id")


def test_pieces_add_up_or_are_refused(house: Any, opened: Opened) -> None:
    desk, ids = house
    dialog = opened(ids["bottles"])
    type_("9")
    enter()
    assert dialog.pieces is not None
    for text in ("茅台", "12", "", "1200", "封0021", "五粮液", "7"):
        type_(text)
        enter()
    assert dialog.pieces.sum.text() == "! 现有 18瓶，拆出 19瓶，多了 1瓶"
    put(dialog, "reason", "分开送鉴定")
    press(Key.Key_Return, CTRL)
    assert dialog.outcome is None
    assert dialog.pieces.fault.text() == "! 现有 18瓶，拆出 19瓶，多了 1瓶。改数量"
    dialog.pieces.rows.rows[1].editors[1].take_focus()
    for text in ("4", "", "400", ""):
        type_(text)
        enter()
    assert dialog.pieces.sum.text() == "现有 18瓶，拆出 2 件共 16瓶，原编号留 2瓶"
    press(Key.Key_Return, CTRL)
    written = events(dialog)
    assert [(row.act, row.quantity) for row in written] == [
        *((CustodyAct.SPLIT_OUT, 12_000), (CustodyAct.SPLIT_IN, 12_000)),
        *((CustodyAct.SPLIT_OUT, 4_000), (CustodyAct.SPLIT_IN, 4_000)),
    ]
    undo(desk.store)
    assert state(desk, ids["bottles"]) == (ItemState.STORED, 18_000, 0, 0)


def test_items_are_joined_into_the_one_named(house: Any, opened: Opened) -> None:
    desk, ids = house
    three = ids["case"][:3]
    dialog = opened(*three)
    type_("h")
    assert dialog.seats["other_item_id"].editor.text.endswith("账册1")
    typed(dialog, "", "同一套账册")
    assert [row.act for row in events(dialog)] == [CustodyAct.MERGED_OUT, CustodyAct.MERGED_IN] * 2
    assert state(desk, three[0])[1] == 3_000
    undo(desk.store)
    one = opened(three[0])
    type_("h")
    put(one, "other_item_id", "白酒")
    put(one, "reason", "误分")
    press(Key.Key_Return, CTRL)
    assert "单位不同，不能合并" in one.said.text()


def test_a_wrong_event_is_struck_out_with_its_reason(house: Any, opened: Opened) -> None:
    desk, ids = house
    wrong = typed(opened(ids["fresh"]), "1", "甲柜", "完好", "")
    fix = opened(ids["fresh"])
    type_("g")
    assert fix.deed is Deed.CORRECT
    assert fix.seats["refers_id"].editor.text.endswith("05-31 入库 1部")
    typed(fix, "", "登错物品")
    written = events(fix)[0]
    assert wrong.outcome is not None
    assert (written.act, written.refers_id, written.reason) == (CustodyAct.CORRECTED, wrong.outcome.ids[0], "登错物品")
    assert state(desk, ids["fresh"])[0] is ItemState.HELD
    undo(desk.store)
    assert state(desk, ids["fresh"])[0] is ItemState.STORED


def test_what_later_events_stand_on_is_not_struck_out(house: Any, opened: Opened) -> None:
    fix = opened(house[1]["case"][0])
    type_("g")
    first = fix.asking.choices["refers_id"][-1]
    assert "入库" in first.label
    put(fix, "refers_id", first.label.split()[0])
    put(fix, "reason", "登错")
    press(Key.Key_Return, CTRL)
    assert fix.outcome is None
    assert "调用）就不成立" in fix.said.text()
    assert "先更正或撤销那一笔" in fix.said.text()


def test_many_go_wrong_and_are_struck_out_together(house: Any, opened: Opened) -> None:
    desk, ids = house
    typed(opened(*ids["case"]), "4", "清检涉财批〔2015〕9号", "庭审出示")
    fix = opened(*ids["case"])
    type_("g")
    type_("g" if fix.deed is not Deed.CORRECT else "")
    assert fix.seats["refers_id"].editor.text == "05-31 调用 12 笔"
    typed(fix, "", "庭期取消")
    assert len(events(fix)) == 12
    assert {state(desk, one)[0] for one in ids["case"]} == {ItemState.STORED}


def test_what_has_nothing_in_common_has_nothing_to_offer(house: Any, opened: Opened) -> None:
    ids = house[1]
    typed(opened(ids["fresh"]), "c", "销毁", "决定", "环保局", "清检涉财批〔2015〕3号", "许嘉树", "何静宜")
    assert opened(ids["fresh"]).acts.deeds == (Deed.CORRECT,)
    with pytest.raises(Refusal, match=r"选中的 2 件现状各不相同"):
        opened(ids["fresh"], ids["cash"])
