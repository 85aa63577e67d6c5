"""Marks of an exam: denominators nobody can dispute, means to the hundredth, ranks with ties, retakes."""

from collections import Counter
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.grades import read_scale
from desktop_app.rules.marks import (
    Mark,
    Terms,
    bands,
    by_department,
    differing,
    effective,
    mean_of,
    misfit,
    passed,
    ranked,
    ranks,
    tallied,
    tied,
    to_retake,
)
from desktop_app.rules.vocabulary import RetakePolicy, SittingCode, TieRule

TERMS = Terms(100_00, 60_00, 90_00, first_full=40_00, second_full=60_00)
CODES = st.sampled_from(list(SittingCode))
HALF_POINTS = st.integers(0, 200).map(lambda halves: halves * 50)


@st.composite
def candidates(draw: st.DrawFn) -> list[Mark]:
    rows = draw(st.lists(st.tuples(CODES, st.none() | HALF_POINTS, st.sampled_from(["公诉科", "侦监科", "办公室"]))))
    return [
        Mark(at, f"第{at}人", place, code, total if code is SittingCode.SAT else None)
        for at, (code, total, place) in enumerate(rows)
    ]


def mark(total: int | None, code: SittingCode = SittingCode.SAT, retake: int | None = None) -> Mark:
    return Mark(1, "高文博", "公诉科", code, total, retake)


def test_the_absent_are_never_a_mark_of_nothing() -> None:
    every = [
        Mark(1, "赵一帆", "公诉科", SittingCode.SAT, 80_00),
        Mark(2, "高文博", "公诉科", SittingCode.ABSENT, None),
        Mark(3, "罗文娟", "办公室", SittingCode.DEFERRED, None),
        Mark(4, "陈若琳", "办公室", SittingCode.BREACH, None),
        Mark(5, "周启明", "办公室", SittingCode.EXEMPT, None),
        Mark(6, "孙予安", "办公室", SittingCode.SAT, 59_50),
        Mark(7, "何静宜", "办公室", SittingCode.SAT, None),
    ]
    found = tallied(every, TERMS)
    assert (found.expected, found.sat, found.passed, found.excellent, found.open) == (6, 2, 1, 0, 1)
    assert found.mean == Decimal("69.75")
    assert found.pass_rate == 0.5
    assert (found.highest, found.lowest) == (80_00, 59_50)
    assert found.by_code[SittingCode.ABSENT] == found.by_code[SittingCode.BREACH] == 1


def test_an_absent_candidate_with_a_written_nought_still_does_not_count() -> None:
    found = tallied([mark(0, SittingCode.ABSENT)], TERMS)
    assert (found.sat, found.mean, found.pass_rate) == (0, None, None)


@given(candidates())
def test_the_counts_of_departments_add_up_to_the_whole(every: list[Mark]) -> None:
    whole, parts = tallied(every, TERMS), by_department(every, TERMS).values()
    for name in ("expected", "sat", "passed", "excellent", "total", "open"):
        assert sum(getattr(part, name) for part in parts) == getattr(whole, name)
    assert whole.expected == whole.sat + whole.open + sum(
        whole.by_code[code] for code in (SittingCode.ABSENT, SittingCode.DEFERRED, SittingCode.BREACH)
    )


@given(candidates())
def test_every_mark_stands_in_one_band(every: list[Mark]) -> None:
    found = bands(every, TERMS)
    counted = [id_ for band in found for id_ in band.ids]
    assert sorted(counted) == sorted(one.id for one in every if one.counts)
    assert [band.label for band in found] == ["90以上", "80–89", "70–79", "60–69", "60以下"]
    assert sum(band.count for band in found if band.floor >= TERMS.pass_mark) == tallied(every, TERMS).passed


@given(st.lists(HALF_POINTS, min_size=1))
def test_ranks_are_as_counting_by_hand(totals: list[int]) -> None:
    found = ranks(dict(enumerate(totals)))
    for at, total in enumerate(totals):
        assert found[at] == 1 + sum(other > total for other in totals)
    dense = ranks(dict(enumerate(totals)), TieRule.DENSE)
    for at, total in enumerate(totals):
        assert dense[at] == 1 + len({other for other in totals if other > total})
    assert sum(len(ids) for ids in tied(found)) == sum(n for n in Counter(totals).values() if n > 1)


