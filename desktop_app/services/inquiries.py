"""一案双查 begun from any finding (立双查线索): who did it, who led him, the case, and the tie to what set it off."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.models.base import Part
from desktop_app.models.cases import CardSet
from desktop_app.models.dossiers import DossierCheck
from desktop_app.models.issues import Issue, IssueCase, IssueOfficer
from desktop_app.models.people import Department
from desktop_app.models.responsibility import Duty, Inquiry, InquiryPerson, OutcomeKind
from desktop_app.models.reviews import CaseReview, ReviewHandler
from desktop_app.models.seizures import CountLine, SeizedItem, Seizure
from desktop_app.models.supervision import Habit, HabitOfficer, SupervisionDocument
from desktop_app.models.whole import Tie
from desktop_app.rules.deadlines import DeadlineRule
from desktop_app.rules.duties import HEAD
from desktop_app.rules.inquiries import until
from desktop_app.rules.names import split_names
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import Leg
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, new_draft
from desktop_app.services.duties import role_of
from desktop_app.services.facts import Facts, Row
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal

INQUIRY, _TIES = Inquiry.__tablename__, Tie.__tablename__


@dataclass(frozen=True, slots=True)
class Finding:
    """What set an inquiry off, in the inquiry's own terms: origin, case, department, persons, matter."""

    origin: str
    name: str
    case_no: str = ""
    department_id: int | None = None
    officers: tuple[int, ...] = ()


def _habit(facts: Facts, row: Row) -> Finding:
    said = str(row["discipline_note"] or row["name"])
    officers = _those(facts.session, HabitOfficer, "habit_id", row["id"])
    return Finding("“习惯性”执法督查", said, str(row["case_no"] or ""), row["department_id"], officers)


def _review(facts: Facts, row: Row) -> Finding:
    handlers = _those(facts.session, ReviewHandler, "review_id", row["id"])
    grade = row["grade"] or row["suggested"] or row["state"]
    called = row["name"] or row["case_no"]
    return Finding("案件质量评查", f"评查{grade}：{called}", str(row["case_no"] or ""), row["department_id"], handlers)


def _dossier(_facts: Facts, row: Row) -> Finding:
    said = f"归档检查{row['verdict'] or ''}：{row['name'] or row['case_no']}"
    return Finding("归档检查", said, str(row["case_no"] or ""), row["department_id"], _one(row["handler_id"]))


def _card(_facts: Facts, row: Row) -> Finding:
    said = str(row["problem"] or row["name"] or row["case_no"])
    return Finding("一案三卡反映", said, str(row["case_no"] or ""), row["department_id"], _one(row["handler_id"]))


def _count_line(facts: Facts, row: Row) -> Finding:
    item = facts.row(SeizedItem.__tablename__, row["item_id"])
    taking = facts.row(Seizure.__tablename__, item.get("seizure_id"))
    called = f"{item.get('number') or ''} {item.get('name') or row['name']}".strip()
    keeper = item.get("keeper_id")
    department = facts.department_of(keeper).get("id") or taking.get("department_id")
    said = f"盘点{row['result'] or '差异'}：{called}"
    return Finding("涉案财物检查", said, str(taking.get("case_no") or ""), department, _one(keeper))


def _issue(facts: Facts, row: Row) -> Finding:
    officers = _those(facts.session, IssueOfficer, "issue_id", row["id"])
    asked = select(IssueCase.case_no).where(IssueCase.issue_id == row["id"]).order_by(IssueCase.id).limit(1)
    case = facts.session.scalar(asked) or ""
    return Finding("问题清单", str(row["name"]), case, row["department_id"], officers)


def _document(_facts: Facts, row: Row) -> Finding:
    inside = row["to_department_id"]
    officers = () if inside else _one(row["handler_id"])
    said = f"{row['kind']} {row['doc_no']}：{row['name']}"
    return Finding("监督文书", said, str(row["case_no"] or ""), inside or row["department_id"], officers)


