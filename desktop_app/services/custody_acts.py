"""Acts of custody (交接): goods stored, deposited, kept in place, lent, sent, given back, moved, disposed of.

Every act takes any number of items and writes all of its events or none, as one undoable act. What refuses an act
says what the officer can do. After 高检规则 2012 第六百七十三条: nothing leaves without approval.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.models.people import Officer
from desktop_app.models.seizures import CustodyEvent, SeizedItem, StoragePlace
from desktop_app.rules.custody import FLOWS, Loan, Standing
from desktop_app.rules.numbers import quantity as told
from desktop_app.rules.vocabulary import CustodyAct, Disposal, Pool
from desktop_app.services import records
from desktop_app.services.custody import book
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Values, new_draft
from desktop_app.services.facts import Facts, Row
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.store.file import UnitOfWork
from desktop_app.system.errors import Refusal

ITEMS = SeizedItem.__tablename__
EVENTS = CustodyEvent.__tablename__


@dataclass(frozen=True, slots=True)
class Hands:
    """When and by whom goods change hands (经手): two officers, and the other side where it is not of the house."""

    on: date | None
    giver: int | None
    taker: int | None
    outside: str = ""
    clock: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Approval:
    """What lets goods leave (审批): the paper's number and who approved."""

    paper_no: str
    approver: int | None


@dataclass(frozen=True, slots=True)
class Lot:
    """How much of an item (数量, in thousandths; None for all there is), its 账面金额 in 分, and from which pool."""

    item: int
    quantity: int | None = None
    amount: int | None = None
    pool: Pool | None = None


@dataclass(frozen=True, slots=True)
class Back:
    """What comes back of a loan (归还): the event it left by, how much (None for all), where it is put."""

    loan: int
    quantity: int | None = None
    place: int | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """How goods were found (状况检查) and under which seal (封条号) they lie."""

    condition: str
    seal_no: str = ""


def store(desk: Desk, law: Law, lots: Sequence[Lot], place: int | None, kept: Kept, hands: Hands) -> Outcome:
    """Take items into the store (入库): into one place, their condition looked at, their seal noted."""
    filled(kept.condition, "状况", "condition")
    more = {"place_id": place, "condition": kept.condition, "seal_no": kept.seal_no}
    return _flow(desk, law, CustodyAct.STORED, lots, hands, more)


def deposit(desk: Desk, law: Law, lots: Sequence[Lot], hands: Hands, voucher: str = "") -> Outcome:
    """Pay money into the special account (存入专户); ``voucher`` is the number of the bank's slip."""
    return _flow(desk, law, CustodyAct.DEPOSITED, lots, hands, {"paper_no": voucher})


def keep_in_place(desk: Desk, law: Law, lots: Sequence[Lot], reason: str, hands: Hands) -> Outcome:
    """Leave items where they are (就地保管), with the reason why they do not go to the store."""
    filled(reason, "不入库原因", "reason")
    return _flow(desk, law, CustodyAct.KEPT, lots, hands, {"reason": reason})


def lend(
    desk: Desk, law: Law, lots: Sequence[Lot], approval: Approval, due: date | None, reason: str, hands: Hands
) -> Outcome:
    """Lend items to case handlers (调用) on an approval, to be given back by a day."""
    approved(approval)
    filled(reason, "事由", "reason")
    if due is None:
        raise Refusal("没填预定归还日。填好再存", "due_on")
    _not_before(due, hands.on)
    return _flow(desk, law, CustodyAct.LENT, lots, hands, {**_by(approval), "due_on": due, "reason": reason})


def send(
    desk: Desk,
    law: Law,
    lots: Sequence[Lot],
    approval: Approval,
    hands: Hands,
    reason: str = "",
    due: date | None = None,
) -> Outcome:
    """Send items to another organ (移送), named in ``hands.outside``, on an approval; they may come back."""
    approved(approval)
    filled(hands.outside, "对方单位", "outside")
    _not_before(due, hands.on)
    return _flow(desk, law, CustodyAct.SENT, lots, hands, {**_by(approval), "due_on": due, "reason": reason})


