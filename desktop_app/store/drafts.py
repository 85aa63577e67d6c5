"""Unsaved forms (草稿), kept in the encrypted file so that a crash loses nothing; outside history."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any

from sqlalchemy import select

from desktop_app.models.catalogue import KINDS
from desktop_app.models.keeping import KeptDraft
from desktop_app.store import values
from desktop_app.store.file import Store
from desktop_app.system.errors import Refusal


@dataclass(frozen=True, slots=True)
class Kept:
    """A kept draft: the form it belongs to, the record and the version it was typed over, what was typed."""

    key: str
    kind: str
    record_id: int | None
    version: int
    values: dict[str, Any]
    kept_at: datetime


def keep(store: Store, key: str, kind: str, record_id: int | None, version: int, typed: Mapping[str, Any]) -> bool:
    """Keep what is typed under ``key``, replacing what was kept; False if an import holds the file just now."""
    plain = {name: _plain(value) for name, value in typed.items()}
    row = KeptDraft(key=key, kind=kind, record_id=record_id, version=version, kept=plain, kept_at=store.clock.now())
    try:
        with store.aside() as session:
            session.merge(row)
    except Refusal:
        return False
    return True


def all_kept(store: Store) -> list[Kept]:
    """Every kept draft, newest first, its values of the Python types of the table's columns."""
    with store.read() as session:
        rows = session.scalars(select(KeptDraft).order_by(KeptDraft.kept_at.desc()))
        return [_kept(row) for row in rows]


def drop(store: Store, key: str) -> bool:
    """Forget a draft that was saved or given up; False if an import holds the file just now."""
    try:
        with store.aside() as session:
            row = session.get(KeptDraft, key)
            if row is not None:
                session.delete(row)
    except Refusal:
        return False
    return True


def _kept(row: KeptDraft) -> Kept:
    return Kept(row.key, row.kind, row.record_id, row.version, _typed(row.kind, row.kept), row.kept_at)


def _plain(value: Any) -> Any:
    """A value as JSON; moments, days and words as text, rows of parts as they are."""
    if isinstance(value, Mapping):
        return {str(name): _plain(inner) for name, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(inner) for inner in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _typed(kind: str, plain: Mapping[str, Any]) -> dict[str, Any]:
    """Attributes by their column's type; rows under a part's kind likewise; anything else as it was kept."""
    return {name: _typed_value(kind, name, value) for name, value in plain.items()}


def _typed_value(kind: str, name: str, value: Any) -> Any:
    if isinstance(value, dict) and value and all(isinstance(rows, list) for rows in value.values()):
        return {part: _typed_value(part, part, rows) for part, rows in value.items()}
    if isinstance(value, list) and name in KINDS:
        return [_typed(name, row) for row in value]
    column = values.table_of(KINDS[kind]).columns.get(name) if kind in KINDS else None
    return value if column is None else values.from_json(column, value)
