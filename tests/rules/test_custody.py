"""What comes in is in, out or gone, whatever order things are written in; what cannot have happened is refused."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.custody import FLOWS, Event, Refused, Standing, standing, tolerant
from desktop_app.rules.vocabulary import CustodyAct, ItemState, Pool

A = CustodyAct
DAY = date(2015, 3, 2)


def chain(*acts: tuple[CustodyAct, int] | Event) -> Standing | Refused:
    return standing(
        one if isinstance(one, Event) else Event(at, one[0], DAY + timedelta(at), one[1] * 1000)
        for at, one in enumerate(acts, 1)
    )


def stands(*acts: tuple[CustodyAct, int] | Event) -> Standing:
    found = chain(*acts)
    assert isinstance(found, Standing), found
    return found


def refused(*acts: tuple[CustodyAct, int] | Event) -> str:
    found = chain(*acts)
    assert isinstance(found, Refused), found
    return found.said


def test_an_item_goes_to_court_and_comes_back_to_its_place() -> None:
    stored = Event(2, A.STORED, DAY + timedelta(2), 2000, place=7)
    out = stands((A.RECEIVED, 2), stored, (A.SENT, 2))
    assert (out.state, out.place, out.out) == (ItemState.SENT, None, 2000)
    back = stands((A.RECEIVED, 2), stored, (A.SENT, 2), (A.RETURNED, 2))
    assert (back.state, back.place, back.loans) == (ItemState.STORED, 7, ())


def test_parts_leave_and_the_rest_stays() -> None:
    now = stands((A.RECEIVED, 18), (A.STORED, 18), (A.DISPOSED, 5), (A.LENT, 3))
    assert (now.of(Pool.STORED), now.of(Pool.DISPOSED), now.out) == (10_000, 5_000, 3_000)
    assert now.state is ItemState.LENT
    assert now.balanced


def test_more_than_there_is_does_not_leave() -> None:
    assert refused((A.RECEIVED, 18), (A.STORED, 18), (A.DISPOSED, 21)) == "处置21，账面只有18"


def test_nothing_leaves_before_it_came() -> None:
    assert refused((A.STORED, 1)) == "还没有接收记录，不能入库"
    assert refused((A.RECEIVED, 1), (A.RETURNED, 1)) == "没有对应的调用或移送记录，不能归还"
    assert refused((A.RECEIVED, 1), (A.LENT, 1)) == "现状为已扣押未移送，不能调用"
    assert refused((A.RECEIVED, 1), (A.STORED, 1), (A.DISPOSED, 1), (A.LENT, 1)) == "现状为已处理，不能调用"


def test_a_struck_event_counts_no_more_unless_others_stand_on_it() -> None:
    mistaken = stands((A.RECEIVED, 3), (A.STORED, 3), (A.DISPOSED, 3), Event(4, A.CORRECTED, DAY, 0, refers=3))
    assert mistaken.state is ItemState.STORED
    lent = refused((A.RECEIVED, 3), (A.STORED, 3), (A.LENT, 3), Event(4, A.CORRECTED, DAY, 0, refers=2))
    assert lent == "现状为已扣押未移送，不能调用"


def test_what_is_written_late_counts_on_its_day() -> None:
    late = [
        Event(1, A.RECEIVED, DAY, 1000),
        Event(2, A.STORED, DAY + timedelta(1), 1000, place=1),
        Event(3, A.DISPOSED, DAY + timedelta(9), 1000),
        Event(4, A.LENT, DAY + timedelta(3), 1000),
        Event(5, A.RETURNED, DAY + timedelta(4), 1000, refers=4),
    ]
    assert isinstance(standing(late), Standing)


steps = st.lists(
    st.tuples(st.sampled_from(list(CustodyAct)), st.integers(-1, 4), st.integers(1, 8), st.integers(0, 5)), max_size=12
)


@given(steps)
def test_whatever_happens_nothing_appears_or_vanishes(acts: list[tuple[CustodyAct, int, int, int]]) -> None:
    written: list[Event] = [Event(1, A.RECEIVED, DAY, 4000)]
    for act, quantity, refers, day in acts:
        event = Event(
            len(written) + 1,
            act,
            DAY + timedelta(day),
            quantity * 1000,
            refers=refers if act is A.CORRECTED else None,
            place=day if act is A.MOVED else None,
        )
        now = standing([*written, event])
        if isinstance(now, Refused):
            assert now.said
            continue
        written.append(event)
        assert now.balanced
        assert all(quantity >= 0 for quantity in now.pools.values())
        assert now.out == sum(loan.quantity for loan in now.loans)


def test_every_act_that_takes_says_where_it_puts() -> None:
    assert {A.RECEIVED, A.SPLIT_IN, A.MERGED_IN, A.RETURNED, A.MOVED, A.CORRECTED} | set(FLOWS) == set(A)


def test_a_ledger_that_lets_more_go_than_there_was_lets_all_of_it_go() -> None:
    now, refused = tolerant(
        [
            Event(1, CustodyAct.RECEIVED, date(2015, 3, 2), 18_000),
            Event(2, CustodyAct.STORED, date(2015, 3, 3), 18_000),
            Event(3, CustodyAct.DISPOSED, date(2015, 3, 4), 21_000),
        ]
    )
    assert (now.state, now.of(Pool.DISPOSED), now.balanced) == (ItemState.DISPOSED, 18_000, True)
    assert [(found.event, found.said) for found in refused] == [(3, "处置21，账面只有18")]
