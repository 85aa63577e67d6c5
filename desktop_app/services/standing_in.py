"""Who covers a post on a day (谁代岗): A, B, who holds it, why the others do not, and when that changes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.models.people import Department, Officer
from desktop_app.models.posts import Absence, Post
from desktop_app.rules.names import match
from desktop_app.rules.posts import Away, Holding, Spell, covered
from desktop_app.rules.vocabulary import Coverage
from desktop_app.services.coverage import away, holdings, last_away
from desktop_app.services.facts import Facts

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CoverLine:
    """One post on one day (一岗一天): its pair, how it is held, and by whom; ``by_id`` is None where nobody holds it.

    ``why`` says of everybody of the pair who does not hold it why: 何静宜休假至 05-22. ``turns_on`` is the next day
    the post changes hands, ``next_by`` who holds it then, empty for nobody.
    """

    post_id: int
    department: str
    post: str
    a_id: int | None
    b_id: int | None
    a: str
    b: str
    state: Coverage
    by_id: int | None
    by: str
    why: str
    turns_on: date | None
    next_by: str

    @property
    def turn(self) -> str:
        """05-23 起何静宜; 05-23 起空岗."""
        return f"{self.turns_on:%m-%d} 起{self.next_by}" if self.turns_on is not None else ""


def who_covers(
    facts: Facts, day: date, post_id: int | None = None, officer_id: int | None = None
) -> tuple[CoverLine, ...]:
    """The posts that stand on a day, in the order of the register; of one officer those he is A or B of."""
    known = facts.once("who is away", lambda asked: away(asked.session, asked.today))
    rows = facts.once("posts as held", lambda asked: holdings(asked.session))
    wanted = [
        row
        for row in rows
        if row.stands(day)
        and (post_id is None or row.post == post_id)
        and (officer_id is None or officer_id in (row.a, row.b))
    ]
    return tuple(_line(facts, row, known, day) for row in wanted)


def narrowed(lines: Iterable[CoverLine], typed: str) -> tuple[CoverLine, ...]:
    """The lines met by initials, pinyin or characters of a person or post: people first, A before B, then posts."""
    if not typed.strip():
        return tuple(lines)
    placed = [(place, at, line) for at, line in enumerate(lines) if (place := _place(line, typed)) is not None]
    return tuple(line for _, _, line in sorted(placed, key=lambda one: one[:2]))


def _place(line: CoverLine, typed: str) -> tuple[int, int] | None:
    """Where a line meets what was typed: how deep in the word, and in which word."""
    words = (line.a, line.b, line.by if line.state is Coverage.NAMED else "", line.post, line.department)
    hits = [(hit.start, at) for at, word in enumerate(words) if word and (hit := match(typed, word)) is not None]
    return min(hits, key=lambda hit: (hit[0] > 0, hit[1]), default=None)


def _line(facts: Facts, holding: Holding, known: Away, day: date) -> CoverLine:
    row = facts.row(Post.__tablename__, holding.post)
    state, by = covered(holding, known, day)
    turns = turns_on(holding, known, day)
    return CoverLine(
        holding.post,
        facts.short_label(Department.__tablename__, holding.place),
        str(row.get("name") or ""),
        holding.a,
        holding.b,
        _name(facts, holding.a),
        _name(facts, holding.b),
        state,
        by,
        _name(facts, by),
        "；".join(_why(facts, holding, known, day, by)),
        turns,
        _holder(facts, holding, known, turns) if turns is not None else "",
    )


def _name(facts: Facts, officer_id: int | None) -> str:
    return facts.short_label(Officer.__tablename__, officer_id)


def _holder(facts: Facts, holding: Holding, known: Away, day: date) -> str:
    if not holding.stands(day):
        return "换人"
    state, by = covered(holding, known, day)
    return _name(facts, by) or str(state)


def turns_on(holding: Holding, known: Away, day: date) -> date | None:
    """The first day after ``day`` on which the post is held otherwise, or by another; None as far as is known."""
    now = covered(holding, known, day)
    for turn in sorted(turn for turn in _turns(holding, known) if turn > day):
        if not holding.stands(turn) or covered(holding, known, turn) != now:
            return turn
    return None


def _turns(holding: Holding, known: Away) -> set[date]:
    """Days on which anything about the post may change."""
    named = known.named.get(holding.post, ())
    people = [one for one in (holding.a, holding.b, *(spell.officer for spell in named)) if one is not None]
    spells: list[Spell] = [*named]
    for one in people:
        spells += [*known.absences.get(one, ()), *known.rotations.get(one, ())]
    turns = {spell.first for spell in spells} | {spell.end + _DAY for spell in spells if spell.end < date.max}
    return turns | ({holding.until + _DAY} if holding.until is not None else set())


def _why(facts: Facts, holding: Holding, known: Away, day: date, by: int | None) -> Iterator[str]:
    """Why each of the pair before the holder does not hold the post himself."""
    if holding.b is None or holding.b == holding.a:
        pair: Sequence[int | None] = (holding.a,)
    else:
        pair = (holding.a, holding.b)
    for one in pair:
        if one == by and one is not None:
            return
        if one is not None:
            yield _gone(facts, one, known, day, holding.place)
    if len(pair) == 1 and by is None:
        yield "没有B岗"


def _gone(facts: Facts, officer_id: int, known: Away, day: date, place: int | None) -> str:
    """何静宜休假至 05-22; 何静宜轮岗到公诉科至 09-30."""
    name = _name(facts, officer_id)
    if known.absent(officer_id, day):
        cause, last = _absence(facts, officer_id, day)
        return f"{name}{cause}至 {last:%m-%d}" if last is not None else f"{name}{cause}，返岗日未定"
    spell = next((one for one in known.rotations.get(officer_id, ()) if one.holds(day) and one.place != place), None)
    if spell is None:
        return f"{name}不在岗"
    if spell.late:
        return f"{name}轮岗到{facts.short_label(Department.__tablename__, spell.place)}，期满未办结"
    return f"{name}轮岗到{facts.short_label(Department.__tablename__, spell.place)}至 {spell.last:%m-%d}"


def _absence(facts: Facts, officer_id: int, day: date) -> tuple[str, date | None]:
    """What takes somebody away on a day, and the last day of it, None where it is not known; of two at once the one
    that ends later.
    """
    found = [
        (last_away(row["from_on"], row["to_on"], row["returned_on"]), str(row["cause"] or row["kind"] or "离岗"))
        for row in facts.live(Absence.__tablename__)
        if row["officer_id"] == officer_id and row["from_on"] is not None and row["from_on"] <= day
    ]
    last, cause = max((one for one in found if one[0] is None or day <= one[0]), key=lambda one: one[0] or date.max)
    return cause, last
