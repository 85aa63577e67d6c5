"""What must hold of custody events (保管流水校验)."""

from collections.abc import Mapping, Sequence
from typing import Any

from desktop_app.models.seizures import CustodyEvent, StoragePlace
from desktop_app.registers.spec import Check, broken
from desktop_app.rules.custody import PAIRED, PARTING, acts_told
from desktop_app.rules.problems import Problem
from desktop_app.rules.vocabulary import CustodyAct
from desktop_app.services.custody import after, standing_without
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts

_GONE = {CustodyAct.DISPOSED, *PARTING}
"""Acts that take a part of the book amount with them."""
_LEAVING = {CustodyAct.LENT, CustodyAct.SENT, CustodyAct.DISPOSED}
"""Acts that need an approval (高检规则 2012 第六百七十三条)."""


def follows_chain(draft: Draft, facts: Facts) -> Problem | None:
    """An event can have happened after those before it: no more leaves than there is."""
    refused = after(facts, draft)
    if refused is None:
        return None
    short = "账面只有" in refused.said
    return broken(
        CustodyEvent.quantity, "quantity_exceeds_stock" if short else "out_of_order", f"{refused.said}。{refused.mend}"
    )


def amount_there(draft: Draft, facts: Facts) -> Problem | None:
    """No more of the book amount leaves than is left of it."""
    amount, item = draft.values.get(CustodyEvent.amount.key), draft.values.get(CustodyEvent.item_id.key)
    if amount is not None and amount < 0:
        return broken(CustodyEvent.amount, "amount_below_0", "金额小于0。填正数")
    if not amount or item is None or draft.values.get(CustodyEvent.act.key) not in _GONE:
        return None
    left = standing_without(facts, item, draft.record_id).amount
    if amount <= left:
        return None
    said = f"账面金额只有 {max(left, 0) / 100:.2f} 元。改金额，或先核对物品的金额"
    return broken(CustodyEvent.amount, "amount_exceeds_book", said)


def place_open(draft: Draft, facts: Facts) -> Problem | None:
    """Nothing is put where there is no place any more."""
    place = facts.row(StoragePlace.__tablename__, draft.values.get(CustodyEvent.place_id.key))
    if not draft.is_new or not place or place["retired_at"] is None:
        return None
    return broken(CustodyEvent.place_id, "place_given_up", f"库位 {place['name']} 已停用。另选库位")


def two_hands(draft: Draft, facts: Facts) -> Problem | None:
    """Who hands over and who takes are two people."""
    giver, taker = draft.values.get(CustodyEvent.giver_id.key), draft.values.get(CustodyEvent.taker_id.key)
    if giver is None or giver != taker:
        return None
    return broken(CustodyEvent.taker_id, "one_hand", "交出人和接收人是同一人。交接要两个人，改其中一个")


def approved(draft: Draft, facts: Facts) -> Problem | None:
    """Nothing leaves the house without an approval's number."""
    if draft.values.get(CustodyEvent.act.key) not in _LEAVING or draft.values.get(CustodyEvent.paper_no.key):
        return None
    return broken(CustodyEvent.paper_no, "movement_without_approval", "出库没有审批文书号。补上文书号")


def has_happened(draft: Draft, facts: Facts) -> Problem | None:
    """What is written of the chain has happened: its day has come."""
    on = draft.values.get(CustodyEvent.happened_on.key)
    if on is None or on <= facts.today:
        return None
    said = f"日期 {on} 晚于今天 {facts.today:%m-%d}。办理当天再登记"
    return broken(CustodyEvent.happened_on, "event_ahead", said)


def entered_by_parting(draft: Draft, facts: Facts) -> Problem | None:
    """拆入 and 并入 stand behind the 拆出 or 并出 of the other item, never alone."""
    values = draft.values
    parting = PAIRED.get(values.get(CustodyEvent.act.key))  # type: ignore[arg-type]
    if parting is None:
        return None
    out = facts.row(CustodyEvent.__tablename__, values.get(CustodyEvent.refers_id.key))
    other = out.get("item_id")
    if out.get("act") is parting and other is not None and other == values.get(CustodyEvent.other_item_id.key):
        return None
    verb = "拆分" if parting is CustodyAct.SPLIT_OUT else "合并"
    said = f"{values[CustodyEvent.act.key]}不能单独登记。到涉案物品上按 Alt+J 办{verb}，两笔一起记"
    return broken(CustodyEvent.act, "entered_alone", said)


def events_held(ids: Sequence[int], facts: Facts) -> str:
    """An event is not deleted: a mistake is struck out and stays to be read (登错了用更正)."""
    number = facts.row(CustodyEvent.__tablename__, next(iter(ids), None)).get("number") or "这笔"
    which = f"{number} 等 {len(ids)} 笔" if len(ids) > 1 else f"{number} "
    return f"{which}保管流水不能删除。到物品上按 Alt+J 办更正；刚登记的按 Ctrl+Z 撤销"


def movement_told(name: str, text: str, year: int | None) -> Mapping[str, Any]:
    """What a ledger's word for a movement says of act and way (类型: 返还被害人)."""
    found = acts_told(text) if name == CustodyEvent.act.key else None
    if found is None:
        return {}
    act, way = found
    return {CustodyEvent.act.key: act} | ({CustodyEvent.way.key: way} if way is not None else {})


EVENT_TESTS: tuple[Check, ...] = (
    two_hands,
    approved,
    has_happened,
    entered_by_parting,
    place_open,
    amount_there,
    follows_chain,
)
