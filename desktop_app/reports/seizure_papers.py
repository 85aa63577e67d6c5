"""入库单, 调用单, 归还单, 移送清单, 发还清单: the events of one paper or one day as a form both sides sign."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

from desktop_app.figures.custody_boards import YUAN
from desktop_app.models.people import Department
from desktop_app.models.seizures import Seizure
from desktop_app.registers.words import yuan
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
    Together,
    UnitLine,
)
from desktop_app.reports.custody_rows import (
    EVENT,
    ITEM,
    day,
    events_of,
    hands,
    head_of,
    much,
    path_of,
    struck_ids,
    who,
    whole_name,
)
from desktop_app.reports.form_rows import BETWEEN, pair, said
from desktop_app.reports.hand_over_list import SHORT_DAY
from desktop_app.reports.issue_rows import only_options
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.styles import CELL, CELL_HEAD, SMALL, Align, Font, Margins, PageSetup, Style
from desktop_app.rules.dates import read_date
from desktop_app.rules.order import natural
from desktop_app.rules.unreadable import Unreadable, tight
from desktop_app.rules.vocabulary import CustodyAct, Disposal
from desktop_app.services.facts import Facts
from desktop_app.services.facts import Row as Stored
from desktop_app.system.errors import Refusal

PAGE = PageSetup(margins=Margins(16, 18, 20, 22))
FACTS = (22.0, 63.0, 22.0, 63.0)
TEXT, LABEL = Style(Font.SONG, 10.5, 14), Style(Font.HEI, 10.5, 14)
CENTRE = Align.CENTRE
BLANK_ROWS = 12
SIGN = f"签字：　　　　{SHORT_DAY}"
_Words = Callable[[Facts, Stored, Stored], str]


@dataclass(frozen=True)
class Slip:
    """One kind of form (单据): its events, what its last two columns say, who signs, what is said under it."""

    title: str
    acts: tuple[CustodyAct, ...]
    ways: tuple[Disposal, ...]
    giver: str
    taker: str
    columns: tuple[tuple[str, _Words], ...]
    signers: tuple[str, ...]
    note: str
    per_person: bool = False

    def has(self, event: Stored) -> bool:
        """Whether an event belongs on this form."""
        disposed = event["act"] == CustodyAct.DISPOSED
        return event["way"] in self.ways if disposed else event["act"] in self.acts


def _condition(facts: Facts, item: Stored, event: Stored) -> str:
    rows = events_of(facts, item)
    struck = struck_ids(rows)
    seals = [row["seal_no"] for row in rows if row["seal_no"] and row["id"] <= event["id"] and row["id"] not in struck]
    seal = [item["seal_no"], *seals][-1]
    return "\n".join(filter(None, (str(event["condition"] or ""), f"封条{seal}" if seal else "")))


def _place(facts: Facts, item: Stored, event: Stored) -> str:
    kept = {CustodyAct.DEPOSITED: "专户", CustodyAct.KEPT: "就地保管"}
    return path_of(facts, event["place_id"]) or kept.get(event["act"], "")


def _due(facts: Facts, item: Stored, event: Stored) -> str:
    return day(event["due_on"])


def _since(facts: Facts, item: Stored, event: Stored) -> str:
    return day(facts.row(EVENT, event["refers_id"]).get("happened_on"))


def _way(facts: Facts, item: Stored, event: Stored) -> str:
    return str(event["way"] or event["act"])


STATE = ("状况、封条", _condition)
STORE = Slip(
    "涉案财物入库单",
    (CustodyAct.STORED, CustodyAct.DEPOSITED, CustodyAct.KEPT),
    (),
    "移送人",
    "保管人",
    (("存放位置", _place), STATE),
    ("移送人", "保管人", "审核人"),
    "当面清点，核对封条和照片；与清单不符的当场写明。",
)
LOAN = Slip(
    "涉案财物调用单",
    (CustodyAct.LENT,),
    (),
    "保管人",
    "调用人",
    (("应归还日", _due), STATE),
    ("调用人", "保管人", "批准人"),
    "调用经批准后办理；用毕按期归还，归还时重新查验、密封。",
)
RETURN = Slip(
    "涉案财物归还单",
    (CustodyAct.RETURNED,),
    (),
    "归还人",
    "保管人",
    (("调出日期", _since), STATE),
    ("归还人", "保管人", "审核人"),
    "归还时查验数量、状况和封条；有损坏、短少的写明并报告。",
)
SENDING = Slip(
    "涉案财物移送清单",
    (CustodyAct.SENT,),
    (Disposal.WITH_CASE, Disposal.AUTHORITY),
    "移送人",
    "接收单位",
    (("移送方式", _way), STATE),
    ("移送人", "接收人", "批准人"),
    "逐件核对后双方签字、盖章，各存一份，一份附卷。",
)
RELEASE = Slip(
    "涉案财物发还清单",
    (),
    (Disposal.VICTIM, Disposal.HOLDER, Disposal.RELEASED),
    "发还人",
    "领取人",
    (("发还方式", _way), STATE),
    ("发还人", "发还人", "领取人", "见证人"),
    "领取人出示身份证件，当面点清；委托他人领取的附委托书。双方各存一份，一份附卷。",
    True,
)


def slip(request: Request, kind: Slip) -> Document:
    """The form of the events named by ``record``: a paper's number, a day, an event or an item (several parted by 、).

    A sheet for each day, paper, other side and case; an empty form when none is named, or an event of another act.
    Struck events stay away.
    """
    only_options(request, kind.title)
    with request.desk.facts() as facts:
        groups = _groups(facts, _asked(facts, kind, request)) or [[]]
        blocks: list[Block] = []
        for events in groups:
            blocks += [PageBreak(recount=True)] if blocks else []
            blocks += _sheet(facts, kind, events)
        return Document(kind.title, PAGE, tuple(blocks), meta(request, facts, kind.title), footer(request, facts, ()))


store_slip = partial(slip, kind=STORE)
loan_slip = partial(slip, kind=LOAN)
return_slip = partial(slip, kind=RETURN)
sending_list = partial(slip, kind=SENDING)
release_list = partial(slip, kind=RELEASE)


def _asked(facts: Facts, kind: Slip, request: Request) -> list[Stored]:
    record = request.record.strip()
    if not record:
        return []
    every = list(facts.live(EVENT))
    struck = struck_ids(every)
    own = [row for row in every if kind.has(row) and row["id"] not in struck and row["item_id"] is not None]
    told = _told_by(facts, own)
    if found := _matching(told, record):
        return found
    numbers, chosen = {row["number"] for row in every}, dict[int, Stored]()
    for word in filter(None, BETWEEN.split(record)):
        some = _matching(told, word)
        if not some and tight(word).upper() not in numbers:
            what = "、".join(str(word) for word in (*kind.acts, *kind.ways))
            raise Refusal(
                f"“{word}”没有{kind.title}要列的记录（{what}）。写审批文书号、日期（2015-05-12）、流水编号或物品编号",
                "record",
            )
        chosen |= {row["id"]: row for row in some}
    return list(chosen.values())


def _told_by(facts: Facts, own: Sequence[Stored]) -> dict[Any, dict[int, Stored]]:
    """Events by every name they may be asked by: number, paper, item, day."""
    found: dict[Any, dict[int, Stored]] = {}
    for row in own:
        item = str(facts.row(ITEM, row["item_id"]).get("number") or "")
        names = {row["number"].upper(), tight(row["paper_no"]).upper(), item.upper(), row["happened_on"]}
        for name in names - {"", None}:
            found.setdefault(name, {})[row["id"]] = row
    return found


def _matching(told: dict[Any, dict[int, Stored]], word: str) -> list[Stored]:
    return list({**told.get(tight(word).upper(), {}), **told.get(_day_of(word), {})}.values())


def _day_of(word: str) -> Any:
    try:
        return read_date(word)
    except Unreadable:
        return None


def _groups(facts: Facts, events: list[Stored]) -> list[list[Stored]]:
    """Events that stand on one sheet, each sheet in the order of the items' numbers."""

    def key(row: Stored) -> tuple[str, str, str, str]:
        head = head_of(facts, facts.row(ITEM, row["item_id"]))
        return (day(row["happened_on"]), str(row["paper_no"]), str(row["outside"]), str(head.get("case_no") or ""))

    def place(row: Stored) -> tuple[Any, ...]:
        return key(row), natural(str(facts.row(ITEM, row["item_id"])["number"])), row["id"]

    return [list(some) for _, some in groupby(sorted(events, key=place), key)]


