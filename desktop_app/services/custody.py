"""The chain of custody of an item in the file: its events as the rules read them, what they leave kept on the item.

The item's own record is its receipt (接收): when and how much. Everything after it is an event.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.models.seizures import CustodyEvent, SeizedItem
from desktop_app.rules.custody import ENTERING, Event, Refused, Standing, standing, tolerant
from desktop_app.rules.vocabulary import CustodyAct
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.store.unit import UnitOfWork

RECEIPT = 0
"""The id of the receipt among an item's events: before all others."""

_READ = ("act", "happened_on", "quantity", "pool", "refers_id", "place_id", "due_on", "amount")


def event_of(row: Mapping[str, Any]) -> Event:
    """An event as the rules read it; a quantity not told counts as nothing."""
    act, on, quantity, pool, refers, place, due, amount = (row[name] for name in _READ)
    return Event(row["id"], act, on, quantity or 0, pool, refers, place, due, amount)


def receipt(item: Mapping[str, Any], others: Iterable[Event]) -> list[Event]:
    """The receipt of an item; none where it was parted from another, or nothing is known of how much there is."""
    entered = any(event.act in ENTERING for event in others)
    quantity = item.get("quantity") or 0
    return [] if entered or quantity <= 0 else [Event(RECEIPT, CustodyAct.RECEIVED, item.get("seized_on"), quantity)]


def chain(facts: Facts, item_id: int, without: int | None = None) -> list[Event]:
    """The receipt of an item and all its events, one left out."""
    found = facts.having(CustodyEvent.__tablename__, CustodyEvent.item_id.key, item_id)
    events = [event_of(row) for row in found if row["id"] != without]
    return [*receipt(facts.row(SeizedItem.__tablename__, item_id), events), *events]


def after(facts: Facts, draft: Draft) -> Refused | None:
    """Why an event as typed cannot have happened among those there are; None when it can."""
    item_id = draft.values.get(CustodyEvent.item_id.key)
    if item_id is None or draft.values.get(CustodyEvent.act.key) is None:
        return None
    others = chain(facts, item_id, draft.record_id)
    last = draft.record_id or 1 + max((event.id for event in others), default=RECEIPT)
    found = standing([*others, event_of({**dict.fromkeys(_READ), **draft.values, "id": last})])
    return found if isinstance(found, Refused) else None


def settle_custody(unit: UnitOfWork) -> None:
    """Keep on every item an act has touched what its events leave (现状、库位、数量); typed they are nowhere.

    Raises RuntimeError where what came in is not what is in, out and gone: a defect of the program.
    """
    events, items = unit.touched(CustodyEvent), unit.touched(SeizedItem)
    if not events and not items:
        return
    asked = select(CustodyEvent.item_id).where(CustodyEvent.id.in_(events))
    items |= {item_id for item_id in unit.session.scalars(asked) if item_id is not None}
    for item in unit.session.scalars(select(SeizedItem).where(SeizedItem.id.in_(items))):
        now, _ = tolerant(_events(unit.session, item))
        if not now.balanced:
            raise RuntimeError(f"item {item.id}: what came in is not what is in, out and gone")
        _keep(item, now)
    unit.session.flush()


def _events(session: Session, item: SeizedItem) -> Sequence[Event]:
    asked = select(CustodyEvent).where(CustodyEvent.item_id == item.id, CustodyEvent.retired_at.is_(None))
    events = [event_of(row.__dict__) for row in session.scalars(asked)]
    return [*receipt({"quantity": item.quantity, "seized_on": item.seized_on}, events), *events]


def _keep(item: SeizedItem, now: Standing) -> None:
    gone = now.received - now.inside - now.out
    told = {"state": now.state, "place_id": now.place, "inside": now.inside, "out": now.out, "gone": gone}
    for name, value in told.items():
        if getattr(item, name) != value:
            setattr(item, name, value)
