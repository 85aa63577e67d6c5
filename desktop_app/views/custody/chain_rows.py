"""The rows of 保管链: items under the band of their case, and the scales of the axis."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.figures.custody_boards import Thing
from desktop_app.views.boards.timeline import Axis, Span, fitting, span_of

YEAR, MONTH, WEEK = range(3)
SCALES = ("年", "月", "周")
"""What the axis is read by; from the widest span to the narrowest."""

_YEAR_DAYS, _MONTH_DAYS, _WEEK_DAYS = 366, 124, 38
"""Days the view shows at each: a year, four months, five weeks."""

_AHEAD = timedelta(days=21)
"""How far beyond today the axis reaches at least: words behind the bars stand there."""


@dataclass(frozen=True, slots=True)
class Band:
    """The head of a case: what it is called, its number, how many of its items are on show."""

    case: str
    name: str
    count: int


Row = Band | Thing


def rows_of(things: Iterable[Thing]) -> tuple[Row, ...]:
    """Items under the head of their case; cases in the order of their first item."""
    cases: dict[str, list[Thing]] = {}
    for thing in things:
        cases.setdefault(thing.case, []).append(thing)
    return tuple(_rows(cases))


def _rows(cases: dict[str, list[Thing]]) -> Iterator[Row]:
    for case, own in cases.items():
        yield Band(case, own[0].case_name, len(own))
        yield from own


def days_of(things: Iterable[Thing], today: date) -> tuple[date, date]:
    """The first day anything is told of and the last, some days after today."""
    first, last = today, today + _AHEAD
    for thing in things:
        if thing.stretches:
            first = min(first, thing.stretches[0].first)
            last = max(last, thing.stretches[-1].first, thing.due or last)
    return first, last


def axis_of(things: Sequence[Thing], today: date, scale: int, width: float) -> Axis:
    """The axis over all days of the items at a scale, no narrower than the view."""
    span = span_of(days_of(things, today), today)
    return Axis(span, pixels(span, scale, width))


def pixels(span: Span, scale: int, width: float) -> float:
    """Pixels a day: so many days fill the view; a span shorter than that fills it whole."""
    days = (_YEAR_DAYS, _MONTH_DAYS, _WEEK_DAYS)[scale]
    return max(fitting(span, width), width / days)
