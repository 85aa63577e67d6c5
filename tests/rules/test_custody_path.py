"""The way of an item through the hands: stretches that follow one another without a gap."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.custody import Event, ordered, tolerant
from desktop_app.rules.custody_path import Stretch, path
from desktop_app.rules.vocabulary import CustodyAct, ItemState

A, S = CustodyAct, ItemState
FIRST = date(2015, 5, 11)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def chain(*told: tuple[CustodyAct, int, int]) -> list[Event]:
    """Events by act, quantity and day after the first; what goes out is due back on the day after."""
    return [
        Event(at, act, day(on), much, place=7 if act is A.STORED else None, due=day(on + 1) if act is A.LENT else None)
        for at, (act, much, on) in enumerate(told)
    ]


def test_to_court_and_back_is_told_with_its_days() -> None:
    told = path(chain((A.RECEIVED, 2, 0), (A.STORED, 2, 2), (A.LENT, 2, 5), (A.RETURNED, 2, 9), (A.DISPOSED, 2, 12)))
    assert [(one.state, one.first, one.last) for one in told] == [
        (S.HELD, day(0), day(2)),
        (S.STORED, day(2), day(5)),
        (S.LENT, day(5), day(9)),
        (S.STORED, day(9), day(12)),
        (S.DISPOSED, day(12), None),
    ]
    out = told[2]
    assert (told[1].place, out.place, told[3].place) == (7, None, 7)
    assert (out.event, out.due, out.overdue(day(30)), told[1].overdue(day(30))) == (2, day(6), 3, 0)


def test_what_is_still_out_grows_later_every_day() -> None:
    out = path(chain((A.RECEIVED, 1, 0), (A.STORED, 1, 1), (A.LENT, 1, 2)))[-1]
    assert [out.overdue(day(on)) for on in (2, 3, 4, 8)] == [0, 0, 1, 5]
    assert out.until(day(8)) == day(8)


def test_a_part_that_is_elsewhere_is_told() -> None:
    told = path(chain((A.RECEIVED, 2, 0), (A.STORED, 2, 1), (A.LENT, 1, 2), (A.RETURNED, 1, 3)))
    assert [(one.state, one.partly) for one in told] == [
        (S.HELD, False),
        (S.STORED, False),
        (S.LENT, True),
        (S.STORED, False),
    ]


def test_moving_shelves_begins_another_stretch() -> None:
    events = [*chain((A.RECEIVED, 1, 0), (A.STORED, 1, 0)), Event(9, A.MOVED, day(4), 0, place=8)]
    assert [(one.state, one.place) for one in path(events)] == [(S.HELD, None), (S.STORED, 7), (S.STORED, 8)]


def test_nothing_is_told_before_any_day_is_known() -> None:
    undated = [Event(0, A.RECEIVED, None, 1), Event(1, A.STORED, day(3), 1, place=7), Event(2, A.SENT, None, 1)]
    assert [(one.state, one.first) for one in path(undated)] == [(S.STORED, day(3)), (S.SENT, day(3))]
    assert path([Event(0, A.RECEIVED, None, 1)]) == ()


steps = st.lists(
    st.tuples(st.sampled_from(list(CustodyAct)), st.integers(0, 4), st.integers(0, 20)), min_size=1, max_size=12
)


@given(steps)
def test_stretches_follow_one_another_and_end_where_the_chain_stands(told: list[tuple[CustodyAct, int, int]]) -> None:
    events = ordered(chain((A.RECEIVED, 3, 0), *(one for one in told if one[0] is not A.CORRECTED)))
    found = path(events)
    assert found, "what was received is somewhere"
    assert [one.last is None for one in found] == [False] * (len(found) - 1) + [True]
    for before, after in pairwise(found):
        assert before.last == max(before.first, after.first)
        assert not _alike(before, after)
    assert found[-1].state is tolerant(events)[0].state


def _alike(one: Stretch, other: Stretch) -> bool:
    return (one.state, one.place, one.due, one.partly) == (other.state, other.place, other.due, other.partly)
