"""Items parted and joined (拆分、合并), and what was written wrongly struck out (更正)."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.models.seizures import CustodyEvent, ItemProcedure, SeizedItem, StoragePlace
from desktop_app.rules.custody import PAIRED, PARTING, Standing
from desktop_app.rules.numbers import quantity as told
from desktop_app.rules.vocabulary import CustodyAct, Pool
from desktop_app.services import records
from desktop_app.services.custody import book
from desktop_app.services.custody_acts import EVENTS, Hands, Lot, filled, handed, known, outcome, signed, taken, written
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Values, new_draft
from desktop_app.services.facts import Facts, Row
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.store.file import UnitOfWork
from desktop_app.system.errors import Refusal

_LIKE_PARENT = (
    SeizedItem.seizure_id,
    SeizedItem.category,
    SeizedItem.name,
    SeizedItem.features,
    SeizedItem.unit,
    SeizedItem.currency,
    SeizedItem.nature,
    SeizedItem.seized_on,
    SeizedItem.moved_on,
    SeizedItem.stored_on,
    SeizedItem.sealed,
    SeizedItem.keeper_id,
    SeizedItem.kept_reason,
    SeizedItem.unrelated_on,
    SeizedItem.written_place,
)
"""What a part has of the item it was parted from."""
_SAME = (("seizure_id", "不是同一案"), ("unit", "单位不同"), ("currency", "币种不同"))


@dataclass(frozen=True, slots=True)
class Piece:
    """One part to be parted off (拆出的一件): how much in thousandths, its amount in 分, what it is called and looks
    like (empty: as the whole), its own seal."""

    quantity: int
    amount: int | None = None
    name: str = ""
    features: str = ""
    seal_no: str = ""


def split(
    desk: Desk,
    law: Law,
    items: Law,
    item: int,
    pieces: Sequence[Piece],
    reason: str,
    hands: Hands,
    pool: Pool | None = None,
) -> Outcome:
    """Part an item (拆分): every piece becomes an item with its own number, in the pool and place it was taken from.

    ``items`` is the register the pieces are written into.
    """
    with desk.store.unit("拆分") as unit:
        facts = Facts(unit.session, desk.today)
        handed(facts, hands, desk.today)
        filled(reason, "拆分原因", "reason")
        parent = known(facts, item)
        _may_split(parent, book(facts, item), pieces)
        told_of = {**signed(hands), "reason": reason.strip()}
        ids, numbers = [], []
        for piece in pieces:
            row = taken(facts, CustodyAct.SPLIT_OUT, Lot(item, piece.quantity, piece.amount, pool))
            child = _part(unit, items, facts, parent, piece, row)
            numbers.append(child.number)
            ids += _passed(unit, law, facts, row, child.id, CustodyAct.SPLIT_IN, told_of)
        said = f"已从 {parent['number']} 拆出 {'、'.join(numbers[:3])}{'等' if len(numbers) > 3 else ''}"
    return outcome(law, ids, said, unit)


def _may_split(parent: Row, now: Standing, pieces: Sequence[Piece]) -> None:
    number = parent["number"]
    if not pieces or any(piece.quantity <= 0 for piece in pieces):
        raise Refusal("拆出的数量要大于零。填好每一件的数量再存", "quantity")
    if len(pieces) == 1 and now.kept and pieces[0].quantity >= now.kept:
        raise Refusal(f"{number} 共{told(now.kept)}，拆出的要比它少。改数量", "quantity")


def _part(unit: UnitOfWork, law: Law, facts: Facts, parent: Row, piece: Piece, row: Values) -> SeizedItem:
    """The new item a piece becomes, with the formalities of the whole."""
    whole = records.load(unit.session, SeizedItem, parent["id"], law.lists)
    like = {attr.key: whole.values[attr.key] for attr in _LIKE_PARENT}
    own = {"name": piece.name.strip() or like["name"], "features": piece.features.strip() or like["features"]}
    size = {"quantity": piece.quantity, "amount": row["amount"], "seal_no": piece.seal_no, "parent_id": parent["id"]}
    draft = new_draft(SeizedItem, {**like, **own, **size})
    for formality in whole.rows(ItemProcedure):
        draft.rows(ItemProcedure).append({k: v for k, v in formality.items() if k not in ("id", "item_id")})
    try:
        record, _ = records.write(unit, law, draft, facts, records.Mode.DESK)
    except Refusal as refused:
        raise Refusal(f"拆出的一件登记不了：{refused.said}。先在 {parent['number']} 上补正", refused.field) from refused
    assert isinstance(record, SeizedItem)
    return record


def merge(desk: Desk, law: Law, target: int, lots: Sequence[Lot], reason: str, hands: Hands) -> Outcome:
    """Join items into one of the same case (合并), which lies where they lie; they keep number and history."""
    with desk.store.unit("合并") as unit:
        facts = Facts(unit.session, desk.today)
        handed(facts, hands, desk.today)
        filled(reason, "合并原因", "reason")
        into = known(facts, target)
        if not lots:
            raise Refusal("没有选中要并入的物品。先选物品")
        told_of = {**signed(hands), "reason": reason.strip()}
        ids: list[int] = []
        for lot in lots:
            source = known(facts, lot.item)
            _alike(into, source)
            row = taken(facts, CustodyAct.MERGED_OUT, lot)
            _lie_together(facts, into, source, row["pool"])
            ids += _passed(unit, law, facts, row, target, CustodyAct.MERGED_IN, told_of)
        said = f"已把 {len({lot.item for lot in lots})} 件并入 {into['number']}"
    return outcome(law, ids, said, unit)


def _alike(into: Row, source: Row) -> None:
    if into["id"] == source["id"]:
        raise Refusal(f"{into['number']} 不能并入自身。去掉它再合并")
    for name, said in _SAME:
        if into[name] != source[name]:
            raise Refusal(f"{source['number']} 与 {into['number']} {said}，不能合并。去掉它再合并")


def _lie_together(facts: Facts, into: Row, source: Row, pool: Pool | None) -> None:
    here, there = book(facts, into["id"]), book(facts, source["id"])
    if pool is None:
        return
    if not here.of(pool):
        raise Refusal(f"{source['number']} 在{pool}，{into['number']} 不在。先放到一处再合并")
    if pool is Pool.STORED and here.place != there.place:
        where = facts.label(StoragePlace.__tablename__, here.place) or "没有库位的地方"
        raise Refusal(f"{source['number']} 与 {into['number']} 库位不同。先移库到 {where} 再合并")


def _passed(
    unit: UnitOfWork, law: Law, facts: Facts, row: Values, to: int, act: CustodyAct, told_of: Values
) -> list[int]:
    """A quantity leaves one item and enters another, in the same pool and place: two events, the second naming the
    first."""
    place = book(facts, row["item_id"]).place if row["pool"] is Pool.STORED else None
    out = written(unit, law, facts, {**row, **told_of, "other_item_id": to})
    entered = {**row, **told_of, "act": act, "item_id": to, "other_item_id": row["item_id"], "place_id": place}
    into = written(unit, law, facts, {**entered, "refers_id": out["id"]})
    return [out["id"], into["id"]]


def correct(desk: Desk, law: Law, events: Sequence[int], reason: str, hands: Hands) -> Outcome:
    """Strike events out (更正) with a reason: they stay to be read and count no more.

    拆分 and 合并 are struck out whole. Refused while later events stand on what is struck out.
    """
    with desk.store.unit("更正") as unit:
        facts = Facts(unit.session, desk.today)
        handed(facts, hands, desk.today)
        filled(reason, "更正原因", "reason")
        struck = [facts.row(EVENTS, event) for event in _whole(facts, events)]
        ids = []
        for row in sorted(struck, key=lambda found: -found["id"]):
            _may_strike(facts, row)
            said = {"act": CustodyAct.CORRECTED, "item_id": row["item_id"], "refers_id": row["id"]}
            size = {"quantity": row["quantity"] or 0, "reason": reason.strip()}
            ids.append(written(unit, law, facts, {**signed(hands), **said, **size})["id"])
        told_of = f"已更正 {'、'.join(str(row['number']) for row in struck[:3])}{'等' if len(struck) > 3 else ''}"
        _empty_parts(unit, facts, struck)
    return outcome(law, ids, told_of, unit)


def _whole(facts: Facts, events: Sequence[int]) -> list[int]:
    """The events, each with its other half."""
    if not events:
        raise Refusal("没有选中要更正的流水。先选一笔")
    found = list(dict.fromkeys(events))
    for event in tuple(found):
        row = facts.row(EVENTS, event)
        if row.get("act") in PAIRED:
            found.append(row["refers_id"])
        if row.get("act") in PARTING:
            halves = facts.having(EVENTS, CustodyEvent.refers_id.key, event)
            found += [half["id"] for half in halves if half["act"] in PAIRED]
    return [event for event in dict.fromkeys(found) if event is not None]


def _may_strike(facts: Facts, row: Row) -> None:
    if not row or row["retired_at"] is not None or row["item_id"] is None:
        raise Refusal("选中的流水已不在，列表已过时。按 F5 重取")
    if row["act"] is CustodyAct.CORRECTED:
        raise Refusal(f"{row['number']} 是更正记录，不能再更正。按实际重新登记一笔")
    for other in facts.having(EVENTS, CustodyEvent.refers_id.key, row["id"]):
        if other["act"] is CustodyAct.CORRECTED:
            raise Refusal(f"{row['number']} 已由 {other['number']} 更正过。按实际重新登记一笔")


def _empty_parts(unit: UnitOfWork, facts: Facts, struck: Sequence[Row]) -> None:
    """An item that was never parted off after all is put away with its number (编号不再用)."""
    for row in struck:
        if row["act"] is CustodyAct.SPLIT_IN and not book(facts, row["item_id"]).received:
            part = unit.session.get_one(SeizedItem, row["item_id"])
            part.retired_at, part.retired_reason = unit.act["at"], "拆分已更正"
