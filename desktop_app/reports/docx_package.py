"""The file of a .docx: styles, settings and properties of the program's own, the same bytes for the same paper."""

import io
import zipfile
from typing import Any, BinaryIO

import docx
from docx.opc.constants import CONTENT_TYPE as TYPES
from docx.opc.constants import RELATIONSHIP_TYPE as KINDS
from docx.opc.oxml import serialize_part_xml
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import OxmlElement

from desktop_app.reports.blocks import Document
from desktop_app.reports.docx_flow import HEADINGS
from desktop_app.reports.docx_xml import (
    FAMILY,
    LINE_PITCH,
    P_ORDER,
    R_ORDER,
    Element,
    closer,
    el,
    half_points,
    ordered,
    pitch,
    plain,
    twips,
)
from desktop_app.reports.styles import BODY, Font, Style

STAMP = (1980, 1, 1, 0, 0, 0)
"""The day every member of the archive bears: the oldest a zip can say."""
LENDERS = {
    Font.FANGSONG: "仿宋",
    Font.KAI: "楷体",
    Font.XIAOBIAOSONG: "方正小标宋_GBK",
    Font.SONG: "SimSun",
    Font.HEI: "SimHei",
}
"""What a word processor takes where the hand is called otherwise."""
NOT_WANTED = (
    KINDS.CUSTOM_XML,
    KINDS.NUMBERING,
    KINDS.THEME,
    KINDS.WEB_SETTINGS,
    KINDS.FONT_TABLE,
    KINDS.THUMBNAIL,
    KINDS.EXTENDED_PROPERTIES,
    "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects",
)
COMPATIBLE = (
    "spaceForUL",
    "balanceSingleByteDoubleByteWidth",
    "doNotLeaveBackslashAlone",
    "ulTrailSpace",
    "doNotExpandShiftReturn",
    "useFELayout",
)
MODE = "http://schemas.microsoft.com/office/word"


def blank(document: Document) -> Any:
    """An empty file with the paper's properties: the unit as author, the moment it was made, nothing of the machine."""
    book = docx.Document()
    for part in (book.part, book.part.package):
        for key in [key for key, rel in part.rels.items() if rel.reltype in NOT_WANTED]:
            del part.rels[key]
    _fonts(book)
    _replace(book.styles.element, [_defaults(), *_styles()])
    _replace(book.settings.element, _settings())
    for child in list(book.element.body):
        book.element.body.remove(child)
    meta, said = document.meta, book.core_properties
    said.author = said.last_modified_by = plain(meta.unit)
    said.title, said.subject = plain(document.title), plain(meta.subject or document.title)
    said.comments = said.keywords = said.category = ""
    said.created = said.modified = meta.made_at
    said.revision = 1
    return book


def saved(book: Any, out: BinaryIO) -> None:
    """Write the file with the same time on every member."""
    made = io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.namelist():
            info = zipfile.ZipInfo(member, STAMP)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 0, 0
            new.writestr(info, old.read(member))


def _replace(root: Element, children: list[Element]) -> None:
    for child in list(root):
        root.remove(child)
    root.extend(children)


def _fonts(book: Any) -> None:
    fonts = OxmlElement("w:fonts")
    fonts.extend(el("font", el("altName", val=LENDERS[hand]), name=family) for hand, family in FAMILY.items())
    blob = serialize_part_xml(fonts)
    part = Part(PackURI("/word/fontTable.xml"), TYPES.WML_FONT_TABLE, blob, book.part.package)
    book.part.relate_to(part, KINDS.FONT_TABLE)


def _hand(style: Style) -> Element:
    family, size = FAMILY[style.font], half_points(style.size)
    parts = {
        "rFonts": el("rFonts", ascii=family, hAnsi=family, eastAsia=family, cs=family),
        "spacing": el("spacing", val=twips(closer(style))) if closer(style) else None,
        "sz": el("sz", val=size),
        "szCs": el("szCs", val=size),
        "lang": el("lang", val="en-US", eastAsia="zh-CN"),
    }
    return ordered("rPr", R_ORDER, parts)


def _defaults() -> Element:
    """No hanging marks, no white between characters and digits, no lines moved for widows: as the paper is set."""
    off = ("widowControl", "overflowPunct", "autoSpaceDE", "autoSpaceDN", "adjustRightInd")
    parts: dict[str, Element | None] = {key: el(key, val=0) for key in off}
    parts["kinsoku"] = el("kinsoku")
    return el("docDefaults", el("rPrDefault", _hand(BODY)), el("pPrDefault", ordered("pPr", P_ORDER, parts)))


def _styles() -> list[Element]:
    lines = el("spacing", before=0, after=0, line=twips(LINE_PITCH), lineRule="exact")
    base = {"default": 1}
    normal = el(
        "style", el("name", val="Normal"), el("qFormat"), el("pPr", lines), _hand(BODY),
        type="paragraph", styleId="a", **base,
    )  # fmt: skip
    character = el("style", el("name", val="Default Paragraph Font"), type="character", styleId="a0", **base)
    cells = el("tblCellMar", *(el(side, w=0, type="dxa") for side in ("top", "left", "bottom", "right")))
    none = el("style", el("name", val="Normal Table"), el("tblPr", cells), type="table", styleId="a1", **base)
    heads = (_heading(level, named, style) for level, (named, style) in enumerate(HEADINGS))
    return [normal, character, none, *heads]


def _heading(level: int, named: str, style: Style) -> Element:
    parts = {
        "keepNext": el("keepNext"),
        "spacing": el("spacing", before=0, after=0, line=twips(pitch(style.leading)), lineRule="exact"),
        "jc": el("jc", val="left" if level else "center"),
        "outlineLvl": el("outlineLvl", val=level),
    }
    said = f"heading {level}" if level else "Title"
    return el(
        "style",
        el("name", val=said),
        el("basedOn", val="a"),
        el("next", val="a"),
        el("qFormat"),
        ordered("pPr", P_ORDER, parts),
        _hand(style),
        type="paragraph",
        styleId=named,
    )


def _settings() -> list[Element]:
    mode = el("compatSetting", name="compatibilityMode", uri=MODE, val=15)
    return [
        el("zoom", percent=100),
        el("defaultTabStop", val=420),
        el("evenAndOddHeaders"),
        el("characterSpacingControl", val="compressPunctuation"),
        el("compat", *(el(key) for key in COMPATIBLE), mode),
        el("themeFontLang", val="en-US", eastAsia="zh-CN"),
        el("decimalSymbol", val="."),
        el("listSeparator", val=","),
    ]
