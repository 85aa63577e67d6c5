"""The chain of custody of an item in the file: its events as the rules read them, what they leave kept on the item."""

from collections.abc import Iterable, Mapping
from typing import Any

from desktop_app.models.seizures import CustodyEvent, SeizedItem
from desktop_app.rules.custody import Event, Refused, Standing, standing
from desktop_app.rules.vocabulary import CustodyAct
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts, Row
from desktop_app.store.unit import UnitOfWork

_STATES = ("state", "place_id", "inside", "out", "gone")


def event_of(row: Mapping[str, Any]) -> Event:
    """An event as the rules read it; a quantity not told counts as nothing."""
    return Event(
        row["id"],
        row["act"],
        row["happened_on"],
        row["quantity"] or 0,
        row["pool"],
        row["refers_id"],
        row["place_id"],
        row["due_on"],
        row["amount"],
    )


def chain(facts: Facts, item_id: int) -> list[Event]:
    """All events of an item."""
    return [event_of(row) for row in facts.having(CustodyEvent.__tablename__, CustodyEvent.item_id.key, item_id)]


def stands(facts: Facts, item_id: int) -> Standing | Refused:
    """Where an item stands by its events."""
    return standing(chain(facts, item_id))


def after(facts: Facts, draft: Draft) -> tuple[str, str]:
    """Why an event as typed cannot have happened after those there are, and the code of it; empty when it can."""
    item_id = draft.values.get(CustodyEvent.item_id.key)
    if item_id is None or draft.values.get(CustodyEvent.act.key) is None:
        return "", ""
    others = [event for event in chain(facts, item_id) if event.id != draft.record_id]
    typed = {**dict.fromkeys(_READ), **draft.values, "id": draft.record_id or 1 + max((e.id for e in others), default=0)}
    found = standing([*others, event_of(typed)])
    if not isinstance(found, Refused):
        return "", ""
    return found.said, _code(draft.values[CustodyEvent.act.key], found)


_READ = ("happened_on", "quantity", "pool", "refers_id", "place_id", "due_on", "amount")


def _code(act: CustodyAct, found: Refused) -> str:
    return "quantity_exceeds_stock" if "账面只有" in found.said else f"{act.name.lower()}_impossible"


def settle(unit: UnitOfWork, facts: Facts, item_ids: Iterable[int]) -> None:
    """Keep on items what their events leave; the balance must hold. Raises AssertionError for a defect of the program."""
    for item_id in set(item_ids):
        now = stands(facts, item_id)
        if isinstance(now, Refused):
            continue
        assert now.balanced, f"item {item_id}: what came in is not what is in, out and gone"
        item = unit.session.get_one(SeizedItem, item_id)
        told = {"state": now.state, "place_id": now.place, "inside": now.inside, "out": now.out, "gone": _gone(now)}
        for name in _STATES:
            if getattr(item, name) != told[name]:
                setattr(item, name, told[name])


def _gone(now: Standing) -> int:
    return now.received - now.inside - now.out


def open_loans(facts: Facts, item_id: int) -> list[Row]:
    """The events by which something of an item is still out (在外未还)."""
    now = stands(facts, item_id)
    loans = () if isinstance(now, Refused) else now.loans
    return [facts.row(CustodyEvent.__tablename__, loan.event) for loan in loans]
