"""AB posts (AB岗): who holds a post on a day, the days nobody does, functions that do not go together.

A post is held by its A岗; while A is away by its B岗, or by whoever was named for it. Days of absences include both
ends. After domain notes §4.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import AbsenceKind, Coverage, word
from desktop_app.rules.workdays import Calendar

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Spell:
    """Days an officer is away (离岗, 轮出), both ends included; a rotation also names where he went.

    ``open_to`` is set where nobody has said when he is back: ``last`` is only the day asked, and until this day, which
    is ``date.max`` where nothing ends it, he is not to be taken as back.
    """

    officer: int
    first: date
    last: date
    place: int | None = None
    open_to: date | None = None

    @property
    def late(self) -> bool:
        """The day of his return is not known (返岗日未定)."""
        return self.open_to is not None

    @property
    def end(self) -> date:
        """The last day he is not to be taken as back."""
        return self.open_to or self.last

    def holds(self, day: date) -> bool:
        """Whether he is away on the day as far as anybody knows."""
        return self.first <= day <= self.end

    def told(self, day: date) -> bool:
        """Whether the day is among those that are past or written."""
        return self.first <= day <= self.last

    @property
    def turns(self) -> set[date]:
        """The days on which it begins, ends, and goes on with an open end."""
        return {self.first} | {day + _DAY for day in (self.last, self.end) if day < date.max}


@dataclass(frozen=True, slots=True)
class Holding:
    """A post as one pair holds it (岗位): ids of A and B, the days the pair is named for, its department."""

    post: int
    a: int | None
    b: int | None
    since: date | None = None
    until: date | None = None
    place: int | None = None

    def stands(self, day: date) -> bool:
        """Whether this pair is the one named on the day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Gap:
    """A run of days on which a post is 空岗 or 轮出空岗, both ends included."""

    post: int
    first: date
    last: date
    state: Coverage


@dataclass(frozen=True)
class Away:
    """Everybody who is away (离岗与轮出): spells by officer, stand-ins named for a post as (post, spell) pairs."""

    absences: Mapping[int, Sequence[Spell]] = field(default_factory=dict)
    rotations: Mapping[int, Sequence[Spell]] = field(default_factory=dict)
    named: Mapping[int, Sequence[Spell]] = field(default_factory=dict)

    def absent(self, officer: int, day: date) -> bool:
        """Whether the absence register has him away."""
        return any(spell.holds(day) for spell in self.absences.get(officer, ()))

    def rotated(self, officer: int, day: date, place: int | None) -> bool:
        """Whether a rotation has taken him out of this department."""
        return any(spell.holds(day) and spell.place != place for spell in self.rotations.get(officer, ()))


def by_officer(spells: Iterable[Spell]) -> dict[int, list[Spell]]:
    """Spells by who is away."""
    found: dict[int, list[Spell]] = {}
    for spell in spells:
        found.setdefault(spell.officer, []).append(spell)
    return found


def until(planned: date | None, day: date, following: date | None = None) -> date | None:
    """The last day of a rotation nobody has ended (期满未结束): the planned one, or ``day`` once that is past.

    ``following`` is the first day of the officer's next rotation: it ends this one. None where no day is known.
    """
    last = day if planned is None else max(planned, day)
    if following is None or last < following:
        return last
    before = following - _DAY
    return before if planned is None else max(planned, before)


def covered(holding: Holding, away: Away, day: date) -> tuple[Coverage, int | None]:
    """How a post is held on a day, and by whom; nobody where it is empty."""
    second = holding.b if holding.b != holding.a else None
    for officer, state in ((holding.a, Coverage.HELD), (second, Coverage.STOOD_IN)):
        if officer is not None and not away.absent(officer, day) and not away.rotated(officer, day, holding.place):
            return state, officer
    for spell in away.named.get(holding.post, ()):
        if spell.holds(day) and not away.absent(spell.officer, day):
            return Coverage.NAMED, spell.officer
    named = [officer for officer in (holding.a, second) if officer is not None]
    gone = named and all(away.absent(officer, day) for officer in named)
    return (Coverage.EMPTY if gone or not named else Coverage.ROTATED), None


