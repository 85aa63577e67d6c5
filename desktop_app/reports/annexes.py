"""Annexes of an official paper (附件): the note under the text and the head on the annex itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.reports.blocks import AnnexHead, AttachmentNote
from desktop_app.reports.ink import Pen
from desktop_app.reports.pieces import Measure, Piece, SetText, baseline, nothing, set_text
from desktop_app.reports.styles import BODY, HEADING_1, TITLE, Align
from desktop_app.reports.titles import title_text

LABEL = "附件："
INDENT = 2
TITLE_LINE = 3
"""Line of the type area the title of an annex stands on (GB/T 9704-2012 7.3.7)."""


def attachment_note(block: AttachmentNote, measure: Measure) -> Iterator[Piece]:
    """A blank line, then the names two characters in; several are numbered, wrapped lines align to the name."""
    if not block.names:
        return
    yield Piece(BODY.leading, nothing, keep=True)
    lines = list(_note_lines(block.names, measure))
    for place, line in enumerate(lines, 1):
        yield Piece(BODY.leading, line.draw, keep=place < len(lines), over=BODY.over, under=BODY.over)


@dataclass(frozen=True, slots=True)
class _NoteLine:
    """One line of the note: ``label`` and ``number`` stand left of the name where it begins."""

    name: SetText
    x: float
    number: str = ""
    number_x: float = 0.0
    label: str = ""

    def draw(self, pen: Pen, left: float, top: float) -> None:
        y = top + baseline(BODY)
        pen.text(left + INDENT * BODY.size, y, self.label, BODY)
        pen.text(left + self.number_x, y, self.number, BODY)
        self.name.draw(pen, left + self.x, top)


def _note_lines(names: tuple[str, ...], measure: Measure) -> Iterator[_NoteLine]:
    face = measure.fonts.face(BODY.font)
    numbers = [f"{place}. " if len(names) > 1 else "" for place in range(1, len(names) + 1)]
    number_x = INDENT * BODY.size + face.width(LABEL, BODY.size)
    x = number_x + max(face.width(number, BODY.size) for number in numbers)
    for place, (number, name) in enumerate(zip(numbers, names, strict=True)):
        text = set_text(name, measure.width - x, BODY, Align.LEFT, measure.fonts, company=True)
        for line in range(len(text.lines)):
            part = text.part(line, line + 1)
            first = line == 0
            yield _NoteLine(part, x, number if first else "", number_x, LABEL if first and not place else "")


def annex_head(block: AnnexHead, measure: Measure) -> Piece:
    """附件1 on the first line of a page, the title from the third, a blank line under it."""
    title = title_text(block.title, measure.width, TITLE, measure.fonts)
    above = (TITLE_LINE - 1) * BODY.leading

    def draw(pen: Pen, left: float, top: float) -> None:
        pen.text(left, top + baseline(HEADING_1), block.label, HEADING_1)
        title.draw(pen, left, top + above)

    return Piece(above + title.height + BODY.leading, draw, keep=True, fresh=True, over=BODY.over)
