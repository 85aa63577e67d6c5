"""Rotations as they stood at the end of a day (轮岗情况): who is where from when to when, under whom, what is owed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.post_coverage import beginnings, following
from desktop_app.figures.post_standing import NOWHERE, departments, handed, name_of, officers
from desktop_app.models.basics import Unit
from desktop_app.models.people import Department, Officer
from desktop_app.models.rotations import Rotation, RotationLimit
from desktop_app.rules.people import is_young
from desktop_app.rules.posts import until
from desktop_app.rules.rotations import AWAY, OPEN
from desktop_app.rules.vocabulary import Appraisal, HandoverState, OfficerStatus, RotationOutcome, RotationState

ROTATION = Rotation.__tablename__


@dataclass(frozen=True, slots=True)
class RotationStand:
    """One officer's rotation at the end of a day: ``state`` as the day saw it, departments by id and full name.

    ``first`` and ``last`` are the days in force: actual ones known by the day before planned ones. ``until`` is the
    last day away: of one past its planned end that nobody has ended, the day asked. ``looked_at`` says that the
    midterm note (中期考核) was written. What bears a later date (移交, 鉴定, 去向) is not known yet.
    """

    id: int
    number: str
    batch_id: int | None
    officer_id: int | None
    name: str
    from_id: int | None
    to_id: int | None
    origin: str
    goal: str
    period: int
    planned_from: date | None
    planned_to: date | None
    actual_from: date | None
    actual_to: date | None
    mentor_id: int | None
    mentor: str
    handover: HandoverState | None
    looked_at: bool
    appraisal: Appraisal | None
    outcome: RotationOutcome | None
    end_reason: str
    state: RotationState
    until: date | None

    @property
    def behind(self) -> Behind:
        return (ROTATION, self.id)

    @property
    def first(self) -> date | None:
        return self.actual_from or self.planned_from

    @property
    def last(self) -> date | None:
        return self.actual_to or self.planned_to

    @property
    def open(self) -> bool:
        """Under way: approved and not ended."""
        return self.state in OPEN

    @property
    def counts(self) -> bool:
        """More than a plan (S4): approved, under way, ended, or ended early."""
        return self.state in AWAY

    @property
    def unhanded(self) -> bool:
        """Running although work was not handed over (移交未完成)."""
        return self.state == RotationState.RUNNING and self.handover == HandoverState.OPEN

    @property
    def to_appraise(self) -> bool:
        """Ended at its term without an appraisal (欠期满鉴定)."""
        return self.state in (RotationState.APPRAISED, RotationState.DONE) and self.appraisal is None

    def overdue(self, day: date) -> bool:
        """Past its planned last day, neither appraised nor ended."""
        waiting = self.state in (RotationState.HANDED, RotationState.RUNNING)
        return waiting and self.planned_to is not None and self.planned_to < day

    def owes_appraisal(self, day: date) -> bool:
        """Without an appraisal (期满鉴定) although past its planned last day or ended at its term."""
        return self.to_appraise or (self.appraisal is None and self.overdue(day))

    def meets(self, first: date, last: date) -> bool:
        """Whether a day of it lies between two days."""
        if self.first is None or self.until is None:
            return False
        return max(self.first, first) <= min(self.until, last)


def every_rotation(ask: Question) -> list[RotationStand]:
    """Every living rotation, by officer's department, officer and first day."""
    return ask.once("rotations.every", _read_rotations)


def _read_rotations(ask: Question) -> list[RotationStand]:
    asked = (
        select(Rotation)
        .outerjoin(Officer, Officer.id == Rotation.officer_id)
        .outerjoin(Department, Department.id == Officer.department_id)
        .where(Rotation.retired_at.is_(None))
        .order_by(Department.position.is_(None), Department.position, Officer.number, Rotation.officer_id,
                  Rotation.planned_from_on, Rotation.period, Rotation.id)
    )  # fmt: skip
    rows = ask.session.scalars(asked).all()
    away = (row for row in rows if state_on(row, ask.as_of) in AWAY)
    begins = beginnings((row.officer_id, _first(row, ask.as_of)) for row in away)
    return [_stand(ask, row, begins) for row in rows]


def _first(row: Rotation, day: date) -> date | None:
    return _by(row.actual_from_on, day) or row.planned_from_on


def _until(row: Rotation, day: date, begins: dict[int, list[date]]) -> date | None:
    """The last day away as the day saw it."""
    ended = _by(row.actual_to_on, day)
    if ended is not None or state_on(row, day) not in OPEN:
        return ended or row.planned_to_on
    return until(row.planned_to_on, day, following(_first(row, day), row.officer_id, begins))


