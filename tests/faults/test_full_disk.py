"""A disk that takes no more: what was saved stays, the rest is refused in a sentence, room makes it work again."""

import os
import resource
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from desktop_app.store import backup, verify
from desktop_app.store.file import Store
from desktop_app.system.errors import Refusal
from tests.kit import ledger
from tests.kit.files import PASSWORD


@contextmanager
def no_file_beyond(size: int) -> Iterator[None]:
    """Files of this process cannot grow beyond ``size`` bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)


def test_saves_are_refused_in_words_and_nothing_saved_is_lost(store: Store) -> None:
    saved: list[int] = []
    refused: list[str] = []
    with no_file_beyond(1 << 20):
        for number in range(400):
            try:
                saved.append(ledger.task(store, f"RW-{number:04d}", "情况说明" * 200))
            except Refusal as said:
                refused.append(said.said)
            if len(refused) > 3:
                break
    assert saved
    assert refused
    assert set(refused) <= {"磁盘写不进，没有保存。看磁盘是否已满再存", "磁盘已满，没有保存。腾出空间再存"}
    saved.append(ledger.task(store, "RW-9999", "腾出空间以后"))
    store.close()
    again = Store.open(store.folder, PASSWORD, store.clock)
    assert verify.verify(again).said == []
    assert all(ledger.seen(again, task_id) for task_id in saved)
    again.close()


def test_a_backup_on_a_full_disk_is_refused_and_the_old_one_stands(store: Store) -> None:
    ledger.task(store)
    good = backup.backup(store, store.folder.backups, store.clock)
    with no_file_beyond(good.size // 2), pytest.raises(Refusal):
        backup.backup(store, store.folder.backups, store.clock)
    assert [info.path for info in backup.list_backups(store.folder.backups)] == [good.path]
    assert backup.verify_backup(good.path, store.key).seq == good.seq
    backup.backup(store, store.folder.backups, store.clock)
    assert len(backup.list_backups(store.folder.backups)) == 2


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes where nobody may")
def test_a_folder_nobody_may_write_is_refused_in_words(store: Store) -> None:
    store.close()
    store.folder.root.chmod(0o500)
    try:
        with pytest.raises(Refusal):
            Store.open(store.folder, PASSWORD, store.clock)
    finally:
        store.folder.root.chmod(0o700)
