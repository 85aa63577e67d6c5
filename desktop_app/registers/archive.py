"""Everything of one officer or one case across all tabs (见人见事见案), every line with its number and day.

人员档案 and 案件档案 are gathered along the links between records: a register that is added shows here by itself.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from desktop_app.figures import relations
from desktop_app.figures.engine import Question
from desktop_app.figures.relations import Link
from desktop_app.models.base import Attr
from desktop_app.models.people import Kinship
from desktop_app.registers import reading, words
from desktop_app.registers.archive_told import ACTS, MANY, OPEN, ROW_BY_ROW, TELLS, Asked, own_words
from desktop_app.registers.catalogue import REGISTERS
from desktop_app.registers.reading import Line
from desktop_app.registers.relations import (
    BEGINS,
    CASES,
    PEOPLE,
    day_of,
    days_of,
    group_of,
    happened,
    roles_of,
    shut_titles,
    subject_of,
)
from desktop_app.registers.spec import Field, Parts, Register
from desktop_app.rules.cases import case_key
from desktop_app.rules.periods import Period
from desktop_app.services.facts import Facts
from desktop_app.services.records import part_link
from desktop_app.store import snapshot

SENSITIVE: Mapping[str, tuple[Attr[Any], ...]] = {
    Kinship.__tablename__: (Kinship.officer_id, Kinship.relative_name, Kinship.relative_unit, Kinship.note)
}
"""Kinds with words of private life (亲属) and the fields that have them: printed only when that is asked for."""


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened on a day to a record of the page: what, where it is written."""

    on: date
    said: str
    entry: "Entry"


@dataclass(frozen=True, slots=True)
class Entry:
    """One record on the page: what it is to the officer or the case, its day, subject, and what it says of them.

    ``act`` is what happened where its kind says that in a word (入库). ``shy`` is all that is said where private life
    is left out, None where there is nothing of it.
    """

    kind: str
    id: int
    tab: str
    title: str
    number: str
    on: date | None
    roles: tuple[str, ...]
    what: str
    told: str
    days: tuple[tuple[date, str], ...] = ()
    shy: str | None = None
    act: str = ""
    until: date | None = None
    open: bool = False

    def within(self, period: Period) -> bool:
        """Whether it has a day in the period, or lasts over it; one without a day is never left out."""
        days = [day for day, _ in self.days] or ([self.on] if self.on else [])
        if not days:
            return True
        if self.open:
            return min(days) <= period.last and (self.until is None or self.until >= period.first)
        return any(day in period for day in days)


@dataclass(frozen=True)
class Archive:
    """The page: whom or what it is about, and every living record linked to it; ``retired`` names deleted ones.

    ``later`` is how many are left out because all that is written of them came after the day asked; ``withheld`` are
    the titles of registers that stand locked and are not told at all.
    """

    kind: str
    id: int | None
    number: str
    name: str
    entries: tuple[Entry, ...]
    retired: tuple[str, ...] = ()
    period: Period | None = None
    later: int = 0
    withheld: tuple[str, ...] = ()

    def of_tab(self, tab: str) -> list[Entry]:
        """The records of a tab by their day, those without one last."""
        return by_day(one for one in self.entries if one.tab == tab)

    @property
    def counts(self) -> dict[str, int]:
        """How many records each tab has, empty ones too."""
        tabs = dict.fromkeys((register.tab for register in REGISTERS), 0)
        for one in self.entries:
            tabs[one.tab] += 1
        return tabs

    @property
    def events(self) -> list[Event]:
        """All that happened, by the day (时间线)."""
        found = [Event(day, one.act or said, one) for one in self.entries for day, said in one.days]
        if self.period is not None:
            found = [event for event in found if event.on in self.period]
        return sorted(found, key=lambda event: (event.on, event.entry.tab, event.entry.number))

    @property
    def together(self) -> Iterator[tuple[date, str, list[Entry]]]:
        """The same with what happened alike on one day in one line: 25 items put into the store."""
        found: dict[tuple[date, str, str], list[Entry]] = {}
        for event in self.events:
            found.setdefault((event.on, event.entry.title, event.said), []).append(event.entry)
        return ((day, said, entries) for (day, _title, said), entries in found.items())


