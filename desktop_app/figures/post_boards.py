"""What the board 矩阵与轮岗 shows: AB posts by week, the year of the rotations by month, one officer's departments.

Every state is what the rules of cover and the registers of absences and rotations say on its day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import select

from desktop_app.figures.engine import Question
from desktop_app.figures.post_standing import (
    UNCOVERED,
    PostStand,
    cover,
    departments,
    every_post,
    name_of,
    officers,
    who_is_away,
)
from desktop_app.figures.post_statistics import Statistics, statistics
from desktop_app.figures.review_coverage import places_of, short_name
from desktop_app.figures.rotation_standing import RotationStand, every_rotation, home_of, of_officers, young
from desktop_app.models.people import Department
from desktop_app.models.rotations import BarredDepartment, RotationLimit, VisitedDepartment
from desktop_app.rules.rotations import LEADERS
from desktop_app.rules.tones import Tone
from desktop_app.rules.vocabulary import Coverage, RotationOutcome, RotationState

__all__ = [
    "Block", "Chart", "Line", "Map", "Matrix", "PostRow", "Statistics", "Stop", "Visit", "WeekCell",
    "chart", "map_of", "matrix", "statistics", "told", "week_cell",
]  # fmt: skip

_DAY, _WEEK = timedelta(days=1), 7
_WORST = (Coverage.EMPTY, Coverage.ROTATED, Coverage.NAMED, Coverage.STOOD_IN, Coverage.HELD)
COVERED, NO_B, SAME, B_AWAY, B_ROTATED, SOLE = "已覆盖", "缺B岗", "AB同人", "B岗离岗", "B岗轮出", "单人岗"
_PLANS = (RotationState.DRAFT, RotationState.APPROVED, RotationState.HANDED)


@dataclass(frozen=True, slots=True)
class WeekCell:
    """A post in a week: the worst state of its days, the days it holds, and who holds the post then (names).

    ``state`` is None where the pair is named on no day of the week.
    """

    first: date
    last: date
    state: Coverage | None
    days: tuple[date, ...] = ()
    people: tuple[str, ...] = ()

    @property
    def bad(self) -> bool:
        """Nobody holds the post on some day: shown in red."""
        return self.state in UNCOVERED


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post in the matrix: its pair, what is said of it on the day asked for, its weeks.

    ``department`` is the full name, ``word`` the state in words, ``bad`` red before any tone; ``state`` is None and
    ``holder`` empty where the pair is not named on the day.
    """

    id: int
    number: str
    department: str
    short: str
    name: str
    a_id: int | None
    b_id: int | None
    a: str
    b: str
    sole: str
    state: Coverage | None
    holder: str
    word: str
    tone: Tone
    bad: bool
    weeks: tuple[WeekCell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """AB岗 矩阵: posts in the order of the office, and the weeks (first, last day), Monday to Sunday."""

    day: date
    weeks: tuple[tuple[date, date], ...]
    rows: tuple[PostRow, ...]

    @property
    def with_b(self) -> int:
        """Posts with a B岗 other than A, among those named on the day."""
        return sum(row.b_id is not None and row.b_id != row.a_id for row in self.now)

    @property
    def now(self) -> tuple[PostRow, ...]:
        """The posts whose pair is named on the day."""
        return tuple(row for row in self.rows if row.state is not None)


@dataclass(frozen=True, slots=True)
class Block:
    """Days an officer serves in one department, cut to the year shown; both ends included.

    ``rotation_id`` is 0 for days in his own department. ``planned`` days have not begun or are only planned: a dashed
    frame. ``from_on`` and ``to_on`` are the rotation's own days, uncut.
    """

    rotation_id: int
    department: str
    short: str
    first: date
    last: date
    planned: bool
    state: str
    origin: str = ""
    mentor: str = ""
    from_on: date | None = None
    to_on: date | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """An officer's year: his own department (full name) and the blocks in the order of days."""

    officer_id: int
    name: str
    department: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The year of the rotations (轮岗图): young officers and whoever is rotated; ``moved`` began in the day's month."""

    year: int
    today: date
    lines: tuple[Line, ...]
    departments: tuple[tuple[str, str], ...]
    moved: tuple[int, ...]

    @property
    def months(self) -> tuple[tuple[date, date], ...]:
        """First and last day of each month."""
        firsts = [date(self.year, month, 1) for month in range(1, 13)] + [date(self.year + 1, 1, 1)]
        return tuple((start, end - _DAY) for start, end in pairwise(firsts))


@dataclass(frozen=True, slots=True)
class Visit:
    """Days in a department; from the survey without days (``first`` None)."""

    rotation_id: int
    first: date | None
    last: date | None
    word: str


@dataclass(frozen=True, slots=True)
class Stop:
    """A department on an officer's map: full and short name, his visits; ``barred`` says why he must not go there."""

    department: str
    short: str
    own: bool
    visits: tuple[Visit, ...]
    barred: str = ""

    @property
    def never(self) -> bool:
        """Never served there (从未轮过)."""
        return not self.own and not self.visits


@dataclass(frozen=True, slots=True)
class Map:
    """An officer's departments over the years (轮岗履历图), in the order of the office."""

    officer_id: int
    name: str
    department: str
    stops: tuple[Stop, ...]

    @property
    def never(self) -> tuple[Stop, ...]:
        return tuple(stop for stop in self.stops if stop.never)


def matrix(ask: Question, first: date, weeks: int) -> Matrix:
    """The posts over some weeks from the Monday of ``first``; those whose pair is named on no day of them left out."""
    monday = first - timedelta(days=first.weekday())
    starts = [monday + timedelta(days=_WEEK * count) for count in range(weeks)]
    spans = tuple((start, start + timedelta(days=_WEEK - 1)) for start in starts)
    rows = (_row(ask, post, spans) for post in every_post(ask))
    shown = (row for row in rows if row.state is not None or any(cell.state is not None for cell in row.weeks))
    return Matrix(ask.as_of, spans, tuple(shown))


def _row(ask: Question, post: PostStand, spans: Sequence[tuple[date, date]]) -> PostRow:
    holding = post.holding
    state, holder = cover(ask, post, ask.as_of) if holding.stands(ask.as_of) else (None, "")
    word, tone, bad = told(ask, post, state)
    cells = tuple(week_cell(ask, post, first, last) for first, last in spans)
    short = short_name(places_of(ask), post.department)
    return PostRow(
        post.id, post.number, post.department, short, post.name, holding.a, holding.b, post.a, post.b, post.sole,
        state, holder, word, tone, bad, cells,
    )  # fmt: skip


def week_cell(ask: Question, post: PostStand, first: date, last: date) -> WeekCell:
    """A post from one day to another: the worst of its days."""
    days = [first + timedelta(days=count) for count in range((last - first).days + 1)]
    held = {day: cover(ask, post, day) for day in days if post.holding.stands(day)}
    if not held:
        return WeekCell(first, last, None)
    worst = min((state for state, _ in held.values()), key=_WORST.index)
    those = tuple(day for day, (state, _) in held.items() if state is worst)
    people = tuple(dict.fromkeys(held[day][1] for day in those if held[day][1]))
    return WeekCell(first, last, worst, those, people)


def told(ask: Question, post: PostStand, state: Coverage | None) -> tuple[str, Tone, bool]:
    """What is said of a post on the day: word, tone, and whether it is red before any tone."""
    if state is None:
        return "未在任", Tone.GREY, False
    if state in UNCOVERED:
        return state.value, Tone.AMBER, True
    if post.same:
        return SAME, Tone.AMBER, True
    if state is not Coverage.HELD:
        return state.value, Tone.AMBER, False
    if post.lacks_b:
        return (SOLE, Tone.GREY, False) if post.sole else (NO_B, Tone.AMBER, False)
    known, second = who_is_away(ask), post.holding.b
    if second is not None and known.absent(second, ask.as_of):
        return B_AWAY, Tone.AMBER, False
    if second is not None and known.rotated(second, ask.as_of, post.holding.place):
        return B_ROTATED, Tone.AMBER, False
    return COVERED, Tone.GREEN, False


def chart(ask: Question, year: int) -> Chart:
    """The year of the young officers and of whoever has a rotation in it."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    by_officer = of_officers([row for row in every_rotation(ask) if row.meets(first, last)])
    people = list(dict.fromkeys([*young(ask), *by_officer]))
    lines = tuple(_line(ask, who, by_officer.get(who, []), first, last) for who in people)
    met = {block.department: block.short for line in lines for block in line.blocks}
    order = [(full, short) for full, short in _in_order(ask) if full in met]
    month = ask.as_of.replace(day=1)
    moved = tuple(
        row.id for rows in by_officer.values() for row in rows
        if row.counts and row.first is not None and month == row.first.replace(day=1)
    )  # fmt: skip
    return Chart(year, ask.as_of, lines, tuple(order), moved)


def _in_order(ask: Question) -> list[tuple[str, str]]:
    known = sorted(departments(ask).values(), key=lambda one: (one[1].position, one[0]))
    return [(full, place.short) for full, place in known]


def _line(ask: Question, who: int, rows: Sequence[RotationStand], first: date, last: date) -> Line:
    home = home_of(ask, who)
    ordered = sorted((row for row in rows if row.first and row.until), key=lambda row: (row.first or first, row.id))
    blocks = tuple(_blocks(ask, home, ordered, first, last))
    return Line(who, name_of(ask, who), home, blocks)


def _blocks(ask: Question, home: str, rows: Sequence[RotationStand], first: date, last: date) -> Iterator[Block]:
    """Rotations in order, the days between them in the department he came from or stays in."""
    at, here = first, rows[0].origin if rows and rows[0].from_id is not None else home
    for row in rows:
        start, end = max(row.first or first, at), min(row.until or last, last)
        if at < start:
            yield _at_home(ask, here, at, start - _DAY)
        if start <= end:
            yield _rotated(ask, row, start, end)
            at = end + _DAY
        stays = row.outcome == RotationOutcome.STAYS
        here = row.goal if stays else row.origin if row.from_id is not None else home
    if at <= last:
        yield _at_home(ask, here, at, last)


def _at_home(ask: Question, department: str, first: date, last: date) -> Block:
    short = short_name(places_of(ask), department)
    return Block(0, department, short, first, last, first > ask.as_of, "在部门")


def _rotated(ask: Question, row: RotationStand, first: date, last: date) -> Block:
    places = places_of(ask)
    return Block(
        row.id, row.goal, short_name(places, row.goal), first, last, row.state in _PLANS or first > ask.as_of,
        row.state.value, short_name(places, row.origin), row.mentor, row.first, row.last,
    )  # fmt: skip


def map_of(ask: Question, officer_id: int) -> Map:
    """Every department with the officer's visits: rotations that were more than a plan, and what the survey says.

    A department that is no more is told only where he belongs to it or was there.
    """
    name, home = officers(ask).get(officer_id, ("", ""))
    visits: dict[str, list[Visit]] = {}
    for row in of_officers(every_rotation(ask)).get(officer_id, []):
        if row.counts:
            visits.setdefault(row.goal, []).append(Visit(row.id, row.first, row.last, row.state.value))
    for full in _surveyed(ask, officer_id):
        visits.setdefault(full, []).append(Visit(0, None, None, "已轮过"))
    barred, there = _barred(ask, officer_id), _there(ask) - {LEADERS}
    stops = tuple(
        Stop(full, short, full == home, tuple(visits.get(full, ())), barred.get(full, ""))
        for full, short in _in_order(ask)
        if full in there or full == home or full in visits
    )
    return Map(officer_id, name, home, stops)


def _there(ask: Question) -> set[str]:
    """The departments of the house on the day (内设机构)."""
    rows = ask.session.execute(
        select(Department.name, Department.valid_from, Department.valid_to).where(Department.retired_at.is_(None))
    )
    return {name for name, begins, ends in rows if (begins or ask.as_of) <= ask.as_of <= (ends or ask.as_of)}


def _surveyed(ask: Question, officer_id: int) -> list[str]:
    rows = ask.session.scalars(
        select(VisitedDepartment.department_id)
        .join(RotationLimit, RotationLimit.id == VisitedDepartment.limit_id)
        .where(RotationLimit.officer_id == officer_id, RotationLimit.retired_at.is_(None))
        .order_by(VisitedDepartment.id)
    )
    return [departments(ask)[id_][0] for id_ in rows]


def _barred(ask: Question, officer_id: int) -> dict[str, str]:
    rows = ask.session.execute(
        select(BarredDepartment.department_id, BarredDepartment.reason)
        .join(RotationLimit, RotationLimit.id == BarredDepartment.limit_id)
        .where(RotationLimit.officer_id == officer_id, RotationLimit.retired_at.is_(None))
        .order_by(BarredDepartment.id)
    )
    return {departments(ask)[id_][0]: reason or "摸底登记应回避" for id_, reason in rows}