def give_back(desk: Desk, law: Law, backs: Sequence[Back], kept: Kept, hands: Hands) -> Outcome:
    """Take back what was lent or sent (归还), each against its own loan; looked at and sealed anew."""
    with desk.store.unit("归还") as unit:
        facts = Facts(unit.session, desk.today)
        handed(facts, hands, desk.today)
        filled(kept.condition, "状况", "condition")
        _chosen(backs, "归还")
        rows = []
        for back in backs:
            item, loan = _loan(facts, back.loan)
            wanted = loan.quantity if back.quantity is None else back.quantity
            if back.place is not None:
                _place(facts, back.place)
                _one_place(facts, item, back.place)
            row = {"act": CustodyAct.RETURNED, "item_id": item, "quantity": wanted, "refers_id": back.loan}
            said = {"place_id": back.place, "condition": kept.condition, "seal_no": kept.seal_no}
            rows.append(written(unit, law, facts, {**row, **said, **signed(hands)}))
            _must_lie(facts, item)
        told_of = f"已归还 {_many(facts, [row['item_id'] for row in rows])}"
    return outcome(law, [row["id"] for row in rows], told_of, unit)


def move(desk: Desk, law: Law, items: Sequence[int], place: int | None, hands: Hands, reason: str = "") -> Outcome:
    """Move items of the store to another place (移库)."""
    with desk.store.unit("移库") as unit:
        facts = Facts(unit.session, desk.today)
        handed(facts, hands, desk.today)
        _place(facts, place)
        _chosen(items, "移库")
        ids = []
        for item in items:
            held = book(facts, known(facts, item)["id"]).of(Pool.STORED)
            row = {"act": CustodyAct.MOVED, "item_id": item, "quantity": held, "pool": Pool.STORED}
            ids.append(
                written(unit, law, facts, {**row, "place_id": place, "reason": reason, **signed(hands)})["id"],
            )
        said = f"已移库 {_many(facts, items)}至 {facts.label(StoragePlace.__tablename__, place)}"
    return outcome(law, ids, said, unit)


def dispose(
    desk: Desk, law: Law, lots: Sequence[Lot], way: Disposal | None, basis: str, approval: Approval, hands: Hands
) -> Outcome:
    """Let items go for good (处置) one way, on a basis and an approval, to the receiver ``hands.outside``.

    Of a part the amount is the part of the book amount that goes with it; with the last of it goes what is left.
    """
    if way is None:
        raise Refusal("没填处置方式。选好再存", "way")
    filled(basis, "依据", "basis")
    approved(approval)
    filled(hands.outside, "接收单位或领取人（销毁的写执行单位）", "outside")
    return _flow(desk, law, CustodyAct.DISPOSED, lots, hands, {**_by(approval), "way": way, "basis": basis})


def _flow(desk: Desk, law: Law, act: CustodyAct, lots: Sequence[Lot], hands: Hands, more: Values) -> Outcome:
    """One act of one kind over many items: all of it or nothing."""
    with desk.store.unit(str(act)) as unit:
        facts = Facts(unit.session, desk.today)
        handed(facts, hands, desk.today)
        _chosen(lots, str(act))
        if act is CustodyAct.STORED:
            _place(facts, more["place_id"])
        ids = []
        for lot in lots:
            row = {**taken(facts, act, lot), **more, **signed(hands)}
            if act is CustodyAct.STORED:
                _one_place(facts, lot.item, row["place_id"])
            ids.append(written(unit, law, facts, row)["id"])
        said = f"已{act} {_many(facts, [lot.item for lot in lots])}"
    return outcome(law, ids, said, unit)


