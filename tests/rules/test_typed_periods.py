"""What an officer types for a period, and what it means on a day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.typed_periods import typed_period
from desktop_app.rules.unreadable import Unreadable

TODAY = date(2015, 5, 29)


@pytest.mark.parametrize(
    ("typed", "first", "last", "label"),
    [
        ("1-3月", date(2015, 1, 1), date(2015, 3, 31), "2015年1月至3月"),
        ("1-3", date(2015, 1, 1), date(2015, 3, 31), "2015年1月至3月"),
        ("1—3月份", date(2015, 1, 1), date(2015, 3, 31), "2015年1月至3月"),
        ("2015年1-3月", date(2015, 1, 1), date(2015, 3, 31), "2015年1月至3月"),
        ("2015-01..03", date(2015, 1, 1), date(2015, 3, 31), "2015年1月至3月"),
        ("2015-01..2015-03", date(2015, 1, 1), date(2015, 3, 31), "2015年1月至3月"),
        ("2014.11至2015.2", date(2014, 11, 1), date(2015, 2, 28), "2014年11月至2015年2月"),
        ("2015Q1", date(2015, 1, 1), date(2015, 3, 31), "2015年第一季度"),
        ("一季度", date(2015, 1, 1), date(2015, 3, 31), "2015年第一季度"),
        ("q2", date(2015, 4, 1), date(2015, 6, 30), "2015年第二季度"),
        ("上半年", date(2015, 1, 1), date(2015, 6, 30), "2015年上半年"),
        ("4月", date(2015, 4, 1), date(2015, 4, 30), "2015年4月"),
        ("2015-04", date(2015, 4, 1), date(2015, 4, 30), "2015年4月"),
        ("2015", date(2015, 1, 1), date(2015, 12, 31), "2015年"),
        ("本月", date(2015, 5, 1), date(2015, 5, 31), "2015年5月"),
        ("上月", date(2015, 4, 1), date(2015, 4, 30), "2015年4月"),
        ("上季度", date(2015, 1, 1), date(2015, 3, 31), "2015年第一季度"),
        ("今年", date(2015, 1, 1), date(2015, 12, 31), "2015年"),
        ("2015-01-05至2015-03-20", date(2015, 1, 5), date(2015, 3, 20), "2015年1月5日至3月20日"),
    ],
)
def test_periods_are_read_as_typed(typed: str, first: date, last: date, label: str) -> None:
    found = typed_period(typed, TODAY)
    assert found is not None
    assert (found.first, found.last, found.label) == (first, last, label)


def test_nothing_typed_is_no_period() -> None:
    assert typed_period(" 　", TODAY) is None


@pytest.mark.parametrize("typed", ["13月", "3-1月", "0-3月", "2015-03..01", "Q5", "某天", "2015-13..14", "9999999月"])
def test_what_is_no_period_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable, match="不是期间"):
        typed_period(typed, TODAY)


@given(st.text(max_size=20))
def test_any_text_is_a_period_or_refused(typed: str) -> None:
    try:
        found = typed_period(typed, TODAY)
    except Unreadable:
        return
    assert found is None or found.first <= found.last
