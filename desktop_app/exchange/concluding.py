"""What all rows of an import together tell of the record they belong to (推定): a batch runs as its rotations."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from desktop_app.exchange.findings import SheetFindings
from desktop_app.exchange.pen import Pen
from desktop_app.exchange.recognise import Recognised
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.registers.spec import Field, Over, Register, Shape
from desktop_app.registers.words import cell as in_words
from desktop_app.services.facts import Facts
from desktop_app.services.month_lock import Closed
from desktop_app.services.records import Mode, load, write

_EMPTY = (None, "")


def conclude(writer: Pen, sheets: Iterable[SheetFindings], touched: Mapping[str, Sequence[int]]) -> None:
    """Fill what the owners of the rows written leave empty, and tell it at the last sheet of such rows."""
    last = {one.found.register.kind: one for one in sheets if isinstance(one.found, Recognised)}
    for kind, findings in last.items():
        register, ids = BY_KIND[kind], set(touched.get(kind, ()))
        over = register.over
        if over is None or over.follows is None or not ids:
            continue
        live = list(writer.facts.live(kind))
        for owner in sorted({row[over.link.key] for row in live if row["id"] in ids} - {None}):
            rows = [row for row in live if row[over.link.key] == owner]
            said = _filled(writer, register, over, owner, over.follows(rows))
            findings.concluded += [said] if said else []


def conclude_page(findings: SheetFindings, facts: Facts) -> None:
    """Tell which day the rows of a sheet have from its titles or foot lines (编制日期), where no column has it."""
    found = findings.found
    assert isinstance(found, Recognised)
    for name, value in found.heard.items() if findings.taken else ():
        item = found.register.by_name[name]
        if isinstance(item, Field) and item.required is True and item.shape is Shape.DAY:
            day = in_words(item, {name: value}, facts)
            findings.concluded.append(f"表里没有{item.label}这一列，各行按表上写的日期填为 {day}。核对")


def _filled(writer: Pen, register: Register, over: Over, owner: int, told: Mapping[str, Any]) -> str:
    law = BY_KIND[register.by_name[over.link.key].link_kind]  # type: ignore[union-attr]
    draft = load(writer.unit.session, law.model, owner, law.lists)
    given = {name: value for name, value in told.items() if draft.values.get(name) in _EMPTY}
    if not given:
        return ""
    draft.values.update(given)
    try:
        record, _ = write(writer.unit, law, draft, writer.facts, Mode.LEDGER)
    except Closed:
        return ""
    row = {**writer.facts.row(law.kind, record.id), "gaps": dict(record.gaps or {}), "source": record.source}
    writer.keep(law, row, draft)
    said = "、".join(f"{law.label_of(name)} {in_words(law.by_name[name], row, writer.facts)}" for name in given)
    return f"{law.title}“{row[law.subject.key]}”没写{'、'.join(map(law.label_of, given))}，按所属各行填为{said}。核对"
