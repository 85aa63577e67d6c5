"""The read road (快照): an ordered array of ids, and blocks of just the columns asked for.

Statements are built by SQLAlchemy Core from mapped columns; everything people typed travels as a parameter. Long id
lists are taken from the driver's own cursor: a million ids in a third of a second.
"""

import re
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

from sqlalchemy import Column, ColumnElement, Integer, Select, and_, case, column, func, or_, select, table
from sqlalchemy.orm import Session, aliased

from desktop_app.models.base import Attr, Part, Record
from desktop_app.rules.search import Query
from desktop_app.store.index import index_name
from desktop_app.store.values import table_of

SLICE = 500
"""Ids asked for in one statement."""

MANY_HITS = 10_000
"""From so many hits on, the first rows of a search are found by walking."""

_TOKEN = re.compile(r'"([^"]+)"')


def column_of(attr: Attr[Any]) -> Column[Any]:
    """The table's column behind a mapped attribute."""
    found: Column[Any] = attr.property.columns[0]
    return found


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition on a record; conditions stand together with AND."""

    def clause(self, model: type[Record]) -> ColumnElement[bool]:
        raise TypeError("a bare condition asks nothing")


@dataclass(frozen=True, slots=True)
class Equals(Condition):
    attr: Attr[Any]
    value: Any

    def clause(self, model: type[Record]) -> ColumnElement[bool]:
        return and_(self.attr == self.value)


@dataclass(frozen=True, slots=True)
class AnyOf(Condition):
    """One of several values; None among ``options`` means empty."""

    attr: Attr[Any]
    options: tuple[Any, ...]

    def clause(self, model: type[Record]) -> ColumnElement[bool]:
        given = self.attr.in_([value for value in self.options if value is not None])
        return or_(given, self.attr.is_(None)) if None in self.options else given


@dataclass(frozen=True, slots=True)
class Before(Condition):
    attr: Attr[Any]
    value: Any

    def clause(self, model: type[Record]) -> ColumnElement[bool]:
        return and_(self.attr < self.value)


@dataclass(frozen=True, slots=True)
class Between(Condition):
    """From ``first`` to ``last``, both included; None leaves that side open."""

    attr: Attr[Any]
    first: Any
    last: Any

    def clause(self, model: type[Record]) -> ColumnElement[bool]:
        sides = [self.attr >= self.first] if self.first is not None else []
        sides += [self.attr <= self.last] if self.last is not None else []
        return and_(self.attr.is_not(None), *sides)


@dataclass(frozen=True, slots=True)
class Stands(Condition):
    """The record holds on a day: from ``since`` to ``until``, both included; an empty one leaves that side open."""

    since: Attr[Any]
    until: Attr[Any]
    day: Any

    def clause(self, model: type[Record]) -> ColumnElement[bool]:
        begun = or_(self.since.is_(None), self.since <= self.day)
        return and_(begun, or_(self.until.is_(None), self.until >= self.day))


@dataclass(frozen=True, slots=True)
class IsEmpty(Condition):
    attr: Attr[Any]

    def clause(self, model: type[Record]) -> ColumnElement[bool]:
        return func.coalesce(self.attr, "") == ""


@dataclass(frozen=True, slots=True)
class NotEmpty(Condition):
    attr: Attr[Any]

    def clause(self, model: type[Record]) -> ColumnElement[bool]:
        return func.coalesce(self.attr, "") != ""


@dataclass(frozen=True, slots=True)
class Contains(Condition):
    """Text that stands somewhere in the column, to the letter."""

    attr: Attr[Any]
    text: str

    def clause(self, model: type[Record]) -> ColumnElement[bool]:
        return self.attr.contains(self.text, autoescape=True)


@dataclass(frozen=True, slots=True)
class Says(Condition):
    """A folded word stands somewhere in the column, or at its beginning; its signs mean any one character."""

    attr: Attr[Any]
    word: str
    begins: bool = False

    def clause(self, model: type[Record]) -> ColumnElement[bool]:
        return and_(self.attr.like(f"{'' if self.begins else '%'}{self.word}%"))


@dataclass(frozen=True, slots=True)
class HasGaps(Condition):
    """Records with something 待补."""

    def clause(self, model: type[Record]) -> ColumnElement[bool]:
        return model.gaps != {}


@dataclass(frozen=True, slots=True)
class Retired(Condition):
    """Retired records (回收站); without this condition a snapshot shows live ones."""

    retired: bool = True

    def clause(self, model: type[Record]) -> ColumnElement[bool]:
        return model.retired_at.is_not(None) if self.retired else model.retired_at.is_(None)


@dataclass(frozen=True, slots=True)
class IdIn(Condition):
    """A fixed set of records, such as those behind a figure."""

    ids: tuple[int, ...]

    def clause(self, model: type[Record]) -> ColumnElement[bool]:
        return model.id.in_(self.ids)


@dataclass(frozen=True, slots=True)
class Search(Condition):
    """A typed filter: every word stands somewhere in the record's search text."""

    query: Query

    def clause(self, model: type[Record]) -> ColumnElement[bool]:
        likes = [model.search_text.like(like, escape="\\") for like in self.query.likes]
        return and_(model.id.in_(_hits(model, self.query)), *likes)


