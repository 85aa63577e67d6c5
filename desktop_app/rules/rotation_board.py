"""A partial plan of rotations (半成方案): who is where so far, and where everybody may still be put."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.rules.rotation_check import runs
from desktop_app.rules.rotation_plan import Plan, Problem


@dataclass(frozen=True, slots=True)
class Stay:
    """Somebody at a place from one period to another, all as indices from 0, both ends included."""

    person: int
    place: int
    first: int
    last: int


class Board:
    """People, places and periods by index. ``open[p]`` has a bit for every seat that ``p`` may still take.

    The bit of a place and a period is ``place * (periods + 1) + period``: the one left over parts the places.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.periods, self.stay = problem.periods, problem.stay
        self.people, self.places = problem.people, problem.places
        self.rows: list[list[int | None]] = [[None] * self.periods for _ in self.people]
        self.taken = [[0] * self.periods for _ in self.places]
        self.most = [[p.most if problem.limits(p.id) else len(self.people)] * self.periods for p in self.places]
        self.least = [p.least if problem.limits(p.id) else 0 for p in self.places]
        at = {place.id: index for index, place in enumerate(self.places)}
        who = {person.id: index for index, person in enumerate(self.people)}
        self._home = [at.get(person.home, -1) if person.home is not None else -1 for person in self.people]
        self._settled: set[tuple[int, int]] = set()
        self._pinned = sorted({who[pin.person] for pin in problem.held if pin.place is not None})
        self.must = [not problem.excused(person) for person in self.people]
        self._cover = _neighbours(problem.cover if problem.rules.keep_cover else (), who)
        self._apart = _neighbours(problem.apart if problem.rules.not_kin else (), who)
        self._wish = [at.get(person.wish, -1) if person.wish is not None else -1 for person in self.people]
        self._last = {
            (who[one], period - 1): at[place]
            for (one, period), place in problem.last.items()
            if one in who and place in at
        }
        self.open = [self._opened(index) for index in range(len(self.people))]

    def _opened(self, person: int) -> int:
        """The seats the rules about a person alone leave him, at places that take anybody at all."""
        known = self.people[person]
        if self.problem.spared(known):
            return 0
        row, closed = (1 << self.periods) - 1, self.problem.closed_to(known)
        return sum(
            row << self.bit(at, 0)
            for at, place in enumerate(self.places)
            if self.most[at][0] > 0 and place.id not in closed
        )

    @classmethod
    def begun(cls, problem: Problem) -> "Board | None":
        """The board with the pinned cells on it; None when they break a rule."""
        board = cls(problem)
        at = {place.id: index for index, place in enumerate(board.places)}
        who = {person.id: index for index, person in enumerate(board.people)}
        for pin in sorted(problem.held, key=lambda pin: not pin.settled):
            person, period = who[pin.person], pin.period - 1
            if pin.place is None:
                board.open[person] &= ~board._period(period)
            elif not board._pin(person, at.get(pin.place), period, settled=pin.settled):
                return None
        return board

    def _pin(self, person: int, place: int | None, period: int, *, settled: bool) -> bool:
        if place is None:
            return settled
        if settled:
            self._settled.add((person, period))
            self.most[place][period] = max(self.most[place][period], self.taken[place][period] + 1)
        elif not self.open[person] >> self.bit(place, period) & 1:
            return False
        self._put(person, place, period)
        return True

    def copy(self) -> "Board":
        """Another board like this one."""
        made = object.__new__(Board)
        made.__dict__.update(self.__dict__)
        made.rows = [list(row) for row in self.rows]
        made.taken = [list(row) for row in self.taken]
        made.open = list(self.open)
        return made

    def bit(self, place: int, period: int) -> int:
        """The number of the bit of a seat."""
        return place * (self.periods + 1) + period

    def _period(self, period: int) -> int:
        return sum(1 << self.bit(place, period) for place in range(len(self.places)))

    # putting somebody somewhere

    def fits(self, stay: Stay) -> bool:
        """Whether every seat of a stay is open to him or his already."""
        row, seats = self.rows[stay.person], self.open[stay.person]
        return all(
            row[at] == stay.place or seats >> self.bit(stay.place, at) & 1 for at in range(stay.first, stay.last + 1)
        )

    def with_stay(self, stay: Stay) -> "Board":
        """Another board with this stay on it."""
        made = self.copy()
        for at in range(stay.first, stay.last + 1):
            if made.rows[stay.person][at] != stay.place:
                made._put(stay.person, stay.place, at)
        return made

    def rule_out(self, stay: Stay) -> None:
        """A stay that led to nothing: its one new seat is closed to him from here on."""
        new = [at for at in range(stay.first, stay.last + 1) if self.rows[stay.person][at] != stay.place]
        if len(new) == 1:
            self.open[stay.person] &= ~(1 << self.bit(stay.place, new[0]))

    def _put(self, person: int, place: int, period: int) -> None:
        seat, whole = 1 << self.bit(place, period), self._period(period)
        self.rows[person][period] = place
        self.taken[place][period] += 1
        self.open[person] &= ~whole
        if self.taken[place][period] >= self.most[place][period]:
            self.open = [seats & ~seat for seats in self.open]
        for other in self._apart[person]:
            self.open[other] &= ~seat
        if place != self._home[person]:
            for other in self._cover[person]:
                home = self._home[other]
                own = 1 << self.bit(home, period) if home >= 0 else 0
                self.open[other] &= ~(whole & ~own)

    # what is still owed, and the ways to pay it

    def idle(self) -> Iterator[int]:
        """People who must go and have no stay yet."""
        return (at for at, row in enumerate(self.rows) if self.must[at] and all(place is None for place in row))

    def short(self) -> Iterator[tuple[int, int]]:
        """Place and period where people lack."""
        for place, least in enumerate(self.least):
            for period in range(self.periods if least else 0):
                if self.taken[place][period] < least:
                    yield place, period

    def unmended(self) -> Iterator[tuple[int, int]]:
        """Person and beginning of a stay that is too short, or goes on after a gap, because it was pinned in part."""
        for person in self._pinned:
            stays = runs(self.rows[person])
            for place, first, last in stays:
                if any((person, at) in self._settled for at in range(first, last + 1)):
                    continue
                split = self.problem.rules.not_visited and sum(stay[0] == place for stay in stays) > 1
                if last - first + 1 < self.stay or split:
                    yield person, first

    def starts(self, person: int) -> int:
        """Bits of the seats at which a whole stay may begin."""
        seats = found = self.open[person]
        for later in range(1, self.stay):
            found &= seats >> later
        return found

    def goings(self, person: int) -> list[Stay]:
        """Every stay of least length for somebody who has none."""
        found, seats = [], self.starts(person)
        while seats:
            low = seats & -seats
            place, first = divmod(low.bit_length() - 1, self.periods + 1)
            found.append(Stay(person, place, first, first + self.stay - 1))
            seats ^= low
        return found

    def mendings(self, person: int, first: int) -> list[Stay]:
        """What makes a stay long enough, or joins it with the other one at that place."""
        stays = runs(self.rows[person])
        place, _, last = next(stay for stay in stays if stay[1] == first)
        if last - first + 1 < self.stay:
            found = [Stay(person, place, at, at + self.stay - 1) for at in self._windows(last, first)]
        else:
            same = [stay for stay in stays if stay[0] == place]
            found = [Stay(person, place, min(s[1] for s in same), max(s[2] for s in same))]
        return [stay for stay in found if self.fits(stay)]

    def _windows(self, last: int, first: int) -> range:
        """Where a stay of least length may begin that reaches from ``first`` or before to ``last`` or after."""
        return range(max(0, last - self.stay + 1), min(first, self.periods - self.stay) + 1)

    def fillings(self, place: int, period: int) -> list[Stay]:
        """Everybody who may be put at a place in a period, with the stay that does it."""
        seat = self.bit(place, period)
        return [
            stay
            for person, seats in enumerate(self.open)
            if seats >> seat & 1
            for stay in self._stays_at(person, place, period)
            if self.fits(stay)
        ]

    def _stays_at(self, person: int, place: int, period: int) -> Iterator[Stay]:
        mine = [stay for stay in runs(self.rows[person]) if stay[0] == place] if place in self.rows[person] else []
        for _, first, last in mine:
            yield Stay(person, place, min(first, period), max(last, period))
        if not mine or not self.problem.rules.not_visited:
            for at in self._windows(period, period):
                yield Stay(person, place, at, at + self.stay - 1)

    def liking(self, stay: Stay) -> tuple[int, ...]:
        """Ways are tried in this order: as in the last plan, as wished, the emptier place and period first."""
        span = range(stay.first, stay.last + 1)
        same = sum(self._last.get((stay.person, at)) == stay.place for at in span)
        wished = stay.place == self._wish[stay.person]
        crowd = sum(self.taken[stay.place][at] for at in span)
        busy = sum(row[stay.first] for row in self.taken)
        return -same, -wished, crowd, busy, stay.first, stay.place, stay.person, stay.last

    def plan(self) -> Plan:
        """The board as a plan."""
        return {
            (self.people[person].id, at + 1): self.places[place].id
            for person, row in enumerate(self.rows)
            for at, place in enumerate(row)
            if place is not None
        }


def _neighbours(pairs: object, who: dict[int, int]) -> list[set[int]]:
    """Index of a person to those he is paired with."""
    found: list[set[int]] = [set() for _ in who]
    assert isinstance(pairs, frozenset | tuple)
    for one, other in pairs:
        if one in who and other in who and one != other:
            found[who[one]].add(who[other])
            found[who[other]].add(who[one])
    return found
