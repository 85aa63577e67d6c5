"""How the program writes workbooks (写表): whole or not at all, text always as text, never a formula."""

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError, XlsxWriterException

from desktop_app.system.errors import Refusal
from desktop_app.system.files import trouble, written_whole

LONGEST_TEXT = 32_767
MOST_ROWS = 1_048_576
ENDING = ".xlsx"

BODY_FONT, HEAD_FONT = "宋体", "黑体"
_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,8}|[1-9]\d{0,2}(?P<grouped>(?:,\d{3}){1,3}))(?:\.(?P<places>\d{1,4}))?")
_FORBIDDEN = re.compile(r"[\[\]:*?/\\\x00-\x1f]")


@contextmanager
def new_workbook(path: Path, constant_memory: bool = True, made_at: datetime | None = None) -> Iterator[Any]:
    """A workbook being written; it takes its name only when complete. Raises Refusal naming file and remedy.

    The same rows made at the same moment are the same bytes; without one it is now.
    """
    if path.suffix.lower() != ENDING:
        raise Refusal(f"{path.name} 不是 .xlsx 文件名。把结尾改为 .xlsx")
    options = {
        "constant_memory": constant_memory,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_date_format": "yyyy-mm-dd",
        "default_format_properties": {"font_name": BODY_FONT, "font_size": 11},
    }
    try:
        with written_whole(path) as out, _room(path) as room:
            packed = io.BytesIO()
            book = xlsxwriter.Workbook(packed, {**options, "tmpdir": room})
            if made_at is not None:
                book.set_properties({"created": made_at.astimezone(UTC).replace(tzinfo=None)})
            yield book
            book.close()
            out.write(packed.getbuffer())
    except FileCreateError as error:
        cause = error.args[0] if error.args and isinstance(error.args[0], OSError) else OSError()
        raise trouble(cause, path) from error
    except XlsxWriterException as error:
        raise Refusal(f"{path.name} 没有存成：内容超出表格文件的限度。分次导出") from error


def _room(path: Path) -> TemporaryDirectory[str]:
    """Where rows wait while being written: beside the target, and gone with it however it ends."""
    return TemporaryDirectory(prefix=".part-", dir=path.parent, ignore_cleanup_errors=True)


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name a sheet may have, not used before in this workbook."""
    clean = _FORBIDDEN.sub(" ", wanted).strip("' ")[:31] or "表"
    name, number = clean, 1
    while name.casefold() in taken or name.casefold() == "history":
        number += 1
        ending = f" ({number})"
        name = clean[: 31 - len(ending)] + ending
    taken.add(name.casefold())
    return name


def put_text(sheet: Any, row: int, column: int, text: str, look: Any = None) -> None:
    """Write text as text, whatever it begins with; half a character becomes a question mark."""
    if text:
        sheet.write_string(row, column, text[:LONGEST_TEXT].encode("utf-8", "replace").decode(), look)
    else:
        sheet.write_blank(row, column, None, look)


def written_number(text: str) -> tuple[float, str] | None:
    """The number a text is and the format that shows it as written: 1,200.50 is 1200.5 in #,##0.00; None for others.

    Leading zeros, signs of plus and more than nine digits before the point make a name, not a count.
    """
    found = _NUMBER.fullmatch(text) if text.isascii() else None
    if found is None or (text.startswith("-") and not float(text.replace(",", ""))):
        return None
    whole, places = "#,##0" if found["grouped"] else "0", found["places"] or ""
    return float(text.replace(",", "")), f"{whole}.{'0' * len(places)}" if places else whole


def put_number(sheet: Any, row: int, column: int, number: float, look: Any) -> None:
    """Write a number that can be reckoned with."""
    sheet.write_number(row, column, number, look)
