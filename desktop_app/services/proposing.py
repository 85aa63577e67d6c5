"""Rotations proposed for a batch and written down as 拟定 (测算方案): shown first, adopted in one act."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from desktop_app.models.rotations import BatchPlace, Rotation, RotationBatch
from desktop_app.rules.rotation_check import keeps, row_of, runs
from desktop_app.rules.rotation_conflict import Relaxation, conflict, relaxations
from desktop_app.rules.rotation_plan import Cell, Found, Impossible, Pin, Plan, Problem
from desktop_app.rules.rotation_polish import wish_met
from desktop_app.rules.rotation_saying import relaxed, sentence
from desktop_app.rules.rotation_search import solve
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.services.facts import Facts, Row
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.services.rotation_asking import SWITCHES, ask, batch_of, drafts, people, periods_of, span
from desktop_app.store.file import UnitOfWork
from desktop_app.system.errors import Refusal

__all__ = ["Change", "Ease", "Infeasible", "Proposal", "Undecided", "adopt", "answer", "ask", "people", "propose"]

_MOVED = "重新测算后不再这样安排"


@dataclass(frozen=True, slots=True)
class Change:
    """A cell that is not as it stood in 拟定: officer, period, department before and now; None is his own."""

    officer_id: int
    period: int
    was: int | None
    now: int | None


@dataclass(frozen=True)
class Proposal:
    """A proposal that keeps every rule (方案). ``plan`` is cell → department; cells not in it are spent at home.

    ``wishes`` is how many of those who wish for a department get it. ``stayed`` never leave: spared, or pinned at home.
    """

    problem: Problem
    plan: Plan
    wishes: tuple[int, int]
    changes: tuple[Change, ...]
    stayed: tuple[int, ...]


@dataclass(frozen=True)
class Ease:
    """A single relaxation that makes a proposal possible, in words."""

    said: str
    relaxation: Relaxation


@dataclass(frozen=True)
class Infeasible:
    """Why there is no proposal (排不出): who and where, by id, one sentence, and what alone would help."""

    problem: Problem
    people: tuple[int, ...]
    places: tuple[int, ...]
    rules: tuple[str, ...]
    said: str
    eases: tuple[Ease, ...]


@dataclass(frozen=True)
class Undecided:
    """The search did not come to an end (没有算完): there may be a proposal or not."""

    problem: Problem
    said: str


Answer = Proposal | Infeasible | Undecided


def propose(facts: Facts, batch_id: int, pins: Iterable[Pin] | None = None) -> Answer:
    """The proposal of a batch; ``pins`` are the cells given by hand, else those pinned in 拟定."""
    problem = ask(facts, batch_id)
    return answer(problem if pins is None else pinned(problem, pins))


def pinned(problem: Problem, pins: Iterable[Pin]) -> Problem:
    """The question with these cells given by hand; what is settled stays."""
    settled = (pin for pin in problem.pins if pin.settled)
    return replace(problem, pins=(*settled, *(pin for pin in pins if not pin.settled)))


def answer(problem: Problem) -> Answer:
    """What the rules say to a question; asks nothing of the file."""
    verdict = solve(problem)
    if isinstance(verdict, Impossible):
        return _infeasible(problem)
    if isinstance(verdict, Found) and keeps(problem, verdict.plan):
        return _proposal(problem, verdict.plan)
    return Undecided(problem, f"没有算完：试了 {verdict.nodes} 种排法还没有结论。固定几格，或关掉一条规则再测算")


def _proposal(problem: Problem, plan: Plan) -> Proposal:
    wishing = [person for person in problem.people if person.wish is not None and not problem.excused(person)]
    settled = {(pin.person, pin.period) for pin in problem.pins if pin.settled}
    cells = [(person.id, period) for person in problem.people for period in range(1, problem.periods + 1)]
    homes = {person.id: person.home for person in problem.people}

    def at(known: Plan, cell: Cell) -> int | None:
        place = known.get(cell)
        return None if place == homes[cell[0]] else place

    changes = [Change(*cell, at(problem.last, cell), at(plan, cell)) for cell in cells if cell not in settled]
    return Proposal(
        problem,
        plan,
        (sum(wish_met(person, plan) for person in wishing), len(wishing)),
        tuple(one for one in changes if one.was != one.now) if problem.last else (),
        tuple(
            person.id
            for person in problem.people
            if all(at(plan, (person.id, period)) is None for period in range(1, problem.periods + 1))
        ),
    )


def _infeasible(problem: Problem) -> Infeasible:
    found = conflict(problem)
    eases = tuple(Ease(relaxed(problem, one), one) for one in relaxations(problem, found))
    said = sentence(problem, found) + ("" if found.smallest else "（没有查尽，可能还有更少的人和部门就排不开）")
    return Infeasible(problem, found.people, found.places, found.rules, said, eases)


def adopt(desk: Desk, law: Law, batch_id: int, proposal: Proposal) -> Outcome:
    """Write a proposal as 拟定, in one undoable act: rows that stay keep their number, others go, new ones come.

    The rules and numbers it was made with are kept with the batch. Refuses a proposal that another act has overtaken.
    """
    with desk.store.unit("采用轮岗方案") as unit:
        facts = Facts(unit.session, desk.today)
        batch = batch_of(facts, batch_id)
        if not _still_so(proposal.problem, ask(facts, batch_id)):
            raise Refusal("测算以后，轮岗、人员或批次有改动。按 F5 重新测算再采用")
        _keep_rules(unit, batch, proposal.problem)
        ids = _write(unit, law, batch, proposal, desk)
    said = (
        f"已采用方案，拟定 {len(ids)} {law.measure}{law.title}" if unit.batch_id else "方案与拟定的轮岗一样，没有改动"
    )
    kinds = frozenset({Rotation.__tablename__, RotationBatch.__tablename__})
    return Outcome(RotationBatch.__tablename__, (batch_id,), said, unit.batch_id, touched=kinds)


def _still_so(then: Problem, now: Problem) -> bool:
    """Whether the file still says what the proposal was made from; rules, numbers and pins are the officer's own."""
    settled = [tuple(pin for pin in one.pins if pin.settled) for one in (then, now)]
    places = [{place.id for place in one.places} for one in (then, now)]
    return (
        (then.people, then.apart, then.cover, then.periods, then.months, then.last)
        == (now.people, now.apart, now.cover, now.periods, now.months, now.last)
        and places[0] == places[1]
        and settled[0] == settled[1]
    )


