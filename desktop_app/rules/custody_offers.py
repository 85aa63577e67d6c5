"""What can be done with items where they stand (可办事项), the likely act first, and what they are usually for."""

from collections.abc import Sequence
from enum import StrEnum

from desktop_app.rules.custody import FLOWS, Standing
from desktop_app.rules.vocabulary import CustodyAct, Pool


class Deed(StrEnum):
    """An act of custody as the officer calls it (交接事项)."""

    STORE = "入库"
    DEPOSIT = "存入专户"
    KEEP = "就地保管"
    LEND = "调用"
    GIVE_BACK = "归还"
    SEND = "移送"
    MOVE = "移库"
    DISPOSE = "处置"
    SPLIT = "拆分"
    MERGE = "合并"
    CORRECT = "更正"


ACTS = {
    Deed.STORE: CustodyAct.STORED,
    Deed.DEPOSIT: CustodyAct.DEPOSITED,
    Deed.KEEP: CustodyAct.KEPT,
    Deed.LEND: CustodyAct.LENT,
    Deed.GIVE_BACK: CustodyAct.RETURNED,
    Deed.SEND: CustodyAct.SENT,
    Deed.MOVE: CustodyAct.MOVED,
    Deed.DISPOSE: CustodyAct.DISPOSED,
    Deed.SPLIT: CustodyAct.SPLIT_OUT,
    Deed.MERGE: CustodyAct.MERGED_OUT,
    Deed.CORRECT: CustodyAct.CORRECTED,
}
"""The event an act writes; of a parting the first of its two."""

INDOORS = (Deed.MOVE, Deed.SPLIT, Deed.MERGE, Deed.CORRECT)
"""Acts in which nothing goes from one to the other: two officers carry them out together."""
ONE = 1_000
"""A single piece, in thousandths."""

_LIKELY = (
    (Pool.LENT, Deed.GIVE_BACK),
    (Pool.SENT, Deed.GIVE_BACK),
    (Pool.HELD, Deed.STORE),
    (Pool.STORED, Deed.LEND),
    (Pool.KEPT, Deed.LEND),
    (Pool.DEPOSITED, Deed.DISPOSE),
)


def sources(deed: Deed, now: Standing) -> tuple[Pool, ...]:
    """From which pools an act can take just now."""
    allowed = FLOWS[ACTS[deed]][0] if ACTS[deed] in FLOWS else ()
    return tuple(pool for pool in allowed if now.of(pool))


def possible(deed: Deed, now: Standing) -> bool:
    """Whether an act can be done with one item as it stands; 更正 hangs on its events, not on its standing."""
    if deed is Deed.GIVE_BACK:
        return bool(now.loans)
    if deed is Deed.MOVE:
        return bool(now.of(Pool.STORED))
    return deed is not Deed.CORRECT and bool(sources(deed, now))


def divisible(deed: Deed, now: Standing) -> bool:
    """Whether an act can take a part: where it takes from lies other than one single piece."""
    loans = [loan.quantity for loan in now.loans]
    there = loans if deed is Deed.GIVE_BACK else [now.of(pool) for pool in sources(deed, now)]
    return any(quantity != ONE for quantity in there)


def offered(stands: Sequence[Standing], money: bool, others: bool, written: bool) -> tuple[Deed, ...]:
    """What can be done with all of the items at once, the likely act first.

    ``money``: all of them are money. ``others``: there are items of the case to join them with. ``written``: there are
    events that could be struck out.
    """
    whole = len(stands) > 1 or not divisible(Deed.SPLIT, *stands)
    held_back = {Deed.DEPOSIT: not money, Deed.SPLIT: whole, Deed.MERGE: not others}
    fitting = [
        deed
        for deed in Deed
        if (written if deed is Deed.CORRECT else all(possible(deed, now) for now in stands))
        and not held_back.get(deed, False)
    ]
    likely = _likely(stands, money)
    return tuple(sorted(fitting, key=lambda deed: deed is not likely))


def _likely(stands: Sequence[Standing], money: bool) -> Deed | None:
    for pool, deed in _LIKELY:
        if stands and all(now.of(pool) for now in stands):
            return Deed.DEPOSIT if money and deed is Deed.STORE else deed
    return None
