"""What is owed (到期事项): one thing with a day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from desktop_app.figures.engine import Behind


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that is due: the record, what is owed in words, whose it is, the day and the natural days left.

    ``id`` is 0 and ``number`` empty where the record itself is owed: its list is opened instead. ``ahead`` are the days
    before its own from which it is told, where that is earlier than the unit looks ahead. ``ids`` are the records of a
    line that tells of many.
    """

    kind: str
    id: int
    number: str
    said: str
    department: str
    on: date
    left: int
    ahead: int = 0
    ids: tuple[int, ...] = ()

    @property
    def behind(self) -> Behind:
        return (self.kind, self.id)


_FEW = 3
"""Up to so many of one kind are listed one by one, more as one line."""


def gathered(rows: Iterable[Owed], words: str) -> Iterator[Owed]:
    """Many of one kind, late or still to come, as one line by the earliest; a few one by one."""
    parts: dict[bool, list[Owed]] = {}
    for row in rows:
        parts.setdefault(row.left < 0, []).append(row)
    for own in parts.values():
        own.sort(key=lambda row: (row.on, row.number))
        if len(own) <= _FEW:
            yield from own
        else:
            first = own[0]
            ids = tuple(dict.fromkeys(row.id for row in own))
            yield Owed(first.kind, first.id, "", f"{len(own)} {words}", "", first.on, first.left, ids=ids)
