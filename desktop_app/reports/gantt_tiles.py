"""Cut a roadmap into sheets (分幅): the same strips on every sheet, so that they can be taped together."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate

from desktop_app.reports.blocks import Drawing, LineMark, Mark, ShapeMark, TextMark
from desktop_app.reports.fonts import FontCase
from desktop_app.reports.gantt_bars import GREY, INK, bar_marks, legend_marks, rectangle
from desktop_app.reports.gantt_rows import MISSING, Chart, GanttRow, Level
from desktop_app.reports.ink import MM
from desktop_app.reports.linebreak import Line, wrap
from desktop_app.reports.styles import Align, Font, PageSetup, Style

TITLE = Style(Font.XIAOBIAOSONG, 22, 30)
TEXT = Style(Font.SONG, 10, 12.5)
PHASE_TEXT = Style(Font.HEI, 10, 12.5)
HEAD = Style(Font.HEI, 10, 12.5)
SCALE_TEXT = Style(Font.SONG, 9, 11)
TITLE_STRIP, UNIT_STRIP, HEAD_STRIP, LEGEND_STRIP = 32.0, 28.0, 32.0, 22.0
ROW = 18.0
FULL_SHEET = 0.9
"""Points a day that still read well; smaller, and the chart goes over several sheets."""
YEAR_ROOM = 31.0
WEEK_ROOM = 13.0
PAD = 3.0


@dataclass(frozen=True)
class _Texts:
    """One row's words set for the left block, and its height."""

    name: tuple[Line, ...]
    owner: tuple[Line, ...]
    height: float


@dataclass(frozen=True)
class _Window:
    """The days one column of sheets shows: from ``first``, ``days`` many, at ``left`` points, ``scale`` points each."""

    first: date
    days: int
    left: float
    scale: float

    def x(self, day: date) -> float:
        """Where the morning of a day stands, even outside the window."""
        return self.left + (day - self.first).days * self.scale

    @property
    def right(self) -> float:
        return self.left + self.days * self.scale


class Layout:
    """Widths, heights and cuts of one chart on one paper, in points."""

    def __init__(self, chart: Chart, page: PageSetup, fonts: FontCase) -> None:
        self.chart, self.fonts = chart, fonts
        self.width, self.height = (side * MM for side in page.type_area_mm)
        self.number = max([self._text("序号", HEAD), *(self._text(row.number, TEXT) for row in chart.rows)]) + 2 * PAD
        owner = max([self._text("责任部门", HEAD), *(self._text(row.owner, TEXT) for row in chart.rows)])
        self.owner = min(owner, 9 * TEXT.size) + 2 * PAD
        self.due = max(self._text(word, TEXT) for word in ("期限", *map(self.due_words, chart.rows))) + 4 * PAD
        longest = max([self._text(row.name, TEXT) for row in chart.rows], default=0.0) + 2 * PAD
        room = self.width * 0.42 - self.number - self.owner - self.due
        self.name = max(80.0, min(longest, room))
        self.texts = tuple(self._set(row) for row in chart.rows)
        self.windows = tuple(self._windows())
        self.bands = tuple(self._bands())

    @cached_property
    def _dated_years(self) -> set[int]:
        return {row.due.year for row in self.chart.rows if row.due} | {self.chart.today.year}

    def due_words(self, row: GanttRow) -> str:
        """The deadline, with its year where the chart holds deadlines of several years."""
        if row.due is None:
            return MISSING
        return row.due.isoformat() if len(self._dated_years) > 1 else f"{row.due:%m-%d}"

    def _text(self, text: str, style: Style) -> float:
        return self.fonts.face(style.font).width(text, style.size)

    def _set(self, row: GanttRow) -> _Texts:
        style = PHASE_TEXT if row.level is Level.PHASE else TEXT
        name = self._broken(row.name, self.name, style)
        owner = self._broken(row.owner, self.owner, TEXT)
        return _Texts(name, owner, max(ROW, max(len(name), len(owner)) * TEXT.leading + 6))

    def _broken(self, text: str, width: float, style: Style) -> tuple[Line, ...]:
        face = self.fonts.face(style.font)
        return tuple(wrap(text, width - 2 * PAD, face, style.size, company=True, squeeze=False, words=True))

    @property
    def full_left(self) -> float:
        """Width of the left block of the first sheets: number, name, owner, due."""
        return self.number + self.name + self.owner + self.due

    @property
    def short_left(self) -> float:
        """Width of the repeated left block: number and name."""
        return self.number + self.name

    def _windows(self) -> Iterator[_Window]:
        days = (self.chart.last - self.chart.first).days + 1
        scale = self.chart.day_points or self._fitting(days)
        first, left = self.chart.first, self.full_left
        while days > 0:
            count = min(days, max(1, int((self.width - left) / scale + 1e-6)))
            yield _Window(first, count, left, scale)
            first, days, left = first + timedelta(count), days - count, self.short_left

    def _fitting(self, days: int) -> float:
        """Points a day that fill the fewest sheets across on which days still read well."""
        room, sheets = self.width - self.full_left, 1
        while room / (days + sheets - 1) < FULL_SHEET:
            room, sheets = room + self.width - self.short_left, sheets + 1
        return room / (days + sheets - 1)

    def _bands(self) -> Iterator[tuple[int, int]]:
        """Rows of each row of sheets, first and end."""
        room = self.height - TITLE_STRIP - UNIT_STRIP - HEAD_STRIP - LEGEND_STRIP
        start, used = 0, 0.0
        for i, text in enumerate(self.texts):
            if i > start and used + text.height > room:
                end = i - 1 if self.chart.rows[i - 1].level is Level.PHASE and i - 1 > start else i
                yield start, end
                used = sum(each.height for each in self.texts[end:i])
                start = end
            used += text.height
        yield start, len(self.texts)


