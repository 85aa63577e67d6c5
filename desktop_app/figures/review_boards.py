"""What the board 统计 of 案件评查 shows: handlers covered, grades by month, points off; each number with its reviews.

Everything looks back over the twelve months that end with the day's own. Grades, scores and points are told from the
readings of the figures of the same names.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from itertools import product

from desktop_app.figures.engine import Question
from desktop_app.figures.review_coverage import Coverage, Ids, Place, coverage, months_back, places_of, short_name
from desktop_app.figures.review_deductions import Taken, found
from desktop_app.figures.review_standing import ReviewStand, assessed, every_review

EVERY = ""
"""In place of a month, department, item or grade: all of them."""
PENDING = "待审定"
"""In place of a grade: scored, but no grade decided by the day."""
BEFORE, AFTER, UNDATED, WAITING = "此前月份", "以后月份", "月份未填", "未评查"
"""Why a review does not count here."""


@dataclass(frozen=True)
class Reading:
    """The reviews as read (一次读数): those scored in the months shown, their findings, why others do not count.

    ``months`` (2015-05) begin with the first that has a review, at most twelve, and end with the day's own. ``rows``
    and ``taken`` name departments by short names, ``departments`` holds these in the order of the office.
    """

    day: date
    months: tuple[str, ...]
    rows: tuple[ReviewStand, ...]
    taken: tuple[Taken, ...]
    departments: tuple[str, ...]
    left_out: Mapping[str, Ids]
    coverage: Coverage

    @cached_property
    def trend(self) -> "Trend":
        """Points off by month, department and item, added up once."""
        return trend_of(self)

    @cached_property
    def grades(self) -> "Grades":
        """Grades by month, counted once."""
        return grades(self)

    def only(self, ids: Collection[int] | None) -> "Reading":
        """The same of these reviews only, all when None; coverage is always of all cases."""
        if ids is None:
            return self
        kept = frozenset(ids)
        out = {why: tuple(id_ for id_ in told if id_ in kept) for why, told in self.left_out.items()}
        return replace(
            self,
            rows=tuple(row for row in self.rows if row.id in kept),
            taken=tuple(one for one in self.taken if one.review.id in kept),
            left_out={why: told for why, told in out.items() if told},
        )


def read_statistics(ask: Question) -> Reading:
    """Everything the board shows: nine statements."""
    places = places_of(ask)
    words = [f"{first:%Y-%m}" for first in months_back(ask.as_of)]
    rows = [row for row in assessed(ask) if row.month_word in words]
    first = min((row.month_word for row in rows), default=words[-1])
    short = {row.id: replace(row, department=short_name(places, row.department)) for row in rows}
    taken = (replace(one, review=short[one.review.id]) for one in found(ask) if one.review.id in short)
    met = sorted({row.department for row in rows}, key=lambda name: (_position(places, name), name))
    return Reading(
        ask.as_of,
        tuple(words[words.index(first) :]),
        tuple(short.values()),
        tuple(taken),
        tuple(dict.fromkeys(short_name(places, name) for name in met)),
        _left_out(ask, words),
        coverage(ask),
    )


def _position(places: Mapping[str, Place], name: str) -> int:
    return places[name].position if name in places else 1 << 30


def _left_out(ask: Question, words: list[str]) -> dict[str, Ids]:
    told: dict[str, list[int]] = {}
    for row in every_review(ask):
        if why := _why_not(ask, row, words):
            told.setdefault(why, []).append(row.id)
    return {why: tuple(told[why]) for why in (WAITING, BEFORE, AFTER, UNDATED) if why in told}


def _why_not(ask: Question, row: ReviewStand, words: list[str]) -> str:
    """Empty for a review that counts."""
    if not row.assessed(ask.as_of):
        return WAITING
    if not row.month_word:
        return UNDATED
    return BEFORE if row.month_word < words[0] else AFTER if row.month_word > words[-1] else ""


# month × grade


@dataclass(frozen=True)
class Grades:
    """Month × decided grade (等次), the best first, last ``PENDING``; ``EVERY`` stands for all of either."""

    months: tuple[str, ...]
    words: tuple[str, ...]
    cells: Mapping[tuple[str, str], Ids]
    means: Mapping[str, int]
    """Mean score by month in hundredths; of months with a score only."""

    def ids(self, month: str, grade: str) -> Ids:
        return self.cells.get((month, grade), ())


def grades(read: Reading) -> Grades:
    """The reviews scored in the months shown, by month and decided grade."""
    cells: dict[tuple[str, str], list[int]] = {}
    scores: dict[str, list[int]] = {}
    worst: dict[str, int] = {}
    for row in read.rows:
        word = row.grade if row.graded(read.day) else PENDING
        worst[word] = max(worst.get(word, 0), row.place(word))
        for month, grade in product((row.month_word, EVERY), (word, EVERY)):
            cells.setdefault((month, grade), []).append(row.id)
            if row.score is not None and grade == EVERY:
                scores.setdefault(month, []).append(row.score)
    words = sorted(worst, key=lambda word: (word == PENDING, worst[word], word))
    means = {month: round(sum(told) / len(told)) for month, told in scores.items()}
    return Grades(read.months, tuple(words), {key: tuple(ids) for key, ids in cells.items()}, means)


# points off


@dataclass(frozen=True, slots=True)
class Off:
    """Taken off in a cell: ``points`` in hundredths, how many ``findings``, the reviews they are of."""

    points: int = 0
    findings: int = 0
    ids: Ids = ()


NOTHING = Off()


@dataclass(frozen=True)
class Trend:
    """Month × department × item of the standard (扣分趋势), items of most points first.

    ``reviews`` counts the reviews scored, by month and department; ``EVERY`` stands for all of any.
    """

    months: tuple[str, ...]
    departments: tuple[str, ...]
    items: tuple[str, ...]
    cells: Mapping[tuple[str, str, str], Off]
    reviews: Mapping[tuple[str, str], Ids]

    def off(self, month: str = EVERY, department: str = EVERY, item: str = EVERY) -> Off:
        """What was taken off there."""
        return self.cells.get((month, department, item), NOTHING)

    def each(self, month: str = EVERY, department: str = EVERY) -> float | None:
        """Points off a review (件均扣分) in hundredths; None without a review."""
        count = len(self.reviews.get((month, department), ()))
        return self.off(month, department).points / count if count else None


def trend(ask: Question) -> Trend:
    """Points off over the twelve months to the day asked for."""
    return trend_of(read_statistics(ask))


def trend_of(read: Reading) -> Trend:
    """The same of reviews already read."""
    points: dict[tuple[str, str, str], list[int]] = {}
    behind: dict[tuple[str, str, str], dict[int, None]] = {}
    for one in read.taken:
        row = one.review
        for key in product((row.month_word, EVERY), (row.department, EVERY), (one.item, EVERY)):
            points.setdefault(key, []).append(one.points)
            behind.setdefault(key, {})[row.id] = None
    cells = {key: Off(sum(told), len(told), tuple(behind[key])) for key, told in points.items()}
    reviews: dict[tuple[str, str], list[int]] = {}
    for row in read.rows:
        for place in product((row.month_word, EVERY), (row.department, EVERY)):
            reviews.setdefault(place, []).append(row.id)
    met = {one.item for one in read.taken}
    items = sorted(met, key=lambda item: (-cells[EVERY, EVERY, item].points, item))
    counted = {key: tuple(ids) for key, ids in reviews.items()}
    return Trend(read.months, read.departments, tuple(items), cells, counted)
