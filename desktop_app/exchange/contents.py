"""What a column's cells say against its heading (看内容): a column headed 时间 may hold days."""

from collections.abc import Mapping
from itertools import islice

from desktop_app.exchange.cells import blank
from desktop_app.exchange.lexicon import Item
from desktop_app.exchange.workbooks import Sheet
from desktop_app.registers.spec import Field, Register, Shape
from desktop_app.rules.dates import read_date
from desktop_app.rules.unreadable import Unreadable

LOOKED_AT = 20


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
    cells = (sheet.cell(row, column) for row in range(first_row, len(sheet.rows)))
    looked_at = list(islice((cell for cell in cells if not blank(cell)), LOOKED_AT))
    return 2 * sum(_is_day(cell, year) for cell in looked_at) > len(looked_at)


def _is_day(cell: object, year: int | None) -> bool:
    try:
        return not (isinstance(cell, float) and cell < 1) and read_date(cell, year) is not None
    except Unreadable:
        return False
