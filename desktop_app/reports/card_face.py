"""The face of one card (卡面): what a party reads, ticks and writes on an A5 card. All lengths are points."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from desktop_app.reports.blocks import LineMark, Mark, ShapeMark, TextMark
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.ink import MM
from desktop_app.reports.linebreak import wrap
from desktop_app.reports.pieces import baseline
from desktop_app.reports.square_code import DOT, LONGEST, QUIET, matrix, runs, square_of
from desktop_app.reports.styles import SMALL, Align, Font, Style
from desktop_app.rules.vocabulary import CardRating
from desktop_app.system.errors import Refusal

WIDTH, HEIGHT = 124.5 * MM, 186 * MM
"""The card without its margins of 12 mm: A5 upright."""
MARGIN = 12 * MM
TITLE_SIZES = (22.0, 18.0, 16.0, 14.0)
SIZES = (12.0, 11.0, 10.5, 9.0)
"""Sizes a card is set in: the largest that leaves room to write."""
CODE_MM = 15.0
WRITING = 62.0
"""Least height of a box to write in."""
PAD = 4.0
LEAST_ROW = 20.0
GREY = "#6A6A6A"
OVERALL = "总体评价"
OPINION = "反映的问题、意见和建议"
CONTACT = "监督电话：＿＿＿＿＿＿＿＿　交卡地点：＿＿＿＿＿＿＿＿＿＿"
_CHOICES = re.compile(r"[（(]([^（()）]*/[^（()）]*)[)）]\s*$")
_WRITTEN = re.compile(r"意见|建议|其他|什么|哪些|请写|具体")


@dataclass(frozen=True, slots=True)
class CardFace:
    """What stands on one card; empty ``number``, ``case_no``, … leave room for a pen (空白卡)."""

    unit: str
    title: str
    promise: str
    questions: tuple[str, ...]
    contact: str
    number: str = ""
    case_no: str = ""
    name: str = ""
    department: str = ""
    handler: str = ""
    audience: str = ""
    issued: str = ""
    due: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing asked: with words to tick, or (none) with room to write (征询事项)."""

    text: str
    choices: tuple[str, ...]


def read_question(line: str) -> Question:
    """What a line of the template asks: 是否, 有无 are ticked, 意见建议 is written, （好/一般/差） names its words."""
    told = _CHOICES.search(line)
    if told is not None:
        words = tuple(word.strip() for word in told[1].split("/") if word.strip())
        return Question(line[: told.start()].strip(), words)
    if "有无" in line:
        return Question(line, ("有", "无"))
    return Question(line, () if _WRITTEN.search(line) and "是否" not in line else ("是", "否"))


def card_marks(face: CardFace, left: float) -> tuple[Mark, ...]:
    """The marks of a card whose type area begins ``left`` points from that of the sheet.

    Raises Refusal when the words of the template do not fit.
    """
    for size in SIZES:
        made = _Face(face, left, size)
        marks = tuple(made.marks())
        if made.fits:
            return marks
    said = f"卡片模板“{face.title[:20]}”的文字太多，一张 A5 卡排不下"
    raise Refusal(f"{said}。在基础台账的卡片模板里删短卡首文字或征询事项")


@lru_cache(4096)
def broken(text: str, width: float, style: Style, indent: float = 0.0) -> tuple[str, ...]:
    """Lines of a text as drawn, no number and no name parted; the first of a paragraph indented with white."""
    face = workstation_fonts().face(style.font)
    lines = wrap(text, width, face, style.size, indent, company=True, squeeze=False, words=not indent)
    return tuple(("　　" if line.indent else "") + line.text for line in lines)


def clipped(text: str, width: float, style: Style, most: int) -> tuple[str, ...]:
    """At most so many lines, …… at the end of what is left out."""
    lines = broken(text, width, style)
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    face = workstation_fonts().face(style.font)
    while last and face.width(f"{last}……", style.size) > width:
        last = last[:-1]
    return (*lines[: most - 1], f"{last}……")


