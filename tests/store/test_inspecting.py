"""A file opened by the inspector's password (督查口令): no connection of it writes, whatever is asked."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, text
from sqlcipher3 import dbapi2

from desktop_app.store import backup, connect, drafts, migrate, restore, verify
from desktop_app.store.file import Store
from desktop_app.store.keys import READ_ONLY
from desktop_app.store.preferences import Preferences
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import DataFolder
from tests.kit import ledger
from tests.kit.files import CHEAP, PASSWORD, new_store

INSPECTOR = "督查口令2015"


@pytest.fixture
def folder_open_to_inspectors(folder: DataFolder, clock: TurnedClock) -> DataFolder:
    made, _ = new_store(folder.root, clock)
    ledger.task(made)
    made.set_inspector(INSPECTOR, cost=CHEAP)
    made.close()
    return folder


@pytest.fixture
def inspected(folder_open_to_inspectors: DataFolder, clock: TurnedClock) -> Iterator[Store]:
    store = Store.open(folder_open_to_inspectors, INSPECTOR, clock)
    yield store
    store.close()


def test_it_is_read(inspected: Store) -> None:
    assert inspected.inspecting
    assert not inspected.keeps_habits
    assert ledger.seen(inspected, 1)["name"] == "动员部署"
    assert verify.verify(inspected).sound


def test_no_act_begins_and_nothing_is_written_aside(inspected: Store) -> None:
    before = inspected.folder.file.read_bytes()
    with pytest.raises(Refusal) as refused, inspected.unit("改"):
        pass
    assert refused.value.said == READ_ONLY
    assert not drafts.keep(inspected, "task:1", "task", 1, 1, {"name": "改了"})
    liking = Preferences(inspected)
    liking.put("panel:tasks", 400)
    assert liking.get("panel:tasks") == 400
    assert Preferences(inspected).get("panel:tasks") is None
    with pytest.raises(Refusal, match="督查人员"):
        backup.backup(inspected, inspected.folder.backups, inspected.clock)
    with pytest.raises(Refusal, match="督查人员"):
        verify.rebuild_index(inspected)
    inspected.tidy()
    inspected.close()
    assert inspected.folder.file.read_bytes() == before


@pytest.mark.parametrize("name", ["_writing", "_aside", "_reading"])
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE task SET name = '改了'",
        "DELETE FROM task",
        "INSERT INTO preference (key, value) VALUES ('a', '{}')",
        "CREATE TABLE own (a)",
        "DROP TABLE task",
        "PRAGMA user_version = 1",
    ],
)
def test_no_road_past_the_store_writes(inspected: Store, name: str, statement: str) -> None:
    engine: Engine = getattr(inspected, name)
    with pytest.raises(Exception, match="readonly") as failed, engine.begin() as connection:
        connection.execute(text(statement))
    assert isinstance(connect.translated(failed.value), Refusal)


def test_a_connection_of_ones_own_does_not_write_either(inspected: Store) -> None:
    raw = inspected.raw_read()
    with pytest.raises(dbapi2.OperationalError, match="readonly"):
        raw.execute("DELETE FROM task")
    raw.close()


def test_passwords_are_not_changed_by_an_inspector(inspected: Store) -> None:
    keys = inspected.folder.keys.read_bytes()
    for change in (
        lambda: inspected.change_password("六月新口令", cost=CHEAP),
        lambda: inspected.new_recovery(cost=CHEAP),
        lambda: inspected.set_inspector("另一个口令", cost=CHEAP),
        inspected.withdraw_inspector,
    ):
        with pytest.raises(Refusal, match="督查人员只能查看"):
            change()
    assert inspected.folder.keys.read_bytes() == keys


def test_a_backup_is_restored_by_the_officer_alone(folder_open_to_inspectors: DataFolder, clock: TurnedClock) -> None:
    office = Store.open(folder_open_to_inspectors, PASSWORD, clock)
    made = backup.backup(office, office.folder.backups, clock)
    office.close()
    elsewhere = DataFolder(office.folder.root.parent / "elsewhere")
    for folder in (office.folder, elsewhere):
        with pytest.raises(Refusal, match="这是督查口令，只能查看"):
            restore.restore(folder, made.path, INSPECTOR, clock)
    assert not elsewhere.file.exists()
    restore.restore(elsewhere, made.path, PASSWORD, clock)


def test_an_older_file_waits_for_the_officer(
    folder_open_to_inspectors: DataFolder, clock: TurnedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(migrate, "HEAD", migrate.HEAD + 1)
    with pytest.raises(Refusal, match="工作库要先升级"):
        Store.open(folder_open_to_inspectors, INSPECTOR, clock)
    assert not folder_open_to_inspectors.backups.exists()
