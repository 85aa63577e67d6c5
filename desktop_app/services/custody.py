"""The chain of custody of an item in the file: its events as the rules read them, what they leave kept on the item.

The item's own record is its receipt (接收): when and how much. Everything after it is an event.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop_app.models.seizures import CustodyEvent, SeizedItem
from desktop_app.rules.custody import FOUNDING, PAIRED, PARTING, Event, Refused, Standing, hindered, tolerant
from desktop_app.rules.vocabulary import CustodyAct
from desktop_app.services.custody_ground import must_carry
from desktop_app.services.custody_marks import around, lots, marked_by
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.store import values
from desktop_app.store.history import CREATE, Change
from desktop_app.store.unit import UnitOfWork
from desktop_app.system.errors import Refusal

RECEIPT = 0
"""The id of the receipt among an item's events: before all others."""

_READ = ("act", "happened_on", "quantity", "pool", "refers_id", "place_id", "due_on", "amount")
_AT_ONCE = 10_000
_BOUND = {*PAIRED, *PARTING, CustodyAct.CORRECTED}

Row = Mapping[str, Any]


def event_of(row: Row) -> Event:
    """An event as the rules read it; a quantity not told counts as nothing."""
    act, on, quantity, pool, refers, place, due, amount = (row[name] for name in _READ)
    return Event(row["id"], act, on, quantity or 0, pool, refers, place, due, amount)


def receipt(item: Row, others: Iterable[Event]) -> list[Event]:
    """The receipt of an item; none where it was parted from another, or nothing is known of how much there is."""
    founded = any(event.act in FOUNDING for event in others)
    quantity, amount = item.get("quantity") or 0, item.get("amount")
    if founded or quantity <= 0:
        return []
    return [Event(RECEIPT, CustodyAct.RECEIVED, item.get("seized_on"), quantity, amount=amount)]


def chain(facts: Facts, item_id: int, without: int | None = None) -> list[Event]:
    """The receipt of an item and all its events, one left out."""
    found = facts.having(CustodyEvent.__tablename__, CustodyEvent.item_id.key, item_id)
    events = [event_of(row) for row in found if row["id"] != without and row["act"] is not None]
    return [*receipt(facts.row(SeizedItem.__tablename__, item_id), events), *events]


def book(facts: Facts, item_id: int) -> Standing:
    """Where an item stands by its events (账面)."""
    return tolerant(chain(facts, item_id))[0]


def standing_without(facts: Facts, item_id: int, event_id: int | None) -> Standing:
    """Where an item stands by its events but one."""
    return tolerant(chain(facts, item_id, event_id))[0]


def after(facts: Facts, draft: Draft) -> Refused | None:
    """Why an event as typed cannot have happened among those there are, or which of them it hinders; None if it can."""
    item_id = draft.values.get(CustodyEvent.item_id.key)
    if item_id is None or draft.values.get(CustodyEvent.act.key) is None:
        return None
    others = chain(facts, item_id, draft.record_id)
    last = draft.record_id or 1 + max((event.id for event in others), default=RECEIPT)
    event = event_of({**dict.fromkeys(_READ), **draft.values, "id": last})
    if event.act is CustodyAct.CORRECTED and event.refers not in _struck_by(others):
        return Refused("要更正的记录不在这件财物的保管链上", last, "选这件财物的一笔记录")
    if event.act is CustodyAct.CORRECTED and any(event.refers == other.refers for other in _corrections(others)):
        return Refused("这笔记录已更正过", last, "按实际重新登记一笔")
    found = hindered(others, [*others, event])
    if found is None or found.event == last:
        return found
    return _hinders(facts.row(CustodyEvent.__tablename__, found.event), found)


def _corrections(others: Iterable[Event]) -> Iterator[Event]:
    return (event for event in others if event.act is CustodyAct.CORRECTED)


def _struck_by(others: Iterable[Event]) -> set[int]:
    return {event.id for event in others if event.act is not CustodyAct.CORRECTED and event.id != RECEIPT}


def _hinders(row: Row, found: Refused) -> Refused:
    day = f"{row['happened_on']:%m-%d} " if row.get("happened_on") else ""
    said = f"{row.get('number')}（{day}{row.get('act')}）就不成立：{found.said}"
    return Refused(said, found.event, "先更正或撤销那一笔")


