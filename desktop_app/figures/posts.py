"""Figures of the AB posts (AB岗) and absences (离岗): pairs, cover on the day, gaps, hand-overs.

空岗 is what the absence register alone makes; 轮出空岗 is told apart (decision 0019).
"""

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from desktop_app.figures.engine import Answer, Behind, Figure, Question, tally
from desktop_app.figures.post_standing import (
    ABSENCE,
    AHEAD,
    POST,
    AbsenceStand,
    Bare,
    PostStand,
    b_posts,
    bare,
    bare_between,
    cover,
    every_absence,
    makers,
    standing,
)
from desktop_app.rules.vocabulary import Coverage, HandoverState


def _count(ask: Question) -> Answer:
    """Posts whose pair is named on the day, by department."""
    return tally(POST, ((post.id, post.department) for post in standing(ask)))


def _without_b(ask: Question) -> Answer:
    """Of these, posts without B岗, by name (部门 岗位); those that have none by design too."""
    return tally(POST, ((post.id, post.key) for post in standing(ask) if post.lacks_b))


def _same(ask: Question) -> Answer:
    """Posts whose A岗 and B岗 are one person."""
    return tally(POST, ((post.id, post.key) for post in standing(ask) if post.same))


def _b_twice(ask: Question) -> Answer:
    """Posts whose B岗 is B岗 of more posts than the office allows, by who it is."""
    rows, most = standing(ask), b_posts(ask)
    count = Counter(post.holding.b for post in rows)
    return tally(POST, ((post.id, post.b) for post in rows if not post.lacks_b and count[post.holding.b] > most))


def _coverage(ask: Question) -> Answer:
    """Posts by how they are held on the day and by department, the best held first."""
    rows = [(post, cover(ask, post, ask.as_of)[0]) for post in standing(ask)]
    order = list(Coverage)
    return tally(
        POST, ((post.id, state, post.department) for post, state in sorted(rows, key=lambda row: order.index(row[1])))
    )


def _rotated_out(ask: Question) -> Answer:
    """Posts nobody holds on the day because a rotation took one of the pair elsewhere (轮出空岗), by name."""
    return _now(ask, Coverage.ROTATED)


def _empty(ask: Question) -> Answer:
    """Posts nobody holds on the day, both of the pair away (空岗), by name."""
    return _now(ask, Coverage.EMPTY)


def _now(ask: Question, state: Coverage) -> Answer:
    return tally(POST, ((post.id, post.key) for post in standing(ask) if cover(ask, post, ask.as_of)[0] is state))


def empty_runs(ask: Question) -> list[Bare]:
    """The gaps (空岗) there are by all that is registered, whatever the day; of a period those with a day in it."""
    return [one for one in bare(ask) if one.gap.state is Coverage.EMPTY]


def _uncovered(ask: Question) -> Answer:
    """How many runs of days a post was empty or will be: by name, first day → last day, both included."""
    return _runs(ask, empty_runs(ask))


def empty_ahead(ask: Question, posts: Sequence[PostStand]) -> list[Bare]:
    """The gaps of some posts from the day asked for to fourteen days on, cut to these days."""
    found = bare_between(ask, posts, ask.as_of, ask.as_of + timedelta(days=AHEAD))
    return [one for one in found if one.gap.state is Coverage.EMPTY]


def posts_bare_ahead(ask: Question) -> tuple[int, ...]:
    """The posts that have such a gap, those without B too, each once."""
    runs = empty_ahead(ask, [post for post in standing(ask) if post.named])
    return tuple(dict.fromkeys(one.post.id for one in runs))


def _uncovered_ahead(ask: Question) -> Answer:
    return _runs(ask, empty_ahead(ask, [post for post in standing(ask) if post.named]))


def _runs(ask: Question, runs: Sequence[Bare]) -> Answer:
    """Gaps by post and first day; the records are the absences that make them. Of a post kept twice both are told."""
    groups: dict[str, dict[str, Any]] = {}
    cells: dict[tuple[str, ...], tuple[Behind, ...]] = {}
    for one in runs:
        first, last = one.gap.first.isoformat(), one.gap.last.isoformat()
        twice = first in groups.get(one.post.key, {})
        key = f"{one.post.key}（{one.post.number}）" if twice else one.post.key
        groups.setdefault(key, {})[first] = last
        cells[key, first] = makers(ask, [one])
    return Answer(len(runs), makers(ask, runs), groups, cells)


def absences_within(ask: Question) -> list[AbsenceStand]:
    """Absences begun by the day, of a period those with a day in it."""
    begun = [row for row in every_absence(ask) if row.first is not None and row.first <= ask.as_of]
    return [row for row in begun if ask.period is None or row.meets(ask.period.first, ask.period.last)]


def _absences(ask: Question) -> Answer:
    """Absences begun by the day, by kind and department."""
    return tally(ABSENCE, ((row.id, row.kind, row.department) for row in absences_within(ask)))


def _away(ask: Question) -> Answer:
    """Absences under way on the day, by kind."""
    return tally(ABSENCE, ((row.id, row.kind) for row in absences_within(ask) if row.meets(ask.as_of, ask.as_of)))


def _unhanded(ask: Question) -> Answer:
    """Absences begun by the day whose work was not handed over (未完成), by department."""
    return tally(
        ABSENCE,
        ((row.id, row.department) for row in absences_within(ask) if row.handover == HandoverState.OPEN),
    )


FIGURES = (
    Figure("posts.count", "设岗", "岗", _count),
    Figure("posts.without_b", "缺B岗的岗位", "岗", _without_b),
    Figure("posts.same_person", "A岗B岗同为一人的岗位", "岗", _same),
    Figure("posts.b_twice", "B岗人选兼任过多的岗位", "岗", _b_twice),
    Figure("posts.coverage", "岗位当日在岗情况", "岗", _coverage),
    Figure("posts.empty", "当日空岗", "岗", _empty),
    Figure("posts.rotated_out", "当日轮出空岗", "岗", _rotated_out),
    Figure("posts.uncovered", "空岗", "次", _uncovered, counted=False),
    Figure("posts.uncovered_ahead", "十四天内空岗", "次", _uncovered_ahead, counted=False),
    Figure("absences.count", "离岗", "人次", _absences),
    Figure("absences.now", "当日离岗", "人次", _away),
    Figure("absences.unhanded", "离岗工作未交接", "人次", _unhanded),
)
