"""《涉案款专户逐案明细账》: the account case by case; where the books disagree is told."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from desktop_app.figures.engine import Question
from desktop_app.figures.freezes import EntryStand
from desktop_app.figures.money import CaseBook, MoneyMove, books
from desktop_app.figures.seizure_standing import NO_CASE, case_name
from desktop_app.reports.blocks import Cell, Column, Document, GroupRow, Heading, Ledger, Row
from desktop_app.reports.form_rows import BETWEEN, iso
from desktop_app.reports.issue_rows import asked, only_options
from desktop_app.reports.request import Request, footer, meta, unit_line
from desktop_app.reports.styles import LEDGER_PAGE, Align
from desktop_app.rules.cases import case_key
from desktop_app.rules.dates import long_day, read_date
from desktop_app.rules.money import APART, Balanced
from desktop_app.rules.unreadable import Unreadable
from desktop_app.system.errors import Refusal

TITLE = "涉案款专户逐案明细账"
SINCE = "since"
CENTRE, RIGHT = Align.CENTRE, Align.RIGHT
COLUMNS = (
    Column("序号", mm=11, align=CENTRE),
    Column("日期", mm=23, align=CENTRE),
    Column("凭证号", mm=20, align=CENTRE),
    Column("摘要", weight=3),
    Column("类别", mm=18, align=CENTRE),
    Column("收入（元）", mm=29, align=RIGHT),
    Column("支出（元）", mm=29, align=RIGHT),
    Column("结存（元）", mm=30, align=RIGHT),
    Column("审批文书", mm=34),
    Column("对账", weight=2),
)
_RED = "#B3261E"


def exact(fen: int) -> str:
    """Money in 元 to the 分: 1,234.00."""
    whole, cents = divmod(abs(fen), 100)
    return f"{'-' if fen < 0 else ''}{whole:,}.{cents:02d}"


def money_ledger(request: Request) -> Document:
    """《涉案款专户逐案明细账》 of the cases named by ``record`` (受案号 parted by 、), of all when none is named.

    Option ``since``: lines before that day are told by the opening balance (期初结存) alone. Every case is a section;
    the total is the figure 专户结存. Refuses an unknown case and a day that is none.
    """
    only_options(request, TITLE, SINCE)
    with request.desk.facts() as facts:
        ask, since = asked(request, facts), _since(request)
        chosen = _chosen(ask, request.record)
        rows = [row for book in chosen for row in _section(book, since)]
        total = _total(chosen) if chosen else None
        note = "注：结存逐案累计；◆为专户与保管流水没有对上的，!为账面有错的。" if rows else ""
        empty = f"（截至{long_day(ask.as_of)}，专户没有收支）"
        blocks = (Heading(TITLE), unit_line(request, facts), Ledger(COLUMNS, rows, total, note=note, empty=empty))
        left = ("记账：", "复核：", "案管：")
        return Document(TITLE, LEDGER_PAGE, blocks, meta(request, facts, TITLE), footer(request, facts, left))


def _since(request: Request) -> date | None:
    given = request.options.get(SINCE, "").strip()
    if not given:
        return None
    try:
        return read_date(given)
    except Unreadable as unread:
        raise Refusal(f"起始日“{given}”读不出：{unread.said}") from None


def _chosen(ask: Question, record: str) -> list[CaseBook]:
    every: Mapping[str, CaseBook] = books(ask)
    wanted = [word for word in BETWEEN.split(record.strip()) if word]
    if not wanted:
        ordered = sorted(every.values(), key=lambda book: (book.case == NO_CASE, book.case))
        return [book for book in ordered if book.lines or book.unbooked]
    by_key = {case_key(book.case): book for book in every.values()}
    found = []
    for word in wanted:
        book = by_key.get(case_key(case_name(ask, word)))
        if book is None:
            raise Refusal(f"专户没有“{word}”这一案的收支。写受案号，几案之间用、隔开", "record")
        found.append(book)
    return found


def _section(book: CaseBook, since: date | None) -> Iterator[Row]:
    """The head of a case, its opening balance, its lines, what no line tells, and its closing balance."""
    pairs = list(zip(book.lines, book.balances, strict=True))
    early = [row for row, _ in pairs if since is not None and row.on is not None and row.on < since]
    opening = sum(row.sum for row in early)
    shown = [(row, at) for row, at in pairs if row not in early]
    yield GroupRow("账户利息、费用（不分案）" if book.case == NO_CASE else book.case)
    if since is not None:
        yield ("", f"{since}", "", "期初结存", "", "", "", exact(opening), "", "")
    left = opening
    for place, (row, at) in enumerate(shown, 1):
        left += row.sum
        yield _line(book, row, at, place, left)
    yield from (_unbooked(move) for move in book.unbooked)
    income, outgo = sum(row.income for row, _ in shown), sum(row.outgo for row, _ in shown)
    closing = (
        Cell(text, strong=True)
        for text in ("本案小计" if book.case != NO_CASE else "小计", "", exact(income), exact(outgo), exact(left))
    )
    yield ("", "", "", *closing, "", Cell(_agreed(book)))


def _line(book: CaseBook, row: EntryStand, at: Balanced, place: int, left: int) -> Row:
    return (
        str(place),
        iso(row.on),
        row.voucher or row.number,
        row.said,
        str(row.kind or ""),
        exact(row.income) if row.income else "",
        exact(row.outgo) if row.outgo else "",
        exact(left),
        row.paper_no,
        _checked(book, row, at),
    )


def _checked(book: CaseBook, row: EntryStand, at: Balanced) -> Cell:
    """Whether the line has its custody event, and whether the balance it states is right."""
    if at.off:
        return Cell(f"! 账上写{exact(at.told or 0)}，应为{exact(at.due or 0)}，差{exact(at.off)}", colour=_RED)
    if row in book.alone:
        return Cell(f"◆ 没有{'存入' if row.income else '处置'}流水", strong=True)
    return Cell("" if row.kind in APART else "相符")


def _unbooked(move: MoneyMove) -> Row:
    said = f"{move.item.number} {move.item.name}{move.way or move.act}"
    sides = (exact(move.sum) if move.sum > 0 else "", exact(-move.sum) if move.sum < 0 else "")
    missing = Cell("! 专户没有记这一笔", colour=_RED)
    return ("", iso(move.on), move.number, Cell(said, colour=_RED), "", *sides, "未记", move.paper_no, missing)


def _agreed(book: CaseBook) -> str:
    return "账账相符" if book.agrees else f"{len(book.alone) + len(book.unbooked) + len(book.off)}处待查"


def _total(chosen: Sequence[CaseBook]) -> Sequence[str]:
    cases = sum(book.case != NO_CASE for book in chosen)
    income, outgo = sum(book.income for book in chosen), sum(book.outgo for book in chosen)
    off = sum(not book.agrees for book in chosen)
    agreed = f"{off}案待查" if off else "各案相符"
    return ("", "合计", "", f"{cases}案", "", exact(income), exact(outgo), exact(income - outgo), "", agreed)
