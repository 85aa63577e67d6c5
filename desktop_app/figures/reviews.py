"""Figures of the case reviews (案件质量评查): rounds, grades, scores, what handlers answered, leads."""

from collections.abc import Iterable
from typing import Any

from desktop_app.figures.engine import Answer, Behind, Figure, Question, tally
from desktop_app.figures.review_standing import (
    REVIEW,
    ROUND,
    ReviewStand,
    RoundStand,
    asked,
    assessed,
    graded,
    month_word,
    reviews,
    rounds,
)
from desktop_app.rules.vocabulary import HandlerReply, ReviewState, RoundKind

Cells = dict[tuple[str, ...], tuple[Behind, ...]]


def _grades(ask: Question) -> Answer:
    """Decided grades (审定等次) by month, the best first, of one grade the highest score."""
    rows = sorted(graded(ask), key=lambda row: (row.month_word, row.place(row.grade), -(row.score or 0)))
    return tally(REVIEW, ((row.id, row.month_word, row.grade) for row in rows))


def _first_grades(ask: Question) -> Answer:
    """Grades by score and veto (初评等次) by month, the best first."""
    rows = sorted(assessed(ask), key=lambda row: (row.month_word, row.place(row.suggested)))
    return tally(REVIEW, ((row.id, row.month_word, row.suggested) for row in rows))


def _by_department(ask: Question) -> Answer:
    rows = sorted(graded(ask), key=lambda row: (row.department, row.place(row.grade)))
    return tally(REVIEW, ((row.id, row.department, row.grade) for row in rows))


def _drawn(ask: Question) -> list[RoundStand]:
    """Rounds drawn by the day and of the period."""
    return [
        one for one in rounds(ask) if one.there(ask.as_of) and asked(ask, one.month, one.finished_on or one.drawn_on)
    ]


def _word(one: RoundStand) -> str:
    """2015-05; a round beyond the regular one of its month is named with its kind."""
    month = month_word(one.month) or "未填"
    return month if one.kind == RoundKind.REGULAR else f"{month} {one.kind}"


def _mean(rows: Iterable[ReviewStand]) -> float | None:
    scores = [row.score for row in rows if row.score is not None]
    return round(sum(scores) / len(scores) / 100, 2) if scores else None


def _share(reviewed: int, pool: int) -> float | None:
    return round(reviewed / pool, 4) if pool else None


def _rounds(ask: Question) -> Answer:
    """Rounds by month: cases to choose from, reviewed, their share, mean score."""
    found: dict[str, list[RoundStand]] = {}
    for one in _drawn(ask):
        found.setdefault(_word(one), []).append(one)
    done = _by_round(ask)
    groups: dict[str, Any] = {}
    for word, own in found.items():
        rows = [row for one in own for row in done.get(one.id, ())]
        pool = sum(one.pool_count or 0 for one in own)
        groups[word] = {"应评": pool, "评查": len(rows), "比例": _share(len(rows), pool), "平均分": _mean(rows)}
    behind = tuple((ROUND, one.id) for own in found.values() for one in own)
    return Answer(len(behind), behind, groups)


def _by_round(ask: Question) -> dict[int, list[ReviewStand]]:
    found: dict[int, list[ReviewStand]] = {}
    for row in assessed(ask):
        if row.round_id is not None:
            found.setdefault(row.round_id, []).append(row)
    return found


def _cells(rows: Iterable[ReviewStand]) -> tuple[tuple[Behind, ...], dict[str, list[ReviewStand]], Cells]:
    months: dict[str, list[ReviewStand]] = {}
    for row in rows:
        months.setdefault(row.month_word or "未填", []).append(row)
    cells: Cells = {(word,): tuple((REVIEW, row.id) for row in own) for word, own in months.items()}
    return tuple(one for own in cells.values() for one in own), months, cells


def _score_mean(ask: Question) -> Answer:
    """Mean score with two decimals, in all and by month."""
    rows = [row for row in assessed(ask) if row.score is not None]
    behind, months, cells = _cells(rows)
    return Answer(_mean(rows), behind, {word: _mean(own) for word, own in months.items()}, cells)


