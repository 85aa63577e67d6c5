"""What a quarter's contest (最佳最差案件评选) is made of: who may be put forward, who got how many votes.

Cases put forward hang on their quarter, not on a contest: a voting sheet of old stands before its contest is entered.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop_app.models.people import Department, Officer
from desktop_app.models.reviews import (
    CaseReview,
    Contest,
    ContestJudge,
    GradeScheme,
    Nominee,
    NomineeVote,
    ReviewFinding,
    ReviewHandler,
    ReviewRound,
)
from desktop_app.rules.cases import case_key
from desktop_app.rules.contests import Placed, Polled, Reviewed, placed, standings
from desktop_app.rules.grades import scale_or_none
from desktop_app.rules.periods import Period, read_period
from desktop_app.rules.reviews import DONE, MAIN, is_clean
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import BestWorst, ContestState, RoundState, Severity
from desktop_app.services.facts import Facts

_GRAVE = (Severity.SERIOUS, Severity.VETO)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A graded case of the quarter (可报案件) with its rank in the class it may be put forward in; ``why`` tells it."""

    rank: int
    tied: bool
    why: str
    category: BestWorst
    case_no: str
    name: str
    department: str
    handler: str
    score: int | None
    grade: str
    findings: int
    serious: int
    review_id: int
    department_id: int | None
    handler_id: int | None


@dataclass(frozen=True, slots=True)
class Ranked:
    """A case put forward, in the order of the votes; ``tied`` has as many votes as another. ``judges`` voted for it."""

    nominee_id: int
    place: int
    tied: bool
    category: BestWorst
    case_no: str
    name: str
    department: str
    handler: str
    handler_id: int | None
    score: int | None
    votes: int | None
    judges: tuple[int, ...]
    chosen: bool
    note: str


def candidates(facts: Facts, period: str) -> list[Candidate]:
    """Every case of the quarter's rounds with a decided grade, by class and rank; one reviewed twice as last graded."""
    quarter = period_or_none(period)
    reviews = _graded(facts.session, quarter) if quarter is not None else {}
    found, handlers = _findings(facts.session, reviews), _handlers(facts.session, reviews)
    tops = _top_grades(facts)
    told = {row.case_no: _reviewed(row, found[row.id], tops) for row in reviews.values()}
    rows = {row.case_no: row for row in reviews.values()}
    return [
        _candidate(facts, rows[one.case.case_no], category, one, handlers.get(rows[one.case.case_no].id))
        for category in BestWorst
        for one in placed(category, told.values())
    ]


def _candidate(facts: Facts, row: CaseReview, category: BestWorst, one: Placed, handler_id: int | None) -> Candidate:
    return Candidate(
        one.rank,
        one.tied,
        one.why,
        category,
        row.case_no,
        row.name,
        facts.short_label(Department.__tablename__, row.department_id),
        facts.short_label(Officer.__tablename__, handler_id),
        row.score,
        row.grade,
        one.case.findings,
        one.case.serious,
        row.id,
        row.department_id,
        handler_id,
    )


def _graded(session: Session, quarter: Period) -> dict[int, CaseReview]:
    """The graded reviews of a quarter by id, one a case."""
    own, loose = _rounds(session, quarter)
    in_days = CaseReview.reviewed_on.between(quarter.first, quarter.last)
    alone = or_(CaseReview.round_id.is_(None), CaseReview.round_id.in_(loose)) & in_days
    rows = session.scalars(
        select(CaseReview)
        .where(
            CaseReview.retired_at.is_(None),
            CaseReview.state.in_(DONE),
            CaseReview.grade != "",
            or_(CaseReview.round_id.in_(own), alone),
        )
        .order_by(CaseReview.decided_on, CaseReview.id)
    )
    last = {row.case_no: row for row in rows}
    return {row.id: row for row in last.values()}


def _rounds(session: Session, quarter: Period) -> tuple[list[int], list[int]]:
    """Rounds of the quarter, and those that name no period: their reviews go by the day they were made on."""
    told = session.execute(
        select(ReviewRound.id, ReviewRound.period).where(
            ReviewRound.retired_at.is_(None), ReviewRound.state != RoundState.VOID
        )
    )
    own, loose = [], []
    for id_, text in told:
        period = period_or_none(text)
        if period is None:
            loose.append(id_)
        elif period.first in quarter and period.last in quarter:
            own.append(id_)
    return own, loose


def period_or_none(text: str) -> Period | None:
    """The period a text names, None where it names none."""
    try:
        return read_period(text) if text else None
    except Unreadable:
        return None


