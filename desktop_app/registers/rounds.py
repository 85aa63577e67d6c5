"""评查轮次 and what cases are judged by: rounds with their draw, score standards, grade schemes."""

from desktop_app.models.cases import CaseFile
from desktop_app.models.reviews import (
    DrawnCase,
    GradeScheme,
    PoolCase,
    ReviewRound,
    RoundReviewer,
    ScoreDefect,
    ScoreItem,
    ScoreStandard,
)
from desktop_app.registers.newly import Newly
from desktop_app.registers.review_ledgers import called, readings
from desktop_app.registers.round_tests import (
    ALONE,
    ROUND_TESTS,
    SCHEME_TESTS,
    STANDARD_TESTS,
    derive_round,
    round_held,
    round_name,
)
from desktop_app.registers.spec import Action, Chip, Draw, Field, Numbering, Parts, Register, Section, Shape
from desktop_app.rules.reviews import ROUND
from desktop_app.rules.vocabulary import RoundKind, RoundState
from desktop_app.services.coming_round import MINIMUM, RATIO, STRATUM, coming
from desktop_app.services.draft import Draft
from desktop_app.store.snapshot import AnyOf, Equals, HasGaps, Natural, Order

_UNDER_WAY = (RoundState.PLANNED, RoundState.SEALED, RoundState.DRAWN)


def _regular(draft: Draft) -> bool:
    """A regular round is of one month (一月一评查)."""
    return draft[ReviewRound.kind] == RoundKind.REGULAR


