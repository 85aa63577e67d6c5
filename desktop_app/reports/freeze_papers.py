"""《冻结到期表》: freezes in force under the call their last day has come to; those run out first, waiting last."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop_app.figures.engine import Question
from desktop_app.figures.freezes import FreezeStand, QueueStand, called, live, queued
from desktop_app.reports.blocks import Cell, Column, Document, GroupRow, Heading, Ledger, Row
from desktop_app.reports.form_rows import MISSING, iso
from desktop_app.reports.issue_rows import asked, han, only_options
from desktop_app.reports.money_papers import exact
from desktop_app.reports.request import Request, footer, meta, unit_line
from desktop_app.reports.styles import LEDGER_PAGE, Align
from desktop_app.rules.dates import long_day
from desktop_app.rules.freezing import Warned, warned

TITLE = "冻结到期表"
CENTRE, RIGHT = Align.CENTRE, Align.RIGHT
COLUMNS = (
    Column("序号", mm=11, align=CENTRE),
    Column("编号", mm=18, align=CENTRE),
    Column("受案号", mm=44),
    Column("户名", mm=18, align=CENTRE),
    Column("金融机构、账号", weight=1),
    Column("金额（元）", mm=27, align=RIGHT),
    Column("冻结通知书", mm=32),
    Column("冻结日期", mm=22, align=CENTRE),
    Column("续冻", mm=12, align=CENTRE),
    Column("到期", mm=22, align=CENTRE),
    Column("距今", mm=24, align=CENTRE),
)
_RED = "#B3261E"


@dataclass(frozen=True)
class _Group:
    """Freezes under one call: what is to be done of them."""

    said: str
    rows: Sequence[FreezeStand]


def freezes_due(request: Request) -> Document:
    """《冻结到期表》 at the end of the day; its sum is that of the freezes in force."""
    only_options(request, TITLE)
    with request.desk.facts() as facts:
        ask = asked(request, facts)
        rows, waits = live(ask), queued(ask)
        body = list(_body(ask, rows, waits))
        total = _total(rows) if rows else None
        note = "注：到期不续的自动解除；续冻应在到期前办完。轮候的不计入合计。" if body else ""
        empty = f"（截至{long_day(ask.as_of)}，没有冻结中的账户）"
        table = Ledger(COLUMNS, body, total, note=note, empty=empty)
        blocks = (Heading(TITLE), unit_line(request, facts), table)
        return Document(TITLE, LEDGER_PAGE, blocks, meta(request, facts, TITLE), footer(request, facts))


def _body(ask: Question, rows: Sequence[FreezeStand], waits: Sequence[QueueStand]) -> Iterator[Row]:
    at = heads = 0
    for group in _groups(rows, called(ask)):
        if not group.rows:
            continue
        heads += 1
        yield GroupRow(f"{han(heads)}、{group.said}（{len(group.rows)}笔）")
        yield from (_row(row, place) for place, row in enumerate(group.rows, at + 1))
        at += len(group.rows)
    if waits:
        yield GroupRow(f"{han(heads + 1)}、轮候（{len(waits)}笔）")
        yield from (_queued(row, place) for place, row in enumerate(waits, at + 1))


def _groups(rows: Sequence[FreezeStand], calls: Sequence[Warned]) -> Iterator[_Group]:
    """Those run out, those under each call from the nearest on, the rest, those without a last day."""
    yield _Group("已过期，逾期未续冻也未解除", [row for row in rows if row.lapsed])
    for call in calls:
        yield _Group(f"{call.days}天内到期，{call.said}", [row for row in rows if warned(row.left, calls) == call])
    ahead = calls[-1].days if calls else -1
    far = f"{ahead}天以后到期" if calls else "冻结中"
    yield _Group(far, [row for row in rows if row.left is not None and row.left > ahead and not row.lapsed])
    yield _Group("没有到期日，先补", [row for row in rows if row.left is None])


def _row(row: FreezeStand, at: int) -> Row:
    return (
        str(at),
        row.number,
        row.case,
        row.owner,
        "\n".join(filter(None, (row.bank, row.account))),
        exact(row.amount) if row.amount is not None else MISSING,
        row.paper_no,
        iso(row.from_on),
        f"{row.renewals}次" if row.renewals else "",
        iso(row.to_on),
        _far(row.left),
    )


def _far(left: int | None) -> Cell:
    if left is None:
        return Cell(MISSING, strong=True)
    if left < 0:
        return Cell(f"! 超期{-left}天", strong=True, colour=_RED)
    return Cell(f"还有{left}天" if left else "今天", strong=not left)


def _queued(row: QueueStand, at: int) -> Row:
    ready = f"{row.free_on}起可生效" if row.free_on is not None else ""
    amount = exact(row.amount) if row.amount is not None else MISSING
    waits = f"轮候于{row.waits_for}"
    return (str(at), row.number, row.case, row.owner, row.bank, amount, waits, "", "", "", Cell(ready, strong=True))


def _total(rows: Sequence[FreezeStand]) -> Sequence[str]:
    sum_ = sum(row.amount or 0 for row in rows)
    over = sum(row.lapsed for row in rows)
    said = f"在冻{len(rows)}笔" + (f"，过期{over}笔" if over else "")
    return ("", "合计", said, "", "", exact(sum_), "", "", "", "", "")
