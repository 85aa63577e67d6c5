"""Who may not review a case (回避): its handlers, past ones too, their kin, their department then and now.

Who served there by rotation while the case was handled stands aside as those do who belonged there.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from enum import Enum

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.models.cases import CaseFile, CaseHandler
from desktop_app.models.history import Batch, HistoryEntry
from desktop_app.models.people import Department, Kinship, Officer
from desktop_app.models.reviews import CaseReview, Reviewer, ReviewHandler
from desktop_app.rules.names import clean
from desktop_app.rules.posts import by_officer
from desktop_app.rules.vocabulary import Inside
from desktop_app.services.cases import Case, find_case
from desktop_app.services.coverage import rotation_spells
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts, Row


class Refused(Enum):
    """Why somebody is refused as a reviewer, the gravest first."""

    HANDLER = "handler"
    FORMER = "former"
    KIN = "kin"
    DEPARTMENT = "department"
    WAS_THERE = "was_there"
    ROTATED_THERE = "rotated_there"
    FIRST_TURN = "first_turn"


def case_of(facts: Facts, draft: Draft) -> Case | None:
    """The case a draft reviews, read once in a reading."""
    number = str(draft[CaseReview.case_no] or "")
    return facts.once(f"case {number}", lambda asked: find_case(asked.session, number)) if number else None


def handlers_of(facts: Facts, draft: Draft) -> tuple[int, ...]:
    """Handlers of the reviewed case: those the review names, and those of the case itself."""
    named = (row.get("officer_id") for row in draft.parts.get(ReviewHandler.__tablename__, ()))
    case = case_of(facts, draft)
    return tuple(dict.fromkeys([*(id_ for id_ in named if id_), *(case.handlers if case is not None else ())]))


def refused_reviewers(facts: Facts, draft: Draft) -> list[tuple[int, Refused]]:
    """Reviewers of a draft who must stand aside, each with the gravest reason."""
    rows = [row for row in draft.parts.get(Reviewer.__tablename__, ()) if row.get("officer_id")]
    why = refusals(facts, draft, {row["officer_id"] for row in rows})
    again = {row["officer_id"] for row in rows if int(row.get("turn") or 1) > 1} & first_turn(draft)
    return [*why.items(), *((id_, Refused.FIRST_TURN) for id_ in sorted(again) if id_ not in why)]


def first_turn(draft: Draft) -> set[int]:
    """Who reviewed before any objection (原评查员)."""
    rows = draft.parts.get(Reviewer.__tablename__, ())
    return {row["officer_id"] for row in rows if row.get("officer_id") and int(row.get("turn") or 1) == 1}


def refusals(facts: Facts, draft: Draft, officers: Collection[int]) -> dict[int, Refused]:
    """Of these officers those who may not review the draft's case, and why."""
    if not officers:
        return {}
    case, handlers = case_of(facts, draft), handlers_of(facts, draft)
    places = _places(facts, [draft[CaseReview.department_id], *(_place(facts, id_) for id_ in handlers)], case)
    kin, former = _kin(facts, handlers), _former(facts, case)
    found: dict[int, Refused] = {}
    for officer in sorted(officers):
        if officer in handlers:
            found[officer] = Refused.HANDLER
        elif officer in former:
            found[officer] = Refused.FORMER
        elif officer in kin:
            found[officer] = Refused.KIN
        elif _place(facts, officer) in places:
            found[officer] = Refused.DEPARTMENT
        elif case is not None and _was_there(facts, officer, places, case):
            found[officer] = Refused.WAS_THERE
        elif case is not None and _rotated_there(facts, officer, places, case):
            found[officer] = Refused.ROTATED_THERE
    return found


def _place(facts: Facts, officer_id: int) -> int | None:
    found: int | None = facts.row(Officer.__tablename__, officer_id).get("department_id")
    return found


def _places(facts: Facts, named: Iterable[int | None], case: Case | None) -> set[int]:
    """The departments a case was handled in, with what they became and what they came from."""
    found = {id_ for id_ in (*named, case.department_id if case is not None else None) if id_ is not None}
    links = [
        (row["id"], row["successor_id"])
        for row in facts.rows(Department.__tablename__).values()
        if row.get("successor_id") is not None
    ]
    while more := {other for old, new in links for one, other in ((old, new), (new, old)) if one in found} - found:
        found |= more
    return found


