"""Days and pixels of the time axis."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.views.boards.timeline import Axis, Span, fitting, span_of, zoomed

YEAR = Span(date(2015, 1, 1), date(2015, 12, 31))
DAYS = st.dates(date(2014, 1, 1), date(2016, 12, 31))
SCALES = st.floats(0.8, 40)


def test_the_span_is_whole_months() -> None:
    assert span_of([date(2015, 4, 28), date(2014, 12, 29)], date(2015, 5, 6)) == Span(
        date(2014, 12, 1), date(2015, 4, 30)
    )
    assert span_of([], date(2015, 5, 6)) == YEAR


@given(st.lists(DAYS, min_size=1), SCALES)
def test_every_day_lies_on_the_axis_and_is_found_again(days: list[date], scale: float) -> None:
    axis = Axis(span_of(days, date(2015, 5, 6)), scale)
    for day in days:
        assert 0 <= axis.x(day) < axis.end(day) <= axis.width + 1
        assert axis.day_at(axis.noon(day)) == day


@given(SCALES)
def test_months_meet_without_a_gap(scale: float) -> None:
    months = list(Axis(YEAR, scale).months())
    assert [month.day.month for month in months] == list(range(1, 13))
    for one, other in pairwise(months):
        assert abs(one.x + one.width - other.x) < 1e-6


def test_weeks_begin_on_monday_and_days_when_wide_enough() -> None:
    assert list(Axis(YEAR, 1.4).steps(0, 500)) == []
    assert {mark.day.weekday() for mark in Axis(YEAR, 6).steps(0, 2000)} == {0}
    assert [mark.day for mark in Axis(YEAR, 24).steps(0, 47)] == [date(2015, 1, 1), date(2015, 1, 2)]


def test_a_year_fits_the_view_and_ten_years_scroll() -> None:
    assert Axis(YEAR, fitting(YEAR, 490)).width in (490, 491)
    assert (
        Axis(Span(date(2010, 1, 1), date(2019, 12, 31)), fitting(Span(date(2010, 1, 1), date(2019, 12, 31)), 490)).width
        > 2800
    )


def test_zooming_in_and_out_comes_back_to_the_whole() -> None:
    fit = fitting(YEAR, 490)
    scale = fit
    for _ in range(9):
        scale = zoomed(scale, fit, 1)
    assert scale == 24
    for _ in range(9):
        scale = zoomed(scale, fit, -1)
    assert scale == fit


def test_days_off_are_told_apart_only_when_wide() -> None:
    assert list(Axis(YEAR, 3).whole_days(0, 100)) == []
    week = list(Axis(YEAR, 10).whole_days(0, 69))
    assert week == [date(2015, 1, 1) + timedelta(days=place) for place in range(7)]
