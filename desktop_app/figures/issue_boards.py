"""What the boards of 问题清单 show: line × nature × state, ages, days to close, persons; each number with its records.

Everything is told from one reading of the problems as they stand (``figures.issues.standing``), so the numbers are
those of the figures of the same names.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.figures.engine import Question
from desktop_app.figures.issue_standing import Stand, standing
from desktop_app.figures.issues import ages, closings
from desktop_app.models.basics import Term
from desktop_app.models.issues import Issue, IssueMeasure, IssueOfficer
from desktop_app.models.people import Department, Officer
from desktop_app.rules.issues import AGE_BANDS, OLDEST, OPEN, SETTLED, age_band, days_to_close
from desktop_app.rules.vocabulary import IssueNature, IssueState

Ids = tuple[int, ...]
LINES = "条线"
STATES = (
    IssueState.UNCLAIMED,
    IssueState.CORRECTING,
    IssueState.RETURNED,
    IssueState.APPLIED,
    IssueState.CHECKING,
    IssueState.LASTING,
    IssueState.CLOSED,
)
"""The states that count, in the order a problem passes them."""

LATER = "发现日期在后"
"""Why a problem is not counted yet: it was found after the day asked for."""


@dataclass(frozen=True)
class Reading:
    """The problems as read (一次读数): those that count, the order of lines, and why the others do not count."""

    day: date
    rows: tuple[Stand, ...]
    lines: tuple[str, ...] = ()
    left_out: Mapping[str, Ids] = field(default_factory=dict)
    departments: Mapping[int, "Place"] = field(default_factory=dict)
    officers: tuple["Named", ...] = ()
    measures: Mapping[int, tuple[int, int]] = field(default_factory=dict)

    def only(self, ids: Collection[int] | None) -> "Reading":
        """The same of these problems only; all when None."""
        if ids is None:
            return self
        kept = frozenset(ids)
        out = {why: tuple(id_ for id_ in found if id_ in kept) for why, found in self.left_out.items()}
        rows = tuple(row for row in self.rows if row.id in kept)
        return replace(self, rows=rows, left_out={why: found for why, found in out.items() if found})


@dataclass(frozen=True, slots=True)
class Place:
    """A department: its short name and its place in the order of the office."""

    short: str
    position: int


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody responsible for a problem (到人)."""

    issue_id: int
    officer_id: int
    name: str
    pinyin: str
    department_id: int | None


def read_statistics(ask: Question) -> Reading:
    """What the matrix, the ages and the days to close are told from: four statements."""
    rows = tuple(standing(ask))
    return Reading(ask.as_of, rows, _lines(ask.session), _left_out(ask, rows), _departments(ask.session))


def read_persons(ask: Question) -> Reading:
    """What the persons are told from: four statements."""
    rows = tuple(standing(ask))
    officers, measures = tuple(_officers(ask.session)), _measures(ask)
    return Reading(ask.as_of, rows, departments=_departments(ask.session), officers=officers, measures=measures)


def _lines(session: Session) -> tuple[str, ...]:
    found = select(Term.word).where(Term.dictionary == LINES, Term.retired_at.is_(None))
    return tuple(session.scalars(found.order_by(Term.position, Term.id)))


def _departments(session: Session) -> dict[int, Place]:
    found = session.execute(select(Department.id, Department.short, Department.name, Department.position))
    return {id_: Place(short or name, position) for id_, short, name, position in found}


def _left_out(ask: Question, rows: Iterable[Stand]) -> dict[str, Ids]:
    """Live problems that do not count, by why: merged, withdrawn, found later."""
    counted = {row.id for row in rows}
    found: dict[str, list[int]] = {}
    live = select(Issue.id, Issue.state).where(Issue.retired_at.is_(None)).order_by(Issue.id)
    for id_, state in ask.session.execute(live):
        if id_ not in counted:
            found.setdefault(str(state) if state in SETTLED and state != IssueState.CLOSED else LATER, []).append(id_)
    return {why: tuple(ids) for why, ids in found.items()}


def _officers(session: Session) -> Iterable[Named]:
    found = session.execute(
        select(IssueOfficer.issue_id, Officer.id, Officer.name, Officer.pinyin, Officer.department_id)
        .join(Officer, Officer.id == IssueOfficer.officer_id)
        .order_by(IssueOfficer.id)
    )
    return (Named(*row) for row in found)


def _measures(ask: Question) -> dict[int, tuple[int, int]]:
    """Measures done by the day and all of them, by problem."""
    told: dict[int, tuple[int, int]] = {}
    for issue_id, done_on in ask.session.execute(select(IssueMeasure.issue_id, IssueMeasure.done_on)):
        done, every = told.get(issue_id, (0, 0))
        told[issue_id] = (done + (done_on is not None and done_on <= ask.as_of), every + 1)
    return told