def test_two_seconds_are_followed_by_a_fourth() -> None:
    assert ranks({1: 94_00, 2: 99_50, 3: 94_00, 4: 86_00}) == {2: 1, 1: 2, 3: 2, 4: 4}
    assert ranked([mark(None, SittingCode.ABSENT)], TERMS) == {}


@pytest.mark.parametrize(
    ("total", "count", "told"),
    [(372_50, 4, "93.12"), (369_50, 4, "92.38"), (3941_80, 56, "70.39"), (200, 3, "0.67"), (100, 3, "0.33")],
)
def test_means_are_rounded_as_the_standard_asks(total: int, count: int, told: str) -> None:
    """GB/T 8170: a five with nothing behind goes to the even neighbour."""
    assert str(mean_of(total, count)) == told


@given(st.integers(0, 10**7), st.integers(1, 400))
def test_a_mean_is_the_nearest_hundredth(total: int, count: int) -> None:
    found = mean_of(total, count)
    assert found is not None
    assert abs(Fraction(found) - Fraction(total, 100 * count)) <= Fraction(1, 200)


def test_a_mean_of_nobody_is_none() -> None:
    assert mean_of(0, 0) is None


@pytest.mark.parametrize(
    ("own", "again", "policy", "counts"),
    [
        (55_00, 83_50, RetakePolicy.CAPPED, 60_00),
        (55_00, 57_50, RetakePolicy.CAPPED, 57_50),
        (55_00, 50_00, RetakePolicy.CAPPED, 55_00),
        (None, 83_50, RetakePolicy.CAPPED, 60_00),
        (55_00, 83_50, RetakePolicy.HIGHER, 83_50),
        (55_00, 50_00, RetakePolicy.HIGHER, 55_00),
        (55_00, 50_00, RetakePolicy.LAST, 50_00),
        (55_00, None, RetakePolicy.LAST, 55_00),
        (None, None, RetakePolicy.HIGHER, None),
    ],
)
def test_which_mark_counts_after_a_retake(
    own: int | None, again: int | None, policy: RetakePolicy, counts: int | None
) -> None:
    terms = Terms(100_00, 60_00, 90_00, policy=policy)
    code = SittingCode.SAT if own is not None else SittingCode.ABSENT
    assert effective(mark(own, code, again), terms) == counts
    assert passed(mark(own, code, again), terms) == (counts is not None and counts >= 60_00)


def test_who_has_to_sit_again() -> None:
    assert to_retake(mark(59_50), TERMS)
    assert to_retake(mark(None, SittingCode.DEFERRED), TERMS)
    assert not to_retake(mark(60_00), TERMS)
    assert not to_retake(mark(None, SittingCode.EXEMPT), TERMS)
    assert not to_retake(mark(None), TERMS)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (60_50, "主观题 60.5 超过满分 60。核对后改正"),
        (-50, "主观题不能是负数。改为 0 以上"),
        (30_25, "主观题 30.25 不是 0.5 分的整倍数。核对后改正"),
        (60_00, ""),
        (None, ""),
    ],
)
def test_a_mark_out_of_range_is_told_at_once(value: int | None, said: str) -> None:
    assert misfit(value, 60_00, 50, "主观题") == said


def test_only_what_was_keyed_again_can_differ() -> None:
    rows = [
        (1, (22_00, 35_00), (22_00, 35_00)),
        (2, (22_00, 35_00), (22_00, 53_00)),
        (3, (22_00, 35_00), (None, None)),
        (4, (22_00, 35_00), (22_00, None)),
    ]
    assert differing(rows) == [2]


def test_the_terms_are_the_exams_own_row() -> None:
    row = {
        "full": 120_00, "pass_mark": 72_00, "excellent": 108_00, "step": 100, "first_full": None, "second_full": None,
        "ties": "并列后名次不空", "retake_policy": "取高分", "scale": "优秀90、及格60、不及格0",
    }  # fmt: skip
    terms = Terms.of(row)
    assert not terms.parted
    assert terms.ties is TieRule.DENSE
    assert terms.scale == read_scale("优秀90、及格60、不及格0")
    assert [band.label for band in bands([], terms)] == ["110以上", "100–109", "90–99", "80–89", "72–79", "72以下"]
