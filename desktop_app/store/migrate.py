"""Bringing a file to the present schema (结构升级): every step in one transaction, checked before it is kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, event, func, select

from desktop_app.models.catalogue import KINDS
from desktop_app.store import connect
from desktop_app.system.errors import Damaged, Refusal

HEAD = 9
"""Number of the newest step in ``migrations/versions``; the file carries its own in ``user_version``."""

STEPS = Path(__file__).resolve().parent / "migrations"


def create(path: Path, key: bytes) -> None:
    """A new, empty file of the present schema, made by the same steps that bring an old one up to date."""
    for name in (path, *leftovers(path)):
        name.unlink(missing_ok=True)
    upgrade(path, key)


def leftovers(path: Path) -> tuple[Path, Path]:
    """The write-ahead log and its index beside a file."""
    return path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")


def is_old(path: Path, key: bytes) -> bool:
    """Whether a file needs upgrading. Raises Refusal for a file of a newer program, Damaged for an empty one."""
    connection = connect.connect(path, key, writing=False)
    try:
        version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()
    if version == 0:
        raise Damaged(connect.DAMAGED)
    if version > HEAD:
        raise Refusal(f"数据文件由新版程序写成（结构 {version}，本版 {HEAD}）。装新版再打开")
    return version < HEAD


def upgrade(path: Path, key: bytes) -> None:
    """Run the missing steps. Either all of them stand afterwards, or the file is as it was."""
    with connect.spoken(), _steps_engine(path, key) as engine, engine.begin() as connection:
        before = _counts(connection)
        _run(connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {HEAD:d}")
        _check(connection, before)


@contextmanager
def _steps_engine(path: Path, key: bytes) -> Iterator[Engine]:
    """Foreign keys are checked at the end instead of at each statement, so that a step may rebuild a table."""
    engine = connect.engine(path, key, writing=True)
    event.listen(engine, "connect", lambda raw, _record: raw.execute("PRAGMA foreign_keys=OFF"))
    try:
        yield engine
    finally:
        engine.dispose()


def _run(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _counts(connection: Connection) -> dict[str, int]:
    tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars().all()
    found = {kind: model.__table__ for kind, model in KINDS.items() if kind in tables}
    return {
        kind: connection.execute(select(func.count()).select_from(table)).scalar_one() for kind, table in found.items()
    }


def _check(connection: Connection, before: dict[str, int]) -> None:
    after = _counts(connection)
    lost = [kind for kind, count in before.items() if after.get(kind) != count]
    if lost or connection.exec_driver_sql("PRAGMA foreign_key_check").first():
        raise Damaged("升级后核对不符，没有写入。仍用旧版程序打开")
