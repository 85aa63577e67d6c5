"""The chain of custody (保管链): events move quantities between pools; what cannot have happened is refused.

State and place of an item are worked out from its events alone. For every item, at any time:
接收 + 拆入 + 并入 = 办案部门 + 库房 + 专户 + 就地 + 调用 + 移送 + 已处理 + 拆出 + 并出.
After domain notes §8 (高检规则 2012 art. 672-675). Quantities are thousandths of the item's unit, money is in 分.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from desktop_app.rules.numbers import quantity as told
from desktop_app.rules.vocabulary import CustodyAct, Disposal, ItemState, Pool, word

INSIDE = (Pool.STORED, Pool.DEPOSITED, Pool.KEPT, Pool.HELD, Pool.SENT, Pool.LENT)
"""Pools of what the house still answers for, in the order an act without a named pool takes from them."""

ENTERING = {CustodyAct.RECEIVED, CustodyAct.SPLIT_IN, CustodyAct.MERGED_IN}
FOUNDING = frozenset({CustodyAct.RECEIVED, CustodyAct.SPLIT_IN})
"""Acts an item begins with: it needs no receipt of its own beside them."""
PAIRED = {CustodyAct.SPLIT_IN: CustodyAct.SPLIT_OUT, CustodyAct.MERGED_IN: CustodyAct.MERGED_OUT}
"""What enters one item by leaving another: its ``refers`` is the event it left by."""
PARTING = frozenset(PAIRED.values())
LOANS = {CustodyAct.LENT: Pool.LENT, CustodyAct.SENT: Pool.SENT}

FLOWS: Mapping[CustodyAct, tuple[tuple[Pool, ...], Pool]] = {
    CustodyAct.STORED: ((Pool.HELD, Pool.KEPT), Pool.STORED),
    CustodyAct.DEPOSITED: ((Pool.HELD, Pool.STORED), Pool.DEPOSITED),
    CustodyAct.KEPT: ((Pool.HELD, Pool.STORED), Pool.KEPT),
    CustodyAct.LENT: ((Pool.STORED, Pool.KEPT), Pool.LENT),
    CustodyAct.SENT: ((Pool.STORED, Pool.KEPT, Pool.HELD), Pool.SENT),
    CustodyAct.DISPOSED: (INSIDE, Pool.DISPOSED),
    CustodyAct.SPLIT_OUT: ((Pool.STORED, Pool.DEPOSITED, Pool.KEPT, Pool.HELD), Pool.PARTED),
    CustodyAct.MERGED_OUT: ((Pool.STORED, Pool.DEPOSITED, Pool.KEPT, Pool.HELD), Pool.PARTED),
}
"""From which pools an act may take, and into which it puts."""

_STATES = (
    (Pool.LENT, ItemState.LENT),
    (Pool.SENT, ItemState.SENT),
    (Pool.STORED, ItemState.STORED),
    (Pool.DEPOSITED, ItemState.DEPOSITED),
    (Pool.KEPT, ItemState.KEPT),
    (Pool.HELD, ItemState.HELD),
    (Pool.DISPOSED, ItemState.DISPOSED),
    (Pool.PARTED, ItemState.PARTED),
)


def acts_told(text: str) -> tuple[CustodyAct, Disposal | None] | None:
    """What a word of a ledger (调用出库, 返还被害人) says: the act and, of a disposal, its way; None for another."""
    way = word(Disposal, text)
    act = word(CustodyAct, text)
    if way is not None:
        return CustodyAct.DISPOSED, way
    return None if act is None else (act, None)


@dataclass(frozen=True, slots=True)
class Event:
    """One event (保管事件) of one item, as its row tells it.

    ``pool`` is the pool taken from, or entered where the act brings something in; without one the first that holds
    enough. ``refers`` is the loan a 归还 ends, the event a 更正 strikes out, or the 拆出, 并出 an item entered by.
    ``place`` is a storage place's id.
    """

    id: int
    act: CustodyAct
    on: date | None
    quantity: int
    pool: Pool | None = None
    refers: int | None = None
    place: int | None = None
    due: date | None = None
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Loan:
    """What is out (调用、移送未还): how much of it, from which pool, and when it is due back."""

    event: int
    quantity: int
    origin: Pool
    pool: Pool
    since: date | None
    due: date | None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an item stands (账面): quantities by pool, open loans, the place in the store, money disposed of."""

    received: int = 0
    pools: Mapping[Pool, int] = field(default_factory=dict)
    loans: tuple[Loan, ...] = ()
    place: int | None = None
    entered_amount: int = 0
    parted_amount: int = 0
    disposed_amount: int = 0
    last: date | None = None

    @property
    def amount(self) -> int:
        """What is left of the amount (账面金额) in 分; below 0 where more left than came."""
        return self.entered_amount - self.parted_amount - self.disposed_amount

    @property
    def kept(self) -> int:
        """All that is not gone (未处理): in the house's keeping or out."""
        return self.inside + self.out

    def of(self, pool: Pool) -> int:
        return self.pools.get(pool, 0)

    @property
    def out(self) -> int:
        """What is lent or sent away and has to come back (在外)."""
        return self.of(Pool.LENT) + self.of(Pool.SENT)

    @property
    def inside(self) -> int:
        """What the house keeps itself: store, special account, in place, still with the case handlers (在管)."""
        return sum(self.of(pool) for pool in (Pool.STORED, Pool.DEPOSITED, Pool.KEPT, Pool.HELD))

    @property
    def balanced(self) -> bool:
        """Whether what came in equals what is in, out and gone."""
        return self.received == sum(self.pools.values())

    @property
    def state(self) -> ItemState:
        """The state an officer reads first: what is out before what is in, what is in before what is gone."""
        return next((state for pool, state in _STATES if self.of(pool)), ItemState.HELD)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why an event cannot have happened (不能登记): the sentence, the event's id, what the officer can do."""

    said: str
    event: int | None = None
    mend: str = "核对"


