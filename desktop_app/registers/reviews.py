"""案件评查: the reviews of single cases, the rounds they are drawn in, the standards and grades they are judged by."""

from desktop_app.models.cases import CaseFile
from desktop_app.models.reviews import (
    CaseReview,
    Reviewer,
    ReviewFinding,
    ReviewHandler,
    ReviewRound,
)
from desktop_app.registers.inquiring import inquire
from desktop_app.registers.review_ledgers import together
from desktop_app.registers.review_locks import ALONE, held
from desktop_app.registers.review_tests import (
    REVIEW_TESTS,
    derive,
    drawn_marks,
    heard,
    prefix,
)
from desktop_app.registers.spec import Action, Chip, Draw, Field, Numbering, Parts, Register, Section, Shape
from desktop_app.rules.reviews import REVIEW, RUNNING
from desktop_app.rules.vocabulary import HandlerReply, ReviewState
from desktop_app.services.cases import department_of_case
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import AnyOf, Before, Condition, Equals, HasGaps, Natural


def _silent(facts: Facts) -> tuple[Condition, ...]:
    """Sent, the days over, no answer: to be graded as 无异议 (逾期未反馈)."""
    return (Before(CaseReview.due_on, facts.today), Equals(CaseReview.state, ReviewState.FEEDBACK))


