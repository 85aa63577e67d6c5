"""Undo and redo: the officer takes back what he did, as often as he likes, also tomorrow; nothing is erased."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from desktop_app.models.people import Department
from desktop_app.models.plan import Task, TaskPartner
from desktop_app.rules.search import search_text
from desktop_app.store import history, undo
from desktop_app.store.file import Store
from desktop_app.store.undo import Undone
from desktop_app.system.errors import Refusal
from tests.kit import ledger
from tests.kit.files import PASSWORD


def reopened(store: Store) -> Store:
    store.close()
    return Store.open(store.folder, PASSWORD, store.clock)


def latest(store: Store) -> int:
    with store.read() as session:
        batch = undo.undoable(session)
        assert batch is not None
        return batch.id


def sound(store: Store) -> bool:
    with store.read() as session:
        return history.verify_chain(session) is None and history.replay_matches(session) == []


def test_a_changed_value_comes_back(store: Store) -> None:
    task_id = ledger.task(store)
    batch = ledger.change(store, task_id, progress=60, due_on=date(2015, 5, 4))
    done = undo.undo(store)
    assert done == Undone(batch + 1 if batch else 0, "修改任务", frozenset({"task"}), {"task": (task_id,)})
    seen = ledger.seen(store, task_id)
    assert (seen["progress"], seen["due_on"], seen["version"]) == (0, date(2015, 4, 28), 3)
    undo.redo(store)
    assert ledger.seen(store, task_id)["progress"] == 60
    assert sound(store)


def test_a_new_record_is_retired_and_restored(store: Store) -> None:
    task_id = ledger.task(store, partners=(ledger.department(store),))
    undo.undo(store)
    seen = ledger.seen(store, task_id)
    assert seen["retired_at"] is not None
    assert seen["retired_reason"] == "撤销"
    with store.read() as session:
        assert session.scalars(select(TaskPartner)).all() == []
    undo.redo(store)
    assert ledger.seen(store, task_id)["retired_at"] is None
    with store.read() as session:
        assert session.scalars(select(TaskPartner.id)).all() == [1]


def test_a_removed_part_comes_back_as_itself(store: Store) -> None:
    department = ledger.department(store)
    ledger.task(store, partners=(department,))
    with store.unit("去掉配合部门") as unit:
        unit.session.delete(unit.session.get_one(TaskPartner, 1))
    done = undo.undo(store)
    assert done.ids == {"task": (1,)}
    with store.read() as session:
        assert session.get_one(TaskPartner, 1).department_id == department


def test_the_act_is_named(store: Store) -> None:
    task_id = ledger.task(store)
    ledger.change(store, task_id, progress=60)
    undo.undo(store)
    undo.redo(store)
    undo.undo(store)
    with store.read() as session:
        acts = [told.act for told in history.entries_of(session, "task", task_id)]
    assert acts == ["撤销：修改任务", "重做：修改任务", "撤销：修改任务", "修改任务", "新增任务"]


def test_something_new_ends_the_redoing(store: Store) -> None:
    task_id = ledger.task(store)
    ledger.change(store, task_id, progress=60)
    undo.undo(store)
    ledger.change(store, task_id, note="另起")
    with pytest.raises(Refusal, match="没有可重做的操作"):
        undo.redo(store)
    assert undo.undo(store).act == "修改任务"
    assert undo.undo(store).act == "新增任务"


def test_nothing_done_nothing_to_undo(store: Store) -> None:
    with pytest.raises(Refusal, match="没有可撤销的操作"):
        undo.undo(store)
    with store.read() as session:
        assert undo.undoable(session) is None
        assert undo.redoable(session) is None


def test_an_act_with_effect_outside_stops_the_undoing(store: Store) -> None:
    ledger.task(store)
    with store.unit("印发通报", undoable=False) as unit:
        unit.session.get_one(Task, 1).progress = 100
    with pytest.raises(Refusal, match="“印发通报”已对外生效"):
        undo.undo(store)
    with store.read() as session:
        assert undo.undoable(session) is None


def test_two_hundred_steps_back_and_forth_across_restarts(store: Store) -> None:
    task_id = ledger.task(store)
    for step in range(1, 101):
        ledger.change(store, task_id, progress=step)
        ledger.change(store, task_id, note=f"第{step}次")
    store = reopened(store)
    for _ in range(200):
        undo.undo(store)
    assert (ledger.seen(store, task_id)["progress"], ledger.seen(store, task_id)["note"]) == (0, "")
    store = reopened(store)
    for _ in range(200):
        undo.redo(store)
    assert (ledger.seen(store, task_id)["progress"], ledger.seen(store, task_id)["note"]) == (100, "第100次")
    with pytest.raises(Refusal):
        undo.redo(store)
    assert sound(store)
    store.close()


def test_the_search_index_goes_back_too(store: Store) -> None:
    task_id = ledger.task(store)
    ledger.change(store, task_id, name="案件评查", search_text=search_text(["案件评查"]))
    undo.undo(store)
    with store.read() as session:
        hits = session.connection().exec_driver_sql("SELECT rowid FROM task_search WHERE task_search MATCH '动员'")
        assert hits.all() == [(task_id,)]


def test_a_name_taken_since_is_said(store: Store) -> None:
    ledger.department(store)
    with store.unit("改名") as unit:
        unit.session.get_one(Department, 1).name = "公诉一科"
    renamed = latest(store)
    with store.unit("核对", undoable=False) as unit:
        unit.session.add(Department(number="BM-02", name="公诉科"))
    with pytest.raises(Refusal, match="编号或名称已被占用"):
        undo.undo(store, renamed)


def test_a_value_changed_since_is_said(store: Store) -> None:
    task_id = ledger.task(store)
    ledger.change(store, task_id, progress=10)
    first = latest(store)
    ledger.change(store, task_id, progress=20)
    with pytest.raises(Refusal, match=r"RW-001 之后又改过（.*，修改任务）。直接改记录"):
        undo.undo(store, first)
    assert ledger.seen(store, task_id)["progress"] == 20


def test_a_record_given_parts_since_is_not_taken_back(store: Store) -> None:
    department = ledger.department(store)
    ledger.task(store)
    made = latest(store)
    with store.unit("加配合部门") as unit:
        unit.session.add(TaskPartner(task_id=1, department_id=department))
    with pytest.raises(Refusal, match="之后又改过"):
        undo.undo(store, made)


def test_an_older_act_can_be_taken_back_by_itself_once(store: Store) -> None:
    task_id = ledger.task(store)
    older = ledger.change(store, task_id, progress=10)
    ledger.change(store, task_id, note="另一件事")
    undo.undo(store, older)
    assert (ledger.seen(store, task_id)["progress"], ledger.seen(store, task_id)["note"]) == (0, "另一件事")
    with pytest.raises(Refusal, match="没有可撤销的操作"):
        undo.undo(store, older)
    assert undo.undo(store).act == "修改任务"
    assert ledger.seen(store, task_id)["note"] == ""


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=14))
def test_undo_and_redo_behave_like_two_stacks(store: Store, steps: list[str]) -> None:
    task_id = ledger.task(store, number=f"RW-{store_count(store):04d}")
    done, undone = [0], list[int]()
    for step in steps:
        if step == "do":
            done.append(done[-1] % 100 + 1)
            undone.clear()
            ledger.change(store, task_id, progress=done[-1])
        elif step == "undo" and len(done) > 1:
            undone.append(done.pop())
            undo.undo(store)
        elif step == "redo" and undone:
            done.append(undone.pop())
            undo.redo(store)
        assert ledger.seen(store, task_id)["progress"] == done[-1]
        with store.read() as session:
            assert (undo.redoable(session) is not None) == bool(undone)


def store_count(store: Store) -> int:
    with store.read() as session:
        return len(session.scalars(select(Task.id)).all()) + 1
