"""An office founded by an older program gets what it knows nothing of, and keeps what it made its own."""

from collections.abc import Iterator
from datetime import date
from itertools import count

import pytest

from desktop_app.models.basics import Term, Unit
from desktop_app.models.people import Department
from desktop_app.registers.basics import RULES, TERMS
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.issues import twins
from desktop_app.services.office import seated
from desktop_app.services.profile import profile
from desktop_app.services.setup import department_values, preset_rules, preset_series, preset_terms, searched
from desktop_app.services.supply import ACT, supply
from desktop_app.store import undo, verify
from desktop_app.store.file import Store
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import DataFolder
from tests.kit import issues as kit
from tests.kit.county import rows
from tests.kit.files import CHEAP, PASSWORD

NEW = {"issue_twins", "lasting_progress", "self_check", "问题类别", "到事", "验收意见"}
"""What the first program had not yet."""


def fill(store: Store) -> None:
    """An office as the first program founded it, before problems were kept."""
    preset, place = profile("2015"), count(1)
    terms = {name: words for name, words in preset["terms"].items() if name not in NEW}
    known = (
        *(row for row in (*preset_series(preset["series"]), *preset_rules("2015")) if row.number not in NEW),
        *preset_terms({"terms": terms}, lambda: f"CT-{next(place):04d}"),
        *(Department(number=f"BM-{n:02}", position=n, **department_values(row))
          for n, row in enumerate(preset["department"], 1)),
        Unit(number="DW-01", name="清源县人民检察院", short="清源", year=2015, profile="2015", keeper="许嘉树"),
    )  # fmt: skip
    with store.unit("建立工作库", undoable=False) as unit:
        for record in known:
            record.search_text = searched(record)
            unit.session.add(record)


@pytest.fixture
def old(folder: DataFolder, clock: TurnedClock) -> Iterator[Store]:
    store, _ = Store.create(folder, PASSWORD, clock, cost=CHEAP, fill=fill)
    yield store
    store.close()


def words(desk: Desk, dictionary: str) -> list[str]:
    return [row["word"] for row in rows(desk, "term") if row["dictionary"] == dictionary]


def test_the_first_opening_adds_what_is_new_once(old: Store, clock: TurnedClock) -> None:
    before = Desk(old, clock)
    lines = words(before, "条线")
    assert words(before, "问题类别") == []
    desk = seated(old, clock)
    assert {row["number"] for row in rows(desk, "deadline_rule")} >= {"issue_twins", "lasting_progress", "look_back"}
    assert len(words(desk, "问题类别")) == 8 + sum(len(row["leaves"]) for row in profile("2015")["category"])
    assert words(desk, "条线") == lines
    assert [row["word"] for row in rows(desk, "doc_series")] == ["清检发", "清检办发", "清检党组发"]
    assert len({row["number"] for row in rows(desk, "term")}) == len(rows(desk, "term"))
    assert supply(seated(old, clock)) == 0
    assert verify.verify(old).said == []


def test_problems_are_kept_there_as_in_a_new_office(old: Store, clock: TurnedClock) -> None:
    desk = seated(old, clock)
    who = kit.team(desk)
    first = kit.closed(desk, who, categories=("不执行办案规范",))
    assert kit.seen(desk, first).values["look_back_on"] == date(2015, 7, 20)
    with desk.facts() as facts:
        assert [twin.id for twin in twins(facts, kit.draft(desk, who))] == [first]
    kit.rebound(desk, who, first)


def test_what_the_office_deleted_or_made_its_own_stays(old: Store, clock: TurnedClock) -> None:
    desk = seated(old, clock)
    gone = [row["id"] for row in rows(desk, "deadline_rule") if row["number"] == "issue_twins"]
    records.retire(desk, RULES, gone, "不用提示")
    matters = [row["id"] for row in rows(desk, "term") if row["dictionary"] == "到事"]
    records.retire(desk, TERMS, matters[:-1], "本院另列")
    assert supply(seated(old, clock)) == 0
    assert "issue_twins" not in {row["number"] for row in rows(desk, "deadline_rule")}
    assert len(words(desk, "到事")) == 1


def test_it_is_no_act_of_the_officer_to_be_undone(old: Store, clock: TurnedClock) -> None:
    seated(old, clock)
    with pytest.raises(Refusal, match=ACT):
        undo.undo(old)


def test_a_new_office_lacks_nothing(desk: Desk) -> None:
    assert supply(desk) == 0


def test_a_file_without_an_office_is_left_empty(store: Store, clock: TurnedClock) -> None:
    assert supply(Desk(store, clock)) == 0
    with store.read() as session:
        assert session.query(Term).count() == 0
