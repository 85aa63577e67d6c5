"""《催还单》: seized property lent or sent out past its day, a sheet for everybody who has some of it."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from desktop_app.figures.seizures import LoanStand, overdue_loans
from desktop_app.models.people import Officer
from desktop_app.reports.blocks import (
    Block,
    Box,
    Column,
    Document,
    Form,
    FormRow,
    Heading,
    Ledger,
    PageBreak,
    Para,
    Row,
    Spacer,
    UnitLine,
)
from desktop_app.reports.custody_rows import EVENT, ITEM, borrower, much, whole_name
from desktop_app.reports.form_rows import iso
from desktop_app.reports.hand_over_list import SHORT_DAY
from desktop_app.reports.issue_rows import asked, only_options
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.styles import CELL, CELL_HEAD, SMALL, Align, Font, Margins, PageSetup, Style
from desktop_app.rules.dates import long_day
from desktop_app.rules.unreadable import tight
from desktop_app.services.facts import Facts
from desktop_app.system.errors import Refusal

TITLE = "涉案财物催还单"
PAGE = PageSetup(margins=Margins(20, 16, 22, 18))
CENTRE = Align.CENTRE
BODY, LABEL = Style(Font.SONG, 12, 22), Style(Font.HEI, 10.5, 14)
COLUMNS = (
    Column("序号", mm=10, align=CENTRE),
    Column("物品编号", mm=39.5, align=CENTRE),
    Column("名称、特征", weight=1),
    Column("数量", mm=15, align=CENTRE),
    Column("调出日期", mm=21.5, align=CENTRE),
    Column("应还日期", mm=21.5, align=CENTRE),
    Column("超期", mm=13, align=CENTRE),
    Column("审批文书", mm=23),
)
_ASKS = (
    "请自收到本单起，尽快将下列财物归还案件管理部门；仍需使用的，归还前另行办理延期审批。已归还未登记的，请一并告知。"
)


def loan_urging(request: Request) -> Document:
    """《催还单》 of all loans past their day, a sheet for each holder; ``record`` names one (姓名、单位) or an item.

    Refuses a name that has nothing overdue; an empty form when nothing is.
    """
    only_options(request, TITLE)
    with request.desk.facts() as facts:
        found = [(_holder(facts, one), one) for one in overdue_loans(asked(request, facts))]
        kept = _named(found, request.record)
        kept.sort(key=lambda pair: pair[0])
        blocks: list[Block] = []
        for holder, rows in groupby(kept, key=lambda pair: pair[0]):
            blocks += [PageBreak(recount=True)] if blocks else []
            blocks += _sheet(request, facts, holder, [one for _, one in rows])
        blocks = blocks or list(_sheet(request, facts, "", []))
        return Document(TITLE, PAGE, tuple(blocks), meta(request, facts, TITLE), footer(request, facts, ()))


def _holder(facts: Facts, one: LoanStand) -> str:
    """Who has it: the officer of the two who does not keep it; the other side where it went out of the house."""
    event = facts.row(EVENT, one.loan.event)
    if event.get("outside"):
        return str(event["outside"])
    who = borrower(facts, facts.row(ITEM, one.item.id), event)
    place = str(facts.department_of(who).get("name") or "")
    name = facts.label(Officer.__tablename__, who).replace(f"（{place}）", "")
    return f"{place}　{name}".strip("　") if name else one.item.department


def _named(found: list[tuple[str, LoanStand]], record: str) -> list[tuple[str, LoanStand]]:
    wanted = tight(record)
    if not wanted:
        return found
    kept = [pair for pair in found if wanted in tight(pair[0]) or wanted in (tight(pair[1].item.number),)]
    if not kept:
        raise Refusal(f"“{record.strip()}”没有逾期未还的财物。写姓名、单位或物品编号", "record")
    return kept


def _sheet(request: Request, facts: Facts, holder: str, loans: Sequence[LoanStand]) -> Iterator[Block]:
    unit = str(facts.unit.get("name") or "")
    yield Heading(TITLE)
    yield UnitLine(f"单位：{unit}", f"截至{long_day(request.as_of)}", Style(Font.SONG, 10.5, 16))
    yield Para(f"{holder or '　　　　　　　　'}：", BODY, Align.LEFT, 0)
    days = max((-_left(request, one) for one in loans), default=0)
    told = f"你处调用、接收的涉案财物{len(loans)}件已过归还期限，最长超期{days}天。{_ASKS}" if loans else _ASKS
    yield Para(told, BODY)
    yield Spacer(2)
    rows = [_row(request, facts, at, one) for at, one in enumerate(loans, 1)]
    yield Ledger(COLUMNS, rows, min_row_mm=9, style=CELL, head_style=CELL_HEAD, empty="（没有逾期未还的财物）")
    yield Spacer(3)
    yield Form((22.0, 63.0, 22.0, 63.0), tuple(_foot()), Style(Font.SONG, 10.5, 14), LABEL)
    yield Spacer(2)
    yield Para("注：本单一式两份，一份送达，一份签收后由案件管理部门存查。", SMALL, Align.LEFT, 0)


def _left(request: Request, one: LoanStand) -> int:
    return (one.loan.due - request.as_of).days if one.loan.due is not None else 0


def _row(request: Request, facts: Facts, at: int, one: LoanStand) -> Row:
    item, event = facts.row(ITEM, one.item.id), facts.row(EVENT, one.loan.event)
    return (
        str(at),
        one.item.number,
        whole_name(item),
        much(item, one.loan.quantity),
        iso(one.loan.since),
        iso(one.loan.due),
        f"{-_left(request, one)}天",
        str(event.get("paper_no") or ""),
    )


def _foot() -> Iterator[FormRow]:
    sign = f"签字：　　　　{SHORT_DAY}"
    yield FormRow((Box("催 办 人", label=True), Box(sign=sign), Box("签 收 人", label=True), Box(sign=sign)), 14)
    yield FormRow((Box("逾期原因", label=True), Box(columns=3)), 14)
    yield FormRow((Box("归还情况", label=True), Box(sign=f"保管人：　　　　{SHORT_DAY}", columns=3)), 14)
