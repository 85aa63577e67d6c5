"""Reading from when to when: however two days are joined they come back; what is not certain is not guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.stretches import begun, stretch

DAYS = st.dates(date(2001, 1, 1), date(2049, 12, 31))
WAYS = ["%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y年%m月%d日", "%Y%m%d"]
JOINTS = ["至", "到", "-", "—", "～", "--", " 至 ", "起至"]
MARCH = (date(2015, 3, 3), date(2015, 3, 5))


@given(DAYS, st.integers(0, 400), st.sampled_from(WAYS), st.sampled_from(JOINTS))
def test_two_whole_days_come_back_however_they_are_joined(first: date, days: int, way: str, joint: str) -> None:
    last = first + timedelta(days=days)
    assert stretch(f"{first.strftime(way)}{joint}{last.strftime(way)}", None) == (first, last)


@given(DAYS, st.integers(1, 400), st.sampled_from(WAYS), st.sampled_from(JOINTS))
def test_a_last_day_before_the_first_is_no_stretch(last: date, days: int, way: str, joint: str) -> None:
    first = last + timedelta(days=days)
    assert stretch(f"{first.strftime(way)}{joint}{last.strftime(way)}", None) is None


@given(st.text(max_size=30))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    found = stretch(text, 2015)
    assert found is None or found[0] <= found[1]


@pytest.mark.parametrize(
    "text",
    [
        *("2015.3.3-3.5", "3月3日至5日", "3月3日—3月5日", "3.3-3.5", "15.3.3-3.5", "3月3-5日"),
        *("自2015年3月3日起至5日止", "3月3日至5日（3天）", "3月3日上午8:30-3月5日17:00", "2015-03-03 8:30至2015-03-05"),
    ],
)
def test_what_is_left_out_is_taken_from_the_other_side_or_the_year(text: str) -> None:
    assert stretch(text, 2015) == MARCH


def test_hours_are_of_their_day() -> None:
    alone = (date(2015, 3, 3), date(2015, 3, 3))
    assert [stretch(text, 2015) for text in ("3月3日8:00-12:00", "2015-03-03 下午", "3月3日全天")] == [alone] * 3


def test_months_run_to_the_end_of_the_last() -> None:
    whole = (date(2015, 4, 1), date(2015, 10, 31))
    assert [stretch(text, 2015) for text in ("2015.4-2015.10", "4月至10月", "2015年4月—10月份")] == [whole] * 3


def test_a_term_in_months_ends_the_day_before() -> None:
    assert stretch("2015年4月7日起6个月", None) == (date(2015, 4, 7), date(2015, 10, 6))
    assert stretch("2015年4月7日，为期半年", None) == (date(2015, 4, 7), date(2015, 10, 6))
    ends = [begun(date(2015, 4, 7), said) for said in ("三个月", "一年", "6月", "长期", None)]
    assert ends == [date(2015, 7, 6), date(2016, 4, 6), None, None, None]


def test_a_stretch_over_the_new_year_needs_its_year() -> None:
    assert stretch("2015年12月28日-1月3日", None) == (date(2015, 12, 28), date(2016, 1, 3))
    assert stretch("12月28日-1月3日", 2015) is None


@pytest.mark.parametrize("said", ["2015.3.3", "3月", "2015-10", "长期", "6个月", "3.3、3.5", "", None, 3.3, MARCH[0]])
def test_one_day_or_none_is_no_stretch(said: object) -> None:
    assert stretch(said, 2015) is None


@pytest.mark.parametrize(
    "text", ["3-6月", "3至6月", "3～6月份", "3月-6月", "2015年3-6月", "2015.3-6月", "自3月至6月（4个月）"]
)
def test_a_month_left_out_on_the_left_is_told_on_the_right(text: str) -> None:
    assert stretch(text, 2015) == (date(2015, 3, 1), date(2015, 6, 30))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        *((text, (1, 1), (6, 30)) for text in ("2015年上半年", "上半年", "2015 年 上半年")),
        *((text, (7, 1), (12, 31)) for text in ("2015年下半年", "下半年")),
        *((text, (4, 1), (6, 30)) for text in ("二季度", "第二季度", "2015年第二季度", "2015年2季度")),
    ],
)
def test_quarters_and_halves_are_of_their_year_or_the_ledgers(
    text: str, first: tuple[int, int], last: tuple[int, int]
) -> None:
    assert stretch(text, 2015) == (date(2015, *first), date(2015, *last))
    assert (stretch(text, None) is None) == (not text.startswith("2015"))


@pytest.mark.parametrize(
    "text", ["3-6", "15-6月", "6-3月", "五季度", "0000年上半年", "半年", "2015.3.3-6月", "上半年和下半年"]
)
def test_what_may_be_something_else_is_left_alone(text: str) -> None:
    assert stretch(text, 2015) is None
