"""How many problems were found, closed, are still open and late: counted by any words of theirs (整改情况)."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from desktop_app.figures.engine import Question
from desktop_app.figures.issue_standing import Stand, standing
from desktop_app.rules.issues import shares
from desktop_app.rules.vocabulary import IssueState


@dataclass(frozen=True, slots=True)
class Tally:
    """Problems of one kind (问题数): found, of these closed (已销号), of the others past their deadline (逾期)."""

    found: int = 0
    closed: int = 0
    late: int = 0

    @property
    def open(self) -> int:
        """Not yet closed, whatever their state (整改中)."""
        return self.found - self.closed

    @property
    def rate(self) -> float | None:
        """Closed among found, to four decimals (销号率); None when nothing was found."""
        return shares({"": self.closed}, {"": self.found}).get("")

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.found + other.found, self.closed + other.closed, self.late + other.late)


def tallies(ask: Question, *words: Callable[[Stand], str]) -> dict[tuple[str, ...], Tally]:
    """Counts of the problems that stand on the day asked for, by the words each has; no word gives one whole."""
    return counted(standing(ask), ask.as_of, *words)


def counted(rows: Iterable[Stand], day: date, *words: Callable[[Stand], str]) -> dict[tuple[str, ...], Tally]:
    """The same of rows already read."""
    kept: dict[tuple[str, ...], Tally] = {}
    for row in rows:
        key = tuple(word(row) for word in words)
        one = Tally(1, int(row.state == IssueState.CLOSED), int(row.late(day)))
        kept[key] = kept.get(key, Tally()) + one
    return kept
