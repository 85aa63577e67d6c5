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
LEAST = 9.0
"""No word of a label is smaller, in points: what does not fit is cut and says so by …."""
HOUSE, NUMBER, NAME, LINE = (Font.SONG, 7.5), (Font.HEI, 15.0), (Font.HEI, 10.0), (Font.SONG, 8.5)
LEADING = 1.22
MORE = "…"
_HEIGHT = Paper.A4.value[1] * MM
Box = tuple[float, float, float, float]


class Tail(str):
    """A word whose end says most (库位): it is cut at its head."""

    __slots__ = ()


@dataclass(frozen=True)
class Way:
    """One way to set a label: how large, in how many lines a name and each of the other words may stand, whether
    words that do not fit side by side still must (``joined``), whether a word broken or cut is refused (``whole``)."""

    size: float
    name: int = 2
    word: int = 2
    joined: bool = False
    whole: bool = False


WAYS = (
    *(Way(size, whole=True) for size in (1.6, 1.4, 1.2, 1.1, 1.0)),
    *(Way(size) for size in (1.6, 1.4, 1.2, 1.1, 1.0, 0.9, 0.8)),
    Way(0.8, word=1),
    Way(0.8, name=1, word=1),
    Way(0.8, joined=True),
    Way(0.8, name=1, joined=True),
)
"""The first that holds all is taken: a case number is broken and a word cut only where none of the sizes does
without."""


@dataclass(frozen=True)
class Label:
    """What one label says (标签): ``name`` in two lines at most with ``much`` behind it, then ``lines`` in pairs.

    Line breaks and runs of white in any of them are one space.
    """

    house: str
    number: str
    name: str
    much: str = ""
    lines: tuple[tuple[str, ...], ...] = field(default_factory=tuple)
    title: str = ""


