"""Items parted, joined and corrected: nothing appears, nothing vanishes, what later events stand on stays."""

from datetime import date

import pytest
from sqlalchemy import select

from desktop_app.models.seizures import CustodyEvent, ItemProcedure, SeizedItem
from desktop_app.registers.custody import EVENTS
from desktop_app.registers.seizures import ITEMS
from desktop_app.rules.vocabulary import CustodyAct, Disposal, ItemState
from desktop_app.services import records
from desktop_app.services.custody_acts import Lot, dispose, lend, move, store
from desktop_app.services.custody_parting import Piece, correct, merge, split
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.services.outcome import Outcome
from desktop_app.store.undo import redo, undo
from desktop_app.system.errors import Refusal
from tests.kit.office import loaded
from tests.kit.seizing import GOOD, Room, item, room

LATER, DUE = date(2015, 5, 5), date(2015, 5, 8)


@pytest.fixture
def where(desk: Desk) -> Room:
    return room(desk)


def rows(desk: Desk) -> list[SeizedItem]:
    with desk.store.read() as session:
        return list(session.scalars(select(SeizedItem).where(SeizedItem.retired_at.is_(None)).order_by(SeizedItem.id)))


def stored(desk: Desk, where: Room, **more: object) -> int:
    one = item(desk, where, **more)
    store(desk, EVENTS, [Lot(one)], where.first, GOOD, where.into())
    return one


def parted(desk: Desk, where: Room, one: int, *pieces: Piece) -> Outcome:
    return split(desk, EVENTS, ITEMS, one, pieces or (Piece(2_000),), "分属两人", where.into(LATER))


def test_a_part_is_an_item_of_its_own_where_the_whole_lies(desk: Desk, where: Room) -> None:
    one = stored(desk, where, amount=500_00)
    draft = loaded(desk, ITEMS, one)
    draft.rows(ItemProcedure).append({"word": "清单", "state": "缺"})
    records.save(desk, ITEMS, draft)
    made = parted(desk, where, one, Piece(2_000, 150_00, "红色电动自行车", seal_no="封9"), Piece(1_000, 50_00))
    assert made.said == "已从 清检物2015-0001-01 拆出 清检物2015-0001-02、清检物2015-0001-03"
    whole, red, other = rows(desk)
    assert (whole.inside, whole.gone, red.inside, other.inside) == (2_000, 3_000, 2_000, 1_000)
    assert (red.name, red.state, red.place_id, red.parent_id) == ("红色电动自行车", ItemState.STORED, where.first, one)
    assert [row["word"] for row in loaded(desk, ITEMS, red.id).rows(ItemProcedure)] == ["清单"]
    undo(desk.store)
    assert [(row.id, row.inside) for row in rows(desk)] == [(one, 5_000)]
    redo(desk.store)
    assert [row.inside for row in rows(desk)] == [2_000, 2_000, 1_000]


def test_what_is_not_less_than_the_whole_is_not_parted_off(desk: Desk, where: Room) -> None:
    one = stored(desk, where)
    with pytest.raises(Refusal, match="拆出的要比它少"):
        parted(desk, where, one, Piece(5_000))
    with pytest.raises(Refusal, match="要大于零"):
        parted(desk, where, one, Piece(0))
    with pytest.raises(Refusal, match="账面只有1"):
        parted(desk, where, one, Piece(4_000), Piece(2_000))
    assert len(rows(desk)) == 1


def test_items_of_one_case_in_one_place_are_joined(desk: Desk, where: Room) -> None:
    one, two = stored(desk, where, amount=10_00), stored(desk, where, amount=20_00)
    merge(desk, EVENTS, one, [Lot(two)], "同一批", where.into(LATER))
    into, gone = rows(desk)
    assert (into.inside, gone.inside, gone.state) == (10_000, 0, ItemState.PARTED)
    hands = where.out(LATER, outside="杨某某")
    last = dispose(desk, EVENTS, [Lot(one)], Disposal.VICTIM, "判决", where.paper, hands)
    assert loaded(desk, EVENTS, last.ids[0])[CustodyEvent.amount] == 30_00


def test_items_apart_are_not_joined(desk: Desk, where: Room) -> None:
    one, two, three = stored(desk, where), stored(desk, where), item(desk, where)
    grams = stored(desk, where, unit="克")
    for source, said in ((one, "不能并入自身"), (three, "不在"), (grams, "单位不同")):
        with pytest.raises(Refusal, match=said):
            merge(desk, EVENTS, one, [Lot(source)], "同一批", where.into(LATER))
    move(desk, EVENTS, [two], where.second, where.out(LATER))
    with pytest.raises(Refusal, match="库位不同。先移库到 甲柜 再合并"):
        merge(desk, EVENTS, one, [Lot(two)], "同一批", where.into(LATER))