READ: Mapping[str, Callable[[Facts, Row], Finding]] = {
    Habit.__tablename__: _habit,
    CaseReview.__tablename__: _review,
    DossierCheck.__tablename__: _dossier,
    CardSet.__tablename__: _card,
    CountLine.__tablename__: _count_line,
    Issue.__tablename__: _issue,
    SupervisionDocument.__tablename__: _document,
}
"""Kinds of findings an inquiry may be begun from, and how each is read."""


def _one(officer_id: int | None) -> tuple[int, ...]:
    return (officer_id,) if officer_id is not None else ()


def _those(session: Session, part: type[Part], link: str, record_id: int) -> tuple[int, ...]:
    table = part.__table__.columns
    asked = select(table["officer_id"]).where(table[link] == record_id).order_by(table["id"])
    return tuple(dict.fromkeys(session.scalars(asked)))


def proposed(facts: Facts, kind: str, record_id: int) -> Draft:
    """The inquiry a finding asks for, unsaved: both legs filled in as far as roster and duty lists tell.

    Refuses a finding that has one already.
    """
    found = finding(facts, kind, record_id)
    if told := inquiry_of(facts, kind, record_id):
        raise Refusal(f"{_number(facts, kind, record_id)} 已立 {told}。到一案双查里办")
    made = new_draft(
        Inquiry,
        {
            "name": found.name,
            "origin": found.origin,
            "case_no": found.case_no,
            "department_id": found.department_id,
            "registered_on": facts.today,
        },
    )
    rows = [{"officer_id": one, "leg": Leg.DIRECT} for one in found.officers]
    leaders = led_by(facts, found.department_id, found.officers)
    rows += [{"officer_id": one, "leg": leg} for one, leg in leaders.items()]
    made.rows(InquiryPerson).extend(rows)
    return made


def finding(facts: Facts, kind: str, record_id: int) -> Finding:
    """What a record says of itself as a finding. Refuses one that is gone or can be no finding."""
    row = facts.row(kind, record_id)
    if kind not in READ or not row:
        raise Refusal("这条不能立双查线索。到一案双查里新增")
    if row["retired_at"] is not None:
        raise Refusal(f"{row['number']} 已删除。先恢复再立线索")
    return READ[kind](facts, row)


def led_by(facts: Facts, department_id: int | None, but: Iterable[int]) -> dict[int, Leg]:
    """Who leads a department: its head (主要领导责任), and the leader in charge by his duty list (重要领导责任)."""
    department = facts.row(Department.__tablename__, department_id)
    if not department:
        return {}
    left = set(but)
    found: dict[int, Leg] = {}
    for row in facts.on_duty():
        if row["department_id"] == department_id and role_of(facts, row) == HEAD and row["id"] not in left:
            found[row["id"]] = Leg.CHIEF
    names = (str(department["name"]), str(department["short"] or ""), *split_names(str(department["aliases"] or "")))
    for duty in facts.live(Duty.__tablename__):
        officer_id, charge = duty["officer_id"], str(duty["charge"] or "")
        if officer_id is None or officer_id in left or officer_id in found or not _charged(charge, names):
            continue
        found[officer_id] = Leg.LEADING if found else Leg.CHIEF
    return found


def _charged(charge: str, names: Iterable[str]) -> bool:
    """Whether a charge (分管部门) names a department by one of its names."""
    told = {tight(word) for word in split_names(charge)}
    return any(tight(name) in told for name in names if name)


def inquiry_of(facts: Facts, kind: str, record_id: int) -> str:
    """The number of the living inquiry a finding set off; empty where there is none."""
    asked = (
        select(Inquiry.number)
        .join(Tie, Tie.other_id == Inquiry.id)
        .where(Tie.kind == kind, Tie.record_id == record_id, Tie.other_kind == INQUIRY, Inquiry.retired_at.is_(None))
        .order_by(Inquiry.id)
    )
    return facts.session.scalar(asked) or ""