# the matrix


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the matrix: a nature and a state, "" for every nature and every state; ``late`` only the overdue."""

    nature: str = ""
    state: str = ""
    late: bool = False


EVERY = ""
"""In place of a line: the row of totals."""


@dataclass(frozen=True)
class Matrix:
    """条线 × 性质 × 状态: the records of every cell; ``lines`` without the row of totals."""

    lines: tuple[str, ...]
    columns: tuple[Column, ...]
    cells: Mapping[tuple[str, Column], Ids]

    def ids(self, line: str, column: Column) -> Ids:
        """The records of a cell, of the total row for ``EVERY``; none for an empty one."""
        return self.cells.get((line, column), ())


def matrix(read: Reading) -> Matrix:
    """Lines in the order of the dictionary 条线, then as met; per nature its states and their sum; all; overdue."""
    cells: dict[tuple[str, Column], list[int]] = {}
    for row in read.rows:
        for line in (row.line, EVERY):
            for column in _columns_of(row, read.day):
                cells.setdefault((line, column), []).append(row.id)
    met = dict.fromkeys(row.line for row in read.rows)
    known = [line for line in read.lines if line in met]
    lines = (*known, *(line for line in met if line not in known))
    return Matrix(lines, _columns(read.rows), {key: tuple(ids) for key, ids in cells.items()})


def _columns_of(row: Stand, day: date) -> tuple[Column, ...]:
    own = (Column(row.nature, row.state), Column(row.nature), Column())
    return (*own, Column(late=True)) if row.late(day) else own


def _columns(rows: Iterable[Stand]) -> tuple[Column, ...]:
    """共性 and 个性 always; another word only where a problem carries it."""
    natures = dict.fromkeys([*map(str, IssueNature), *(row.nature for row in rows)])
    states = ((*STATES, "") for _ in natures)
    every = (Column(nature, str(state)) for nature, each in zip(natures, states, strict=True) for state in each)
    return (*every, Column(), Column(late=True))


# ages and days to close


@dataclass(frozen=True, slots=True)
class Band:
    """A bar of the ages (账龄): its words and the open problems in it."""

    word: str
    ids: Ids


def age_bands(read: Reading) -> tuple[Band, ...]:
    """Open problems by days since they were found, youngest first; every band, filled or not."""
    found: dict[str, list[int]] = {word: [] for word in (*(word for _, word in AGE_BANDS), OLDEST)}
    for row, days in ages(read.rows, read.day):
        found[age_band(days)].append(row.id)
    return tuple(Band(word, tuple(ids)) for word, ids in found.items())


@dataclass(frozen=True, slots=True)
class Closing:
    """Days to close of a department (销号用时): median natural days, and the closed problems it is taken of."""

    department: str
    days: float | None
    ids: Ids


def closing_times(read: Reading) -> tuple[Closing, ...]:
    """By department in the order of the office; the first is the whole office, without a name."""
    by_department: dict[int | None, list[tuple[Stand, date, date]]] = {}
    every = list(closings(read.rows))
    for row, found, closed in every:
        by_department.setdefault(row.department_id, []).append((row, found, closed))
    ordered = sorted(by_department.items(), key=lambda pair: _position(read, pair[0]))
    return (
        _closing("", every),
        *(_closing(_short(read, id_), of) for id_, of in ordered),
    )


def _short(read: Reading, department_id: int | None) -> str:
    found = read.departments.get(department_id or 0)
    return found.short if found else "未填"


def _closing(department: str, of: list[tuple[Stand, date, date]]) -> Closing:
    days = days_to_close((found, closed) for _, found, closed in of)
    return Closing(department, days, tuple(row.id for row, _, _ in of))


def _position(read: Reading, department_id: int | None) -> tuple[int, int]:
    found = read.departments.get(department_id or 0)
    return (found.position, department_id or 0) if found else (1 << 30, department_id or 0)


# persons


@dataclass(frozen=True)
class Person:
    """Somebody and his problems (按人); ``id`` 0 is nobody: problems that name no person.

    ``late`` are the overdue ones, ``measured`` those with measures, of which ``done`` of ``measures`` are done.
    """

    id: int
    name: str
    department: str
    ids: Ids
    states: Mapping[str, Ids]
    late: Ids
    measured: Ids
    done: int
    measures: int

    @property
    def open(self) -> int:
        """How many of them are neither closed nor 长期坚持."""
        return sum(len(self.states.get(state, ())) for state in OPEN)


def persons(read: Reading) -> tuple[Person, ...]:
    """One a person, who has most overdue first, then most open; last the problems that name nobody."""
    rows = {row.id: row for row in read.rows}
    theirs: dict[int, dict[int, Stand]] = {}
    named: dict[int, Named] = {}
    for one in read.officers:
        if one.issue_id in rows:
            named[one.officer_id] = one
            theirs.setdefault(one.officer_id, {})[one.issue_id] = rows[one.issue_id]
    taken = {id_ for own in theirs.values() for id_ in own}
    nobody = [row for row in read.rows if row.id not in taken]
    found = [_person(read, named[id_], list(own.values())) for id_, own in theirs.items()]
    found.sort(key=lambda person: _rank(read, person, named[person.id]))
    return (*found, _person(read, None, nobody)) if nobody else tuple(found)


def _rank(read: Reading, person: Person, named: Named) -> tuple[Any, ...]:
    place = _position(read, named.department_id)
    return (-len(person.late), -person.open, -len(person.ids), place, named.pinyin, person.id)


def _person(read: Reading, named: Named | None, rows: list[Stand]) -> Person:
    states: dict[str, list[int]] = {}
    for row in rows:
        states.setdefault(row.state, []).append(row.id)
    measured = [row.id for row in rows if row.id in read.measures]
    place = read.departments.get((named.department_id or 0) if named else 0)
    return Person(
        id=named.officer_id if named else 0,
        name=named.name if named else "",
        department=place.short if place else "",
        ids=tuple(row.id for row in rows),
        states={state: tuple(ids) for state, ids in states.items()},
        late=tuple(row.id for row in rows if row.late(read.day)),
        measured=tuple(measured),
        done=sum(read.measures[id_][0] for id_ in measured),
        measures=sum(read.measures[id_][1] for id_ in measured),
    )
