"""Many takings registered as one act: numbers, places, undo, refusals that leave nothing, statements counted."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

import pytest
from sqlalchemy import Engine, event

from desktop_app.models.seizures import SeizedItem, Seizure, SeizureHandler
from desktop_app.registers.custody import EVENTS
from desktop_app.registers.seizures import ITEMS, PLACES, SEIZURES
from desktop_app.rules.vocabulary import CustodyAct, ItemState, Measure
from desktop_app.services import burst
from desktop_app.services.burst import Laws, Line, Putting, Route, RowRefusal, Taking
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, new_draft
from desktop_app.store import undo
from desktop_app.system.errors import Refusal
from tests.kit.county import rows
from tests.kit.seizing import TAKEN, Room, room

LAWS = Laws(SEIZURES, ITEMS, EVENTS, PLACES)
MOST_STATEMENTS = 14
"""A row: its number, its item, what is looked up once; the same again for its event."""


def head(where: Room, case_no: str = "清检诉受[2015]13号", **more: Any) -> Draft:
    given = {"case_no": case_no, "measure": Measure.SEIZED, "seized_on": TAKEN, **more}
    draft = new_draft(Seizure, given)
    draft.rows(SeizureHandler).extend({"officer_id": who} for who in (where.handler, where.other))
    return draft


def line(name: str = "手机", route: Route | None = None, **more: Any) -> Line:
    given = {"category": "手机", "name": name, "quantity": 1_000, "unit": "部", "seized_on": TAKEN, **more}
    return Line(new_draft(SeizedItem, given), route)


def putting(where: Room, **more: Any) -> Putting:
    return Putting(**{"on": TAKEN, "giver": None, "taker": where.keeper, "condition": "完好", **more})


def entered(desk: Desk, takings: list[Taking], how: Putting | None = None) -> burst.Done:
    return burst.register(desk, LAWS, takings, how, lambda *_at: None)


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements sent meanwhile."""
    sent: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        sent.append(statement)

    event.listen(Engine, "before_cursor_execute", hear)
    yield sent
    event.remove(Engine, "before_cursor_execute", hear)


def test_two_cases_and_their_items_are_one_act(desk: Desk) -> None:
    where = room(desk)
    takings = [
        Taking(head(where), [line(), line("电脑")]),
        Taking(head(where, "清检诉受[2015]14号"), [line("现金", unit="元", quantity=500_000)]),
    ]
    with desk.facts() as facts:
        told = burst.promised(facts, LAWS, takings)
    done = entered(desk, takings)
    assert done.items == [number for numbers in told[1] for number in numbers]
    assert done.outcome.said == "已登记 3 件，2 案"
    assert done.heads == 2
    assert {row["number"] for row in rows(desk, "seizure")} >= set(told[0])
    undo.undo(desk.store)
    assert rows(desk, "seized_item") == []


def test_items_are_added_to_a_case_that_is_there(desk: Desk) -> None:
    where = room(desk)
    first = entered(desk, [Taking(head(where), [line()], where.case)])
    second = entered(desk, [Taking(head(where), [line(), line()], where.case)])
    assert first.heads == 0
    assert [number[-3:] for number in [*first.items, *second.items]] == ["-01", "-02", "-03"]


def test_a_number_on_the_label_already_is_kept_and_passed_over(desk: Desk) -> None:
    where = room(desk)
    with desk.facts() as facts:
        (own,) = burst.promised(facts, LAWS, [Taking(head(where), [line()], where.case)])[1][0]
    takings = [Taking(head(where), [line(number=own), line()], where.case)]
    with desk.facts() as facts:
        told = burst.promised(facts, LAWS, takings)[1][0]
    assert entered(desk, takings).items == told == [own, f"{own[:-2]}02"]


def test_items_go_where_their_lines_say(desk: Desk) -> None:
    where = room(desk)
    lines = [
        line("手机", Route(CustodyAct.STORED, "甲柜")),
        line("手表", Route(CustodyAct.STORED, "A1-06", date(2015, 4, 3))),
        line("现金", Route(CustodyAct.DEPOSITED), unit="元", quantity=500_000, amount=50_000),
        line("商品房", Route(CustodyAct.KEPT, reason="不便提取的不动产")),
        line("未移送的车"),
    ]
    done = entered(desk, [Taking(head(where), lines)], putting(where, found_places=True))
    assert done.stored == done.items[:4]
    assert done.outcome.said == "已登记 5 件，1 案；入库 2 件；存入专户 1 件；就地保管 1 件"
    states = [row["state"] for row in rows(desk, "seized_item")]
    assert states == [ItemState.STORED, ItemState.STORED, ItemState.DEPOSITED, ItemState.KEPT, ItemState.HELD]
    events = rows(desk, "custody_event")
    assert {(row["giver_id"], row["taker_id"]) for row in events} == {(where.handler, where.keeper)}
    assert [row["happened_on"] for row in events] == [TAKEN, date(2015, 4, 3), TAKEN, TAKEN]
    assert {row["name"] for row in rows(desk, "storage_place")} == {"甲柜", "乙柜", "A1", "A1-06"}


@pytest.mark.parametrize(
    ("route", "more", "said"),
    [
        (Route(CustodyAct.STORED, "Z9-99"), {}, "物品第 2 行：没有库位“Z9-99”"),
        (Route(CustodyAct.KEPT), {}, "没写不入库理由"),
        (Route(CustodyAct.STORED, "甲柜"), {"condition": ""}, "没写状况"),
        (Route(CustodyAct.STORED, "甲柜"), {"taker": None}, "没填接收人"),
        (Route(CustodyAct.STORED, "甲柜"), {"on": date(2015, 6, 1)}, "日期晚于今天"),
    ],
)
def test_one_refused_row_leaves_nothing(desk: Desk, route: Route, more: dict[str, Any], said: str) -> None:
    where = room(desk)
    before = len(rows(desk, "seizure"))
    with pytest.raises(RowRefusal) as refused:
        entered(desk, [Taking(head(where), [line(), line("手表", route)])], putting(where, **more))
    assert said in refused.value.said
    assert refused.value.row == 1
    assert (len(rows(desk, "seizure")), rows(desk, "seized_item")) == (before, [])


def test_nothing_typed_is_refused_and_a_stop_leaves_nothing(desk: Desk) -> None:
    where = room(desk)
    with pytest.raises(Refusal, match="还没有物品"):
        entered(desk, [])

    def stop(at: int, _total: int) -> None:
        if at == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        burst.register(desk, LAWS, [Taking(head(where), [line()] * 3)], None, stop)
    assert rows(desk, "seized_item") == []


def test_a_refused_act_leaves_what_was_typed(desk: Desk) -> None:
    where = room(desk)
    typed = line("手表", Route(CustodyAct.STORED, "Z9-99"))
    before = dict(typed.draft.values)
    with pytest.raises(RowRefusal):
        entered(desk, [Taking(head(where), [typed])], putting(where))
    assert typed.draft.values == before


def test_statements_grow_with_the_rows_and_no_faster(desk: Desk) -> None:
    where = room(desk)
    told = []
    for many in (40, 160):
        lines = [line(f"手机{at}", Route(CustodyAct.STORED, "甲柜")) for at in range(many)]
        with counted() as sent:
            entered(desk, [Taking(head(where, f"清检诉受[2015]{many}号"), lines)], putting(where))
        told.append(len(sent))
    assert (told[1] - told[0]) / 120 <= MOST_STATEMENTS
