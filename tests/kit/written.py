"""Read a .docx back from its file alone: text in the order it stands, looks of the runs, page set-up, XML in order."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import etree

from desktop_app.reports.blocks import Document
from desktop_app.reports.docx import write_docx

ORDERS = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
        "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd "
        "snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
        "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
        "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em "
        "lang eastAsianLayout specVanish oMath"
    ),
    "sectPr": (
        "reference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType "
        "cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings"
    ),
    "tblPr": (
        "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd "
        "tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription"
    ),
    "tblBorders": "top left start bottom right end insideH insideV",
    "tblCellMar": "top left start bottom right end",
    "tcPr": ("cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"),
    "tbl": "tblPr tblGrid tr",
    "tc": "tcPr p tbl",
    "style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
        "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"
    ),
    "settings": (
        "writeProtection view zoom removePersonalInformation mirrorMargins defaultTabStop evenAndOddHeaders "
        "characterSpacingControl footnotePr endnotePr compat docVars rsids themeFontLang clrSchemeMapping "
        "decimalSymbol listSeparator"
    ),
}
"""The order the standard asks for (ISO/IEC 29500-1:2016, 17.3.1.26, 17.3.2.28, 17.6.17, 17.4.59, 17.4.69, 17.7.4.17,
17.15.1.78 and annex A)."""

_REFERENCES = {"headerReference": "reference", "footerReference": "reference"}
"""Heads and feet stand in any order among themselves."""


_ORDERS = {kind: order.split() for kind, order in ORDERS.items()}
_ORDERED = tuple(f"{{*}}{kind}" for kind in ORDERS)


@dataclass(frozen=True)
class Looks:
    """How a run stands: font, size in points, colour."""

    font: str
    size: float
    colour: str


def written(document: Document) -> bytes:
    """The .docx of a paper."""
    out = io.BytesIO()
    write_docx(document, out)
    return out.getvalue()


def opened(data: bytes) -> Any:
    return docx.Document(io.BytesIO(data))


def parts(data: bytes) -> dict[str, Any]:
    """Every XML part by name, parsed."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        names = [name for name in book.namelist() if name.endswith((".xml", ".rels"))]
        return {name: etree.fromstring(book.read(name)) for name in names}


def runs(root: Any) -> Iterator[tuple[str, Looks]]:
    """Every run with text, in the order of the file."""
    for run in root.iter(qn("w:r")):
        text = "".join(piece.text or "" for piece in run.iter(qn("w:t")))
        look = run.find(qn("w:rPr"))
        if text and look is not None and look.find(qn("w:rFonts")) is not None:
            fonts = {look.find(qn("w:rFonts")).get(qn(f"w:{key}")) for key in ("ascii", "hAnsi", "eastAsia")}
            assert len(fonts) == 1, text
            size = int(look.find(qn("w:sz")).get(qn("w:val"))) / 2
            yield text, Looks(fonts.pop(), size, look.find(qn("w:color")).get(qn("w:val")))


def body_text(data: bytes) -> str:
    """All text of the body in order, without white."""
    return "".join("".join(text for text, _ in runs(parts(data)["word/document.xml"])).split())


def looks_of(data: bytes, words: str) -> Looks:
    """How the first run that holds ``words`` stands."""
    return next(look for text, look in runs(parts(data)["word/document.xml"]) if words in text)


def paragraph(data: bytes, words: str) -> Any:
    """The first paragraph of the body that holds ``words``, also in a table."""
    root = parts(data)["word/document.xml"]
    return next(p for p in root.iter(qn("w:p")) if words in "".join(t.text or "" for t in p.iter(qn("w:t"))))


def value(element: Any, path: str, key: str = "val") -> str | None:
    """An attribute of an element under another: ``value(p, "pPr/jc")``."""
    found = under(element, path)
    said = None if found is None else found.get(qn(f"w:{key}"))
    return None if said is None else str(said)


def under(element: Any, path: str) -> Any:
    """An element under another, None if there is none."""
    return element.find("/".join(qn(f"w:{step}") for step in path.split("/")))


def local(element: Any) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def disorder(data: bytes) -> list[str]:
    """Elements out of the order the standard asks for, or unknown to it."""
    faults = []
    for name, root in parts(data).items():
        if not name.startswith("word/"):
            continue
        for element in root.iter(*_ORDERED):
            kind = local(element)
            order = _ORDERS[kind]
            children = [_REFERENCES.get(own := local(child), own) for child in element]
            known = [order.index(child) for child in children if child in order]
            if len(known) < len(children) or (known != sorted(known) and kind != "tc"):
                faults.append(f"{name} {kind}: {children}")
            if kind == "tc" and local(element[-1]) != "p":
                faults.append(f"{name} tc without a paragraph at its end")
    return faults
