"""Seats of an exam (排座): a shuffle anybody can repeat, and neighbours of different departments wherever possible.

Who stands where in the shuffle is told by SHA-256 over the seed followed at once by the candidate's number, both
UTF-8, as hex; smaller comes first. Seats are numbered through all rooms, each from its front rank, from the left.
Neighbours are those at the left and right and those in front and behind.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from desktop_app.rules.seating_search import EMPTY, Grid, chequered, fewest, improved
from desktop_app.system.errors import Refusal

FILES = 6
"""Seats in a rank of a room nobody described."""

_EXACT = 8
"""Up to so many candidates every seating is tried."""

_WAYS = 3
"""Arrangements tried besides the shuffle: like a chessboard in front, the best so far over all seats, a chessboard."""


@dataclass(frozen=True, slots=True)
class Room:
    """A room (考场): ``ranks`` rows from the front, ``files`` seats in each."""

    name: str
    ranks: int
    files: int

    @property
    def seats(self) -> int:
        return self.ranks * self.files


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody to be seated: a number nobody else has, and the department; an unknown one is nobody's neighbour."""

    key: str
    department: str


@dataclass(frozen=True, slots=True)
class Place:
    """A seat (座位): its number in the exam from 1, its room, rank from the front and file from the left, from 1."""

    number: int
    room: str
    rank: int
    file: int


@dataclass(frozen=True, slots=True)
class Seating:
    """Who sits where, by key; which neighbours share a department; whether fewer are proved impossible."""

    places: Mapping[str, Place]
    clashes: tuple[tuple[str, str], ...]
    least: bool


def places(rooms: Sequence[Room]) -> list[Place]:
    """All seats in the order of their numbers."""
    numbers = count(1)
    return [
        Place(next(numbers), room.name, rank, file)
        for room in rooms
        for rank in range(1, room.ranks + 1)
        for file in range(1, room.files + 1)
    ]


