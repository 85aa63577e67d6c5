"""What must hold of a line of the special account, what it tells by itself, and which lack their event (专户收支)."""

from collections.abc import Sequence

from desktop_app.figures.engine import Question
from desktop_app.figures.money import books
from desktop_app.models.seizures import MoneyEntry
from desktop_app.registers.seizure_ledgers import tidy_case_no
from desktop_app.registers.spec import Check, broken, caution
from desktop_app.rules.money import kind_told
from desktop_app.rules.problems import Problem
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import Condition, IdIn


def derive_money(draft: Draft, facts: Facts) -> None:
    """The case's number in its one spelling; the kind its 摘要 tells, where none is written."""
    tidy_case_no(draft, facts)
    if draft[MoneyEntry.kind] is None:
        said = str(draft[MoneyEntry.said] or "")
        draft[MoneyEntry.kind] = kind_told(said, draft[MoneyEntry.income], draft[MoneyEntry.outgo])


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


def not_below_0(draft: Draft, facts: Facts) -> Problem | None:
    """What is paid back is an outgo, what comes back an income: neither is below 0."""
    sides = ((MoneyEntry.income, "收入", "支出"), (MoneyEntry.outgo, "支出", "收入"))
    wrong = next(((attr, one, other) for attr, one, other in sides if (draft.values.get(attr.key) or 0) < 0), None)
    if wrong is None:
        return None
    attr, one, other = wrong
    return broken(attr, "money_below_0", f"{one}小于0。填正数，退回、冲销的记在{other}")


def booked_by_now(draft: Draft, facts: Facts) -> Problem | None:
    """The bank has booked it: its day has come."""
    on = draft.values.get(MoneyEntry.booked_on.key)
    if on is None or on <= facts.today:
        return None
    said = f"日期 {on} 晚于今天 {facts.today:%m-%d}。入账当天再登记"
    return broken(MoneyEntry.booked_on, "booking_ahead", said)


def booked_once(draft: Draft, facts: Facts) -> Problem | None:
    """One voucher stands once for a case and a sum; for several cases or sums it may stand several times."""
    same = (MoneyEntry.booked_on, MoneyEntry.case_no, MoneyEntry.income, MoneyEntry.outgo)
    voucher = draft.values.get(MoneyEntry.voucher.key)
    rows = facts.having(MoneyEntry.__tablename__, MoneyEntry.voucher.key, voucher) if voucher and draft.is_new else ()
    twin = next((row for row in rows if all(row[attr.key] == draft.values.get(attr.key) for attr in same)), None)
    if twin is None:
        return None
    said = f"凭证号 {voucher} 同日、同案、同额已有 {twin['number']}。核对是否重记"
    return caution(MoneyEntry.voucher, "voucher_twice", said)


MONEY_TESTS: tuple[Check, ...] = (one_side, not_below_0, booked_by_now, booked_once, paid_with_approval)


def unmatched(facts: Facts) -> Sequence[Condition]:
    """Lines no custody event stands behind."""
    return (IdIn(facts.once("money.unmatched", _unmatched)),)


def _unmatched(facts: Facts) -> tuple[int, ...]:
    found = books(Question(facts.session, facts.today)).values()
    return tuple(row.id for book in found for row in book.alone)
