"""An import of more custody events than a statement takes values: all are settled, with what belongs to them."""

from datetime import date, timedelta

import pytest

from desktop_app.models.seizures import CustodyEvent, SeizedItem
from desktop_app.rules.vocabulary import CustodyAct, ItemState
from desktop_app.services.desk import Desk
from tests.kit.seizing import item, room

MANY = 33_003
"""More than SQLite takes values in a statement (32 766); the last of every item takes it back."""


@pytest.mark.slow
def test_more_events_than_a_statement_takes_values(desk: Desk) -> None:
    where = room(desk)
    ids = [item(desk, where, f"箱{place}", quantity=1_000) for place in range(3)]
    first = date(2015, 4, 2)
    with desk.store.unit("导入") as unit:
        unit.session.add_all(
            _event(place, ids[place % 3], first + timedelta(days=place // 1_000)) for place in range(MANY)
        )
    with desk.facts() as facts:
        found = [facts.row(SeizedItem.__tablename__, id_) for id_ in ids]
    assert [row["state"] for row in found] == [ItemState.STORED] * 3
    assert [(row["inside"], row["out"], row["gone"]) for row in found] == [(1_000, 0, 0)] * 3


def _event(place: int, item_id: int, day: date) -> CustodyEvent:
    """The first of an item stores it, the others lend it and take it back in turn."""
    turn = place // 3
    act = CustodyAct.STORED if not turn else CustodyAct.LENT if turn % 2 else CustodyAct.RETURNED
    return CustodyEvent(number=f"量-{place:06d}", item_id=item_id, act=act, happened_on=day, quantity=1_000)
