"""方案路线图: the plan document, its phases, tasks, leading group and the 13 standards."""

from datetime import timedelta

from desktop_app.models.plan import DeadlineChange, GroupMember, Phase, Plan, Standard, Task, TaskNote, TaskPartner
from desktop_app.registers.spec import (
    Action,
    Chip,
    Draw,
    Field,
    Numbering,
    Parts,
    Register,
    Section,
    Shape,
    broken,
    caution,
    in_order,
    missing,
)
from desktop_app.rules.plan import TASK
from desktop_app.rules.problems import Problem
from desktop_app.rules.vocabulary import GroupRole, PlanState, StandardState, TaskState
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import AnyOf, Before, Between, Condition, Equals, HasGaps, Order

STOPPED = (TaskState.SUSPENDED, TaskState.CANCELLED)
OPEN = (TaskState.NOT_STARTED, TaskState.RUNNING, TaskState.AWAITING)


def _task_prefix(draft: Draft, facts: Facts) -> str:
    position = facts.row("phase", draft[Task.phase_id]).get("position", 0)
    return f"{position}."


def _task_derived(draft: Draft, facts: Facts) -> None:
    """A finished task stands at 100 %, finished today unless said otherwise; reopening clears the date."""
    if draft[Task.state] == TaskState.DONE:
        draft[Task.progress] = 100
        if not draft.is_new and draft.was(Task.state) != TaskState.DONE and draft[Task.done_on] is None:
            draft[Task.done_on] = facts.today
    elif draft.was(Task.state) == TaskState.DONE:
        draft[Task.done_on] = None


def _stopped_without_reason(draft: Draft, facts: Facts) -> Problem | None:
    if draft[Task.state] not in STOPPED or draft[Task.state_reason] or draft[Task.note]:
        return None
    return missing(Task.note, "suspended_without_reason", f"状态为{draft[Task.state]}但没写原因。在备注里写明")


def _done_without_date(draft: Draft, facts: Facts) -> Problem | None:
    if draft[Task.state] != TaskState.DONE or draft[Task.done_on] is not None:
        return None
    return missing(Task.done_on, "done_without_date", "已完成但没有完成日期。填好再存")


def _dated_but_open(draft: Draft, facts: Facts) -> Problem | None:
    if draft[Task.done_on] is None or draft[Task.state] == TaskState.DONE:
        return None
    return caution(Task.done_on, "done_date_but_open", f"填了完成日期，状态却是{draft[Task.state]}，核对")


def _deadline_locked(draft: Draft, facts: Facts) -> Problem | None:
    if draft.is_new or not facts.plan_issued or draft[Task.due_on] == draft.was(Task.due_on):
        return None
    if draft.was(Task.due_on) is None:
        return None
    return broken(Task.due_on, "deadline_locked", "方案已印发，期限不能直接改。按 Alt+M 变更期限，写明原因和批准人")


def _finished(_: Draft) -> bool:
    return _[Task.state] == TaskState.DONE


def _overdue(facts: Facts) -> tuple[Condition, ...]:
    return (Before(Task.due_on, facts.today), AnyOf(Task.state, OPEN))


def _soon(facts: Facts) -> tuple[Condition, ...]:
    last = facts.today + timedelta(days=int(facts.unit.get("ahead_days") or 14))
    return (Between(Task.due_on, facts.today, last), AnyOf(Task.state, OPEN))


