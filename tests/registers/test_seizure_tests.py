"""What takings, items and places hold each other to: nothing is deleted from under another, parts stay alike."""

from datetime import date

import pytest
from sqlalchemy import select

from desktop_app.models.history import Batch
from desktop_app.models.seizures import SeizedItem, StoragePlace
from desktop_app.registers.custody import EVENTS
from desktop_app.registers.people import OFFICERS
from desktop_app.registers.seizures import ITEMS, PLACES, SEIZURES
from desktop_app.rules.vocabulary import Disposal
from desktop_app.services import records
from desktop_app.services.custody_acts import Back, Lot, dispose, give_back, lend, move, store
from desktop_app.services.custody_parting import Piece, correct, split
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.store.undo import undo
from desktop_app.system.errors import Refusal
from tests.kit.seizing import GOOD, Room, case, item, room

MAY_6 = date(2015, 5, 6)


@pytest.fixture
def where(desk: Desk) -> Room:
    return room(desk)


def last_act(desk: Desk) -> int:
    with desk.store.read() as session:
        return session.scalars(select(Batch.id).order_by(Batch.id.desc())).first() or 0


def unit_changed(desk: Desk, item_id: int) -> None:
    with desk.store.read() as session:
        draft = records.load(session, SeizedItem, item_id, ITEMS.lists)
    draft[SeizedItem.unit] = "台"
    records.save(desk, ITEMS, draft)


def test_a_place_is_not_deleted_from_under_what_lies_in_it(desk: Desk, where: Room) -> None:
    one = item(desk, where)
    store(desk, EVENTS, [Lot(one)], where.first, GOOD, where.into())
    with pytest.raises(Refusal, match="库位 甲柜 里还有 清检物2015-0001-01 等 1 件，不能删除。先移库"):
        records.retire(desk, PLACES, [where.first], "撤柜")
    move(desk, EVENTS, [one], where.second, where.out())
    records.retire(desk, PLACES, [where.first], "撤柜")


def test_what_comes_back_to_a_place_given_up_is_put_elsewhere(desk: Desk, where: Room) -> None:
    one = item(desk, where)
    store(desk, EVENTS, [Lot(one)], where.first, GOOD, where.into())
    loan = lend(desk, EVENTS, [Lot(one)], where.paper, MAY_6, "辨认", where.out()).ids[0]
    records.retire(desk, PLACES, [where.first], "撤柜")
    with pytest.raises(Refusal, match="原来的库位 甲柜 已停用。另选库位"):
        give_back(desk, EVENTS, [Back(loan)], GOOD, where.into(MAY_6))
    give_back(desk, EVENTS, [Back(loan, place=where.second)], GOOD, where.into(MAY_6))


def test_a_taking_keeps_its_items_and_they_come_back_only_under_it(desk: Desk, where: Room) -> None:
    one = item(desk, where)
    with pytest.raises(Refusal, match="CW-001 还有 1 件涉案物品，不能删除"):
        records.retire(desk, SEIZURES, [where.case], "误录")
    records.retire(desk, ITEMS, [one], "误录")
    records.retire(desk, SEIZURES, [where.case], "误录")
    with pytest.raises(Refusal, match="所属案件 CW-001 杨某盗窃已删除。先恢复案件"):
        records.restore(desk, ITEMS, [one])
    records.restore(desk, SEIZURES, [where.case])
    records.restore(desk, ITEMS, [one])


def test_what_items_stand_on_is_not_undone_either(desk: Desk, where: Room) -> None:
    head = case(desk, [where.keeper, where.handler], "清检诉受〔2015〕77号")
    founding = last_act(desk)
    one = item(desk, where, seizure_id=head)
    with pytest.raises(Refusal, match="CW-002 还有 1 件涉案物品，不能删除"):
        undo(desk.store, founding)
    place = records.save(desk, PLACES, new_draft(StoragePlace, {"name": "丙柜"})).ids[0]
    founding = last_act(desk)
    store(desk, EVENTS, [Lot(one)], place, GOOD, where.into())
    with pytest.raises(Refusal, match="库位 丙柜 里还有 清检物2015-0002-01 等 1 件"):
        undo(desk.store, founding)


def test_a_part_never_parted_off_does_not_come_back(desk: Desk, where: Room) -> None:
    one = item(desk, where)
    made = split(desk, EVENTS, ITEMS, one, [Piece(2_000)], "分属两人", where.into())
    correct(desk, EVENTS, made.ids[:1], "登错", where.into())
    with desk.store.read() as session:
        part = session.scalars(select(SeizedItem.id).where(SeizedItem.parent_id == one)).one()
    with pytest.raises(Refusal, match="拆分已更正，编号不再用"):
        records.restore(desk, ITEMS, [part])


def test_parts_stay_of_one_unit_until_the_parting_is_struck_out(desk: Desk, where: Room) -> None:
    one = item(desk, where)
    made = split(desk, EVENTS, ITEMS, one, [Piece(2_000)], "分属两人", where.into())
    with pytest.raises(Refusal, match="拆分、合并过的物品不能改单位"):
        unit_changed(desk, one)
    correct(desk, EVENTS, made.ids[:1], "登错", where.into())
    unit_changed(desk, one)


def test_money_leaves_in_whole_fen_with_the_sum_it_counts(desk: Desk, where: Room) -> None:
    cash = item(desk, where, "现金", 100_000, unit="元", amount=100_00)
    with pytest.raises(Refusal, match=r"0\.001 元不到分。写到 0\.01 元为止"):
        split(desk, EVENTS, ITEMS, cash, [Piece(1)], "分属两人", where.into())
    hands = where.out(MAY_6, "杨某某")
    with pytest.raises(Refusal, match=r"10 元的金额应是 10\.00 元。改金额或留空"):
        dispose(desk, EVENTS, [Lot(cash, 10_000, 3)], Disposal.VICTIM, "判决", where.paper, hands)


def test_who_is_deleted_hands_nothing_over(desk: Desk, where: Room) -> None:
    one = item(desk, where)
    records.retire(desk, OFFICERS, [where.handler], "误录")
    with pytest.raises(Refusal, match="交出人 何静宜 已从花名册删除。另选一人，或先恢复"):
        store(desk, EVENTS, [Lot(one)], where.first, GOOD, where.into())


def put_under(desk: Desk, place: int, parent: int) -> None:
    with desk.store.read() as session:
        draft = records.load(session, StoragePlace, place, PLACES.lists)
    draft[StoragePlace.parent_id] = parent
    records.save(desk, PLACES, draft)


def test_places_do_not_stand_in_each_other(desk: Desk, where: Room) -> None:
    put_under(desk, where.first, where.second)
    with pytest.raises(Refusal, match="上级 甲柜 就在它里面。另选上级"):
        put_under(desk, where.second, where.first)
    with pytest.raises(Refusal, match="上级写的是它自己。另选上级"):
        put_under(desk, where.second, where.second)
    with pytest.raises(Refusal, match="库位 乙柜 下还有 甲柜 等 1 个库位，不能删除"):
        records.retire(desk, PLACES, [where.second], "撤柜")
    again = records.save(desk, PLACES, new_draft(StoragePlace, {"name": "甲柜", "parent_id": where.second}))
    assert [problem.code for problem in again.warnings] == ["place_twice"]