class _Face:
    """A card being set at one size; ``y`` is how far it has come."""

    def __init__(self, face: CardFace, left: float, size: float) -> None:
        self.face, self.left, self.y = face, left, 0.0
        self.fits = True
        self.text = Style(Font.SONG, size, size * 1.4)
        self.label = Style(Font.HEI, size, size * 1.4)
        self.body = Style(Font.FANGSONG, size, size * 1.5)

    def marks(self) -> Iterator[Mark]:
        yield from self._head()
        yield from self._facts()
        yield from self._promise()
        yield from self._asked()

    def _head(self) -> Iterator[Mark]:
        """Unit, title and number at the left, the square code of the number at the right."""
        coded = bool(self.face.number) and len(self.face.number.encode()) <= LONGEST
        side = 0.0
        if coded:
            side = square_of(self.face.number, CODE_MM) * (len(matrix(self.face.number)) + 2 * QUIET)
            yield from self._code(WIDTH - side)
        unit = Style(Font.KAI, 12, 18)
        yield self._centred(unit, self.face.unit, 0.0)
        title = self._title(WIDTH - 2 * CODE_MM * MM - 4)
        yield self._centred(title, self.face.title, 18.0)
        self.y = max(18.0 + title.leading + 4, side)
        number, style = self.face.number or "＿＿＿＿＿＿", Style(Font.HEI, 10.5, 16)
        if self.face.due:
            due, song = f"请于{self.face.due}前交回", replaced(style, Font.SONG)
            yield TextMark(self.left, self.y + baseline(style), due, song)
        yield TextMark(self.left + WIDTH, self.y + baseline(style), f"卡号：{number}", style, Align.RIGHT)
        self.y += style.leading + 2

    def _centred(self, style: Style, text: str, y: float) -> TextMark:
        return TextMark(self.left + WIDTH / 2, y + baseline(style), text, style, Align.CENTRE)

    def _title(self, width: float) -> Style:
        face = workstation_fonts().face(Font.XIAOBIAOSONG)
        sizes = [size for size in TITLE_SIZES if face.width(self.face.title, size) <= width]
        self.fits = self.fits and bool(sizes)
        size = sizes[0] if sizes else TITLE_SIZES[-1]
        return Style(Font.XIAOBIAOSONG, size, size * 1.3)

    def _code(self, x: float) -> Iterator[Mark]:
        """Squares on the grid of the printer, as wherever codes are drawn."""
        text = self.face.number
        side = square_of(text, CODE_MM)
        left = round((MARGIN + self.left + x) / DOT) * DOT - MARGIN
        foot = round((210 * MM - MARGIN) / DOT) * DOT
        top = 210 * MM - MARGIN - foot
        for row, start, end in runs(matrix(text)):
            x1, y1 = left + (QUIET + start) * side, top + (QUIET + row) * side
            yield ShapeMark(_corners(x1, y1, (end - start) * side, side), fill="#000000", stroke="")

    def _facts(self) -> Iterator[Mark]:
        face, label = self.face, 4 * self.text.size + 2 * PAD
        half = WIDTH / 2
        yield from self._row((("受案号", label), (face.case_no, WIDTH - label)))
        yield from self._row((("案件名称", label), (face.name, WIDTH - label)))
        yield from self._row(
            (("办案部门", label), (face.department, half - label), ("承办人", label), (face.handler, half - label))
        )
        yield from self._row((("发放对象", label), (face.audience, WIDTH - label)))

    def _row(self, cells: Sequence[tuple[str, float]]) -> Iterator[Mark]:
        """Labels and texts side by side; of more than two lines the rest is cut, the number of the case tells it."""
        made = [
            clipped(text, width - 2 * PAD, self.text if place % 2 else self.label, 2)
            for place, (text, width) in enumerate(cells)
        ]
        tall = max(LEAST_ROW, max(map(len, made)) * self.text.leading + 2 * PAD)
        x = self.left
        for place, ((_, width), lines) in enumerate(zip(cells, made, strict=True)):
            yield self._frame(x, width, tall)
            style = self.text if place % 2 else self.label
            yield from self._lines(lines, x + PAD, style, tall)
            x += width
        self.y += tall

    def _frame(self, x: float, width: float, tall: float) -> Mark:
        return ShapeMark(_corners(x, self.y, width, tall), width=0.5)

    def _lines(self, lines: Sequence[str], x: float, style: Style, tall: float) -> Iterator[Mark]:
        """Lines in the middle of a row."""
        top = self.y + (tall - len(lines) * style.leading) / 2
        for place, line in enumerate(lines):
            yield TextMark(x, top + place * style.leading + baseline(style), line, style)

    def _promise(self) -> Iterator[Mark]:
        self.y += 6
        for line in broken(self.face.promise, WIDTH, self.body, 2 * self.body.size) if self.face.promise else ():
            yield TextMark(self.left, self.y + baseline(self.body), line, self.body)
            self.y += self.body.leading
        self.y += 6

    def _asked(self) -> Iterator[Mark]:
        questions = [read_question(line) for line in self.face.questions]
        for place, one in enumerate((one for one in questions if one.choices), 1):
            yield from self._ticked(f"{place}.{one.text}", one.choices)
        yield from self._ticked(OVERALL, tuple(CardRating), self.label)
        yield from self._written([one.text for one in questions if not one.choices] or [OPINION])

    def _ticked(self, text: str, choices: Sequence[str], style: Style | None = None) -> Iterator[Mark]:
        """A question with boxes at its right; under it where they need more than half the card."""
        style = style or self.text
        wide = self._choices_width(choices)
        if wide > WIDTH * 0.6:
            choices, self.fits = (), False
        lines = broken(text, WIDTH - wide - 3 * PAD, style)
        tall = max(LEAST_ROW, len(lines) * style.leading + 2 * PAD)
        yield self._frame(self.left, WIDTH, tall)
        yield from self._lines(lines, self.left + PAD, style, tall)
        x = self.left + WIDTH - wide
        for word in choices:
            yield self._box(x, tall)
            x += 1.3 * self.text.size
            yield from self._lines((word,), x, self.text, tall)
            x += self._width(word) + self.text.size
        self.y += tall

    def _choices_width(self, choices: Sequence[str]) -> float:
        return sum(self._width(word) + 2.3 * self.text.size for word in choices)

    def _width(self, text: str) -> float:
        return workstation_fonts().face(self.text.font).width(text, self.text.size)

    def _box(self, x: float, tall: float) -> Mark:
        side = 0.9 * self.text.size
        return ShapeMark(_corners(x, self.y + (tall - side) / 2, side, side), width=0.8)

    def _written(self, labels: Sequence[str]) -> Iterator[Mark]:
        """Boxes to write in, as tall as the card allows; under them who filled it in, where it goes, the anchor."""
        contact = broken(self.face.contact or CONTACT, WIDTH, self.text)
        foot = 26 + len(contact) * self.text.leading + 6 + SMALL.leading
        heads = [broken(label, WIDTH - 2 * PAD, self.label) for label in labels]
        tall = (HEIGHT - foot - self.y) / len(labels)
        self.fits = self.fits and all(tall >= WRITING + len(lines) * self.label.leading for lines in heads)
        for lines in heads:
            yield self._frame(self.left, WIDTH, tall)
            yield from self._lines(lines, self.left + PAD, self.label, len(lines) * self.label.leading + 2 * PAD)
            self.y += tall
        yield from self._signing(26.0)
        for line in contact:
            yield TextMark(self.left, self.y + baseline(self.text), line, self.text)
            self.y += self.text.leading
        if self.face.anchor:
            yield TextMark(self.left, HEIGHT, self.face.anchor, SMALL, colour=GREY)
        if self.face.issued:
            yield TextMark(self.left + WIDTH, HEIGHT, self.face.issued, SMALL, Align.RIGHT, GREY)

    def _signing(self, tall: float) -> Iterator[Mark]:
        """Who filled it in, a telephone, the day."""
        y, x = self.y + (tall - self.text.leading) / 2 + baseline(self.text), self.left
        for label, wide in (("填卡人：", 0.36), ("电话：", 0.30)):
            yield TextMark(x, y, label, self.text)
            yield LineMark(x + self._width(label), y + 2, x + wide * WIDTH - 8, y + 2)
            x += wide * WIDTH
        yield TextMark(self.left + WIDTH, y, "　　年　　月　　日", self.text, Align.RIGHT)
        self.y += tall


def replaced(style: Style, font: Font) -> Style:
    """The same size in another hand."""
    return Style(font, style.size, style.leading)


def _corners(x: float, y: float, width: float, height: float) -> tuple[tuple[float, float], ...]:
    return ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
