"""《涉案财物逐案明细账》: every item of a case with its taking, its money, where it is and how it left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from desktop_app.figures import catalogue
from desktop_app.figures.custody_boards import Thing, custody
from desktop_app.figures.engine import Question
from desktop_app.figures.seizure_standing import ITEM, NO_CASE, ItemStand, case_name, standing
from desktop_app.figures.seizures import GONE, IN, OUT, RECEIVED
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
    GroupRow,
    Heading,
    Ledger,
    PageBreak,
    Row,
    Spacer,
    UnitLine,
)
from desktop_app.reports.custody_rows import borrower, day, events_of, handlers_of, much, struck_ids, who
from desktop_app.reports.form_rows import BETWEEN, pair
from desktop_app.reports.issue_rows import asked, only_options
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.styles import SMALL, SMALL_HEAD, Align, Font, Margins, PageSetup, Paper, Style
from desktop_app.rules.cases import case_key
from desktop_app.rules.dates import long_day
from desktop_app.rules.order import natural
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import CustodyAct
from desktop_app.services.facts import Facts
from desktop_app.services.facts import Row as Stored
from desktop_app.system.errors import Refusal

TITLE = "涉案财物逐案明细账"
PAGE = PageSetup(Paper.A4, True, Margins(16, 14, 20, 16))
FACTS = (20.0, 76.0, 20.0, 66.0, 20.0, 65.0)
TEXT, LABEL = Style(Font.SONG, 10.5, 14), Style(Font.HEI, 10.5, 14)
CENTRE = Align.CENTRE
LEAVING = (CustodyAct.LENT, CustodyAct.SENT, CustodyAct.DISPOSED)
COLUMNS = (
    Column("序号", mm=10, align=CENTRE),
    Column("物品编号", mm=34.5, align=CENTRE),
    Column("名称、特征", weight=4),
    Column("类别\n性质", mm=25, align=CENTRE),
    Column("数量", mm=17, align=CENTRE),
    Column("金额（元）", mm=22, align=Align.RIGHT),
    Column("扣押日\n移送入库日", mm=20, align=CENTRE),
    Column("现状", mm=17, align=CENTRE),
    Column("存放位置", mm=26),
    Column("去向（日期、方式、数量、对方、文书）", weight=4),
)
NOTE = (
    "注：一件物品部分在外的，按在外计一件。由本案其他物品拆出的，金额从原物品中减去；整件拆分、并入其他物品的，"
    "列拆出、并入后的物品。合计不含外币。"
)


@dataclass(frozen=True)
class Case:
    """A case with its items and, by item, what the boards say of it."""

    name: str
    rows: tuple[tuple[ItemStand, Thing], ...]


def case_ledger(request: Request) -> Document:
    """《逐案明细账》, a case a page: of those ``record`` names, else of all.

    ``record`` are 受案号, numbers or papers of takings, several parted by 、.
    """
    only_options(request, TITLE)
    with request.desk.facts() as facts:
        ask = asked(request, facts)
        blocks: list[Block] = []
        for case in _chosen(request, facts, ask):
            blocks += [PageBreak(recount=True)] if blocks else []
            blocks += _page(facts, ask, case)
        if not blocks:
            empty = f"（截至{long_day(request.as_of)}，没有涉案财物）"
            blocks = [Heading(TITLE), _unit(facts, ask), Ledger(COLUMNS, (), style=SMALL, empty=empty)]
        foot = footer(request, facts, ("记账人：", "保管人：", "审核人："))
        return Document(TITLE, PAGE, tuple(blocks), meta(request, facts, TITLE), foot)


def _unit(facts: Facts, ask: Question) -> UnitLine:
    return UnitLine(f"单位：{facts.unit.get('name') or ''}", f"截至{long_day(ask.as_of)}", Style(Font.SONG, 10.5, 16))


def _chosen(request: Request, facts: Facts, ask: Question) -> Iterator[Case]:
    wanted = _wanted(facts, ask, request.record)
    things = {thing.id: thing for thing in custody(ask).things}
    rows = sorted(standing(ask), key=lambda item: (natural(item.case), natural(item.number)))
    for name, items in groupby(rows, key=lambda item: item.case):
        if not wanted or name in wanted:
            yield Case(name, tuple((item, things[item.id]) for item in items))


def _wanted(facts: Facts, ask: Question, record: str) -> set[str]:
    """The cases asked for, called as the ledgers call them; empty for all."""
    found: set[str] = set()
    for word in filter(None, BETWEEN.split(record.strip())):
        number, key = tight(word).upper(), case_key(word)
        heads = [
            row
            for row in facts.live(Seizure.__tablename__)
            if number in (row["number"].upper(), tight(row["paper_no"]).upper())
            or (key and case_key(row["case_no"]) == key)
        ]
        if not heads:
            raise Refusal(f"没有“{word}”这个案件的涉案财物。写受案号或登记号，几个之间用、隔开", "record")
        found |= {case_name(ask, row["case_no"]) for row in heads}
    return found


def _page(facts: Facts, ask: Question, case: Case) -> Iterator[Block]:
    heads = _heads(facts, case)
    yield Heading(TITLE)
    yield _unit(facts, ask)
    yield Form(FACTS, tuple(_facts(facts, ask, case, heads)), TEXT, LABEL)
    yield Spacer(1.5)
    yield Ledger(COLUMNS, list(_rows(facts, ask, case)), _total(case), NOTE, 8, SMALL, SMALL_HEAD, SMALL)


def _heads(facts: Facts, case: Case) -> list[Stored]:
    """The takings of the case's items, each once."""
    ids = dict.fromkeys(facts.row(ITEM, item.id)["seizure_id"] for item, _ in case.rows)
    return [facts.row(Seizure.__tablename__, head) for head in ids if head is not None]


