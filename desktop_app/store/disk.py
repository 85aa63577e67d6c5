"""Files on the disk: written whole or not at all, and never on a network share."""

import os
from pathlib import Path

from desktop_app.system.files import written_whole

_SHARES = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "davfs", "fuse.sshfs", "fuse.davfs2"})
_REMOTE_DRIVE = 4


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
