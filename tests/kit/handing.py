"""A room for the dialog 交接: a case with a bicycle, eighteen bottles, cash and what lies with it."""

from typing import Any

from desktop_app.models.seizures import StoragePlace
from desktop_app.registers.custody import EVENTS
from desktop_app.registers.seizures import PLACES
from desktop_app.rules.vocabulary import PlaceKind
from desktop_app.services import records
from desktop_app.services.custody_acts import Back, Lot, give_back, lend, store
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from tests.kit.seizing import GOOD, TAKEN, item, room

CASE_ITEMS = 12


def handing_room(desk: Desk) -> dict[str, Any]:
    """Ids by name: people, places, items ``bottles`` (18, in 甲柜), ``cash``, ``fresh`` and the ``case`` of twelve."""
    where = room(desk)
    shelf = new_draft(StoragePlace, {"name": "二层", "kind": PlaceKind.SHELF, "parent_id": where.first})
    shelf_id = records.save(desk, PLACES, shelf).ids[0]
    bottles = item(desk, where, "白酒", 18_000, category="烟酒", unit="瓶", amount=1_800_00, keeper_id=where.keeper)
    cash = item(desk, where, "现金", 12_000_000, category="现金", unit="元", amount=12_000_00)
    fresh = item(desk, where, "手机", 1_000, category="手机", unit="部")
    case = [item(desk, where, f"账册{at}", 1_000, category="账册文件", unit="本") for at in range(1, CASE_ITEMS + 1)]
    store(desk, EVENTS, [Lot(one) for one in (bottles, *case)], where.first, GOOD, where.into())
    gone = lend(desk, EVENTS, [Lot(case[0])], where.paper, TAKEN, "庭前辨认", where.out())
    give_back(desk, EVENTS, [Back(gone.ids[0])], GOOD, where.into())
    told = {name: getattr(where, name) for name in ("keeper", "handler", "other", "first", "second")}
    return {**told, "shelf": shelf_id, "bottles": bottles, "cash": cash, "fresh": fresh, "case": case}