def _kin(facts: Facts, handlers: Iterable[int]) -> set[int]:
    """Relatives of the handlers by the register of kinship (亲属关系)."""
    own = set(handlers)
    pairs = [
        (row["officer_id"], other)
        for row in facts.live(Kinship.__tablename__)
        if row["officer_id"] is not None
        for other in _relatives(facts, row)
    ]
    return {other for pair in pairs for one, other in (pair, pair[::-1]) if one in own and other not in own}


def _relatives(facts: Facts, row: Row) -> list[int]:
    """The officers a registered relative may be: the one linked, else everybody of that name in this office."""
    if row["relative_id"] is not None:
        return [row["relative_id"]]
    name = clean(str(row["relative_name"] or ""))
    if not name or row["inside"] == Inside.OUTSIDE:
        return []
    return [other["id"] for other in facts.namesakes(name) if other["id"] != row["officer_id"]]


def _former(facts: Facts, case: Case | None) -> frozenset[int]:
    """Handlers the case once had, as the history tells: those replaced and those taken off."""
    if case is None:
        return frozenset()
    return facts.once(f"handlers ever of case {case.id}", lambda asked: _ever(asked.session, case))


def _ever(session: Session, case: Case) -> frozenset[int]:
    asked = select(HistoryEntry.batch_id, HistoryEntry.changes).where(
        HistoryEntry.parent_kind == CaseFile.__tablename__,
        HistoryEntry.parent_id == case.id,
        HistoryEntry.kind == CaseHandler.__tablename__,
    )
    told = [(batch, changes["officer_id"]) for batch, changes in session.execute(asked) if "officer_id" in changes]
    undone = (
        _not_counted(session) if any(id_ not in case.handlers for _, pair in told for id_ in pair if id_) else set()
    )
    return frozenset(id_ for batch, pair in told if batch not in undone for id_ in pair if id_)


def _not_counted(session: Session) -> set[int]:
    """Acts that were taken back, and those that take back or do again: what they wrote was never so of itself."""
    steps = session.execute(select(Batch.id, Batch.undoes).where(Batch.undoes.is_not(None)).order_by(Batch.id.desc()))
    taken_back: set[int] = set()
    doing: set[int] = set()
    for batch_id, undoes in steps:
        doing.add(batch_id)
        if undoes is not None and batch_id not in taken_back:
            taken_back.add(undoes)
    return taken_back | doing


def _was_there(facts: Facts, officer_id: int, places: Collection[int], case: Case) -> bool:
    """Whether an officer belonged to the handling department at any time while the case was open (调动)."""
    last = case.closed_on
    if last is None:
        return False
    begun = case.accepted_on or last
    return any(place in places and start <= last and end > begun for place, start, end in _service(facts, officer_id))


def _rotated_there(facts: Facts, officer_id: int, places: Collection[int], case: Case) -> bool:
    """Whether a rotation took an officer into the handling department at any time while the case was open (轮岗)."""
    last = case.closed_on
    if last is None:
        return False
    begun = case.accepted_on or last
    spells = facts.once("rotations ever", lambda asked: by_officer(rotation_spells(asked.session, asked.today)))
    return any(
        spell.place in places and spell.first <= last and spell.last >= begun for spell in spells.get(officer_id, ())
    )


def _service(facts: Facts, officer_id: int) -> tuple[tuple[int | None, date, date], ...]:
    """Departments an officer served in, each with its first day and the day after its last."""
    return facts.once("departments ever", _moves).get(officer_id, ())


def _moves(facts: Facts) -> Mapping[int, tuple[tuple[int | None, date, date], ...]]:
    """Every officer whose department ever changed, with his departments in turn, by the day of each change."""
    told: dict[int, list[tuple[date, int | None, int | None]]] = {}
    asked = (
        select(HistoryEntry.record_id, HistoryEntry.at, HistoryEntry.changes)
        .where(HistoryEntry.kind == Officer.__tablename__, HistoryEntry.op == "update")
        .order_by(HistoryEntry.seq)
    )
    for officer_id, at, changes in facts.session.execute(asked):
        if "department_id" in changes:
            told.setdefault(officer_id, []).append((at.astimezone().date(), *changes["department_id"]))
    return {officer_id: tuple(_stretches(moves)) for officer_id, moves in told.items()}


def _stretches(moves: list[tuple[date, int | None, int | None]]) -> Iterator[tuple[int | None, date, date]]:
    begun = date.min
    for day, old, _ in moves:
        if begun < day:
            yield old, begun, day
        begun = day
    yield moves[-1][2], begun, date.max
