"""Reviewers proposed for the cases of a round (分配评查员): nobody who must stand aside, everybody about as much."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, select

from desktop_app.models.people import Officer
from desktop_app.models.reviews import CaseReview, Reviewer, ReviewHandler, RoundReviewer
from desktop_app.rules.reviews import RUNNING
from desktop_app.rules.vocabulary import OfficerStatus, ReviewState
from desktop_app.services import records
from desktop_app.services.avoidance import Refused, first_turn, refusals
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal

EACH = 2
"""Reviewers of a case: one who reviews and one who checks (复核)."""

SAID = {
    Refused.HANDLER: "是本案承办人",
    Refused.FORMER: "办过本案",
    Refused.KIN: "是承办人的亲属",
    Refused.DEPARTMENT: "与承办人同在一个部门",
    Refused.WAS_THERE: "办案期间在承办部门",
    Refused.ROTATED_THERE: "办案期间轮岗在承办部门",
    Refused.FIRST_TURN: "是原评查员，不能参加复评",
}
"""Why somebody must stand aside, after his name (回避的理由)."""


@dataclass(frozen=True)
class Proposal:
    """Who should review a case: ``officers`` to be added, ``turn`` 2 after an objection (复评).

    ``why_not`` says of everybody refused why; ``lacking`` says in words that too few are left, empty when enough are.
    """

    review_id: int
    number: str
    officers: tuple[int, ...]
    why_not: tuple[str, ...] = ()
    lacking: str = ""
    turn: int = 1


def propose(facts: Facts, round_id: int) -> list[Proposal]:
    """Two reviewers for every case of a round that lacks them, the least loaded first; asked twice, it says the same.

    Asked are the reviewers named in the round, else those of earlier rounds and reviews. Refuses a round for which
    nobody is named anywhere.
    """
    able = _able(facts, round_id)
    load = _load(facts, round_id)
    return [_proposal(facts, review, able, load) for review in _lacking(facts, round_id)]


def _lacking(facts: Facts, round_id: int) -> list[Draft]:
    """Reviews of the round with fewer reviewers than they need in the turn that runs, in order."""
    asked = select(CaseReview.id).where(
        CaseReview.round_id == round_id,
        CaseReview.retired_at.is_(None),
        CaseReview.state.in_((ReviewState.WAITING, ReviewState.REVIEWING, ReviewState.OBJECTED)),
    )
    ids = facts.session.scalars(asked.order_by(CaseReview.id)).all()
    drafts = [records.load(facts.session, CaseReview, id_, (ReviewHandler, Reviewer)) for id_ in ids]
    return [draft for draft in drafts if len(_seated(draft)) < EACH]


def _turn(draft: Draft) -> int:
    return 2 if draft[CaseReview.state] == ReviewState.OBJECTED else 1


def _seated(draft: Draft) -> list[int]:
    turn = _turn(draft)
    return [row["officer_id"] for row in draft.rows(Reviewer) if int(row.get("turn") or 1) == turn]


def _able(facts: Facts, round_id: int) -> list[int]:
    named = _officers(facts, select(RoundReviewer.officer_id).where(RoundReviewer.round_id == round_id))
    if not named:
        named = _officers(facts, select(RoundReviewer.officer_id)) + _officers(facts, select(Reviewer.officer_id))
    live = [id_ for id_ in dict.fromkeys(named) if _serves(facts, id_)]
    if not live:
        raise Refusal("没有可派的评查员。在评查轮次里填好评查员再分配")
    return live


def _officers(facts: Facts, asked: Select[int]) -> list[int]:
    return sorted(set(facts.session.scalars(asked)))


def _serves(facts: Facts, officer_id: int) -> bool:
    row = facts.row(Officer.__tablename__, officer_id)
    return bool(row) and row["retired_at"] is None and row["status"] == OfficerStatus.ACTIVE


def _load(facts: Facts, round_id: int) -> Counter[tuple[bool, int]]:
    """Cases of each officer: (True, id) in this round, (False, id) still under way anywhere."""
    asked = (
        select(Reviewer.officer_id, CaseReview.round_id, CaseReview.state)
        .join(CaseReview, CaseReview.id == Reviewer.review_id)
        .where(CaseReview.retired_at.is_(None), CaseReview.state != ReviewState.WITHDRAWN)
    )
    load: Counter[tuple[bool, int]] = Counter()
    for officer_id, of_round, state in facts.session.execute(asked):
        load[True, officer_id] += of_round == round_id
        load[False, officer_id] += state in RUNNING
    return load


def _proposal(facts: Facts, draft: Draft, able: Sequence[int], load: Counter[tuple[bool, int]]) -> Proposal:
    seated, turn = _seated(draft), _turn(draft)
    refused = refusals(facts, draft, able)
    if turn > 1:
        refused = {**dict.fromkeys(first_turn(draft) & set(able), Refused.FIRST_TURN), **refused}
    free = [id_ for id_ in able if id_ not in refused and id_ not in seated]
    free.sort(key=lambda id_: (load[True, id_], load[False, id_], id_))
    chosen = tuple(free[: EACH - len(seated)])
    for id_ in chosen:
        load[True, id_] += 1
        load[False, id_] += 1
    why_not = tuple(f"{facts.label(Officer.__tablename__, id_)}{SAID[refused[id_]]}" for id_ in sorted(refused))
    return Proposal(
        draft.record_id or 0,
        str(draft.values["number"]),
        chosen,
        why_not,
        _lacks(EACH - len(seated) - len(chosen), why_not),
        turn,
    )


def _lacks(missing: int, why_not: Sequence[str]) -> str:
    if not missing:
        return ""
    told = f"（{'；'.join(why_not)}）" if why_not else ""
    return f"还缺 {missing} 名评查员{told}。在评查轮次里增加评查员"


def assign(desk: Desk, law: Law, proposals: Iterable[Proposal]) -> Outcome:
    """Write the proposed reviewers into their reviews, as one undoable act; a refused one stops all."""
    wanted = [proposal for proposal in proposals if proposal.officers]
    if not wanted:
        raise Refusal("没有可分配的评查。先抽取案件，或在评查轮次里增加评查员")
    with desk.store.unit("分配评查员") as unit:
        facts = Facts(unit.session, desk.today)
        for proposal in wanted:
            draft = records.load(unit.session, law.model, proposal.review_id, law.lists)
            draft.rows(Reviewer).extend({"officer_id": id_, "turn": proposal.turn} for id_ in proposal.officers)
            try:
                records.write(unit, law, draft, facts, records.Mode.DESK)
            except Refusal as refused:
                raise Refusal(f"{proposal.number}：{refused.said}", refused.field) from refused
    ids = tuple(proposal.review_id for proposal in wanted)
    return Outcome(law.model.__tablename__, ids, f"已给 {len(ids)} {law.measure}{law.title}分配评查员", unit.batch_id)