def taken(facts: Facts, act: CustodyAct, lot: Lot) -> Values:
    """How much of an item an act takes, from which pool, with which amount. Raises Refusal."""
    item = known(facts, lot.item)
    now = book(facts, lot.item)
    sources = [pool for pool in FLOWS[act][0] if now.of(pool)]
    fitting = [pool for pool in sources if lot.quantity is not None and now.of(pool) >= lot.quantity]
    pool = lot.pool or next(iter([*fitting, *sources]), None)
    if lot.quantity is None and lot.pool is None and len(sources) > 1:
        where = "、".join(f"{found}{told(now.of(found))}" for found in sources)
        raise Refusal(f"{item['number']} 分在几处：{where}。写明数量和取自哪里，分笔办", "quantity")
    wanted = lot.quantity if lot.quantity is not None else now.of(pool) if pool is not None else 1
    row = {"act": act, "item_id": lot.item, "quantity": wanted, "pool": pool}
    return {**row, "amount": _amount(item, now, wanted, lot.amount) if FLOWS[act][1] in _GONE else lot.amount}


_GONE = {Pool.DISPOSED, Pool.PARTED}


def _amount(item: Row, now: Standing, wanted: int, given: int | None) -> int | None:
    """The part of the book amount that leaves with a quantity; what is left of it leaves with the last."""
    number = item["number"]
    if item["unit"] == "元" and wanted % 10:
        raise Refusal(f"{number} 是钱款，{told(wanted)} 元不到分。写到 0.01 元为止", "quantity")
    if given is not None and given < 0:
        raise Refusal(f"{number} 的金额小于0。填正数", "amount")
    if given and given > now.amount:
        raise Refusal(f"{number} 账面金额只有 {max(now.amount, 0) / 100:.2f} 元。改金额，或先核对物品的金额", "amount")
    if wanted > now.kept:
        return given
    if wanted == now.kept:
        if given is not None and given != now.amount:
            raise Refusal(f"{number} 全部离账，金额应为余下的 {now.amount / 100:.2f} 元。改金额或留空", "amount")
        return now.amount or None
    if given is None and now.amount > 0:
        if item["unit"] != "元":
            raise Refusal(f"{number} 只动一部分，没填这部分的金额。填好再存", "amount")
        return min(wanted // 10, now.amount)
    if given is not None and item["unit"] == "元" and now.amount * 10 == now.kept and given * 10 != wanted:
        raise Refusal(f"{number} 是钱款，{told(wanted)} 元的金额应是 {wanted / 1000:.2f} 元。改金额或留空", "amount")
    return given


def handed(facts: Facts, hands: Hands, today: date) -> None:
    """Two different officers and a day that has come. Raises Refusal."""
    if hands.on is None:
        raise Refusal("没填日期。填好再存", "happened_on")
    if hands.on > today:
        raise Refusal(f"日期晚于今天 {today:%m-%d}。办理当天再登记", "happened_on")
    for who, label, name in ((hands.giver, "交出人", "giver_id"), (hands.taker, "接收人", "taker_id")):
        officer = facts.row(Officer.__tablename__, who)
        if not officer:
            raise Refusal(f"没填{label}。选好再存", name)
        if officer["retired_at"] is not None:
            raise Refusal(f"{label} {officer['name']} 已从花名册删除。另选一人，或先恢复", name)
    if hands.giver == hands.taker:
        raise Refusal("交出人和接收人是同一人。交接要两个人，改其中一个", "taker_id")


def approved(approval: Approval) -> None:
    """An approval has its paper and its approver. Raises Refusal."""
    filled(approval.paper_no, "审批文书号", "paper_no")
    if approval.approver is None:
        raise Refusal("没填批准人。选好再存", "approver_id")


def filled(text: str, label: str, name: str) -> None:
    """Something is written. Raises Refusal."""
    if not text.strip():
        raise Refusal(f"没写{label}。写明再存", name)


def _by(approval: Approval) -> Values:
    return {"paper_no": approval.paper_no.strip(), "approver_id": approval.approver}


def signed(hands: Hands) -> Values:
    """What every event says of its hands."""
    who = {"happened_on": hands.on, "giver_id": hands.giver, "taker_id": hands.taker}
    return {**who, "outside": hands.outside.strip(), "clock": hands.clock, "note": hands.note}


def _not_before(due: date | None, on: date | None) -> None:
    if due is not None and on is not None and due < on:
        raise Refusal(f"预定归还日早于出库日 {on:%m-%d}。改其中一个", "due_on")


def _place(facts: Facts, place: int | None) -> None:
    row = facts.row(StoragePlace.__tablename__, place)
    if not row:
        raise Refusal("没填库位。选好再存", "place_id")
    if row["retired_at"] is not None:
        raise Refusal(f"库位 {row['name']} 已停用。另选库位", "place_id")


def _one_place(facts: Facts, item: int, place: int) -> None:
    """What is in the store of one item lies together."""
    now = book(facts, item)
    if now.of(Pool.STORED) and now.place is not None and now.place != place:
        where = facts.label(StoragePlace.__tablename__, now.place)
        number = known(facts, item)["number"]
        raise Refusal(f"{number} 其余的在 {where}。放到一起，或先拆分再分开放", "place_id")


def _must_lie(facts: Facts, item: int) -> None:
    """What came back to the store lies somewhere."""
    now = book(facts, item)
    if now.of(Pool.STORED) and now.place is None:
        raise Refusal(f"{known(facts, item)['number']} 没填放回的库位。选好再存", "place_id")
    place = facts.row(StoragePlace.__tablename__, now.place)
    if now.of(Pool.STORED) and place and place["retired_at"] is not None:
        raise Refusal(f"{known(facts, item)['number']} 原来的库位 {place['name']} 已停用。另选库位", "place_id")


def _chosen(found: Sequence[object], verb: str) -> None:
    if not found:
        raise Refusal(f"没有选中要{verb}的物品。先选物品")


def known(facts: Facts, item: int) -> Row:
    """A living item. Raises Refusal."""
    row = facts.row(ITEMS, item)
    if not row or row["retired_at"] is not None:
        raise Refusal("选中的物品已删除，列表已过时。按 F5 重取")
    return row


def _loan(facts: Facts, event: int) -> tuple[int, Loan]:
    """The item and the open loan an event opened. Raises Refusal."""
    row = facts.row(EVENTS, event)
    if not row or row["item_id"] is None or row["retired_at"] is not None:
        raise Refusal("没有这笔出库，列表已过时。按 F5 重取")
    item = known(facts, row["item_id"])
    loan = next((found for found in book(facts, item["id"]).loans if found.event == event), None)
    if loan is None:
        raise Refusal(f"{item['number']} 的 {row['number']} 已还清或已更正。按 F5 重取，选还在外的一笔")
    return item["id"], loan


def written(unit: UnitOfWork, law: Law, facts: Facts, row: Mapping[str, Any]) -> Row:
    """Write one event; a refusal names its item. The row as written, with its id."""
    number = known(facts, row["item_id"])["number"]
    try:
        record, _ = records.write(unit, law, new_draft(CustodyEvent, dict(row)), facts, records.Mode.DESK)
    except Refusal as refused:
        raise Refusal(f"{number}：{refused.said}", refused.field) from refused
    return {**records.plain(record), "id": record.id}


def _many(facts: Facts, items: Iterable[int]) -> str:
    numbers = [str(known(facts, item)["number"]) for item in dict.fromkeys(items)]
    return f"{numbers[0]} " if len(numbers) == 1 else f"{len(numbers)} 件"


def outcome(law: Law, ids: Sequence[int], said: str, unit: UnitOfWork) -> Outcome:
    """What an act of custody answers: its events, its sentence, and that items are touched."""
    return Outcome(law.model.__tablename__, tuple(ids), said.strip(), unit.batch_id, touched=frozenset({ITEMS}))
