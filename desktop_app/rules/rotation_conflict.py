"""Why no plan of rotations exists (排不出的原因): the people and places that conflict, and what would help.

A conflict is a set of people and places that cannot be satisfied together, everybody else being free to go or stay and
every other place taking any number; without any one of its members the rest can. It is found by leaving members out
one after the other (deletion), and then a smaller one is looked for until there is none (``rotation_trials``).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from desktop_app.rules.rotation_plan import Found, Impossible, Pin, Problem, Rules, Unfinished
from desktop_app.rules.rotation_search import search
from desktop_app.rules.rotation_trials import Member, Trials, bound

_MOST = 300
"""Partial plans a single trial may look at; a trial that does not end keeps its member."""

_ALL = 1000
"""Partial plans all trials of members may look at together."""

_FEW = 6
"""People of a conflict who are offered to be spared one by one."""


@dataclass(frozen=True)
class Conflict:
    """People and places by id, in the order of the question, and the rules without which they would not conflict.

    ``proven`` says that every trial ended: then no member and no rule can be left out. ``smallest`` says that no other
    conflict has fewer members.
    """

    people: tuple[int, ...]
    places: tuple[int, ...]
    rules: tuple[str, ...]
    proven: bool = True
    smallest: bool = True


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
            kept = (pin for pin in problem.pins if pin.person != self.target or pin.settled)
            return replace(problem, pins=(*kept, *mine))
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
    """The smallest conflict of a question that has no plan, as far as the trials go."""
    given = {pin.person for pin in problem.held if not pin.settled}
    going = (person for person in problem.people if not problem.excused(person) or person.id in given)
    choice = {person.id: len(problem.places) - len(problem.closed_to(person)) for person in problem.people}
    every: list[Member] = [("person", person.id) for person in sorted(going, key=lambda one: -choice[one.id])]
    every += [("place", place.id) for place in problem.places if problem.limits(place.id)]
    trials = Trials(problem, every, _ALL, _MOST)
    members, proven = trials.minimal(every)
    members, smallest = trials.smallest(members) if proven else (members, False)
    narrowed = bound(problem, members)
    rules, sure = _needed(narrowed)
    return Conflict(
        tuple(person.id for person in problem.people if ("person", person.id) in members),
        tuple(place.id for place in problem.places if ("place", place.id) in members),
        rules,
        proven and sure,
        smallest,
    )


def _needed(narrowed: Problem) -> tuple[tuple[str, ...], bool]:
    """The rules none of which can be left out, and whether every trial ended."""
    kept, sure = list(narrowed.rules.on), True
    for name in narrowed.rules.on:
        verdict = search(_with_rules(narrowed, {one for one in kept if one != name}), _MOST)
        if isinstance(verdict, Impossible):
            kept.remove(name)
        sure = sure and not isinstance(verdict, Unfinished)
    return tuple(kept), sure


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
    sent = {pin.person for pin in problem.held if pin.settled and pin.place is not None}
    if len(found.people) <= _FEW:
        yield from (Relaxation("spare", person) for person in found.people if person not in sent)
