"""The draw: the same for everybody, fair within its strata, and nobody's to choose."""

import hashlib
import math
import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.rules.draws import (
    Ask,
    Candidate,
    digest,
    draw,
    instead,
    must_reasons,
    quotas,
    read_seed,
    seal,
)
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import DrawnAs

DICE = "3526142561"


def pool_of(*sizes: int, must: int = 0) -> list[Candidate]:
    """Strata 甲, 乙 … of these sizes; the first cases of each must be reviewed."""
    return [
        Candidate(
            f"清源检诉受[2015]619023{stratum * 1000 + at:05d}号", "甲乙丙丁戊己"[stratum], "不起诉" if at < must else ""
        )
        for stratum, size in enumerate(sizes)
        for at in range(size)
    ]


pools = st.lists(st.tuples(st.integers(0, 12), st.integers(0, 3)), min_size=1, max_size=5).map(
    lambda strata: [
        Candidate(f"案{at:02d}{place:03d}号", f"层{at}", "不捕" if place < must else "")
        for at, (size, must) in enumerate(strata)
        for place in range(size)
    ]
)
asks = st.builds(Ask, st.integers(0, 100), st.integers(0, 4), st.none() | st.integers(0, 40))
seeds = st.text("123456", min_size=10, max_size=20)


@given(pools, seeds, asks)
def test_the_same_seed_draws_the_same_whatever_the_order_of_the_pool(
    pool: list[Candidate], seed: str, ask: Ask
) -> None:
    other = pool[:]
    random.Random(seed).shuffle(other)
    assert draw(pool, seed, ask) == draw(other, seed, ask)


@given(pools, seeds, asks)
def test_every_stratum_gives_its_quota_and_all_that_must(pool: list[Candidate], seed: str, ask: Ask) -> None:
    taken = draw(pool, seed, ask)
    numbers = [one.case_no for one in taken]
    assert len(set(numbers)) == len(numbers)
    assert [one.position for one in taken] == list(range(1, len(taken) + 1))
    assert {case.case_no for case in pool if case.must} <= set(numbers)
    by_stratum = Counter(case.stratum for case in pool if case.case_no in set(numbers))
    for quota in quotas(pool, ask):
        wanted = max(math.ceil(quota.cases * ask.ratio / 100), min(ask.minimum, quota.cases), quota.must)
        assert by_stratum[quota.stratum] >= wanted
        if ask.target is None:
            assert by_stratum[quota.stratum] == wanted
    if ask.target is not None:
        assert len(taken) >= min(ask.target, len(pool))


@given(pools, seeds, asks)
def test_lots_are_the_smallest_digests_of_their_stratum(pool: list[Candidate], seed: str, ask: Ask) -> None:
    ask = Ask(ask.ratio, ask.minimum)
    lots = {one.case_no for one in draw(pool, seed, ask) if one.drawn_as is DrawnAs.LOT}
    for stratum in {case.stratum for case in pool}:
        free = [case.case_no for case in pool if case.stratum == stratum and not case.must]
        ordered = sorted(free, key=lambda number: hashlib.sha256((seed + number).encode()).hexdigest())
        own = [number for number in ordered if number in lots]
        assert own == ordered[: len(own)]


@given(pools, seeds, asks, st.data())
def test_who_comes_in_for_a_withdrawn_case_is_the_next_and_never_one_taken(
    pool: list[Candidate], seed: str, ask: Ask, data: st.DataObject
) -> None:
    taken = draw(pool, seed, ask)
    strata = {case.case_no: case.stratum for case in pool}
    while taken and (found := instead(pool, taken, seed, data.draw(st.sampled_from(taken)).position)):
        used = {one.case_no for one in taken}
        free = [number for number in strata if number not in used]
        struck = taken[(found.instead_of or 0) - 1]
        near = [number for number in free if strata[number] == strata[struck.case_no]] or free
        assert found.case_no == min(near, key=lambda number: digest(seed, number))
        assert found.position == len(taken) + 1
        taken.append(found)
    if taken:
        assert {one.case_no for one in taken} == set(strata)


def test_every_case_of_a_stratum_is_drawn_as_often_as_any_other() -> None:
    """Within 4 sigma of the uniform share, whatever its place in the pool or its number."""
    draws = 10_000
    pool, ask = pool_of(30, 14, 6, must=2), Ask(20, 2)
    dice = random.Random(20150531)
    times: Counter[str] = Counter()
    for _ in range(draws):
        seed = "".join(str(dice.randint(1, 6)) for _ in range(12))
        times.update(one.case_no for one in draw(pool, seed, ask))
    for quota in quotas(pool, ask):
        free = [case for case in pool if case.stratum == quota.stratum and not case.must]
        share = quota.lot / len(free)
        spread = math.sqrt(draws * share * (1 - share))
        assert all(abs(times[case.case_no] - draws * share) <= 4 * spread for case in free)
    assert all(times[case.case_no] == draws for case in pool if case.must)


@settings(max_examples=50)
@given(st.lists(st.text("案号123", min_size=1, max_size=5), unique=True), st.text("案号123", min_size=1, max_size=5))
def test_a_seal_tells_any_other_pool(numbers: list[str], other: str) -> None:
    assert seal(reversed(numbers)) == seal(numbers)
    if other not in numbers:
        assert seal([*numbers, other]) != seal(numbers)
    told = "".join(f"{number}\n" for number in sorted(numbers))
    assert seal(numbers) == hashlib.sha256(told.encode()).hexdigest()


@pytest.mark.parametrize(
    "typed", ["3 5 2 6 1 4 2 5 6 1", "3526142561", "３５２６１４２５６１", "3、5、2、6、1、4、2、5、6、1"]
)
def test_dice_are_read_as_thrown(typed: str) -> None:
    assert read_seed(typed) == DICE


@pytest.mark.parametrize(
    ("typed", "code"), [("35261", "seed_too_short"), ("三五二六", "seed_not_digits"), ("", "seed_not_digits")]
)
def test_what_is_no_seed_is_refused(typed: str, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_seed(typed)
    assert refused.value.code == code


def test_results_and_marks_tell_what_must_be_reviewed() -> None:
    patterns = {"不批准逮捕": ("不批准逮捕", "不捕"), "不起诉": ("不起诉", "不诉"), "判无罪": ("无罪",)}
    assert must_reasons(("不批准逮捕（存疑）", ""), (), patterns) == ["不批准逮捕"]
    assert must_reasons(("批准逮捕", "被告人认罪"), (), patterns) == []
    assert must_reasons(("判决无罪",), ("媒体舆情",), patterns) == ["媒体舆情", "判无罪"]