def _facts(facts: Facts, ask: Question, case: Case, heads: Sequence[Stored]) -> Iterator[FormRow]:
    def words(name: str) -> str:
        return "、".join(dict.fromkeys(str(head[name]) for head in heads if head[name]))

    places = dict.fromkeys(facts.label(Department.__tablename__, head[Seizure.department_id.key]) for head in heads)
    yield FormRow(
        (
            *pair("受 案 号", "" if case.name == NO_CASE else case.name),
            *pair("案件名称", words("case_name")),
            *pair("当 事 人", words("party")),
        ),
        8,
    )
    yield FormRow(
        (
            *pair("办案部门", "、".join(filter(None, places))),
            *pair("持 有 人", words("holder")),
            *pair("来　　源", words("origin")),
        ),
        8,
    )
    yield FormRow((Box("收　　存", label=True), Box(_balance(ask, case), columns=5)), 8)


def _balance(ask: Question, case: Case) -> str:
    """Items and money of the case as the figures say them."""
    counts = catalogue.ask("seizures.balance", ask).groups.get(case.name, {})
    said = f"接收{counts.get(RECEIVED, 0)}件＝在库{counts.get(IN, 0)}件＋在外{counts.get(OUT, 0)}件＋已处理"
    account = catalogue.ask("money.balance", ask).groups.get(case.name)
    held = [item.left for item, thing in case.rows if thing.counted and item.left is not None]
    money = [
        f"{said}{counts.get(GONE, 0)}件",
        f"尚在保管的金额{yuan(sum(held))}元" if held else "",
        f"专户结存{yuan(account)}元" if account is not None else "",
    ]
    return "；".join(filter(None, money))


def _rows(facts: Facts, ask: Question, case: Case) -> Iterator[Row]:
    at = 0
    for head, rows in groupby(case.rows, key=lambda row: facts.row(ITEM, row[0].id)["seizure_id"]):
        yield GroupRow(_head_words(facts, facts.row(Seizure.__tablename__, head)))
        for item, thing in rows:
            at += 1
            yield _row(facts, ask, at, item, thing)


def _head_words(facts: Facts, head: Stored) -> str:
    """扣押，清检扣〔2015〕1号，2015-01-12，执行人…，见证人…，清单4份."""
    if not head:
        return "未填登记案件"
    carried, copies = handlers_of(facts, head), head["copies"]
    told = (
        head["number"],
        head["measure"],
        head["paper_no"],
        day(head["seized_on"]),
        f"批准人{who(facts, head['approver_id'])}" if head["approver_id"] else "",
        f"执行人{carried}" if carried else "",
        f"见证人{head['witness']}" if head["witness"] else "",
        f"清单{copies}份" if copies is not None else "",
    )
    return "　".join(str(word) for word in told if word)


def _row(facts: Facts, ask: Question, at: int, item: ItemStand, thing: Thing) -> Row:
    row = facts.row(ITEM, item.id)
    features = f"，{row['features']}" if row["features"] else ""
    currency = f" {row['currency']}" if not thing.counted else ""
    return (
        str(at),
        item.number,
        f"{item.name}{features}",
        "\n".join(filter(None, (str(row["category"] or ""), str(row["nature"] or "")))),
        much(row, row["quantity"]),
        "" if item.entered is None else f"{yuan(item.entered)}{currency}",
        "\n".join((day(item.seized_on) or "待补", day(item.moved_on))).rstrip(),
        str(item.state),
        thing.where if item.now.inside else "",
        "\n".join(_ways(facts, ask, row)),
    )


def _ways(facts: Facts, ask: Question, row: Stored) -> Iterator[str]:
    """How it left, in order: 2015-05-12 返还被害人 1只, and below it 周某亲属 发还审批1号."""
    events = events_of(facts, row)
    struck = struck_ids(events)
    told = [one for one in events if one["act"] in LEAVING and one["id"] not in struck]
    for one in sorted(told, key=lambda event: (str(event["happened_on"] or ""), event["id"])):
        if one["happened_on"] is None or one["happened_on"] <= ask.as_of:
            to = one["outside"] or who(facts, borrower(facts, row, one))
            how = (day(one["happened_on"]), one["way"] or one["act"], much(row, one["quantity"]))
            lines = (" ".join(str(word) for word in words if word) for words in (how, (to, one["paper_no"])))
            yield "\n".join(filter(None, lines))


def _total(case: Case) -> Sequence[str]:
    known = [item.entered for item, thing in case.rows if thing.counted and item.entered is not None]
    return ("", "合计", f"{len(case.rows)}件物品", "", "", yuan(sum(known)) if known else "", "", "", "", "")
