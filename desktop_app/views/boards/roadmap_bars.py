"""The shape of a task's bar (横道): where it begins and ends, how much is done, its tail, baseline and labels."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.figures.roadmap import RoadmapTask
from desktop_app.rules.vocabulary import TaskState
from desktop_app.views.boards.roadmap_words import STOPPED, late_word, slip_word
from desktop_app.views.boards.timeline import Axis

LEAST = 3.0
"""Pixels below which a bar is no longer seen."""

Measure = Callable[[str, bool], float]
"""Pixels a text takes, plain or strong."""

Extent = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Label:
    """A text beside a bar, its token and weight."""

    text: str
    tone: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar in pixels of the axis. ``done`` is the finished part, ``tail`` the overdue time up to today.

    ``body`` is None without a deadline; ``label_x`` is where the first label stands.
    """

    body: Extent | None
    done: Extent | None
    tail: Extent | None
    base: Extent | None
    labels: tuple[Label, ...]
    label_x: float


def bar_of(task: RoadmapTask, axis: Axis, today: date, measure: Measure, gap: float) -> Bar:
    """The bar of a task; labels the today line would cross stand right of it."""
    body = _body(task, axis)
    tail = (body[1], axis.noon(today)) if body and task.late else None
    labels = tuple(_labels(task))
    right = max(edge for extent in (body, tail, (0.0, 0.0)) if extent for edge in extent)
    if body is None:
        right = axis.noon(today)
    at = _beside(right + gap, _row_width(labels, measure, gap), axis.noon(today), gap)
    return Bar(body, _done(task, body), tail, _base(task, axis), labels, at)


def _body(task: RoadmapTask, axis: Axis) -> Extent | None:
    if task.due is None:
        return None
    left = axis.x(min(task.start or task.due, task.due))
    return left, max(axis.end(task.due), left + LEAST)


def _done(task: RoadmapTask, body: Extent | None) -> Extent | None:
    if body is None or not task.progress or task.state in STOPPED:
        return None
    return body[0], body[0] + (body[1] - body[0]) * task.progress / 100


def _base(task: RoadmapTask, axis: Axis) -> Extent | None:
    """The baseline, shown only where it differs from the days now."""
    if task.base_due is None or (task.base_start, task.base_due) == (task.start, task.due):
        return None
    left = axis.x(min(task.base_start or task.base_due, task.base_due))
    return left, max(axis.end(task.base_due), left + LEAST)


def _labels(task: RoadmapTask) -> list[Label]:
    found = []
    if task.due is None:
        found.append(Label("◆ 期限待补", "amber7"))
    if task.late:
        found.append(Label(late_word(task), "red7", strong=True))
    if task.state == TaskState.AWAITING:
        found.append(Label("◆ 待验收", "amber7"))
    if task.state in STOPPED:
        found.append(Label(str(task.state), "ink3"))
    if task.late_done:
        found.append(Label(f"晚 {task.late_done} 天完成", "ink3"))
    if slip := slip_word(task):
        found.append(Label(slip, "ink3"))
    return found


def _row_width(labels: Sequence[Label], measure: Measure, gap: float) -> float:
    return sum(measure(label.text, label.strong) for label in labels) + gap * max(len(labels) - 1, 0)


def _beside(at: float, width: float, line: float, gap: float) -> float:
    """Where labels of that width stand so that the line does not run through them."""
    return line + gap if width and at - gap / 2 < line < at + width + gap / 2 else at
