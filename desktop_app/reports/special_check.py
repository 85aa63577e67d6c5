"""《涉案财物专项检查报告》: 七清, the promises of seized property, what is wrong by kind, each with its list (附件)."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from desktop_app.figures import catalogue
from desktop_app.figures.engine import Answer, Question
from desktop_app.figures.freezes import FreezeStand
from desktop_app.figures.freezes import live as live_freezes
from desktop_app.figures.promise_list import BY_ID
from desktop_app.figures.promises import judge
from desktop_app.figures.seizure_standing import NO_CASE, ItemStand, standing
from desktop_app.figures.seizures import overdue_loans
from desktop_app.figures.seven_clear import Clear, seven
from desktop_app.models.seizures import CountLine, CustodyEvent, SeizedItem, Stocktake
from desktop_app.registers.words import yuan
from desktop_app.reports.blocks import (
    AnnexHead,
    AttachmentNote,
    Block,
    Cell,
    Closing,
    Column,
    Document,
    Heading,
    Ledger,
    Para,
    Row,
    Spacer,
    Together,
)
from desktop_app.reports.custody_rows import borrower, day, much, who
from desktop_app.reports.issue_rows import asked, only_options
from desktop_app.reports.overview_paper import tight
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.styles import (
    CELL,
    CELL_HEAD,
    HEADING_1,
    HEADING_2,
    OFFICIAL_PAGE,
    SMALL,
    SMALL_HEAD,
    Align,
    Footer,
    Numbers,
)
from desktop_app.rules.dates import long_day
from desktop_app.rules.numbers import quantity
from desktop_app.rules.vocabulary import Verdict
from desktop_app.services.facts import Facts

TITLE = "涉案财物专项检查报告"
SUBJECT = "关于涉案财物管理专项检查情况的报告"
KEPT_BY = ("S12", "S13", "S14", "S15")
"""The promises of seized property."""
CENTRE, RIGHT = Align.CENTRE, Align.RIGHT
AHEAD = 30
"""Days before its last day from which a freeze is listed."""
ITEM, LINE = SeizedItem.__tablename__, CountLine.__tablename__
_YEAR = re.compile(r"(?<=.)(?=[〔\[（(]\d{4})")
"""Where the number of a case is best parted over two lines."""
_ITEM_COLUMNS = (
    Column("序号", mm=10, align=CENTRE),
    Column("物品编号", mm=34.5, align=CENTRE),
    Column("物品名称", weight=1),
    Column("受案号", mm=34),
    Column("办案部门", mm=22, align=CENTRE),
)


@dataclass(frozen=True)
class Finding:
    """One kind of thing found: its heading, what the report says of it, the list that bears it out (附件)."""

    title: str
    said: str
    annex: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


def special_check(request: Request) -> Document:
    """《专项检查报告》 as the records stand at the end of the day; only what was found has a list behind it."""
    only_options(request, TITLE)
    with request.desk.facts() as facts:
        ask = asked(request, facts)
        whole = footer(request, facts, ())
        foot = Footer((), Numbers.OFFICIAL, whole.anchor, whole.watermark, whole.code)
        blocks = tuple(_blocks(facts, ask))
        return Document(TITLE, OFFICIAL_PAGE, blocks, meta(request, facts, SUBJECT), foot)


def _blocks(facts: Facts, ask: Question) -> Iterator[Block]:
    found = [one for one in _findings(facts, ask) if one is not None]
    clear = seven(ask)
    unit, on = str(facts.unit.get("name") or ""), long_day(ask.as_of)
    yield Heading(SUBJECT)
    yield Para(f"截至{on}，对本院涉案财物的手续、移送、保管、账实和冻结情况进行了专项检查。现将情况报告如下。")
    yield _head("一、基本情况")
    yield from (Para(said) for said in _overall(ask))
    yield _head("二、“七清”核查")
    yield from _seven(ask, clear)
    yield _head("三、制度落实")
    yield Para("手续、移送、账实、冻结四项要求逐件核查，结论如下。", after=4, keep=True)
    yield _promises(ask)
    yield Spacer(2)
    yield _head("四、发现的问题")
    yield from _problems(found)
    yield _head("五、整改要求")
    annexes = [*found, *_unclear(ask, clear)]
    yield Para(_demand(found))
    note = (AttachmentNote(tuple(one.annex for one in annexes)),) if annexes else ()
    yield Together((*note, Spacer(12), Closing((unit,), on)), held=True)
    for at, one in enumerate(annexes, 1):
        yield AnnexHead(f"附件{at if len(annexes) > 1 else ''}", one.annex)
        yield Ledger(one.columns, one.rows, style=SMALL, head_style=SMALL_HEAD)


def _head(text: str) -> Para:
    return Para(text, HEADING_1, keep=True)


def _overall(ask: Question) -> Iterator[str]:
    """How much there is: items by state, the account, freezes; as the figures say."""
    states = catalogue.ask("seizures.items", ask)
    cases = catalogue.ask("seizures.balance", ask).groups
    money = catalogue.ask("money.balance", ask)
    freezes = live_freezes(ask)
    if not states.value and not money.groups and not freezes:
        yield "没有登记涉案财物、专户收支和冻结。"
        return
    by_state = "，".join(f"{state}{count}件" for state, count in states.groups.items())
    yield f"共登记{len(cases)}案涉案财物{states.value:g}件" + (f"，其中{by_state}。" if by_state else "。")
    account = (
        f"专户有{len(money.groups.keys() - {NO_CASE})}案款项，结存{yuan(int(money.value or 0))}元"
        if money.groups
        else "专户没有款项"
    )
    yield f"{account}；" + (f"在冻{len(freezes)}笔。" if freezes else "没有在冻的账户。")


def _seven(ask: Question, clear: Sequence[Clear]) -> Iterator[Block]:
    whole = len(standing(ask))
    lacking = [one for one in clear if one.lacking]
    if not whole:
        yield Para("没有要核查的财物。")
        return
    said = f"{'、'.join(one.word for one in lacking)}有缺项" if lacking else "七项都清楚"
    yield Para(f"逐件核对案件、人头、来源、性质、种类、数量、去向，共{whole}件，{said}。", after=4, keep=True)
    columns = (
        Column("项目", mm=22, align=CENTRE),
        Column("核查内容", weight=1),
        Column("核查（件）", mm=26, align=RIGHT),
        Column("缺项（件）", mm=26, align=RIGHT),
    )
    rows: list[Row] = [
        (one.word, one.said, str(whole), Cell(str(len(one.lacking)), strong=bool(one.lacking))) for one in clear
    ]
    yield Ledger(columns, rows, min_row_mm=7, style=CELL, head_style=CELL_HEAD)
    yield Spacer(2)


def _promises(ask: Question) -> Ledger:
    columns = (
        Column("要求", mm=36),
        Column("结论", mm=18, align=CENTRE),
        Column("核查情况", weight=1),
        Column("最长超期", mm=22, align=RIGHT),
    )
    rows: list[Row] = []
    for one in (judge(BY_ID[key], ask) for key in KEPT_BY):
        verdict = Cell(one.verdict, strong=one.verdict is Verdict.BROKEN)
        late = f"{one.finding.late}天" if one.finding.late else ""
        rows.append((one.promise.title, verdict, tight(one.finding.proof), late))
    return Ledger(columns, rows, min_row_mm=7, style=CELL, head_style=CELL_HEAD)


def _problems(found: Sequence[Finding]) -> Iterator[Block]:
    if not found:
        yield Para("没有发现手续缺项、逾期移送、逾期未还、未处理的盘点差异和逾期的冻结。")
    for number, one in zip("一二三四五六七八", found, strict=False):
        title = f"（{number}）{one.title}。"
        yield Para(f"{title}{one.said}", lead=len(title), lead_style=HEADING_2)


def _demand(found: Sequence[Finding]) -> str:
    if not found:
        return "继续按规定办理移送、保管、盘点和冻结，保持账账、账实相符。"
    return (
        "对附件所列问题，由责任部门逐件补正手续、移送入库或者存入专户、追还调出财物、查明盘点差异、办理续冻或者解除，"
        "整改情况报案件管理部门复核。需要列入整改台账的，另发《整改通知书》。"
    )


def _words(answer: Answer, measure: str) -> str:
    """密封12处、照片3处, the most first."""
    counts = {word: len(rows) for word, rows in answer.by_word.items()}
    return "、".join(f"{word}{count}{measure}" for word, count in sorted(counts.items(), key=lambda one: -one[1]))


def _findings(facts: Facts, ask: Question) -> Iterator[Finding | None]:
    yield _papers(ask)
    yield _late(ask)
    yield _loans(facts, ask)
    yield _counts(facts, ask)
    yield _freezes(ask)


def _papers(ask: Question) -> Finding | None:
    missing, short = (catalogue.ask(f"seizures.{name}", ask) for name in ("missing_procedure", "lists_short"))
    rows = [item for item in standing(ask) if item.incomplete]
    if not rows:
        return None
    points = f"，缺项{missing.value:g}处：{_words(missing, '处')}" if missing.value else ""
    copies = f"{'；' if points else '，'}清单份数不足的{short.value:g}件" if short.value else ""
    columns = (*_ITEM_COLUMNS, Column("缺项", mm=30))
    told = _told(rows, lambda item: "、".join(item.checks.told))
    return Finding("手续缺项", f"{len(rows)}件手续不全{points}{copies}。", "手续不全财物清单", columns, told)


def _told(rows: Sequence[ItemStand], last: Callable[[ItemStand], str]) -> tuple[Row, ...]:
    return tuple((*_item(at, item), last(item)) for at, item in enumerate(rows, 1))


def _item(at: int, item: ItemStand) -> tuple[str, ...]:
    return str(at), item.number, item.name, _YEAR.sub("\n", item.case), item.department


def _overdue(ask: Question, item: ItemStand) -> tuple[str, str]:
    """The last day with the day it was moved, and the days between."""
    late = ((item.moved_on or ask.as_of) - item.due_on).days if item.due_on else 0
    return f"{day(item.due_on)}\n{day(item.moved_on) or '未移送'}", f"{late}天"


def _late(ask: Question) -> Finding | None:
    answer = catalogue.ask("seizures.late_transfer", ask)
    rows = [item for item in standing(ask) if item.late(ask.as_of)]
    if not rows:
        return None
    waiting = sum(item.moved_on is None for item in rows)
    said = f"{answer.value:g}件超过期限移送入库或者存入专户，其中{waiting}件至今未移送。分布：{_words(answer, '件')}。"
    columns = (*_ITEM_COLUMNS, Column("应移送、\n移送", mm=20, align=CENTRE), Column("超期", mm=12, align=RIGHT))
    told = tuple((*_item(at, item), *_overdue(ask, item)) for at, item in enumerate(rows, 1))
    return Finding("逾期移送", said, "逾期移送入库、存专户财物清单", columns, told)


def _loans(facts: Facts, ask: Question) -> Finding | None:
    answer, rows = catalogue.ask("seizures.overdue_loans", ask), overdue_loans(ask)
    if not rows:
        return None
    columns = (
        *_ITEM_COLUMNS[:3],
        Column("数量", mm=18, align=CENTRE),
        Column("去向、经手", weight=1),
        Column("应归还日", mm=22, align=CENTRE),
        Column("超期", mm=16, align=RIGHT),
    )
    told = []
    for at, one in enumerate(rows, 1):
        event = facts.row(CustodyEvent.__tablename__, one.loan.event)
        item = facts.row(ITEM, one.item.id)
        to = "　".join(filter(None, (str(event["outside"] or ""), who(facts, borrower(facts, item, event)))))
        left = f"{(ask.as_of - one.loan.due).days}天" if one.loan.due else ""
        size = much(item, one.loan.quantity)
        told.append((str(at), one.item.number, one.item.name, size, f"{one.loan.pool}　{to}", day(one.loan.due), left))
    said = f"调用、移送的财物{answer.value:g}笔超过应归还日未还：{_words(answer, '笔')}。"
    return Finding("逾期未还", said, "调用、移送逾期未还清单", columns, tuple(told))


def _counts(facts: Facts, ask: Question) -> Finding | None:
    answer = catalogue.ask("stocktakes.open", ask)
    if not answer.value:
        return None
    columns = (
        Column("序号", mm=10, align=CENTRE),
        Column("盘点", weight=3),
        Column("物品", weight=4),
        Column("账面", mm=18, align=CENTRE),
        Column("实盘", mm=18, align=CENTRE),
        Column("结果", mm=22, align=CENTRE),
        Column("说明", weight=3),
    )
    told = []
    for at, (_, line) in enumerate(answer.behind, 1):
        row = facts.row(LINE, line)
        item = facts.row(ITEM, row["item_id"])
        name = "\n".join(str(word) for word in (item.get("number"), item.get("name") or row["name"]) if word)
        take = facts.row(Stocktake.__tablename__, row["stocktake_id"])
        sizes = ("" if row[key] is None else f"{quantity(row[key])}{row['unit']}" for key in ("booked", "counted"))
        told.append((str(at), str(take.get("title") or ""), name, *sizes, str(row["result"] or ""), str(row["note"])))
    said = f"盘点差异{answer.value:g}条还没有处理：{_words(answer, '条')}。"
    return Finding("账实差异", said, "盘点差异未处理清单", columns, tuple(told))


def _freezes(ask: Question) -> Finding | None:
    lapsed = catalogue.ask("freezes.lapsed", ask)
    rows = [one for one in live_freezes(ask) if one.lapsed or one.expiring(AHEAD)]
    if not rows:
        return None
    soon = len(rows) - int(lapsed.value or 0)
    told = [f"{lapsed.value:g}笔冻结期满没有续冻或者解除"] if lapsed.value else []
    told += [f"{soon}笔在{AHEAD}日内到期"] if soon else []
    columns = (
        Column("序号", mm=10, align=CENTRE),
        Column("登记号", mm=20, align=CENTRE),
        Column("户名、金融机构", weight=1),
        Column("受案号", mm=34),
        Column("金额（元）", mm=25, align=RIGHT),
        Column("到期日", mm=21, align=CENTRE),
        Column("距今", mm=15, align=RIGHT),
    )
    table = tuple(_freeze(at, one) for at, one in enumerate(rows, 1))
    return Finding("冻结期限", f"{'，'.join(told)}。", "冻结期满和即将到期清单", columns, table)


def _freeze(at: int, one: FreezeStand) -> Row:
    left = "" if one.left is None else f"超{-one.left}天" if one.left < 0 else f"剩{one.left}天"
    amount = "" if one.amount is None else yuan(one.amount)
    name = "\n".join(filter(None, (one.owner, one.bank)))
    return (str(at), one.number, name, _YEAR.sub("\n", one.case), amount, day(one.to_on), Cell(left, strong=one.lapsed))


def _unclear(ask: Question, clear: Sequence[Clear]) -> Iterator[Finding]:
    """The items that are not clear in one of the seven, and in which."""
    lacks: dict[int, list[str]] = {}
    for one in clear:
        for _, item in one.lacking:
            lacks.setdefault(item, []).append(one.word.removesuffix("清"))
    rows = [item for item in standing(ask) if item.id in lacks]
    if rows:
        columns = (*_ITEM_COLUMNS, Column("不清的项目", mm=32))
        told = _told(rows, lambda item: "、".join(lacks[item.id]))
        yield Finding("七清缺项", "", "“七清”缺项财物清单", columns, told)
