"""Which of two namesakes a list without departments means (重名): the one whom its companion list names."""

from collections.abc import Collection, Iterator, Sequence

from desktop_app.exchange.cells import text_of
from desktop_app.exchange.findings import SheetFindings
from desktop_app.exchange.layout import LedgerRow, body_of
from desktop_app.exchange.links import Links
from desktop_app.exchange.recognised import Recognised
from desktop_app.models.people import Officer
from desktop_app.registers.catalogue import REGISTERS
from desktop_app.registers.spec import Field, Register
from desktop_app.rules.unreadable import Unreadable

OFFICER = Officer.__tablename__


def companions(register: Register) -> list[Register]:
    """Registers that list the same people: the one is looked up by the other (轮岗摸底、轮岗)."""
    return [
        other
        for other in REGISTERS
        if other is not register
        and _of_people(register)
        and _of_people(other)
        and (register.model in other.looks_up or other.model in register.looks_up)
    ]


def _of_people(register: Register) -> bool:
    subject = register.by_name[register.subject.key]
    return isinstance(subject, Field) and subject.link_kind == OFFICER


def beside(register: Register, sheets: Sequence[SheetFindings], links: Links) -> Collection[int]:
    """Officers whom the companions of a register name: stored records, and the other ledgers of this import."""
    found: set[int] = set()
    for other in companions(register):
        stored = (row.get(other.subject.key) for row in links.facts.live(other.kind))
        found |= {int(officer) for officer in stored if officer is not None}
        for findings in sheets:
            if isinstance(findings.found, Recognised) and findings.found.register is other:
                found |= set(_named(findings, findings.found, links))
    return found


def _named(findings: SheetFindings, found: Recognised, links: Links) -> Iterator[int]:
    subject = found.register.by_name[found.register.subject.key]
    column = found.column_of(subject)
    for row in body_of(findings.sheet, found).rows if column is not None else ():
        try:
            officer = links.find(OFFICER, text_of(row.cell(column.index)), _place(row, found, links))  # type: ignore[union-attr]
        except Unreadable:
            continue
        if officer is not None:
            yield officer


def _place(row: LedgerRow, found: Recognised, links: Links) -> int | None:
    """The department that stands with the name in a row."""
    subject = found.register.by_name[found.register.subject.key]
    context = subject.context if isinstance(subject, Field) else None
    column = found.column_of(found.register.by_name[context.key]) if context is not None else None
    place = column.index if column is not None else found.places
    return links.department(text_of(row.cell(place))) if place is not None else None
