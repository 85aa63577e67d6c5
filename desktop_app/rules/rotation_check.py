"""Whether a plan of rotations keeps the rules (轮岗方案核对): said of a whole plan, without how it came about."""

from collections import Counter
from collections.abc import Mapping

from desktop_app.rules.rotation_plan import Person, Pin, Plan, Problem


def keeps(problem: Problem, plan: Plan) -> bool:
    """Whether every rule that is on is kept by the plan; settled cells are taken as they are."""
    given = {(pin.person, pin.period): pin for pin in problem.held}
    return (
        all(plan.get(cell) == pin.place for cell, pin in given.items())
        and all(_person_keeps(problem, person, plan, given) for person in problem.people)
        and _numbers_keep(problem, plan, given)
        and _pairs_keep(problem, plan, given)
    )


def row_of(problem: Problem, person: int, plan: Plan) -> list[int | None]:
    """Where a person is in every period."""
    return [plan.get((person, period)) for period in range(1, problem.periods + 1)]


def runs(row: list[int | None]) -> list[tuple[int, int, int]]:
    """Stays of one person as place, first and last index."""
    found: list[tuple[int, int, int]] = []
    for at, place in enumerate(row):
        if place is not None and found and found[-1][0] == place and found[-1][2] == at - 1:
            found[-1] = (place, found[-1][1], at)
        elif place is not None:
            found.append((place, at, at))
    return found


def away(person: Person, place: int | None) -> bool:
    """Whether a cell takes him out of his own department."""
    return place is not None and place != person.home


def _person_keeps(problem: Problem, person: Person, plan: Plan, given: Mapping[tuple[int, int], Pin]) -> bool:
    row = row_of(problem, person.id, plan)
    settled = {at for at in range(len(row)) if _settled(given, person.id, at + 1)}
    if not any(place is not None for place in row):
        return problem.excused(person)
    if problem.spared(person):
        return False
    if any(place is not None and at not in settled and problem.why_not(person, place) for at, place in enumerate(row)):
        return False
    stays = runs(row)
    own = [stay for stay in stays if not settled & set(range(stay[1], stay[2] + 1))]
    twice = {stay[0] for stay in own if sum(other[0] == stay[0] for other in stays) > 1}
    return not (problem.rules.not_visited and twice) and all(last - first + 1 >= problem.stay for _, first, last in own)


def _settled(given: Mapping[tuple[int, int], Pin], person: int, period: int) -> bool:
    pin = given.get((person, period))
    return pin is not None and pin.settled


def _numbers_keep(problem: Problem, plan: Plan, given: Mapping[tuple[int, int], Pin]) -> bool:
    there: Counter[tuple[int, int]] = Counter((place, period) for (_, period), place in plan.items())
    fixed = Counter((pin.place, pin.period) for pin in given.values() if pin.settled)
    return all(
        place.least <= there[place.id, period] <= max(place.most, fixed[place.id, period])
        for place in problem.places
        if problem.limits(place.id)
        for period in range(1, problem.periods + 1)
    )


def _pairs_keep(problem: Problem, plan: Plan, given: Mapping[tuple[int, int], Pin]) -> bool:
    people = {person.id: person for person in problem.people}
    for period in range(1, problem.periods + 1):
        for pairs, on in ((problem.apart, problem.rules.not_kin), (problem.cover, problem.rules.keep_cover)):
            for one, other in pairs if on else ():
                if one not in people or other not in people:
                    continue
                here, there = plan.get((one, period)), plan.get((other, period))
                if here is None or there is None:
                    continue
                both = pairs is problem.cover and away(people[one], here) and away(people[other], there)
                together = pairs is problem.apart and here == there
                facts = _settled(given, one, period) and _settled(given, other, period)
                if (both or together) and not facts:
                    return False
    return True
