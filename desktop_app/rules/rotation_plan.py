"""The question a rotation proposal answers (轮岗测算): people, places, periods, and the rules that are switched on.

A plan says for every person and period in which place he is, or that he stays at home (原部门). It keeps these rules:

* ``not_own``: nobody is sent to his own department. Switched off, the own department is a place like any other.
* ``not_visited``: nobody is sent where he was already, nor to one place twice within the plan.
* ``within_places``: in every period a place takes at least ``least`` and at most ``most`` at once.
* ``not_kin``: nobody is sent where he must not serve, and relatives are not sent to one place in one period (任职回避,
  检察官法 art. 24).
* ``not_under_kin``: nobody is sent to a department a relative leads.
* ``least_stay``: a stay at one place lasts at least ``least_months``, counted in whole periods.
* ``keep_cover``: A岗 and B岗 of one post are not away in the same period; one of them stays at home.
* ``spare_unfit``: whoever has a special circumstance (特殊情况) need not go.

Everybody who is not excused goes somewhere at least once. In how many periods he goes, where he wishes to go, and what
an earlier proposal said are no rules: they are followed as far as the search finds. With one period and ``keep_cover``
the two of a post therefore conflict unless one is excused: by ``spare_unfit``, or by pinning him to his own department
in every period. A pinned cell is kept, but keeps to the rules like any other; one that is ``settled`` (a
rotation already approved) is taken as it is.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from functools import cached_property

Cell = tuple[int, int]
"""Person id and period, counted from 1."""

Plan = Mapping[Cell, int]
"""Cell to place id; a cell that is not in it is spent at home."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody to be rotated. Places by id: ``home`` his own, ``visited`` earlier ones, ``barred`` to be avoided."""

    id: int
    name: str
    home: int | None = None
    visited: frozenset[int] = frozenset()
    barred: frozenset[int] = frozenset()
    led_by_kin: frozenset[int] = frozenset()
    unfit: str = ""
    wish: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A department that takes people: at least and at most how many in one period."""

    id: int
    name: str
    least: int = 0
    most: int = 3


@dataclass(frozen=True, slots=True)
class Pin:
    """A cell that is given (固定): the place, or None for his own department. ``settled`` ones are facts."""

    person: int
    period: int
    place: int | None
    settled: bool = False


@dataclass(frozen=True, slots=True)
class Rules:
    """Which rules are switched on, named as the columns of the batch."""

    not_own: bool = True
    not_visited: bool = True
    within_places: bool = True
    not_kin: bool = True
    not_under_kin: bool = True
    least_stay: bool = True
    keep_cover: bool = True
    spare_unfit: bool = False

    @property
    def on(self) -> tuple[str, ...]:
        """The restrictive rules that are on; ``spare_unfit`` frees people, it binds nobody."""
        return tuple(item.name for item in fields(self) if item.name != "spare_unfit" and getattr(self, item.name))

    def without(self, *names: str) -> "Rules":
        """The same with these switched off."""
        return replace(self, **dict.fromkeys(names, False))


RULE_NAMES: Mapping[str, str] = {
    "not_own": "不留原部门",
    "not_visited": "不去轮过的部门",
    "within_places": "按接收人数",
    "not_kin": "任职回避",
    "not_under_kin": "不受亲属直接领导",
    "least_stay": "满最短期限再换",
    "keep_cover": "AB岗不同时轮出",
    "spare_unfit": "有特殊情况的不轮",
}
"""Rule to its word."""


@dataclass(frozen=True)
class Problem:
    """Everything a proposal rests on. ``apart`` and ``cover`` hold pairs of person ids; ``last`` an earlier plan.

    ``bound_people`` and ``bound_places`` narrow a question for its explanation: whoever is not bound need not go, and a
    place that is not bound takes any number; None binds all.
    """

    people: tuple[Person, ...]
    places: tuple[Place, ...]
    apart: frozenset[tuple[int, int]] = frozenset()
    cover: frozenset[tuple[int, int]] = frozenset()
    rules: Rules = field(default_factory=Rules)
    periods: int = 1
    months: int = 6
    least_months: int = 3
    pins: tuple[Pin, ...] = ()
    last: Plan = field(default_factory=dict)
    bound_people: frozenset[int] | None = None
    bound_places: frozenset[int] | None = None

    @property
    def stay(self) -> int:
        """How many periods a stay lasts at least."""
        return max(1, -(-self.least_months // max(1, self.months))) if self.rules.least_stay else 1

    @cached_property
    def held(self) -> tuple[Pin, ...]:
        """The pins that hold: facts, and those of people who are bound; a settled one before another of its cell."""
        known = {person.id for person in self.people}
        mine = [
            pin
            for pin in sorted(self.pins, key=lambda pin: pin.settled)
            if pin.person in known and 1 <= pin.period <= self.periods and (pin.settled or self.binds(pin.person))
        ]
        return tuple({(pin.person, pin.period): pin for pin in mine}.values())

    def binds(self, person: int) -> bool:
        """Whether a person is bound."""
        return self.bound_people is None or person in self.bound_people

    def limits(self, place: int) -> bool:
        """Whether the numbers of a place bind."""
        return self.rules.within_places and (self.bound_places is None or place in self.bound_places)

    def excused(self, person: Person) -> bool:
        """Whether a person need not go: not bound, spared, or pinned to his own department in every period."""
        at_home = sum(pin.person == person.id and pin.place is None for pin in self.held)
        return self.spared(person) or not self.binds(person.id) or at_home == self.periods

    def spared(self, person: Person) -> bool:
        """Whether a special circumstance keeps him at home; a cell pinned elsewhere says that he goes all the same."""
        sent = any(pin.person == person.id and pin.place is not None for pin in self.pins)
        return self.rules.spare_unfit and bool(person.unfit) and not sent

    def may_go(self, person: Person, place: int) -> bool:
        """Whether the rules about the person alone let him be sent there."""
        return place not in self.closed_to(person)

    def closed_to(self, person: Person) -> frozenset[int]:
        """The places the rules about the person alone keep him from."""
        return frozenset().union(*(places for _, places in self._against(person)))

    def why_not(self, person: Person, place: int) -> tuple[str, ...]:
        """The rules that keep a person from a place, without regard to anybody else."""
        return tuple(rule for rule, places in self._against(person) if place in places)

    def _against(self, person: Person) -> Iterator[tuple[str, Collection[int]]]:
        """Rules that are on, with the places each keeps the person from."""
        if self.rules.not_own and person.home is not None:
            yield "not_own", (person.home,)
        if self.rules.not_visited:
            yield "not_visited", person.visited
        if self.rules.not_kin:
            yield "not_kin", person.barred
        if self.rules.not_under_kin:
            yield "not_under_kin", person.led_by_kin


@dataclass(frozen=True)
class Found:
    """A plan that keeps every rule. ``nodes`` is how many partial plans were looked at."""

    plan: Plan
    nodes: int


@dataclass(frozen=True)
class Impossible:
    """No plan keeps the rules: proven."""

    nodes: int


@dataclass(frozen=True)
class Unfinished:
    """The limit was reached before an answer (没有算完): a plan may exist or not."""

    nodes: int


Verdict = Found | Impossible | Unfinished
