"""《一岗双责责任清单》《责任书》《履责纪实》: who answers for what, what he signed, what he did of it."""

from collections.abc import Iterator, Sequence

from desktop_app.figures.accountability import lacking
from desktop_app.figures.duty_standing import DutyStand, LeaderStand, duties, leaders, quarters
from desktop_app.figures.engine import Question
from desktop_app.models.responsibility import Duty
from desktop_app.registers import reading
from desktop_app.registers.responsibility import DUTIES
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
    Row,
    Spacer,
    UnitLine,
)
from desktop_app.reports.closings import SEAL_WIDTH_MM
from desktop_app.reports.form_rows import BETWEEN, PEN_DAY, pair, said
from desktop_app.reports.issue_rows import asked, only_options
from desktop_app.reports.request import Request, footer, meta, unit_line
from desktop_app.reports.styles import LEDGER_PAGE, Align, Font, Margins, PageSetup, Style
from desktop_app.rules.dates import long_day
from desktop_app.rules.periods import read_period
from desktop_app.rules.unreadable import Unreadable, tight
from desktop_app.services.facts import Facts
from desktop_app.system.errors import Refusal

LIST_TITLE, LETTER_TITLE, DEEDS_TITLE = "“一岗双责”责任清单", "“一岗双责”责任书", "“一岗双责”履责纪实"
PAGE = PageSetup(margins=Margins(20, 20, 22, 25))
CENTRE = Align.CENTRE
BODY, LABEL = Style(Font.SONG, 12, 20), Style(Font.HEI, 12, 18)
LETTER_WIDTHS = (26.0, 57.0, 26.0, 56.0)
LIST_COLUMNS = (
    Column("序号", mm=10, align=CENTRE),
    Column("姓名", mm=17, align=CENTRE),
    Column("职务", mm=27, align=CENTRE),
    Column("分管部门", weight=2),
    Column("业务职责", weight=3),
    Column("廉政职责", weight=3),
    Column("签订日期", mm=22, align=CENTRE),
    Column("履责", mm=14, align=CENTRE),
    Column("缺项", mm=32, align=CENTRE),
)
DEED_COLUMNS = (
    Column("序号", mm=10, align=CENTRE),
    Column("日期", mm=24, align=CENTRE),
    Column("事项", mm=22, align=CENTRE),
    Column("内容", weight=1),
    Column("佐证", mm=40),
)
QUARTER_COLUMNS = (
    Column("季度", mm=30, align=CENTRE),
    Column("履责次数", mm=26, align=CENTRE),
    Column("考核等次", mm=30, align=CENTRE),
    Column("考核意见、签字", weight=1),
)
BLANKS = 5
"""Empty lines to write in at the end of a record of performance."""


def duty_list(request: Request) -> Document:
    """《责任清单》 of everybody who has or has to have one, in the roster's order."""
    only_options(request, LIST_TITLE)
    with request.desk.facts() as facts:
        ask = asked(request, facts)
        body = list(_listed(facts, ask))
        people = leaders(ask)
        lacks = sum(bool(lacking(row)) for row in people)
        total = ("", "合计", f"应签{len(people)}人", "", "", "", "", "", f"缺项{lacks}人" if lacks else "")
        empty = "（没有责任清单，干警花名册里也没有院领导和部门负责人）"
        note = "注：应签的是在岗的院领导和部门负责人；履责是截至日登记的次数，含旧台账没写日期的次数。" if body else ""
        table = Ledger(LIST_COLUMNS, body, total if body else None, note=note, empty=empty)
        blocks = (Heading(LIST_TITLE), unit_line(request, facts), table)
        return Document(LIST_TITLE, LEDGER_PAGE, blocks, meta(request, facts, LIST_TITLE), footer(request, facts))


def _listed(facts: Facts, ask: Question) -> Iterator[Row]:
    people = leaders(ask)
    own = {one.id for row in people for one in row.lists}
    rows: list[tuple[LeaderStand | None, DutyStand | None]] = []
    for row in people:
        rows += [(row, one) for one in row.lists] or [(row, None)]
    rows += [(None, one) for one in duties(ask) if one.id not in own]
    values = _values(facts, [one.id for _, one in rows if one is not None])
    for at, (leader, one) in enumerate(rows, 1):
        told = values.get(one.id, {}) if one is not None else {}
        lacks = lacking(leader) if leader is not None else ""
        person = leader if leader is not None else one
        yield (
            str(at),
            person.name if person is not None else "",
            (one.post if one is not None else "") or _post(leader),
            str(told.get(Duty.charge.key) or ""),
            str(told.get(Duty.business.key) or ""),
            str(told.get(Duty.integrity.key) or ""),
            str(one.signed_on or "") if one is not None else "",
            f"{one.done}次" if one is not None else "",
            Cell(_bare(leader, lacks), strong=bool(lacks)),
        )


def _post(leader: LeaderStand | None) -> str:
    """The post with the department it is of."""
    if leader is None:
        return ""
    return leader.post if leader.department in leader.post else f"{leader.department}{leader.post}"


def _bare(row: LeaderStand | None, lacks: str) -> str:
    """What is lacking, with the quarters nothing was done in."""
    if row is None or not lacks or not row.signed or not row.lists:
        return lacks
    return f"{'、'.join(quarter.label for quarter in row.bare)}没有履责记录"


def _values(facts: Facts, ids: Sequence[int]) -> dict[int, dict[str, object]]:
    return {line.id: dict(line.values) for line in reading.lines(facts, DUTIES, ids, DUTIES.fields)}