def _sheet(facts: Facts, kind: Slip, events: Sequence[Stored]) -> Iterator[Block]:
    unit = str(facts.unit.get("name") or "")
    first = events[0] if events else {}
    number = str(first.get("number") or "")
    yield Heading(kind.title, code=number)
    yield UnitLine(f"单位：{unit}", f"编号：{number or '　　　　　　　'}", Style(Font.SONG, 10.5, 16))
    yield Form(FACTS, tuple(_facts(facts, kind, events)), TEXT, LABEL)
    yield Ledger(_columns(kind), _rows(facts, kind, events), _total(facts, events), min_row_mm=8, style=CELL,
                 head_style=CELL_HEAD)  # fmt: skip
    yield Spacer(1.5)
    foot = (Form(FACTS, tuple(_foot(kind)), TEXT, LABEL), Spacer(1.5), Para(f"注：{kind.note}", SMALL, Align.LEFT, 0))
    yield Together(foot, held=True)


def _facts(facts: Facts, kind: Slip, events: Sequence[Stored]) -> Iterator[FormRow]:
    first = events[0] if events else None
    head = head_of(facts, facts.row(ITEM, first["item_id"])) if first else {}
    giver, taker = _sides(facts, kind, events)
    rows = (
        ("受 案 号", head.get("case_no"), "案件名称", head.get("case_name")),
        ("办案部门", facts.label(Department.__tablename__, head.get(Seizure.department_id.key)),
         "日　　期", said(first["happened_on"]) if first else ""),
        (kind.giver, giver, kind.taker, taker),
        ("批 准 人", who(facts, first["approver_id"]) if first else "", "审批文书", first["paper_no"] if first else ""),
    )  # fmt: skip
    for one, text, two, other in rows:
        yield FormRow((*pair(one, str(text or "")), *pair(two, str(other or ""))), 8)
    reasons = dict.fromkeys(str(row[name]) for row in events for name in ("reason", "basis") if row[name])
    yield FormRow((Box("事由依据", label=True), Box("；".join(reasons), columns=3)), 8)


