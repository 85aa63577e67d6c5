"""The smallest conflict of a question that has no plan (最小冲突): trials of its members, each answer remembered.

Whoever is not a member need not go, and a place that is not one takes any number. A set of members whose trial has a
plan is no conflict, nor is any part of it; so every conflict has a member outside of each such set (hitting sets). The
smallest choice that has is tried next: when it has no plan it is the smallest conflict there is, and when no choice
smaller than the known conflict is left, that one is the smallest.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from desktop_app.rules.rotation_plan import Found, Impossible, Plan, Problem
from desktop_app.rules.rotation_search import search

Member = tuple[str, int]
"""person or place, and its id."""
Members = frozenset[Member]

_STEPS = 4000
"""Choices looked at for one hitting set."""
_QUICK = 40
"""Partial plans of a trial whose answer is not needed."""


@dataclass
class Trials:
    """Trials of one question; ``left`` partial plans may still be looked at, ``most`` of them in one trial."""

    problem: Problem
    every: Sequence[Member]
    left: int
    most: int
    met: list[Members] = field(default_factory=list)
    clashing: list[Members] = field(default_factory=list)

    def possible(self, members: Members, most: int | None = None) -> bool | None:
        """Whether these members have a plan; None when the trial did not end."""
        if any(members <= one for one in self.met):
            return True
        if any(one <= members for one in self.clashing):
            return False
        verdict = search(bound(self.problem, members), min(self.left, most or self.most))
        self.left -= verdict.nodes
        if isinstance(verdict, Found):
            self.met.append(members | self._met_by(verdict.plan))
            return True
        if isinstance(verdict, Impossible):
            self.clashing.append(members)
            return False
        return None

    def _met_by(self, plan: Plan) -> Members:
        """Every member a plan satisfies, asked for or not."""
        question, periods = self.problem, range(1, self.problem.periods + 1)
        people = {person.id: person for person in question.people}
        moved = {pin.person for pin in question.held if plan.get((pin.person, pin.period)) != pin.place}
        going = {one for one, _ in plan} | {one.id for one in question.people if question.excused(one)}
        there = [[plan.get((one, period)) for one in people] for period in periods]
        full = {
            place.id
            for place in question.places
            if not all(place.least <= row.count(place.id) <= place.most for row in there)
        }
        return frozenset(
            (k, one) for k, one in self.every if (one not in full if k == "place" else one in going - moved)
        )

    def minimal(self, order: Sequence[Member]) -> tuple[Members, bool]:
        """Members none of which can be left out, and whether every trial ended. Halves are tried before single ones."""
        kept, proven, size = frozenset(order), True, max(1, len(order) // 2)
        while True:
            for at in range(0, len(order), size):
                part = kept & frozenset(order[at : at + size])
                answer = self.possible(kept - part) if part else True
                if answer is False:
                    kept -= part
                elif answer is None and size == 1:
                    proven = False
            if size == 1:
                return kept, proven
            size //= 2

    def smallest(self, known: Members) -> tuple[Members, bool]:
        """A conflict with the fewest members, at most as many as the known one, and whether that is proven."""
        while self.left > 0:
            outside = {frozenset(self.every) - one for one in self.met}
            choice = _Choice(sorted(outside, key=lambda one: (len(one), sorted(one))))
            chosen = choice.fewest(len(known) - 1)
            if chosen is None:
                return known, choice.steps > 0
            answer = self.possible(chosen)
            if not answer:
                return (known, False) if answer is None else (chosen, True)
            self._grow(chosen)
        return known, False

    def _grow(self, members: Members) -> None:
        """More members that can be met with these: the larger a set, the fewer choices it leaves."""
        for one in self.every:
            more = members | {one}
            if one not in members and self.possible(more, _QUICK):
                members = max((known for known in self.met if more <= known), key=len)


def bound(problem: Problem, members: Iterable[Member]) -> Problem:
    """The question with these members alone."""
    people = frozenset(number for kind, number in members if kind == "person")
    places = frozenset(number for kind, number in members if kind == "place")
    return replace(problem, bound_people=people, bound_places=places)


@dataclass
class _Choice:
    """The fewest members that hit each of some sets; ``steps`` at 0 says that it gave up."""

    sets: Sequence[Members]
    steps: int = _STEPS

    def fewest(self, most: int) -> Members | None:
        """At most so many members of which every set has one; None when there are none."""
        for size in range(_disjoint(self.sets), most + 1):
            chosen = self._of(self.sets, size)
            if chosen is not None or not self.steps:
                return chosen
        return None

    def _of(self, left: Sequence[Members], size: int) -> Members | None:
        if not left:
            return frozenset()
        if not self.steps or _disjoint(left) > size:
            return None
        self.steps -= 1
        ruled_out: set[Member] = set()
        for one in sorted(left[0], key=lambda one: (-sum(one in other for other in left), one)):
            rest = sorted((other - ruled_out for other in left if one not in other), key=len)
            found = self._of(rest, size - 1)
            if found is not None:
                return found | {one}
            ruled_out.add(one)
        return None


def _disjoint(sets: Iterable[Members]) -> int:
    """How many of the sets, taken in turn, share no member: so many members are needed at least."""
    used: set[Member] = set()
    count = 0
    for one in sets:
        if not one & used:
            used |= one
            count += 1
    return count
