"""Restoring a backup (恢复): verified first, the present file kept aside, finished at the next start if cut off."""

import os
from datetime import datetime
from pathlib import Path

from desktop_app.store import backup, disk, migrate
from desktop_app.store.attempts import Attempts
from desktop_app.store.keys import KeyFile, read_keys
from desktop_app.system.clock import Clock
from desktop_app.system.errors import Damaged, Refusal
from desktop_app.system.paths import DataFolder


def restore(folder: DataFolder, path: Path, secret: str, clock: Clock, *, damaged: bool = False) -> backup.Manifest:
    """Replace the data file by a backup; the store must be closed. The old file goes to ``damaged/`` or ``replaced/``.

    ``secret`` is the password or recovery key of today or of the day of the backup, never an inspector's. Nothing is
    touched unless the backup proves whole and no other program has the file open. Raises Refusal or Damaged.
    """
    with disk.writable(folder.root):
        if disk.held(folder.file):
            raise Refusal("工作库正开着，没有恢复。关掉窗口和别的命令，再恢复")
        return _restored(folder, path, secret, clock, damaged)


def _restored(folder: DataFolder, path: Path, secret: str, clock: Clock, damaged: bool) -> backup.Manifest:
    keyfile, key = _unlocked(folder, path, secret, clock)
    folder.root.mkdir(parents=True, exist_ok=True)
    fresh = folder.file.with_suffix(".unpacked")
    manifest = backup.unpack_verified(path, key, fresh)
    migrate.is_old(fresh, key)
    for left in migrate.leftovers(fresh):
        left.unlink(missing_ok=True)
    keyfile.write(_waiting(folder.keys))
    os.replace(fresh, _waiting(folder.file))
    disk.sync_folder(folder.root)
    finish(folder, clock, damaged=damaged)
    return manifest


def finish(folder: DataFolder, clock: Clock, *, damaged: bool = False) -> None:
    """Put a verified file that waits beside the data file in its place, and clear what a killed program left."""
    for left in (*folder.root.glob(".*.part"), folder.file.with_suffix(".unpacked")):
        disk.remove(left)
    if not _waiting(folder.file).exists():
        disk.remove(_waiting(folder.keys))
        return
    keep_aside(folder, folder.damaged if damaged else replaced(folder), clock)
    if _waiting(folder.keys).exists():
        os.replace(_waiting(folder.keys), folder.keys)
    os.replace(_waiting(folder.file), folder.file)
    disk.sync_folder(folder.root)


def replaced(folder: DataFolder) -> Path:
    """Where files go that a restore took the place of."""
    return folder.root / "replaced"


def keep_aside(folder: DataFolder, into: Path, clock: Clock) -> Path | None:
    """Move the data file with its log, and copy its keys, to a dated folder; None if there was nothing to move."""
    there = [name for name in (folder.file, *migrate.leftovers(folder.file), folder.keys) if name.exists()]
    if not there:
        return None
    room = _room(into, clock.now())
    for name in there:
        if name == folder.keys:
            disk.write_whole(room / name.name, name.read_bytes())
        else:
            os.replace(name, room / name.name)
    disk.sync_folder(room)
    disk.sync_folder(folder.root)
    return room


def _room(into: Path, now: datetime) -> Path:
    stem = f"{now.astimezone():%Y%m%d-%H%M%S}"
    rooms = (into / f"{stem}{f'-{again}' if again else ''}" for again in range(1000))
    room = next(room for room in rooms if not room.exists())
    room.mkdir(parents=True)
    return room


def _unlocked(folder: DataFolder, path: Path, secret: str, clock: Clock) -> tuple[KeyFile, bytes]:
    """The key file to restore with and its key: today's if it belongs to the same file, else the backup's own."""
    old = backup.keys_of(path)
    if old.practice:
        raise Refusal("这是演练县的备份，不能恢复成工作库。换一份工作库的备份")
    attempts = Attempts(folder.attempts, clock)
    try:
        today = read_keys(folder.keys)
    except Damaged:
        today = None
    if today is None or today.file_id != old.file_id:
        return old, attempts.unlock_office(secret, old)
    return today, attempts.unlock_office(secret, today, old)


def _waiting(path: Path) -> Path:
    return path.with_name(path.name + ".restored")
