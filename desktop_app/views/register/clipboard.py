"""Blocks to and from a spreadsheet: rows as tab text, and tab text as new records with their faults."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, islice
from typing import Any

from desktop_app.exchange.gathering import Taken
from desktop_app.exchange.layout import body_of
from desktop_app.exchange.ledger_rows import read_rows
from desktop_app.exchange.lexicon import dictionary
from desktop_app.exchange.links import Links
from desktop_app.exchange.mapping import SheetMap
from desktop_app.exchange.parting import Dictionaries, written_entries
from desktop_app.exchange.recognise import Recognised, recognise
from desktop_app.exchange.taking import RowReader
from desktop_app.exchange.workbooks import Sheet
from desktop_app.registers import words
from desktop_app.registers.newly import name_of
from desktop_app.registers.reading import Line
from desktop_app.registers.spec import Field, Parts, Register, Shape
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.unreadable import Unreadable, quoted
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.services.numbers import used

Item = Field | Parts
_FORMULA = ("=", "+", "-", "@")
_QUOTED = re.compile(r'"(?!\t|[\r\n][^"]*\t)((?:[^"]|"")*+)"(?=[\t\r\n]|\Z)')
_PLAIN = re.compile(r"[^\t\r\n]*")
MOST_ROWS = 2000
AT_ONCE = 20
"""Up to so many rows are read and written at once, without the worker."""
LOOKED_UP = 20
"""Up to so many rows are compared with what is there already (疑似重复)."""


def as_text(lines: Iterable[Line], items: Sequence[Item], facts: Facts) -> str:
    """Records as tab text, as a spreadsheet takes it; a text that would be read as a formula is marked as text."""
    return "\n".join("\t".join(_cell(item, line.values, facts) for item in items) for line in lines)


def _cell(item: Item, values: Mapping[str, Any], facts: Facts) -> str:
    """One cell; several entries stand in lines of their own, numbered, so that they can be parted again."""
    if isinstance(item, Parts) and item.lead.shape is Shape.TEXT:
        told = written_entries(item, values.get(item.name, ()), lambda part, value: words.text(part, value, facts))
        text = "\n".join(" ".join(line.split()) for line in told.split("\n"))
    else:
        text = " ".join(words.cell(item, values, facts).split())
    marked = f"'{text}" if text.startswith(_FORMULA) and not _is_number(text) else text
    return '"{}"'.format(marked.replace('"', '""')) if "\n" in marked else marked


def _is_number(text: str) -> bool:
    return text.lstrip("+-").replace(",", "").replace(".", "", 1).isdecimal()


def table_of(text: str) -> list[list[str]]:
    """Tab text as rows of cells, one more than may be pasted at most.

    Spreadsheets quote cells with line breaks. A quotation mark that does not hold a cell together is text: a ditto
    mark, 5" beside 7".
    """
    return list(islice((row for row in _rows(text) if any(cell.strip() for cell in row)), MOST_ROWS + 1))


def _rows(text: str) -> Iterator[list[str]]:
    if '"' not in text:
        lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
        yield from (line.split("\t") for line in lines)
        return
    row: list[str] = []
    at = 0
    while at < len(text):
        found = _QUOTED.match(text, at) or _PLAIN.match(text, at)
        assert found is not None
        row.append(found[1].replace('""', '"') if found.re is _QUOTED else found[0])
        at = found.end()
        if text.startswith("\t", at):
            at += 1
            continue
        yield row
        row = []
        at += 2 if text.startswith("\r\n", at) else 1
    if row:
        yield row


@dataclass
class PastedRow:
    """One row as read: its place in the block from 1, its cells as they came, its draft, what is to be said of it."""

    place: int
    cells: list[str]
    draft: Draft
    problems: list[Problem] = field(default_factory=list)

    @property
    def faults(self) -> list[Problem]:
        """What keeps it from being saved."""
        return [problem for problem in self.problems if problem.fault.refuses]


@dataclass
class Pasted:
    """A block as read: the field of each column, the rows, headings not understood, fields filled by their presets."""

    items: list[Item | None]
    rows: list[PastedRow]
    by_heading: bool
    unused: tuple[str, ...] = ()
    preset: tuple[str, ...] = ()

    @property
    def faulty(self) -> list[PastedRow]:
        return [row for row in self.rows if row.faults]


def _silent(_done: int, _total: int) -> None:
    """Nobody asks how far it is."""


def read_block(
    table: list[list[str]],
    register: Register,
    shown: Sequence[Item],
    facts: Facts,
    step: Callable[[int, int], object] = _silent,
) -> Pasted:
    """A block as new records, read as a ledger is: columns by headings where it has some, else by the columns shown.

    ``step`` is told how many rows of how many are read, and may raise to stop.
    """
    sheet = Sheet("", [[_plain(cell) for cell in row] for row in table])
    wide = max((len(row) for row in table), default=0)
    headed = _headed(sheet, register, wide)
    found = headed or Recognised(register, 0, 0, (), dict(enumerate(shown[:wide])))
    found = replace(found, year=found.year or facts.today.year)
    presets = _presets(register, found, facts)
    reader = RowReader(found, Links(facts, facts.today), _no_adopting, Dictionaries(facts))
    ledger = body_of(sheet, found).rows if table else []
    steps = count(1)

    def tick() -> None:
        """A row is read, and then looked at."""
        step(next(steps) // 2, len(ledger))

    rows = []
    for taken in read_rows(reader, ledger, tick):
        tick()
        rows.append(_row(reader, taken, wide, presets, facts))
    for row in rows if len(rows) <= LOOKED_UP else ():
        row.problems += _twins(row.draft, register, facts)
    told = tuple(f"{item.label} {words.text(item, presets[item.name], facts)}" for item in _fields(register, presets))
    return Pasted([found.meant.get(at) for at in range(wide)], rows, headed is not None, found.unused, told)


def _plain(cell: str) -> str | None:
    text = cell.strip()
    return text.removeprefix("'") or None


def _headed(sheet: Sheet, register: Register, wide: int) -> Recognised | None:
    """The meaning of the headings when the block begins with some."""
    found = recognise(sheet, "", SheetMap(register), dictionary()) if sheet.rows else None
    if isinstance(found, Recognised) and found.head <= 1 and len(found.meant) >= min(2, wide):
        return found
    return None


def _presets(register: Register, found: Recognised, facts: Facts) -> dict[str, Any]:
    """What a new record begins with, for fields the block has no column for."""
    read = {item.name for item in found.meant.values()}
    presets = register.newly.presets if register.newly is not None else {}
    wanted = {asked: preset for asked, preset in presets.items() if not isinstance(asked, type)}
    return {name_of(asked): preset(facts) for asked, preset in wanted.items() if name_of(asked) not in read}


def _fields(register: Register, presets: Mapping[str, Any]) -> list[Field]:
    return [item for item in register.fields if item.name in presets]


def _no_adopting(_kind: str, name: str) -> int:
    raise Unreadable("unknown_record", f"没有{quoted(name)}。先登记，或改为已有的名称")


def _row(reader: RowReader, taken: Taken, wide: int, presets: Mapping[str, Any], facts: Facts) -> PastedRow:
    register, row = reader.found.register, taken.row
    draft = taken.draft(reader.found)
    draft.values |= {name: value for name, value in presets.items() if name not in taken.values}
    problems = [*taken.problems, *_number_given_way(draft, register, facts)]
    register.derive(draft, facts)
    known = {problem.field for problem in problems if problem.fault.refuses}
    problems += [problem for problem in register.problems(draft, facts) if problem.field not in known]
    cells = [str(cell) if (cell := row.cell(at)) is not None else "" for at in range(wide)]
    return PastedRow(row.number, cells, draft, problems)


def _number_given_way(draft: Draft, register: Register, facts: Facts) -> list[Problem]:
    """A number that is used already is given anew, where the kind allows it."""
    number = str(draft.values.get("number") or "")
    if not number or not register.numbering.gives_way or not used(facts.session, register.model, number, None):
        return []
    del draft.values["number"]
    return [Problem("number", Fault.CAUTION, "number_taken", f"{register.number_label} {number} 已用过，另给新号")]


def _twins(draft: Draft, register: Register, facts: Facts) -> list[Problem]:
    twins = register.alike(draft, facts) if register.alike is not None else ()
    return [
        Problem(register.subject.key, Fault.CAUTION, "alike", f"疑似重复：{twin.number}（{twin.why}）")
        for twin in twins[:1]
    ]
