"""The county's first ledgers imported once in a run, for tests that only read what was taken."""

from collections.abc import Iterator
from datetime import date

import pytest

from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from tests.kit.county import Told, first_three, taken_once

Kept = tuple[Desk, Told]


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """The roster, the plan and the problems of 清源县; nobody changes them."""
    made = taken_once(first_three("清源县"), tmp_path_factory.mktemp("kept") / "data", TurnedClock(date(2015, 5, 31)))
    yield made
    made[0].store.close()
