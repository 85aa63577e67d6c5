"""Random acts by every road against a real file: what came in is in, out or gone, of every item and of the case."""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy import func, select

from desktop_app.models.history import Batch, HistoryEntry
from desktop_app.models.seizures import CustodyEvent, SeizedItem
from desktop_app.registers.custody import EVENTS
from desktop_app.registers.seizures import ITEMS
from desktop_app.rules.vocabulary import CustodyAct, Disposal, ItemState, Pool
from desktop_app.services import custody_acts as acts
from desktop_app.services import records
from desktop_app.services.custody_acts import Back, Hands, Lot
from desktop_app.services.custody_parting import Piece, correct, merge, split
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.store.undo import redo, undo
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit.office import furnished
from tests.kit.seizing import GOOD, TAKEN, Room, item, room

DUE = date(2015, 5, 31)
PLAIN = {
    CustodyAct.STORED: Pool.STORED,
    CustodyAct.DEPOSITED: Pool.DEPOSITED,
    CustodyAct.KEPT: Pool.KEPT,
    CustodyAct.LENT: Pool.LENT,
    CustodyAct.SENT: Pool.SENT,
    CustodyAct.DISPOSED: Pool.DISPOSED,
    CustodyAct.SPLIT_OUT: Pool.PARTED,
    CustodyAct.MERGED_OUT: Pool.PARTED,
}
FIRST_TOLD = {
    Pool.LENT: ItemState.LENT,
    Pool.SENT: ItemState.SENT,
    Pool.STORED: ItemState.STORED,
    Pool.DEPOSITED: ItemState.DEPOSITED,
    Pool.KEPT: ItemState.KEPT,
    Pool.HELD: ItemState.HELD,
    Pool.DISPOSED: ItemState.DISPOSED,
    Pool.PARTED: ItemState.PARTED,
}

days = st.integers(0, 3).map(lambda ahead: TAKEN + timedelta(ahead))
quantities = st.none() | st.integers(-1, 6).map(lambda whole: whole * 1_000)
amounts = st.none() | st.integers(0, 60).map(lambda yuan: yuan * 100)
picks = st.integers(0, 30)


def furnish(desk: Desk) -> list[int]:
    where = room(desk)
    made = [item(desk, where, f"电动车{n}", amount=50_00 if n else None) for n in range(3)]
    return [where.keeper, where.handler, where.other, where.first, where.second, where.case, *made]


