"""Places by what they stand in: the way up, a ring of places, names that repeat."""

import pytest

from desktop_app.rules.places import joined, upwards

ABOVE = {3: 2, 2: 1, 1: None}


def test_the_way_goes_from_the_shelf_to_the_store() -> None:
    assert list(upwards(3, ABOVE.get)) == [3, 2, 1]
    assert list(upwards(None, ABOVE.get)) == []


def test_a_ring_is_left_where_it_closes() -> None:
    assert list(upwards(1, {1: 2, 2: 1}.get)) == [1, 2]
    assert list(upwards(1, {1: 1}.get)) == [1]


@pytest.mark.parametrize(
    ("names", "path"),
    [
        (("涉案物品库", "A柜", "A1-01"), "涉案物品库-A柜-A1-01"),
        (("涉案物品库", "A1", "A1-01"), "涉案物品库-A1-01"),
        (("A", "A1", "A1-01"), "A1-01"),
        (("库",), "库"),
        ((), ""),
    ],
)
def test_a_path_names_no_step_twice(names: tuple[str, ...], path: str) -> None:
    assert joined(names) == path
