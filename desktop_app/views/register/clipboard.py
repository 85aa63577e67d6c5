"""Blocks to and from a spreadsheet: rows as tab text, and tab text as new records with their faults."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop_app.exchange.cells import Setting, read_cell
from desktop_app.exchange.links import Links, listed
from desktop_app.registers import words
from desktop_app.registers.reading import Line
from desktop_app.registers.spec import Field, Parts, Register, Shape
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.unreadable import Unreadable, tight
from desktop_app.services.draft import Draft, new_draft
from desktop_app.services.facts import Facts

Item = Field | Parts
_FORMULA = ("=", "+", "-", "@")
MOST_ROWS = 2000


def as_text(lines: Iterable[Line], items: Sequence[Item], facts: Facts) -> str:
    """Records as tab text, as a spreadsheet takes it; a text that would be read as a formula is marked as text."""
    rows = ("\t".join(_cell(words.cell(item, line.values, facts)) for item in items) for line in lines)
    return "\n".join(rows)


def _cell(text: str) -> str:
    flat = " ".join(text.split())
    return f"'{flat}" if flat.startswith(_FORMULA) and not _is_number(flat) else flat


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(",", "").replace(".", "", 1).isdecimal()


def table_of(text: str) -> list[list[str]]:
    """Tab text as rows of cells; cells with line breaks are quoted by spreadsheets."""
    rows = csv.reader(io.StringIO(text, newline=""), delimiter="\t")
    return [row for row in rows if any(cell.strip() for cell in row)][: MOST_ROWS + 1]


@dataclass
class PastedRow:
    """One row as read: its draft, what stands against it, its cells as they came."""

    cells: list[str]
    draft: Draft
    problems: list[Problem] = field(default_factory=list)

    @property
    def faults(self) -> list[Problem]:
        """What keeps it from being saved."""
        return [problem for problem in self.problems if problem.fault is not Fault.CAUTION]


@dataclass
class Pasted:
    """A block as read: the column each field was found in, and the rows."""

    items: list[Item | None]
    rows: list[PastedRow]
    by_heading: bool

    @property
    def faulty(self) -> list[PastedRow]:
        return [row for row in self.rows if row.faults]


def read_block(table: list[list[str]], register: Register, shown: Sequence[Item], facts: Facts) -> Pasted:
    """A block as new records: columns by headings when its first row is one, else by the columns shown."""
    items: list[Item | None] = _headings(table[0], register) if table else []
    by_heading = sum(item is not None for item in items) >= min(2, len(table[0]) if table else 2)
    if not by_heading:
        wide = max((len(row) for row in table), default=0)
        items = [item for place, item in enumerate(shown) if place < wide]
    links = Links(facts, facts.today)
    body = table[1:] if by_heading else table
    return Pasted(items, [_row(cells, items, register, links, facts) for cells in body], by_heading)


def _headings(cells: Sequence[str], register: Register) -> list[Item | None]:
    """The field each heading names by label or alias."""
    known: dict[str, Item] = {}
    every: list[Item] = [*register.parts, *register.fields, register.number_field]
    for item in every:
        for alias in item.aliases:
            known.setdefault(tight(alias.split("|")[-1]), item)
    known |= {tight(item.label): item for item in every}
    return [known.get(tight(cell)) for cell in cells]


def _row(cells: list[str], items: Sequence[Item | None], register: Register, links: Links, facts: Facts) -> PastedRow:
    row = PastedRow(cells, new_draft(register.model))
    for item, cell in zip(items, cells, strict=False):
        if item is not None and cell.strip():
            try:
                _take(row.draft, item, cell.strip(), links)
            except Unreadable as fault:
                row.problems.append(Problem(item.name, Fault.UNREADABLE, fault.code, fault.said))
    register.derive(row.draft, facts)
    known = {problem.field for problem in row.problems}
    row.problems += [problem for problem in register.problems(row.draft, facts) if problem.field not in known]
    return row


def _take(draft: Draft, item: Item, cell: str, links: Links) -> None:
    text = cell[1:] if cell.startswith("'") else cell
    if isinstance(item, Parts):
        lead = item.lead
        draft.parts[item.name] = [{**item.defaults, lead.name: _value(lead, one, links)} for one in listed(text)]
    else:
        draft.values[item.name] = _value(item, text, links)


def _value(item: Field, text: str, links: Links) -> Any:
    if item.shape is Shape.LINK:
        return links.find(item.link_kind, text)
    return read_cell(item, text, Setting(links.facts.today.year))
