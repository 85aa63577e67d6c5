"""What became of closed months (结账后变动): the figures kept with a closing, counted again at the month's last day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Enum, or_, select

from desktop_app.figures.engine import Answer, Behind, Question
from desktop_app.figures.ledgers import BY_ID, FIGURES
from desktop_app.figures.owed import Owed
from desktop_app.figures.traced import Sources, Trace, Traced
from desktop_app.models.catalogue import KINDS
from desktop_app.models.history import HistoryEntry
from desktop_app.models.whole import MonthClose
from desktop_app.rules.month_close import TABS
from desktop_app.rules.periods import Period, read_period

KIND = MonthClose.__tablename__
BEGINNINGS: Mapping[str, tuple[str, ...]] = {
    "plan": ("plan.", "meetings.", "standards.", "tasks."),
    "issues": ("issues.",),
    "exams": ("training.", "exams.", "dossiers.", "awards."),
    "posts": ("posts.", "absences.", "rotations."),
    "reviews": ("cases.", "reviews.", "contests.", "cards."),
    "seizures": ("seizures.", "freezes.", "money.", "stocktakes."),
    "inspections": ("documents.", "habits.", "indicators.", "duties.", "accountability."),
    "bulletins": ("bulletins.", "doc_numbers."),
}
"""Tab code to the beginnings of its figures' and formulas' ids."""
LIVE = frozenset(
    {
        *("issues.waiting", "issues.standing", "plan.tasks.standing", "rotations.unhanded", "rotations.unappraised"),
        *("posts.uncovered", "freezes.expiring"),
    }
)
"""Figures of today's state, or of the days to come: they go on with the work, and are kept but not compared."""
_NAMELESS = ("accountability.",)
"""Figures whose groups name persons under inquiry: their words are not told outside their own tab."""
_STEPS = frozenset({"state", "state_reason", "progress", "note", "gaps"})
"""Attributes that move no figure compared here."""
_Moved = tuple[str, Any, Any]
"""A key as kept, its value then, its value now."""
_FEW = 3
_FINE = 0.000_001
_MOST = 500
"""Records opened behind one figure at most."""


@dataclass(frozen=True, slots=True)
class Drift:
    """One figure of a closed month that is another now (变动的数字): in a sentence, with the records to open."""

    figure: str
    said: str
    rows: tuple[Behind, ...]


@dataclass(frozen=True, slots=True)
class Drifted:
    """A closed month with such figures (变动的月份), those whose own value moved before those with other groups."""

    id: int
    tab: str
    period: Period
    figures: tuple[Drift, ...]

    @property
    def said(self) -> str:
        """The month and its first figure in one sentence."""
        more = f"，共 {len(self.figures)} 项" if len(self.figures) > 1 else ""
        return f"{self.period.label}的{TABS[self.tab]}结账后数字变了：{self.figures[0].said}{more}"

    @property
    def told(self) -> str:
        """The first few figures, and how many there are."""
        more = f"等 {len(self.figures)} 项" if len(self.figures) > _FEW else ""
        return "；".join(one.said for one in self.figures[:_FEW]) + more


def figures_of(tab: str) -> list[str]:
    """Ids of the figures that belong to a tab."""
    return [figure.id for figure in FIGURES if figure.id.startswith(BEGINNINGS[tab])]


def kept(sources: Sources, tab: str, day: date) -> dict[str, Any]:
    """The figures of a tab as a closing keeps them: every value by its id, every group by id and words, a line each.

    Words of a state are left out: a record's state goes on after the closing.
    """
    found: dict[str, Any] = {}
    for id_ in figures_of(tab):
        found |= _flat(id_, sources.answer(id_, day))
    return found


def _flat(id_: str, answer: Answer) -> dict[str, Any]:
    out: dict[str, Any] = {id_: answer.value}
    for path, value in _leaves(answer.groups) if id_ not in LIVE else ():
        words = [word for word in path if word not in _states()]
        key = "\n".join((id_, *words))
        if words and isinstance(value, int | float) and isinstance(out.get(key, 0), int | float):
            out[key] = round(out.get(key, 0) + value, 6)
        elif words:
            out[key] = value if value is None or isinstance(value, int | float) else _plain(value)
    return out


