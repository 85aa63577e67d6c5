"""Periods (期间): the month, quarter, half or year a register, bulletin or report is about."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.rules.dates import last_of_month, read_date
from desktop_app.rules.unreadable import Unreadable, quoted, tight

_YEAR = re.compile(r"(\d{4})年?度?")
_MONTH = re.compile(r"(\d{4})[./年-]?(\d{1,2})月?份?")
_QUARTER = re.compile(r"(\d{4})[年-]?(?:Q([1-4])|第?([1-4一二三四])季度?)", re.IGNORECASE)
_HALF = re.compile(r"(\d{4})[年-]?(?:H([12])|([上下])半年)", re.IGNORECASE)
_RANGE = re.compile(r"(.+?)(?:至|到|~|\.\.|——?)(.+)")
_QUARTERS = "一二三四"


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of days with its first and last day (期间), and its name in official Chinese."""

    first: date
    last: date
    label: str

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.first <= day <= self.last


def year_period(year: int) -> Period:
    """A calendar year (年度)."""
    return Period(date(year, 1, 1), date(year, 12, 31), f"{year}年")


def quarter_period(year: int, quarter: int) -> Period:
    """A quarter, 1 to 4 (季度)."""
    first = date(year, quarter * 3 - 2, 1)
    return Period(first, last_of_month(first.replace(month=quarter * 3)), f"{year}年第{_QUARTERS[quarter - 1]}季度")


def half_period(year: int, half: int) -> Period:
    """The first or second half of a year (半年)."""
    first = date(year, half * 6 - 5, 1)
    return Period(first, last_of_month(first.replace(month=half * 6)), f"{year}年{'上下'[half - 1]}半年")


def month_period(year: int, month: int) -> Period:
    """A calendar month (月)."""
    first = date(year, month, 1)
    return Period(first, last_of_month(first), f"{year}年{month}月")


def month_of(day: date) -> Period:
    """The month a day lies in."""
    return month_period(day.year, day.month)


def previous_month(day: date) -> Period:
    """The month before the one a day lies in (上月)."""
    return month_of(day.replace(day=1) - timedelta(days=1))


def quarter_of(day: date) -> Period:
    """The quarter a day lies in."""
    return quarter_period(day.year, (day.month + 2) // 3)


_QUARTER_IN = re.compile(r"(\d{4})年?度?-?(?:Q([1-4])|第?([1-4一二三四])季)", re.IGNORECASE)


def quarter_in(text: str) -> str | None:
    """The quarter a title names, as 2015Q1 (2015年一季度最佳案件, 2015年第1季度); None when it names none."""
    found = _QUARTER_IN.search(tight(text))
    if found is None:
        return None
    told = found[2] or found[3]
    return f"{found[1]}Q{told if told in '1234' else _QUARTERS.index(told) + 1}"


_MONTH_IN = re.compile(r"(?:(\d{4})[年./-]?)?(?<!\d)(\d{1,2}|元|[一二三四五六七八九]|十[一二]?)月")
_MONTH_DAY = re.compile(r"(\d{4})[./年-]?(\d{1,2})(?:[./月-]?0?1日?)?(?:0:00|00:00)?(?::00)?")
_MONTHS = "一二三四五六七八九十"
_BEFORE_LAST = tuple("至到~—–-、,/和及")
"""What stands before the last of several months (1—3月)."""


def read_month(text: str, year: int) -> Period | None:
    """The one month a text names, of ``year`` where it names none (1月, 元月份, 2015-01, 2015年1月评查), or None."""
    said = tight(text)
    found = list(_MONTH_IN.finditer(said))
    if len(found) == 1 and said[: found[0].start()][-1:] not in _BEFORE_LAST:
        return _month_or_none(int(found[0][1] or year), _month_number(found[0][2]))
    whole = _MONTH_DAY.fullmatch(said) if not found else None
    return _month_or_none(int(whole[1]), int(whole[2])) if whole else None


def _month_number(said: str) -> int:
    if said.isdecimal():
        return int(said)
    return 1 if said == "元" else sum(_MONTHS.index(ch) + 1 for ch in said)


def _month_or_none(year: int, month: int) -> Period | None:
    return month_period(year, month) if 1 <= month <= 12 and 1900 <= year < 2100 else None


def read_period(text: str) -> Period:
    """The period a text names: 2015-04, 2015年4月, 2015Q1, 2015年一季度, 2015年上半年, 2015, or two days joined by 至.

    Raises Unreadable not_a_period, or what ``read_date`` raises for the ends of a range.
    """
    said = tight(text)
    if (found := _MONTH.fullmatch(said)) and 1 <= int(found[2]) <= 12 and _in_range(found[1]):
        return month_period(int(found[1]), int(found[2]))
    if (found := _QUARTER.fullmatch(said)) and _in_range(found[1]):
        chosen = found[2] or found[3]
        return quarter_period(int(found[1]), int(chosen) if chosen.isdecimal() else _QUARTERS.index(chosen) + 1)
    if (found := _HALF.fullmatch(said)) and _in_range(found[1]):
        return half_period(int(found[1]), int(found[2]) if found[2] else "上下".index(found[3]) + 1)
    if (found := _YEAR.fullmatch(said)) and _in_range(found[1]):
        return year_period(int(found[1]))
    if found := _RANGE.fullmatch(said):
        return _between(found[1], found[2], text)
    raise Unreadable("not_a_period", f"{quoted(text)}不是期间，请写成 2015-04、2015Q1 或 2015 的样子")


def _in_range(year: str) -> bool:
    return 1900 <= int(year) < 2100


def _between(first_text: str, last_text: str, written: str) -> Period:
    first = read_date(first_text)
    last = read_date(last_text, first.year if first else None)
    if first is None or last is None or last < first:
        raise Unreadable("not_a_period", f"{quoted(written)}的起止不对，请先写开始日期再写结束日期")
    named = f"{first.year}年{first.month}月{first.day}日至"
    same_year = "" if first.year == last.year else f"{last.year}年"
    return Period(first, last, f"{named}{same_year}{last.month}月{last.day}日")
