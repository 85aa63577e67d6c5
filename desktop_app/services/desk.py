"""The open office: the data file and the clock, handed to every verb."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from desktop_app.services.facts import Facts
from desktop_app.store.file import Store
from desktop_app.system.clock import Clock

SHUT = "这里有一案双查等敏感台账。先打开那本台账、输口令，再办"


@dataclass
class Desk:
    """Everything a verb needs: the open file and the clock.

    ``withheld`` are the kinds of sensitive registers that stand locked now: what gathers records of all kinds leaves
    them out.
    """

    store: Store
    clock: Clock
    withheld: frozenset[str] = field(default=frozenset(), kw_only=True)

    @property
    def inspecting(self) -> bool:
        """Whether an inspector sits at it (督查人员): everything is seen, nothing is changed."""
        return self.store.inspecting

    @property
    def today(self) -> date:
        return self.clock.today()

    @contextmanager
    def facts(self) -> Iterator[Facts]:
        """Facts read in one reading transaction."""
        with self.store.read() as session:
            yield Facts(session, self.today, withheld=self.withheld)
