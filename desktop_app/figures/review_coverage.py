"""How far the reviews cover the handlers (抽评覆盖): over the twelve months that end with the month asked for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desktop_app.figures.cases import Handling, closed, drawn_numbers, handlers
from desktop_app.figures.engine import Question
from desktop_app.figures.review_standing import ReviewStand, every_review, rounds
from desktop_app.models.people import Department, Officer
from desktop_app.models.reviews import CaseReview, ReviewHandler

Ids = tuple[int, ...]
MONTHS = 12


@dataclass(frozen=True, slots=True)
class Cover:
    """A handler (承办人) over the twelve months: ``closed`` cases, of them ``covered`` in a round by the day.

    ``drawn`` are the reviews of his cases drawn in these months, ``last_on`` the last day any was drawn, None where
    none is known. ``never`` says that none of his closed cases was ever in a round.
    """

    officer_id: int
    name: str
    department: str
    closed: int
    covered: int
    drawn: Ids
    last_on: date | None
    never: bool

    @property
    def share(self) -> float | None:
        """Covered among closed (抽评率); None when nothing was closed."""
        return self.covered / self.closed if self.closed else None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Handlers with a case closed or drawn since ``since``, those never drawn first; ``whole`` is the office."""

    since: date
    rows: tuple[Cover, ...]
    whole: Cover

    @property
    def never(self) -> int:
        """Handlers never drawn."""
        return sum(row.never for row in self.rows)


def coverage(ask: Question) -> Coverage:
    """Coverage of the handlers (抽评覆盖) at the end of the day asked for: seven statements, however many cases."""
    since, places = months_back(ask.as_of)[0], places_of(ask)
    drawn = [row for row in every_review(ask) if _there(ask, row)]
    cases = closed(ask)
    numbers = {case.number: case.id for case in cases}
    named, reviewed = handlers(ask), _review_handlers(ask)
    people: dict[int, Handling] = {}
    theirs: dict[int, list[ReviewStand]] = {}
    for row in drawn:
        for one in _own(named.get(numbers.get(row.case_no, 0), ()), reviewed.get(row.id, ())):
            people.setdefault(one.id, one)
            theirs.setdefault(one.id, []).append(row)
    handled: dict[int, list[tuple[str, bool]]] = {}
    for case in cases:
        for one in named.get(case.id, ()):
            people.setdefault(one.id, one)
            handled.setdefault(one.id, []).append((case.number, case.closed_on >= since))
    rows = [_cover(ask, one, places, handled.get(id_, []), theirs.get(id_, [])) for id_, one in people.items()]
    whole = _cover(ask, Handling(0, "", ""), places, [(case.number, case.closed_on >= since) for case in cases], drawn)
    ordered = sorted((row for row in rows if row.closed or row.drawn), key=lambda row: _rank(row, people, places))
    return Coverage(since, tuple(ordered), whole)


def _cover(
    ask: Question,
    one: Handling,
    places: Mapping[str, "Place"],
    cases: list[tuple[str, bool]],
    reviews: list[ReviewStand],
) -> Cover:
    since, drawn = months_back(ask.as_of)[0], drawn_numbers(ask)
    lately = [number for number, late in cases if late]
    days = {row.id: _drawn_on(ask, row) for row in reviews}
    return Cover(
        officer_id=one.id,
        name=one.name,
        department=short_name(places, one.department),
        closed=len(lately),
        covered=sum(number in drawn for number in lately),
        drawn=tuple(id_ for id_, on in days.items() if on is not None and on >= since),
        last_on=max((on for on in days.values() if on is not None), default=None),
        never=not days and not any(number in drawn for number, _ in cases),
    )


def _rank(row: Cover, people: Mapping[int, Handling], places: Mapping[str, "Place"]) -> tuple[object, ...]:
    """Never drawn first, who closed most before the others; then by department and id."""
    home = people[row.officer_id].department
    own = places.get(home)
    return (not row.never, -row.closed if row.never else 0, own.position if own else 1 << 30, home, row.officer_id)


def _own(of_case: Iterable[Handling], of_review: Iterable[Handling]) -> list[Handling]:
    return list({one.id: one for one in (*of_case, *of_review)}.values())


def _review_handlers(ask: Question) -> dict[int, list[Handling]]:
    """Handlers as the reviews name them, by review."""
    told: dict[int, list[Handling]] = {}
    rows = ask.session.execute(
        select(ReviewHandler.review_id, Officer.id, Officer.name, Department.name)
        .join(CaseReview, CaseReview.id == ReviewHandler.review_id)
        .join(Officer, Officer.id == ReviewHandler.officer_id)
        .outerjoin(Department, Department.id == Officer.department_id)
        .where(CaseReview.retired_at.is_(None))
        .order_by(ReviewHandler.id)
    )
    for review_id, officer_id, name, department in rows:
        told.setdefault(review_id, []).append(Handling(officer_id, name, department or "未填"))
    return told


def _drawn_on(ask: Question, row: ReviewStand) -> date | None:
    """The day the case of a review was drawn; where its round names none, the day it was reviewed."""
    return _draws(ask).get(row.round_id or 0) or row.on


def _draws(ask: Question) -> dict[int, date | None]:
    return ask.once("reviews.draw_days", lambda asked: {one.id: one.drawn_on for one in rounds(asked)})


def _there(ask: Question, row: ReviewStand) -> bool:
    """Whether the case of a review had been drawn by the day."""
    on = _drawn_on(ask, row)
    return on is None or on <= ask.as_of


def months_back(day: date) -> tuple[date, ...]:
    """The first days of the twelve months that end with the day's own."""
    last = day.year * 12 + day.month - 1
    return tuple(date(at // 12, at % 12 + 1, 1) for at in range(last - MONTHS + 1, last + 1))


@dataclass(frozen=True, slots=True)
class Place:
    """A department: its short name and its place in the order of the office."""

    short: str
    position: int


def places_of(ask: Question) -> dict[str, Place]:
    return ask.once("departments.places", _read_places)


def _read_places(ask: Question) -> dict[str, Place]:
    told = ask.session.execute(
        select(Department.name, Department.short, Department.position).order_by(Department.id.desc())
    )
    return {name: Place(short or name, position) for name, short, position in told}


def short_name(places: Mapping[str, Place], department: str) -> str:
    known = places.get(department)
    return known.short if known else department
