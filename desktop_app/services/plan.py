"""Verbs of the work plan: issue it and freeze the baseline, move a deadline with those that follow it.

A task added after the plan was issued has no baseline of its own until its deadline is first moved: then the days
it had before that move are frozen, so that its slip is counted like that of every other task.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.figures.roadmap import first_deadlines
from desktop_app.models.plan import DeadlineChange, Plan, Task
from desktop_app.rules.plan import Link, Shift, shifted
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.vocabulary import PlanState, TaskState
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.services.records import Mode, load, write
from desktop_app.system.errors import Refusal

_SETTLED = (TaskState.DONE, TaskState.CANCELLED)
_MANY = 6


@dataclass(frozen=True)
class Ungrounded:
    """Numbers of live tasks that an issued plan would leave open (待补): without 责任人, without 开始 or 期限."""

    tasks: int
    no_officer: tuple[str, ...]
    no_dates: tuple[str, ...]

    @property
    def grounded(self) -> int:
        """How many tasks get a baseline."""
        return self.tasks - len(self.no_dates)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is still open, as warnings; none of it stands against issuing."""
        found = (
            (self.no_officer, "officer_id", "officer_missing", "没有责任人。在任务里补上"),
            (self.no_dates, "due_on", "dates_missing", "没有开始或期限，不记基线。补上即可"),
        )
        return tuple(
            Problem(name, Fault.MISSING, code, f"任务 {listed(numbers)} {said}")
            for numbers, name, code, said in found
            if numbers
        )


@dataclass(frozen=True)
class Moving:
    """The task whose deadline is to move (拟改期任务), as it stands; ``first_due`` is the original deadline."""

    id: int
    number: str
    name: str
    start: date | None
    due: date | None
    first_due: date | None


@dataclass(frozen=True)
class Follower:
    """A task that follows the moved one (后续任务) and where it would go."""

    number: str
    name: str
    shift: Shift


@dataclass(frozen=True)
class MovePreview:
    """What a new deadline would bring (改期预览): working days moved, later positive, and the followers in order.

    ``note`` is a sentence when the new day is no working day or its holidays are unknown, else empty.
    """

    days: int
    note: str
    followers: tuple[Follower, ...]


def ungrounded(session: Session) -> Ungrounded:
    """What is missing from the live tasks before the plan is issued."""
    tasks = list(_live_tasks(session))
    return Ungrounded(
        len(tasks),
        tuple(task.number for task in tasks if task.officer_id is None),
        tuple(task.number for task in tasks if task.start_on is None or task.due_on is None),
    )


def issue_plan(
    desk: Desk, law: Law, plan_id: int, doc_no: str, issued_on: date | None, signer_id: int | None
) -> Outcome:
    """Issue the plan (印发方案): its number, day and signer, and every task's days frozen as its baseline.

    Tasks without 责任人 or dates do not hold it up: they come back as warnings. ``law`` is the register of plans.
    """
    with desk.store.unit(f"印发{law.title}") as unit:
        facts = Facts(unit.session, desk.today)
        draft = load(unit.session, Plan, plan_id)
        _may_issue(draft, doc_no, issued_on, facts.row("officer", signer_id), desk.today)
        draft.values |= {
            "doc_no": doc_no.strip(),
            "issued_on": issued_on,
            "signer_id": signer_id,
            "state": PlanState.ISSUED,
        }
        write(unit, law, draft, facts, Mode.DESK)
        left_open = ungrounded(unit.session)
        for task in _live_tasks(unit.session):
            task.base_start_on, task.base_due_on = task.start_on, task.due_on
    said = f"已印发 {doc_no.strip()}，{left_open.grounded} 项任务记下基线"
    touched = frozenset({Plan.__tablename__, Task.__tablename__})
    return Outcome(Plan.__tablename__, (plan_id,), said, unit.batch_id, left_open.problems, touched)


def _may_issue(draft: Draft, doc_no: str, issued_on: date | None, signer: Mapping[str, object], today: date) -> None:
    if draft[Plan.state] == PlanState.ISSUED:
        raise Refusal(f"方案已印发（{draft[Plan.doc_no]}），不能再印发。改期限按 Alt+M", "state")
    if not doc_no.strip():
        raise Refusal("没填文号。填好再印发", "doc_no")
    if issued_on is None:
        raise Refusal("没填印发日期。填好再印发", "issued_on")
    if issued_on > today:
        raise Refusal(f"印发日期晚于今天 {today:%m-%d}。请改早", "issued_on")
    if not signer:
        raise Refusal("没填签发人。选好再印发", "signer_id")


def moving(session: Session, task_id: int) -> Moving:
    """The task as the dialog shows it. Refuses one that is gone, finished or cancelled."""
    task = _movable(session, task_id)
    first = task.base_due_on or first_deadlines(session).get(task_id) or task.due_on
    return Moving(task.id, task.number, task.name, task.start_on, task.due_on, first)