@dataclass(frozen=True, slots=True)
class Walked(Condition):
    """The same as ``Search``, asked of one row after another: quicker when many rows are hits and few are wanted."""

    query: Query

    def clause(self, model: type[Record]) -> ColumnElement[bool]:
        tokens = [model.search_text.contains(token, autoescape=True) for token in _TOKEN.findall(self.query.match)]
        return and_(*tokens, *(model.search_text.like(like, escape="\\") for like in self.query.likes))


@dataclass(frozen=True, slots=True)
class HasPart(Condition):
    """The record has a part, tied by its link to the record, that meets the conditions; or it has none such."""

    link: Attr[Any]
    where: tuple[Condition, ...] = ()
    has: bool = True

    def clause(self, model: type[Record]) -> ColumnElement[bool]:
        met = select(self.link).where(*(condition.clause(model) for condition in self.where))
        return model.id.in_(met) if self.has else model.id.not_in(met)


@dataclass(frozen=True, slots=True)
class OfLinked(Condition):
    """The record a link points to meets the conditions: items of takings by one measure."""

    link: Attr[Any]
    target: type[Record]
    where: tuple[Condition, ...]

    def clause(self, model: type[Record]) -> ColumnElement[bool]:
        met = select(self.target.id).where(*(condition.clause(self.target) for condition in self.where))
        return self.link.in_(met)


@dataclass(frozen=True, slots=True)
class Either(Condition):
    """At least one of the conditions is met."""

    options: tuple[Condition, ...]

    def clause(self, model: type[Record]) -> ColumnElement[bool]:
        return or_(*(option.clause(model) for option in self.options))


@dataclass(frozen=True, slots=True)
class Order:
    """One sort column; empty values come last whichever way it runs."""

    attr: Attr[Any]
    descending: bool = False

    def sort_keys(self) -> tuple[Any, ...]:
        way = self._way(self.attr)
        return tuple(key.nulls_last() for key in way) if column_of(self.attr).nullable else way

    def _way(self, *keys: Any) -> tuple[Any, ...]:
        return tuple(key.desc() if self.descending else key.asc() for key in keys)


@dataclass(frozen=True, slots=True)
class Natural(Order):
    """Numbers as people count them, 2.2 before 2.10: by the part before the dot, then by the part after it."""

    def sort_keys(self) -> tuple[Any, ...]:
        after = func.substr(self.attr, func.instr(self.attr, ".") + 1)
        return self._way(func.cast(self.attr, Integer), func.cast(after, Integer), self.attr)


@dataclass(frozen=True, slots=True)
class ByLink(Order):
    """By a value of the record a link points to, such as an officer's pinyin or a department's place."""

    target: Attr[Any] | None = None

    def sort_keys(self) -> tuple[Any, ...]:
        assert self.target is not None
        other = aliased(self.target.class_)
        picked = select(getattr(other, self.target.key)).where(other.id == self.attr).scalar_subquery()
        return (picked.is_(None), *self._way(picked))


@dataclass(frozen=True, slots=True)
class FirstThen(Order):
    """Records whose value is one of ``first`` before the rest, such as open tasks before closed ones."""

    first: tuple[Any, ...] = ()

    def sort_keys(self) -> tuple[Any, ...]:
        return self._way(case((self.attr.in_(self.first), 0), else_=1))


@dataclass(frozen=True, slots=True)
class MetFirst(Order):
    """Records that meet the first condition, then those that meet the second; of each the last entered first."""

    met: tuple[Condition, ...] = ()

    def sort_keys(self) -> tuple[Any, ...]:
        model = self.attr.class_
        ranks = ((condition.clause(model), rank) for rank, condition in enumerate(self.met))
        return (case(*ranks, else_=len(self.met)), model.id.desc())


def _hits(model: type[Record], query: Query) -> Select[int]:
    name = index_name(model.__tablename__)
    index = table(name, column("rowid", Integer), column(name))
    return select(index.c.rowid).where(index.c[name].op("MATCH")(query.match))


