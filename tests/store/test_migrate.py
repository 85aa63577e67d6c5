"""Schema steps: the same tables as the code says, all of a step or none, and old files brought along."""

import re
import shutil
from pathlib import Path
from typing import Any

import alembic.command
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from desktop_app.models.catalogue import KINDS, Base, Record
from desktop_app.store import backup, connect, migrate, verify
from desktop_app.store.file import Store
from desktop_app.store.index import index_name
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import DataFolder
from tests.kit import ledger

KEY = bytes(range(32))
GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "schemas"
GOLDEN_PASSWORD = "清源县-演练"


def shape(raw: Any) -> dict[str, Any]:
    """Tables with their columns, constraints and links, and indexes, whatever order they were written in."""
    found: dict[str, Any] = {}
    tables = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table'").fetchall()
    for name, sql in tables:
        if name in Base.metadata.tables:
            columns = sorted(row[1:] for row in raw.execute(f"PRAGMA table_info({name})"))
            links = sorted(row[2:] for row in raw.execute(f"PRAGMA foreign_key_list({name})"))
            checks = sorted(re.findall(r"CONSTRAINT \w+ (?:CHECK|UNIQUE) .*", sql.replace(",\n", "\n")))
            found[name] = (columns, links, [check.strip(" ,\t)") for check in checks])
    for name, sql in raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"):
        found[name] = " ".join(sql.split())
    return found


def names_of(raw: Any, kind: str) -> set[str]:
    return {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = ?", (kind,))}


@pytest.fixture
def stepped(tmp_path: Path) -> Any:
    migrate.create(tmp_path / "fresh.db", KEY)
    raw = connect.connect(tmp_path / "fresh.db", KEY, writing=False)
    yield raw
    raw.close()


def test_the_steps_make_exactly_the_tables_the_code_maps(stepped: Any) -> None:
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        Base.metadata.create_all(connection)
        wanted = shape(connection.connection.driver_connection)
    engine.dispose()
    found = shape(stepped)
    assert found.keys() == wanted.keys()
    assert [name for name in wanted if found[name] != wanted[name]] == []


def test_every_kind_of_record_has_its_index_and_refuses_deletion(stepped: Any) -> None:
    kinds = {kind for kind, model in KINDS.items() if issubclass(model, Record)}
    assert {index_name(kind) for kind in kinds} <= names_of(stepped, "table")
    assert {f"{kind}_refuses_delete" for kind in kinds} <= names_of(stepped, "trigger")
    kept = {f"{table}_refuses_{act}" for table in ("batch", "history") for act in ("update", "delete")}
    assert kept | {"history_is_append_only"} <= names_of(stepped, "trigger")


def test_the_newest_step_is_the_one_the_code_expects(stepped: Any) -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.STEPS))
    assert ScriptDirectory.from_config(config).get_heads() == [f"{migrate.HEAD:04d}"]
    assert stepped.execute("PRAGMA user_version").fetchone() == (migrate.HEAD,)
    assert stepped.execute("SELECT version_num FROM alembic_version").fetchone() == (f"{migrate.HEAD:04d}",)


def test_a_file_of_a_newer_program_is_refused(store: Store) -> None:
    store.close()
    raw = connect.connect(store.folder.file, store.key, writing=True)
    raw.execute(f"PRAGMA user_version = {migrate.HEAD + 1}")
    raw.close()
    with pytest.raises(Refusal, match="由新版程序写成"):
        Store.open_with_key(store.folder, store.key, store.clock)


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "old.db"
    connect.connect(path, KEY, writing=True).close()

    def failing(connection: Any, _before: object) -> None:
        assert connection.exec_driver_sql("SELECT count(*) FROM task").scalar() == 0
        raise Refusal("核对不符")

    monkeypatch.setattr(migrate, "_check", failing)
    with pytest.raises(Refusal):
        migrate.upgrade(path, KEY)
    raw = connect.connect(path, KEY, writing=False)
    assert names_of(raw, "table") == set()
    assert raw.execute("PRAGMA user_version").fetchone() == (0,)
    raw.close()


def test_what_was_issued_before_a_step_stays_as_it_is_and_frozen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "old.db"
    upgrade = alembic.command.upgrade
    with monkeypatch.context() as before:
        before.setattr(alembic.command, "upgrade", lambda config, _head: upgrade(config, "0008"))
        before.setattr(migrate, "HEAD", 8)
        migrate.create(path, KEY)
    raw = connect.connect(path, KEY, writing=True)
    asked = [row for row in raw.execute("PRAGMA table_info(bulletin)") if row[3] and not row[5]]
    row = {
        name: "{}" if name == "gaps" else "" if "CHAR" in type_ or type_ == "TEXT" else 1
        for _, name, type_, *_ in asked
    }
    row |= {"kind": "总结", "format": "文件", "naming": "具名", "sealing": "盖章", "state": "已印发"}
    row |= {"as_of": "2015-05-31", "number": "TB-001", "snapshot": "印发时的样子"}
    names, marks = ", ".join(row), ", ".join("?" * len(row))
    raw.execute(f"INSERT INTO bulletin ({names}) VALUES ({marks})", tuple(row.values()))
    kept = raw.execute("SELECT * FROM bulletin").fetchall()
    wired = set(
        raw.execute("SELECT type, name, sql FROM sqlite_master WHERE tbl_name = 'bulletin' AND type <> 'table'")
    )
    raw.close()
    migrate.upgrade(path, KEY)
    raw = connect.connect(path, KEY, writing=True)
    assert raw.execute("SELECT * FROM bulletin").fetchall() == kept
    assert (
        set(raw.execute("SELECT type, name, sql FROM sqlite_master WHERE tbl_name = 'bulletin' AND type <> 'table'"))
        == wired
    )
    with pytest.raises(Exception, match="issued, frozen"):
        raw.execute("UPDATE bulletin SET title = '改'")
    raw.close()


def golden_folders() -> list[Path]:
    return sorted(path for path in GOLDEN.iterdir() if path.is_dir())


@pytest.mark.parametrize("golden", golden_folders(), ids=lambda path: path.name)
def test_a_file_of_every_past_schema_still_opens(golden: Path, tmp_path: Path, clock: TurnedClock) -> None:
    shutil.copytree(golden, tmp_path / "data")
    folder = DataFolder(tmp_path / "data")
    store = Store.open(folder, GOLDEN_PASSWORD, clock)
    assert verify.verify(store).said == []
    assert ledger.seen(store, 1)["name"] == "动员部署"
    ledger.change(store, 1, progress=100)
    store.close()
    made_before = [info.why for info in backup.list_backups(folder.backups)]
    assert made_before == ([] if golden.name == f"{migrate.HEAD:04d}" else ["升级前"])


def test_there_is_a_file_of_the_present_schema(stepped: Any) -> None:
    assert [path.name for path in golden_folders()] == [f"{number:04d}" for number in range(1, migrate.HEAD + 1)]