def tiles(chart: Chart, page: PageSetup, fonts: FontCase) -> Iterator[Drawing]:
    """The sheets of a chart, row by row, each as large as the type area of ``page``."""
    layout = Layout(chart, page, fonts)
    for band in range(len(layout.bands)):
        for column in range(len(layout.windows)):
            marks = tuple(_sheet(layout, band, column))
            yield Drawing(layout.width, layout.height, marks)


def _sheet(layout: Layout, band: int, column: int) -> Iterator[Mark]:
    window = layout.windows[column]
    start, end = layout.bands[band]
    top = TITLE_STRIP + UNIT_STRIP + HEAD_STRIP
    heights = [text.height for text in layout.texts[start:end]]
    tops = list(accumulate(heights, initial=top))
    yield from _title(layout, band, column)
    yield from _head(layout, window, column, tops[-1])
    yield from _today(layout, window, tops[-1])
    for i, y in zip(range(start, end), tops, strict=False):
        yield from _left(layout, i, y, column)
        yield LineMark(0, y, window.right, y, 0.3)
        yield from bar_marks(layout.chart.rows[i], layout.chart.today, window, y, heights[i - start], layout.fonts)
    yield LineMark(0, tops[-1], window.right, tops[-1], 0.6)
    yield from legend_marks(layout.fonts, layout.height - LEGEND_STRIP + 6)


def _title(layout: Layout, band: int, column: int) -> Iterator[Mark]:
    chart = layout.chart
    yield TextMark(layout.width / 2, 24, chart.title, TITLE, Align.CENTRE)
    y = TITLE_STRIP + 10
    yield TextMark(0, y, chart.unit, Style(Font.SONG, 10.5, 14))
    as_of = f"截至{chart.today.year}年{chart.today.month}月{chart.today.day}日"
    yield TextMark(layout.width, y, as_of, Style(Font.SONG, 10.5, 14), Align.RIGHT)
    if len(layout.bands) * len(layout.windows) > 1:
        yield from _map(layout, band, column)


def _map(layout: Layout, band: int, column: int) -> Iterator[Mark]:
    """Where this sheet belongs among the others: a small plan of all, this one black."""
    rows, columns = len(layout.bands), len(layout.windows)
    width, height = 11.2, min(8.0, 24.0 / rows)
    left = layout.width - columns * width
    line = min(0.4, height / 10)
    for r in range(rows):
        for c in range(columns):
            here = (r, c) == (band, column)
            yield rectangle(left + c * width, r * height, width, height, fill=INK if here else "", line=line)
    said = f"图幅：第{band + 1}行第{column + 1}列"
    yield TextMark(left - 4, 9, said, SCALE_TEXT, Align.RIGHT)


