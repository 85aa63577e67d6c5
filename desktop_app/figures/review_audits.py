"""审核公式 of the case reviews: every drawn case graded or withdrawn, points that make the scores, votes within judges.

Each is asked over the period of the paper, so that a round still under way does not hold up the paper of another.
"""

from collections import Counter
from collections.abc import Iterable

from sqlalchemy import func, select

from desktop_app.figures.audit_rules import Audit, Balance
from desktop_app.figures.contests import CONTEST, KIND, contests, nominees, of_period
from desktop_app.figures.engine import Question
from desktop_app.figures.review_deductions import found, number
from desktop_app.figures.review_standing import (
    REVIEW,
    ROUND,
    ReviewStand,
    RoundStand,
    asked,
    assessed,
    every_review,
    reviews,
    rounds,
)
from desktop_app.figures.reviews import FIGURES
from desktop_app.models.reviews import FULL, CaseReview, Contest, ContestJudge, DrawnCase, Nominee, ScoreStandard
from desktop_app.rules.vocabulary import BulletinKind

ABOUT = frozenset({BulletinKind.REVIEWS})
CHOICE = frozenset({BulletinKind.BEST_WORST})
_SHOWN = 5
_GRADES = next(figure.ask for figure in FIGURES if figure.id == "reviews.grades")


def listed(numbers: Iterable[str], measure: str) -> str:
    """Numbers of records in a sentence: the first few, and how many there are."""
    told = list(numbers)
    return "、".join(told[:_SHOWN]) + (f" 等 {len(told)} {measure}" if len(told) > _SHOWN else "")


def _graded(ask: Question) -> Balance:
    """Reviews closed by the day, against the sum of the grades as the figure tells them."""
    rows, grades = assessed(ask), _GRADES(ask)
    open_ = [row for row in rows if (REVIEW, row.id) not in set(grades.behind)]
    said = f"评查 {len(rows)} 件，各等次共 {grades.value} 件"
    said += f"，没有审定等次：{listed((row.number for row in open_), '件')}" if open_ else "，相符"
    return Balance(len(rows), grades.value, _reviews(open_), said)


def _reviews(rows: Iterable[ReviewStand]) -> tuple[tuple[str, int], ...]:
    return tuple((REVIEW, row.id) for row in rows)


def _drawn_rounds(ask: Question) -> list[RoundStand]:
    return [
        one for one in rounds(ask) if one.there(ask.as_of) and asked(ask, one.month, one.finished_on or one.drawn_on)
    ]


def _drawn(ask: Question) -> Balance:
    """Cases drawn, round by round, against those graded and those withdrawn; an old ledger names their number alone."""
    graded: dict[int, set[str]] = {}
    for row in every_review(ask):
        if row.round_id is not None and row.graded(ask.as_of):
            graded.setdefault(row.round_id, set()).add(row.case_no)
    lists = _lists(ask)
    wrong: list[tuple[int, str]] = []
    left = right = 0
    for one in _drawn_rounds(ask):
        done = graded.get(one.id, set())
        drawn, struck = lists.get(one.id, (one.drawn_count, 0))
        if drawn is None:
            continue
        left, right = left + drawn, right + len(done) + struck
        if drawn != len(done) + struck:
            wrong.append((one.id, f"{one.number} 抽取 {drawn}，已定级 {len(done)}＋撤出 {struck}"))
    kept = f"抽取 {left} 件，都已定级或撤出"
    said = "；".join(told for _, told in wrong[:_SHOWN]) or kept
    return Balance(left, right, tuple((ROUND, id_) for id_, _ in wrong), said)


def _lists(ask: Question) -> dict[int, tuple[int, int]]:
    """How many cases stand on the list of each round, and how many were struck by the day."""
    told: dict[int, tuple[int, int]] = {}
    for round_id, struck in ask.session.execute(select(DrawnCase.round_id, DrawnCase.struck_on)):
        every, out = told.get(round_id, (0, 0))
        told[round_id] = every + 1, out + (struck is not None and struck <= ask.as_of)
    return told


def _points(ask: Question) -> Balance:
    """Points taken off as the findings sum them, against what the scores lack of full marks, review by review."""
    full = _full_marks(ask)
    off: Counter[int] = Counter()
    for one in found(ask):
        off[one.review.id] += one.points
    rows = [(row, full.get(row.id, FULL) - row.score) for row in assessed(ask) if row.score is not None]
    wrong = [row for row, lacking in rows if off[row.id] != lacking]
    left, right = sum(off[row.id] for row, _ in rows), sum(lacking for _, lacking in rows)
    said = f"扣分 {number(left)}，按得分应扣 {number(right)}"
    said += f"，不符：{listed((row.number for row in wrong), '件')}" if wrong else "，逐件相符"
    return Balance(number(left), number(right), _reviews(wrong), said)


