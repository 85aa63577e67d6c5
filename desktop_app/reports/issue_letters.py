"""Letters to departments about their problems: 《整改通知书》 and 《督办单》, each with a 回执 to tear off."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.figures.issue_table import Tally, tallies
from desktop_app.reports.blocks import (
    Block,
    Box,
    Cell,
    Closing,
    Column,
    Document,
    Drawing,
    Form,
    FormRow,
    Heading,
    Ledger,
    LineMark,
    PageBreak,
    Para,
    Row,
    Spacer,
    TextMark,
    Together,
    UnitLine,
)
from desktop_app.reports.flow import pages_of
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.ink import MM
from desktop_app.reports.issue_rows import (
    DEPARTMENT,
    Problem,
    asked,
    department_asked,
    one_problem,
    only_options,
    problems,
)
from desktop_app.reports.pieces import Measure
from desktop_app.reports.plan_papers import CAMPAIGN
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.styles import (
    BODY,
    CELL,
    CELL_HEAD,
    OFFICIAL_PAGE,
    SMALL,
    SMALL_HEAD,
    Align,
    Font,
    PageSetup,
    Style,
)
from desktop_app.rules.dates import long_day, read_date
from desktop_app.rules.order import natural
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services.facts import Facts
from desktop_app.system.errors import Refusal

REPLY_BY = "by"
"""Option naming the day by which the department answers; without it a pen fills it in."""
OFFICE = "专项整治工作领导小组办公室"
PEN_DAY = "　　月　　日"
SEAL_ROOM_MM = 44.0
SLIP_TITLE = Style(Font.HEI, 15.75, 24)
SLIP_TEXT = Style(Font.FANGSONG, 14, 22)
CENTRE = Align.CENTRE


@dataclass(frozen=True)
class Look:
    """How large a letter is set: its text, its table."""

    body: Style
    cell: Style
    head: Style


LOOKS = (
    Look(BODY, CELL, CELL_HEAD),
    Look(BODY, SMALL, SMALL_HEAD),
    Look(Style(Font.FANGSONG, 15.75, 25), SMALL, SMALL_HEAD),
)
"""The first that needs the fewest pages is taken, so that letter and slip share a page where they can."""


@dataclass(frozen=True)
class Kind:
    """One kind of letter: which problems it is about and what it says of them."""

    title: str
    picks: Callable[[Problem], bool]
    says: Callable[[Tally, str], str]
    asks: Callable[[str], str]
    columns: tuple[Column, ...]
    cells: Callable[[Problem], Sequence[str | Cell]]
    count: Callable[[Tally], int]
    nothing: str


def notice(request: Request) -> Document:
    """《整改通知书》: to each department its problems not yet closed, or to that of option ``department`` alone.

    With ``record`` it goes to the department of that problem; option ``by`` is the day the 回执 is due.
    """
    return _letters(request, NOTICE)


def urge(request: Request) -> Document:
    """《督办单》: to each department its overdue problems with the days late; same options as the notice."""
    return _letters(request, URGE)


def _notice_says(tally: Tally, day: str) -> str:
    late = f"（其中已逾期{tally.late}条）" if tally.late else ""
    return (
        f"在{CAMPAIGN}工作中，截至{day}，你部门尚有{tally.open}条问题未销号{late}，列表如下。请对照整改措施，责任到人，"
        "按期整改；整改到位后，填写《问题整改销号申请审批表》，附佐证材料，报领导小组办公室验收销号。"
    )


def _urge_says(tally: Tally, day: str) -> str:
    return (
        f"在{CAMPAIGN}工作中，截至{day}，你部门有{tally.late}条问题已过整改期限仍未销号，列表如下，现予督办。"
        "请查明逾期原因，抓紧整改。"
    )


def _urge_asks(by: str) -> str:
    return (
        f"请于{by}前将整改结果书面报领导小组办公室；确有特殊情况不能办结的，写明理由，按程序报批延期。"
        "收到后请填写回执交回。"
    )


def _by_due(row: Problem) -> tuple[bool, date, tuple[tuple[int, str], ...]]:
    return row.stand.due_on is None, row.stand.due_on or date.max, natural(row.number)


def _notice_cells(row: Problem) -> Sequence[str | Cell]:
    return (row.number, row.name, row.officers, row.due, row.state)


def _urge_cells(row: Problem) -> Sequence[str | Cell]:
    first = row.first_due or row.stand.due_on
    return (
        row.number,
        row.name,
        row.officers,
        str(first),
        str(row.stand.due_on),
        Cell(f"{row.late_days}天", strong=True),
    )


NOTICE = Kind(
    "整改通知书",
    lambda row: not row.closed,
    _notice_says,
    lambda by: f"收到本通知书后，请填写回执，于{by}前交回领导小组办公室。",
    (
        Column("序号", align=CENTRE),
        Column("编号", align=CENTRE),
        Column("问题", weight=1),
        Column("责任人", align=CENTRE),
        Column("整改期限", align=CENTRE),
        Column("状态", align=CENTRE),
    ),
    _notice_cells,
    lambda tally: tally.open,
    "没有尚未销号的问题，不必发整改通知书",
)
URGE = Kind(
    "督办单",
    lambda row: row.late_days > 0,
    _urge_says,
    _urge_asks,
    (
        Column("序号", align=CENTRE),
        Column("编号", align=CENTRE),
        Column("问题", weight=1),
        Column("责任人", align=CENTRE),
        Column("原定期限", align=CENTRE),
        Column("现期限", align=CENTRE),
        Column("逾期", align=CENTRE),
    ),
    _urge_cells,
    lambda tally: tally.late,
    "没有逾期未销号的问题，不必发督办单",
)


def _letters(request: Request, kind: Kind) -> Document:
    only_options(request, kind.title, DEPARTMENT, REPLY_BY)
    by = _reply_by(request)
    with request.desk.facts() as facts:
        wanted = _wanted(request, facts)
        rows = [row for row in problems(request, facts) if kind.picks(row)]
        counts = tallies(asked(request, facts), lambda row: str(row.department_id))
        blocks: list[Block] = []
        for department in _departments(rows, facts, wanted):
            mine = sorted((row for row in rows if row.stand.department_id == department["id"]), key=_by_due)
            blocks += [PageBreak(recount=True)] if blocks else []
            blocks += _shortest(
                _letter(kind, request, facts, str(department["name"]), mine, counts[str(department["id"]),], by, look)
                for look in LOOKS
            )
        blocks += _unaddressed(kind, rows, bool(blocks), bool(wanted))
        if not blocks:
            blocks = _none(kind, request, str(facts.row("department", wanted).get("name") or "各部门"))
        foot = footer(request, facts, ("经办人：", "审核人："))
        return Document(kind.title, OFFICIAL_PAGE, tuple(blocks), meta(request, facts, kind.title), foot)


def _wanted(request: Request, facts: Facts) -> int | None:
    """The one department asked for, by option or by one of its problems."""
    chosen: int | None = department_asked(request, facts).get("id")
    row = one_problem(request, facts) if chosen is None else None
    return row.stand.department_id if row else chosen


def _reply_by(request: Request) -> str:
    """The day to answer by in words, or room for a pen; a day that cannot be is refused."""
    given = request.options.get(REPLY_BY, "")
    if not given:
        return PEN_DAY
    try:
        day = read_date(given, request.as_of.year)
    except Unreadable:
        day = None
    if day is None:
        raise Refusal(f"回复期限“{given}”不是日期。写成 {REPLY_BY}={request.as_of} 这样")
    if day < request.as_of:
        raise Refusal(f"回复期限 {day} 早于截至日期 {request.as_of}。请改晚")
    return long_day(day)


def _departments(rows: Sequence[Problem], facts: Facts, wanted: int | None) -> list[Mapping[str, object]]:
    owing = {row.stand.department_id for row in rows}
    found = (row for row in facts.rows("department").values() if row["id"] in owing)
    return sorted((row for row in found if wanted in (None, row["id"])), key=lambda row: row["position"])


def _shortest(letters: Iterable[list[Block]]) -> list[Block]:
    """The first of those that need the fewest pages."""
    width, height = (side * MM for side in OFFICIAL_PAGE.type_area_mm)
    measure = Measure(width, height, workstation_fonts())
    return min(letters, key=lambda letter: pages_of(letter, measure))


def _letter(
    kind: Kind, request: Request, facts: Facts, department: str, rows: list[Problem], tally: Tally, by: str, look: Look
) -> list[Block]:
    year = facts.unit.get("year", request.as_of.year)
    table: list[Row] = [(str(place), *kind.cells(row)) for place, row in enumerate(rows, 1)]
    unit = str(facts.unit.get("name") or "")
    day = long_day(request.as_of)
    return [
        Heading(kind.title),
        Para(_number(year), look.body, CENTRE, 0, after=look.body.leading / 2),
        Para(f"{department}：", look.body, Align.LEFT, 0),
        Para(kind.says(tally, day), look.body, after=6),
        UnitLine(f"责任部门：{department}", f"共{kind.count(tally)}条，截至{day}"),
        Ledger(kind.columns, table, style=look.cell, head_style=look.head),
        Spacer(3),
        Together((Para(kind.asks(by), look.body), Closing((unit, OFFICE), day, look.body))),
        _slip(kind, department, year, kind.count(tally)),
    ]


def _number(year: object) -> str:
    """The number, its word and serial left to a pen."""
    return f"　　　〔{year}〕　　号"


def _slip(kind: Kind, department: str, year: object, count: int) -> Together:
    """回执: torn off, signed, sealed and given back."""
    said = f"你办{_number(year)}《{kind.title}》及所列{count}条问题已收到，我部门将按要求整改并报送结果。"
    form = Form(
        (22, 54, 12, 68),
        (
            FormRow((Box("签收部门", label=True), Box(department), *_seal()), SEAL_ROOM_MM / 4),
            FormRow((Box("签收人", label=True), Box()), SEAL_ROOM_MM / 4),
            FormRow((Box("签收日期", label=True), Box("　　　年　　月　　日")), SEAL_ROOM_MM / 4),
            FormRow((Box("联系电话", label=True), Box()), SEAL_ROOM_MM / 4),
        ),
    )
    return Together(
        (
            tear_line(OFFICIAL_PAGE),
            Para(f"《{kind.title}》回执", SLIP_TITLE, CENTRE, 0),
            Para(f"{OFFICE}：", SLIP_TEXT, Align.LEFT, 0),
            Para(said, SLIP_TEXT, after=4),
            form,
        )
    )


def _seal() -> tuple[Box, Box]:
    return Box("单位公章", label=True, rows=4, upright=True), Box(rows=4, sign="（盖章）")


def tear_line(page: PageSetup) -> Drawing:
    """A dashed line over the type area of a page with a word in its middle."""
    width, height = page.type_area_mm[0] * MM, 24.0
    y, gap = 9.0, 40.0
    dash = (4.0, 3.0)
    return Drawing(
        width,
        height,
        (
            LineMark(0, y, width / 2 - gap, y, dash=dash),
            LineMark(width / 2 + gap, y, width, y, dash=dash),
            TextMark(width / 2, y + 3.5, "沿此线撕下", CELL, CENTRE),
        ),
    )


def _unaddressed(kind: Kind, rows: Sequence[Problem], more: bool, chosen: bool) -> list[Block]:
    """What no letter could be written about, because nobody is named."""
    lost = [row.number for row in rows if row.stand.department_id is None]
    if not lost or chosen:
        return []
    said = f"下列问题没有填责任部门，发不出{kind.title}，请先补填：{'、'.join(lost)}。"
    return [*([PageBreak(recount=True)] if more else []), Heading("另有问题未填责任部门"), Para(said, BODY)]


def _none(kind: Kind, request: Request, whom: str) -> list[Block]:
    return [Heading(kind.title), Para(f"截至{long_day(request.as_of)}，{whom}{kind.nothing}。", BODY)]
