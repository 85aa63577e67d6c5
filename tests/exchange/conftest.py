"""A founded office to import into, and the practice county's ledgers."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from tests.kit.kept_county import kept as kept
from tests.kit.office import founded


@pytest.fixture
def desk(tmp_path: Path, clock: TurnedClock) -> Iterator[Desk]:
    """An office with the 2015 profile and nobody in it yet, on 31 May 2015."""
    made = founded(tmp_path / "data", clock)
    yield made
    made.store.close()
