"""素能档案: everything of one officer over all trainings, exams, dossiers and awards, with its sums."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from desktop_app.figures.awards import awards
from desktop_app.figures.dossier_standing import checks
from desktop_app.figures.dossiers import found_defects
from desktop_app.figures.engine import Question
from desktop_app.figures.exam_standing import ExamStanding, within
from desktop_app.figures.exams import owes, retake_day
from desktop_app.figures.training import sessions
from desktop_app.models.people import Department, Officer
from desktop_app.rules.marks import Mark, effective, mean_of, passed, rate
from desktop_app.rules.vocabulary import AbsenceCause, AttendanceState, DossierVerdict, SittingCode


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """A session he was on the sign-in list of; ``hours`` are hundredths, those that count for him."""

    id: int
    number: str
    title: str
    kind: str
    held_on: date | None
    state: AttendanceState
    cause: str
    hours: int


@dataclass(frozen=True, slots=True)
class ExamLine:
    """An exam he is on the roster of: mark in hundredths, rank of ``of`` candidates with a mark, retake, what counts.

    ``id`` is the sitting. ``effective`` is the mark that counts after the retake (认定成绩); ``retake_by`` the last day
    of a retake still owed. ``passed`` is None while there is no mark.
    """

    id: int
    exam_id: int
    number: str
    title: str
    held_on: date | None
    code: SittingCode
    cause: AbsenceCause | None
    excuse: str
    total: int | None
    grade: str
    rank: int | None
    of: int
    retake_on: date | None
    retake: int | None
    effective: int | None
    passed: bool | None
    retake_by: date | None


@dataclass(frozen=True, slots=True)
class DossierLine:
    """A dossier of a case he handled, as it was checked; ``score`` in hundredths, ``defects`` as (item, hundredths)."""

    id: int
    number: str
    case_no: str
    name: str
    checked_on: date | None
    score: int | None
    verdict: DossierVerdict | None
    defects: tuple[tuple[str, int], ...]
    correct_by: date | None
    corrected_on: date | None


@dataclass(frozen=True, slots=True)
class AwardLine:
    """A dossier of his put forward: mean in hundredths, rank of ``of``, whether it was chosen and approved."""

    id: int
    award: str
    case_no: str
    mean: int | None
    rank: int | None
    of: int
    chosen: bool
    approved_on: date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One officer by the day and in the period (素能档案); ``name`` is empty for an officer who is not kept."""

    officer_id: int
    number: str
    name: str
    department: str
    post: str
    trainings: tuple[TrainingLine, ...] = ()
    exams: tuple[ExamLine, ...] = ()
    dossiers: tuple[DossierLine, ...] = ()
    awards: tuple[AwardLine, ...] = ()

    @property
    def hours(self) -> int:
        """Class hours in hundredths (学时)."""
        return sum(row.hours for row in self.trainings)

    @property
    def attended(self) -> int:
        """Sessions he came to (出勤)."""
        return sum(row.state == AttendanceState.PRESENT for row in self.trainings)

    @property
    def attendance_rate(self) -> float | None:
        """Sessions he came to among those he was expected at."""
        return rate(self.attended, len(self.trainings))

    @property
    def due(self) -> int:
        """Exams he had to sit (应考): all but those he is exempt from."""
        return sum(row.code != SittingCode.EXEMPT for row in self.exams)

    @property
    def sat(self) -> int:
        """Exams with a mark (实考); the retake is an attempt apart."""
        return sum(row.total is not None for row in self.exams)

    @property
    def passes(self) -> int:
        """Exams passed in the end, by the exam or by the retake."""
        return sum(row.passed is True for row in self.exams)

    @property
    def mean(self) -> Decimal | None:
        """Mean of his exams' own marks in points, two decimals."""
        return mean_of(sum(row.total or 0 for row in self.exams), self.sat)

    @property
    def dossier_mean(self) -> Decimal | None:
        """Mean score of his dossiers in points, two decimals."""
        scored = [row.score for row in self.dossiers if row.score is not None]
        return mean_of(sum(scored), len(scored))

    @property
    def defects(self) -> int:
        """Defects of his dossiers (处)."""
        return sum(len(row.defects) for row in self.dossiers)

    @property
    def awarded(self) -> int:
        """Dossiers of his chosen as best, approved by the day."""
        return sum(row.chosen for row in self.awards)


