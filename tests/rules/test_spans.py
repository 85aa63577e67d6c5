"""How long a period is, how it is kept, and which came before it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.periods import half_period, month_period, quarter_period, read_period, year_period
from desktop_app.rules.spans import SPOKEN, Span, before, reread, span_of, typed

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


def test_every_span_is_spoken_of() -> None:
    assert SPOKEN.keys() == set(Span)
