"""The one place that asks what time it is, so that tests and 核对日期 can turn it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    """Now as an aware UTC moment, and the officer's calendar day."""

    def now(self) -> datetime: ...

    def today(self) -> date: ...


class SystemClock:
    """The workstation's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return datetime.now().astimezone().date()


@dataclass
class TurnedClock:
    """A clock whose calendar day is set by hand (演练日期, tests); moments still move on."""

    day: date
    base: Clock = field(default_factory=SystemClock)

    def now(self) -> datetime:
        return self.base.now()

    def today(self) -> date:
        return self.day
