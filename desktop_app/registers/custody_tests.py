"""What must hold of custody events, the special account and freezes (保管、专户、冻结校验)."""

from desktop_app.models.seizures import CustodyEvent, Freeze, MoneyEntry
from desktop_app.registers.spec import Check, broken
from desktop_app.rules.problems import Problem
from desktop_app.rules.vocabulary import CustodyAct, FreezeState
from desktop_app.services.custody import after
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts

_LEAVING = {CustodyAct.LENT, CustodyAct.SENT, CustodyAct.DISPOSED}
"""Acts that need an approval (高检规则 2012 第六百七十三条)."""


def follows_chain(draft: Draft, facts: Facts) -> Problem | None:
    """An event can have happened after those before it: no more leaves than there is, nothing returns that never left."""
    said, code = after(facts, draft)
    return broken(CustodyEvent.quantity, code, said) if said else None


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


def one_side(draft: Draft, facts: Facts) -> Problem | None:
    """A line of the account is either an income or an outgo."""
    income, outgo = draft.values.get(MoneyEntry.income.key), draft.values.get(MoneyEntry.outgo.key)
    if bool(income) != bool(outgo):
        return None
    said = "收入和支出都填了。一笔只记一边" if income else "收入、支出都没填。填其中一边"
    return broken(MoneyEntry.income, "one_side", said)


def derive_freeze(draft: Draft, facts: Facts) -> None:
    """A freeze is released, waiting behind another, or in force."""
    waits = FreezeState.QUEUED if draft.values.get(Freeze.behind.key) else FreezeState.LIVE
    released = draft.values.get(Freeze.released_on.key) is not None
    draft.values[Freeze.state.key] = FreezeState.RELEASED if released else waits


EVENT_TESTS: tuple[Check, ...] = (two_hands, approved, follows_chain)
MONEY_TESTS: tuple[Check, ...] = (one_side, paid_with_approval)
