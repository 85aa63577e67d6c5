"""Values as history keeps them: plain JSON, the same for a value typed, read back or replayed."""

from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any

from sqlalchemy import Column, Table, inspect
from sqlalchemy.dialects.sqlite import dialect as sqlite_dialect
from sqlalchemy.types import Boolean, TypeEngine

from desktop_app.models.base import Base, Moment

DIALECT = sqlite_dialect()


def table_of(model: type[Base]) -> Table:
    """The table of a mapped class."""
    table = inspect(model).local_table
    assert isinstance(table, Table)
    return table


def to_json(column: Column[Any], value: Any) -> Any:
    """A Python value as JSON: days in ISO form, moments in UTC with microseconds, words as they stand."""
    if value is None:
        return None
    if isinstance(column.type, Moment):
        return column.type.process_bind_param(value, DIALECT)
    if isinstance(column.type, Boolean):
        return bool(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    return value


def from_json(column: Column[Any], value: Any) -> Any:
    """The Python value of what history kept."""
    if value is None or isinstance(value, (dict, list)):
        return value
    return from_file(column.type)(value)


def from_file(kind: TypeEngine[Any]) -> Any:
    """What turns a value read by a raw cursor into its Python value."""
    return _processor(kind) or _same


@cache
def _processor(kind: TypeEngine[Any]) -> Any:
    return kind.dialect_impl(DIALECT).result_processor(DIALECT, None)


def _same(value: Any) -> Any:
    return value


def default_json(column: Column[Any]) -> Any:
    """What history says of a column it never mentioned: its plain default, else nothing."""
    given = getattr(column.default, "arg", None)
    if column.default is None or given is None:
        return None
    return {} if callable(given) else to_json(column, given)
