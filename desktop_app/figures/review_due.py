"""What the case reviews owe: the handlers' answers, cards to come back, rounds to be finished."""

from collections.abc import Iterator

from sqlalchemy import select

from desktop_app.figures.engine import Question
from desktop_app.figures.owed import Owed
from desktop_app.figures.review_standing import month_or_none
from desktop_app.models.cases import CardSet
from desktop_app.models.people import Department
from desktop_app.models.reviews import CaseReview, ReviewRound
from desktop_app.rules.deadlines import days_left
from desktop_app.rules.vocabulary import ReviewState, RoundState

_OPEN = (RoundState.PLANNED, RoundState.SEALED, RoundState.DRAWN)


def reviewing(ask: Question) -> Iterator[Owed]:
    """Everything the case reviews owe at the end of the day."""
    yield from _answers(ask)
    yield from _cards(ask)
    yield from _rounds(ask)


def _answers(ask: Question) -> Iterator[Owed]:
    """Reviews whose handler has been told and has not answered, by his last day (反馈期限)."""
    rows = ask.session.execute(
        select(CaseReview.id, CaseReview.number, CaseReview.name, Department.short, Department.name, CaseReview.due_on)
        .outerjoin(Department, CaseReview.department_id == Department.id)
        .outerjoin(ReviewRound, ReviewRound.id == CaseReview.round_id)
        .where(CaseReview.retired_at.is_(None), CaseReview.state == ReviewState.FEEDBACK)
        .where(CaseReview.answer.is_(None))
        .where(ReviewRound.id.is_(None) | (ReviewRound.state != RoundState.VOID))
    )
    for id_, number, name, short, department, due in rows:
        if due is not None:
            where, left = short or department or "", days_left(due, ask.as_of)
            yield Owed(CaseReview.__tablename__, id_, number, f"承办人反馈：{name}", where, due, left)


def _cards(ask: Question) -> Iterator[Owed]:
    """Cases with a card still out, by the first day one is due back (应收回日)."""
    rows = ask.session.execute(
        select(CardSet.id, CardSet.number, CardSet.name, Department.short, Department.name, CardSet.due_on)
        .outerjoin(Department, CardSet.department_id == Department.id)
        .where(CardSet.retired_at.is_(None), CardSet.filed_on.is_(None))
    )
    for id_, number, name, short, department, due in rows:
        if due is not None:
            where, left = short or department or "", days_left(due, ask.as_of)
            yield Owed(CardSet.__tablename__, id_, number, f"收回三卡：{name}", where, due, left)


def _rounds(ask: Question) -> Iterator[Owed]:
    """Rounds not finished, by the last day of the month they are of (一月一评查)."""
    rows = ask.session.execute(
        select(ReviewRound.id, ReviewRound.number, ReviewRound.name, ReviewRound.period, ReviewRound.state)
        .where(ReviewRound.retired_at.is_(None), ReviewRound.state.in_(_OPEN))
        .order_by(ReviewRound.id)
    )
    for id_, number, name, period, state in rows:
        month = month_or_none(period)
        if month is not None:
            left = days_left(month.last, ask.as_of)
            yield Owed(ReviewRound.__tablename__, id_, number, f"评查（{state}）：{name}", "", month.last, left)
