"""The statistical tables an office begins with (统计表预设); edited in 基础台账, asked for by F11."""

import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from desktop_app.models.base import Record
from desktop_app.models.whole import SavedTable
from desktop_app.system.paths import RESOURCES


@cache
def _presets() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((RESOURCES / "standards" / "tables.toml").read_text("utf-8"))["table"]
    return found


def saved_tables(number: Callable[[str], str]) -> Iterator[Record]:
    """The tables in order, to be added one by one."""
    for position, row in enumerate(_presets(), 1):
        yield SavedTable(number=number(SavedTable.__tablename__), position=position, **row)
