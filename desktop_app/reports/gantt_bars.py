"""Bars of a roadmap (横条) and their legend: told apart by shape, filling and word, colour comes on top."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from desktop_app.reports.blocks import Hatch, LineMark, Mark, ShapeMark, TextMark
from desktop_app.reports.fonts import FontCase
from desktop_app.reports.gantt_rows import GanttRow, Level, bar_words
from desktop_app.reports.styles import Align, Font, Style

INK = "#12366A"
DONE = "#1A4B8C"
PLANNED = "#FFFFFF"
LATE = "#B3261E"
LATE_WORDS = "#8C1D18"
"""Darker than the bars, so that 9-pt words hold on a black-and-white printer."""
GREY = "#8A8A8A"
WORDS = Style(Font.SONG, 9, 11)
BAR = 7.5
BASE = 3.0
DROP = 3.2
"""From the middle of a row down to the baseline of its words."""
LEGEND = (
    ("计划", PLANNED, Hatch.NONE),
    ("已完成部分", DONE, Hatch.NONE),
    ("超期", PLANNED, Hatch.SLANT),
)


class Window(Protocol):
    """The days a sheet shows, and where they stand in points."""

    @property
    def left(self) -> float: ...
    @property
    def right(self) -> float: ...
    def x(self, day: date) -> float:
        """Where the morning of a day stands."""
        ...


def rectangle(
    x: float,
    y: float,
    width: float,
    height: float,
    fill: str = "",
    stroke: str = "#000000",
    line: float = 0.6,
    hatch: Hatch = Hatch.NONE,
    dash: tuple[float, ...] = (),
) -> ShapeMark:
    """An upright rectangle from its top left."""
    points = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return ShapeMark(points, fill, stroke, line, hatch, dash)


@dataclass(frozen=True)
class _Bar:
    """A row whose days are known."""

    row: GanttRow
    start: date
    due: date


def bar_marks(row: GanttRow, today: date, window: Window, y: float, height: float, fonts: FontCase) -> Iterator[Mark]:
    """Everything of one row inside a window, its strip from ``y``, ``height`` points tall."""
    middle = y + height / 2
    if row.start is None or row.due is None:
        yield from _undated(row, window, middle, fonts)
        return
    bar = _Bar(row, row.start, row.due)
    yield from _phase(bar, window, middle) if row.level is Level.PHASE else _task(bar, today, window, middle)
    yield from _words(bar, today, window, middle + DROP, fonts)


def _undated(row: GanttRow, window: Window, middle: float, fonts: FontCase) -> Iterator[Mark]:
    """No bar without both days: a tick at the one that is known, and what is missing in words."""
    known = row.start or row.due
    x = window.x(known) if known else window.left
    if not window.left <= x < window.right:
        return
    if known:
        yield LineMark(x, middle - BAR / 2, x, middle + BAR / 2, 1.1)
    width = fonts.face(WORDS.font).width(row.missing, WORDS.size)
    left = x + 4 if x + 4 + width <= window.right else x - 4 - width
    yield _haloed(left, middle + DROP, width)
    yield TextMark(left, middle + DROP, row.missing, WORDS)


def _clipped(window: Window, start: date, end: date) -> tuple[float, float] | None:
    """From the morning of ``start`` to the evening of ``end``, as far as the window shows it."""
    left, right = max(window.x(start), window.left), min(window.x(end + timedelta(1)), window.right)
    return (left, right) if right > left else None


def _phase(bar: _Bar, window: Window, middle: float) -> Iterator[Mark]:
    seen = _clipped(window, bar.start, bar.due)
    if not seen:
        return
    left, right = seen
    yield rectangle(left, middle - 4, right - left, 4, fill="#303030", stroke="")
    for edge, inward, day in ((left, 5, bar.start), (right, -5, bar.due + timedelta(1))):
        if window.left <= window.x(day) <= window.right:
            yield ShapeMark(((edge, middle), (edge + inward, middle), (edge, middle + 5)), fill="#303030", stroke="")


def _task(bar: _Bar, today: date, window: Window, middle: float) -> Iterator[Mark]:
    row = bar.row
    moved = row.baseline_due and (row.baseline_due != bar.due or row.baseline_start not in (None, bar.start))
    top = middle - BAR / 2 - (1.5 if moved else 0)
    yield from _late(bar, today, window, top)
    if seen := _clipped(window, bar.start, bar.due):
        left, right = seen
        yield rectangle(left, top, right - left, BAR, fill=PLANNED)
        whole = window.x(bar.due + timedelta(1)) - window.x(bar.start)
        done = min(window.x(bar.start) + whole * row.progress / 100, window.right)
        if done > left:
            yield rectangle(left, top, done - left, BAR, fill=DONE)
    if moved and row.baseline_due and (seen := _clipped(window, row.baseline_start or bar.start, row.baseline_due)):
        yield rectangle(seen[0], top + BAR + 1, seen[1] - seen[0], BASE, line=0.5, dash=(1.5, 1))


def _late(bar: _Bar, today: date, window: Window, top: float) -> Iterator[Mark]:
    end = bar.row.done_on or today
    if bar.row.overdue_days <= 0 or end <= bar.due:
        return
    if seen := _clipped(window, bar.due + timedelta(1), end):
        yield rectangle(seen[0], top, seen[1] - seen[0], BAR, fill=PLANNED, stroke=LATE, hatch=Hatch.SLANT, line=0.8)


def phase_words(row: GanttRow) -> str:
    """What stands beside a phase: its own words, else its share done."""
    return row.state or f"{row.progress}%"


def _words(bar: _Bar, today: date, window: Window, y: float, fonts: FontCase) -> Iterator[Mark]:
    """The words right of the bar; left of it where the sheet ends; over it where there is no room at all."""
    row = bar.row
    words = phase_words(row) if row.level is Level.PHASE else bar_words(row)
    late = row.overdue_days > 0
    last = max(bar.due, row.done_on or today) if late else bar.due
    right = window.x(last + timedelta(1))
    if not words or not window.left < right <= window.right + 0.01:
        return
    width = fonts.face(WORDS.font).width(words, WORDS.size)
    colour = LATE_WORDS if late else "#000000"
    left = max(window.x(bar.start), window.left)
    if right + 4 + width <= window.right:
        yield _haloed(right + 4, y, width)
        yield TextMark(right + 4, y, words, WORDS, colour=colour)
    elif left - 4 - width >= window.left:
        yield _haloed(left - 4 - width, y, width)
        yield TextMark(left - 4, y, words, WORDS, Align.RIGHT, colour)
    else:
        yield _haloed(right - 3 - width, y, width)
        yield TextMark(right - 3, y, words, WORDS, Align.RIGHT, colour)


def _haloed(x: float, y: float, width: float) -> Mark:
    """White under the words, so that no grid line runs through them."""
    return rectangle(x - 1, y - 8.5, width + 2, 10.5, fill="#FFFFFF", stroke="")


def legend_marks(fonts: FontCase, y: float) -> Iterator[Mark]:
    """The key to the bars along the foot of a sheet, from ``y``."""
    x = 0.0
    face = fonts.face(WORDS.font)
    for said, fill, hatch in LEGEND:
        yield rectangle(x, y, 24, BAR, fill=fill, stroke=LATE if hatch is Hatch.SLANT else "#000000", hatch=hatch)
        yield TextMark(x + 28, y + 7.2, said, WORDS)
        x += 28 + face.width(said, WORDS.size) + 18
    yield rectangle(x, y + 2, 24, BASE, line=0.5, dash=(1.5, 1))
    yield TextMark(x + 28, y + 7.2, "原定时间", WORDS)
    x += 28 + face.width("原定时间", WORDS.size) + 18
    yield rectangle(x, y, 24, 4, fill="#303030", stroke="")
    for edge, inward in ((x, 5), (x + 24, -5)):
        yield ShapeMark(((edge, y + 4), (edge + inward, y + 4), (edge, y + 9)), fill="#303030", stroke="")
    yield TextMark(x + 28, y + 7.2, "阶段", WORDS)
    x += 28 + face.width("阶段", WORDS.size) + 18
    yield LineMark(x, y + 4, x + 24, y + 4, 1.1, INK, (4, 2))
    yield TextMark(x + 28, y + 7.2, "今天", WORDS)