def standing(events: Iterable[Event]) -> Standing | Refused:
    """What all events together leave, or the first that cannot have happened.

    Events count in the order of their days; on one day, and without a day, in the order they were written.
    """
    told = list(events)
    struck = {event.refers for event in told if event.act is CustodyAct.CORRECTED}
    if stray := struck - {event.id for event in told if event.act is not CustodyAct.CORRECTED}:
        return Refused("要更正的记录不在这件财物的保管链上", min(stray, key=lambda found: found or 0))
    now = Standing()
    for event in ordered(event for event in told if event.id not in struck):
        after = step(now, event)
        if isinstance(after, Refused):
            return after
        now = after
    return now


def hindered(before: Iterable[Event], after: Iterable[Event], anew: Collection[int] = ()) -> Refused | None:
    """The first event that cannot have happened any more once ``before`` has become ``after``; None when all can.

    What could not have happened before (a ledger's own contradiction) hinders nothing, nor do the events ``anew`` that
    come back with the ledger they are of.
    """
    known = {found.event for found in tolerant(before)[1]} | {*anew}
    return next((found for found in tolerant(after)[1] if found.event not in known), None)


def tolerant(events: Iterable[Event]) -> tuple[Standing, tuple[Refused, ...]]:
    """What events leave that were written as a ledger has them, and those that cannot have happened as written.

    Of more than there is (21 of 18) all there is goes; what else cannot have happened counts for nothing.
    """
    told = list(events)
    struck = {event.refers for event in told if event.act is CustodyAct.CORRECTED}
    now, refused = Standing(), list[Refused]()
    for event in ordered(event for event in told if event.id not in struck):
        now, wrong = bend(now, event)
        refused += [wrong] if wrong is not None else []
    return now, tuple(refused)


def bend(now: Standing, event: Event) -> tuple[Standing, Refused | None]:
    """What one more event of a ledger leaves, as much of it as can have happened, and why not all of it can."""
    after = step(now, event)
    if not isinstance(after, Refused):
        return after, None
    sources = (event.pool,) if event.pool is not None else FLOWS.get(event.act, ((), None))[0]
    most = max((now.of(pool) for pool in sources), default=0)
    lesser = step(now, replace(event, quantity=most)) if 0 < most < event.quantity else after
    return now if isinstance(lesser, Refused) else lesser, after


def ordered(events: Iterable[Event]) -> list[Event]:
    """Events as they happened: an undated one where it was written, behind its predecessor."""
    placed: list[tuple[date, int, Event]] = []
    latest = date.min
    for event in sorted(events, key=lambda found: found.id):
        day = event.on or latest
        latest = max(latest, day)
        placed.append((day, event.id, event))
    return [event for _, _, event in sorted(placed, key=lambda found: found[:2])]


def step(now: Standing, event: Event) -> Standing | Refused:
    """What one more event leaves, or why it cannot have happened."""
    if event.act is CustodyAct.CORRECTED:
        return now
    if event.act is CustodyAct.MOVED:
        return _moved(now, event)
    if event.quantity <= 0:
        return Refused(f"{event.act}的数量要大于零", event.id, "填好数量再存")
    if event.act in ENTERING:
        return _entered(now, event)
    if not now.received:
        return Refused(f"还没有接收记录，不能{event.act}", event.id, "先核对物品的数量和接收日期，再核对这笔的日期")
    if event.act is CustodyAct.RETURNED:
        return _returned(now, event)
    return _flowed(now, event)


