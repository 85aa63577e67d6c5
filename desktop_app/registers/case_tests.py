"""What must hold of a closed case and of its cards, and what follows of itself."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from desktop_app.models.cases import CardSet, CaseCard, CaseFile, CaseHandler
from desktop_app.models.people import Officer
from desktop_app.registers.spec import Check, broken, caution, in_order
from desktop_app.rules.cases import case_key, strange_number
from desktop_app.rules.names import split_names
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import CardRating, CardState
from desktop_app.services.card_finding import card_set_of, live_templates
from desktop_app.services.cards import due_back
from desktop_app.services.cases import any_case, find_case
from desktop_app.services.draft import Draft, Values
from desktop_app.services.draw_pool import sealed_in
from desktop_app.services.facts import Facts

CARDS = CaseCard.__tablename__
_ORDINALS = "①②③④⑤⑥⑦⑧⑨"
_LEDGERS = ("表", "簿", "台账", "登记", "情况", "一览", "明细", "统计", "清单", ")", "册")
"""What titles of ledgers end with."""


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


def case_held(ids: Sequence[int], facts: Facts) -> str:
    """Why cases may not be deleted: a sealed pool holds them, and what is drawn must still be found."""
    numbers = (str(facts.row(CaseFile.__tablename__, id_).get("number") or "") for id_ in ids)
    for number in numbers:
        if kept := sealed_in(facts.session, number):
            return f"{number} 在 {kept} 的封存名单里，不能删除。误录的等抽取后在“抽取名单”里撤出，或作废那一轮"
    return ""


def card_kind(text: str, facts: Facts) -> str:
    """The template a heading or a word means (①办案告知卡 → 办案告知卡): by title, other spelling, or its ordinal; of
    the title of a ledger (监督卡发放登记表) the one it names.
    """
    said = tight(text).lstrip("0123456789.、()（）")
    written = text.strip()
    known = live_templates(facts)
    called = {
        tight(word): str(row["title"])
        for row in reversed(known)
        for word in (row["title"], *split_names(str(row["aliases"] or "")))
    }
    if said in called:
        return called[said]
    named = max((word for word in called if word in said), key=len, default="") if said.endswith(_LEDGERS) else ""
    if named:
        return called[named]
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
        if (
            not draft.is_new
            and row.get("issued_on")
            and not row.get("due_on")
            and row not in draft.loaded_parts.get(CARDS, ())
        ):
            row["due_on"] = due_back(row["issued_on"], facts)
    draft[CardSet.due_on] = _next_due(rows)
    draft[CardSet.state] = standing(rows, draft, [str(row["title"]) for row in live_templates(facts)])


def _next_due(rows: Sequence[Values]) -> date | None:
    out = [row["due_on"] for row in rows if row.get("issued_on") and not row.get("returned_on") and row.get("due_on")]
    return min(out, default=None)


def standing(rows: Sequence[Mapping[str, Any]], draft: Draft, wanted: Iterable[str]) -> CardState:
    """Where the cards of a case stand: given out, come back, trouble told, dealt with, filed.

    ``wanted`` are the kinds a case must have; those of a template retired since count as far as they were given out.
    """
    issued = {row.get("kind") for row in rows if row.get("issued_on")}
    poor = any(row.get("rating") == CardRating.POOR for row in rows)
    if draft[CardSet.filed_on] is not None:
        return CardState.FILED
    if (draft[CardSet.problem] or poor) and not draft[CardSet.handling]:
        return CardState.TROUBLED
    if not issued.issuperset(wanted):
        return CardState.UNISSUED
    if any(row.get("issued_on") and not row.get("returned_on") for row in rows):
        return CardState.ISSUED
    return CardState.HANDLED if draft[CardSet.handling] else CardState.RETURNED


def _returned_early(draft: Draft, facts: Facts) -> Problem | None:
    for place, row in enumerate(draft.parts.get(CARDS, ())):
        issued, back = row.get("issued_on"), row.get("returned_on")
        if issued and back and back < issued:
            said = f"{row.get('kind')}收回日期 {back} 早于发放日期 {issued}，核对两处日期"
            return Problem(CARDS, Fault.BROKEN, "returned_before_issued", said, (place, "returned_on"))
    return None


def _returned_unissued(draft: Draft, facts: Facts) -> Problem | None:
    for place, row in enumerate(draft.parts.get(CARDS, ())):
        if row.get("returned_on") and not row.get("issued_on"):
            said = f"{row.get('kind')}有收回日期，没有发放日期。补上发放日期"
            return Problem(CARDS, Fault.BROKEN, "returned_not_issued", said, (place, "returned_on"))
    return None


def _unknown_case(draft: Draft, facts: Facts) -> Problem | None:
    number = str(draft[CardSet.case_no] or "")
    if not number or number == draft.was(CardSet.case_no) or not any_case(facts.session):
        return None
    if find_case(facts.session, number) is not None:
        return None
    return caution(CardSet.case_no, "case_not_in_pool", f"办结案件里没有受案号 {number}，核对号码，或先录入案件")


def _handled_by_somebody(draft: Draft, facts: Facts) -> Problem | None:
    """Who writes how trouble was dealt with says who did it and when."""
    if draft.is_new or not draft[CardSet.handling] or draft[CardSet.handling] == draft.was(CardSet.handling):
        return None
    if draft[CardSet.handled_by_id] is None:
        return broken(CardSet.handled_by_id, "handler_of_trouble_missing", "写了处理情况，没填处理人。选好再存")
    if draft[CardSet.handled_on] is None:
        return broken(CardSet.handled_on, "day_of_handling_missing", "写了处理情况，没填处理日期。填好再存")
    return None


def _filed_open(draft: Draft, facts: Facts) -> Problem | None:
    """Cards are filed once trouble is dealt with and none is out; one that never comes back is explained."""
    if draft.is_new or draft[CardSet.filed_on] is None or draft.was(CardSet.filed_on) is not None:
        return None
    rows = draft.parts.get(CARDS, ())
    poor = any(row.get("rating") == CardRating.POOR for row in rows)
    if (draft[CardSet.problem] or poor) and not draft[CardSet.handling]:
        return broken(CardSet.filed_on, "filed_untreated", "反映的问题还没有处理。写明处理情况再归档")
    out = [str(row.get("kind")) for row in rows if row.get("issued_on") and not row.get("returned_on")]
    if out and not draft[CardSet.note]:
        said = f"{'、'.join(out)}还没有收回。收回再归档；收不回的在备注里写明"
        return broken(CardSet.filed_on, "filed_cards_out", said)
    return None


def _issued_twice(draft: Draft, facts: Facts) -> Problem | None:
    """One card of a kind each case."""
    if draft.is_new or CARDS not in draft.changed:
        return None
    kinds = [str(row.get("kind")) for row in draft.parts.get(CARDS, ()) if row.get("kind")]
    twice = next((kind for kind in kinds if kinds.count(kind) > 1), None)
    return broken(CardSet.case_no, "card_twice", f"{twice}有两张，每案一张。去掉一张") if twice else None


def _second_set(draft: Draft, facts: Facts) -> Problem | None:
    """One set of cards each case."""
    number = str(draft[CardSet.case_no] or "")
    if not number or number == draft.was(CardSet.case_no):
        return None
    other = card_set_of(facts.session, number, draft.record_id)
    if other is None:
        return None
    return broken(CardSet.case_no, "second_card_set", f"{number} 已有三卡登记，一案一份。在那一份里办")


CARDS_ALONE: tuple[Check, ...] = (_second_set,)
"""What must hold again of cards that come back from the deleted ones."""

CARD_TESTS: tuple[Check, ...] = (
    _returned_early,
    _returned_unissued,
    _unknown_case,
    _second_set,
    _issued_twice,
    _handled_by_somebody,
    _filed_open,
)
