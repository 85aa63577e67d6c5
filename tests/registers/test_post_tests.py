"""What is said of absences that meet, in a register of any size."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from desktop_app.models.posts import Absence
from desktop_app.registers.post_tests import overlapping
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.services.facts import Facts
from tests.kit.office import officer
from tests.kit.posts import absence

BEGUN = date(2015, 3, 2)
PEOPLE = 20


class Counted(dict[str, Any]):
    """A row that counts how often it is looked at."""

    looks = 0

    def __getitem__(self, name: str) -> Any:
        type(self).looks += 1
        return super().__getitem__(name)


def years_of_leave(count: int) -> Iterator[Counted]:
    """A leave of two days every fourth day, each officer in turn."""
    for n in range(count):
        first = BEGUN + timedelta(days=4 * n)
        days = {"from_on": first, "to_on": first + timedelta(days=1), "returned_on": None, "retired_at": None}
        yield Counted(id=n + 1, number=f"LK-{n + 1}", officer_id=n % PEOPLE + 1, **days)


def looks_at(desk: Desk, count: int) -> int:
    """How many values are read while a ledger is checked row by row and kept row by row, as an import does."""
    with desk.facts() as asked:
        facts = Facts(asked.session, asked.today, tables={Absence.__tablename__: {}})
        Counted.looks = 0
        for row in years_of_leave(count):
            assert overlapping(new_draft(Absence, {**row, "id": None, "cause": "休假"}), facts) is None
            facts.remember(Absence.__tablename__, row)
        return Counted.looks


def test_a_row_is_held_against_the_leaves_of_its_own_officer_alone(desk: Desk) -> None:
    held, every, values = sum(n // PEOPLE for n in range(400)), sum(range(400)), 8
    assert looks_at(desk, 400) <= values * (held + 400) < every


def said(desk: Desk, who: int, first: date, last: date | None) -> str:
    with desk.facts() as facts:
        days = {"officer_id": who, "from_on": first, "to_on": last}
        found = overlapping(new_draft(Absence, days), facts)
    return found.said if found is not None else ""


def test_who_has_no_day_of_return_is_away_still(desk: Desk) -> None:
    who = officer(desk, "何静宜")
    made = absence(desk, who, BEGUN, date(2015, 3, 6))
    assert "的离岗日期重叠" in said(desk, who, date(2015, 3, 6), date(2015, 3, 9))
    assert said(desk, who, date(2015, 3, 9), date(2015, 3, 13)) == ""
    assert "2015-03-02 至 2015-03-06" in said(desk, who, date(2015, 2, 9), None)
    with desk.store.unit("录入旧台账") as unit:
        row = unit.session.get(Absence, made)
        assert row is not None
        row.to_on = None
    assert "2015-03-02 起，返岗日未定" in said(desk, who, date(2015, 3, 9), date(2015, 3, 13))
