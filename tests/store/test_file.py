"""Making, unlocking and closing the data file."""

from pathlib import Path

import pytest

from desktop_app.store import connect, disk
from desktop_app.store.file import Store
from desktop_app.store.keys import WrongSecret
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Damaged, Refusal
from desktop_app.system.paths import DataFolder
from tests.kit import ledger
from tests.kit.files import CHEAP, PASSWORD, new_store


def flip(path: Path, at: int) -> None:
    spoilt = bytearray(path.read_bytes())
    spoilt[at] ^= 1
    path.write_bytes(spoilt)


def test_password_and_recovery_key_both_open_it(folder: DataFolder, clock: TurnedClock) -> None:
    made, recovery = new_store(folder.root, clock)
    ledger.task(made)
    made.close()
    for secret in (PASSWORD, recovery, recovery.lower().replace("-", " ")):
        store = Store.open(folder, secret, clock)
        assert ledger.seen(store, 1)["name"] == "动员部署"
        store.close()


def test_a_wrong_password_is_counted_over_restarts(store: Store) -> None:
    store.close()
    for left in (4, 3):
        with pytest.raises(WrongSecret, match=f"^口令不对，还可试 {left} 次。$"):
            Store.open(store.folder, "猜的", store.clock)
    Store.open(store.folder, PASSWORD, store.clock).close()
    assert not store.folder.attempts.exists()


def test_the_password_can_be_changed_and_a_forgotten_one_replaced(folder: DataFolder, clock: TurnedClock) -> None:
    made, recovery = new_store(folder.root, clock)
    made.close()
    store = Store.open(folder, recovery, clock)
    store.change_password("六月新口令", cost=CHEAP)
    fresh = store.new_recovery(cost=CHEAP)
    store.close()
    for secret in ("六月新口令", fresh):
        Store.open(folder, secret, clock).close()
    for secret in (PASSWORD, recovery):
        with pytest.raises(WrongSecret):
            Store.open(folder, secret, clock)


def test_a_folder_with_a_file_is_not_overwritten(store: Store, clock: TurnedClock) -> None:
    with pytest.raises(Refusal, match="已有工作库"):
        Store.create(store.folder, "另一个口令", clock, cost=CHEAP)


def test_keys_left_alone_are_kept_aside_when_a_new_file_is_made(store: Store, clock: TurnedClock) -> None:
    store.close()
    store.folder.file.unlink()
    old = store.folder.keys.read_bytes()
    made, _ = Store.create(store.folder, PASSWORD, clock, cost=CHEAP)
    made.close()
    kept = list((store.folder.root / "replaced").glob("*/guizhengtai.keys.json"))
    assert [path.read_bytes() for path in kept] == [old]


def test_an_empty_folder_says_so(folder: DataFolder, clock: TurnedClock) -> None:
    with pytest.raises(Refusal, match="没有工作库"):
        Store.open(folder, PASSWORD, clock)


def test_a_missing_data_file_is_damage(store: Store) -> None:
    store.close()
    store.folder.file.unlink()
    with pytest.raises(Damaged, match="只剩密钥文件"):
        Store.open(store.folder, PASSWORD, store.clock)


def test_a_missing_key_file_is_damage(store: Store) -> None:
    store.close()
    store.folder.keys.unlink()
    with pytest.raises(Damaged, match="密钥文件"):
        Store.open(store.folder, PASSWORD, store.clock)


@pytest.mark.parametrize("at", [0, 15, 16, 100, 4095, 4096, 40_000, -1])
def test_a_flipped_bit_anywhere_is_found_at_opening(store: Store, at: int) -> None:
    ledger.task(store)
    store.close()
    flip(store.folder.file, at)
    with pytest.raises(Damaged, match="数据文件已损坏"):
        Store.open(store.folder, PASSWORD, store.clock)


@pytest.mark.parametrize("content", [b"", b"garbage" * 1000, b"SQLite format 3\0" + b"\0" * 8176])
def test_something_else_in_its_place_is_damage(store: Store, content: bytes) -> None:
    store.close()
    store.folder.file.write_bytes(content)
    with pytest.raises(Damaged):
        Store.open(store.folder, PASSWORD, store.clock)


def test_a_file_cut_short_is_damage(store: Store) -> None:
    store.close()
    whole = store.folder.file.read_bytes()
    store.folder.file.write_bytes(whole[: len(whole) // 2 // 4096 * 4096])
    with pytest.raises(Damaged):
        Store.open(store.folder, PASSWORD, store.clock)


def test_the_key_of_another_file_is_damage_not_a_traceback(store: Store) -> None:
    with pytest.raises(Damaged):
        Store.open_with_key(store.folder, bytes(32), store.clock)


def test_damage_met_while_reading_is_said(store: Store) -> None:
    ledger.task(store)
    store.close()
    again = Store.open(store.folder, PASSWORD, store.clock)
    for page in range(1, store.folder.file.stat().st_size // 4096):
        flip(store.folder.file, page * 4096 + 50)
    with pytest.raises(Damaged):
        ledger.seen(again, 1)
    again.close()


def test_a_share_is_refused(folder: DataFolder, clock: TurnedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "on_share", lambda _folder: True)
    with pytest.raises(Refusal, match="网络共享"):
        new_store(folder.root, clock)


def test_no_name_entered_stands_in_any_file(store: Store) -> None:
    names = ["单玉兰", "清源县人民检察院", "动员部署"]
    ledger.officer(store, name=names[0], note=names[1])
    ledger.task(store, name=names[2])
    files = [path for path in store.folder.root.rglob("*") if path.is_file()]
    assert any(path.name.endswith("-wal") and path.stat().st_size for path in files)
    for path in files:
        content = path.read_bytes()
        assert not [name for name in names if name.encode() in content or name.encode("utf-16-le") in content], path


def test_a_worker_may_read_on_a_connection_of_its_own(store: Store) -> None:
    ledger.task(store)
    raw = store.raw_read()
    assert raw.execute("SELECT name FROM task").fetchall() == [("动员部署",)]
    with pytest.raises(connect.dbapi2.OperationalError):
        raw.execute("DELETE FROM counter")
    raw.close()


def test_the_log_is_folded_into_the_file_while_idle(store: Store) -> None:
    ledger.task(store)
    before = store.folder.file.read_bytes()
    store.tidy()
    assert store.folder.file.read_bytes() != before
