"""The read road of a register: which records, in which order, and what stands in the columns asked for."""

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from desktop_app.models.people import Department, Officer
from desktop_app.registers.spec import Draw, Field, Parts, Register, Shape
from desktop_app.services.facts import Facts
from desktop_app.services.records import part_link
from desktop_app.store import snapshot
from desktop_app.store.part_rows import ByFirstRow, ByRows
from desktop_app.store.snapshot import ByLink, Condition, Order

Item = Field | Parts
SORTED_BY = {"officer": Officer.pinyin, "department": Department.position}
"""What a column of links is sorted by, where that is not the linked record's own number."""


@dataclass(frozen=True, slots=True)
class Line:
    """One record of a list: its id, version, and attributes and part rows by name; ``gaps`` as kept."""

    id: int
    version: int
    values: Mapping[str, Any]

    @property
    def gaps(self) -> Mapping[str, str]:
        return self.values.get("gaps") or {}


def ids(
    facts: Facts, register: Register, where: Sequence[Condition] = (), order: Sequence[Order] = (), limit: int = 0
) -> "array[int]":
    """Ids of a register's records in the order asked for, or its own."""
    return snapshot.ids(facts.session, register.model, where, tuple(order) or register.order, limit)


def count(facts: Facts, register: Register, where: Sequence[Condition] = ()) -> int:
    """How many records a chip or filter shows."""
    return snapshot.count(facts.session, register.model, where)


def lines(facts: Facts, register: Register, wanted: Sequence[int], items: Sequence[Item] = ()) -> list[Line]:
    """The wanted records in the order wanted, with the columns of ``items`` (all when none are named)."""
    asked = tuple(items) or (register.number_field, *register.fields, *register.parts, *register.seen)
    names = _names(register, asked)
    found = snapshot.block(facts.session, register.model, ("version", *names), wanted)
    kept = {record_id: dict(zip(names, row[1:], strict=True)) for record_id, row in found.items()}
    for item in asked:
        if isinstance(item, Parts):
            link = part_link(item.part, register.model)
            for record_id, rows in snapshot.parts(facts.session, item.part, link, wanted).items():
                kept.get(record_id, {})[item.name] = rows
        elif item.through is not None:
            for values in kept.values():
                values[item.name] = facts.row(item.linked, values[item.through.key]).get(item.attr.key)
    return [Line(record_id, found[record_id][0], kept[record_id]) for record_id in wanted if record_id in found]


def _names(register: Register, asked: Sequence[Item]) -> tuple[str, ...]:
    """The columns to read: those shown, and those that lamps, pills and 待补 marks need."""
    lamps = [attr.key for attr in (register.state, register.due, register.done) if attr is not None]
    fields = [item for item in asked if isinstance(item, Field)]
    own = [item.through.key if item.through is not None else item.name for item in fields]
    own += [attr.key for item in fields for attr in item.of]
    return tuple(dict.fromkeys(["number", register.subject.key, *own, *lamps, "gaps", "retired_at"]))


def all_lines(
    facts: Facts, register: Register, items: Sequence[Item] = (), where: Sequence[Condition] = ()
) -> list[Line]:
    """Every live record of a register, for papers and exports."""
    return lines(facts, register, ids(facts, register, where), items)


def order_by(item: Item, descending: bool = False) -> Order | None:
    """How a column sorts when its head is pressed; None for columns that do not."""
    if isinstance(item, Parts):
        return _by_rows(item, descending)
    if item.through is not None:
        return ByLink(item.through, descending, item.attr)
    if item.shape is Shape.LINK:
        target = SORTED_BY.get(item.link_kind)
        return ByLink(item.attr, descending, target) if target is not None else Order(item.attr, descending)
    return Order(item.attr, descending)


def _by_rows(group: Parts, descending: bool) -> Order:
    """Rows told by their number sort by it, a checklist by how much is done, others by the first row."""
    if group.draw is Draw.COUNT:
        return ByRows(group.lead.attr, descending)
    if group.draw is Draw.DONE:
        return ByRows(group.lead.attr, descending, group.done)
    return ByFirstRow(group.lead.attr, descending, SORTED_BY.get(group.lead.link_kind))
