"""The process dies in the middle of a migration, an import, a backup, a restore, a change of password."""

import random
import time
from pathlib import Path

import pytest

from desktop_app.models.catalogue import KINDS
from desktop_app.models.plan import Task
from desktop_app.store import backup, connect, migrate, restore, verify
from desktop_app.store.file import Store
from desktop_app.store.keys import read_keys, unlock
from desktop_app.system.errors import Refusal
from tests.kit import ledger
from tests.kit.files import CHEAP, PASSWORD
from tests.kit.killing import OFTEN, READY, Acknowledge, killed

KEY = bytes(32)


def tables(path: Path) -> tuple[set[str], int]:
    raw = connect.connect(path, KEY, writing=True)
    names = {name for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    version = raw.execute("PRAGMA user_version").fetchone()[0]
    raw.close()
    return names, version


@pytest.mark.parametrize("trials", OFTEN)
def test_a_migration_is_whole_or_not_at_all(tmp_path: Path, trials: int) -> None:
    from alembic import command  # noqa: F401 - imported before the fork, so that the kills fall into the steps

    chance = random.Random(11)
    began = time.monotonic()
    migrate.create(tmp_path / "whole.db", KEY)
    usual = time.monotonic() - began
    for trial in range(trials):
        path = tmp_path / f"{trial}.db"
        connect.connect(path, KEY, writing=True).close()

        def work(acknowledge: Acknowledge, path: Path = path) -> None:
            acknowledge(READY)
            migrate.upgrade(path, KEY)
            acknowledge(1)

        told = killed(work, chance, 0.0, usual * 1.5)
        names, version = tables(path)
        assert version == (migrate.HEAD if names else 0)
        assert not names or set(KINDS) <= names
        assert not told or version == migrate.HEAD


@pytest.mark.parametrize("trials", OFTEN)
def test_an_import_is_whole_or_not_at_all(store: Store, trials: int) -> None:
    store.close()
    chance = random.Random(12)
    for trial in range(max(8, trials // 4)):

        def work(acknowledge: Acknowledge, trial: int = trial) -> None:
            again = Store.open_with_key(store.folder, store.key, store.clock)
            acknowledge(READY)
            with again.unit("导入台账") as unit:
                rows = [{"number": f"{trial}-{n}", "name": "任务", "search_text": "任务"} for n in range(500)]
                unit.add_many(Task, rows)
            acknowledge(trial)

        told = killed(work, chance, 0.0, 0.15)
        again = Store.open(store.folder, PASSWORD, store.clock)
        with again.read() as session:
            here = session.query(Task).where(Task.number.startswith(f"{trial}-")).count()
        again.close()
        assert here == 500 or (here == 0 and not told)
    again = Store.open(store.folder, PASSWORD, store.clock)
    assert verify.verify(again).said == []
    again.close()


@pytest.mark.parametrize("trials", OFTEN)
def test_a_backup_that_died_is_no_backup_and_harms_none(store: Store, tmp_path: Path, trials: int) -> None:
    ledger.task(store)
    chance = random.Random(13)
    stick = tmp_path / "stick"
    good = backup.backup(store, stick, store.clock)
    content = good.path.read_bytes()
    key = store.key
    store.close()
    for _ in range(max(8, trials // 4)):

        def work(acknowledge: Acknowledge) -> None:
            again = Store.open_with_key(store.folder, key, store.clock)
            acknowledge(READY)
            for number in range(3):
                backup.backup(again, stick, store.clock)
                acknowledge(number)

        killed(work, chance, 0.0, 0.15)
        for info in backup.list_backups(stick):
            backup.verify_backup(info.path, key)
            if info.path != good.path:
                info.path.unlink()
    assert good.path.read_bytes() == content
    again = Store.open(store.folder, PASSWORD, store.clock)
    backup.backup(again, stick, store.clock)
    again.close()
    assert not [path for path in stick.iterdir() if path.name.startswith(".")]


@pytest.mark.parametrize("trials", OFTEN)
def test_a_restore_that_died_leaves_the_old_file_or_the_new(store: Store, trials: int) -> None:
    task_id = ledger.task(store)
    info = backup.backup(store, store.folder.backups, store.clock)
    ledger.change(store, task_id, progress=90)
    store.close()
    chance = random.Random(14)
    seen = set()
    for _ in range(max(8, trials // 4)):

        def work(acknowledge: Acknowledge) -> None:
            acknowledge(READY)
            restore.restore(store.folder, info.path, PASSWORD, store.clock)
            acknowledge(1)

        told = killed(work, chance, 0.0, 0.06)
        again = Store.open(store.folder, PASSWORD, store.clock)
        progress = ledger.seen(again, task_id)["progress"]
        assert verify.verify(again).said == []
        seen.add(progress)
        assert progress == 0 or not told
        if progress == 0:
            ledger.change(again, task_id, progress=90)
        again.close()
    assert seen <= {0, 90}


@pytest.mark.parametrize("trials", OFTEN)
def test_a_change_of_password_that_died_leaves_one_that_opens(store: Store, trials: int) -> None:
    chance = random.Random(15)
    passwords = [PASSWORD]
    for trial in range(trials):
        fresh = f"新口令{trial}"

        def work(acknowledge: Acknowledge, fresh: str = fresh) -> None:
            acknowledge(READY)
            store.change_password(fresh, cost=CHEAP)
            acknowledge(1)

        told = killed(work, chance, 0.0, 0.004)
        passwords.append(fresh)
        opened = [password for password in passwords[-2:] if opens(store, password)]
        assert len(opened) == 1
        assert not told or opened == [fresh]
        passwords = opened


def opens(store: Store, password: str) -> bool:
    try:
        return unlock(read_keys(store.folder.keys), password).key == store.key
    except Refusal:
        return False
