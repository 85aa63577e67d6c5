"""问题清单: the problems of the campaign."""

from datetime import timedelta

from desktop_app.figures.engine import Question
from desktop_app.figures.issue_recurrence import recurring
from desktop_app.models.issues import (
    Issue,
    IssueCase,
    IssueCategory,
    IssueMeasure,
    IssueNote,
    IssueOfficer,
)
from desktop_app.registers.inquiring import inquire
from desktop_app.registers.issue_entry import NEWLY, TOLD
from desktop_app.registers.issue_marks import issue_marks
from desktop_app.registers.issue_tests import TESTS, alike, derive, held, prefix, recurs
from desktop_app.registers.spec import Action, Chip, Draw, Field, Numbering, Parts, Register, Section
from desktop_app.rules.cases import split_cases
from desktop_app.rules.entries import split_entries, split_words
from desktop_app.rules.issues import ISSUE, OPEN
from desktop_app.rules.vocabulary import Correction, IssueNature, IssueState
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import AnyOf, Before, Between, Condition, Equals, HasGaps, IdIn, Natural, Order

RECURRENT = "issues.recurrent"
WAITING = (IssueState.APPLIED, IssueState.CHECKING)


def overdue(facts: Facts) -> tuple[Condition, ...]:
    """Due before today and still open (逾期)."""
    return (Before(Issue.due_on, facts.today), AnyOf(Issue.state, OPEN))


def _soon(facts: Facts) -> tuple[Condition, ...]:
    last = facts.today + timedelta(days=int(facts.unit.get("near_days") or 7))
    return (Between(Issue.due_on, facts.today, last), AnyOf(Issue.state, OPEN))


def _recurrent(facts: Facts) -> tuple[Condition, ...]:
    """Found after a like one was closed (重复发生)."""
    return (IdIn(facts.once(RECURRENT, lambda asked: tuple(recurring(Question(asked.session, asked.today))))),)


def _dated(draft: Draft) -> bool:
    """Everything but 长期坚持 and what is settled otherwise needs a deadline."""
    undated = (IssueState.LASTING, IssueState.MERGED, IssueState.VOID)
    return draft[Issue.correction] != Correction.LASTING and draft[Issue.state] not in undated


def _individual(draft: Draft) -> bool:
    return draft[Issue.nature] == IssueNature.INDIVIDUAL


def _common(draft: Draft) -> bool:
    return draft[Issue.nature] == IssueNature.COMMON


def _first_due(draft: Draft, _facts: Facts) -> str:
    first = draft[Issue.first_due_on]
    return f"原期限 {first}" if first is not None and first != draft[Issue.due_on] else ""


