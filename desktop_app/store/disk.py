"""Files on the disk: written whole or not at all, and never on a network share."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop_app.system.errors import Refusal
from desktop_app.system.files import fault, written_whole

_SHARES = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "davfs", "fuse.sshfs", "fuse.davfs2"})
_REMOTE_DRIVE = 4
_SHARED_FIRST, _SHARED_BYTES = 0x40000002, 510  # SQLite file format: the bytes every open connection holds shared


def write_whole(path: Path, data: bytes) -> None:
    """Replace a file so that a power cut leaves the old or the new one: spare file, sync, rename, sync folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(path) as out:
        out.write(data)
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Make the bytes of a written file durable."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable; systems that cannot open a folder sync names by themselves."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove(path: Path) -> None:
    """Remove a file if it is there; a read-only disk without it is no trouble."""
    if path.exists():
        path.unlink(missing_ok=True)


@contextmanager
def writable(folder: Path) -> Iterator[None]:
    """Troubles with the data folder inside become a Refusal with the remedy."""
    try:
        yield
    except OSError as error:
        raise Refusal(f"数据目录 {folder} 不能用：{fault(error)}。查权限、写保护和空间，或换一个目录") from error


def held(path: Path) -> bool:
    """Whether another process has the data file open, by the lock SQLite keeps on it; on Windows an open file cannot
    be moved anyway. To be asked only while this process itself has closed it."""
    if os.name == "nt" or not path.exists():
        return False
    import fcntl

    with path.open("rb+") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, _SHARED_BYTES, _SHARED_FIRST)
        except (BlockingIOError, PermissionError):
            return True
    return False


def on_share(folder: Path) -> bool:
    """Whether a folder lies on a network share (网络共享), as far as the system tells."""
    if os.name == "nt":
        return _windows_share(folder)
    mounts = Path("/proc/mounts")
    return mounts.exists() and share_among(mounts.read_text(encoding="utf-8", errors="replace"), folder.resolve())


def share_among(mounts: str, folder: Path) -> bool:
    """The same by the text of a mount table: the deepest mount above ``folder`` decides."""
    rows = [line.split() for line in mounts.splitlines()]
    above = [
        (len(at.parts), kind)
        for _, point, kind, *_ in (row for row in rows if len(row) > 2)
        if folder.is_relative_to(at := Path(point.replace("\\040", " ")))
    ]
    return max(above, default=(0, ""), key=lambda found: found[0])[1] in _SHARES


def _windows_share(folder: Path) -> bool:
    import ctypes

    drive = folder.resolve().drive
    kind = getattr(ctypes, "windll").kernel32.GetDriveTypeW(drive + "\\")  # noqa: B009
    return drive.startswith("\\\\") or kind == _REMOTE_DRIVE
