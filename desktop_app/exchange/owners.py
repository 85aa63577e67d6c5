"""The one record all rows of a sheet belong to (一册一场): found by what titles and headings tell, else created."""

from collections.abc import Iterable, Mapping
from typing import Any

from desktop_app.exchange.cells import blank
from desktop_app.exchange.desk_checks import of_ledgers
from desktop_app.exchange.findings import SheetFindings
from desktop_app.exchange.headings import notes_under, own_titles, titles_over
from desktop_app.exchange.layout import body_of
from desktop_app.exchange.matching import revivable
from desktop_app.exchange.pen import Pen
from desktop_app.exchange.recognise import Recognised
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.registers.spec import Over, Page, Parts, Register
from desktop_app.registers.words import cell as in_words
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.unreadable import Unreadable, tight
from desktop_app.services.draft import Draft, Values, new_draft
from desktop_app.services.facts import Facts, Row
from desktop_app.services.month_lock import refuse_revival
from desktop_app.services.records import Mode, load, restore, write

_EMPTY = (None, "")
_OWN = frozenset({"state", "step"})
"""What a ledger tells of a record that is the officer's own by then; never compared."""


def page_of(findings: SheetFindings, found: Recognised) -> Page:
    """What a sheet says besides its rows."""
    sheet, below = findings.sheet, found.first_row
    rows = body_of(sheet, found).rows
    cells = {
        item.name: [cell for row in rows if not blank(cell := row.cell(index))] for index, item in found.meant.items()
    }
    headings = {item.name: column.text for item in found.meant.values() if (column := found.column_of(item))}
    for place, index in enumerate(found.shares):
        headings[f"share{place}"] = next(column.text for column in found.columns if column.index == index)
        cells[f"share{place}"] = [cell for row in rows if not blank(cell := row.cell(index))]
    titles = [*own_titles(titles_over(sheet, found.head)), *notes_under(sheet, below)]
    return Page(titles, sheet.name, findings.file.stem, found.year, headings, cells)


def tells_owner(findings: SheetFindings) -> bool:
    """Whether a sheet names the record its rows belong to, and no column does."""
    return bool(_told(findings))


def _told(findings: SheetFindings) -> Mapping[str, Any]:
    found = findings.found
    if not isinstance(found, Recognised) or found.register.over is None:
        return {}
    over = found.register.over
    named = {item.name for item in found.meant.values()}
    return {} if over.link.key in named else over.told(page_of(findings, found))


def take_owner(writer: Pen, findings: SheetFindings, people: Iterable[int]) -> Values:
    """The owner's id by the attribute that points to it; empty where the sheet names none. ``people`` join it."""
    found, told = findings.found, dict(_told(findings))
    if not told or not isinstance(found, Recognised) or found.register.over is None:
        return {}
    over = found.register.over
    law = BY_KIND[found.register.by_name[over.link.key].link_kind]  # type: ignore[union-attr]
    row = _known(law, over, told, writer.facts)
    draft = _draft(writer, law, over, told, row)
    _fill_names(writer, findings, law, over, draft)
    if row is not None and not draft.is_new:
        _compare(writer, findings, law, told, row, draft)
    _join(draft, over, people)
    source = f"{findings.file.name}/{findings.sheet.name}"
    record_id = _written(writer, law, draft, source) if draft.is_new or draft.changed else int(draft.record_id or 0)
    return {over.link.key: record_id}


def _fill_names(writer: Pen, findings: SheetFindings, law: Register, over: Over, draft: Draft) -> None:
    """The people the titles name, where the owner has none yet; one nobody knows is told right above the head."""
    found = findings.found
    assert isinstance(found, Recognised)
    for name, people in over.names(page_of(findings, found)).items() if over.names is not None else ():
        known, item = [], law.by_name[name]
        lead = item.lead if isinstance(item, Parts) else item
        for person in people:
            try:
                known.append(writer.links.find(lead.link_kind, person))
            except Unreadable as unread:
                said = f"{law.label_of(name)}：{unread.said}"
                findings.note(max(found.head, 1), Problem(over.link.key, Fault.CAUTION, unread.code, said))
        if isinstance(item, Parts):
            draft.parts[name] = draft.parts.get(name) or [{item.lead.name: one} for one in dict.fromkeys(known)]
        elif known and draft.values.get(name) in _EMPTY:
            draft.values[name] = known[0]


