"""The working year 2015 as it was, and any calendar at all."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import DayMark
from desktop_app.rules.workdays import WEEKENDS, Calendar, calendar_of, parse_holidays

TABLE = parse_holidays((Path(__file__).parents[2] / "resources/holidays/holidays.csv").read_text("utf-8"))
CALENDAR = calendar_of(TABLE)

_DAYS_2015 = [date(2015, 1, 1) + timedelta(days=n) for n in range(365)]
DAYS = st.dates(date(2014, 1, 1), date(2017, 12, 31))
CALENDARS = st.builds(
    Calendar,
    rest=st.frozensets(DAYS, max_size=30),
    work=st.frozensets(DAYS, max_size=30),
    years=st.just(frozenset({2015})),
)


def days_2015(*texts: str) -> set[date]:
    return {date.fromisoformat(f"2015-{text}") for text in texts}


def test_weekday_holidays_of_2015() -> None:
    assert {day for day in _DAYS_2015 if day.weekday() < 5 and not CALENDAR.is_workday(day)} == days_2015(
        "01-01", "01-02", "02-18", "02-19", "02-20", "02-23", "02-24", "04-06", "05-01", "06-22", "09-03", "09-04",
        "10-01", "10-02", "10-05", "10-06", "10-07",
    )  # fmt: skip


def test_make_up_days_of_2015() -> None:
    worked = {day for day in _DAYS_2015 if day.weekday() >= 5 and CALENDAR.is_workday(day)}
    assert worked == days_2015("01-04", "02-15", "02-28", "09-06", "10-10")


def test_the_table_covers_2013_to_2026_and_says_so() -> None:
    assert CALENDAR.years == frozenset(range(2013, 2027))
    assert not CALENDAR.knows(2027)
    assert all(row.name and row.source for row in TABLE)


def test_the_week_before_spring_festival() -> None:
    assert CALENDAR.add_workdays(date(2015, 2, 13), 1) == date(2015, 2, 15)
    assert CALENDAR.add_workdays(date(2015, 2, 17), 1) == date(2015, 2, 25)
    assert CALENDAR.add_workdays(date(2015, 2, 25), -1) == date(2015, 2, 17)
    assert CALENDAR.workdays_between(date(2015, 2, 13), date(2015, 2, 28)) == 7


def test_an_unknown_year_goes_by_its_weekends() -> None:
    assert WEEKENDS.next_workday(date(2027, 10, 2)) == date(2027, 10, 4)


@given(CALENDARS, DAYS, st.integers(-120, 120))
def test_counting_out_and_counting_back_agree(calendar: Calendar, day: date, count: int) -> None:
    there = calendar.add_workdays(day, count)
    assert calendar.workdays_between(day, there) == count
    assert count == 0 or calendar.is_workday(there)


@given(CALENDARS, DAYS)
def test_the_next_workday_is_the_first_one(calendar: Calendar, day: date) -> None:
    found = calendar.next_workday(day)
    assert calendar.is_workday(found)
    assert not any(calendar.is_workday(day + timedelta(days=n)) for n in range((found - day).days))


def test_a_table_of_the_office_itself() -> None:
    table = "\ufeff# 本院调休\ndate,mark,name,source\n2027年1月1日,放假,元旦,县政府通知\n\n2027.1.3,班,,\n"
    rows = parse_holidays(table)
    assert [(row.on, row.mark) for row in rows] == [(date(2027, 1, 1), DayMark.REST), (date(2027, 1, 3), DayMark.WORK)]


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("2027-02-30,休,,", "impossible_date", "第2行2027年2月没有30日，请改为实有的日期"),
        ("2027-02-03,假,,", "not_a_mark", "第2行的“假”不是休或班，请改正"),
        (",休,,", "not_a_date", "第2行没有日期，请补上日期"),
        ("2027-01-01,休,,", "day_twice", "第2行2027-01-01已写过，请删去其中一行"),
    ],
)
def test_a_fault_in_a_table_names_its_row(line: str, code: str, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse_holidays("2027-01-01,休,元旦,通知\n" + line)
    assert (refused.value.code, refused.value.said) == (code, said)
