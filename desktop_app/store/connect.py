"""The one way into the encrypted file: SQLCipher by raw key, WAL, full sync; troubles become sentences."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlalchemy.util import LRUCache
from sqlcipher3 import dbapi2

from desktop_app.system.errors import Damaged, Refusal

WAIT_MS = 3000
"""How long a writer waits for another one before it is refused."""

_LASTING = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "temp_store=MEMORY",
    "secure_delete=ON",
    "recursive_triggers=ON",
)
"""With recursive triggers REPLACE asks what DELETE asks: rows that are only added stay."""
_COMPILED: LRUCache[Any, Any] = LRUCache(1000)
"""Statements as SQLCipher reads them, for every pool of the process."""

_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
_PERM, _NOMEM, _INTERRUPT = 3, 7, 9


DAMAGED = "数据文件已损坏，没有写入。用最近的备份恢复，损坏的文件另存"
_SAID: dict[int, str] = {
    _BUSY: "另一项操作正在写入，没有保存。稍候再存",
    _LOCKED: "另一项操作正在写入，没有保存。稍候再存",
    _READONLY: "数据目录不能写，没有保存。查权限和写保护再存",
    _PERM: "数据目录不能写，没有保存。查权限再存",
    _IOERR: "磁盘写不进，没有保存。看磁盘是否已满再存",
    _FULL: "磁盘已满，没有保存。腾出空间再存",
    _CANTOPEN: "数据文件打不开。查数据目录是否在、能否写",
    _NOMEM: "内存不足，没有保存。关掉其他程序再存",
}


def connect(path: Path, key: bytes, *, writing: bool, wait_ms: int = WAIT_MS) -> Any:
    """A DBAPI connection in autocommit; a reading one refuses to write. Raises Damaged for a wrong key or garbage."""
    with spoken():
        connection = dbapi2.connect(str(path), isolation_level=None, check_same_thread=False, cached_statements=256)
        try:
            _settle(connection, key, writing=writing, wait_ms=wait_ms)
        except BaseException:
            connection.close()
            raise
    return connection


def open_copy(path: Path, key: bytes) -> Any:
    """A connection to a finished copy that leaves no file beside it; for checking backups."""
    with spoken():
        connection = dbapi2.connect(str(path), isolation_level=None)
        try:
            _unlock(connection, key)
            connection.execute("PRAGMA query_only=ON")
        except BaseException:
            connection.close()
            raise
    return connection


def _unlock(connection: Any, key: bytes) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _settle(connection: Any, key: bytes, *, writing: bool, wait_ms: int) -> None:
    connection.execute(f"PRAGMA busy_timeout = {wait_ms:d}")
    _unlock(connection, key)
    for pragma in _LASTING:
        answer = connection.execute(f"PRAGMA {pragma}").fetchone()
        if pragma.startswith("journal_mode") and answer[0] != "wal":
            raise Refusal("这个磁盘不能安全写入。数据目录放到本机硬盘")
    if not writing:
        connection.execute("PRAGMA query_only=ON")
        connection.execute("PRAGMA cache_size=-16000")


@cache
def _dialect() -> Dialect:
    """One for the process: what is compiled for it is compiled once, whichever file and pool asks."""
    first = create_engine("sqlite://", module=dbapi2)
    with first.connect():
        return first.dialect


def engine(path: Path, key: bytes, *, writing: bool, wait_ms: int = WAIT_MS) -> Engine:
    """A pool of such connections: any thread may borrow one; every transaction begins by saying so."""
    made = create_engine(
        "sqlite://",
        module=dbapi2,
        creator=lambda: connect(path, key, writing=writing, wait_ms=wait_ms),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=12,
        execution_options={"compiled_cache": _COMPILED},
    )
    made.dialect = _dialect()
    event.listen(made, "begin", _beginner("BEGIN IMMEDIATE" if writing else "BEGIN"))
    return made


def _beginner(statement: str) -> Callable[[Connection], None]:
    def begin(connection: Connection) -> None:
        connection.exec_driver_sql(statement)

    return begin


class Interrupted(Exception):
    """The question was withdrawn before it was answered."""


@contextmanager
def spoken() -> Iterator[None]:
    """Troubles of file and disk inside become Damaged or Refusal; a defect of the program stays what it is."""
    try:
        yield
    except (dbapi2.Error, DBAPIError) as error:
        raise translated(error) from error
    except UnicodeEncodeError as error:
        raise Refusal("文字里有半个字符（多半是粘贴来的表情符号），没有保存。删去乱码再存") from error


def translated(error: Exception) -> Exception:
    """The sentence for a database error, or the error itself if it tells of a defect."""
    code = code_of(error)
    if code in (_CORRUPT, _NOTADB):
        return Damaged(DAMAGED)
    if code == _INTERRUPT:
        return Interrupted()
    return Refusal(_SAID[code]) if code in _SAID else error


def code_of(error: Exception) -> int:
    """SQLite's primary result code of an error, 0 if it has none."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return int(getattr(cause, "sqlite_errorcode", None) or 0) & 0xFF
