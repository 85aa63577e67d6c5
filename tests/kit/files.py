"""Real encrypted data files, quick to make: the key is wrapped at the least cost argon2 allows."""

from pathlib import Path

from desktop_app.store.file import Store
from desktop_app.store.keys import Cost
from desktop_app.system.clock import Clock
from desktop_app.system.paths import DataFolder

PASSWORD = "规整台-五月"
CHEAP = Cost(memory=8, passes=1, lanes=1)


def new_store(root: Path, clock: Clock) -> tuple[Store, str]:
    """An open data file in ``root`` and its recovery key."""
    store, recovery = Store.create(DataFolder(root), PASSWORD, clock, cost=CHEAP)
    store.who = "周敏"
    return store, recovery
