"""Events of custody no movement tells (推定保管事件): what an item's own line says of where it is, its shelf."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from desktop_app.exchange.findings import SheetFindings
from desktop_app.exchange.pen import Pen
from desktop_app.exchange.recognise import Recognised
from desktop_app.models.seizures import CustodyEvent, SeizedItem, StoragePlace
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.registers.seizure_ledgers import act_told, left_told, place_told
from desktop_app.rules.vocabulary import CustodyAct, Disposal, PlaceKind
from desktop_app.services.draft import Draft, Values, new_draft
from desktop_app.services.records import Mode, load, write

ITEM, EVENT, PLACE = SeizedItem.__tablename__, CustodyEvent.__tablename__, StoragePlace.__tablename__


def conclude_custody(writer: Pen, sheets: Iterable[SheetFindings], touched: Mapping[str, Sequence[int]]) -> None:
    """For the items written: an event where none is told and their line tells one, and the shelf of what came in."""
    pages = [one for one in sheets if isinstance(one.found, Recognised) and one.found.register.kind == ITEM]
    told: Counter[CustodyAct] = Counter()
    for item_id in dict.fromkeys(touched.get(ITEM, ())):
        item = writer.facts.row(ITEM, item_id)
        events = list(writer.facts.having(EVENT, CustodyEvent.item_id.key, item_id))
        place = _place(writer, place_told(str(item.get(SeizedItem.written_place.key) or "")))
        acts = () if events else _concluded(writer, item, place)
        told.update(acts)
        _shelve(writer, events, place)
    if told and pages:
        said = "、".join(f"{act} {count} 件" for act, count in told.items())
        pages[-1].concluded.append(f"没有出入库记录的物品按现状、存放位置和入库日期推定：{said}。核对")


def _concluded(writer: Pen, item: Mapping[str, Any], place: int | None) -> list[CustodyAct]:
    """The events an item's line tells, written; what is not known how much of it there is has none."""
    if not item.get(SeizedItem.quantity.key):
        return []
    came, left = act_told(item), left_told(item)
    if came is not None:
        _conclude(writer, item, place, *came)
    if left is not None:
        _conclude(writer, item, None, left[0], None, left[1])
    return [found[0] for found in (came, left) if found is not None]


def _conclude(
    writer: Pen,
    item: Mapping[str, Any],
    place: int | None,
    act: CustodyAct,
    day: date | None,
    way: Disposal | None = None,
) -> None:
    values = {
        CustodyEvent.way.key: way,
        CustodyEvent.item_id.key: item["id"],
        CustodyEvent.act.key: act,
        CustodyEvent.happened_on.key: day,
        CustodyEvent.quantity.key: item[SeizedItem.quantity.key],
        CustodyEvent.amount.key: item.get(SeizedItem.amount.key) if act is CustodyAct.DEPOSITED else None,
        CustodyEvent.place_id.key: place if act is CustodyAct.STORED else None,
        CustodyEvent.taker_id.key: item.get(SeizedItem.keeper_id.key),
        CustodyEvent.note.key: "按物品明细推定",
    }
    _write(writer, EVENT, new_draft(CustodyEvent, values))


def _shelve(writer: Pen, events: Sequence[Mapping[str, Any]], place: int | None) -> None:
    """The shelf of an item on the first event that brought it into the store, where that names none."""
    stored = [row for row in events if row[CustodyEvent.act.key] is CustodyAct.STORED]
    if place is None or not stored or any(row[CustodyEvent.place_id.key] for row in events):
        return
    draft = load(writer.unit.session, CustodyEvent, stored[0]["id"])
    draft.values[CustodyEvent.place_id.key] = place
    _write(writer, EVENT, draft)


def _place(writer: Pen, name: str) -> int | None:
    """The shelf of this name, founded with its cabinet where the store has none yet."""
    if not name:
        return None
    known = next((row for row in writer.facts.live(PLACE) if row["name"] == name), None)
    if known is not None:
        return int(known["id"])
    cabinet = name.rpartition("-")[0]
    values: Values = {StoragePlace.name.key: name, StoragePlace.kind.key: PlaceKind.SHELF}
    values[StoragePlace.parent_id.key] = _cabinet(writer, cabinet) if cabinet else None
    return _write(writer, PLACE, new_draft(StoragePlace, values))


def _cabinet(writer: Pen, name: str) -> int:
    known = next((row for row in writer.facts.live(PLACE) if row["name"] == name), None)
    if known is not None:
        return int(known["id"])
    return _write(writer, PLACE, new_draft(StoragePlace, {"name": name, StoragePlace.kind.key: PlaceKind.CABINET}))


def _write(writer: Pen, kind: str, draft: Draft) -> int:
    record, _ = write(writer.unit, BY_KIND[kind], draft, writer.facts, Mode.LEDGER)
    row = {**writer.facts.row(kind, record.id), "gaps": dict(record.gaps or {}), "source": record.source}
    writer.keep(BY_KIND[kind], row, draft)
    return int(record.id)
