"""Foreign workbooks (外来工作簿) as plain sheets, read in a child process that may fail without harm."""

import io
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

from desktop_app.exchange.reader import READ_FLAG, SECONDS
from desktop_app.system.errors import Refusal

Cell = object
_POLL = 0.1
_PLAIN = {("datetime", name) for name in ("date", "datetime", "time", "timedelta")}
_RESAVE = "用 Excel 或 WPS 打开，另存为 .xlsx 后再导入"
_SAID = {
    "missing": "找不到文件“{}”。核对位置，文件在 U 盘上时先插好 U 盘",
    "no_access": "文件“{}”读不了。关掉正在打开它的程序，或复制到本机再导入",
    "folder": "“{}”是文件夹。选其中的表格文件",
    "too_large": "文件“{}”超过 200 MB，没有读。删去图片和多余的工作表，另存后再导入",
    "bomb": "文件“{}”展开后过大，没有读。" + _RESAVE,
    "memory": "文件“{}”的表格范围过大，没有读。删去多余的空行空列，另存后再导入",
    "time": "文件“{}”一分钟内没有读完，已停止。删去多余的工作表，另存后再导入",
    "password": "文件“{}”有打开密码。用 Excel 打开，去掉密码，另存后再导入",
    "word": "文件“{}”是 Word 文档，不是表格。把其中的表格复制到 Excel，另存后再导入",
    "web_page": "文件“{}”是网页格式，不是真正的表格。" + _RESAVE,
    "empty": "文件“{}”是空的。核对是否拷贝完整",
    "not_a_workbook": "文件“{}”不是表格文件（.xlsx、.xls 或 .csv）。核对是否选错",
    "damaged": "文件“{}”已损坏或不完整，打不开。重新拷贝一份，或" + _RESAVE,
}


@dataclass(frozen=True)
class Merge:
    """A merged range (合并单元格): first and last row and column, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet: rows of cells from A1 on, an empty cell is None, cells at the end of a row may be missing.

    ``first`` is the row, counted from 0, in which the table meant begins, where another one stands above it.
    ``title`` is what a table is called that is a part of a sheet, where no cell says so; ``left`` are
    headings of the sheet that none of its parts reads.
    """

    name: str
    rows: list[list[Cell]]
    merges: tuple[Merge, ...] = ()
    hidden: bool = False
    first: int = 0
    title: str = ""
    left: tuple[str, ...] = ()

    def cell(self, row: int, column: int) -> Cell:
        """The cell at a row and column counted from 0; None outside the sheet."""
        cells = self.rows[row] if 0 <= row < len(self.rows) else []
        return cells[column] if column < len(cells) else None


@dataclass(frozen=True)
class Workbook:
    """A workbook file (工作簿) and its sheets."""

    path: Path
    sheets: tuple[Sheet, ...] = field(default_factory=tuple)


def read_workbook(path: Path, check: Callable[[], None] = lambda: None) -> Workbook:
    """The sheets of an .xlsx, .xls, .ods or .csv file; ``check`` is called while waiting and may raise to stop.

    Raises Refusal naming the file and the remedy.
    """
    kind, told = _ask_child(path, check)
    if kind != "sheets":
        raise Refusal(_SAID.get(told, _SAID["damaged"]).format(path.name))
    return Workbook(path, tuple(_sheet(*one) for one in told))


def _sheet(name: str, rows: list[list[Cell]], merges: list[tuple[int, int, int, int]], hidden: bool) -> Sheet:
    return Sheet(name, rows, tuple(Merge(*merge) for merge in merges), hidden)


def _ask_child(path: Path, check: Callable[[], None]) -> tuple[str, Any]:
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[2])}
    child = subprocess.Popen(
        [*_command(), os.path.abspath(path)], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment
    )
    try:
        return _answer(_waited(child, check))
    except subprocess.TimeoutExpired:
        return "refused", "time"
    finally:
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


def _command() -> list[str]:
    if getattr(sys, "frozen", False):
        return [sys.executable, READ_FLAG]
    return [sys.executable, "-m", "desktop_app.exchange.reader"]


def _waited(child: "subprocess.Popen[bytes]", check: Callable[[], None]) -> bytes:
    deadline = monotonic() + SECONDS
    while True:
        check()
        try:
            return child.communicate(timeout=_POLL)[0]
        except subprocess.TimeoutExpired:
            if monotonic() > deadline:
                raise


class _PlainValues(pickle.Unpickler):
    """Takes days and times from the child, nothing that could run."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) in _PLAIN:
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name}")


def _answer(said: bytes) -> tuple[str, Any]:
    """The child's answer; a child that died, or was cut short, read a damaged or oversized file."""
    try:
        kind, told = _PlainValues(io.BytesIO(said)).load()
    except (pickle.UnpicklingError, EOFError, ValueError, TypeError, AttributeError, IndexError):
        return "refused", "damaged"
    return str(kind), told