def gaps(holding: Holding, away: Away, first: date, last: date, told: bool = False) -> list[Gap]:
    """The runs of days from ``first`` to ``last`` on which nobody holds the post; a run of one kind is one gap.

    ``told`` leaves out the days ahead that open ends alone make: such a gap ends with the day asked.
    """
    found: list[Gap] = []
    for start, end in _stretches(holding, away, first, last):
        state, _ = covered(holding, away, start)
        if state not in (Coverage.EMPTY, Coverage.ROTATED) or not holding.stands(start):
            continue
        if told and not _written(holding, away, state, start):
            continue
        if found and found[-1].state is state and found[-1].last + _DAY == start:
            found[-1] = Gap(holding.post, found[-1].first, end, state)
        else:
            found.append(Gap(holding.post, start, end, state))
    return found


def _written(holding: Holding, away: Away, state: Coverage, day: date) -> bool:
    """Whether what leaves a post without anybody on a day is past or written, not an open end alone."""
    pair = {holding.a, holding.b} - {None}
    gone = pair | {spell.officer for spell in away.named.get(holding.post, ())}
    rotated = pair if state is Coverage.ROTATED else set()
    known = ((away.absences, gone), (away.rotations, rotated))
    spells = (spell for spells, people in known for one in people if one is not None for spell in spells.get(one, ()))
    return not pair or any(spell.told(day) for spell in spells)


def _stretches(holding: Holding, away: Away, first: date, last: date) -> Iterable[tuple[date, date]]:
    """The days cut where anything about the post changes: within a stretch every day is like the next."""
    people = [officer for officer in (holding.a, holding.b) if officer is not None]
    spells = [spell for one in people for known in (away.absences, away.rotations) for spell in known.get(one, ())]
    named = away.named.get(holding.post, ())
    spells += [*named, *(spell for one in named for spell in away.absences.get(one.officer, ()))]
    turns = {turn for spell in spells for turn in spell.turns}
    turns |= {day for day in (holding.since, holding.until + _DAY if holding.until else None) if day is not None}
    cuts = [first, *sorted(turn for turn in turns if first < turn <= last), last + _DAY]
    return [(start, end - _DAY) for start, end in pairwise(cuts) if start < end]


def back_on(last: date, calendar: Calendar) -> date:
    """The first day at the post after the last one away: the next working day."""
    return calendar.next_workday(last + _DAY)


def apart(last: date | None, day: date, calendar: Calendar) -> str:
    """比登记晚 2 天, 比登记早 1 天; days off between the last one away and the return are no delay."""
    days = (day - last).days - 1 if last is not None else 0
    if last is None or not days or last < day <= back_on(last, calendar):
        return ""
    return f"比登记晚 {days} 天" if days > 0 else f"比登记早 {-days} 天"


def conflict(
    mine: Collection[str], others: Collection[str], pairs: Iterable[tuple[str, str]]
) -> tuple[str, str] | None:
    """The first pair of functions that meet when one person holds posts of these names and of those (不相容岗位)."""
    here, there = [tight(text) for text in mine], [tight(text) for text in others]
    for one, other in pairs:
        for first, second in ((tight(one), tight(other)), (tight(other), tight(one))):
            meets = any(first in text for text in here) and any(second in text for text in there)
            if first and second and meets:
                return first, second
    return None


def absence_kind(cause: str) -> AbsenceKind | None:
    """The kind of absence a ledger's word means (婚假 is 休假); None for an empty cell, 其他 for an unknown word."""
    if not tight(cause):
        return None
    known = word(AbsenceKind, cause)
    if known is not None:
        return known
    short = next((kind for kind in AbsenceKind if kind.value in tight(cause)), None)
    return short or AbsenceKind.OTHER
