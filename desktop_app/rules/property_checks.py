"""The checklist of an item of seized property (手续): which points are not there."""

from collections.abc import Mapping
from dataclasses import dataclass

from desktop_app.rules.vocabulary import Measure, ProcedureState

SEAL = "密封"
LISTED = (Measure.SEALED, Measure.SEIZED)
"""Measures whose list is made in a number of copies."""


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
    def short_list(self) -> str:
        """The copies a list of what was sealed or seized should have (清单4份), where it was made in fewer."""
        if self.copies is None or self.needed is None or self.measure not in LISTED:
            return ""
        return f"清单{self.needed}份" if self.copies < self.needed else ""

    @property
    def told(self) -> tuple[str, ...]:
        """All that lacks, the copies of the list among it."""
        return (*self.lacking, self.short_list) if self.short_list else self.lacking

    @property
    def gone_through(self) -> bool:
        """Whether somebody looked: at least one point is written."""
        return bool(self.all)
