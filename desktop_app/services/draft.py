"""A record being typed or imported: its values, what it was loaded with, and its parts."""

import copy
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from desktop_app.models.base import Attr, Part, Record
from desktop_app.rules.unreadable import plain_lines

V = TypeVar("V")
Values = dict[str, Any]


@dataclass
class Draft:
    """A draft (草稿) of one record: attribute name to value, and part kind to rows (a row without ``id`` is new).

    ``version`` is the version it was loaded at, 0 for a new record.
    """

    model: type[Record]
    record_id: int | None = None
    version: int = 0
    values: Values = field(default_factory=dict)
    parts: dict[str, list[Values]] = field(default_factory=dict)
    loaded: Values = field(default_factory=dict)
    loaded_parts: dict[str, list[Values]] = field(default_factory=dict)

    @property
    def kind(self) -> str:
        return str(self.model.__tablename__)

    @property
    def is_new(self) -> bool:
        return self.record_id is None

    def __getitem__(self, attr: Attr[V]) -> V:
        value: V = self.values.get(attr.key)  # type: ignore[assignment]
        return value

    def __setitem__(self, attr: Attr[V], value: V) -> None:
        self.values[attr.key] = value

    def was(self, attr: Attr[V]) -> V:
        """The value this draft was loaded with."""
        value: V = self.loaded.get(attr.key)  # type: ignore[assignment]
        return value

    def rows(self, part: type[Part]) -> list[Values]:
        return self.parts.setdefault(part.__tablename__, [])

    @property
    def changed(self) -> set[str]:
        """Names of attributes and part kinds whose value differs from what was loaded."""
        own = {name for name, value in self.values.items() if value != self.loaded.get(name)}
        return own | {kind for kind, rows in self.parts.items() if rows != self.loaded_parts.get(kind, [])}

    def tidied(self) -> None:
        """What was typed or pasted without control characters; a line broken as word processors break it is a line."""
        for name, value in self.values.items():
            if _is_typed(value) and value != self.loaded.get(name):
                self.values[name] = plain_lines(value)
        for kind, rows in self.parts.items():
            known = {id_: row for row in self.loaded_parts.get(kind, []) if (id_ := row.get("id"))}
            for at, row in enumerate(rows):
                if row != known.get(row.get("id")):
                    said = {name: plain_lines(value) for name, value in row.items() if _is_typed(value)}
                    rows[at] = {**row, **said}

    def as_loaded(self) -> "Draft":
        """The record before any typing."""
        return Draft(
            self.model,
            self.record_id,
            self.version,
            dict(self.loaded),
            copy.deepcopy(self.loaded_parts),
            dict(self.loaded),
            copy.deepcopy(self.loaded_parts),
        )


def _is_typed(value: object) -> bool:
    """Whether a value is text of the officer's own, not a word of the program's."""
    return isinstance(value, str) and not isinstance(value, StrEnum)


def new_draft(model: type[Record], values: Values | None = None) -> Draft:
    """An empty draft with the table's own defaults, overlaid with ``values``."""
    return Draft(model, values={**table_defaults(model), **(values or {})}, loaded=table_defaults(model))


KEPT_BY_PROGRAM = frozenset({"id", "version", "retired_at", "retired_reason", "gaps", "source", "search_text"})


def own_columns(model: type[Record | Part]) -> Iterable[str]:
    """Attribute names a draft may carry; the rest the program keeps itself."""
    return (column.key for column in model.__table__.columns if column.key not in KEPT_BY_PROGRAM)


def table_defaults(model: type[Record | Part]) -> Values:
    """Attribute name to the value a new row has when nobody types anything."""
    return {name: _default(model, name) for name in own_columns(model)}


def _default(model: type[Record | Part], name: str) -> Any:
    column = model.__table__.columns[name]
    given = getattr(column.default, "arg", None)
    if given is None or callable(given):
        return "" if not column.nullable and column.type.python_type is str else None
    return given
