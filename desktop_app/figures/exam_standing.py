"""Every exam held by a day with all its candidates (考试成绩), read once: what figures and papers rest on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from sqlalchemy import select

from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.training import keys
from desktop_app.models.exams import Exam, Sitting
from desktop_app.models.people import Department
from desktop_app.rules.marks import Mark, Tally, Terms, by_department, ranked, tallied
from desktop_app.rules.vocabulary import AbsenceCause, ExamState, SittingCode


@dataclass(frozen=True, slots=True)
class Attempt:
    """What stands beside a candidate's mark: who it is, why absent, the retake and its day."""

    officer_id: int | None
    number: str
    ticket: str
    cause: AbsenceCause | None
    excuse: str
    retake_on: date | None
    written_rank: int | None


@dataclass(frozen=True)
class ExamStanding:
    """One exam as it stands: ``key`` names it among all (its title; with the day, and which of it, where two share it).

    ``marks`` are its candidates in the order of seats, ``attempts`` what stands beside each, by sitting id.
    """

    id: int
    number: str
    title: str
    key: str
    held_on: date | None
    state: ExamState
    terms: Terms
    retake_by: date | None
    marks: tuple[Mark, ...]
    attempts: Mapping[int, Attempt] = field(default_factory=dict)

    @property
    def behind(self) -> Behind:
        return (Exam.__tablename__, self.id)

    @cached_property
    def tally(self) -> Tally:
        return tallied(self.marks, self.terms)

    @cached_property
    def departments(self) -> dict[str, Tally]:
        """Counts of each department by its full name, in the order of the house."""
        return by_department(self.marks, self.terms)

    @cached_property
    def ranks(self) -> dict[int, int]:
        """Ranks of those with a valid mark, by sitting id."""
        return ranked(self.marks, self.terms)


def held(ask: Question) -> tuple[ExamStanding, ...]:
    """Every exam held by the day (考试日期 not after it), in order of days; retakes after the day are not told yet."""
    return ask.once("exams.held", _read)


def within(ask: Question) -> tuple[ExamStanding, ...]:
    """The exams of the question's period; all held by the day where it has none."""
    period = ask.period
    if period is None:
        return held(ask)
    return tuple(one for one in held(ask) if one.held_on is not None and period.first <= one.held_on <= period.last)


def behind_of(ids: Iterable[int]) -> tuple[Behind, ...]:
    """Candidates as records behind a figure."""
    return tuple((Sitting.__tablename__, id_) for id_ in ids)


def _read(ask: Question) -> tuple[ExamStanding, ...]:
    exams = ask.session.execute(
        select(*Exam.__table__.columns)
        .where(Exam.retired_at.is_(None), Exam.held_on <= ask.as_of)
        .order_by(Exam.held_on, Exam.id)
    ).mappings()
    rows = [dict(row) for row in exams]
    marks = _marks(ask, [row["id"] for row in rows])
    named = keys((row["id"], row["title"], row["held_on"]) for row in rows)
    return tuple(
        ExamStanding(
            row["id"],
            row["number"],
            row["title"],
            named[row["id"]],
            row["held_on"],
            ExamState(row["state"]),
            Terms.of(row),
            row["retake_by"],
            tuple(mark for mark, _ in marks.get(row["id"], ())),
            {mark.id: attempt for mark, attempt in marks.get(row["id"], ())},
        )
        for row in rows
    )


def _marks(ask: Question, exam_ids: list[int]) -> dict[int, list[tuple[Mark, Attempt]]]:
    asked = (
        select(Sitting, Department.name.label("place"))
        .outerjoin(Department, Sitting.department_id == Department.id)
        .where(Sitting.retired_at.is_(None), Sitting.exam_id.in_(exam_ids))
        .order_by(Department.position, Sitting.seat.is_(None), Sitting.seat, Sitting.id)
    )
    found: dict[int, list[tuple[Mark, Attempt]]] = {}
    for row, place in ask.session.execute(asked):
        sat_again = row.retake_total is not None and row.retake_code in (None, SittingCode.SAT)
        known = row.retake_on is None or row.retake_on <= ask.as_of
        retake = row.retake_total if sat_again and known else None
        mark = Mark(row.id, row.name, place or "未填部门", row.code, row.total, retake)
        attempt = Attempt(
            row.officer_id, row.number, row.ticket, row.cause, row.excuse, row.retake_on, row.written_rank
        )
        found.setdefault(int(row.exam_id or 0), []).append((mark, attempt))
    return found
