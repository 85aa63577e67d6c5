"""《案件质量评查方案》 of a round, out of what the round says of itself; what it leaves open waits for the pen."""

from collections.abc import Iterator

from desktop_app.models.reviews import GradeScheme, ReviewRound, RoundReviewer
from desktop_app.registers.review_tests import FEEDBACK
from desktop_app.registers.rounds import ROUNDS
from desktop_app.reports.blocks import Block, Closing, Document, Heading, Para
from desktop_app.reports.issue_rows import han, only_options
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.review_feedback import term
from desktop_app.reports.review_rows import OFFICE, round_asked, said_day, standard_words
from desktop_app.reports.styles import BODY, OFFICIAL_PAGE, Align
from desktop_app.rules.dates import long_day
from desktop_app.rules.grades import scale_or_none
from desktop_app.rules.numbers import points
from desktop_app.rules.vocabulary import RoundKind, Stratum
from desktop_app.services import records
from desktop_app.services.draft import Draft, new_draft
from desktop_app.services.draw_pool import must_patterns
from desktop_app.services.facts import Facts, Row
from desktop_app.services.score_standards import standard

TITLE = "案件质量评查方案"
PEN = "　　　　　　"
Section = tuple[str, list[str]]


def review_plan(request: Request) -> Document:
    """The plan of the round named by ``record`` (number or month), of the newest round when none is named."""
    only_options(request, TITLE)
    with request.desk.facts() as facts:
        row = round_asked(request, facts)
        title = f"{row['name']}方案" if row else TITLE
        number = (
            [Para(str(row["plan_no"]), BODY, Align.CENTRE, 0, after=BODY.leading / 2)] if row.get("plan_no") else []
        )
        blocks: list[Block] = [Heading(title), *number, Para(_opening(row), BODY)]
        for place, (head, paragraphs) in enumerate(_sections(facts, _draft(facts, row)), 1):
            blocks += [Heading(f"{han(place)}、{head}", 1), *(Para(text, BODY) for text in paragraphs)]
        unit = str(facts.unit.get("name") or "")
        blocks.append(Closing((unit, OFFICE), long_day(request.as_of), BODY))
        foot = footer(request, facts, ())
        return Document(title, OFFICIAL_PAGE, tuple(blocks), meta(request, facts, title), foot)


def _draft(facts: Facts, row: Row) -> Draft:
    """The round with its reviewers; an empty one where there is none."""
    if not row:
        return new_draft(ReviewRound)
    return records.load(facts.session, ReviewRound, int(row["id"]), ROUNDS.lists)


def _opening(row: Row) -> str:
    name = str(row.get("name") or "案件质量评查")
    return (
        f"为加强案件质量管理，落实“一月一评查、一月一通报”要求，现就{name}制定如下方案。"
        if row.get("kind") in (None, RoundKind.REGULAR)
        else f"为加强案件质量管理，现就{name}（{row['kind']}）制定如下方案。"
    )


def _sections(facts: Facts, draft: Draft) -> Iterator[Section]:
    yield "评查范围", [_scope(facts, draft)]
    yield "抽取方法", _drawing(facts, draft)
    yield "评查内容和评分标准", _standard(facts, draft)
    yield "评查人员和回避", _people(facts, draft)
    yield "评查程序", _steps(facts)
    yield "等次评定", _grades(facts, draft)
    yield (
        "工作要求",
        [
            "评查结果在全院通报，作为业绩考评和整改的依据。评查中发现的问题逐项列入问题台账，明确责任人和期限；"
            "发现违纪违法线索的，按规定移送纪检监察部门。"
        ],
    )


def _scope(facts: Facts, draft: Draft) -> str:
    first, last = said_day(draft[ReviewRound.from_on]), said_day(draft[ReviewRound.to_on])
    days = f"{first or PEN}至{last or PEN}期间办结的"
    department = facts.label("department", draft[ReviewRound.department_id])
    kinds = "、".join(filter(None, (draft[ReviewRound.case_kind], draft[ReviewRound.cause])))
    only = f"{department}{kinds}" if department or kinds else "各类"
    return f"{days}{only}案件。正在办理的案件不列入评查。"


