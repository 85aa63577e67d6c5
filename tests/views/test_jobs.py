"""Long work: off the window's thread, one at a time, stoppable."""

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.views.jobs import Cancelled, Jobs, Progress


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()


def raised(error: Exception) -> None:
    raise error


def test_work_runs_elsewhere_and_answers_on_the_windows_thread(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[object] = []
    jobs.run(lambda progress: threading.get_ident(), lambda ident: seen.extend([ident, threading.get_ident()]), raised)
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen[0] != threading.get_ident()
    assert seen[1] == threading.get_ident()


def test_jobs_wait_for_one_another_in_order(qtbot: QtBot, jobs: Jobs) -> None:
    running, most, done = [0], [0], []

    def work(progress: Progress) -> None:
        running[0] += 1
        most[0] = max(most[0], running[0])
        running[0] -= 1

    for at in range(5):
        jobs.run(work, lambda _none, at=at: done.append(at), raised)
    qtbot.waitUntil(lambda: len(done) == 5)
    assert done == [0, 1, 2, 3, 4]
    assert most == [1]
    assert not jobs.busy


def test_the_officer_stops_a_running_job(qtbot: QtBot, jobs: Jobs) -> None:
    begun, failed = threading.Event(), []

    def work(progress: Progress) -> None:
        begun.set()
        while True:
            progress(1, 10, "第 1 行")

    job = jobs.run(work, lambda _none: None, failed.append, "导入")
    begun.wait()
    job.cancel()
    qtbot.waitUntil(lambda: len(failed) == 1)
    assert isinstance(failed[0], Cancelled)


def test_a_job_stopped_before_its_turn_never_begins(qtbot: QtBot, jobs: Jobs) -> None:
    gate, failed, began = threading.Event(), [], []
    jobs.run(lambda progress: gate.wait(), lambda _none: None, raised)
    waiting = jobs.run(lambda progress: began.append(1), lambda _none: None, failed.append)
    waiting.cancel()
    gate.set()
    qtbot.waitUntil(lambda: len(failed) == 1)
    assert not began


def test_a_failure_comes_back_as_it_was_raised(qtbot: QtBot, jobs: Jobs) -> None:
    failed: list[Exception] = []
    jobs.run(lambda progress: raised(ValueError("坏行")), lambda _none: None, failed.append)
    qtbot.waitUntil(lambda: len(failed) == 1)
    assert str(failed[0]) == "坏行"


class Leaver:
    """Something in a ring of references, which says on which thread it died."""

    def __init__(self, died_on: list[int]) -> None:
        self.died_on = died_on
        self.ring: Leaver | None = self

    def __del__(self) -> None:
        self.died_on.append(threading.get_ident())


def test_what_a_closed_window_leaves_dies_on_the_windows_thread(qtbot: QtBot, jobs: Jobs) -> None:
    died_on: list[int] = []
    Leaver(died_on)
    heaps: list[int] = []
    jobs.run(lambda progress: [[at] for at in range(200_000)], lambda heap: heaps.append(len(heap)), raised)
    qtbot.waitUntil(lambda: bool(heaps and died_on))
    assert died_on == [threading.get_ident()]
