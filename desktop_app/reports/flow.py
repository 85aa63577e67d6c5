"""Set the plain blocks (块): headings, paragraphs, signatures, drawings, white space. All lengths are points."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from desktop_app.reports.blocks import (
    Block,
    Closing,
    Drawing,
    Form,
    Heading,
    Ledger,
    PageBreak,
    Para,
    Signatures,
    Spacer,
    Together,
    UnitLine,
)
from desktop_app.reports.fonts import FontCase
from desktop_app.reports.form import form_pieces
from desktop_app.reports.ink import HAIRLINE, MM, Pen
from desktop_app.reports.ledger import LedgerSetter
from desktop_app.reports.pieces import Draw, Piece, SetText, baseline, nothing, paginate, set_text
from desktop_app.reports.styles import BODY, HEADING_1, HEADING_2, TITLE, Align, Style
from desktop_app.system.errors import Refusal

HEADING_STYLES: tuple[Style, ...] = (TITLE, HEADING_1, HEADING_2, BODY)
SEAL_MM = 32.0
"""Room kept for a seal (印章) of 42 mm that may reach into the lines above."""
SIGN_MM = 16.0
SEAL_WIDTH_MM = 42.0
"""The round seal of a county organ (国发〔1999〕25号)."""
DATE_INSET = 4
"""Characters between the date of a letter and the right edge (GB/T 9704-2012 7.3.5.1)."""
TITLE_GAP = 6.0
"""Points between a title and what stands under it, besides its own leading."""


@dataclass(frozen=True)
class Measure:
    """The type area to fill (版心)."""

    width: float
    height: float
    fonts: FontCase


def set_block(block: Block, measure: Measure) -> Iterator[Piece]:
    """The pieces of one block."""
    match block:
        case Heading():
            yield from _heading(block, measure)
        case UnitLine():
            yield _unit_line(block, measure)
        case Para():
            yield from _paragraph(block, measure)
        case Form():
            yield from form_pieces(block, measure.width, measure.height, measure.fonts)
        case Ledger():
            yield from LedgerSetter(block, measure.width, measure.height, measure.fonts).pieces()
        case Signatures():
            yield _signatures(block, measure)
        case Closing():
            yield _closing(block, measure)
        case Together():
            yield from _together(block, measure)
        case Spacer():
            yield Piece(block.mm * MM, nothing, blank=True)
        case PageBreak():
            yield Piece(0.0, nothing, fresh=True, blank=True, recount=block.recount)
        case Drawing():
            yield _drawing(block, measure)


def _heading(block: Heading, measure: Measure) -> Iterator[Piece]:
    style = HEADING_STYLES[min(block.level, 3)]
    if block.level == 0:
        text = _even_lines(block.text, measure, style)
    else:
        text = set_text(block.text, measure.width, style, Align.LEFT, measure.fonts, 2 * style.size)
    yield Piece(text.height + (0.0 if block.level else TITLE_GAP), text.draw, keep=True)


def _even_lines(text: str, measure: Measure, style: Style) -> SetText:
    """A title centred; of two lines or more they are about equal, none with a single word left over."""

    def made(width: float) -> SetText:
        return set_text(text, width, style, Align.CENTRE, measure.fonts, company=True)

    best = made(measure.width)
    narrow, wide = measure.width / 2, measure.width
    for _ in range(8 if 1 < len(best.lines) < 5 else 0):
        middle = (narrow + wide) / 2
        tried = made(middle)
        if len(tried.lines) == len(best.lines):
            best, wide = tried, middle
        else:
            narrow = middle
    return replace(best, width=measure.width)


def _unit_line(block: UnitLine, measure: Measure) -> Piece:
    style = block.style

    def draw(pen: Pen, left: float, top: float) -> None:
        y = top + baseline(style)
        pen.text(left, y, block.left, style)
        pen.text(left + measure.width - pen.width_of(block.right, style), y, block.right, style)

    return Piece(style.leading + 4.0, draw, keep=True)


def _paragraph(block: Para, measure: Measure) -> Iterator[Piece]:
    em = block.style.size
    indent = block.left_indent * em
    width = measure.width - indent - block.right_indent * em
    first = block.first_indent * em if block.align in (Align.LEFT, Align.JUSTIFY) else 0.0
    text = set_text(block.text, width, block.style, block.align, measure.fonts, first, company=True)
    text = replace(text, colour=block.colour)
    for i in range(len(text.lines)):
        yield Piece(block.style.leading, _moved(text.part(i, i + 1), indent))
    if block.after:
        yield Piece(block.after, nothing, blank=True)


def _moved(text: SetText, right: float) -> Draw:
    return lambda pen, left, top: text.draw(pen, left + right, top)


def _signatures(block: Signatures, measure: Measure) -> Piece:
    style = block.style
    height = (SEAL_MM if block.seal else SIGN_MM) * MM

    def draw(pen: Pen, left: float, top: float) -> None:
        y = top + height - style.leading + baseline(style)
        step = measure.width / len(block.labels)
        for i, label in enumerate(block.labels):
            _sign(pen, left + i * step, y, label, style, step)
        if block.seal:
            x = left + measure.width - pen.width_of(block.seal, style) - 2 * style.size
            pen.text(x, top + height / 2, block.seal, style)

    return Piece(height, draw)


def _closing(block: Closing, measure: Measure) -> Piece:
    style = block.style
    lines = (*block.lines, block.date)
    half = len(lines) * style.leading / 2
    beyond = max(0.0, SEAL_WIDTH_MM * MM / 2 - half)
    above = max(style.leading, beyond)

    def draw(pen: Pen, left: float, top: float) -> None:
        right = left + measure.width
        middle = right - DATE_INSET * style.size - pen.width_of(block.date, style) / 2
        y = top + above + baseline(style)
        for line in lines:
            width = pen.width_of(line, style)
            pen.text(min(middle - width / 2, right - width), y, line, style)
            y += style.leading

    return Piece(above + 2 * half + beyond, draw)


def _together(block: Together, measure: Measure) -> Iterator[Piece]:
    pieces = [piece for inner in block.blocks for piece in set_block(inner, measure)]
    yield from (replace(piece, keep=True) for piece in pieces[:-1])
    yield from pieces[-1:]


def height_of(blocks: Iterable[Block], measure: Measure) -> float:
    """How tall blocks are under each other on one endless page."""
    return sum(piece.height for block in blocks for piece in set_block(block, measure))


def pages_of(blocks: Iterable[Block], measure: Measure) -> int:
    """How many pages blocks take."""
    return sum(1 for _ in paginate((piece for block in blocks for piece in set_block(block, measure)), measure.height))


def _sign(pen: Pen, x: float, y: float, label: str, style: Style, step: float) -> None:
    """A label with a rule to write on, unless it already says all."""
    pen.text(x, y, label, style)
    if label.endswith("："):
        start = x + pen.width_of(label, style)
        pen.stroke(start, y + 2, min(x + step - 2 * style.size, start + 40 * MM), y + 2, HAIRLINE)


def _drawing(block: Drawing, measure: Measure) -> Piece:
    if block.height > measure.height + 0.5 or block.width > measure.width + 0.5:
        raise Refusal("图比纸的版心大，印不下。请换更大的纸或改为横向")

    def draw(pen: Pen, left: float, top: float) -> None:
        for mark in block.marks:
            pen.mark(left, top, mark)

    return Piece(block.height, draw)