@dataclass(frozen=True)
class _Touched:
    """An item an act has touched, and all rows of its events, retired ones too."""

    item: SeizedItem
    rows: Sequence[Row]

    def events(self, item: Row, rows: Iterable[Row]) -> list[Event]:
        found = [event_of(row) for row in rows if row["retired_at"] is None and row["act"] is not None]
        return [*receipt(item, found), *found]

    def now(self) -> list[Event]:
        return self.events(_item_row(self.item), self.rows)

    def before(self, items: Mapping[int, Change], events: Mapping[int, Change]) -> list[Event]:
        """The chain as it stood before the act; what the act wrote anew counts as if it had been there."""
        own = _was(SeizedItem, _item_row(self.item), items.get(self.item.id))
        return self.events(own, [_was(CustodyEvent, row, events.get(row["id"])) for row in self.rows])


def settle_custody(unit: UnitOfWork) -> None:
    """Keep on every item an act has touched what its events leave (现状、库位、数量), its 手续 and its 期限.

    Raises Refusal where an act takes from under later events what they stand on, whatever road it came by (撤销、删除);
    RuntimeError where what came in is not what is in, out and gone: a defect of the program.
    """
    must_carry(unit)
    events, items = unit.changed(CustodyEvent), unit.changed(SeizedItem)
    touched = set(items) | _items_of(unit.session, events) | marked_by(unit)
    if not touched:
        return
    beside = around(unit.session, sorted(touched))
    _must_be_whole(unit.session, events)
    for found in _custody(unit.session, touched):
        if found.item.retired_at is not None:
            _must_be_empty(found)
            continue
        chained = found.now()
        now, _ = tolerant(chained)
        if not now.balanced:
            raise RuntimeError(f"item {found.item.id}: what came in is not what is in, out and gone")
        if _rewritten(found, items, events):
            _must_stand(found, found.before(items, events), chained, _revived(events))
        _keep(found.item, now, beside.marks(found.item, now, chained))
    unit.session.flush()


def kept_of(now: Standing) -> dict[str, Any]:
    """What is kept on an item of where its chain leaves it, by column."""
    gone = now.received - now.inside - now.out
    return {"state": now.state, "place_id": now.place, "inside": now.inside, "out": now.out, "gone": gone}


def recounted(session: Session) -> Iterator[tuple[SeizedItem, Standing]]:
    """Every living item with what its events leave, counted again from the rows."""
    asked = select(SeizedItem.id).where(SeizedItem.retired_at.is_(None))
    for found in _custody(session, session.scalars(asked).all()):
        yield found.item, tolerant(found.now())[0]


def _items_of(session: Session, events: Iterable[int]) -> set[int]:
    found: set[int] = set()
    for ids in lots(events):
        asked = select(CustodyEvent.item_id).where(CustodyEvent.id.in_(ids))
        found |= {item_id for item_id in session.scalars(asked) if item_id is not None}
    return found


def _custody(session: Session, items: Iterable[int]) -> Iterator[_Touched]:
    for ids in lots(items):
        rows: dict[int, list[Row]] = {}
        for row in _rows(session, CustodyEvent.item_id.in_(ids)):
            rows.setdefault(row["item_id"], []).append(row)
        for item in session.scalars(select(SeizedItem).where(SeizedItem.id.in_(ids))):
            yield _Touched(item, rows.get(item.id, ()))


def _rows(session: Session, where: Any) -> Iterable[Row]:
    table = values.table_of(CustodyEvent)
    columns = [table.c[name] for name in ("id", "number", "item_id", "retired_at", "source", *_READ)]
    return [dict(row) for row in session.execute(select(*columns).where(where).order_by(table.c.id)).mappings()]


def _item_row(item: SeizedItem) -> Row:
    return {"quantity": item.quantity, "seized_on": item.seized_on, "amount": item.amount}


def _was(model: type[CustodyEvent | SeizedItem], row: Row, change: Change | None) -> Row:
    """A row as it stood before the act; one the act created as it is now."""
    if change is None or change.op == CREATE:
        return row
    columns = values.table_of(model).columns
    old = {name: pair[0] for name, pair in change.values.items() if name in row}
    return {**row, **{name: values.from_json(columns[name], value) for name, value in old.items()}}


