"""Seized property of a small office, entered as the officer enters it."""

from datetime import date
from typing import Any

from desktop_app.models.seizures import (
    CountLine,
    CustodyEvent,
    Freeze,
    FreezeRenewal,
    ItemProcedure,
    MoneyEntry,
    SeizedItem,
    Seizure,
    Stocktake,
)
from desktop_app.registers.accounts import FREEZES, MONEY
from desktop_app.registers.custody import EVENTS
from desktop_app.registers.seizures import ITEMS, SEIZURES
from desktop_app.registers.stocktakes import COUNT_LINES, STOCKTAKES
from desktop_app.rules.vocabulary import CustodyAct, Measure, ProcedureState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from tests.kit.office import id_of

CASE = "清源检诉受[2015]61902300020号"
SEIZED = date(2015, 5, 11)
"""A Monday: what was seized on it has to be moved by Thursday."""
POINTS = ("清单", "签名", "见证人", "照片", "密封")


def taking(desk: Desk, case_no: str = CASE, **more: Any) -> int:
    """A taking of the department 公诉科, its list in four copies."""
    given = {
        "case_no": case_no,
        "case_name": "孟双喜等2人敲诈勒索案",
        "measure": Measure.SEIZED,
        "seized_on": SEIZED,
        "department_id": id_of(desk, "department", "公诉科"),
        "copies": 4,
    }
    return records.save(desk, SEIZURES, new_draft(Seizure, {**given, **more})).ids[0]


def item(desk: Desk, taking_id: int, name: str = "手机", *, lacking: tuple[str, ...] = (), **more: Any) -> int:
    """One item with its checklist gone through; ``lacking`` points are not there."""
    given = {"seizure_id": taking_id, "category": "其他", "name": name, "quantity": 1_000, "seized_on": SEIZED}
    draft = new_draft(SeizedItem, {**given, **more})
    for word in POINTS:
        state = ProcedureState.LACKING if word in lacking else ProcedureState.THERE
        draft.rows(ItemProcedure).append({"word": word, "state": state})
    return records.save(desk, ITEMS, draft).ids[0]


def event(desk: Desk, item_id: int, act: CustodyAct, on: date, quantity: int = 1_000, **more: Any) -> int:
    """Something that happened to an item, with the number of an approval."""
    given = {"item_id": item_id, "act": act, "happened_on": on, "quantity": quantity, "paper_no": "清检审〔2015〕1号"}
    return records.save(desk, EVENTS, new_draft(CustodyEvent, {**given, **more})).ids[0]


def freeze(desk: Desk, to_on: date, account: str = "62284*****8410", *, renewed: Any = (), **more: Any) -> int:
    """A freeze of an account to a day; ``renewed`` are (day of renewal, old last day, new last day)."""
    given = {"case_no": CASE, "account": account, "owner": "孟双喜", "bank": "县农村信用合作联社"}
    draft = new_draft(Freeze, {**given, "from_on": date(2015, 1, 5), "to_on": to_on, **more})
    for renewed_on, old_on, new_on in renewed:
        draft.rows(FreezeRenewal).append({"renewed_on": renewed_on, "old_on": old_on, "new_on": new_on})
    return records.save(desk, FREEZES, draft).ids[0]


def money(desk: Desk, on: date, income: int = 0, outgo: int = 0, case_no: str = CASE, **more: Any) -> int:
    """A line of the special account, in 分."""
    given = {"case_no": case_no, "booked_on": on, "said": "扣押款", "paper_no": "清检审〔2015〕2号"}
    sides = {"income": income or None, "outgo": outgo or None}
    return records.save(desk, MONEY, new_draft(MoneyEntry, {**given, **sides, **more})).ids[0]


def stocktake(desk: Desk, on: date) -> int:
    """A stocktake of everything on a day."""
    given = {"title": f"{on:%m月}盘点", "counted_on": on}
    return records.save(desk, STOCKTAKES, new_draft(Stocktake, given)).ids[0]


def line(desk: Desk, stocktake_id: int, item_id: int | None, result: str, **more: Any) -> int:
    """A line of a stocktake."""
    given = {"stocktake_id": stocktake_id, "item_id": item_id, "name": "手机", "result": result}
    return records.save(desk, COUNT_LINES, new_draft(CountLine, {**given, **more})).ids[0]
