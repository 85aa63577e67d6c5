"""Who signs a paper and when (落款): under a seal, without one, with a signature stamp. All lengths are points."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.reports.blocks import Closing, Para
from desktop_app.reports.ink import MM, Pen
from desktop_app.reports.pieces import Measure, Piece, SetText, baseline, set_text
from desktop_app.reports.styles import Style
from desktop_app.reports.titles import title_lines
from desktop_app.rules.vocabulary import Sealing

SEAL_WIDTH_MM = 42.0
"""The round seal of a county organ (国发〔1999〕25号)."""
SEAL_GAP = 6.0
"""Points between the seals of several organs, which neither touch nor cross (GB/T 9704-2012 7.3.5.1)."""
JOINT_COLUMNS = 3
"""Seals side by side at most (GB/T 9704-2012 7.3.5.1)."""
SAME_PLACE = 2
"""Characters with which all names of a joint signing begin."""
STAMP_MM = (40.0, 20.0)
"""Room of a signature stamp (签名章), width × height; no standard says it."""
DATE_INSET = 4
"""Characters between the date and the right edge, with a seal or a stamp (GB/T 9704-2012 7.3.5.1, 7.3.5.3)."""
BARE_INSET = 2
"""Characters between the longest line and the right edge without a seal, and between the starts of name and date
(GB/T 9704-2012 7.3.5.2)."""
STAMP_GAP = 2
"""Characters between the title of the signer and the stamp, and blank lines above it (GB/T 9704-2012 7.3.5.3)."""


@dataclass(frozen=True)
class _Placed:
    """Words at a place of the closing: ``x`` from the left, ``top`` of the line."""

    x: float
    top: float
    text: str


@dataclass(frozen=True)
class _Set:
    """A closing ready to draw: its words, where the line under the date begins, its whole height."""

    words: tuple[_Placed, ...]
    under: float
    height: float


def closing_piece(block: Closing, measure: Measure, note: Para | None = None) -> Piece:
    """The closing in one piece; a bracketed ``note`` (附注) stands on the line under the date, beside the seal."""
    made = {Sealing.SEAL: _sealed, Sealing.BARE: _bare, Sealing.STAMP: _stamped}[block.sealing](block, measure)
    said = _noted(note, measure) if note else None
    style = block.style

    def draw(pen: Pen, left: float, top: float) -> None:
        for placed in made.words:
            pen.text(left + placed.x, top + placed.top + baseline(style), placed.text, style)
        if said:
            said.draw(pen, left, top + made.under)

    return Piece(max(made.height, made.under + (said.height if said else 0.0)), draw)


def is_joint(lines: Sequence[str]) -> bool:
    """Whether the signing lines are organs of one place (联合行文), each with its own seal.

    清源县人民检察院 and 清源县公安局 begin alike; an organ and its office on a line of its own do not.
    """
    return len(lines) > 1 and len({line[:SAME_PLACE] for line in lines}) == 1


def is_note(block: object) -> bool:
    """Whether a block is an annotation (附注): one paragraph in round brackets."""
    return isinstance(block, Para) and block.text.startswith("（") and block.text.endswith("）")


def _noted(note: Para, measure: Measure) -> SetText:
    indent = note.first_indent * note.style.size
    return set_text(note.text, measure.width, note.style, note.align, measure.fonts, indent, company=True)


def _width(text: str, style: Style, measure: Measure) -> float:
    return measure.fonts.face(style.font).width(text, style.size)


def _sealed(block: Closing, measure: Measure) -> _Set:
    """The date four characters from the right, the lines centred over it, room for the seal over both.

    A name too long for that moves the date to the left, so that the seal still stands in the middle of both.
    """
    style = block.style
    if is_joint(block.lines) and max(_width(line, style, measure) for line in block.lines) <= measure.width:
        return _joint(block, measure)
    lines = (*_whole_lines(block, measure), block.date)
    beyond = max(0.0, (SEAL_WIDTH_MM * MM - len(lines) * style.leading) / 2)
    above = max(style.leading, beyond)
    widths = [_width(line, style, measure) for line in lines]
    middle = min(measure.width - DATE_INSET * style.size - widths[-1] / 2, measure.width - max(widths) / 2)
    words = tuple(
        _Placed(middle - width / 2, above + place * style.leading, line)
        for place, (line, width) in enumerate(zip(lines, widths, strict=True))
    )
    under = above + len(lines) * style.leading
    return _Set(words, under, under + beyond)


def _whole_lines(block: Closing, measure: Measure) -> list[str]:
    """The signing lines; a name wider than the paper is broken by its meaning."""
    most = (measure.width - 2 * BARE_INSET * block.style.size) * 1000 / block.style.size
    face = measure.fonts.face(block.style.font)
    return [part.strip() for line in block.lines for part in title_lines(line, most, face)]


def joint_columns(widest: float, date: float, width: float, em: float) -> tuple[float, ...]:
    """Middles of the columns of a joint signing from the left, the last over the date; each as wide as its seal."""
    last = width - DATE_INSET * em - date / 2
    last = min(last, width - widest / 2)
    step = max(SEAL_WIDTH_MM * MM + SEAL_GAP, widest + em)
    count = min(JOINT_COLUMNS, 1 + int(max(0.0, last - max(SEAL_WIDTH_MM * MM, widest) / 2) // step))
    return tuple(last - step * place for place in reversed(range(count)))


def _joint(block: Closing, measure: Measure) -> _Set:
    """Several organs side by side in their order, each with room for its own seal, the date under the last."""
    style = block.style
    widths = [_width(line, style, measure) for line in block.lines]
    date = _width(block.date, style, measure)
    columns = joint_columns(max(widths), date, measure.width, style.size)
    columns = columns[-len(block.lines) :]
    radius = SEAL_WIDTH_MM * MM / 2
    above = max(style.leading, radius - style.leading / 2)
    words, top = [], above
    for at, (line, width) in enumerate(zip(block.lines, widths, strict=True)):
        row, column = divmod(at, len(columns))
        top = above + row * (2 * radius + SEAL_GAP)
        last = at == len(block.lines) - 1
        words.append(_Placed(columns[-1 if last else column] - width / 2, top, line))
    words.append(_Placed(columns[-1] - date / 2, top + style.leading, block.date))
    under = top + 2 * style.leading
    return _Set(tuple(words), under, top + style.leading + radius)


def _bare(block: Closing, measure: Measure) -> _Set:
    """One blank line; the name two characters from the right, the date beginning two characters right of it."""
    style = block.style
    inset = BARE_INSET * style.size
    lines = _whole_lines(block, measure)
    names = max((_width(line, style, measure) for line in lines), default=0.0)
    date = _width(block.date, style, measure)
    start = measure.width - inset - names if names >= date else measure.width - 2 * inset - date
    start = max(0.0, start)
    words = [_Placed(start, (1 + place) * style.leading, line) for place, line in enumerate(lines)]
    under = (1 + len(words)) * style.leading
    words.append(_Placed(min(start + inset, measure.width - date), under, block.date))
    return _Set(tuple(words), under + style.leading, under + style.leading)


def _stamped(block: Closing, measure: Measure) -> _Set:
    """Two blank lines, the stamp four characters from the right with the title left of it, a blank line, the date."""
    style = block.style
    wide, high = (side * MM for side in STAMP_MM)
    title = block.title or "".join(block.lines)
    above = STAMP_GAP * style.leading
    right = measure.width - DATE_INSET * style.size
    x = right - wide - STAMP_GAP * style.size - _width(title, style, measure)
    date_top = above + high + style.leading
    words = (
        _Placed(max(0.0, x), above + (high - style.leading) / 2, title),
        _Placed(right - _width(block.date, style, measure), date_top, block.date),
    )
    return _Set(words, date_top + style.leading, date_top + style.leading)
