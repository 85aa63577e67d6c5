"""The head of an official paper (版头), all above its title: mark, number, signers, red line (GB/T 9704-2012 7.2, 10).

Heights are measured as a ruler would: the mark by its ink, lines by the edge that faces what they are measured from.
All lengths are points from the top left of the type area; a mark over it has a negative height.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, zip_longest

from desktop_app.reports.blocks import RedHead
from desktop_app.reports.ink import BLACK, MM, Pen
from desktop_app.reports.pieces import ASCENT, Measure, Piece, baseline
from desktop_app.reports.styles import BODY, HEADING_1, HEADING_2, OFFICIAL_PAGE, Font, Style
from desktop_app.rules.vocabulary import PaperFormat

RED = "#E60012"
"""Magenta and yellow in full, as print shops mix the red of official papers."""
MARK_TOP_MM = 35.0
"""From the upper edge of the type area to that of the mark (7.2.4)."""
LETTER_TOP_MM = 30.0
"""From the upper edge of the sheet to that of a letter's mark (10.1)."""
MARK_SIZE = 50.0
MARK_SHARE = 0.9
"""How much of the type area's width a mark fills at most."""
NARROWEST = 0.66
"""A long mark is narrowed to this, then set smaller; practice draws the mark higher than wide."""
FEW = 6
"""A mark of so few characters is set wide, half a character apart."""
RULE_MM = 0.7
"""Thickness of the red line; the standard does not say it."""
RULE_DROP_MM = 4.0
"""From the number, or a letter's mark, down to the red line (7.2.7, 10.1)."""
LETTER_RULE_MM = 170.0
LETTER_FOOT_MM = 20.0
"""From the lower edge of the sheet to a letter's lower red line (10.1)."""
THICK_MM, THIN_MM, BETWEEN_MM = 1.0, 0.35, 0.6
BLANK = 2
"""Blank lines between mark and number, line and title (7.2.5, 7.3.1)."""
UNDER_LETTER_RULE = 7 / 8
"""Of the height of a character, between a letter's upper line and what stands under it (10.1)."""


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text at ``x`` with its baseline at ``y``."""

    x: float
    y: float
    text: str
    style: Style = BODY
    colour: str = BLACK
    wide: float = 1.0
    space: float = 0.0

    def draw(self, pen: Pen, left: float, top: float) -> None:
        place = (left + self.x, top + self.y, self.text, self.style, self.colour)
        if self.wide == 1.0:
            pen.text(*place, self.space)
        else:
            pen.stretched(*place, self.wide, self.space)


@dataclass(frozen=True, slots=True)
class Rule:
    """A red line whose upper edge is at ``y``."""

    x: float
    y: float
    length: float
    width: float

    def draw(self, pen: Pen, left: float, top: float) -> None:
        y = top + self.y + self.width / 2
        pen.stroke(left + self.x, y, left + self.x + self.length, y, self.width, RED)


Part = Words | Rule


def red_head(block: RedHead, measure: Measure) -> Iterator[Piece]:
    """The head in one piece, down to the blank lines over the title; nothing at all for a plain paper."""
    parts, height = head_parts(block, measure)

    def draw(pen: Pen, left: float, top: float) -> None:
        for part in parts:
            part.draw(pen, left, top)

    if height:
        yield Piece(height, draw)


def head_parts(block: RedHead, measure: Measure) -> tuple[list[Part], float]:
    """What is printed of a head with its places, and how tall it is; on pre-printed paper nothing red."""
    if block.format is PaperFormat.PLAIN:
        parts, height = _plain(block)
    elif block.format is PaperFormat.LETTER:
        parts, height = _letter(block, measure)
    else:
        parts, height = _paper(block, measure)
    return [part for part in parts if not (block.preprinted and _is_red(part))], height


def _is_red(part: Part) -> bool:
    return isinstance(part, Rule) or part.colour == RED


def _plain(block: RedHead) -> tuple[list[Part], float]:
    """No red head: what is marked at the top left, the title right under it."""
    marks = list(_corner(block, -BODY.over))
    lines = round(max((mark.y for mark in marks), default=0.0) / BODY.leading + 0.5) if marks else 0
    return list(marks), (lines + 1) * BODY.leading - BODY.over if marks else 0.0


def _paper(block: RedHead, measure: Measure) -> tuple[list[Part], float]:
    """文件, 上行文, 纪要, 简报: mark, number, the line of the compilers, one red line as wide as the type area."""
    parts: list[Part] = [*_corner(block, -BODY.over)]
    mark, foot = _mark(block.mark, MARK_TOP_MM * MM, measure)
    parts.append(mark)
    briefing = block.format is PaperFormat.BRIEFING
    top = foot + (1 if briefing else BLANK) * BODY.leading
    lines = _number_lines(block, measure, top)
    parts += lines
    if any(block.compiled):
        below = max((line.y - baseline(BODY) + BODY.leading for line in lines), default=top)
        lines = list(_compiled(block.compiled, measure, below))
        parts += lines
    last = max((_foot_of(line) for line in lines), default=foot)
    rule = last + RULE_DROP_MM * MM
    parts.append(Rule(0.0, rule, measure.width, RULE_MM * MM))
    return parts, rule + RULE_MM * MM + BLANK * BODY.leading


def _foot_of(words: Words) -> float:
    """Lower edge of the characters' bodies."""
    return words.y + (1 - ASCENT) * words.style.size