def room_for(name: str, people: int) -> Room:
    """A room big enough, where none is given: six seats in a rank."""
    return Room(name, max(1, -(-people // FILES)), FILES)


def digest(seed: str, key: str) -> str:
    """SHA-256(seed‖number) in hex: a candidate's place in the shuffle (排序值)."""
    return hashlib.sha256(f"{seed}{key}".encode()).hexdigest()


def shuffled(sitters: Iterable[Sitter], seed: str) -> list[Sitter]:
    """The candidates in the order of the seed."""
    return sorted(sitters, key=lambda one: (digest(seed, one.key), one.key))


def arrange(
    sitters: Sequence[Sitter], rooms: Sequence[Room], seed: str, kept: Mapping[str, int] | None = None
) -> Seating:
    """Seat everybody. ``kept`` are those who stay on their seat, by number; the others take free seats around them.

    Raises Refusal naming how many seats are missing, or a room named twice.
    """
    seats = places(rooms)
    if len(seats) < len(sitters):
        said = f"考场共 {len(seats)} 座，应考 {len(sitters)} 人，还缺 {len(sitters) - len(seats)} 座。加考场或加排数"
        raise Refusal(said, "exam_room")
    names = Counter(room.name for room in rooms)
    if len(names) < len(rooms):
        raise Refusal(f"考场“{names.most_common(1)[0][0]}”写了两次。改成不同的名称", "exam_room")
    if any(not 1 <= number <= len(seats) for number in (kept or {}).values()):
        raise Refusal("考场比原来排的小，有人的座位没有了。先“重新排座”，再排", "exam_room")
    order = shuffled(sitters, seed)
    codes = _codes(order)
    grid = Grid(len(seats), _touching(rooms))
    if kept:
        return _told(order, seats, grid, _beside(order, codes, grid, kept), least=False)
    taken, least = _best([codes[one.key] for one in order], grid)
    return _told(order, seats, grid, _people(order, codes, taken), least=least)


def _codes(sitters: Iterable[Sitter]) -> dict[str, int]:
    """Departments as small numbers; who has none shares his with nobody."""
    known: dict[str, int] = {}
    return {one.key: known.setdefault(one.department or f"\0{one.key}", len(known)) for one in sitters}


def _touching(rooms: Sequence[Room]) -> list[tuple[int, ...]]:
    """The neighbours of every seat, seats counted from 0."""
    found: list[tuple[int, ...]] = []
    for room in rooms:
        base = len(found)
        for at in range(room.seats):
            rank, file = divmod(at, room.files)
            beside = [at - 1] * (file > 0) + [at + 1] * (file < room.files - 1)
            beside += [at - room.files] * (rank > 0) + [at + room.files] * (rank < room.ranks - 1)
            found.append(tuple(base + other for other in beside))
    return found


def _best(order: Sequence[int], grid: Grid) -> tuple[list[int], bool]:
    """Departments by seat, and whether fewer clashes are proved impossible.

    The shuffle fills the front seats; only what still clashes then uses other arrangements and the empty seats behind.
    """
    people = len(order)
    if not people:
        return [EMPTY] * grid.size, True
    front = [*order, *[EMPTY] * (grid.size - people)]
    best = improved(front, grid, people)
    for way in range(_WAYS if grid.clashes(best) else 0):
        limit = grid.size if way else people
        start = best if way == 1 else chequered(order, grid, limit)
        best = min(best, improved(start, grid, limit), key=lambda seats: len(grid.clashes(seats)))
        if not grid.clashes(best):
            break
    if grid.clashes(best) and people <= _EXACT:
        return fewest(Counter(order), grid, best)
    return best, not grid.clashes(best)


def _people(order: Sequence[Sitter], codes: Mapping[str, int], taken: Sequence[int]) -> dict[int, Sitter]:
    """The candidates on the seats of their departments, in the order of the shuffle."""
    waiting: dict[int, list[Sitter]] = {}
    for one in reversed(order):
        waiting.setdefault(codes[one.key], []).append(one)
    return {at: waiting[code].pop() for at, code in enumerate(taken) if code != EMPTY}


def _beside(
    order: Sequence[Sitter], codes: Mapping[str, int], grid: Grid, kept: Mapping[str, int]
) -> dict[int, Sitter]:
    """Newcomers on the free seats that bring the fewest clashes; nobody else moves."""
    seated = {kept[one.key] - 1: one for one in order if one.key in kept}
    for one in order:
        if one.key in kept:
            continue
        mine = codes[one.key]
        free = (at for at in range(grid.size) if at not in seated)
        best = min(free, key=lambda at: sum(_code(codes, seated.get(other)) == mine for other in grid.touching[at]))
        seated[best] = one
    return seated


def _code(codes: Mapping[str, int], one: Sitter | None) -> int:
    return EMPTY if one is None else codes[one.key]


def _told(
    order: Sequence[Sitter], seats: Sequence[Place], grid: Grid, seated: Mapping[int, Sitter], *, least: bool
) -> Seating:
    codes = _codes(order)
    taken = [_code(codes, seated.get(at)) for at in range(grid.size)]
    pairs = tuple((seated[first].key, seated[second].key) for first, second in grid.clashes(taken))
    return Seating({seated[at].key: seats[at] for at in sorted(seated)}, pairs, least or not pairs)


def clashing(seated: Mapping[str, tuple[Place, str]]) -> list[tuple[str, str]]:
    """Neighbours of one department among those seated, each pair once; ``seated`` maps a key to seat and department."""
    at = {(place.room, place.rank, place.file): key for key, (place, _) in seated.items()}
    found = []
    for key, (place, department) in seated.items():
        for rank, file in ((0, 1), (1, 0)):
            other = at.get((place.room, place.rank + rank, place.file + file))
            if other is not None and department and seated[other][1] == department:
                found.append((key, other))
    return found
