"""The file as it stood: rows, searches and numbers of then; nothing of it can be written."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import select

from desktop_app.models.base import Part, Record
from desktop_app.models.catalogue import KINDS
from desktop_app.models.plan import Task, TaskPartner
from desktop_app.rules.search import query, search_text
from desktop_app.rules.vocabulary import TaskState
from desktop_app.store import snapshot
from desktop_app.store.file import Store
from desktop_app.store.past import PastStore, begins, last_act, past
from desktop_app.store.undo import undo
from desktop_app.store.values import table_of
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import DataFolder
from tests.kit import ledger
from tests.kit.clocks import HandClock
from tests.kit.files import new_store

Rows = dict[str, list[tuple[object, ...]]]


@pytest.fixture
def turned(folder: DataFolder) -> Iterator[tuple[Store, HandClock]]:
    hand = HandClock()
    made, _ = new_store(folder.root, hand)
    yield made, hand
    made.close()


def rows(store: Store) -> Rows:
    """Every row of everything that has history."""
    with store.read() as session:
        return {
            kind: [tuple(row) for row in session.execute(select(table_of(model)).order_by(table_of(model).c.id))]
            for kind, model in KINDS.items()
            if issubclass(model, Record | Part)
        }


def found(store: Store, typed: str) -> list[int]:
    asked = query(typed)
    assert asked is not None
    with store.read() as session:
        return list(snapshot.ids(session, Task, [snapshot.Search(asked)]))


def at(store: Store, hand: HandClock) -> PastStore:
    return past(store, last_act(store, hand.now()))


def test_every_row_is_what_it_was_after_every_act(turned: tuple[Store, HandClock]) -> None:
    """Created, changed, parted, joined again, retired, undone: each day is the file of that day."""
    store, hand = turned
    helping = ledger.department(store), ledger.department(store, "BM-02", "侦查监督科")
    task_id = ledger.task(store, partners=helping)
    seen: list[tuple[HandClock, Rows]] = []

    def day_ends() -> None:
        seen.append((HandClock(hand.moment), rows(store)))
        hand.move(days=1)

    day_ends()
    ledger.change(store, task_id, progress=60, state=TaskState.RUNNING, gaps={"officer_id": "没写责任人"})
    ledger.change(store, task_id, progress=70)
    day_ends()
    with store.unit("去掉配合部门") as unit:
        for part in unit.session.scalars(select(TaskPartner)).all():
            unit.session.delete(part)
    day_ends()
    undo(store)
    day_ends()
    ledger.task(store, "RW-002", "盘点")
    undo(store)
    ledger.change(store, task_id, retired_at=hand.now(), retired_reason="重复")
    day_ends()
    for clock, kept in seen:
        with closing(at(store, clock)) as then:
            assert rows(then) == kept


def test_words_are_found_as_they_were_then(turned: tuple[Store, HandClock]) -> None:
    store, hand = turned
    task_id, other = ledger.task(store, name="动员部署"), ledger.task(store, "RW-002", "剖析材料")
    morning = HandClock(hand.moment)
    hand.move(days=1)
    ledger.change(store, task_id, name="涉案财物盘点", search_text=search_text(["RW-001", "涉案财物盘点"]))
    late = ledger.task(store, "RW-003", "动员会")
    assert (found(store, "动员"), found(store, "盘点"), found(store, "剖析")) == ([late], [task_id], [other])
    with closing(at(store, morning)) as then:
        assert (found(then, "动员"), found(then, "盘点"), found(then, "剖析")) == ([task_id], [], [other])


def test_nothing_was_there_before_the_first_act(turned: tuple[Store, HandClock]) -> None:
    store, hand = turned
    assert begins(store) is None
    before = HandClock(hand.moment)
    hand.move(seconds=1)
    ledger.task(store)
    assert begins(store) == hand.now()
    with closing(at(store, before)) as then:
        assert not any(rows(then).values())


def test_acts_count_in_their_order_even_if_the_clock_went_back(turned: tuple[Store, HandClock]) -> None:
    """What was done by a clock put back builds on what was done before it: they are not parted."""
    store, hand = turned
    task_id = ledger.task(store)
    hand.move(days=-3)
    ledger.change(store, task_id, progress=5)
    with closing(at(store, hand)) as then:
        assert ledger.seen(then, task_id)["progress"] == 5


def test_the_past_is_only_read(turned: tuple[Store, HandClock]) -> None:
    store, hand = turned
    task_id = ledger.task(store)
    with closing(at(store, hand)) as then:
        with pytest.raises(Refusal, match="只能看、打印和导出"):
            ledger.change(then, task_id, progress=5)
        assert ledger.seen(then, task_id)["progress"] == 0


def test_a_reading_that_is_stopped_leaves_nothing_behind(turned: tuple[Store, HandClock]) -> None:
    store, hand = turned
    ledger.task(store)

    def stop(_done: int, _total: int, _said: str) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        past(store, last_act(store, hand.now()), stop)
    with closing(at(store, hand)) as then:
        assert len(rows(then)["task"]) == 1