def _rewritten(found: _Touched, items: Mapping[int, Change], events: Mapping[int, Change]) -> bool:
    """Whether the act changed what was already written of an item, not only added to it."""
    own = items.get(found.item.id)
    if own is not None and own.op != CREATE and {"quantity", "seized_on", "amount"} & own.values.keys():
        return True
    return any(row["id"] in events and events[row["id"]].op != CREATE for row in found.rows)


def _revived(events: Mapping[int, Change]) -> set[int]:
    """Events the act brought back: what a ledger contradicts itself in comes back with it."""
    pairs = {id_: change.values.get("retired_at") for id_, change in events.items()}
    return {id_ for id_, pair in pairs.items() if pair is not None and pair[0] is not None and pair[1] is None}


def _must_stand(found: _Touched, before: Sequence[Event], now: Sequence[Event], revived: Collection[int]) -> None:
    refused = hindered(before, now, revived)
    if refused is not None:
        row = next((row for row in found.rows if row["id"] == refused.event), {})
        said = _hinders(row, refused)
        raise Refusal(f"{found.item.number} 不能这样改：{said.said}。{said.mend}")
    if tolerant(before)[0].amount >= 0 > tolerant(now)[0].amount:
        raise Refusal(f"{found.item.number} 不能这样改：处置和拆出的金额会多于账面。先更正后面的处置或拆分")


def _must_be_empty(found: _Touched) -> None:
    """An item is not deleted over its chain; a chain does not go on behind a deleted item."""
    struck = {row["refers_id"] for row in found.rows if _counts(row) and row["act"] is CustodyAct.CORRECTED}
    counted = [row for row in found.rows if _counts(row) and row["act"] is not CustodyAct.CORRECTED]
    left = [row for row in counted if row["id"] not in struck]
    if left:
        raise Refusal(f"{found.item.number} 还有 {len(left)} 笔保管流水，不能删除。先更正这些流水")


def _counts(row: Row) -> bool:
    return row["retired_at"] is None and row["act"] is not None


def _must_be_whole(session: Session, events: Iterable[int]) -> None:
    """拆出 and 拆入, 并出 and 并入 stand or fall together; a ledger's own may stand alone. Raises Refusal."""
    for ids in lots(events, _AT_ONCE // 2):
        known = _bound(session, set(ids))
        entered = {row["refers_id"] for row in known.values() if row["act"] in PAIRED}
        alone = (row for row in known.values() if row["act"] in PARTING and not row["source"] and _counts(row))
        if any(row["id"] not in entered for row in alone):
            raise Refusal("拆出、并出不能单独登记。到涉案物品上按 Alt+J 办拆分或合并，两笔一起记")
        struck = {row["refers_id"] for row in known.values() if row["act"] is CustodyAct.CORRECTED and _counts(row)}
        for row in known.values():
            out = known.get(row["refers_id"]) if row["act"] in PAIRED else None
            if out is not None and _stands(row, struck) != _stands(out, struck):
                said = f"{out['number']} {out['act']}和 {row['number']} {row['act']}是同一次操作"
                raise Refusal(f"{said}。撤销那次操作，或两笔一起更正")


def _bound(session: Session, wanted: set[int]) -> dict[int, Row]:
    """Partings and enterings among events, the other halves of them, and what strikes them out, by id."""
    known: dict[int, Row] = {}
    asked: set[int] = set()
    while wanted:
        near = _rows(session, or_(CustodyEvent.id.in_(wanted), CustodyEvent.refers_id.in_(wanted)))
        asked |= wanted
        fresh = [row for row in near if row["act"] in _BOUND and row["id"] not in known]
        known |= {row["id"]: row for row in fresh}
        wanted = {found for row in fresh for found in (row["id"], row["refers_id"]) if found is not None} - asked
    return known


def _stands(row: Row, struck: set[int | None]) -> bool:
    return row["retired_at"] is None and row["id"] not in struck


def _keep(item: SeizedItem, now: Standing, marks: Mapping[str, Any]) -> None:
    for name, value in {**kept_of(now), **marks}.items():
        if getattr(item, name) != value:
            setattr(item, name, value)
