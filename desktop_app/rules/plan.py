"""The work plan (工作方案): lifecycle of its tasks, overdue and slip, and what moves when a task is moved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.rules.lifecycle import Lifecycle, Move, needs
from desktop_app.rules.vocabulary import TaskState
from desktop_app.rules.workdays import Calendar
from desktop_app.system.errors import Refusal

_OPEN = (TaskState.NOT_STARTED, TaskState.RUNNING, TaskState.AWAITING)
_CANCELLABLE = (*_OPEN, TaskState.SUSPENDED)
_OWNED = needs("officer_id", "没有责任人。先补上责任人")

TASK = Lifecycle(
    states=(*_OPEN, TaskState.DONE),
    side=(TaskState.SUSPENDED, TaskState.CANCELLED),
    moves=(
        Move("开始", TaskState.NOT_STARTED, TaskState.RUNNING),
        Move("提请验收", TaskState.RUNNING, TaskState.AWAITING, guard=_OWNED),
        Move("验收通过", TaskState.AWAITING, TaskState.DONE),
        Move("退回", TaskState.AWAITING, TaskState.RUNNING, reason=True, forward=False),
        Move("退回", TaskState.DONE, TaskState.RUNNING, reason=True, forward=False),
        *(Move("暂缓", state, TaskState.SUSPENDED, reason=True, forward=False) for state in _OPEN),
        *(Move("取消", state, TaskState.CANCELLED, reason=True, forward=False) for state in _CANCELLABLE),
        Move("恢复", TaskState.SUSPENDED, TaskState.RUNNING, reason=True),
        Move("恢复", TaskState.CANCELLED, TaskState.RUNNING, reason=True),
    ),
)
"""The task (任务), its four states and two side states. Facts: ``officer_id`` (责任人), ``reason``."""


@dataclass(frozen=True, slots=True)
class Link:
    """A task and the task it comes after (先后关系); a task after several others has several links."""

    id: int
    after_id: int | None
    start: date | None
    due: date | None


@dataclass(frozen=True, slots=True)
class Shift:
    """New days of a task that follows a moved one (顺移)."""

    id: int
    old_start: date | None
    old_due: date | None
    new_start: date | None
    new_due: date | None


def is_overdue(due: date | None, state: str, today: date) -> bool:
    """Whether a task is late (逾期): due before today and neither done, suspended nor cancelled."""
    return due is not None and due < today and state in _OPEN


def slip_days(baseline: date | None, due: date | None) -> int | None:
    """Natural days from the due day as issued to the due day now (偏差), later positive; None if either is missing."""
    return (due - baseline).days if baseline and due else None


def followers(links: Iterable[Link], moved_id: int) -> tuple[int, ...]:
    """Every task that comes after the moved one, at any remove, each behind all it comes after.

    Raises Refusal if the links run in a circle.
    """
    rows = tuple(links)
    reached = _reached(rows, moved_id)
    waiting = {id_: {row.after_id for row in rows if row.id == id_} & reached for id_ in reached}
    ordered: list[int] = []
    while ready := sorted(id_ for id_, before in waiting.items() if not before):
        ordered.extend(ready)
        for id_ in ready:
            del waiting[id_]
        for before in waiting.values():
            before.difference_update(ready)
    if waiting or moved_id in reached:
        raise Refusal("任务的先后关系绕成了一圈，请去掉其中一处“前一项任务”", "after_id")
    return tuple(ordered)


def shifted(links: Sequence[Link], moved_id: int, new_due: date, calendar: Calendar) -> list[Shift]:
    """The followers' new days: each moves by as many working days as the moved task's due day did.

    Empty if the task had no due day or no working day lies between the old and the new one.
    """
    by_id = {row.id: row for row in links}
    old_due = by_id[moved_id].due
    days = calendar.workdays_between(old_due, new_due) if old_due else 0
    if not days:
        return []
    return [_shift(by_id[id_], days, calendar) for id_ in followers(links, moved_id)]


def phase_progress(states: Iterable[str]) -> tuple[int, int]:
    """Tasks done and tasks to do in a phase (阶段进度); a cancelled task counts in neither."""
    counted = [state for state in states if state != TaskState.CANCELLED]
    return sum(state == TaskState.DONE for state in counted), len(counted)


def finish_of(start: date, workdays: int, calendar: Calendar) -> date:
    """The last day of a task of so many working days (at least 1) whose first may be the start itself."""
    return calendar.add_workdays(start - timedelta(days=1), max(workdays, 1))


def workdays_of(start: date, finish: date, calendar: Calendar) -> int:
    """Working days of a task, with its first and last day; 0 if it ends before it starts."""
    return max(calendar.workdays_between(start - timedelta(days=1), finish), 0)


def _reached(rows: tuple[Link, ...], moved_id: int) -> set[int]:
    reached: set[int] = set()
    front = {moved_id}
    while front:
        front = {row.id for row in rows if row.after_id in front} - reached
        reached |= front
    return reached


def _shift(row: Link, days: int, calendar: Calendar) -> Shift:
    moved = [calendar.add_workdays(day, days) if day else None for day in (row.start, row.due)]
    return Shift(row.id, row.start, row.due, moved[0], moved[1])
