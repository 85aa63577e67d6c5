"""Periods as an officer types them in a hurry (期间): 1-3月, 2015-01..03, 一季度, 本月, beside what ledgers write."""

import re
from datetime import date

from desktop_app.rules.dates import last_of_month
from desktop_app.rules.periods import (
    Period,
    half_period,
    month_of,
    month_period,
    previous_month,
    quarter_of,
    quarter_period,
    read_period,
    year_period,
)
from desktop_app.rules.unreadable import Unreadable, quoted, tight

_JOIN = r"(?:至|到|~|-|—+|–|\.\.)"
_MONTHS = re.compile(rf"(?:(\d{{4}})[年./-]?)?(\d{{1,2}})月?{_JOIN}(\d{{1,2}})月(?:份)?")
_DOTTED = re.compile(r"(\d{4})[年./-](\d{1,2})月?(?:\.\.|至|到|~|—+)(?:(\d{4})[年./-])?(\d{1,2})月?")
_BARE = re.compile(r"(\d{1,2})(?:-|~|\.\.)(\d{1,2})")
_MONTH = re.compile(r"(\d{1,2})月(?:份)?")
_QUARTER = re.compile(r"(?:Q([1-4])|第?([1-4一二三四])季度?)", re.IGNORECASE)
_HALF = re.compile(r"([上下])半年")
_QUARTERS = "一二三四"


def typed_period(text: str, today: date) -> Period | None:
    """The period typed; without a year that of ``today``. None for an empty text.

    Raises Unreadable not_a_period.
    """
    said = tight(text)
    if not said:
        return None
    try:
        return _by_name(said, today) or _within(said, today.year) or _months(said, today.year) or read_period(text)
    except (Unreadable, ValueError):
        raise Unreadable("not_a_period", f"{quoted(text)}不是期间。写成 1-3月、2015Q1、2015-04 或本月") from None


def _by_name(said: str, today: date) -> Period | None:
    first_of_quarter = quarter_of(today).first
    named = {
        "本月": lambda: month_of(today),
        "上月": lambda: previous_month(today),
        "本季": lambda: quarter_of(today),
        "上季": lambda: quarter_of(date.fromordinal(first_of_quarter.toordinal() - 1)),
        "今年": lambda: year_period(today.year),
        "本年": lambda: year_period(today.year),
        "去年": lambda: year_period(today.year - 1),
    }
    found = named.get(said.removesuffix("度"))
    return found() if found is not None else None


def _within(said: str, year: int) -> Period | None:
    """A month, quarter or half of the year."""
    if found := _MONTH.fullmatch(said):
        return month_period(year, int(found[1]))
    if found := _QUARTER.fullmatch(said):
        told = found[1] or found[2]
        return quarter_period(year, int(told) if told in "1234" else _QUARTERS.index(told) + 1)
    if found := _HALF.fullmatch(said):
        return half_period(year, "上下".index(found[1]) + 1)
    return None


def _months(said: str, year: int) -> Period | None:
    """Whole months from one to another."""
    if found := _MONTHS.fullmatch(said):
        own = int(found[1] or year)
        return _span(own, int(found[2]), own, int(found[3]))
    if found := _BARE.fullmatch(said):
        return _span(year, int(found[1]), year, int(found[2]))
    if found := _DOTTED.fullmatch(said):
        own = int(found[1])
        return _span(own, int(found[2]), int(found[3] or own), int(found[4]))
    return None


def _span(year: int, month: int, last_year: int, last_month: int) -> Period:
    first, last = date(year, month, 1), last_of_month(date(last_year, last_month, 1))
    if last < first or not 1900 <= year < 2100:
        raise ValueError(f"{first}..{last}")
    if (year, month) == (last_year, last_month):
        return month_period(year, month)
    until = f"{last_month}月" if year == last_year else f"{last_year}年{last_month}月"
    return Period(first, last, f"{year}年{month}月至{until}")
