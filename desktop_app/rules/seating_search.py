"""The search behind the seats (排座): departments on a grid with as few equal neighbours as can be found.

All of it follows from its arguments alone; nothing is drawn at random. Departments are numbers from 0.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

EMPTY = -1
"""No one on this seat."""

_LOOKS = 300
"""Swaps looked at in one attempt, for each seat; beyond, the best met so far stands."""

_STRIDE = 7919
"""How far on each pass begins to look for a harmless swap, so that it is another one than before."""

_STEPS = 200_000
"""Seats tried at most by the search for the fewest; beyond, its answer is the best it met."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Seats from 0 and the neighbours of each."""

    size: int
    touching: Sequence[tuple[int, ...]]

    def clashes(self, taken: Sequence[int]) -> list[tuple[int, int]]:
        """Pairs of neighbours of one department, each once, in the order of the seats."""
        return [
            (at, other)
            for at, code in enumerate(taken)
            if code != EMPTY
            for other in self.touching[at]
            if other > at and taken[other] == code
        ]


def improved(start: Sequence[int], grid: Grid, limit: int) -> list[int]:
    """The same departments after swaps that leave fewer clashes; only seats below ``limit`` are used.

    Where no swap helps any more, swaps that do no harm are tried for a while: they open the way to others that help.
    """
    work = _Swaps(list(start), grid)
    best, least, turn = list(start), work.count(), 0
    while least and work.looked < _LOOKS * limit:
        turn += 1
        clashing = [at for at in range(limit) if work.own(at)]
        if not sum(work.settle(at, limit) for at in clashing):
            moved = sum(work.settle(at, limit, turn * _STRIDE) for at in clashing)
            if not moved:
                break
        if work.count() < least:
            best, least = list(work.taken), work.count()
    return best


@dataclass
class _Swaps:
    """A seating being mended; ``near[seat][department]`` counts neighbours."""

    taken: list[int]
    grid: Grid
    near: list[list[int]] = field(init=False)
    looked: int = 0

    def __post_init__(self) -> None:
        wide = max(self.taken) + 1
        self.near = [[0] * wide for _ in self.taken]
        for at, code in enumerate(self.taken):
            self._tell(at, code, 1)

    def _tell(self, at: int, code: int, more: int) -> None:
        if code != EMPTY:
            for other in self.grid.touching[at]:
                self.near[other][code] += more

    def own(self, at: int) -> int:
        """Neighbours of his own department; none of an empty seat."""
        code = self.taken[at]
        return self.near[at][code] if code != EMPTY else 0

    def count(self) -> int:
        """Clashes, each once."""
        return sum(map(self.own, range(len(self.taken)))) // 2

    def settle(self, at: int, limit: int, harmless: int = 0) -> bool:
        """Swap a seat with the first that takes away all its share of clashes, else with the best; whether any did.

        With ``harmless``, the first seat from there on that brings no more clashes will do.
        """
        best, found, mine = (-1 if harmless else 0), EMPTY, self.own(at)
        for step in range(limit) if mine else ():
            other = (harmless + step) % limit
            self.looked += 1
            gain = self._gain(at, other)
            if gain > best and self.taken[other] != self.taken[at]:
                best, found = gain, other
                if harmless or gain >= mine:
                    break
        if found != EMPTY:
            self._swap(at, found)
        return found != EMPTY

    def _gain(self, one: int, two: int) -> int:
        here, there = self.taken[one], self.taken[two]
        if here == there:
            return 0
        near_one, near_two = self.near[one], self.near[two]
        before, after = near_one[here], near_two[here]
        if there != EMPTY:
            before, after = before + near_two[there], after + near_one[there]
            after -= 2 * (two in self.grid.touching[one])
        elif two in self.grid.touching[one]:
            after -= 1
        return before - after

    def _swap(self, one: int, two: int) -> None:
        here, there = self.taken[one], self.taken[two]
        for at, old, new in ((one, here, there), (two, there, here)):
            self._tell(at, old, -1)
            self._tell(at, new, 1)
        self.taken[one], self.taken[two] = there, here


def chequered(order: Sequence[int], grid: Grid, limit: int) -> list[int]:
    """The largest departments first, on every second seat and then on those between, among the first ``limit`` seats.

    Where no department has more than half of all, at most the one that comes to lie on both kinds of seats clashes.
    """
    sizes = {code: order.count(code) for code in order}
    people = sorted(order, key=lambda code: (-sizes[code], code))
    colours = _colours(grid)
    seats = sorted(range(limit), key=lambda at: (colours[at], at))
    taken = [EMPTY] * grid.size
    for at, code in zip(seats, people, strict=False):
        taken[at] = code
    return taken


def _colours(grid: Grid) -> list[int]:
    """0 and 1 like the fields of a chessboard, so that no two neighbours have the same."""
    found = [EMPTY] * grid.size
    for start in range(grid.size):
        waiting = [(start, 0)] if found[start] == EMPTY else []
        while waiting:
            at, colour = waiting.pop()
            if found[at] == EMPTY:
                found[at] = colour
                waiting += [(other, 1 - colour) for other in grid.touching[at]]
    return found


def fewest(sizes: Mapping[int, int], grid: Grid, best: Sequence[int]) -> tuple[list[int], bool]:
    """The seating with the fewest clashes, and whether all were tried; ``best`` is what it has to beat."""
    search = _Search(grid, list(best), len(grid.clashes(best)))
    search.go(0, 0, [EMPTY] * grid.size, {**sizes, EMPTY: grid.size - sum(sizes.values())})
    return search.best, search.steps <= _STEPS


@dataclass
class _Search:
    grid: Grid
    best: list[int]
    least: int
    steps: int = 0

    def go(self, at: int, clashes: int, taken: list[int], left: dict[int, int]) -> None:
        """Seat by seat, leaving what is no better than the best met."""
        if clashes >= self.least or self.steps > _STEPS:
            return
        if at == self.grid.size:
            self.best, self.least = list(taken), clashes
            return
        for code in [code for code, waiting in left.items() if waiting]:
            self.steps += 1
            more = sum(other < at and taken[other] == code for other in self.grid.touching[at]) if code != EMPTY else 0
            taken[at] = code
            left[code] -= 1
            self.go(at + 1, clashes + more, taken, left)
            left[code] += 1
        taken[at] = EMPTY
