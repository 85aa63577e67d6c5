"""A plan made better within the rules (方案优化): more periods away, wishes met, near the last proposal.

Steps are small and each must keep every rule: a further stay, a stay at another place, two people changing places. It
stops when no such step makes the plan better; a better one further off is not looked for.
"""

from collections.abc import Iterator

from desktop_app.rules.rotation_board import Board, Stay
from desktop_app.rules.rotation_check import keeps
from desktop_app.rules.rotation_plan import Person, Plan, Problem

_WISH, _SAME, _OUT = 5, 2, 1
_ROUNDS = 3


def polish(problem: Problem, plan: Plan) -> Plan:
    """The plan with more stays and likings, still keeping every rule."""
    best = dict(_filled(problem, plan))
    for _ in range(_ROUNDS):
        before = value(problem, best)
        for cell, place in _wanted(problem, best):
            best = _bettered(problem, best, cell, place)
        best = dict(_filled(problem, best))
        if value(problem, best) == before:
            break
    return best


def wish_met(person: Person, plan: Plan) -> bool:
    """Whether he goes where he wishes to."""
    return person.wish is not None and any(one == person.id and at == person.wish for (one, _), at in plan.items())


def value(problem: Problem, plan: Plan) -> int:
    """How well a plan is liked."""
    wishes = sum(wish_met(person, plan) for person in problem.people)
    same = sum(problem.last.get(cell) == place for cell, place in plan.items())
    return _WISH * wishes + _SAME * same + _OUT * len(plan)


def _filled(problem: Problem, plan: Plan) -> Plan:
    """Everybody a further stay wherever the rules leave room, turn by turn so that a pair shares the periods."""
    board = _board(problem, plan)
    if board is None:
        return plan
    more = True
    while more:
        more = False
        gone = [sum(place is not None for place in row) for row in board.rows]
        for person in sorted(range(len(gone)), key=lambda one: (gone[one], one)):
            ways = [stay for stay in board.goings(person) if _fresh(board, stay)] if board.must[person] else []
            if ways:
                board = board.with_stay(min(ways, key=board.liking))
                more = True
    return board.plan()


def _fresh(board: Board, stay: Stay) -> bool:
    """A place he is not at in this plan yet."""
    return stay.place not in board.rows[stay.person]


def _board(problem: Problem, plan: Plan) -> Board | None:
    """A board with the whole plan on it."""
    board = Board.begun(problem)
    if board is None:
        return None
    at = {place.id: index for index, place in enumerate(board.places)}
    for index, person in enumerate(board.people):
        for period in range(board.periods):
            place = plan.get((person.id, period + 1))
            if place is not None and place in at and board.rows[index][period] is None:
                board = board.with_stay(Stay(index, at[place], period, period))
    return board


def _wanted(problem: Problem, plan: Plan) -> Iterator[tuple[tuple[int, int], int]]:
    """Cells that would be liked otherwise: as in the last proposal, and where somebody wishes to go."""
    for cell, place in sorted(problem.last.items()):
        if plan.get(cell) != place:
            yield cell, place
    for person in problem.people:
        if person.wish is not None and not wish_met(person, plan) and problem.may_go(person, person.wish):
            for period in range(1, problem.periods + 1):
                yield (person.id, period), person.wish


def _bettered(
    problem: Problem, plan: dict[tuple[int, int], int], cell: tuple[int, int], place: int
) -> dict[tuple[int, int], int]:
    """The plan with the place in the cell, alone or in exchange, where that is better and keeps the rules."""
    person, first = cell
    span = range(first, min(first + problem.stay, problem.periods + 1))
    own = {at: plan.get((person, at)) for at in span}
    now = value(problem, plan)
    others = [one.id for one in problem.people if one.id != person and plan.get((one.id, first)) == place]
    for other in (None, *others):
        tried = dict(plan)
        for at in span:
            tried[person, at] = place
            if other is not None:
                left = own[at]
                tried.pop((other, at), None)
                if left is not None:
                    tried[other, at] = left
        if value(problem, tried) > now and keeps(problem, tried):
            return tried
    return plan
