"""Who is honoured by the ranks alone, blind numbers, who stands aside."""

from collections import Counter
from statistics import mean

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.awards import (
    bar,
    beside,
    blind_numbers,
    decided_note,
    decided_of,
    proposed,
    unfit,
)
from desktop_app.rules.dossiers import averaged

CODES = {at: f"{at:02d}" for at in range(1, 13)}
MEANS = st.dictionaries(st.integers(1, 12), st.integers(80_00, 84_00).map(lambda mark: mark // 50 * 50), max_size=12)
NUMBERS = st.lists(st.text("诉监[]0123456789", min_size=1), unique=True, max_size=20)


def test_the_first_places_are_chosen_and_those_tied_over_the_limit_are_left_open() -> None:
    told = proposed({1: 95_00, 2: 93_00, 3: 93_00, 4: 90_00}, 2)
    assert (told.sure, told.equal) == ({1}, {2, 3})
    told = proposed({1: 95_00, 2: 93_00, 3: 93_00, 4: 90_00}, 3)
    assert (told.sure, told.equal) == ({1, 2, 3}, frozenset())


@given(MEANS, st.integers(0, 12))
def test_whoever_is_sure_has_fewer_than_all_places_not_behind_him(means: dict[int, int], places: int) -> None:
    told = proposed(means, places)
    for id_, own in means.items():
        ahead = sum(other > own for other in means.values())
        alike = sum(other == own for other in means.values())
        assert (id_ in told.sure) == (ahead + alike <= places)
        assert (id_ in told.equal) == (ahead < places < ahead + alike)
    assert len(told.sure) <= places
    assert len({means[id_] for id_ in told.equal}) <= 1


@given(MEANS, st.integers(1, 12))
def test_what_the_ranks_alone_tell_needs_no_reason(means: dict[int, int], places: int) -> None:
    told = proposed(means, places)
    assert unfit(means, places, told.sure, CODES) == ""
    assert (beside(means, places, told.sure, CODES) == "") == (not told.sure or not told.equal)
    assert beside(means, places, (), CODES) == ""


def test_a_choice_beside_the_ranks_says_why_it_needs_a_reason() -> None:
    means = {1: 95_00, 2: 93_00, 3: 93_00, 4: 90_00}
    assert beside(means, 2, [1, 2], CODES) == "02、03 号平均分相同，超过表彰名额 2 卷"
    assert beside(means, 1, [4], CODES) == "01 号名次在表彰名额以内，没有评定"
    assert beside({1: 95_00, 2: 93_00}, 1, [1, 2], CODES) == "02 号名次在表彰名额以外"
    assert unfit(means, 2, [1, 2, 3], CODES) == ""
    assert unfit(means, 2, [1, 2, 4], CODES).startswith("表彰名额 2 卷，选了 3 卷")
    assert unfit(means, 2, [5], CODES).startswith("05 号还没有评分")


@given(NUMBERS, st.text(), st.sets(st.integers(1, 20).map(lambda at: f"{at:02d}")))
def test_blind_numbers_are_the_free_ones_from_01_whatever_order_dossiers_came_in(
    numbers: list[str], seed: str, taken: set[str]
) -> None:
    told = blind_numbers(numbers, taken, seed)
    free = [code for at in range(1, 60) if (code := f"{at:02d}") not in taken]
    assert sorted(told.values()) == free[: len(numbers)]
    assert told == blind_numbers(numbers[::-1], taken, seed)


def test_a_blind_number_tells_nothing_of_the_order() -> None:
    first = Counter(blind_numbers(["一", "二", "三"], (), f"{seed}")["一"] for seed in range(300))
    assert set(first) == {"01", "02", "03"}
    assert all(70 < count < 130 for count in first.values())


def test_a_judge_stands_aside_for_his_department_and_always_for_his_own_case() -> None:
    assert bar(1, 10, [1], 10, True) == "本部门案卷"
    assert bar(1, 10, [1], 10, False) == "本人承办的案卷"
    assert bar(1, 10, [2], 11, True) == bar(1, 10, [2], 10, False) == bar(1, None, [], None, True) == ""


@given(st.lists(st.integers(0, 200).map(lambda mark: mark * 50), max_size=9), st.booleans())
def test_the_mean_leaves_out_the_highest_and_lowest_where_enough_are_left(points: list[int], trimmed: bool) -> None:
    told = averaged(points, 100_00, trimmed, 3)
    kept = sorted(points)[1:-1] if trimmed and len(points) >= 5 else points
    assert told.counted == len(kept)
    if kept:
        assert told.mean is not None
        assert abs(float(told.mean) - mean(kept) / 100) <= 0.0050001
    else:
        assert told.mean is None


def test_the_reason_stands_in_the_note_beside_what_else_is_there() -> None:
    note = decided_note("送达后补正", " 卷内目录\n最规范 ")
    assert note == "送达后补正\n名次以外的决定：卷内目录 最规范"
    assert decided_of(note) == "卷内目录 最规范"
    assert decided_note(note, "") == "送达后补正"
