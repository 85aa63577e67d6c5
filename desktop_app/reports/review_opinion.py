"""《案件质量评查意见书》 of one case, in the six sections of the Hubei review system's document (domain notes §5)."""

from collections.abc import Iterator

from desktop_app.models.cases import CaseFile
from desktop_app.models.reviews import CaseReview
from desktop_app.reports.blocks import Block, Document, Heading, PageBreak, Para, Signatures, Spacer, Together, UnitLine
from desktop_app.reports.issue_rows import han, only_options
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.review_rows import (
    MISSING,
    OFFICE,
    PEN_DAY,
    Reviewed,
    finding_words,
    reviews_asked,
    said_day,
)
from desktop_app.reports.styles import FORM_PAGE, UNIT, Align, Font, Margins, PageSetup, Style
from desktop_app.rules.numbers import points
from desktop_app.rules.reviews import by_committee
from desktop_app.rules.vocabulary import HandlerReply
from desktop_app.services.score_sheets import ScoreGroup

TITLE = "案件质量评查意见书"
PAGE = PageSetup(FORM_PAGE.paper, False, Margins(25, 24, 22, 26))
TEXT = Style(Font.FANGSONG, 14, 22)
HEAD = Style(Font.HEI, 14, 22)
SECTIONS = (
    "被评查案件基本情况",
    "评查工作开展情况",
    "发现的问题",
    "小组联席会议情况",
    "等次建议及评定依据",
    "其他",
)
NOTHING = "未发现问题"
PEN = "　　　　　　"


def review_opinion(request: Request) -> Document:
    """The opinion on the review, or on every review of the round, named by ``record``; its heads when none is.

    Leads for the discipline inspection (违纪线索) stand in no copy: they go their own way.
    """
    only_options(request, TITLE)
    with request.desk.facts() as facts:
        blocks: list[Block] = []
        for row in reviews_asked(request, facts):
            blocks += [PageBreak(recount=True)] if blocks else []
            blocks += _one(row)
        foot = footer(request, facts, ())
        return Document(TITLE, PAGE, tuple(blocks), meta(request, facts, TITLE), foot)


def _one(row: Reviewed) -> list[Block]:
    unit = str(row.facts.unit.get("name") or "")
    number = row.number or "　　　　　　　　"
    blocks: list[Block] = [
        Heading(TITLE, code=row.number),
        UnitLine(f"评查单位：{unit}（{OFFICE}）", f"编号：{number}", UNIT),
    ]
    told = (_case(row), _work(row), _found(row), _joint(row), _grade(row), _other(row))
    for place, (head, paragraphs) in enumerate(zip(SECTIONS, told, strict=True), 1):
        blocks.append(Para(f"{han(place)}、{head}", HEAD, Align.LEFT, keep=True))
        blocks += [Para(text, TEXT, Align.LEFT) for text in paragraphs]
    signed = Signatures(("评查员：", "评查员：", "评查组长："))
    dated = Para(PEN_DAY, UNIT, Align.RIGHT, first_indent=0, right_indent=2)
    return [*blocks, Together((Spacer(2), signed, Spacer(1), dated))]


def _case(row: Reviewed) -> Iterator[str]:
    if row.blank:
        yield "案件名称："
        yield f"受案号：{PEN * 2}案由："
        yield f"承办部门：{PEN * 2}承办人："
        return
    facts = (
        ("案件名称", row.of(CaseReview.name)),
        ("受案号", row.of(CaseReview.case_no)),
        ("案件类型", row.of(CaseReview.kind)),
        ("案由", row.of_case(CaseFile.cause)),
        ("当事人", row.of_case(CaseFile.party)),
        ("承办部门", row.of(CaseReview.department_id)),
        ("承办人", row.handlers or MISSING),
        ("受理日期", row.case_day(CaseFile.accepted_on)),
        ("办结日期", row.case_day(CaseFile.closed_on)),
        ("办理结果", row.of_case(CaseFile.result)),
    )
    yield "；".join(f"{label}：{text}" for label, text in facts if text) + "。"


def _work(row: Reviewed) -> Iterator[str]:
    if row.blank:
        yield f"评查员：{PEN}评查日期：{PEN_DAY}"
        return
    yield "".join((_drawn(row), _reviewed(row), _compared(row)))
    yield from _heard(row)


def _drawn(row: Reviewed) -> str:
    name, how = str(row.round.get("name") or ""), row.how
    if not name:
        return ""
    on = said_day(row.round.get("drawn_on"))
    way = f"（{how}）" if how else ""
    return f"本案{f'于{on}' if on else ''}在{name}中抽取{way}。"


def _reviewed(row: Reviewed) -> str:
    on, way, standard = row.day(CaseReview.reviewed_on), row.of(CaseReview.way), row.standard
    told = (
        f"由评查员{row.reviewers() or MISSING}",
        f"于{on}" if on else "",
        f"以{way}方式" if way else "",
        "评查",
        f"，适用{standard}" if standard else "",
    )
    return f"{''.join(told)}。"


