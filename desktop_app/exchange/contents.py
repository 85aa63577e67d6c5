"""What a column's cells say against its heading (看内容): 时间 may hold days, 整改情况 a state or a report."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from itertools import islice

from desktop_app.exchange.cells import blank, shown, ticked
from desktop_app.exchange.headings import Column
from desktop_app.exchange.lexicon import Item, Lexicon
from desktop_app.exchange.workbooks import Cell, Sheet
from desktop_app.registers.spec import Field, Register, Shape
from desktop_app.rules.dates import read_date
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import word

LOOKED_AT = 20


def by_words(
    lexicon: Lexicon, sheet: Sheet, first_row: int, meant: Mapping[int, Item], columns: Sequence[Column]
) -> dict[int, Item]:
    """The same columns, but where several fields go by one heading the one whose words the cells hold.

    整改情况 is the state where its cells are mostly states, else a report of what was done.
    """
    found = dict(meant)
    for column in columns:
        item = found.get(column.index)
        taken = {other.name for index, other in found.items() if index != column.index}
        open_to = [one for one in lexicon.also(column) if one.name not in taken]
        if item is None or item not in open_to:
            continue
        cells = _looked_at(sheet, first_row, column.index)
        found[column.index] = next((one for one in sorted(open_to, key=_listless) if _fits(one, cells)), item)
    return found


def _word_type(item: Item) -> type[StrEnum] | None:
    return item.word_type if isinstance(item, Field) else None


def _listless(item: Item) -> bool:
    return _word_type(item) is None


def _fits(item: Item, cells: Sequence[Cell]) -> bool:
    """Whether most cells are words of the field's list; what has no list takes anything."""
    kind = _word_type(item)
    if kind is None:
        return True
    return bool(cells) and 2 * sum(word(kind, shown(cell)) is not None for cell in cells) > len(cells)


def by_contents(
    register: Register, sheet: Sheet, first_row: int, meant: Mapping[int, Item], year: int | None
) -> dict[int, Item]:
    """The same columns, but one read as a time of day that holds days is the required day no other column gives."""
    read = {item.name for item in meant.values()}
    asked = [item for item in register.fields if item.shape is Shape.DAY and item.required and item.name not in read]
    clocks = [i for i, item in meant.items() if isinstance(item, Field) and item.shape is Shape.CLOCK]
    if len(asked) != 1 or len(clocks) != 1 or not _holds_days(sheet, first_row, clocks[0], year):
        return dict(meant)
    return {**meant, clocks[0]: asked[0]}


def _holds_days(sheet: Sheet, first_row: int, column: int, year: int | None) -> bool:
    looked_at = _looked_at(sheet, first_row, column)
    return 2 * sum(_is_day(cell, year) for cell in looked_at) > len(looked_at)


def holds_ticks(sheet: Sheet, first_row: int, column: int) -> bool:
    """Whether a column's cells are ticked or empty."""
    return all(ticked(cell) for cell in _looked_at(sheet, first_row, column))


def _looked_at(sheet: Sheet, first_row: int, column: int) -> list[Cell]:
    cells = (sheet.cell(row, column) for row in range(first_row, len(sheet.rows)))
    return list(islice((cell for cell in cells if not blank(cell)), LOOKED_AT))


def _is_day(cell: object, year: int | None) -> bool:
    try:
        return not (isinstance(cell, float) and cell < 1) and read_date(cell, year) is not None
    except Unreadable:
        return False
