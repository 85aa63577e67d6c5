"""What stands outside the type area of a page (页脚): page number, signatures, anchor of the history chain.

On official pages (``Numbers.OFFICIAL``) the anchor stands in the lowest strip of the sheet, under the page number and
under the lower red lines of a letter, on every page in the same place. All lengths are points.
"""

from desktop_app.reports.blocks import Document
from desktop_app.reports.ink import MM, Pen
from desktop_app.reports.square_code import draw_code
from desktop_app.reports.styles import SMALL, Font, Numbers, Style

FOOT = Style(Font.SONG, 10.5, 14)
PAGE_NUMBER = Style(Font.SONG, 14, 18)
GREY = "#6A6A6A"
OFFICIAL_DROP_MM = 7.0
"""The rule of the page number stands 7 mm under the type area (GB/T 9704-2012 7.5)."""
STRIP_MM = 18.0
"""From the foot of the sheet to the strip of anchor and code, just under the letter's red lines at 20 mm."""
CODE_DROP_MM = 2.5
"""From the type area down to the square code of papers with counted pages; a bottom margin of 18 mm holds it."""
ANCHOR_MM = 11.5
"""From the foot of the sheet to the baseline of the anchor."""


def draw_foot(document: Document, pen: Pen, number: int, count: int, numbered: bool) -> None:
    """The foot of page ``number`` of ``count``."""
    if document.footer.numbers is Numbers.OFFICIAL:
        _official(document, pen, number if numbered else 0)
    else:
        _counted(document, pen, number, count)


def _counted(document: Document, pen: Pen, number: int, count: int) -> None:
    edge, footer = document.page.margins, document.footer
    left, right = edge.left * MM, pen.width - edge.right * MM
    bottom = pen.height - edge.bottom * MM
    if footer.code:
        left += draw_code(pen, left, bottom + CODE_DROP_MM * MM, footer.code)
    x = left
    for label in footer.left:
        pen.text(x, bottom + 6.5 * MM, label, FOOT)
        x += pen.width_of(label, FOOT) + 30 * MM
    if footer.numbers is Numbers.COUNTED:
        said = f"第 {number} 页 / 共 {count} 页"
        pen.text(right - pen.width_of(said, FOOT), bottom + 6.5 * MM, said, FOOT)
    if footer.anchor:
        pen.text(left, bottom + 12 * MM, footer.anchor, SMALL, GREY)


def _official(document: Document, pen: Pen, number: int) -> None:
    edge, footer = document.page.margins, document.footer
    left, right = edge.left * MM, pen.width - edge.right * MM
    if number and (footer.first or number > 1):
        _official_number(pen, number, left, right, pen.height - (edge.bottom - OFFICIAL_DROP_MM) * MM)
    if footer.code:
        left += draw_code(pen, left, pen.height - STRIP_MM * MM, footer.code)
    said = "　".join(filter(None, (*footer.left, footer.anchor)))
    if said:
        pen.text(left, pen.height - ANCHOR_MM * MM, said, SMALL, GREY)


def _official_number(pen: Pen, number: int, left: float, right: float, rule: float) -> None:
    """— n —, odd pages right and even left, one character in from the edge; the dashes stand on ``rule``."""
    said = f"— {number} —"
    inset = PAGE_NUMBER.size
    x = right - inset - pen.width_of(said, PAGE_NUMBER) if number % 2 else left + inset
    pen.text(x, rule + 0.38 * PAGE_NUMBER.size, said, PAGE_NUMBER)
