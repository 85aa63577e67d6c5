"""What a line of the special account tells by itself, and which lines lack their custody event (专户收支)."""

from collections.abc import Sequence

from desktop_app.figures.engine import Question
from desktop_app.figures.money import books
from desktop_app.models.seizures import MoneyEntry
from desktop_app.registers.seizure_ledgers import tidy_case_no
from desktop_app.rules.money import kind_told
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import Condition, IdIn


def derive_money(draft: Draft, facts: Facts) -> None:
    """The case's number in its one spelling; the kind its 摘要 tells, where none is written."""
    tidy_case_no(draft, facts)
    if draft[MoneyEntry.kind] is None:
        said = str(draft[MoneyEntry.said] or "")
        draft[MoneyEntry.kind] = kind_told(said, draft[MoneyEntry.income], draft[MoneyEntry.outgo])


def unmatched(facts: Facts) -> Sequence[Condition]:
    """Lines no custody event stands behind."""
    return (IdIn(facts.once("money.unmatched", _unmatched)),)


def _unmatched(facts: Facts) -> tuple[int, ...]:
    found = books(Question(facts.session, facts.today)).values()
    return tuple(row.id for book in found for row in book.alone)
