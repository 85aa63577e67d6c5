"""The square code on paper is the encoder's, square by square, with white round it."""

import io

import pypdfium2 as pdfium
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.ink import MM, Pen
from desktop_app.reports.square_code import DOT, FEWEST_DOTS, LONGEST, QUIET, Matrix, draw_code, matrix, side_of
from desktop_app.system.errors import Refusal
from tests.kit.paper import META

ANCHOR = "GZT 412 7F3A 09C2 B1D8 44E0"
DOTS_A_POINT = 600 / 72


def drawn(text: str, left: float = 60.0, top: float = 700.0) -> tuple[Matrix, bytes]:
    """What stands on a page with one code: the squares read from the dots of a 600 dpi picture, and the PDF."""
    out = io.BytesIO()
    pen = Pen(out, "方码", META, (210 * MM, 297 * MM), workstation_fonts())
    side = draw_code(pen, left, top, text)
    pen.end_page()
    pen.save()
    page = pdfium.PdfDocument(out.getvalue())[0]
    picture = page.render(scale=DOTS_A_POINT, grayscale=True)
    pixels, stride = bytes(picture.buffer), picture.stride
    count = len(matrix(text)) + 2 * QUIET
    step = side / count * DOTS_A_POINT

    def dark(row: int, column: int) -> bool:
        x, y = left * DOTS_A_POINT + (column + 0.5) * step, top * DOTS_A_POINT + (row + 0.5) * step
        return pixels[int(y) * stride + int(x)] < 128

    whole = tuple(tuple(dark(row, column) for column in range(count)) for row in range(count))
    return whole, out.getvalue()


@pytest.mark.parametrize("text", [ANCHOR, "清检发〔2015〕18号 412 7f3a", "7"])
def test_the_squares_on_the_page_are_the_encoders_with_white_round_them(text: str) -> None:
    whole, _ = drawn(text)
    assert tuple(row[QUIET:-QUIET] for row in whole[QUIET:-QUIET]) == matrix(text)
    border = [*whole[:QUIET], *whole[-QUIET:], *(row[:QUIET] + row[-QUIET:] for row in whole)]
    assert not any(square for row in border for square in row)


def test_capitals_and_digits_are_encoded_as_the_library_does_by_itself() -> None:
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(ANCHOR)
    code.make()
    assert matrix(ANCHOR) == tuple(tuple(map(bool, row)) for row in code.modules)


def test_the_page_is_as_dark_as_the_code_and_the_squares_are_whole_dots() -> None:
    _, pdf = drawn(ANCHOR)
    picture = pdfium.PdfDocument(pdf)[0].render(scale=DOTS_A_POINT, grayscale=True)
    ink = sum(255 - pixel for pixel in bytes(picture.buffer)) / 255
    squares = sum(square for row in matrix(ANCHOR) for square in row)
    dots = round(side_of(ANCHOR) / (len(matrix(ANCHOR)) + 2 * QUIET) / DOT)
    assert ink == pytest.approx(squares * dots**2, rel=0.01)


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=LONGEST // 4))
@settings(max_examples=20)
def test_any_short_text_fits_the_foot_of_a_page(text: str) -> None:
    assert side_of(text) <= 11.5 * MM
    assert side_of(text) / (len(matrix(text)) + 2 * QUIET) >= FEWEST_DOTS * DOT - 1e-9
    assert matrix(text)[0][:7] == (True,) * 7


@pytest.mark.parametrize("text", ["", "检" * 40])
def test_nothing_and_a_long_text_are_refused(text: str) -> None:
    with pytest.raises(Refusal, match=r"方码能写1到\d+个字节"):
        matrix(text)
