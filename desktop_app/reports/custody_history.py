"""《保管链》: where one item came from, every hand it went through and where it is, on one page for the court."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from desktop_app.reports.blocks import (
    Block,
    Box,
    Cell,
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
from desktop_app.reports.custody_rows import (
    act_of,
    day,
    events_of,
    handlers_of,
    hands,
    head_of,
    items_named,
    much,
    path_of,
    struck_ids,
    who,
    whole_name,
    worth,
)
from desktop_app.reports.form_rows import pair
from desktop_app.reports.issue_rows import only_options
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.styles import SMALL, SMALL_HEAD, Align, Font, Margins, PageSetup, Style
from desktop_app.rules.custody import Standing, ordered, tolerant
from desktop_app.rules.dates import long_day
from desktop_app.rules.vocabulary import CustodyAct, Pool
from desktop_app.services.custody import RECEIPT, event_of, receipt
from desktop_app.services.facts import Facts
from desktop_app.services.facts import Row as Stored

TITLE = "涉案财物保管链"
PAGE = PageSetup(margins=Margins(16, 15, 20, 20))
FACTS = (20.0, 69.0, 20.0, 66.0)
CENTRE = Align.CENTRE
TEXT, LABEL = Style(Font.SONG, 10.5, 14), Style(Font.HEI, 10.5, 14)
COLUMNS = (
    Column("序号", mm=9, align=CENTRE),
    Column("日期", mm=21, align=CENTRE),
    Column("事件", mm=20, align=CENTRE),
    Column("数量", mm=15, align=CENTRE),
    Column("交出", mm=19, align=CENTRE),
    Column("接收", mm=21, align=CENTRE),
    Column("批准人、文书", weight=4),
    Column("库位、状况、说明", weight=5),
)
_POOLS = (
    (Pool.HELD, "在办案部门"),
    (Pool.STORED, "在库"),
    (Pool.DEPOSITED, "在专户"),
    (Pool.KEPT, "就地保管"),
    (Pool.LENT, "调用在外"),
    (Pool.SENT, "移送在外"),
    (Pool.DISPOSED, "已处理"),
    (Pool.PARTED, "拆出并出"),
)
_REFERRING = {CustodyAct.CORRECTED: "划去", CustodyAct.RETURNED: "还"}


@dataclass(frozen=True)
class Line:
    """One line of the chain: its event's id, its day and its cells; ``struck`` where a 更正 took it back."""

    event: int
    on: date | None
    cells: tuple[str, ...]
    struck: bool = False


@dataclass(frozen=True)
class History:
    """The chain of one item to the day of the paper: its lines in order, what they leave, what cannot be so."""

    item: Stored
    lines: tuple[Line, ...]
    now: Standing
    faults: tuple[str, ...]


def custody_history(request: Request) -> Document:
    """《保管链》 of each item named by ``record`` (numbers, cases or places, several parted by 、), a page for each."""
    only_options(request, TITLE)
    with request.desk.facts() as facts:
        if not request.record.strip():
            said = (Heading(TITLE), Para("写物品编号、受案号或库位，再打印保管链；几个之间用、隔开。"))
            return Document(TITLE, PAGE, said, meta(request, facts, TITLE), footer(request, facts))
        blocks: list[Block] = []
        for item in items_named(facts, request.record):
            blocks += [PageBreak(recount=True)] if blocks else []
            blocks += _page(facts, history_of(facts, item, request.as_of), request.as_of)
        foot = footer(request, facts, ("制表人：", "核对人："))
        return Document(TITLE, PAGE, tuple(blocks), meta(request, facts, TITLE), foot)


def history_of(facts: Facts, item: Stored, until: date) -> History:
    """The receipt and every event up to a day, struck ones and what struck them included, in order."""
    rows = [row for row in events_of(facts, item) if row["happened_on"] is None or row["happened_on"] <= until]
    told = [event_of(row) for row in rows]
    came = [event for event in receipt(item, told) if event.on is None or event.on <= until]
    now, refused = tolerant([*came, *told])
    by_id = {row["id"]: row for row in rows}
    struck, numbers = struck_ids(rows), {row["id"]: str(row["number"]) for row in rows}
    lines = []
    for event in ordered([*came, *told]):
        if event.id == RECEIPT:
            lines.append(Line(RECEIPT, event.on, _receipt(facts, item)))
        else:
            row = by_id[event.id]
            lines.append(Line(event.id, event.on, _cells(facts, item, row, numbers), event.id in struck))
    faults = tuple(f"{numbers.get(one.event or RECEIPT, '')}：{one.said}" for one in refused)
    return History(item, tuple(lines), now, faults)


