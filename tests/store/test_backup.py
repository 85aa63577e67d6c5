"""Backups: read back before they count, rotated, and restored to exactly what was."""

import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from desktop_app.models.catalogue import KINDS, Base
from desktop_app.store import backup, restore, rotation, verify
from desktop_app.store.file import Store
from desktop_app.system.errors import Damaged, Refusal
from desktop_app.system.paths import DataFolder
from tests.kit import ledger
from tests.kit.clocks import HandClock
from tests.kit.files import CHEAP, PASSWORD, new_store


@pytest.fixture
def hand() -> HandClock:
    return HandClock()


@pytest.fixture
def office(folder: DataFolder, hand: HandClock) -> Any:
    store, _ = new_store(folder.root, hand)
    ledger.task(store, partners=(ledger.department(store),))
    yield store
    store.close()


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    with store.read() as session:
        tables = Base.metadata.sorted_tables
        return {table.name: [tuple(row) for row in session.execute(select(table))] for table in tables}


def spoil(path: Path, at: float) -> None:
    content = bytearray(path.read_bytes())
    content[int(len(content) * at)] ^= 4
    path.write_bytes(content)


def test_a_backup_is_one_file_named_by_moment_and_entry(office: Store, hand: HandClock) -> None:
    info = backup.backup(office, office.folder.backups, hand)
    local = hand.now().astimezone()
    assert info.path.name == f"规整台-{local:%Y%m%d-%H%M%S}-000003.gzt"
    assert (info.seq, info.why, info.made_at) == (3, "手动", hand.now())
    names = sorted(path.name for path in office.folder.backups.iterdir())
    assert names == sorted([info.path.name, backup.STATUS])


def test_it_says_what_it_holds(office: Store, hand: HandClock) -> None:
    info = backup.backup(office, office.folder.backups, hand)
    manifest = backup.verify_backup(info.path, office.key)
    assert manifest.counts == {**dict.fromkeys(KINDS, 0), "task": 1, "department": 1, "task_partner": 1}
    with office.read() as session:
        assert (manifest.seq, manifest.head) == verify.history.head(session)


def test_two_in_one_second_do_not_overwrite_each_other(office: Store, hand: HandClock) -> None:
    first = backup.backup(office, office.folder.backups, hand)
    second = backup.backup(office, office.folder.backups, hand)
    assert first.path != second.path
    assert len(backup.list_backups(office.folder.backups)) == 2


def test_no_name_stands_in_a_backup(office: Store, hand: HandClock) -> None:
    info = backup.backup(office, office.folder.backups, hand)
    assert "动员部署".encode() not in info.path.read_bytes()


@pytest.mark.parametrize("at", [0.001, 0.01, 0.2, 0.5, 0.9, 0.999])
def test_one_wrong_bit_in_a_backup_is_found(office: Store, hand: HandClock, at: float) -> None:
    info = backup.backup(office, office.folder.backups, hand)
    spoil(info.path, at)
    with pytest.raises(Damaged):
        backup.verify_backup(info.path, office.key)


def test_a_backup_of_other_content_under_a_true_manifest_is_found(office: Store, hand: HandClock) -> None:
    old = backup.backup(office, office.folder.backups, hand)
    ledger.change(office, 1, progress=90)
    new = backup.backup(office, office.folder.backups, hand)
    with zipfile.ZipFile(old.path) as there, zipfile.ZipFile(new.path) as here:
        parts = {"manifest.json": there.read("manifest.json")} | {
            name: here.read(name) for name in ("data.db", "keys.json")
        }
    with zipfile.ZipFile(old.path, "w") as mixed:
        for name, content in parts.items():
            mixed.writestr(name, content)
    with pytest.raises(Damaged):
        backup.verify_backup(old.path, office.key)


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip at all" * 99])
def test_a_file_that_is_no_backup_is_said_and_not_listed(office: Store, content: bytes) -> None:
    path = office.folder.backups / "规整台-假.gzt"
    path.parent.mkdir()
    path.write_bytes(content)
    with pytest.raises(Damaged, match="备份已损坏"):
        backup.verify_backup(path, office.key)
    assert backup.list_backups(office.folder.backups) == []