def _leaves(groups: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    for word, inner in groups.items():
        if isinstance(inner, Mapping):
            yield from _leaves(inner, (*path, str(word)))
        else:
            yield (*path, str(word)), inner


def _plain(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


@cache
def _states() -> frozenset[str]:
    columns = (model.__table__.columns.get("state") for model in KINDS.values())
    enums = (column.type.enum_class for column in columns if column is not None and isinstance(column.type, Enum))
    return frozenset(str(word) for one in enums if one is not None for word in one)


def drifted(ask: Question, *, tab: str = "", last: bool = False) -> list[Drifted]:
    """Months closed by the day asked for whose figures are others now; ``last``: of every tab the last one closed."""
    asked = select(MonthClose.id, MonthClose.tab, MonthClose.month, MonthClose.entries, MonthClose.figures).where(
        MonthClose.reopened_on.is_(None), MonthClose.retired_at.is_(None), MonthClose.closed_on <= ask.as_of
    )
    if tab:
        asked = asked.where(MonthClose.tab == tab)
    rows = ask.session.execute(asked.order_by(MonthClose.tab, MonthClose.month)).all()
    latest = {row.tab: row.id for row in rows}
    sources = Sources(ask.session)
    found = (_drifted(ask, sources, *row) for row in rows if not last or latest[row.tab] == row.id)
    order = list(TABS)
    return sorted((one for one in found if one is not None), key=lambda one: (order.index(one.tab), one.period.first))


def _drifted(
    ask: Question, sources: Sources, id_: int, tab: str, month: str, entries: int, then: Mapping[str, Any]
) -> Drifted | None:
    period = read_period(month)
    answers = {name: sources.answer(name, period.last) for name in figures_of(tab) if name in then}
    grouped = any("\n" in key for key in then)
    moved: dict[str, list[_Moved]] = {}
    for name, answer in answers.items():
        now = _flat(name, answer) if name not in LIVE else {}
        before = {key: value for key, value in then.items() if key == name or key.startswith(f"{name}\n")}
        for key in dict.fromkeys((*before, *now)) if now else ():
            if ("\n" not in key or grouped) and not _same(before.get(key), now.get(key)):
                moved.setdefault(name, []).append((key, before.get(key, 0), now.get(key, 0)))
    if not moved:
        return None
    kinds = {kind for answer in answers.values() for kind, _ in answer.behind}
    touched = _touched(ask, kinds, entries)
    names = sorted(moved, key=lambda name: moved[name][0][0] != name)
    drifts = (
        Drift(name, _said(name, period.last, moved[name]), _rows(answers[name], moved[name], touched)) for name in names
    )
    return Drifted(id_, tab, period, tuple(drifts))


def _same(then: Any, now: Any) -> bool:
    """A group that is not there counts nothing."""
    if isinstance(then, int | float) and isinstance(now, int | float):
        return abs(then - now) < _FINE
    return then == now or (not then and not now)


def _touched(ask: Question, kinds: Iterable[str], entries: int) -> list[Behind]:
    """Records of these kinds that were changed since the closing, other than by a step of their state."""
    entry = HistoryEntry
    wanted, found = frozenset(kinds), dict[Behind, None]()
    asked = select(entry.kind, entry.record_id, entry.parent_kind, entry.parent_id, entry.changes).where(
        entry.seq > entries, or_(entry.kind.in_(wanted), entry.parent_kind.in_(wanted))
    )
    for kind, id_, owner, owner_id, changes in ask.session.execute(asked):
        for one in ((kind, id_), (owner, owner_id)):
            if one[0] in wanted and one[1] and not changes.keys() <= _STEPS:
                found[one] = None
    return sorted(found)


def _rows(answer: Answer, moved: Sequence[_Moved], touched: Iterable[Behind]) -> tuple[Behind, ...]:
    """What was changed of the kinds counted, of the tab where nothing is counted any more; where nothing was changed
    (a renamed department), what is counted under the words that moved, else all that is counted.
    """
    kinds = {kind for kind, _ in answer.behind}
    own = tuple(one for one in touched if not kinds or one[0] in kinds)
    words = [frozenset(key.split("\n")[1:]) for key, _, _ in moved]
    under = (row for path, rows in answer.cells.items() if any(some <= {*path} for some in words) for row in rows)
    return (own or tuple(dict.fromkeys(under)) or answer.behind)[:_MOST]


def _said(name: str, day: date, moved: Sequence[_Moved]) -> str:
    """逾期未整改问题 结账时 4 条，现在 3 条; of a figure whose sum stands, the first group that does not."""
    figure = BY_ID[name]
    key, then, now = moved[0]
    if key != name and name.startswith(_NAMELESS):
        return f"{figure.label} 总数没变，分项变了"
    path = tuple(key.split("\n")[1:])
    words = f"“{'·'.join(path)}”" if path else ""
    was, is_ = (_number(name, day, path, value) for value in (then, now))
    return f"{figure.label}{words} 结账时 {was}，现在 {is_}"


def _number(name: str, day: date, path: tuple[str, ...], value: Any) -> str:
    if isinstance(value, str):
        return value or "没有"
    figure = BY_ID[name]
    unit = "元" if figure.money else figure.unit_of(path)
    share = not unit and isinstance(value, float)
    told = Traced(Trace(name, day), value, unit, (), share, figure.places, figure.money).digits
    return f"{told} {unit}".strip()


def drifting(ask: Question) -> Iterator[Owed]:
    """The last closed month of every tab, where its figures are others now, as something owed today (结账后变动)."""
    for one in drifted(ask, last=True):
        rows = one.figures[0].rows or ((KIND, one.id),)
        kind, id_ = rows[0]
        ids = tuple(record_id for other, record_id in rows if other == kind)
        yield Owed(kind, id_, "", one.said, "", ask.as_of, 0, ids=ids)
