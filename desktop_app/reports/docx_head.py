"""Red heads and imprints (版头、版记) of a .docx, every line where the printed paper has it. Lengths are points."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from math import ceil

from desktop_app.reports.blocks import Imprint, RedHead
from desktop_app.reports.docx_tables import Look, TableCell, TableRow, table
from desktop_app.reports.docx_xml import SHARE_ABOVE, Element, el, ems, gap, name, para, pitch, pitch_of, run, tab
from desktop_app.reports.imprint import COPIED, INNER_MM, OUTER_MM, PAD, SENT, STYLE
from desktop_app.reports.ink import MM
from desktop_app.reports.pieces import Measure
from desktop_app.reports.redhead import (
    BETWEEN_MM,
    LETTER_RULE_MM,
    RED,
    THICK_MM,
    THIN_MM,
    Part,
    Rule,
    Words,
    head_parts,
    letter_rule_mm,
)
from desktop_app.reports.styles import OFFICIAL_PAGE, Align, Style
from desktop_app.rules.vocabulary import PaperFormat

MARK_PITCH = 1.2
"""Height of the mark's line, in parts of its size."""
NEAR = 1.0
"""Points two things may differ and still stand in the same place."""


def red_head(block: RedHead, measure: Measure) -> Iterator[Element]:
    """The head line by line, white between them, down to the title."""
    parts, height = head_parts(block, measure)
    if block.format is PaperFormat.LETTER and not block.preprinted:
        upper = min(part.y for part in parts if isinstance(part, Rule))
        yield _letter_top(next(part for part in parts if isinstance(part, Words)), upper, block.on_sheet)
        words = [part for part in parts if isinstance(part, Words)][1:]
        yield from _Lines(measure, upper + (THICK_MM + BETWEEN_MM + THIN_MM) * MM).set(words, height)
    else:
        yield from _Lines(measure, 0.0).set(parts, height)


def _letter_top(mark: Words, rule: float, on_sheet: bool) -> Element:
    """A letter's mark over its red double line, thick over thin, 30 mm under the sheet's edge (GB/T 9704-2012 10.1)."""
    top = OFFICIAL_PAGE.margins.top * MM + mark.y - SHARE_ABOVE * _pitch(mark.style)
    tall = OFFICIAL_PAGE.margins.top * MM + rule - top
    place = {
        "leftFromText": 0, "rightFromText": 0, "vertAnchor": "page", "horzAnchor": "margin",
        "tblpX": round(letter_rule_mm(on_sheet) * MM * 20), "tblpY": round(top * 20),
    }  # fmt: skip
    rules = (("bottom", "thickThinSmallGap", round(THICK_MM * MM * 8), RED.lstrip("#")),)
    cell = TableCell([_mark(mark)], stands="top")
    return table([LETTER_RULE_MM * MM], [TableRow([cell], tall, exact=True)], Look(rules, (0.0, 0.0), place))


def _pitch(style: Style) -> float:
    return max(pitch(style.leading), MARK_PITCH * style.size)


def _mark(words: Words) -> Element:
    runs = [run(words.text, words.style, words.colour, words.space, round(100 * words.wide))]
    return para(runs, words.style, Align.CENTRE, leading=_pitch(words.style), keep=True)


