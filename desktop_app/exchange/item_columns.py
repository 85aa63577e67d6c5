"""Columns of points (各项扣分): kept where their cells are points, and found where only the sums tell them.

A county may head its columns 实体, 程序, 文书 and nothing else. What they are is certain where in nearly every row they
add up to what the score lacks; items headed with their own points may hold what was reached of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from desktop_app.exchange.across import Across, row_name, value_of, wide_parts
from desktop_app.exchange.cells import blank, ticked
from desktop_app.exchange.headings import ORDINALS, Column, fold
from desktop_app.exchange.lexicon import Item
from desktop_app.exchange.workbooks import Cell, Sheet
from desktop_app.models.reviews import FULL
from desktop_app.registers.spec import Field, Parts, Register, Shape
from desktop_app.rules.numbers import read_points
from desktop_app.rules.unreadable import Unreadable

LOOKED_AT = 200
_SHARE = 0.8
_LEAST_ROWS = 2


def by_numbers(
    register: Register,
    sheet: Sheet,
    first_row: int,
    meant: Mapping[int, Item],
    across: Mapping[int, Across],
    columns: Sequence[Column],
) -> dict[int, Across]:
    """The columns of a record's rows as their cells bear them out: points are numbers or ticks."""
    kept = {at: one for at, one in across.items() if not _points(one.field) or _holds(sheet, first_row, at)}
    if kept:
        return kept if _reached(sheet, first_row, meant, kept, columns) else _taken_off(kept)
    for group in wide_parts(register):
        found = _instead(group, sheet, first_row, meant, columns) or _by_sums(
            group, sheet, first_row, meant, across, columns
        )
        if found:
            return found
    return {}


def _reached(
    sheet: Sheet, first_row: int, meant: Mapping[int, Item], across: Mapping[int, Across], columns: Sequence[Column]
) -> bool:
    """Whether the cells are what was reached of each item's points: they add up to the score."""
    score = _score(meant)
    told = [column for column in columns if column.index in across]
    if score is None or not all(one.full for one in across.values()):
        return False
    return _mostly(sum(points) == reached for points, reached in _rows(sheet, first_row, score, told))


def _taken_off(across: Mapping[int, Across]) -> dict[int, Across]:
    return {at: replace(one, full=0) for at, one in across.items()}


def _score(meant: Mapping[int, Item]) -> int | None:
    """The column of the score."""
    return next((at for at, item in meant.items() if isinstance(item, Field) and _points(item)), None)


def _points(item: Field) -> bool:
    return item.shape is Shape.POINTS


def _holds(sheet: Sheet, first_row: int, column: int) -> bool:
    cells = _cells(sheet, first_row, column)
    return _SHARE * len(cells) <= sum(ticked(cell) or _number(cell) is not None for cell in cells)


def _cells(sheet: Sheet, first_row: int, column: int) -> list[Cell]:
    cells = (sheet.cell(row, column) for row in range(first_row, len(sheet.rows)))
    return list(islice((cell for cell in cells if not blank(cell)), LOOKED_AT))


def _number(cell: Cell) -> int | None:
    try:
        return read_points(cell)
    except Unreadable:
        return None


def _instead(
    group: Parts, sheet: Sheet, first_row: int, meant: Mapping[int, Item], columns: Sequence[Column]
) -> dict[int, Across]:
    """A column like 扣分情况 that is read as a text, where its cells are numbers."""
    value, called = value_of(group), {fold(name) for name in (group.label, *group.aliases)}
    for column in columns if value is not None else ():
        is_text = getattr(meant.get(column.index), "shape", None) is Shape.TEXT
        known = is_text and fold(column.text) in called and _cells(sheet, first_row, column.index)
        if value is not None and known and _holds(sheet, first_row, column.index):
            return {column.index: Across(group, value)}
    return {}


def _by_sums(
    group: Parts,
    sheet: Sheet,
    first_row: int,
    meant: Mapping[int, Item],
    across: Mapping[int, Across],
    columns: Sequence[Column],
) -> dict[int, Across]:
    """Unknown columns of numbers that add up to the score, or to what it lacks."""
    value = value_of(group)
    score = _score(meant)
    open_to = [
        column
        for column in columns
        if column.index not in {*meant, *across} and fold(column.text) not in ORDINALS and row_name(group, column.text)
    ]
    filled = {column.index for column in open_to if _cells(sheet, first_row, column.index)}
    within = range(min(filled, default=0), max(filled, default=-1) + 1)
    told = [column for column in open_to if column.index in within and _holds(sheet, first_row, column.index)]
    if value is None or score is None or len(told) < _LEAST_ROWS:
        return {}
    rows = list(_rows(sheet, first_row, score, told))
    if _mostly(sum(map(abs, points)) == FULL - reached for points, reached in rows):
        return {column.index: Across(group, value, row_name(group, column.text)) for column in told}
    return {}


def _rows(sheet: Sheet, first_row: int, score: int, told: Sequence[Column]) -> Iterator[tuple[list[int], int]]:
    for row in range(first_row, min(len(sheet.rows), first_row + LOOKED_AT)):
        reached = _number(sheet.cell(row, score))
        if reached is not None:
            yield [_number(sheet.cell(row, column.index)) or 0 for column in told], reached


def _mostly(told: Iterable[bool]) -> bool:
    said = list(told)
    return len(said) >= _LEAST_ROWS and sum(said) >= _SHARE * len(said)
