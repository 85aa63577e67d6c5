"""Where a year of rotations stands in pixels: months of one width, days within them, labels beside the today line."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

Extent = tuple[float, float]


@dataclass(frozen=True, slots=True)
class YearAxis:
    """A year from pixel ``left`` on, ``width`` pixels wide; every month is as wide as the next."""

    year: int
    left: float
    width: float

    @property
    def month_width(self) -> float:
        return self.width / 12

    def month(self, number: int) -> Extent:
        """The left and right edge of a month, 1 to 12."""
        return self.left + (number - 1) * self.month_width, self.left + number * self.month_width

    def x(self, day: date) -> float:
        """The left edge of a day; the edge of the year for days of another."""
        if day.year != self.year:
            return self.left if day.year < self.year else self.left + self.width
        share = (day.day - 1) / monthrange(day.year, day.month)[1]
        return self.left + (day.month - 1 + share) * self.month_width

    def end(self, day: date) -> float:
        """The right edge of a day."""
        length = monthrange(day.year, day.month)[1]
        return self.x(day) + (self.month_width / length if day.year == self.year else 0.0)

    def noon(self, day: date) -> float:
        """The middle of a day: where the today line stands."""
        return (self.x(day) + self.end(day)) / 2

    def month_at(self, x: float) -> int:
        """The month under a pixel, kept within the year."""
        return max(1, min(12, int((x - self.left) // max(self.month_width, 1e-9)) + 1))


def label_at(block: Extent, wide: float, line: float | None, pad: float, gap: float) -> float:
    """Where a label ``wide`` pixels long begins in a block.

    At its left edge; where the line would run through it, right of the line, or, where there is no room, before it.
    """
    left, right = block
    at = left + pad
    if line is None or not at - gap / 2 < line < at + wide + gap / 2:
        return at
    if line + gap + wide <= right - pad / 2:
        return line + gap
    before = line - gap - wide
    return before if before >= left + pad / 2 else at
