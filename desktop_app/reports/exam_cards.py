"""Cards of an exam: 准考证, six to a sheet to be cut out, and 桌签, three to a sheet, folded to stand on the desk."""

from collections.abc import Iterator, Sequence

from desktop_app.reports.blocks import Block, Document, Drawing, LineMark, Mark, PageBreak, TextMark
from desktop_app.reports.card_face import broken, clipped
from desktop_app.reports.exam_rows import Held, exam_asked, room_name, seat_words, with_candidates
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.gantt_bars import rectangle
from desktop_app.reports.ink import MM
from desktop_app.reports.issue_rows import only_options
from desktop_app.reports.pieces import baseline
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.styles import Align, Font, Footer, Margins, Numbers, PageSetup, Style
from desktop_app.services.marking import MarkLine

TICKETS_TITLE, DESK_TITLE = "准考证", "桌签"
TICKET_PAGE = PageSetup(margins=Margins(10, 10, 18, 10))
DESK_PAGE = PageSetup(margins=Margins(10, 10, 18, 10))
WIDTH, HEIGHT = TICKET_PAGE.type_area_mm[0] * MM, TICKET_PAGE.type_area_mm[1] * MM
ACROSS, DOWN = 2, 3
"""Tickets of a sheet."""
DESKS = 3
"""Desk cards of a sheet."""
RULES = (
    "开考前 15 分钟凭本证入场，对号入座，本证放桌面。",
    "闭卷考试不得携带书籍、资料、手机等入座。",
    "不得交谈、传递、抄袭；违反的记违纪，本次成绩无效。",
    "开考 30 分钟后不得入场；交卷后立即离场。",
)
"""Rules of the room (考场规则), printed on every ticket."""
OPEN_RULE = "开卷考试可带纸质资料，不得使用手机，不得借阅他人资料。"
GREY = "#6A6A6A"
CENTRE = Align.CENTRE
EDGE = 10.0
"""White inside the line to cut, in points."""
UNIT, TICKET = Style(Font.KAI, 11, 14), Style(Font.XIAOBIAOSONG, 20, 26)
EXAM = Style(Font.HEI, 11.5, 15)
LABEL, TEXT = Style(Font.HEI, 10.5, 14), Style(Font.SONG, 10.5, 14)
STRONG = Style(Font.HEI, 13, 17)
RULE = Style(Font.SONG, 9, 12)
ROW = 20.0
LABEL_WIDTH = 52.0
SEAT, WHO = Style(Font.HEI, 26, 30), Style(Font.SONG, 15, 20)
NAME_SIZES = (84.0, 76.0, 64.0, 54.0, 44.0, 34.0, 24.0)


def exam_tickets(request: Request) -> Document:
    """《准考证》 of every candidate of the exam, by room and seat, or of the one whose number ``record`` is."""
    only_options(request, TICKETS_TITLE)
    with request.desk.facts() as facts:
        held = with_candidates(exam_asked(request, facts))
        blocks = tuple(_tickets(held, [(room_name(room), line) for room in held.rooms() for line in room.lines]))
        title = f"{held.title}{TICKETS_TITLE}"
        return Document(TICKETS_TITLE, TICKET_PAGE, blocks, meta(request, facts, title), _foot(footer(request, facts)))


def _foot(whole: Footer) -> Footer:
    """The anchor alone: what is cut out bears no page number."""
    return Footer((), Numbers.NONE, whole.anchor, whole.watermark, whole.code)


