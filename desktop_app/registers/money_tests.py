"""What must hold of a line of the special account, what it tells by itself, and which lack their event (专户收支)."""

from collections.abc import Sequence

from desktop_app.figures.engine import Question
from desktop_app.figures.money import books
from desktop_app.models.seizures import MoneyEntry
from desktop_app.registers.seizure_ledgers import tidy_case_no
from desktop_app.registers.spec import Check, broken
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


MONEY_TESTS: tuple[Check, ...] = (one_side, paid_with_approval)


def unmatched(facts: Facts) -> Sequence[Condition]:
    """Lines no custody event stands behind."""
    return (IdIn(facts.once("money.unmatched", _unmatched)),)


def _unmatched(facts: Facts) -> tuple[int, ...]:
    found = books(Question(facts.session, facts.today)).values()
    return tuple(row.id for book in found for row in book.alone)
