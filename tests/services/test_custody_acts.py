"""An item's day: into the store, to court and back, parts of it leave; what may not be is refused with a sentence."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import func, select

from desktop_app.models.history import Batch
from desktop_app.models.seizures import CustodyEvent, SeizedItem
from desktop_app.registers.custody import EVENTS
from desktop_app.rules.vocabulary import Disposal, ItemState, Pool
from desktop_app.services.custody_acts import (
    Approval,
    Back,
    Hands,
    Kept,
    Lot,
    deposit,
    dispose,
    give_back,
    keep_in_place,
    lend,
    move,
    send,
    store,
)
from desktop_app.services.desk import Desk
from desktop_app.store.undo import redo, undo
from desktop_app.system.errors import Refusal
from tests.kit.office import loaded
from tests.kit.seizing import GOOD, TAKEN, Room, item, room

DUE = date(2015, 5, 8)
LENT = date(2015, 5, 5)


@pytest.fixture
def where(desk: Desk) -> Room:
    return room(desk)


def row(desk: Desk, item_id: int) -> SeizedItem:
    with desk.store.read() as session:
        return session.get_one(SeizedItem, item_id)


def stands(desk: Desk, item_id: int) -> tuple[ItemState, int, int, int]:
    found = row(desk, item_id)
    return found.state, found.inside, found.out, found.gone


def put_in(desk: Desk, where: Room, *items: int) -> int:
    return store(desk, EVENTS, [Lot(one) for one in items], where.first, GOOD, where.into()).ids[0]


def lent(desk: Desk, where: Room, item_id: int, quantity: int | None = None) -> int:
    made = lend(desk, EVENTS, [Lot(item_id, quantity)], where.paper, DUE, "庭前辨认", where.out(LENT))
    return made.ids[0]


def refused(act: Callable[[], object]) -> str:
    with pytest.raises(Refusal) as said:
        act()
    return said.value.said


def test_to_court_and_back_to_its_place(desk: Desk, where: Room) -> None:
    one = item(desk, where)
    put_in(desk, where, one)
    assert row(desk, one).place_id == where.first
    hands = where.out(LENT, outside="清源县人民法院")
    out = send(desk, EVENTS, [Lot(one)], where.paper, hands, "随案出示", DUE).ids[0]
    assert stands(desk, one) == (ItemState.SENT, 0, 5_000, 0)
    back = give_back(desk, EVENTS, [Back(out)], replace(GOOD, seal_no="封0002"), where.into(DUE))
    assert stands(desk, one) == (ItemState.STORED, 5_000, 0, 0)
    assert row(desk, one).place_id == where.first
    assert loaded(desk, EVENTS, back.ids[0])[CustodyEvent.seal_no] == "封0002"


def test_many_items_go_in_one_act_or_none_does(desk: Desk, where: Room) -> None:
    items = [item(desk, where, f"手机{n}") for n in range(4)]
    put_in(desk, where, items[2])
    said = refused(lambda: put_in(desk, where, *items))
    assert said == f"{row(desk, items[2]).number}：现状为在库，不能入库。核对现状，登错了先更正"
    assert [row(desk, one).state for one in items].count(ItemState.STORED) == 1
    rest = [items[0], items[1], items[3]]
    assert store(desk, EVENTS, [Lot(one) for one in rest], where.first, GOOD, where.into()).said == "已入库 3 件"
    undo(desk.store)
    assert [row(desk, one).state for one in items].count(ItemState.STORED) == 1
    redo(desk.store)
    assert {row(desk, one).state for one in items} == {ItemState.STORED}


def test_parts_leave_with_their_amounts_and_the_last_takes_the_rest(desk: Desk, where: Room) -> None:
    one = item(desk, where, amount=100_00)
    put_in(desk, where, one)

    def go(quantity: int | None, amount: int | None) -> int:
        hands = where.out(LENT, outside="杨某某")
        return dispose(desk, EVENTS, [Lot(one, quantity, amount)], Disposal.VICTIM, "判决", where.paper, hands).ids[0]

    assert refused(lambda: go(2_000, None)).endswith("只动一部分，没填这部分的金额。填好再存")
    assert "账面金额只有 100.00 元" in refused(lambda: go(2_000, 100_01))
    go(2_000, 33_33)
    assert refused(lambda: go(4_000, 1)).endswith("处置4，账面只有3。改数量，或按去处分笔办")
    assert "应为余下的 66.67 元" in refused(lambda: go(3_000, 66_66))
    last = go(None, None)
    assert loaded(desk, EVENTS, last)[CustodyEvent.amount] == 66_67
    assert stands(desk, one) == (ItemState.DISPOSED, 0, 0, 5_000)
    assert "东西已不在账上" in refused(lambda: lent(desk, where, one))


def test_cash_is_counted_by_its_face(desk: Desk, where: Room) -> None:
    cash = item(desk, where, "现金", 1_500_000, unit="元", amount=1_500_00)
    deposit(desk, EVENTS, [Lot(cash)], where.into(), "00123")
    assert row(desk, cash).state is ItemState.DEPOSITED
    hands = where.out(LENT, outside="县财政局")
    made = dispose(desk, EVENTS, [Lot(cash, 400_000)], Disposal.TREASURY, "判决", where.paper, hands)
    assert loaded(desk, EVENTS, made.ids[0])[CustodyEvent.amount] == 400_00


def test_kept_in_place_needs_a_reason_and_two_pools_are_told_apart(desk: Desk, where: Room) -> None:
    one = item(desk, where, "冷库设备")
    assert refused(lambda: keep_in_place(desk, EVENTS, [Lot(one)], " ", where.into())) == "没写不入库原因。写明再存"
    keep_in_place(desk, EVENTS, [Lot(one, 2_000)], "不便提取", where.into())
    store(desk, EVENTS, [Lot(one, pool=Pool.HELD)], where.first, GOOD, where.into())
    said = refused(lambda: lent(desk, where, one))
    assert said.endswith("分在几处：库房3、就地2。写明数量和取自哪里，分笔办")
    lend(desk, EVENTS, [Lot(one, 2_000, pool=Pool.KEPT)], where.paper, DUE, "勘验", where.out(LENT))
    assert stands(desk, one) == (ItemState.LENT, 3_000, 2_000, 0)


def test_an_item_moves_only_to_another_place(desk: Desk, where: Room) -> None:
    one = item(desk, where)
    assert "不在库里，不能移库。先办入库或归还" in refused(
        lambda: move(desk, EVENTS, [one], where.second, where.out(LENT))
    )
    put_in(desk, where, one)
    assert "与现在不同的库位" in refused(lambda: move(desk, EVENTS, [one], where.first, where.out(LENT)))
    assert move(desk, EVENTS, [one], where.second, where.out(LENT)).said.endswith("至 乙柜")
    assert row(desk, one).place_id == where.second


def test_what_comes_back_in_parts_lies_with_the_rest(desk: Desk, where: Room) -> None:
    one = item(desk, where)
    put_in(desk, where, one)
    out = lent(desk, where, one, 4_000)
    move(desk, EVENTS, [one], where.second, where.out(LENT))
    late = where.into(DUE)
    there = [Back(out, 1_000, where.first)]
    assert "其余的在 乙柜" in refused(lambda: give_back(desk, EVENTS, there, GOOD, late))
    give_back(desk, EVENTS, [Back(out, 1_000)], GOOD, late)
    assert (stands(desk, one), row(desk, one).place_id) == ((ItemState.LENT, 2_000, 3_000, 0), where.second)
    assert refused(lambda: give_back(desk, EVENTS, [Back(out, 4_000)], GOOD, late)).endswith(
        "归还4，在外的只有3。改数量"
    )
    give_back(desk, EVENTS, [Back(out)], GOOD, late)
    assert "已还清或已更正" in refused(lambda: give_back(desk, EVENTS, [Back(out)], GOOD, late))


def test_two_hands_an_approval_and_a_day_that_has_come(desk: Desk, where: Room) -> None:
    one = item(desk, where)
    lots, good = [Lot(one)], where.into()

    def store_by(hands: Hands, kept: Kept = GOOD, place: int | None = where.first) -> object:
        return store(desk, EVENTS, lots, place, kept, hands)

    assert "同一人" in refused(lambda: store_by(replace(good, giver=where.keeper)))
    assert refused(lambda: store_by(replace(good, taker=None))) == "没填接收人。选好再存"
    assert refused(lambda: store_by(replace(good, on=date(2015, 6, 1)))) == "日期晚于今天 05-31。办理当天再登记"
    assert refused(lambda: store_by(good, replace(GOOD, condition=""))) == "没写状况。写明再存"
    assert refused(lambda: store_by(good, place=None)) == "没填库位。选好再存"
    assert "还没有接收记录" in refused(lambda: store_by(replace(good, on=date(2015, 3, 1))))
    assert "先办入库或就地保管" in refused(lambda: lent(desk, where, one))
    put_in(desk, where, one)

    def lend_on(paper: Approval) -> object:
        return lend(desk, EVENTS, lots, paper, DUE, "辨认", where.out())

    assert "没写审批文书号" in refused(lambda: lend_on(Approval("", where.other)))
    assert "没填批准人" in refused(lambda: lend_on(Approval("批1", None)))
    assert "没填预定归还日" in refused(lambda: lend(desk, EVENTS, lots, where.paper, None, "辨认", where.out()))
    assert "早于出库日" in refused(lambda: lend(desk, EVENTS, lots, where.paper, TAKEN, "辨认", where.out(LENT)))
    assert "没写对方单位" in refused(lambda: send(desk, EVENTS, lots, where.paper, where.out(LENT)))
    assert "数量要大于零" in refused(lambda: lent(desk, where, one, 0))


def test_a_written_event_late_by_its_day_may_not_take_what_left_after(desk: Desk, where: Room) -> None:
    one = item(desk, where)
    put_in(desk, where, one)
    hands = where.out(DUE, outside="杨某某")
    gone = dispose(desk, EVENTS, [Lot(one)], Disposal.VICTIM, "判决", where.paper, hands)
    number = loaded(desk, EVENTS, gone.ids[0]).values["number"]
    early = [Lot(one, 2_000, pool=Pool.STORED)]
    said = refused(lambda: lend(desk, EVENTS, early, where.paper, DUE, "辨认", where.out(LENT)))
    assert f"{number}（05-08 处置）就不成立：处置5，账面只有3。先更正或撤销那一笔" in said


def test_an_earlier_act_is_not_undone_from_under_a_later_one(desk: Desk, where: Room) -> None:
    one = item(desk, where)
    made = store(desk, EVENTS, [Lot(one)], where.first, GOOD, where.into())
    out = lent(desk, where, one)
    give_back(desk, EVENTS, [Back(out)], GOOD, where.into(DUE))
    said = refused(lambda: undo(desk.store, made.batch))
    assert "就不成立：调用5，账面只有0。先更正或撤销那一笔" in said
    assert stands(desk, one) == (ItemState.STORED, 5_000, 0, 0)


def test_an_act_on_the_chain_that_cannot_be_undone_is_mended_by_another_one(desk: Desk, where: Room) -> None:
    one = item(desk, where)
    made = store(desk, EVENTS, [Lot(one)], where.first, GOOD, where.into())
    lent(desk, where, one)
    said = refused(lambda: undo(desk.store, made.batch))
    assert "之后又改过" in said
    assert said.endswith("登错的另作更正")
    assert "直接改" not in said
    assert CustodyEvent.only_added


def test_a_refused_act_leaves_nothing(desk: Desk, where: Room) -> None:
    one = item(desk, where)

    def written() -> tuple[int, ...]:
        with desk.store.read() as session:
            return tuple(session.scalar(select(func.count()).select_from(kind)) or 0 for kind in (Batch, CustodyEvent))

    before = written()
    refused(lambda: lent(desk, where, one))
    assert written() == before
