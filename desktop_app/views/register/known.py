"""What the screens ask of the small tables, read once and kept until something is written."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts, Row
from desktop_app.views.jobs import Cancelled, Jobs, Progress

LARGE = 1_000
"""From so many records on, what is told from all of them is read in the worker."""


class Known:
    """Facts kept between two acts (已读的小表), so that a check on every keystroke reads nothing twice."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._tables: dict[str, dict[int, Row]] = {}
        self._kept: dict[tuple[str, date], Any] = {}
        self._awaited: dict[str, Callable[[], object]] = {}
        self._age = 0

    def forget(self) -> None:
        """Something was written: read anew when asked."""
        self._tables, self._kept = {}, {}
        self._age += 1

    @contextmanager
    def facts(self) -> Iterator[Facts]:
        with self.desk.store.read() as session:
            yield Facts(session, self.desk.today, self._tables, self._kept, withheld=self.desk.withheld)

    def label(self, kind: str, record_id: Any) -> str:
        """How a linked record is named."""
        with self.facts() as facts:
            return facts.label(kind, record_id)

    def at_hand(
        self, jobs: Jobs, count: int, name: str, read: Callable[[Facts], object], then: Callable[[], object]
    ) -> bool:
        """Whether what ``Facts.once`` keeps under a name may be asked for now, being told from ``count`` records.

        Of many records the worker reads it first, once the window has nothing else to do; ``then``, the last given for
        this name, is called when it is there.
        """
        if count <= LARGE or (name, self.desk.today) in self._kept:
            return True
        waiting = name in self._awaited
        self._awaited[name] = then
        if not waiting:
            QTimer.singleShot(0, lambda: self._ask(jobs, name, read))
        return False

    def _ask(self, jobs: Jobs, name: str, read: Callable[[Facts], object]) -> None:
        age = self._age

        def work(progress: Progress) -> dict[tuple[str, date], Any]:
            progress.check()
            with self.desk.facts() as facts:
                read(facts)
                return facts.kept

        def done(kept: dict[tuple[str, date], Any]) -> None:
            if age != self._age:
                self._ask(jobs, name, read)
                return
            self._kept.update(kept)
            _call(self._awaited.pop(name))

        def failed(error: Exception) -> None:
            self._awaited.pop(name, None)
            if not isinstance(error, Cancelled):
                raise error

        jobs.run(work, done, failed)


def _call(then: Callable[[], object]) -> None:
    """Unless the screen that asked is gone."""
    owner = getattr(then, "__self__", None)
    if not isinstance(owner, QObject) or isValid(owner):
        then()
