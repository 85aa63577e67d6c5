"""Sheets of labels (标签纸): where each label lies on A4, read from data, and what is asked of one printing.

All lengths are millimetres from the top left of the sheet.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from desktop_app.reports.styles import Paper
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import RESOURCES

FILE = "labels.toml"
SHEET, SKIP, RIGHT, DOWN = "sheet", "skip", "dx", "dy"
"""Options: code or eight numbers of a sheet; labels of the first sheet already used; shift to the right, downwards."""
OPTIONS = (SHEET, SKIP, RIGHT, DOWN)
MOST_SHIFT = 10.0
_SLACK = 0.01
_OWN = ("columns", "rows", "width", "height", "left", "top", "across", "down")


@dataclass(frozen=True)
class LabelSheet:
    """One kind of label paper: columns × rows of labels, size and pitch of a label, white inside its edge (规格)."""

    code: str
    title: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    across: float
    down: float
    edge: float = 2.0

    @property
    def count(self) -> int:
        """Labels on a sheet."""
        return self.columns * self.rows

    def corner(self, place: int) -> tuple[float, float]:
        """Left and top of a label, places counted from 0 along the rows."""
        row, column = divmod(place, self.columns)
        return self.left + column * self.across, self.top + row * self.down

    def faults(self) -> list[str]:
        """What cannot be so: labels off the sheet or one over another."""
        wide, tall = Paper.A4.value
        if min(self.columns, self.rows) < 1 or min(self.width, self.height) <= 2 * self.edge:
            return ["列数、行数、宽、高太小"]
        right, foot = self.corner(self.count - 1)
        said = []
        if min(self.left, self.top) < 0 or right + self.width > wide + _SLACK or foot + self.height > tall + _SLACK:
            said.append("标签超出 A4 纸边")
        over = self.columns > 1 and self.across < self.width - _SLACK
        if over or (self.rows > 1 and self.down < self.height - _SLACK):
            said.append("相邻标签重叠，间距小于标签的宽或高")
        return said


@dataclass(frozen=True)
class Printing:
    """One printing of labels: on which sheet, from which place of the first, shifted by how much."""

    sheet: LabelSheet
    skip: int = 0
    right: float = 0.0
    down: float = 0.0

    def corner(self, place: int) -> tuple[float, float]:
        """Left and top of a label as the printer is to be told."""
        x, y = self.sheet.corner(place)
        return x + self.right, y + self.down


@lru_cache(1)
def sheets() -> tuple[LabelSheet, ...]:
    """The sheets of resources, the usual one first; a wrong one is refused by name."""
    told = tomllib.loads((RESOURCES / "standards" / FILE).read_text("utf-8"))["sheet"]
    return tuple(_sound(LabelSheet(**row)) for row in told)


def _sound(sheet: LabelSheet) -> LabelSheet:
    if faults := sheet.faults():
        raise Refusal(f"标签规格“{sheet.code}”不对：{'；'.join(faults)}。量一量标签纸再改", SHEET)
    return sheet


def printing(options: Mapping[str, str]) -> Printing:
    """What the options of a paper ask; refuses an unknown sheet, more labels used than there are, a far shift."""
    sheet = _sheet(options.get(SHEET, "").strip())
    skip = options.get(SKIP, "").strip() or "0"
    if not skip.isascii() or not skip.isdecimal() or int(skip) >= sheet.count:
        raise Refusal(f"已用枚数“{skip}”不对。写0到{sheet.count - 1}之间的整数", SKIP)
    return Printing(sheet, int(skip), _shift(options, RIGHT), _shift(options, DOWN))


def _shift(options: Mapping[str, str], name: str) -> float:
    said = options.get(name, "").strip() or "0"
    found = _number(said)
    if found is None or abs(found) > MOST_SHIFT:
        raise Refusal(f"修正“{said}”不对。写毫米数，如 -0.5，最多{MOST_SHIFT:g}", name)
    return found


def _number(said: str) -> float | None:
    try:
        found = float(said)
    except ValueError:
        return None
    return found if abs(found) < 1000 else None


def _sheet(said: str) -> LabelSheet:
    known = {sheet.code: sheet for sheet in sheets()}
    if not said:
        return sheets()[0]
    if said in known:
        return known[said]
    numbers = [_number(word) for word in said.replace("，", ",").split(",")]
    if len(numbers) == len(_OWN) and all(one is not None for one in numbers):
        return _own(dict(zip(_OWN, numbers, strict=True)))
    can = "、".join(f"{sheet.code}（{sheet.title}）" for sheet in known.values())
    raise Refusal(
        f"没有“{said}”这种标签纸。可选：{can}；或写八个数：列数,行数,宽,高,左边距,上边距,横向间距,纵向间距", SHEET
    )


def _own(told: Mapping[str, Any]) -> LabelSheet:
    given = {**told, "columns": int(told["columns"]), "rows": int(told["rows"])}
    own = LabelSheet("自定", f"{given['columns']}列{given['rows']}行，{given['width']:g}×{given['height']:g}", **given)
    return _sound(replace(own, edge=min(own.edge, own.height / 8)))
