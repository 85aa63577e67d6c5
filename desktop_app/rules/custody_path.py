"""The way of an item (保管去向): in which hands it was from which day on, worked out from its chain of custody."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.rules.custody import Event, Standing, bend
from desktop_app.rules.vocabulary import ItemState, Pool

_AWAY = {ItemState.LENT: Pool.LENT, ItemState.SENT: Pool.SENT}


@dataclass(frozen=True, slots=True)
class Stretch:
    """From ``first`` to the day ``last`` on which the next began, none while it lasts, an item stood so.

    ``event`` led there, ``place`` is its place in the store, ``due`` the day on which what is out has to be back.
    ``partly`` says that some of it stood elsewhere at the same time.
    """

    state: ItemState
    first: date
    last: date | None
    event: int
    place: int | None = None
    due: date | None = None
    partly: bool = False

    def until(self, day: date) -> date:
        """The day it reaches to on a day, which it never passes."""
        return day if self.last is None else self.last

    def overdue(self, day: date) -> int:
        """Days it was out past the day it had to be back: until it came, or so far."""
        return max(0, (self.until(day) - self.due).days) if self.due is not None else 0


def path(events: Iterable[Event]) -> tuple[Stretch, ...]:
    """The stretches of a chain in order; what cannot have happened changes nothing, as in ``tolerant``.

    Events come as they happened. One without a day counts on the day before it; before any day is known nothing is
    told. A stretch that begins and ends on one day stays: several things happened on it.
    """
    now, known, found = Standing(), None, list[Stretch]()
    for event in events:
        after, _wrong = bend(now, event)
        if after is now:
            continue
        now, known = after, event.on or known
        if known is not None and now.received:
            _add(found, _stretch(now, event, known))
    return tuple(found)


def _add(found: list[Stretch], new: Stretch) -> None:
    """A stretch like the last goes on with it; another ends it."""
    if found and _same(found[-1], new):
        return
    if found:
        found[-1] = replace(found[-1], last=max(found[-1].first, new.first))
    found.append(new)


def _same(old: Stretch, new: Stretch) -> bool:
    return (old.state, old.place, old.due, old.partly) == (new.state, new.place, new.due, new.partly)


def _stretch(now: Standing, event: Event, day: date) -> Stretch:
    state = now.state
    away = _AWAY.get(state)
    loans = [loan for loan in now.loans if loan.pool is away]
    due = min((loan.due for loan in loans if loan.due is not None), default=None)
    led = loans[0].event if loans else event.id
    kept = sum(1 for pool, much in now.pools.items() if much and pool is not Pool.PARTED)
    return Stretch(state, day, None, led, now.place if away is None else None, due, kept > 1)
