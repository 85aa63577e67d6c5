"""The roadmap for the wall (路线图): phases as arrows across one sheet, each with dates, goal and tasks (P17)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.reports.blocks import Document, Drawing, LineMark, Mark, ShapeMark, TextMark
from desktop_app.reports.fonts import FontCase, workstation_fonts
from desktop_app.reports.ink import MM
from desktop_app.reports.linebreak import wrap
from desktop_app.reports.pieces import baseline
from desktop_app.reports.styles import Align, Font, Footer, Margins, Meta, Numbers, PageSetup, Paper, Style

WALL = PageSetup(Paper.A3, True, Margins(16, 18, 20, 18))
TITLE = Style(Font.XIAOBIAOSONG, 36, 46)
UNIT = Style(Font.KAI, 16, 22)
ARROW_TEXT = Style(Font.HEI, 22, 28)
DATES = Style(Font.SONG, 14, 20)
GOAL_LABEL = Style(Font.HEI, 13, 19)
ARROW = 62.0
POINT = 26.0
GAP = 12.0
LARGEST = 18.0
FILLS = ("#12366A", "#1A4B8C", "#2460AC", "#3D70B2")


@dataclass(frozen=True)
class PosterPhase:
    """One phase (阶段) on the wall: ``tasks`` are lines to list, ``progress`` a word such as ``9/12``, or empty."""

    name: str
    start: date
    due: date
    goal: str
    tasks: tuple[str, ...]
    progress: str = ""


def wall_poster(
    title: str,
    unit: str,
    phases: tuple[PosterPhase, ...],
    meta: Meta,
    as_of: date,
    footer: Footer | None = None,
    fonts: FontCase | None = None,
) -> Document:
    """One A3 sheet, progress as of a day. Tasks are as large as all of them allow, 9 to 18 pt; what overflows is
    counted at the foot. Of ``footer`` the anchor and watermark are used.
    """
    fonts = fonts or workstation_fonts()
    width, height = (side * MM for side in WALL.type_area_mm)
    drawing = Drawing(width, height, tuple(_Poster(title, unit, phases, as_of, width, height, fonts).marks()))
    return Document(title, WALL, (drawing,), meta, replace(footer or Footer(), left=(), numbers=Numbers.NONE))


@dataclass(frozen=True)
class _Poster:
    title: str
    unit: str
    phases: tuple[PosterPhase, ...]
    as_of: date
    width: float
    height: float
    fonts: FontCase

    @property
    def _step(self) -> float:
        return (self.width - POINT + GAP) / max(1, len(self.phases))

    @property
    def _body(self) -> float:
        """Width of a column, and of an arrow between its edges without the point."""
        return self._step - GAP

    def marks(self) -> Iterator[Mark]:
        yield TextMark(self.width / 2, 38, self.title, TITLE, Align.CENTRE)
        yield TextMark(self.width / 2, 66, f"{self.unit}　截至{_day(self.as_of)}", UNIT, Align.CENTRE)
        top = 88.0
        style = self._task_style(top)
        for i, phase in enumerate(self.phases):
            yield from self._arrow(i, phase, top)
            yield from self._column(i, phase, top + ARROW + 10, style)

    def _arrow(self, index: int, phase: PosterPhase, top: float) -> Iterator[Mark]:
        left, right, middle = index * self._step, index * self._step + self._body, top + ARROW / 2
        notch = left if index == 0 else left + POINT
        bottom = top + ARROW
        tip = (right + POINT, middle)
        points = ((left, top), (right, top), tip, (right, bottom), (left, bottom), (notch, middle))
        yield ShapeMark(points, fill=FILLS[index % len(FILLS)], stroke="")
        centre = (left + right + POINT) / 2
        yield TextMark(centre, middle - 3, phase.name, ARROW_TEXT, Align.CENTRE, "#FFFFFF")
        dates = f"{_day(phase.start)} — {_day(phase.due)}"
        yield TextMark(centre, middle + 20, dates, DATES, Align.CENTRE, "#FFFFFF")

    def _column(self, index: int, phase: PosterPhase, top: float, style: Style) -> Iterator[Mark]:
        left = index * self._step
        width = self._body
        yield ShapeMark(_frame(left, top, width, self.height - top), stroke="#12366A", width=0.8)
        y = top + 6
        base = y + baseline(GOAL_LABEL)
        yield TextMark(left + 8, base, "目标", GOAL_LABEL, colour="#12366A")
        if phase.progress:
            said = f"完成 {phase.progress} 项"
            yield TextMark(left + width - 8, base, said, GOAL_LABEL, Align.RIGHT, "#12366A")
        y += GOAL_LABEL.leading
        for text in self._goal(phase):
            yield TextMark(left + 8, y + baseline(DATES), text, DATES)
            y += DATES.leading
        y = top + self._goal_height()
        yield LineMark(left, y, left + width, y, 0.8, "#12366A")
        yield from self._tasks(phase, left + 8, y + 6, style)

    def _broken(self, text: str, width: float, style: Style) -> list[str]:
        face = self.fonts.face(style.font)
        return [line.text for line in wrap(text, width, face, style.size, company=True, squeeze=False, words=True)]

    def _goal(self, phase: PosterPhase) -> list[str]:
        return self._broken(phase.goal, self._body - 16, DATES)

    def _goal_height(self) -> float:
        most = max((len(self._goal(phase)) for phase in self.phases), default=0)
        return 12 + GOAL_LABEL.leading + most * DATES.leading

    def _task_lines(self, text: str, style: Style) -> list[str]:
        return self._broken(text, self._body - 16 - 1.1 * style.size, style)

    def _task_style(self, top: float) -> Style:
        """The largest size at which every column holds its tasks; 9 pt if none does."""
        room = self.height - (top + ARROW + 10) - self._goal_height() - 12
        for half_points in range(int(2 * LARGEST), 18, -1):
            style = _style(half_points / 2)
            if all(self._tasks_height(phase, style) <= room for phase in self.phases):
                return style
        return _style(9)

    def _tasks_height(self, phase: PosterPhase, style: Style) -> float:
        return sum(_item_height(len(self._task_lines(task, style)), style) for task in phase.tasks)

    def _tasks(self, phase: PosterPhase, left: float, y: float, style: Style) -> Iterator[Mark]:
        bottom = self.height - 6
        if not phase.tasks:
            yield TextMark(left, y + baseline(style), "尚未安排任务", style)
        for number, task in enumerate(phase.tasks):
            lines = self._task_lines(task, style)
            last = number == len(phase.tasks) - 1
            if y + _item_height(len(lines), style) + (0 if last else style.leading) > bottom + 6:
                yield TextMark(left, y + baseline(style), f"……另有 {len(phase.tasks) - number} 项", style)
                return
            middle = y + baseline(style) - 0.36 * style.size
            yield ShapeMark(_frame(left, middle - 2, 4, 4), fill="#12366A", stroke="")
            for i, text in enumerate(lines):
                yield TextMark(left + 1.1 * style.size, y + i * style.leading + baseline(style), text, style)
            y += _item_height(len(lines), style)


def _style(size: float) -> Style:
    return Style(Font.SONG, size, size * 1.3)


def _item_height(lines: int, style: Style) -> float:
    return lines * style.leading + 0.35 * style.size


def _frame(x: float, y: float, width: float, height: float) -> tuple[tuple[float, float], ...]:
    return ((x, y), (x + width, y), (x + width, y + height), (x, y + height))


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
