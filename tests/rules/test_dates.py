"""Every way of writing a day that ledgers and fingers know; what is uncertain is refused with a remedy."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.dates import read_date, typed_date
from desktop_app.rules.unreadable import Unreadable

DAYS = st.dates(date(1920, 1, 1), date(2099, 12, 31))
TODAY = date(2015, 5, 31)


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2015, 3, 5), date(2015, 3, 5)),
        (datetime(2015, 3, 5, 14, 30), date(2015, 3, 5)),
        ("19651223", date(1965, 12, 23)),
        (19651223, date(1965, 12, 23)),
        (20150306.0, date(2015, 3, 6)),
        (42069.0, date(2015, 3, 6)),
        (42069.75, date(2015, 3, 6)),
        ("1970.9.26", date(1970, 9, 26)),
        ("2009年1月1日", date(2009, 1, 1)),
        ("2015/1/28", date(2015, 1, 28)),
        ("2015-01-28", date(2015, 1, 28)),
        ("2015 年 3 月 5 日 ", date(2015, 3, 5)),
        ("\u30002015年3月5号", date(2015, 3, 5)),
        ("\u00a02015.3.5\u200b", date(2015, 3, 5)),
        ("２０１５．３．５", date(2015, 3, 5)),
        ("２０１５年３月５日", date(2015, 3, 5)),
        ("2015-03-01 00:00:00", date(2015, 3, 1)),
        ("2015-03-01T08:30", date(2015, 3, 1)),
        ("2015年3月5日 上午8:30", date(2015, 3, 5)),
        ("2015年3月5日（星期四）", date(2015, 3, 5)),
        ("2015.3.5 周四", date(2015, 3, 5)),
        ("二〇一五年三月十五日", date(2015, 3, 15)),
        ("二○一五年十二月三十一日", date(2015, 12, 31)),
        ("2015年1月", date(2015, 1, 1)),
        ("2015.1", date(2015, 1, 1)),
        ("1979-03", date(1979, 3, 1)),
        ("201503", date(2015, 3, 1)),
        (2015.03, date(2015, 3, 1)),
        ("3月26日", date(2015, 3, 26)),
        ("5.22", date(2015, 5, 22)),
        ("5-22", date(2015, 5, 22)),
        ("５／２２", date(2015, 5, 22)),
        (5.22, date(2015, 5, 22)),
        ("15.3.5", date(2015, 3, 5)),
    ],
)
def test_a_ledger_of_2015_is_read(cell: object, day: date) -> None:
    assert read_date(cell, 2015) == day


@pytest.mark.parametrize("cell", [None, "", "  ", "\u3000", "-", "—", "——", "－", "/", "无"])
def test_an_empty_cell_is_no_day(cell: object) -> None:
    assert read_date(cell) is None


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("2015年6月31日", "2015年6月没有31日，请改为实有的日期"),
        ("2015.4.31", "2015年4月没有31日，请改为实有的日期"),
        ("2015-02-29", "2015年2月没有29日，请改为实有的日期"),
        ("20150631", "2015年6月没有31日，请改为实有的日期"),
        (20150631.0, "2015年6月没有31日，请改为实有的日期"),
        ("2015.13.5", "2015年没有13月，请改为实有的日期"),
        ("2.29", "2015年2月没有29日，请改为实有的日期"),
        ("二〇一五年六月三十一日", "2015年6月没有31日，请改为实有的日期"),
    ],
)
def test_a_day_that_never_was_is_refused(cell: object, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_date(cell, 2015)
    assert (refused.value.code, refused.value.said) == ("impossible_date", said)


@pytest.mark.parametrize("cell", ["3月26日", "5.22", "15.3.5", "79.9.1"])
def test_a_day_without_a_year_asks_for_the_year(cell: object) -> None:
    with pytest.raises(Unreadable) as refused:
        read_date(cell)
    assert refused.value.code == "year_missing"


@pytest.mark.parametrize(
    "cell",
    [
        "待定", "3月底", "2012-2014年", "2015年上半年", "长期", "2015", 2015, 5, 0, -3, 1.5e9, True, float("nan"),
        float("inf"), "3015-3-5", "79.9.1", "42069", b"2015", "2015年3月5日至8日", "150306", 2015.1, 5.1, 5.2,
    ],
)  # fmt: skip
def test_what_is_no_certain_day_is_refused(cell: object) -> None:
    with pytest.raises(Unreadable) as refused:
        read_date(cell, 2015)
    assert refused.value.code in ("not_a_date", "year_missing")
    assert "请" in refused.value.said


@given(DAYS)
def test_every_spelling_of_a_day_is_that_day(day: date) -> None:
    y, m, d = day.year, day.month, day.day
    spellings = [
        day, day.isoformat(), f"{y}.{m}.{d}", f"{y}/{m:02}/{d:02}", f"{y}年{m}月{d}日", f"{y}{m:02}{d:02}",
        int(f"{y}{m:02}{d:02}"), float((day - date(1899, 12, 30)).days), f" {y} 年{m}月 {d}号",
    ]  # fmt: skip
    assert {read_date(cell) for cell in spellings} == {day}
    assert {read_date(text, y) for text in (f"{m}月{d}日", f"{m}.{d}", f"{m:02}-{d:02}")} == {day}


@given(st.one_of(st.text(max_size=12), st.floats(), st.integers(), st.text("0123456789.年月日-/ ", max_size=11)))
def test_a_cell_is_read_or_refused_and_nothing_else(cell: object) -> None:
    try:
        day = read_date(cell, 2015)
    except Unreadable as refused:
        outcome = refused.code
    else:
        outcome = "read" if day is None or 1900 <= day.year < 2100 else "read wrong"
    assert outcome in ("read", "not_a_date", "impossible_date", "year_missing")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("3.5", date(2015, 3, 5)),
        ("3-5", date(2015, 3, 5)),
        ("3/5", date(2015, 3, 5)),
        ("3月5", date(2015, 3, 5)),
        ("0305", date(2015, 3, 5)),
        ("515", date(2015, 5, 15)),
        ("111", date(2015, 1, 11)),
        ("105", date(2015, 1, 5)),
        ("1215", date(2015, 12, 15)),
        ("150305", date(2015, 3, 5)),
        ("20150305", date(2015, 3, 5)),
        ("2015-3-5", date(2015, 3, 5)),
        ("2014.12.31", date(2014, 12, 31)),
        ("14.12.31", None),
        ("+30", date(2015, 6, 30)),
        ("-3", date(2015, 5, 28)),
        ("＋１", date(2015, 6, 1)),
        ("今", TODAY),
        ("今天", TODAY),
        ("明", date(2015, 6, 1)),
        ("昨", date(2015, 5, 30)),
        ("月底", TODAY),
        ("３．５", date(2015, 3, 5)),
        ("５１５", date(2015, 5, 15)),
        (" 5。15", None),
    ],
)
def test_what_the_officer_types(typed: str, day: date | None) -> None:
    if day is None:
        with pytest.raises(Unreadable):
            typed_date(typed, TODAY)
    else:
        assert typed_date(typed, TODAY) == day


def test_plus_counts_from_the_field_it_belongs_to() -> None:
    assert typed_date("+15", TODAY, base=date(2015, 3, 20)) == date(2015, 4, 4)


def test_a_blank_field_is_no_day() -> None:
    assert typed_date(" \u3000", TODAY) is None


@pytest.mark.parametrize("typed", ["99", "5", "229", "2015", "1340", "15030", "+99999", "-99999", "abc", "1月32"])
def test_a_slip_of_the_finger_is_refused(typed: str) -> None:
    with pytest.raises(Unreadable):
        typed_date(typed, TODAY)


@given(DAYS, st.integers(-400, 400))
def test_plus_and_minus_are_days(base: date, days: int) -> None:
    wanted = base + timedelta(days=days)
    if 1920 <= wanted.year < 2100:
        assert typed_date(f"{days:+}", TODAY, base) == wanted


@given(st.dates(date(2015, 1, 1), date(2015, 12, 31)))
def test_short_forms_mean_this_year(day: date) -> None:
    forms = (f"{day.month}{day.day:02}", f"{day:%m%d}", f"{day.month}.{day.day}", f"{day:%y%m%d}")
    assert {typed_date(form, TODAY) for form in forms} == {day}


def test_two_digits_of_a_year_mean_a_birth_rather_than_a_far_future() -> None:
    assert typed_date("850306", TODAY) == date(1985, 3, 6)
    assert typed_date("351231", TODAY) == date(2035, 12, 31)
    assert typed_date("150515", TODAY) == date(2015, 5, 15)


def test_a_ticked_cell_is_named_in_chinese() -> None:
    with pytest.raises(Unreadable) as refused:
        read_date(True)
    assert refused.value.said.startswith("“是”不是日期")