def _corner(block: RedHead, top: float) -> Iterator[Words]:
    """份号, 密级, 紧急程度 on lines of their own at the top left (7.2.1–7.2.3)."""
    line = 0
    if block.copy_no:
        yield Words(0.0, top + baseline(BODY), block.copy_no)
        line = 1
    if block.secrecy:
        yield Words(0.0, top + BODY.leading + baseline(HEADING_1), block.secrecy, HEADING_1)
        line = 2
    if block.urgency:
        yield Words(0.0, top + line * BODY.leading + baseline(HEADING_1), block.urgency, HEADING_1)


def _mark(text: str, top: float, measure: Measure, share: float = MARK_SHARE) -> tuple[Words, float]:
    """The mark centred with the upper edge of its ink at ``top``, and where its ink ends."""
    face = measure.fonts.face(Font.XIAOBIAOSONG)
    most = share * measure.width
    gaps = max(len(text) - 1, 1)
    at_one = face.width(text, 1.0)
    size = min(MARK_SIZE, most / (at_one * NARROWEST)) if at_one else MARK_SIZE
    wide = min(1.0, most / (at_one * size)) if at_one else 1.0
    space = size / 2 if 1 < len(text) <= FEW else 0.0
    width = at_one * size * wide + gaps * space if space else at_one * size * wide
    low, high = face.ink(text, size)
    style = Style(Font.XIAOBIAOSONG, size, size)
    x = (measure.width - width) / 2
    return Words(x, top + high, text, style, RED, wide, space), top + high - low


def _number_lines(block: RedHead, measure: Measure, top: float) -> list[Words]:
    if block.format is PaperFormat.UPWARD:
        return list(_upward(block, measure, top))
    if not block.number:
        return []
    x = (measure.width - _width(block.number, measure)) / 2
    return [Words(x, top + baseline(BODY), block.number)]


def _upward(block: RedHead, measure: Measure, top: float) -> Iterator[Words]:
    """The number at the left, the signers at the right, two a line, the number beside the last line (7.2.6)."""
    em = BODY.size
    label = "签发人："
    rows = [block.signers[at : at + 2] for at in range(0, len(block.signers), 2)] or [()]
    columns = [
        max(_width(name, measure, HEADING_2) for name in column if name) for column in zip_longest(*rows, fillvalue="")
    ]
    steps = [0.0, *accumulate(column + em for column in columns)]
    names = measure.width - steps[-1]
    for place, row in enumerate(rows):
        y = top + place * BODY.leading + baseline(BODY)
        if not place and block.signers:
            yield Words(names - _width(label, measure), y, label)
        for at, name in enumerate(row):
            yield Words(names + steps[at], y, name, HEADING_2)
    if block.number:
        yield Words(em, top + (len(rows) - 1) * BODY.leading + baseline(BODY), block.number)


def _compiled(compiled: tuple[str, str], measure: Measure, top: float) -> Iterator[Words]:
    """Office left, day right, one character in; on two lines where one cannot hold both."""
    office, day = compiled
    em = BODY.size
    wide = _width(office, measure) + _width(day, measure) + 3 * em > measure.width
    yield Words(em, top + baseline(BODY), office)
    y = top + (BODY.leading if wide else 0.0) + baseline(BODY)
    yield Words(measure.width - em - _width(day, measure), y, day)


def _letter(block: RedHead, measure: Measure) -> tuple[list[Part], float]:
    """信函: the mark 30 mm under the sheet's edge, red double lines under it and over the sheet's foot (10.1)."""
    edge = OFFICIAL_PAGE.margins.top * MM
    mark, foot = _mark(block.mark, LETTER_TOP_MM * MM - edge, measure)
    upper = foot + RULE_DROP_MM * MM
    pair = (THICK_MM + BETWEEN_MM + THIN_MM) * MM
    lower = OFFICIAL_PAGE.size_mm[1] * MM - edge - LETTER_FOOT_MM * MM - pair
    x = letter_rule_mm(block.on_sheet) * MM
    parts: list[Part] = [mark, *_pair(x, upper, (THICK_MM, THIN_MM)), *_pair(x, lower, (THIN_MM, THICK_MM))]
    characters = upper + pair + UNDER_LETTER_RULE * BODY.size
    line = characters - BODY.over
    under = [*_corner(block, line)]
    if block.number:
        under.append(Words(measure.width - _width(block.number, measure), line + baseline(BODY), block.number))
    last = max((_foot_of(words) for words in under), default=upper + pair)
    return [*parts, *under], last + BLANK * BODY.leading


def letter_rule_mm(on_sheet: bool) -> float:
    """Where a letter's rules begin, in mm from the left of the type area: centred on it, or on the sheet."""
    width, edge = OFFICIAL_PAGE.type_area_mm[0], OFFICIAL_PAGE.margins.left
    return (OFFICIAL_PAGE.size_mm[0] - LETTER_RULE_MM) / 2 - edge if on_sheet else (width - LETTER_RULE_MM) / 2


def _pair(x: float, top: float, widths_mm: Sequence[float]) -> Iterator[Rule]:
    for width in widths_mm:
        yield Rule(x, top, LETTER_RULE_MM * MM, width * MM)
        top += (width + BETWEEN_MM) * MM


def _width(text: str, measure: Measure, style: Style = BODY) -> float:
    return measure.fonts.face(style.font).width(text, style.size)