class _Lines:
    """Words and rules put down from above to below, each in its place."""

    def __init__(self, measure: Measure, start: float) -> None:
        self._measure = measure
        self._at = start

    def set(self, parts: Sequence[Part], height: float) -> Iterator[Element]:
        """The parts as paragraphs, white below them down to ``height``."""
        for y, group in groupby(sorted(parts, key=lambda part: part.y), key=lambda part: round(part.y, 1)):
            members = list(group)
            rules = [part for part in members if isinstance(part, Rule)]
            words = sorted((part for part in members if isinstance(part, Words)), key=lambda part: part.x)
            if words:
                yield from self._down_to(y - SHARE_ABOVE * _pitch(words[0].style))
                self._at += _pitch(words[0].style)
                yield self._line(words)
            for rule in rules:
                yield self._ruled(rule)
        yield from self._down_to(height)

    def _down_to(self, y: float) -> Iterator[Element]:
        if y - self._at >= NEAR:
            yield gap(y - self._at, keep=True)
            self._at = y

    def _ruled(self, rule: Rule) -> Element:
        border = el("pBdr", el("bottom", val="single", sz=round(8 * rule.width), space=0, color=RED.lstrip("#")))
        white = max(NEAR, rule.y - self._at)
        self._at = rule.y + rule.width
        return gap(white, border=border, keep=True)

    def _line(self, words: Sequence[Words]) -> Element:
        first = words[0]
        if len(words) == 1 and abs(2 * first.x + self._width(first) - self._measure.width) < NEAR:
            return _mark(first)
        runs: list[Element] = []
        stops = []
        reached = 0.0
        for part in words:
            end, apart = part.x + self._width(part), part.x - reached > NEAR
            if apart and part is words[-1] and part.x > self._measure.width / 2:
                stops.append(("right", end, "none"))
            elif apart:
                stops.append(("left", part.x, "none"))
            reached = end
            runs += [tab(part.style)] if apart else []
            runs.append(run(part.text, part.style, part.colour))
        return para(runs, first.style, stops=tuple(stops), leading=_pitch(first.style), keep=True)

    def _width(self, words: Words) -> float:
        face = self._measure.fonts.face(words.style.font)
        gaps = words.space * max(0, len(words.text) - 1)
        return face.width(words.text, words.style.size) * words.wide + gaps


def imprint(block: Imprint, width: float) -> Element:
    """The imprint at the foot of the type area: rules of 0.35 and 0.25 mm, 4号仿宋 one character in at both sides."""
    rows = [
        TableRow([TableCell(content, stands="center")], sum(map(_tall, content)) + 2 * PAD)
        for content in _imprint_rows(block, width)
        if content
    ]
    top = (OFFICIAL_PAGE.size_mm[1] - OFFICIAL_PAGE.margins.bottom) * MM - sum(row.least for row in rows)
    outer, inner = round(OUTER_MM * MM * 8), round(INNER_MM * MM * 8)
    rules = (("top", outer), ("bottom", outer), ("insideH", inner)) if block.ruled else ()
    look = tuple((edge, "single", eighths, "000000") for edge, eighths in rules)
    place = {
        "leftFromText": 0, "rightFromText": 0, "vertAnchor": "page", "horzAnchor": "margin",
        "tblpXSpec": "left", "tblpY": round(top * 20),
    }  # fmt: skip
    return table([width], rows, Look(look, (0.0, PAD), place))


def _imprint_rows(block: Imprint, width: float) -> Iterator[list[Element]]:
    named = ((SENT, block.sent_to), (COPIED, block.copied_to))
    yield [_listed(label, names) for label, names in named if names]
    if block.office or block.date:
        em = STYLE.size
        issued = f"{block.date}印发" if block.date else ""
        runs = [run(block.office, STYLE), *([tab(STYLE), run(issued, STYLE)] if issued else [])]
        yield [para(runs, STYLE, left=em, right=em, stops=(("right", width - em, "none"),))]


def _tall(paragraph: Element) -> float:
    """Height of a paragraph of the imprint in lines that hold its characters."""
    held = (OFFICIAL_PAGE.type_area_mm[0] * MM - 2 * STYLE.size) / STYLE.size
    said = ems("".join(piece.text or "" for piece in paragraph.iter(name("w:t"))))
    hung = max(0.0, said - held) / (held - ems(COPIED))
    return (1 + ceil(hung)) * pitch_of(paragraph)


def _listed(label: str, names: str) -> Element:
    """A label and names, wrapped lines aligned to the first name, a full stop at the end."""
    said = names.strip().removeprefix(label).rstrip("。；;.") + "。"
    hang = ems(label) * STYLE.size
    return para([run(label + said, STYLE)], STYLE, first=-hang, left=STYLE.size + hang, right=STYLE.size)
