"""Deadlines of the two profiles, counted on the calendar of 2015."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.deadlines import DeadlineRule, add_months, countdown, days_left, due_on, lamp, parse_rules
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import DayUnit, Lamp
from desktop_app.rules.workdays import WEEKENDS, calendar_of, parse_holidays

RESOURCES = Path(__file__).parents[2] / "resources"
CALENDAR = calendar_of(parse_holidays((RESOURCES / "holidays/holidays.csv").read_text("utf-8")))
TODAY = date(2015, 5, 31)


def rule(n: int, unit: DayUnit = DayUnit.DAY, roll: bool = True, include_start: bool = False) -> DeadlineRule:
    return DeadlineRule("x", "期限", n, unit, roll, "规则", "A", include_start)


def due(start: str, n: int, unit: DayUnit = DayUnit.DAY, **more: bool) -> str:
    return due_on(rule(n, unit, **more), date.fromisoformat(start), CALENDAR).on.isoformat()


@pytest.mark.parametrize(
    ("start", "n", "last"),
    [
        ("2015-02-15", 3, "2015-02-25"),
        ("2015-04-02", 3, "2015-04-07"),
        ("2015-06-17", 3, "2015-06-23"),
        ("2015-09-30", 3, "2015-10-08"),
        ("2015-03-20", 15, "2015-04-07"),
    ],
)
def test_days_roll_over_holidays(start: str, n: int, last: str) -> None:
    assert due(start, n) == last


@pytest.mark.parametrize(
    ("start", "n", "last"),
    [
        ("2015-01-31", 1, "2015-02-28"),
        ("2015-02-28", 1, "2015-03-31"),
        ("2015-03-15", 2, "2015-05-15"),
        ("2015-01-30", 1, "2015-02-28"),
        ("2015-12-31", 2, "2016-02-29"),
        ("2014-12-08", 6, "2015-06-08"),
    ],
)
def test_months_end_on_the_same_day_or_the_last(start: str, n: int, last: str) -> None:
    assert due(start, n, DayUnit.MONTH, roll=False) == last


def test_years_working_days_and_counting_the_first_day() -> None:
    assert due("2016-02-29", 1, DayUnit.YEAR, roll=False) == "2017-02-28"
    assert due("2015-02-17", 3, DayUnit.WORKDAY) == "2015-02-27"
    assert due("2015-03-02", 3, roll=False, include_start=True) == "2015-03-04"
    assert due("2015-03-02", 3, DayUnit.WORKDAY, include_start=True) == "2015-03-04"
    assert due("2015-03-15", 6, DayUnit.MONTH, roll=False, include_start=True) == "2015-09-14"


@pytest.mark.parametrize(
    ("start", "counted", "certain"),
    [
        (date(2015, 3, 20), rule(15), True),
        (date(2026, 12, 25), rule(15), False),
        (date(2026, 12, 25), rule(15, roll=False), True),
        (date(2026, 12, 30), rule(5, DayUnit.WORKDAY), False),
        (date(2012, 12, 30), rule(5, DayUnit.WORKDAY), False),
        (date(2012, 12, 30), rule(5), True),
    ],
)
def test_a_due_day_in_a_year_without_table_is_not_certain(start: date, counted: DeadlineRule, certain: bool) -> None:
    assert due_on(counted, start, CALENDAR).certain is certain


@given(st.dates(date(2000, 1, 1), date(2050, 12, 31)), st.integers(0, 60))
def test_months_move_exactly_so_many_months(start: date, months: int) -> None:
    there = add_months(start, months)
    assert (there.year * 12 + there.month) - (start.year * 12 + start.month) == months
    ends = (start + timedelta(days=1)).day == 1
    assert there.day == start.day or (there + timedelta(days=1)).day == 1
    assert not ends or (there + timedelta(days=1)).day == 1


@given(st.dates(date(2013, 1, 1), date(2026, 1, 1)), st.integers(1, 90), st.sampled_from(DayUnit), st.booleans())
def test_a_rolled_day_is_a_working_day_and_never_earlier(start: date, n: int, unit: DayUnit, first_too: bool) -> None:
    plain = due_on(rule(n, unit, False, first_too), start, WEEKENDS).on
    rolled = due_on(rule(n, unit, True, first_too), start, WEEKENDS).on
    assert rolled >= plain
    assert WEEKENDS.is_workday(rolled)


@pytest.mark.parametrize(
    ("last", "done", "stopped", "shown"),
    [
        (date(2015, 6, 8), None, False, Lamp.NORMAL),
        (date(2015, 6, 7), None, False, Lamp.NEAR),
        (TODAY, None, False, Lamp.NEAR),
        (date(2015, 5, 30), None, False, Lamp.OVERDUE),
        (date(2015, 5, 30), None, True, Lamp.STOPPED),
        (date(2015, 5, 30), date(2015, 5, 30), False, Lamp.DONE_IN_TIME),
        (date(2015, 5, 30), TODAY, True, Lamp.DONE_LATE),
        (None, None, False, Lamp.NORMAL),
        (None, TODAY, False, Lamp.DONE_IN_TIME),
    ],
)
def test_lamps_on_the_last_day_of_may(last: date | None, done: date | None, stopped: bool, shown: Lamp) -> None:
    assert lamp(last, TODAY, done, 7, stopped) is shown


def test_the_days_beside_a_due_day() -> None:
    shown = [countdown(days_left(day, TODAY)) for day in (date(2015, 6, 9), TODAY, date(2015, 5, 25))]
    assert shown == ["剩 9 天", "今天", "超 6 天"]
    assert days_left(date(2015, 6, 9), TODAY) == 9


@pytest.mark.parametrize("profile", ["2015", "current"])
def test_the_shipped_profiles_name_a_source_for_every_number(profile: str) -> None:
    rules = parse_rules((RESOURCES / f"deadlines/{profile}.toml").read_text("utf-8"))
    assert len(rules) == 41
    assert all(one.source and one.mark in "RKA" for one in rules)


def test_the_two_profiles_differ_where_the_law_changed() -> None:
    by_code = [
        {one.code: one for one in parse_rules((RESOURCES / f"deadlines/{name}.toml").read_text("utf-8"))}
        for name in ("2015", "current")
    ]
    assert by_code[0].keys() == by_code[1].keys()
    assert [(rules["advice_reply"].n, rules["advice_reply"].mark) for rules in by_code] == [(1, "K"), (2, "R")]


RULE = '[[rule]]\ncode = "x"\ntitle = "回复"\nn = 3\nunit = "日"\nroll = true\nsource = "规则"\nmark = "A"\n'


@pytest.mark.parametrize(
    ("was", "now"),
    [("n = 3", "n = 0"), ("n = 3", 'n = "3"'), ("n = 3", "n = true"), ('"日"', '"周"'), ('"规则"', '""'),
     ('"A"', '"B"'), ("roll = true\n", ""), ("roll = true", "rol = true"), ("[[rule]]", "[[rule")],
)  # fmt: skip
def test_a_faulty_rule_is_refused(was: str, now: str) -> None:
    assert parse_rules(RULE)[0].unit is DayUnit.DAY
    with pytest.raises(Unreadable) as refused:
        parse_rules(RULE.replace(was, now))
    assert refused.value.code == "not_a_rule"


def test_two_rules_of_one_code_are_refused() -> None:
    with pytest.raises(Unreadable):
        parse_rules(RULE + RULE)
