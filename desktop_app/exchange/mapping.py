"""The mapping file (对应表): which kind, head row and columns a sheet has, when its headings do not say.

JSON: ``{"文件名/工作表": {"kind": "tasks", "header_row": 3, "columns": {"干什么": "name", "谁": "officer_id"}}}``.
A key may leave the file out. A column is named by its heading, 组/列, or letter; a field by attribute or label;
null leaves a column unused.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop_app.exchange.headings import Column, fold
from desktop_app.exchange.lexicon import Item, takeable
from desktop_app.registers.catalogue import by_public
from desktop_app.registers.spec import Register
from desktop_app.system.errors import Refusal

_SHAPE = '对应表要写成 {"文件名/工作表": {"kind": …, "header_row": …, "columns": {…}}}'


@dataclass(frozen=True)
class SheetMap:
    """What is said of one sheet; ``header_row`` is the lowest head row counted from 1, 0 when not said."""

    register: Register | None = None
    header_row: int = 0
    columns: Mapping[str, str | None] = field(default_factory=dict)

    def chosen(self, register: Register, columns: Sequence[Column]) -> dict[int, Item | None]:
        """Column place to the field named for it, None for a column to be left unused."""
        return {_place(named, columns): _item(register, name) for named, name in self.columns.items()}


SheetMaps = Mapping[str, SheetMap]
"""A whole mapping file: sheet maps by 文件名/工作表 or by 工作表."""


def map_of(maps: SheetMaps, file: Path, sheet: str) -> SheetMap | None:
    """What is said of a sheet of a file; the full name goes before the sheet's alone."""
    keys = (f"{file.name}/{sheet}", f"{file.stem}/{sheet}", sheet)
    return next((maps[key] for key in keys if key in maps), None)


def read_maps(path: Path) -> SheetMaps:
    """A mapping file from disk. Raises Refusal naming what is wrong with it."""
    try:
        told = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise Refusal(f"对应表“{path.name}”读不了。核对位置") from error
    except (ValueError, RecursionError) as error:
        raise Refusal(f"对应表“{path.name}”不是 JSON。{_SHAPE}") from error
    return parse_maps(told)


def parse_maps(told: Any) -> SheetMaps:
    """Sheet maps from JSON values; what is one already stays as it is."""
    if not isinstance(told, Mapping) or not all(isinstance(one, Mapping | SheetMap) for one in told.values()):
        raise Refusal(_SHAPE)
    return {name: one if isinstance(one, SheetMap) else _sheet_map(name, one) for name, one in told.items()}


def _sheet_map(name: str, told: Mapping[str, Any]) -> SheetMap:
    kind, row, columns = told.get("kind"), told.get("header_row", 0), told.get("columns", {})
    if not isinstance(row, int) or isinstance(row, bool) or row < 0 or not isinstance(columns, Mapping):
        raise Refusal(f"对应表里“{name}”写得不对。{_SHAPE}")
    if not all(value is None or isinstance(value, str) for value in columns.values()):
        raise Refusal(f"对应表里“{name}”的列要对应到字段名或 null")
    return SheetMap(by_public(str(kind)) if kind else None, row, columns)


def _place(named: str, columns: Sequence[Column]) -> int:
    """The place of a column named by heading, path or letter."""
    for column in columns:
        if fold(named) in (fold(column.text), fold(column.path)):
            return column.index
    if named.isascii() and named.isalpha() and len(named) <= 3:
        place = 0
        for letter in named.upper():
            place = place * 26 + ord(letter) - 64
        return place - 1
    raise Refusal(f"对应表里的列“{named}”在表头里没有。改成表头原文或列字母", "columns")


def _item(register: Register, name: str | None) -> Item | None:
    if name is None:
        return None
    for item in takeable(register):
        if name in (item.name, item.label, *item.aliases):
            return item
    known = "、".join(f"{item.name}（{item.label}）" for item in takeable(register))
    raise Refusal(f"{register.title}没有字段“{name}”。可用：{known}", "columns")
