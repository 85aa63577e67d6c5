"""Promises of the case reviews: S5–S8."""

from collections import Counter
from datetime import date

from sqlalchemy import select

from desktop_app.figures.cards import BACK, KIND, UNISSUED, CardStand, card_stands, kinds
from desktop_app.figures.contests import confirmed, contests, nominees
from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.promises import Finding
from desktop_app.figures.review_standing import (
    ROUND,
    RoundStand,
    campaign_months,
    every_review,
    month_or_none,
    month_word,
    period_or_none,
    rounds,
)
from desktop_app.models.bulletins import Bulletin
from desktop_app.models.plan import Phase
from desktop_app.models.reviews import Contest, DrawnCase
from desktop_app.rules.periods import Period, quarter_of
from desktop_app.rules.vocabulary import BestWorst, BulletinKind, BulletinState, RoundKind

_NO_START = "方案的阶段没有开始日期"
_NO_LEDGER = "还没有案件评查台账"


def started_on(ask: Question) -> date | None:
    """The first day of the campaign: that of the plan's first phase."""
    found = select(Phase.start_on).where(Phase.retired_at.is_(None), Phase.start_on.is_not(None))
    return ask.session.scalars(found.order_by(Phase.position, Phase.id)).first()


def _months(ask: Question) -> list[Period]:
    """Finished months from the first full month of the campaign on."""
    return ask.once("promises.months", lambda one: campaign_months(started_on(one), one.as_of))


def _nothing(ask: Question, months: list[Period]) -> str:
    """Why nothing can be judged yet; empty when something can."""
    if not rounds(ask) and not every_review(ask):
        return _NO_LEDGER
    if months:
        return ""
    return _NO_START if started_on(ask) is None else "还没有满一个月"


def _regular(ask: Question, months: list[Period]) -> dict[str, list[RoundStand]]:
    """Regular rounds drawn by the day, or still to be drawn, by the month they are of."""
    wanted = {month_word(month): [] for month in months}  # type: dict[str, list[RoundStand]]
    for one in rounds(ask):
        word = month_word(one.month)
        if one.kind == RoundKind.REGULAR and word in wanted and (one.there(ask.as_of) or not one.drawn):
            wanted[word].append(one)
    return wanted


def reviewed_monthly(ask: Question) -> Finding:
    """S5 一月一评查: every finished month has a regular round, and every case drawn in it is graded.

    The record is the round; a month without one is named. A round of an old ledger has no list of its draw: as many
    of its reviews must be graded as it says were drawn; one that does not say is 待补.
    """
    months = _months(ask)
    nothing = _nothing(ask, months)
    if nothing:
        return Finding(0, said=nothing)
    found = _regular(ask, months)
    absent = tuple(word for word, own in found.items() if not own)
    states = {one.id: state for one, state in _carried_out(ask, [one for own in found.values() for one in own])}
    open_ = [id_ for id_, state in states.items() if state is False]
    unknown = [id_ for id_, state in states.items() if state is None]
    said = f"{len(months)} 个月"
    wanting = [f"{len(absent)} 个月没有评查"] * bool(absent) + [f"{len(open_)} 轮没有评完"] * bool(open_)
    wanting += [f"{len(unknown)} 轮没填抽取件数"] * bool(unknown)
    said += f"中 {'、'.join(wanting)}" if wanting else "每月都有评查，抽取的案件都已定级"
    return Finding(len(months), _rounds(open_), _rounds(unknown), said, absent=absent)


def _rounds(ids: list[int]) -> tuple[Behind, ...]:
    return tuple((ROUND, id_) for id_ in ids)


def _carried_out(ask: Question, found: list[RoundStand]) -> list[tuple[RoundStand, bool | None]]:
    """Whether every case drawn in each round was graded by the day; None where the ledger does not say how many."""
    graded: dict[int, set[str]] = {}
    made: Counter[int] = Counter()
    for row in every_review(ask):
        if row.round_id is not None:
            made[row.round_id] += 1
            if row.graded(ask.as_of):
                graded.setdefault(row.round_id, set()).add(row.case_no)
    drawn = _drawn_cases(ask)
    return [(one, _whole(one, drawn.get(one.id), graded.get(one.id, set()), made[one.id])) for one in found]


def _drawn_cases(ask: Question) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for round_id, case_no, struck in ask.session.execute(
        select(DrawnCase.round_id, DrawnCase.case_no, DrawnCase.struck_on)
    ):
        cases = found.setdefault(round_id, set())
        if struck is None or struck > ask.as_of:
            cases.add(case_no)
    return found


def _whole(one: RoundStand, drawn: set[str] | None, graded: set[str], made: int) -> bool | None:
    if not one.drawn:
        return False
    if drawn is not None:
        return bool(drawn) and drawn <= graded
    if one.drawn_count is None:
        return None if made and len(graded) == made else False
    return len(graded) >= max(one.drawn_count, 1)


