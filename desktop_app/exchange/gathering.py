"""Rows of a record's own (记录的分行): read from the columns of a wide ledger, or gathered from several lines."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from desktop_app.exchange.across import Across, value_of
from desktop_app.exchange.cells import blank, shown, ticked
from desktop_app.exchange.headings import Column
from desktop_app.exchange.layout import LedgerRow
from desktop_app.exchange.recognise import Recognised
from desktop_app.exchange.workbooks import Cell
from desktop_app.registers.spec import Field, Parts, Register, Shape
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.unreadable import Unreadable, tight
from desktop_app.services.draft import Draft, Values, new_draft, table_defaults

Read = Callable[[Field, Cell], Any]
Place = tuple[str, int, str]
"""Part, place of the row, attribute."""


@dataclass
class Taken:
    """A row as read: values by attribute, part rows by kind, problems of its cells, names adopted on the way.

    ``origins`` tells where a value of a part row stands, as Excel row and column place. ``also`` are further lines of
    the ledger that belong to the record, ``again`` those among them that say nothing new.
    """

    row: LedgerRow
    values: Values = field(default_factory=dict)
    parts: dict[str, list[Values]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    asides: list[tuple[str, Any, Problem]] = field(default_factory=list)
    """Values of other fields said in place of a day, and what is wrong with the day where they do not hold."""
    origins: dict[Place, tuple[int, int]] = field(default_factory=dict)
    also: list[LedgerRow] = field(default_factory=list)
    again: list[int] = field(default_factory=list)
    lines: dict[Problem, int] = field(default_factory=dict)
    """The Excel row of problems that are not of the first line."""

    @property
    def given(self) -> set[str]:
        """Attributes the ledger gives a value for."""
        return set(self.values)

    def draft(self, found: Recognised) -> Draft:
        """A new draft with what was read."""
        draft = new_draft(found.register.model, self.values)
        draft.parts = {kind: [dict(row) for row in rows] for kind, rows in self.parts.items()}
        return draft

    def place(self, problem: Problem, columns: Iterable[Column]) -> tuple[int, Column | None]:
        """The Excel row and the column a problem stands at; no column where its field tells it."""
        line = self.lines.get(problem, self.row.number)
        if problem.at is None or (problem.field, *problem.at) not in self.origins:
            return line, None
        line, at = self.origins[problem.field, *problem.at]
        return line, next((column for column in columns if column.index == at), None)

    def moved(self, part: str, places: Mapping[int, int]) -> None:
        """The rows of a part stand at other places now: old place to new."""
        self.origins = {_moved(place, part, places): where for place, where in self.origins.items()}
        self.problems = [_shifted(problem, part, places) for problem in self.problems]


def _moved(place: Place, part: str, places: Mapping[int, int]) -> Place:
    kind, row, name = place
    return (kind, places.get(row, row), name) if kind == part else place


def _shifted(problem: Problem, part: str, places: Mapping[int, int]) -> Problem:
    if problem.field != part or problem.at is None:
        return problem
    return replace(problem, at=(places.get(problem.at[0], problem.at[0]), problem.at[1]))


def read_across(taken: Taken, found: Recognised, read: Read, unread: Callable[[int, Unreadable, Cell], str]) -> None:
    """The part rows a ledger row holds in its columns; a row of which no cell says anything is none."""
    rows: dict[tuple[str, str], dict[int, Across]] = {}
    for index, one in found.across.items():
        if one.listing:
            continue
        rows.setdefault((one.group.name, one.told), {})[index] = one
    for (part, _), columns in rows.items():
        kept = taken.parts.get(part, [])
        row = _row(taken, len(kept), columns, read, unread)
        if row is not None:
            taken.parts[part] = [*kept, row]


def _row(
    taken: Taken,
    place: int,
    columns: Mapping[int, Across],
    read: Read,
    unread: Callable[[int, Unreadable, Cell], str],
) -> Values | None:
    group = next(iter(columns.values())).group
    values: Values = {}
    spoilt = False
    for index, one in columns.items():
        cell = taken.row.cell(index)
        if blank(cell):
            continue
        taken.origins[group.name, place, one.field.name] = (taken.row.number, index)
        try:
            value = _value(one, cell, read)
        except Unreadable as found:
            spoilt = True
            said = unread(index, found, cell)
            at = (place, one.field.name)
            taken.problems.append(Problem(group.name, Fault.UNREADABLE, found.code, said, at))
            continue
        if value not in (None, ""):
            values[one.field.name] = value
    assert group.across is not None
    key = group.across.key
    if not (spoilt or values.keys() - {key}):
        return None
    one = next(iter(columns.values()))
    own = {name: value for name, value in table_defaults(group.part).items() if value is not None}
    return {**own, **group.defaults, key: one.told if one.record is None else one.record, **values}


def _value(one: Across, cell: Cell, read: Read) -> Any:
    """The value of a cell; points that are nothing are no row, a tick is a row without points."""
    if one.field.shape is not Shape.POINTS:
        return read(one.field, cell)
    if ticked(cell):
        return 0
    points = read(one.field, cell)
    off = one.full - points if one.full and points is not None else points
    return off or None


def gathered(taken: Sequence[Taken], register: Register, key: Callable[[Taken], object]) -> list[Taken]:
    """The lines of a ledger by record, in the order in which each record is met first."""
    found: dict[object, Taken] = {}
    for one in taken:
        first = found.setdefault(key(one), one)
        if first is not one:
            _join(first, one, register)
    return list(found.values())


def _join(first: Taken, other: Taken, register: Register) -> None:
    first.also.append(other.row)
    new = [_join_part(first, other, group) for group in register.parts if group.name in other.parts]
    if new and not any(new):
        first.again.append(other.row.number)
    for name, value in other.values.items():
        _join_value(first, other, register, name, value)
    for problem in other.problems:
        if problem not in first.problems:
            first.problems.append(problem)
            first.lines[problem] = other.row.number


def _join_part(first: Taken, other: Taken, group: Parts) -> bool:
    """Add the rows of another line; answers whether it had any that were not there."""
    kept, given = first.parts.setdefault(group.name, []), other.parts[group.name]
    places = {}
    for place, row in enumerate(given):
        if row not in kept:
            places[place] = len(kept)
            kept.append(row)
    other.moved(group.name, {place: places.get(place, len(kept)) for place in range(len(given))})
    first.origins |= {
        at: where for at, where in other.origins.items() if at[0] == group.name and at not in first.origins
    }
    return bool(places) and group.across is not None


def _join_value(first: Taken, other: Taken, register: Register, name: str, value: Any) -> None:
    """What another line says of the record itself: lines of text go on, of other values the first counts."""
    kept = first.values.setdefault(name, value)
    item = register.by_name[name]
    if name == "number" or kept == value or not isinstance(item, Field):
        return
    if item.shape is Shape.TEXT and item.lines > 1:
        if tight(str(value)) not in tight(str(kept)):
            first.values[name] = f"{kept}\n{value}"
        return
    if tight(str(kept)) == tight(str(value)) or name == register.subject.key:
        return
    said = f"{item.label}与第 {first.row.number} 行的同一件不同，取了前一行的。核对"
    problem = Problem(name, Fault.CAUTION, "only_first_taken", f"{said}。原文：{shown(value)}")
    first.problems.append(problem)
    first.lines[problem] = other.row.number


def mergeable(group: Parts) -> bool:
    """Whether rows of a part are known again by the word that names them (卡种): a later ledger adds to them."""
    value = value_of(group)
    return group.across is not None and (value is None or not value.right)


@dataclass
class Merged:
    """Rows of a part with what a ledger adds: the rows, where each given row went, what was added, what differs."""

    rows: list[Values]
    places: dict[int, int] = field(default_factory=dict)
    added: bool = False
    clashes: list[tuple[int, str]] = field(default_factory=list)
    """Places of given rows and the attributes in which they differ from what is kept."""


def merged(group: Parts, kept: Sequence[Mapping[str, Any]], given: Sequence[Values]) -> Merged:
    """Kept rows filled where they are empty, and rows of the ledger that were not there."""
    found = Merged([dict(row) for row in kept])
    for place, row in enumerate(given):
        at = _same_row(group, found, row)
        found.places[place] = len(found.rows) if at is None else at
        if at is None:
            found.rows.append(row)
            found.added = True
        else:
            _fill(group, found, place, row, found.rows[at])
    return found


def _same_row(group: Parts, found: Merged, row: Values) -> int | None:
    """The kept row that a given one is: of the same word, and of the same number where both have one."""
    assert group.across is not None
    key, taken = group.across.key, set(found.places.values())
    alike = [
        at
        for at, kept in enumerate(found.rows)
        if at not in taken and tight(str(kept.get(key) or "")) == tight(str(row.get(key) or ""))
    ]
    same = [at for at in alike if all(_agrees(item, found.rows[at], row) for item in group.fields)]
    return next(iter(same or alike), None)


def _agrees(item: Field, kept: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    return None in (one := (kept.get(item.name), row.get(item.name))) or "" in one or one[0] == one[1]


def _fill(group: Parts, found: Merged, place: int, row: Values, kept: Values) -> None:
    for item in group.fields:
        value = row.get(item.name)
        if value in (None, "") or value == kept.get(item.name):
            continue
        if kept.get(item.name) in (None, ""):
            kept[item.name] = value
            found.added = True
        else:
            found.clashes.append((place, item.name))


def same_totals(group: Parts, kept: Iterable[Mapping[str, Any]], given: Iterable[Mapping[str, Any]]) -> bool:
    """Whether two lists of valued rows come to the same under each word, however the rows are parted."""
    return _totals(group, kept) == _totals(group, given)


def _totals(group: Parts, rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    value = value_of(group)
    assert group.across is not None
    assert value is not None
    found: dict[str, int] = {}
    for row in rows:
        key = tight(str(row.get(group.across.key) or ""))
        found[key] = found.get(key, 0) + abs(int(row.get(value.name) or 0))
    return found
