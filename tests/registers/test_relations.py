"""What links are called, and what is told of the linked records."""

from collections.abc import Iterator
from functools import partial

import pytest

from desktop_app.figures.relations import Link, Road, roads
from desktop_app.registers import reading
from desktop_app.registers.catalogue import BY_KIND, REGISTERS
from desktop_app.registers.relations import BASE, related, role
from desktop_app.services.desk import Desk
from tests.kit.practised import practised
from tests.kit.statements import statements


@pytest.fixture(scope="module")
def desk() -> Iterator[Desk]:
    """The county for reading."""
    with practised() as office:
        yield office


@pytest.mark.parametrize("road", [one for one in roads() if one.kind in BY_KIND], ids=str)
def test_every_link_has_a_chinese_name(road: Road) -> None:
    said = role(Link(road.kind, 1, road.part, road.name, None, True), road.target)
    assert said
    assert not said.isascii()


def test_what_is_linked_is_told_from_both_sides(desk: Desk) -> None:
    with desk.facts() as facts:
        for register in REGISTERS:
            if register.kind in BASE:
                continue
            for one in reading.ids(facts, register, limit=3):
                for other in related(facts, register, one)[0]:
                    back = related(facts, BY_KIND[other.kind], other.id)[0]
                    assert (register.kind, one) in [(row.kind, row.id) for row in back]
                    assert other.roles
                    assert other.number


def test_the_panel_costs_few_statements(desk: Desk) -> None:
    """One for the links, one for each kind there is something of."""
    issues = BY_KIND["issue"]
    with desk.facts() as facts:
        related(facts, issues, 1)
        for one in reading.ids(facts, issues, limit=20):
            kinds = {row.kind for row in related(facts, issues, one)[0]}
            count = statements(facts.session, partial(related, facts, issues, one))
            assert count <= 1 + len(kinds)


def test_few_of_each_kind_are_told_and_all_are_counted(desk: Desk) -> None:
    with desk.facts() as facts:
        exams = BY_KIND["exam"]
        one = reading.ids(facts, exams, limit=1)[0]
        whole, count = related(facts, exams, one)
        some, again = related(facts, exams, one, 4)
        assert count == again == len(whole) > 40
        assert len([row for row in some if row.kind == "sitting"]) == 4
