"""The recycle bin (回收站) of the whole office: all that is deleted, who and why; brought back in one act."""

import pytest

from desktop_app.models.plan import Task
from desktop_app.registers.bin import deleted
from desktop_app.registers.custody import EVENTS
from desktop_app.registers.people import OFFICERS
from desktop_app.registers.plan import TASKS
from desktop_app.services import records
from desktop_app.services.bin import ACT, bring_back
from desktop_app.services.desk import Desk
from desktop_app.store import undo
from desktop_app.system.errors import Refusal
from tests.kit.office import officer, task_draft


@pytest.fixture
def two(desk: Desk) -> tuple[int, int]:
    """A task and an officer, both deleted."""
    who = officer(desk, "周敏")
    gone = officer(desk, "陈列")
    task = records.save(desk, TASKS, task_draft(desk, "动员部署", who)).ids[0]
    records.retire(desk, TASKS, [task], "重复登记")
    desk.store.who = "周敏"
    records.retire(desk, OFFICERS, [gone], "调离")
    return task, gone


def test_it_tells_what_lies_there_newest_first(desk: Desk, two: tuple[int, int]) -> None:
    with desk.facts() as facts:
        found = deleted(facts)
    assert {(one.kind, one.id, one.said, one.reason, one.who) for one in found} == {
        ("task", two[0], "动员部署", "重复登记", "许嘉树"),
        ("officer", two[1], "陈列", "调离", "周敏"),
    }
    assert [one.kind for one in found] == ["officer", "task"]
    assert all(one.number and one.at.tzinfo for one in found)


def test_records_of_several_registers_come_back_in_one_act(desk: Desk, two: tuple[int, int]) -> None:
    done = bring_back(desk, [(TASKS, [two[0]]), (OFFICERS, [two[1]])])
    assert len({one.batch for one in done}) == 1
    with desk.facts() as facts:
        assert deleted(facts) == []
        assert facts.row(Task.__tablename__, two[0])["retired_at"] is None
    undone = undo.undo(desk.store)
    assert undone.act == ACT
    with desk.facts() as facts:
        assert {one.id for one in deleted(facts)} == set(two)


def test_nothing_comes_back_that_was_not_chosen_or_is_only_added(desk: Desk, two: tuple[int, int]) -> None:
    with pytest.raises(Refusal, match="没有选中"):
        bring_back(desk, [(TASKS, [])])
    with pytest.raises(Refusal, match="保管流水"):
        bring_back(desk, [(TASKS, [two[0]]), (EVENTS, [1])])
    with desk.facts() as facts:
        assert len(deleted(facts)) == 2
