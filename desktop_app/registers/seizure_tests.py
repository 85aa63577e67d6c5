"""What must hold of takings and items (涉案财物校验)."""

from collections.abc import Iterable, Mapping
from typing import Any

from desktop_app.models.seizures import SeizedItem, Seizure, SeizureHandler
from desktop_app.registers.spec import Check, broken, caution
from desktop_app.rules.problems import Problem
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts

_TWO = 2
"""Officers a taking needs (刑诉规则 2012 第二百三十五条)."""

_UNIT_SLIP = 10_000
"""Ten thousand between the sum and the face value: 万元 written as 元 or the other way."""


def names_of_seizure(row: Mapping[str, Any]) -> Iterable[str]:
    """What other ledgers call a taking by: the case's number, the paper's number."""
    return filter(None, (row.get("case_no"), row.get("paper_no")))


def item_prefix(draft: Draft, facts: Facts) -> str:
    """清检物2015-0012-: the house, the year of the taking, its serial; items count from 01 in it."""
    head = facts.row(Seizure.__tablename__, draft.values.get(SeizedItem.seizure_id.key))
    day = draft.values.get(SeizedItem.seized_on.key) or head.get("seized_on")
    year = day.year if day is not None else facts.unit["year"]
    serial = str(head.get("number") or "").rpartition("-")[2]
    return f"{str(facts.unit['short'])[:1]}检物{year}-{serial.rjust(4, '0')}-"


def two_handlers(draft: Draft, facts: Facts) -> Problem | None:
    """A taking is carried out by two officers at least."""
    if len(draft.parts.get(SeizureHandler.__tablename__, ())) >= _TWO:
        return None
    return caution(Seizure.case_no, "one_handler", "办案人不足两人。查封扣押由两名以上检察人员进行，补上另一人")


def is_positive(draft: Draft, facts: Facts) -> Problem | None:
    """There is something of an item."""
    quantity = draft.values.get(SeizedItem.quantity.key)
    if quantity is None or quantity > 0:
        return None
    return broken(SeizedItem.quantity, "negative_quantity", "数量要大于零。核对清单")


def face_value(draft: Draft, facts: Facts) -> Problem | None:
    """The sum of cash is its quantity in 元; ten thousand times off is a slip of the unit."""
    if draft.values.get(SeizedItem.unit.key) != "元":
        return None
    quantity, amount = draft.values.get(SeizedItem.quantity.key), draft.values.get(SeizedItem.amount.key)
    if not quantity or not amount or amount * 10 == quantity:
        return None
    slip = quantity in (amount * 10 * _UNIT_SLIP, amount * 10 // _UNIT_SLIP)
    said = "相差一万倍，疑单位写错" if slip else "不一致"
    return broken(
        SeizedItem.amount, "amount_unit_slip" if slip else "amount_mismatch", f"金额与数量（面额）{said}。核对"
    )


SEIZURE_TESTS: tuple[Check, ...] = (two_handlers,)
ITEM_TESTS: tuple[Check, ...] = (is_positive, face_value)
