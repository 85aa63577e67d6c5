"""Pictures of a .docx (图): drawings and square codes as printed, and the word across the pages of practice papers."""

import io
from collections.abc import Callable
from typing import Any

import pypdfium2 as pdfium
from docx.oxml.parser import parse_xml
from docx.shared import Pt

from desktop_app.reports.blocks import Document, Drawing
from desktop_app.reports.docx_xml import FAMILY, Element, el, gap, plain
from desktop_app.reports.fonts import FontCase, workstation_fonts
from desktop_app.reports.ink import Pen
from desktop_app.reports.square_code import DOT, draw_code, side_of
from desktop_app.reports.styles import Font

DRAWING_DPI = 220
"""Fine enough for 小五 in a chart as wide as a sheet."""
_GUIDES = "sum #0 0 10800|prod #0 2 1|sum 21600 0 @1|sum 0 0 @2|sum 21600 0 @3|if @0 @3 0|if @0 21600 @1|if @0 0 @2"
_GUIDES += "|if @0 @4 21600|mid @5 @6|mid @8 @5|mid @7 @8|mid @6 @7|sum @6 0 @5"
"""Text on a straight path: shape type 136 of VML (ISO/IEC 29500-4, 19)."""
_SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office"'
)
_PLACE = (
    "position:absolute;margin-left:0;margin-top:0;width:270pt;height:130pt;rotation:325;z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:page;"
    "mso-position-vertical:center;mso-position-vertical-relative:page"
)


def drawing_picture(part: Any, block: Drawing, document: Document, fonts: FontCase) -> Element:
    """A drawing as a picture, its text in the paper's fonts."""

    def draw(pen: Pen) -> None:
        for mark in block.marks:
            pen.mark(0.0, 0.0, mark)

    return _picture(part, document, fonts, (block.width, block.height), draw, DRAWING_DPI, document.title)


def code_picture(part: Any, text: str, document: Document) -> Element:
    """A square code, a whole number of pixels to a square."""
    side = side_of(text)

    def draw(pen: Pen) -> None:
        draw_code(pen, 0.0, 0.0, text)

    return _picture(part, document, workstation_fonts(), (side, side), draw, round(72 / DOT), text)


def _picture(
    part: Any,
    document: Document,
    fonts: FontCase,
    size: tuple[float, float],
    draw: Callable[[Pen], None],
    dpi: int,
    said: str,
) -> Element:
    page = io.BytesIO()
    pen = Pen(page, document.title, document.meta, size, fonts)
    draw(pen)
    pen.end_page()
    pen.save()
    image = io.BytesIO()
    with pdfium.PdfDocument(page.getvalue()) as pdf:
        pdf[0].render(scale=dpi / 72).to_pil().save(image, "PNG")
    image.seek(0)
    inline = part.new_pic_inline(image, Pt(size[0]), Pt(size[1]))
    inline.docPr.set("descr", plain(said))
    for side in "TBLR":
        inline.set(f"dist{side}", "0")
    pitch = el("spacing", before=0, after=0, line=240, lineRule="auto")
    return el("p", el("pPr", el("snapToGrid", val=0), pitch), el("r", el("drawing", inline)))


def watermark(text: str) -> Element:
    """``text`` across the sheet in light grey, behind everything else, in every page's head."""
    guides = "".join(f'<v:f eqn="{guide}"/>' for guide in _GUIDES.split("|"))
    made = parse_xml(
        f'<w:pict {_SPACES}><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
        f'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>{guides}</v:formulas><v:path textpathok="t" '
        'o:connecttype="custom" o:connectlocs="@9,0;@10,10800;@11,21600;@12,10800" o:connectangles="270,180,90,0"/>'
        '<v:textpath on="t" fitshape="t"/><o:lock v:ext="edit" text="t" shapetype="t"/></v:shapetype>'
        f'<v:shape id="mark" type="#_x0000_t136" style="{_PLACE}" o:allowincell="f" fillcolor="#e0e0e0" stroked="f">'
        "<v:textpath/></v:shape></w:pict>"
    )
    path = made.find(".//{urn:schemas-microsoft-com:vml}shape/{urn:schemas-microsoft-com:vml}textpath")
    path.set("style", f"font-family:{FAMILY[Font.HEI]};font-size:1pt")
    path.set("string", plain(text))
    holder = gap(1.0)
    holder.append(el("r", el("rPr", el("noProof")), made))
    return holder
