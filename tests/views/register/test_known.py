"""What is told from many records is read by the worker, once, and again after something was written."""

from collections.abc import Callable

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.known import LARGE, Known


class Asker(QObject):
    """Asks for the departments as a screen asks for its numbers."""

    def __init__(self, desk: Desk, jobs: Jobs) -> None:
        super().__init__()
        self.known, self.jobs = Known(desk), jobs
        self.reads, self.told = 0, 0
        self.meanwhile: Callable[[], object] | None = None

    def read(self, facts: Facts) -> object:
        return facts.once("departments", self._count)

    def _count(self, facts: Facts) -> int:
        self.reads += 1
        if self.meanwhile is not None and self.reads == 1:
            self.meanwhile()
        return len(facts.departments())

    def then(self) -> None:
        self.told += 1

    def asks(self, count: int = LARGE + 1) -> bool:
        return self.known.at_hand(self.jobs, count, "departments", self.read, self.then)


def test_a_small_register_is_told_at_once(desk: Desk, jobs: Jobs) -> None:
    asker = Asker(desk, jobs)
    assert asker.asks(LARGE)
    assert asker.reads == 0


def test_a_large_one_is_read_once_by_the_worker_until_something_is_written(
    desk: Desk, jobs: Jobs, qtbot: QtBot
) -> None:
    asker = Asker(desk, jobs)
    assert not asker.asks()
    assert not asker.asks()
    qtbot.waitUntil(lambda: asker.told == 1)
    assert asker.asks()
    with asker.known.facts() as facts:
        assert asker.read(facts) == len(facts.departments())
    assert asker.reads == 1
    asker.known.forget()
    assert not asker.asks()
    qtbot.waitUntil(lambda: asker.told == 2)
    assert asker.reads == 2


def test_what_was_read_before_a_write_is_read_anew(desk: Desk, jobs: Jobs, qtbot: QtBot) -> None:
    asker = Asker(desk, jobs)
    asker.meanwhile = asker.known.forget
    assert not asker.asks()
    qtbot.waitUntil(lambda: asker.told == 1)
    assert asker.reads == 2
    assert asker.asks()


def test_a_screen_that_is_gone_is_not_told(desk: Desk, jobs: Jobs, qtbot: QtBot) -> None:
    asker = Asker(desk, jobs)
    known, read, then = asker.known, Asker(desk, jobs).read, asker.then
    assert not known.at_hand(jobs, LARGE + 1, "departments", read, then)
    delete(asker)
    qtbot.waitUntil(lambda: known.at_hand(jobs, LARGE + 1, "departments", read, then))
    assert asker.told == 0
