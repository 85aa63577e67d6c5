"""The open data file (数据文件): made, unlocked, written in units of work, read in snapshots, closed."""

import logging
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from desktop_app.store import backup, connect, disk, migrate, restore
from desktop_app.store.attempts import Attempts
from desktop_app.store.keys import (
    READ_ONLY,
    Cost,
    change_password,
    make_keys,
    new_recovery,
    read_keys,
    set_inspector,
    withdraw_inspector,
)
from desktop_app.store.unit import GuardedSession, UnitOfWork
from desktop_app.system.clock import Clock
from desktop_app.system.errors import Damaged, Refusal
from desktop_app.system.paths import DataFolder

__all__ = ["Store", "UnitOfWork"]

CHECKED_AT_OPEN = 64 * 1024 * 1024
"""Files up to this size have every page checked when opened (0.15 s); larger ones are left to ``verify.pages``."""

_ASIDE_WAIT_MS = 100

_log = logging.getLogger(__name__)


@dataclass
class Store:
    """The open file. ``who`` names the officer in the history; ``practice`` marks a practice county (演练).

    ``inspecting``: opened by the inspector's password (督查人员). No connection of it can write, and no act can begin.
    """

    folder: DataFolder
    key: bytes = field(repr=False)
    clock: Clock
    who: str = ""
    practice: bool = False
    inspecting: bool = False
    closing: tuple[Callable[[UnitOfWork], None], ...] = ()

    def __post_init__(self) -> None:
        at, key, may = self.folder.file, self.key, not self.inspecting
        self._writing: Engine = connect.engine(at, key, writing=may)
        self._aside: Engine = connect.engine(at, key, writing=may, wait_ms=_ASIDE_WAIT_MS)
        self._reading: Engine = connect.engine(at, key, writing=False)
        self._running = threading.local()

    @classmethod
    def create(
        cls,
        folder: DataFolder,
        password: str,
        clock: Clock,
        *,
        cost: Cost | None = None,
        fill: Callable[["Store"], None] | None = None,
        practice: bool = False,
    ) -> tuple["Store", str]:
        """Make a data file with its key file; returns it open, and the recovery key to be printed.

        ``fill`` writes the first records; the file takes its name only afterwards, so that none is ever half made.
        Refuses a folder that already holds one, and one on a network share.
        """
        _must_be_local(folder)
        if folder.file.exists():
            raise Refusal("这个目录里已有工作库。打开它，或换一个目录")
        keyfile, key, recovery = make_keys(password, cost=cost, practice=practice)
        with disk.writable(folder.root), _making(folder) as making:
            migrate.create(making.file, key)
            if fill is not None:
                _fill(cls(making, key, clock, practice=practice), fill)
            restore.keep_aside(folder, restore.replaced(folder), clock)
            keyfile.write(folder.keys)
            making.file.replace(folder.file)
            disk.sync_folder(folder.root)
        return cls(folder, key, clock, practice=practice), recovery

    @classmethod
    def open(cls, folder: DataFolder, secret: str, clock: Clock) -> "Store":
        """Open by password or recovery key, by the inspector's password for reading alone; a wrong one costs a try.

        Raises Refusal or Damaged.
        """
        with disk.writable(folder.root):
            restore.finish(folder, clock)
        if not folder.exists:
            raise Refusal("这个目录里没有工作库。新建，或换一个目录")
        opened = Attempts(folder.attempts, clock).unlock(secret, read_keys(folder.keys))
        return cls.open_with_key(folder, opened.key, clock, inspecting=opened.inspecting)

    @classmethod
    def open_with_key(cls, folder: DataFolder, key: bytes, clock: Clock, *, inspecting: bool = False) -> "Store":
        """Open by the data key itself: check the pages, bring an older file up to date after a backup."""
        _must_be_local(folder)
        if not folder.file.exists():
            raise Damaged("数据文件不见了，只剩密钥文件。从备份恢复")
        if folder.file.stat().st_size <= CHECKED_AT_OPEN:
            check_pages(folder.file, key)
        if migrate.is_old(folder.file, key):
            if inspecting:
                raise Refusal("工作库要先升级，督查口令不能升级。请办公室用自己的口令打开一次")
            backup.backup_file(folder, key, folder.backups, clock, why="升级前")
            migrate.upgrade(folder.file, key)
        return cls(folder, key, clock, practice=read_keys(folder.keys).practice, inspecting=inspecting)

    def close(self) -> None:
        """Close every connection; the last one folds the write-ahead log into the file."""
        self._reading.dispose()
        self._aside.dispose()
        self._writing.dispose()

    def must_write(self) -> None:
        """Refuses where the inspector's password opened the file."""
        if self.inspecting:
            raise Refusal(READ_ONLY)

    @property
    def keeps_habits(self) -> bool:
        """Whether settings and daily backups are kept for who works here: not from practice, not for an inspector."""
        return not (self.practice or self.inspecting)

    def change_password(self, password: str, *, cost: Cost | None = None) -> None:
        """Open by a new password from now on; the recovery key stays. Refuses an empty one."""
        self.must_write()
        change_password(read_keys(self.folder.keys), self.key, password, cost=cost).write(self.folder.keys)

    def set_inspector(self, password: str, *, cost: Cost | None = None) -> None:
        """Let the inspector read by a password of his own (督查口令)."""
        self.must_write()
        set_inspector(read_keys(self.folder.keys), self.key, password, cost=cost).write(self.folder.keys)

    def withdraw_inspector(self) -> None:
        """The inspector's password opens nothing from now on."""
        self.must_write()
        withdraw_inspector(read_keys(self.folder.keys)).write(self.folder.keys)

    def new_recovery(self, *, cost: Cost | None = None) -> str:
        """A new recovery key to be printed; the one printed before no longer opens the file."""
        self.must_write()
        keyfile, text = new_recovery(read_keys(self.folder.keys), self.key, cost=cost)
        keyfile.write(self.folder.keys)
        return text

    @contextmanager
    def unit(
        self, act: str, reason: str = "", undoable: bool = True, undoes: int | None = None
    ) -> Iterator[UnitOfWork]:
        """One act: everything changed inside is one transaction with its history; an error leaves nothing.

        An inner unit joins the outer one, whose act it becomes part of; if it fails, the outer act cannot be kept.
        """
        outer: UnitOfWork | None = getattr(self._running, "unit", None)
        if outer is not None:
            with _joined(outer):
                yield outer
            return
        self.must_write()
        told = {"at": self.clock.now(), "who": self.who, "act": act, "reason": reason}
        with connect.spoken(), GuardedSession(self._writing, expire_on_commit=False) as session:
            unit = UnitOfWork(session, {**told, "undoes": undoes, "undoable": undoable}, closing=self.closing)
            self._running.unit = unit
            try:
                session.connection()
                yield unit
                unit.finish()
            finally:
                self._running.unit = None

    @contextmanager
    def read(self) -> Iterator[Session]:
        """A session that sees the file as it stands now and cannot write."""
        with connect.spoken(), GuardedSession(self._reading) as session:
            yield session

    @contextmanager
    def aside(self) -> Iterator[Session]:
        """A small transaction of its own for what has no history: drafts and preferences.

        It hardly waits for a running act of another thread: Refusal tells the caller to try later.
        """
        self.must_write()
        with connect.spoken(), GuardedSession(self._aside) as session:
            yield session
            session.commit()

    def raw_read(self) -> Any:
        """A reading DBAPI connection of the caller's own, for snapshots and workers; the caller closes it."""
        return connect.connect(self.folder.file, self.key, writing=False)

    def tidy(self) -> None:
        """Fold the write-ahead log into the file while nobody waits, so that a save need not."""
        if self.inspecting:
            return
        with connect.spoken(), self._writing.connect() as connection:
            raw: Any = connection.connection.driver_connection
            raw.execute("PRAGMA wal_checkpoint(PASSIVE)")


