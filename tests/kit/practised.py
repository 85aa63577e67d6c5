"""The practice county for reading: its ledgers imported once in a run of the tests, copied for whoever asks."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_app.exchange.practice import DAY, furnish
from desktop_app.services.desk import Desk
from desktop_app.services.office import open_desk
from desktop_app.system.clock import TurnedClock
from desktop_app.system.paths import DataFolder
from tests.kit import templates

PASSWORD = "演练-123456"


@contextmanager
def practised() -> Iterator[Desk]:
    """A copy of the practice county on the day its ledgers were closed."""
    with tempfile.TemporaryDirectory(prefix="practised-") as folder:
        root = Path(folder) / "data"
        copied(root)
        desk = open_desk(DataFolder(root), PASSWORD, TurnedClock(DAY))
        desk.store.practice = True
        yield desk
        desk.store.close()


def copied(root: Path) -> None:
    """The practice county's data folder, closed; its password is ``PASSWORD``."""
    templates.copied("practised", _make, root)


def _make(root: Path) -> None:
    furnish(root, TurnedClock(DAY), PASSWORD).store.close()
