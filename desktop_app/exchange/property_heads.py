"""The head of a foreign ledger of property (涉案财物表头), found before the sheet is recognised."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from desktop_app.exchange.cells import blank
from desktop_app.exchange.headings import bare, fold, words
from desktop_app.exchange.workbooks import Cell, Sheet
from desktop_app.registers.accounts import FREEZES
from desktop_app.registers.seizures import ITEMS, SEIZURES
from desktop_app.registers.spec import Register

DEEPEST = 12
LEAST = 4
"""Headings that make a row the head of a ledger."""


@dataclass(frozen=True)
class Head:
    """A row of headings, counted from 0, and its texts by place, folded and without brackets."""

    row: int
    texts: Mapping[int, str]

    def at(self, names: Collection[str]) -> int | None:
        """The first column headed with one of these."""
        return next((place for place, text in self.texts.items() if text in names), None)

    def all(self, names: Collection[str]) -> list[int]:
        """Every column headed with one of these."""
        return [place for place, text in self.texts.items() if text in names]


def called(register: Register, *names: str) -> frozenset[str]:
    """What ledgers head the columns of these fields with."""
    items = (item for item in register.by_name.values() if item.name in names)
    return frozenset(bare(fold(text)) for item in items for text in (item.label, *item.aliases))


THINGS = called(ITEMS, "name")
ITEM_NUMBERS = called(ITEMS, "number")
CASES = called(SEIZURES, "case_no")
ACCOUNTS = called(FREEZES, "account")


def head_of(sheet: Sheet) -> Head | None:
    """The first row of headings among which stands what a ledger of property is about."""
    return next(_heads(sheet), None)


def _heads(sheet: Sheet) -> Iterator[Head]:
    for row in range(sheet.first, min(sheet.first + DEEPEST, len(sheet.rows))):
        texts = {at: bare(fold(text)) for at, cell in enumerate(sheet.rows[row]) if (text := words(cell))}
        found = Head(row, texts)
        if len(texts) >= LEAST and any(found.at(names) is not None for names in (THINGS, ACCOUNTS)):
            yield found


def column(sheet: Sheet, head: Head, place: int) -> list[Cell]:
    """The filled cells below a heading."""
    cells = (sheet.cell(row, place) for row in range(head.row + 1, len(sheet.rows)))
    return [cell for cell in cells if not blank(cell)]