def test_a_second_disk_gets_a_verified_copy(office: Store, hand: HandClock, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    info = backup.backup(office, office.folder.backups, hand, second=tmp_path / "disk")
    copy = tmp_path / "disk" / info.path.name
    assert copy.read_bytes() == info.path.read_bytes()
    assert backup.last_good(tmp_path / "disk") is not None


def test_a_disk_that_is_gone_is_said_and_the_first_backup_stands(
    office: Store, hand: HandClock, tmp_path: Path
) -> None:
    with pytest.raises(Refusal, match="第二备份位置不在"):
        backup.backup(office, office.folder.backups, hand, second=tmp_path / "disk")
    assert backup.last_good(office.folder.backups) is not None
    assert not (tmp_path / "disk").exists(), "a folder made on the spot would look like the disk that is gone"


def test_leftovers_of_a_killed_backup_are_cleared(office: Store, hand: HandClock) -> None:
    office.folder.backups.mkdir()
    (office.folder.backups / ".part-x").mkdir()
    (office.folder.backups / ".part-x" / "data.db").write_bytes(b"half")
    (office.folder.backups / ".part-x" / ".part-z").mkdir()
    (office.folder.backups / ".part-y.gzt").write_bytes(b"half")
    (office.folder.backups / ".status.part").write_bytes(b"half")
    info = backup.backup(office, office.folder.backups, hand)
    assert {path.name for path in office.folder.backups.iterdir()} == {info.path.name, backup.STATUS}


def test_one_backup_a_day_is_due(office: Store, hand: HandClock) -> None:
    assert backup.daily_due(office, hand)
    info = backup.backup(office, office.folder.backups, hand, why="每日")
    assert not backup.daily_due(office, hand)
    hand.move(days=1)
    assert backup.daily_due(office, hand)
    hand.move(days=-1)
    info.path.unlink()
    assert backup.daily_due(office, hand)


def test_a_year_of_daily_backups_is_rotated(office: Store, hand: HandClock) -> None:
    for _ in range(40):
        backup.backup(office, office.folder.backups, hand)
        hand.move(days=1)
    kept = [info.made_at for info in backup.list_backups(office.folder.backups)]
    assert kept[:7] == [hand.now() - timedelta(days=day) for day in range(1, 8)]
    assert 7 < len(kept) <= 7 + 4 + 12


@given(st.lists(st.integers(0, 800 * 24 * 60), min_size=1, max_size=80, unique=True))
def test_rotation_keeps_the_newest_and_one_of_each_late_day_week_and_month(minutes: list[int]) -> None:
    now = datetime(2015, 12, 31, 9, tzinfo=UTC)
    made = {Path(f"{minute}.gzt"): now - timedelta(minutes=minute) for minute in minutes}
    kept = made.keys() - rotation.surplus(made, now)
    local = {path: moment.astimezone().date() for path, moment in made.items()}
    newest = max(made, key=lambda path: made[path])
    assert newest in kept
    months = sorted({(local[path].year, local[path].month) for path in made}, reverse=True)[:12]
    assert {(local[path].year, local[path].month) for path in kept} >= set(months)
    assert {local[path] for path in kept} >= set(sorted(set(local.values()), reverse=True)[:7])
    assert len({local[path] for path in kept}) <= 7 + 4 + 12


def test_a_backup_dated_in_the_future_is_never_rotated_away() -> None:
    now = datetime(2015, 5, 31, tzinfo=UTC)
    made = {Path(f"{year}.gzt"): datetime(year, 5, 1, tzinfo=UTC) for year in range(1990, 2030)}
    assert {path.name for path in rotation.surplus(made, now)} == {f"{year}.gzt" for year in range(1990, 2004)}


def test_restoring_gives_back_exactly_what_was(office: Store, hand: HandClock) -> None:
    before = everything(office)
    info = backup.backup(office, office.folder.backups, hand)
    ledger.change(office, 1, progress=90)
    lost = everything(office)
    office.close()
    manifest = restore.restore(office.folder, info.path, PASSWORD, hand)
    assert manifest.seq == info.seq
    again = Store.open(office.folder, PASSWORD, hand)
    assert everything(again) == before
    assert verify.verify(again).said == []
    again.close()
    (aside,) = (office.folder.root / "replaced").iterdir()
    old = Store.open(DataFolder(aside), PASSWORD, hand)
    assert everything(old) == lost
    old.close()


def test_a_damaged_file_is_kept_apart(office: Store, hand: HandClock) -> None:
    info = backup.backup(office, office.folder.backups, hand)
    office.close()
    spoil(office.folder.file, 0.5)
    spoilt = office.folder.file.read_bytes()
    restore.restore(office.folder, info.path, PASSWORD, hand, damaged=True)
    Store.open(office.folder, PASSWORD, hand).close()
    assert next(office.folder.damaged.glob("*/guizhengtai.db")).read_bytes() == spoilt


def test_a_restore_needs_the_password_and_counts_tries(office: Store, hand: HandClock) -> None:
    info = backup.backup(office, office.folder.backups, hand)
    office.close()
    before = office.folder.file.read_bytes()
    with pytest.raises(Refusal, match="还可试 4 次"):
        restore.restore(office.folder, info.path, "猜的", hand)
    assert office.folder.file.read_bytes() == before


def test_todays_password_restores_an_old_backup_and_stays(office: Store, hand: HandClock) -> None:
    info = backup.backup(office, office.folder.backups, hand)
    office.change_password("六月新口令", cost=CHEAP)
    office.close()
    restore.restore(office.folder, info.path, "六月新口令", hand)
    Store.open(office.folder, "六月新口令", hand).close()
    with pytest.raises(Refusal):
        Store.open(office.folder, PASSWORD, hand)


def test_a_backup_opens_on_another_machine(office: Store, hand: HandClock, tmp_path: Path) -> None:
    info = backup.backup(office, tmp_path / "stick", hand)
    elsewhere = DataFolder(tmp_path / "elsewhere")
    restore.restore(elsewhere, info.path, PASSWORD, hand)
    again = Store.open(elsewhere, PASSWORD, hand)
    assert everything(again) == everything(office)
    again.close()


def test_a_spoilt_backup_touches_nothing(office: Store, hand: HandClock) -> None:
    info = backup.backup(office, office.folder.backups, hand)
    office.close()
    before = {path: path.read_bytes() for path in office.folder.root.glob("guizhengtai.*")}
    spoil(info.path, 0.7)
    with pytest.raises(Damaged):
        restore.restore(office.folder, info.path, PASSWORD, hand)
    assert {path: path.read_bytes() for path in office.folder.root.glob("guizhengtai.*")} == before


def test_a_restore_cut_off_is_finished_at_the_next_start(office: Store, hand: HandClock) -> None:
    info = backup.backup(office, office.folder.backups, hand)
    ledger.change(office, 1, progress=90)
    office.close()
    waiting = office.folder.file.with_name(office.folder.file.name + ".restored")
    backup.unpack_verified(info.path, office.key, waiting)
    again = Store.open(office.folder, PASSWORD, hand)
    assert ledger.seen(again, 1)["progress"] == 0
    assert not waiting.exists()
    again.close()


@pytest.mark.parametrize(
    "part", [{"made_at": "昨天"}, {"made_at": 5}, {"counts": 5}, {"hashes": None}, {"hashes": [1]}]
)
def test_a_list_of_contents_of_another_shape_is_damage(office: Store, hand: HandClock, part: dict[str, Any]) -> None:
    info = backup.backup(office, office.folder.backups, hand)
    office.close()
    with zipfile.ZipFile(info.path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    told = {**json.loads(parts["manifest.json"]), **part}
    with zipfile.ZipFile(info.path, "w") as packed:
        for name, content in {**parts, "manifest.json": json.dumps(told).encode()}.items():
            packed.writestr(name, content)
    with pytest.raises(Damaged, match="备份已损坏"):
        restore.restore(office.folder, info.path, PASSWORD, hand)


def test_a_backup_that_is_not_there_is_refused(office: Store, hand: HandClock, tmp_path: Path) -> None:
    office.close()
    for path in (tmp_path / "没有.gzt", tmp_path):
        with pytest.raises(Refusal, match="读不了"):
            restore.restore(office.folder, path, PASSWORD, hand)
