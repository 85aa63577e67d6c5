"""The history (操作记录): written with each act, chained by hash, told by record, checked by replay."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, or_, select, text
from sqlalchemy.orm import Session

from desktop_app.models.catalogue import KINDS
from desktop_app.models.history import Batch, HistoryEntry
from desktop_app.rules import chain
from desktop_app.store import values
from desktop_app.system.errors import Refusal

CREATE, UPDATE, DELETE = "create", "update", "delete"
KEPT_ASIDE = frozenset({"version", "search_text"})
"""Attributes history keeps for replay but nobody reads: a panel or a print leaves them out."""

_CHAIN = text(
    "SELECT h.seq, h.batch_id, b.at, b.who, b.act, b.reason, b.undoes, b.undoable, h.at, h.kind, h.record_id, h.number,"
    " h.parent_kind, h.parent_id, h.op, h.changes, h.algorithm, h.previous, h.hash"
    " FROM history h LEFT JOIN batch b ON b.id = h.batch_id ORDER BY h.seq"
)


@dataclass
class Change:
    """What one act did to one row; ``values`` maps attribute to [old, new] in JSON form."""

    kind: str
    record_id: int
    op: str
    values: dict[str, list[Any]] = field(default_factory=dict)
    number: str = ""
    parent_kind: str = ""
    parent_id: int | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One history entry as told to the officer (谁、何时、改了什么); ``changes`` maps attribute to [old, new]."""

    seq: int
    batch_id: int
    at: datetime
    who: str
    act: str
    reason: str
    kind: str
    record_id: int
    number: str
    op: str
    changes: Mapping[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Broken:
    """Where the chain breaks (断点): the number of the first entry that is not what was sealed."""

    seq: int
    said: str


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that history cannot account for (与历史不符): changed past the program, or history was."""

    kind: str
    record_id: int
    attribute: str
    recorded: Any
    found: Any


def write(connection: Connection, act: Mapping[str, Any], changes: Iterable[Change]) -> int:
    """Append one act and its entries to the chain, inside the running transaction; returns the batch id."""
    batch_id = _next_batch(connection)
    batch = {"id": batch_id, **act}
    connection.execute(insert(Batch), batch)
    seq, previous = head(connection)
    rows = list(_sealed_rows(batch, changes, seq, previous))
    connection.execute(insert(HistoryEntry), rows)
    return batch_id


def _next_batch(connection: Connection) -> int:
    return int(connection.execute(select(Batch.id).order_by(Batch.id.desc()).limit(1)).scalar() or 0) + 1


def _sealed_rows(
    batch: Mapping[str, Any], changes: Iterable[Change], seq: int, previous: str
) -> Iterator[dict[str, Any]]:
    algorithm = chain.available()[0]
    moment = values.to_json(values.table_of(Batch).c.at, batch["at"])
    told = (moment, batch["who"], batch["act"], batch["reason"], batch["undoes"], batch["undoable"], moment)
    for number, change in enumerate(changes, seq + 1):
        owner = (change.kind, change.record_id, change.number, change.parent_kind, change.parent_id, change.op)
        content = _content((number, batch["id"], *told, *owner, change.values, algorithm, previous))
        seal = chain.entry_hash(previous, content, algorithm)
        yield {
            "seq": number,
            "batch_id": batch["id"],
            "at": batch["at"],
            "kind": change.kind,
            "record_id": change.record_id,
            "number": change.number,
            "parent_kind": change.parent_kind,
            "parent_id": change.parent_id,
            "op": change.op,
            "changes": change.values,
            "algorithm": algorithm,
            "previous": previous,
            "hash": seal,
        }
        previous = seal


_SEALED = (
    *("seq", "batch", "batch_at", "who", "act", "reason", "undoes", "undoable", "at", "kind", "record_id", "number"),
    *("parent_kind", "parent_id", "op", "changes", "algorithm", "previous"),
)


def _content(parts: Iterable[Any]) -> dict[str, Any]:
    """What the seal covers: the entry and the act it belongs to, in the column order of ``_CHAIN``."""
    content = dict(zip(_SEALED, parts, strict=True))
    return {**content, "undoable": bool(content["undoable"])}


def head(session: Session | Connection) -> tuple[int, str]:
    """Number and seal of the last entry; (0, "") for an empty history."""
    last = select(HistoryEntry.seq, HistoryEntry.hash).order_by(HistoryEntry.seq.desc()).limit(1)
    found = session.execute(last).first()
    return (found.seq, found.hash) if found else (0, chain.GENESIS)


def verify_chain(session: Session) -> Broken | None:
    """The first break of the chain, or None if every entry is what was sealed. Refuses an algorithm unknown here."""
    try:
        index = chain.first_break(_sealed(session.execute(_CHAIN)))
    except ValueError as error:
        raise Refusal("本机没有记录链所用的算法。换一台机器核对") from error
    if index is None:
        return None
    return Broken(index + 1, f"操作记录第 {index + 1} 条与封存时不一致。用备份核对")


def _sealed(rows: Iterable[Row[Any]]) -> Iterator[chain.Sealed]:
    for row in rows:
        *before, changes, algorithm, previous, seal = tuple[Any, ...](row)
        yield chain.Sealed(_content((*before, _loaded(changes), algorithm, previous)), seal, algorithm)


def _loaded(changes: str) -> Any:
    try:
        return json.loads(changes)
    except ValueError:
        return None


def entries_of(session: Session, kind: str, record_id: int) -> list[Told]:
    """The history of one record and of its parts, newest first."""
    of_it = or_(
        (HistoryEntry.kind == kind) & (HistoryEntry.record_id == record_id),
        (HistoryEntry.parent_kind == kind) & (HistoryEntry.parent_id == record_id),
    )
    asked = select(HistoryEntry, Batch).join(Batch, Batch.id == HistoryEntry.batch_id).where(of_it)
    rows = session.execute(asked.order_by(HistoryEntry.seq.desc()))
    return [_told(entry, batch) for entry, batch in rows]


def _told(entry: HistoryEntry, batch: Batch) -> Told:
    act = (entry.seq, batch.id, batch.at, batch.who, batch.act, batch.reason)
    return Told(*act, entry.kind, entry.record_id, entry.number, entry.op, entry.changes)


def _replayed(session: Session, kind: str) -> dict[int, dict[str, Any]]:
    """Rows of a kind rebuilt from history alone, in JSON form."""
    asked = select(HistoryEntry.record_id, HistoryEntry.op, HistoryEntry.changes).where(HistoryEntry.kind == kind)
    state: dict[int, dict[str, Any]] = {}
    for record_id, op, changes in session.execute(asked.order_by(HistoryEntry.seq)):
        if op == DELETE:
            state.pop(record_id, None)
        else:
            state.setdefault(record_id, {"id": record_id}).update((name, pair[1]) for name, pair in changes.items())
    return state


def replay_matches(session: Session) -> list[Difference]:
    """Every value of every row that replaying the history does not give; empty when the file is whole."""
    return [difference for kind in KINDS for difference in _differences(session, kind)]


def _differences(session: Session, kind: str) -> Iterator[Difference]:
    columns = list(values.table_of(KINDS[kind]).columns)
    expected = _replayed(session, kind)
    for row in session.execute(select(*columns)):
        found = {column.key: values.to_json(column, value) for column, value in zip(columns, row, strict=True)}
        recorded = expected.pop(found["id"], None)
        if recorded is None:
            yield Difference(kind, found["id"], "id", None, found["id"])
            continue
        for column in columns:
            told = recorded.get(column.key, values.default_json(column))
            if told != found[column.key]:
                yield Difference(kind, found["id"], column.key, told, found[column.key])
    for record_id in expected:
        yield Difference(kind, record_id, "id", record_id, None)
