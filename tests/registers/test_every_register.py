"""Every register through the same day: entered, edited, found, sorted, printed, undone."""

import io

import pytest

from desktop_app.models.base import Record
from desktop_app.registers import reading
from desktop_app.registers.catalogue import BY_KIND, REGISTERS
from desktop_app.registers.spec import Draw, Field, Parts, Register, Shape
from desktop_app.registers.words import cell
from desktop_app.reports.catalogue import make_pdf, papers_of
from desktop_app.reports.request import Request
from desktop_app.rules.search import query
from desktop_app.rules.tones import TONES
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.store import history
from desktop_app.store.snapshot import Search
from desktop_app.store.undo import undo
from desktop_app.system.errors import Refusal
from tests.kit.office import filled, loaded, officer

every_register = pytest.mark.parametrize("register", REGISTERS, ids=lambda register: register.public)
TYPED = [one for one in REGISTERS if not all(item.fixed for item in one.fields)]
every_typed = pytest.mark.parametrize("register", TYPED, ids=lambda register: register.public)
"""Registers something is typed in; the others are written by their acts alone (月结)."""


@pytest.fixture
def first(desk: Desk) -> int:
    """Somebody for links to point at."""
    return officer(desk, "许嘉树", "案件管理办公室")


def enter(desk: Desk, register: Register, mark: str) -> int:
    with desk.facts() as facts:
        asked = [item for item in register.fields if item.required is True and item.link_kind]
        owners = [BY_KIND[item.link_kind] for item in asked if next(facts.live(item.link_kind), None) is None]
    for owner in owners:
        enter(desk, owner, mark)
    with desk.facts() as facts:
        draft = filled(register, facts, mark)
    return records.save(desk, register, draft).ids[0]


@every_typed
def test_an_entry_is_found_printed_and_taken_back(desk: Desk, first: int, register: Register) -> None:
    record_id = enter(desk, register, "新")
    with desk.facts() as facts:
        assert record_id in reading.ids(facts, register)
        (line,) = reading.lines(facts, register, [record_id])
        shown = [cell(item, line.values, facts) for item in register.columns]
        assert shown[0] == line.values["number"] != ""
        found = query(str(line.values["number"]))
        assert found is not None
        assert record_id in reading.ids(facts, register, [Search(found)])
        assert facts.label(register.kind, record_id)
    ledger = papers_of(register.kind)[-1]
    out = io.BytesIO()
    assert make_pdf(ledger.id, Request(desk, desk.today), out).pages >= 1
    undo(desk.store)
    with desk.facts() as facts:
        assert record_id not in reading.ids(facts, register)


@every_typed
def test_an_edit_leaves_its_trace_and_can_be_undone(desk: Desk, first: int, register: Register) -> None:
    record_id = enter(desk, register, "改")
    item = next(
        item
        for item in register.fields
        if item.shape is Shape.TEXT and item.in_form and not item.fixed and not item.column.unique
    )
    draft = loaded(desk, register, record_id)
    before = draft.values[item.name]
    draft.values[item.name] = "改过的字"
    records.save(desk, register, draft)
    with desk.store.read() as session:
        newest = history.entries_of(session, register.kind, record_id)[0]
        assert newest.changes[item.name] == [before, "改过的字"]
    if register.model.only_added:
        with pytest.raises(Refusal, match="写下的内容不改回。登错的另作更正"):
            undo(desk.store)
        return
    undo(desk.store)
    assert loaded(desk, register, record_id).values[item.name] == before


@every_typed
def test_every_column_that_sorts_sorts_both_ways(desk: Desk, first: int, register: Register) -> None:
    enter(desk, register, "甲")
    with desk.facts() as facts:
        plain = sorted(reading.ids(facts, register))
        for item in register.columns:
            for descending in (False, True):
                order = reading.order_by(item, descending)
                if order is not None:
                    assert sorted(reading.ids(facts, register, order=[order])) == plain


@every_typed
def test_every_chip_counts_what_it_shows(desk: Desk, first: int, register: Register) -> None:
    enter(desk, register, "片")
    with desk.facts() as facts:
        for chip in register.chips:
            where = chip.where(facts)
            assert reading.count(facts, register, where) == len(reading.ids(facts, register, where))


@every_register
def test_the_declaration_is_whole(register: Register) -> None:
    """Labels are unique within a record, columns leave room for the subject, identity is its own attributes."""
    labels = [item.label for item in (*register.fields, *register.parts)]
    assert len(labels) == len(set(labels))
    assert all(isinstance(item, Field | Parts) for item in register.columns)
    assert sum(1 for item in register.columns if isinstance(item, Field) and item.stretch) <= 1
    assert len([item for item in register.columns if item.width]) <= 12
    assert issubclass(register.model, Record)
    assert register.empty or register.public == "units"
    for attr in register.identity:
        assert attr.class_ is register.model


@every_register
def test_every_word_drawn_as_a_pill_has_its_tone(register: Register) -> None:
    pills = [item for item in register.fields if item.draw is Draw.PILL]
    assert all(item.word_type in TONES for item in pills)


@every_register
def test_a_table_shows_at_most_twelve_columns(register: Register) -> None:
    assert len([item for item in register.columns if item.width and not item.hidden]) <= 12