def _head(layout: Layout, window: _Window, column: int, bottom: float) -> Iterator[Mark]:
    """Column heads, years, months, weeks where there is room, and the grid down to ``bottom``."""
    top = TITLE_STRIP + UNIT_STRIP
    middle, low = top + HEAD_STRIP / 2, top + HEAD_STRIP
    yield rectangle(0, top, window.right, HEAD_STRIP, fill="#EFEFEF", line=0.6)
    edges = [0.0, layout.number, layout.short_left]
    labels = ["序号", "阶段和任务"]
    if column == 0:
        edges += [layout.short_left + layout.owner, layout.full_left]
        labels += ["责任部门", "期限"]
    for left, right, label in zip(edges, edges[1:], labels, strict=False):
        yield TextMark((left + right) / 2, middle + 4, label, HEAD, Align.CENTRE)
    for edge in (*edges, window.right):
        yield LineMark(edge, top, edge, bottom, 0.6)
    yield LineMark(window.left, middle, window.right, middle, 0.4)
    yield from _months(window, top, bottom)
    yield from _weeks(window, low, bottom)


def _months(window: _Window, top: float, bottom: float) -> Iterator[Mark]:
    """Months in the upper half of the head with weeks below them, or in the lower half with years above."""
    middle = top + HEAD_STRIP / 2
    weekly = _weekly(window)
    row = top if weekly else middle
    day, last = window.first, window.first + timedelta(window.days)
    while day < last:
        following = (day.replace(day=1) + timedelta(32)).replace(day=1)
        left, right = window.x(day), min(window.x(following), window.right)
        opens_year = day == window.first or day.month == 1
        yield LineMark(left, top if opens_year else row, left, row + HEAD_STRIP / 2, 0.4, GREY)
        yield LineMark(left, top + HEAD_STRIP, left, bottom, 0.4, GREY)
        long = f"{day.year}年{day.month}月"
        label = long if weekly and opens_year and right - left >= 50 else f"{day.month}月"
        if right - left >= 22:
            yield TextMark((left + right) / 2, row + 12, label, SCALE_TEXT, Align.CENTRE)
        new_year = window.x(date(day.year + 1, 1, 1))
        if opens_year and not weekly and min(new_year, window.right) - left >= YEAR_ROOM:
            yield TextMark(left + 2, top + 12, f"{day.year}年", SCALE_TEXT)
        day = following


def _weekly(window: _Window) -> bool:
    return 7 * window.scale >= WEEK_ROOM


def _weeks(window: _Window, low: float, bottom: float) -> Iterator[Mark]:
    """The Mondays, by their day of the month."""
    if not _weekly(window):
        return
    monday = window.first + timedelta(-window.first.weekday() % 7)
    while window.x(monday) < window.right:
        x = window.x(monday)
        yield LineMark(x, low - HEAD_STRIP / 2, x, bottom, 0.25, "#B0B0B0")
        if x + 11 <= window.right:
            yield TextMark(x + 1.5, low - 4, str(monday.day), SCALE_TEXT)
        monday += timedelta(7)


def _left(layout: Layout, index: int, y: float, column: int) -> Iterator[Mark]:
    row, text = layout.chart.rows[index], layout.texts[index]
    phase = row.level is Level.PHASE
    style = PHASE_TEXT if phase else TEXT
    single = y + text.height / 2 + 3.8
    yield TextMark(layout.number / 2, single, row.number, style, Align.CENTRE)
    yield from _lines(text.name, layout.number + PAD, y, text.height, style)
    if column:
        return
    yield from _lines(text.owner, layout.short_left + PAD, y, text.height, TEXT)
    middle = layout.full_left - layout.due / 2
    yield TextMark(middle, single, layout.due_words(row), style, Align.CENTRE)


def _lines(lines: tuple[Line, ...], x: float, y: float, height: float, style: Style) -> Iterator[Mark]:
    first = y + height / 2 - (len(lines) - 1) * style.leading / 2 + 3.8
    for i, line in enumerate(lines):
        yield TextMark(x, first + i * style.leading, line.text, style)


def _today(layout: Layout, window: _Window, bottom: float) -> Iterator[Mark]:
    today = layout.chart.today
    if not 0 <= (today - window.first).days < window.days:
        return
    top = TITLE_STRIP + UNIT_STRIP
    x = window.x(today) + window.scale / 2
    yield LineMark(x, top, x, bottom, 1.1, INK, (4, 2))
    flag = ((x - 4, top - 5), (x + 4, top - 5), (x, top))
    yield ShapeMark(flag, fill=INK, stroke="")
    yield TextMark(x, top - 7, f"今天 {today.month}-{today.day}", SCALE_TEXT, Align.CENTRE)
