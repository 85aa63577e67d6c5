"""What a durable save costs over the one commit no program can do without."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlcipher3 import dbapi2

from benchmarks import offices
from benchmarks.sides import Measure, Side, Sides, timed
from desktop_app.registers.people import OFFICERS
from desktop_app.registers.plan import TASKS
from desktop_app.registers.spec import Register
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.store import connect, snapshot

RECORDS = 10_000
SAVES = 20
"""Saves a round; each changes the note of another record, as every side does."""


@contextmanager
def durable(folder: Path) -> Iterator[Sides]:
    """An edit saved with checks, history, chain and index; the floor is one row updated and committed by hand."""
    with offices.spare(folder, RECORDS) as desk, offices.spare(folder, RECORDS) as other:
        raw = connect.connect(other.store.folder.file, other.store.key, writing=True)
        plain = _plain_copy(raw, other.store.folder.root / "plain.db")
        also = {
            "edit of a task": _edits(desk, TASKS),
            "floor without encryption": timed(_commits(plain)),
            "the sync of a page alone": timed(lambda: _syncs(folder / "sync")),
        }
        yield Sides(_edits(desk, OFFICERS), timed(_commits(raw)), also=also)
        plain.close()
        raw.close()


def _edits(desk: Desk, register: Register) -> Side:
    """Saves of open forms with a new note; opening the form does not count."""
    with desk.facts() as facts:
        ids = snapshot.ids(facts.session, register.model, limit=SAVES)
    rounds = count()

    def side() -> float:
        note = f"第{next(rounds)}次核对"
        return sum(_saved(desk, register, record_id, note) for record_id in ids)

    return side


def _saved(desk: Desk, register: Register, record_id: int, note: str) -> float:
    with desk.store.read() as session:
        draft = records.load(session, register.model, record_id, [group.part for group in register.parts])
    draft.values["note"] = note
    began = perf_counter()
    records.save(desk, register, draft)
    return perf_counter() - began


def _commits(connection: Any) -> Callable[[], None]:
    rounds = count()

    def work() -> None:
        note = f"第{next(rounds)}次核对"
        for record_id in range(1, SAVES + 1):
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("UPDATE officer SET note = ? WHERE id = ?", (note, record_id))
            connection.execute("COMMIT")

    return work


def _syncs(path: Path) -> None:
    with path.open("wb") as file:
        for _ in range(SAVES):
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())


def _plain_copy(connection: Any, path: Path) -> Any:
    """The same file without encryption, opened by the same library."""
    connection.execute("ATTACH ? AS plain KEY ''", (str(path),))
    connection.execute("SELECT sqlcipher_export('plain')").fetchone()
    connection.execute("DETACH plain")
    plain = dbapi2.connect(str(path), isolation_level=None)
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
        plain.execute(f"PRAGMA {pragma}").fetchone()
    return plain


MEASURES = (Measure("save.durable", 1.15, durable, rounds=9),)
