"""Workbooks as other counties keep them, written row by row; a cell of several columns is a ``Wide``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter


@dataclass(frozen=True)
class Wide:
    """A cell merged to the right over ``columns`` and down over ``rows``."""

    text: Any
    columns: int = 1
    rows: int = 1


def workbook(path: Path, sheets: Mapping[str, Sequence[Sequence[Any]]], hidden: Sequence[int] = ()) -> Path:
    """Write sheets of rows; ``hidden`` rows (from 1) are hidden by a filter in every sheet."""
    book = xlsxwriter.Workbook(str(path))
    looks = {"day": book.add_format({"num_format": "yyyy-mm-dd"})}
    for name, rows in sheets.items():
        page = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                _put(page, number, place, cell, looks)
        for number in hidden:
            page.set_row(number - 1, None, None, {"hidden": True})
    book.close()
    return path


def _put(page: Any, row: int, column: int, cell: Any, looks: Mapping[str, Any]) -> None:
    if isinstance(cell, Wide):
        page.merge_range(row, column, row + cell.rows - 1, column + cell.columns - 1, cell.text)
    elif isinstance(cell, date):
        page.write_datetime(row, column, cell, looks["day"])
    elif isinstance(cell, str):
        page.write_string(row, column, cell)
    elif cell is not None:
        page.write_number(row, column, cell)
