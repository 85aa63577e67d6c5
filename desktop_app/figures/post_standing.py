"""AB posts as they stand on a day (岗位AB角): pairs with their names, who is away, the runs of days nobody is there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from sqlalchemy import select

from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.post_coverage import away, last_away
from desktop_app.figures.review_coverage import Place
from desktop_app.figures.training import called
from desktop_app.models.basics import Unit
from desktop_app.models.people import Department, Officer
from desktop_app.models.posts import Absence, Post
from desktop_app.rules.posts import Away, Gap, Holding, covered, gaps
from desktop_app.rules.vocabulary import AbsenceKind, Coverage, HandoverState

POST, ABSENCE = Post.__tablename__, Absence.__tablename__
NOWHERE, NOBODY = "未填部门", ""
AHEAD = 14
"""How many days ahead no post may be empty (product contract, promise S3)."""
UNCOVERED = (Coverage.EMPTY, Coverage.ROTATED)
"""Nobody holds the post."""


@dataclass(frozen=True, slots=True)
class PostStand:
    """A post as one pair holds it (岗位): ``key`` names it among all (部门 岗位), ``holding`` its pair and days.

    ``a`` and ``b`` are the names of the pair, empty where there is none.
    """

    id: int
    number: str
    name: str
    department: str
    key: str
    holding: Holding
    a: str
    b: str
    sole: str

    @property
    def behind(self) -> Behind:
        return (POST, self.id)

    @property
    def same(self) -> bool:
        """A岗 and B岗 are one person."""
        return self.holding.a is not None and self.holding.a == self.holding.b

    @property
    def named(self) -> bool:
        """Somebody is named for the post."""
        return self.holding.a is not None or self.holding.b is not None

    @property
    def lacks_b(self) -> bool:
        """There is no B岗."""
        return self.holding.b is None


@dataclass(frozen=True, slots=True)
class AbsenceStand:
    """An absence (离岗) with who is away; ``first`` and ``last`` are the days really away, both included.

    ``late`` says that neither its last day nor a return is written: it has lasted to the day asked, and goes on.
    ``handover`` is what the day knew: work handed over later was not yet.
    """

    id: int
    number: str
    officer_id: int | None
    name: str
    department: str
    kind: AbsenceKind | None
    first: date | None
    last: date | None
    planned: date | None
    days: int | None
    handover: HandoverState | None
    returned_on: date | None
    late: bool = False

    @property
    def behind(self) -> Behind:
        return (ABSENCE, self.id)

    @property
    def counted(self) -> int:
        """Natural days away, both ends included; 0 where a day is missing or they are the wrong way round."""
        return max(0, (self.last - self.first).days + 1) if self.first and self.last else 0

    def meets(self, first: date, last: date) -> bool:
        """Whether a day of it lies between two days."""
        if self.first is None or self.last is None:
            return False
        return max(self.first, first) <= min(last if self.late else self.last, last)


class Bare(NamedTuple):
    """A gap (空岗) with the post it is of."""

    post: PostStand
    gap: Gap


def officers(ask: Question) -> dict[int, tuple[str, str]]:
    """Everybody in the roster by id: what he is called, told apart where two share a name, and his department."""
    return ask.once("posts.officers", _read_officers)


def _read_officers(ask: Question) -> dict[int, tuple[str, str]]:
    rows = ask.session.execute(
        select(Officer.id, Officer.name, Department.name)
        .outerjoin(Department, Department.id == Officer.department_id)
        .order_by(Officer.id)
    )
    told = [(id_, name, place or NOWHERE) for id_, name, place in rows]
    named = called(told)
    return {id_: (named[id_], place) for id_, _, place in told}


def name_of(ask: Question, officer_id: int | None) -> str:
    """What an officer is called; empty for nobody."""
    return officers(ask).get(officer_id, (NOBODY, ""))[0] if officer_id is not None else NOBODY


def departments(ask: Question) -> dict[int, tuple[str, Place]]:
    """Every department by id: its full name, short name and place in the order of the office."""
    return ask.once("posts.departments", _read_departments)


def _read_departments(ask: Question) -> dict[int, tuple[str, Place]]:
    rows = ask.session.execute(select(Department.id, Department.name, Department.short, Department.position))
    return {id_: (name, Place(short or name, position)) for id_, name, short, position in rows}


def every_post(ask: Question) -> list[PostStand]:
    """Every living post as a pair holds it, in the order of the office; the pairs of a post one after the other."""
    return ask.once("posts.every", _read_posts)


def _read_posts(ask: Question) -> list[PostStand]:
    known = departments(ask)
    rows = ask.session.execute(
        select(Post.id, Post.number, Post.name, Post.department_id, Post.a_id, Post.b_id, Post.since_on, Post.until_on,
               Post.sole)
        .outerjoin(Department, Department.id == Post.department_id)
        .where(Post.retired_at.is_(None))
        .order_by(Department.position.is_(None), Department.position, Post.department_id, Post.number, Post.id)
    )  # fmt: skip
    found = []
    for id_, number, name, place, a, b, since, until, sole in rows:
        full = known[place][0] if place is not None else NOWHERE
        holding = Holding(id_, a, b, since, until, place)
        key = f"{full} {name}"
        found.append(PostStand(id_, number, name, full, key, holding, name_of(ask, a), name_of(ask, b), sole))
    return _together(found)


def _together(rows: Sequence[PostStand]) -> list[PostStand]:
    """The pairs of a post one after the other by their days, where the first of them stands."""
    places: dict[str, int] = {}
    for at, row in enumerate(rows):
        places.setdefault(row.key, at)
    return sorted(rows, key=lambda row: (places[row.key], row.holding.since or date.min, row.id))


def standing(ask: Question, day: date | None = None) -> list[PostStand]:
    """The posts whose pair is named on a day, that of the question unless another is given."""
    on = day or ask.as_of
    return [post for post in every_post(ask) if post.holding.stands(on)]


def who_is_away(ask: Question) -> Away:
    """Everybody who is away by the registers of absences and rotations, whatever the day."""
    return ask.once("posts.away", lambda one: away(one.session, one.as_of))


def cover(ask: Question, post: PostStand, day: date) -> tuple[Coverage, str]:
    """How a post is held on a day, and the name of who holds it."""
    state, officer = covered(post.holding, who_is_away(ask), day)
    return state, name_of(ask, officer)


def bare_between(ask: Question, posts: Iterable[PostStand], first: date, last: date) -> list[Bare]:
    """The runs of days between two days on which nobody holds a post, as far as anybody knows."""
    known = who_is_away(ask)
    return [Bare(post, gap) for post in posts for gap in gaps(post.holding, known, first, last)]


def bare(ask: Question) -> list[Bare]:
    """Every gap there is or will be by what is registered; of a period, those with a day in it.

    One that an open end alone makes ends with the day of the question. A post nobody is named for has no gaps: it wants
    a pair.
    """
    return ask.once("posts.bare", _read_bare)


def _read_bare(ask: Question) -> list[Bare]:
    known = who_is_away(ask)
    ends, named = _horizon(known), [post for post in every_post(ask) if post.named]
    told = ((post, gap) for post in named if ends is not None for gap in gaps(post.holding, known, *ends, told=True))
    found = [Bare(*one) for one in told]
    period = ask.period
    return [one for one in found if period is None or (one.gap.first <= period.last and period.first <= one.gap.last)]


def _horizon(known: Away) -> tuple[date, date] | None:
    """The first and last day anybody is away."""
    spells = [one for told in (known.absences, known.rotations) for own in told.values() for one in own]
    return (min(one.first for one in spells), max(one.last for one in spells)) if spells else None


def every_absence(ask: Question) -> list[AbsenceStand]:
    """Every living absence by its first day."""
    return ask.once("absences.every", _read_absences)


def _read_absences(ask: Question) -> list[AbsenceStand]:
    known = departments(ask)
    rows = ask.session.execute(
        select(Absence.id, Absence.number, Absence.officer_id, Absence.department_id, Absence.kind, Absence.from_on,
               Absence.to_on, Absence.days, Absence.handover, Absence.handed_on, Absence.returned_on)
        .where(Absence.retired_at.is_(None))
        .order_by(Absence.from_on, Absence.id)
    )  # fmt: skip
    found = []
    for id_, number, who, place, kind, first, planned, days, handover, on, returned in rows:
        own = officers(ask)[who][1] if who is not None else NOWHERE
        full = known[place][0] if place is not None else own
        last = last_away(first, planned, returned)
        late = first is not None and last is None
        last = max(first, ask.as_of) if first is not None and last is None else last
        found.append(
            AbsenceStand(
                id_, number, who, name_of(ask, who), full, kind, first, last, planned, days,
                handed(handover, on, ask.as_of), returned, late,
            )
        )  # fmt: skip
    return found


def handed(state: HandoverState | None, on: date | None, day: date) -> HandoverState | None:
    """Whether work was handed over by the end of a day (交接情况)."""
    later = state == HandoverState.DONE and on is not None and on > day
    return HandoverState.OPEN if later else state


def makers(ask: Question, gaps_: Sequence[Bare]) -> tuple[Behind, ...]:
    """The absences that make some gaps, each once; a gap of a post nobody is named for has none."""
    found: dict[Behind, None] = {}
    for post, gap in gaps_:
        pair = {post.holding.a, post.holding.b} - {None}
        found |= {
            row.behind: None for row in every_absence(ask) if row.officer_id in pair and row.meets(gap.first, gap.last)
        }
    return tuple(found)


def b_posts(ask: Question) -> int:
    """Of how many posts one officer may be B岗 (本院设置)."""
    return ask.session.scalars(select(Unit.b_posts)).first() or 2


def near(ask: Question) -> date:
    """The last day that is near (临近天数)."""
    return ask.as_of + timedelta(days=ask.session.scalars(select(Unit.near_days)).first() or 7)
