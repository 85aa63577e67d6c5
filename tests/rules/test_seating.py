"""排座: nobody lost, neighbours of different departments wherever that can be had, the same seed the same seats."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.rules.seating import Place, Room, Seating, Sitter, arrange, clashing, digest, places, room_for
from desktop_app.rules.seating_search import Grid, fewest, improved
from desktop_app.system.errors import Refusal

HALL = Room("五楼会议室", 4, 5)


def people(*sizes: int) -> list[Sitter]:
    """So many of each department, by 工号."""
    told = [department for department, size in enumerate(sizes) for _ in range(size)]
    return [Sitter(f"GY-{at:03d}", f"第{department}科") for at, department in enumerate(told, 1)]


sizes = st.lists(st.integers(0, 12), min_size=1, max_size=6)
rooms = st.lists(st.tuples(st.integers(1, 6), st.integers(1, 7)), min_size=1, max_size=3).map(
    lambda shapes: [Room(f"第{at}考场", *shape) for at, shape in enumerate(shapes, 1)]
)


def brute(sitters: list[Sitter], found: Seating) -> set[frozenset[str]]:
    """Neighbours of one department, told by comparing everybody with everybody."""
    departments = {one.key: one.department for one in sitters}
    pairs = set()
    for one, here in found.places.items():
        for two, there in found.places.items():
            beside = here.room == there.room and abs(here.rank - there.rank) + abs(here.file - there.file) == 1
            if beside and departments[one] and departments[one] == departments[two]:
                pairs.add(frozenset((one, two)))
    return pairs


@given(sizes, rooms, st.text(max_size=6))
def test_everybody_has_one_seat_and_every_clash_is_told(sizes: list[int], rooms: list[Room], seed: str) -> None:
    sitters = people(*sizes)
    seats = places(rooms)
    if len(sitters) > len(seats):
        with pytest.raises(Refusal, match=f"还缺 {len(sitters) - len(seats)} 座"):
            arrange(sitters, rooms, seed)
        return
    found = arrange(sitters, rooms, seed)
    assert sorted(found.places) == [one.key for one in sitters]
    taken = list(found.places.values())
    assert len(set(taken)) == len(taken)
    assert set(taken) <= set(seats)
    assert {frozenset(pair) for pair in found.clashes} == brute(sitters, found)
    assert len(found.clashes) == len(brute(sitters, found))
    assert found == arrange(sitters[::-1], rooms, seed)
    told = {one.key: (found.places[one.key], one.department) for one in sitters}
    assert {frozenset(pair) for pair in clashing(told)} == brute(sitters, found)


@given(st.lists(st.integers(1, 12), min_size=2, max_size=6), st.integers(3, 7), st.text(max_size=6))
def test_a_department_of_no_more_than_a_half_never_sits_side_by_side(sizes: list[int], files: int, seed: str) -> None:
    sitters = people(*sizes)
    if max(sizes) * 2 <= len(sitters) - 1:
        room = Room("考场", -(-len(sitters) // files), files)
        assert not arrange(sitters, [room], seed).clashes


@settings(max_examples=40)
@given(
    st.lists(st.integers(1, 6), min_size=1, max_size=3).filter(lambda told: sum(told) <= 6),
    st.sampled_from([(1, 6), (2, 3), (3, 2), (2, 4), (1, 8)]),
    st.text(max_size=4),
)
def test_of_a_few_candidates_no_other_seating_has_fewer_clashes(
    sizes: list[int], shape: tuple[int, int], seed: str
) -> None:
    sitters, room = people(*sizes), Room("小会议室", *shape)
    found = arrange(sitters, [room], seed)
    seats = places([room])
    departments = [one.department for one in sitters] + [""] * (len(seats) - len(sitters))
    least = min(_count(seats, order) for order in set(permutations(departments)))
    assert found.least
    assert len(found.clashes) == least


def _count(seats: list[Place], order: tuple[str, ...]) -> int:
    at = {(seat.rank, seat.file): one for seat, one in zip(seats, order, strict=True)}
    beside = [(at[r, f], at.get((r + down, f + 1 - down))) for r, f in at for down in (0, 1)]
    return sum(bool(one) and one == two for one, two in beside)


def test_another_seed_seats_otherwise_and_anybody_can_compute_the_shuffle() -> None:
    sitters = people(4, 4, 4)
    assert arrange(sitters, [HALL], "春").places != arrange(sitters, [HALL], "秋").places
    assert digest("2015", "GY-001") == "3c1bb3f4" or len(digest("2015", "GY-001")) == 64
    assert digest("2015", "GY-001").startswith("754348892d1a")
    alone = [Sitter(f"GY-{at:03d}", f"第{at}科") for at in range(1, 6)]
    found = arrange(alone, [HALL], "2015")
    assert list(found.places) == sorted((one.key for one in alone), key=lambda key: digest("2015", key))


def test_seats_are_numbered_through_all_rooms_from_the_front_left() -> None:
    found = places([Room("一", 2, 2), Room("二", 1, 2)])
    assert [(seat.number, seat.room, seat.rank, seat.file) for seat in found] == [
        (1, "一", 1, 1),
        (2, "一", 1, 2),
        (3, "一", 2, 1),
        (4, "一", 2, 2),
        (5, "二", 1, 1),
        (6, "二", 1, 2),
    ]
    assert room_for("五楼会议室", 13) == Room("五楼会议室", 3, 6)


def test_empty_seats_behind_part_what_cannot_be_parted_in_front() -> None:
    tight = arrange(people(8), [Room("考场", 2, 4)], "2015")
    assert (len(tight.clashes), tight.least) == (10, True)
    roomy = arrange(people(8), [Room("考场", 4, 4)], "2015")
    assert not roomy.clashes
    compact = arrange(people(3, 3, 2), [Room("考场", 4, 4)], "2015")
    assert max(seat.number for seat in compact.places.values()) == 8


def test_somebody_without_a_department_is_nobodys_colleague() -> None:
    nobody = [Sitter(f"CY-{at}", "") for at in range(1, 7)]
    assert not arrange(nobody, [Room("考场", 1, 6)], "2015").clashes


def test_newcomers_take_free_seats_and_nobody_moves() -> None:
    first = people(6, 6)
    before = arrange(first, [HALL], "2015")
    kept = {key: seat.number for key, seat in before.places.items()}
    late = [Sitter("GY-090", "第0科"), Sitter("GY-091", "第2科")]
    after = arrange([*first, *late], [HALL], "2015", kept)
    assert {key: after.places[key] for key in before.places} == before.places
    assert not after.clashes
    with pytest.raises(Refusal, match="有人的座位没有了"):
        arrange(first, [Room("小间", 3, 4)], "2015", {**kept, "GY-001": 20})


def test_a_room_named_twice_is_refused() -> None:
    with pytest.raises(Refusal, match="“考场”写了两次"):
        arrange(people(2), [Room("考场", 1, 2), Room("考场", 1, 2)], "2015")


def test_three_hundred_with_one_department_far_too_large_are_still_all_seated() -> None:
    sitters = people(200, 50, 50)
    found = arrange(sitters, [Room(f"第{at}考场", 10, 10) for at in (1, 2, 3)], "2015")
    assert len(found.places) == 300
    assert found.clashes
    assert not found.least


def test_a_search_cut_short_owns_up() -> None:
    wide = Grid(40, [tuple(other for other in (at - 1, at + 1) if 0 <= other < 40) for at in range(40)])
    start = [0] * 30 + [1] * 10
    best, least = fewest({0: 30, 1: 10}, wide, improved(start, wide, 40))
    assert not least
    assert sorted(best) == sorted(start)
