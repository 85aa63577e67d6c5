"""The face of one label (标签面): words and the square code of its number, in points from the sheet's top left."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from math import ceil

from desktop_app.reports.blocks import Mark, TextMark
from desktop_app.reports.card_face import broken, clipped
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.gantt_bars import rectangle
from desktop_app.reports.ink import MM
from desktop_app.reports.label_sheets import LabelSheet
from desktop_app.reports.pieces import baseline
from desktop_app.reports.square_code import DOT, QUIET, matrix, runs
from desktop_app.reports.styles import Font, Paper, Style
from desktop_app.system.errors import Refusal

LEAST_DOTS = ceil(0.4 * MM / DOT)
"""Dots of a 600 dpi printer a square of the code takes at least: 0.4 mm, which hand scanners read."""
CODE_SHARE = 0.28
"""Part of a label's width the code takes, where it can."""
GAP = 4.0
SIZES = (1.6, 1.4, 1.2, 1.1, 1.0, 0.94, 0.88, 0.82, 0.76)
HOUSE, NUMBER, NAME, LINE = (Font.SONG, 7.5), (Font.HEI, 15.0), (Font.HEI, 10.0), (Font.SONG, 8.5)
LEAST_NUMBER = 8.0
LEADING = 1.22
_HEIGHT = Paper.A4.value[1] * MM
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Label:
    """What one label says (标签): ``name`` in two lines at most with ``much`` behind it, then ``lines`` in pairs."""

    house: str
    number: str
    name: str
    much: str = ""
    lines: tuple[tuple[str, ...], ...] = field(default_factory=tuple)
    title: str = ""


def label_marks(label: Label, sheet: LabelSheet, x: float, y: float) -> tuple[Mark, ...]:
    """The marks of a label whose top left is at (x, y) mm: in the largest size that holds all it says.

    Raises Refusal where the label is too small for code and words.
    """
    inner = (
        (x + sheet.edge) * MM,
        (y + sheet.edge) * MM,
        (sheet.width - 2 * sheet.edge) * MM,
        (sheet.height - 2 * sheet.edge) * MM,
    )
    side = code_square(label.number, sheet) * (len(matrix(label.number)) + 2 * QUIET)
    if side <= min(inner[3], inner[2] / 2):
        for size in SIZES:
            for at_foot in (False, True):
                face = _Face(label, inner, side, size, at_foot)
                if face.fits:
                    return (*face.marks, *code_marks(label.number, face.code[0], face.code[1], sheet))
    said = f"标签纸“{sheet.title}”太小，{label.number} 排不下"
    raise Refusal(f"{said}。换大一些的标签纸，或缩短物品名称、案号", "sheet")


def code_square(number: str, sheet: LabelSheet) -> float:
    """Side of one square in points, whole dots."""
    across = len(matrix(number)) + 2 * QUIET
    room = min(CODE_SHARE * sheet.width, sheet.height - 2 * sheet.edge) * MM
    return max(LEAST_DOTS, int(room / across / DOT + 1e-6)) * DOT


def code_marks(number: str, left: float, top: float, sheet: LabelSheet) -> Iterator[Mark]:
    """The code, white round it included, with its top left at the printer's dot next to (left, top)."""
    side = code_square(number, sheet)
    x, y = round(left / DOT) * DOT, _HEIGHT - round((_HEIGHT - top) / DOT) * DOT
    for row, start, end in runs(matrix(number)):
        corner = x + (QUIET + start) * side, y + (QUIET + row) * side
        yield rectangle(*corner, (end - start) * side, side, fill="#000000", stroke="")


class _Face:
    """One label being set at one size, the code at the head or at the foot of its right side."""

    def __init__(self, label: Label, inner: Box, side: float, size: float, at_foot: bool) -> None:
        self.left, self.y, self.width, height = inner
        self.foot = self.y + height
        top = self.foot - side if at_foot else self.y
        self.code = (self.left + self.width - side, top)
        self.side, self.size = side, size
        self.marks: list[TextMark] = []
        self.fits = True
        self._set(label)
        self.fits = self.fits and self.y <= self.foot + 0.01

    def _set(self, label: Label) -> None:
        house = self._style(HOUSE)
        self._lines((self._cut(f"{label.house}　{label.title}", house, label.house),), house)
        self._number(label.number)
        self._name(label)
        style = self._style(LINE)
        for group in label.lines:
            self._group([word for word in group if word], style)

    def _style(self, of: tuple[Font, float]) -> Style:
        size = round(of[1] * self.size, 2)
        return Style(of[0], size, size * LEADING)

    def _room(self, style: Style, lines: int = 1) -> float:
        """The width so many lines from here have beside the code."""
        top, foot = self.code[1], self.code[1] + self.side
        beside = self.y < foot and self.y + lines * style.leading > top
        return self.width - (self.side + GAP if beside else 0)

    def _lines(self, texts: tuple[str, ...], style: Style) -> None:
        for text in texts:
            self.fits = self.fits and _wide(text, style) <= self._room(style) + 0.01
            self.marks.append(TextMark(self.left, self.y + baseline(style), text, style))
            self.y += style.leading

    def _cut(self, text: str, style: Style, shorter: str) -> str:
        return text if _wide(text, style) <= self._room(style) else shorter

    def _number(self, number: str) -> None:
        """Full size, or as large as the room is where that is still large."""
        style = self._style(NUMBER)
        wide, room = _wide(number, style), self._room(style)
        size = min(style.size, int(style.size * room / wide * 10) / 10)
        self.fits = self.fits and size >= max(LEAST_NUMBER, 0.7 * style.size)
        self._lines((number,), Style(style.font, size, size * LEADING))

    def _name(self, label: Label) -> None:
        """At most two lines; what is left out of a long name is told by ……, how much there is never."""
        style = self._style(NAME)
        behind = f"　{label.much}" if label.much else ""
        width = self._room(style, 2)
        lines = broken(f"{label.name}{behind}", width, style)
        if len(lines) > 2:
            first, last = clipped(label.name, width, style, 2) if _two(label.name, width, style) else (label.name, "")
            last = last.removesuffix("……")
            while last and _wide(f"{last}……{behind}", style) > width:
                last = last[:-1]
            lines = (first, f"{last}……{behind}")
        self._lines(lines, style)

    def _group(self, words: list[str], style: Style) -> None:
        """Words side by side where they fit, else one under the other, each in two lines at most."""
        together = "　".join(words)
        if words and _wide(together, style) <= self._room(style):
            return self._lines((together,), style)
        for word in words:
            self._lines(clipped(word, self._room(style, 2), style, 2), style)
        return None


def _two(text: str, width: float, style: Style) -> bool:
    return len(broken(text, width, style)) > 1


def _wide(text: str, style: Style) -> float:
    return workstation_fonts().face(style.font).width(text, style.size)
