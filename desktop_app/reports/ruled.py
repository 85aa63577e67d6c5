"""Ruled rows (表格行): boxes with text, of ledgers and forms alike. All lengths are points."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import ceil

from desktop_app.reports.blocks import Hatch, ShapeMark
from desktop_app.reports.ink import Pen
from desktop_app.reports.pieces import Piece, SetText

PAD_X = 3.0
PAD_Y = 3.0
FEWEST = 3
"""Lines of a parted row that go overleaf at least."""
HATCHED = "#8A8A8A"
"""Slanting lines of a closed box: grey, so that the words over them are read."""
CLEAR = 2.0
"""Points of white round the words on a hatched box."""


@dataclass(frozen=True, slots=True)
class RuledBox:
    """A framed place of a row; ``text`` stands in the middle of its height, ``foot`` at its foot.

    ``hatched`` is closed to the pen: slanting lines all over it but behind its words.
    """

    x: float
    y: float
    width: float
    height: float
    text: SetText
    foot: SetText | None = None
    hatched: bool = False

    @property
    def least(self) -> float:
        """The height its words need."""
        return self.text.height + (self.foot.height if self.foot else 0.0) + 2 * PAD_Y

    def draw(self, pen: Pen, left: float, top: float) -> None:
        left, top = left + self.x, top + self.y
        pen.box(left, top, self.width, self.height)
        if self.hatched:
            self._hatch(pen, left, top)
        foot = self.foot.height if self.foot else 0.0
        self.text.draw(pen, left + PAD_X, top + (self.height - foot - self.text.height) / 2)
        if self.foot:
            self.foot.draw(pen, left + PAD_X, top + self.height - foot - PAD_Y)

    def _hatch(self, pen: Pen, left: float, top: float) -> None:
        pen.mark(left, top, _area(0.0, 0.0, self.width, self.height, hatch=Hatch.SLANT))
        wide = max((line.width for line in self.text.lines), default=0.0)
        if wide:
            x, y = (self.width - wide) / 2 - CLEAR, (self.height - self.text.height) / 2
            pen.mark(left, top, _area(x, y, wide + 2 * CLEAR, self.text.height, fill="#FFFFFF"))


def _area(x: float, y: float, width: float, height: float, fill: str = "", hatch: Hatch = Hatch.NONE) -> ShapeMark:
    """A rectangle without a frame, filled or hatched."""
    corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return ShapeMark(corners, fill, HATCHED if hatch is not Hatch.NONE else "", hatch=hatch)


@dataclass(frozen=True, slots=True)
class RuledRow:
    """Boxes drawn together, never parted (一行)."""

    boxes: tuple[RuledBox, ...]

    def draw(self, pen: Pen, left: float, top: float) -> None:
        for box in self.boxes:
            box.draw(pen, left, top)


def row_piece(boxes: Sequence[RuledBox], height: float, head: Piece | None = None, keep: bool = False) -> Piece:
    """One row ``height`` points tall whose boxes already stand in their places."""
    return Piece(height, RuledRow(tuple(boxes)).draw, head, keep)


def flat_row(boxes: Sequence[RuledBox], least: float, most: float, head: Piece | None = None) -> list[Piece]:
    """A row of boxes side by side, as tall as its tallest; taller than ``most`` it is parted between lines."""
    height = max(least, *(box.least for box in boxes))
    if height <= most:
        return [row_piece([replace(box, height=height) for box in boxes], height, head)]
    return [
        row_piece([replace(box, height=tall) for box in part], tall, head) for part, tall in _parts(boxes, most, least)
    ]


def _parts(boxes: Sequence[RuledBox], most: float, least: float) -> list[tuple[list[RuledBox], float]]:
    """A row cut into parts as long as a page takes, the last of at least ``FEWEST`` lines."""
    leading = max(box.text.style.leading for box in boxes)
    room = max(1, int((most - 2 * PAD_Y) // leading))
    longest = max(len(box.text.lines) for box in boxes)
    full, left = divmod(longest, room)
    count = room - ceil((FEWEST - left) / full) if full and 0 < left < FEWEST < room else room
    out = []
    for start in range(0, longest, count):
        last = start + count >= longest
        part = [
            replace(box, text=box.text.part(start, start + count), foot=box.foot if last else None) for box in boxes
        ]
        out.append((part, max(least, *(box.least for box in part))))
    return out