def _known(law: Register, over: Over, told: Mapping[str, Any], facts: Facts) -> Row | None:
    """The stored record of this name: of the same day, or the one of no day yet; any where the sheet tells none."""
    names = set(over.called({**told}))
    rows = [row for row in facts.rows(law.kind).values() if row.get("retired_at") is None or revivable(row)]
    alike = [row for row in rows if names & set(over.called(row)) or _same_name(law, row, told)]
    alike.sort(key=lambda row: (row.get("retired_at") is not None, not _same_name(law, row, told)))
    value = told.get(over.apart.key)
    if value is None:
        return next(iter(alike), None)
    same = (row for row in alike if row[over.apart.key] == value)
    return next(same, None) or next((row for row in alike if row[over.apart.key] in _EMPTY), None)


def _same_name(law: Register, row: Row, told: Mapping[str, Any]) -> bool:
    key = law.subject.key
    named = tight(str(told.get(key) or ""))
    return bool(named) and tight(str(row.get(key) or "")) == named


def _draft(writer: Pen, law: Register, over: Over, told: Values, row: Row | None) -> Draft:
    """The owner as it will stand: new, filled where it is empty, or made from no more than a name."""
    if row is None:
        return new_draft(law.model, _named_apart(law, over, told, writer.facts))
    if revivable(row):
        refuse_revival(law.kind, row, writer.facts)
        restore(writer.desk, of_ledgers(law), [row["id"]])
        writer.unit.session.flush()
    draft = load(writer.unit.session, law.model, row["id"], law.lists)
    fresh = over.fresh(row)
    for name, value in told.items():
        if name != law.subject.key and (fresh or draft.values.get(name) in _EMPTY):
            draft.values[name] = value
    return draft


def _named_apart(law: Register, over: Over, told: Values, facts: Facts) -> Values:
    """A second one of the same name gets what sets it apart behind its name."""
    value = told.get(over.apart.key)
    if value is None or not any(_same_name(law, row, told) for row in facts.rows(law.kind).values()):
        return told
    return {**told, law.subject.key: f"{told[law.subject.key]}{over.behind(value)}"}


def _compare(
    writer: Pen, findings: SheetFindings, law: Register, told: Mapping[str, Any], row: Row, draft: Draft
) -> None:
    """Told of the sheet, at the row right above its head: what the stored record says otherwise."""
    assert isinstance(findings.found, Recognised)
    for name, value in told.items():
        if name in (*_OWN, law.subject.key) or draft.values.get(name) == value:
            continue
        item = law.by_name[name]
        here, there = (in_words(item, values, writer.facts) for values in (row, told))
        said = f"{law.title}“{row[law.subject.key]}”的{item.label}在库里是“{here}”，这份表里是“{there}”，没有改动。核对"
        link = findings.found.register.over
        assert link is not None
        findings.note(max(findings.found.head, 1), Problem(link.link.key, Fault.CAUTION, "differs", said))


def _join(draft: Draft, over: Over, people: Iterable[int]) -> None:
    """Those the sheet's rows name belong to it (评委)."""
    law = BY_KIND[draft.kind]
    closed = law.lifecycle is not None and draft.values.get(law.state_name) == law.lifecycle.states[-1]
    if over.people is None or closed:
        return
    rows = draft.parts.setdefault(over.people.class_.__tablename__, [])
    name = over.people.key
    known = {row[name] for row in rows}
    rows.extend({name: officer_id} for officer_id in dict.fromkeys(people) if officer_id not in known)


def _written(writer: Pen, law: Register, draft: Draft, source: str = "") -> int:
    law.derive(draft, writer.facts)
    record, _ = write(writer.unit, law, draft, writer.facts, Mode.LEDGER, (), source)
    kept = {**writer.facts.row(law.kind, record.id), "gaps": dict(record.gaps or {}), "source": record.source}
    writer.keep(law, kept, draft)
    return int(record.id)


def add_people(writer: Pen, register: Register, own: Mapping[str, Any], people: Iterable[int]) -> None:
    """Join those met only in the rows, once all are read."""
    over = register.over
    if over is None or over.people is None or not own:
        return
    law = BY_KIND[register.by_name[over.link.key].link_kind]  # type: ignore[union-attr]
    draft = load(writer.unit.session, law.model, own[over.link.key], law.lists)
    _join(draft, over, people)
    if draft.changed:
        _written(writer, law, draft)