def sheet(ask: Question, officer_id: int) -> Sheet:
    """Everything of one officer; several sheets of one question read the registers once."""
    number, name, department, post = _officer(ask, officer_id)
    return Sheet(
        officer_id, number, name, department, post,
        _trainings(ask, officer_id), _exams(ask, officer_id), _dossiers(ask, officer_id), _awards(ask, officer_id),
    )  # fmt: skip


def _officer(ask: Question, officer_id: int) -> tuple[str, str, str, str]:
    found = ask.session.execute(
        select(Officer.number, Officer.name, Department.name, Officer.post)
        .outerjoin(Department, Department.id == Officer.department_id)
        .where(Officer.id == officer_id)
    ).first()
    number, name, department, post = found or ("", "", "", "")
    return number, name, department or "", post


def _trainings(ask: Question, officer_id: int) -> tuple[TrainingLine, ...]:
    return tuple(
        TrainingLine(
            row.id, row.number, row.title, row.kind, row.held_on, sign.state, sign.cause,
            (row.hours or 0) if sign.state == AttendanceState.PRESENT else 0,
        )
        for row in sessions(ask)
        for sign in row.signs
        if sign.officer_id == officer_id
    )  # fmt: skip


def _exams(ask: Question, officer_id: int) -> tuple[ExamLine, ...]:
    return tuple(
        _exam(ask, one, mark)
        for one in within(ask)
        for mark in one.marks
        if one.attempts[mark.id].officer_id == officer_id
    )


def _exam(ask: Question, one: ExamStanding, mark: Mark) -> ExamLine:
    beside, terms = one.attempts[mark.id], one.terms
    own, final = mark.total if mark.counts else None, effective(mark, terms)
    grade = terms.scale.grade(own) if terms.scale is not None and own is not None else ""
    retaken_on = beside.retake_on if mark.retake is not None else None
    return ExamLine(
        mark.id, one.id, one.number, one.title, one.held_on, mark.code, beside.cause, beside.excuse, own, grade,
        one.ranks.get(mark.id), one.tally.sat, retaken_on, mark.retake, final,
        passed(mark, terms) if final is not None else None,
        retake_day(ask, one) if owes(one, mark) else None,
    )  # fmt: skip


def _dossiers(ask: Question, officer_id: int) -> tuple[DossierLine, ...]:
    own = [row for row in checks(ask) if row.handler_id == officer_id]
    defects = _defects(ask)
    return tuple(
        DossierLine(
            row.id, row.number, row.case_no, row.name, row.checked_on, row.score, row.verdict,
            tuple(defects.get(row.id, ())), row.correct_by, row.corrected_on if row.corrected(ask.as_of) else None,
        )
        for row in own
    )  # fmt: skip


def _defects(ask: Question) -> dict[int, list[tuple[str, int]]]:
    def read(one: Question) -> dict[int, list[tuple[str, int]]]:
        found: dict[int, list[tuple[str, int]]] = {}
        for row, item, points in found_defects(one):
            found.setdefault(row.id, []).append((item, points))
        return found

    return ask.once("officer_learning.defects", read)


def _awards(ask: Question, officer_id: int) -> tuple[AwardLine, ...]:
    return tuple(
        AwardLine(
            one.id, award.name, one.case_no, one.mean, one.rank, sum(other.rank is not None for other in award.entries),
            one.chosen and award.approved(ask.as_of), award.approved_on,
        )
        for award in awards(ask)
        for one in award.entries
        if one.handler_id == officer_id
    )  # fmt: skip
