"""The PDF back end (PDF 输出): a document's blocks laid on pages and drawn, the same bytes for the same document."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from desktop_app.reports.blocks import Block, Document, Form, Ledger
from desktop_app.reports.flow import Measure, set_block
from desktop_app.reports.fonts import FontCase, workstation_fonts
from desktop_app.reports.ink import MM, Pen
from desktop_app.reports.pieces import Piece, Sheet, counted, paginate
from desktop_app.reports.styles import SMALL, Font, Numbers, Style
from desktop_app.system.errors import Refusal

FOOT = Style(Font.SONG, 10.5, 14)
PAGE_NUMBER = Style(Font.SONG, 14, 18)
WATERMARK = Style(Font.HEI, 130, 130)
GREY = "#6A6A6A"
OFFICIAL_DROP_MM = 7.0
"""The rule of the page number stands 7 mm under the type area (GB/T 9704-2012)."""
BEAT = 200
"""Rows between two reports of progress."""

Progress = Callable[[int, int], bool]
"""Told (done, whole); answers False to stop."""


class Stopped(Refusal):
    """The officer stopped the paper (已停止); the output is worthless."""

    def __init__(self) -> None:
        super().__init__("已停止，没有生成文件")


@dataclass(frozen=True)
class Report:
    """What came of it: how many pages, and what had to be replaced, in Chinese sentences (替换说明)."""

    pages: int
    substitutions: tuple[str, ...]


def render(
    document: Document, out: BinaryIO, *, progress: Progress | None = None, fonts: FontCase | None = None
) -> Report:
    """Write ``document`` as PDF to ``out``.

    Raises Refusal for a character no font holds, Stopped when ``progress`` answers False.
    """
    fonts = fonts or workstation_fonts()
    width, height = (side * MM for side in document.page.type_area_mm)
    measure = Measure(width, height, fonts)
    pieces = _Count(_pieces(document, measure), progress, _rows(document))
    sheets = list(paginate(pieces, height))
    paper_width, paper_height = document.page.size_mm
    pen = Pen(out, document.title, document.meta, (paper_width * MM, paper_height * MM), fonts)
    for done, (sheet, (number, count)) in enumerate(zip(sheets, counted(sheets), strict=True), start=1):
        _draw(document, pen, sheet, number, count)
        pieces.tell(pieces.whole + pieces.whole * done // len(sheets))
    return Report(len(sheets), pen.save())


def _rows(document: Document) -> int:
    """Roughly how many rows there are to set: what progress is measured by."""
    return sum(_weight(block) for block in document.flat)


def _weight(block: Block) -> int:
    if isinstance(block, Ledger):
        return len(block.rows) if isinstance(block.rows, tuple | list) else 1
    return len(block.rows) if isinstance(block, Form) else 1


def _pieces(document: Document, measure: Measure) -> Iterator[Piece]:
    for block in document.blocks:
        yield from set_block(block, measure)


class _Count:
    """Pieces passing by, counted for the officer who waits."""

    def __init__(self, pieces: Iterator[Piece], progress: Progress | None, whole: int) -> None:
        self._pieces = pieces
        self._progress = progress
        self.whole = max(1, whole)

    def __iter__(self) -> Iterator[Piece]:
        for number, piece in enumerate(self._pieces):
            if number % BEAT == 0:
                self.tell(min(number, self.whole))
            yield piece

    def tell(self, done: int) -> None:
        if self._progress and not self._progress(done, 2 * self.whole):
            raise Stopped


def _draw(document: Document, pen: Pen, sheet: Sheet, number: int, count: int) -> None:
    edge = document.page.margins
    left, top = edge.left * MM, edge.top * MM
    for y, piece in sheet.placed:
        piece.draw(pen, left, top + y)
    _foot(document, pen, number, count)
    if document.footer.watermark:
        pen.watermark(document.footer.watermark, WATERMARK)
    pen.end_page()


def _foot(document: Document, pen: Pen, number: int, count: int) -> None:
    """Signatures, page number, anchor of the history chain: all under the type area."""
    edge, footer = document.page.margins, document.footer
    left, right = edge.left * MM, pen.width - edge.right * MM
    bottom = pen.height - edge.bottom * MM
    x = left
    for label in footer.left:
        pen.text(x, bottom + 6.5 * MM, label, FOOT)
        x += pen.width_of(label, FOOT) + 30 * MM
    if footer.numbers is Numbers.COUNTED:
        said = f"第 {number} 页 / 共 {count} 页"
        pen.text(right - pen.width_of(said, FOOT), bottom + 6.5 * MM, said, FOOT)
    elif footer.numbers is Numbers.OFFICIAL:
        _official_number(pen, number, left, right, bottom + OFFICIAL_DROP_MM * MM)
    if footer.anchor:
        pen.text(left, bottom + 12 * MM, footer.anchor, SMALL, GREY)


def _official_number(pen: Pen, number: int, left: float, right: float, rule: float) -> None:
    """— n —, odd pages right and even left, one character in from the edge; the dashes stand on ``rule``."""
    said = f"— {number} —"
    inset = PAGE_NUMBER.size
    x = right - inset - pen.width_of(said, PAGE_NUMBER) if number % 2 else left + inset
    pen.text(x, rule + 0.38 * PAGE_NUMBER.size, said, PAGE_NUMBER)
