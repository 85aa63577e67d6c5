"""Words of a .docx (WordprocessingML, ISO/IEC 29500-1): elements, runs, paragraphs, always in the order it asks for.

Text goes in as plain text: what XML cannot hold and what leaves no mark on paper is left out, a blank stays a blank,
and nothing in it is ever read as a field or as markup. Lengths are points unless they are called twips (1/20 point).
"""

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from docx.oxml.ns import qn
from docx.oxml.parser import oxml_parser

from desktop_app.reports.fonts import invisible
from desktop_app.reports.styles import BODY, Align, Font, Style

Element = Any
FAMILY: dict[Font, str] = {
    Font.FANGSONG: "仿宋_GB2312",
    Font.SONG: "宋体",
    Font.XIAOBIAOSONG: "方正小标宋简体",
    Font.KAI: "楷体_GB2312",
    Font.HEI: "黑体",
}
"""The names offices' word processors know the hands by."""
GRID_SIZE = 16.0
"""三号 as word processors count it; the paper's own is 15.75 points so that 28 fit."""
LINE_PITCH = 28.95
"""Points between the body's lines in a word processor: 22 whole lines must fit into 225 mm there, while on paper the
white over the first line and under the last lies outside (see docs/decisions)."""
BLACK = "#000000"
SHARE_ABOVE = 0.8
"""Where a word processor puts the baseline in a line of exact height."""
_TABS = dict.fromkeys(map(ord, "\t\v\f\xa0\x85\u2028\u2029"), " ")

_HARMLESS = re.compile("[ -~\u2010-\u2027\u2030-\u205e\u3000-\ud7ff\ue000-\ufdff\uff01-\uffee]*")

P_ORDER = [
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct",
    "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind",
    "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment",
    "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr",
]  # fmt: skip
R_ORDER = [
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
    "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern",
    "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em",
    "lang",
]  # fmt: skip


@cache
def name(tag: str) -> str:
    """``w:p`` with its namespace written out."""
    return str(qn(tag))


def el(tag: str, *children: Element, **values: object) -> Element:
    """An element of WordprocessingML: ``el("spacing", line=579)`` is ``<w:spacing w:line="579"/>``."""
    made = oxml_parser.makeelement(name(f"w:{tag}"))
    for key, value in values.items():
        made.set(name(f"w:{key}"), str(value))
    made.extend([child for child in children if child is not None])
    return made


def ordered(tag: str, order: list[str], parts: Mapping[str, Element | None]) -> Element:
    """Properties in the order the standard asks for; those that are None are left out."""
    return el(tag, *(parts[key] for key in sorted(parts, key=order.index) if parts[key] is not None))


def twips(points: float) -> int:
    """Points in twentieths."""
    return round(points * 20)


def half_points(size: float) -> int:
    """A size as word processors keep it: 15.75 points is 三号, 16."""
    return int(2 * size + 0.5)


def plain(text: str) -> str:
    """One line of text as it may stand in a file: blanks as blanks, nothing that leaves no mark."""
    if _HARMLESS.fullmatch(text):
        return text
    return "".join(char for char in text.translate(_TABS) if _holds(char))


def _holds(char: str) -> bool:
    """Whether XML can hold a character and paper shows it; the signs of a bulletin's marks are not text."""
    dead = (
        char < " " or "\x7f" <= char < "\xa0" or "\ud800" <= char < "\ue000" or char in "\ufff9\ufffa\ufffb\ufffe\uffff"
    )
    return not dead and (char < "\x7f" or not invisible(char))


def lines_of(text: str) -> list[str]:
    """The text line by line, each as it may stand in a file."""
    return [plain(line) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]


def ems(text: str) -> float:
    """Width of a text in characters of the official fonts: letters and digits take half a one."""
    return sum(0.5 if char < "\u0250" else 1.0 for char in plain(text))


def closer(style: Style) -> float:
    """Points between characters (字符间距) of 三号, whose size a word processor counts as 16 instead of 15.75."""
    return style.size - GRID_SIZE if half_points(style.size) == half_points(GRID_SIZE) else 0.0


def run_look(
    style: Style, colour: str = BLACK, spacing: float = 0.0, stretch: int = 100, struck: bool = False
) -> Element:
    """The look of a run (字符格式): font in all four scripts, colour, size; 三号 set closer so that 28 fill a line.

    Nothing stands on the grid: a word processor that gives a character wider than its place two of them would set 14.
    """
    family, size = FAMILY[style.font], half_points(style.size)
    spacing = spacing or closer(style)
    parts = {
        "rFonts": el("rFonts", hint="eastAsia", ascii=family, hAnsi=family, eastAsia=family, cs=family),
        "strike": el("strike") if struck else None,
        "snapToGrid": el("snapToGrid", val=0),
        "color": el("color", val=colour.lstrip("#").upper()),
        "spacing": el("spacing", val=twips(spacing)) if spacing else None,
        "w": el("w", val=stretch) if stretch != 100 else None,
        "sz": el("sz", val=size),
        "szCs": el("szCs", val=size),
    }
    return ordered("rPr", R_ORDER, parts)


