"""The check of the file counts every item again, and names what was bent past the program."""

from datetime import date

import pytest
from sqlalchemy import text

from desktop_app.models.seizures import CustodyEvent, SeizedItem
from desktop_app.registers.custody import EVENTS
from desktop_app.services.custody_acts import Lot, lend, store
from desktop_app.services.desk import Desk
from desktop_app.services.examining import examined
from tests.kit.seizing import GOOD, Room, item, room

LENT = date(2015, 5, 5)


@pytest.fixture
def where(desk: Desk) -> Room:
    return room(desk)


def bend(desk: Desk, *statements: str) -> None:
    """Somebody with the key drops the trigger and writes past the program."""
    with desk.store.unit("改动") as unit:
        unit.session.add(SeizedItem(number="另一件", name="另一件"))
        unit.session.execute(text("DROP TRIGGER custody_event_is_written_once"))
        unit.session.flush()
        for statement in statements:
            unit.session.execute(text(statement))


def numbers(desk: Desk, kind: type[SeizedItem | CustodyEvent]) -> list[str]:
    with desk.store.read() as session:
        return [row.number for row in session.query(kind).order_by(kind.id)]


def test_a_whole_chain_is_sound(desk: Desk, where: Room) -> None:
    one = item(desk, where)
    store(desk, EVENTS, [Lot(one)], where.first, GOOD, where.into())
    lend(desk, EVENTS, [Lot(one, 2_000)], where.paper, date(2015, 5, 8), "辨认", where.out(LENT))
    assert examined(desk).sound


def test_a_bent_quantity_names_the_item_and_the_event(desk: Desk, where: Room) -> None:
    one, other = item(desk, where), item(desk, where, "平板电脑")
    store(desk, EVENTS, [Lot(one), Lot(other)], where.first, GOOD, where.into())
    bend(desk, f"UPDATE custody_event SET quantity = 3000 WHERE item_id = {one}")
    found = examined(desk)
    name, event = numbers(desk, SeizedItem)[0], numbers(desk, CustodyEvent)[0]
    assert not found.sound
    (said,) = found.custody
    assert said.startswith(f"{name} 的保管流水 {event}（入库）有 1 处与操作记录不符。")
    with desk.store.unit("改动") as unit:
        unit.session.add(SeizedItem(number="再一件", name="再一件"))
        unit.session.flush()
        unit.session.execute(text(f"UPDATE custody_event SET retired_at = '2015-05-01' WHERE item_id = {one}"))
    said = examined(desk).custody[0]
    assert said.startswith(
        f"{name} 电动自行车保管账不平：记着在库（甲柜），在管 5、在外 0、已去 0，按流水应为已扣押未移送，"
    )


def test_a_standing_written_past_the_events_is_told(desk: Desk, where: Room) -> None:
    one = item(desk, where)
    store(desk, EVENTS, [Lot(one)], where.first, GOOD, where.into())
    bend(desk, f"UPDATE seized_item SET inside = 4000, gone = 1000 WHERE id = {one}")
    first, second = examined(desk).custody
    assert "记着在库（甲柜），在管 4、在外 0、已去 1，按流水应为在库（甲柜），在管 5、在外 0、已去 0，收到 5" in first
    assert "有 2 处与操作记录不符" in second
