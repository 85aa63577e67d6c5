"""The checklist of an item of seized property (手续): which points are not there."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.rules.vocabulary import Measure, ProcedureState

SEAL = "密封"
LISTED = (Measure.SEALED, Measure.SEIZED)
"""Measures whose list is made in a number of copies."""
COPIES = "清单份数"
"""The word for a list made in too few copies."""


@dataclass(frozen=True, slots=True)
class Checklist:
    """The points of an item as written, the seal as its own field says it, and how many copies of the list there are.

    ``needed`` is the number of copies the law asks for (高检规则 2012 art. 236), None where no rule is in force.
    """

    points: Mapping[str, ProcedureState]
    sealed: ProcedureState | None = None
    measure: Measure | None = None
    copies: int | None = None
    needed: int | None = None

    @property
    def all(self) -> dict[str, ProcedureState]:
        """Every point with its state; what the checklist says of the seal goes before the item's own field."""
        sealed = {} if self.sealed is None else {SEAL: self.sealed}
        return {**sealed, **self.points} if SEAL in self.points else {**self.points, **sealed}

    @property
    def lacking(self) -> tuple[str, ...]:
        """The points that are not there."""
        return tuple(word for word, state in self.all.items() if state == ProcedureState.LACKING)

    @property
    def list_short(self) -> bool:
        """Whether the list of what was sealed or seized was made in too few copies."""
        known = self.copies is not None and self.needed is not None
        return known and self.measure in LISTED and (self.copies or 0) < (self.needed or 0)

    @property
    def told(self) -> tuple[str, ...]:
        """All that lacks, the copies among it, as a list shows it."""
        return (*self.lacking, COPIES) if self.list_short else self.lacking

    @property
    def gone_through(self) -> bool:
        """Whether somebody looked: at least one point is written."""
        return bool(self.all)
