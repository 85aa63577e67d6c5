"""What a count says of a line, in which group it goes; a sample drawn again from what is printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.count_samples import by_lot, redrawn, rule_of, sample
from desktop_app.rules.draws import Ask
from desktop_app.rules.number_ranges import read_short, written_short
from desktop_app.rules.stocktakes import DIFFERENT, CountGroup, group_of, judged
from desktop_app.rules.vocabulary import CountResult

SEED = "3526142561"
TAILED = st.builds(
    lambda head, tail, wide: f"{head}{tail:0{wide}d}",
    st.sampled_from(["清检物2015-0001-", "清检物2015-0012-", "CW", ""]),
    st.integers(0, 400),
    st.integers(1, 4),
)
ODD = st.sampled_from(["无号", "A（2）", "a；b", "甲、乙", "1—3", "x-"])


@pytest.mark.parametrize(
    ("booked", "counted", "written", "found", "result"),
    [
        (1_000, 1_000, "A1-01", "", CountResult.AGREES),
        (1_000, 1_000, "A1-01", "a1-01", CountResult.AGREES),
        (1_000, 1_000, "A1-01", "A1-02", CountResult.MISPLACED),
        (1_000, 0, "A1-01", "", CountResult.MISSING),
        (2_000, 1_500, "A1-01", "A1-02", CountResult.QUANTITY),
        (None, 1_000, "", "A1-02", CountResult.UNKNOWN),
        (0, 1_000, "", "", CountResult.UNKNOWN),
    ],
)
def test_what_a_count_says(booked: int | None, counted: int, written: str, found: str, result: CountResult) -> None:
    assert judged(booked, counted, written, found) is result


@given(
    st.one_of(st.none(), st.sampled_from(CountResult)),
    st.one_of(st.none(), st.integers(0, 9_000)),
    st.one_of(st.none(), st.integers(0, 9_000)),
)
def test_every_line_is_in_one_group(result: CountResult | None, booked: int | None, counted: int | None) -> None:
    group = group_of(result, booked, counted)
    agrees = group in (CountGroup.AGREES, CountGroup.UNCOUNTED)
    assert (group in DIFFERENT) != agrees


def test_numbers_are_written_short() -> None:
    numbers = [f"清检物2015-0001-{at:02d}" for at in (4, 9, 10, 11)]
    assert written_short([*numbers, "清检物2015-0002-01", "A（2）"]) == (
        "「A（2）」；清检物2015-0001-（04、09—11）；清检物2015-0002-01"
    )
    assert written_short([]) == ""


@given(st.lists(st.one_of(TAILED, ODD)))
def test_numbers_written_short_are_read_back(numbers: list[str]) -> None:
    found = read_short(written_short(numbers))
    assert sorted(found) == sorted(set(numbers))


@given(st.dictionaries(TAILED, st.sampled_from(["", "", "", "现金"]), max_size=40), st.integers(1, 100))
def test_a_sample_is_drawn_again_from_its_rule(risks: dict[str, str], ratio: int) -> None:
    ask = Ask(ratio, 3)
    found = sample(risks, SEED, ask)
    again = redrawn(rule_of(found, ask).replace("、", "、\n"), SEED)
    assert again is not None
    assert again.sealed
    assert again.lot == found.lot
    assert set(found.full) == {number for number, risk in risks.items() if risk}
    assert len(found.lot) == min(len(found.pool), max(-(-len(found.pool) * ratio // 100), 3))


def test_a_pool_tampered_with_is_told() -> None:
    risks = {f"清检物2015-0001-{at:02d}": "" for at in range(1, 30)}
    ask = Ask(10, 5)
    rule = rule_of(sample(risks, SEED, ask), ask)
    told = redrawn(rule.replace("01—29", "01—28"), SEED)
    assert told is not None
    assert not told.sealed
    assert redrawn("全部盘点", SEED) is None
    assert by_lot(tuple(risks), SEED, ask) != by_lot(tuple(risks), "1111111111", ask)
