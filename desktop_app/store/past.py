"""The file as it stood (截至某日): a copy in memory, wound back by the history; read as the file is, never written."""

import itertools
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Table, bindparam, create_engine, delete, event, func, insert, select, update
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from desktop_app.models.base import Record
from desktop_app.models.catalogue import KINDS
from desktop_app.models.history import Batch
from desktop_app.store import connect, index, values
from desktop_app.store.file import Store, UnitOfWork
from desktop_app.store.history import CREATE, DELETE
from desktop_app.system.errors import Refusal

READ_ONLY = "这是过去的样子，只能看、打印和导出。按 Esc 返回现在再改"

Progress = Callable[[int, int, str], object]

_INDEX_PARTS = ("data", "idx", "docsize", "config")
"""Tables in which FTS5 keeps an index of ours."""
_LATER = "SELECT kind, record_id, op, changes FROM now.history WHERE batch_id > ? ORDER BY seq DESC"
_LAST = (
    "INSERT INTO main.history SELECT * FROM now.history "
    "WHERE seq = (SELECT max(seq) FROM now.history WHERE batch_id <= ?)"
)
_COUNTER = itertools.count(1)


def begins(store: Store) -> datetime | None:
    """The moment of the first act the history tells of; None while it tells of none."""
    with store.read() as session:
        return session.scalar(select(Batch.at).order_by(Batch.id).limit(1))


def last_act(store: Store, moment: datetime | None) -> int:
    """The last act up to a moment, or of all; 0 when there is none.

    Acts count in the order they were done: a clock that was put back parts none from what it built on.
    """
    asked = select(func.max(Batch.id))
    with store.read() as session:
        return session.scalar(asked if moment is None else asked.where(Batch.at <= moment)) or 0


@dataclass
class PastStore(Store):
    """The file after its act ``until``. Every reading of the file can be asked of it."""

    until: int = 0
    name: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        self.name = f"file:past{next(_COUNTER)}?mode=memory&cache=shared"
        self._holder = _memory(self.name)
        self._reading = _engine(self.name)

    @contextmanager
    def unit(
        self,
        act: str,  # noqa: ARG002
        reason: str = "",  # noqa: ARG002
        undoable: bool = True,  # noqa: ARG002
        undoes: int | None = None,  # noqa: ARG002
    ) -> Iterator[UnitOfWork]:
        raise Refusal(READ_ONLY)
        yield

    def close(self) -> None:
        """Let go of the copy; the memory is given back."""
        self._reading.dispose()
        self._holder.close()

    def fill(self, progress: Progress) -> None:
        """Copy the file as it is now, then take back every act after ``until``, the latest first."""
        file = self.folder.file
        with connect.spoken():
            self._holder.execute("ATTACH DATABASE ? AS now KEY ?", (str(file), f"x'{self.key.hex()}'"))
            self._holder.execute("BEGIN")
            _copy(self._holder, progress)
            back = _wound_back(self._holder, self.until, progress)
            self._holder.execute("COMMIT")
            self._holder.execute("DETACH DATABASE now")
            with self._reading.begin() as connection:
                _apply(connection, back)
            self._holder.execute("PRAGMA query_only=ON")


def past(store: Store, until: int, progress: Progress = lambda _done, _total, _said: None) -> PastStore:
    """The file as it stood after an act; whoever asks closes it."""
    made = PastStore(store.folder, store.key, store.clock, store.who, store.practice, until=until)
    try:
        made.fill(progress)
    except BaseException:
        made.close()
        raise
    return made


def _memory(name: str) -> Any:
    made = dbapi2.connect(name, isolation_level=None, check_same_thread=False, uri=True)
    made.execute("PRAGMA foreign_keys=OFF")
    made.execute("PRAGMA temp_store=MEMORY")
    made.execute("PRAGMA read_uncommitted=ON")
    return made


