"""承诺核查: every promise of the work plan as a live check with a day and the records that break it.

All at the end of day ``as_of``; a record counts once; records of old ledgers count like any other (product §4).
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.figures.engine import Behind, Question, by_kind
from desktop_app.models.base import Record
from desktop_app.models.catalogue import KINDS
from desktop_app.rules.vocabulary import Panel, Verdict

NAMED = 3
"""How many absent months or quarters a proof names."""


@dataclass(frozen=True)
class Finding:
    """What one check found: how many records it judged, those that break the promise, those that cannot be judged.

    ``said`` is the proof in numbers (发现 14 起，2 起未通报); ``late`` the longest delay in natural days.
    ``absent`` names what breaks it and has no record: a month without a round (2015-04), a quarter without a
    choice (2015Q1).
    """

    total: int
    offenders: tuple[Behind, ...] = ()
    unknown: tuple[Behind, ...] = ()
    said: str = ""
    late: int = 0
    absent: tuple[str, ...] = ()

    @property
    def verdict(self) -> Verdict:
        if self.offenders or self.absent:
            return Verdict.BROKEN
        if self.unknown:
            return Verdict.INCOMPLETE
        return Verdict.KEPT if self.total else Verdict.NOT_APPLICABLE

    @property
    def behind(self) -> tuple[Behind, ...]:
        """The records the verdict speaks of: offenders, or else those still 待补."""
        return self.offenders if self.verdict is Verdict.BROKEN else self.unknown

    @property
    def proof(self) -> str:
        """The proof with the first of what is absent named: 1 个季度没有评选结果（缺 2015Q1）."""
        named = "、".join(self.absent[:NAMED]) + ("等" if len(self.absent) > NAMED else "")
        return f"{self.said}（缺 {named}）" if self.absent else self.said


@dataclass(frozen=True)
class Promise:
    """One promise (承诺): id, title in the plan's own words, panel 快细实严, theme, the sentence it comes from, check.

    Without ``judge`` the registers it speaks of are not kept: the answer is 不适用.
    """

    id: str
    title: str
    panel: Panel
    theme: str
    source: str
    judge: Callable[[Question], Finding] | None = None


@dataclass(frozen=True)
class Judged:
    """A promise with its answer on a day."""

    promise: Promise
    verdict: Verdict
    finding: Finding

    @property
    def count(self) -> int:
        """Records the verdict speaks of, and what has none."""
        return len(self.finding.behind) + len(self.finding.absent)


def judge(promise: Promise, question: Question) -> Judged:
    """The answer to one promise."""
    if promise.judge is None:
        return Judged(promise, Verdict.NOT_APPLICABLE, Finding(0, said="没有相应台账"))
    finding = promise.judge(question)
    return Judged(promise, finding.verdict, finding)


def judged(promises: Iterable[Promise], question: Question) -> list[Judged]:
    """The answers in the order of the promises."""
    return [judge(promise, question) for promise in promises]


URGENCY = (Verdict.BROKEN, Verdict.INCOMPLETE, Verdict.KEPT, Verdict.NOT_APPLICABLE)


def ranked(found: Iterable[Judged]) -> list[Judged]:
    """不符合 first, then 待补, 符合, 不适用; within each in the order of the plan."""
    return sorted(found, key=lambda one: URGENCY.index(one.verdict))


def verdicts(found: Iterable[Judged]) -> dict[Verdict, int]:
    """How many promises each verdict was given, the most urgent first; verdicts nobody was given are left out."""
    counts = Counter(one.verdict for one in found)
    return {verdict: counts[verdict] for verdict in URGENCY if counts[verdict]}


def wanting(found: Iterable[Judged]) -> int:
    """Promises that want a hand (待处理): broken, or not to be judged yet."""
    return sum(one.verdict in (Verdict.BROKEN, Verdict.INCOMPLETE) for one in found)


def told(found: Sequence[Judged], session: Session, as_of: date) -> dict[str, Any]:
    """The answers as the command line prints them (product §5)."""
    numbers = numbers_of(session, [behind for one in found for behind in one.finding.behind])
    rows = [
        {
            "id": one.promise.id,
            "title": one.promise.title,
            "state": one.verdict.name.lower(),
            "count": one.count,
            "total": one.finding.total,
            "records": [*(numbers[behind] for behind in one.finding.behind), *one.finding.absent],
        }
        for one in found
    ]
    return {"as_of": as_of.isoformat(), "promises": rows}


def numbers_of(session: Session, behind: Iterable[Behind]) -> dict[Behind, str]:
    """The numbers of records by kind and id."""
    found: dict[Behind, str] = {}
    for kind, ids in by_kind(dict.fromkeys(behind)).items():
        model = KINDS[kind]
        assert issubclass(model, Record)
        rows = session.execute(select(model.id, model.number).where(model.id.in_(ids)))
        found |= {(kind, record_id): number for record_id, number in rows}
    return found
