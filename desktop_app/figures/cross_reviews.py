"""Cases and their reviews as counting bases: closed cases, reviews, what they took off, cards."""

from collections.abc import Iterable

from desktop_app.figures.cards import BACK, KIND, OUT, UNISSUED, CardStand, card_stands, kinds
from desktop_app.figures.cases import KIND as CASE
from desktop_app.figures.cases import Closed, closed, handlers
from desktop_app.figures.cross import (
    Base,
    Dimension,
    Form,
    Measure,
    Weigh,
    by_department,
    by_month,
    by_quarter,
    by_word,
    in_period,
)
from desktop_app.figures.engine import Question
from desktop_app.figures.post_standing import name_of
from desktop_app.figures.review_deductions import Taken, found
from desktop_app.figures.review_standing import REVIEW, ReviewStand, assessed
from desktop_app.rules.vocabulary import CardRating, DrawnAs, HandlerReply, ReviewState

UNGRADED = "未审定"


def _grade(ask: Question, row: ReviewStand) -> str:
    return row.grade if row.graded(ask.as_of) else UNGRADED


def _scales(ask: Question) -> list[str]:
    """Grades met, the best of every scale first."""
    rows = assessed(ask)
    met = {row.grade: row.place(row.grade) for row in rows if row.graded(ask.as_of)}
    return [*sorted(met, key=lambda word: met[word]), UNGRADED]


REVIEWS = Base[ReviewStand](
    id="reviews",
    label="评查案件",
    tab="reviews",
    kind=REVIEW,
    read=assessed,
    behind=lambda row: (REVIEW, row.id),
    dimensions=(
        by_department("部门", lambda row: row.department),
        Dimension("等次", _grade, _scales),
        Dimension("初评等次", lambda _ask, row: row.suggested, _scales),
        by_word("状态", lambda row: row.state, ReviewState),
        Dimension("月份", lambda _ask, row: row.month_word, rising=True),
        by_word("抽取方式", lambda row: row.drawn_as, DrawnAs),
        by_word("承办人意见", lambda row: row.answer, HandlerReply),
    ),
    measures=(
        Measure("件数", "件"),
        Measure("平均分", "分", Weigh.MEAN, lambda _ask, row: row.score),
        Measure("违纪线索", "件", of=lambda _ask, row: 1 if row.discipline else None),
    ),
    dated="评查月份",
)

FINDINGS = Base[Taken](
    id="findings",
    label="评查问题",
    tab="reviews",
    kind=REVIEW,
    read=found,
    behind=lambda row: (REVIEW, row.review.id),
    dimensions=(
        by_word("评查项目", lambda row: row.item),
        by_department("部门", lambda row: row.review.department),
        Dimension("月份", lambda _ask, row: row.review.month_word, rising=True),
        by_word("具体问题", lambda row: row.text),
    ),
    measures=(
        Measure("处数", "处"),
        Measure("扣分", "分", Weigh.SUM, lambda _ask, row: row.points or None, Form.POINTS),
    ),
    dated="评查月份",
    parts=True,
    figure="reviews.findings",
)


def _handled(ask: Question, row: Closed) -> list[str]:
    return [name_of(ask, one.id) for one in handlers(ask).get(row.id, ())]


CASES = Base[Closed](
    id="cases",
    label="办结案件",
    tab="reviews",
    kind=CASE,
    read=closed,
    behind=lambda row: (CASE, row.id),
    dimensions=(
        by_word("案件类型", lambda row: row.kind),
        by_department("部门", lambda row: row.department),
        by_word("办理结果", lambda row: row.result),
        by_word("结案方式", lambda row: row.way),
        Dimension("承办人", _handled, several=True),
        by_month("办结月份", lambda row: row.closed_on),
        by_quarter("办结季度", lambda row: row.closed_on),
    ),
    measures=(Measure("件数", "件"),),
    dated="办结日期",
    figure="cases.closed",
)


def _cards(ask: Question) -> Iterable[CardStand]:
    return (row for row in card_stands(ask) if in_period(ask, row.issued_on))


def _overdue(ask: Question, row: CardStand) -> int | None:
    return 1 if row.state == OUT and row.due_on is not None and row.due_on < ask.as_of else None


CARDS = Base[CardStand](
    id="cards",
    label="一案三卡",
    tab="reviews",
    kind=KIND,
    read=_cards,
    behind=lambda row: (KIND, row.set_id),
    dimensions=(
        Dimension("卡片", lambda _ask, row: row.kind, kinds),
        by_word("状态", lambda row: row.state, (UNISSUED, OUT, BACK)),
        by_word("评价", lambda row: row.rating, CardRating),
        by_month("发出月份", lambda row: row.issued_on),
    ),
    measures=(
        Measure("张数", "张"),
        Measure("逾期未收", "张", of=_overdue),
        Measure("收回率", "", Weigh.SHARE, lambda _ask, row: None if row.state == UNISSUED else int(row.state == BACK)),
    ),
    dated="发出日期",
    parts=True,
)

BASES = (REVIEWS, FINDINGS, CASES, CARDS)
