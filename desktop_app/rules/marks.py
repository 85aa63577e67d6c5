"""Marks of an exam (成绩) in hundredths of a point: who counts in which denominator, ranks, means, bands, retakes.

应考 are all names on the roster but 免考; 实考 those with a valid mark; 及格 is counted over 实考. Absence is never 0.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any

from desktop_app.rules.grades import Scale, scale_or_none
from desktop_app.rules.numbers import points
from desktop_app.rules.vocabulary import RetakePolicy, SittingCode, TieRule

EXCUSED_CODES = (SittingCode.ABSENT, SittingCode.DEFERRED)


@dataclass(frozen=True, slots=True)
class Terms:
    """What the marks of an exam are told by: full marks and lines in hundredths, how ties rank, which retake counts."""

    full: int
    pass_mark: int
    excellent: int
    step: int = 50
    first_full: int | None = None
    second_full: int | None = None
    ties: TieRule = TieRule.SKIP
    policy: RetakePolicy = RetakePolicy.CAPPED
    scale: Scale | None = None

    @classmethod
    def of(cls, exam: Mapping[str, Any]) -> "Terms":
        """The terms of an exam's row (考试场次), by attribute name."""
        return cls(
            exam["full"],
            exam["pass_mark"],
            exam["excellent"],
            exam["step"],
            exam["first_full"],
            exam["second_full"],
            TieRule(exam["ties"]),
            RetakePolicy(exam["retake_policy"]),
            scale_or_none(str(exam["scale"] or "")),
        )

    @property
    def parted(self) -> bool:
        """Whether the total is made of two kinds of questions."""
        return self.first_full is not None and self.second_full is not None


@dataclass(frozen=True, slots=True)
class Mark:
    """One candidate's result: ``total`` counts only with 参考. ``retake`` is the total of the retake, if he sat it."""

    id: int
    name: str
    department: str
    code: SittingCode
    total: int | None
    retake: int | None = None

    @property
    def counts(self) -> bool:
        """Whether there is a valid mark (实考)."""
        return self.code == SittingCode.SAT and self.total is not None

    @property
    def open(self) -> bool:
        """Whether a mark is still to be keyed (未录)."""
        return self.code == SittingCode.SAT and self.total is None


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts that are always told together: 应考, 实考, 及格, and the means over 实考; ``total`` in hundredths."""

    expected: int
    sat: int
    passed: int
    excellent: int
    total: int
    highest: int | None
    lowest: int | None
    open: int
    by_code: Mapping[SittingCode, int]

    @property
    def mean(self) -> Decimal | None:
        """平均分 in points, two decimals by GB/T 8170; None where nobody has a mark."""
        return mean_of(self.total, self.sat)

    @property
    def pass_rate(self) -> float | None:
        """及格率 as a part of 实考, four decimals."""
        return rate(self.passed, self.sat)

    @property
    def excellent_rate(self) -> float | None:
        return rate(self.excellent, self.sat)


def mean_of(total: int, count: int) -> Decimal | None:
    """The mean of marks that add up to ``total`` hundredths, in points with two decimals.

    Rounded as GB/T 8170 asks (四舍六入五成双): 93.125 is 93.12, 92.375 is 92.38.
    """
    if not count:
        return None
    exact = Fraction(total, count)
    whole, rest = divmod(exact.numerator, exact.denominator)
    twice = 2 * rest - exact.denominator
    up = twice > 0 or (twice == 0 and whole % 2 == 1)
    return (Decimal(whole + up) / 100).quantize(Decimal("0.01"), ROUND_HALF_EVEN)


def rate(part: int, whole: int) -> float | None:
    """A share with four decimals; None of nothing."""
    return round(part / whole, 4) if whole else None


def tallied(marks: Iterable[Mark], terms: Terms) -> Tally:
    """The counts of some candidates, of an exam or of one department."""
    every = list(marks)
    valid = [mark.total for mark in every if mark.counts and mark.total is not None]
    return Tally(
        expected=sum(mark.code != SittingCode.EXEMPT for mark in every),
        sat=len(valid),
        passed=sum(total >= terms.pass_mark for total in valid),
        excellent=sum(total >= terms.excellent for total in valid),
        total=sum(valid),
        highest=max(valid, default=None),
        lowest=min(valid, default=None),
        open=sum(mark.open for mark in every),
        by_code={code: sum(mark.code == code for mark in every) for code in SittingCode},
    )


def by_department(marks: Iterable[Mark], terms: Terms) -> dict[str, Tally]:
    """The counts of each department, in the order met."""
    found: dict[str, list[Mark]] = {}
    for mark in marks:
        found.setdefault(mark.department, []).append(mark)
    return {department: tallied(own, terms) for department, own in found.items()}


def ranks(values: Mapping[int, int], ties: TieRule = TieRule.SKIP) -> dict[int, int]:
    """Rank by id, the highest first: equals share one, and the next goes on as ``ties`` says (1-2-2-4 or 1-2-2-3)."""
    places: dict[int, int] = {}
    for place, value in enumerate(sorted(values.values(), reverse=True), 1):
        places.setdefault(value, place)
    if ties is TieRule.DENSE:
        places = {value: place for place, value in enumerate(places, 1)}
    return {id_: places[value] for id_, value in values.items()}


def ranked(marks: Iterable[Mark], terms: Terms) -> dict[int, int]:
    """Ranks of those with a valid mark (名次); who has none has no rank."""
    return ranks({mark.id: mark.total for mark in marks if mark.counts and mark.total is not None}, terms.ties)


def tied(ranks_by_id: Mapping[int, int]) -> list[tuple[int, ...]]:
    """Those who share a rank, best first (并列)."""
    found: dict[int, list[int]] = {}
    for id_, rank in ranks_by_id.items():
        found.setdefault(rank, []).append(id_)
    return [tuple(ids) for _, ids in sorted(found.items()) if len(ids) > 1]


@dataclass(frozen=True, slots=True)
class Band:
    """A band of marks (分数段): from ``floor`` up to the next one's floor, in hundredths."""

    label: str
    floor: int
    count: int
    ids: tuple[int, ...]


