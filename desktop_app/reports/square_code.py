"""Square codes (方码, QR): a short text a telephone can read from paper, drawn as plain squares (GB/T 18284-2000).

Every square is a whole number of dots of a 600 dpi printer wide and stands on that grid, so that all print alike.
"""

from functools import lru_cache
from typing import Any

from desktop_app.reports.ink import MM, Pen
from desktop_app.system.errors import Refusal

Matrix = tuple[tuple[bool, ...], ...]

QUIET = 4
"""White squares round the code (GB/T 18284-2000, 8.4)."""
DOT = 72 / 600
"""Points between two dots of the printer."""
FEWEST_DOTS = 5
"""Dots a square takes at least: 0.21 mm, the finest office printers and telephones hold apart."""
SIZE_MM = 11.5
LONGEST = 100
"""Bytes a code of ``SIZE_MM`` still holds in squares of ``FEWEST_DOTS``."""


@lru_cache(64)
def matrix(text: str) -> Matrix:
    """The squares of a code, rows from the top, True where dark; level M, which bears 15 % of damage.

    Letters, digits and blanks are kept in capitals as they are; anything else as UTF-8. Refuses an empty or long text.
    """
    raw = text.encode()
    if not 0 < len(raw) <= LONGEST:
        raise Refusal(f"方码能写1到{LONGEST}个字节，这段文字有{len(raw)}个。请改短")
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(_data(text))
    code.make()
    return tuple(tuple(bool(square) for square in row) for row in code.modules)


def _data(text: str) -> Any:
    from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRAlphaNum

    try:
        return QRAlphaNum(text)
    except ValueError:
        return QR8bitByte(text)


def square_of(text: str, size_mm: float = SIZE_MM) -> float:
    """Side of one square in points, for a code of at most ``size_mm`` with its quiet zone."""
    across = len(matrix(text)) + 2 * QUIET
    return max(FEWEST_DOTS, int(size_mm * MM / across / DOT + 1e-6)) * DOT


def side_of(text: str, size_mm: float = SIZE_MM) -> float:
    """Side of the whole code with its quiet zone, in points."""
    return square_of(text, size_mm) * (len(matrix(text)) + 2 * QUIET)


def draw_code(pen: Pen, left: float, top: float, text: str, size_mm: float = SIZE_MM) -> float:
    """Draw the code of ``text`` with its quiet zone's top left at (left, top); answers its side in points."""
    side = square_of(text, size_mm)
    x, foot = _on_grid(left), _on_grid(pen.height - top)
    boxes = [
        (x + (QUIET + start) * side, pen.height - foot + (QUIET + row) * side, (end - start) * side, side)
        for row, start, end in runs(matrix(text))
    ]
    pen.fill(boxes)
    return side_of(text, size_mm)


def _on_grid(at: float) -> float:
    return round(at / DOT) * DOT


def runs(squares: Matrix) -> list[tuple[int, int, int]]:
    """(row, first, end) of neighbouring dark squares."""
    out = []
    for number, row in enumerate(squares):
        start = None
        for column, dark in enumerate((*row, False)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                out.append((number, start, column))
                start = None
    return out
