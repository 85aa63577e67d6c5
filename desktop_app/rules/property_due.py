"""What is owed of an item of seized property, and by when (涉案财物处理期限).

Rule codes are those of 基础台账: transfer (高检规则 2012 art. 673), release of what has nothing to do with the case
(art. 234), disposal after a case is dropped (art. 295), carrying out a judgment (art. 464), notice to an unknown owner.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from desktop_app.rules.custody import Standing
from desktop_app.rules.vocabulary import Pool

TRANSFER, UNRELATED = "property_transfer", "property_unrelated"
WITHDRAWN, EXTENDED = "property_withdrawn", "property_withdrawn_extended"
JUDGMENT, UNCLAIMED = "property_judgment", "property_unclaimed"

_DROPPED, _NOT_CHARGED = ("撤案", "撤销案件"), "不起诉"

LastDay = Callable[[str, date], date | None]
"""The last day of a rule whose event is on a day; None without the rule."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What the case of an item came to (办案结果): its result as written, the day, whether more time was approved."""

    result: str = ""
    closed_on: date | None = None
    judgment_on: date | None = None
    extended: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """All that deadlines of an item hang on. ``waits``: some of it still has to be moved to its keeper."""

    now: Standing
    since: date | None
    waits: bool
    unrelated_on: date | None = None
    noticed_on: date | None = None
    ended: Ended = Ended()


def owed(item: Situation, last_day: LastDay) -> Iterator[tuple[date, str]]:
    """Everything owed of an item: by when, and what."""
    for due, said in _owed(item, last_day):
        if due is not None:
            yield due, said


def _owed(item: Situation, last_day: LastDay) -> Iterator[tuple[date | None, str]]:
    if item.waits and item.since is not None:
        yield last_day(TRANSFER, item.since), "移送入库、存专户"
    for loan in item.now.loans:
        yield loan.due, f"{loan.pool}归还"
    if not item.now.kept:
        return
    if item.unrelated_on is not None:
        yield last_day(UNRELATED, item.unrelated_on), "解除、退还无关财物"
    if item.noticed_on is not None:
        yield last_day(UNCLAIMED, item.noticed_on), "招领期满处理"
    yield from _after_the_case(item.ended, last_day)


def _after_the_case(ended: Ended, last_day: LastDay) -> Iterator[tuple[date | None, str]]:
    if ended.judgment_on is not None:
        yield last_day(JUDGMENT, ended.judgment_on), "判决生效后处理"
    if ended.closed_on is None:
        return
    if _NOT_CHARGED in ended.result:
        yield ended.closed_on, "不起诉后解除、返还"
    elif any(word in ended.result for word in _DROPPED):
        yield last_day(EXTENDED if ended.extended else WITHDRAWN, ended.closed_on), "撤案后处理"


def waiting(now: Standing, *, moved: bool, exempt: bool) -> bool:
    """Whether some of an item has still to be moved to its keeper."""
    return not moved and not exempt and bool(now.of(Pool.HELD))
