"""Figures of the plan: tasks, meetings, standards, leading group."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, case, literal, or_, select

from desktop_app.figures.engine import Answer, Figure, Question, tally
from desktop_app.models.meetings import Meeting
from desktop_app.models.people import Department
from desktop_app.models.plan import GroupMember, Phase, Standard, Task
from desktop_app.rules.plan import is_overdue
from desktop_app.rules.vocabulary import MeetingKind, StandardState, TaskState

OPEN = (TaskState.NOT_STARTED, TaskState.RUNNING, TaskState.AWAITING)
"""States in which a task can still fall overdue (任务未了)."""


def done_by(ask: Question) -> ColumnElement[bool]:
    """Tasks finished by the end of the day; one finished later was not yet."""
    return and_(Task.state == TaskState.DONE, or_(Task.done_on.is_(None), Task.done_on <= ask.as_of))


def late_on(ask: Question) -> ColumnElement[bool]:
    """Tasks due before the day and at its end neither done, suspended nor cancelled (逾期)."""
    later = and_(Task.state == TaskState.DONE, Task.done_on > ask.as_of)
    return and_(Task.due_on < ask.as_of, or_(Task.state.in_(OPEN), later))


def _state(ask: Question) -> ColumnElement[TaskState]:
    """A task's state as the day saw it."""
    return case(
        (and_(Task.state == TaskState.DONE, Task.done_on > ask.as_of), literal(TaskState.RUNNING, Task.state.type)),
        else_=Task.state,
    )


def _tasks(ask: Question) -> Answer:
    found = ask.session.execute(select(Task.id, _state(ask)).where(Task.retired_at.is_(None)).order_by(Task.id))
    return tally("task", found)


def _done(ask: Question) -> Answer:
    found = ask.session.execute(select(Task.id).where(Task.retired_at.is_(None), done_by(ask)).order_by(Task.id))
    return tally("task", found)


STANDING = ("完成", "进行", "未开始", "停办", "逾期")
_AS_SHOWN = {
    TaskState.DONE: "完成",
    TaskState.RUNNING: "进行",
    TaskState.AWAITING: "进行",
    TaskState.NOT_STARTED: "未开始",
    TaskState.SUSPENDED: "停办",
    TaskState.CANCELLED: "停办",
}


@dataclass(frozen=True, slots=True)
class TaskStand:
    """A task as the day saw it; ``shown`` is the one word of its standing, 逾期 before any other."""

    id: int
    phase: str
    department: str
    state: TaskState
    due_on: date | None
    shown: str


def tasks(ask: Question) -> list[TaskStand]:
    """Every live task by its phase, of a period those due in it."""
    rows = ask.once("plan.standing", _read_tasks)
    return [row for row in rows if ask.period is None or (row.due_on is not None and row.due_on in ask.period)]


def _read_tasks(ask: Question) -> list[TaskStand]:
    found = ask.session.execute(
        select(Task.id, Phase.name, Department.name, _state(ask), Task.due_on)
        .outerjoin(Phase, Task.phase_id == Phase.id)
        .outerjoin(Department, Task.department_id == Department.id)
        .where(Task.retired_at.is_(None))
        .order_by(Phase.position, Task.id)
    )
    return [
        TaskStand(id_, phase or "", department or "", state, due, _shown(state, due, ask.as_of))
        for id_, phase, department, state, due in found
    ]


def _shown(state: TaskState, due: date | None, day: date) -> str:
    return "逾期" if is_overdue(due, state, day) else _AS_SHOWN[state]


def _standing(ask: Question) -> Answer:
    """Every task under one word of its standing; an overdue one under 逾期 only."""
    rows = ask.once("plan.standing", _read_tasks)
    return tally(
        "task", sorted(((row.id, row.shown) for row in rows), key=lambda row: (STANDING.index(row[1]), row[0]))
    )


