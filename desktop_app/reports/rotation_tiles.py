"""The month chart of the rotations (轮岗图) cut into sheets: officers by months, departments told in three ways.

A block bears the short name of its department, its colour, and a strip whose pattern stays on a black-and-white
printer. Rotations have a strong frame, plans a dashed one; days in the own department are left white in a thin frame,
so that the rotations stand out and a watermark shows.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.figures.post_boards import Block, Chart, Line
from desktop_app.reports.blocks import Drawing, LineMark, Mark, ShapeMark, TextMark
from desktop_app.reports.fonts import FontCase
from desktop_app.reports.gantt_bars import GREY, INK, rectangle
from desktop_app.reports.gantt_tiles import TITLE
from desktop_app.reports.ink import MM
from desktop_app.reports.styles import Align, Font, PageSetup, Style
from desktop_app.rules.department_colours import colour_of
from desktop_app.rules.vocabulary import RotationState

TEXT, HEAD, UNIT = Style(Font.SONG, 9, 11), Style(Font.HEI, 9, 11), Style(Font.SONG, 10.5, 14)
TITLE_STRIP, UNIT_STRIP, HEAD_STRIP, KEY_STRIP = 32.0, 26.0, 18.0, 15.0
ROW_LEAST, ROW_MOST = 15.5, 24.0
STRIP, PAD, DROP = 7.0, 3.0, 3.2
SWATCH = 22.0
STEP = 2.2
"""Distance of the lines of a pattern."""
PLAN = (3.0, 2.0)
DAY = timedelta(days=1)
_TURNS = (
    "—",
    "|",
    "/",
    "\\",
    "—|",
    "/\\",
    "=",
    "^",
    "v",
    "<",
    "",
    "^|",
    "v|",
    "</",
    "^/",
    "v\\",
    "<—",
    "^—",
    "v—",
    "—/",
)
"""Patterns as what they are made of: lines across, upright, slanting either way; black whole, above, below, left."""
_BLACK = {"=": (0.0, 0.0, 1.0, 1.0), "^": (0.0, 0.0, 1.0, 0.5), "v": (0.0, 0.5, 1.0, 0.5), "<": (0.0, 0.0, 0.5, 1.0)}
"""What is black of a strip: left, top, width, height in parts of it."""


@dataclass(frozen=True)
class Names:
    """What stands on a chart besides its blocks: title, unit, the names of the officers by id."""

    title: str
    unit: str
    officers: dict[int, str]
    homes: dict[int, str]


class Sheets:
    """Widths, heights and cuts of one chart on one paper, in points."""

    def __init__(self, chart: Chart, names: Names, page: PageSetup, fonts: FontCase) -> None:
        self.chart, self.names, self.fonts = chart, names, fonts
        self.width, self.height = (side * MM for side in page.type_area_mm)
        self.name = max(self.wide(word) for word in ("姓名", *names.officers.values())) + 2 * PAD
        self.home = max(self.wide(word) for word in ("原部门", *names.homes.values())) + 2 * PAD
        self.left = self.name + self.home
        self.first = date(chart.year, 1, 1)
        self.scale = (self.width - self.left) / (date(chart.year + 1, 1, 1) - self.first).days
        self.patterns = {short: _TURNS[at % len(_TURNS)] for at, (_, short) in enumerate(chart.departments)}
        self.keys = list(self._key_rows())
        self.top = TITLE_STRIP + UNIT_STRIP + HEAD_STRIP
        room = self.height - self.top - len(self.keys) * KEY_STRIP - 8
        count = max(len(chart.lines), 1)
        self.most = max(1, int(room / ROW_LEAST))
        sheets = -(-count // self.most)
        self.a_sheet = -(-count // sheets)
        self.row = min(ROW_MOST, room / self.a_sheet)

    def wide(self, text: str) -> float:
        return self.fonts.face(TEXT.font).width(text, TEXT.size)

    def x(self, day: date) -> float:
        """Where the morning of a day stands."""
        return self.left + (day - self.first).days * self.scale

    @property
    def today(self) -> float | None:
        """Where the line of the day stands, in its middle; none in another year."""
        today = self.chart.today
        return self.x(today) + self.scale / 2 if today.year == self.chart.year else None

    @property
    def parts(self) -> list[Sequence[Line]]:
        """The officers of each sheet."""
        lines = self.chart.lines
        return [lines[at : at + self.a_sheet] for at in range(0, len(lines), self.a_sheet)] or [()]

    def _key_rows(self) -> Iterator[list[tuple[str, str]]]:
        """The key in rows that fit across: (kind, words)."""
        row: list[tuple[str, str]] = []
        used = 0.0
        kinds = [*(("department", short) for _, short in self.chart.departments), *KINDS]
        for kind, words in kinds:
            need = SWATCH + 4 + self.wide(words) + 14
            if row and used + need > self.width:
                yield row
                row, used = [], 0.0
            row.append((kind, words))
            used += need
        if row:
            yield row


KINDS = (("rotation", "轮岗"), ("planned", "计划轮岗"), ("home", "本部门"), ("today", "今天"))
"""The frames of the key after the departments."""


def sheets(chart: Chart, names: Names, page: PageSetup, fonts: FontCase) -> Iterator[Drawing]:
    """The sheets of a chart, each as large as the type area of ``page``."""
    layout = Sheets(chart, names, page, fonts)
    for place, lines in enumerate(layout.parts, 1):
        yield Drawing(layout.width, layout.height, tuple(_sheet(layout, lines, place)))


def _sheet(layout: Sheets, lines: Sequence[Line], place: int) -> Iterator[Mark]:
    bottom = layout.top + layout.row * max(len(lines), 1)
    yield from _title(layout, place)
    yield from _head(layout, bottom)
    for at, line in enumerate(lines):
        yield from _line(layout, line, layout.top + at * layout.row)
    if not lines:
        middle = layout.top + layout.row / 2 + DROP
        yield TextMark(layout.left + PAD, middle, f"（{layout.chart.year}年没有轮岗）", TEXT)
    yield LineMark(0, bottom, layout.width, bottom, 0.6)
    yield from _today(layout, bottom)
    top = bottom + 8
    for at, row in enumerate(layout.keys):
        yield from _key(layout, row, top + at * KEY_STRIP)


def _title(layout: Sheets, place: int) -> Iterator[Mark]:
    today, count = layout.chart.today, len(layout.parts)
    yield TextMark(layout.width / 2, 24, layout.names.title, TITLE, Align.CENTRE)
    yield TextMark(0, TITLE_STRIP + 10, layout.names.unit, UNIT)
    part = f"（第{place}张，共{count}张）" if count > 1 else ""
    as_of = f"截至{today.year}年{today.month}月{today.day}日{part}"
    yield TextMark(layout.width, TITLE_STRIP + 10, as_of, UNIT, Align.RIGHT)


def _head(layout: Sheets, bottom: float) -> Iterator[Mark]:
    """Names and months, and the grid down to ``bottom``."""
    top, low = layout.top - HEAD_STRIP, layout.top
    yield rectangle(0, top, layout.width, HEAD_STRIP, fill="#EFEFEF", line=0.6)
    base = top + HEAD_STRIP / 2 + DROP
    yield TextMark(layout.name / 2, base, "姓名", HEAD, Align.CENTRE)
    yield TextMark(layout.name + layout.home / 2, base, "原部门", HEAD, Align.CENTRE)
    for edge in (0.0, layout.name, layout.left, layout.width):
        yield LineMark(edge, top, edge, bottom, 0.6)
    for first, last in layout.chart.months:
        left, right = layout.x(first), layout.x(last + DAY)
        yield LineMark(left, top, left, low, 0.4)
        yield LineMark(left, low, left, bottom, 0.25, GREY)
        yield TextMark((left + right) / 2, base, f"{first.month}月", HEAD, Align.CENTRE)


def _line(layout: Sheets, line: Line, y: float) -> Iterator[Mark]:
    base = y + layout.row / 2 + DROP
    yield LineMark(0, y, layout.width, y, 0.3, GREY)
    yield TextMark(PAD, base, layout.names.officers.get(line.officer_id, line.name), TEXT)
    home = layout.names.homes.get(line.officer_id, "")
    yield TextMark(layout.name + layout.home / 2, base, home, TEXT, Align.CENTRE)
    for block in line.blocks:
        yield from _block(layout, block, y + 1.8, layout.row - 3.6)


def _block(layout: Sheets, block: Block, y: float, height: float) -> Iterator[Mark]:
    """A block with its strip, frame and words as far as they fit."""
    left, right = layout.x(block.first) + 0.6, layout.x(block.last + DAY) - 0.6
    if right - left < 0.5:
        return
    away = block.rotation_id != 0
    colour = colour_of(block.short)
    if away:
        yield rectangle(left, y, right - left, height, fill=colour.fill, stroke="")
    inner = left
    if away and right - left >= 2 * STRIP:
        yield from _strip(layout.patterns.get(block.short, ""), left, y, height, colour.ink)
        inner += STRIP
    yield from _frame(left, y, right - left, height, away, block.planned)
    words = _fitting(layout, block, right - inner - 2 * PAD)
    if words:
        ink = "#000000" if away else colour.ink
        start = _clear(layout, words, inner + PAD, right - PAD)
        yield TextMark(start, y + height / 2 + DROP, words, TEXT, colour=ink)


def _clear(layout: Sheets, words: str, start: float, end: float) -> float:
    """Where words begin: right of the line of the day where it would cross them and there is room up to ``end``."""
    line, wide = layout.today, layout.wide(words)
    if line is None or not start - PAD / 2 < line < start + wide + PAD / 2 or line + PAD + wide > end:
        return start
    return line + PAD


def _frame(x: float, y: float, width: float, height: float, away: bool, planned: bool) -> Iterator[Mark]:
    stroke, line = ("#000000", 0.9) if away else (GREY, 0.3)
    yield rectangle(x, y, width, height, stroke=stroke, line=line, dash=PLAN if away and planned else ())


def _strip(pattern: str, x: float, y: float, height: float, ink: str) -> Iterator[Mark]:
    """The strip at the left of a block: lines across, upright or slanting on white."""
    yield rectangle(x, y, STRIP, height, fill="#FFFFFF", stroke=ink, line=0.4)
    for sign in pattern:
        if sign in _BLACK:
            left, top, wide, tall = _BLACK[sign]
            yield rectangle(x + left * STRIP, y + top * height, wide * STRIP, tall * height, fill=ink, stroke="")
    if "—" in pattern:
        yield from (LineMark(x, y + at, x + STRIP, y + at, 0.5, ink) for at in _steps(height))
    if "|" in pattern:
        yield from (LineMark(x + at, y, x + at, y + height, 0.5, ink) for at in _steps(STRIP))
    for sign in ("/", "\\"):
        if sign in pattern:
            yield from _slants(x, y, height, ink, sign == "/")


def _steps(room: float) -> list[float]:
    count = max(1, int(room / STEP))
    return [room * at / count for at in range(1, count)]


def _slants(x: float, y: float, height: float, ink: str, rising: bool) -> Iterator[Mark]:
    """Slanting lines within a strip, cut at its edges."""
    at = STEP * 1.5
    while at < height + STRIP:
        start, end = max(0.0, at - STRIP), min(at, height)
        low, high = at - start, at - end
        first, second = (low, high) if rising else (STRIP - low, STRIP - high)
        yield LineMark(x + first, y + start, x + second, y + end, 0.5, ink)
        at += STEP * 1.5


def _fitting(layout: Sheets, block: Block, room: float) -> str:
    """The longest words that fit: department with days and an early end, department with days, department."""
    days = ""
    if block.rotation_id and block.from_on and block.to_on:
        days = f"{_short_day(block.from_on, layout)}至{_short_day(block.to_on, layout)}"
    ended = str(RotationState.ENDED) if block.state == RotationState.ENDED else ""
    offers = [block.short]
    if ended:
        offers += [f"{block.short} {ended[2:]}", f"{block.short} {ended}"]
    if days:
        offers.append(f"{block.short} {days} {ended}".strip())
    fits = [words for words in offers if layout.wide(words) <= room]
    return fits[-1] if fits else ""


def _short_day(day: date, layout: Sheets) -> str:
    """4-13, with its year where it is not that of the chart."""
    year = "" if day.year == layout.chart.year else f"{day.year}-"
    return f"{year}{day.month}-{day.day}"


def _today(layout: Sheets, bottom: float) -> Iterator[Mark]:
    today, x = layout.chart.today, layout.today
    if x is None:
        return
    top = layout.top - HEAD_STRIP
    yield LineMark(x, top, x, bottom, 1.1, INK, (4, 2))
    yield ShapeMark(((x - 4, top - 5), (x + 4, top - 5), (x, top)), fill=INK, stroke="")
    yield TextMark(x, top - 7, f"今天 {today.month}-{today.day}", TEXT, Align.CENTRE)


def _key(layout: Sheets, row: Sequence[tuple[str, str]], y: float) -> Iterator[Mark]:
    x, height = 0.0, 10.0
    for kind, words in row:
        if kind == "department":
            colour = colour_of(words)
            yield rectangle(x, y, SWATCH, height, fill=colour.fill, stroke=GREY, line=0.3)
            yield from _strip(layout.patterns.get(words, ""), x, y, height, colour.ink)
        elif kind == "today":
            yield LineMark(x, y + height / 2, x + SWATCH, y + height / 2, 1.1, INK, (4, 2))
        else:
            yield from _frame(x, y, SWATCH, height, kind != "home", kind == "planned")
        yield TextMark(x + SWATCH + 4, y + 8.4, words, TEXT)
        x += SWATCH + 4 + layout.wide(words) + 14
