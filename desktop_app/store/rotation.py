"""Which backups may go (备份轮换): 7 daily, 4 weekly, 12 monthly stay, and the last ten of the newest day."""

from collections.abc import Callable, Hashable, Mapping
from datetime import date, datetime
from pathlib import Path

DAILY, WEEKLY, MONTHLY, TODAY = 7, 4, 12, 10


def surplus(made: Mapping[Path, datetime], now: datetime) -> set[Path]:
    """Backups nothing asks to keep. One dated after ``now`` (a clock was wrong) is never surplus."""
    past = {path: moment.astimezone() for path, moment in made.items() if moment <= now}
    order = sorted(past, key=lambda path: past[path], reverse=True)
    kept = set([path for path in order if past[path].date() == past[order[0]].date()][:TODAY])
    kept |= _newest_of_each(order, past, lambda day: day, DAILY)
    kept |= _newest_of_each(order, past, lambda day: day.isocalendar()[:2], WEEKLY)
    kept |= _newest_of_each(order, past, lambda day: (day.year, day.month), MONTHLY)
    return past.keys() - kept


def _newest_of_each(
    order: list[Path], past: Mapping[Path, datetime], span: Callable[[date], Hashable], most: int
) -> set[Path]:
    newest: dict[Hashable, Path] = {}
    for path in order:
        newest.setdefault(span(past[path].date()), path)
    return set(list(newest.values())[:most])
