"""The roadmap (路线图): phases or departments with their tasks, the dates as issued and as they stand now."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.models.people import Department, Officer
from desktop_app.models.plan import DeadlineChange, Phase, Task
from desktop_app.rules.order import natural
from desktop_app.rules.plan import is_overdue, phase_progress
from desktop_app.rules.vocabulary import TaskState
from desktop_app.rules.workdays import Calendar

_ORDINALS = "一二三四五六七八九十"


class Grouping(StrEnum):
    """What the tasks stand under (分组)."""

    PHASE = "阶段"
    DEPARTMENT = "部门"


@dataclass(frozen=True, slots=True)
class RoadmapHead:
    """A phase or lead department (组头) with what its tasks add up to; ``id`` is 0 for tasks that have none.

    ``done`` of ``total`` tasks; a cancelled task counts in neither. ``late`` tasks are overdue.
    """

    id: int
    mark: str
    name: str
    start: date | None
    due: date | None
    done: int
    total: int
    late: int


@dataclass(frozen=True, slots=True)
class RoadmapTask:
    """A task (任务) on the roadmap.

    ``base_*`` are the frozen days of the issued plan, ``first_due`` the deadline before any change (原期限).
    ``late`` is in natural days past the deadline, 0 when not overdue; ``late_done`` the same for a finished task.
    ``slip`` is in working days from ``first_due`` to ``due``, later positive.
    """

    id: int
    head: int
    number: str
    name: str
    department: str
    officer: str
    state: TaskState
    progress: int
    start: date | None
    due: date | None
    base_start: date | None
    base_due: date | None
    first_due: date | None
    done_on: date | None
    late: int
    late_done: int
    slip: int

    @property
    def moved(self) -> bool:
        """Whether the deadline is no longer the first one."""
        return self.first_due != self.due


RoadmapRow = RoadmapHead | RoadmapTask
"""A line of the roadmap."""


def roadmap_rows(session: Session, today: date, calendar: Calendar, by: Grouping = Grouping.PHASE) -> list[RoadmapRow]:
    """Every live task under its head, heads in their own order, tasks by number (2.2 before 2.10).

    A phase without tasks keeps its line; a department has one only if it leads a task.
    """
    heads = _phases(session) if by is Grouping.PHASE else _departments(session)
    under: dict[int, list[RoadmapTask]] = {row["id"]: [] for row in heads}
    for task in sorted(_tasks(session, today, calendar, by), key=lambda task: natural(task.number)):
        under.setdefault(task.head if task.head in under else 0, []).append(task)
    if under.get(0):
        heads.append({"id": 0, "name": f"未定{by}", "start": None, "due": None, "kept": False})
    return list(_lines(heads, under))


def _lines(heads: Iterable[Mapping[str, Any]], under: Mapping[int, list[RoadmapTask]]) -> Iterator[RoadmapRow]:
    for row in heads:
        tasks = under[row["id"]]
        if tasks or row["kept"]:
            yield _head(row, tasks)
            yield from tasks


def _head(row: Mapping[str, Any], tasks: list[RoadmapTask]) -> RoadmapHead:
    days = [day for task in tasks for day in (task.start, task.due) if day is not None]
    done, total = phase_progress(task.state for task in tasks)
    return RoadmapHead(
        id=row["id"],
        mark=row.get("mark", ""),
        name=row["name"],
        start=row["start"] or min(days, default=None),
        due=row["due"] or max(days, default=None),
        done=done,
        total=total,
        late=sum(1 for task in tasks if task.late),
    )


def _phases(session: Session) -> list[dict[str, Any]]:
    rows = session.execute(
        select(Phase.id, Phase.name, Phase.start_on, Phase.end_on)
        .where(Phase.retired_at.is_(None))
        .order_by(Phase.position, Phase.id)
    )
    return [
        {"id": id_, "mark": _ordinal(place), "name": name, "start": start, "due": end, "kept": True}
        for place, (id_, name, start, end) in enumerate(rows)
    ]


def _ordinal(place: int) -> str:
    return _ORDINALS[place] if place < len(_ORDINALS) else str(place + 1)


def _departments(session: Session) -> list[dict[str, Any]]:
    rows = session.execute(
        select(Department.id, Department.short, Department.name).order_by(Department.position, Department.id)
    )
    return [{"id": id_, "name": short or name, "start": None, "due": None, "kept": False} for id_, short, name in rows]


def _tasks(session: Session, today: date, calendar: Calendar, by: Grouping) -> Iterator[RoadmapTask]:
    first = first_deadlines(session)
    found = session.execute(
        select(
            Task.id, Task.phase_id, Task.department_id, Task.number, Task.name, Task.state, Task.progress,
            Task.start_on, Task.due_on, Task.base_start_on, Task.base_due_on, Task.done_on,
            Department.short, Department.name.label("department"), Officer.name.label("officer"),
        )
        .outerjoin(Department, Department.id == Task.department_id)
        .outerjoin(Officer, Officer.id == Task.officer_id)
        .where(Task.retired_at.is_(None))
    )  # fmt: skip
    for row in found.mappings():
        head = row["phase_id"] if by is Grouping.PHASE else row["department_id"]
        yield _task(row, head or 0, first.get(row["id"]), today, calendar)


def first_deadlines(session: Session) -> dict[int, date | None]:
    """The deadline each moved task had before its first change, by task id."""
    rows = session.execute(select(DeadlineChange.task_id, DeadlineChange.old_due_on).order_by(DeadlineChange.id.desc()))
    return {row.task_id: row.old_due_on for row in rows}


def _task(
    row: Mapping[Any, Any], head: int, first_changed: date | None, today: date, calendar: Calendar
) -> RoadmapTask:
    due, done_on = row["due_on"], row["done_on"]
    first = row["base_due_on"] or first_changed or due
    finished = row["state"] == TaskState.DONE
    return RoadmapTask(
        id=row["id"],
        head=head,
        number=row["number"],
        name=row["name"],
        department=row["short"] or row["department"] or "",
        officer=row["officer"] or "",
        state=row["state"],
        progress=100 if finished else row["progress"],
        start=row["start_on"],
        due=due,
        base_start=row["base_start_on"],
        base_due=row["base_due_on"],
        first_due=first,
        done_on=done_on,
        late=(today - due).days if is_overdue(due, row["state"], today) else 0,
        late_done=max((done_on - due).days, 0) if finished and due and done_on else 0,
        slip=calendar.workdays_between(first, due) if first and due else 0,
    )
