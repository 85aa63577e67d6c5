"""Why no plan of rotations exists (排不出的原因): the people and places that conflict, and what would help.

A conflict is a set of people and places that cannot be satisfied together, everybody else being free to go or stay and
every other place taking any number; without any one of its members the rest can. It is found by leaving members out
one after the other (deletion), in several orders, and the smallest is kept.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from desktop_app.rules.rotation_plan import Found, Impossible, Pin, Problem, Rules
from desktop_app.rules.rotation_search import search

T = TypeVar("T")

_MOST = 1500
"""Partial plans a single trial may look at; a trial that does not end keeps its member."""

_FEW = 6
"""People of a conflict who are offered to be spared one by one."""

Member = tuple[str, int]
"""person or place, and its id."""


@dataclass(frozen=True)
class Conflict:
    """People and places by id, in the order of the question, and the rules without which they would not conflict.

    ``proven`` says that every trial ended: then no member and no rule can be left out.
    """

    people: tuple[int, ...]
    places: tuple[int, ...]
    rules: tuple[str, ...]
    proven: bool = True


@dataclass(frozen=True)
class Relaxation:
    """One thing that alone makes a plan possible (放宽): a rule the other way, a place one more or one less, a pin.

    ``kind`` is rule, most, least, pin or spare; ``target`` the rule's name, else the id of the place or person;
    ``period`` that of the pin.
    """

    kind: str
    target: str | int
    period: int = 0

    def applied(self, problem: Problem) -> Problem:
        """The question with it."""
        if self.kind == "rule":
            name = str(self.target)
            return replace(problem, rules=_turned(problem.rules, name))
        if self.kind == "pin":
            kept = (pin for pin in problem.pins if (pin.person, pin.period) != (self.target, self.period))
            return replace(problem, pins=tuple(kept))
        if self.kind == "spare":
            mine = [Pin(int(self.target), period, None) for period in range(1, problem.periods + 1)]
            return replace(problem, pins=(*(pin for pin in problem.pins if pin.person != self.target), *mine))
        more, less = (1, 0) if self.kind == "most" else (0, 1)
        places = (
            replace(place, most=place.most + more, least=place.least - less) if place.id == self.target else place
            for place in problem.places
        )
        return replace(problem, places=tuple(places))


def _turned(rules: Rules, name: str) -> Rules:
    values = {name: not getattr(rules, name)}
    return replace(rules, **values)


def conflict(problem: Problem) -> Conflict:
    """The smallest conflict found of a question that has no plan."""
    given = {pin.person for pin in problem.held}
    going = (person.id for person in problem.people if not problem.excused(person) or person.id in given)
    every: list[Member] = [("person", number) for number in going]
    every += [("place", place.id) for place in problem.places if problem.limits(place.id)]
    found: list[tuple[set[Member], bool]] = []
    for order in _orders(problem, every):
        found.append(_minimal(order, lambda members: _bound(problem, members)))
        if len(found[-1][0]) <= 1:
            break
    members, proven = min(found, key=lambda one: len(one[0]))
    narrowed = _bound(problem, members)
    rules, sure = _minimal(problem.rules.on, lambda names: _with_rules(narrowed, names))
    return Conflict(
        tuple(person.id for person in problem.people if ("person", person.id) in members),
        tuple(place.id for place in problem.places if ("place", place.id) in members),
        tuple(name for name in problem.rules.on if name in rules),
        proven and sure,
    )


def _orders(problem: Problem, every: Sequence[Member]) -> Iterable[list[Member]]:
    """Orders in which members are tried to be left out: the freest first, then others."""
    choice = {
        ("person", person.id): sum(problem.may_go(person, place.id) for place in problem.places)
        for person in problem.people
    }
    wanted = {
        ("place", place.id): sum(problem.may_go(person, place.id) for person in problem.people)
        for place in problem.places
    }
    freest = sorted(every, key=lambda member: (-choice.get(member, 0), member))
    yield freest
    yield sorted(every, key=lambda member: (member[0] == "place", -choice.get(member, 0), wanted.get(member, 0)))
    yield sorted(every, key=lambda member: (member[0] == "person", wanted.get(member, 0), -choice.get(member, 0)))
    yield list(every)
    yield list(reversed(every))


def _minimal(order: Sequence[T], narrowed: Callable[[set[T]], Problem]) -> tuple[set[T], bool]:
    """Members none of which can be left out, and whether every trial ended. Halves are tried before single ones."""
    kept, proven = set(order), True
    size = max(1, len(order) // 2)
    while True:
        for at in range(0, len(order), size):
            part = set(order[at : at + size]) & kept
            verdict = search(narrowed(kept - part), _MOST) if part else None
            if isinstance(verdict, Impossible):
                kept -= part
            elif size == 1 and verdict is not None and not isinstance(verdict, Found):
                proven = False
        if size == 1:
            return kept, proven
        size //= 2


def _bound(problem: Problem, members: set[Member]) -> Problem:
    people = frozenset(number for kind, number in members if kind == "person")
    places = frozenset(number for kind, number in members if kind == "place")
    return replace(problem, bound_people=people, bound_places=places)


def _with_rules(problem: Problem, names: set[str]) -> Problem:
    return replace(problem, rules=problem.rules.without(*(name for name in problem.rules.on if name not in names)))


def relaxations(problem: Problem, found: Conflict) -> list[Relaxation]:
    """Every single relaxation about the conflict after which the whole question has a plan, the rules first."""
    return [one for one in _candidates(problem, found) if isinstance(search(one.applied(problem), _MOST), Found)]


def _candidates(problem: Problem, found: Conflict) -> Iterable[Relaxation]:
    yield from (Relaxation("rule", name) for name in found.rules)
    if not problem.rules.spare_unfit and any(p.unfit for p in problem.people if p.id in found.people):
        yield Relaxation("rule", "spare_unfit")
    if problem.rules.spare_unfit and any(problem.spared(person) for person in problem.people):
        yield Relaxation("rule", "spare_unfit")
    least = {place.id for place in problem.places if place.least > 0}
    for place in found.places:
        yield Relaxation("most", place)
        if place in least:
            yield Relaxation("least", place)
    for pin in problem.held:
        if not pin.settled and pin.person in found.people:
            yield Relaxation("pin", pin.person, pin.period)
    if len(found.people) <= _FEW:
        yield from (Relaxation("spare", person) for person in found.people)
