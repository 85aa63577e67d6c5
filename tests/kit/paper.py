"""Read printed papers back: text, places and sizes of characters, pixels. Lengths are points from the top left."""

import io
from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

import pypdfium2 as pdfium

from desktop_app.reports.blocks import Block, Document
from desktop_app.reports.pdf import render
from desktop_app.reports.styles import FORM_PAGE, Footer, Meta, PageSetup

META = Meta("清源县人民检察院", datetime(2015, 5, 31, 9, 0))


class Mark(NamedTuple):
    """One printed character with its loose box."""

    char: str
    left: float
    top: float
    right: float
    bottom: float


def paper(*blocks: Block, page: PageSetup = FORM_PAGE, footer: Footer | None = None) -> Document:
    """A paper of ``blocks`` by the practice county."""
    return Document("试卷", page, blocks, META, footer or Footer())


def printed(document: Document) -> bytes:
    """The PDF of a paper."""
    out = io.BytesIO()
    render(document, out)
    return out.getvalue()


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page as a reader copies it."""
    return [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(pdf)]


def solid(text: str) -> str:
    """Text without white space, which paper does not keep."""
    return "".join(text.split())


def paper_text(pdf: bytes) -> str:
    """All text of a PDF without white space."""
    return solid("".join(page_texts(pdf)))


def characters(pdf: bytes, number: int = 0) -> Iterator[Mark]:
    """The characters of one page with their places."""
    page = pdfium.PdfDocument(pdf)[number]
    height = page.get_height()
    text = page.get_textpage()
    for i in range(text.count_chars()):
        char = text.get_text_range(i, 1)
        if char.strip():
            left, bottom, right, top = text.get_charbox(i, loose=True)
            yield Mark(char, left, height - top, right, height - bottom)


def darkness(pdf: bytes, number: int = 0) -> float:
    """Share of pixels of one page that are not white."""
    pixels = bytes(pdfium.PdfDocument(pdf)[number].render(scale=1, grayscale=True).buffer)
    return sum(pixel < 250 for pixel in pixels) / len(pixels)