def _stand(ask: Question, row: Rotation, begins: dict[int, list[date]]) -> RotationStand:
    day, known = ask.as_of, departments(ask)

    def place(department_id: int | None) -> str:
        return known[department_id][0] if department_id is not None else NOWHERE

    return RotationStand(
        row.id, row.number, row.batch_id, row.officer_id, name_of(ask, row.officer_id),
        row.from_department_id, row.to_department_id, place(row.from_department_id), place(row.to_department_id),
        row.period, row.planned_from_on, row.planned_to_on, _by(row.actual_from_on, day), _by(row.actual_to_on, day),
        row.mentor_id, name_of(ask, row.mentor_id), handed(row.handover, row.handed_on, day), _looked_at(row, day),
        row.appraisal if _is_appraised(row, day) else None,
        row.outcome if row.actual_to_on is None or row.actual_to_on <= day else None,
        row.end_reason, state_on(row, day), _until(row, day, begins),
    )  # fmt: skip


def _by(on: date | None, day: date) -> date | None:
    """A day written, if it had come by then."""
    return on if on is not None and on <= day else None


def _is_appraised(row: Rotation, day: date) -> bool:
    """Whether an appraisal there is was made by then; without a day of its own, by the day a rotation was over."""
    on = row.appraised_on or (row.actual_to_on if row.state == RotationState.DONE else None)
    return on is None or on <= day


def _looked_at(row: Rotation, day: date) -> bool:
    return _by(row.midterm_on, day) is not None if row.midterm_on is not None else bool(row.midterm.strip())


def state_on(row: Rotation, day: date) -> RotationState:
    """The state as a day saw it: steps whose own date is later were not taken yet."""
    state = row.state
    over = row.actual_to_on is not None and row.actual_to_on > day
    if state == RotationState.ENDED and over:
        state = RotationState.RUNNING
    if state == RotationState.DONE and over:
        state = RotationState.APPRAISED
    if state == RotationState.APPRAISED and not _is_appraised(row, day):
        state = RotationState.RUNNING
    began = row.actual_from_on or row.planned_from_on
    if state == RotationState.RUNNING and began is not None and began > day:
        state = RotationState.HANDED if row.handover == HandoverState.DONE else RotationState.APPROVED
    if state == RotationState.HANDED and row.handed_on is not None and row.handed_on > day:
        state = RotationState.APPROVED
    return state


def within(ask: Question) -> list[RotationStand]:
    """Rotations of a question: all, or those with a day in its period."""
    period, every = ask.period, every_rotation(ask)
    return [row for row in every if period is None or row.meets(period.first, period.last)]


def young(ask: Question) -> list[int]:
    """The young officers (青年干警): those of the campaign's list, else by age as the unit counts it.

    Who has left the house (离退) is none of them any more.
    """
    return ask.once("rotations.young", _read_young)


def _read_young(ask: Question) -> list[int]:
    listed = ask.session.execute(
        select(Officer.id, Officer.status)
        .join(RotationLimit, RotationLimit.officer_id == Officer.id)
        .where(RotationLimit.retired_at.is_(None))
        .order_by(RotationLimit.number)
    ).all()
    found = dict.fromkeys(id_ for id_, status in listed if status != OfficerStatus.RETIRED)
    return list(found) if listed else _by_age(ask)


def _by_age(ask: Question) -> list[int]:
    counted_on, limit = ask.session.execute(select(Unit.young_on, Unit.young_age)).first() or (None, 35)
    rows = ask.session.execute(
        select(Officer.id, Officer.birth_on)
        .outerjoin(Department, Department.id == Officer.department_id)
        .where(Officer.retired_at.is_(None), Officer.status != OfficerStatus.RETIRED)
        .order_by(Department.position, Officer.number)
    )
    return [id_ for id_, birth in rows if is_young(birth, counted_on or ask.as_of, limit)]


def of_officers(rows: list[RotationStand]) -> Mapping[int, list[RotationStand]]:
    """Rotations by officer, those of nobody left out."""
    found: dict[int, list[RotationStand]] = {}
    for row in rows:
        if row.officer_id is not None:
            found.setdefault(row.officer_id, []).append(row)
    return found


def home_of(ask: Question, officer_id: int) -> str:
    """The department of the roster (编制部门)."""
    return officers(ask).get(officer_id, ("", NOWHERE))[1]
