"""《盲盘表》, 《涉案物品盘点表》, 《盘点报告》, 《保管人交接清册》: a stocktake before and after it is counted."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from desktop_app.reports.blocks import (
    Block,
    Box,
    Cell,
    Column,
    Document,
    Form,
    FormRow,
    GroupRow,
    Heading,
    Ledger,
    Para,
    Row,
    Spacer,
    Together,
    UnitLine,
)
from desktop_app.reports.hand_over_list import SHORT_DAY
from desktop_app.reports.issue_rows import han, only_options
from desktop_app.reports.overview_paper import tight
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.stocktake_rows import Count, Line, count_named
from desktop_app.reports.styles import CELL, CELL_HEAD, LEDGER_PAGE, SMALL, Align, Font, Margins, PageSetup, Style
from desktop_app.rules.stocktakes import DIFFERENT, CountGroup
from desktop_app.rules.vocabulary import CountScope
from desktop_app.services.facts import Facts
from desktop_app.services.stocktake_ends import difference_said
from desktop_app.system.errors import Refusal

BLIND_TITLE, SHEET_TITLE = "盲盘表", "涉案物品盘点表"
REPORT_TITLE, HANDOVER_TITLE = "涉案财物盘点报告", "涉案财物保管人交接清册"
PAGE = PageSetup(margins=Margins(16, 18, 20, 22))
TEXT, LABEL, BODY = Style(Font.SONG, 10.5, 14), Style(Font.HEI, 10.5, 14), Style(Font.SONG, 12, 20)
CENTRE, RIGHT = Align.CENTRE, Align.RIGHT
FEW_BLANKS, ROW_MM = 6, 8.0
FACTS = (22.0, 63.0, 22.0, 63.0)
SIGN = f"签字：　　　　{SHORT_DAY}"

_BLIND = (
    Column("序号", mm=11, align=CENTRE),
    Column("存放位置", mm=27),
    Column("物品编号", mm=40, align=CENTRE),
    Column("物品名称", weight=1),
    Column("单位", mm=12, align=CENTRE),
    Column("实盘数", mm=20, align=CENTRE),
    Column("备注", mm=26),
)
_SHEET = (
    Column("序号", mm=12, align=CENTRE),
    Column("物品编号", mm=40, align=CENTRE),
    Column("物品名称", weight=1),
    Column("单位", mm=13, align=CENTRE),
    Column("账面", mm=29, group="存放位置"),
    Column("实际", mm=29, group="存放位置"),
    Column("账面数", mm=17, align=RIGHT),
    Column("实盘数", mm=17, align=RIGHT),
    Column("差异", mm=15, align=RIGHT),
    Column("结果", mm=29, align=CENTRE),
    Column("处理", mm=32),
)
_GROUPED = (
    Column("序号", mm=11, align=CENTRE),
    Column("物品编号", mm=39, align=CENTRE),
    Column("物品名称", weight=2),
    Column("账面与实盘", weight=3),
    Column("处理", mm=35),
)
_HANDED = (
    Column("序号", mm=11, align=CENTRE),
    Column("物品编号", mm=40, align=CENTRE),
    Column("物品名称", weight=1),
    Column("单位", mm=12, align=CENTRE),
    Column("数量", mm=20, align=RIGHT),
    Column("存放位置", mm=30),
    Column("核对", mm=16, align=CENTRE),
)


def stocktake_blind(request: Request) -> Document:
    """《盲盘表》 of the stocktake named by ``record`` (number or title): by shelf, without the books' quantities.

    Sampled, it bears seed, rule and all it was drawn from: enough to draw the sample again.
    """
    return _paper(request, BLIND_TITLE, PAGE, _blind)


def _blind(count: Count) -> Iterator[Block]:
    known = [line for line in count.lines if line.row["booked"]]
    yield from _rule(count)
    yield Ledger(_BLIND, list(_blind_rows(known)), min_row_mm=ROW_MM, style=CELL, head_style=CELL_HEAD)
    yield from _note(
        "逐柜逐格清点，把见到的实际数量写在“实盘数”里；账上没有的写在空行里并注明位置。盘点前不看账面数量。"
    )
    yield from _foot(("盘点人", "盘点人", "监盘人", "保管人（在场）"))
    yield from _pool(count)


def stocktake_sheet(request: Request) -> Document:
    """《涉案物品盘点表》: books, count, difference and result line by line; signed by who counted and who watched."""
    return _paper(request, SHEET_TITLE, LEDGER_PAGE, _sheet)


def _sheet(count: Count) -> Iterator[Block]:
    rows = [_sheet_row(at, line) for at, line in enumerate(count.lines, 1)]
    yield Ledger(_SHEET, rows, _sheet_total(count) if rows else None, empty=_EMPTY)
    yield from _foot(("盘点人", "盘点人", "监盘人", "保管人"))


def stocktake_report(request: Request) -> Document:
    """《盘点报告》: what was counted, then 缺失, 多出, 错位 and what else differs, each with what became of it."""
    return _paper(request, REPORT_TITLE, PAGE, _report)


def _report(count: Count) -> Iterator[Block]:
    yield from (Para(said, BODY) for said in _told(count))
    yield Spacer(1.5)
    yield Ledger(_GROUPED, list(_group_rows(count)), style=CELL, head_style=CELL_HEAD)
    yield Together((Spacer(1.5), *_rule(count)))
    yield from _foot(("盘点人", "监盘人", "保管人", "部门负责人"))
    yield from _pool(count)


def keeper_handover(request: Request) -> Document:
    """《保管人交接清册》: all that goes from one custodian to the other, both sign. Refuses another kind."""
    return _paper(request, HANDOVER_TITLE, PAGE, _handover, CountScope.HANDOVER)


def _handover(count: Count) -> Iterator[Block]:
    if count.head["scope"] is not CountScope.HANDOVER:
        raise Refusal(f"{count.head['number']} 不是保管人交接。交接清册只有换保管人的盘点才印", "record")
    yield _handed(count)
    yield from _note("双方逐件核对后签字，各存一份，一份附盘点材料。未见实物的由交出保管人负责查找，不在移交之列。")
    yield from _foot(("交出保管人", "接手保管人", "监交人", "部门负责人"))


def _paper(
    request: Request, title: str, page: PageSetup, body: Callable[[Count], Iterable[Block]], *scopes: CountScope
) -> Document:
    """A paper of the stocktake named, its head over what the paper tells; without a stocktake a sentence."""
    only_options(request, title)
    with request.desk.facts() as facts:
        count = count_named(facts, request.record, *scopes)
        said = "还没有保管人交接的盘点。" if scopes else "还没有盘点。"
        nothing = (Heading(title), Para(f"{said}按 Ctrl+N 立一次，再拟出应盘明细。"))
        blocks = nothing if count is None else (*_head(facts, count, title), *body(count))
        shown = PAGE if count is None else page
        return Document(title, shown, blocks, meta(request, facts, title), footer(request, facts, ()))


_EMPTY = "（没有盘点明细。先“拟盘点”）"


def _head(facts: Facts, count: Count, title: str) -> Iterator[Block]:
    head = count.head
    yield Heading(title, code=str(head["number"]))
    unit = str(facts.unit.get("name") or "")
    yield UnitLine(f"单位：{unit}", f"编号：{head['number']}", Style(Font.SONG, 10.5, 16))
    pairs = [
        (("盘点名称", str(head["title"])), ("盘点日期", count.day)),
        (("范　　围", str(head["scope"])), ("应　　盘", f"{sum(1 for one in count.lines if one.row['booked'])}件")),
        (("盘 点 人", count.counters), ("监 盘 人", count.supervisor)),
    ]
    if head["scope"] is CountScope.HANDOVER:
        pairs.append((("交出保管人", count.from_keeper), ("接手保管人", count.to_keeper)))
    rows = (FormRow(tuple(_boxes(pair)), 7.5) for pair in pairs)
    yield Form(FACTS, tuple(rows), TEXT, LABEL)
    yield Spacer(1.5)


def _boxes(pairs: Sequence[tuple[str, str]]) -> Iterator[Box]:
    for label, text in pairs:
        yield Box(label, label=True)
        yield Box(text)


def _rule(count: Count) -> Iterator[Block]:
    """Seed, rule and method of a sample; all but the long list of numbers."""
    if not count.head["sample_rule"]:
        return
    yield Para(f"种子：{count.head['seed']}", LABEL, Align.LEFT, 0)
    for line in str(count.head["sample_rule"]).splitlines()[:-1]:
        yield Para(line, TEXT, Align.LEFT, 0)
    yield Spacer(1.5)


def _pool(count: Count) -> Iterator[Block]:
    """What the sample was drawn from, behind the signatures."""
    if count.head["sample_rule"]:
        yield Spacer(3)
        yield Para(str(count.head["sample_rule"]).splitlines()[-1], TEXT, Align.LEFT, 0)


def _note(text: str) -> Iterator[Block]:
    yield Spacer(1.5)
    yield Para(f"注：{text}", SMALL, Align.LEFT, 0)


def _foot(signers: Sequence[str]) -> Iterator[Block]:
    boxes = [(Box(name, label=True), Box(sign=SIGN)) for name in signers]
    rows = [FormRow(tuple(box for pair in boxes[at : at + 2] for box in pair), 14) for at in range(0, len(boxes), 2)]
    yield Together((Spacer(1.5), Form(FACTS, tuple(rows), TEXT, LABEL)), held=True)


def _blind_rows(lines: Sequence[Line]) -> Iterator[Row]:
    for at, line in enumerate(lines, 1):
        yield (str(at), line.place, line.number, line.name, str(line.row["unit"] or ""), "", "")
    yield from ((str(at), *[""] * 6) for at in range(len(lines) + 1, len(lines) + 1 + FEW_BLANKS))


def _sheet_row(at: int, line: Line) -> Row:
    differs = line.group in DIFFERENT or line.doubtful
    return (
        *(str(at), line.number or "（无编号）", line.name, str(line.row["unit"] or "")),
        *(str(line.row["written_place"] or ""), line.moved, line.much("booked"), line.much("counted")),
        *(line.difference, Cell(line.result, strong=differs), line.settled),
    )


def _sheet_total(count: Count) -> Sequence[str | Cell]:
    told = "，".join(f"{name}{len(count.of(name))}件" for name in CountGroup if count.of(name))
    return ("", "合计", Cell(f"{len(count.lines)}件：{told}", span=9))


def _told(count: Count) -> Iterator[str]:
    """The report in words."""
    lines, differ = count.lines, count.of(*DIFFERENT)
    booked = sum(1 for line in lines if line.row["booked"])
    left = count.of(CountGroup.UNCOUNTED)
    day = f"{count.day}，" if count.day else ""
    who = f"由{count.counters}盘点、{count.supervisor}监盘，" if count.counters and count.supervisor else ""
    counted = sum(1 for line in lines if line.row["booked"] and line.group is not CountGroup.UNCOUNTED)
    agrees = len(count.of(CountGroup.AGREES))
    yield f"{day}{who}应盘{booked}件，已盘{counted}件，账实相符{agrees}件，差异{len(differ)}条。"
    if left:
        yield f"还有{len(left)}件未盘，本报告为中间结果。"
    doubtful = sum(1 for line in lines if line.doubtful)
    if doubtful:
        yield f"另有{doubtful}条写的是相符，账面数与实盘数不等，见盘点表，待核对。"
    made = sum(1 for line in differ if line.issue)
    done = sum(1 for line in differ if not line.issue and line.row["settled_on"])
    if differ:
        yield f"差异中已转问题{made}条，已处理{done}条，待处理{len(differ) - made - done}条。"


def _group_rows(count: Count) -> Iterator[Row]:
    """缺失, 多出, 错位 always, the others where there are any; what was not counted last."""
    always = DIFFERENT[:3]
    heads = [name for name in (*DIFFERENT, CountGroup.UNCOUNTED) if name in always or count.of(name)]
    at = 0
    for place, name in enumerate(heads, 1):
        some = count.of(name)
        yield GroupRow(f"{han(place)}、{name}（{len(some)}件）" + ("" if some else "　无"))
        for line in some:
            at += 1
            yield (str(at), line.number or "（无编号）", line.name, _said(line), line.settled)


def _said(line: Line) -> str:
    said = tight(difference_said({**line.row, "unit": line.row["unit"] or ""}))
    return f"{line.row['result']}：{said}" if line.group is CountGroup.OTHER else said


def _handed(count: Count) -> Ledger:
    """What goes over, then what was not found and stays with who hands over; how many of each."""
    gone = count.of(CountGroup.MISSING)
    lines = [line for line in count.lines if line.row["item_id"] and line not in gone and line.row["booked"]]
    told = f"移交{len(lines)}件物品" + (f"，未见实物{len(gone)}件" if gone else "")
    rows = list(_handed_rows(lines, gone))
    total = ("", "合计", Cell(told, span=5)) if rows else None
    return Ledger(_HANDED, rows, total, min_row_mm=ROW_MM, style=CELL, head_style=CELL_HEAD, empty=_EMPTY)


def _handed_rows(lines: Sequence[Line], gone: Sequence[Line]) -> Iterator[Row]:
    for at, line in enumerate(lines, 1):
        counted = line.much("counted") or line.much("booked")
        place = line.moved or line.place
        yield (str(at), line.number, line.name, str(line.row["unit"] or ""), counted, place, "")
    if gone:
        yield GroupRow(f"未见实物，不移交（{len(gone)}件）")
    for at, line in enumerate(gone, len(lines) + 1):
        yield (str(at), line.number, line.name, str(line.row["unit"] or ""), "0", line.place, "缺失")
