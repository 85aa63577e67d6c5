"""The .docx back end (文字处理稿): the blocks of a document as a file an office's word processor opens and edits.

Page set-up, fonts by their official names, sizes and line pitch are those of the PDF; lines are broken by the word
processor itself, so that a page may end elsewhere by a line.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import StrEnum
from typing import Any, BinaryIO

from desktop_app.reports import docx_flow as flow
from desktop_app.reports import docx_tables as tables
from desktop_app.reports.blocks import (
    AnnexHead,
    AttachmentNote,
    Block,
    Closing,
    Document,
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
from desktop_app.reports.closings import is_note
from desktop_app.reports.docx_foot import Feet, fill
from desktop_app.reports.docx_head import imprint, red_head
from desktop_app.reports.docx_package import blank, saved
from desktop_app.reports.docx_pictures import code_picture, drawing_picture
from desktop_app.reports.docx_xml import LINE_PITCH, P_ORDER, Element, el, gap, lines_of, name, put, twips
from desktop_app.reports.fonts import FontCase, workstation_fonts
from desktop_app.reports.ink import MM
from desktop_app.reports.pieces import Measure
from desktop_app.reports.sheets import lay
from desktop_app.reports.styles import OFFICIAL_PAGE, TITLE
from desktop_app.reports.titles import title_lines
from desktop_app.rules.vocabulary import PaperFormat

GRID = (28, 22)
"""Characters and lines of the type area (GB/T 9704-2012 5.2.3)."""
GRID_POINTS = 16
HEADER_MM = 12.0


@dataclass
class _Section:
    """Pages of one direction and one count (节)."""

    elements: list[Element] = field(default_factory=list)
    across: bool = False
    recount: bool = False
    numbered: bool = True
    closed: bool = False


def write_docx(document: Document, out: BinaryIO) -> None:
    """Write ``document`` as .docx, the same bytes for the same document. Drawings go in as pictures.

    Refuses a drawing with a character no font holds.
    """
    document = _cleaned(document)
    book = blank(document)
    sections = _Maker(document, book.part, workstation_fonts()).sections()
    heads = (block for block in document.flat if isinstance(block, RedHead) and block.format is PaperFormat.LETTER)
    letter = next((head for head in heads if not head.preprinted), None)
    bare = letter is not None or not document.footer.first
    counts = any(section.recount for section in sections)
    body = book.element.body
    for place, section in enumerate(sections):
        look = _page(document, _feet(document, section, counts, letter), place == 0 and bare, section.recount)
        _close(section, look if section is not sections[-1] else None)
        body.extend(section.elements)
    body.append(look)
    _fill(book, document, [_feet(document, section, counts, letter) for section in sections])
    saved(book, out)


def _cleaned(value: Any) -> Any:
    """A document without what XML cannot hold or paper does not show, whatever it stands in."""
    if isinstance(value, str):
        return value if isinstance(value, StrEnum) else "\n".join(lines_of(value))
    if isinstance(value, tuple | list):
        return tuple(_cleaned(item) for item in value)
    if isinstance(value, Ledger):
        value = replace(value, rows=tuple(value.rows))
    if isinstance(value, Drawing) or not is_dataclass(value) or isinstance(value, type):
        return value
    return replace(value, **{one.name: _cleaned(getattr(value, one.name)) for one in fields(value)})


def _close(section: _Section, look: Element | None) -> None:
    """End a section in its last paragraph; a table needs one after it anyway."""
    section.elements = list(flow.parted(section.elements))
    if not section.elements or section.elements[-1].tag != name("w:p"):
        section.elements.append(gap(1.0))
    if look is not None:
        put(section.elements[-1], P_ORDER, look)


def _fill(book: Any, document: Document, feet: Sequence[Feet]) -> None:
    """The feet of every section; one like the section before goes on with its feet."""
    for place, (section, foot) in enumerate(zip(book.sections, feet, strict=True)):
        if not place or foot != feet[place - 1]:
            fill(section, foot, document)


def _feet(document: Document, section: _Section, counts: bool, letter: RedHead | None) -> Feet:
    whole = "SECTIONPAGES" if counts else "NUMPAGES"
    on_sheet = letter is not None and letter.on_sheet
    return Feet(document.footer, document.page, section.across, section.numbered, whole, letter is not None, on_sheet)


def _page(document: Document, feet: Feet, bare: bool, recount: bool) -> Element:
    """Sheet, margins, direction and grid of a section (页面设置)."""
    page, edge = document.page, document.page.margins
    width, height = (twips(side * MM) for side in page.size_mm)
    sides = {"top": edge.top, "right": edge.right, "bottom": edge.bottom, "left": edge.left}
    if feet.across:
        width, height = height, width
        sides = {"top": edge.left, "right": edge.top, "bottom": edge.right, "left": edge.bottom}
    margins = {side: twips(mm * MM) for side, mm in sides.items()}
    turned = {"orient": "landscape"} if width > height else {}
    near = 0 if feet.across else max(0, twips(feet.distance))
    return el(
        "sectPr",
        el("type", val="nextPage"),
        el("pgSz", w=width, h=height, **turned),
        el("pgMar", **margins, header=twips(HEADER_MM * MM), footer=near, gutter=0),
        el("pgNumType", start=1) if recount else None,
        el("cols", space=0),
        el("titlePg") if bare else None,
        _grid() if page == OFFICIAL_PAGE and not feet.across else None,
    )


def _grid() -> Element:
    """28 characters of 三号 a line, 22 lines a page; a word processor counts what is between two in 1/4096 point."""
    width, _ = (side * MM for side in OFFICIAL_PAGE.type_area_mm)
    space = int((width / GRID[0] - GRID_POINTS) * 4096) - 1
    return el("docGrid", type="linesAndChars", linePitch=twips(LINE_PITCH), charSpace=space)


class _Maker:
    """Turns the blocks of one document into elements, section by section."""

    def __init__(self, document: Document, part: Any, fonts: FontCase) -> None:
        self._document, self._part, self._fonts = document, part, fonts
        width, height = (side * MM for side in document.page.type_area_mm)
        self._upright, self._turned = Measure(width, height, fonts), Measure(height, width, fonts)
        self._fresh = self._begun = False

    def sections(self) -> list[_Section]:
        """The document in sections, the imprint at the foot of the last page of what it follows."""
        made = [_Section()]
        for block, note in _noted(self._document.blocks):
            if isinstance(block, Imprint):
                self._imprint(made, block)
            elif isinstance(block, Landscape):
                self._begin(made, across=True).elements.extend(self._blocks(block.blocks, self._turned))
            elif isinstance(block, PageBreak) and block.recount:
                self._begin(made, across=False, recount=True)
            else:
                goes_on = not (made[-1].across or made[-1].closed)
                section = made[-1] if goes_on else self._begin(made, across=False)
                section.elements.extend(self._one(block, note, self._upright))
        return made

    def _begin(self, made: list[_Section], across: bool, recount: bool = False) -> _Section:
        """A new section; one that has nothing in it yet is used."""
        self._fresh = self._begun = False
        if not made[-1].elements:
            made[-1] = replace(made[-1], across=across, recount=recount or made[-1].recount)
        else:
            made.append(_Section(across=across, recount=recount))
        return made[-1]

    def _imprint(self, made: list[_Section], block: Imprint) -> None:
        """On the last page, or on sheets of its own where the printed paper has it so."""
        blocks = self._document.blocks
        sheets = lay(replace(self._document, blocks=blocks[: blocks.index(block) + 1]), self._fonts, iter)
        alone = len(sheets[-1].placed) == 1 and len(sheets) > 1
        if alone and not sheets[-2].placed:
            made.append(_Section([gap(1.0)], numbered=False))
        if alone:
            made.append(_Section(numbered=sheets[-1].numbered))
        made[-1].elements += [imprint(block, self._upright.width), gap(1.0)]
        made[-1].closed = True

    def _blocks(self, blocks: Sequence[Block], measure: Measure) -> Iterator[Element]:
        for block, note in _noted(blocks):
            yield from self._one(block, note, measure)

    def _one(self, block: Block, note: Para | None, measure: Measure) -> Iterator[Element]:
        """The elements of one block; the first of them starts a page where one was asked for."""
        if isinstance(block, PageBreak):
            self._fresh = True
            return
        if isinstance(block, Together):
            yield from _kept(list(self._blocks(block.blocks, measure)))
            return
        self._fresh = self._fresh or (isinstance(block, AnnexHead) and self._begun)
        for element in self._set(block, note, measure):
            if self._fresh and element.tag != name("w:p"):
                yield gap(1.0, fresh=True)
            elif self._fresh:
                put(element, P_ORDER, el("pageBreakBefore"))
            self._fresh, self._begun = False, True
            yield element

    def _set(self, block: Block, note: Para | None, measure: Measure) -> Iterable[Element]:
        match block:
            case Heading():
                return [*flow.heading(block, self._title(block.text, measure)), *self._code(block.code)]
            case UnitLine():
                return flow.unit_line(block, measure.width)
            case Para():
                return flow.paragraphs(block)
            case Signatures():
                return flow.signatures(block, measure.width)
            case Closing():
                return flow.closing(block, note)
            case Spacer():
                return flow.spacer(block)
            case Ledger():
                return tables.ledger(block, measure.width, self._fonts)
            case Form():
                return tables.form(block, measure.width)
            case RedHead():
                return red_head(block, measure)
            case AttachmentNote():
                return flow.attachment_note(block)
            case AnnexHead():
                return flow.annex_head(block, self._title(block.title, measure))
            case Drawing():
                return [drawing_picture(self._part, block, self._document, self._fonts)]
        raise TypeError(f"no .docx of {type(block).__name__}")

    def _code(self, code: str) -> Iterator[Element]:
        """The square code of a form under its title, at the right edge."""
        if code:
            picture = code_picture(self._part, code, self._document)
            put(picture, P_ORDER, el("jc", val="right"))
            yield picture

    def _title(self, text: str, measure: Measure) -> tuple[str, ...]:
        return title_lines(text, measure.width * 1000 / TITLE.size, self._fonts.face(TITLE.font))


def _noted(blocks: Sequence[Block]) -> Iterator[tuple[Block, Para | None]]:
    """The blocks, a closing with the annotation that follows it; text over a closing is held to it."""
    following: list[Block | None] = [*blocks[1:], None]
    for place, (block, after) in enumerate(zip(blocks, following, strict=True)):
        if place and isinstance(blocks[place - 1], Closing) and _note(block):
            continue
        if isinstance(block, Para) and isinstance(after, Closing | AttachmentNote):
            block = replace(block, keep=True)
        yield block, after if isinstance(block, Closing) and isinstance(after, Para) and is_note(after) else None


def _note(block: Block) -> bool:
    return isinstance(block, Para) and is_note(block)


def _kept(elements: list[Element]) -> Iterator[Element]:
    """Elements that stay on one page, each paragraph held to the next."""
    for element in elements[:-1]:
        for paragraph in [element] if element.tag == name("w:p") else element.iter(name("w:p")):
            put(paragraph, P_ORDER, el("keepNext"))
    yield from elements
