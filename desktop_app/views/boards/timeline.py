"""The time axis (时间轴) of a chart: days to pixels, months and weeks to mark. Plain geometry, no widget."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.rules.deadlines import add_months

LEAST_MONTH = 24.0
"""Pixels a month needs for its label; a longer span is scrolled rather than squeezed."""

ZOOMS = (3.0, 6.0, 12.0, 24.0)
"""Pixels a day beyond the whole span: from months to weeks to days."""

WEEKS_FROM = 4.5
REST_FROM = 6.0
DAYS_FROM = 20.0
_DAY = timedelta(days=1)
_MEAN_MONTH = 30.44


@dataclass(frozen=True, slots=True)
class Span:
    """Whole months shown (时间范围), first day to last day."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1


def span_of(days: Iterable[date], today: date) -> Span:
    """The whole months that hold all the days; the year of ``today`` when there are none."""
    known = sorted(days) or [date(today.year, 1, 1), date(today.year, 12, 31)]
    first, after = known[0].replace(day=1), add_months(known[-1].replace(day=1), 1)
    return Span(first, after - _DAY)


@dataclass(frozen=True, slots=True)
class Mark:
    """A month, week or day on the axis: its first day, left edge and width in pixels."""

    day: date
    x: float
    width: float


@dataclass(frozen=True, slots=True)
class Axis:
    """The span at ``scale`` pixels a day; x runs from 0 at the first morning."""

    span: Span
    scale: float

    @property
    def width(self) -> int:
        return math.ceil(self.span.days * self.scale)

    def x(self, day: date) -> float:
        """Left edge of a day; beyond the span it runs on."""
        return (day - self.span.first).days * self.scale

    def end(self, day: date) -> float:
        """Right edge of a day."""
        return self.x(day) + self.scale

    def noon(self, day: date) -> float:
        """Where the line of a day stands."""
        return self.x(day) + self.scale / 2

    def day_at(self, x: float) -> date:
        """The day under a pixel, held inside the span."""
        place = min(max(int(x // self.scale), 0), self.span.days - 1)
        return self.span.first + place * _DAY

    def months(self) -> Iterator[Mark]:
        day = self.span.first
        while day <= self.span.last:
            after = add_months(day, 1)
            yield Mark(day, self.x(day), (after - day).days * self.scale)
            day = after

    def steps(self, left: float, right: float) -> Iterator[Mark]:
        """Weeks by their Monday, or single days, that touch the pixels given; none while months are enough."""
        if self.scale < WEEKS_FROM:
            return
        step = 1 if self.scale >= DAYS_FROM else 7
        day = self.day_at(left)
        day -= day.weekday() * _DAY if step > 1 else timedelta()
        while day <= self.span.last and self.x(day) < right:
            yield Mark(day, self.x(day), step * self.scale)
            day += step * _DAY

    def whole_days(self, left: float, right: float) -> Iterator[date]:
        """Every day that touches the pixels given, once days are wide enough to be told apart."""
        if self.scale >= REST_FROM:
            first, last = self.day_at(left), self.day_at(right)
            yield from (first + place * _DAY for place in range((last - first).days + 1))


def fitting(span: Span, width: float) -> float:
    """Pixels a day at which the whole span fills the width, but never below a readable month."""
    return max(width / span.days, LEAST_MONTH / _MEAN_MONTH)


def zoomed(scale: float, fit: float, step: int) -> float:
    """The next scale in (+1) or out (-1); the whole span is the outermost."""
    steps = [fit, *(zoom for zoom in ZOOMS if zoom > fit * 1.2)]
    near = min(range(len(steps)), key=lambda place: abs(steps[place] - scale))
    return steps[min(max(near + step, 0), len(steps) - 1)]
