"""Named figures (指标): one query each, with the records behind the number. No figure is computed anywhere else."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from desktop_app.rules.periods import Period

T = TypeVar("T")
Behind = tuple[str, int]
"""A record behind a figure: kind and id."""


def by_kind(behind: Iterable[Behind]) -> dict[str, list[int]]:
    """Records as ids under their kind, in the order given."""
    found: dict[str, list[int]] = {}
    for kind, record_id in behind:
        found.setdefault(kind, []).append(record_id)
    return found


@dataclass(frozen=True)
class Question:
    """What is asked: at the end of day ``as_of``, over ``period`` when a figure has one."""

    session: Session
    as_of: date
    period: Period | None = None
    _kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, name: str, read: "Callable[[Question], T]") -> T:
        """What several figures ask for, read once for this question; nobody may change it."""
        if name not in self._kept:
            self._kept[name] = read(self)
        found: T = self._kept[name]
        return found


@dataclass(frozen=True)
class Answer:
    """A figure's value, its breakdown (group words as the records say them), and the records counted.

    ``cells`` gives the records of each group by its words from the outermost in; a tally fills it.
    """

    value: int | float | None
    behind: tuple[Behind, ...] = ()
    groups: Mapping[str, Any] = field(default_factory=dict)
    cells: Mapping[tuple[str, ...], tuple[Behind, ...]] = field(default_factory=dict)

    @property
    def by_word(self) -> dict[str, tuple[Behind, ...]]:
        """The records of each outermost group."""
        return {word: self.under(word) for word in self.groups}

    def under(self, *words: str) -> tuple[Behind, ...]:
        """The records of a group and all groups within it."""
        return tuple(one for path, rows in self.cells.items() if path[: len(words)] == words for one in rows)


@dataclass(frozen=True)
class Figure:
    """A figure: stable id, Chinese label, measure word, and the one query that answers it.

    ``counted`` says that the value is the number of records behind it. ``units`` are the measure words of groups that
    bear another one, by their word (平均分 in 分, 及格率 in none); ``places`` the decimals printed; ``money``
    says that the value is a sum in 分, which a text tells in 元.
    """

    id: str
    label: str
    unit: str
    ask: Callable[[Question], Answer]
    counted: bool = True
    units: Mapping[str, str] = field(default_factory=dict, hash=False)
    places: int = 1
    money: bool = False

    def unit_of(self, path: Sequence[str]) -> str:
        """The measure word of the group a path leads to."""
        return self.units.get(path[-1], self.unit) if path else self.unit


def tally(kind: str, rows: Iterable[Sequence[Any]]) -> Answer:
    """Count rows of (id, group, subgroup …): one group per word, nested in the order given."""
    return tally_of(((kind, record_id), *words) for record_id, *words in rows)


def tally_of(rows: Iterable[Sequence[Any]]) -> Answer:
    """Count rows of (record, group, subgroup …) whose records are of several kinds."""
    groups: dict[str, Any] = {}
    behind: list[Behind] = []
    cells: dict[tuple[str, ...], list[Behind]] = {}
    for record, *words in rows:
        path = tuple(str(word or "未填") for word in words)
        behind.append(record)
        cells.setdefault(path, []).append(record)
        _count_into(groups, list(path))
    return Answer(len(behind), tuple(behind), groups, {path: tuple(found) for path, found in cells.items()})


def _count_into(groups: dict[str, Any], words: list[str]) -> None:
    for word in words[:-1]:
        groups = groups.setdefault(word, {})
    if words:
        groups[words[-1]] = groups.get(words[-1], 0) + 1
