"""Side by side: ways of doing one thing, taken in turn round after round, so that a busy moment hits them all."""

import gc
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

LEAST_ROUNDS = 5

Side = Callable[[], float]
"""One way: does one round and answers the seconds that count."""


class Skipped(Exception):
    """The measure cannot be taken on this machine; says why."""


@dataclass(frozen=True)
class Sides:
    """Ours, the least any program could need (floor), a program people use (peer), and others shown beside them."""

    ours: Side
    floor: Side
    peer: Side | None = None
    also: Mapping[str, Side] = field(default_factory=dict)


@dataclass(frozen=True)
class Measure:
    """One measure. ``target`` is the ratio ours ÷ floor to reach; ``sides`` opens what it needs in a given folder."""

    id: str
    target: float
    sides: Callable[[Path], AbstractContextManager[Sides]]
    rounds: int = 7


@dataclass(frozen=True)
class Row:
    """What came of a measure, medians in seconds; ``spread``: middle half of the rounds' ratios ÷ their median."""

    id: str
    ours: float
    floor: float
    peer: float | None
    target: float
    spread: float
    also: Mapping[str, float]

    @property
    def ratio(self) -> float:
        return self.ours / self.floor

    @property
    def reached(self) -> bool:
        return self.ratio <= self.target

    def told(self) -> dict[str, Any]:
        """The row as build/bench.json keeps it."""
        names = ("id", "ours", "floor", "peer", "ratio", "target", "spread")
        return {name: getattr(self, name) for name in names}


def timed(work: Callable[[], object]) -> Side:
    """The side that is all of ``work``."""

    def side() -> float:
        began = perf_counter()
        work()
        return perf_counter() - began

    return side


def taken(measure: Measure, folder: Path) -> Row:
    """Take a measure: one round to warm up, then the rounds that count, each starting with another side."""
    with measure.sides(folder) as sides:
        named = {"ours": sides.ours, "floor": sides.floor, **({"peer": sides.peer} if sides.peer else {}), **sides.also}
        kept = _rounds(named, max(measure.rounds, LEAST_ROUNDS))
    middle = {name: median(seconds) for name, seconds in kept.items()}
    ratios = [ours / floor for ours, floor in zip(kept["ours"], kept["floor"], strict=True)]
    low, mid, high = quantiles(ratios, n=4)
    also = {name: middle[name] for name in sides.also}
    spread = (high - low) / mid
    return Row(measure.id, middle["ours"], middle["floor"], middle.get("peer"), measure.target, spread, also)


def _rounds(named: Mapping[str, Side], count: int) -> dict[str, list[float]]:
    kept: dict[str, list[float]] = {name: [] for name in named}
    for number in range(count + 1):
        names = list(named)
        first = number % len(names)
        for name in (*names[first:], *names[:first]):
            gc.collect()
            seconds = named[name]()
            if number:
                kept[name].append(seconds)
    return kept
