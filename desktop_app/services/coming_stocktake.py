"""What a new stocktake begins with (下一次盘点): its name by the month, and who did the last one and still may."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from desktop_app.models.seizures import SeizedItem, Stocktake, StocktakeCounter
from desktop_app.rules.vocabulary import ItemState
from desktop_app.services.facts import Facts


@dataclass(frozen=True, slots=True)
class Coming:
    """``title`` 2015年5月盘点; counters and supervisor of the last stocktake who serve and keep nothing counted."""

    title: str
    counters: tuple[int, ...]
    supervisor: int | None


def coming(facts: Facts) -> Coming:
    """What the next stocktake begins with, read once in a reading."""
    return facts.once("coming stocktake", _coming)


def _coming(facts: Facts) -> Coming:
    every = list(facts.live(Stocktake.__tablename__))
    last: Mapping[str, Any] = max(every, key=lambda row: (str(row["counted_on"] or ""), row["id"]), default={})
    fit = {row["id"] for row in facts.on_duty()} - _keepers(facts)
    counters = tuple(who for who in _counters(facts, last.get("id")) if who in fit)
    watching = last.get("supervisor_id")
    return Coming(
        _title(facts, {str(row["title"]) for row in every}),
        counters,
        watching if watching in fit and watching not in counters else None,
    )


def _title(facts: Facts, taken: set[str]) -> str:
    """The month's name; a second one in the month says so."""
    name = f"{facts.today.year}年{facts.today.month}月盘点"
    names = (name, *(f"{name}（{at}）" for at in range(2, len(taken) + 3)))
    return next(one for one in names if one not in taken)


def _keepers(facts: Facts) -> set[int]:
    gone = (ItemState.DISPOSED, ItemState.PARTED)
    return {row["keeper_id"] for row in facts.live(SeizedItem.__tablename__) if row["state"] not in gone}


def _counters(facts: Facts, stocktake_id: int | None) -> list[int]:
    if stocktake_id is None:
        return []
    rows = facts.having(StocktakeCounter.__tablename__, StocktakeCounter.stocktake_id.key, stocktake_id)
    return list(dict.fromkeys(row["officer_id"] for row in rows))
