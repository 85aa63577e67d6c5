"""What is owed (到期事项): one thing with a day."""

from dataclasses import dataclass
from datetime import date

from desktop_app.figures.engine import Behind


@dataclass(frozen=True, slots=True)
class Owed:
    """One thing that is due: the record, what is owed in words, whose it is, the day and the natural days left.

    ``id`` is 0 and ``number`` empty where the record itself is owed: its list is opened instead.
    """

    kind: str
    id: int
    number: str
    said: str
    department: str
    on: date
    left: int

    @property
    def behind(self) -> Behind:
        return (self.kind, self.id)
