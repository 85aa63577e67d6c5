"""Mending the books of the special account (对账): the line an event lacks, the custody event a line lacks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.models.seizures import CustodyEvent, MoneyEntry, SeizedItem, Seizure
from desktop_app.rules.cases import case_key
from desktop_app.rules.money import kind_of, kind_told, shared_out, way_told
from desktop_app.rules.vocabulary import CustodyAct, Disposal, MoneyKind, Pool
from desktop_app.services import records
from desktop_app.services.custody import book
from desktop_app.services.custody_acts import Approval, Hands, Lot, deposit, dispose
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.services.facts import Facts, Row
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal

ENTRIES, EVENTS = MoneyEntry.__tablename__, CustodyEvent.__tablename__
ITEMS, HEADS = SeizedItem.__tablename__, Seizure.__tablename__
_WAITING = (Pool.HELD, Pool.STORED)


def book_line(desk: Desk, law: Law, event_id: int, sum_: int) -> Outcome:
    """Enter the account line of a custody event that has none (补记专户收支).

    ``sum_`` is what the event brought in (above 0) or took out (below 0), in 分.
    """
    with desk.store.unit("补记专户收支") as unit:
        facts = Facts(unit.session, desk.today)
        event = _event(facts, event_id)
        if not sum_:
            raise Refusal(f"{event['number']} 没有金额。先在物品上补金额，再记专户收支")
        item = facts.row(ITEMS, event["item_id"])
        kind = kind_of(event["act"], event["way"])
        given = {
            "booked_on": event["happened_on"],
            "case_no": facts.row(HEADS, item.get("seizure_id")).get("case_no") or "",
            "kind": kind,
            "said": _said(kind, event["way"], str(item["name"])),
            "income": sum_ if sum_ > 0 else None,
            "outgo": -sum_ if sum_ < 0 else None,
            "paper_no": event["paper_no"],
            "approver_id": event["approver_id"],
            "item_id": event["item_id"],
        }
        record, warnings = records.write(unit, law, new_draft(MoneyEntry, given), facts, records.Mode.DESK)
        said = f"已记 {record.number} {given['said']} {abs(sum_) / 100:,.2f} 元"
        record_id = record.id
    return Outcome(ENTRIES, (record_id,), said, unit.batch_id, tuple(warnings))


def _event(facts: Facts, event_id: int) -> Row:
    row = facts.row(EVENTS, event_id)
    if not row or row["retired_at"] is not None:
        raise Refusal("没有这笔保管流水，列表已过时。按 F5 重取")
    return row


def _said(kind: MoneyKind, way: Disposal | None, name: str) -> str:
    return f"{name}存入专户" if kind is MoneyKind.DEPOSIT else f"{name}{way or '支出'}"


@dataclass(frozen=True, slots=True)
class Proposal:
    """The custody event a line of the account lacks: of which items how much, on which day, by which way and paper."""

    entry: int
    number: str
    said: str
    sum: int
    on: date | None
    act: CustodyAct
    way: Disposal | None
    paper_no: str
    approver: int | None
    lots: tuple[Lot, ...]
    told: tuple[str, ...]
    short: int


def proposed(facts: Facts, entry_id: int) -> Proposal:
    """What would mend a line without a custody event; ``short`` is the part no item of the case can account for.

    Refuses interest and fees, and a line of no case.
    """
    row = _entry(facts, entry_id)
    coming = bool(row["income"])
    sum_ = row["income"] or row["outgo"] or 0
    held = list(_held(facts, row, (_WAITING if coming else (Pool.DEPOSITED,))))
    shares = shared_out(sum_, [(item["id"], amount) for item, amount, _ in held])
    by_id = {item["id"]: (item, amount, much) for item, amount, much in held}
    pool = None if coming else Pool.DEPOSITED
    lots = [_lot(Lot(item_id, by_id[item_id][2], share, pool), by_id[item_id][1]) for item_id, share in shares]
    told = tuple(f"{by_id[id_][0]['number']} {by_id[id_][0]['name']} {share / 100:,.2f} 元" for id_, share in shares)
    kind = row["kind"] or kind_told(row["said"], row["income"], row["outgo"])
    return Proposal(
        entry=entry_id,
        number=row["number"],
        said=row["said"],
        sum=sum_ if coming else -sum_,
        on=row["booked_on"],
        act=CustodyAct.DEPOSITED if coming else CustodyAct.DISPOSED,
        way=None if coming else way_told(kind, row["said"]),
        paper_no=row["paper_no"],
        approver=row["approver_id"],
        lots=tuple(lots),
        told=told,
        short=sum_ - sum(share for _, share in shares),
    )


def _entry(facts: Facts, entry_id: int) -> Row:
    row = facts.row(ENTRIES, entry_id)
    if not row or row["retired_at"] is not None:
        raise Refusal("没有这笔专户收支，列表已过时。按 F5 重取")
    if not case_key(row["case_no"] or ""):
        raise Refusal(f"{row['number']} 没有受案号，不知道是哪一案的款。先在表单里补受案号")
    return row


def _held(facts: Facts, entry: Row, pools: Sequence[Pool]) -> Iterator[tuple[Row, int, int]]:
    """Items of the line's case with money in these pools: the sum left of each and the quantity there."""
    key = case_key(entry["case_no"])
    heads = {head["id"] for head in facts.live(HEADS) if case_key(head["case_no"]) == key}
    items = [item for item in facts.live(ITEMS) if item["seizure_id"] in heads and item["amount"]]
    named = [item for item in items if item["id"] == entry["item_id"]]
    for item in sorted(named or items, key=lambda one: str(one["number"])):
        now = book(facts, item["id"])
        much = sum(now.of(pool) for pool in pools)
        if much and much == now.kept and now.amount > 0 and (pools != _WAITING or is_money(item)):
            yield item, now.amount, much


def is_money(item: Row) -> bool:
    """Whether an item is paid into an account, not put on a shelf: money counts its units in yuan."""
    unit, category = item.get("unit"), str(item.get("category") or "")
    return unit == "元" or any(word in category for word in ("现金", "存款", "汇款"))


def _lot(asked: Lot, held: int) -> Lot:
    """All of an item, or the part of its quantity that goes with a part of the sum held. Refuses one not divisible."""
    share, much = asked.amount or 0, asked.quantity or 0
    if share == held:
        return Lot(asked.item)
    quantity, rest = divmod(much * share, held)
    if rest or not quantity:
        raise Refusal("这笔款只是一件物品金额的一部分，数量分不开。先拆分物品，再对账")
    return Lot(asked.item, quantity, share, asked.pool)


def mend(
    desk: Desk, law: Law, asked: Proposal, way: Disposal | None, basis: str, approval: Approval, hands: Hands
) -> Outcome:
    """Enter the custody event a line of the account lacks: 存入专户 of a receipt, 处置 of a payment."""
    if not asked.lots:
        what = "没有待存的款" if asked.act is CustodyAct.DEPOSITED else "没有在专户的款"
        raise Refusal(f"{asked.number} 这一案{what}。先登记物品和金额，再对账")
    if asked.short:
        raise Refusal(f"{asked.number} 比这一案的款多 {asked.short / 100:,.2f} 元。先核对物品金额和受案号")
    if asked.act is CustodyAct.DEPOSITED:
        return deposit(desk, law, asked.lots, hands, approval.paper_no)
    return dispose(desk, law, asked.lots, way, basis, approval, hands)
