"""What the roadmap says in words: cells, tooltips, and the sentence a screen reader speaks for a bar."""

from datetime import date

from desktop_app.figures.roadmap import RoadmapHead, RoadmapRow, RoadmapTask
from desktop_app.rules.vocabulary import TaskState

STOPPED = (TaskState.SUSPENDED, TaskState.CANCELLED)


def short_day(day: date | None, year: int) -> str:
    """A day in a table: ``04-28``, with its year when that is not the year at hand; 待补 when missing."""
    if day is None:
        return "待补"
    return f"{day:%m-%d}" if day.year == year else f"{day:%y-%m-%d}"


def long_day(day: date, year: int) -> str:
    """A day in a sentence: ``4月28日``."""
    return f"{day.month}月{day.day}日" if day.year == year else f"{day.year}年{day.month}月{day.day}日"


def stand(task: RoadmapTask) -> str:
    """How far a task is, for the progress column: ✓, its side state, or per cent."""
    if task.state == TaskState.DONE:
        return "✓"
    return str(task.state) if task.state in STOPPED else f"{task.progress}%"


def late_word(task: RoadmapTask) -> str:
    return f"超 {task.late} 天" if task.late else ""


def slip_word(task: RoadmapTask) -> str:
    """How far the deadline has been moved: ``延 5 工作日``, ``提前 2 工作日``; empty when it stands."""
    if not task.slip:
        return ""
    return f"延 {task.slip} 工作日" if task.slip > 0 else f"提前 {-task.slip} 工作日"


def sentence(row: RoadmapRow, year: int) -> str:
    """A bar in one sentence: 任务 2.11 涉案财物全面盘点，4月1日至4月28日，超期 8 天."""
    return _head_sentence(row, year) if isinstance(row, RoadmapHead) else _task_sentence(row, year)


def _head_sentence(head: RoadmapHead, year: int) -> str:
    said = [f"{head.mark} {head.name}".strip(), _between(head.start, head.due, year)]
    said.append(f"{head.total} 项任务，完成 {head.done} 项")
    said.append(f"逾期 {head.late} 项" if head.late else "")
    return "，".join(filter(None, said))


def _task_sentence(task: RoadmapTask, year: int) -> str:
    said = [f"任务 {task.number} {task.name}", _between(task.start, task.due, year) or "没有期限"]
    said.append(_standing(task, year))
    if task.moved and task.first_due is not None:
        said.append(f"原期限 {long_day(task.first_due, year)}")
    said.append(slip_word(task))
    return "，".join(filter(None, said))


def _standing(task: RoadmapTask, year: int) -> str:
    if task.late:
        return f"超期 {task.late} 天"
    if task.state == TaskState.DONE:
        when = f"{long_day(task.done_on, year)}完成" if task.done_on else "已完成"
        return f"{when}，晚 {task.late_done} 天" if task.late_done else when
    return str(task.state) if task.state in STOPPED else f"{task.state}，进度 {task.progress}%"


def _between(start: date | None, due: date | None, year: int) -> str:
    if start and due:
        return f"{long_day(start, year)}至{long_day(due, year)}"
    if due:
        return f"期限 {long_day(due, year)}"
    return f"{long_day(start, year)}开始" if start else ""


def tooltip(row: RoadmapRow, year: int) -> str:
    """The same in lines, with who answers for it."""
    lines = sentence(row, year).split("，")
    if isinstance(row, RoadmapTask):
        lines.insert(1, " ".join(filter(None, (row.department or "牵头部门待补", row.officer or "责任人待补"))))
    return "\n".join(lines)
