"""Opening the office: the file unlocked, the officer's name put to every act, what a newer program brings added."""

from contextlib import suppress

from desktop_app.services.custody import settle_custody
from desktop_app.services.desk import Desk
from desktop_app.services.habit_bulletins import settle_habits
from desktop_app.services.month_lock import keep_closed
from desktop_app.services.supply import supply
from desktop_app.store.file import Store
from desktop_app.system.clock import Clock
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import DataFolder

INSPECTORS = "督查人员"
"""Who sits at a desk the inspector's password opened."""


def open_desk(folder: DataFolder, secret: str, clock: Clock) -> Desk:
    """Unlock by password or recovery key, for reading alone by the inspector's. Raises Refusal or Damaged."""
    return seated(Store.open(folder, secret, clock), clock)


def seated(store: Store, clock: Clock) -> Desk:
    """A desk at an open file, the keeper named in its history.

    A full disk keeps nobody from reading: the presets are then added at the next opening.
    """
    desk = Desk(store, clock)
    store.closing = (settle_custody, settle_habits, keep_closed)
    if store.inspecting:
        store.who = INSPECTORS
        return desk
    with desk.facts() as facts:
        store.who = str(facts.unit.get("keeper") or facts.unit.get("name") or "")
    with suppress(Refusal):
        supply(desk)
    return desk
