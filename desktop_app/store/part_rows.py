"""Records by the rows that belong to them: how many there are, how many are done, what the first one says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Float, cast, func, select
from sqlalchemy.orm import aliased

from desktop_app.models.base import Attr, Part, Record
from desktop_app.models.catalogue import KINDS
from desktop_app.store.snapshot import Condition, Order, Retired


def link_of(part: type[Part]) -> Attr[Any]:
    """The attribute that ties a part to its record: its first foreign key."""
    link: Attr[Any] = getattr(part, next(column.key for column in part.__table__.columns if column.foreign_keys))
    return link


def owner_of(part: type[Part]) -> type[Record]:
    """The kind of record a part belongs to."""
    (key,) = link_of(part).property.columns[0].foreign_keys
    owner = KINDS[str(key.column.table.name)]
    assert issubclass(owner, Record)
    return owner


@dataclass(frozen=True, slots=True)
class RowOf(Condition):
    """Part rows of the records that meet the conditions; asked of the part."""

    part: type[Part]
    where: tuple[Condition, ...] = ()

    def clause(self, model: type[Record]) -> ColumnElement[bool]:  # noqa: ARG002
        owner = owner_of(self.part)
        live: Sequence[Condition] = self.where or (Retired(False),)
        return link_of(self.part).in_(select(owner.id).where(*(condition.clause(owner) for condition in live)))


@dataclass(frozen=True, slots=True)
class ByRows(Order):
    """By how many rows of the part of ``attr`` a record has; with ``done`` by the share in which that is filled in.

    Records without rows come last.
    """

    done: Attr[Any] | None = None

    def sort_keys(self) -> tuple[Any, ...]:
        part = self.attr.class_
        number = func.count()
        asked = number if self.done is None else cast(func.count(self.done), Float) / number
        picked = _of_owner(part, func.nullif(number, 0))
        keys = (picked,) if self.done is None else (_of_owner(part, asked), picked)
        return (picked.is_(None), *self._way(*keys))


@dataclass(frozen=True, slots=True)
class ByFirstRow(Order):
    """By what the first row of a part says: ``attr`` itself, or ``target`` of the record it links to."""

    target: Attr[Any] | None = None

    def sort_keys(self) -> tuple[Any, ...]:
        part = self.attr.class_
        own = _ordered(select(self.attr).where(link_of(part) == owner_of(part).id), part)
        picked: Any = own
        if self.target is not None:
            other = aliased(self.target.class_)
            picked = select(getattr(other, self.target.key)).where(other.id == own).scalar_subquery()
        return (picked.is_(None), *self._way(picked))


def _of_owner(part: type[Part], asked: Any) -> Any:
    owner = owner_of(part)
    return select(asked).select_from(part).where(link_of(part) == owner.id).correlate(owner).scalar_subquery()


def _ordered(asked: Any, part: type[Part]) -> Any:
    return asked.order_by(part.id).limit(1).correlate(owner_of(part)).scalar_subquery()
