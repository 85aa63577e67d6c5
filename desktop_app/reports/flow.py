"""Set the plain blocks (块): headings, paragraphs, signatures, drawings, white space. All lengths are points."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from desktop_app.reports.annexes import annex_head, attachment_note
from desktop_app.reports.blocks import (
    AnnexHead,
    AttachmentNote,
    Block,
    Closing,
    Drawing,
    Form,
    Heading,
    Imprint,
    Landscape,
    Ledger,
    PageBreak,
    Para,
    RedHead,
    Signatures,
    Spacer,
    Together,
    UnitLine,
)
from desktop_app.reports.closings import closing_piece, is_note
from desktop_app.reports.form import form_pieces
from desktop_app.reports.imprint import imprint_piece
from desktop_app.reports.ink import HAIRLINE, MM, Pen
from desktop_app.reports.leads import LedLine, lead_counts
from desktop_app.reports.ledger import LedgerSetter
from desktop_app.reports.pieces import Draw, Measure, Piece, SetText, baseline, nothing, paginate, set_text
from desktop_app.reports.redhead import red_head
from desktop_app.reports.square_code import draw_code, side_of
from desktop_app.reports.styles import BODY, HEADING_1, HEADING_2, TITLE, Align, Style
from desktop_app.reports.titles import title_text
from desktop_app.system.errors import Refusal

HEADING_STYLES: tuple[Style, ...] = (TITLE, HEADING_1, HEADING_2, BODY)
SEAL_MM = 32.0
"""Room kept for a seal (印章) of 42 mm that may reach into the lines above."""
SIGN_MM = 16.0
CODE_MM = 13.0
"""Side of the square code beside a title, with its quiet zone: as tall as one line of it and the gap."""
TITLE_GAP = 6.0
"""Points between a title and what stands under it, besides its own leading."""
LAST_LINES = 2
"""Lines of text or rows that stay with the closing, which never stands alone on a page."""


def set_blocks(blocks: Sequence[Block], measure: Measure) -> Iterator[Piece]:
    """The pieces of blocks one after the other: a closing keeps the last lines or rows, and an annotation beside it."""
    at, begun = 0, False
    while at < len(blocks):
        block, after = blocks[at], blocks[at + 1] if at + 1 < len(blocks) else None
        at += 1
        if isinstance(block, Closing) and isinstance(after, Para) and is_note(after):
            yield closing_piece(block, measure, after)
            at += 1
        elif _holds(_next_said(blocks[at:])) and isinstance(block, _HOLD):
            yield from _held(set_block(block, measure), begun)
        else:
            yield from set_block(block, measure)
        begun = begun or (isinstance(block, Para) and bool(block.first_indent))


_HOLD = Para | AttachmentNote | Ledger | Together | Spacer
"""What a closing takes along to its page."""


def _holds(block: Block | None) -> bool:
    """Whether what stands before a block stays with it."""
    return isinstance(block, Closing | AttachmentNote) or (isinstance(block, Together) and block.held)


def _next_said(blocks: Sequence[Block]) -> Block | None:
    """The next block that is not white space."""
    return next((block for block in blocks if not isinstance(block, Spacer)), None)


def _held(pieces: Iterator[Piece], begun: bool) -> Iterator[Piece]:
    """Pieces of which the last ones stay with what follows; the first line of a text not yet ``begun`` stays behind."""
    made = list(pieces)
    free = max(0 if begun else min(1, len(made) - 1), len(made) - LAST_LINES)
    yield from made[:free]
    yield from (replace(piece, keep=True) for piece in made[free:])


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
            yield closing_piece(block, measure)
        case Together():
            yield from _together(block, measure)
        case Spacer():
            yield Piece(block.mm * MM, nothing, blank=True)
        case PageBreak():
            yield Piece(0.0, nothing, fresh=True, blank=True, recount=block.recount)
        case Drawing():
            yield _drawing(block, measure)
        case RedHead():
            yield from red_head(block, measure)
        case AttachmentNote():
            yield from attachment_note(block, measure)
        case AnnexHead():
            yield annex_head(block, measure)
        case Imprint():
            yield imprint_piece(block, measure)
        case Landscape():
            yield from set_blocks(block.blocks, measure)


def _heading(block: Heading, measure: Measure) -> Iterator[Piece]:
    style = HEADING_STYLES[min(block.level, 3)]
    if block.level == 0:
        yield _title(block, measure, style)
        return
    text = set_text(block.text, measure.width, style, Align.LEFT, measure.fonts, 2 * style.size, company=True)
    for i in range(len(text.lines)):
        yield Piece(style.leading, text.part(i, i + 1).draw, keep=True, over=style.over, under=style.over)


def _title(block: Heading, measure: Measure, style: Style) -> Piece:
    """A title centred, between equal margins where a square code stands at its right."""
    side = side_of(block.code, CODE_MM) if block.code else 0.0
    text = title_text(block.text, measure.width - 2 * side, style, measure.fonts)

    def draw(pen: Pen, left: float, top: float) -> None:
        text.draw(pen, left + side, top)
        if block.code:
            draw_code(pen, left + measure.width - side, top + text.style.over, block.code, CODE_MM)

    return Piece(max(text.height + TITLE_GAP, side), draw, keep=True, over=text.style.over)


def _unit_line(block: UnitLine, measure: Measure) -> Piece:
    """Both on one line, the right one under the left where they would meet."""
    style = block.style
    face = measure.fonts.face(style.font)
    beside = face.width(block.right, style.size) if block.right else 0.0
    if face.width(block.left, style.size) + beside + (style.size if beside else 0.0) > measure.width:
        parts = [(block.left, Align.LEFT), *([(block.right, Align.RIGHT)] if block.right else [])]
        lines = [set_text(text, measure.width, style, align, measure.fonts, company=True) for text, align in parts]
        return _stacked(lines)

    def draw(pen: Pen, left: float, top: float) -> None:
        y = top + baseline(style)
        pen.text(left, y, block.left, style)
        pen.text(left + measure.width - beside, y, block.right, style)

    return Piece(style.leading + 4.0, draw, keep=True)


def _stacked(texts: Sequence[SetText]) -> Piece:
    """Texts one under the other."""

    def draw(pen: Pen, left: float, top: float) -> None:
        for text in texts:
            text.draw(pen, left, top)
            top += text.height

    return Piece(sum(text.height for text in texts) + 4.0, draw, keep=True)


def _paragraph(block: Para, measure: Measure) -> Iterator[Piece]:
    em = block.style.size
    indent = block.left_indent * em
    width = measure.width - indent - block.right_indent * em
    first = block.first_indent * em if block.align in (Align.LEFT, Align.JUSTIFY) else 0.0
    text = set_text(block.text, width, block.style, block.align, measure.fonts, first, company=True)
    text = replace(text, colour=block.colour)
    leads = lead_counts(text.lines, block.lead)
    for i, lead in enumerate(leads):
        part = text.part(i, i + 1)
        draw = _moved(part, indent) if not lead else _led(part, lead, block.lead_style, indent)
        over = block.style.over
        yield Piece(block.style.leading, draw, keep=block.keep, over=over, under=over)
    if block.after:
        yield Piece(block.after, nothing, blank=True)


def _led(text: SetText, lead: int, lead_style: Style, indent: float) -> Draw:
    """One line that begins with words of a heading."""
    led = LedLine(text.lines[0], lead, text.style, lead_style, text.colour)
    return lambda pen, left, top: led.draw(pen, left + indent, top + baseline(text.style))


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


def _together(block: Together, measure: Measure) -> Iterator[Piece]:
    pieces = list(set_blocks(block.blocks, measure))
    yield from (replace(piece, keep=True) for piece in pieces[:-1])
    yield from pieces[-1:]


def height_of(blocks: Iterable[Block], measure: Measure) -> float:
    """How tall blocks are under each other on one endless page."""
    return sum(piece.height for piece in set_blocks(tuple(blocks), measure))


def pages_of(blocks: Iterable[Block], measure: Measure) -> int:
    """How many pages blocks take."""
    return sum(1 for _ in paginate(set_blocks(tuple(blocks), measure), measure.height))


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