@contextmanager
def _joined(outer: UnitOfWork) -> Iterator[None]:
    try:
        yield
    except BaseException:
        outer.spoilt = True
        raise


@contextmanager
def _making(folder: DataFolder) -> Iterator[DataFolder]:
    """A room in the data folder where a new file is made; gone afterwards, with what a killed program left in it."""
    room = folder.root / "making"
    shutil.rmtree(room, ignore_errors=True)
    room.mkdir(parents=True)
    try:
        yield DataFolder(room)
    finally:
        shutil.rmtree(room, ignore_errors=True)


def _fill(store: "Store", fill: Callable[["Store"], None]) -> None:
    try:
        fill(store)
    finally:
        store.close()


def _must_be_local(folder: DataFolder) -> None:
    if disk.on_share(folder.root):
        raise Refusal("数据目录在网络共享上。放到本机硬盘再打开")


def check_pages(path: Path, key: bytes) -> None:
    """Check the seal of every page of the file. Raises Damaged at the first that is not what was written."""
    connection = connect.connect(path, key, writing=False)
    try:
        with connect.spoken():
            broken = connection.execute("PRAGMA cipher_integrity_check").fetchone()
    finally:
        connection.close()
    if broken:
        _log.info("page check: %s", broken[0])
        raise Damaged(connect.DAMAGED)
