"""《涉案财物库存台账》: what lies in the store place by place, in the account and in place, with counts and sums."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from desktop_app.figures.custody_boards import YUAN
from desktop_app.figures.custody_stock import WHERE, Lying, stock
from desktop_app.figures.engine import Question
from desktop_app.figures.seizure_standing import ITEM
from desktop_app.registers.words import yuan
from desktop_app.reports.blocks import Block, Cell, Column, Document, GroupRow, Heading, Ledger, Row, Spacer
from desktop_app.reports.custody_rows import (
    day,
    events_of,
    head_of,
    items_named,
    much,
    struck_ids,
    who,
)
from desktop_app.reports.issue_rows import asked, only_options
from desktop_app.reports.request import Request, footer, meta, unit_line
from desktop_app.reports.styles import CELL, CELL_HEAD, SMALL, SMALL_HEAD, Align, Margins, PageSetup, Paper
from desktop_app.rules.dates import long_day
from desktop_app.rules.vocabulary import CustodyAct, Pool
from desktop_app.services.facts import Facts

TITLE = "涉案财物库存台账"
PAGE = PageSetup(Paper.A4, True, Margins(16, 14, 20, 16))
CENTRE, RIGHT = Align.CENTRE, Align.RIGHT
LISTED = (Pool.STORED, Pool.DEPOSITED, Pool.KEPT)
NOWHERE = "未填库位"
COLUMNS = (
    Column("序号", mm=10, align=CENTRE),
    Column("库位", mm=26),
    Column("物品编号", mm=34.5, align=CENTRE),
    Column("名称、特征", weight=4),
    Column("受案号、案件名称", weight=5),
    Column("数量", mm=17, align=CENTRE),
    Column("金额（元）", mm=24, align=RIGHT),
    Column("入库日", mm=20, align=CENTRE),
    Column("封条", mm=15, align=CENTRE),
    Column("保管人", mm=16, align=CENTRE),
)
SUMMARY = (
    Column("存放情况", weight=3),
    Column("库位（处）", mm=28, align=RIGHT),
    Column("件数", mm=28, align=RIGHT),
    Column("金额（元）", mm=42, align=RIGHT),
)
NOTE = "注：一件物品分在几处的，每处各列一次，数量、金额按所在处的部分计；合计按物品计一件。金额不含外币。"


def stock_ledger(request: Request) -> Document:
    """《库存台账》 of everything, or of the items, cases or places named by ``record`` (several parted by 、)."""
    only_options(request, TITLE)
    with request.desk.facts() as facts:
        ask = asked(request, facts)
        rows = _chosen(request, facts, ask)
        foot = footer(request, facts, ("记账人：", "保管人：", "审核人："))
        blocks = tuple(_blocks(request, facts, rows))
        return Document(TITLE, PAGE, blocks, meta(request, facts, TITLE), foot)


def _chosen(request: Request, facts: Facts, ask: Question) -> list[Lying]:
    every = stock(ask)
    if not request.record.strip():
        return every
    wanted = {row["id"] for row in items_named(facts, request.record)}
    return [one for one in every if one.item.id in wanted]


def _blocks(request: Request, facts: Facts, rows: Sequence[Lying]) -> Iterator[Block]:
    yield Heading(TITLE)
    yield unit_line(request, facts)
    yield _summary(facts, rows)
    yield Spacer(3)
    listed = [one for one in rows if one.pool in LISTED]
    empty = f"（截至{long_day(request.as_of)}，没有在库、存专户、就地保管的涉案财物）"
    yield Ledger(COLUMNS, list(_lines(facts, listed)), _total(facts, listed), NOTE if listed else "", 8, SMALL,
                 SMALL_HEAD, SMALL, empty)  # fmt: skip


def _summary(facts: Facts, rows: Sequence[Lying]) -> Ledger:
    """By where it lies; what is not in the house's store stands there too, so that all adds up."""
    told: list[Row] = []
    for pool, said in WHERE.items():
        own = [one for one in rows if one.pool is pool]
        if own:
            places = len({one.place for one in own if one.place})
            told.append((said, str(places) if places else "", str(len(own)), _sum(facts, own)))
    total = ("合计（一件计一次）", "", str(len({one.item.id for one in rows})), _sum(facts, rows))
    return Ledger(SUMMARY, told, total if told else None, "", 7.5, CELL, CELL_HEAD, empty="（没有在管的涉案财物）")


def _sum(facts: Facts, rows: Iterable[Lying]) -> str:
    known = [one.amount for one in rows if one.amount is not None and _counted(facts, one)]
    return yuan(sum(known)) if known else ""


def _counted(facts: Facts, one: Lying) -> bool:
    return facts.row(ITEM, one.item.id)["currency"] in YUAN


def _lines(facts: Facts, rows: Sequence[Lying]) -> Iterator[Row]:
    at = 0
    for (pool, room), some in groupby(rows, key=lambda one: (one.pool, one.room)):
        own = list(some)
        where = room or (NOWHERE if pool is Pool.STORED else "")
        money, places = _sum(facts, own), len({one.place for one in own if one.place})
        told = (WHERE[pool], where, f"{places}处" if places else "", f"{len(own)}件", f"{money}元" if money else "")
        yield GroupRow("　".join(filter(None, told)))
        for one in own:
            at += 1
            yield _row(facts, at, one)


def _row(facts: Facts, at: int, one: Lying) -> Row:
    row = facts.row(ITEM, one.item.id)
    head = head_of(facts, row)
    features = f"，{row['features']}" if row["features"] else ""
    since, keeper, seal = _kept(facts, one)
    currency = "" if _counted(facts, one) else f" {row['currency']}"
    return (
        str(at),
        one.place or str(row["written_place"] or ""),
        one.item.number,
        f"{one.item.name}{features}",
        "\n".join(filter(None, (str(head.get("case_no") or ""), str(head.get("case_name") or "")))),
        much(row, one.quantity),
        "" if one.amount is None else f"{yuan(one.amount)}{currency}",
        since,
        Cell(seal, CENTRE),
        keeper,
    )


def _kept(facts: Facts, one: Lying) -> tuple[str, str, str]:
    """The day it came, who keeps it, its seal: the last event that tells, else the item's own record."""
    row = facts.row(ITEM, one.item.id)
    events = events_of(facts, row)
    struck = struck_ids(events)
    told = [event for event in events if event["id"] not in struck]
    past = {event.id for event in one.item.past}
    into = (CustodyAct.STORED, CustodyAct.DEPOSITED, CustodyAct.KEPT)
    came = [event for event in told if event["act"] in into and event["id"] in past]
    seals = [str(event["seal_no"]) for event in told if event["seal_no"] and event["id"] in past]
    since = came[-1]["happened_on"] if came else one.item.moved_on
    keeper = who(facts, row["keeper_id"] or (came[-1]["taker_id"] if came else None))
    return day(since), keeper, [str(row["seal_no"] or ""), *seals][-1]


def _total(facts: Facts, rows: Sequence[Lying]) -> Sequence[str] | None:
    if not rows:
        return None
    count = len({one.item.id for one in rows})
    return ("", "合计", "", f"{count}件物品", "", "", _sum(facts, rows), "", "", "")
