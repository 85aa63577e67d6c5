"""Figures of the quarterly choice of the best and worst cases (最佳最差案件评选)."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from desktop_app.figures.engine import Answer, Behind, Figure, Question, tally
from desktop_app.figures.review_standing import period_or_none
from desktop_app.models.reviews import Contest, Nominee
from desktop_app.rules.contests import Polled, standings
from desktop_app.rules.vocabulary import BestWorst, ContestState

CONTEST = Contest.__tablename__
CONFIRMED, OPEN = "已确认", "未确认"
KIND = Nominee.__tablename__


def contests(ask: Question) -> Sequence[Contest]:
    """The live contests, by quarter."""
    return ask.once("contests", _read_contests)


def _read_contests(ask: Question) -> Sequence[Contest]:
    return ask.session.scalars(
        select(Contest).where(Contest.retired_at.is_(None)).order_by(Contest.period, Contest.id)
    ).all()


def nominees(ask: Question) -> Sequence[Nominee]:
    """The live cases put forward, by quarter."""
    return ask.once("nominees", _read_nominees)


def _read_nominees(ask: Question) -> Sequence[Nominee]:
    return ask.session.scalars(
        select(Nominee).where(Nominee.retired_at.is_(None)).order_by(Nominee.period, Nominee.id)
    ).all()


def confirmed(contest: Contest, ask: Question) -> bool:
    """Whether a contest was confirmed by the day (已确认)."""
    done = contest.state == ContestState.CONFIRMED
    return done and (contest.confirmed_on is None or contest.confirmed_on <= ask.as_of)


def of_period(ask: Question, text: str) -> bool:
    """Whether a quarter is over by the day, and of the period asked for."""
    quarter = period_or_none(text)
    if quarter is None:
        return ask.period is None
    asked = ask.period is None or (quarter.first in ask.period and quarter.last in ask.period)
    return asked and quarter.last <= ask.as_of


def _put_forward(ask: Question) -> list[Nominee]:
    return [row for row in nominees(ask) if of_period(ask, row.period)]


def _ordered(rows: Iterable[Nominee], category: BestWorst) -> list[Nominee]:
    """The cases of a class by votes, then score."""
    own = {row.id: row for row in rows if row.category == category}
    polled = (Polled(row.id, row.case_no, category, row.votes, row.score) for row in own.values())
    return [own[stand.polled.key] for stand in standings(polled)]


def _best_worst(ask: Question) -> Answer:
    """Cases put forward, by quarter and class, in the order of votes, then score."""
    rows = [row for row in _put_forward(ask) if row.category is not None]
    groups: dict[str, dict[str, list[str]]] = {}
    cells: dict[tuple[str, ...], tuple[Behind, ...]] = {}
    for period in dict.fromkeys(row.period for row in rows):
        for category in BestWorst:
            own = _ordered((row for row in rows if row.period == period), category)
            groups.setdefault(period or "未填", {})[category] = [row.case_no for row in own]
            cells[period or "未填", category] = tuple((KIND, row.id) for row in own)
    return Answer(len(rows), tuple(one for own in cells.values() for one in own), groups, cells)


def _winners(ask: Question) -> Answer:
    """Cases chosen in contests confirmed by the day, by quarter, class and case number."""
    done = {one.period for one in contests(ask) if confirmed(one, ask)}
    rows = [row for row in _put_forward(ask) if row.chosen and row.category is not None and row.period in done]
    ordered = (one for period in sorted(done) for category in BestWorst for one in _of(rows, period, category))
    return tally(KIND, ((row.id, row.period, row.category, row.case_no) for row in ordered))


def _of(rows: Iterable[Nominee], period: str, category: BestWorst) -> list[Nominee]:
    return _ordered((row for row in rows if row.period == period), category)


def _contests(ask: Question) -> Answer:
    """Contests of quarters over by the day, by quarter, confirmed or not."""
    rows = [one for one in contests(ask) if of_period(ask, one.period)]
    return tally(CONTEST, ((one.id, one.period, CONFIRMED if confirmed(one, ask) else OPEN) for one in rows))


FIGURES = (
    Figure("reviews.contests", "最佳最差案件评选", "次", _contests),
    Figure("reviews.best_worst", "最佳最差候选案件", "件", _best_worst),
    Figure("reviews.winners", "评定的最佳最差案件", "件", _winners),
)
