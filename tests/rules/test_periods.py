"""The months and quarters that bulletins are about."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.periods import month_of, previous_month, quarter_of, read_month, read_period
from desktop_app.rules.unreadable import Unreadable


@pytest.mark.parametrize(
    ("text", "first", "last", "label"),
    [
        ("2015-04", "2015-04-01", "2015-04-30", "2015年4月"),
        ("2015年4月", "2015-04-01", "2015-04-30", "2015年4月"),
        ("2015年1月份", "2015-01-01", "2015-01-31", "2015年1月"),
        ("２０１５．２", "2015-02-01", "2015-02-28", "2015年2月"),
        ("201512", "2015-12-01", "2015-12-31", "2015年12月"),
        ("2015Q1", "2015-01-01", "2015-03-31", "2015年第一季度"),
        ("2015-q4", "2015-10-01", "2015-12-31", "2015年第四季度"),
        ("2015年第二季度", "2015-04-01", "2015-06-30", "2015年第二季度"),
        ("2015年3季度", "2015-07-01", "2015-09-30", "2015年第三季度"),
        ("2015年上半年", "2015-01-01", "2015-06-30", "2015年上半年"),
        ("2015H2", "2015-07-01", "2015-12-31", "2015年下半年"),
        ("2015", "2015-01-01", "2015-12-31", "2015年"),
        ("2015年度", "2015-01-01", "2015-12-31", "2015年"),
        ("2015年3月1日至5月31日", "2015-03-01", "2015-05-31", "2015年3月1日至5月31日"),
        ("2014-12-25 至 2015-02-28", "2014-12-25", "2015-02-28", "2014年12月25日至2015年2月28日"),
    ],
)
def test_periods_are_read(text: str, first: str, last: str, label: str) -> None:
    period = read_period(text)
    assert (period.first.isoformat(), period.last.isoformat(), period.label) == (first, last, label)


@pytest.mark.parametrize(
    "text", ["", "今年", "2015-13", "2015Q5", "2015H3", "3015", "2015-05-31至2015-05-01", "4月", "至"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        read_period(text)


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_every_day_lies_in_its_month_and_quarter(day: date) -> None:
    assert day in month_of(day)
    assert day in quarter_of(day)
    assert day not in previous_month(day)
    assert (month_of(day).first - previous_month(day).last).days == 1
    assert read_period(month_of(day).label) == month_of(day)
    assert read_period(quarter_of(day).label) == quarter_of(day)


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("1月", "2015年1月"),
        ("１月份", "2015年1月"),
        ("元月份", "2015年1月"),
        ("十二月", "2015年12月"),
        ("十月份评查", "2015年10月"),
        ("2014年3月份案件质量评查", "2014年3月"),
        ("2014-03", "2014年3月"),
        ("2014.3", "2014年3月"),
        ("201403", "2014年3月"),
        ("2014-03-01", "2014年3月"),
        ("13月", None),
        ("1月至3月", None),
        ("1—3月", None),
        ("1月、2月", None),
        ("1、2月", None),
        ("第1期", None),
        ("2015年", None),
        ("2014-03-15", None),
        ("专项评查", None),
        ("", None),
    ],
)
def test_the_month_a_ledger_means_is_of_its_year(text: str, label: str | None) -> None:
    found = read_month(text, 2015)
    assert (found.label if found is not None else None) == label


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_every_month_is_found_in_its_own_name(day: date) -> None:
    assert read_month(month_of(day).label, 2015) == month_of(day)
    assert read_month(f"{day.month}月份", day.year) == month_of(day)