def run(
    text: str, style: Style, colour: str = BLACK, spacing: float = 0.0, stretch: int = 100, struck: bool = False
) -> Element:
    """A run of plain text (文字); its newlines break the line."""
    made = el("r", run_look(style, colour, spacing, stretch, struck))
    for number, line in enumerate(lines_of(text)):
        if number:
            made.append(el("br"))
        made.append(_text(line))
    return made


def _text(line: str) -> Element:
    made = el("t")
    made.text = line
    made.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def tab(style: Style) -> Element:
    """A step to the next tab stop."""
    return el("r", run_look(style), el("tab"))


def field(code: str, style: Style, shown: str = "1") -> list[Element]:
    """A field of the program's own, such as PAGE (域); never made of text from people."""
    instruction = el("instrText")
    instruction.text = f" {code} "
    instruction.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    parts = (el("fldChar", fldCharType="begin"), instruction, el("fldChar", fldCharType="separate"), _text(shown))
    return [el("r", run_look(style), part) for part in (*parts, el("fldChar", fldCharType="end"))]


def tabs(*stops: tuple[str, float, str]) -> Element | None:
    """Tab stops (制表位): (val, place in points, leader)."""
    if not stops:
        return None
    return el("tabs", *(el("tab", val=val, leader=leader, pos=twips(at)) for val, at, leader in stops))


def pitch(leading: float) -> float:
    """The exact distance of lines a word processor is told, which counts a whole line to the first and the last too."""
    return LINE_PITCH if leading == BODY.leading else leading


_JC = {Align.LEFT: "left", Align.CENTRE: "center", Align.RIGHT: "right", Align.JUSTIFY: "both"}


def para(
    runs: Iterable[Element],
    style: Style,
    align: Align = Align.LEFT,
    *,
    named: str = "",
    first: float = 0.0,
    first_chars: float = 0.0,
    left: float = 0.0,
    right: float = 0.0,
    before: float = 0.0,
    after: float = 0.0,
    leading: float = 0.0,
    stops: tuple[tuple[str, float, str], ...] = (),
    border: Element | None = None,
    fresh: bool = False,
    keep: bool = False,
) -> Element:
    """A paragraph (段落) whose lines stand exactly ``leading`` points apart (the style's own unless given).

    ``first``, ``left``, ``right`` are indents; a negative ``first`` hangs; ``first_chars`` is one in characters, which
    stays two characters whatever size is given to the text later. ``named`` is a style's id.
    """
    parts = {
        "pStyle": el("pStyle", val=named) if named else None,
        "keepNext": el("keepNext") if keep else None,
        "pageBreakBefore": el("pageBreakBefore") if fresh else None,
        "pBdr": border,
        "tabs": tabs(*stops),
        "snapToGrid": el("snapToGrid", val=0),
        "spacing": el(
            "spacing",
            before=twips(before),
            after=twips(after),
            line=twips(pitch(leading or style.leading)),
            lineRule="exact",
        ),
        "ind": _indents(first or first_chars * style.size, left, right, first_chars),
        "jc": el("jc", val=_JC[align]),
        "rPr": run_look(style),
    }
    return el("p", ordered("pPr", P_ORDER, parts), *runs)


def _indents(first: float, left: float, right: float, chars: float) -> Element | None:
    if not (first or left or right):
        return None
    turn = {"hanging": twips(-first)} if first < 0 else {"firstLine": twips(first)}
    if chars:
        turn["firstLineChars"] = round(100 * chars)
    return el("ind", left=twips(left), right=twips(right), **turn)


def pitch_of(paragraph: Element) -> float:
    """The distance of the lines of a paragraph made here."""
    return int(paragraph.find(f"{name('w:pPr')}/{name('w:spacing')}").get(name("w:line"))) / 20


def put(paragraph: Element, order: list[str], made: Element) -> None:
    """Set one property of a paragraph that is made already, in its place."""
    look = paragraph.find(name("w:pPr"))
    key = made.tag.rpartition("}")[2]
    old = look.find(made.tag)
    if old is not None:
        look.remove(old)
    later = (child for child in look if order.index(child.tag.rpartition("}")[2]) > order.index(key))
    following = next(later, None)
    if following is None:
        look.append(made)
    else:
        following.addprevious(made)


TINY = Style(Font.SONG, 1, 1)


def gap(points: float, **how: Any) -> Element:
    """White space as an empty paragraph ``points`` tall."""
    return para((), TINY, leading=max(points, 1.0), **how)
