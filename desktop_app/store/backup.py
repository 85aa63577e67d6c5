"""Backups (备份): one verified file each, rotated only after the new one was read back from its medium."""

import hashlib
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Protocol

from desktop_app.models.catalogue import KINDS
from desktop_app.store import connect, disk, rotation
from desktop_app.store.keys import KeyFile, parse_keys
from desktop_app.system.clock import Clock
from desktop_app.system.errors import Damaged, Refusal
from desktop_app.system.files import trouble
from desktop_app.system.paths import DataFolder

ENDING = ".gzt"
STATUS = "last-good-backup.json"
"""Beside the backups: what the status bar says about the last good one."""

_FORMAT = 1
_DATA, _KEYS, _MANIFEST = "data.db", "keys.json", "manifest.json"
_SPOILT = "备份已损坏或不完整：{}。换一份备份"


class HasFile(Protocol):
    """What a backup is made of: an open store, or its folder and key."""

    folder: DataFolder
    key: bytes

    def must_write(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says it holds (清单): counts by kind, head of the chain, SHA-256 of its parts."""

    format: int
    made_at: str
    why: str
    file_id: str
    seq: int
    head: str
    counts: Mapping[str, int] = field(default_factory=dict)
    hashes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BackupInfo:
    """A backup on the disk: where, of what moment, why it was made, how many entries of history it holds."""

    path: Path
    made_at: datetime
    why: str
    seq: int
    size: int


def backup(store: HasFile, target_dir: Path, clock: Clock, why: str = "手动", second: Path | None = None) -> BackupInfo:
    """A verified backup of an open store, and a verified copy on a second disk when one is named.

    Old backups are rotated away by a new one: refused where the inspector's password opened the file.
    """
    store.must_write()
    return backup_file(store.folder, store.key, target_dir, clock, why, second)


def backup_file(
    folder: DataFolder, key: bytes, target_dir: Path, clock: Clock, why: str = "手动", second: Path | None = None
) -> BackupInfo:
    """Write, read back, verify, then rotate. Raises Refusal if the medium fails, Damaged if the file does."""
    try:
        info = _made(folder, key, target_dir, clock, why)
        if second is not None:
            _copy_verified(info.path, second, key, clock)
    except OSError as error:
        raise trouble(error, target_dir) from error
    return info


def _made(folder: DataFolder, key: bytes, target_dir: Path, clock: Clock, why: str) -> BackupInfo:
    target_dir.mkdir(parents=True, exist_ok=True)
    clear_leftovers(target_dir)
    with tempfile.TemporaryDirectory(prefix=".part-", dir=target_dir) as room:
        copy = Path(room) / _DATA
        _vacuum_into(folder.file, key, copy)
        keys = folder.keys.read_bytes()
        manifest = _manifest_of(copy, keys, key, clock.now(), why)
        packed = Path(room) / "packed"
        _pack(packed, copy, keys, manifest)
        target = _free_name(target_dir, clock.now(), manifest.seq)
        _read_back(packed, key, manifest)
        os.replace(packed, target)
    disk.sync_folder(target_dir)
    return _kept(target, target_dir, clock)


def _kept(target: Path, target_dir: Path, clock: Clock) -> BackupInfo:
    info = _info(target)
    status = {"name": target.name, "made_at": info.made_at.isoformat(), "seq": info.seq, "why": info.why}
    disk.write_whole(target_dir / STATUS, json.dumps(status, ensure_ascii=False).encode())
    found = {backup.path: backup.made_at for backup in list_backups(target_dir)}
    for old in rotation.surplus(found, clock.now()):
        if old != target:
            old.unlink(missing_ok=True)
    return info


def _copy_verified(source: Path, second: Path, key: bytes, clock: Clock) -> None:
    if not second.is_dir():
        raise Refusal(f"第二备份位置不在：{second}。接上那块盘，再立即备份")
    clear_leftovers(second)
    part = second / f".part-{source.name}"
    part.write_bytes(source.read_bytes())
    disk.sync_file(part)
    _read_back(part, key, _read_manifest(source))
    os.replace(part, second / source.name)
    disk.sync_folder(second)
    _kept(second / source.name, second, clock)


def clear_leftovers(target_dir: Path) -> None:
    """Remove what a killed backup left; never a finished one."""
    for left in (*target_dir.glob(".part-*"), *target_dir.glob(".*.part")):
        if left.is_dir():
            shutil.rmtree(left)
        else:
            left.unlink()


def list_backups(target_dir: Path) -> list[BackupInfo]:
    """The backups in a folder, newest first; files that cannot be read are left out."""
    found = []
    for path in target_dir.glob(f"*{ENDING}"):
        try:
            found.append(_info(path))
        except (Damaged, Refusal, OSError):
            continue
    return sorted(found, key=lambda info: (info.made_at, info.seq), reverse=True)


def last_good(target_dir: Path) -> BackupInfo | None:
    """The backup last verified in this folder, if it still lies there."""
    try:
        status = json.loads((target_dir / STATUS).read_bytes())
        return _info(target_dir / Path(status["name"]).name)
    except (OSError, ValueError, KeyError, TypeError, Damaged, Refusal):
        return None


def daily_due(store: HasFile, clock: Clock) -> bool:
    """Whether today's backup is still to be made."""
    last = last_good(store.folder.backups)
    return last is None or _day(last.made_at) != _day(clock.now())


def _day(moment: datetime) -> date:
    return moment.astimezone().date()


def verify_backup(path: Path, key: bytes) -> Manifest:
    """Open a backup as it lies on its medium and compare everything it says of itself. Raises Damaged."""
    manifest = _read_manifest(path)
    _read_back(path, key, manifest)
    return manifest


def keys_of(path: Path) -> KeyFile:
    """The key file as it was when the backup was made."""
    return parse_keys(_part(path, _KEYS))


def unpack_verified(path: Path, key: bytes, target: Path) -> Manifest:
    """Write the data file of a backup to ``target``, verified there. Raises Damaged."""
    manifest = _read_manifest(path)
    try:
        _unpack(path, target, manifest)
        _compare(target, key, manifest)
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return manifest


def _vacuum_into(source: Path, key: bytes, copy: Path) -> None:
    connection = connect.connect(source, key, writing=True)
    try:
        with connect.spoken():
            connection.execute("VACUUM INTO ?", (str(copy),))
    finally:
        connection.close()
    disk.sync_file(copy)


def _manifest_of(copy: Path, keys: bytes, key: bytes, now: datetime, why: str) -> Manifest:
    with _opened(copy, key) as connection:
        seq, head = _head(connection)
        counts = _counts(connection)
    hashes = {_DATA: _sha256(copy), _KEYS: hashlib.sha256(keys).hexdigest()}
    return Manifest(_FORMAT, now.isoformat(), why, parse_keys(keys).file_id, seq, head, counts, hashes)


def _pack(packed: Path, copy: Path, keys: bytes, manifest: Manifest) -> None:
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(_MANIFEST, json.dumps(asdict(manifest), ensure_ascii=False, indent=1))
        archive.writestr(_KEYS, keys)
        archive.write(copy, _DATA)
    disk.sync_file(packed)


def _free_name(target_dir: Path, now: datetime, seq: int) -> Path:
    stem = f"规整台-{now.astimezone():%Y%m%d-%H%M%S}-{seq:06d}"
    names = (target_dir / f"{stem}{f'-{again}' if again else ''}{ENDING}" for again in range(1000))
    return next(name for name in names if not name.exists())


def _read_back(path: Path, key: bytes, manifest: Manifest) -> None:
    """Everything a restore would need, from the medium: hashes, keys, pages, counts, head."""
    if hashlib.sha256(_part(path, _KEYS)).hexdigest() != manifest.hashes.get(_KEYS):
        raise Damaged(_SPOILT.format(path.name))
    with tempfile.TemporaryDirectory(prefix=".part-", dir=path.parent) as room:
        copy = Path(room) / _DATA
        _unpack(path, copy, manifest)
        _compare(copy, key, manifest)


def _unpack(path: Path, target: Path, manifest: Manifest) -> None:
    digest = hashlib.sha256()
    with _archive(path) as archive, archive.open(_DATA) as inside, target.open("wb") as out:
        while piece := inside.read(1 << 20):
            digest.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    if digest.hexdigest() != manifest.hashes.get(_DATA):
        raise Damaged(_SPOILT.format(path.name))


def _compare(copy: Path, key: bytes, manifest: Manifest) -> None:
    with _opened(copy, key) as connection:
        whole = connection.execute("PRAGMA cipher_integrity_check").fetchone() is None
        sound = connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        same = _head(connection) == (manifest.seq, manifest.head) and _counts(connection) == dict(manifest.counts)
    if not (whole and sound and same):
        raise Damaged(_SPOILT.format("内容与清单不符"))


@contextmanager
def _opened(copy: Path, key: bytes) -> Iterator[Any]:
    connection = connect.open_copy(copy, key)
    try:
        with connect.spoken():
            yield connection
    finally:
        connection.close()


def _head(connection: Any) -> tuple[int, str]:
    found = connection.execute("SELECT seq, hash FROM history ORDER BY seq DESC LIMIT 1").fetchone()
    return (found[0], found[1]) if found else (0, "")


def _counts(connection: Any) -> dict[str, int]:
    tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return {kind: connection.execute(_COUNTS[kind]).fetchone()[0] for kind in sorted(KINDS) if kind in tables}


_COUNTS = {kind: " ".join(("SELECT count(*) FROM", f'"{kind}"')) for kind in KINDS}


def _info(path: Path) -> BackupInfo:
    manifest = _read_manifest(path)
    made_at = datetime.fromisoformat(manifest.made_at)
    return BackupInfo(path, made_at, manifest.why, manifest.seq, path.stat().st_size)


def _read_manifest(path: Path) -> Manifest:
    try:
        read = json.loads(_part(path, _MANIFEST))
        if read["format"] > _FORMAT:
            raise Refusal("备份由新版程序写成。装新版再恢复")
        manifest = Manifest(**read)
        datetime.fromisoformat(manifest.made_at)
        return replace(manifest, counts=dict(manifest.counts), hashes=dict(manifest.hashes))
    except (ValueError, TypeError, KeyError) as error:
        raise Damaged(_SPOILT.format(path.name)) from error


def _part(path: Path, name: str) -> bytes:
    with _archive(path) as archive:
        return archive.read(name)


@contextmanager
def _archive(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        packed = zipfile.ZipFile(path)
    except OSError as error:
        raise Refusal(f"备份 {path.name} 读不了。核对位置，在 U 盘上时先插好 U 盘") from error
    except zipfile.BadZipFile as error:
        raise Damaged(_SPOILT.format(path.name)) from error
    try:
        with packed as archive:
            yield archive
    except (zipfile.BadZipFile, KeyError, EOFError, NotImplementedError, RuntimeError) as error:
        raise Damaged(_SPOILT.format(path.name)) from error


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