def test_a_mistake_is_struck_out_and_written_anew(desk: Desk, where: Room) -> None:
    one = stored(desk, where)
    out = lend(desk, EVENTS, [Lot(one)], where.paper, DUE, "辨认", where.out(LATER)).ids[0]
    fixed = correct(desk, EVENTS, [out], "登到别的物品上了", where.into(DUE))
    assert fixed.said == f"已更正 {loaded(desk, EVENTS, out).values['number']}"
    assert rows(desk)[0].state is ItemState.STORED
    with pytest.raises(Refusal, match="更正过。按实际重新登记一笔"):
        correct(desk, EVENTS, [out], "再来", where.into(DUE))
    with pytest.raises(Refusal, match="是更正记录，不能再更正"):
        correct(desk, EVENTS, list(fixed.ids), "再来", where.into(DUE))
    undo(desk.store)
    assert rows(desk)[0].state is ItemState.LENT


def test_what_later_events_stand_on_is_not_struck_out(desk: Desk, where: Room) -> None:
    one = item(desk, where)
    first = store(desk, EVENTS, [Lot(one)], where.first, GOOD, where.into()).ids[0]
    out = lend(desk, EVENTS, [Lot(one)], where.paper, DUE, "辨认", where.out(LATER)).ids[0]
    with pytest.raises(Refusal, match=r"（05-05 调用）就不成立.*先更正或撤销那一笔"):
        correct(desk, EVENTS, [first], "错", where.into(DUE))
    correct(desk, EVENTS, [first, out], "整件登错", where.into(DUE))
    assert rows(desk)[0].state is ItemState.HELD


def test_a_parting_is_struck_out_whole_while_nothing_stands_on_it(desk: Desk, where: Room) -> None:
    one = stored(desk, where)
    out, _ = parted(desk, where, one).ids
    child = rows(desk)[1].id
    lent = lend(desk, EVENTS, [Lot(child)], where.paper, DUE, "辨认", where.out(LATER)).ids[0]
    with pytest.raises(Refusal, match="就不成立"):
        correct(desk, EVENTS, [out], "不用拆", where.into(DUE))
    correct(desk, EVENTS, [lent], "错", where.into(DUE))
    correct(desk, EVENTS, [out], "不用拆", where.into(DUE))
    assert [(row.id, row.inside) for row in rows(desk)] == [(one, 5_000)]
    undo(desk.store)
    assert [row.inside for row in rows(desk)] == [3_000, 2_000]


def test_no_half_of_a_parting_goes_by_another_road(desk: Desk, where: Room) -> None:
    one = stored(desk, where)
    out, into = parted(desk, where, one).ids
    for half in (out, into):
        with pytest.raises(Refusal, match="保管流水不能删除。到物品上按 Alt"):
            records.retire(desk, EVENTS, [half], "误录")
    struck = {"act": CustodyAct.CORRECTED, "item_id": one, "refers_id": out, "quantity": 1, "happened_on": DUE}
    with pytest.raises(Refusal, match="是同一次操作"):
        records.save(desk, EVENTS, new_draft(CustodyEvent, struck))
    child = rows(desk)[1].id
    with pytest.raises(Refusal, match="还有 1 笔保管流水，不能删除"):
        records.retire(desk, ITEMS, [child], "误录")


@pytest.mark.parametrize("act", [CustodyAct.SPLIT_OUT, CustodyAct.MERGED_OUT])
def test_half_a_parting_is_not_typed_alone(desk: Desk, where: Room, act: CustodyAct) -> None:
    typed = {"act": act, "item_id": stored(desk, where), "quantity": 1_000, "happened_on": DUE}
    with pytest.raises(Refusal, match="不能单独登记。到涉案物品上按 Alt"):
        records.save(desk, EVENTS, new_draft(CustodyEvent, typed))


def test_the_record_of_an_item_is_not_changed_from_under_its_chain(desk: Desk, where: Room) -> None:
    one = stored(desk, where)
    draft = loaded(desk, ITEMS, one)
    draft[SeizedItem.quantity] = 3_000
    with pytest.raises(Refusal, match="入库5，账面只有3"):
        records.save(desk, ITEMS, draft)


def test_what_an_event_says_stays(desk: Desk, where: Room) -> None:
    one = stored(desk, where)
    out = lend(desk, EVENTS, [Lot(one)], where.paper, DUE, "辨认", where.out(LATER)).ids[0]
    draft = loaded(desk, EVENTS, out)
    draft[CustodyEvent.paper_no] = "另一号"
    with pytest.raises(Refusal, match="写下的内容不能改，只能补空着的项"):
        records.save(desk, EVENTS, draft)
    draft = loaded(desk, EVENTS, out)
    draft[CustodyEvent.clock] = "9:30"
    records.save(desk, EVENTS, draft)
    with pytest.raises(Refusal, match="写下的内容不改回。登错的另作更正"):
        undo(desk.store)