ROUNDS = Register(
    model=ReviewRound,
    public="rounds",
    title="评查轮次",
    tab="reviews",
    measure="轮",
    subject=ReviewRound.name,
    numbering=Numbering("review_round"),
    titles=("评查轮次", "月评查情况", "评查情况表", "评查通报情况", "一月一评查"),
    identity=(ReviewRound.name,),
    looks_up=(CaseFile,),
    sections=(
        Section(
            "轮次",
            (
                Field(
                    ReviewRound.name,
                    "名称",
                    ("评查轮次", "轮次", "名称", "评查名称", "评查批次", "评查月份", "月份"),
                    required=True,
                    width=240,
                    stretch=True,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(ReviewRound.kind, "种类", ("种类", "评查种类", "评查类别"), width=84, draw=Draw.TAG),
                Field(
                    ReviewRound.period, "月份", ("评查月份", "所属月份"), required=_regular, hint="如 2015-05", width=76
                ),
                Field(ReviewRound.plan_no, "方案文号", ("方案文号", "评查方案文号")),
                Field(ReviewRound.leader_id, "负责人", ("负责人", "评查负责人", "组长"), width=72, searched=True),
                Parts(
                    RoundReviewer,
                    "评查员",
                    (Field(RoundReviewer.officer_id, "评查员", searched=True),),
                    ("评查员", "评查人员", "评查小组"),
                    single=True,
                ),
                Field(ReviewRound.standard_id, "评分标准"),
                Field(ReviewRound.scheme_id, "等次方案"),
            ),
        ),
        Section(
            "范围与抽样",
            (
                Field(ReviewRound.from_on, "办结起", ("办结起", "抽取范围起")),
                Field(ReviewRound.to_on, "办结止", ("办结止", "抽取范围止")),
                Field(ReviewRound.case_kind, "案件类型", words="案件类型", hint="空着是全部类型"),
                Field(ReviewRound.department_id, "办案部门", hint="空着是全部部门"),
                Field(ReviewRound.cause, "案由", hint="专项评查可填"),
                Field(ReviewRound.stratum, "分层"),
                Field(ReviewRound.ratio, "抽样比例", shape_as=Shape.PERCENT, hint="每层按比例，不足一件进一件"),
                Field(ReviewRound.minimum, "每层至少", unit="件"),
                Field(ReviewRound.target, "全轮抽足", unit="件", hint="空着不补足"),
                Field(ReviewRound.method, "抽取方式", ("抽取方式", "抽样方式", "抽查方式"), lines=2),
                Field(
                    ReviewRound.pool_count,
                    "候选案件",
                    ("应评案件数", "办结案件数", "候选案件数", "应评数", "案件总数", "办结数"),
                    width=72,
                    unit="件",
                ),
                Field(
                    ReviewRound.drawn_count,
                    "抽取",
                    ("抽取件数", "评查件数", "抽查件数", "评查案件数", "评查数"),
                    width=64,
                    unit="件",
                ),
                Field(ReviewRound.pool_sha256, "名单校验值", fixed=True),
                Field(ReviewRound.sealed_on, "封存日期", fixed=True),
                Field(ReviewRound.seed, "种子", fixed=True),
                Field(ReviewRound.witnesses, "见证人", fixed=True),
                Field(ReviewRound.drawn_on, "抽取日期", fixed=True),
            ),
        ),
        Section(
            "完成与通报",
            (
                Field(
                    ReviewRound.finished_on, "完成日期", ("评查完成日期", "完成日期", "完成时间", "评查日期"), width=92
                ),
                Field(
                    ReviewRound.bulletin_no,
                    "通报文号",
                    ("通报文号", "通报期号", "通报", "通报编号", "期号"),
                    width=120,
                    hint="程序外印发的填在这里",
                ),
                Field(ReviewRound.bulletin_on, "通报日期", ("通报日期", "通报时间", "印发日期"), width=92),
                Field(ReviewRound.state, "状态", ("状态",), width=84, draw=Draw.PILL, fixed=True),
                Field(ReviewRound.note, "备注", ("备注",), lines=2),
            ),
        ),
    ),
    order=(Order(ReviewRound.period, descending=True), Natural(ReviewRound.number)),
    tests=ROUND_TESTS,
    derived=derive_round,
    held=round_held,
    alone=ALONE,
    called=called,
    readings=readings,
    newly=Newly(
        front=(
            ReviewRound.kind,
            ReviewRound.period,
            ReviewRound.name,
            ReviewRound.from_on,
            ReviewRound.to_on,
            ReviewRound.stratum,
            ReviewRound.ratio,
            ReviewRound.minimum,
            ReviewRound.target,
            RoundReviewer,
            ReviewRound.leader_id,
            ReviewRound.standard_id,
            ReviewRound.scheme_id,
        ),
        behind=(
            ReviewRound.case_kind,
            ReviewRound.department_id,
            ReviewRound.cause,
            ReviewRound.plan_no,
            ReviewRound.method,
            ReviewRound.note,
        ),
        presets={
            ReviewRound.kind: lambda _facts: RoundKind.REGULAR,
            ReviewRound.period: lambda facts: coming(facts).period,
            ReviewRound.name: lambda facts: round_name(coming(facts).period),
            ReviewRound.from_on: lambda facts: coming(facts).from_on,
            ReviewRound.to_on: lambda facts: coming(facts).to_on,
            ReviewRound.stratum: lambda facts: coming(facts).before.get("stratum", STRATUM),
            ReviewRound.ratio: lambda facts: coming(facts).before.get("ratio", RATIO),
            ReviewRound.minimum: lambda facts: coming(facts).before.get("minimum", MINIMUM),
            RoundReviewer: lambda facts: [{"officer_id": id_} for id_ in coming(facts).reviewers],
            ReviewRound.leader_id: lambda facts: coming(facts).before.get("leader_id"),
            ReviewRound.standard_id: lambda facts: coming(facts).standard_id,
            ReviewRound.scheme_id: lambda facts: coming(facts).scheme_id,
        },
    ),
    chips=(
        Chip("在办", lambda facts: (AnyOf(ReviewRound.state, _UNDER_WAY),)),
        Chip(
            "未通报", lambda facts: (Equals(ReviewRound.state, RoundState.DONE), Equals(ReviewRound.bulletin_on, None))
        ),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    lifecycle=ROUND,
    state=ReviewRound.state,
    done=ReviewRound.finished_on,
    actions=(
        Action("seal_pool", "封存名单", "Alt+M", only=(RoundState.PLANNED,)),
        Action("draw_cases", "抽取", "Alt+B", only=(RoundState.SEALED,)),
        Action("withdraw_case", "撤出递补", "Alt+W", only=(RoundState.DRAWN,)),
        Action("make_cards", "建三卡", "Alt+K", only=(RoundState.DRAWN, RoundState.DONE)),
    ),
    told=(
        Parts(
            DrawnCase,
            "抽取名单",
            (
                Field(DrawnCase.position, "次序"),
                Field(DrawnCase.case_no, "受案号", width=200),
                Field(DrawnCase.drawn_as, "方式"),
                Field(DrawnCase.struck_on, "撤出日期"),
                Field(DrawnCase.struck_reason, "撤出原因"),
                Field(DrawnCase.instead_of, "替第"),
            ),
        ),
        Parts(
            PoolCase,
            "候选名单",
            (
                Field(PoolCase.case_no, "受案号", width=200),
                Field(PoolCase.stratum, "分层"),
                Field(PoolCase.must, "必查情形"),
            ),
        ),
    ),
    papers=("draw_pool", "draw_list", "review_plan", "review_ledger"),
    empty="还没有评查轮次。新增 Ctrl+N，一月一轮。",
)

SCORE_STANDARDS = Register(
    model=ScoreStandard,
    public="score_standards",
    title="评分标准",
    tab="basics",
    measure="版",
    subject=ScoreStandard.title,
    numbering=Numbering("score_standard", width=2),
    identity=(ScoreStandard.title, ScoreStandard.version_no),
    sections=(
        Section(
            "评分标准",
            (
                Field(
                    ScoreStandard.title, "名称", required=True, width=280, stretch=True, draw=Draw.KEY, searched=True
                ),
                Field(ScoreStandard.version_no, "版本", width=80),
                Field(ScoreStandard.valid_from, "施行日期", width=92),
                Field(ScoreStandard.case_kinds, "适用案件", hint="空着是全部"),
                Field(ScoreStandard.full, "满分", shape_as=Shape.POINTS, required=True, width=56),
                Field(ScoreStandard.basis, "依据", lines=2),
                Parts(
                    ScoreItem,
                    "评查项目",
                    (
                        Field(ScoreItem.clause, "评查点", required=True, searched=True),
                        Field(ScoreItem.code, "编号"),
                        Field(ScoreItem.item, "项目"),
                        Field(ScoreItem.points, "分值", shape_as=Shape.POINTS),
                    ),
                    draw=Draw.COUNT,
                    unit="项",
                    width=72,
                ),
                Parts(
                    ScoreDefect,
                    "常见问题",
                    (
                        Field(ScoreDefect.text, "问题", required=True, searched=True),
                        Field(ScoreDefect.code, "代码"),
                        Field(ScoreDefect.clause_code, "评查点编号"),
                        Field(ScoreDefect.points, "扣分", shape_as=Shape.POINTS),
                        Field(ScoreDefect.severity, "程度"),
                    ),
                    draw=Draw.COUNT,
                    unit="条",
                    width=72,
                ),
                Field(ScoreStandard.note, "备注", lines=2),
            ),
        ),
    ),
    order=(Order(ScoreStandard.valid_from, descending=True), Natural(ScoreStandard.number)),
    tests=STANDARD_TESTS,
    actions=(Action("new_version", "另立新版", "Alt+M"),),
    empty="还没有评分标准。新增 Ctrl+N。",
)

GRADE_SCHEMES = Register(
    model=GradeScheme,
    public="grade_schemes",
    title="等次方案",
    tab="basics",
    measure="个",
    subject=GradeScheme.title,
    numbering=Numbering("grade_scheme", width=2),
    identity=(GradeScheme.title,),
    sections=(
        Section(
            "等次方案",
            (
                Field(GradeScheme.title, "名称", required=True, width=240, draw=Draw.KEY, searched=True),
                Field(GradeScheme.valid_from, "施行日期", width=92),
                Field(
                    GradeScheme.scale,
                    "等次和起点分",
                    required=True,
                    width=260,
                    stretch=True,
                    hint="优质90、合格75、瑕疵60、不合格0",
                ),
                Field(GradeScheme.committee, "须检委会审定", width=140, hint="等次用、隔开"),
                Field(GradeScheme.disputed, "有异议的须检委会审定"),
                Field(GradeScheme.source, "依据", lines=2),
                Field(GradeScheme.note, "备注", lines=2),
            ),
        ),
    ),
    order=(Order(GradeScheme.valid_from, descending=True), Natural(GradeScheme.number)),
    tests=SCHEME_TESTS,
    empty="还没有等次方案。新增 Ctrl+N。",
)
