"""What every board of the problems does with what it has read: gather it once, show all of it or some."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from desktop_app.figures.engine import Question
from desktop_app.figures.issue_boards import Reading
from desktop_app.services.facts import Facts


class ReadingBoard:
    """The reading side of a board: ``reads`` asks the file, ``draw`` shows an answer.

    ``once`` names what is read, kept until something is written.
    """

    once: ClassVar[str]
    reads: Callable[[Question], Reading]
    draw: Callable[[Reading], None]
    read: Reading
    shown: Reading

    def refresh(self, facts: Facts) -> None:
        """Read the problems anew."""
        self.read = self.gather(facts)
        self._show(self.read)

    def gather(self, facts: Facts) -> Reading:
        """The problems, read once until something is written."""
        return facts.once(self.once, lambda asked: self.reads(Question(asked.session, asked.today)))

    def show_ids(self, ids: Sequence[int] | None) -> None:
        """Count only these; all when None."""
        if (read := self.read.only(ids)) is not self.shown:
            self._show(read)

    def select(self, record_id: int) -> None:
        """A number stands for many records."""

    def _show(self, read: Reading) -> None:
        self.shown = read
        self.draw(read)
