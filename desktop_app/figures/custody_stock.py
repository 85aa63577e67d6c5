"""What lies in the house's keeping (库存): of every item how much lies where, with its part of the amount."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop_app.figures.custody_boards import Custody, custody
from desktop_app.figures.engine import Question
from desktop_app.figures.seizure_standing import ItemStand, standing
from desktop_app.rules.order import natural
from desktop_app.rules.vocabulary import Pool

STORED, DEPOSITED, KEPT, HELD = "在库", "存专户", "就地保管", "未移送"
LENT, SENT = "调用在外", "移送在外"
WHERE: Mapping[Pool, str] = {
    Pool.STORED: STORED,
    Pool.DEPOSITED: DEPOSITED,
    Pool.KEPT: KEPT,
    Pool.HELD: HELD,
    Pool.LENT: LENT,
    Pool.SENT: SENT,
}
"""Where the house still answers for something, as a stock ledger heads it."""


@dataclass(frozen=True, slots=True)
class Lying:
    """So much of an item, in thousandths, lies in one pool; ``place`` is the path of its place in the store, ``room``
    the outermost place it stands in."""

    item: ItemStand
    pool: Pool
    quantity: int
    amount: int | None
    place: str = ""
    room: str = ""


def stock(ask: Question) -> list[Lying]:
    """All the house answers for at the end of the day, by pool, place and number."""
    boards = custody(ask)
    rooms = _rooms(boards)
    found = [lying for item in standing(ask) for lying in _lying(item, boards.places, rooms)]
    order = list(WHERE)
    return sorted(
        found,
        key=lambda one: (
            order.index(one.pool), not one.place, natural(one.room), natural(one.place), natural(one.item.number),
        ),
    )  # fmt: skip


def _rooms(boards: Custody) -> dict[int, str]:
    """The outermost place of every place, by its id."""
    names = {branch.key: branch.name for branch in boards.branches if branch.place is not None}
    return {
        branch.place: next((names[key] for key in branch.above if key in names), branch.name)
        for branch in boards.branches
        if branch.place is not None
    }


def _lying(item: ItemStand, paths: Mapping[int, str], rooms: Mapping[int, str]) -> Iterator[Lying]:
    """By pool; what came without a readable quantity is counted with those still to be moved."""
    pools = [pool for pool in WHERE if item.now.of(pool)]
    rest = item.left
    if not item.now.received:
        yield Lying(item, Pool.HELD, 0, rest)
    for at, pool in enumerate(pools):
        much = item.now.of(pool)
        last = at == len(pools) - 1
        part = rest if last or item.left is None else item.left * much // item.now.kept
        rest = rest - part if rest is not None and part is not None else None
        at_place = item.now.place if pool is Pool.STORED and item.now.place is not None else 0
        yield Lying(item, pool, much, part, paths.get(at_place, ""), rooms.get(at_place, ""))
