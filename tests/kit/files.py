"""Real encrypted data files, quick to make: the key is wrapped at the least cost argon2 allows."""

from datetime import date
from pathlib import Path

from desktop_app.store.file import Store
from desktop_app.store.keys import Cost
from desktop_app.system.clock import Clock, TurnedClock
from desktop_app.system.paths import DataFolder
from tests.kit import templates

PASSWORD = "规整台-五月"
CHEAP = Cost(memory=8, passes=1, lanes=1)
_RECOVERY = "recovery.txt"


def new_store(root: Path, clock: Clock) -> tuple[Store, str]:
    """An open data file in ``root`` and its recovery key: a copy of one made once in a run of the tests."""
    templates.copied("new", _make, root)
    recovery = (root / _RECOVERY).read_text("utf-8")
    (root / _RECOVERY).unlink()
    store = Store.open(DataFolder(root), PASSWORD, clock)
    store.who = "周敏"
    return store, recovery


def _make(root: Path) -> None:
    store, recovery = Store.create(DataFolder(root), PASSWORD, TurnedClock(date(2015, 5, 1)), cost=CHEAP)
    store.close()
    (root / _RECOVERY).write_text(recovery, "utf-8")