ISSUES = Register(
    model=Issue,
    public="issues",
    title="问题",
    tab="issues",
    measure="条",
    subject=Issue.name,
    numbering=Numbering(prefix=prefix, width=3, of=(Issue.nature, Issue.department_id), gives_way=True),
    number_label="编号",
    number_aliases=("问题编号", "问题序号", "清单编号", "台账编号", "问题号", "问题代码", "销号编号"),
    number_width=120,
    titles=(
        *("问题清单", "整改台账", "共性问题", "个性问题", "问题整改", "整改清单", "问题台账", "销号台账"),
        *("问题登记", "问题汇总", "查摆问题", "自查问题", "整改销号", "问题一览", "整改一览"),
    ),
    identity=(Issue.number, Issue.nature, Issue.department_id, Issue.found_on, Issue.name),
    sections=(
        Section(
            "问题",
            (
                Field(
                    Issue.nature,
                    "性质",
                    ("性质", "问题性质", "问题类型", "类型", "共性/个性", "共性或个性", "共性个性", "共性、个性"),
                    required=True,
                    width=52,
                    draw=Draw.TAG,
                ),
                Field(
                    Issue.department_id,
                    "责任部门",
                    (
                        *("责任部门", "责任单位", "整改部门", "整改责任部门", "责任科室", "部门", "牵头部门"),
                        *("条线/部门", "整改责任单位", "责任处室", "整改单位", "存在问题部门", "涉及部门", "科室"),
                        *("部门（科室）", "问题所在部门", "整改牵头部门", "主责部门"),
                    ),
                    required=True,
                    width=50,
                    head="部门",
                    searched=True,
                ),
                Field(
                    Issue.name,
                    "问题",
                    (
                        *("问题描述", "问题", "存在问题", "存在的问题", "问题内容", "主要问题", "问题表述", "具体问题"),
                        *("查摆问题", "查摆出的问题", "查摆的问题", "发现的问题", "发现问题", "查找的问题", "突出问题"),
                        *("问题摘要", "问题概述", "问题事项", "问题具体内容", "存在的主要问题", "存在问题及表现"),
                    ),
                    required=True,
                    width=240,
                    stretch=True,
                    draw=Draw.KEY,
                    lines=2,
                    searched=True,
                ),
                Field(
                    Issue.showing,
                    "表现",
                    ("表现形式", "具体表现", "主要表现", "表现", "问题表现", "问题具体表现"),
                    lines=2,
                    searched=True,
                ),
                Parts(
                    IssueCategory,
                    "类别",
                    (Field(IssueCategory.word, "类别", words="问题类别", required=True, searched=True),),
                    ("问题类别", "类别", "问题分类", "所属类别", "问题种类", "问题类型", "所属问题类别", "类型"),
                    single=True,
                    apart=split_words,
                ),
                Field(
                    Issue.line,
                    "条线",
                    ("条线", "所属条线", "业务条线", "问题条线", "责任条线"),
                    words="条线",
                    searched=True,
                    context=Issue.department_id,
                ),
                Field(
                    Issue.origin,
                    "来源",
                    ("问题来源", "来源", "发现途径", "发现方式", "来源渠道", "发现渠道", "发现来源"),
                    words="问题来源",
                    searched=True,
                ),
                Field(
                    Issue.found_on,
                    "发现日期",
                    (
                        *("发现日期", "发现时间", "登记日期", "查摆日期", "问题发现时间", "查摆时间", "登记时间"),
                        *("检查日期", "检查时间"),
                    ),
                    required=True,
                ),
                Field(
                    Issue.finder,
                    "发现人",
                    ("发现人", "发现单位", "提出人", "检查人", "登记人", "发现人（单位）", "查摆人"),
                    searched=True,
                ),
                Field(Issue.standard_id, "依据标准", ("依据标准", "违反标准", "对应标准")),
            ),
        ),
        Section(
            "追溯",
            (
                Field(
                    Issue.matter,
                    "到事",
                    ("到事", "涉及事项", "具体事项", "对应事项", "对应事", "落实到事"),
                    required=_individual,
                    code="individual_without_matter",
                    words="到事",
                    width=72,
                    searched=True,
                ),
                Parts(
                    IssueCase,
                    "到案",
                    (Field(IssueCase.case_no, "受案号", required=True, searched=True),),
                    (
                        *("到案（受案号）", "到案", "涉及案件", "受案号", "案号", "案件编号", "涉案案号"),
                        *("涉及案号", "涉及案件号", "对应案件", "落实到案", "涉及案件（受案号）"),
                    ),
                    single=True,
                    apart=split_cases,
                    width=52,
                    draw=Draw.COUNT,
                    unit="案",
                    required=_individual,
                ),
                Field(Issue.no_case, "不涉及具体案件", ("不涉及具体案件",), aside=True),
                Parts(
                    IssueOfficer,
                    "到人",
                    (Field(IssueOfficer.officer_id, "责任人", searched=True),),
                    (
                        *("到人（责任人）", "到人", "责任人", "整改责任人", "具体责任人", "直接责任人"),
                        *("责任人员", "落实到人", "问题责任人", "具体承办人", "承办人"),
                    ),
                    single=True,
                    width=100,
                    required=_individual,
                ),
                Field(
                    Issue.leader_id,
                    "责任领导",
                    ("责任领导", "分管领导", "牵头领导", "院领导", "分管院领导", "责任院领导", "包抓领导", "督办领导"),
                    required=_common,
                    searched=True,
                ),
            ),
            lines=True,
        ),
        Section(
            "整改",
            (
                Field(
                    Issue.correction,
                    "整改类型",
                    ("整改类型", "整改方式", "整改性质", "整改期限类型", "整改类别", "整改要求类型"),
                    required=True,
                ),
                Field(
                    Issue.due_on,
                    "期限",
                    (
                        *("整改时限", "整改期限", "期限", "完成时限", "时限", "完成期限", "限期", "计划完成时间"),
                        *("整改完成时限", "整改完成期限", "拟完成时间", "整改时间", "计划完成日期", "要求完成时间"),
                    ),
                    required=_dated,
                    width=124,
                    draw=Draw.DUE,
                    beside=_first_due,
                ),
                Parts(
                    IssueMeasure,
                    "整改措施",
                    (
                        Field(IssueMeasure.text, "措施", required=True, searched=True),
                        Field(IssueMeasure.officer_id, "负责人", ("责任人", "承办人", "牵头人")),
                        Field(IssueMeasure.due_on, "期限", ("完成时限", "时限", "整改时限")),
                        Field(IssueMeasure.done_on, "完成日期", ("完成时间",)),
                    ),
                    ("整改措施", "措施", "整改举措", "具体措施", "整改具体措施", "整改办法", "整改措施及要求"),
                    apart=split_entries,
                    width=76,
                    head="措施",
                    draw=Draw.DONE,
                    done=IssueMeasure.done_on,
                ),
                Parts(
                    IssueNote,
                    "进展记录",
                    (
                        Field(IssueNote.noted_on, "日期"),
                        Field(IssueNote.text, "进展", required=True, searched=True),
                        Field(IssueNote.officer_id, "记录人"),
                    ),
                    (
                        *("进展情况", "整改进展", "进展", "整改进展情况", "工作进展", "目前进展", "整改落实情况"),
                        *("整改情况",),
                    ),
                    apart=split_entries,
                    newest_first=True,
                ),
                Field(
                    Issue.cause,
                    "原因剖析",
                    ("原因剖析", "原因", "原因分析", "产生原因", "问题原因", "根源剖析"),
                    lines=2,
                ),
                Field(Issue.cause_kind, "原因类型", ("原因类型", "原因类别")),
                Field(Issue.goal, "整改目标", ("整改目标", "目标", "整改要求"), lines=2),
                Field(Issue.rule_made, "建章立制", ("建章立制", "制度名称", "建立制度", "长效机制"), searched=True),
            ),
        ),
        Section(
            "销号",
            (
                Field(
                    Issue.completion,
                    "完成情况",
                    (
                        "完成情况",
                        "整改完成情况",
                        "整改结果",
                        "整改到位情况",
                        "整改成效",
                        "整改效果",
                        "整改情况",
                        "是否完成",
                    ),
                    lines=2,
                ),
                Field(Issue.evidence, "佐证材料", ("佐证材料", "佐证", "印证材料", "证明材料", "支撑材料"), lines=2),
                Field(
                    Issue.state,
                    "状态",
                    (
                        *("状态", "整改状态", "办理状态", "销号状态", "是否销号", "整改情况", "是否完成"),
                        *("是否整改到位", "是否整改", "销号情况", "完成情况", "销号", "是否完成整改", "问题状态"),
                        *("整改结果", "整改完成情况", "整改到位情况"),
                    ),
                    width=92,
                    draw=Draw.PILL,
                    fixed=True,
                ),
                Field(
                    Issue.verifier_id,
                    "验收人",
                    ("销号|验收人", "验收人", "核验人", "复核人", "验收责任人", "验收人员", "验收|人员"),
                ),
                Field(
                    Issue.verified_on,
                    "验收日期",
                    ("销号|验收日期", "验收日期", "验收时间", "核验日期", "核验时间", "验收|日期", "验收|时间"),
                ),
                Field(Issue.opinion, "验收意见", ("销号|验收意见", "验收意见", "核验意见"), words="验收意见", lines=2),
                Field(
                    Issue.closed_on,
                    "销号日期",
                    ("销号|销号日期", "销号日期", "销号时间", "办结日期", "实际完成日期", "实际完成时间", "销号|日期"),
                ),
                Field(
                    Issue.approver_id, "批准人", ("销号|批准人", "批准人", "销号批准人", "审批人", "批准领导", "销号人")
                ),
                Field(Issue.look_back_on, "回头看日期", ("回头看日期", "回头看时间"), hint="销号后按期限规则推算"),
                Field(Issue.merged_into_id, "并入", fixed=True),
                Field(Issue.returned, "退回次数", fixed=True),
                Field(Issue.round, "第几轮", fixed=True),
                Field(Issue.note, "备注", ("备注", "说明"), lines=2, searched=True),
            ),
        ),
    ),
    columns_first=(Issue.nature, Issue.department_id, Issue.name),
    order=(Order(Issue.due_on), Natural(Issue.number)),
    tests=TESTS,
    derived=derive,
    alike=alike,
    recurs=recurs,
    held=held,
    newly=NEWLY,
    chips=(
        Chip("逾期", overdue, "red"),
        Chip("7天内", _soon),
        Chip("待验收", lambda facts: (AnyOf(Issue.state, WAITING),), "amber"),
        Chip("共性", lambda facts: (Equals(Issue.nature, IssueNature.COMMON),)),
        Chip("个性", lambda facts: (Equals(Issue.nature, IssueNature.INDIVIDUAL),)),
        Chip("退回", lambda facts: (Equals(Issue.state, IssueState.RETURNED),), "amber"),
        Chip("已销号", lambda facts: (Equals(Issue.state, IssueState.CLOSED),)),
        Chip("重复发生", _recurrent, once=RECURRENT),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    lifecycle=ISSUE,
    marks=issue_marks,
    state=Issue.state,
    due=Issue.due_on,
    done=Issue.closed_on,
    actions=(
        Action("extend_issue", "延期", "Alt+M", only=OPEN),
        Action("look_back", "回头看", "Alt+B", only=(IssueState.CLOSED,)),
        inquire(Issue),
    ),
    told=TOLD,
    papers=(
        "issues_common",
        "issues_individual",
        "issues_ledger",
        "issue_application",
        "issue_notice",
        "issue_urge",
        "issue_statistics",
    ),
    empty="还没有问题。新增 Ctrl+N，或从 Excel 导入整改台账。",
)
