"""《案件质量评查流转单》: who had the dossier at each step of a review, with room to sign."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.models.reviews import CaseReview
from desktop_app.reports.blocks import Block, Box, Document, Form, FormRow, Heading, PageBreak, UnitLine
from desktop_app.reports.issue_rows import only_options
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.review_feedback import term
from desktop_app.reports.review_rows import OFFICE, Reviewed, reviews_asked
from desktop_app.reports.styles import UNIT, Align, Font, Margins, PageSetup, Style

TITLE = "案件质量评查流转单"
PAGE = PageSetup(margins=Margins(16, 22, 18, 25))
FACTS = (22.0, 60.0, 22.0, 59.0)
STEPS = (11.0, 36.0, 62.0, 29.0, 25.0)
TEXT, LABEL = Style(Font.SONG, 10.5, 15), Style(Font.HEI, 10.5, 15)
STEP_MM = 17.0
CENTRE = Align.CENTRE


@dataclass(frozen=True)
class Step:
    """One step of a review (环节): what is known of it, who answers for it, the day."""

    name: str
    said: str = ""
    day: str = ""


def review_route(request: Request) -> Document:
    """The slip of the review, or of every review of the round, named by ``record``; blank when none is."""
    only_options(request, TITLE)
    with request.desk.facts() as facts:
        blocks: list[Block] = []
        for row in reviews_asked(request, facts):
            blocks += [PageBreak(recount=True)] if blocks else []
            blocks += _one(row)
        foot = footer(request, facts, ("制单人：",))
        return Document(TITLE, PAGE, tuple(blocks), meta(request, facts, TITLE), foot)


def _one(row: Reviewed) -> list[Block]:
    unit = str(row.facts.unit.get("name") or "")
    number = row.number or "　　　　　　　　"
    return [
        Heading(TITLE, code=row.number),
        UnitLine(f"评查单位：{unit}（{OFFICE}）", f"编号：{number}", UNIT),
        Form(FACTS, tuple(_facts(row)), TEXT, LABEL),
        Form(STEPS, tuple(_table(row)), TEXT, LABEL),
    ]


def _facts(row: Reviewed) -> Iterator[FormRow]:
    yield FormRow((Box("案件名称", label=True), Box(row.of(CaseReview.name), columns=3)), 8)
    for left, right in (
        (("受案号", row.of(CaseReview.case_no)), ("评查轮次", str(row.round.get("name") or ""))),
        (("办案部门", row.of(CaseReview.department_id)), ("承办人", row.handlers)),
        (("抽取方式", row.how), ("评查员", row.reviewers())),
    ):
        boxes = [box for label, text in (left, right) for box in (Box(label, label=True), Box(text))]
        yield FormRow(tuple(boxes), 8)


def _table(row: Reviewed) -> Iterator[FormRow]:
    heads = ("序号", "环节", "办理情况、意见", "经办人签字", "日期")
    yield FormRow(tuple(Box(head, label=True) for head in heads), 8)
    for place, step in enumerate(_steps(row), 1):
        day = step.day or "　　月　　日"
        told = Box(step.name, align=CENTRE), Box(step.said), Box(), Box(day, align=CENTRE)
        yield FormRow((Box(str(place), align=CENTRE), *told), STEP_MM)


def _steps(row: Reviewed) -> Iterator[Step]:
    """The procedure of a review, after the Hubei system's slip; what is not recorded is left to the pen."""
    drawn = row.round.get("drawn_on")
    again = row.reviewers(2)
    yield Step("抽取案件、调卷", "卷宗　　册　　页，光盘　　张", str(drawn or ""))
    yield Step("分配评查员", "\n".join(filter(None, (row.reviewers(), "□已核对回避情形"))))
    yield Step("个案评查", _scored(row), row.of(CaseReview.reviewed_on))
    reply = row.of(CaseReview.reply) or row.of(CaseReview.answer)
    yield Step(f"听取承办人意见\n（{term(row.facts)}）", reply, row.of(CaseReview.replied_on))
    yield Step("异议复评", f"{again}：{row.of(CaseReview.objection_result)}" if again else "")
    yield Step("评查小组联席会议", row.of(CaseReview.joint_opinion), row.of(CaseReview.joint_on))
    yield Step("领导小组办公室\n审核")
    yield Step("检委会审议", row.of(CaseReview.committee_opinion), row.of(CaseReview.committee_on))
    yield Step("审定等次", _decided(row), row.of(CaseReview.decided_on))
    yield Step(
        "反馈、整改", row.of(CaseReview.correction) or row.of(CaseReview.demand), row.of(CaseReview.corrected_on)
    )
    yield Step("卷宗归还、归档", "□卷宗已归还　　□已归档")


def _scored(row: Reviewed) -> str:
    if not row.scored:
        return "得分：　　　建议等次："
    suggested = row.of(CaseReview.suggested)
    return "，".join(filter(None, (f"得分{row.score}分", f"建议等次：{suggested}" if suggested else "")))


def _decided(row: Reviewed) -> str:
    grade, by = row.of(CaseReview.grade), row.of(CaseReview.decided_by)
    if not grade:
        return "审定等次：　　　审定机关："
    return "，".join(filter(None, (f"审定等次：{grade}", f"审定机关：{by}" if by else "")))
