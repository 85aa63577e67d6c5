"""Pieces of a page (版面件): what has a height and can be drawn, made from blocks and laid on pages.

All lengths are points. A piece is never parted; what may part is made of several pieces.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from desktop_app.reports.fonts import FontCase
from desktop_app.reports.ink import BLACK, Pen
from desktop_app.reports.linebreak import Line, justified, wrap
from desktop_app.reports.styles import Align, Style

ASCENT = 0.88
"""Top of the character above its baseline, in parts of the size, as in the bundled fonts."""
Draw = Callable[[Pen, float, float], None]


@dataclass(frozen=True)
class Measure:
    """The type area to fill (版心)."""

    width: float
    height: float
    fonts: FontCase


@dataclass(frozen=True, slots=True)
class Piece:
    """A strip across the type area, ``height`` points tall.

    ``draw(pen, left, top)`` puts it down. ``head`` is repeated above it when it starts a page; ``keep`` holds it to the
    next piece; ``over`` and ``under`` are white over its first characters and under its last, which reaches out of the
    type area at the head and the foot of a page; ``fresh`` starts a page, with ``recount`` page 1 of a new count;
    ``blank`` pieces are dropped at the top of a page.
    """

    height: float
    draw: Draw
    head: "Piece | None" = None
    keep: bool = False
    fresh: bool = False
    blank: bool = False
    recount: bool = False
    over: float = 0.0
    under: float = 0.0


def nothing(pen: Pen, left: float, top: float) -> None:
    """Draw nothing: white space."""


def baseline(style: Style) -> float:
    """Distance of the baseline from the top of a line, the characters standing in the middle of it."""
    return style.over + style.size * ASCENT


def start_of(line: Line, align: Align, width: float) -> float:
    """How far from the left a line starts in ``width``."""
    free = width - line.width - line.indent
    return {Align.CENTRE: free / 2, Align.RIGHT: free}.get(align, 0.0)


@dataclass(frozen=True, slots=True)
class SetText:
    """Text broken into lines for one place on paper (排好的文字)."""

    lines: tuple[Line, ...]
    style: Style
    align: Align
    width: float
    colour: str = BLACK
    struck: bool = False

    @property
    def height(self) -> float:
        return len(self.lines) * self.style.leading

    def draw(self, pen: Pen, left: float, top: float) -> None:
        y = top + baseline(self.style)
        for line in self.lines:
            start = left + start_of(line, self.align, self.width)
            pen.line(start, y, line, self.style, self.colour)
            if self.struck:
                middle = y - 0.35 * self.style.size
                pen.stroke(start, middle, start + line.indent + line.width, middle, 0.6, self.colour)
            y += self.style.leading

    def part(self, start: int, end: int) -> "SetText":
        """The lines from ``start`` to ``end``."""
        return replace(self, lines=self.lines[start:end])


def set_text(
    text: str,
    width: float,
    style: Style,
    align: Align,
    fonts: FontCase,
    indent: float = 0,
    company: bool = False,
    running: bool = False,
) -> SetText:
    """Break ``text`` for a place ``width`` points wide; ``indent`` in points before each paragraph.

    With ``company`` no lone character is left over and, unless the text is justified, no known word parted; a long
    ``running`` text fills its lines instead.
    """
    ragged = company and align is not Align.JUSTIFY
    lines = wrap(text, width, fonts.face(style.font), style.size, indent, company, words=ragged, running=running)
    if align is Align.JUSTIFY:
        lines = [justified(line, width, style.size) for line in lines]
    return SetText(tuple(lines), style, align, width)


@dataclass
class Sheet:
    """The pieces of one page with their tops (一页): whether it is turned, whether it bears a number."""

    placed: list[tuple[float, Piece]] = field(default_factory=list)
    used: float = 0.0
    recount: bool = False
    across: bool = False
    numbered: bool = True

    def takes(self, more: float, height: float) -> bool:
        """Whether ``more`` points still fit into ``height``."""
        return self.used + more <= height + 0.01

    def put(self, piece: Piece) -> None:
        """Place a piece under the others; at the top of the page white is dropped and a head repeated."""
        if piece.blank and not self.placed:
            return
        if piece.head and not self.placed:
            self.put(piece.head)
        if not self.placed:
            self.used = -piece.over
        self.placed.append((self.used, piece))
        self.used += piece.height


def paginate(pieces: Iterable[Piece], height: float) -> Iterator[Sheet]:
    """Lay pieces on pages ``height`` points tall, heads repeated, kept pieces together if a page can hold them."""
    sheet = Sheet()
    for group in _kept_groups(pieces):
        whole = sum(piece.height for piece in group) - group[-1].under
        if sheet.placed and (group[0].fresh or not sheet.takes(whole, height)):
            yield sheet
            sheet = Sheet(recount=group[0].recount)
        for piece in group:
            if sheet.placed and not sheet.takes(piece.height - piece.under, height):
                yield sheet
                sheet = Sheet()
            sheet.put(piece)
    yield sheet


def counted(sheets: Sequence[Sheet]) -> list[tuple[int, int]]:
    """Number and count of each page: 第 n 页 / 共 m 页, counted anew where a sheet asks for it."""
    starts = [place for place, sheet in enumerate(sheets) if sheet.recount or not place]
    ends = [*starts[1:], len(sheets)]
    return [(n, end - start) for start, end in zip(starts, ends, strict=True) for n in range(1, end - start + 1)]


def _kept_groups(pieces: Iterable[Piece]) -> Iterator[list[Piece]]:
    held: list[Piece] = []
    for piece in pieces:
        held.append(piece)
        if not piece.keep:
            yield held
            held = []
    if held:
        yield held
