"""A clock whose moment is set by hand, for waits, rotations and clocks that go back."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MAY_31 = datetime(2015, 5, 31, 6, 32, 5, tzinfo=UTC)


@dataclass
class HandClock:
    """Stands still until it is moved."""

    moment: datetime = MAY_31

    def now(self) -> datetime:
        return self.moment

    def today(self) -> date:
        return self.moment.date()

    def move(self, **by: float) -> None:
        self.moment += timedelta(**by)
