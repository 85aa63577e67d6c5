"""A heading that runs on in its paragraph (段首小标题): its words in their own hand, the rest of the line in the other.

Lines are broken by the widths of the body's hand. A character of the heading that its own hand draws as wide is drawn
in it; digits and marks of another width stay in the body's hand, so that no line comes out longer than it was set.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from desktop_app.reports.ink import Pen
from desktop_app.reports.linebreak import Line
from desktop_app.reports.styles import Style


@dataclass(frozen=True, slots=True)
class LedLine:
    """One line whose first ``lead`` characters belong to the heading."""

    line: Line
    lead: int
    style: Style
    lead_style: Style
    colour: str

    def draw(self, pen: Pen, left: float, top: float) -> None:
        """Put the line down with its baseline at ``top``."""
        for x, text, space, own in self._runs(pen):
            pen.text(left + self.line.indent + x, top, text, self.lead_style if own else self.style, self.colour, space)

    def _runs(self, pen: Pen) -> Iterator[tuple[float, str, float, bool]]:
        face = pen.fonts.face(self.style.font)
        own = pen.fonts.face(self.lead_style.font)
        at = 0
        for offset, text, space in self.line.pieces(face, self.style.size):
            places = range(at, at + len(text))
            belongs = [
                place < self.lead and own.advances[char] == face.advances[char]
                for place, char in zip(places, text, strict=True)
            ]
            for is_own, group in groupby(range(len(text)), key=belongs.__getitem__):
                run = "".join(text[place] for place in group)
                yield offset, run, space, is_own
                offset += face.width(run, self.style.size) + len(run) * space
            at += len(text)


def lead_counts(lines: Sequence[Line], lead: int) -> list[int]:
    """How many characters of each line belong to a heading of ``lead`` characters."""
    out = []
    for line in lines:
        out.append(max(0, min(lead, len(line.text))))
        lead -= len(line.text) + line.hard
    return out
