"""What the board 统计 of 岗位轮换 shows: posts by department, absences by kind, rotations by state and by place.

Every number is the records behind it; those of the same words in the figures are the same records. Absences to come
are told with the gaps they make: the figure of absences counts those begun.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop_app.figures.engine import Question
from desktop_app.figures.post_standing import (
    UNCOVERED,
    AbsenceStand,
    PostStand,
    cover,
    departments,
    every_absence,
    makers,
    standing,
)
from desktop_app.figures.post_standing import bare as bare_posts
from desktop_app.figures.review_coverage import Ids, places_of, short_name
from desktop_app.figures.rotation_standing import RotationStand, young
from desktop_app.figures.rotation_standing import within as rotations_within
from desktop_app.rules.vocabulary import AbsenceKind, Appraisal, Coverage, HandoverState, RotationState

UNKNOWN = "未填"


@dataclass(frozen=True, slots=True)
class Place:
    """A department, of the office where ``department`` is empty: ids of posts, absences and rotations.

    ``stood_in`` are posts somebody other than A holds on the day, ``empty`` those nobody does; ``bare`` posts with a
    gap on any day, ``absences`` with ``days`` away, ``sent`` and ``taken`` rotations out of it and into it.
    """

    department: str
    short: str
    posts: Ids
    without_b: Ids
    stood_in: Ids
    empty: Ids
    bare: Ids
    absences: Ids
    days: int
    sent: Ids
    taken: Ids


@dataclass(frozen=True, slots=True)
class Kind:
    """Absences of one kind: the records, the natural days, those whose hand-over is not done."""

    word: str
    absences: Ids
    days: int
    unhanded: Ids


@dataclass(frozen=True, slots=True)
class Load:
    """Of how many posts one officer is B岗 on the day."""

    officer_id: int
    name: str
    posts: Ids


@dataclass(frozen=True)
class Statistics:
    """Everything the board shows, read once (一次读数). Rotations are ids under the words of the records.

    ``flows`` are rotations by short names of the department left and the one gone to; ``gaps`` the absences that make
    空岗, ``gap_count`` how many runs of days they make; ``loads`` the most loaded first.
    """

    whole: Place
    places: tuple[Place, ...]
    kinds: tuple[Kind, ...]
    loads: tuple[Load, ...]
    gap_count: int
    gaps: Ids
    states: Mapping[str, Ids]
    appraisals: Mapping[str, Ids]
    handovers: Mapping[str, Ids]
    flows: Mapping[tuple[str, str], Ids]
    young: Ids
    not_rotated: Ids


def statistics(ask: Question) -> Statistics:
    """Everything the board shows at the end of the day asked for."""
    rows = rotations_within(ask)
    posts, absences = standing(ask), absences_within(ask)
    empty = [one for one in bare_posts(ask) if one.gap.state is Coverage.EMPTY]
    people, gone = young(ask), {row.officer_id for row in rows if row.counts}
    return Statistics(
        _place(ask, "", posts, absences, rows),
        tuple(_places(ask, posts, absences, rows)),
        tuple(_kinds(absences)),
        tuple(_loads(posts)),
        len(empty),
        tuple(id_ for _, id_ in makers(ask, empty)),
        _by_word(((row.state.value, row) for row in rows), RotationState),
        _by_word(((row.appraisal or UNKNOWN, row) for row in rows if _judged(ask, row)), Appraisal),
        _by_word(((row.handover or UNKNOWN, row) for row in rows if row.counts), HandoverState),
        _flows(ask, rows),
        tuple(people),
        tuple(who for who in people if who not in gone),
    )


def absences_within(ask: Question) -> list[AbsenceStand]:
    """Absences of a question, those to come too: all, or those with a day in its period."""
    period = ask.period
    return [row for row in every_absence(ask) if period is None or row.meets(period.first, period.last)]


def _judged(ask: Question, row: RotationStand) -> bool:
    """Appraised, or to be."""
    return row.appraisal is not None or row.owes_appraisal(ask.as_of)


def _places(
    ask: Question, posts: list[PostStand], absences: list[AbsenceStand], rows: list[RotationStand]
) -> Iterable[Place]:
    met = {post.department for post in posts} | {row.department for row in absences}
    met |= {place for row in rows for place in (row.origin, row.goal)}
    order = {full: place.position for full, place in departments(ask).values()}
    for full in sorted(met, key=lambda name: (order.get(name, 1 << 30), name)):
        yield _place(ask, full, posts, absences, rows)


def _place(
    ask: Question, full: str, posts: list[PostStand], absences: list[AbsenceStand], rows: list[RotationStand]
) -> Place:
    own = [post for post in posts if full in ("", post.department)]
    away = [row for row in absences if full in ("", row.department)]
    now = {post.id: cover(ask, post, ask.as_of)[0] for post in own}
    return Place(
        full,
        short_name(places_of(ask), full),
        tuple(now),
        tuple(post.id for post in own if post.lacks_b),
        tuple(id_ for id_, state in now.items() if state in (Coverage.STOOD_IN, Coverage.NAMED)),
        tuple(id_ for id_, state in now.items() if state in UNCOVERED),
        tuple(dict.fromkeys(one.post.id for one in bare_posts(ask) if full in ("", one.post.department))),
        tuple(row.id for row in away),
        sum(row.counted for row in away),
        tuple(row.id for row in rows if full in ("", row.origin) and row.counts),
        tuple(row.id for row in rows if full in ("", row.goal) and row.counts),
    )


def _kinds(absences: list[AbsenceStand]) -> Iterable[Kind]:
    for kind in (*AbsenceKind, None):
        own = [row for row in absences if row.kind == kind]
        if own:
            open_ = tuple(row.id for row in own if row.handover == HandoverState.OPEN)
            yield Kind(kind or UNKNOWN, tuple(row.id for row in own), sum(row.counted for row in own), open_)


def _loads(posts: list[PostStand]) -> list[Load]:
    found: dict[int, list[PostStand]] = {}
    for post in posts:
        if post.holding.b is not None:
            found.setdefault(post.holding.b, []).append(post)
    loads = [Load(who, own[0].b, tuple(post.id for post in own)) for who, own in found.items()]
    return sorted(loads, key=lambda load: -len(load.posts))


def _by_word(rows: Iterable[tuple[str, RotationStand]], order: Iterable[str]) -> dict[str, Ids]:
    found: dict[str, list[int]] = {}
    for word, row in rows:
        found.setdefault(str(word), []).append(row.id)
    return {word: tuple(found[word]) for word in (*map(str, order), UNKNOWN) if word in found}


def _flows(ask: Question, rows: list[RotationStand]) -> dict[tuple[str, str], Ids]:
    places, found = places_of(ask), dict[tuple[str, str], list[int]]()
    for row in rows:
        if row.counts:
            found.setdefault((short_name(places, row.origin), short_name(places, row.goal)), []).append(row.id)
    return {pair: tuple(ids) for pair, ids in found.items()}
