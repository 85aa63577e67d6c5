"""《考场座次表》: each room as a grid of seats on a page of its own, with the neighbours of one department told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from desktop_app.reports.blocks import (
    Block,
    Document,
    Drawing,
    Heading,
    Mark,
    PageBreak,
    Para,
    ShapeMark,
    TextMark,
    UnitLine,
)
from desktop_app.reports.exam_rows import Held, Room, exam_asked, room_name, seated
from desktop_app.reports.flow import height_of
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.gantt_bars import rectangle
from desktop_app.reports.ink import MM
from desktop_app.reports.issue_rows import only_options
from desktop_app.reports.pieces import Measure, baseline
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.styles import NOTE, Align, Font, Margins, PageSetup, Paper, Style
from desktop_app.services.marking import MarkLine
from desktop_app.system.errors import Refusal

TITLE = "考场座次表"
VIEW = "view"
"""Option: 监考 as who stands at the front sees the room, or 考生 as who faces the front (to be posted)."""
WATCHER, CANDIDATE = "监考", "考生"
PAGE = PageSetup(landscape=True, margins=Margins(14, 15, 20, 15))
LARGE = replace(PAGE, paper=Paper.A3)
LEAST_MM = (19.0, 14.0)
"""A seat on the smaller paper is at least so wide and tall; a room of smaller ones goes on the larger paper."""
CELL_MM = (42.0, 27.0)
"""Widest and tallest seat, so that a small room does not swell."""
DESK_WIDTH, DESK_HEIGHT, DESK_GAP = 130.0, 24.0, 12.0
GAP = 4.0
NAME_SIZES = (20.0, 18.0, 16.0, 14.0, 12.0, 10.5, 9.0)
COMMON_NAME = "欧阳明月"
"""Names of so many characters share one size; a longer one is set smaller by itself."""
DESK = Style(Font.HEI, 14, 18)
GREY = "#6A6A6A"
NAMED = 12
"""Pairs of neighbours, and people without a seat, called by name at most."""
Seated = dict[tuple[int, int], MarkLine]
"""Who sits on a seat, by rank from the front and file from the left, both from 0."""
CENTRE, RIGHT = Align.CENTRE, Align.RIGHT


def exam_seats(request: Request, view: str = WATCHER) -> Document:
    """One room a page: seat number, name, department and 准考证号 on every seat; 讲台 below, as the invigilator looks.

    Option ``view``: 监考 (usual), or 考生 with 讲台 above, to be posted at the door.
    """
    only_options(request, TITLE, VIEW)
    view = request.options.get(VIEW, "") or view
    if view not in (WATCHER, CANDIDATE):
        raise Refusal(f"座次表没有“{view}”这种看法。可选：{WATCHER}、{CANDIDATE}")
    with request.desk.facts() as facts:
        held = seated(exam_asked(request, facts))
        rooms = held.rooms()
        page = PAGE if all(_fits(room) for room in rooms) else LARGE
        sheets = [tuple(_sheet(held, room, view, page)) for room in rooms]
        blocks = tuple(chain(sheets[0], *((PageBreak(), *sheet) for sheet in sheets[1:])))
        foot = footer(request, facts, ("监考：",) if view == WATCHER else ())
        return Document(TITLE, page, blocks, meta(request, facts, f"{held.title}{TITLE}"), foot)


def _fits(room: Room) -> bool:
    """Whether the seats are still read on the smaller paper."""
    width, height = PAGE.type_area_mm
    return width / room.files >= LEAST_MM[0] and (height - 50) / max(room.ranks, 1) >= LEAST_MM[1]


def _sheet(held: Held, room: Room, view: str, page: PageSetup) -> Iterator[Block]:
    """Title, grid as tall as the page leaves it, and what is to be said of the seats."""
    width, height = (side * MM for side in page.type_area_mm)
    taken, unseated = _seated(room)
    head = tuple(_head(held, room, view))
    notes = [Para(said, NOTE, Align.LEFT, 0) for said in (*_clash_words(taken), *_unseated_words(unseated))]
    used = height_of((*head, *notes), Measure(width, height, workstation_fonts()))
    yield from head
    if taken:
        marks = tuple(_grid(room, taken, view, width, max(height - used - 10, height / 2)))
        yield Drawing(width, max(_foot_of(mark) for mark in marks) + 8, marks)
    yield from notes


def _foot_of(mark: Mark) -> float:
    return max(y for _, y in mark.points) if isinstance(mark, ShapeMark) else 0.0


def _head(held: Held, room: Room, view: str) -> Iterator[Block]:
    yield Heading(f"{held.title}{TITLE}")
    place = f"　地点：{held.place}" if held.place and held.place != room.name else ""
    seen = "监考面向考生，讲台在下" if view == WATCHER else "考生面向讲台，讲台在上"
    yield UnitLine(f"考场：{room_name(room)}　{len(room.lines)}人{place}", f"{held.when}　{seen}")


def _seated(room: Room) -> tuple[Seated, list[MarkLine]]:
    """Who sits where, and who has no seat of his own in the grid."""
    taken: Seated = {}
    rest: list[MarkLine] = []
    for line in room.lines:
        place = room.place(line)
        if place is None or place in taken:
            rest.append(line)
        else:
            taken[place] = line
    return taken, rest


def _grid(room: Room, taken: Seated, view: str, width: float, height: float) -> Iterator[Mark]:
    """The seats with the desk of the invigilators at the front; turned about for who stands there."""
    wide = min(CELL_MM[0] * MM, width / room.files)
    tall = min(CELL_MM[1] * MM, (height - DESK_HEIGHT - DESK_GAP) / room.ranks)
    left, watching = (width - room.files * wide) / 2, view == WATCHER
    top = 0.0 if watching else DESK_HEIGHT + DESK_GAP
    for rank in range(room.ranks):
        for file in range(room.files):
            across, down = (room.files - 1 - file, room.ranks - 1 - rank) if watching else (file, rank)
            seat = _Seat(left + across * wide + GAP / 2, top + down * tall + GAP / 2, wide - GAP, tall - GAP)
            yield from seat.marks(room.base + rank * room.files + file, taken.get((rank, file)))
    desk = room.ranks * tall + DESK_GAP - GAP if watching else 0.0
    yield rectangle((width - DESK_WIDTH) / 2, desk, DESK_WIDTH, DESK_HEIGHT, line=1.0)
    yield TextMark(width / 2, desk + 3 + baseline(DESK), "讲　台", DESK, CENTRE)


@dataclass(frozen=True)
class _Seat:
    """One seat on paper: number and department over the name, the ticket under it."""

    x: float
    y: float
    wide: float
    tall: float

    def marks(self, number: int, line: MarkLine | None) -> Iterator[Mark]:
        small = Style(Font.SONG, max(9.0, min(10.5, self.tall * 0.17)), 0)
        top = self.y + small.size + 2.5
        if line is None:
            yield rectangle(self.x, self.y, self.wide, self.tall, stroke=GREY, line=0.4, dash=(2.0, 2.0))
            yield TextMark(self.x + 4, top, str(number), small, colour=GREY)
            return
        yield rectangle(self.x, self.y, self.wide, self.tall, line=0.8)
        figure = Style(Font.HEI, small.size + 1, 0)
        yield TextMark(self.x + 4, top, str(number), figure)
        room = self.wide - 10 - _width(str(number), figure)
        yield TextMark(self.x + self.wide - 4, top, line.short, _narrow(line.short, small, room), RIGHT)
        middle, name = self.x + self.wide / 2, self._name(line.name)
        yield TextMark(middle, self.y + self.tall / 2 + name.size * 0.4, line.name, name, CENTRE)
        ticket = _narrow(line.ticket, small, self.wide - 6)
        yield TextMark(middle, self.y + self.tall - 4, line.ticket, ticket, CENTRE)

    def _name(self, name: str) -> Style:
        """The hand of all names here, smaller for a long one."""
        most, room = self.tall * 0.4, self.wide - 6
        fits = (size for size in NAME_SIZES if size <= most and _width(COMMON_NAME, Style(Font.HEI, size, 0)) <= room)
        return _narrow(name, Style(Font.HEI, next(fits, NAME_SIZES[-1]), 0), room)


def _width(text: str, style: Style) -> float:
    return workstation_fonts().face(style.font).width(text, style.size)


def _narrow(text: str, style: Style, width: float) -> Style:
    """The hand made smaller until the text fits, down to 5 points."""
    need = _width(text, style)
    return style if need <= width else Style(style.font, max(5.0, style.size * width / need), 0)


def _clash_words(taken: Seated) -> Iterator[str]:
    """Neighbours of one department, which the seats could not part; that there are none is said too."""
    pairs = [
        (line, other)
        for (rank, file), line in sorted(taken.items())
        for other in (taken.get((rank, file + 1)), taken.get((rank + 1, file)))
        if other is not None and line.short and line.short == other.short
    ]
    if not taken:
        return
    if not pairs:
        yield "相邻座位（前后、左右）没有同部门的考生。"
        return
    told = [f"{one.seat}号{one.name}与{other.seat}号{other.name}（{one.short}）" for one, other in pairs[:NAMED]]
    more = "等" if len(pairs) > NAMED else ""
    yield f"相邻座位（前后、左右）同部门的 {len(pairs)} 对：{'；'.join(told)}{more}。监考时留意。"


def _unseated_words(rest: Sequence[MarkLine]) -> Iterator[str]:
    if rest:
        told = [line.name + (f"（{line.seat}号）" if line.seat is not None else "") for line in rest[:NAMED]]
        yield f"没有座号或座号不在本考场的 {len(rest)} 人：{'、'.join(told)}{'等' if len(rest) > NAMED else ''}。"
