"""What the cells of the list of seized items say (台账列): amount with unit, place, formalities, state."""

from collections.abc import Mapping, Sequence
from typing import Any

from desktop_app.models.seizures import CountLine, CustodyEvent, SeizedItem, Seizure, StoragePlace
from desktop_app.rules.numbers import quantity
from desktop_app.rules.tones import tone
from desktop_app.rules.vocabulary import ItemState
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import Retired, values_with_counts

Values = Mapping[str, Any]
ALL = -1
"""No limit."""

COLUMNS = (
    SeizedItem.number.key,
    Seizure.case_name.key,
    SeizedItem.name.key,
    SeizedItem.quantity.key,
    Seizure.measure.key,
    SeizedItem.place_id.key,
    SeizedItem.lacking.key,
    SeizedItem.due_on.key,
    SeizedItem.state.key,
)
TALLIED = (
    ItemState.STORED,
    ItemState.DEPOSITED,
    ItemState.KEPT,
    ItemState.LENT,
    ItemState.SENT,
    ItemState.DISPOSED,
)
TO_SETTLE = ("解除、退还无关财物", "不起诉后解除、返还", "撤案后处理", "判决生效后处理", "招领期满处理")
"""What is owed of an item that only leaves the house for good ends (``SeizedItem.due_for``)."""

WHOLE, UNSEEN, NOWHERE = "✓ 齐全", "未核对", "—"
_SHORT = {ItemState.HELD: "未移送"}
_ELSEWHERE = {
    ItemState.HELD: "办案部门",
    ItemState.DEPOSITED: "专户",
    ItemState.KEPT: "就地保管",
    ItemState.LENT: "调用在外",
    ItemState.SENT: "移送在外",
    ItemState.DISPOSED: NOWHERE,
    ItemState.PARTED: NOWHERE,
}


def much(values: Values, facts: Facts) -> tuple[str, str]:
    """2 只."""
    thousandths = values.get(SeizedItem.quantity.key)
    if thousandths is None:
        return "", ""
    return told(thousandths, values.get(SeizedItem.unit.key)), ""


def told(thousandths: int, unit: Any) -> str:
    """84,600 元; 0.35 克."""
    whole, dot, rest = quantity(thousandths).partition(".")
    return f"{int(whole):,}{dot}{rest} {unit or ''}".strip()


def place(values: Values, facts: Facts) -> tuple[str, str]:
    """The shelf; else what the ledger says of a thing in the house, or who has it."""
    shelf = str(facts.row(StoragePlace.__tablename__, values.get(SeizedItem.place_id.key)).get("name") or "")
    state, written = values.get(SeizedItem.state.key), str(values.get(SeizedItem.written_place.key) or "")
    if shelf:
        return shelf, ""
    if state in (ItemState.STORED, ItemState.KEPT) and written:
        return written, ""
    return _ELSEWHERE.get(state, "") if state is not None else "", "quiet"


def lacking(values: Values, facts: Facts) -> tuple[str, str]:
    """缺 见证人、照片; 齐全; 未核对 where nobody looked."""
    points = str(values.get(SeizedItem.lacking.key) or "")
    if points:
        return f"缺 {points}", "red"
    return (WHOLE, "green") if values.get(SeizedItem.checked.key) else (UNSEEN, "quiet")


def state(values: Values, facts: Facts) -> tuple[str, str]:
    """Where it stands, overdue or not: the deadline has its own column."""
    found = values.get(SeizedItem.state.key)
    return (_SHORT.get(found, str(found)), tone(found)) if found is not None else ("", "")


def thing(values: Values, facts: Facts) -> tuple[str, str]:
    """清检物2015-0008-12 会计凭证: the item a line of another list is of; many have one name."""
    item = facts.row(SeizedItem.__tablename__, values.get(CustodyEvent.item_id.key))
    return " ".join(filter(None, (str(item.get("number") or ""), str(item.get("name") or "")))), "link"


def moved(values: Values, facts: Facts) -> tuple[str, str]:
    """39 本: what an event moved, in the unit of its item."""
    thousandths = values.get(CustodyEvent.quantity.key)
    item = facts.row(SeizedItem.__tablename__, values.get(CustodyEvent.item_id.key))
    return (told(thousandths, item.get("unit")), "") if thousandths is not None else ("", "")


def number(values: Values, facts: Facts) -> tuple[str, str]:
    """The number alone, where the name has its own column."""
    item = facts.row(SeizedItem.__tablename__, values.get(CountLine.item_id.key))
    return str(item.get("number") or ""), "link"


def _counted(values: Values, facts: Facts) -> int:
    """Items registered of a taking (项数)."""
    name, live = f"{SeizedItem.__tablename__}:of", (Retired(False),)
    told = facts.once(name, lambda now: dict(values_with_counts(now.session, SeizedItem.seizure_id, live, ALL)))
    head = next(facts.having(Seizure.__tablename__, Seizure.number.key, values.get(Seizure.number.key)), {})
    return int(told.get(head.get("id"), 0))


def items_counted(values: Values, facts: Facts) -> tuple[str, str]:
    """15; amber where a ledger tells another number."""
    many, said = _counted(values, facts), values.get(Seizure.told_items.key)
    return str(many), "" if said in (None, many) else "amber"


def items_marked(values: Values, facts: Facts) -> Sequence[str]:
    """15 项, and what a ledger tells where that is another number."""
    many, said = _counted(values, facts), values.get(Seizure.told_items.key)
    return (f"{many} 项", *([] if said in (None, many) else [f"台账记 {said} 项，核对"]))