def _sides(facts: Facts, kind: Slip, events: Sequence[Stored]) -> tuple[str, str]:
    """Who gave and who took. What is released is taken by somebody of no office: both officers gave it."""
    if not kind.per_person:
        return _several(facts, events, 0), _several(facts, events, 1)
    gave = dict.fromkeys(who(facts, row[name]) for row in events for name in ("giver_id", "taker_id"))
    took = dict.fromkeys(str(row["outside"] or "") for row in events)
    return "、".join(filter(None, gave)), "、".join(filter(None, took))


def _several(facts: Facts, events: Sequence[Stored], at: int) -> str:
    """Who gave or took, each once."""
    names = dict.fromkeys(hands(facts, row)[at].replace("\n", "　") for row in events)
    return "、".join(filter(None, names))


def _columns(kind: Slip) -> tuple[Column, ...]:
    return (
        Column("序号", mm=10, align=CENTRE),
        Column("物品编号", mm=39.5, align=CENTRE),
        Column("名称、特征", weight=1),
        Column("数量", mm=19, align=CENTRE),
        Column("金额（元）", mm=21, align=Align.RIGHT),
        Column(kind.columns[0][0], mm=22, align=CENTRE),
        Column(kind.columns[1][0], mm=24),
    )


def _rows(facts: Facts, kind: Slip, events: Sequence[Stored]) -> list[Row]:
    if not events:
        return [(str(at), *[""] * 6) for at in range(1, BLANK_ROWS + 1)]
    return [_row(facts, kind, at, event) for at, event in enumerate(events, 1)]


def _row(facts: Facts, kind: Slip, at: int, event: Stored) -> Row:
    item = facts.row(ITEM, event["item_id"])
    worth = _worth(item, event)
    currency = f" {item['currency']}" if worth is not None and item["currency"] else ""
    return (
        str(at),
        str(item["number"]),
        whole_name(item),
        much(item, event["quantity"]),
        "" if worth is None else f"{yuan(worth)}{currency}",
        kind.columns[0][1](facts, item, event),
        kind.columns[1][1](facts, item, event),
    )


def _worth(item: Stored, event: Stored) -> int | None:
    """The sum of what was moved, in 分: as told, else that of the item when all of it was moved."""
    if event["amount"] is not None:
        return int(event["amount"])
    return item["amount"] if event["quantity"] == item["quantity"] else None


def _total(facts: Facts, events: Sequence[Stored]) -> Sequence[str] | None:
    """How many items; the sum of those in 元, none counted with what it was parted from."""
    if not events:
        return None
    items = [(facts.row(ITEM, row["item_id"]), row) for row in events]
    whole = {item["id"] for item, row in items if item["amount"] is not None and _worth(item, row) == item["amount"]}
    sums = [_worth(item, row) for item, row in items if item["currency"] in YUAN and not _within(facts, item, whole)]
    known = [one for one in sums if one is not None]
    count = len({row["item_id"] for row in events})
    return ("", "合计", f"{count}件物品", "", yuan(sum(known)) if known else "", "", "")


def _within(facts: Facts, item: Stored, whole: set[int]) -> bool:
    """Whether an item it was parted from stands on the sheet with its whole sum, which counts this one's."""
    seen: set[int] = set()
    at = item["parent_id"]
    while at is not None and at not in seen:
        if at in whole:
            return True
        seen.add(at)
        at = facts.row(ITEM, at).get("parent_id")
    return False


def _foot(kind: Slip) -> Iterator[FormRow]:
    signers = kind.signers
    for at in range(0, len(signers), 2):
        some = signers[at : at + 2]
        boxes = [box for name in some for box in (Box(name, label=True), Box(sign=SIGN))]
        if len(some) == 1:
            boxes[-1] = Box(columns=3, sign=SIGN)
        yield FormRow(tuple(boxes), 14)
    if kind.per_person:
        yield FormRow((*pair("证件号码", ""), *pair("联系电话", "")), 9)