def begin(desk: Desk, law: Law, made: Draft, kind: str, record_id: int) -> Outcome:
    """Enter an inquiry with the tie to what set it off, in one undoable act."""
    with desk.store.unit("立双查线索") as unit:
        facts = Facts(unit.session, desk.today)
        finding(facts, kind, record_id)
        if told := inquiry_of(facts, kind, record_id):
            raise Refusal(f"{_number(facts, kind, record_id)} 已立 {told}。到一案双查里办")
        record = records.write(unit, law, made, facts, records.Mode.DESK)[0]
        tie = Tie(kind=kind, record_id=record_id, other_kind=INQUIRY, other_id=record.id, tied_on=desk.today)
        unit.session.add(tie)
        made_id, said = record.id, f"已立 {record.number}，来自 {_number(facts, kind, record_id)}"
    touched = frozenset({kind, INQUIRY, _TIES})
    return Outcome(INQUIRY, (made_id,), said, unit.batch_id, touched=touched)


def _number(facts: Facts, kind: str, record_id: int) -> str:
    return str(facts.row(kind, record_id).get("number") or "")


# what was decided


@dataclass(frozen=True, slots=True)
class Effect:
    """How long an outcome has effect (影响期): its last day, and the rule it is counted by in words."""

    until: date | None
    why: str


def effect(facts: Facts, outcome: str, decided: date | None) -> Effect:
    """The period of effect of an outcome by the ladder; none where it has none."""
    kind = next((row for row in facts.live(OutcomeKind.__tablename__) if _named(row, outcome)), None)
    rule: DeadlineRule | None = facts.rule(str(kind["rule_code"])) if kind and kind["rule_code"] else None
    if rule is None:
        return Effect(None, "没有影响期" if kind else "")
    said = f"{rule.title} {rule.n} 个月，{rule.source}"
    return Effect(until(rule, decided, facts.calendar) if decided else None, said)


def _named(row: Row, outcome: str) -> bool:
    names = (str(row["title"]), *split_names(str(row["aliases"] or "")))
    return bool(tight(outcome)) and tight(outcome) in {tight(name) for name in names}


@dataclass(frozen=True)
class Decision:
    """What a step writes of each person looked into, by the id of his row, and of the inquiry itself."""

    persons: Mapping[int, Mapping[str, Any]] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)


def take_step(desk: Desk, law: Law, inquiry_id: int, verb: str, decision: Decision) -> Outcome:
    """One step of an inquiry with what was found of every person, in one act (处理决定、执行)."""
    with desk.store.unit(f"一案双查{verb}") as unit:
        draft = records.load(unit.session, Inquiry, inquiry_id, law.lists)
        for row in draft.rows(InquiryPerson):
            row.update(decision.persons.get(row["id"], {}))
        done = records.move(desk, law, draft, verb, asked=decision.values)
    return Outcome(done.kind, done.ids, done.said, unit.batch_id, done.warnings)


def no_inquiry(desk: Desk, law: Law, habit_id: int, why: str) -> Outcome:
    """Say why a lead on misconduct is not looked into (不予立项). Refuses a finding that is no lead, and no reason."""
    with desk.store.unit("违纪线索不予立项", reason=why.strip()) as unit:
        draft = records.load(unit.session, Habit, habit_id, law.lists)
        if not draft[Habit.discipline]:
            raise Refusal(f"{draft.values['number']} 没勾违纪线索，不用写不予立项")
        if not why.strip():
            raise Refusal("没写不予立项的理由。写明再存", Habit.no_inquiry.key)
        draft[Habit.no_inquiry] = why.strip()
        facts = Facts(unit.session, desk.today)
        records.write(unit, law, draft, facts, records.Mode.DESK)
    return Outcome(Habit.__tablename__, (habit_id,), f"{draft.values['number']} 已记不予立项", unit.batch_id)
