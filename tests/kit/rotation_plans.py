"""Rotation plans judged and counted by hand: every rule once more in plain words, every plan of a small question."""

from collections.abc import Iterator
from itertools import groupby, product

from hypothesis import strategies as st

from desktop_app.rules.rotation_plan import Person, Pin, Place, Plan, Problem, Rules

Row = tuple[int | None, ...]


def breaks(question: Problem, plan: Plan, bound: set[int], limited: set[int]) -> list[str]:
    """What a plan breaks when these people must go and the numbers of these places count."""
    rules, faults = question.rules, []
    rows = {p.id: tuple(plan.get((p.id, t)) for t in range(1, question.periods + 1)) for p in question.people}
    for person in question.people:
        faults += _row_breaks(question, person, rows[person.id], person.id in bound)
    homes = {person.id: person.home for person in question.people}
    for at in range(question.periods):
        there = [row[at] for row in rows.values()]
        for place in question.places:
            if rules.within_places and place.id in limited and not place.least <= there.count(place.id) <= place.most:
                faults.append(f"{place.name} period {at + 1}")
        for one, other in question.apart if rules.not_kin else ():
            if rows[one][at] is not None and rows[one][at] == rows[other][at]:
                faults.append("relatives together")
        for one, other in question.cover if rules.keep_cover else ():
            if all(rows[who][at] not in (None, homes[who]) for who in (one, other)):
                faults.append("A and B both away")
    return faults


def _row_breaks(question: Problem, person: Person, row: Row, bound: bool) -> list[str]:
    rules, faults = question.rules, []
    pins = {pin.period: pin.place for pin in question.pins if pin.person == person.id and bound}
    if any(row[period - 1] != place for period, place in pins.items()):
        faults.append("pin moved")
    at_home = len(pins) == question.periods and set(pins.values()) == {None}
    sent = any(pin.person == person.id and pin.place is not None for pin in question.pins)
    spared = rules.spare_unfit and person.unfit and not sent
    gone = [place for place in row if place is not None]
    if bound and not gone and not spared and not at_home:
        faults.append("never away")
    if gone and spared:
        faults.append("unfit sent")
    stays = [(place, len(list(run))) for place, run in groupby(row) if place is not None]
    faults += ["own"] * (rules.not_own and person.home in gone)
    faults += ["visited"] * (rules.not_visited and bool(person.visited & set(gone)))
    faults += ["twice"] * (rules.not_visited and len({place for place, _ in stays}) < len(stays))
    faults += ["barred"] * (rules.not_kin and bool(person.barred & set(gone)))
    faults += ["led by kin"] * (rules.not_under_kin and bool(person.led_by_kin & set(gone)))
    short = any(length * question.months < question.least_months for _, length in stays)
    return faults + ["short stay"] * (rules.least_stay and short)


def possible(question: Problem, bound: set[int], limited: set[int]) -> bool:
    """Whether any plan at all keeps the rules: all of them are looked at, person by person."""
    ids = [place.id for place in question.places]
    rows = [
        [
            row
            for row in product([None, *ids], repeat=question.periods)
            if not _row_breaks(question, p, row, p.id in bound)
        ]
        for p in question.people
    ]
    return any(not breaks(question, plan, bound, limited) for plan in _plans(question, rows))


def _plans(question: Problem, rows: list[list[Row]]) -> Iterator[Plan]:
    for chosen in product(*rows):
        yield {
            (person.id, at + 1): place
            for person, row in zip(question.people, chosen, strict=True)
            for at, place in enumerate(row)
            if place is not None
        }


@st.composite
def questions(draw: st.DrawFn, people: int = 4, places: int = 4, periods: int = 2, most: int = 2) -> Problem:
    """Questions of at most this size, tight enough that many have no plan."""
    count, wide, long = draw(st.integers(1, people)), draw(st.integers(1, places)), draw(st.integers(1, periods))
    some = st.frozensets(st.integers(1, wide), max_size=2)
    ids = st.integers(1, count)
    pairs = st.frozensets(st.tuples(ids, ids).filter(lambda pair: pair[0] < pair[1]), max_size=2)
    place = st.none() | st.integers(1, wide)
    pins = draw(st.lists(st.builds(Pin, ids, st.integers(1, long), place), max_size=2, unique_by=lambda p: p.person))
    return Problem(
        tuple(
            Person(one, f"P{one}", draw(place), draw(some), draw(some), draw(some), draw(st.sampled_from(["", "驻村"])))
            for one in range(1, count + 1)
        ),
        tuple(
            Place(one, f"D{one}", draw(st.sampled_from([0, 0, 0, 1])), draw(st.integers(0, most)))
            for one in range(1, wide + 1)
        ),
        draw(pairs),
        draw(pairs),
        draw(st.builds(Rules, *[st.booleans()] * 8)),
        long,
        draw(st.sampled_from([2, 6])),
        3,
        tuple(pins),
        draw(st.dictionaries(st.tuples(ids, st.integers(1, long)), st.integers(1, wide), max_size=3)),
    )
