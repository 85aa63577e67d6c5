"""The chain of custody of one item in words: what happened on which day, through whose hands, on whose approval."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import aliased

from desktop_app.figures.engine import Question
from desktop_app.models.people import Officer
from desktop_app.models.seizures import CustodyEvent, SeizedItem, Seizure, StoragePlace
from desktop_app.rules.custody import Event, ordered
from desktop_app.rules.numbers import quantity
from desktop_app.rules.vocabulary import CustodyAct

RECEIPT = 0
"""The event of the item's own record, its receipt."""

_FOUNDED = (CustodyAct.RECEIVED, CustodyAct.SPLIT_IN)
_OUTWARD = (CustodyAct.LENT, CustodyAct.SENT, CustodyAct.DISPOSED)


@dataclass(frozen=True, slots=True)
class Told:
    """An event (保管事件) as its record says it; empty words are not told. ``amount`` is in 分.

    ``act`` bears the way of a disposal. ``giver`` and ``taker`` are who handed over and who took, of the house or not.
    ``struck`` says that a correction (更正) took it back.
    """

    event: int
    act: str
    on: date | None
    clock: str
    much: str
    amount: int | None
    giver: str
    taker: str
    place: str
    paper: str
    reason: str
    due: date | None
    struck: bool = False


def told(ask: Question, item_id: int) -> tuple[Told, ...]:
    """All events of an item up to the day in the order they happened, those struck out and what struck them too."""
    item = ask.session.execute(
        select(SeizedItem.unit, SeizedItem.quantity, SeizedItem.amount, SeizedItem.seized_on, Seizure)
        .outerjoin(Seizure, Seizure.id == SeizedItem.seizure_id)
        .where(SeizedItem.id == item_id)
    ).one_or_none()
    if item is None:
        return ()
    rows = {row.CustodyEvent.id: row for row in _rows(ask, item_id)}
    return tuple(_in_order(ask, item, rows))


def _rows(ask: Question, item_id: int) -> list[Row[Any]]:
    giver, taker = aliased(Officer), aliased(Officer)
    asked = (
        select(CustodyEvent, giver.name.label("giver"), taker.name.label("taker"), StoragePlace.name.label("place"))
        .outerjoin(giver, giver.id == CustodyEvent.giver_id)
        .outerjoin(taker, taker.id == CustodyEvent.taker_id)
        .outerjoin(StoragePlace, StoragePlace.id == CustodyEvent.place_id)
        .where(CustodyEvent.item_id == item_id, CustodyEvent.retired_at.is_(None), CustodyEvent.act.is_not(None))
        .order_by(CustodyEvent.id)
    )
    return list(ask.session.execute(asked))


def _in_order(ask: Question, item: Any, rows: dict[int, Row[Any]]) -> Iterator[Told]:
    acts = [row.CustodyEvent for row in rows.values()]
    struck = {act.refers_id for act in acts if act.act is CustodyAct.CORRECTED}
    events = [Event(act.id, act.act, act.happened_on, act.quantity or 0) for act in acts]
    if item.quantity and not any(event.act in _FOUNDED for event in events):
        since = item.seized_on or (item.Seizure.seized_on if item.Seizure is not None else None)
        events.insert(0, Event(RECEIPT, CustodyAct.RECEIVED, since, item.quantity))
    for event in ordered(events):
        if event.on is None or event.on <= ask.as_of:
            yield _receipt(item, event) if event.id == RECEIPT else _told(item.unit, rows[event.id], struck)


def _receipt(item: Any, event: Event) -> Told:
    head: Seizure | None = item.Seizure
    return Told(
        event=RECEIPT,
        act=str(event.act),
        on=event.on,
        clock="",
        much=f"{quantity(event.quantity)}{item.unit}",
        amount=item.amount,
        giver=head.holder if head is not None else "",
        taker="",
        place="",
        paper=head.paper_no if head is not None else "",
        reason=str(head.measure or "") if head is not None else "",
        due=None,
    )


def _told(unit: str, row: Row[Any], struck: set[int | None]) -> Told:
    event: CustodyEvent = row.CustodyEvent
    outward = event.act in _OUTWARD
    giver = row.giver or ("" if outward else event.outside)
    taker = "、".join(filter(None, (event.outside if outward else "", row.taker)))
    return Told(
        event=event.id,
        act=f"{event.act}（{event.way}）" if event.way else str(event.act),
        on=event.happened_on,
        clock=event.clock,
        much="" if event.quantity is None else f"{quantity(event.quantity)}{unit}",
        amount=event.amount,
        giver=giver,
        taker=taker,
        place=row.place or "",
        paper=event.paper_no,
        reason="，".join(filter(None, (event.reason, event.basis, event.condition))),
        due=event.due_on,
        struck=event.id in struck,
    )
