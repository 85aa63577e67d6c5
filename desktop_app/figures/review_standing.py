"""How every round and review stands at the end of a day (截至日评查情况): read once for all figures of a question.

By the days the records carry; a review of an old ledger that names no day of decision was decided when it was made.
Rounds voided and reviews withdrawn do not count.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from desktop_app.figures.engine import Question
from desktop_app.models.people import Department
from desktop_app.models.reviews import CaseReview, ReviewRound
from desktop_app.rules.dates import last_of_month
from desktop_app.rules.grades import scale_or_none
from desktop_app.rules.periods import Period, month_of, read_period
from desktop_app.rules.reviews import DONE
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import DrawnAs, HandlerReply, ReviewState, RoundKind, RoundState

REVIEW, ROUND = CaseReview.__tablename__, ReviewRound.__tablename__
_TOLD = (ReviewState.FEEDBACK, ReviewState.OBJECTED, *DONE)
"""States in which the sheet is closed and the handler was told."""


@dataclass(frozen=True, slots=True)
class RoundStand:
    """A round that counts; ``month`` is the one it names, None when it names none."""

    id: int
    number: str
    kind: RoundKind
    state: RoundState
    month: Period | None
    pool_count: int | None
    drawn_count: int | None
    drawn_on: date | None
    finished_on: date | None
    bulletin_no: str
    bulletin_on: date | None
    seed: str = ""

    @property
    def drawn(self) -> bool:
        return self.state in (RoundState.DRAWN, RoundState.DONE)

    def there(self, day: date) -> bool:
        """Whether the round was drawn by the day; one of an old ledger stands from the first day of its month on."""
        first = self.drawn_on or (self.month.first if self.month else self.finished_on)
        return self.drawn and (first is None or first <= day)


@dataclass(frozen=True, slots=True)
class ReviewStand:
    """A review that counts: ``on`` the day it was made, ``decided_on`` the day of its grade, None where none is known.

    ``month`` is that of its round (2015-05), else of the day; ``score`` is in hundredths.
    """

    id: int
    number: str
    case_no: str
    round_id: int | None
    month: Period | None
    department: str
    state: ReviewState
    on: date | None
    decided_on: date | None
    score: int | None
    suggested: str
    grade: str
    answer: HandlerReply | None
    sent_on: date | None
    due_on: date | None
    replied_on: date | None
    discipline: bool
    no_inquiry: str
    scale: str = ""
    drawn_as: DrawnAs | None = None

    def place(self, grade: str) -> int:
        """The place of a grade in the scale of the review, 0 the best; after them what the scale does not know."""
        scale = scale_or_none(self.scale)
        words = scale.words if scale is not None else ()
        return words.index(grade) if grade in words else len(words)

    @property
    def month_word(self) -> str:
        """2015-05."""
        return month_word(self.month)

    def assessed(self, day: date) -> bool:
        """Whether the sheet was closed by the day (已评查)."""
        return self.state in _TOLD and (self.on is None or self.on <= day)

    def graded(self, day: date) -> bool:
        """Whether the grade was decided by the day (已审定)."""
        return self.state in DONE and bool(self.grade) and (self.decided_on is None or self.decided_on <= day)


def month_word(month: Period | None) -> str:
    """2015-05; empty for no month."""
    return f"{month.first:%Y-%m}" if month is not None else ""


def period_or_none(text: str) -> Period | None:
    """The period a record names, None where it names none."""
    try:
        return read_period(text) if text else None
    except Unreadable:
        return None


def month_or_none(text: str) -> Period | None:
    """The month a record names, None where it names another period or none."""
    period = period_or_none(text)
    return period if period is not None and period == month_of(period.first) else None


def rounds(ask: Question) -> list[RoundStand]:
    """Every round not voided, by number as registered, whatever its day."""
    return ask.once("reviews.rounds", _read_rounds)


def _read_rounds(ask: Question) -> list[RoundStand]:
    found = ask.session.execute(
        select(
            ReviewRound.id, ReviewRound.number, ReviewRound.kind, ReviewRound.state, ReviewRound.period,
            ReviewRound.pool_count, ReviewRound.drawn_count, ReviewRound.drawn_on, ReviewRound.finished_on,
            ReviewRound.bulletin_no, ReviewRound.bulletin_on, ReviewRound.seed,
        )
        .where(ReviewRound.retired_at.is_(None), ReviewRound.state != RoundState.VOID)
        .order_by(ReviewRound.period, ReviewRound.id)
    )  # fmt: skip
    return [
        RoundStand(id_, number, kind, state, month_or_none(period), *rest)
        for id_, number, kind, state, period, *rest in found
    ]


def reviews(ask: Question) -> list[ReviewStand]:
    """Every review that counts, of the period asked for, whatever its day and state."""
    return [row for row in every_review(ask) if asked(ask, row.month, row.on)]


def every_review(ask: Question) -> list[ReviewStand]:
    """Every review that counts, of whatever period."""
    return ask.once("reviews.standing", _read_reviews)


def assessed(ask: Question) -> list[ReviewStand]:
    """Reviews whose sheet was closed by the day."""
    return [row for row in reviews(ask) if row.assessed(ask.as_of)]


def graded(ask: Question) -> list[ReviewStand]:
    """Reviews whose grade was decided by the day."""
    return [row for row in reviews(ask) if row.graded(ask.as_of)]


def _read_reviews(ask: Question) -> list[ReviewStand]:
    found = ask.session.execute(
        select(
            CaseReview.id, CaseReview.number, CaseReview.case_no, CaseReview.round_id, ReviewRound.period,
            ReviewRound.finished_on, Department.name, CaseReview.state, CaseReview.reviewed_on, CaseReview.decided_on,
            CaseReview.score, CaseReview.suggested, CaseReview.grade, CaseReview.answer, CaseReview.sent_on,
            CaseReview.due_on, CaseReview.replied_on, CaseReview.discipline, CaseReview.no_inquiry,
            CaseReview.scale, CaseReview.drawn_as,
        )
        .outerjoin(ReviewRound, ReviewRound.id == CaseReview.round_id)
        .outerjoin(Department, Department.id == CaseReview.department_id)
        .where(CaseReview.retired_at.is_(None), CaseReview.state != ReviewState.WITHDRAWN)
        .where(
            or_(
                CaseReview.round_id.is_(None),
                (ReviewRound.state != RoundState.VOID) & ReviewRound.retired_at.is_(None),
            )
        )
        .order_by(ReviewRound.period, CaseReview.id)
    )  # fmt: skip
    return [_review(*row) for row in found]


def _review(
    id_: int,
    number: str,
    case_no: str,
    round_id: int | None,
    period: str | None,
    finished_on: date | None,
    department: str | None,
    state: ReviewState,
    reviewed_on: date | None,
    decided_on: date | None,
    *rest: object,
) -> ReviewStand:
    month = month_or_none(period or "")
    on = reviewed_on or decided_on or finished_on or (month.last if month else None)
    return ReviewStand(
        id_,
        number,
        case_no,
        round_id,
        month or (month_of(on) if on else None),
        department or "未填",
        state,
        on,
        decided_on or on,
        *rest,  # type: ignore[arg-type]
    )


def asked(ask: Question, month: Period | None, on: date | None) -> bool:
    """Whether a thing of this month and day is of the period asked for: by month over whole months, else by day."""
    period = ask.period
    if period is None:
        return True
    whole = period.first.day == 1 and period.last == last_of_month(period.last)
    if whole and month is not None:
        return month.first in period
    return on is not None and on in period


def campaign_months(start: date | None, day: date) -> list[Period]:
    """Finished months at the end of a day, from the first full month of the campaign on."""
    months: list[Period] = []
    month = month_of(start) if start is not None else None
    while month is not None and month.last <= day:
        if start is not None and month.first >= start:
            months.append(month)
        month = month_of(month.last + timedelta(days=1))
    return months
