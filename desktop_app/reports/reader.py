"""Read a document as it is laid on pages, without writing a file (版面读取): every run of text with its place."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from desktop_app.reports.blocks import Document
from desktop_app.reports.fonts import FontCase
from desktop_app.reports.ink import MM, Pen
from desktop_app.reports.pieces import Sheet
from desktop_app.reports.sheets import lay
from desktop_app.reports.styles import Style


class Run(NamedTuple):
    """One run of text as drawn; ``x`` and ``y`` of its baseline in points from the top left of the sheet."""

    x: float
    y: float
    text: str
    style: Style


class _Reading(Pen):
    """A pen that notes down the words it is asked to draw and draws nothing."""

    def __init__(self, fonts: FontCase, size: tuple[float, float]) -> None:
        self.fonts = fonts
        self.width, self.height = size
        self.runs: list[Run] = []

    def text(self, *told: Any, **_: Any) -> None:
        self.runs.append(Run(*told[:4]))

    stretched = text

    def box(self, *_: Any) -> None: ...

    def stroke(self, *_: Any) -> None: ...

    def fill(self, *_: Any) -> None: ...

    def mark(self, *_: Any) -> None: ...


def read_pages(document: Document, fonts: FontCase) -> list[list[Run]]:
    """The words of each page in the order they are drawn; feet are left out."""
    return read_sheets(document, lay(document, fonts, lambda pieces: pieces), fonts)


def read_sheets(document: Document, sheets: Iterable[Sheet], fonts: FontCase) -> list[list[Run]]:
    """The same of pages that are laid already."""
    size = (document.page.size_mm[0] * MM, document.page.size_mm[1] * MM)
    edge = document.page.margins
    out = []
    for sheet in sheets:
        pen = _Reading(fonts, size)
        left, top = (edge.bottom * MM, edge.left * MM) if sheet.across else (edge.left * MM, edge.top * MM)
        for y, piece in sheet.placed:
            piece.draw(pen, left, top + y)
        out.append(pen.runs)
    return out
