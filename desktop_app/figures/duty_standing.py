"""一岗双责 at the end of a day: duty lists with what was done of them, and everybody who has to have one.

Expected are the officers on duty whom the roster knows as 院领导 or head of a department, never deputies. An undated
number of an old ledger counts like any other: each fills one quarter that has no dated record.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.habit_standing import UNFILLED, by_day
from desktop_app.figures.review_promises import started_on
from desktop_app.models.people import Department, Officer
from desktop_app.models.responsibility import Duty, DutyCheck, DutyDeed
from desktop_app.rules.duties import answers_as, finished_quarters
from desktop_app.rules.periods import Period
from desktop_app.rules.vocabulary import OfficerStatus

DUTY = Duty.__tablename__
TALK, CHECK = "廉政谈话", "检查"
"""The kinds of performance an old ledger counts without days."""


@dataclass(frozen=True, slots=True)
class DeedStand:
    """One thing done of a duty (履责记录) by the day; an undated one is of an old ledger."""

    on: date | None
    kind: str
    text: str
    evidence: str


@dataclass(frozen=True, slots=True)
class DutyStand:
    """A duty list (责任清单) with its performance by the day; ``signed_on`` none where it was signed later or never."""

    id: int
    number: str
    officer_id: int | None
    name: str
    post: str
    department: str
    signed_on: date | None
    talks: int
    checks: int
    deeds: tuple[DeedStand, ...]
    grades: Mapping[str, str]

    @property
    def behind(self) -> Behind:
        return (DUTY, self.id)

    @property
    def undated(self) -> int:
        """Performance without a day: numbers of an old ledger, records nobody dated."""
        return self.talks + self.checks + sum(deed.on is None for deed in self.deeds)

    @property
    def done(self) -> int:
        """Everything done of it by the day, dated or not."""
        return self.talks + self.checks + len(self.deeds)


@dataclass(frozen=True, slots=True)
class LeaderStand:
    """Somebody who answers for business and conduct (院领导、部门负责人), and what he lacks on the day.

    ``bare`` are the finished quarters without performance.
    """

    officer_id: int
    name: str
    post: str
    department: str
    answers: str
    lists: tuple[DutyStand, ...]
    bare: tuple[Period, ...]

    @property
    def signed(self) -> bool:
        return any(one.signed_on is not None for one in self.lists)

    @property
    def kept(self) -> bool:
        """Signed, and something done in every quarter finished."""
        return self.signed and not self.bare

    @property
    def behind(self) -> Behind:
        """His duty list, or himself where he has none."""
        own = sorted(self.lists, key=lambda one: one.signed_on is None)
        return own[0].behind if own else (Officer.__tablename__, self.officer_id)


def duties(ask: Question) -> list[DutyStand]:
    """Every duty list, by number."""
    return ask.once("duties.every", _read_duties)


def leaders(ask: Question) -> list[LeaderStand]:
    """Everybody on duty who has to have a signed duty list, by the roster's order."""
    return ask.once("duties.leaders", _read_leaders)


def quarters(ask: Question) -> tuple[Period, ...]:
    """The quarters finished since the campaign's start."""
    return finished_quarters(started_on(ask), ask.as_of)


def bare_quarters(lists: Iterable[DutyStand], wanted: Iterable[Period]) -> tuple[Period, ...]:
    """Quarters without performance; the undated fill them from the earliest on, one each."""
    own = list(lists)
    days = [deed.on for one in own for deed in one.deeds if deed.on is not None]
    left = [quarter for quarter in wanted if not any(day in quarter for day in days)]
    return tuple(left[sum(one.undated for one in own) :])


def _read_duties(ask: Question) -> list[DutyStand]:
    deeds: dict[int, list[DeedStand]] = defaultdict(list)
    for row in ask.session.scalars(select(DutyDeed).order_by(DutyDeed.done_on, DutyDeed.id)):
        if row.done_on is None or row.done_on <= ask.as_of:
            deeds[row.duty_id].append(DeedStand(row.done_on, row.kind or UNFILLED, row.text, row.evidence))
    grades: dict[int, dict[str, str]] = defaultdict(dict)
    for one in ask.session.scalars(select(DutyCheck).order_by(DutyCheck.period, DutyCheck.id)):
        if one.checked_on is None or one.checked_on <= ask.as_of:
            grades[one.duty_id][one.period] = one.grade
    rows = ask.session.execute(
        select(Duty, Officer.name, Department.name)
        .outerjoin(Officer, Officer.id == Duty.officer_id)
        .outerjoin(Department, Department.id == Officer.department_id)
        .where(Duty.retired_at.is_(None))
        .order_by(Duty.number)
    )
    return [
        DutyStand(
            duty.id,
            duty.number,
            duty.officer_id,
            name or "",
            duty.post,
            department or UNFILLED,
            by_day(ask, duty.signed_on),
            duty.told_talks or 0,
            duty.told_checks or 0,
            tuple(deeds.get(duty.id, ())),
            grades.get(duty.id, {}),
        )
        for duty, name, department in rows
    ]


def _read_leaders(ask: Question) -> list[LeaderStand]:
    own: dict[int, list[DutyStand]] = defaultdict(list)
    for one in duties(ask):
        if one.officer_id is not None:
            own[one.officer_id].append(one)
    wanted = quarters(ask)
    rows = ask.session.execute(
        select(Officer.id, Officer.name, Officer.post, Department.name)
        .outerjoin(Department, Department.id == Officer.department_id)
        .where(Officer.retired_at.is_(None), Officer.status == OfficerStatus.ACTIVE)
        .order_by(Department.position, Officer.number)
    )
    found: list[LeaderStand] = []
    for id_, name, post, department in rows:
        lists = tuple(own.get(id_, ()))
        told = post or next((one.post for one in lists if one.post), "")
        answers = answers_as(told, department or "")
        if answers:
            bare = bare_quarters(lists, wanted)
            found.append(LeaderStand(id_, name, told, department or UNFILLED, answers, lists, bare))
    return found
