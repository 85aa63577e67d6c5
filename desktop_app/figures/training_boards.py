"""What the board 统计 of 学习考试 shows of the trainings: officers × sessions with signs and class hours (培训学时)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from sqlalchemy import or_, select

from desktop_app.figures.engine import Question
from desktop_app.figures.review_coverage import Ids, Place, places_of, short_name
from desktop_app.figures.training import Session, Signed, called, sessions
from desktop_app.models.people import Department, Officer
from desktop_app.rules.vocabulary import AttendanceState, OfficerStatus

NOWHERE = "未填部门"


@dataclass(frozen=True, slots=True)
class Learner:
    """An officer over all sessions: his ``signs`` by session, the sessions he came to, ``hours`` in hundredths.

    ``department`` is the full name. Who is not on duty (借调、驻村、离退) is told only where a list names him.
    """

    id: int
    name: str
    department: str
    on_duty: bool
    signs: Mapping[int, Signed]
    there: Ids
    hours: int

    @property
    def none(self) -> bool:
        """On duty and never came (一次未参加)."""
        return self.on_duty and not self.there


@dataclass(frozen=True, slots=True)
class Group:
    """The officers of a department, of the office where ``department`` is empty."""

    department: str
    short: str
    learners: tuple[Learner, ...]

    @property
    def hours(self) -> int:
        """Class hours of all of them, in hundredths."""
        return sum(one.hours for one in self.learners)

    @property
    def none(self) -> Ids:
        """Those on duty who never came."""
        return tuple(one.id for one in self.learners if one.none)

    @property
    def there(self) -> Ids:
        """Sessions somebody of them came to."""
        return tuple(dict.fromkeys(id_ for one in self.learners for id_ in one.there))

    def signs(self, session_id: int) -> list[Signed]:
        """Their signs on the list of a session."""
        return [one.signs[session_id] for one in self.learners if session_id in one.signs]


@dataclass(frozen=True)
class Classes:
    """Sessions held by the day, and the officers with their signs in the order of the office."""

    sessions: tuple[Session, ...]
    groups: tuple[Group, ...]

    @property
    def listed(self) -> tuple[Session, ...]:
        """Sessions with a sign-in list: only these prove hours."""
        return tuple(one for one in self.sessions if one.signs)

    @property
    def unlisted(self) -> Ids:
        """Sessions without one (未附签到表)."""
        return tuple(one.id for one in self.sessions if not one.signs)

    @cached_property
    def whole(self) -> Group:
        """All officers as one."""
        return Group("", "", tuple(one for group in self.groups for one in group.learners))


def classes(ask: Question) -> Classes:
    """The sessions of a question with everybody on duty or on a list: four statements."""
    held, places = tuple(sessions(ask)), places_of(ask)
    signs: dict[int, dict[int, Signed]] = {}
    for session in held:
        for one in session.signs:
            signs.setdefault(one.officer_id, {})[session.id] = one
    hours = {session.id: session.hours or 0 for session in held}
    learners = [_learner(row, signs.get(row[0], {}), hours) for row in _officers(ask, signs)]
    return Classes(held, tuple(_grouped(_told_apart(learners), places)))


def _officers(ask: Question, listed: Iterable[int]) -> list[tuple[int, str, str, bool]]:
    """Officers on duty, and those a list names: id, name, full department, whether on duty."""
    on_duty = (Officer.status == OfficerStatus.ACTIVE) & Officer.retired_at.is_(None)
    found = ask.session.execute(
        select(Officer.id, Officer.name, Department.name, on_duty)
        .outerjoin(Department, Department.id == Officer.department_id)
        .where(or_(on_duty, Officer.id.in_(list(listed))))
        .order_by(Department.position.is_(None), Department.position, Officer.number, Officer.id)
    )
    return [(id_, name, place or NOWHERE, bool(active)) for id_, name, place, active in found]


def _learner(row: tuple[int, str, str, bool], signs: Mapping[int, Signed], hours: Mapping[int, int]) -> Learner:
    id_, name, department, on_duty = row
    there = tuple(at for at, sign in signs.items() if sign.state == AttendanceState.PRESENT)
    return Learner(id_, name, department, on_duty, signs, there, sum(hours[at] for at in there))


def _told_apart(learners: list[Learner]) -> list[Learner]:
    named = called((one.id, one.name, one.department) for one in learners)
    return [
        Learner(one.id, named[one.id], one.department, one.on_duty, one.signs, one.there, one.hours) for one in learners
    ]


def _grouped(learners: list[Learner], places: Mapping[str, Place]) -> Iterable[Group]:
    found: dict[str, list[Learner]] = {}
    for one in learners:
        found.setdefault(one.department, []).append(one)
    return (Group(department, short_name(places, department), tuple(own)) for department, own in found.items())