def _engine(name: str) -> Engine:
    made = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: _memory(name),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=12,
    )
    event.listen(made, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return made


def _copy(raw: Any, progress: Progress) -> None:
    """Tables with their rows and indexes; of what has no history only the empty tables, of the chain its last entry."""
    told = raw.execute("SELECT type, name, tbl_name, sql FROM now.sqlite_master WHERE sql IS NOT NULL").fetchall()
    searched = {index.index_name(kind) for kind, model in KINDS.items() if issubclass(model, Record)}
    shadows = {f"{name}_{part}" for name in searched for part in _INDEX_PARTS}
    tables = [(name, sql) for kind, name, _of, sql in told if kind == "table" and name not in shadows]
    for at, (name, sql) in enumerate(tables):
        progress(at, len(tables), "正在读台账")
        raw.execute(sql)
        if name in KINDS or name == Batch.__tablename__:
            raw.execute(_all_rows(name))
        for part in _INDEX_PARTS if name in searched else ():
            raw.execute(" ".join(("DELETE FROM", f'main."{name}_{part}"')))
            raw.execute(_all_rows(f"{name}_{part}"))
    for kind, _name, of, sql in told:
        if kind == "index" and (of in KINDS or of == Batch.__tablename__):
            raw.execute(sql)


def _all_rows(name: str) -> str:
    return " ".join(("INSERT INTO", f'main."{name}"', "SELECT * FROM", f'now."{name}"'))


@dataclass
class _Back:
    """What a row is given back: whether it stood at all, and its old values in JSON form."""

    stood: bool = True
    whole: bool = False
    old: dict[str, Any] = field(default_factory=dict)


def _wound_back(raw: Any, until: int, progress: Progress) -> dict[str, dict[int, _Back]]:
    """Every row changed by later acts, by kind and id."""
    (total,) = raw.execute("SELECT count(*) FROM now.history WHERE batch_id > ?", (until,)).fetchone()
    found: dict[str, dict[int, _Back]] = {}
    asked = raw.execute(_LATER, (until,))
    for done, (kind, record_id, op, changes) in enumerate(asked):
        if done % 1000 == 0:
            progress(done, total, "正在按操作记录还原")
        rows = found.setdefault(kind, {})
        if op == CREATE:
            rows[record_id] = _Back(stood=False)
            continue
        old = {name: pair[0] for name, pair in json.loads(changes).items()}
        if op == DELETE:
            rows[record_id] = _Back(whole=True, old=old)
        else:
            rows.setdefault(record_id, _Back()).old.update(old)
    raw.execute("DELETE FROM main.batch WHERE id > ?", (until,))
    raw.execute(_LAST, (until,))
    return found


def _apply(connection: Connection, back: dict[str, dict[int, _Back]]) -> None:
    for kind, rows in back.items():
        table = values.table_of(KINDS[kind])
        key = table.c.id == bindparam("_id")
        gone = [{"_id": record_id} for record_id, row in rows.items() if row.whole or not row.stood]
        changed: dict[tuple[str, ...], list[dict[str, Any]]] = {}
        for record_id, row in rows.items():
            if row.stood and not row.whole:
                told = _told(table, row)
                changed.setdefault(tuple(sorted(told)), []).append({**told, "_id": record_id})
        whole = [{**_told(table, row), "id": record_id} for record_id, row in rows.items() if row.whole]
        if gone:
            connection.execute(delete(table).where(key), gone)
        for names, sets in changed.items():
            connection.execute(update(table).where(key).values({name: bindparam(name) for name in names}), sets)
        for one in whole:
            connection.execute(insert(table), one)
        if issubclass(KINDS[kind], Record):
            _index(connection, kind, rows)


def _told(table: Table, row: _Back) -> dict[str, Any]:
    return {name: values.from_json(table.c[name], value) for name, value in row.old.items() if name in table.c}


def _index(connection: Connection, kind: str, rows: dict[int, _Back]) -> None:
    """What was searched for then is found; what was not yet there, is not asked for."""
    texts = [(record_id, str(row.old["search_text"])) for record_id, row in rows.items() if "search_text" in row.old]
    index.put(connection, kind, texts)