def _tasks_by_phase(ask: Question) -> Answer:
    found = ask.session.execute(
        select(Task.id, Phase.name, _state(ask))
        .outerjoin(Phase, Task.phase_id == Phase.id)
        .where(Task.retired_at.is_(None))
        .order_by(Phase.position, Task.id)
    )
    return tally("task", found)


def _overdue(ask: Question) -> Answer:
    """Due before the day and neither done, suspended nor cancelled (承诺 X2)."""
    found = ask.session.execute(
        select(Task.id, Department.name)
        .outerjoin(Department, Task.department_id == Department.id)
        .where(Task.retired_at.is_(None), late_on(ask))
        .order_by(Task.due_on, Task.id)
    )
    return tally("task", found)


def _done_late(ask: Question) -> Answer:
    found = ask.session.execute(
        select(Task.id, Department.name)
        .outerjoin(Department, Task.department_id == Department.id)
        .where(Task.retired_at.is_(None), done_by(ask), Task.done_on > Task.due_on)
        .order_by(Task.id)
    )
    return tally("task", found)


def _meetings(ask: Question) -> Answer:
    found = ask.session.execute(
        select(Meeting.id, Meeting.kind)
        .where(Meeting.retired_at.is_(None), Meeting.held_on <= ask.as_of)
        .order_by(Meeting.held_on, Meeting.id)
    )
    return tally("meeting", found)


def _held(ask: Question, kind: MeetingKind) -> Answer:
    found = ask.session.execute(
        select(Meeting.id)
        .where(Meeting.retired_at.is_(None), Meeting.held_on <= ask.as_of, Meeting.kind == kind)
        .order_by(Meeting.held_on, Meeting.id)
    )
    return tally("meeting", found)


def _mobilisation(ask: Question) -> Answer:
    return _held(ask, MeetingKind.MOBILISATION)


def _learning(ask: Question) -> Answer:
    return _held(ask, MeetingKind.LEARNING)


def _attendance(ask: Question) -> Answer:
    found = ask.session.execute(
        select(Meeting.id, Meeting.title, Meeting.expected, Meeting.present)
        .where(Meeting.retired_at.is_(None), Meeting.held_on <= ask.as_of)
        .order_by(Meeting.held_on, Meeting.id)
    ).all()
    groups = {title: {"应到": expected, "实到": present} for _, title, expected, present in found}
    behind = tuple(("meeting", record_id) for record_id, *_ in found)
    return Answer(sum(present or 0 for *_, present in found), behind, groups)


def _standards(ask: Question) -> Answer:
    """Standards with number and effective date (承诺 X7)."""
    found = ask.session.execute(
        select(Standard.id, Standard.line)
        .where(
            Standard.retired_at.is_(None),
            Standard.state == StandardState.ISSUED,
            Standard.doc_no != "",
            Standard.effective_on.is_not(None),
        )
        .order_by(Standard.number)
    )
    return tally("standard", found)


def _group(ask: Question) -> Answer:
    found = ask.session.execute(
        select(GroupMember.id, GroupMember.role).where(GroupMember.retired_at.is_(None)).order_by(GroupMember.number)
    )
    return tally("group_member", found)


FIGURES = (
    Figure("plan.tasks", "方案任务", "项", _tasks),
    Figure("plan.tasks.done", "已完成任务", "项", _done),
    Figure("plan.tasks.standing", "任务进展", "项", _standing),
    Figure("plan.tasks_by_phase", "各阶段任务", "项", _tasks_by_phase),
    Figure("plan.tasks.overdue", "逾期未完成任务", "项", _overdue),
    Figure("plan.tasks.done_late", "逾期完成任务", "项", _done_late),
    Figure("plan.group", "领导小组成员", "人", _group),
    Figure("meetings.count", "会议学习", "次", _meetings),
    Figure("meetings.mobilisation", "动员会", "次", _mobilisation),
    Figure("meetings.learning", "集中学习", "次", _learning),
    Figure("meetings.attendance", "会议学习实到", "人次", _attendance, counted=False),
    Figure("standards.issued", "已印发办案标准", "项", _standards),
)