class Store(RuleBasedStateMachine):
    """The officer's acts, good and bad, in any order, on any day, undone, redone, struck out, deleted."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        clock = TurnedClock(date(2015, 5, 31))
        self.desk, given = furnished("seizing", furnish, Path(self.folder.name), clock)
        self.where = Room(*given[:6])
        with self.desk.store.read() as session:
            self.founded = session.scalar(select(func.max(Batch.id))) or 0

    def teardown(self) -> None:
        if hasattr(self, "desk"):
            self.desk.store.close()
            self.folder.cleanup()

    def items(self) -> list[SeizedItem]:
        with self.desk.store.read() as session:
            asked = select(SeizedItem).where(SeizedItem.retired_at.is_(None)).order_by(SeizedItem.id)
            return list(session.scalars(asked))

    def events(self) -> list[CustodyEvent]:
        with self.desk.store.read() as session:
            return list(session.scalars(select(CustodyEvent).order_by(CustodyEvent.id)))

    def one(self, pick: int) -> int:
        found = self.items()
        return found[pick % len(found)].id

    def written(self) -> tuple[Any, ...]:
        with self.desk.store.read() as session:
            counted = [session.scalar(select(func.count()).select_from(kind)) for kind in (Batch, HistoryEntry)]
            asked = select(*SeizedItem.__table__.columns).order_by(SeizedItem.id)
            return *counted, *map(tuple, session.execute(asked))

    def attempt(self, act: Callable[[], object]) -> None:
        """An act is done whole, or refused with a sentence that says what to do and leaves nothing."""
        before, said = self.written(), None
        try:
            act()
        except Refusal as refused:
            said = refused.said
        if said is not None:
            assert "。" in said or said.startswith("没有可"), said
            assert self.written() == before, said

    @rule(picked=st.lists(picks, min_size=1, max_size=2), quantity=quantities, day=days, second=st.booleans())
    def store(self, picked: list[int], quantity: int | None, day: date, second: bool) -> None:
        place = self.where.second if second else self.where.first
        lots = [Lot(self.one(pick), quantity) for pick in picked]
        self.attempt(lambda: acts.store(self.desk, EVENTS, lots, place, GOOD, self.where.into(day)))

    @rule(pick=picks, quantity=quantities, day=days, verb=st.sampled_from(["deposit", "keep", "lend", "send"]))
    def bring(self, pick: int, quantity: int | None, day: date, verb: str) -> None:
        lots, paper, court = [Lot(self.one(pick), quantity)], self.where.paper, self.where.out(day, "法院")
        done = {
            "deposit": lambda: acts.deposit(self.desk, EVENTS, lots, self.where.into(day)),
            "keep": lambda: acts.keep_in_place(self.desk, EVENTS, lots, "不便提取", self.where.into(day)),
            "lend": lambda: acts.lend(self.desk, EVENTS, lots, paper, DUE, "辨认", self.where.out(day)),
            "send": lambda: acts.send(self.desk, EVENTS, lots, paper, court),
        }
        self.attempt(done[verb])

    @rule(pick=picks, quantity=quantities, amount=amounts, day=days)
    def dispose(self, pick: int, quantity: int | None, amount: int | None, day: date) -> None:
        lots, hands = [Lot(self.one(pick), quantity, amount)], self.where.out(day, "杨某某")
        way, paper = Disposal.VICTIM, self.where.paper
        self.attempt(lambda: acts.dispose(self.desk, EVENTS, lots, way, "判决", paper, hands))

    @rule(pick=picks, quantity=quantities, day=days)
    def back(self, pick: int, quantity: int | None, day: date) -> None:
        loans = [event.id for event in self.events() if event.act in (CustodyAct.LENT, CustodyAct.SENT)]
        if loans:
            backs = [Back(loans[pick % len(loans)], quantity)]
            self.attempt(lambda: acts.give_back(self.desk, EVENTS, backs, GOOD, self.where.into(day)))

    @rule(pick=picks, day=days, second=st.booleans())
    def move(self, pick: int, day: date, second: bool) -> None:
        place, one = self.where.second if second else self.where.first, self.one(pick)
        self.attempt(lambda: acts.move(self.desk, EVENTS, [one], place, self.where.out(day)))

    @rule(pick=picks, sizes=st.lists(st.integers(0, 3), min_size=1, max_size=2), amount=amounts, day=days)
    def split(self, pick: int, sizes: list[int], amount: int | None, day: date) -> None:
        pieces, one, hands = [Piece(size * 1_000, amount) for size in sizes], self.one(pick), self.where.into(day)
        self.attempt(lambda: split(self.desk, EVENTS, ITEMS, one, pieces, "分属两人", hands))

    @rule(pick=picks, other=picks, quantity=quantities, amount=amounts, day=days)
    def merge(self, pick: int, other: int, quantity: int | None, amount: int | None, day: date) -> None:
        lots, target = [Lot(self.one(other), quantity, amount)], self.one(pick)
        self.attempt(lambda: merge(self.desk, EVENTS, target, lots, "同一批", self.where.into(day)))

    @rule(picked=st.lists(picks, min_size=1, max_size=2))
    def correct(self, picked: list[int]) -> None:
        found = self.events()
        if found:
            ids = [found[pick % len(found)].id for pick in picked]
            self.attempt(lambda: correct(self.desk, EVENTS, ids, "登错", Hands(DUE, *self.pair)))

    @property
    def pair(self) -> tuple[int, int]:
        return self.where.keeper, self.where.other

    @rule(pick=picks)
    def undo(self, pick: int) -> None:
        with self.desk.store.read() as session:
            asked = select(Batch.id).where(Batch.undoable, Batch.id > self.founded).order_by(Batch.id.desc())
            named = list(session.scalars(asked.limit(6)))
        if named:
            self.attempt(lambda: undo(self.desk.store, named[pick % len(named)]))

    @rule()
    def redo(self) -> None:
        self.attempt(lambda: redo(self.desk.store))

    @rule(pick=picks, back=st.booleans())
    def delete(self, pick: int, back: bool) -> None:
        found = [event.id for event in self.events() if (event.retired_at is not None) == back]
        if found:
            ids = [found[pick % len(found)]]
            restored = lambda: records.restore(self.desk, EVENTS, ids)  # noqa: E731
            self.attempt(restored if back else lambda: records.retire(self.desk, EVENTS, ids, "误录"))

    @rule(pick=picks, act=st.sampled_from([*PLAIN][:6]), quantity=st.integers(1, 5), day=days)
    def typed(self, pick: int, act: CustodyAct, quantity: int, day: date) -> None:
        """The event's own form: no pool, no loan named."""
        told = {"item_id": self.one(pick), "act": act, "quantity": quantity * 1_000, "happened_on": day}
        draft = new_draft(CustodyEvent, {**told, "paper_no": "批1", "place_id": self.where.first})
        self.attempt(lambda: records.save(self.desk, EVENTS, draft))

    @rule(pick=picks, quantity=st.integers(1, 8))
    def recorded(self, pick: int, quantity: int) -> None:
        """The item's own form: how much of it there is."""

        def typed() -> None:
            with self.desk.store.read() as session:
                draft = records.load(session, SeizedItem, self.one(pick), ITEMS.lists)
            draft[SeizedItem.quantity] = quantity * 1_000
            records.save(self.desk, ITEMS, draft)

        self.attempt(typed)

    @invariant()
    def balances(self) -> None:
        if not hasattr(self, "desk"):
            return
        events = [event for event in self.events() if event.retired_at is None]
        came = total = 0
        for one in self.items():
            own = [event for event in events if event.item_id == one.id]
            pools, place = recount(one, own)
            assert min(pools.values(), default=0) >= 0, (one.number, pools)
            inside = sum(pools[pool] for pool in (Pool.HELD, Pool.STORED, Pool.DEPOSITED, Pool.KEPT))
            out, gone = pools[Pool.LENT] + pools[Pool.SENT], pools[Pool.DISPOSED] + pools[Pool.PARTED]
            assert (one.inside, one.out, one.gone) == (inside, out, gone), one.number
            assert one.state is next((state for pool, state in FIRST_TOLD.items() if pools[pool]), ItemState.HELD)
            assert one.place_id == place, one.number
            came += (one.quantity or 0) if one.parent_id is None else 0
            total += inside + out + pools[Pool.DISPOSED]
        assert came == total


