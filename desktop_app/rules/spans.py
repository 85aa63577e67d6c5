"""How long a period is (期间跨度): month, quarter, half, year or some days, how it is typed, and the one before it."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from desktop_app.rules.periods import Period, half_period, month_of, quarter_of, read_period, year_period


class Span(StrEnum):
    """Length of a period."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Spoken:
    """A span in words: this one, the one before, its end."""

    this: str
    last: str
    last_end: str


_SPOKEN = {
    Span.DAY: Spoken("当日", "前次", "前次"),
    Span.MONTH: Spoken("本月", "上月", "上月底"),
    Span.QUARTER: Spoken("本季度", "上季度", "上季度末"),
    Span.YEAR: Spoken("全年", "上年", "上年底"),
    Span.RANGE: Spoken("本阶段", "上阶段", "上阶段末"),
}
_HALVES = {1: Spoken("上半年", "上年下半年", "上年底"), 7: Spoken("下半年", "上半年", "上半年末")}
_THIS_YEAR = Spoken("今年", "上年", "上年底")


def spoken(period: Period, as_of: date) -> Spoken:
    """A period in words as a day sees it: 本月 up to its end, 5月 once it is over; a year still running is 今年."""
    span, former = span_of(period), before(period)
    if as_of > period.last and former is not None:
        day = f"{former.last.year}年{former.last.month}月{former.last.day}日"
        return Spoken(short(period, as_of), short(former, as_of), day.removeprefix(f"{as_of.year}年"))
    if span is Span.HALF:
        return _HALVES[period.first.month]
    return _THIS_YEAR if span is Span.YEAR and as_of < period.last else _SPOKEN[span]


def short(period: Period, as_of: date) -> str:
    """What a period is called in a text of the same year: 5月; a year keeps its number."""
    return period.label.removeprefix(f"{as_of.year}年") or period.label


def _whole(day: date) -> dict[Span, Period]:
    """The whole periods a day lies in."""
    half = half_period(day.year, 1 if day.month < 7 else 2)
    return {
        Span.MONTH: month_of(day),
        Span.QUARTER: quarter_of(day),
        Span.HALF: half,
        Span.YEAR: year_period(day.year),
    }


def span_of(period: Period) -> Span:
    """What length a period has; days that make no whole month, quarter, half or year are a range."""
    if period.first == period.last:
        return Span.DAY
    found = (span for span, whole in _whole(period.first).items() if _same(whole, period))
    return next(found, Span.RANGE)


def _same(one: Period, other: Period) -> bool:
    return (one.first, one.last) == (other.first, other.last)


def before(period: Period) -> Period | None:
    """The period of the same length just before; None for a day or a range, which have none."""
    span = span_of(period)
    return _whole(period.first - timedelta(days=1)).get(span)


def typed(period: Period) -> str:
    """A period as it is typed and kept: 2015-05, 2015Q2, 2015H1, 2015, 2015-03-01至2015-07-31."""
    first, span = period.first, span_of(period)
    if span in (Span.DAY, Span.RANGE):
        return f"{first}至{period.last}"
    names = {
        Span.MONTH: f"{first:%Y-%m}",
        Span.QUARTER: f"{first.year}Q{(first.month + 2) // 3}",
        Span.HALF: f"{first.year}H{1 if first.month < 7 else 2}",
    }
    return names.get(span, str(first.year))


def reread(text: str) -> str:
    """The period a text names as it is kept, whatever way it was typed. Raises Unreadable."""
    return typed(read_period(text))
