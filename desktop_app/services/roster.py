"""Who has to sit an exam (应考名单): its rule, those already on the roster, and everybody left out with the reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desktop_app.models.exams import Exam, ExamDepartment, ExamException, Sitting
from desktop_app.models.people import Department, Officer
from desktop_app.rules.people import age_on
from desktop_app.rules.vocabulary import OfficerStatus, RosterRule, SittingCode
from desktop_app.services.exams import exam_row, sittings
from desktop_app.services.facts import Facts, Row
from desktop_app.system.errors import Refusal

UNEXPLAINED = "没写原因"
"""What stands beside somebody left out without a reason; the exam is not seated so."""


_SEATLESS = (SittingCode.EXEMPT, SittingCode.DEFERRED)
"""Who is known not to come (免考、缓考) takes no seat."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is already kept of a candidate (已在名单): his entry, 准考证号 and seat; whether it bears marks."""

    id: int
    ticket: str
    seat: int | None
    marked: bool
    seatless: bool


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody the rule names, or who is on the roster (应试人).

    ``why`` says why he is left out, empty for who sits the exam; ``reason`` is what the officer wrote (不列入名单), and
    with ``excepted`` that alone keeps him out. ``key`` is the 工号, or the number of the entry of somebody unknown.
    """

    key: str
    officer_id: int | None
    name: str
    department_id: int | None
    department: str
    why: str = ""
    reason: str = ""
    excepted: bool = False
    kept: Kept | None = None

    @property
    def movable(self) -> bool:
        """Whether it is the officer who decides that he sits the exam or not."""
        return self.officer_id is not None and (self.excepted or not self.why)


def candidates(facts: Facts, exam_id: int) -> list[Candidate]:
    """Everybody the roster rule names and all already on the roster, by department; left out ones with why.

    Refuses a rule that cannot be applied: no departments named, no day to tell ages by.
    """
    exam = exam_row(facts, exam_id)
    on = {row.officer_id: row for row in sittings(facts.session, exam_id) if row.officer_id is not None}
    excepted = exceptions(facts, exam_id)
    named = {int(row["id"]): why for row, why in _by_rule(facts, exam, exam_id)}
    known = dict.fromkeys([*named, *on, *excepted])
    found = [_candidate(facts, id_, named.get(id_, ""), on.get(id_), excepted.get(id_)) for id_ in known]
    found += [_stranger(facts, row) for row in sittings(facts.session, exam_id) if row.officer_id is None]
    places = {row["id"]: at for at, row in enumerate(facts.departments())}
    return sorted(found, key=lambda one: (bool(one.why), places.get(one.department_id, len(places)), one.key))


def on_roster(facts: Facts, exam_id: int) -> list[Candidate]:
    """Those on the roster alone, by seat, whatever the rule says now."""
    found = sittings(facts.session, exam_id)
    return [
        _stranger(facts, row) if row.officer_id is None else _candidate(facts, row.officer_id, "", row, None)
        for row in found
    ]


def exceptions(facts: Facts, exam_id: int) -> dict[int, str]:
    """Officers left off the roster, with the reason (不列入名单)."""
    asked = select(ExamException.officer_id, ExamException.reason).where(ExamException.exam_id == exam_id)
    return {id_: reason.strip() for id_, reason in facts.session.execute(asked.order_by(ExamException.id))}


def _by_rule(facts: Facts, exam: Row, exam_id: int) -> Iterator[tuple[Row, str]]:
    """The officers a rule names, and why the one or other does not sit the exam though."""
    rule, held_on = exam.get("roster"), exam.get("held_on")
    departments = _departments(facts, exam_id) if rule == RosterRule.DEPARTMENTS else frozenset()
    if rule == RosterRule.DEPARTMENTS and not departments:
        raise Refusal("应考范围是按部门，还没选应考部门。选好再列名单", ExamDepartment.__tablename__)
    if rule == RosterRule.YOUNG and held_on is None:
        raise Refusal("没填考试日期，算不出年龄。填好再列名单", Exam.held_on.key)
    for row in facts.live(Officer.__tablename__):
        if rule == RosterRule.DEPARTMENTS and row["department_id"] not in departments:
            continue
        if rule == RosterRule.YOUNG and row["birth_on"] is not None and _too_old(row, held_on, exam):
            continue
        unborn = rule == RosterRule.YOUNG and row["birth_on"] is None
        yield row, _off_duty(row, held_on) or ("没有出生日期，算不出年龄。补登后再列" if unborn else "")


def _too_old(row: Row, held_on: date | None, exam: Row) -> bool:
    return held_on is not None and age_on(row["birth_on"], held_on) > int(exam["young_age"])


def _departments(facts: Facts, exam_id: int) -> frozenset[int]:
    asked = select(ExamDepartment.department_id).where(ExamDepartment.exam_id == exam_id)
    return frozenset(facts.session.scalars(asked))


def _off_duty(row: Row, held_on: date | None) -> str:
    if row["status"] != OfficerStatus.ACTIVE:
        return str(row["status"])
    entered = row["entered_on"]
    return f"{entered} 才入院" if entered is not None and held_on is not None and entered > held_on else ""


def _candidate(facts: Facts, officer_id: int, why: str, row: Sitting | None, reason: str | None) -> Candidate:
    """A person the rule or the roster names. Who is on the roster stays there unless the officer leaves him out."""
    officer = facts.row(Officer.__tablename__, officer_id)
    left = why if row is None else ""
    excepted = reason is not None and not left and not (row is not None and _marked(row))
    department_id = officer.get("department_id") if row is None else row.department_id
    return Candidate(
        key=str(officer.get("number") or officer_id),
        officer_id=officer_id,
        name=str(officer.get("name") or ""),
        department_id=department_id,
        department=facts.label(Department.__tablename__, department_id),
        why=left or ((reason or UNEXPLAINED) if excepted else ""),
        reason=reason or "",
        excepted=excepted,
        kept=_kept(row),
    )


def _stranger(facts: Facts, row: Sitting) -> Candidate:
    place = facts.label(Department.__tablename__, row.department_id)
    return Candidate(row.number, None, row.name, row.department_id, place, kept=_kept(row))


def _kept(row: Sitting | None) -> Kept | None:
    return None if row is None else Kept(row.id, row.ticket, row.seat, _marked(row), row.code in _SEATLESS)


def _marked(row: Sitting) -> bool:
    return any(mark is not None for mark in (row.first, row.second, row.total, row.retake_total))
