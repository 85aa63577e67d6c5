"""What every board of numbers does with what it has read: gather it once, show all of it or some."""

from collections.abc import Callable, Collection
from typing import ClassVar, Generic, Protocol, Self, TypeVar

from desktop_app.figures.engine import Question
from desktop_app.services.facts import Facts


class Reading(Protocol):
    """What a board shows: all of it, or what is told of some records of the tab's first register."""

    def only(self, ids: Collection[int] | None) -> Self: ...


R = TypeVar("R", bound=Reading)


class ReadingBoard(Generic[R]):
    """The reading side of a board: ``reads`` asks the file, ``draw`` shows an answer.

    ``once`` names what is read, kept until something is written.
    """

    counts_only: ClassVar[bool] = True
    once: ClassVar[str]
    reads: Callable[[Question], R]
    draw: Callable[[R], None]
    read: R | None = None
    shown: R | None = None

    def refresh(self, facts: Facts) -> None:
        """Read everything anew."""
        self.read = self.gather(facts)
        self._show(self.read)

    def gather(self, facts: Facts) -> R:
        """Everything the board shows, read once until something is written."""
        return facts.once(self.once, lambda asked: self.reads(Question(asked.session, asked.today)))

    def show_ids(self, ids: Collection[int] | None) -> None:
        """Count only these records; all when None."""
        if self.read is not None and (read := self.read.only(ids)) is not self.shown:
            self._show(read)

    def select(self, record_id: int) -> None:
        """A number stands for many records."""

    def _show(self, read: R) -> None:
        self.shown = read
        self.draw(read)
