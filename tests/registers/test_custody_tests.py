"""What may be written of the chain of custody at the keyboard, and what a ledger is only warned of."""

from datetime import date
from typing import Any

import pytest

from desktop_app.models.seizures import CustodyEvent
from desktop_app.registers.custody import EVENTS
from desktop_app.registers.seizures import PLACES
from desktop_app.rules.vocabulary import CustodyAct, Disposal
from desktop_app.services import records
from desktop_app.services.custody_acts import Lot, store
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.services.facts import Facts
from desktop_app.services.records import Mode
from desktop_app.system.errors import Refusal
from tests.kit.seizing import GOOD, Room, item, room

TOMORROW = date(2015, 6, 1)


@pytest.fixture
def where(desk: Desk) -> Room:
    return room(desk)


def test_nothing_has_happened_tomorrow(desk: Desk, where: Room) -> None:
    one = item(desk, where)
    draft = new_draft(CustodyEvent, {"item_id": one, "act": CustodyAct.STORED, "quantity": 5_000})
    draft[CustodyEvent.happened_on] = TOMORROW
    with pytest.raises(Refusal, match="日期 2015-06-01 晚于今天 05-31。办理当天再登记"):
        records.save(desk, EVENTS, draft)
    with desk.store.unit("导入") as unit:
        _, warnings = records.write(unit, EVENTS, draft, Facts(unit.session, desk.today), Mode.LEDGER)
    assert [problem.code for problem in warnings] == ["event_ahead"]


@pytest.mark.parametrize(("act", "verb"), [(CustodyAct.SPLIT_IN, "拆分"), (CustodyAct.MERGED_IN, "合并")])
def test_nothing_enters_alone(desk: Desk, where: Room, act: CustodyAct, verb: str) -> None:
    one, other = item(desk, where), item(desk, where)
    stored = store(desk, EVENTS, [Lot(other)], where.first, GOOD, where.into()).ids[0]
    given = {"item_id": one, "act": act, "quantity": 1_000, "happened_on": date(2015, 5, 5)}
    for more in ({}, {"refers_id": stored, "other_item_id": other}):
        with pytest.raises(Refusal, match=f"{act}不能单独登记。到涉案物品上按 Alt.J 办{verb}，两笔一起记"):
            records.save(desk, EVENTS, new_draft(CustodyEvent, {**given, **more}))


def test_events_are_not_deleted(desk: Desk, where: Room) -> None:
    made = store(desk, EVENTS, [Lot(item(desk, where)), Lot(item(desk, where))], where.first, GOOD, where.into())
    with pytest.raises(Refusal, match=r"LS-00001 保管流水不能删除。到物品上按 Alt.J 办更正；刚登记的按 Ctrl.Z 撤销"):
        records.retire(desk, EVENTS, made.ids[:1], "误录")
    with pytest.raises(Refusal, match="LS-00001 等 2 笔保管流水不能删除"):
        records.retire(desk, EVENTS, made.ids, "误录")


def typed(desk: Desk, item_id: int, act: CustodyAct, **more: Any) -> None:
    given = {"item_id": item_id, "act": act, "quantity": 1_000, "happened_on": date(2015, 5, 6), "paper_no": "批1"}
    records.save(desk, EVENTS, new_draft(CustodyEvent, {**given, **more}))


def test_no_more_of_the_amount_is_typed_away_than_there_is(desk: Desk, where: Room) -> None:
    one = item(desk, where, amount=100_00)
    with pytest.raises(Refusal, match=r"账面金额只有 100\.00 元。改金额，或先核对物品的金额"):
        typed(desk, one, CustodyAct.DISPOSED, way=Disposal.VICTIM, amount=100_01)
    with pytest.raises(Refusal, match="金额小于0。填正数"):
        typed(desk, one, CustodyAct.DISPOSED, way=Disposal.VICTIM, amount=-1)
    typed(desk, one, CustodyAct.DISPOSED, way=Disposal.VICTIM, amount=100_00)
    with pytest.raises(Refusal, match=r"账面金额只有 0\.00 元"):
        typed(desk, one, CustodyAct.DISPOSED, way=Disposal.VICTIM, amount=1)


def test_nothing_is_typed_into_a_place_given_up(desk: Desk, where: Room) -> None:
    one = item(desk, where)
    store(desk, EVENTS, [Lot(one)], where.first, GOOD, where.into())
    records.retire(desk, PLACES, [where.second], "撤柜")
    with pytest.raises(Refusal, match="库位 乙柜 已停用。另选库位"):
        typed(desk, one, CustodyAct.MOVED, place_id=where.second)


def test_an_event_is_struck_out_once(desk: Desk, where: Room) -> None:
    one = item(desk, where)
    stored = store(desk, EVENTS, [Lot(one)], where.first, GOOD, where.into()).ids[0]
    typed(desk, one, CustodyAct.CORRECTED, refers_id=stored)
    with pytest.raises(Refusal, match="这笔记录已更正过。按实际重新登记一笔"):
        typed(desk, one, CustodyAct.CORRECTED, refers_id=stored)