def _asked(model: type[Record], picked: Any, where: Sequence[Condition]) -> Select[Any]:
    conditions = list(where)
    if issubclass(model, Record) and not any(isinstance(condition, Retired | IdIn) for condition in conditions):
        conditions.append(Retired(False))
    return select(picked).select_from(model).where(*(condition.clause(model) for condition in conditions))


def ids(
    session: Session, model: type[Record], where: Sequence[Condition] = (), order: Sequence[Order] = (), limit: int = 0
) -> "array[int]":
    """Ids of the records that meet every condition, in order, ties by id; ``limit`` 0 means all."""
    if limit:
        where = [_quickest(session, model, condition) for condition in where]
    statement = _asked(model, model.id, where).order_by(
        *(key for entry in order for key in entry.sort_keys()), model.id
    )
    result = session.connection().execute(statement.limit(limit) if limit else statement)
    cursor: Any = result.cursor
    return array("q", chain.from_iterable(cursor))


def _quickest(session: Session, model: type[Record], condition: Condition) -> Condition:
    """A search with so many hits that the first rows are found sooner by walking in order than by sorting the hits."""
    if not isinstance(condition, Search):
        return condition
    some = _hits(model, condition.query).limit(MANY_HITS).subquery()
    found = session.connection().execute(select(func.count()).select_from(some)).scalar_one()
    return Walked(condition.query) if found == MANY_HITS else condition


def brake(session: Session) -> Callable[[], None]:
    """What another thread calls to withdraw whatever this session asks: the answer is then ``Interrupted``."""
    raw: Any = session.connection().connection.driver_connection
    interrupt: Callable[[], None] = raw.interrupt
    return interrupt


def count(session: Session, model: type[Record], where: Sequence[Condition] = (), at_most: int = 0) -> int:
    """How many records meet every condition; counting stops at ``at_most``, 0 means to the end."""
    if not at_most:
        return int(session.connection().execute(_asked(model, func.count(), where)).scalar_one())
    some = _asked(model, model.id, where).limit(at_most).subquery()
    return int(session.connection().execute(select(func.count()).select_from(some)).scalar_one())


def block(session: Session, model: type[Record | Part], names: Sequence[str], wanted: Sequence[int]) -> dict[int, Any]:
    """The named columns of the wanted records by id, as Python values in the order named."""
    columns = [table_of(model).columns[name] for name in names]
    key = table_of(model).columns["id"]
    found: dict[int, Any] = {}
    for part in _slices(wanted):
        for row in session.connection().execute(select(key, *columns).where(key.in_(part))):
            found[row[0]] = row[1:]
    return found


def parts(
    session: Session, model: type[Record | Part], link: str, wanted: Sequence[int]
) -> dict[int, list[Mapping[str, Any]]]:
    """Rows of a part by the record they belong to, oldest first; of records that link to others, retired ones too."""
    owner = table_of(model).columns[link]
    found: dict[int, list[Mapping[str, Any]]] = {record_id: [] for record_id in wanted}
    for part in _slices(wanted):
        asked = select(table_of(model)).where(owner.in_(part)).order_by(table_of(model).columns["id"])
        for row in session.connection().execute(asked).mappings():
            found[row[link]].append({str(name): value for name, value in row.items()})
    return found


def values_with_counts(
    session: Session, attr: Attr[Any], where: Sequence[Condition] = (), limit: int = 1000
) -> list[tuple[Any, int]]:
    """The values of a column of records or of part rows with how often each stands there, most frequent first."""
    model: Any = attr.class_
    number = func.count()
    asked = _asked(model, attr, where).add_columns(number).group_by(attr).order_by(number.desc(), attr).limit(limit)
    return [(value, found) for value, found in session.connection().execute(asked)]


def sums(session: Session, attrs: Sequence[Attr[Any]], wanted: Sequence[int]) -> tuple[int, ...]:
    """Sums of whole-number columns over the wanted records."""
    totals = [0] * len(attrs)
    for part in _slices(wanted) if attrs else ():
        asked = select(*(func.coalesce(func.sum(attr), 0) for attr in attrs)).where(attrs[0].class_.id.in_(part))
        row = session.connection().execute(asked).one()
        totals = [total + more for total, more in zip(totals, row, strict=True)]
    return tuple(totals)


def _slices(wanted: Sequence[int]) -> Iterator[list[int]]:
    for start in range(0, len(wanted), SLICE):
        yield list(wanted[start : start + SLICE])
