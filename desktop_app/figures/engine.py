"""Named figures (指标): one query each, with the records behind the number. No figure is computed anywhere else."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from desktop_app.rules.periods import Period

Behind = tuple[str, int]
"""A record behind a figure: kind and id."""


@dataclass(frozen=True)
class Question:
    """What is asked: at the end of day ``as_of``, over ``period`` when a figure has one."""

    session: Session
    as_of: date
    period: Period | None = None


@dataclass(frozen=True)
class Answer:
    """A figure's value, its breakdown (group words as the records say them), and the records counted."""

    value: int | float | None
    behind: tuple[Behind, ...] = ()
    groups: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Figure:
    """A figure: stable id, Chinese label, measure word, and the one query that answers it.

    ``counted`` says that the value is the number of records behind it.
    """

    id: str
    label: str
    unit: str
    ask: Callable[[Question], Answer]
    counted: bool = True


def tally(kind: str, rows: Iterable[Sequence[Any]]) -> Answer:
    """Count rows of (id, group, subgroup …): one group per word, nested in the order given."""
    groups: dict[str, Any] = {}
    behind: list[Behind] = []
    for record_id, *words in rows:
        behind.append((kind, record_id))
        _count_into(groups, [str(word or "未填") for word in words])
    return Answer(len(behind), tuple(behind), groups)


def _count_into(groups: dict[str, Any], words: list[str]) -> None:
    for word in words[:-1]:
        groups = groups.setdefault(word, {})
    if words:
        groups[words[-1]] = groups.get(words[-1], 0) + 1
