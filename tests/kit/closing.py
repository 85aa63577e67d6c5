"""Months closed for tests: as the officer closes them, and rows of any kind dated where a test wants them."""

from datetime import date, timedelta
from enum import StrEnum
from itertools import count
from typing import Any

from sqlalchemy import Column, Date, Enum, select
from sqlalchemy.orm import Session

from desktop_app.models.base import Part, Record
from desktop_app.models.catalogue import KINDS
from desktop_app.registers.month_closes import MONTH_CLOSES
from desktop_app.rules.periods import month_period
from desktop_app.services import month_close
from desktop_app.services.desk import Desk
from desktop_app.services.month_places import Place
from desktop_app.services.outcome import Outcome
from desktop_app.store import values

_SERIAL = count(1)
_LAST = "移到下月办"


def closed(desk: Desk, tab: str, last: int, waiver: str = _LAST) -> Outcome:
    """Close a tab from the campaign's first month to this one of 2015; what stands against it is waived."""
    return month_close.close(desk, MONTH_CLOSES, tab, month_period(2015, last), waiver, earlier=True)


def reopened(desk: Desk, tab: str, month: int, approver: int, reason: str = "补登漏记的一笔") -> Outcome:
    """Open a month again."""
    return month_close.reopen(desk, MONTH_CLOSES, tab, month_period(2015, month), reason, approver)


def row_of(session: Session, place: Place, day: date | None, **given: Any) -> Any:
    """A new row of a kind whose day stands as asked: on itself, or on the record it goes by."""
    if place.through is None:
        return made(session, place.model, **{place.stage.day: day}, **given)
    through = place.through
    owner = made(session, through.day.class_, **{through.day.key: day})  # type: ignore[arg-type]
    return made(session, place.model, **{through.link.key: getattr(owner, through.key.key)}, **given)


def made(session: Session, model: type[Record | Part], **given: Any) -> Any:
    """A row with only what the table demands, and what is given."""
    row = model(**{**_demanded(session, model, given), **given})
    session.add(row)
    session.flush()
    return row


def _demanded(session: Session, model: type[Record | Part], given: dict[str, Any]) -> dict[str, Any]:
    columns = values.table_of(model).columns
    needed = (c for c in columns if not c.nullable and c.default is None and c.key not in ("id", *given))
    return {column.key: _some(session, column) for column in needed}


def _some(session: Session, column: Column[Any]) -> Any:
    if column.foreign_keys:
        return _target(session, column)
    if isinstance(column.type, Enum):
        return _members(column)[0]
    if isinstance(column.type, Date):
        return date(2015, 6, 20)
    serial = next(_SERIAL)
    return serial if column.type.python_type is int else f"试{serial}"


def _target(session: Session, column: Column[Any]) -> int:
    (key,) = column.foreign_keys
    model = KINDS[key.column.table.name]
    return int(made(session, model).id)


def _members(column: Column[Any]) -> list[StrEnum]:
    return list(column.type.enum_class)  # type: ignore[attr-defined]


def another(session: Session, place: Place, name: str, now: Any) -> Any:
    """A value an attribute of the row does not have now."""
    column = values.table_of(place.model).columns[name]
    if column.foreign_keys:
        return _target(session, column)
    if isinstance(column.type, Enum):
        return next(word for word in reversed(_members(column)) if word != now)
    if isinstance(column.type, Date):
        return (now or date(2015, 7, 1)) + timedelta(days=40)
    if column.type.python_type is bool:
        return not now
    return (now or 0) + 1 if column.type.python_type is int else f"{now or ''}改"


def numbers(desk: Desk, model: type[Record]) -> list[str]:
    """Numbers of the living records of a kind."""
    table = values.table_of(model)
    with desk.store.read() as session:
        return list(session.scalars(select(table.c.number).where(table.c.retired_at.is_(None)).order_by(table.c.id)))
