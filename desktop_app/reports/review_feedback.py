"""《案件质量评查反馈意见表》: what was found goes to the handler, who answers within his days or is taken to agree."""

from collections.abc import Iterator

from desktop_app.models.reviews import CaseReview
from desktop_app.registers.review_tests import FEEDBACK
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
    UnitLine,
)
from desktop_app.reports.flow import pages_of
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.ink import MM
from desktop_app.reports.issue_rows import only_options
from desktop_app.reports.pieces import Measure
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.review_rows import OFFICE, PEN_DAY, Reviewed, finding_words, reviews_asked
from desktop_app.reports.styles import CELL, UNIT, Align, Font, Margins, PageSetup, Style
from desktop_app.rules.numbers import points
from desktop_app.rules.vocabulary import HandlerReply
from desktop_app.services.facts import Facts

TITLE = "案件质量评查反馈意见表"
PAGE = PageSetup(margins=Margins(18, 22, 19, 25))
WIDTHS = (27.0, 55.0, 24.0, 57.0)
COLUMNS = (
    Column("序号", mm=11, align=Align.CENTRE),
    Column("评查项目", mm=27),
    Column("评查发现的问题（卷页）", weight=1),
    Column("扣分", mm=12, align=Align.CENTRE),
    Column("承办人逐项意见", mm=35),
)
BLANK_ROWS = 5
TEXT, LABEL = Style(Font.SONG, 12, 18), Style(Font.HEI, 12, 18)
ROOMS = ((50.0, 26.0), (42.0, 22.0), (34.0, 18.0))
"""Heights of the boxes to write in, in mm: the handler's and the others'; the first of the fewest pages is taken."""
ASKS = Style(Font.FANGSONG, 14, 21)


def review_feedback(request: Request) -> Document:
    """The form of the review, or of every review of the round, named by ``record``; blank when none is."""
    only_options(request, TITLE)
    with request.desk.facts() as facts:
        blocks: list[Block] = []
        for row in reviews_asked(request, facts):
            blocks += [PageBreak(recount=True)] if blocks else []
            blocks += _shortest(row)
        foot = footer(request, facts, ("送达人：", "送达日期："))
        return Document(TITLE, PAGE, tuple(blocks), meta(request, facts, TITLE), foot)


def _shortest(row: Reviewed) -> list[Block]:
    """The form with the most room to write that needs the fewest pages."""
    width, height = (side * MM for side in PAGE.type_area_mm)
    measure = Measure(width, height, workstation_fonts())
    return min((_one(row, *room) for room in ROOMS), key=lambda form: pages_of(form, measure))


def _one(row: Reviewed, own_mm: float, others_mm: float) -> list[Block]:
    unit = str(row.facts.unit.get("name") or "")
    number = row.number or "　　　　　　　　"
    return [
        Heading(TITLE, code=row.number),
        UnitLine(f"评查单位：{unit}（{OFFICE}）", f"编号：{number}", UNIT),
        Para(asks(row), ASKS, after=4),
        Form(WIDTHS, tuple(_rows(row)), TEXT, LABEL),
        Ledger(COLUMNS, _found(row), min_row_mm=10, style=CELL, empty=_nothing(row)),
        Form(WIDTHS, tuple(_opinions(row, own_mm, others_mm)), TEXT, LABEL),
    ]


def asks(row: Reviewed) -> str:
    """By when the handler answers, and what his silence comes to."""
    sent, due = row.day(CaseReview.sent_on), row.day(CaseReview.due_on)
    days = term(row.facts)
    within = f"于{due}前（收到之日起{days}内）" if due else f"自收到之日起{days}内"
    opening = f"{sent}送达。" if sent else ""
    return (
        f"{opening}请承办人对下列评查情况{within}逐项提出书面意见，交回{OFFICE}。"
        f"逾期未反馈的，视为无异议，记为“{HandlerReply.SILENT}”；有异议的，另行指派评查员复评，以一次为限。"
    )


def term(facts: Facts) -> str:
    """The handler's days by the rule of the office: 5日."""
    rule = facts.rule(FEEDBACK)
    return f"{rule.n}{rule.unit}" if rule is not None else "规定期限"


def _rows(row: Reviewed) -> Iterator[FormRow]:
    yield FormRow((_label("案件名称"), Box(row.of(CaseReview.name), columns=3)), 9)
    yield FormRow((_label("受案号"), Box(row.of(CaseReview.case_no), columns=3)), 9)
    yield FormRow((_label("办案部门"), Box(row.of(CaseReview.department_id)), _label("承办人"), Box(row.handlers)), 9)
    yield FormRow((_label("评查员"), Box(row.reviewers()), _label("评查日期"), Box(row.of(CaseReview.reviewed_on))), 9)
    score = f"{row.score}分" if row.scored else ""
    yield FormRow((_label("得分"), Box(score), _label("建议等次"), Box(row.of(CaseReview.suggested))), 9)


def _opinions(row: Reviewed, own_mm: float, others_mm: float) -> Iterator[FormRow]:
    yield FormRow((_label("承办人意见"), Box(_reply(row), columns=3, sign=f"承办人签字：　　　　　{PEN_DAY}")), own_mm)
    yield FormRow((_label("承办部门\n意见"), Box(columns=3, sign=f"部门负责人签字：　　　　　{PEN_DAY}")), others_mm)
    answer = Box(row.of(CaseReview.objection_result), columns=3, sign=f"评查员签字：　　　　　{PEN_DAY}")
    yield FormRow((_label("评查组\n答复"), answer), others_mm)


def _label(text: str) -> Box:
    return Box(text, label=True)


def _found(row: Reviewed) -> list[Row]:
    """The findings counted, each with its item and room for an answer; empty lines on a blank form."""
    if row.blank:
        return [("",) * len(COLUMNS)] * BLANK_ROWS
    told = [(line, one) for line in row.lines for one in line.findings]
    return [
        (str(at), line.item, finding_words(one, line, ""), points(int(one.get("points") or 0)), "")
        for at, (line, one) in enumerate(told, 1)
    ]


def _nothing(row: Reviewed) -> str:
    """What stands for findings where the sheet has none: the words of an old ledger, 未发现问题."""
    return row.of(CaseReview.problems) or ("未发现问题" if row.scored else "（未评分）")


def _reply(row: Reviewed) -> str:
    said = row.of(CaseReview.reply) or row.of(CaseReview.answer)
    return said or f"□{HandlerReply.AGREED}　　□{HandlerReply.OBJECTED}（逐项写明理由）："
