"""Several ledgers below each other on one sheet (一页多表): each is read by its own head."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from desktop_app.exchange import headings
from desktop_app.exchange.headings import Column, fold
from desktop_app.exchange.lexicon import Dictionary
from desktop_app.exchange.workbooks import Cell, Sheet

LEAST = 4
"""Known headings a row must have to be taken for the head of another table; one less where all of them are known."""

_SHARE = 0.8
_LONGEST = 20


@dataclass(frozen=True)
class _Head:
    """A row of headings: its place counted from 0, its headings, the text right above it."""

    row: int
    texts: tuple[tuple[int, str], ...]
    title: str


def tables_of(sheet: Sheet, known: Dictionary) -> list[Sheet]:
    """The tables of a sheet from top to bottom, each as a sheet of its own in which the rows keep their places.

    A new table begins where a head says other things than the one before, or stands under another title.
    """
    own: list[_Head] = []
    for head in _heads(sheet, known):
        if not own or _another(own[-1], head):
            own.append(head)
    ends = [*(_start(sheet, head) for head in own[1:]), len(sheet.rows)]
    return [_part(sheet, first, last) for first, last in pairwise([0, *ends])] if len(ends) > 1 else [sheet]


def _another(before: _Head, head: _Head) -> bool:
    if head.row == before.row + 1:
        return False
    return head.texts != before.texts or bool(head.title and before.title and head.title != before.title)


def _heads(sheet: Sheet, known: Dictionary) -> Iterator[_Head]:
    for row, cells in enumerate(sheet.rows):
        texts = tuple((index, fold(cell)) for index, cell in enumerate(cells) if isinstance(cell, str) and cell.strip())
        if len(texts) >= LEAST - 1 and _short(cells) and _is_head(cells, known):
            yield _Head(row, texts, _title_over(sheet, row))


def _short(cells: list[Cell]) -> bool:
    """Whether a row is worth looking at: headings are short texts."""
    given = [cell for cell in cells if cell is not None and cell != ""]
    return sum(isinstance(cell, str) and len(cell) <= _LONGEST for cell in given) >= _SHARE * len(given)


def _is_head(cells: list[Cell], known: Dictionary) -> bool:
    """Whether nearly all texts are headings of one register, its subject among them."""
    columns = [Column(index, text) for index, cell in enumerate(cells) if (text := headings.words(cell))]
    named = [column for column in columns if fold(column.text) not in headings.ORDINALS]
    for lexicon in known.lexicons:
        met = [item.name for column in named if (item := lexicon.find(column))]
        enough = len(met) >= max(LEAST, _SHARE * len(named)) or LEAST - 1 <= len(met) == len(named)
        if enough and lexicon.register.subject.key in met:
            return True
    return False


def _title_over(sheet: Sheet, row: int) -> str:
    """The one text in the row right above a head, blank rows passed over; empty when there is none."""
    above = next((cells for cells in reversed(sheet.rows[:row]) if any(_told(cell) for cell in cells)), [])
    texts = [str(cell) for cell in above if _told(cell)]
    return fold(texts[0]) if len(texts) == 1 else ""


def _told(cell: Cell) -> bool:
    return cell is not None and bool(str(cell).strip())


def _start(sheet: Sheet, head: _Head) -> int:
    """The row a table begins in: that of its title where it has one, over lines that tell day and place (时间：)."""
    if not head.title:
        return head.row
    first = next(row for row in range(head.row - 1, -1, -1) if any(_told(cell) for cell in sheet.rows[row]))
    while first and ":" in _only(sheet, first) and _only(sheet, first - 1):
        first -= 1
    return first


def _only(sheet: Sheet, row: int) -> str:
    """The one text of a row; empty where it has none or several cells."""
    given = [cell for cell in sheet.rows[row] if _told(cell)]
    return fold(given[0]) if len(given) == 1 and isinstance(given[0], str) else ""


def _part(sheet: Sheet, first: int, last: int) -> Sheet:
    rows: list[list[Cell]] = [[] for _ in range(first)]
    merges = tuple(merge for merge in sheet.merges if first <= merge.top and merge.bottom < last)
    return replace(sheet, rows=[*rows, *sheet.rows[first:last]], merges=merges, first=first)
