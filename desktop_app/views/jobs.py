"""Long work off the window's thread: one worker, one job at a time, progress, cancel.

What the worker leaves behind dies on the window's thread: a widget destroyed on another takes the process with it.
"""

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from desktop_app.system.garbage import Sweeper

SWEEP_MS = 50

T = TypeVar("T")


class Cancelled(Exception):
    """The officer stopped the job (已停止); the work must leave nothing half done."""


class Progress:
    """Handed to the work: say how far it is; raises Cancelled at the next word once the officer stops it."""

    def __init__(self, report: Callable[[int, int, str], None]) -> None:
        self._report = report
        self._stop = threading.Event()

    def __call__(self, done: int, total: int = 0, said: str = "") -> None:
        """``done`` of ``total`` steps; total 0 when unknown."""
        self.check()
        self._report(done, total, said)

    def check(self) -> None:
        if self._stop.is_set():
            raise Cancelled

    def stop(self) -> None:
        self._stop.set()

    @property
    def stopped(self) -> bool:
        return self._stop.is_set()


@dataclass(eq=False)
class Job:
    """One piece of work waiting or running; in a ring with its progress, so only the collector takes it away."""

    title: str
    work: Callable[[Progress], Any]
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]
    progress: Progress = field(init=False)

    def cancel(self) -> None:
        self.progress.stop()


class Jobs(QObject):
    """The worker. ``done`` and ``failed`` are called on the window's thread, ``failed`` also with Cancelled."""

    began = Signal(object)
    moved = Signal(object, int, int, str)
    ended = Signal(object)
    _finished = Signal(object, object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue: queue.SimpleQueue[Job | None] = queue.SimpleQueue()
        self._waiting: list[Job] = []
        self._held: list[tuple[Job, Any, Exception | None]] | None = None
        self._sweeper = Sweeper()
        self._moments = QTimer(self, interval=SWEEP_MS)
        self._moments.timeout.connect(self._sweeper.sweep)
        self._moments.start()
        self._finished.connect(self._finish, Qt.ConnectionType.QueuedConnection)
        self._thread = threading.Thread(target=self._work, name="jobs", daemon=True)
        self._thread.start()

    def run(
        self,
        work: Callable[[Progress], T],
        done: Callable[[T], None],
        failed: Callable[[Exception], None],
        title: str = "",
    ) -> Job:
        """Queue ``work``; a titled job is shown to the officer with progress and cancel."""
        job = Job(title, work, done, failed)
        job.progress = Progress(lambda at, total, said: self.moved.emit(job, at, total, said))
        self._waiting.append(job)
        self._queue.put(job)
        return job

    @property
    def busy(self) -> bool:
        return bool(self._waiting)

    @property
    def held(self) -> bool:
        """Whether answers are kept back."""
        return self._held is not None

    def hold(self) -> None:
        """Keep answers back: the window is locked, and an answer may open a dialog."""
        self._held = []

    def release(self) -> None:
        """Give the answers kept back, in order."""
        kept, self._held = self._held or [], None
        for job, result, error in kept:
            self._finish(job, result, error)

    def close(self) -> None:
        """Stop what runs and let the thread end; nothing is reported any more."""
        self._finished.disconnect()
        for job in self._waiting:
            job.cancel()
        self._queue.put(None)
        self._thread.join()

    def _work(self) -> None:
        while (job := self._queue.get()) is not None:
            result, error = None, None
            try:
                job.progress.check()
                self.began.emit(job)
                result = job.work(job.progress)
            except Exception as caught:
                error = caught
            self._finished.emit(job, result, error)

    @Slot(object, object, object)
    def _finish(self, job: Job, result: Any, error: Exception | None) -> None:
        if self._held is not None:
            self._held.append((job, result, error))
            return
        self._waiting.remove(job)
        self.ended.emit(job)
        if error is not None:
            job.failed(error)
        else:
            job.done(result)
