"""The search for a plan of rotations (轮岗测算): complete, the same answer every time, no library behind it.

A partial plan holds stays that break no rule; taking a stay away never breaks one, so whoever lacks nothing may stay at
home. What a partial plan still owes is: a stay for everybody who is not excused, enough people where a place asks for
some, and the rest of a stay that was pinned in part. The debt with the fewest ways to pay it is paid first, in every
way; debts that led to nothing count as tighter, and the search begins anew with what it learnt until it ends or has
looked at ``MOST`` partial plans. Matching tells early that people cannot all find a seat (Hall's condition).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from desktop_app.rules.rotation_board import Board, Stay
from desktop_app.rules.rotation_matching import seated
from desktop_app.rules.rotation_plan import Found, Impossible, Plan, Problem, Unfinished, Verdict
from desktop_app.rules.rotation_polish import polish

MOST = 6000
"""Partial plans looked at before the search says that it did not finish."""
_FIRST = 150
_GROWS = 2


def solve(problem: Problem, most: int = MOST) -> Verdict:
    """A plan that keeps every rule, the proof that there is none, or that the limit was reached."""
    found = search(problem, most)
    return Found(polish(problem, found.plan), found.nodes) if isinstance(found, Found) else found


def search(problem: Problem, most: int = MOST) -> Verdict:
    """The same without care for wishes: whether there is a plan at all."""
    search = _Search(problem)
    board = Board.begun(problem)
    if board is None:
        return Impossible(1)
    allowed = min(_FIRST, most)
    while True:
        search.allowed = search.nodes + allowed
        try:
            plan = search.walk(board.copy())
        except _Enough:
            if search.nodes >= most:
                return Unfinished(search.nodes)
            allowed = min(allowed * _GROWS, most - search.nodes)
            continue
        return Impossible(search.nodes) if plan is None else Found(plan, search.nodes)


class _Enough(Exception):
    """The nodes allowed for this attempt are used up."""


Ways = Callable[[], list[Stay]]
Debt = tuple[str, int, int]
"""go + person, least + place and period, mend + person and first index of the stay; the last number may be 0."""


@dataclass
class _Search:
    problem: Problem
    nodes: int = 0
    allowed: int = 0
    weights: dict[Debt, int] = field(default_factory=dict)

    def walk(self, board: Board) -> Plan | None:
        """A plan that holds everything the board holds; None when there is none."""
        if self.nodes >= self.allowed:
            raise _Enough
        self.nodes += 1
        debt, ways = self._tightest(board)
        if debt is None:
            return board.plan()
        if not ways or not seated(board):
            self._blame(debt)
            return None
        for way in ways:
            if not board.fits(way):
                continue
            plan = self.walk(board.with_stay(way))
            if plan is not None:
                return plan
            board.rule_out(way)
        self._blame(debt)
        return None

    def _blame(self, debt: Debt) -> None:
        self.weights[debt] = self.weights.get(debt, 1) + 1

    def _tightest(self, board: Board) -> tuple[Debt | None, list[Stay]]:
        """The debt with the fewest ways by its weight, and these ways, the liked ones first."""
        best: tuple[float, Debt, Ways] | None = None
        for debt, count, ways in self._debts(board):
            if not count:
                return debt, []
            rank = count / self.weights.get(debt, 1)
            if best is None or rank < best[0]:
                best = rank, debt, ways
        if best is None:
            return None, []
        return best[1], sorted(best[2](), key=board.liking)

    @staticmethod
    def _debts(board: Board) -> Iterator[tuple[Debt, int, Ways]]:
        """Every debt, how many ways there are to pay it, and what gives them."""
        for person, first in board.unmended():
            found = board.mendings(person, first)
            yield ("mend", person, first), len(found), partial(list, found)
        for person in board.idle():
            yield ("go", person, 0), board.starts(person).bit_count(), partial(board.goings, person)
        for place, period in board.short():
            found = board.fillings(place, period)
            yield ("least", place, period), len(found), partial(list, found)
