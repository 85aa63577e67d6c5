"""Find installed fonts by family name without loading them (系统字体).

Only the table directory and the ``name`` table of a file are read (TrueType and OpenType specification, "The
OpenType font file", "name"); a folder of some hundred fonts takes tens of milliseconds.
"""

import os
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

FAMILY_NAMES = {1, 4, 16}
_UNICODE_PLATFORMS = {0, 3}


@dataclass(frozen=True)
class FontFile:
    """One font in a file; ``index`` is its place inside a collection (.ttc)."""

    path: Path
    index: int = 0


def system_folders() -> tuple[Path, ...]:
    """Where this system keeps its fonts, existing folders only."""
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", str(home / "AppData" / "Local"))
        windows = os.environ.get("WINDIR", "C:\\Windows")
        folders = [Path(windows) / "Fonts", Path(local) / "Microsoft" / "Windows" / "Fonts"]
    else:
        shared = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
        folders = [*shared, home / ".local/share/fonts", home / ".fonts"]
    return tuple(folder for folder in folders if folder.is_dir())


def embeddable(folders: tuple[Path, ...]) -> dict[str, FontFile]:
    """Family names (lower case) of all fonts with TrueType outlines in ``folders``; unreadable files are skipped."""
    found: dict[str, FontFile] = {}
    for path in sorted(_font_paths(folders)):
        for family, font in _families(path):
            found.setdefault(family.lower(), font)
    return found


def _font_paths(folders: tuple[Path, ...]) -> Iterator[Path]:
    for folder in folders:
        for parent, _, names in os.walk(folder):
            yield from (Path(parent) / name for name in names if name.lower().endswith((".ttf", ".ttc")))


def _families(path: Path) -> list[tuple[str, FontFile]]:
    try:
        with path.open("rb") as file:
            return [
                (family, FontFile(path, index))
                for index, start in enumerate(_starts(file))
                for family in _names(file, start)
            ]
    except (OSError, struct.error, UnicodeDecodeError):
        return []


def _starts(file: BinaryIO) -> list[int]:
    tag = file.read(4)
    if tag == b"ttcf":
        _, count = struct.unpack(">II", file.read(8))
        return list(struct.unpack(f">{count}I", file.read(4 * count)))
    return [0] if tag in (b"\0\1\0\0", b"true") else []


def _names(file: BinaryIO, start: int) -> set[str]:
    tables = _tables(file, start)
    if b"glyf" not in tables or b"name" not in tables:
        return set()
    offset, length = tables[b"name"]
    file.seek(offset)
    table = file.read(length)
    _, count, strings = struct.unpack_from(">HHH", table)
    records = (struct.unpack_from(">HHHHHH", table, 6 + 12 * i) for i in range(count))
    return {
        table[strings + at : strings + at + size].decode("utf-16-be")
        for platform, _, _, name, size, at in records
        if name in FAMILY_NAMES and platform in _UNICODE_PLATFORMS
    }


def _tables(file: BinaryIO, start: int) -> dict[bytes, tuple[int, int]]:
    file.seek(start + 4)
    (count,) = struct.unpack(">H6x", file.read(8))
    directory = file.read(16 * count)
    return {tag: (offset, length) for tag, _, offset, length in struct.iter_unpack(">4sIII", directory)}
