"""《一案双查登记表》《处理情况统计表》: both legs of an investigation, and what followed for whom."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from desktop_app.figures.accountability import looked_into
from desktop_app.figures.engine import Question
from desktop_app.figures.inquiry_standing import UNDECIDED, InquiryStand, PersonStand, every_inquiry, inquiries
from desktop_app.models.responsibility import Inquiry, OutcomeKind
from desktop_app.registers import reading
from desktop_app.registers.responsibility import INQUIRIES
from desktop_app.reports.blocks import (
    Block,
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
from desktop_app.reports.form_rows import BETWEEN, PEN_DAY, pair, said, wide
from desktop_app.reports.issue_rows import asked, only_options
from desktop_app.reports.naming_asked import NAMING, Mask, mask_of, naming_asked
from desktop_app.reports.request import Request, footer, meta, unit_line
from desktop_app.reports.styles import LEDGER_PAGE, Align, Font, Margins, PageSetup, Style
from desktop_app.rules.dates import long_day
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import Leg
from desktop_app.services.facts import Facts
from desktop_app.system.errors import Refusal

FORM_TITLE, OUTCOMES_TITLE = "一案双查登记表", "一案双查处理情况统计表"
PAGE = PageSetup(margins=Margins(16, 18, 18, 22))
WIDTHS = (25.0, 62.0, 25.0, 62.0)
TEXT, LABEL = Style(Font.SONG, 10.5, 14.5), Style(Font.HEI, 10.5, 14.5)
CENTRE = Align.CENTRE
PERSONS = (
    Column("姓名", mm=26, align=CENTRE),
    Column("责任类型", mm=25, align=CENTRE),
    Column("问题", weight=1),
    Column("责任认定", mm=18, align=CENTRE),
    Column("处理", mm=30, align=CENTRE),
    Column("执行", mm=21, align=CENTRE),
    Column("影响期至", mm=21, align=CENTRE),
)
BY_CASE = (
    Column("序号", mm=10, align=CENTRE),
    Column("编号", mm=26, align=CENTRE),
    Column("部门", mm=28, align=CENTRE),
    Column("主要事实", weight=1),
    Column("直接责任人", mm=26, align=CENTRE),
    Column("处理", mm=28, align=CENTRE),
    Column("领导责任人", mm=26, align=CENTRE),
    Column("处理", mm=28, align=CENTRE),
    Column("状态", mm=20, align=CENTRE),
)


def inquiry_form(request: Request) -> Document:
    """《一案双查登记表》 of each investigation named by ``record``, of all where none is, an empty form without any.

    Option ``naming`` says how officers are named.
    """
    only_options(request, FORM_TITLE, NAMING)
    with request.desk.facts() as facts:
        rows = _named(every_inquiry(asked(request, facts)), request.record)
        mask = mask_of(facts, naming_asked(request))
        lines = reading.lines(facts, INQUIRIES, [row.id for row in rows], INQUIRIES.fields)
        values = {line.id: line.values for line in lines}
        blocks: list[Block] = []
        sheets: Sequence[InquiryStand | None] = rows or [None]
        for row in sheets:
            blocks += [PageBreak(recount=True)] if blocks else []
            blocks += _form(facts, row, values.get(row.id, {}) if row is not None else {}, mask)
        foot = footer(request, facts, ())
        return Document(FORM_TITLE, PAGE, tuple(blocks), meta(request, facts, FORM_TITLE), foot)


def _named(rows: Sequence[InquiryStand], record: str) -> list[InquiryStand]:
    wanted = [tight(word) for word in BETWEEN.split(record.strip()) if word]
    known = {tight(row.number): row for row in rows}
    for word in wanted:
        if word not in known:
            raise Refusal(f"没有编号为 {word} 的一案双查。写登记编号，几件之间用、隔开", "record")
    return [known[word] for word in dict.fromkeys(wanted)] if wanted else list(rows)


def _form(facts: Facts, row: InquiryStand | None, told: Mapping[str, Any], mask: Mask) -> Iterator[Block]:
    unit = str(facts.unit.get("name") or "")
    number = row.number if row is not None else ""
    yield Heading(FORM_TITLE, code=number)
    yield UnitLine(f"单位：{unit}", f"编号：{number or '　　　　　　'}", Style(Font.SONG, 10.5, 16))
    yield Form(WIDTHS, tuple(_facts(row)), TEXT, LABEL)
    yield Form(WIDTHS, (wide("主要事实", mask(row.name) if row is not None else "", 20),), TEXT, LABEL)
    yield Spacer(2)
    yield Ledger(PERSONS, list(_persons(row, mask)), min_row_mm=10)
    yield Spacer(2)
    yield Form(WIDTHS, tuple(_boxes(row, told, mask)), TEXT, LABEL)


def _facts(row: InquiryStand | None) -> Iterator[FormRow]:
    yield FormRow((*pair("线索来源", row.origin if row else ""), *pair("部　门", row.department if row else "")), 9)
    yield FormRow(
        (*pair("关联案件", row.case if row else ""), *pair("登记日期", said(row.registered_on) if row else "")), 9
    )
    yield FormRow(
        (*pair("启动日期", said(row.started_on) if row else ""), *pair("办结日期", said(row.ended_on) if row else "")),
        9,
    )


def _persons(row: InquiryStand | None, mask: Mask) -> Iterator[Row]:
    known: Sequence[PersonStand] = row.persons if row is not None else ()
    for leg in Leg:
        own = [one for one in known if one.leg is leg]
        yield from (_person(one, mask) for one in own)
        if not own and leg is not Leg.LEADING:
            yield ("", str(leg), "", "", "", "", "")


def _person(one: PersonStand, mask: Mask) -> Row:
    return (
        mask(one.name),
        str(one.leg),
        mask(one.fault),
        str(one.blame or ""),
        "\n".join(filter(None, (one.outcome, one.doc_no))),
        str(one.carried_out_on or ""),
        str(one.until_on or ""),
    )


def _boxes(row: InquiryStand | None, told: Mapping[str, Any], mask: Mask) -> Iterator[FormRow]:
    def of(attr: Any) -> str:
        return mask(str(told.get(attr.key) or ""))

    members = mask("、".join(row.members)) if row is not None else ""
    yield wide("调查人员", members, 9)
    if row is not None and row.no_leader:
        yield wide("不查领导责任\n的理由", mask(row.no_leader), 12)
    yield wide("调查结论", mask(row.conclusion) if row is not None else "", 34, f"调查人员签字：　　　　{PEN_DAY}")
    yield wide("问责依据", of(Inquiry.basis), 12)
    reason = f"{row.state}：{row.reason}" if row is not None and row.reason else ""
    yield wide("领导小组\n（党组）意见", mask(reason), SEAL_WIDTH_MM, f"签字：　　　　　（院章）{PEN_DAY}")
    yield wide("执行、回访", _after(row, told, mask), 18)
    yield wide("整　　改", of(Inquiry.mending), 18)
    bulletin = " ".join(filter(None, (row.bulletin_no, str(row.bulletin_on or "")))) if row is not None else ""
    yield wide("通　　报", bulletin, 9)


def _after(row: InquiryStand | None, told: Mapping[str, Any], mask: Mask) -> str:
    if row is None:
        return ""
    visited = told.get(Inquiry.revisited_on.key)
    return "\n".join(
        filter(
            None,
            (
                f"{said(row.carried_out_on)}执行完毕" if row.carried_out_on is not None else "",
                f"{said(visited)}回访：{mask(str(told.get(Inquiry.revisit.key) or ''))}" if visited else "",
            ),
        )
    )


def outcome_statistics(request: Request) -> Document:
    """《处理情况统计表》: outcomes by leg with totals, then every investigation with what followed on both legs."""
    only_options(request, OUTCOMES_TITLE, NAMING)
    with request.desk.facts() as facts:
        ask = asked(request, facts)
        mask = mask_of(facts, naming_asked(request))
        over = f"（{request.period.label}）" if request.period is not None else ""
        rows = inquiries(ask)
        empty = f"（截至{long_day(ask.as_of)}，没有一案双查）"
        blocks = (
            Heading(f"{OUTCOMES_TITLE}{over}"),
            unit_line(request, facts),
            _by_leg(facts, ask),
            Spacer(4),
            Ledger(BY_CASE, [_case(row, at, mask) for at, row in enumerate(rows, 1)], empty=empty),
        )
        foot = footer(request, facts)
        return Document(OUTCOMES_TITLE, LEDGER_PAGE, blocks, meta(request, facts, OUTCOMES_TITLE), foot)


def _by_leg(facts: Facts, ask: Question) -> Ledger:
    pairs = looked_into(ask)
    ladder = sorted(facts.live(OutcomeKind.__tablename__), key=lambda row: (row["position"], row["number"]))
    known = [str(row["title"]) for row in ladder]
    told = list(dict.fromkeys(one.told for _, one in pairs))
    outcomes = [*(word for word in known if word in told), *(word for word in told if word not in known)]
    outcomes.sort(key=lambda word: word == UNDECIDED)
    columns = (
        Column("责任类型", mm=34, align=CENTRE),
        *(Column(word, weight=1, align=CENTRE) for word in outcomes or ["处理"]),
        Column("合计（人次）", mm=28, align=CENTRE),
    )

    def counts(rows: Sequence[PersonStand]) -> list[str]:
        by = [sum(one.told == word for one in rows) for word in outcomes]
        return [*(str(count) if count else "" for count in by or [0]), str(len(rows))]

    everybody = [one for _, one in pairs]
    lines: list[Row] = [(str(leg), *counts([one for one in everybody if one.leg is leg])) for leg in Leg]
    return Ledger(columns, lines, ("合计", *counts(everybody)))


def _case(row: InquiryStand, at: int, mask: Mask) -> Row:
    direct = [one for one in row.persons if one.leg is Leg.DIRECT]
    led = [one for one in row.persons if one.leg is not Leg.DIRECT]
    return (
        str(at),
        row.number,
        row.department,
        mask(row.name),
        mask("\n".join(one.name for one in direct)),
        "\n".join(one.told for one in direct),
        mask("\n".join(one.name for one in led)) or (Cell(f"未列：{mask(row.no_leader)}") if row.no_leader else ""),
        "\n".join(one.told for one in led),
        str(row.state),
    )
