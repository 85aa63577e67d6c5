"""Saved tables (统计表): what each asks for, counted over a period as of a day."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from desktop_app.figures import cross_bases
from desktop_app.figures.cross import Cross
from desktop_app.figures.engine import Question
from desktop_app.models.whole import SavedTable
from desktop_app.rules.periods import Period
from desktop_app.rules.typed_periods import typed_period
from desktop_app.rules.unreadable import Unreadable
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.services.facts import Facts
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.services.records import load, save
from desktop_app.system.errors import Refusal

KIND = SavedTable.__tablename__


@dataclass(frozen=True, slots=True)
class Wanted:
    """A table asked for: what is counted (统计对象), the words of its rows and columns, its measures, its period.

    ``listed``: the records counted follow the table. ``id`` is 0 and ``number`` empty where it is not kept.
    """

    title: str
    base: str
    rows: str
    columns: str = ""
    measure: str = ""
    period: str = ""
    listed: bool = False
    id: int = 0
    number: str = ""

    @classmethod
    def of(cls, row: Mapping[str, Any]) -> "Wanted":
        """A kept one, by its row."""
        names = ("title", "base", "rows", "columns", "measure", "period", "listed", "id", "number")
        return cls(**{name: row[name] for name in names})

    @property
    def named(self) -> str:
        """Its title, else what it counts by what: 问题·条线×状态."""
        by = "×".join(filter(None, (self.rows, self.columns)))
        return self.title or f"{cross_bases.base(self.base).label}·{by}"

    @property
    def asks(self) -> tuple[str, str, str, str]:
        """What is counted, apart from how it is called and over which time."""
        return self.base, self.rows, self.columns, self.measure


def kept(facts: Facts) -> list[Wanted]:
    """The saved tables in their order."""
    rows = sorted(facts.live(KIND), key=lambda row: (row["position"], row["number"]))
    return [Wanted.of(row) for row in rows]


def kept_as(facts: Facts, named: str) -> Wanted:
    """The saved table of that number or title; an unknown one is refused with those there are."""
    rows = kept(facts)
    found = next((one for one in rows if named in (one.number, one.title)), None)
    if found is None:
        known = "、".join(f"{one.number}（{one.title}）" for one in rows)
        raise Refusal(f"没有“{named}”这张统计表。可选：{known or '还没有存过'}", "record")
    return found


def plain_table(base: str) -> Wanted:
    """A base by its first two words, where nothing else was chosen."""
    of = cross_bases.base(base)
    labels = [one.label for one in of.dimensions]
    return Wanted("", of.label, labels[0], labels[1] if len(labels) > 1 else "", of.measures[0].label)


def fitting(wanted: Wanted, base: str) -> Wanted:
    """The same table of another base: words and measures it has stay, others give way to its own."""
    of, own = cross_bases.base(base), plain_table(base)
    rows = wanted.rows if of.dimension(wanted.rows) else own.rows
    columns = wanted.columns if not wanted.columns or of.dimension(wanted.columns) else own.columns
    known = [one for one in wanted.measure.split("、") if of.measure(one)]
    return replace(
        wanted,
        base=of.label,
        rows=rows,
        columns=columns if columns != rows else "",
        measure="、".join(known) or own.measure,
        title="",
        id=0,
        number="",
    )


def period_of(typed: str, today: date) -> Period | None:
    """The period typed; one that cannot be read is refused."""
    try:
        return typed_period(typed, today)
    except Unreadable as fault:
        raise Refusal(fault.said, "period") from fault


def counted(facts: Facts, wanted: Wanted, as_of: date, period: Period | None) -> Cross:
    """The table as of the end of a day; refuses words its base does not know."""
    ask = Question(facts.session, as_of, period)
    return cross_bases.count(ask, wanted.base, wanted.rows, wanted.columns, wanted.measure)


def keep(desk: Desk, law: Law, wanted: Wanted) -> Outcome:
    """Keep a table under its title (另存): a new one, or the kept one of that title changed to it; one act."""
    wanted = replace(wanted, title=wanted.title.strip())
    with desk.facts() as facts:
        rows = kept(facts)
        own = next((one for one in rows if one.title == wanted.title), None)
        last = max((int(row["position"]) for row in facts.live(KIND)), default=0)
        draft = load(facts.session, SavedTable, own.id) if own else new_draft(SavedTable, {"position": last + 1})
    for name in ("title", "base", "rows", "columns", "measure", "period", "listed"):
        draft.values[name] = getattr(wanted, name)
    return save(desk, law, draft)
