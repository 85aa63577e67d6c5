"""What must hold of duty lists and double investigations, and what follows of itself (一岗双责、一案双查校验)."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from desktop_app.models.people import Officer
from desktop_app.models.responsibility import Duty, DutyDeed, Inquiry, InquiryMember, InquiryPerson, OutcomeKind
from desktop_app.registers.spec import Check, broken, caution, in_order, missing, owed
from desktop_app.rules.cases import case_key
from desktop_app.rules.inquiries import CONCLUDED, lacks_leader, until
from desktop_app.rules.names import split_names
from desktop_app.rules.problems import Problem
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import Blame, InquiryState, Leg
from desktop_app.services.draft import Draft, Values
from desktop_app.services.facts import Facts

_DEEDS = (
    ("约谈", "约谈"),
    ("谈话", "廉政谈话"),
    ("检查", "检查"),
    ("部署", "部署"),
    ("汇报", "汇报"),
    ("调研", "调研"),
)


def derive_duty(draft: Draft, facts: Facts) -> None:
    """The post of the officer where none is written; what a record of performance is about, by its words."""
    officer = facts.row(Officer.__tablename__, draft[Duty.officer_id])
    if not draft[Duty.post] and draft.is_new:
        draft[Duty.post] = str(officer.get("post") or "")
    for row in draft.parts.get(DutyDeed.__tablename__, []):
        text = str(row.get("text") or "")
        row["kind"] = row.get("kind") or next((kind for word, kind in _DEEDS if word in text), "")


def _signed(draft: Draft, facts: Facts) -> Problem | None:
    if draft[Duty.signed_on] is not None:
        return None
    return owed(Duty.signed_on, "duty_letter_unsigned", "责任书还没有签订日期。签订后补上")


def _one_list(draft: Draft, facts: Facts) -> Problem | None:
    """One duty list an officer: what he did stands in one place."""
    own = draft[Duty.officer_id]
    for row in facts.having(Duty.__tablename__, Duty.officer_id.key, own) if own is not None else ():
        if row["id"] != draft.record_id:
            said = f"{facts.label(Officer.__tablename__, own)}已有责任清单 {row['number']}。在那一份上改"
            return caution(Duty.officer_id, "second_duty", said)
    return None


DUTY_TESTS: tuple[Check, ...] = (_signed, _one_list)


def outcome_kinds(facts: Facts) -> Sequence[Mapping[str, Any]]:
    """The outcome ladder in use (问责方式), from the lightest on."""
    return sorted(facts.live(OutcomeKind.__tablename__), key=lambda row: (row["position"], row["number"]))


def outcome_titles(facts: Facts) -> list[str]:
    """What the steps of the ladder are called."""
    return [str(row["title"]) for row in outcome_kinds(facts)]


def outcomes_named(text: str, facts: Facts) -> list[Mapping[str, Any]]:
    """The steps of the ladder a text names, by title or alias (诫勉谈话、取消评优); empty where it names a stranger."""
    called = {
        tight(name): row
        for row in outcome_kinds(facts)
        for name in (*split_names(str(row["aliases"] or "")), str(row["title"]))
    }
    whole = called.get(tight(text))
    if whole is not None:
        return [whole]
    found = [called.get(tight(word)) for word in split_names(text)]
    known = [row for row in found if row is not None]
    return list({row["id"]: row for row in known}.values()) if len(known) == len(found) else []


def derive_inquiry(draft: Draft, facts: Facts) -> None:
    """Outcomes in the ladder's words, with the days their effect ends on; 不予追究 finds nobody responsible."""
    draft[Inquiry.case_no] = case_key(str(draft[Inquiry.case_no] or ""))
    for row in draft.parts.get(InquiryPerson.__tablename__, []):
        _derive_person(row, draft, facts)


def _derive_person(row: Values, draft: Draft, facts: Facts) -> None:
    kinds = outcomes_named(str(row.get("outcome") or ""), facts)
    if not kinds:
        return
    row["outcome"] = "、".join(str(kind["title"]) for kind in kinds)
    if row.get("blame") is None:
        row["blame"] = Blame.RESPONSIBLE if any(kind["blames"] for kind in kinds) else Blame.NOT_RESPONSIBLE
    decided: date | None = row.get("decided_on") or draft[Inquiry.ended_on]
    rules = [rule for kind in kinds if kind["rule_code"] and (rule := facts.rule(str(kind["rule_code"]))) is not None]
    ends = [until(rule, decided, facts.calendar) for rule in rules] if decided is not None else []
    row["until_on"] = max(ends, default=None)


def _leader_too(draft: Draft, facts: Facts) -> Problem | None:
    """一案双查: who led is looked into as well, or it is said why not (只查当事人)."""
    told = {**draft.values, **draft.parts}
    if draft[Inquiry.state] in (InquiryState.LEAD, InquiryState.NOT_FILED, InquiryState.DROPPED):
        return None
    if lacks_leader(told):
        said = "只有直接责任人，没有领导责任人。补上领导责任人，或写明不查领导责任的理由"
        return missing(Inquiry.no_leader, "dual_missing_leader_part", said)
    if draft[Inquiry.state] in CONCLUDED and _leader_without_outcome(draft) and not draft[Inquiry.no_leader]:
        said = "已作处理决定，领导责任这一方没有处理结果。补上处理，或写明不查领导责任的理由"
        return missing(Inquiry.no_leader, "dual_missing_leader_part", said)
    return None


def _leader_without_outcome(draft: Draft) -> bool:
    rows = [row for row in draft.parts.get(InquiryPerson.__tablename__, []) if row.get("officer_id") is not None]
    leaders = [row for row in rows if row.get("leg") and row["leg"] != Leg.DIRECT]
    return bool(leaders) and not any(str(row.get("outcome") or "").strip() for row in leaders)


def _own_investigator(draft: Draft, facts: Facts) -> Problem | None:
    persons = {row.get("officer_id") for row in draft.parts.get(InquiryPerson.__tablename__, [])} - {None}
    members = {row.get("officer_id") for row in draft.parts.get(InquiryMember.__tablename__, [])}
    both = sorted(persons & members, key=str)
    if not both:
        return None
    said = f"{facts.label(Officer.__tablename__, both[0])}既是双查对象又是调查人员。换人调查"
    return broken(Inquiry.origin, "investigates_himself", said)


def _known_outcomes(draft: Draft, facts: Facts) -> Problem | None:
    for row in draft.parts.get(InquiryPerson.__tablename__, []):
        said = str(row.get("outcome") or "")
        if said and not outcomes_named(said, facts):
            return caution(Inquiry.note, "unknown_outcome", f"问责方式里没有“{said}”。核对，或到基础台账登记")
    return None


INQUIRY_TESTS: tuple[Check, ...] = (
    in_order(
        Inquiry.started_on,
        Inquiry.ended_on,
        "ended_before_started",
        "办结日期 {last} 早于启动日期 {first}，核对两处日期",
    ),
    in_order(
        Inquiry.ended_on,
        Inquiry.carried_out_on,
        "carried_out_before_decision",
        "执行日期 {last} 早于处理决定日期 {first}，核对两处日期",
    ),
    _leader_too,
    _own_investigator,
    _known_outcomes,
)


def inquiry_marks(values: Mapping[str, Any], facts: Facts) -> Sequence[str]:
    """What stands beside a number: the reason where nothing was filed or it was dropped."""
    state = values.get(Inquiry.state.key)
    reason = str(values.get(Inquiry.state_reason.key) or "")
    return (reason,) if reason and state in (InquiryState.DROPPED, InquiryState.NOT_FILED) else ()