def duty_letter(request: Request) -> Document:
    """《责任书》 of the officers named by ``record`` (姓名、编号), of all lists where none is named; to be signed."""
    only_options(request, LETTER_TITLE)
    with request.desk.facts() as facts:
        rows = _chosen(duties(asked(request, facts)), request.record)
        values = _values(facts, [row.id for row in rows])
        blocks: list[Block] = []
        sheets: Sequence[DutyStand | None] = rows or [None]
        for row in sheets:
            blocks += [PageBreak(recount=True)] if blocks else []
            blocks += _letter(request, facts, row, values.get(row.id, {}) if row is not None else {})
        foot = footer(request, facts, ())
        return Document(LETTER_TITLE, PAGE, tuple(blocks), meta(request, facts, LETTER_TITLE), foot)


def _chosen(rows: Sequence[DutyStand], record: str) -> list[DutyStand]:
    wanted = [tight(word) for word in BETWEEN.split(record.strip()) if word]
    for word in wanted:
        if not any(word in (tight(row.name), tight(row.number)) for row in rows):
            raise Refusal(f"“{word}”没有责任清单。写姓名或清单编号，几人之间用、隔开", "record")
    return [row for row in rows if not wanted or {tight(row.name), tight(row.number)} & set(wanted)]


def _letter(request: Request, facts: Facts, row: DutyStand | None, told: dict[str, object]) -> Iterator[Block]:
    unit = str(facts.unit.get("name") or "")
    year = str(facts.unit.get("year") or "")
    yield Heading(LETTER_TITLE, code=row.number if row is not None else "")
    yield UnitLine(f"单位：{unit}", f"{year}年度", Style(Font.SONG, 12, 18))
    yield Form(LETTER_WIDTHS, tuple(_letter_rows(row, told)), BODY, LABEL)


def _letter_rows(row: DutyStand | None, told: dict[str, object]) -> Iterator[FormRow]:
    def of(key: str) -> str:
        return str(told.get(key) or "")

    name, post = (row.name, row.post) if row is not None else ("", "")
    yield FormRow((*pair("姓　名", name), *pair("职　务", post)), 12)
    yield FormRow((Box("分管部门", label=True), Box(of(Duty.charge.key), columns=3)), 14)
    yield FormRow((Box("业务职责", label=True), Box(of(Duty.business.key), columns=3)), 48)
    yield FormRow((Box("廉政职责", label=True), Box(of(Duty.integrity.key), columns=3)), 48)
    pledge = (
        "本人知悉以上职责，对分管范围内的执法办案和干警廉洁从检负责；不履行、不正确履行的，愿接受责任追究。"
        "本责任书一式两份，本人和监察部门各存一份。"
    )
    signed = said(row.signed_on) if row is not None and row.signed_on is not None else ""
    day = f"　　　　{signed}" if signed else PEN_DAY
    yield FormRow((Box("本人承诺", label=True), Box(pledge, columns=3, sign=f"责任人签字：　　　　　{day}")), 38)
    yield FormRow(
        (Box("检察长\n意见", label=True), Box("", columns=3, sign=f"签字：　　　　　（院章）{PEN_DAY}")), SEAL_WIDTH_MM
    )


def duty_deeds(request: Request) -> Document:
    """《履责纪实》 of the officers named by ``record``, of all lists where none is named: what was done, by quarter."""
    only_options(request, DEEDS_TITLE)
    with request.desk.facts() as facts:
        ask = asked(request, facts)
        rows = _chosen(duties(ask), request.record)
        blocks: list[Block] = []
        sheets: Sequence[DutyStand | None] = rows or [None]
        for row in sheets:
            blocks += [PageBreak(recount=True)] if blocks else []
            blocks += _deeds(request, facts, ask, row)
        foot = footer(request, facts, ("责任人：", "监察部门核对："))
        return Document(DEEDS_TITLE, PAGE, tuple(blocks), meta(request, facts, DEEDS_TITLE), foot)


def _deeds(request: Request, facts: Facts, ask: Question, row: DutyStand | None) -> Iterator[Block]:
    who = f"{row.name}　{row.post}" if row is not None else "　　　　"
    yield Heading(DEEDS_TITLE, code=row.number if row is not None else "")
    yield UnitLine(f"责任人：{who}", f"截至{long_day(request.as_of)}", Style(Font.SONG, 11, 17))
    lines: list[Row] = []
    done = [] if row is None else [one for one in row.deeds if request.period is None or _in(request, one.on)]
    for at, one in enumerate(done, 1):
        lines.append((str(at), str(one.on or "未写日期"), one.kind, one.text, one.evidence))
    if row is not None and request.period is None:
        for word, many in (("廉政谈话", row.talks), ("检查", row.checks)):
            if many:
                lines.append((str(len(lines) + 1), "未写日期", word, f"旧台账记 {many} 次", ""))
    empty = [("", "", "", "", "")] * BLANKS
    yield Ledger(DEED_COLUMNS, [*lines, *empty], min_row_mm=9)
    yield Spacer(4)
    ended = quarters(ask)
    if row is not None and ended:
        rows = [_quarter(row, quarter.label, sum(one.on is not None and one.on in quarter for one in row.deeds))
                for quarter in ended]  # fmt: skip
        yield Ledger(QUARTER_COLUMNS, rows, min_row_mm=12, note=_undated(row))


def _in(request: Request, on: object) -> bool:
    return on is not None and request.period is not None and on in request.period


def _quarter(row: DutyStand, label: str, many: int) -> Row:
    grade = next((grade for written, grade in row.grades.items() if _quarter_named(written) == label), "")
    return (label, f"{many}次", grade, "")


def _quarter_named(written: str) -> str:
    """The quarter a check names, in official words; what cannot be read as written."""
    try:
        return read_period(written).label
    except Unreadable:
        return written


def _undated(row: DutyStand) -> str:
    return f"注：另有 {row.undated} 次没写日期，分不到季度。" if row.undated else ""
