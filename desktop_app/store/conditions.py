"""What a register can be narrowed by (筛选条件): values over mapped columns, each saying its own piece of SQL.

Names come from the tables; whatever people typed travels as a parameter.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol

from sqlalchemy import Column, Table, inspect

from desktop_app.models.base import Attr
from desktop_app.rules.search import Query
from desktop_app.store import values
from desktop_app.store.index import index_name


class Piece(NamedTuple):
    """A piece of SQL and the values of its marks."""

    sql: str
    params: tuple[Any, ...] = ()


class Condition(Protocol):
    """Anything that narrows a register."""

    def piece(self, table: Table) -> Piece:
        """The SQL that is true of the rows wanted."""
        ...


def column_of(attr: Attr[Any]) -> Column[Any]:
    """The table's column behind a mapped attribute."""
    column = inspect(attr.class_).columns[attr.key]
    assert isinstance(column, Column)
    return column


def own(table: Table, attr: Attr[Any]) -> Column[Any]:
    """The same, of this table and no other."""
    column = column_of(attr)
    if column.table is not table:
        raise ValueError(f"{column} is not a column of {table.name}")
    return column


def quoted(named: Table | Column[Any]) -> str:
    """A table's or column's name as SQL, the column with its table."""
    if isinstance(named, Table):
        return f'"{named.name}"'
    return f'"{named.table.name}"."{named.name}"'


def in_file(column: Column[Any], value: Any) -> Any:
    """A Python value as the file holds it."""
    write = column.type.dialect_impl(values.DIALECT).bind_processor(values.DIALECT)
    return write(value) if write and value is not None else value


@dataclass(frozen=True, slots=True)
class Equals:
    """The column holds exactly this value; None means it holds none."""

    column: Attr[Any]
    value: Any

    def piece(self, table: Table) -> Piece:
        column = own(table, self.column)
        return Piece(f"{quoted(column)} IS ?", (in_file(column, self.value),))


@dataclass(frozen=True, slots=True)
class AnyOf:
    """The column holds one of these values; of none, no row is wanted."""

    column: Attr[Any]
    values: Sequence[Any]

    def piece(self, table: Table) -> Piece:
        column = own(table, self.column)
        there = [in_file(column, value) for value in self.values if value is not None]
        empty = f" OR {quoted(column)} IS NULL" if None in self.values else ""
        return Piece(f"{quoted(column)} IN ({', '.join('?' * len(there))}){empty}", tuple(there))


@dataclass(frozen=True, slots=True)
class Between:
    """The column lies between two values, both included; None leaves a side open. Empty cells never do."""

    column: Attr[Any]
    low: Any = None
    high: Any = None

    def piece(self, table: Table) -> Piece:
        column = own(table, self.column)
        sides = [(sign, side) for sign, side in ((">=", self.low), ("<=", self.high)) if side is not None]
        said = [f"{quoted(column)} {sign} ?" for sign, _ in sides] or [f"{quoted(column)} IS NOT NULL"]
        return Piece(" AND ".join(said), tuple(in_file(column, side) for _, side in sides))


@dataclass(frozen=True, slots=True)
class IsEmpty:
    """Nothing stands in the column."""

    column: Attr[Any]

    def piece(self, table: Table) -> Piece:
        name = quoted(own(table, self.column))
        return Piece(f"{name} IS NULL OR {name} = ''")


@dataclass(frozen=True, slots=True)
class NotEmpty:
    """Something stands in the column."""

    column: Attr[Any]

    def piece(self, table: Table) -> Piece:
        return Piece(f"{quoted(own(table, self.column))} <> ''")


@dataclass(frozen=True, slots=True)
class Search:
    """The record's search text holds every word of the query."""

    query: Query

    def piece(self, table: Table) -> Piece:
        index = f'"{index_name(table.name)}"'
        asked = " ".join(("SELECT rowid FROM", index, "WHERE", index, "MATCH ?"))
        likes = "".join(f" AND {quoted(table.c.search_text)} LIKE ? ESCAPE '\\'" for _ in self.query.likes)
        return Piece(f"{quoted(table.c.id)} IN ({asked}){likes}", (self.query.match, *self.query.likes))


@dataclass(frozen=True, slots=True)
class Retired:
    """The record is retired (已停用), or is not."""

    retired: bool = True

    def piece(self, table: Table) -> Piece:
        return Piece(f"{quoted(table.c.retired_at)} IS {'NOT ' if self.retired else ''}NULL")


@dataclass(frozen=True, slots=True)
class HasGaps:
    """Something in the record is still to be filled in (待补), or nothing is."""

    has: bool = True

    def piece(self, table: Table) -> Piece:
        return Piece(f"{quoted(table.c.gaps)} {'<>' if self.has else '='} '{{}}'")


@dataclass(frozen=True, slots=True)
class NumberLike:
    """The record's number contains this text."""

    text: str

    def piece(self, table: Table) -> Piece:
        escaped = self.text.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
        return Piece(f"{quoted(table.c.number)} LIKE ? ESCAPE '\\'", (f"%{escaped}%",))


@dataclass(frozen=True, slots=True)
class HasPart:
    """The record has a part, linked by ``link``, that meets the conditions; or has none such."""

    link: Attr[Any]
    where: tuple[Condition, ...] = ()
    has: bool = True

    def piece(self, table: Table) -> Piece:
        link = column_of(self.link)
        assert isinstance(link.table, Table)
        inner = all_of(link.table, self.where)
        asked = " ".join(("SELECT", quoted(link), "FROM", quoted(link.table), "WHERE", inner.sql))
        return Piece(f"{quoted(table.c.id)} {'' if self.has else 'NOT '}IN ({asked})", inner.params)


@dataclass(frozen=True, slots=True)
class Through:
    """The record that ``link`` points to meets the conditions."""

    link: Attr[Any]
    where: tuple[Condition, ...]

    def piece(self, table: Table) -> Piece:
        link = own(table, self.link)
        target = next(iter(link.foreign_keys)).column.table
        inner = all_of(target, self.where)
        asked = " ".join(("SELECT id FROM", quoted(target), "WHERE", inner.sql))
        return Piece(f"{quoted(link)} IN ({asked})", inner.params)


@dataclass(frozen=True, slots=True)
class Either:
    """At least one of the conditions is met."""

    conditions: tuple[Condition, ...]

    def piece(self, table: Table) -> Piece:
        return _joined(" OR ", table, self.conditions, "0")


@dataclass(frozen=True, slots=True)
class Not:
    """The condition is not met; where an empty cell leaves it open, it is not."""

    condition: Condition

    def piece(self, table: Table) -> Piece:
        inner = self.condition.piece(table)
        return Piece(f"({inner.sql}) IS NOT TRUE", inner.params)


def all_of(table: Table, conditions: Sequence[Condition]) -> Piece:
    """Every condition is met; none at all is always met."""
    return _joined(" AND ", table, conditions, "1")


def _joined(word: str, table: Table, conditions: Sequence[Condition], of_none: str) -> Piece:
    pieces = [condition.piece(table) for condition in conditions]
    params = tuple(value for piece in pieces for value in piece.params)
    return Piece(word.join(f"({piece.sql})" for piece in pieces) or of_none, params)
