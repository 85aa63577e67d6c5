"""The child that opens a foreign workbook: bounded memory and time, so that a hostile file harms nobody.

Run as ``python -m desktop_app.exchange.reader FILE``; writes one pickle of plain values to standard output:
``("sheets", [(name, rows, merges, hidden), …])`` or ``("refused", code)``. Imports nothing of the house.
"""

import contextlib
import csv
import io
import pickle
import sys
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

READ_FLAG = "--read-workbook"
"""What a frozen program is started with to be this child: ``main`` of the rest of its arguments."""

LARGEST = 200 * 1024 * 1024
"""Bytes of a file, and of everything packed in it."""

HIGHEST_RATIO = 200
RATIO_FROM = 4 * 1024 * 1024
MOST_PACKED = 5_000
MOST_CELLS = 20_000_000
MOST_COLUMNS = 1_000
MEMORY = 1536 * 1024 * 1024
SECONDS = 60

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DELIMITERS = "\t,;|"
_CHUNK = 1 << 20

Told = tuple[str, list[list[Any]], list[tuple[int, int, int, int]], bool]


class Refused(Exception):
    """The file is not taken; the code names why."""


def main(arguments: list[str]) -> int:
    """Read the workbook named and tell it on standard output."""
    _bound()
    try:
        answer: tuple[str, Any] = ("sheets", read(Path(arguments[0])))
    except Refused as refused:
        answer = ("refused", str(refused))
    except MemoryError:
        answer = ("refused", "memory")
    except FileNotFoundError:
        answer = ("refused", "missing")
    except OSError:
        answer = ("refused", "no_access")
    except BaseException:
        answer = ("refused", "damaged")
    pickle.dump(answer, sys.stdout.buffer, protocol=5)
    return 0


def _bound() -> None:
    """Hold this process to its memory and time, where the platform can."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def read(path: Path) -> list[Told]:
    """The sheets of a workbook or of a delimited text; its content decides, not its ending."""
    if path.is_dir():
        raise Refused("folder")
    if path.stat().st_size > LARGEST:
        raise Refused("too_large")
    content = path.read_bytes()
    if content.startswith(_ZIP):
        _check_packed(content)
    elif content.startswith(_OLE):
        _check_compound(content)
    else:
        return [_delimited(content, path.stem)]
    return list(_sheets(content))


def _check_packed(content: bytes) -> None:
    """Refuse what is no workbook, is locked, or unpacks to more than it says or may."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            _check_members(packed)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, zlib.error) as error:
        raise Refused("damaged") from error


def _check_members(packed: zipfile.ZipFile) -> None:
    members = packed.infolist()
    names = {member.filename.lower() for member in members}
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise Refused("word" if "word/document.xml" in names else "not_a_workbook")
    if any(member.flag_bits & 1 for member in members):
        raise Refused("password")
    declared, packed_size = (sum(getattr(m, name) for m in members) for name in ("file_size", "compress_size"))
    if len(members) > MOST_PACKED or declared > LARGEST:
        raise Refused("bomb")
    if declared > RATIO_FROM and declared > HIGHEST_RATIO * max(packed_size, 1):
        raise Refused("bomb")
    for member in members:
        _count(packed, member)


def _count(packed: zipfile.ZipFile, member: zipfile.ZipInfo) -> None:
    """Unpack one member for its size alone; a size or checksum that does not agree makes it damaged."""
    with packed.open(member) as stream:
        while stream.read(_CHUNK):
            pass


def _check_compound(content: bytes) -> None:
    """Old binary files: tell a workbook from a locked one and from a Word document."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused("password")
    if "WordDocument".encode("utf-16-le") in content:
        raise Refused("word")


def _sheets(content: bytes) -> Iterator[Told]:
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
    except calamine.PasswordError as error:
        raise Refused("password") from error
    except calamine.CalamineError as error:
        raise Refused("password" if "password" in str(error).lower() else "damaged") from error
    for about in book.sheets_metadata:
        if about.typ == calamine.SheetTypeEnum.WorkSheet:
            hidden = about.visible != calamine.SheetVisibleEnum.Visible
            yield _sheet(book.get_sheet_by_name(about.name), hidden)


def _sheet(sheet: Any, hidden: bool) -> Told:
    if sheet.start is None or sheet.end is None:
        return sheet.name, [], [], hidden
    if (sheet.end[0] + 1) * (sheet.end[1] + 1) > MOST_CELLS:
        raise Refused("memory")
    rows = [_row(row) for row in sheet.to_python(skip_empty_area=False)]
    while rows and not rows[-1]:
        rows.pop()
    merges = [(top, left, bottom, right) for (top, left), (bottom, right) in sheet.merged_cell_ranges or ()]
    return sheet.name, rows, merges, hidden


def _row(row: list[Any]) -> list[Any]:
    """A row without empty cells at its end; an empty cell is None."""
    cells = [None if cell == "" else cell for cell in row[:MOST_COLUMNS]]
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _delimited(content: bytes, name: str) -> Told:
    text = _decoded(content)
    if text.lstrip()[:1] == "<":
        raise Refused("web_page")
    if any(ch < " " and ch not in "\t\r\n\f" for ch in text):
        raise Refused("not_a_workbook")
    head = "\n".join(text.splitlines()[:20])
    delimiter = max(_DELIMITERS, key=head.count)
    if delimiter not in head:
        raise Refused("not_a_workbook" if text.strip() else "empty")
    csv.field_size_limit(1 << 20)
    try:
        rows = [_row(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error as error:
        raise Refused("damaged") from error
    while rows and not rows[-1]:
        rows.pop()
    return name, rows, [], False


def _decoded(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    for encoding in ("utf-8-sig", "gb18030"):
        with contextlib.suppress(UnicodeDecodeError):
            return content.decode(encoding)
    raise Refused("not_a_workbook")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
