"""The sign-in list of a training session (签到): everybody on duty, who came, who was away and why; class hours."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from desktop_app.models.people import Department, Officer
from desktop_app.models.training import Training, TrainingPresence
from desktop_app.rules.order import natural
from desktop_app.rules.vocabulary import AttendanceState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts, Row
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal

CAUSES = ("公差", "病假", "事假", "办案", "借调", "驻村", "外出学习", "休假")
"""Why somebody is away (请假事由), in the order of their keys; another is typed (A: our own)."""

PRESENCE = TrainingPresence.__tablename__


@dataclass(frozen=True, slots=True)
class Sign:
    """One name of the list; ``state`` None: not expected here. ``earlier``: hours of other sessions of the year."""

    officer_id: int
    name: str
    department: str
    state: AttendanceState | None
    cause: str
    earlier: int = 0


@dataclass(frozen=True, slots=True)
class Roll:
    """The list of a session as it is filled in (签到表); ``hours`` of the session in hundredths."""

    training_id: int
    title: str
    held_on: date | None
    hours: int
    signs: tuple[Sign, ...]

    @property
    def expected(self) -> int:
        """应到: all with a mark."""
        return sum(sign.state is not None for sign in self.signs)

    @property
    def present(self) -> int:
        """实到."""
        return self.count(AttendanceState.PRESENT)

    def count(self, state: AttendanceState) -> int:
        return sum(sign.state == state for sign in self.signs)

    def hours_of(self, sign: Sign) -> int:
        """Class hours of the year with this session, in hundredths."""
        return sign.earlier + (self.hours if sign.state == AttendanceState.PRESENT else 0)

    def put(self, officer_id: int, state: AttendanceState | None, cause: str = "") -> "Roll":
        """The list with one name marked; a cause goes with 请假 only."""
        why = cause.strip() if state == AttendanceState.EXCUSED else ""
        signs = (replace(s, state=state, cause=why) if s.officer_id == officer_id else s for s in self.signs)
        return replace(self, signs=tuple(signs))

    def all_present(self) -> "Roll":
        """Everybody not marked yet was there."""
        signs = (replace(s, state=AttendanceState.PRESENT) if s.state is None else s for s in self.signs)
        return replace(self, signs=tuple(signs))


def roll(facts: Facts, training_id: int) -> Roll:
    """Everybody on duty by department and number, and whoever else is on the list already."""
    session = facts.session.get(Training, training_id)
    if session is None or session.retired_at is not None:
        raise Refusal("没有这次培训，列表已过时。按 F5 重取")
    listed = {row.officer_id: row for row in _listed(facts, training_id)}
    rows = {row["id"]: row for row in facts.on_duty()}
    rows |= {id_: facts.row(Officer.__tablename__, id_) for id_ in listed}
    earlier = _earlier(facts, session)
    signs = tuple(_sign(facts, row, listed.get(row["id"]), earlier) for row in _in_order(facts, rows.values()))
    return Roll(training_id, session.title, session.held_on, session.hours or 0, signs)


def _listed(facts: Facts, training_id: int) -> Sequence[TrainingPresence]:
    asked = select(TrainingPresence).where(TrainingPresence.training_id == training_id)
    return facts.session.scalars(asked.order_by(TrainingPresence.id)).all()


def _in_order(facts: Facts, rows: Iterable[Row]) -> list[Row]:
    place = {row["id"]: at for at, row in enumerate(facts.departments())}
    return sorted(rows, key=lambda row: (place.get(row["department_id"], len(place)), natural(str(row["number"]))))


def _sign(facts: Facts, row: Row, listed: TrainingPresence | None, earlier: Mapping[int, int]) -> Sign:
    return Sign(
        row["id"],
        facts.label(Officer.__tablename__, row["id"]),
        facts.short_label(Department.__tablename__, row["department_id"]),
        listed.state if listed is not None else None,
        listed.cause if listed is not None else "",
        earlier.get(row["id"], 0),
    )


def _earlier(facts: Facts, session: Training) -> dict[int, int]:
    """Hours of everybody in the session's year, without this session."""
    year = (session.held_on or facts.today).year
    return hours(facts, date(year, 1, 1), date(year, 12, 31), but=session.id)


def hours(facts: Facts, first: date, last: date, but: int | None = None) -> dict[int, int]:
    """Class hours (学时) of the sessions each officer signed in at between two days, in hundredths, by officer id."""
    asked = (
        select(TrainingPresence.officer_id, Training.id, Training.hours)
        .join(Training, Training.id == TrainingPresence.training_id)
        .where(
            Training.retired_at.is_(None),
            Training.held_on.between(first, last),
            Training.hours.is_not(None),
            TrainingPresence.state == AttendanceState.PRESENT,
        )
    )
    found: defaultdict[int, int] = defaultdict(int)
    for officer_id, training_id, given in facts.session.execute(asked):
        if training_id != but:
            found[officer_id] += given or 0
    return dict(found)


def sign(desk: Desk, law: Law, given: Roll) -> Outcome:
    """Write a sign-in list down as one act; the head counts (应到、实到) follow it. Refuses an empty list.

    ``law`` is that of the training sessions.
    """
    if not given.expected:
        raise Refusal("签到表还是空的。按 Ctrl+A 全部出勤，再改例外")
    with desk.store.unit("登记培训签到") as unit:
        draft = records.load(unit.session, Training, given.training_id, law.lists)
        draft.parts[PRESENCE] = _rows(draft, given)
        draft[Training.expected], draft[Training.present] = given.expected, given.present
        if draft.changed:
            records.save(desk, law, draft)
    said = f"{given.title}签到：应到 {given.expected} 人，实到 {given.present} 人"
    return Outcome(Training.__tablename__, (given.training_id,), said, unit.batch_id)


def _rows(draft: Draft, given: Roll) -> list[dict[str, object]]:
    kept = {row["officer_id"]: row for row in draft.rows(TrainingPresence)}
    return [
        {**kept.get(one.officer_id, {"officer_id": one.officer_id}), "state": one.state, "cause": one.cause}
        for one in given.signs
        if one.state is not None
    ]