def _receipt(facts: Facts, item: Stored) -> tuple[str, ...]:
    """How it came: from the holder, to those who took it, by which paper."""
    head = head_of(facts, item)
    told = head.get("measure")
    measure = f"（{told}）" if told and str(told) != CustodyAct.RECEIVED else ""
    seal = f"封条 {item['seal_no']}" if item["seal_no"] else ""
    return (
        f"{CustodyAct.RECEIVED}{measure}",
        much(item, item["quantity"]),
        str(head.get("holder") or ""),
        handlers_of(facts, head),
        _joined(who(facts, head.get("approver_id")), head.get("paper_no")),
        _joined(seal, f"见证人 {head['witness']}" if head.get("witness") else ""),
    )


def _cells(facts: Facts, item: Stored, row: Stored, numbers: dict[int, str]) -> tuple[str, ...]:
    giver, taker = hands(facts, row)
    correcting = row["act"] == CustodyAct.CORRECTED
    return (
        act_of(row),
        "" if correcting else much(item, row["quantity"]),
        giver,
        taker,
        _joined(who(facts, row["approver_id"]), row["paper_no"], row["basis"], row["number"]),
        _joined(*_details(facts, item, row, numbers)),
    )


def _details(facts: Facts, item: Stored, row: Stored, numbers: dict[int, str]) -> Iterator[Any]:
    yield path_of(facts, row["place_id"])
    if (refers := numbers.get(row["refers_id"] or 0, "")) and row["act"] in _REFERRING:
        yield f"{_REFERRING[row['act']]} {refers}"
    yield f"金额 {worth(item, row['amount'])}" if row["amount"] is not None else ""
    other = facts.row("seized_item", row["other_item_id"]).get("number")
    yield f"另一件 {other}" if other else ""
    yield f"应于{row['due_on']}前归还" if row["due_on"] else ""
    yield row["reason"]
    yield row["condition"]
    yield f"封条 {row['seal_no']}" if row["seal_no"] else ""
    yield row["note"]


def _joined(*words: Any) -> str:
    return "\n".join(str(word) for word in words if word)


def _page(facts: Facts, told: History, until: date) -> Iterator[Block]:
    unit, number = str(facts.unit.get("name") or ""), str(told.item["number"])
    yield Heading(TITLE, code=number)
    yield UnitLine(f"单位：{unit}", f"截至{long_day(until)}", Style(Font.SONG, 10.5, 16))
    yield Form(FACTS, tuple(_facts(facts, told)), TEXT, LABEL)
    yield Ledger(COLUMNS, _rows(told.lines), style=SMALL, head_style=SMALL_HEAD, min_row_mm=8)
    yield Spacer(1.5)
    yield Form((20.0, 155.0), tuple(_balance(told)), TEXT, LABEL)
    yield Spacer(1.5)
    said = "注：按发生先后排列，记录只增不改；带横线的已由更正划去，不计数。本页与保管流水一致，下方为操作记录锚点。"
    yield Para(said, SMALL, Align.LEFT, 0)


def _facts(facts: Facts, told: History) -> Iterator[FormRow]:
    item, now = told.item, told.now
    head = head_of(facts, item)
    case = "　".join(filter(None, (str(head.get("case_no") or ""), str(head.get("case_name") or ""))))
    number = pair("物品编号", str(item["number"])) + pair("类别", str(item["category"] or ""))
    yield FormRow(number, 8)
    yield FormRow(_wide("案　　件", case), 8)
    yield FormRow(_wide("名称特征", whole_name(item)), 8)
    amount = pair("数　　量", much(item, item["quantity"])) + pair("金　　额", worth(item, item["amount"]))
    yield FormRow(amount, 8)
    place = path_of(facts, now.place) or (str(item["written_place"] or "") if now.inside else "")
    yield FormRow(pair("现　　状", str(now.state)) + pair("位　　置", place), 8)


def _wide(label: str, text: str) -> tuple[Box, Box]:
    named, box = pair(label, text)
    return named, replace(box, columns=3)


def _rows(lines: Sequence[Line]) -> list[Row]:
    return [
        tuple(Cell(text, struck=line.struck) for text in (str(at), day(line.on) or "待补", *line.cells))
        for at, line in enumerate(lines, 1)
    ]


def _balance(told: History) -> Iterator[FormRow]:
    """接收 = everything it is now; and what the books have that cannot have been."""
    now, item = told.now, told.item
    parts = [f"{name}{much(item, now.of(pool))}" for pool, name in _POOLS if now.of(pool)]
    sum_ = "＋".join(parts) or much(item, 0)
    yield FormRow(pair("数量平衡", f"接收{much(item, now.received)}＝{sum_}"), 8)
    if told.faults:
        yield FormRow(pair("存　　疑", "；".join(told.faults)), 8)
