"""The read road (读路): ordered ids of a register and blocks of its columns, by raw SQL from mapped columns alone.

Run it in a worker on a connection of its own (``Store.raw_read``); ``connection.interrupt()`` from another thread
stops a running question with ``Interrupted``.
"""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import Column, Table
from sqlcipher3 import dbapi2

from desktop_app.models.base import Attr, Base
from desktop_app.store import connect, values
from desktop_app.store.conditions import (
    AnyOf,
    Between,
    Condition,
    Either,
    Equals,
    HasGaps,
    HasPart,
    IsEmpty,
    Not,
    NotEmpty,
    NumberLike,
    Piece,
    Retired,
    Search,
    Through,
    all_of,
    column_of,
    own,
    quoted,
)

__all__ = [
    "AnyOf",
    "Between",
    "Condition",
    "Either",
    "Equals",
    "HasGaps",
    "HasPart",
    "Interrupted",
    "IsEmpty",
    "Not",
    "NotEmpty",
    "NumberLike",
    "Order",
    "Retired",
    "Search",
    "Through",
    "block",
    "count",
    "ids",
    "sums",
    "values_with_counts",
]

_INTERRUPTED = 9
_BLOCK = 500


class Interrupted(Exception):
    """The question was withdrawn before it was answered."""


@dataclass(frozen=True, slots=True)
class Order:
    """Sort by a column; with ``through`` (a link to another record) by that record's column."""

    column: Attr[Any]
    descending: bool = False
    through: Attr[Any] | None = None


def ids(
    connection: Any,
    model: type[Base],
    where: Sequence[Condition] = (),
    order: Sequence[Order] = (),
    limit: int | None = None,
) -> "array[int]":
    """Ids of the rows that meet every condition, in order, ties by id; a million in well under a second."""
    table = values.table_of(model)
    met = _where(table, where)
    parts = ["SELECT", quoted(table.c.id), "FROM", quoted(table), met.sql, _order_by(table, order)]
    params = [*met.params]
    if limit is not None:
        parts.append("LIMIT ?")
        params.append(limit)
    with _asked():
        return array("q", chain.from_iterable(connection.execute(" ".join(parts), params)))


def block(
    connection: Any, model: type[Base], columns: Sequence[Attr[Any]], wanted: Sequence[int]
) -> list[tuple[Any, ...]]:
    """``(id, value, …)`` of the wanted rows in their order; ids that do not exist are left out."""
    table = values.table_of(model)
    picked = (table.c.id, *(column_of(column) for column in columns))
    found: dict[int, tuple[Any, ...]] = {}
    with _asked():
        for at in range(0, len(wanted), _BLOCK):
            some = list(wanted[at : at + _BLOCK])
            rows = connection.execute(_block_sql(table, picked, len(some)), some)
            found.update((row[0], row) for row in _typed(picked, rows))
    return [found[record_id] for record_id in wanted if record_id in found]


def values_with_counts(
    connection: Any, model: type[Base], column: Attr[Any], where: Sequence[Condition] = ()
) -> list[tuple[Any, int]]:
    """Each value of a column with the number of rows that bear it, most frequent first: what a filter offers."""
    table, of = values.table_of(model), column_of(column)
    met = _where(table, where)
    parts = ("SELECT", quoted(of), ", count(*) FROM", quoted(table), met.sql, "GROUP BY 1 ORDER BY 2 DESC, 1")
    with _asked():
        found = connection.execute(" ".join(parts), met.params).fetchall()
    read = values.from_file(of.type)
    return [(None if value is None else read(value), count) for value, count in found]


def sums(
    connection: Any, model: type[Base], columns: Sequence[Attr[Any]], where: Sequence[Condition] = ()
) -> tuple[Any, ...]:
    """The sum of each column over the rows that meet the conditions; 0 where nothing is to be added."""
    table = values.table_of(model)
    met = _where(table, where)
    added = ", ".join(f"coalesce(sum({quoted(column_of(column))}), 0)" for column in columns)
    with _asked():
        row = connection.execute(" ".join(("SELECT", added, "FROM", quoted(table), met.sql)), met.params).fetchone()
    return tuple(row)


def count(connection: Any, model: type[Base], where: Sequence[Condition] = (), at_most: int | None = None) -> int:
    """How many rows meet the conditions; counting stops at ``at_most``, so that a keystroke need not wait."""
    table = values.table_of(model)
    met = _where(table, where)
    inner = ("SELECT 1 FROM", quoted(table), met.sql, "LIMIT ?")
    limit = -1 if at_most is None else at_most
    with _asked():
        row = connection.execute(" ".join(("SELECT count(*) FROM (", *inner, ")")), [*met.params, limit]).fetchone()
    return int(row[0])


def _where(table: Table, where: Sequence[Condition]) -> Piece:
    met = all_of(table, where)
    return Piece(f"WHERE {met.sql}" if where else "", met.params)


def _order_by(table: Table, order: Sequence[Order]) -> str:
    terms = [f"{_sorted_by(table, one)}{' DESC' if one.descending else ''}" for one in order]
    last = " DESC" if order and order[-1].descending else ""
    return f"ORDER BY {', '.join([*terms, quoted(table.c.id) + last])}"


def _sorted_by(table: Table, order: Order) -> str:
    if order.through is None:
        return quoted(own(table, order.column))
    column, link = column_of(order.column), own(table, order.through)
    parts = (
        "SELECT",
        f'target."{column.name}"',
        "FROM",
        quoted(column.table),
        "AS target WHERE target.id =",
        quoted(link),
    )
    return f"({' '.join(parts)})"


@lru_cache(maxsize=256)
def _block_sql(table: Table, picked: tuple[Column[Any], ...], many: int) -> str:
    columns = ", ".join(map(quoted, picked))
    return " ".join(("SELECT", columns, "FROM", quoted(table), "WHERE", quoted(table.c.id), f"IN ({_marks(many)})"))


def _marks(many: int) -> str:
    return ", ".join("?" * many)


def _typed(columns: Sequence[Column[Any]], rows: Iterable[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """Rows with days, moments, flags and words as Python values."""
    reads = [(at, values.from_file(column.type)) for at, column in enumerate(columns)]
    for row in rows:
        made = list(row)
        for at, read in reads:
            made[at] = None if made[at] is None else read(made[at])
        yield tuple(made)


@contextmanager
def _asked() -> Iterator[None]:
    try:
        with connect.spoken():
            yield
    except dbapi2.OperationalError as error:
        if connect.code_of(error) == _INTERRUPTED:
            raise Interrupted from error
        raise
