"""Measure a printed paper from its file alone, as a ruler laid on the sheet would: characters and rules in mm.

Everything is in millimetres from the top left of the sheet, sizes of characters in points.
"""

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, pairwise
from math import degrees

import pypdfium2 as pdfium
import pypdfium2.raw as raw

MM = 72 / 25.4
ASCENT, DESCENT = 0.88, 0.12
"""The body of a character over and under its baseline, in parts of its size."""
HANDS = {
    "FandolFang": "仿宋",
    "NotoSerifSC": "宋体",
    "NotoSansSC": "黑体",
    "LXGWWenKai": "楷体",
}


@dataclass(frozen=True)
class Glyph:
    """One printed character: where its baseline begins, its ink, its hand, size, colour, turn in degrees."""

    char: str
    x: float
    base: float
    left: float
    top: float
    right: float
    bottom: float
    font: str
    size: float
    colour: str
    angle: float

    @property
    def head(self) -> float:
        """Upper edge of the body."""
        return self.base - ASCENT * self.size / MM

    @property
    def foot(self) -> float:
        """Lower edge of the body."""
        return self.base + DESCENT * self.size / MM

    @property
    def end(self) -> float:
        """Right edge of the body of a full-width character."""
        return self.x + self.size / MM


@dataclass(frozen=True)
class Rule:
    """A straight line: its ends, thickness in mm and colour."""

    x1: float
    y1: float
    x2: float
    y2: float
    thick: float
    colour: str

    @property
    def length(self) -> float:
        return abs(self.x2 - self.x1) + abs(self.y2 - self.y1)

    @property
    def level(self) -> bool:
        return abs(self.y1 - self.y2) < 0.01

    @property
    def upper(self) -> float:
        """Upper edge of a level line."""
        return self.y1 - self.thick / 2

    @property
    def lower(self) -> float:
        """Lower edge of a level line."""
        return self.y1 + self.thick / 2


@dataclass(frozen=True)
class Measured:
    """One page."""

    width: float
    height: float
    rotation: int
    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]

    @property
    def text(self) -> str:
        return "".join(glyph.char for glyph in self.glyphs)

    def find(self, words: str) -> tuple[Glyph, ...]:
        """The characters of the first place where ``words`` stand."""
        at = self.text.find(words)
        assert at >= 0, f"{words} 不在 {self.text[:200]}"
        return self.glyphs[at : at + len(words)]

    def lines(self, top: float = 37, bottom: float = 262) -> list[tuple[Glyph, ...]]:
        """The upright lines of characters in a strip of the page, from the top down, each from the left."""
        inside = [one for one in self.glyphs if top < one.base < bottom and not one.angle]
        ordered = sorted(inside, key=lambda one: (round(one.base, 1), one.x))
        return [tuple(line) for _, line in groupby(ordered, key=lambda one: round(one.base, 1))]

    def red_rules(self) -> list[Rule]:
        """Red level lines, from the top down."""
        return sorted((rule for rule in self.rules if is_red(rule.colour) and rule.level), key=lambda rule: rule.y1)

    def black_rules(self) -> list[Rule]:
        """Black level lines, from the top down."""
        return sorted((rule for rule in self.rules if not is_red(rule.colour) and rule.level), key=lambda rule: rule.y1)


def is_red(colour: str) -> bool:
    """Whether a colour is red to the eye."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red > 180 and green < 60 and blue < 60


def measured(pdf: bytes) -> list[Measured]:
    """Every page of a file."""
    document = pdfium.PdfDocument(pdf)
    return [_page(document[number]) for number in range(len(document))]


def _page(page: pdfium.PdfPage) -> Measured:
    width, height = page.get_size()
    glyphs = tuple(_glyphs(page, height))
    return Measured(width / MM, height / MM, page.get_rotation(), glyphs, tuple(_rules(page, height)))


def _glyphs(page: pdfium.PdfPage, height: float) -> Iterator[Glyph]:
    text = page.get_textpage()
    for i in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text.raw, i))
        if not char.strip() or raw.FPDFText_IsGenerated(text.raw, i) == 1:
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text.raw, i, x, y)
        left, bottom, right, top = text.get_charbox(i)
        yield Glyph(
            char,
            x.value / MM,
            (height - y.value) / MM,
            left / MM,
            (height - top) / MM,
            right / MM,
            (height - bottom) / MM,
            _hand(text, i),
            raw.FPDFText_GetFontSize(text.raw, i),
            _fill(text, i),
            round(degrees(raw.FPDFText_GetCharAngle(text.raw, i))) % 360,
        )


def _hand(text: pdfium.PdfTextPage, i: int) -> str:
    """The hand by the name of the embedded font; 小标宋 is the bold serif."""
    buffer, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    raw.FPDFText_GetFontInfo(text.raw, i, buffer, 200, flags)
    name = buffer.value.decode()
    if "NotoSerifSC" in name and "Bold" in name:
        return "小标宋"
    return next((hand for part, hand in HANDS.items() if part in name), name)


def _fill(text: pdfium.PdfTextPage, i: int) -> str:
    parts = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFText_GetFillColor(text.raw, i, *parts)
    return "#" + "".join(f"{part.value:02X}" for part in parts[:3])


def _rules(page: pdfium.PdfPage, height: float) -> Iterator[Rule]:
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        fill, stroked = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item.raw, fill, stroked)
        if stroked.value:
            yield from _segments(item, height)


def _segments(item: pdfium.PdfObject, height: float) -> Iterator[Rule]:
    matrix = item.get_matrix()
    width = ctypes.c_float()
    raw.FPDFPageObj_GetStrokeWidth(item.raw, width)
    parts = [ctypes.c_uint() for _ in range(4)]
    raw.FPDFPageObj_GetStrokeColor(item.raw, *parts)
    colour = "#" + "".join(f"{part.value:02X}" for part in parts[:3])
    points = []
    for place in range(raw.FPDFPath_CountSegments(item.raw)):
        segment = raw.FPDFPath_GetPathSegment(item.raw, place)
        x, y = ctypes.c_float(), ctypes.c_float()
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        moved = raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO
        points.append((moved, *matrix.on_point(x.value, y.value)))
    for (_, x1, y1), (moved, x2, y2) in pairwise(points):
        if not moved:
            yield Rule(x1 / MM, (height - y1) / MM, x2 / MM, (height - y2) / MM, width.value / MM, colour)
