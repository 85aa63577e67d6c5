"""What the case reviews owe: the handlers' answers, cards to come back, the month's round and its bulletin."""

from collections.abc import Iterator

from sqlalchemy import select

from desktop_app.figures.engine import Question
from desktop_app.figures.owed import Owed
from desktop_app.figures.review_promises import started_on
from desktop_app.figures.review_standing import RoundStand, month_or_none, month_word, rounds
from desktop_app.models.bulletins import Bulletin
from desktop_app.models.cases import CardSet
from desktop_app.models.people import Department
from desktop_app.models.reviews import CaseReview, ReviewRound
from desktop_app.rules.deadlines import days_left
from desktop_app.rules.periods import month_of, previous_month
from desktop_app.rules.vocabulary import BulletinKind, BulletinState, ReviewState, RoundKind, RoundState

_OPEN = (RoundState.PLANNED, RoundState.SEALED, RoundState.DRAWN)


def reviewing(ask: Question) -> Iterator[Owed]:
    """Everything the case reviews owe at the end of the day."""
    yield from _answers(ask)
    yield from _cards(ask)
    yield from _rounds(ask)
    yield from _missing(ask)
    yield from _bulletins(ask)


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


def _regular(ask: Question) -> list[RoundStand]:
    return [one for one in rounds(ask) if one.kind == RoundKind.REGULAR and one.month is not None]


def _missing(ask: Question) -> Iterator[Owed]:
    """The last month or this one, the earlier first, where no regular round was begun (一月一评查)."""
    start, kept = started_on(ask), {month_word(one.month) for one in _regular(ask)}
    this = month_of(ask.as_of)
    for month in (previous_month(ask.as_of), this) if kept and start is not None else ():
        if start is not None and month.first >= start and month_word(month) not in kept:
            left = days_left(month.last, ask.as_of)
            yield Owed(ReviewRound.__tablename__, 0, "", f"还没有开展{month.label}案件质量评查", "", month.last, left)
            return


def _bulletins(ask: Question) -> Iterator[Owed]:
    """Finished rounds without a bulletin (一月一通报), by the end of their month; one on its way is owed as itself."""
    start, told = started_on(ask), _told(ask)
    for one in _regular(ask):
        if one.month is None or one.state != RoundState.DONE or start is None or one.month.first < start:
            continue
        if one.bulletin_on is None and not one.bulletin_no and month_word(one.month) not in told:
            name = f"印发评查通报：{one.month.label}"
            left = days_left(one.month.last, ask.as_of)
            yield Owed(ReviewRound.__tablename__, one.id, one.number, name, "", one.month.last, left)


def _told(ask: Question) -> set[str]:
    """Months with a bulletin of case reviews that is issued, or on its way with a day of its own (印发期限)."""
    rows = ask.session.execute(
        select(Bulletin.period, Bulletin.state, Bulletin.due_on).where(
            Bulletin.retired_at.is_(None),
            Bulletin.kind == BulletinKind.REVIEWS,
            Bulletin.state != BulletinState.DROPPED,
        )
    )
    settled = (period for period, state, due in rows if state == BulletinState.ISSUED or due is not None)
    return {month_word(month_or_none(period)) for period in settled}