def _drawing(facts: Facts, draft: Draft) -> list[str]:
    must = "、".join(must_patterns(facts))
    told = [f"（一）下列案件全部评查：{must}。"] if must else []
    if draft[ReviewRound.method].strip():
        return [f"抽取方式：{draft[ReviewRound.method].strip().rstrip('。')}。", *told]
    target = draft[ReviewRound.target]
    fill = f"全轮不足{target}件的，随机补足。" if target else ""
    strata = "不分层" if draft[ReviewRound.stratum] == Stratum.WHOLE else f"{draft[ReviewRound.stratum]}分层"
    lot = (
        f"{'（二）' if told else ''}其余案件{strata}随机抽取，每层抽取{draft[ReviewRound.ratio]}%，"
        f"每层不少于{draft[ReviewRound.minimum]}件，必查案件计入。{fill}"
    )
    seal = (
        f"{'（三）' if told else ''}候选名单先行封存，公布校验值；抽取时由见证人在场掷骰确定种子，"
        "按种子和受案号计算的次序抽取，任何人都可复核。"
    )
    return [*told, lot, seal]


def _standard(facts: Facts, draft: Draft) -> list[str]:
    own = standard(facts, draft[ReviewRound.standard_id])
    if own is None:
        return ["按本院案件质量评查评分标准逐项评查。"]
    items = list(dict.fromkeys(clause.item for clause in own.clauses))
    said = f"按{standard_words(facts, own.id)}逐项评查，满分{points(own.full)}分，发现问题逐项扣分并注明卷页。"
    return [f"{said}评查项目{len(items)}项：{'、'.join(items)}。"]


def _people(facts: Facts, draft: Draft) -> list[str]:
    named = [facts.label("officer", row["officer_id"]) for row in draft.parts.get(RoundReviewer.__tablename__, ())]
    leader = facts.label("officer", draft[ReviewRound.leader_id])
    who = f"评查由{OFFICE}组织，负责人：{leader or PEN}；评查员：{'、'.join(filter(None, named)) or PEN}。"
    return [
        who,
        "评查员不评查本人办理或者办理过的案件、近亲属办理的案件和本部门的案件；有其他可能影响公正情形的，应当回避。",
    ]


def _steps(facts: Facts) -> list[str]:
    days = term(facts) if facts.rule(FEEDBACK) is not None else "规定期限"
    return [
        "（一）个案评查。网上评查与案卷评查结合，一案一表，写明扣分事由和卷页。",
        f"（二）听取意见。评查情况书面反馈承办人，承办人在{days}内提出意见，逾期未反馈的视为无异议；"
        "有异议的另行指派评查员复评一次。",
        "（三）审议审定。评查小组联席会议提出等次意见，按规定报检察长或者检察委员会审定。",
        "（四）通报整改。形成评查通报，对发现的问题限期整改、补正，结果归档。",
    ]


def _grades(facts: Facts, draft: Draft) -> list[str]:
    scheme = facts.row(GradeScheme.__tablename__, draft[ReviewRound.scheme_id])
    scale = scale_or_none(str(scheme.get("scale") or ""))
    if scale is None:
        return ["等次按本院现行等次方案评定。"]
    floors = "，".join(f"{points(floor)}分以上为{word}" for word, floor in scale.steps[:-1])
    said = f"等次分为{'、'.join(scale.words)}。{floors}，其余或者有一票否决情形的为{scale.worst}。"
    committee = str(scheme.get("committee") or "").strip()
    asks = f"拟评定为{committee}{'的，以及承办人有异议' if scheme.get('disputed') else ''}的，提交检察委员会审定。"
    return [f"{said}{asks if committee else ''}"]
