"""Room in the grid: heads stay whole, the state stays in sight, plain texts give way first."""

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.registers.accounts import FREEZES, MONEY
from desktop_app.registers.issues import ISSUES
from desktop_app.views.register.columns import SUBJECT_LEAST, SUBJECT_TIGHT, SUM_LEAST, Columns

COLUMNS = Columns.declared(ISSUES)
SMALLEST = 835
"""Pixels beside the panel in the smallest window."""


def test_a_usual_screen_shows_every_column_without_scrolling() -> None:
    wide = COLUMNS.fitted(922, 1.0)
    assert sum(wide.values()) == 922
    assert all(wide.values())
    assert wide["name"] >= SUBJECT_LEAST - 1


def test_in_the_smallest_window_a_plain_text_gives_way_and_the_state_stays() -> None:
    wide = COLUMNS.fitted(SMALLEST, 1.0)
    assert sum(wide.values()) == SMALLEST
    assert [name for name, width in wide.items() if not width] == ["matter"]
    assert wide["name"] >= SUBJECT_TIGHT


def test_sums_keep_their_room_beside_the_panel() -> None:
    for register, sums in ((MONEY, ("income", "outgo", "written_balance")), (FREEZES, ("amount",))):
        wide = Columns.declared(register).fitted(922, 1.0)
        assert all(wide[name] >= SUM_LEAST for name in sums), wide


def test_a_width_drawn_by_hand_is_never_taken_back() -> None:
    wide = COLUMNS.with_width("matter", 150).fitted(SMALLEST, 1.0)
    assert wide["matter"] == 150
    assert sum(wide.values()) > SMALLEST


def test_too_narrow_for_anything_scrolls_with_every_column() -> None:
    wide = COLUMNS.fitted(500, 1.0)
    assert all(wide.values())
    assert sum(wide.values()) > 500


@given(st.integers(200, 2500), st.sampled_from([0.9, 1.0, 1.15, 1.3]))
def test_the_columns_fill_the_room_or_scroll(room: int, scale: float) -> None:
    wide = COLUMNS.fitted(room, scale)
    assert sum(wide.values()) >= room
    assert wide["state"]
    assert wide["number"]