def bands(marks: Iterable[Mark], terms: Terms, width: int = 1000) -> list[Band]:
    """How marks spread (分布), best first: bands of ``width`` down to the pass mark, and all below it as one."""
    floors = list(range(terms.full - width, terms.pass_mark - 1, -width)) or [terms.pass_mark]
    if floors[-1] > terms.pass_mark:
        floors.append(terms.pass_mark)
    if terms.pass_mark > 0:
        floors.append(0)
    valid = [(mark.id, mark.total) for mark in marks if mark.counts and mark.total is not None]
    above = [None, *floors]
    found = []
    for upper, floor in zip(above, floors, strict=False):
        ids = tuple(id_ for id_, total in valid if total >= floor and (upper is None or total < upper))
        found.append(Band(_band_label(upper, floor, terms), floor, len(ids), ids))
    return found


def _band_label(upper: int | None, floor: int, terms: Terms) -> str:
    if upper is None:
        return f"{floor // 100}以上"
    if floor == 0:
        return f"{terms.pass_mark // 100}以下"
    return f"{floor // 100}–{upper // 100 - 1}"


def effective(mark: Mark, terms: Terms) -> int | None:
    """The mark that counts after the retake (认定成绩), in hundredths; None while there is none."""
    own = mark.total if mark.counts else None
    if mark.retake is None:
        return own
    if terms.policy is RetakePolicy.LAST or own is None:
        again = mark.retake
    else:
        again = max(own, mark.retake)
    if terms.policy is RetakePolicy.CAPPED:
        capped = min(mark.retake, terms.pass_mark)
        return capped if own is None else max(own, capped)
    return again


def passed(mark: Mark, terms: Terms) -> bool:
    """Whether a candidate has passed in the end, by the exam or by the retake."""
    final = effective(mark, terms)
    return final is not None and final >= terms.pass_mark


def to_retake(mark: Mark, terms: Terms) -> bool:
    """Whether a retake is owed (应补考): failed, or without a valid mark; 免考 and who is not keyed yet owe none."""
    if mark.code == SittingCode.EXEMPT or mark.open:
        return False
    return not mark.counts or (mark.total is not None and mark.total < terms.pass_mark)


def misfit(value: int | None, full: int | None, step: int, label: str) -> str:
    """Why a mark cannot stand, as a sentence with the remedy; empty when it can."""
    if value is None:
        return ""
    if value < 0:
        return f"{label}不能是负数。改为 0 以上"
    if full is not None and value > full:
        return f"{label} {points(value)} 超过满分 {points(full)}。核对后改正"
    if step and value % step:
        return f"{label} {points(value)} 不是 {points(step)} 分的整倍数。核对后改正"
    return ""


def differing(rows: Iterable[tuple[int, Sequence[int | None], Sequence[int | None]]]) -> list[int]:
    """Ids with a mark keyed a second time that differs from the first (复核录入不一致); half a paper may be checked."""
    return [
        id_
        for id_, first, again in rows
        if any(other not in (None, mark) for mark, other in zip(first, again, strict=True))
    ]
