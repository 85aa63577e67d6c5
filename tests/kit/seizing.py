"""A small store of seized property: a case, its items, two places, three pairs of hands."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.models.seizures import SeizedItem, Seizure, SeizureHandler, StoragePlace
from desktop_app.registers.seizures import ITEMS, PLACES, SEIZURES
from desktop_app.rules.vocabulary import Measure
from desktop_app.services import records
from desktop_app.services.custody_acts import Approval, Hands, Kept
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from tests.kit.office import officer

TAKEN = date(2015, 4, 1)
GOOD = Kept("完好", "封0001")


@dataclass(frozen=True)
class Room:
    """Who and where: the keeper of the store, two case handlers, two cabinets, one case."""

    keeper: int
    handler: int
    other: int
    first: int
    second: int
    case: int

    def into(self, on: date = TAKEN, **more: Any) -> Hands:
        """A handler hands to the keeper."""
        return Hands(on, self.handler, self.keeper, **more)

    def out(self, on: date = TAKEN, outside: str = "", **more: Any) -> Hands:
        """The keeper hands to a handler."""
        return Hands(on, self.keeper, self.handler, outside, **more)

    @property
    def paper(self) -> Approval:
        return Approval("清检涉财批〔2015〕7号", self.other)


def room(desk: Desk) -> Room:
    """A store ready for work, nothing in it."""
    people = [officer(desk, "苏婉清", "案件管理办公室"), officer(desk, "何静宜"), officer(desk, "许嘉树")]
    places = [records.save(desk, PLACES, new_draft(StoragePlace, {"name": name})).ids[0] for name in ("甲柜", "乙柜")]
    return Room(*people, *places, case(desk, people, "清检诉受〔2015〕12号"))


def case(desk: Desk, handlers: list[int], case_no: str) -> int:
    """One taking for a case by two officers."""
    given = {"case_no": case_no, "case_name": "杨某盗窃", "measure": Measure.SEIZED, "seized_on": TAKEN}
    draft = new_draft(Seizure, given)
    draft.rows(SeizureHandler).extend({"officer_id": who} for who in handlers[:2])
    return records.save(desk, SEIZURES, draft).ids[0]


def item(desk: Desk, where: Room, name: str = "电动自行车", quantity: int = 5_000, **more: Any) -> int:
    """One item of the case, still with its handlers; ``quantity`` in thousandths."""
    given = {"seizure_id": where.case, "category": "车辆", "name": name, "quantity": quantity, "unit": "辆"}
    return records.save(desk, ITEMS, new_draft(SeizedItem, {**given, "seized_on": TAKEN, **more})).ids[0]