def label_marks(label: Label, sheet: LabelSheet, x: float, y: float) -> tuple[Mark, ...]:
    """The marks of a label whose top left is at (x, y) mm: in the first way that holds all it says.

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
        plain = _plain(label)
        for way in WAYS:
            for at_foot in (False, True):
                face = _Face(plain, inner, side, way, at_foot)
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


def _plain(label: Label) -> Label:
    def flat(text: str) -> str:
        return type(text)(" ".join(text.split()))

    lines = tuple(tuple(map(flat, group)) for group in label.lines)
    return Label(flat(label.house), flat(label.number), flat(label.name), flat(label.much), lines, flat(label.title))


class _Face:
    """One label being set in one way, the code at the head or at the foot of its right side."""

    def __init__(self, label: Label, inner: Box, side: float, way: Way, at_foot: bool) -> None:
        self.left, self.y, self.width, height = inner
        self.foot = self.y + height
        top = self.foot - side if at_foot else self.y
        self.code = (self.left + self.width - side, top)
        self.side, self.way = side, way
        self.marks: list[TextMark] = []
        self.fits = True
        self._set(label)
        self.fits = self.fits and self.y <= self.foot + 0.01

    def _set(self, label: Label) -> None:
        self._house(label)
        self._number(label.number)
        self._name(label)
        style = self._style(LINE)
        for group in label.lines:
            self._group([word for word in group if word], style)

    def _style(self, of: tuple[Font, float]) -> Style:
        size = max(LEAST, round(of[1] * self.way.size, 2))
        return Style(of[0], size, size * LEADING)

    def _room(self, style: Style, lines: int = 1) -> float:
        """The width so many lines from here have beside the code."""
        top, foot = self.code[1], self.code[1] + self.side
        beside = self.y < foot and self.y + lines * style.leading > top
        return self.width - (self.side + GAP if beside else 0)

    def _holds(self, text: str, style: Style) -> bool:
        return _wide(text, style) <= self._room(style) + 0.01

    def _lines(self, texts: tuple[str, ...], style: Style) -> None:
        for text in texts:
            self.fits = self.fits and self._holds(text, style)
            self.marks.append(TextMark(self.left, self.y + baseline(style), text, style))
            self.y += style.leading

    def _house(self, label: Label) -> None:
        """With the title where both fit; a long name is set smaller before it is cut."""
        style = self._style(HOUSE)
        both = f"{label.house}　{label.title}"
        if label.title and self._holds(both, style):
            return self._lines((both,), style)
        wide, room = _wide(label.house, style), self._room(style)
        size = max(LEAST, min(style.size, int(style.size * room / wide * 10) / 10)) if wide else style.size
        style = Style(style.font, size, size * LEADING)
        return self._lines((_shortened(label.house, room, style),), style)

    def _number(self, number: str) -> None:
        """Full size, or as large as the room is where that is still large."""
        style = self._style(NUMBER)
        wide, room = _wide(number, style), self._room(style)
        size = min(style.size, int(style.size * room / wide * 10) / 10)
        self.fits = self.fits and size >= max(LEAST, 0.7 * style.size)
        self._lines((number,), Style(style.font, size, size * LEADING))

    def _name(self, label: Label) -> None:
        """At most two lines; what is left out of a long name is told by …, how much there is never."""
        style, most = self._style(NAME), self.way.name
        behind = f"　{label.much}" if label.much else ""
        width = self._room(style, most)
        lines = broken(f"{label.name}{behind}", width, style)
        if len(lines) > most and isinstance(label.name, Tail):
            lines = _ending(label.name, behind, width, style, most)
        elif len(lines) > most:
            first = broken(label.name, width, style)[: most - 1]
            rest = label.name[len("".join(first)) :].strip() if first else label.name
            lines = (*first, f"{_shortened(rest, width - _wide(behind, style), style)}{behind}")
        self._lines(lines, style)

    def _group(self, words: list[str], style: Style) -> None:
        """Words side by side where they fit, else one under the other."""
        together = "　".join(words)
        if words and self._holds(together, style):
            return self._lines((together,), style)
        if words and self.way.joined:
            return self._lines((self._side_by_side(words, style),), style)
        for word in words:
            self._lines(self._word(word, style), style)
        return None

    def _word(self, word: str, style: Style) -> tuple[str, ...]:
        if self.way.whole:
            beneath = self.code[1] + self.side
            if not self._holds(word, style) and self.y < beneath < self.foot and _wide(word, style) <= self.width:
                self.y = beneath
            return (word,)
        if self.way.word == 1 or isinstance(word, Tail):
            return (_shortened(word, self._room(style), style),)
        return clipped(word, self._room(style, 2), style, 2)

    def _side_by_side(self, words: list[str], style: Style) -> str:
        """Each with an equal share of the line; what a short word leaves goes to the longer ones."""
        left = self._room(style) - _wide("　", style) * (len(words) - 1)
        cut = {}
        for count, at in enumerate(sorted(range(len(words)), key=lambda at: _wide(words[at], style))):
            cut[at] = _shortened(words[at], left / (len(words) - count), style)
            left -= _wide(cut[at], style)
        return "　".join(cut[at] for at in range(len(words)))


def _shortened(text: str, width: float, style: Style) -> str:
    """On one line, … at the end of what is left out."""
    if _wide(text, style) <= width:
        return text
    if isinstance(text, Tail):
        return _ending(text, "", width, style, 1)[0]
    while text and _wide(f"{text}{MORE}", style) > width:
        text = text[:-1]
    return f"{text.rstrip()}{MORE}"


def _ending(text: str, behind: str, width: float, style: Style, most: int) -> tuple[str, ...]:
    """The end of a text with what stands behind it on so many lines, … before it."""
    lines = broken(f"{MORE}{text}{behind}", width, style)
    while text and len(lines) > most:
        text = text[1:]
        lines = broken(f"{MORE}{text}{behind}", width, style)
    return lines


def _wide(text: str, style: Style) -> float:
    return workstation_fonts().face(style.font).width(text, style.size)
