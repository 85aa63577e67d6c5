"""What an absence or a rotation means for posts and work, told beside its fields: a hint, never a refusal."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from desktop_app.models.people import Officer
from desktop_app.models.posts import Absence
from desktop_app.models.rotations import Rotation
from desktop_app.registers.post_tests import falls_to, holding_of, with_this
from desktop_app.rules.posts import Away, Holding, covered
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.vocabulary import HandoverState, RotationState
from desktop_app.services.coverage import last_away
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts, Row
from desktop_app.services.left_behind import left_behind, told_of

_DAY = timedelta(days=1)
_LEAVING = (RotationState.APPROVED, RotationState.HANDED, RotationState.RUNNING)

Run = tuple[int | None, date, date]
"""Who holds a post from a day to a day, None for nobody."""


def falls_told(draft: Draft, facts: Facts) -> str:
    """内勤由韩雨桐代岗；送达由赵一帆代岗，06-04 至 06-05 无人: what becomes of the posts an absence leaves."""
    who, first = draft[Absence.officer_id], draft[Absence.from_on]
    last = last_away(first, draft[Absence.to_on], draft[Absence.returned_on])
    left = falls_to(draft, facts)
    if first is None or last is None or not left:
        return ""
    here = with_this(draft, facts)
    found = [(row, list(_runs(holding_of(row), here, first, last))) for row in left]
    told = [
        _told(row, runs, facts) for row, runs in found if row["a_id"] == who or any(by is None for by, _, _ in runs)
    ]
    return "；".join(filter(None, told))


def _runs(holding: Holding, here: Away, first: date, last: date) -> Iterator[Run]:
    """The days of the absence on which the pair stands, by who holds the post."""
    days = [first + n * _DAY for n in range((last - first).days + 1)]
    run: Run | None = None
    for day in filter(holding.stands, days):
        _, by = covered(holding, here, day)
        if run is not None and run[0] == by and run[2] + _DAY == day:
            run = (by, run[1], day)
            continue
        if run is not None:
            yield run
        run = (by, day, day)
    if run is not None:
        yield run


def _told(row: Row, runs: list[Run], facts: Facts) -> str:
    standing = dict.fromkeys(by for by, _, _ in runs if by not in (None, row["a_id"]))
    people = "、".join(facts.label(Officer.__tablename__, by) for by in standing)
    bare = [(start, end) for by, start, end in runs if by is None]
    if len(bare) == len(runs):
        return f"{row['name']}无人代岗" if bare else ""
    empty = f"{_days(bare)} 无人" if bare else ""
    told = f"由{people}代岗" if people else ""
    return f"{row['name']} {empty}" if not told else "，".join(filter(None, (f"{row['name']}{told}", empty)))


def _days(bare: Iterable[tuple[date, date]]) -> str:
    return "、".join(f"{start:%m-%d}" if start == end else f"{start:%m-%d} 至 {end:%m-%d}" for start, end in bare)


def holds_told(draft: Draft, facts: Facts) -> str:
    """手头还有问题 3、任务 1: what an officer about to leave still holds."""
    who = draft[Rotation.officer_id]
    if who is None or draft[Rotation.state] not in (RotationState.DRAFT, *_LEAVING):
        return ""
    told = facts.once(f"left behind by {who}", lambda asked: told_of(left_behind(asked, who)))
    return f"手头还有{told}" if told else ""


def leaves_work(draft: Draft, facts: Facts) -> Problem | None:
    """Who is sent away hands over first what he still holds."""
    told = holds_told(draft, facts) if draft[Rotation.state] in _LEAVING else ""
    if not told or draft[Rotation.handover] == HandoverState.NONE:
        return None
    given = any(left.given for left in left_behind(facts, draft[Rotation.officer_id]))
    said = f"{told}。{'在“移交清单”里移交给别人' if given else '在原台账改派给别人'}"
    return Problem(Rotation.handover.key, Fault.CAUTION, "work_left_behind", said, hint=True)