def _keep_rules(unit: UnitOfWork, batch: Row, problem: Problem) -> None:
    """The switches and numbers as they were when the proposal was made."""
    record = unit.session.get_one(RotationBatch, batch["id"])
    for name in SWITCHES:
        if getattr(record, name) != getattr(problem.rules, name):
            setattr(record, name, getattr(problem.rules, name))
    asked = select(BatchPlace).where(BatchPlace.batch_id == batch["id"])
    listed = {row.department_id: row for row in unit.session.scalars(asked)}
    for place in problem.places:
        row = listed.get(place.id)
        if row is not None and (row.least, row.most) != (place.least, place.most):
            row.least, row.most = place.least, place.most
        elif row is None and (place.least, place.most) not in ((0, record.capacity), (0, 0)):
            unit.session.add(BatchPlace(batch_id=record.id, department_id=place.id, least=place.least, most=place.most))


@dataclass(frozen=True, slots=True)
class _Line:
    """One rotation to be written: officer, department, first and last period, and whether a cell of it is pinned."""

    officer_id: int
    place: int
    first: int
    last: int
    pinned: bool


def _write(unit: UnitOfWork, law: Law, batch: Row, proposal: Proposal, desk: Desk) -> list[int]:
    """Rows of 拟定 as the proposal has them; gives their ids."""
    lines = {(line.officer_id, line.first, line.last): line for line in _lines(proposal)}
    standing = {}
    facts = Facts(unit.session, desk.today)
    for row in drafts(facts, batch["id"]):
        known = periods_of(batch, row)
        key = (row["officer_id"], known[0], known[-1])
        if key in lines and key not in standing:
            standing[key] = row["id"]
        else:
            record = unit.session.get_one(Rotation, row["id"])
            record.retired_at, record.retired_reason = desk.clock.now(), _MOVED
    unit.session.flush()
    facts = Facts(unit.session, desk.today)
    return [_put(unit, law, batch, line, standing.get(key), facts) for key, line in sorted(lines.items())]


def _lines(proposal: Proposal) -> Iterator[_Line]:
    """The stays of a plan, one row each; what is settled has its row, the own department needs none."""
    problem = proposal.problem
    given = {(pin.person, pin.period): pin for pin in problem.pins}
    for person in problem.people:
        for place, first, last in runs(row_of(problem, person.id, proposal.plan)):
            pins = [given.get((person.id, at + 1)) for at in range(first, last + 1)]
            if place != person.home and not any(pin is not None and pin.settled for pin in pins):
                yield _Line(person.id, place, first + 1, last + 1, any(pin is not None for pin in pins))


def _put(unit: UnitOfWork, law: Law, batch: Row, line: _Line, standing: int | None, facts: Facts) -> int:
    first, last = span(batch, line.first, line.last)
    values: Mapping[str, Any] = {
        Rotation.to_department_id.key: line.place,
        Rotation.planned_from_on.key: first,
        Rotation.planned_to_on.key: last,
        Rotation.pinned.key: line.pinned,
    }
    if standing is None:
        own = {"batch_id": batch["id"], "officer_id": line.officer_id, "period": line.first}
        draft = new_draft(Rotation, {**values, **own})
    else:
        draft = records.load(unit.session, Rotation, standing, law.lists)
        if draft[Rotation.to_department_id] != line.place:
            draft[Rotation.mentor_id], draft[Rotation.to_post] = None, ""
        draft.values.update(values)
        if not draft.changed:
            return standing
    try:
        record, _ = records.write(unit, law, draft, facts, records.Mode.DESK)
    except Refusal as refused:
        name = facts.label("officer", line.officer_id)
        raise Refusal(f"{name}：{refused.said}", refused.field) from refused
    return record.id
