"""One question asked of the worker again and again while the officer types: only the last answer counts."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from desktop_app.reports.pdf import Stopped
from desktop_app.system.errors import Refusal
from desktop_app.views.jobs import Cancelled, Job, Jobs, Progress

PAUSE_MS = 400
"""How long nothing is typed before it is asked anew."""

Work = Callable[[Progress], Any]
Prepare = Callable[[], Work | None]
"""Makes the question ready on the window's thread, once nothing is typed; None when there is nothing to ask."""


class Latest(QObject):
    """``answered`` carries the newest answer, None when there is nothing to ask; ``refused`` why there is none.

    An answer to a question asked before is given to ``drop``.
    """

    answered = Signal(object)
    refused = Signal(str)

    def __init__(self, jobs: Jobs, parent: QObject, drop: Callable[[Any], object] = lambda _stale: None) -> None:
        super().__init__(parent)
        self._jobs, self._drop = jobs, drop
        self._prepare: Prepare = lambda: None
        self._job: Job | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.timeout.connect(self._begin)

    def ask(self, prepare: Prepare, *, at_once: bool = False) -> None:
        """Another question, asked after a pause in typing or at once."""
        self._prepare = prepare
        self._pause.start(0 if at_once else PAUSE_MS)

    def again(self) -> None:
        """The same question, at once."""
        self._pause.start(0)

    @property
    def busy(self) -> bool:
        return self._pause.isActive() or self._job is not None

    def _begin(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        work = self._prepare()
        if work is None:
            self.answered.emit(None)
            return
        job = self._jobs.run(work, lambda got: self._done(job, got), lambda error: self._failed(job, error))
        self._job = job

    def _done(self, job: Job, got: Any) -> None:
        if not isValid(self) or job is not self._job:
            self._drop(got)
            return
        self._job = None
        self.answered.emit(got)

    def _failed(self, job: Job, error: Exception) -> None:
        if not isValid(self) or job is not self._job:
            return
        self._job = None
        if isinstance(error, (Cancelled, Stopped)):
            return
        if not isinstance(error, Refusal):
            raise error
        self.refused.emit(error.said)
