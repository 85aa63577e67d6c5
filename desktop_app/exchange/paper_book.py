"""A paper as a workbook (纸面转表格): title, the line under it and its ledgers, the same words in the same order."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from desktop_app.exchange.xlsx import HEAD_FONT, new_workbook, put_text, sheet_name
from desktop_app.reports.blocks import Cell, Column, Document, GroupRow, Ledger, UnitLine
from desktop_app.system.errors import Refusal

WIDEST = 60


def paper_workbook(document: Document, path: Path) -> int:
    """Write the ledgers of a paper, one sheet each; answers how many. A paper of drawings alone is refused."""
    ledgers = list(_ledgers(document))
    if not ledgers:
        raise Refusal(f"{document.title}没有表格可存。存成 .pdf")
    taken: set[str] = set()
    with new_workbook(path, constant_memory=False) as book:
        for unit, ledger in ledgers:
            _Sheet(book, sheet_name(document.title, taken)).fill(document.title, unit, ledger)
    return len(ledgers)


def _ledgers(document: Document) -> Iterator[tuple[str, Ledger]]:
    """The ledgers, each with the last line over it that names unit and day."""
    unit = ""
    for block in document.flat:
        if isinstance(block, UnitLine):
            unit = f"{block.left}　{block.right}"
        elif isinstance(block, Ledger):
            yield unit, block


class _Sheet:
    """One ledger on one sheet; columns as wide as their longest cell."""

    def __init__(self, book: Any, name: str) -> None:
        self.page = book.add_worksheet(name)
        self.title = book.add_format({"font_name": HEAD_FONT, "font_size": 16})
        self.head = book.add_format(
            {"font_name": HEAD_FONT, "border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
        )
        self.cell = book.add_format({"border": 1, "valign": "vcenter", "text_wrap": True, "num_format": "@"})

    def fill(self, title: str, unit: str, ledger: Ledger) -> None:
        put_text(self.page, 0, 0, title, self.title)
        put_text(self.page, 1, 0, unit)
        first = self._heads(ledger.columns)
        widths = [_width(column.label) for column in ledger.columns]
        last = first
        for last, row in enumerate(_rows(ledger), first):
            for place, text in enumerate(row):
                put_text(self.page, last, place, text, self.cell)
                widths[place] = max(widths[place], _width(text) if len(row) > 1 else 0)
        for place, width in enumerate(widths):
            self.page.set_column(place, place, min(width + 2, WIDEST))
        put_text(self.page, last + 1, 0, ledger.note)
        self._print_set_up(first)

    def _heads(self, columns: Sequence[Column]) -> int:
        """Write one head row, or two where columns stand under groups; answers the first row of the body."""
        grouped = any(column.group for column in columns)
        place = 0
        for group, under in groupby(columns, key=lambda column: column.group):
            members = list(under)
            for at, column in enumerate(members, place):
                if group or not grouped:
                    put_text(self.page, 3 if group else 2, at, column.label, self.head)
                else:
                    self.page.merge_range(2, at, 3, at, column.label, self.head)
            if group and len(members) > 1:
                self.page.merge_range(2, place, 2, place + len(members) - 1, group, self.head)
            elif group:
                put_text(self.page, 2, place, group, self.head)
            place += len(members)
        return 4 if grouped else 3

    def _print_set_up(self, first: int) -> None:
        self.page.freeze_panes(first, 0)
        self.page.repeat_rows(2, first - 1)
        self.page.set_landscape()
        self.page.set_paper(9)
        self.page.fit_to_pages(1, 0)
        self.page.set_footer("&C第 &P 页，共 &N 页")


def _rows(ledger: Ledger) -> Iterator[list[str]]:
    rows = tuple(ledger.rows)
    if not rows:
        yield [ledger.empty]
    for row in (*rows, *((ledger.total,) if ledger.total else ())):
        yield (
            [row.text] if isinstance(row, GroupRow) else [cell.text if isinstance(cell, Cell) else cell for cell in row]
        )


def _width(text: str) -> int:
    """Columns a text needs, a Chinese character counting two."""
    return max((sum(2 if ord(ch) > 0x2E7F else 1 for ch in line) for line in text.split("\n")), default=0)
