"""Tables of a bulletin (公文表格): 四号 where the columns fit, else 五号, the caption over them."""

from collections.abc import Iterator

from desktop_app.reports.blocks import Block, Column, Ledger, Para, Spacer, Together
from desktop_app.reports.columns import crowded
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.styles import BODY, CELL, CELL_HEAD, Align, Font, Style
from desktop_app.rules.fair_copy import Grid

CAPTION = Style(Font.HEI, 14, BODY.leading)
SIZES = ((Style(Font.SONG, 14, 19), Style(Font.HEI, 14, 19)), (Style(Font.SONG, 12, 16), Style(Font.HEI, 12, 16)))
"""The largest in which no cell breaks is taken, else 五号."""
WHOLE = 6
"""A table of so few rows is not parted."""
UNDER_MM = 3.0
BRIEF = 10
"""Cells of at most so many characters stand in the middle of their column."""


def table(grid: Grid, width: float) -> Iterator[Block]:
    """Caption and ledger, a little white under them, for a type area ``width`` points wide."""
    caption = (Para(grid.caption, CAPTION, Align.CENTRE, 0, keep=True),) if grid.caption else ()
    blocks = (*caption, ledger(grid, width))
    if len(grid.rows) <= WHOLE:
        yield Together(blocks)
    else:
        yield from blocks
    yield Spacer(UNDER_MM)


def ledger(grid: Grid, width: float) -> Ledger:
    """The table alone, at the largest size that breaks no cell."""
    count = max((len(grid.columns), *map(len, grid.rows)), default=0)
    rows = [(*row, *[""] * (count - len(row))) for row in grid.rows]
    heads = (*grid.columns, *[""] * (count - len(grid.columns)))
    columns = tuple(_column(head, [row[at] for row in rows]) for at, head in enumerate(heads))
    for style, head_style in SIZES:
        made = Ledger(columns, rows, style=style, head_style=head_style)
        if not crowded(made, rows, width, workstation_fonts()):
            return made
    return Ledger(columns, rows, style=CELL, head_style=CELL_HEAD)


def _column(head: str, cells: list[str]) -> Column:
    brief = all(len(cell) <= BRIEF for cell in cells)
    return Column(head, align=Align.CENTRE if brief else Align.LEFT)
