"""The rows of a recognised sheet as read (读表): lines of one record gathered, what rows tell of each other known."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from desktop_app.exchange.gathering import Taken, gathered
from desktop_app.exchange.layout import LedgerRow
from desktop_app.exchange.matching import folded
from desktop_app.exchange.recognise import Recognised
from desktop_app.exchange.taking import RowReader
from desktop_app.registers.spec import Field
from desktop_app.rules.unreadable import tight


def _silent() -> None:
    """Nobody counts."""


def read_rows(reader: RowReader, rows: Sequence[LedgerRow], step: Callable[[], None] = _silent) -> Iterator[Taken]:
    """The rows one by one, each after what was written for those before it; all at once where lines belong together,
    or tell of each other. ``step`` is called once a row and may raise to stop.
    """
    found, facts = reader.found, reader.links.facts
    read = (_stepped(reader, row, step) for row in rows)
    if not found.gathers and found.register.together is None and found.register.joined is None:
        yield from read
        return
    taken = list(read)
    if found.gathers:
        taken = gathered(taken, found.register, lambda one: _identity(reader, found, one))
    if found.register.together is not None:
        found.register.together(taken, facts)
    if found.register.joined is not None:
        taken = _joined(taken, found.register.joined(taken))
    yield from taken


def _joined(taken: list[Taken], onto: Mapping[int, int]) -> list[Taken]:
    """The records of a sheet whose lines go on with earlier ones: lines and problems are those of the first."""
    for place, first in onto.items():
        taken[first].also.append(taken[place].row)
        for problem in taken[place].problems:
            if problem not in taken[first].problems:
                taken[first].problems.append(problem)
                taken[first].lines[problem] = taken[place].row.number
    return [one for place, one in enumerate(taken) if place not in onto]


def _stepped(reader: RowReader, row: LedgerRow, step: Callable[[], None]) -> Taken:
    step()
    return reader.take(row)


def _identity(reader: RowReader, found: Recognised, taken: Taken) -> object:
    """What tells the record a line belongs to; a line that names none stands alone."""
    draft = taken.draft(found)
    found.register.derive(draft, reader.links.facts)
    key = tuple(folded(draft.values.get(attr.key)) for attr in found.register.identity)
    return key if draft[found.register.subject] else taken.row.number


def linked_first(rows: list[LedgerRow], found: Recognised) -> list[LedgerRow]:
    """Rows in ledger order, but those that other rows of the same sheet point to (前置任务、承接部门) before them."""
    kind, subject = found.register.kind, found.register.subject.key
    pointing = [i for i, item in found.meant.items() if isinstance(item, Field) and item.link_kind == kind]
    naming = [i for i, item in found.meant.items() if item.name in (subject, "number")]
    if not pointing:
        return rows
    called = {tight(str(row.cell(i))): row for row in rows for i in naming if row.cell(i) is not None}
    ordered: dict[int, LedgerRow] = {}
    for row in rows:
        chain: list[LedgerRow] = []
        at: LedgerRow | None = row
        while at is not None and at.number not in ordered and at not in chain:
            chain.append(at)
            at = next((to for i in pointing if (to := called.get(tight(str(at.cell(i))))) is not None), None)
        ordered.update((link.number, link) for link in reversed(chain))
    return list(ordered.values())
