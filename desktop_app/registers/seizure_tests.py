"""What must hold of takings and items (涉案财物校验)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from desktop_app.models.seizures import CustodyEvent, SeizedItem, Seizure, SeizureHandler, StoragePlace
from desktop_app.registers.spec import Check, broken, caution
from desktop_app.rules.custody import PAIRED, PARTING
from desktop_app.rules.problems import Problem
from desktop_app.rules.vocabulary import CustodyAct
from desktop_app.services import custody_ground as ground
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.services.places import upwards

_TWO = 2
"""Officers a taking needs (刑诉规则 2012 第二百三十五条)."""

_UNIT_SLIP = 10_000
"""Ten thousand between the sum and the face value: 万元 written as 元 or the other way."""


def names_of_seizure(row: Mapping[str, Any]) -> Iterable[str]:
    """What other ledgers call a taking by: the case's number, its name, the paper's number."""
    return filter(None, (row.get("case_no"), row.get("case_name"), row.get("paper_no")))


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


def as_parted(draft: Draft, facts: Facts) -> Problem | None:
    """What was split or merged keeps what its parts have in common: case, unit and currency."""
    named = ((SeizedItem.seizure_id, "案件"), (SeizedItem.unit, "单位"), (SeizedItem.currency, "币种"))
    told = ((attr, label, draft.loaded.get(attr.key)) for attr, label in named)
    changed = [(attr, label) for attr, label, was in told if was and draft.values.get(attr.key) != was]
    if draft.record_id is None or not changed or not _parted(draft.record_id, facts):
        return None
    attr, label = changed[0]
    said = f"拆分、合并过的物品不能改{label}，几件要一致。先更正那次拆分、合并，改好再办"
    return broken(attr, "parted_apart", said)


def _parted(item_id: int, facts: Facts) -> bool:
    events = list(facts.having(CustodyEvent.__tablename__, CustodyEvent.item_id.key, item_id))
    struck = {row["refers_id"] for row in events if row["act"] is CustodyAct.CORRECTED}
    return any(row["act"] in {*PAIRED, *PARTING} and row["id"] not in struck for row in events)


def head_stands(draft: Draft, facts: Facts) -> Problem | None:
    """An item does not come back under a deleted taking."""
    head = facts.row(Seizure.__tablename__, draft.values.get(SeizedItem.seizure_id.key))
    if not head or head["retired_at"] is None:
        return None
    said = f"所属案件 {head['number']} {head['case_name']}已删除。先恢复案件"
    return broken(SeizedItem.seizure_id, "head_deleted", said)


def part_stands(draft: Draft, facts: Facts) -> Problem | None:
    """A part does not come back whose splitting was struck out."""
    parent = draft.values.get(SeizedItem.parent_id.key)
    if parent is None or draft.record_id is None or _parted(draft.record_id, facts):
        return None
    said = f"从 {facts.row(SeizedItem.__tablename__, parent).get('number')} 的拆分已更正，编号不再用。要拆另办一次拆分"
    return broken(SeizedItem.parent_id, "parting_struck", said)


def head_held(ids: Sequence[int], facts: Facts) -> str:
    """A taking is not deleted from under its items."""
    return ground.taking_held(facts.session, ids)


def place_held(ids: Sequence[int], facts: Facts) -> str:
    """A place is not deleted from under what lies or stands in it."""
    for place_id in ids:
        inner = [row for row in facts.live(StoragePlace.__tablename__) if row["parent_id"] == place_id]
        if any(row["id"] not in ids for row in inner):
            name = facts.label(StoragePlace.__tablename__, place_id)
            return f"库位 {name} 下还有 {inner[0]['name']} 等 {len(inner)} 个库位，不能删除。先删除下面的，或改上级"
    return ground.place_held(facts.session, ids)


def within_another(draft: Draft, facts: Facts) -> Problem | None:
    """A place does not stand in itself, nor in one that stands in it (库-柜-格)."""
    parent = draft.values.get(StoragePlace.parent_id.key)
    if draft.record_id is None or draft.record_id not in upwards(facts, parent):
        return None
    where = facts.label(StoragePlace.__tablename__, parent)
    said = "上级写的是它自己" if parent == draft.record_id else f"上级 {where} 就在它里面"
    return broken(StoragePlace.parent_id, "place_in_itself", f"{said}。另选上级")


def one_of_a_name(draft: Draft, facts: Facts) -> Problem | None:
    """Two places of one name under one parent are likely one."""
    same = (StoragePlace.name, StoragePlace.parent_id)
    rows = facts.live(StoragePlace.__tablename__) if draft.is_new else iter(())
    twin = next((row for row in rows if all(row[attr.key] == draft.values.get(attr.key) for attr in same)), None)
    if twin is None:
        return None
    return caution(StoragePlace.name, "place_twice", f"{twin['number']} 也叫 {twin['name']}。核对是否同一处")


PLACE_TESTS: tuple[Check, ...] = (within_another, one_of_a_name)
SEIZURE_TESTS: tuple[Check, ...] = (two_handlers,)
ITEM_TESTS: tuple[Check, ...] = (is_positive, face_value, as_parted)