def _review_share(ask: Question) -> Answer:
    """Cases reviewed among those to choose from (评查比例), with four decimals; only rounds whose pool is known."""
    pools = {one.id: one for one in _drawn(ask) if one.pool_count}
    rows = [row for row in assessed(ask) if row.round_id in pools]
    behind, months, cells = _cells(rows)
    sizes: dict[str, int] = {}
    for one in pools.values():
        word = month_word(one.month) or "未填"
        sizes[word] = sizes.get(word, 0) + (one.pool_count or 0)
    groups = {word: _share(len(own), sizes.get(word, 0)) for word, own in months.items()}
    return Answer(_share(len(rows), sum(sizes.values())), behind, groups, cells)


def _drawn_as(ask: Question) -> Answer:
    """How the cases came into their rounds (抽取方式); an old ledger may not say."""
    return tally(REVIEW, ((row.id, row.drawn_as) for row in assessed(ask)))


def _provable(ask: Question) -> Answer:
    """Rounds whose order was drawn by dice from a sealed pool (封存名单、掷骰抽取), by month."""
    return tally(ROUND, ((one.id, _word(one)) for one in _drawn(ask) if one.seed))


def _answers(ask: Question) -> Answer:
    """What handlers answered by the day (承办人意见)."""
    rows = [row for row in assessed(ask) if row.answer and (row.replied_on is None or row.replied_on <= ask.as_of)]
    return tally(REVIEW, ((row.id, row.answer) for row in rows))


def _objections(ask: Question) -> Answer:
    """Reviews the handler objected to (异议), by month."""
    rows = [
        row
        for row in reviews(ask)
        if row.answer == HandlerReply.OBJECTED
        and row.assessed(ask.as_of)
        and (row.replied_on is None or row.replied_on <= ask.as_of)
    ]
    return tally(REVIEW, ((row.id, row.month_word) for row in rows))


def waiting_for_answer(row: ReviewStand, ask: Question) -> bool:
    """Whether the handler was told by the day and had not answered at its end (待反馈)."""
    if row.sent_on is None or row.sent_on > ask.as_of:
        return False
    silent = row.state == ReviewState.FEEDBACK and row.answer is None
    return silent or (row.replied_on is not None and row.replied_on > ask.as_of)


def _unanswered(ask: Question) -> Answer:
    """Reviews the handler has not answered, by whether his days are over."""
    rows = [row for row in reviews(ask) if waiting_for_answer(row, ask)]
    late = ((row.id, "已过期" if row.due_on is not None and row.due_on < ask.as_of else "未到期") for row in rows)
    return tally(REVIEW, late)


def _leads(ask: Question) -> Answer:
    """Reviews that found a lead on misconduct (违纪线索), by whether it is written why no inquiry was opened."""
    rows = [row for row in assessed(ask) if row.discipline]
    return tally(REVIEW, ((row.id, "不予立项" if row.no_inquiry.strip() else "待处理") for row in rows))


FIGURES = (
    Figure("reviews.grades", "评查案件（审定等次）", "件", _grades),
    Figure("reviews.first_grades", "评查案件（初评等次）", "件", _first_grades),
    Figure("reviews.by_department", "评查案件（按部门）", "件", _by_department),
    Figure("reviews.rounds", "评查轮次", "轮", _rounds),
    Figure("reviews.score_mean", "评查平均分", "分", _score_mean, counted=False),
    Figure("reviews.share", "评查比例", "", _review_share, counted=False),
    Figure("reviews.drawn_as", "评查案件（按抽取方式）", "件", _drawn_as),
    Figure("reviews.provable", "封存名单、掷骰抽取的评查", "轮", _provable),
    Figure("reviews.answers", "承办人反馈的评查", "件", _answers),
    Figure("reviews.objections", "有异议的评查", "件", _objections),
    Figure("reviews.unanswered", "待承办人反馈的评查", "件", _unanswered),
    Figure("reviews.leads", "违纪线索", "件", _leads),
)
