"""What is offered at a standing is what the chain then takes."""

from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.custody import Event, Refused, Standing, standing, step
from desktop_app.rules.custody_offers import ACTS, Deed, divisible, offered, possible, sources
from desktop_app.rules.vocabulary import CustodyAct, Pool

DAY = date(2015, 5, 4)
FLOWING = (Deed.STORE, Deed.DEPOSIT, Deed.KEEP, Deed.LEND, Deed.SEND, Deed.DISPOSE, Deed.SPLIT, Deed.MERGE)


def told(*acts: tuple[CustodyAct, int]) -> Standing:
    """Where an item of eighteen stands after acts of a quantity."""
    first = Event(0, CustodyAct.RECEIVED, DAY, 18_000)
    found = standing([first, *(Event(at, act, DAY, size) for at, (act, size) in enumerate(acts, 1))])
    assert isinstance(found, Standing)
    return found


def likely(*stands: Standing, money: bool = False) -> Deed:
    return offered(stands, money, others=True, written=True)[0]


def test_the_likely_act_comes_first() -> None:
    held = told()
    stored = told((CustodyAct.STORED, 18_000))
    lent = told((CustodyAct.STORED, 18_000), (CustodyAct.LENT, 6_000))
    assert [likely(held), likely(held, money=True), likely(stored), likely(lent)] == [
        *(Deed.STORE, Deed.DEPOSIT, Deed.LEND, Deed.GIVE_BACK),
    ]
    assert likely(stored, stored) is Deed.LEND
    assert likely(stored, lent) is Deed.LEND, "all of them can be lent, only one given back"


def test_money_alone_goes_into_the_account() -> None:
    assert Deed.DEPOSIT not in offered([told()], money=False, others=False, written=False)
    assert offered([told()], money=True, others=False, written=False)[0] is Deed.DEPOSIT


def test_one_piece_is_not_parted_and_several_items_are_not_parted_together() -> None:
    one = standing([Event(0, CustodyAct.RECEIVED, DAY, 1_000), Event(1, CustodyAct.STORED, DAY, 1_000)])
    assert isinstance(one, Standing)
    assert not divisible(Deed.LEND, one)
    assert Deed.SPLIT not in offered([one], money=False, others=True, written=True)
    assert Deed.SPLIT in offered([told()], money=False, others=True, written=True)
    assert Deed.SPLIT not in offered([told(), told()], money=False, others=True, written=True)


def test_of_what_is_gone_only_a_correction_is_left() -> None:
    gone = told((CustodyAct.STORED, 18_000), (CustodyAct.DISPOSED, 18_000))
    assert offered([gone], money=False, others=True, written=True) == (Deed.CORRECT,)
    assert offered([gone], money=False, others=True, written=False) == ()


@given(
    st.lists(
        st.tuples(
            st.sampled_from([act for act in ACTS.values() if act is not CustodyAct.CORRECTED]),
            st.integers(1, 9).map(lambda n: n * 1_000),
        ),
        max_size=8,
    )
)
def test_what_is_offered_the_chain_takes_and_nothing_else(acts: Sequence[tuple[CustodyAct, int]]) -> None:
    now = told()
    for at, (act, size) in enumerate(acts, 1):
        after = step(now, Event(at, act, DAY, size, place=at))
        now = now if isinstance(after, Refused) else after
    for deed in FLOWING:
        whole = [Event(99, ACTS[deed], DAY, now.of(pool), pool) for pool in sources(deed, now)]
        assert not any(isinstance(step(now, event), Refused) for event in whole)
        assert possible(deed, now) == any(
            isinstance(step(now, Event(99, ACTS[deed], DAY, 1, pool)), Standing) for pool in Pool
        )
    assert possible(Deed.GIVE_BACK, now) == bool(now.loans)