def _findings(session: Session, reviews: Mapping[int, CaseReview]) -> defaultdict[int, list[Severity | None]]:
    """How grave each finding of the sheet that counts is, by review."""
    found: defaultdict[int, list[Severity | None]] = defaultdict(list)
    rows = session.execute(
        select(
            ReviewFinding.review_id,
            ReviewFinding.severity,
            ReviewFinding.text,
            ReviewFinding.item,
            ReviewFinding.clause,
        ).where(ReviewFinding.review_id.in_(reviews), ReviewFinding.sheet == MAIN)
    )
    for row in rows:
        if not is_clean({"text": row.text, "item": row.item, "clause": row.clause}):
            found[row.review_id].append(row.severity)
    return found


def _handlers(session: Session, reviews: Mapping[int, CaseReview]) -> dict[int, int]:
    """The handler in charge by review."""
    found: dict[int, int] = {}
    rows = session.execute(
        select(ReviewHandler.review_id, ReviewHandler.officer_id)
        .where(ReviewHandler.review_id.in_(reviews))
        .order_by(ReviewHandler.id)
    )
    for review_id, officer_id in rows:
        found.setdefault(review_id, officer_id)
    return found


def _top_grades(facts: Facts) -> set[str]:
    """Words for the best grade in the schemes of the office."""
    scales = (scale_or_none(str(row["scale"] or "")) for row in facts.live(GradeScheme.__tablename__))
    return {scale.words[0] for scale in scales if scale is not None}


def _reviewed(row: CaseReview, found: Sequence[Severity | None], tops: set[str]) -> Reviewed:
    scale = scale_or_none(row.scale)
    best = row.grade == scale.words[0] if scale is not None else row.grade in tops
    return Reviewed(row.case_no, row.score, row.grade, best, len(found), sum(one in _GRAVE for one in found))


def ranking(facts: Facts, period: str, category: BestWorst) -> list[Ranked]:
    """The cases put forward in a class by votes, then score; those with as many votes marked (同票)."""
    rows = {row.id: row for row in nominees(facts.session, period) if row.category == category}
    voters = votes_of(facts.session, rows)
    stands = standings(Polled(row.id, row.case_no, category, row.votes, row.score) for row in rows.values())
    return [
        _ranked(facts, rows[stand.polled.key], stand.place, stand.tied, voters.get(stand.polled.key, ()))
        for stand in stands
    ]


def _ranked(facts: Facts, row: Nominee, place: int, tied: bool, judges: tuple[int, ...]) -> Ranked:
    return Ranked(
        row.id,
        place,
        tied,
        row.category or BestWorst.BEST,
        row.case_no,
        row.name,
        facts.short_label(Department.__tablename__, row.department_id),
        facts.short_label(Officer.__tablename__, row.handler_id),
        row.handler_id,
        row.score,
        row.votes,
        judges,
        row.chosen,
        row.note,
    )


def nominees(session: Session, period: str) -> list[Nominee]:
    """The live cases put forward in a quarter, in the order they were."""
    found = select(Nominee).where(Nominee.retired_at.is_(None), Nominee.period == period).order_by(Nominee.id)
    return list(session.scalars(found))


def votes_of(session: Session, ids: Iterable[int]) -> dict[int, tuple[int, ...]]:
    """Who voted for each of these nominees, in the order told."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    rows = session.execute(
        select(NomineeVote.nominee_id, NomineeVote.officer_id)
        .where(NomineeVote.nominee_id.in_(list(ids)))
        .order_by(NomineeVote.id)
    )
    for nominee_id, officer_id in rows:
        found[nominee_id].append(officer_id)
    return {nominee_id: tuple(officers) for nominee_id, officers in found.items()}


def contest_of(session: Session, period: str, but: int | None = None) -> Contest | None:
    """The contest of a quarter, the newest where there are two; ``but`` leaves one out."""
    found = select(Contest).where(Contest.retired_at.is_(None), Contest.period == period).order_by(Contest.id.desc())
    return next((row for row in session.scalars(found) if row.id != but), None)


def judges_of(session: Session, contest: Contest) -> tuple[int, ...]:
    """The judges named (评委); where none are, those a voting sheet of old names."""
    named = session.scalars(
        select(ContestJudge.officer_id).where(ContestJudge.contest_id == contest.id).order_by(ContestJudge.id)
    ).all()
    voted = votes_of(session, [row.id for row in nominees(session, contest.period)])
    return tuple(named) or tuple(sorted({officer for officers in voted.values() for officer in officers}))


def settled(session: Session, period: str) -> str:
    """Why nothing of a quarter's contest may change any more, as a sentence; empty while it may."""
    contest = contest_of(session, case_key(period)) if period else None
    if contest is None or contest.state != ContestState.CONFIRMED:
        return ""
    return f"{contest.period} 的评选已确认，候选、得票和评定不再改。先“撤回确认”，写明原因"


def chosen_in(session: Session, period: str) -> dict[BestWorst, int]:
    """How many cases of each class were chosen (评定)."""
    rows = nominees(session, period)
    return {category: sum(row.chosen and row.category == category for row in rows) for category in BestWorst}
