"""The PDF back end (PDF 输出): a document's blocks laid on pages and drawn, the same bytes for the same document."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from desktop_app.reports.blocks import Block, Document, Form, Ledger
from desktop_app.reports.feet import draw_foot
from desktop_app.reports.fonts import FontCase, workstation_fonts
from desktop_app.reports.ink import MM, Pen
from desktop_app.reports.pieces import Piece, Sheet, counted
from desktop_app.reports.sheets import lay
from desktop_app.reports.styles import Font, Style
from desktop_app.system.errors import Refusal

WATERMARK = Style(Font.HEI, 130, 130)
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
    document: Document,
    out: BinaryIO,
    *,
    progress: Progress | None = None,
    fonts: FontCase | None = None,
    laid: Callable[[Sequence[Sheet]], object] = lambda _sheets: None,
) -> Report:
    """Write ``document`` as PDF to ``out``; ``laid`` is shown the pages before they are drawn.

    Raises Refusal for a character no font holds, Stopped when ``progress`` answers False.
    """
    fonts = fonts or workstation_fonts()
    count = _Count(progress, _rows(document))
    sheets = lay(document, fonts, count.watched)
    laid(sheets)
    paper_width, paper_height = document.page.size_mm
    pen = Pen(out, document.title, document.meta, (paper_width * MM, paper_height * MM), fonts)
    for done, (sheet, (number, whole)) in enumerate(zip(sheets, counted(sheets), strict=True), start=1):
        _draw(document, pen, sheet, number, whole)
        count.tell(count.whole + count.whole * done // len(sheets))
    return Report(len(sheets), pen.save())


def _rows(document: Document) -> int:
    """Roughly how many rows there are to set: what progress is measured by."""
    return sum(_weight(block) for block in document.flat)


def _weight(block: Block) -> int:
    if isinstance(block, Ledger):
        return len(block.rows) if isinstance(block.rows, tuple | list) else 1
    return len(block.rows) if isinstance(block, Form) else 1


class _Count:
    """Pieces passing by, counted for the officer who waits."""

    def __init__(self, progress: Progress | None, whole: int) -> None:
        self._progress = progress
        self._seen = 0
        self.whole = max(1, whole)

    def watched(self, pieces: Iterator[Piece]) -> Iterator[Piece]:
        """The same pieces, counted."""
        for piece in pieces:
            if self._seen % BEAT == 0:
                self.tell(min(self._seen, self.whole))
            self._seen += 1
            yield piece

    def tell(self, done: int) -> None:
        if self._progress and not self._progress(done, 2 * self.whole):
            raise Stopped


def _draw(document: Document, pen: Pen, sheet: Sheet, number: int, count: int) -> None:
    """One sheet. A turned page is drawn a quarter to the left on an upright sheet, its head at the left long edge.

    The sheet is not marked as turned (no /Rotate): its number stays where upright pages have it, every sheet leaves a
    printer the same way up, so that heads stand at the binding side of odd pages and at the fore-edge of even ones
    whatever a driver does with pages across, and the preview shows the sheet as it will lie in the file.
    """
    edge = document.page.margins
    if sheet.across:
        pen.turn()
    left, top = (edge.bottom * MM, edge.left * MM) if sheet.across else (edge.left * MM, edge.top * MM)
    for y, piece in sheet.placed:
        piece.draw(pen, left, top + y)
    if sheet.across:
        pen.turn_back()
    draw_foot(document, pen, number, count, sheet.numbered)
    if document.footer.watermark:
        pen.watermark(document.footer.watermark, WATERMARK)
    pen.end_page()
