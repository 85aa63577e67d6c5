"""A dialog whose deeds may take a while (后台办理): much of it goes to the worker while the dialog waits."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_app.services.facts import Facts
from desktop_app.system.errors import Refusal
from desktop_app.views.jobs import Jobs
from desktop_app.views.register.editors.choices import Recent
from desktop_app.views.register.known import Known
from desktop_app.views.register.verb_dialog import VerbDialog

T = TypeVar("T")


class PatientDialog(VerbDialog):
    """``busy`` while the worker has something of it: nothing can be pressed then, and it does not close."""

    def __init__(
        self, parent: QWidget | None, title: str, known: Known, recent: Recent, width: int, jobs: Jobs
    ) -> None:
        super().__init__(parent, title, known, recent, width)
        self.busy = False
        self._jobs = jobs

    def steered(self) -> Iterable[QWidget]:
        """What can be pressed or typed into."""
        raise NotImplementedError

    def do(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        much: Callable[[Facts], bool],
        said: str,
        refused: Callable[[Refusal], object] | None = None,
    ) -> None:
        """Do it at once, so that keys typed meanwhile wait for it; where it is ``much``, in the worker, and say so."""
        tell = refused or self._refused
        try:
            with self.known.facts() as facts:
                waits = much(facts)
            result = None if waits else work()
        except Refusal as fault:
            tell(fault)
            return
        if result is not None:
            done(result)
            return
        self._wait(said)
        self._jobs.run(lambda _progress: work(), partial(self._over, done), partial(self._failed, tell))

    def _wait(self, said: str) -> None:
        self.busy = bool(said)
        self.say(said, "meta2")
        for part in self.steered():
            part.setEnabled(not said)

    def _over(self, then: Callable[[T], object], answer: T) -> None:
        if isValid(self):
            self._wait("")
            then(answer)

    def _failed(self, tell: Callable[[Refusal], object], error: Exception) -> None:
        if isinstance(error, Refusal):
            self._over(tell, error)
            return
        if isValid(self):
            self._wait("")
        raise error

    def reject(self) -> None:
        """Nothing is left half done."""
        if not self.busy:
            super().reject()