def by_day(entries: Iterable[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda one: (one.on is None, one.on or date.max, one.kind, one.number))


def of_officer(facts: Facts, officer_id: int, as_of: date | None = None, period: Period | None = None) -> Archive:
    """人员档案 of an officer, to the end of a day."""
    row = facts.row(PEOPLE, officer_id)
    links = relations.of_officer(facts.session, officer_id)
    return _archive(facts, PEOPLE, officer_id, str(row.get("number") or ""), facts.label(PEOPLE, officer_id), links,
                    as_of, period)  # fmt: skip


def of_case(facts: Facts, number: str, as_of: date | None = None, period: Period | None = None) -> Archive:
    """案件档案 of a case by its number (受案号), to the end of a day; the number need not be in the pool."""
    key = case_key(number)
    links = relations.of_case(facts.session, key)
    own = next((link.id for link in links if link.kind == CASES), None)
    return _archive(facts, CASES, own, key, str(facts.row(CASES, own).get("name") or ""), links, as_of, period)


def _archive(
    facts: Facts,
    kind: str,
    record_id: int | None,
    number: str,
    name: str,
    links: Sequence[Link],
    as_of: date | None,
    period: Period | None,
) -> Archive:
    roles = roles_of(links, kind)
    rows_of: dict[tuple[str, int], list[Link]] = {}
    for link in links:
        rows_of.setdefault((link.kind, link.id), []).append(link)
    asked = Asked(facts, Question(facts.session, as_of or facts.today), kind, record_id, number)
    entries: list[Entry] = []
    retired: list[str] = []
    told = [register for register in REGISTERS if register.kind not in facts.withheld]
    for register in told:
        ids = [one for of, one in roles if of == register.kind]
        for line in reading.lines(facts, register, sorted(ids)) if ids else ():
            if line.values.get("retired_at") is not None:
                retired.append(f"{register.title} {line.values['number']}")
                continue
            key = (register.kind, line.id)
            entries.append(_entry(asked, register, _with_told(facts, register, line), roles[key], rows_of[key]))
    until = as_of or facts.today
    known = [one for one in entries if one.open or not one.days or min(day for day, _ in one.days) <= until]
    passed = (replace(one, days=tuple(told for told in one.days if told[0] <= until)) for one in known)
    wanted = tuple(one for one in passed if period is None or one.within(period))
    return Archive(
        kind, record_id, number, name, wanted, tuple(retired), period, len(entries) - len(known), shut_titles(facts)
    )


def _with_told(facts: Facts, register: Register, line: Line) -> Line:
    """The line with the rows the actions wrote as well (延期、回头看)."""
    if not register.told:
        return line
    more = {
        group.name: snapshot.parts(facts.session, group.part, part_link(group.part, register.model), [line.id])[line.id]
        for group in register.told
    }
    return Line(line.id, line.version, {**line.values, **more})


def _entry(asked: Asked, register: Register, line: Line, roles: tuple[str, ...], links: Sequence[Link]) -> Entry:
    facts, values = asked.facts, line.values
    days = [*days_of(register, values), *_part_days(facts, register, values)]
    days = days or list(_borrowed(facts, register, values))
    on = day_of(facts, register, values) or min((day for day, _ in days), default=None)
    what = subject_of(facts, register, values)
    span = OPEN.get(register.kind)
    return Entry(
        kind=register.kind,
        id=line.id,
        tab=register.tab,
        title=register.title,
        number=str(values["number"]),
        on=on,
        roles=roles,
        what="" if what in _itself(asked) else what,
        told="；".join(
            filter(None, (*_own_rows(facts, register, values, links), _whole(asked, register, line, links)))
        ),
        days=tuple(days),
        shy=_shy(asked, register, values),
        act=str(values.get(ACTS[register.kind].key) or "") if register.kind in ACTS else "",
        until=values.get(span.key) if span is not None else None,
        open=span is not None,
    )


def _shy(asked: Asked, register: Register, values: Mapping[str, Any]) -> str | None:
    private = SENSITIVE.get(register.kind)
    return None if private is None else _said(asked, register, values, {attr.key for attr in private})


def _itself(asked: Asked) -> tuple[str, ...]:
    """How the officer or the case of the page is called; no line has to say it again."""
    if asked.kind == CASES:
        return (asked.number,)
    return (asked.facts.label(PEOPLE, asked.id), str(asked.facts.row(PEOPLE, asked.id).get("name")))


def _whole(asked: Asked, register: Register, line: Line, links: Sequence[Link]) -> str:
    own = own_words(asked, register, line)
    if own:
        return own
    told = () if register.kind in TELLS else {link.part for link in links if link.pointing and link.part}
    return _said(asked, register, line.values, told)


def _borrowed(facts: Facts, register: Register, values: Mapping[str, Any]) -> tuple[tuple[date, str], ...]:
    """What has no day of its own stands under that of what it belongs to."""
    day = day_of(facts, register, values)
    set_day = any(day == values.get(name) for name in BEGINS)
    return ((day, register.title),) if day is not None and not set_day else ()


def _part_days(facts: Facts, register: Register, values: Mapping[str, Any]) -> Iterator[tuple[date, str]]:
    for group in (*register.parts, *register.told):
        dated = [item for item in group.fields if happened(item)]
        for row in values.get(group.name, ()) if dated else ():
            named = "" if group.lead in dated else words.text(group.lead, row.get(group.lead.name), facts)
            for item in dated:
                if isinstance(row.get(item.name), date):
                    yield row[item.name], " ".join(filter(None, (group.label, named, item.label)))


def _own_rows(facts: Facts, register: Register, values: Mapping[str, Any], links: Sequence[Link]) -> Iterator[str]:
    """What the rows of a part say that name the officer or the case: 情况 请假，事由 公出."""
    for link in links:
        group = group_of(register, link.part) if link.pointing and link.part else None
        row = next((row for row in values.get(group.name, ()) if row["id"] == link.row), None) if group else None
        if group is not None and row is not None:
            yield _row_said(group, row, facts, link.name)


def _row_said(group: Parts, row: Mapping[str, Any], facts: Facts, but: str = "") -> str:
    return "，".join(filter(None, (_labelled(item, row, facts) for item in group.fields if item.name != but)))


def _labelled(item: Field | Parts, values: Mapping[str, Any], facts: Facts) -> str:
    if isinstance(item, Parts):
        rows = values.get(item.name, ())
        if item.name in ROW_BY_ROW:
            return "；".join(f"{item.label} {_row_said(item, row, facts)}" for row in rows)
        if len(rows) > MANY:
            return f"{item.label} {len(rows)} {item.unit or '条'}"
    said = words.cell(item, values, facts)
    return f"{item.label} {said}" if said else ""


def _said(asked: Asked, register: Register, values: Mapping[str, Any], but: Collection[str]) -> str:
    """What a line says of a record: the fields told of its kind, else the columns of its list; ``but`` some."""
    skipped = {"number", register.subject.key, relations.CASE_NO, *but}
    items: Sequence[Field | Parts] = [register.by_name[name] for name in TELLS.get(register.kind, ())]
    if not items:
        items = register.grid
        skipped |= {next((item.name for item in register.fields if happened(item, register.due)), "")}
    kept = (item for item in items if item.name not in skipped)
    return "，".join(filter(None, (_labelled(item, values, asked.facts) for item in kept)))
