"""What must hold of a closed case and of its cards, and what follows of itself."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from desktop_app.models.cases import CardSet, CardTemplate, CaseCard, CaseFile, CaseHandler
from desktop_app.models.people import Officer
from desktop_app.registers.spec import Check, broken, caution, in_order
from desktop_app.rules.cases import case_key, strange_number
from desktop_app.rules.deadlines import due_on
from desktop_app.rules.names import split_names
from desktop_app.rules.problems import Problem
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import CardRating, CardState
from desktop_app.services.cases import any_case, find_case
from desktop_app.services.draft import Draft, Values
from desktop_app.services.facts import Facts

CARDS = CaseCard.__tablename__
RETURN = "card_return"
"""Code of the rule that says within what days a card is due back (应收回日)."""
_ORDINALS = "①②③④⑤⑥⑦⑧⑨"


def derive_case(draft: Draft, facts: Facts) -> None:
    """One spelling of the number; the department of the one in charge where none is named."""
    if draft.values.get("number"):
        draft.values["number"] = case_key(str(draft.values["number"]))
    draft[CaseFile.department_id] = draft[CaseFile.department_id] or department_of(
        draft.parts.get(CaseHandler.__tablename__, ()), facts
    )


def department_of(rows: Sequence[Mapping[str, Any]], facts: Facts) -> int | None:
    """The department of the first officer named."""
    first = next((row["officer_id"] for row in rows if row.get("officer_id")), None)
    found: int | None = facts.row(Officer.__tablename__, first).get("department_id")
    return found


def _number_strange(draft: Draft, facts: Facts) -> Problem | None:
    number = str(draft.values.get("number") or "")
    said = strange_number(number) if number and number != draft.loaded.get("number") else ""
    return caution(CaseFile.number, "case_number_malformed", said) if said else None


CASE_TESTS: tuple[Check, ...] = (
    _number_strange,
    in_order(
        CaseFile.accepted_on,
        CaseFile.closed_on,
        "close_before_received",
        "办结日期 {last} 早于受理日期 {first}，核对两处日期",
    ),
)


def templates(facts: Facts) -> list[Mapping[str, Any]]:
    """The live card templates in order."""
    return sorted(facts.live(CardTemplate.__tablename__), key=lambda row: (row["position"], row["id"]))


def card_kind(text: str, facts: Facts) -> str:
    """The template a heading or a word means (①办案告知卡 → 办案告知卡): by title, other spelling, or its ordinal."""
    said = tight(text).lstrip("0123456789.、()（）")
    written = text.strip()
    known = templates(facts)
    for row in known:
        if said and said in {tight(word) for word in (row["title"], *split_names(str(row["aliases"] or "")))}:
            return str(row["title"])
    place = _ORDINALS.find(written[:1]) if written else -1
    return str(known[place]["title"]) if 0 <= place < len(known) else written


def derive_cards(draft: Draft, facts: Facts) -> None:
    """Case facts from the pool, the kinds in the templates' words, days due back, where the cards stand."""
    draft[CardSet.case_no] = case_key(str(draft[CardSet.case_no] or ""))
    case = find_case(facts.session, draft[CardSet.case_no]) if draft[CardSet.case_no] else None
    if case is not None:
        draft[CardSet.name] = draft[CardSet.name] or case.name
        draft[CardSet.handler_id] = draft[CardSet.handler_id] or next(iter(case.handlers), None)
        draft[CardSet.department_id] = draft[CardSet.department_id] or case.department_id
    handler = facts.row(Officer.__tablename__, draft[CardSet.handler_id])
    draft[CardSet.department_id] = draft[CardSet.department_id] or handler.get("department_id")
    rows = draft.rows(CaseCard)
    for row in rows:
        row["kind"] = card_kind(str(row.get("kind") or ""), facts)
    draft[CardSet.due_on] = _next_due(rows)
    draft[CardSet.state] = standing(rows, draft, len(templates(facts)))


def due_back(issued: date, facts: Facts) -> date | None:
    """When a card given out on a day is due back by the rule ``card_return``."""
    rule = facts.rule(RETURN)
    return due_on(rule, issued, facts.calendar).on if rule is not None else None


def _next_due(rows: Sequence[Values]) -> date | None:
    out = [row["due_on"] for row in rows if row.get("issued_on") and not row.get("returned_on") and row.get("due_on")]
    return min(out, default=None)


def standing(rows: Sequence[Mapping[str, Any]], draft: Draft, wanted: int) -> CardState:
    """Where the cards of a case stand: given out, come back, trouble told, dealt with, filed."""
    issued = {row.get("kind") for row in rows if row.get("issued_on")}
    poor = any(row.get("rating") == CardRating.POOR for row in rows)
    if draft[CardSet.filed_on] is not None:
        return CardState.FILED
    if (draft[CardSet.problem] or poor) and not draft[CardSet.handling]:
        return CardState.TROUBLED
    if len(issued) < wanted:
        return CardState.UNISSUED
    if any(row.get("issued_on") and not row.get("returned_on") for row in rows):
        return CardState.ISSUED
    return CardState.HANDLED if draft[CardSet.handling] else CardState.RETURNED


def _returned_early(draft: Draft, facts: Facts) -> Problem | None:
    for row in draft.parts.get(CARDS, ()):
        issued, back = row.get("issued_on"), row.get("returned_on")
        if issued and back and back < issued:
            said = f"{row.get('kind')}收回日期 {back} 早于发放日期 {issued}，核对两处日期"
            return broken(CardSet.case_no, "returned_before_issued", said)
    return None


def _returned_unissued(draft: Draft, facts: Facts) -> Problem | None:
    for row in draft.parts.get(CARDS, ()):
        if row.get("returned_on") and not row.get("issued_on"):
            said = f"{row.get('kind')}有收回日期，没有发放日期。补上发放日期"
            return broken(CardSet.case_no, "returned_not_issued", said)
    return None


def _unknown_case(draft: Draft, facts: Facts) -> Problem | None:
    number = str(draft[CardSet.case_no] or "")
    if not number or number == draft.was(CardSet.case_no) or not any_case(facts.session):
        return None
    if find_case(facts.session, number) is not None:
        return None
    return caution(CardSet.case_no, "case_not_in_pool", f"办结案件里没有受案号 {number}，核对号码，或先录入案件")


CARD_TESTS: tuple[Check, ...] = (_returned_early, _returned_unissued, _unknown_case)
