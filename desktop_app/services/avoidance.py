"""Who may not review a case (回避): its handlers, past ones too, their kin, their department."""

from collections.abc import Collection, Iterable
from enum import Enum

from sqlalchemy import select

from desktop_app.models.cases import CaseHandler
from desktop_app.models.people import Kinship, Officer
from desktop_app.models.reviews import CaseReview, Reviewer, ReviewHandler
from desktop_app.services.cases import find_case
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts


class Refused(Enum):
    """Why somebody is refused as a reviewer, the gravest first."""

    HANDLER = "handler"
    FORMER = "former"
    KIN = "kin"
    DEPARTMENT = "department"
    WAS_THERE = "was_there"
    FIRST_TURN = "first_turn"


def handlers_of(facts: Facts, draft: Draft) -> tuple[int, ...]:
    """Handlers of the reviewed case: those the review names, and those of the case itself."""
    named = (row.get("officer_id") for row in draft.parts.get(ReviewHandler.__tablename__, ()))
    case = find_case(facts.session, str(draft[CaseReview.case_no] or ""))
    return tuple(dict.fromkeys([*(id_ for id_ in named if id_), *(case.handlers if case is not None else ())]))


def refused_reviewers(facts: Facts, draft: Draft) -> list[tuple[int, Refused]]:
    """Reviewers of a draft who must stand aside, each with the gravest reason."""
    rows = [row for row in draft.parts.get(Reviewer.__tablename__, ()) if row.get("officer_id")]
    first = {row["officer_id"] for row in rows if int(row.get("turn") or 1) == 1}
    why = refusals(facts, draft, {row["officer_id"] for row in rows})
    again = {row["officer_id"] for row in rows if int(row.get("turn") or 1) > 1} & first
    return [*why.items(), *((id_, Refused.FIRST_TURN) for id_ in sorted(again) if id_ not in why)]


def refusals(facts: Facts, draft: Draft, officers: Collection[int]) -> dict[int, Refused]:
    """Of these officers those who may not review the draft's case, and why."""
    handlers = handlers_of(facts, draft)
    department = draft[CaseReview.department_id]
    places = {facts.row(Officer.__tablename__, id_).get("department_id") for id_ in handlers} | {department}
    kin = _kin(facts, handlers)
    former = _former(facts, draft)
    found: dict[int, Refused] = {}
    for officer in sorted(officers):
        place = facts.row(Officer.__tablename__, officer).get("department_id")
        if officer in handlers:
            found[officer] = Refused.HANDLER
        elif officer in former:
            found[officer] = Refused.FORMER
        elif officer in kin:
            found[officer] = Refused.KIN
        elif place is not None and place in places:
            found[officer] = Refused.DEPARTMENT
    return found


def _kin(facts: Facts, handlers: Iterable[int]) -> set[int]:
    """Relatives of the handlers by the register of kinship (亲属关系)."""
    own = set(handlers)
    pairs = ((row["officer_id"], row["relative_id"]) for row in facts.live(Kinship.__tablename__))
    return {
        other
        for pair in pairs
        for one, other in (pair, pair[::-1])
        if one in own and one is not None and other is not None
    }


def _former(facts: Facts, draft: Draft) -> set[int]:
    """Handlers the case once had."""
    case = find_case(facts.session, str(draft[CaseReview.case_no] or ""))
    if case is None:
        return set()
    return set(facts.session.scalars(select(CaseHandler.officer_id).where(CaseHandler.case_id == case.id)))