def recount(one: SeizedItem, events: Iterable[CustodyEvent]) -> tuple[Counter[Pool], int | None]:
    """Where an item is, counted by hand: day by day, one after the other."""
    told = list(events)
    struck = {event.refers_id for event in told if event.act is CustodyAct.CORRECTED}
    left = [event for event in told if event.id not in struck and event.act is not CustodyAct.CORRECTED]
    pools: Counter[Pool] = Counter()
    place, loans = None, []
    if one.parent_id is None:
        pools[Pool.HELD] = one.quantity or 0
    for event in sorted(left, key=lambda found: (found.happened_on, found.id)):
        size = event.quantity or 0
        if event.act in (CustodyAct.SPLIT_IN, CustodyAct.MERGED_IN):
            pools[event.pool or Pool.HELD] += size
            place = event.place_id if event.pool is Pool.STORED else place
        elif event.act is CustodyAct.MOVED:
            place = event.place_id
        elif event.act is CustodyAct.RETURNED:
            loan = next(found for found in loans if found["id"] == event.refers_id)
            pools[loan["pool"]] -= size
            known = place if pools[Pool.STORED] else loan["place"]
            pools[loan["origin"]] += size
            place = (event.place_id or known) if loan["origin"] is Pool.STORED else place
        elif event.act is not None:
            origin = event.pool or taken_from(event.act, size, pools)
            pools[origin] -= size
            pools[PLAIN[event.act]] += size
            if event.act in (CustodyAct.LENT, CustodyAct.SENT):
                loans.append({"id": event.id, "pool": PLAIN[event.act], "origin": origin, "place": place})
            place = event.place_id if event.act is CustodyAct.STORED else place
        place = place if pools[Pool.STORED] else None
    return pools, place


def taken_from(act: CustodyAct, size: int, pools: Counter[Pool]) -> Pool:
    """Where a typed event without a named pool takes from: the first that holds enough, as the officer expects."""
    order = {
        CustodyAct.STORED: (Pool.HELD, Pool.KEPT),
        CustodyAct.DEPOSITED: (Pool.HELD, Pool.STORED),
        CustodyAct.KEPT: (Pool.HELD, Pool.STORED),
        CustodyAct.LENT: (Pool.STORED, Pool.KEPT),
        CustodyAct.SENT: (Pool.STORED, Pool.KEPT, Pool.HELD),
    }
    inside = (Pool.STORED, Pool.DEPOSITED, Pool.KEPT, Pool.HELD, Pool.SENT, Pool.LENT)
    return next(pool for pool in order.get(act, inside) if pools[pool] >= size)


Store.TestCase.settings = settings(
    max_examples=6, stateful_step_count=18, deadline=None, suppress_health_check=list(HealthCheck)
)
test_random_acts_by_every_road_keep_the_balance = Store.TestCase