REVIEWS = Register(
    model=CaseReview,
    public="reviews",
    title="评查",
    tab="reviews",
    measure="件",
    subject=CaseReview.case_no,
    numbering=Numbering(prefix=prefix, width=2, of=(CaseReview.round_id,)),
    number_width=112,
    titles=("评查结果", "评查登记", "案件质量评查", "个案评查", "评查情况", "评查台账", "质量评查登记表"),
    identity=(CaseReview.round_id, CaseReview.case_no),
    looks_up=(CaseFile, ReviewRound),
    heard=heard,
    together=together,
    near=department_of_case,
    sections=(
        Section(
            "案件",
            (
                Field(
                    CaseReview.case_no,
                    "受案号",
                    ("受案号", "案号", "案件编号", "统一受案号", "被评查案件受案号"),
                    required=True,
                    width=220,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(
                    CaseReview.name,
                    "案件名称",
                    ("案件名称", "案名", "被评查案件"),
                    width=180,
                    stretch=True,
                    searched=True,
                ),
                Field(CaseReview.kind, "案件类型", ("案件类型", "案件类别", "类型")),
                Field(
                    CaseReview.department_id,
                    "部门",
                    ("部门", "办案部门", "承办部门", "被评查部门", "科室"),
                    width=64,
                    searched=True,
                ),
                Parts(
                    ReviewHandler,
                    "承办人",
                    (Field(ReviewHandler.officer_id, "承办人", searched=True),),
                    ("承办人", "承办检察官", "办案人", "被评查人", "检察官"),
                    single=True,
                    width=80,
                ),
                Field(
                    CaseReview.round_id,
                    "轮次",
                    ("轮次", "评查轮次", "月份", "评查月份", "期次", "评查批次"),
                    adopt=True,
                ),
                Field(CaseReview.drawn_as, "抽取方式", ("抽取方式", "抽样方式"), fixed=True),
                Field(CaseReview.must, "必查情形", fixed=True),
            ),
            lines=True,
        ),
        Section(
            "评查",
            (
                Parts(
                    Reviewer,
                    "评查员",
                    (
                        Field(Reviewer.officer_id, "评查员", searched=True, elsewhere=True),
                        Field(Reviewer.turn, "次序", in_form=False),
                    ),
                    ("评查员", "评查人", "评查人员", "评查员（签名）", "评查小组成员"),
                    single=True,
                    width=116,
                    defaults={"turn": 1},
                ),
                Field(CaseReview.way, "评查方式", ("评查方式", "评查形式")),
                Field(CaseReview.reviewed_on, "评查日期", ("评查日期", "评查时间"), width=92),
                Field(CaseReview.standard_id, "评分标准"),
                Field(CaseReview.scale, "等次标准", hint="优质90、合格75、瑕疵60、不合格0"),
                Parts(
                    ReviewFinding,
                    "扣分",
                    (
                        Field(ReviewFinding.text, "事由", ("扣分事由", "扣分原因", "扣分理由", "存在问题", "问题描述")),
                        Field(ReviewFinding.item, "项目", ("评查项目", "扣分项目"), required=True),
                        Field(ReviewFinding.points, "扣分", shape_as=Shape.POINTS),
                        Field(ReviewFinding.clause, "评查点"),
                        Field(ReviewFinding.page, "卷页"),
                        Field(ReviewFinding.severity, "程度"),
                        Field(ReviewFinding.code, "代码", in_form=False),
                        Field(ReviewFinding.sheet, "表次", in_form=False),
                        Field(ReviewFinding.issue_id, "问题", fixed=True),
                    ),
                    ("扣分情况", "扣分", "扣分项目", "各项扣分", "扣分明细"),
                    across=ReviewFinding.item,
                    defaults={"sheet": 1},
                    draw=Draw.COUNT,
                    unit="项",
                    width=56,
                    in_form=False,
                ),
                Field(
                    CaseReview.problems,
                    "存在问题",
                    (
                        *("存在问题", "扣分事由", "扣分原因", "扣分理由", "评查发现问题", "主要问题", "发现问题"),
                        *("扣分情况", "扣分明细", "问题描述", "发现的问题", "存在的问题", "扣分说明"),
                    ),
                    lines=3,
                ),
                Field(
                    CaseReview.score,
                    "得分",
                    ("得分", "评查得分", "总分", "最终得分", "分数"),
                    shape_as=Shape.POINTS,
                    width=56,
                ),
                Field(
                    CaseReview.suggested,
                    "建议等次",
                    ("初评等次", "建议等次", "评查等次", "拟定等次", "初评结果"),
                    fixed=True,
                ),
                Field(CaseReview.agreement, "评分一致率", shape_as=Shape.PERCENT, fixed=True),
                Field(CaseReview.comment, "评语", ("评语", "评查意见", "综合评价"), lines=3, searched=True),
                Field(CaseReview.basis, "评定依据", ("评定依据",), lines=2),
            ),
        ),
        Section(
            "反馈与定级",
            (
                Field(CaseReview.sent_on, "反馈日期", ("反馈日期", "送达日期")),
                Field(CaseReview.due_on, "反馈期限", ("反馈期限",), width=124, draw=Draw.DUE, fixed=True),
                Field(
                    CaseReview.reply,
                    "承办人意见",
                    ("承办人意见", "反馈意见", "承办人反馈意见", "承办人反馈", "被评查人意见"),
                    lines=2,
                ),
                Field(CaseReview.replied_on, "承办人反馈日期", ("承办人反馈日期", "反馈意见日期")),
                Field(CaseReview.answer, "反馈结果", fixed=True),
                Field(
                    CaseReview.objection_result, "异议处理", ("异议处理", "复核意见", "复评意见", "异议复核"), lines=2
                ),
                Field(CaseReview.joint_on, "联席会议日期", ("联席会议日期",)),
                Field(CaseReview.joint_opinion, "联席会议意见", ("联席会议意见", "评查小组意见"), lines=2),
                Field(CaseReview.committee_on, "检委会日期", ("检委会日期",)),
                Field(CaseReview.committee_opinion, "检委会意见", ("检委会意见",), lines=2),
                Field(
                    CaseReview.grade,
                    "审定等次",
                    ("审定等次", "最终等次", "评定等次", "等次", "定级", "评查结果", "评定结果"),
                    width=72,
                    draw=Draw.TAG,
                    fixed=True,
                ),
                Field(CaseReview.grade_reason, "等次不同的理由", lines=2, fixed=True),
                Field(CaseReview.decided_by, "审定机关", ("审定机关", "审定人"), words="审定机关", fixed=True),
                Field(CaseReview.decided_on, "审定日期", ("审定日期", "定级日期"), fixed=True),
                Field(CaseReview.state, "状态", ("状态",), width=84, draw=Draw.PILL, fixed=True),
            ),
        ),
        Section(
            "整改与线索",
            (
                Field(CaseReview.demand, "整改要求", ("整改要求", "整改意见"), lines=2),
                Field(CaseReview.correct_by, "整改期限", ("整改期限",)),
                Field(CaseReview.corrected_on, "整改日期", ("整改日期", "补正日期")),
                Field(CaseReview.correction, "整改结果", ("整改结果", "整改情况"), lines=2),
                Field(CaseReview.discipline, "违纪线索", ("违纪线索", "是否移送线索")),
                Field(CaseReview.discipline_note, "线索说明", lines=2),
                Field(CaseReview.no_inquiry, "不予立项理由", lines=2, hint="有线索而不一案双查的，写明谁批准、为什么"),
                Field(CaseReview.note, "备注", ("备注",), lines=2, searched=True),
            ),
            lines=True,
        ),
    ),
    columns_first=(CaseReview.case_no, CaseReview.name),
    order=(Natural(CaseReview.number),),
    tests=REVIEW_TESTS,
    derived=derive,
    chips=(
        Chip("待评", lambda facts: (Equals(CaseReview.state, ReviewState.WAITING),)),
        Chip("评查中", lambda facts: (Equals(CaseReview.state, ReviewState.REVIEWING),)),
        Chip("待反馈", lambda facts: (Equals(CaseReview.state, ReviewState.FEEDBACK),)),
        Chip("逾期未反馈", _silent, "red"),
        Chip("异议", lambda facts: (Equals(CaseReview.answer, HandlerReply.OBJECTED),), "amber"),
        Chip("未定级", lambda facts: (AnyOf(CaseReview.state, RUNNING),)),
        Chip("违纪线索", lambda facts: (Equals(CaseReview.discipline, True),), "amber"),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    lifecycle=REVIEW,
    marks=drawn_marks,
    held=held,
    alone=ALONE,
    state=CaseReview.state,
    due=CaseReview.due_on,
    done=CaseReview.decided_on,
    actions=(
        Action("review_reply", "承办人意见", "Alt+M", only=(ReviewState.FEEDBACK, ReviewState.OBJECTED)),
        Action("review_issue", "转问题", "Alt+B", over=(ReviewState.WAITING, ReviewState.WITHDRAWN)),
        inquire(CaseReview, over=(ReviewState.WAITING, ReviewState.WITHDRAWN)),
    ),
    papers=("review_blank", "review_form", "review_opinion", "review_feedback", "review_route"),
    empty="还没有评查。在“评查轮次”里封存名单、掷骰抽取，抽中的案件自动进来；旧账可从 Excel 导入。",
)