def _tickets(held: Held, people: Sequence[tuple[str, MarkLine]]) -> Iterator[Block]:
    chosen = [(room, line) for room, line in people if held.only in ("", line.number)]
    wide, tall = WIDTH / ACROSS, HEIGHT / DOWN
    for start in range(0, len(chosen), ACROSS * DOWN):
        if start:
            yield PageBreak()
        some = chosen[start : start + ACROSS * DOWN]
        marks: list[Mark] = []
        for at, (room, line) in enumerate(some):
            marks += _Ticket(held, room, line, at % ACROSS * wide, at // ACROSS * tall, wide, tall).marks()
        yield Drawing(WIDTH, HEIGHT, (*marks, *_cuts(-(-len(some) // ACROSS))))


def _cuts(rows: int) -> Iterator[Mark]:
    """Dashed lines between the cards, solid ticks where the knife is laid on."""
    wide, tall, tick = WIDTH / ACROSS, HEIGHT / DOWN, 8.0
    foot = rows * tall
    for at in range(ACROSS + 1):
        x = at * wide
        yield LineMark(x, 0, x, foot, 0.4, GREY, (3.0, 3.0))
        for y in (0.0, foot):
            yield LineMark(x, y - tick, x, y + tick, 0.7)
    for at in range(rows + 1):
        y = at * tall
        yield LineMark(0, y, WIDTH, y, 0.4, GREY, (3.0, 3.0))
        for x in (0.0, wide, WIDTH):
            yield LineMark(x - tick, y, x + tick, y, 0.7)


class _Ticket:
    """One ticket being set in its box; ``y`` is how far it has come."""

    def __init__(self, held: Held, room: str, line: MarkLine, x: float, y: float, wide: float, tall: float) -> None:
        self.held, self.room, self.line = held, room, line
        self.left, self.right = x + EDGE, x + wide - EDGE
        self.y, self.foot = y + EDGE, y + tall - EDGE
        self.wide = wide - 2 * EDGE

    def marks(self) -> Iterator[Mark]:
        yield from self._centred(UNIT, self.held.unit)
        yield from self._centred(TICKET, TICKETS_TITLE)
        for text in clipped(self.held.title, self.wide, EXAM, 2):
            yield from self._centred(EXAM, text)
        self.y += 4
        half = self.wide / 2
        line = self.line
        yield from self._row(
            (("姓　名", line.name, half, STRONG), ("部　门", line.department if line.short else "", half, TEXT))
        )
        yield from self._row((("准考证号", line.ticket, self.wide, STRONG),))
        seat = seat_words(line)
        yield from self._row((("考　场", self.room, half + 20, TEXT), ("座　号", seat, half - 20, STRONG)))
        yield from self._row((("时　间", self.held.when, self.wide, TEXT),))
        yield from self._row((("地　点", self.held.place, self.wide, TEXT),))
        yield from self._rules()

    def _centred(self, style: Style, text: str) -> Iterator[Mark]:
        yield TextMark((self.left + self.right) / 2, self.y + baseline(style), text, style, CENTRE)
        self.y += style.leading

    def _row(self, cells: Sequence[tuple[str, str, float, Style]]) -> Iterator[Mark]:
        """Labels with what stands beside them, framed; a text too long for its place is set smaller."""
        x = self.left
        for label, text, wide, style in cells:
            yield rectangle(x, self.y, LABEL_WIDTH, ROW, line=0.5)
            yield rectangle(x + LABEL_WIDTH, self.y, wide - LABEL_WIDTH, ROW, line=0.5)
            yield TextMark(x + LABEL_WIDTH / 2, self.y + _middle(LABEL, ROW), label, LABEL, CENTRE)
            own = _fitting(text, style, wide - LABEL_WIDTH - 8)
            yield TextMark(x + LABEL_WIDTH + 4, self.y + _middle(own, ROW), text, own)
            x += wide
        self.y += ROW

    def _rules(self) -> Iterator[Mark]:
        """The rules of the room, numbered, at the foot of the card."""
        open_book = self.held.exam["form"] == "开卷"
        said = (RULES[0], OPEN_RULE if open_book else RULES[1], *RULES[2:])
        lines = [one for at, rule in enumerate(said, 1) for one in broken(f"{at}.{rule}", self.wide, RULE)]
        y = max(self.y + 5, self.foot - len(lines) * RULE.leading)
        for line in lines:
            yield TextMark(self.left, y + baseline(RULE), line, RULE)
            y += RULE.leading


def _middle(style: Style, tall: float) -> float:
    """The baseline of a line in the middle of a row."""
    return tall / 2 + style.size * 0.38


def _width(text: str, style: Style) -> float:
    return workstation_fonts().face(style.font).width(text, style.size)


def _fitting(text: str, style: Style, width: float) -> Style:
    need = _width(text, style)
    return style if need <= width else Style(style.font, max(6.0, style.size * width / need), style.leading)


def exam_desk_cards(request: Request) -> Document:
    """《桌签》: big name and seat on both sides of a card to fold; all candidates by seat, or the one asked for."""
    only_options(request, DESK_TITLE)
    with request.desk.facts() as facts:
        held = with_candidates(exam_asked(request, facts))
        people = [
            (room_name(room), line) for room in held.rooms() for line in room.lines if held.only in ("", line.number)
        ]
        blocks: list[Block] = []
        for start in range(0, len(people), DESKS):
            blocks += [PageBreak()] if start else []
            blocks.append(Drawing(WIDTH, HEIGHT, tuple(_desk_sheet(people[start : start + DESKS]))))
        title = f"{held.title}{DESK_TITLE}"
        foot = _foot(footer(request, facts))
        return Document(DESK_TITLE, DESK_PAGE, tuple(blocks), meta(request, facts, title), foot)


def _desk_sheet(people: Sequence[tuple[str, MarkLine]]) -> Iterator[Mark]:
    tall = HEIGHT / DESKS
    for at, (room, line) in enumerate(people):
        top, fold = at * tall, at * tall + tall / 2
        yield from _face(room, line, fold, tall / 2, turned=False)
        yield from _face(room, line, fold, tall / 2, turned=True)
        yield LineMark(0, fold, WIDTH, fold, 0.4, GREY, (1.0, 4.0))
        for x in (0.0, WIDTH):
            yield LineMark(x - 6, fold, x + 6, fold, 0.7)
        yield from _desk_cut(top)
        yield from _desk_cut(top + tall)


def _desk_cut(y: float) -> Iterator[Mark]:
    yield LineMark(0, y, WIDTH, y, 0.4, GREY, (4.0, 3.0))
    for x in (0.0, WIDTH):
        yield LineMark(x, y - 8, x, y + 8, 0.7)
        yield LineMark(x - 8, y, x + 8, y, 0.7)


def _face(room: str, line: MarkLine, fold: float, tall: float, *, turned: bool) -> Iterator[Mark]:
    """One side of a folded card; the far one stands on its head above the fold."""
    way = -1 if turned else 1
    name = _name_style(line.name, WIDTH * 0.9)
    base = (tall - SEAT.size - 14) / 2 + name.size * 0.38 + 4
    yield TextMark(WIDTH / 2, fold + way * base, _spread(line.name), name, CENTRE, turned=turned)
    low, inset = fold + way * (tall - 13), 0.06 * WIDTH
    near, far = (WIDTH - inset, inset) if turned else (inset, WIDTH - inset)
    seat = "　".join(filter(None, (room, seat_words(line))))
    yield TextMark(near, low, seat, _fitting(seat, SEAT, WIDTH * 0.5), turned=turned)
    who = "　".join(filter(None, (line.short, line.ticket)))
    yield TextMark(far, low, who, _fitting(who, WHO, WIDTH * 0.36), Align.RIGHT, turned=turned)


def _spread(name: str) -> str:
    """A name of two characters with white between them, as on name plates."""
    return f"{name[0]}　{name[1]}" if len(name) == 2 else name


def _name_style(name: str, width: float) -> Style:
    """The largest hand the name fits in."""
    said = _spread(name)
    fits = (size for size in NAME_SIZES if _width(said, Style(Font.HEI, size, 0)) <= width)
    size = next(fits, NAME_SIZES[-1])
    return Style(Font.HEI, size, size)
