"""Fixtures every floor uses; any warning in the log fails the test."""

import logging
import os
import sys
from collections.abc import Generator, Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from desktop_app.services.desk import Desk
from desktop_app.store.file import Store
from desktop_app.system.clock import TurnedClock
from desktop_app.system.garbage import Sweeper
from desktop_app.system.paths import DataFolder
from tests.kit import templates
from tests.kit.county import Ready, office_with
from tests.kit.files import new_store
from tests.kit.office import founded

# How long one example takes says more of the machine than of the program.
settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("ci" if "CI" in os.environ else "house")

SWEEPER = Sweeper()


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        templates.begin()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        templates.end()
    if "PySide6.QtGui" in sys.modules:
        from PySide6.QtGui import QGuiApplication

        if QGuiApplication.instance() is not None:
            # The offscreen clipboard outlives the interpreter, what was copied from Python must not.
            QGuiApplication.clipboard().clear()


@pytest.fixture
def clock() -> TurnedClock:
    """The last day of the campaign's second month."""
    return TurnedClock(date(2015, 5, 31))


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    return DataFolder(tmp_path / "data")


@pytest.fixture
def store(folder: DataFolder, clock: TurnedClock) -> Iterator[Store]:
    """A new, empty, encrypted data file."""
    made, _ = new_store(folder.root, clock)
    yield made
    made.close()


@pytest.fixture
def desk(folder: DataFolder, clock: TurnedClock) -> Iterator[Desk]:
    """A founded office with the 2015 profile."""
    made = founded(folder.root, clock)
    yield made
    made.store.close()


@pytest.fixture
def ready(tmp_path: Path, clock: TurnedClock) -> Iterator[Ready]:
    """Gives the office into which these ledgers were taken; one in a test."""
    made: list[Desk] = []

    def give(files: Sequence[Path]) -> Desk:
        made.append(office_with(files, tmp_path / "ready", clock))
        return made[-1]

    yield give
    for desk in made:
        desk.store.close()


@pytest.fixture(autouse=True)
def quiet_log(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Fail a test that logged a warning or worse."""
    yield
    loud = [
        record for when in ("setup", "call") for record in caplog.get_records(when) if record.levelno >= logging.WARNING
    ]
    assert not loud, [f"{record.name}: {record.getMessage()}" for record in loud]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Generator[None, object, object]:
    """Widgets a test put away are gone before the next, and on this thread: nobody else runs the loop for them."""
    result = yield
    SWEEPER.sweep()
    if "PySide6.QtCore" in sys.modules:
        from PySide6.QtCore import QCoreApplication, QEvent

        if QCoreApplication.instance() is not None:
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return result
