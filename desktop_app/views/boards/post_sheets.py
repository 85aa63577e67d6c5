"""The sheets of 统计 of 岗位轮换: departments, gaps, absences by kind, rotations by state and by way, loads of B岗."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.figures.engine import Question
from desktop_app.figures.post_standing import ABSENCE, POST, Bare, bare, makers
from desktop_app.figures.post_statistics import Load, Place, Statistics, statistics
from desktop_app.figures.rotation_standing import ROTATION
from desktop_app.models.people import Officer
from desktop_app.rules.vocabulary import Coverage
from desktop_app.views.boards.exam_words import OFFICE, PEOPLE, named, number, percent
from desktop_app.views.boards.issue_sheet import Box, Head, Ids, Row
from desktop_app.views.boards.kind_table import Cell

OFFICER = Officer.__tablename__
POSTS, TIMES = "岗", "人次"
_RED, _AMBER = "red7", "amber7"


@dataclass(frozen=True, slots=True)
class Gone:
    """A gap with the absences that make it."""

    told: Bare
    absences: Ids

    @property
    def days(self) -> int:
        return (self.told.gap.last - self.told.gap.first).days + 1


@dataclass(frozen=True, slots=True)
class Reading:
    """What the board shows, read once (一次读数): the statistics and every gap.

    Gaps over by today come last, and 空岗 before 轮出空岗: a day nobody holds a post is not lost among half-years.
    """

    told: Statistics
    gaps: tuple[Gone, ...]

    def only(self, ids: Collection[int] | None) -> "Reading":
        """The same of these posts only, all when None; absences and rotations are always all."""
        if ids is None:
            return self
        kept = frozenset(ids)
        places = (_only(place, kept) for place in self.told.places)
        told = replace(
            self.told,
            whole=_only(self.told.whole, kept),
            places=tuple(place for place in places if place.posts or place.bare),
            loads=tuple(load for load in (_load(one, kept) for one in self.told.loads) if load.posts),
        )
        return Reading(told, tuple(one for one in self.gaps if one.told.post.id in kept))


def read_statistics(ask: Question) -> Reading:
    """Everything the board shows at the end of the day asked for."""
    found = sorted(bare(ask), key=lambda one: turn(one, ask.as_of))
    return Reading(statistics(ask), tuple(Gone(one, _makers(ask, one)) for one in found))


def turn(one: Bare, today: date) -> tuple[bool, bool, date, int]:
    """By what gaps are ordered."""
    return one.gap.last < today, one.gap.state is not Coverage.EMPTY, one.gap.first, one.post.id


def _makers(ask: Question, one: Bare) -> Ids:
    return tuple(id_ for _kind, id_ in makers(ask, [one]))


def _only(place: Place, kept: frozenset[int]) -> Place:
    def own(ids: Ids) -> Ids:
        return tuple(id_ for id_ in ids if id_ in kept)

    return replace(
        place,
        posts=own(place.posts),
        without_b=own(place.without_b),
        stood_in=own(place.stood_in),
        empty=own(place.empty),
        bare=own(place.bare),
    )


def _load(load: Load, kept: frozenset[int]) -> Load:
    return replace(load, posts=tuple(id_ for id_ in load.posts if id_ in kept))


# departments

_PLACE_HEADS = (
    Head("部门", width=76, left=True),
    Head("岗位", "今天", least=44),
    Head("有人在岗", "今天", least=70),
    Head("覆盖率", "今天", least=62, sum=True),
    Head("代岗", "今天", least=44),
    Head("无人在岗", "今天", least=70),
    Head("缺B岗", "今天", least=50),
    Head("有时无人", "全部", least=66),
    Head("人次", "离岗", least=44),
    Head("天数", "离岗", least=48),
    Head("轮出", "轮岗", least=44),
    Head("轮入", "轮岗", least=44),
)


def place_heads() -> tuple[Head, ...]:
    return _PLACE_HEADS


def place_rows(told: Statistics) -> tuple[Row, ...]:
    """A row a department, last the office."""
    return (*(_place(place) for place in told.places), _place(told.whole, total=True)) if told.places else ()


def _place(place: Place, total: bool = False) -> Row:
    short = OFFICE if total else place.short
    empty = frozenset(place.empty)
    held = tuple(id_ for id_ in place.posts if id_ not in empty)
    share = len(held) / len(place.posts) if place.posts else None
    away = named(place.absences, TIMES, short, "离岗")
    boxes = (
        Cell(short, place.posts, named(place.posts, POSTS, short), strong=total, kind=POST),
        _count(place.posts, POST, POSTS, short),
        _count(held, POST, POSTS, short, "有人在岗"),
        _share(place, share, short),
        _count(place.stood_in, POST, POSTS, short, "代岗"),
        _count(place.empty, POST, POSTS, short, "今天无人在岗", tone=_RED),
        _count(place.without_b, POST, POSTS, short, "缺B岗", tone=_AMBER),
        _count(place.bare, POST, POSTS, short, "有时无人在岗", tone=_RED),
        _count(place.absences, ABSENCE, TIMES, short, "离岗"),
        Cell(number(place.days), place.absences, away, f"{away}，{place.days} 天", kind=ABSENCE, weight=place.days),
        _count(place.sent, ROTATION, PEOPLE, short, "轮出"),
        _count(place.taken, ROTATION, PEOPLE, short, "轮入"),
    )
    return Row(place.department or OFFICE, boxes, total)


def _share(place: Place, share: float | None, short: str) -> Cell:
    """The covered part; behind it the posts nobody holds, where there are any."""
    ids = place.empty or place.posts
    said = named(ids, POSTS, short, "今天无人在岗" if place.empty else "")
    told = f"{short} 覆盖率 {percent(share)}，{said}"
    return Cell(percent(share), ids, said, told, _RED if place.empty else "ink", kind=POST, weight=share)


def _count(ids: Ids, kind: str, measure: str, *words: str, tone: str = "ink") -> Cell:
    ink = tone if ids else "ink3"
    return Cell(number(len(ids)), ids, named(ids, measure, *words), tone=ink, kind=kind, weight=len(ids))


# gaps

_GAP_HEADS = (
    Head("起", width=92, left=True),
    Head("止", width=92, left=True),
    Head("天数", width=52),
    Head("岗位", left=True, least=150),
    Head("情形", width=76, left=True),
)


def gap_heads() -> tuple[Head, ...]:
    return _GAP_HEADS


def gap_rows(gaps: tuple[Gone, ...]) -> tuple[Row, ...]:
    """A row a gap: it opens the post, or the absences that make it."""
    return tuple(_gap(one) for one in gaps)


def _gap(one: Gone) -> Row:
    post, gap = one.told
    said = f"{post.key} {gap.state}"
    more = ((ABSENCE, one.absences, named(one.absences, TIMES, post.name, "离岗")),) if one.absences else ()
    told = f"{said} {gap.first.isoformat()} 至 {gap.last.isoformat()}，{one.days} 天"

    def cell(text: str, tone: str = "ink", weight: float | None = None) -> Cell:
        return Cell(text, (post.id,), said, told, tone, kind=POST, more=more, weight=weight)

    return Row(
        f"{post.id}:{gap.first}",
        (
            cell(gap.first.isoformat(), weight=gap.first.toordinal()),
            cell(gap.last.isoformat(), weight=gap.last.toordinal()),
            cell(str(one.days), weight=one.days),
            cell(post.key),
            cell(gap.state.value, _RED, float(gap.state is Coverage.EMPTY)),
        ),
    )


def gap_total(gaps: tuple[Gone, ...]) -> str:
    """空岗 3 次 5 天，轮出空岗 10 次 1820 天; nothing to say where there is none."""
    said = []
    for state in (Coverage.EMPTY, Coverage.ROTATED):
        own = [one for one in gaps if one.told.gap.state is state]
        if own:
            said.append(f"{state} {len(own)} 次 {sum(one.days for one in own)} 天")
    return "，".join(said) or "没有空岗"


# absences by kind


def kind_heads() -> tuple[Head, ...]:
    return (
        Head("事由", width=76, left=True),
        Head("", left=True, least=80),
        Head("人次", width=56),
        Head("天数", width=56),
        Head("未移交", width=60),
    )


def kind_rows(told: Statistics) -> tuple[Row, ...]:
    """A row a kind with its share of the days, last all of them."""
    most = max((kind.days for kind in told.kinds), default=0)
    rows = [_kind(kind.word, kind.absences, kind.days, kind.unhanded, most) for kind in told.kinds]
    if not rows:
        return ()
    every = tuple(id_ for kind in told.kinds for id_ in kind.absences)
    open_ = tuple(id_ for kind in told.kinds for id_ in kind.unhanded)
    return (*rows, _kind("合计", every, sum(kind.days for kind in told.kinds), open_, 0))


def _kind(word: str, ids: Ids, days: int, open_: Ids, most: int) -> Row:
    total = not most
    said = named(ids, TIMES, "离岗" if total else word)
    bar = (("blueM", float(days)),) if most else ()
    return Row(
        word,
        (
            Cell(word, ids, said, strong=total, kind=ABSENCE),
            Box("", ids, said, parts=bar, of=float(most)),
            _count(ids, ABSENCE, TIMES, "离岗" if total else word),
            Cell(number(days), ids, said, f"{said}，{days} 天", kind=ABSENCE, weight=days),
            _count(open_, ABSENCE, TIMES, "" if total else word, "未移交", tone=_AMBER),
        ),
        total,
    )


# rotations


def flow_heads(told: Statistics) -> tuple[Head, ...]:
    """Departments gone to, as columns."""
    goals = _goals(told)
    return (
        Head("轮出 ＼ 轮入", width=96, left=True),
        *(Head(goal, least=44) for goal in goals),
        Head("合计", sum=True),
    )


def flow_rows(told: Statistics) -> tuple[Row, ...]:
    """Departments left, as rows; rotations at every crossing."""
    origins = list(dict.fromkeys(origin for origin in _order(told) if any(pair[0] == origin for pair in told.flows)))
    goals = _goals(told)
    if not origins:
        return ()
    rows = [Row(origin, _flow(origin, goals, {goal: told.flows.get((origin, goal), ()) for goal in goals}))
            for origin in origins]  # fmt: skip
    sums = {goal: tuple(id_ for pair, ids in told.flows.items() if pair[1] == goal for id_ in ids) for goal in goals}
    return (*rows, Row("合计", _flow("合计", goals, sums), total=True))


def _flow(origin: str, goals: tuple[str, ...], ids: Mapping[str, Ids]) -> tuple[Cell, ...]:
    total = origin == "合计"
    every = tuple(id_ for goal in goals for id_ in ids[goal])
    came = "" if total else f"{origin} 轮出"
    cells = (_count(ids[goal], ROTATION, PEOPLE, came, f"轮入 {goal}") for goal in goals)
    first = Cell(origin, every, named(every, PEOPLE, came or "轮岗"), strong=total, kind=ROTATION)
    return (first, *cells, _count(every, ROTATION, PEOPLE, came or "轮岗"))


def _order(told: Statistics) -> list[str]:
    known = [place.short for place in told.places]
    return [*known, *(word for pair in told.flows for word in pair if word not in known)]


def _goals(told: Statistics) -> tuple[str, ...]:
    met = {pair[1] for pair in told.flows}
    return tuple(dict.fromkeys(word for word in _order(told) if word in met))


def word_heads(first: str) -> tuple[Head, ...]:
    return (Head(first, left=True, least=76), Head("人", width=52))


def word_rows(found: Mapping[str, Ids], amber: Collection[str] = ()) -> tuple[Row, ...]:
    """A row a word of the records: 轮岗中 19; one that says so where there is none."""
    return tuple(_word(word, ids, word in amber) for word, ids in found.items()) if found else (_NOTHING,)


_NOTHING = Row("", (Box("还没有", tone="ink3"), Box("·", tone="ink3")))


def _word(word: str, ids: Ids, amber: bool) -> Row:
    said, ink = named(ids, PEOPLE, word), _AMBER if amber else "ink"
    return Row(word, (Cell(word, ids, said, kind=ROTATION, tone=ink), _count(ids, ROTATION, PEOPLE, word)))


# loads of B岗


def load_heads() -> tuple[Head, ...]:
    return (Head("B岗人员", left=True, least=76), Head("岗", width=52))


def load_rows(loads: tuple[Load, ...], least: int = 2) -> tuple[Row, ...]:
    """Who is B岗 of more than one post."""
    rows = tuple(
        Row(
            str(load.officer_id),
            (
                Cell(load.name, load.posts, named(load.posts, POSTS, load.name, "任B岗"), kind=POST),
                _count(load.posts, POST, POSTS, load.name, "任B岗"),
            ),
        )
        for load in loads
        if len(load.posts) >= least
    )
    return rows or (_NOTHING,)
