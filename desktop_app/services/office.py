"""Opening the office: the file unlocked, and the officer's name put to every act."""

from desktop_app.services.desk import Desk
from desktop_app.store.file import Store
from desktop_app.system.clock import Clock
from desktop_app.system.paths import DataFolder


def open_desk(folder: DataFolder, secret: str, clock: Clock) -> Desk:
    """Unlock by password or recovery key. Raises Refusal or Damaged."""
    return seated(Store.open(folder, secret, clock), clock)


def seated(store: Store, clock: Clock) -> Desk:
    """A desk at an open file, the keeper named in its history."""
    desk = Desk(store, clock)
    with desk.facts() as facts:
        store.who = str(facts.unit.get("keeper") or facts.unit.get("name") or "")
    return desk