def bulletined_monthly(ask: Question) -> Finding:
    """S6 一月一通报: every such round has an issued bulletin of its month, or an old ledger's day of one.

    A round that names a bulletin without its day is 待补.
    """
    months = _months(ask)
    nothing = _nothing(ask, months)
    if nothing:
        return Finding(0, said=nothing)
    found = [one for own in _regular(ask, months).values() for one in own if one.drawn]
    if not found:
        return Finding(0, said="没有满月的评查")
    issued = _issued(ask)
    bare = [one for one in found if not (one.bulletin_on and one.bulletin_on <= ask.as_of)]
    bare = [one for one in bare if month_word(one.month) not in issued]
    undated = [one.id for one in bare if one.bulletin_no and one.bulletin_on is None]
    open_ = [one.id for one in bare if one.id not in undated]
    said = f"{len(found)} 轮评查"
    wanting = [f"{len(open_)} 轮没有通报"] * bool(open_) + [f"{len(undated)} 轮没填通报日期"] * bool(undated)
    said += f"中 {'、'.join(wanting)}" if wanting else "都已通报"
    return Finding(len(found), _rounds(open_), _rounds(undated), said)


def _issued(ask: Question) -> set[str]:
    """Months with an issued bulletin of case reviews."""
    found = ask.session.scalars(
        select(Bulletin.period).where(
            Bulletin.retired_at.is_(None),
            Bulletin.kind == BulletinKind.REVIEWS,
            Bulletin.state == BulletinState.ISSUED,
            Bulletin.sent_on <= ask.as_of,
        )
    )
    return {month_word(month_or_none(period)) for period in found}


def chosen_quarterly(ask: Question) -> Finding:
    """S7 每季评选: every finished quarter has a confirmed choice of each class, or the reason why nobody was chosen.

    The record is the contest; a quarter without one is named.
    """
    if not contests(ask) and not nominees(ask) and not rounds(ask) and not every_review(ask):
        return Finding(0, said=_NO_LEDGER)
    quarters = _quarters(ask)
    if not quarters:
        return Finding(0, said=_NO_START if started_on(ask) is None else "还没有满一个季度")
    own: dict[str, list[Contest]] = {word: [] for word in quarters}
    for contest in contests(ask):
        word = _quarter_word(period_or_none(contest.period))
        if word in own:
            own[word].append(contest)
    absent = tuple(word for word, found in own.items() if not found)
    open_ = [found[-1].id for found in own.values() if found and not any(_settled(one, ask) for one in found)]
    said = f"{len(quarters)} 个季度"
    wanting = [f"{len(absent)} 个季度没有评选结果"] * bool(absent) + [f"{len(open_)} 次评选没有确认齐"] * bool(open_)
    said += f"中 {'、'.join(wanting)}" if wanting else "都评出了最佳最差案件"
    behind = tuple((Contest.__tablename__, id_) for id_ in open_)
    return Finding(len(quarters), behind, said=said, absent=absent)


def _quarters(ask: Question) -> list[str]:
    """Finished quarters from the first full quarter of the campaign on, as 2015Q1."""
    months = _months(ask)
    whole = Counter(_quarter_word(quarter_of(month.first)) for month in months)
    return [word for word, count in whole.items() if count == 3]


def _quarter_word(period: Period | None) -> str:
    if period is None or period != quarter_of(period.first):
        return ""
    return f"{period.first.year}Q{(period.first.month + 2) // 3}"


def _settled(contest: Contest, ask: Question) -> bool:
    """Whether a contest is confirmed and each class has a case or a reason."""
    chosen = {row.category for row in nominees(ask) if row.chosen and row.period == contest.period}
    voids = {BestWorst.BEST: contest.best_void, BestWorst.WORST: contest.worst_void}
    return confirmed(contest, ask) and all(one in chosen or why.strip() for one, why in voids.items())


def carded(ask: Question) -> Finding:
    """S8 一案三卡: every case in the ledger has its cards given out, and back by their days.

    One offender a case. A card without a day it is due back (应收回日) that is not back counts as not returned.
    """
    wanted = kinds(ask)
    stands = [row for row in card_stands(ask) if row.kind in wanted]
    if not stands:
        return Finding(0, said="还没有一案三卡台账")
    unissued = dict.fromkeys(row.set_id for row in stands if row.state == UNISSUED)
    missing = dict.fromkeys(row.set_id for row in stands if _not_back(row, ask.as_of))
    offenders = sorted({*unissued, *missing})
    whole = len({row.set_id for row in stands})
    late = [(ask.as_of - row.due_on).days for row in stands if row.due_on and row.state != BACK]
    wanting = [f"{len(unissued)} 案没发齐"] * bool(unissued) + [f"{len(missing)} 案没按期收回"] * bool(missing)
    said = f"{whole} 案" + (f"中 {'、'.join(wanting)}" if wanting else "三卡都已发齐，按期收回")
    return Finding(whole, tuple((KIND, id_) for id_ in offenders), said=said, late=max((0, *late)))


def _not_back(row: CardStand, day: date) -> bool:
    if row.state == UNISSUED:
        return False
    if row.due_on is None:
        return row.state != BACK
    return row.returned_on > row.due_on if row.returned_on is not None else row.due_on < day
