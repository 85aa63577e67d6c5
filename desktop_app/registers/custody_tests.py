"""What must hold of custody events, the special account and freezes (保管、专户、冻结校验)."""

from collections.abc import Mapping
from typing import Any

from desktop_app.models.seizures import CustodyEvent, Freeze, MoneyEntry
from desktop_app.registers.spec import Check, broken
from desktop_app.rules.custody import acts_told
from desktop_app.rules.problems import Problem
from desktop_app.rules.vocabulary import CustodyAct, FreezeState
from desktop_app.services.custody import after
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts

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


def paid_with_approval(draft: Draft, facts: Facts) -> Problem | None:
    """No payment without an approval's number."""
    if not draft.values.get(MoneyEntry.outgo.key) or draft.values.get(MoneyEntry.paper_no.key):
        return None
    return broken(MoneyEntry.paper_no, "payment_without_approval", "支出没有审批文书号。补上文书号")


def no_outgo(draft: Draft) -> bool:
    """A line that pays nothing out takes something in."""
    return not draft.values.get(MoneyEntry.outgo.key)


def one_side(draft: Draft, facts: Facts) -> Problem | None:
    """A line of the account is an income or an outgo, not both."""
    income, outgo = draft.values.get(MoneyEntry.income.key), draft.values.get(MoneyEntry.outgo.key)
    if not (income and outgo):
        return None
    return broken(MoneyEntry.income, "one_side", "收入和支出都填了。一笔只记一边")


def derive_freeze(draft: Draft, facts: Facts) -> None:
    """A freeze is released, waiting behind another, or in force."""
    waits = FreezeState.QUEUED if draft.values.get(Freeze.behind.key) else FreezeState.LIVE
    released = draft.values.get(Freeze.released_on.key) is not None
    draft.values[Freeze.state.key] = FreezeState.RELEASED if released else waits


def movement_told(name: str, text: str, year: int | None) -> Mapping[str, Any]:
    """What a ledger's word for a movement says of act and way (类型: 返还被害人)."""
    found = acts_told(text) if name == CustodyEvent.act.key else None
    if found is None:
        return {}
    act, way = found
    return {CustodyEvent.act.key: act} | ({CustodyEvent.way.key: way} if way is not None else {})


EVENT_TESTS: tuple[Check, ...] = (two_hands, approved, follows_chain)
MONEY_TESTS: tuple[Check, ...] = (one_side, paid_with_approval)
