"""The unit of work (一次操作): one act of the officer, one transaction, one commit, its history written with it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, event, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction
from sqlalchemy.orm.attributes import instance_state

from desktop_app.models.base import Part, Record
from desktop_app.models.catalogue import KINDS
from desktop_app.models.history import Batch, HistoryEntry
from desktop_app.models.keeping import Attachment
from desktop_app.models.whole import Tie
from desktop_app.store import history, index, values
from desktop_app.store.history import CREATE, DELETE, UPDATE, Change

Row = Record | Part
_ONLY_IN_UNITS = (Record, Part, Batch, HistoryEntry)


class GuardedSession(Session):
    """A session that lets records and parts change inside a unit of work only."""

    unit: "UnitOfWork | None" = None


@dataclass
class UnitOfWork:
    """A running act. ``batch_id`` is the act's number once it is written, None if it changed nothing.

    ``closing`` is what follows from its changes, whoever made them: called once before it is written.
    """

    session: GuardedSession
    act: Mapping[str, Any]
    batch_id: int | None = None
    spoilt: bool = False
    closing: Sequence[Callable[["UnitOfWork"], None]] = ()
    _changes: dict[tuple[str, int], Change] = field(default_factory=dict)
    _updated: dict[tuple[str, int], Record] = field(default_factory=dict)
    _next_ids: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.session.unit = self

    def add_many(self, model: type[Row], rows: Sequence[Mapping[str, Any]]) -> list[int]:
        """Create many rows of one kind at once, with history and index; returns their ids in order.

        Each row maps attribute to value; what it leaves out takes the table's default.
        """
        self.session.flush()
        columns = list(values.table_of(model).columns)
        full = [{**_defaults(model), **row, "id": self._new_id(model)} for row in rows]
        if full:
            self.session.connection().execute(insert(values.table_of(model)), full)
        for row in full:
            self._remember(model, row, CREATE, {c.key: [None, values.to_json(c, row[c.key])] for c in columns})
        return [row["id"] for row in full]

    def finish(self) -> None:
        """Flush, write history and index, commit; an act that changed nothing leaves no trace."""
        if self.spoilt:
            raise RuntimeError("an inner act failed: the whole act must fail with it")
        self.session.flush()
        for close in self.closing:
            close(self)
            self.session.flush()
        self._raise_versions()
        changes = [change for change in self._changes.values() if change.values]
        if not changes:
            self.session.rollback()
            return
        self._number_parts(changes)
        connection = self.session.connection()
        batch_id = history.write(connection, self.act, changes)
        _index(connection, changes)
        self.session.commit()
        self.batch_id = batch_id

    def touched(self, model: type[Row]) -> set[int]:
        """Ids of the rows of a kind this act has changed so far."""
        return {row_id for kind, row_id in self._changes if kind == model.__tablename__}

    def changed(self, model: type[Row]) -> dict[int, Change]:
        """What this act has done so far to the rows of a kind, by id."""
        return {row_id: change for (kind, row_id), change in self._changes.items() if kind == model.__tablename__}

    def kinds(self) -> set[str]:
        """Kinds of rows this act has changed so far."""
        return {kind for kind, _ in self._changes}

    def before_flush(self) -> None:
        """Note deletions and changes, raise versions, give ids."""
        for row in self.session.deleted:
            if isinstance(row, Record):
                raise RuntimeError(f"{row.__tablename__} {row.id}: records are retired, never deleted")
            if isinstance(row, Part):
                told = self._in_file(row, list(values.table_of(type(row)).columns))
                self._remember(type(row), told, DELETE, _pairs(type(row), told, was=True))
        for row in self.session.dirty:
            if isinstance(row, Record | Part):
                self._note_update(row)
        for row in self.session.new:
            if isinstance(row, Record | Part) and row.id is None:
                row.id = self._new_id(type(row))

    def after_flush(self) -> None:
        """Note creations, with the defaults they were given."""
        for row in self.session.new:
            if isinstance(row, Record | Part):
                told = {column.key: row.__dict__.get(column.key) for column in values.table_of(type(row)).columns}
                self._remember(type(row), told, CREATE, _pairs(type(row), told, was=False))

    def _note_update(self, row: Row) -> None:
        changed = self._changed(row)
        if changed:
            told = {name: getattr(row, name) for name in ("id", *_owner_columns(type(row)))}
            self._remember(type(row), told, UPDATE, changed)
        if changed and isinstance(row, Record):
            self._updated[row.__tablename__, row.id] = row

    def _raise_versions(self) -> None:
        """One step an act for every record it changed, unless the caller raised it himself."""
        for key, row in self._updated.items():
            change = self._changes[key]
            if change.op == UPDATE and change.values and "version" not in change.values:
                row.version += 1
        self.session.flush()

    def _changed(self, row: Row) -> dict[str, list[Any]]:
        """Attributes of a loaded row that differ from the file, as [old, new]."""
        attrs = instance_state(row).attrs
        columns = values.table_of(type(row)).columns
        seen = {c.key: past for c in columns if (past := attrs[c.key].history).has_changes()}
        old = self._in_file(row, [columns[name] for name, past in seen.items() if not past.deleted])
        was = {name: past.deleted[0] if past.deleted else old[name] for name, past in seen.items()}
        now = {name: past.added[0] if past.added else None for name, past in seen.items()}
        pairs = {n: [values.to_json(columns[n], was[n]), values.to_json(columns[n], now[n])] for n in seen}
        return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}

    def _in_file(self, row: Row, columns: Sequence[Column[Any]]) -> dict[str, Any]:
        """Values of a row as the file holds them before this flush."""
        if not columns:
            return {}
        asked = select(*columns).where(values.table_of(type(row)).c.id == row.id)
        found = self.session.connection().execute(asked).mappings().one()
        return {column.key: found[column] for column in columns}

    def _remember(self, model: type[Row], told: Mapping[str, Any], op: str, pairs: dict[str, list[Any]]) -> None:
        """Fold one flush's change into the act: the first old value and the last new one stand."""
        key = (model.__tablename__, int(told["id"]))
        known = self._changes.setdefault(key, Change(*key, op))
        if known.op == CREATE and op == DELETE:
            del self._changes[key]
            return
        known.op = op if op == DELETE else known.op
        known.number, known.parent_kind, known.parent_id = _owner(model, told)
        for name, (old, new) in pairs.items():
            first = known.values.get(name, [old])[0]
            known.values[name] = [first, new]
        known.values = {name: pair for name, pair in known.values.items() if pair[0] != pair[1]}

    def _number_parts(self, changes: Iterable[Change]) -> None:
        """Give every part's change the number of the record it belongs to."""
        known: dict[tuple[str, int | None], str] = {}
        for change in changes:
            if change.parent_id is not None:
                owner = (change.parent_kind, change.parent_id)
                if owner not in known:
                    known[owner] = self._number(*owner)
                change.number = known[owner]

    def _number(self, kind: str, record_id: int | None) -> str:
        column = values.table_of(KINDS[kind]).c.number
        asked = select(column).where(column.table.c.id == record_id)
        return str(self.session.connection().execute(asked).scalar() or "")

    def _new_id(self, model: type[Row]) -> int:
        """An id never used before, also not by a part since deleted."""
        kind = model.__tablename__
        if kind not in self._next_ids:
            connection = self.session.connection()
            here = connection.execute(select(func.max(values.table_of(model).c.id))).scalar() or 0
            told = select(func.max(HistoryEntry.record_id)).where(HistoryEntry.kind == kind)
            self._next_ids[kind] = max(here, connection.execute(told).scalar() or 0) + 1
        found = self._next_ids[kind]
        self._next_ids[kind] += 1
        return found


