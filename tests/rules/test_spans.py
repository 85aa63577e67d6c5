"""How long a period is, how it is kept, and which came before it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.periods import half_period, month_period, quarter_period, read_period, year_period
from desktop_app.rules.spans import Span, before, reread, span_of, spoken, typed

WHOLE = st.one_of(
    st.builds(month_period, st.integers(2000, 2098), st.integers(1, 12)),
    st.builds(quarter_period, st.integers(2000, 2098), st.integers(1, 4)),
    st.builds(half_period, st.integers(2000, 2098), st.integers(1, 2)),
    st.builds(year_period, st.integers(2000, 2098)),
)


@pytest.mark.parametrize(
    ("text", "kept", "span", "former"),
    [
        ("2015年5月", "2015-05", Span.MONTH, "2015-04"),
        ("2015-01", "2015-01", Span.MONTH, "2014-12"),
        ("2015年一季度", "2015Q1", Span.QUARTER, "2014Q4"),
        ("2015年上半年", "2015H1", Span.HALF, "2014H2"),
        ("2015", "2015", Span.YEAR, "2014"),
        ("2015-04-13至2015-04-13", "2015-04-13至2015-04-13", Span.DAY, None),
        ("2014-12-25至2015-02-28", "2014-12-25至2015-02-28", Span.RANGE, None),
    ],
)
def test_a_period_is_kept_and_followed(text: str, kept: str, span: Span, former: str | None) -> None:
    period = read_period(text)
    assert (reread(text), span_of(period)) == (kept, span)
    came = before(period)
    assert (typed(came) if came else None) == former


@given(WHOLE)
def test_what_is_kept_reads_as_the_same_days(period: object) -> None:
    again = read_period(typed(period))  # type: ignore[arg-type]
    assert again == period


@given(WHOLE)
def test_the_period_before_ends_the_day_before(period: object) -> None:
    former = before(period)  # type: ignore[arg-type]
    assert former is not None
    assert (period.first - former.last).days == 1  # type: ignore[attr-defined]
    assert span_of(former) is span_of(period)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "as_of", "said"),
    [
        ("2015-05", date(2015, 5, 31), ("本月", "上月", "上月底")),
        ("2015-05", date(2015, 5, 20), ("本月", "上月", "上月底")),
        ("2015-05", date(2015, 7, 1), ("5月", "4月", "4月30日")),
        ("2015-01", date(2015, 2, 3), ("1月", "2014年12月", "2014年12月31日")),
        ("2015Q2", date(2015, 6, 30), ("本季度", "上季度", "上季度末")),
        ("2015Q1", date(2015, 5, 31), ("第一季度", "2014年第四季度", "2014年12月31日")),
        ("2015H1", date(2015, 5, 31), ("上半年", "上年下半年", "上年底")),
        ("2015H2", date(2015, 12, 31), ("下半年", "上半年", "上半年末")),
        ("2015", date(2015, 5, 31), ("今年", "上年", "上年底")),
        ("2015", date(2015, 12, 31), ("全年", "上年", "上年底")),
        ("2015-03-01至2015-07-31", date(2015, 9, 1), ("本阶段", "上阶段", "上阶段末")),
        ("2015-04-13至2015-04-13", date(2015, 4, 13), ("当日", "前次", "前次")),
    ],
)
def test_a_period_is_spoken_of_as_its_day_sees_it(text: str, as_of: date, said: tuple[str, str, str]) -> None:
    found = spoken(read_period(text), as_of)
    assert (found.this, found.last, found.last_end) == said