def _compared(row: Reviewed) -> str:
    agreed = row.sheet.agreement
    return f"两名评查员分别评分，评分一致率{agreed}%。" if agreed is not None else ""


def _heard(row: Reviewed) -> Iterator[str]:
    """The handler's opinion, or that he gave none; his objection with those who looked again."""
    sent, answer = row.day(CaseReview.sent_on), row.of(CaseReview.answer)
    if not sent and not answer:
        return
    opening = f"{sent}将评查情况反馈承办人。" if sent else ""
    if answer == HandlerReply.SILENT:
        due = row.day(CaseReview.due_on)
        yield f"{opening}承办人{f'至{due}' if due else '期满'}未提出意见，视为无异议。"
    elif answer:
        on = row.day(CaseReview.replied_on)
        said = row.of(CaseReview.reply).rstrip("。")
        yield f"{opening}{f'{on}，' if on else ''}承办人反馈：{said or answer}。"
    else:
        yield f"{opening}承办人尚未反馈。"
    if answer == HandlerReply.OBJECTED:
        again = row.reviewers(2)
        result = row.of(CaseReview.objection_result).rstrip("。")
        yield f"另行指派评查员{again or MISSING}复评，复评结果：{result or MISSING}。"


def _found(row: Reviewed) -> Iterator[str]:
    """Item by item of the standard; 未发现问题 where there is none."""
    for place, group in enumerate(row.sheet.groups, 1):
        yield f"{place}.{group.item or '其他'}：{'' if row.blank else _group(group)}"
    if not row.lines and row.of(CaseReview.problems):
        yield row.of(CaseReview.problems)
    elif not row.sheet.groups:
        yield f"{NOTHING}。" if row.scored else MISSING


def _group(group: ScoreGroup) -> str:
    told = [finding_words(one, line) for line in group.lines for one in line.findings]
    if len(told) > 1:
        told = [f"（{at}）{text}" for at, text in enumerate(told, 1)]
    return f"{'；'.join(told) or NOTHING}。"


def _joint(row: Reviewed) -> Iterator[str]:
    on, said = row.day(CaseReview.joint_on), row.of(CaseReview.joint_opinion).rstrip("。")
    if on or said:
        yield f"{f'{on}，' if on else ''}评查小组联席会议{f'意见：{said}' if said else '召开'}。"
    else:
        yield f"{PEN_DAY}，评查小组联席会议意见：" if row.blank else MISSING


def _grade(row: Reviewed) -> Iterator[str]:
    if not row.scored:
        yield f"得分：{PEN}建议等次：{PEN}评定依据：" if row.blank else MISSING
        return
    yield f"评查得分{row.score}分，建议等次：{row.of(CaseReview.suggested) or MISSING}。"
    yield f"评定依据：{row.of(CaseReview.basis).rstrip('。') or _by_sheet(row)}。"
    committee, on = row.of(CaseReview.committee_opinion).rstrip("。"), row.day(CaseReview.committee_on)
    if committee or on:
        yield f"{f'{on}，' if on else ''}检察委员会审议意见：{committee or MISSING}。"
    yield from _decided(row)


def _by_sheet(row: Reviewed) -> str:
    """What the suggested grade rests on where nobody wrote it down: points and where the grades begin."""
    floors = "、".join(f"{points(floor)}分以上为{word}" for word, floor in row.sheet.steps[:-1])
    off = f"满分{points(row.sheet.total)}分，扣{points(row.sheet.off)}分" if row.sheet.off else "未扣分"
    veto = "，有一票否决情形" if row.sheet.vetoes[1] else ""
    return f"{off}{veto}{f'；本次评查{floors}' if floors else ''}"


def _decided(row: Reviewed) -> Iterator[str]:
    grade, by, on = row.of(CaseReview.grade), row.of(CaseReview.decided_by), row.day(CaseReview.decided_on)
    if not grade:
        return
    body = "检察委员会" if by_committee(by) else by
    reason = row.of(CaseReview.grade_reason).rstrip("。")
    yield f"{f'{on}' if on else ''}{f'经{body}' if body else ''}审定等次：{grade}。" + (
        f"与建议等次不同的理由：{reason}。" if reason else ""
    )


def _other(row: Reviewed) -> Iterator[str]:
    demand, by = row.of(CaseReview.demand).rstrip("。"), row.day(CaseReview.correct_by)
    done, on = row.of(CaseReview.correction).rstrip("。"), row.day(CaseReview.corrected_on)
    comment = row.of(CaseReview.comment).rstrip("。")
    told = [
        f"评语：{comment}。" if comment else "",
        f"整改要求：{demand}{f'（{by}前完成）' if by else ''}。" if demand else "",
        f"整改结果：{done or '已整改'}{f'（{on}）' if on else ''}。" if done or on else "",
    ]
    yield from [text for text in told if text] or ["" if row.blank else "无。"]