def written_once(error: IntegrityError) -> bool:
    """Whether the file kept a value of a custody event (保管流水) that an act would have changed."""
    return "what was written stays" in str(error.orig)


@cache
def parent_link(part: type[Part]) -> tuple[str, str]:
    """Kind of the record a part belongs to and the attribute that points to it: its first link to a record.

    An attachment and a tie name their record's kind in a column of their own: the kind given here is empty.
    """
    if part in (Attachment, Tie):
        return "", "record_id"
    for column in values.table_of(part).columns:
        for key in column.foreign_keys:
            if issubclass(KINDS.get(key.column.table.name, Part), Record):
                return key.column.table.name, column.key
    raise TypeError(f"{part.__tablename__} belongs to no record")


def _owner_columns(model: type[Row]) -> tuple[str, ...]:
    if issubclass(model, Record):
        return ("number",)
    kind, link = parent_link(model)
    return (link,) if kind else (link, "kind")


def _owner(model: type[Row], told: Mapping[str, Any]) -> tuple[str, str, int | None]:
    """Number, parent kind and parent id of a changed row; a part's number follows when all are known."""
    if issubclass(model, Record):
        return str(told["number"]), "", None
    kind, link = parent_link(model)
    return "", kind or str(told["kind"]), told[link]


def _pairs(model: type[Row], told: Mapping[str, Any], *, was: bool) -> dict[str, list[Any]]:
    kept = {c.key: values.to_json(c, told[c.key]) for c in values.table_of(model).columns}
    return {name: [value, None] if was else [None, value] for name, value in kept.items()}


def _defaults(model: type[Row]) -> dict[str, Any]:
    columns = values.table_of(model).columns
    return {c.key: values.from_json(c, values.default_json(c)) for c in columns}


def _index(connection: Connection, changes: Iterable[Change]) -> None:
    """Bring the search index in step with every search text the act wrote."""
    texts: dict[str, list[tuple[int, str]]] = {}
    for change in changes:
        if issubclass(KINDS[change.kind], Record) and (change.op == CREATE or "search_text" in change.values):
            text = change.values.get("search_text", [None, ""])[1]
            texts.setdefault(change.kind, []).append((change.record_id, text))
    for kind, rows in texts.items():
        index.put(connection, kind, rows)


@event.listens_for(GuardedSession, "before_flush")
def _before_flush(session: GuardedSession, _context: UOWTransaction, _instances: object) -> None:
    if session.unit is not None:
        session.unit.before_flush()
        return
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, _ONLY_IN_UNITS) and session.is_modified(row):
            raise RuntimeError(f"{row.__tablename__} changed outside a unit of work")


@event.listens_for(GuardedSession, "after_flush")
def _after_flush(session: GuardedSession, _context: UOWTransaction) -> None:
    if session.unit is not None:
        session.unit.after_flush()


@event.listens_for(GuardedSession, "do_orm_execute")
def _no_bulk_change(state: ORMExecuteState) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        raise RuntimeError("a bulk statement would go past the history: change rows, or use add_many")
