"""What the next regular round of reviews begins with (下一轮): month, days, people, standard, as the one before had."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select

from desktop_app.models.reviews import CaseReview, GradeScheme, Reviewer, ReviewRound, RoundReviewer
from desktop_app.rules.dates import last_of_month
from desktop_app.rules.deadlines import add_months
from desktop_app.rules.periods import Period, month_of, previous_month, read_period
from desktop_app.rules.vocabulary import RoundKind, RoundState, Stratum
from desktop_app.services.facts import Facts, Row
from desktop_app.services.score_standards import newest


@dataclass(frozen=True)
class Coming:
    """The next round: ``period`` 2015-05, the days its cases were closed between, and what the one before it had."""

    period: str
    from_on: date
    to_on: date
    standard_id: int | None
    scheme_id: int | None
    before: Mapping[str, Any] = field(default_factory=dict)
    reviewers: tuple[int, ...] = ()


def coming(facts: Facts) -> Coming:
    """The last full month that has no regular round yet, else the month after the last one; read once in a reading."""
    return facts.once("coming round", _coming)


def _coming(facts: Facts) -> Coming:
    rounds = {
        row["period"]: row
        for row in facts.live(ReviewRound.__tablename__)
        if row["kind"] == RoundKind.REGULAR and row["state"] != RoundState.VOID and row["period"]
    }
    month = _month(facts.today, rounds)
    told = f"{month.first:%Y-%m}"
    before = rounds[max((period for period in rounds if period < told), default=max(rounds))] if rounds else {}
    start, end = _days(month, before)
    return Coming(
        told,
        start,
        end,
        newest(facts, end),
        newest(facts, end, GradeScheme.__tablename__),
        before,
        _reviewers(facts, before.get("id")),
    )


def _month(today: date, rounds: Mapping[str, Row]) -> Period:
    """The latest month over that lacks a round and follows the first; the month after the last when none does."""
    month = month_of(today) if today == last_of_month(today) else previous_month(today)
    latest = month
    while rounds and f"{month.first:%Y-%m}" >= min(rounds):
        if f"{month.first:%Y-%m}" not in rounds:
            return month
        month = previous_month(month.first)
    if not rounds or f"{latest.first:%Y-%m}" < min(rounds):
        return latest
    return month_of(add_months(read_period(max(rounds)).first, 1))


def _days(month: Period, before: Row) -> tuple[date, date]:
    """The days as the round before had them (上月26日至本月25日), else the calendar month."""
    start, end = before.get("from_on"), before.get("to_on")
    if start is None or end is None:
        return month.first, month.last
    old = read_period(before["period"])
    if (start, end) == (old.first, old.last):
        return month.first, month.last
    apart = (month.first.year - old.first.year) * 12 + month.first.month - old.first.month
    return add_months(start, apart), add_months(end, apart)


def _reviewers(facts: Facts, round_id: int | None) -> tuple[int, ...]:
    """Who reviewed in the round before, as named for it, else as its reviews tell; those on duty still."""
    if round_id is None:
        return ()
    named = select(RoundReviewer.officer_id).where(RoundReviewer.round_id == round_id).order_by(RoundReviewer.id)
    told = (
        select(Reviewer.officer_id)
        .join(CaseReview, CaseReview.id == Reviewer.review_id)
        .where(CaseReview.round_id == round_id, CaseReview.retired_at.is_(None), Reviewer.turn == 1)
        .order_by(Reviewer.id)
    )
    known = facts.session.scalars(named).all() or facts.session.scalars(told).all()
    here = {row["id"] for row in facts.on_duty()}
    return tuple(id_ for id_ in dict.fromkeys(known) if id_ in here)


STRATUM, RATIO, MINIMUM = Stratum.HANDLER, 5, 1
"""What a first round is drawn by: each handler, 5 in a hundred, at least one (办案数的 5%, K)."""
