"""The plain rows a roadmap is drawn from (路线图数据)."""

from dataclasses import dataclass
from datetime import date
from enum import Enum


class Level(Enum):
    """A phase (阶段) sums up the tasks (任务) after it."""

    PHASE = "phase"
    TASK = "task"


@dataclass(frozen=True)
class GanttRow:
    """One line of the roadmap. ``progress`` in per cent; ``overdue_days`` and ``slip`` (against the baseline) in days.

    ``state`` is the word to print; the baseline (原定) dates are None when none was frozen. A day not yet known (待补)
    is None: such a row has words in place of its bar.
    """

    level: Level
    number: str
    name: str
    owner: str
    start: date | None
    due: date | None
    baseline_start: date | None = None
    baseline_due: date | None = None
    done_on: date | None = None
    progress: int = 0
    state: str = ""
    overdue_days: int = 0
    slip: int = 0

    @property
    def missing(self) -> str:
        """Which of its days still have to be filled in, in words; empty if none."""
        gaps = {(True, True): "起止待补", (True, False): "开始待补", (False, True): "期限待补"}
        return gaps.get((self.start is None, self.due is None), "")


MISSING = "待补"


@dataclass(frozen=True)
class Chart:
    """All of one roadmap: rows in order, the span of days shown (both included), the day it was drawn on.

    ``day_points`` fixes the scale in points a day; 0 fits one sheet across if that stays legible.
    """

    title: str
    unit: str
    rows: tuple[GanttRow, ...]
    first: date
    last: date
    today: date
    day_points: float = 0.0


def slip_words(row: GanttRow) -> str:
    """The slip against the baseline in words, empty without one."""
    if row.slip == 0:
        return ""
    return f"推迟 {row.slip} 天" if row.slip > 0 else f"提前 {-row.slip} 天"


def bar_words(row: GanttRow) -> str:
    """What stands beside the bar: done, overdue, share done, slip."""
    said = []
    if row.done_on:
        year = f"{row.done_on.year}-" if row.due and row.due.year != row.done_on.year else ""
        said.append(f"完成 {year}{row.done_on.month}-{row.done_on.day}")
    elif row.overdue_days <= 0 and row.progress:
        said.append(f"{row.progress}%")
    if row.overdue_days > 0:
        said.append(f"超 {row.overdue_days} 天")
    if row.slip:
        said.append(slip_words(row))
    return "，".join(said)
