"""What a verb must know about a register; ``registers.spec.Register`` is the one that answers."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol

from desktop_app.models.base import Part, Record
from desktop_app.rules.lifecycle import Lifecycle
from desktop_app.rules.problems import Problem
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts


class Law(Protocol):
    """The law of one kind: its checks, numbers, derived values and searchable words."""

    @property
    def model(self) -> type[Record]: ...

    @property
    def title(self) -> str:
        """The record in Chinese: 任务, 干警."""
        ...

    @property
    def measure(self) -> str:
        """Its measure word: 项, 人."""
        ...

    @property
    def lifecycle(self) -> Lifecycle | None: ...

    @property
    def lists(self) -> Sequence[type[Part]]:
        """The parts a record is typed with; its checks see them."""
        ...

    @property
    def state_name(self) -> str:
        """Attribute name of the lifecycle state."""
        ...

    def problems(self, draft: Draft, facts: Facts) -> list[Problem]: ...

    def derive(self, draft: Draft, facts: Facts) -> None: ...

    def prefix(self, draft: Draft, facts: Facts) -> tuple[str, int]:
        """What stands before the serial of a new number, and how many digits the serial has."""
        ...

    def words(self, row: Mapping[str, Any], parts: Mapping[str, Sequence[Mapping[str, Any]]], facts: Facts) -> str:
        """The folded search text of a record."""
        ...

    @property
    def held(self) -> Callable[[Sequence[int], Facts], str] | None:
        """Says why records may not be deleted (不能删除的原因), or nothing; None where nothing ever holds them."""
        ...

    @property
    def alone(self) -> Sequence[Callable[[Draft, Facts], Problem | None]]:
        """What must hold again when a deleted record comes back (恢复): others may stand in its place by now."""
        ...

    def call(self, row: Mapping[str, Any], facts: Facts | None = None) -> str:
        """How a record is named in a sentence: its number and subject; whom it is about where ``facts`` know him."""
        ...
