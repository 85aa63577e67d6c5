"""Bits that flip on the disk: found before a wrong value is shown, in the file and in its backups."""

import random

import pytest

from desktop_app.store import backup, verify
from desktop_app.store.file import Store
from desktop_app.system.errors import Damaged
from tests.kit import ledger
from tests.kit.files import PASSWORD
from tests.kit.killing import OFTEN


@pytest.fixture
def filled(store: Store) -> Store:
    department = ledger.department(store)
    for number in range(20):
        ledger.task(store, f"RW-{number:03d}", "动员部署" * 20, partners=(department,))
    return store


def flipped(content: bytes, chance: random.Random) -> bytes:
    spoilt = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        spoilt[chance.randrange(len(spoilt))] ^= 1 << chance.randrange(8)
    return bytes(spoilt)


def zeroed(content: bytes, chance: random.Random) -> bytes:
    page = chance.randrange(len(content) // 4096) * 4096
    return content[:page] + bytes(4096) + content[page + 4096 :]


def swapped(content: bytes, chance: random.Random) -> bytes:
    first, second = sorted(chance.sample(range(1, len(content) // 4096), 2))
    pages = [content[at : at + 4096] for at in range(0, len(content), 4096)]
    pages[first], pages[second] = pages[second], pages[first]
    return b"".join(pages)


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(1, len(content) // 4096) * 4096]


@pytest.mark.parametrize("trials", OFTEN)
@pytest.mark.parametrize("spoil", [flipped, zeroed, swapped, cut])
def test_every_spoilt_file_is_found_at_opening(filled: Store, spoil: object, trials: int) -> None:
    assert callable(spoil)
    filled.close()
    whole = filled.folder.file.read_bytes()
    chance = random.Random(21)
    for _ in range(trials):
        filled.folder.file.write_bytes(spoil(whole, chance))
        with pytest.raises(Damaged):
            verify.require_sound(Store.open(filled.folder, PASSWORD, filled.clock))
    filled.folder.file.write_bytes(whole)
    again = Store.open(filled.folder, PASSWORD, filled.clock)
    verify.require_sound(again)
    again.close()


@pytest.mark.parametrize("trials", OFTEN)
@pytest.mark.parametrize("spoil", [flipped, zeroed, swapped, cut])
def test_every_spoilt_backup_is_found(filled: Store, spoil: object, trials: int) -> None:
    assert callable(spoil)
    info = backup.backup(filled, filled.folder.backups, filled.clock)
    whole = info.path.read_bytes()
    chance = random.Random(22)
    for _ in range(trials):
        info.path.write_bytes(spoil(whole, chance))
        if info.path.read_bytes() != whole:
            with pytest.raises(Damaged):
                backup.verify_backup(info.path, filled.key)
