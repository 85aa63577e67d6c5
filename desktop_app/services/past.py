"""The office as it stood at the end of a day (截至): every reading verb asked of the file of then."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from desktop_app.services.desk import Desk
from desktop_app.store import past
from desktop_app.system.errors import Refusal

KEPT = 3
"""Days whose copies are kept at hand."""

Progress = Callable[[int, int, str], object]


@dataclass(frozen=True)
class StoodClock:
    """The last moment of a day."""

    day: date

    def now(self) -> datetime:
        return datetime.combine(self.day, time.max).astimezone()

    def today(self) -> date:
        return self.day


def _quiet(_done: int, _total: int, _said: str) -> None: ...


def refused(desk: Desk, day: date) -> str:
    """Why nothing can be said of a day; empty where the history reaches it."""
    if day > desk.today:
        return f"{day} 还没有到。填今天或以前的日子"
    first = past.begins(desk.store)
    begun = min(first.astimezone().date(), desk.today) if first is not None else desk.today
    if day < begun:
        return f"操作记录自 {begun} 起，{day} 还没有记录。填 {begun} 或以后的日子"
    return ""


def stood(desk: Desk, day: date, progress: Progress = _quiet) -> Desk:
    """The desk at the end of a day; whoever asks closes its store. Refuses a day the history does not reach."""
    if said := refused(desk, day):
        raise Refusal(said)
    return Desk(past.past(desk.store, _until(desk, day), progress), StoodClock(day), withheld=desk.withheld)


def _until(desk: Desk, day: date) -> int:
    return past.last_act(desk.store, None if day == desk.today else StoodClock(day).now())


@dataclass
class Pasts:
    """Days looked at lately (近日看过的), so that the next register of the same day is there at once."""

    desk: Desk
    kept: dict[tuple[date, int], Desk] = field(default_factory=dict)

    def at(self, day: date, progress: Progress = _quiet) -> Desk:
        """The desk at the end of a day, read once; a day to which an act was added since is read anew."""
        if said := refused(self.desk, day):
            raise Refusal(said)
        key = day, _until(self.desk, day)
        if key not in self.kept:
            self.kept[key] = stood(self.desk, day, progress)
        else:
            self.kept[key] = self.kept.pop(key)
            self.kept[key].withheld = self.desk.withheld
        return self.kept[key]

    def drop(self, looked_at: Sequence[Desk] = (), keep: int = KEPT) -> None:
        """Let go of all but the days looked at last, and those somebody looks at now."""
        free = [key for key, desk in self.kept.items() if all(desk is not other for other in looked_at)]
        for key in free[: max(0, len(self.kept) - keep)]:
            self.kept.pop(key).store.close()

    def close(self) -> None:
        """Let go of every copy."""
        self.drop(keep=0)
