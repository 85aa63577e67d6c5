"""What the check of promises found (承诺核查) as figures, so that a text says it and opens the records."""

from collections.abc import Callable, Iterable
from typing import Any

from desktop_app.figures.engine import Answer, Behind, Figure, Question
from desktop_app.figures.promise_list import PROMISES
from desktop_app.figures.promises import Judged, judged
from desktop_app.rules.vocabulary import Verdict


def _judged(ask: Question) -> list[Judged]:
    """Promises that apply, as they stand at the end of the day, whatever period is asked for."""
    plain = ask if ask.period is None else Question(ask.session, ask.as_of)
    found = ask.once("promises.judged", lambda _: judged(PROMISES, plain))
    return [one for one in found if one.verdict is not Verdict.NOT_APPLICABLE]


def _told(rows: Iterable[Judged], count: Callable[[Judged], int]) -> Answer:
    """By verdict, theme and title of the promise; what has no record, a month without a round, counts without one."""
    groups: dict[str, Any] = {}
    cells: dict[tuple[str, ...], tuple[Behind, ...]] = {}
    total = 0
    for one in rows:
        path = (one.verdict.value, one.promise.theme, one.promise.title)
        groups.setdefault(path[0], {}).setdefault(path[1], {})[path[2]] = count(one)
        total += count(one)
        if one.finding.behind:
            cells[path] = one.finding.behind
    behind = tuple(dict.fromkeys(row for found in cells.values() for row in found))
    return Answer(total, behind, groups, cells)


def _state(ask: Question) -> Answer:
    """How many promises are kept, broken or cannot be judged."""
    return _told(_judged(ask), lambda one: 1)


def _offending(ask: Question) -> Answer:
    """What breaks the promises, and what is missing to judge them."""
    return _told((one for one in _judged(ask) if one.count), lambda one: one.count)


FIGURES = (
    Figure("promises.state", "承诺核查", "项", _state, counted=False),
    Figure("promises.offending", "承诺核查涉及的记录", "条", _offending, counted=False),
)
