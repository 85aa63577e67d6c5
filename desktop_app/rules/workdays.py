"""Working days (工作日): weekends put right by the yearly notices of holidays and make-up days (调休)."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.rules.dates import read_date
from desktop_app.rules.unreadable import Unreadable, quoted
from desktop_app.rules.vocabulary import DayMark, word

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Holiday:
    """One marked day (节假日表的一行): a day off (休) or a make-up working day (班), its name and its source."""

    on: date
    mark: DayMark
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Calendar:
    """Working calendar (工作日历): days off, make-up working days, and the years the table covers.

    A year outside ``years`` counts weekends alone; ``knows`` lets the caller say so.
    """

    rest: frozenset[date]
    work: frozenset[date]
    years: frozenset[int]

    @classmethod
    def of(cls, days: Iterable[tuple[date, DayMark]]) -> "Calendar":
        """The calendar of marked days; the years are those that have one."""
        marked = list(days)
        return cls(
            frozenset(day for day, mark in marked if mark == DayMark.REST),
            frozenset(day for day, mark in marked if mark == DayMark.WORK),
            frozenset(day.year for day, _ in marked),
        )

    def knows(self, year: int) -> bool:
        """Whether the holidays of that year are in the table."""
        return year in self.years

    def is_workday(self, day: date) -> bool:
        """Whether people are at work on that day."""
        if day in self.work:
            return True
        return day not in self.rest and day.weekday() < _SATURDAY

    def next_workday(self, day: date) -> date:
        """The day itself if it is a working day, else the first one after it (顺延)."""
        while not self.is_workday(day):
            day += _DAY
        return day

    def add_workdays(self, day: date, count: int) -> date:
        """The ``count``-th working day after the day (before it if negative); the day itself for 0."""
        step = _DAY if count > 0 else -_DAY
        for _ in range(abs(count)):
            day += step
            while not self.is_workday(day):
                day += step
        return day

    def workdays_between(self, first: date, second: date) -> int:
        """Working days after ``first`` up to and with ``second``; negative, in mirror image, if second is earlier.

        So ``workdays_between(d, add_workdays(d, n)) == n``.
        """
        if second < first:
            return -sum(self.is_workday(second + _DAY * n) for n in range((first - second).days))
        return sum(self.is_workday(first + _DAY * n) for n in range(1, (second - first).days + 1))


WEEKENDS = Calendar(frozenset(), frozenset(), frozenset())
"""A calendar that knows no year: Saturdays and Sundays off."""


def calendar_of(holidays: Iterable[Holiday]) -> Calendar:
    """The calendar made of holiday rows; a year is known as soon as it has a row."""
    rows = tuple(holidays)
    return Calendar(
        rest=frozenset(row.on for row in rows if row.mark is DayMark.REST),
        work=frozenset(row.on for row in rows if row.mark is DayMark.WORK),
        years=frozenset(row.on.year for row in rows),
    )


def parse_holidays(text: str) -> tuple[Holiday, ...]:
    """Rows of a holiday table: CSV with the columns date, mark (休/班), name, source; lines with # are remarks.

    Raises Unreadable naming the row: not_a_date, impossible_date, not_a_mark, day_twice.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    seen: dict[date, Holiday] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith(("#", "date,")):
            continue
        holiday = _holiday(next(csv.reader([line])), number)
        if holiday.on in seen:
            raise Unreadable("day_twice", f"第{number}行{holiday.on}已写过，请删去其中一行")
        seen[holiday.on] = holiday
    return tuple(seen.values())


def _holiday(cells: list[str], number: int) -> Holiday:
    day_text, mark_text, name, source = (*cells, "", "", "", "")[:4]
    try:
        day = read_date(day_text)
    except Unreadable as fault:
        raise Unreadable(fault.code, f"第{number}行{fault.said}") from None
    mark = word(DayMark, mark_text)
    if day is None:
        raise Unreadable("not_a_date", f"第{number}行没有日期，请补上日期")
    if mark is None:
        raise Unreadable("not_a_mark", f"第{number}行的{quoted(mark_text)}不是休或班，请改正")
    return Holiday(day, mark, name.strip(), source.strip())
