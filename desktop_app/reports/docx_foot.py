"""Heads and feet of a .docx (页眉页脚): page numbers as fields, signatures, anchor, square code, 演练 across."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.reports.blocks import Document
from desktop_app.reports.docx_flow import parted
from desktop_app.reports.docx_pictures import code_picture, watermark
from desktop_app.reports.docx_tables import Look, TableCell, TableRow, floating, table
from desktop_app.reports.docx_xml import SHARE_ABOVE, Element, ems, field, gap, para, pitch_of, run, tab
from desktop_app.reports.feet import ANCHOR_MM, CODE_DROP_MM, FOOT, GREY, OFFICIAL_DROP_MM, PAGE_NUMBER, STRIP_MM
from desktop_app.reports.ink import MM
from desktop_app.reports.redhead import (
    BETWEEN_MM,
    LETTER_FOOT_MM,
    LETTER_RULE_MM,
    RED,
    THICK_MM,
    THIN_MM,
    letter_rule_mm,
)
from desktop_app.reports.square_code import side_of
from desktop_app.reports.styles import SMALL, Align, Footer, Numbers, PageSetup

EASE = 1.0
"""Points kept under a picture, so that rounding never cuts it."""
UNDER_TABLE = 1.0
"""Points of the empty paragraph that has to follow a table."""
DASH = 0.38
"""Height of a dash over its baseline, in parts of the size."""


@dataclass(frozen=True)
class Feet:
    """What the feet of a section say: the document's footer, its page, ``across`` on turned pages.

    ``whole`` is the field of how many pages there are; ``letter`` draws a letter's lower red lines on page 1.
    """

    footer: Footer
    page: PageSetup
    across: bool = False
    numbered: bool = True
    whole: str = "NUMPAGES"
    letter: bool = False
    on_sheet: bool = False

    @property
    def distance(self) -> float:
        """From the foot of the sheet to that of the footer, in points."""
        edge = self.page.margins.bottom
        if self.beside:
            return (edge - CODE_DROP_MM) * MM - side_of(self.footer.code) - EASE - UNDER_TABLE
        if self.footer.numbers is Numbers.OFFICIAL:
            return self._strip_foot if self._strip else self._number_foot
        last = 12.0 if self.footer.anchor else 6.5
        style = SMALL if self.footer.anchor else FOOT
        return (edge - last) * MM - (1 - SHARE_ABOVE) * style.leading

    @property
    def _strip(self) -> str:
        return "　".join(filter(None, (*self.footer.left, self.footer.anchor)))

    @property
    def _number_foot(self) -> float:
        rule = (self.page.margins.bottom - OFFICIAL_DROP_MM) * MM
        return rule - DASH * PAGE_NUMBER.size - (1 - SHARE_ABOVE) * PAGE_NUMBER.leading

    @property
    def _strip_foot(self) -> float:
        return ANCHOR_MM * MM - (1 - SHARE_ABOVE) * SMALL.leading

    def content(self, even: bool = False, first: bool = False) -> list[Element]:
        """The paragraphs of one kind of page, upright."""
        if self.footer.numbers is Numbers.OFFICIAL:
            return self._official(even, bare=not self.numbered or (first and not self.footer.first))
        width, aside = self.page.type_area_mm[0] * MM, self._aside
        width -= side_of(self.footer.code) if self.beside else 0.0
        made = [self._counted(width, aside)]
        if self.footer.anchor:
            drop = (12.0 - 6.5) * MM - FOOT.leading * (1 - SHARE_ABOVE) - SMALL.leading * SHARE_ABOVE
            made += [gap(drop)] if drop > 1 else []
            made.append(para([run(self.footer.anchor, SMALL, GREY)], SMALL, left=aside))
        return made

    @property
    def beside(self) -> bool:
        """Whether code and words stand side by side in a table, where no word processor lays one over the other."""
        return bool(self.footer.code) and not self.across and self.footer.numbers is not Numbers.OFFICIAL

    @property
    def _aside(self) -> float:
        """Room the words leave at their left for a code that floats."""
        return side_of(self.footer.code) if self.footer.code and not self.beside else 0.0

    def _counted(self, width: float, aside: float) -> Element:
        footer = self.footer
        runs: list[Element] = []
        stops: list[tuple[str, float, str]] = []
        at = aside
        for label in footer.left:
            if at > aside:
                stops.append(("left", at, "none"))
                runs.append(tab(FOOT))
            runs.append(run(label, FOOT))
            at += ems(label) * FOOT.size + 30 * MM
        if footer.numbers is Numbers.COUNTED:
            stops.append(("right", width, "none"))
            runs += [tab(FOOT), run("第 ", FOOT), *field("PAGE", FOOT), run(" 页 / 共 ", FOOT)]
            runs += [*field(self.whole, FOOT), run(" 页", FOOT)]
        return para(runs, FOOT, stops=tuple(stops), left=aside)

    def _official(self, even: bool, bare: bool) -> list[Element]:
        style = PAGE_NUMBER
        said = [] if bare else [run("— ", style), *field("PAGE", style), run(" —", style)]
        left, right = (style.size, 0.0) if even else (0.0, style.size)
        made = [para(said, style, Align.LEFT if even else Align.RIGHT, left=left, right=right)]
        if self._strip:
            drop = self._number_foot - self._strip_foot - SMALL.leading
            made += [gap(drop), para([run(self._strip, SMALL, GREY)], SMALL, left=self._aside)]
        return made


def fill(section: Any, feet: Feet, document: Document) -> None:
    """Write the feet and heads of one section: odd pages, even pages, and page 1 of a letter."""
    first = section.different_first_page_header_footer
    kinds = [
        (section.footer, section.header, False, False),
        (section.even_page_footer, section.even_page_header, True, False),
    ]
    kinds += [(section.first_page_footer, section.first_page_header, False, True)] if first else []
    for foot, head, even, is_first in kinds:
        foot.is_linked_to_previous = head.is_linked_to_previous = False
        content = feet.content(even, is_first)
        if feet.across:
            content = [_turned(content, feet), gap(1.0)]
        extra = [_lower_lines(feet)] if feet.letter and is_first else []
        if feet.beside:
            content = _beside(code_picture(foot.part, feet.footer.code, document), content, feet)
        elif feet.footer.code:
            extra.append(_code(foot.part, feet, document))
        _put(foot.part.element, list(parted([*extra, *content])))
        _put(head.part.element, [watermark(feet.footer.watermark)] if feet.footer.watermark else [gap(1.0)])


def _put(root: Element, content: Sequence[Element]) -> None:
    for child in list(root):
        root.remove(child)
    root.extend(content)


def _turned(content: Sequence[Element], feet: Feet) -> Element:
    """The foot of a turned page where upright pages have it: along the left edge, read from above."""
    edge, width = feet.page.margins, feet.page.type_area_mm[0] * MM
    tall = sum(pitch_of(one) for one in content)
    return floating(feet.distance, edge.left * MM, tall, width, content, turned=True)


def _beside(code: Element, content: Sequence[Element], feet: Feet) -> list[Element]:
    """Square code and words in two cells of a row as tall as the code, where the printed paper has them."""
    side, width = side_of(feet.footer.code), feet.page.type_area_mm[0] * MM
    drop = (6.5 - CODE_DROP_MM) * MM - FOOT.leading * SHARE_ABOVE
    said = [*([gap(drop)] if drop > 1 else []), *content]
    cells = (TableCell([code], stands="top"), TableCell(said, stands="top"))
    row = TableRow(cells, side + EASE, exact=True)
    return [table((side, width - side), (row,), Look((), (0.0, 0.0))), gap(UNDER_TABLE)]


def _lower_lines(feet: Feet) -> Element:
    """The red double line at the foot of a letter's first page, thin over thick (GB/T 9704-2012 10.1)."""
    edge = feet.page.margins
    x = (edge.left + letter_rule_mm(feet.on_sheet)) * MM
    rules = (("bottom", "thinThickSmallGap", round(THICK_MM * MM * 8), RED.lstrip("#")),)
    tall = 4.0
    foot = (feet.page.size_mm[1] - LETTER_FOOT_MM - THICK_MM - BETWEEN_MM - THIN_MM) * MM
    return floating(x, foot - tall, LETTER_RULE_MM * MM, tall, [gap(1.0)], rules)


def _code(part: Any, feet: Feet, document: Document) -> Element:
    """The square code at the left end of the foot, on turned pages where upright ones have it."""
    side = side_of(feet.footer.code)
    counted = feet.footer.numbers is not Numbers.OFFICIAL
    over_foot = (feet.page.margins.bottom - CODE_DROP_MM) if counted else STRIP_MM
    left = feet.page.margins.left * MM
    picture = code_picture(part, feet.footer.code, document)
    if feet.across:
        return floating(over_foot * MM - side, left, side, side + EASE, [picture])
    return floating(left, (feet.page.size_mm[1] - over_foot) * MM, side, side + EASE, [picture])
