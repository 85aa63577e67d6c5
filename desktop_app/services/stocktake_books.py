"""What the books say should lie where (账面): the side of a stocktake that is not counted."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_app.models.basics import Term
from desktop_app.models.seizures import SeizedItem
from desktop_app.rules.draws import Ask, must_reasons
from desktop_app.rules.names import split_names
from desktop_app.rules.order import natural
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import CountScope, ItemState, Pool
from desktop_app.services.custody import book
from desktop_app.services.facts import Facts, Row
from desktop_app.services.places import path_of

ITEMS = SeizedItem.__tablename__
RISKS, RATIO, MINIMUM, DAYS = "高风险类别", "抽样盘点比例", "抽样盘点最少件数", "盘点差异整改天数"
"""Dictionaries an office edits: what is always counted, how much is drawn, days to mend a difference."""

_WITH_HANDLERS, _IN_PLACE = str(Pool.HELD.value), "就地保管"
_POOLS: Mapping[CountScope, tuple[Pool, ...]] = {CountScope.SPECIAL: (Pool.STORED, Pool.KEPT, Pool.HELD)}
_GONE = (ItemState.DISPOSED, ItemState.PARTED)


@dataclass(frozen=True, slots=True)
class Held:
    """An item the house keeps: ``quantity`` in thousandths, ``risk`` why it is counted in any sample (empty: not)."""

    item: int
    number: str
    name: str
    unit: str
    quantity: int
    place: str
    keeper: int | None
    risk: str


def held(facts: Facts, scope: CountScope, keeper: int | None = None) -> list[Held]:
    """What lies in the store by place and number; of a special check (专项检查) also what is kept outside of it.

    With ``keeper`` what is in that officer's care or in nobody's.
    """
    patterns = risks(facts)
    found = []
    for row in facts.live(ITEMS):
        if row["state"] in _GONE or (keeper is not None and row["keeper_id"] not in (None, keeper)):
            continue
        one = held_of(facts, row, scope, patterns)
        if one.quantity > 0:
            found.append(one)
    return sorted(found, key=lambda one: (natural(one.place), natural(one.number)))


def held_of(facts: Facts, row: Row, scope: CountScope, patterns: Mapping[str, Sequence[str]] | None = None) -> Held:
    """One item as the books have it now."""
    now = book(facts, row["id"])
    pools = _POOLS.get(scope, (Pool.STORED,))
    quantity = sum(now.of(pool) for pool in pools)
    place = path_of(facts, now.place) if now.of(Pool.STORED) else ""
    if not place and quantity and not now.of(Pool.STORED):
        place = _IN_PLACE if now.of(Pool.KEPT) else _WITH_HANDLERS
    reasons = must_reasons((row["category"], row["name"]), (), patterns or {})
    return Held(
        *(row["id"], str(row["number"]), str(row["name"]), str(row["unit"] or ""), quantity),
        *(place or str(row["written_place"] or ""), row["keeper_id"], "、".join(reasons)),
    )


def risks(facts: Facts) -> dict[str, tuple[str, ...]]:
    """Words of the dictionary 高风险类别 and the texts of a category or name that tell them."""
    rows = (row for row in facts.live(Term.__tablename__) if row["dictionary"] == RISKS)
    return {row["word"]: tuple(split_names(str(row["aliases"] or ""))) or (row["word"],) for row in rows}


def default_ask(facts: Facts) -> Ask:
    """Ratio and least number of a sample as the office has set them (字典 抽样盘点比例、抽样盘点最少件数)."""
    return Ask(number_of(facts, RATIO, 10), number_of(facts, MINIMUM, 5))


def number_of(facts: Facts, dictionary: str, otherwise: int) -> int:
    """The number the first word of a dictionary begins with."""
    words = (tight(row["word"]) for row in facts.live(Term.__tablename__) if row["dictionary"] == dictionary)
    found = (re.match(r"\d+", word) for word in words)
    return next((int(one[0]) for one in found if one is not None), otherwise)