TASKS = Register(
    model=Task,
    title="任务",
    tab="plan",
    measure="项",
    subject=Task.name,
    numbering=Numbering(prefix=_task_prefix, width=1),
    number_width=64,
    titles=("任务分解", "工作任务", "路线图", "任务清单", "责任分工"),
    identity=(Task.phase_id, Task.name),
    sections=(
        Section(
            "任务要求",
            (
                Field(
                    Task.name,
                    "任务",
                    ("工作任务", "任务", "任务名称", "工作内容", "主要任务", "工作事项"),
                    required=True,
                    width=240,
                    stretch=True,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(Task.phase_id, "阶段", ("阶段", "工作阶段", "所属阶段"), required=True, width=88, adopt=True),
                Field(
                    Task.wording, "方案原文", ("方案原文", "工作要求", "具体要求", "任务要求"), lines=2, searched=True
                ),
                Field(
                    Task.department_id,
                    "牵头部门",
                    ("牵头部门", "责任部门", "主办部门", "牵头科室"),
                    required=True,
                    width=120,
                    searched=True,
                ),
                Parts(
                    TaskPartner,
                    "配合部门",
                    (Field(TaskPartner.department_id, "部门", searched=True),),
                    ("配合部门", "协办部门", "参与部门", "配合科室"),
                    single=True,
                ),
                Field(
                    Task.officer_id,
                    "责任人",
                    ("责任人", "具体责任人", "承办人", "经办人"),
                    required=True,
                    width=80,
                    searched=True,
                    context=Task.department_id,
                ),
                Field(
                    Task.leader_id, "责任领导", ("责任领导", "分管领导", "牵头领导", "院领导"), width=80, searched=True
                ),
                Field(
                    Task.start_on,
                    "开始",
                    ("时间安排|开始", "开始", "开始时间", "开始日期", "启动时间"),
                    required=True,
                    width=60,
                ),
                Field(
                    Task.due_on,
                    "期限",
                    (
                        "时间安排|完成时限",
                        "完成时限",
                        "期限",
                        "完成期限",
                        "截止日期",
                        "时限",
                        "时间安排|结束",
                        "结束时间",
                    ),
                    required=True,
                    width=128,
                    draw=Draw.DUE,
                ),
                Field(
                    Task.progress,
                    "进度",
                    ("进展情况|进度", "进度", "完成进度", "完成比例"),
                    shape_as=Shape.PERCENT,
                    width=92,
                    draw=Draw.BAR,
                ),
                Field(Task.panel, "对应板块", ("对应板块", "板块", "快细实严")),
                Field(Task.output, "成果形式", ("成果形式", "成果", "工作成果", "佐证材料"), words="成果形式", width=0),
                Field(Task.after_id, "前置任务", hint="前一任务改期时，本任务随之列出"),
            ),
        ),
        Section(
            "办理情况",
            (
                Field(
                    Task.state,
                    "状态",
                    ("进展情况|状态", "状态", "完成情况", "进展状态", "办理状态"),
                    width=88,
                    draw=Draw.PILL,
                    fixed=True,
                ),
                Field(
                    Task.done_on,
                    "完成日期",
                    ("进展情况|完成日期", "完成日期", "完成时间", "实际完成日期"),
                    required=_finished,
                    code="done_without_date",
                ),
                Field(Task.note, "备注", ("备注", "说明"), lines=2, searched=True),
                Parts(
                    TaskNote,
                    "进展记录",
                    (
                        Field(TaskNote.noted_on, "日期"),
                        Field(TaskNote.text, "进展", required=True, searched=True, lines=1),
                        Field(TaskNote.officer_id, "记录人"),
                    ),
                    newest_first=True,
                ),
            ),
        ),
    ),
    columns_first=(Task.name, Task.department_id, Task.officer_id),
    order=(Order(Task.number),),
    tests=(
        in_order(Task.start_on, Task.due_on, "due_before_start", "完成时限 {last} 早于开始 {first}，核对两处日期"),
        in_order(Task.start_on, Task.done_on, "done_before_start", "完成日期 {last} 早于开始 {first}，核对两处日期"),
        _stopped_without_reason,
        _dated_but_open,
        _deadline_locked,
    ),
    derived=_task_derived,
    chips=(
        Chip("逾期", _overdue, "red"),
        Chip("14天内", _soon),
        Chip("进行中", lambda facts: (AnyOf(Task.state, (TaskState.RUNNING, TaskState.AWAITING)),)),
        Chip("完成", lambda facts: (Equals(Task.state, TaskState.DONE),)),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    lifecycle=TASK,
    state=Task.state,
    due=Task.due_on,
    done=Task.done_on,
    actions=(Action("move_deadline", "变更期限", "Alt+M"),),
    papers=("task_table", "roadmap", "roadmap_poster"),
    empty="还没有任务。新增 Ctrl+N，或从 Excel 导入任务分解表。",
)

PHASES = Register(
    model=Phase,
    title="阶段",
    tab="plan",
    measure="个",
    subject=Phase.name,
    numbering=Numbering("phase"),
    titles=("阶段安排",),
    identity=(Phase.name,),
    sections=(
        Section(
            "阶段",
            (
                Field(Phase.position, "顺序", ("顺序",), required=True, width=60),
                Field(Phase.name, "名称", ("阶段名称",), required=True, width=140, draw=Draw.KEY, searched=True),
                Field(Phase.start_on, "开始", ("阶段开始", "起"), width=100),
                Field(Phase.end_on, "结束", ("阶段结束", "止"), width=100),
                Field(Phase.goal, "目标", ("阶段目标", "目标"), lines=2, width=300, stretch=True, searched=True),
            ),
        ),
    ),
    order=(Order(Phase.position),),
    tests=(in_order(Phase.start_on, Phase.end_on, "ends_before_start", "结束早于开始，核对两处日期"),),
    empty="还没有阶段。新增 Ctrl+N。",
)

PLANS = Register(
    model=Plan,
    title="方案",
    tab="plan",
    measure="份",
    subject=Plan.title,
    numbering=Numbering("plan"),
    identity=(Plan.title,),
    sections=(
        Section(
            "方案文件",
            (
                Field(
                    Plan.title, "标题", required=True, width=360, stretch=True, draw=Draw.KEY, searched=True, lines=2
                ),
                Field(Plan.doc_no, "文号", width=160, searched=True),
                Field(Plan.issued_on, "印发日期", width=100),
                Field(Plan.signer_id, "签发人", width=88),
                Field(Plan.goal, "总体目标", lines=3),
                Field(Plan.state, "状态", width=80, draw=Draw.PILL, fixed=True),
            ),
        ),
        Section(
            "领导小组",
            (
                Field(Plan.group_doc_no, "成立文号", width=160),
                Field(Plan.group_office_id, "办公室设在", width=140),
                Field(Plan.note, "备注", lines=2),
            ),
        ),
    ),
    order=(Order(Plan.number),),
    tests=(
        lambda draft, facts: (
            missing(Plan.doc_no, "doc_no_missing", "方案已印发但没填文号。填好再存")
            if draft[Plan.state] == PlanState.ISSUED and not draft[Plan.doc_no]
            else None
        ),
    ),
    state=Plan.state,
    actions=(Action("issue_plan", "印发方案", "Alt+M"),),
    empty="还没有方案。新增 Ctrl+N。",
)

GROUP = Register(
    model=GroupMember,
    title="领导小组成员",
    tab="plan",
    measure="人",
    subject=GroupMember.officer_id,
    numbering=Numbering("group"),
    titles=("领导小组名单", "领导小组"),
    identity=(GroupMember.role, GroupMember.officer_id),
    sections=(
        Section(
            "成员",
            (
                Field(
                    GroupMember.role,
                    "组内职务",
                    ("组内职务", "小组职务", "职务分工", "领导小组职务"),
                    required=True,
                    width=100,
                    draw=Draw.TAG,
                ),
                Field(GroupMember.officer_id, "姓名", ("姓名", "成员姓名"), required=True, width=140, searched=True),
                Field(
                    GroupMember.post,
                    "单位职务",
                    ("单位职务", "单位及职务", "行政职务", "职务"),
                    width=220,
                    searched=True,
                ),
                Field(
                    GroupMember.duty,
                    "职责",
                    ("职责", "分工", "主要职责"),
                    width=300,
                    stretch=True,
                    lines=2,
                    searched=True,
                ),
                Field(GroupMember.position, "排序", ("排序",)),
            ),
        ),
    ),
    order=(Order(GroupMember.position), Order(GroupMember.number)),
    chips=(
        Chip("组长", lambda facts: (AnyOf(GroupMember.role, (GroupRole.HEAD, GroupRole.DEPUTY)),)),
        Chip("成员", lambda facts: (Equals(GroupMember.role, GroupRole.MEMBER),)),
    ),
    papers=("leading_group",),
    empty="还没有领导小组成员。新增 Ctrl+N，或从 Excel 导入名单。",
)


def _issued_complete(draft: Draft, facts: Facts) -> Problem | None:
    if draft[Standard.state] != StandardState.ISSUED:
        return None
    if not draft[Standard.doc_no]:
        return missing(Standard.doc_no, "doc_no_missing", "已印发但没有文号。填好再存")
    if draft[Standard.effective_on] is None:
        return missing(Standard.effective_on, "effective_on_missing", "已印发但没有施行日期。填好再存")
    return None


STANDARDS = Register(
    model=Standard,
    title="办案标准",
    tab="plan",
    measure="项",
    subject=Standard.name,
    numbering=Numbering("standard", width=2),
    titles=("办案标准", "执法办案标准"),
    identity=(Standard.name,),
    sections=(
        Section(
            "标准",
            (
                Field(
                    Standard.name,
                    "标准名称",
                    ("标准名称", "名称", "办案标准名称"),
                    required=True,
                    width=260,
                    stretch=True,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(
                    Standard.line, "适用条线", ("适用条线", "条线", "适用范围"), words="条线", width=110, searched=True
                ),
                Field(Standard.doc_no, "印发文号", ("印发文号", "文号", "发文字号"), width=160, searched=True),
                Field(Standard.issued_on, "印发日期", ("印发日期", "发布日期"), width=92),
                Field(Standard.effective_on, "施行日期", ("施行日期", "实施日期", "生效日期"), width=92),
                Field(Standard.basis, "制定依据", ("制定依据", "依据"), lines=2, searched=True),
                Field(Standard.drafter_id, "起草部门", ("起草部门", "制定部门", "责任部门"), width=120),
                Field(Standard.state, "状态", ("状态", "制定状态"), width=92, draw=Draw.PILL),
                Field(Standard.position, "排序"),
                Field(Standard.note, "备注", ("备注",)),
            ),
        ),
    ),
    order=(Order(Standard.number),),
    tests=(
        _issued_complete,
        in_order(
            Standard.issued_on,
            Standard.effective_on,
            "effective_before_issued",
            "施行日期 {last} 早于印发日期 {first}，核对",
        ),
    ),
    state=Standard.state,
    chips=(
        Chip("已印发", lambda facts: (Equals(Standard.state, StandardState.ISSUED),)),
        Chip("在拟", lambda facts: (AnyOf(Standard.state, (StandardState.DRAFT, StandardState.CONSULTING)),), "amber"),
    ),
    empty="还没有办案标准。新增 Ctrl+N，或从 Excel 导入目录。",
)

CHANGES = (
    Field(DeadlineChange.changed_on, "变更日期"),
    Field(DeadlineChange.old_due_on, "原期限"),
    Field(DeadlineChange.new_due_on, "新期限"),
    Field(DeadlineChange.reason, "原因"),
    Field(DeadlineChange.approver_id, "批准人"),
    Field(DeadlineChange.doc_no, "依据文号"),
)
"""Columns of a task's deadline changes, shown and printed beside its present deadline."""
