"""The moment of the data (数据时点): the last entry of the history, by which papers made again are the same papers."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

from sqlalchemy import select

from desktop_app.models.history import HistoryEntry
from desktop_app.rules.chain import anchor
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts


@dataclass(frozen=True)
class Moment:
    """Where the history stands: its entries, the seal of the last, how that is sealed and when it was written."""

    count: int
    head: str
    algorithm: str
    at: datetime

    @property
    def anchor(self) -> str:
        """As printed at the foot of every paper; empty where nothing was ever written."""
        return anchor(self.count, self.head) if self.count else ""


@dataclass(frozen=True)
class MomentClock:
    """The clock of papers about a day gone by, made from the data of one moment."""

    day: date
    at: datetime

    def now(self) -> datetime:
        return self.at

    def today(self) -> date:
        return self.day


@dataclass
class StillDesk(Desk):
    """A desk at which all is read from one reading of the file, whoever writes meanwhile."""

    reading: Facts

    @contextmanager
    def facts(self) -> Iterator[Facts]:
        yield self.reading


def moment(facts: Facts) -> Moment:
    """The moment of the data read."""
    last = select(HistoryEntry.seq, HistoryEntry.hash, HistoryEntry.algorithm, HistoryEntry.at)
    found = facts.session.execute(last.order_by(HistoryEntry.seq.desc()).limit(1)).first()
    return Moment(*found) if found is not None else Moment(0, "", "", datetime.fromtimestamp(0, UTC))