def _entered(now: Standing, event: Event) -> Standing | Refused:
    if event.act is CustodyAct.RECEIVED and now.received:
        return Refused("这件财物已有接收记录", event.id, "后来再收到的另立一件")
    pool = event.pool or Pool.HELD
    received, amount = now.received + event.quantity, now.entered_amount + (event.amount or 0)
    return _put(replace(now, received=received, entered_amount=amount), event, pool)


def _moved(now: Standing, event: Event) -> Standing | Refused:
    if not now.of(Pool.STORED):
        return Refused("不在库里，不能移库", event.id, "先办入库或归还")
    if event.place is None or event.place == now.place:
        return Refused("移库要写一个与现在不同的库位", event.id, "另选库位")
    return replace(now, place=event.place, last=event.on)


def _flowed(now: Standing, event: Event) -> Standing | Refused:
    allowed, target = FLOWS[event.act]
    sources = [event.pool] if event.pool is not None else [pool for pool in allowed if now.of(pool)]
    if not sources or sources[0] not in allowed:
        return Refused(f"现状为{now.state}，不能{event.act}", event.id, _mend(now, event.act))
    source = next((pool for pool in sources if now.of(pool) >= event.quantity), None)
    if source is None:
        most = max(now.of(pool) for pool in sources)
        return Refused(f"{event.act}{told(event.quantity)}，账面只有{told(most)}", event.id, "改数量，或按去处分笔办")
    loans = now.loans
    if event.act in LOANS:
        loans += (Loan(event.id, event.quantity, source, target, event.on, event.due, now.place),)
    elif source in LOANS.values():
        loans = _repaid(loans, source, event.quantity)
    return _put(_taken(replace(now, loans=loans), source, event.quantity), event, target)


def _mend(now: Standing, act: CustodyAct) -> str:
    """What the officer can do when nothing is where an act takes from."""
    if not now.kept:
        return "东西已不在账上；登错了先更正那一笔"
    if now.of(Pool.HELD) and act in LOANS:
        return "先办入库或就地保管"
    return "先办归还" if now.out else "核对现状，登错了先更正"


def _returned(now: Standing, event: Event) -> Standing | Refused:
    loan = next((found for found in now.loans if found.event == event.refers), None)
    if loan is None and event.refers is None:
        loan = next((found for found in now.loans if found.quantity >= event.quantity), None)
    if loan is None:
        return Refused("没有对应的调用或移送记录，不能归还", event.id, "先登记那次出库，或选对要还的那一笔")
    if event.quantity > loan.quantity:
        return Refused(f"归还{told(event.quantity)}，在外的只有{told(loan.quantity)}", event.id, "改数量")
    rest = replace(loan, quantity=loan.quantity - event.quantity)
    loans = tuple(rest if found is loan else found for found in now.loans)
    after = _taken(replace(now, loans=tuple(found for found in loans if found.quantity)), loan.pool, event.quantity)
    known = now.place if now.of(Pool.STORED) else loan.place
    place = event.place if event.place is not None else known
    return _put(after, replace(event, place=place), loan.origin)


def _repaid(loans: Sequence[Loan], pool: Pool, quantity: int) -> tuple[Loan, ...]:
    """Loans after something was disposed of while it was out: the oldest end first."""
    kept: list[Loan] = []
    for loan in loans:
        gone = min(quantity, loan.quantity) if loan.pool is pool else 0
        quantity -= gone
        if gone < loan.quantity:
            kept.append(replace(loan, quantity=loan.quantity - gone))
    return tuple(kept)


def _taken(now: Standing, pool: Pool, quantity: int) -> Standing:
    return replace(now, pools={**now.pools, pool: now.of(pool) - quantity})


def _put(now: Standing, event: Event, pool: Pool) -> Standing:
    place = event.place if pool is Pool.STORED and event.place is not None else now.place
    disposed = now.disposed_amount + (event.amount or 0 if pool is Pool.DISPOSED else 0)
    parted = now.parted_amount + (event.amount or 0 if pool is Pool.PARTED else 0)
    pools = {**now.pools, pool: now.of(pool) + event.quantity}
    placed = place if pools.get(Pool.STORED) else None
    return replace(now, pools=pools, place=placed, disposed_amount=disposed, parted_amount=parted, last=event.on)