def _full_marks(ask: Question) -> dict[int, int]:
    """Full marks of the standard of each review that has one, in hundredths."""
    told = ask.session.execute(
        select(CaseReview.id, ScoreStandard.full).join(ScoreStandard, ScoreStandard.id == CaseReview.standard_id)
    )
    return dict(told.all())


def _pools(ask: Question) -> Balance:
    """Rounds whose pool is known, against those that drew no more than it holds."""
    rows = [one for one in _drawn_rounds(ask) if one.pool_count is not None and one.drawn_count is not None]
    wrong = [one for one in rows if (one.drawn_count or 0) > (one.pool_count or 0)]
    said = f"{len(rows)} 轮抽取件数都不多于候选件数"
    if wrong:
        named = (f"{one.number} 候选 {one.pool_count}、抽取 {one.drawn_count}" for one in wrong)
        said = f"抽取多于候选：{listed(named, '轮')}"
    return Balance(len(rows), len(rows) - len(wrong), tuple((ROUND, one.id) for one in wrong), said)


def _cases(ask: Question) -> Balance:
    """Reviews of rounds, against the cases they are of: a case is reviewed once in a round."""
    rows = [row for row in reviews(ask) if row.round_id is not None]
    times = Counter((row.round_id, row.case_no) for row in rows)
    twice = [row for row in rows if times[row.round_id, row.case_no] > 1]
    said = f"{len(rows)} 件评查没有重复的案件"
    if twice:
        said = f"同一轮重复评查：{listed(dict.fromkeys(row.case_no for row in twice), '案')}"
    return Balance(len(rows), len(times), _reviews(twice), said)


def _votes(ask: Question) -> Balance:
    """Cases put forward with votes, against those with no more votes than judges; judges not named are not counted."""
    judges = _judges(ask)
    own = [row for row in _put_forward(ask) if row.votes is not None and row.period in judges]
    wrong = [row for row in own if (row.votes or 0) > judges[row.period]]
    said = f"{len(own)} 件候选案件的得票都不多于评委人数"
    if wrong:
        named = (f"{row.case_no} 得 {row.votes} 票，评委 {judges[row.period]} 人" for row in wrong)
        said = f"得票多于评委：{listed(named, '件')}"
    return Balance(len(own), len(own) - len(wrong), tuple((KIND, row.id) for row in wrong), said)


def _judges(ask: Question) -> dict[str, int]:
    """How many judges each quarter's contest names."""
    told = ask.session.execute(
        select(Contest.period, func.count(ContestJudge.id))
        .join(ContestJudge, ContestJudge.contest_id == Contest.id)
        .where(Contest.retired_at.is_(None))
        .group_by(Contest.period)
    )
    return dict(told.all())


def _put_forward(ask: Question) -> list[Nominee]:
    return [row for row in nominees(ask) if of_period(ask, row.period)]


def _held(ask: Question) -> list[Contest]:
    return [one for one in contests(ask) if of_period(ask, one.period)]


def _places(ask: Question) -> Balance:
    """Classes of the contests, against those in which no more cases are chosen than there are places."""
    chosen = Counter((row.period, row.category) for row in nominees(ask) if row.chosen and row.category is not None)
    held = _held(ask)
    over = [(one, category) for one in held for (period, category) in chosen if period == one.period]
    wrong = [(one, category) for one, category in over if chosen[one.period, category] > one.places]
    said = f"{len(held)} 次评选的评定件数都不多于名额"
    if wrong:
        named = (
            f"{one.period} {category}评定 {chosen[one.period, category]} 件，名额 {one.places}"
            for one, category in wrong
        )
        said = f"评定多于名额：{listed(named, '处')}"
    rows = tuple(dict.fromkeys((CONTEST, one.id) for one, _ in wrong))
    return Balance(len(over), len(over) - len(wrong), rows, said)


AUDITS = (
    Audit("reviews.graded", "各等次合计", "各等次之和 = 评查案件", _graded, (), ABOUT, within=True),
    Audit("reviews.drawn", "抽取案件去向", "抽取 = 已定级 + 撤出", _drawn, (), ABOUT, within=True),
    Audit("reviews.pool", "候选与抽取", "候选 ≥ 抽取", _pools, ("reviews.rounds", "reviews.share"), ABOUT, within=True),
    Audit("reviews.cases", "评查案件不重复", "评查 = 不同的案件", _cases, (), ABOUT, within=True),
    Audit(
        "reviews.points",
        "扣分与得分",
        "各项目扣分之和 = 满分 × 件数 − 得分之和",
        _points,
        ("reviews.deductions", "reviews.score_mean"),
        ABOUT,
        within=True,
    ),
    Audit("contests.votes", "得票与评委", "得票 ≤ 评委人数", _votes, (), CHOICE, within=True),
    Audit("contests.places", "评定与名额", "评定 ≤ 名额", _places, (), CHOICE, within=True),
)
