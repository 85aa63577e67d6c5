"""What the reviews took off (扣分): points and findings by item of the standard, the cases they are of, problems made.

Only the first sheet counts, of reviews whose sheet was closed by the day.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from desktop_app.figures.engine import Answer, Behind, Figure, Question, tally
from desktop_app.figures.review_standing import REVIEW, ReviewStand, assessed
from desktop_app.models.issues import Issue
from desktop_app.models.reviews import CaseReview, ReviewFinding
from desktop_app.rules.reviews import MAIN, is_clean
from desktop_app.rules.unreadable import tight

_COUNTS = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Taken:
    """A finding of a review that counts; ``points`` are hundredths."""

    review: ReviewStand
    item: str
    points: int
    text: str = ""


def found(ask: Question) -> list[Taken]:
    """The findings of the reviews closed by the day and of the period, in the order of the reviews."""
    rows = {row.id: row for row in assessed(ask)}
    told = ask.once("reviews.found", _read)
    return [Taken(rows[id_], item, points, text) for id_, item, points, text in told if id_ in rows]


def _read(ask: Question) -> list[tuple[int, str, int, str]]:
    rows = ask.session.execute(
        select(
            ReviewFinding.review_id,
            ReviewFinding.item,
            ReviewFinding.clause,
            ReviewFinding.text,
            ReviewFinding.points,
        )
        .join(CaseReview, CaseReview.id == ReviewFinding.review_id)
        .where(ReviewFinding.sheet == MAIN, CaseReview.retired_at.is_(None))
        .order_by(ReviewFinding.review_id, ReviewFinding.id)
    )
    return [
        (id_, item or "未填", points, text)
        for id_, item, clause, text, points in rows
        if not is_clean({"text": text, "item": item, "clause": clause})
    ]


def number(hundredths: int) -> int | float:
    """Points as a number: 126, 65.5."""
    whole, rest = divmod(hundredths, 100)
    return whole if not rest else hundredths / 100


Pair = tuple[str, str]
"""Item of the standard, and a word under it."""

Summed = tuple[dict[str, int], tuple[Behind, ...], dict[tuple[str, ...], tuple[Behind, ...]]]
"""Sums by item, the reviews behind all of them, and behind each."""


def _summed(rows: list[Taken], weigh: Callable[[Taken], int]) -> Summed:
    """Sums by item, the most first; a review stands once behind an item."""
    sums: dict[str, int] = {}
    cells: dict[str, dict[Behind, None]] = {}
    for row in rows:
        sums[row.item] = sums.get(row.item, 0) + weigh(row)
        cells.setdefault(row.item, {})[REVIEW, row.review.id] = None
    sums = dict(sorted(sums.items(), key=lambda pair: -pair[1]))
    behind = tuple(dict.fromkeys((REVIEW, row.review.id) for row in rows))
    return sums, behind, {(item,): tuple(cells[item]) for item in sums}


def _deductions(ask: Question) -> Answer:
    """Points taken off, by item, the most first; the records behind are the reviews that took them off."""
    sums, behind, cells = _summed([row for row in found(ask) if row.points], lambda row: row.points)
    return Answer(number(sum(sums.values())), behind, {item: number(off) for item, off in sums.items()}, cells)


def _findings(ask: Question) -> Answer:
    """Findings and hints, by item."""
    sums, behind, cells = _summed(found(ask), lambda _row: 1)
    return Answer(sum(sums.values()), behind, sums, cells)


def _flawed(ask: Question) -> Answer:
    """Cases something was taken off of, by item and case number, those of most points first."""
    points: dict[Pair, int] = {}
    cells: dict[Pair, dict[Behind, None]] = {}
    for row in found(ask):
        if row.points:
            key = row.item, row.review.case_no
            points[key] = points.get(key, 0) + row.points
            cells.setdefault(key, {})[REVIEW, row.review.id] = None
    return _nested(cells, sorted(points, key=lambda key: -points[key]))


def _repeated(ask: Question) -> Answer:
    """Reviews with a finding that others have in the same words (反复出现的问题), by item and words, the most first.

    What is said of one case alone, or counts anything, is no pattern and may tell of persons.
    """
    cells: dict[Pair, dict[Behind, None]] = {}
    for row in found(ask):
        text = tight(row.text)
        if text and not _COUNTS.search(text):
            cells.setdefault((row.item, text), {})[REVIEW, row.review.id] = None
    often = [key for key, rows in cells.items() if len(rows) > 1]
    return _nested(cells, sorted(often, key=lambda key: -len(cells[key])))


def _nested(cells: Mapping[Pair, dict[Behind, None]], keys: list[Pair]) -> Answer:
    """Records by two words in the order of the keys; one under several counts once in the whole."""
    groups: dict[str, dict[str, int]] = {}
    for item, word in keys:
        groups.setdefault(item, {})[word] = len(cells[item, word])
    behind = tuple(dict.fromkeys(one for key in keys for one in cells[key]))
    return Answer(len(behind), behind, groups, {key: tuple(cells[key]) for key in keys})


def _to_issues(ask: Question) -> Answer:
    """Problems made of findings (转入问题清单), by item."""
    rows = {row.id for row in assessed(ask)}
    made = ask.session.execute(
        select(ReviewFinding.review_id, ReviewFinding.issue_id, ReviewFinding.item)
        .join(Issue, Issue.id == ReviewFinding.issue_id)
        .where(Issue.retired_at.is_(None), (Issue.found_on.is_(None)) | (Issue.found_on <= ask.as_of))
        .order_by(ReviewFinding.id)
    )
    items: dict[int, str] = {}
    for review_id, issue_id, item in made:
        if review_id in rows and issue_id is not None:
            items.setdefault(issue_id, item)
    return tally(Issue.__tablename__, items.items())


FIGURES = (
    Figure("reviews.deductions", "评查扣分", "分", _deductions, counted=False),
    Figure("reviews.findings", "评查发现问题", "处", _findings, counted=False),
    Figure("reviews.flawed", "有扣分的评查案件", "件", _flawed),
    Figure("reviews.repeated", "反复出现同一问题的评查案件", "件", _repeated),
    Figure("reviews.to_issues", "转入问题清单的评查问题", "条", _to_issues),
)
