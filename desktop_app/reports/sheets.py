"""A document laid on sheets (拼版): runs of upright and turned pages, the imprint at the foot of the last one."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from desktop_app.reports.blocks import Block, Document, Imprint, Landscape, Para
from desktop_app.reports.flow import LAST_LINES, set_blocks
from desktop_app.reports.fonts import FontCase
from desktop_app.reports.imprint import imprint_piece
from desktop_app.reports.ink import MM
from desktop_app.reports.pieces import Measure, Piece, Sheet, paginate
from desktop_app.reports.styles import BODY

FEWEST_LEFT = 5
"""Pieces of a page that must stay for its last ones to go over with the imprint."""
Watch = Callable[[Iterator[Piece]], Iterable[Piece]]
"""Lets pieces pass and counts them."""


def lay(document: Document, fonts: FontCase, watch: Watch) -> list[Sheet]:
    """The pages of a document in order; what follows an imprint begins a page."""
    width, height = (side * MM for side in document.page.type_area_mm)
    upright, across = Measure(width, height, fonts), Measure(height, width, fonts)
    sheets: list[Sheet] = []
    for kind, group in groupby(document.blocks, key=_kind):
        run, turned = tuple(group), kind is Landscape
        for imprint in (block for block in run if isinstance(block, Imprint)):
            _add_imprint(sheets, imprint_piece(imprint, upright), height, document.duplex and imprint.ruled)
        if kind is not Imprint:
            sheets += _run(run, across if turned else upright, turned, watch)
    return sheets or [Sheet()]


def _kind(block: Block) -> type[Block]:
    """What parts the runs: turned pages and imprints."""
    return type(block) if isinstance(block, Imprint | Landscape) else Para


def _run(blocks: tuple[Block, ...], measure: Measure, turned: bool, watch: Watch) -> Iterator[Sheet]:
    """The pages of blocks of one direction; a page with nothing on it is left out unless it is the only one."""
    laid = list(paginate(watch(set_blocks(blocks, measure)), measure.height))
    for sheet in laid:
        if sheet.placed or (not turned and len(laid) == 1):
            sheet.across = turned
            yield sheet


def _add_imprint(sheets: list[Sheet], imprint: Piece, height: float, duplex: bool) -> None:
    """Put the imprint on the last page, printed on both sides on an even one (GB/T 9704-2012 7.4, 7.5).

    With a blank page before its own neither of the two is numbered. Printed on one side it takes the last lines along.
    """
    even = not len(sheets) % 2
    if (even or not duplex) and sheets and _has_room(sheets[-1], imprint, height):
        _put(sheets[-1], imprint, height)
        return
    blank = duplex and even and bool(sheets)
    if blank:
        sheets.append(Sheet(numbered=False))
    moved = _last_lines(sheets[-1]) if sheets and not duplex else []
    sheets.append(Sheet(numbered=not blank))
    for piece in moved:
        sheets[-1].put(piece)
    _put(sheets[-1], imprint, height)


def _last_lines(sheet: Sheet) -> list[Piece]:
    """Take the last lines or rows off a page, with what they are kept to; nothing if too little would be left."""
    pieces = [] if sheet.across else [piece for _, piece in sheet.placed]
    at = len(pieces) - LAST_LINES
    while at > 0 and (pieces[at - 1].keep or pieces[at].blank):
        at -= 1
    if at < FEWEST_LEFT:
        return []
    moved = pieces[at:]
    del sheet.placed[at:]
    return moved


def _has_room(sheet: Sheet, imprint: Piece, height: float) -> bool:
    return not sheet.across and sheet.takes(imprint.height + BODY.leading / 2, height)


def _put(sheet: Sheet, imprint: Piece, height: float) -> None:
    sheet.placed.append((height - imprint.height, imprint))
    sheet.used = height
