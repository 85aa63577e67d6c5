"""What an analysis of an exam's results compares (成绩分析): kinds of questions, and the exam before it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop_app.figures.engine import Question
from desktop_app.figures.exam_standing import ExamStanding, held
from desktop_app.rules.marks import mean_of, rate
from desktop_app.services.facts import Facts
from desktop_app.services.marking import MarkSheet


@dataclass(frozen=True, slots=True)
class PartScore:
    """How one kind of questions (题型) came out: full marks in hundredths, mean in points, share of the full marks.

    ``count`` are those with a valid mark whose part is keyed; ``share`` is 得分率 with four decimals.
    """

    label: str
    full: int
    count: int
    mean: Decimal | None
    share: float | None


def part_scores(sheet: MarkSheet) -> tuple[PartScore, ...]:
    """The kinds of questions from the hardest (lowest 得分率) to the easiest; none where only totals are keyed."""
    if not sheet.terms.parted:
        return ()
    found = []
    for name, label, full in sheet.labels:
        marks = [getattr(line, name) for line in sheet.lines if line.mark.counts]
        keyed = [mark for mark in marks if mark is not None]
        share = rate(sum(keyed), full * len(keyed))
        found.append(PartScore(label, full, len(keyed), mean_of(sum(keyed), len(keyed)), share))
    return tuple(sorted(found, key=lambda one: (one.share is None, one.share or 0.0)))


def exam_before(facts: Facts, exam_id: int, held_on: date | None) -> ExamStanding | None:
    """The last exam held before this one's day that has marks; None for the first."""
    if held_on is None:
        return None
    asked = Question(facts.session, max(facts.today, held_on))
    earlier = [
        one
        for one in held(asked)
        if one.id != exam_id and one.held_on is not None and one.held_on < held_on and one.tally.sat
    ]
    return earlier[-1] if earlier else None