def preview_move(desk: Desk, task_id: int, new_due: date) -> MovePreview:
    """What would follow the task to its new deadline, each by as many working days (顺移)."""
    with desk.facts() as facts:
        task = _movable(facts.session, task_id)
        calendar = facts.calendar
        days = calendar.workdays_between(task.due_on, new_due) if task.due_on else 0
        note = "" if calendar.is_workday(new_due) else f"{new_due:%m-%d} 不是工作日"
        if not note and not calendar.knows(new_due.year):
            note = f"{new_due.year} 年节假日未录，只除周末"
        return MovePreview(days, note, tuple(_followers(facts, task_id, new_due).values()))


def move_deadline(
    desk: Desk,
    task_id: int,
    new_due: date | None,
    reason: str,
    approver_id: int | None,
    doc_no: str = "",
    with_followers: Sequence[int] = (),
) -> Outcome:
    """Move a deadline (变更期限), and those of the followers named, as one act; every old day is kept.

    Each moved task gets a DeadlineChange; a follower's names the task it moved with.
    """
    with desk.store.unit("变更期限", reason=reason.strip()) as unit:
        session = unit.session
        facts = Facts(session, desk.today)
        task = _movable(session, task_id)
        day = _may_move(task, new_due, reason, facts.row("officer", approver_id))
        offered = _followers(facts, task_id, day)
        if strange := set(with_followers) - offered.keys():
            raise Refusal(f"选中的 {len(strange)} 项不在后续任务里。按 F5 重取再选", "with_followers")
        told = _Told(desk.today, reason.strip(), approver_id or 0, doc_no.strip(), facts.plan_issued)
        moved = [Shift(task_id, task.start_on, task.due_on, task.start_on, day)]
        moved += [offered[id_].shift for id_ in offered if id_ in set(with_followers)]
        for shift in moved:
            _move(session, shift, told, None if shift.id == task_id else task_id)
        along = f"，连带 {len(moved) - 1} 项" if len(moved) > 1 else ""
        said = f"期限已改 {task.number} {task.name} 至 {day:%m-%d}{along}"
    return Outcome(Task.__tablename__, tuple(shift.id for shift in moved), said, unit.batch_id)


@dataclass(frozen=True)
class _Told:
    """What every change of one act says alike."""

    on: date
    reason: str
    approver_id: int
    doc_no: str
    issued: bool


def _may_move(task: Task, new_due: date | None, reason: str, approver: Mapping[str, object]) -> date:
    """The new deadline, if nothing stands against it."""
    if new_due is None:
        raise Refusal("没填新期限。填好再存", "new_due_on")
    if new_due == task.due_on:
        raise Refusal(f"新期限和现期限都是 {new_due:%m-%d}。请改一个日期", "new_due_on")
    if task.start_on is not None and new_due < task.start_on:
        raise Refusal(f"新期限早于开始 {task.start_on:%m-%d}。请改后", "new_due_on")
    if not reason.strip():
        raise Refusal("没写变更原因。写明再存", "reason")
    if not approver:
        raise Refusal("没填批准人。选好再存", "approver_id")
    return new_due


def _move(session: Session, shift: Shift, told: _Told, moved_with: int | None) -> None:
    task = session.get_one(Task, shift.id)
    if shift.new_due is None:
        return
    session.add(
        DeadlineChange(
            task_id=shift.id,
            changed_on=told.on,
            old_start_on=shift.old_start,
            old_due_on=shift.old_due,
            new_start_on=shift.new_start,
            new_due_on=shift.new_due,
            reason=told.reason,
            approver_id=told.approver_id,
            doc_no=told.doc_no,
            moved_with_id=moved_with,
        )
    )
    if told.issued and task.base_due_on is None:
        task.base_start_on, task.base_due_on = shift.old_start, shift.old_due
    task.start_on, task.due_on = shift.new_start, shift.new_due
    if Task.due_on.key in task.gaps:
        task.gaps = {name: said for name, said in task.gaps.items() if name != Task.due_on.key}


def _followers(facts: Facts, task_id: int, new_due: date) -> dict[int, Follower]:
    """Unsettled followers that have a deadline, by id, each behind all it comes after."""
    tasks = {task.id: task for task in _live_tasks(facts.session)}
    links = [Link(task.id, task.after_id, task.start_on, task.due_on) for task in tasks.values()]
    return {
        shift.id: Follower(tasks[shift.id].number, tasks[shift.id].name, shift)
        for shift in shifted(links, task_id, new_due, facts.calendar)
        if tasks[shift.id].state not in _SETTLED and shift.new_due is not None
    }


def _live_tasks(session: Session) -> Iterable[Task]:
    return session.scalars(select(Task).where(Task.retired_at.is_(None)).order_by(Task.id))


def _movable(session: Session, task_id: int) -> Task:
    task = session.get(Task, task_id)
    if task is None or task.retired_at is not None:
        raise Refusal("这项任务已停用，不能改期限。先恢复再改")
    if task.state == TaskState.DONE:
        raise Refusal(f"{task.number} 已完成，期限不再变更。要改先退回", "state")
    if task.state == TaskState.CANCELLED:
        raise Refusal(f"{task.number} 已取消，期限不再变更。要改先恢复", "state")
    return task


def listed(numbers: Sequence[str]) -> str:
    """Numbers in a sentence: the first few, and how many in all."""
    shown = "、".join(numbers[:_MANY])
    return shown if len(numbers) <= _MANY else f"{shown} 等 {len(numbers)} 项"
