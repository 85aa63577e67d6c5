"""方案路线图: the tasks of the plan."""

from datetime import timedelta

from desktop_app.models.plan import DeadlineChange, Task, TaskNote, TaskPartner
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
from desktop_app.rules.vocabulary import TaskState
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import AnyOf, Before, Between, Condition, Equals, HasGaps, Natural

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


def _moved_from(draft: Draft, _facts: Facts) -> str:
    first = draft[Task.base_due_on]
    return f"原期限 {first}" if first is not None and first != draft[Task.due_on] else ""


TASKS = Register(
    model=Task,
    public="tasks",
    title="任务",
    tab="plan",
    measure="项",
    subject=Task.name,
    numbering=Numbering(prefix=_task_prefix, width=1, of=(Task.phase_id,)),
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
                Field(
                    Task.phase_id,
                    "阶段",
                    ("阶段", "工作阶段", "所属阶段"),
                    required=True,
                    width=88,
                    hidden=True,
                    adopt=True,
                ),
                Field(
                    Task.wording, "方案原文", ("方案原文", "工作要求", "具体要求", "任务要求"), lines=2, searched=True
                ),
                Field(
                    Task.department_id,
                    "牵头部门",
                    ("牵头部门", "责任部门", "主办部门", "牵头科室"),
                    required=True,
                    width=88,
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
                    Task.leader_id,
                    "责任领导",
                    ("责任领导", "分管领导", "牵头领导", "院领导"),
                    width=80,
                    hidden=True,
                    searched=True,
                ),
                Field(
                    Task.start_on,
                    "开始",
                    ("时间安排|开始", "开始", "开始时间", "开始日期", "启动时间"),
                    required=True,
                    width=60,
                    hidden=True,
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
                    beside=_moved_from,
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
    order=(Natural(Task.number),),
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
    actions=(Action("move_deadline", "变更期限", "Alt+M", over=(TaskState.DONE, TaskState.CANCELLED)),),
    told=(
        Parts(
            DeadlineChange,
            "期限变更",
            (Field(DeadlineChange.approver_id, "批准人"), Field(DeadlineChange.doc_no, "依据文号")),
        ),
    ),
    papers=("task_table", "roadmap", "roadmap_poster"),
    empty="还没有任务。新增 Ctrl+N，或从 Excel 导入任务分解表。",
)
