"""The process dies while saving: what the officer was told is saved is saved, with its history and its index."""

import random
from collections.abc import Callable
from itertools import count

import pytest

from desktop_app.models.plan import Task, TaskNote
from desktop_app.rules.search import search_text
from desktop_app.store import verify
from desktop_app.store.file import Store
from tests.kit.files import PASSWORD
from tests.kit.killing import OFTEN, Acknowledge, killed


def save(store: Store, number: int) -> None:
    """One save of a new task with a note and, in the same act, a change to the task before."""
    with store.unit("新增任务") as unit:
        name = f"任务{number}" + "情况说明" * (number % 50)
        row = Task(number=f"RW-{number:06d}", name=name, search_text=search_text([name]))
        unit.session.add(row)
        unit.session.flush()
        unit.session.add(TaskNote(task_id=row.id, text="已布置"))
        before = unit.session.get(Task, row.id - 1)
        if before is not None:
            before.progress = 100


def saves(store: Store, start: int) -> Callable[[Acknowledge], None]:
    """The first save warms up: the kill comes at some moment after it was acknowledged."""

    def work(acknowledge: Acknowledge) -> None:
        again = Store.open_with_key(store.folder, store.key, store.clock)
        for number in count(start):
            save(again, number)
            acknowledge(number)

    return work


@pytest.mark.parametrize("trials", OFTEN)
def test_nothing_that_was_acknowledged_is_ever_lost(store: Store, trials: int) -> None:
    store.close()
    chance = random.Random(5)
    told: set[int] = set()
    kept: set[int] = set()
    for _ in range(trials):
        told |= set(killed(saves(store, max(kept, default=0) + 1), chance, 0.0, 0.2))
        again = Store.open(store.folder, PASSWORD, store.clock)
        with again.read() as session:
            kept = {
                int(number[3:]) for number in session.scalars(Task.__table__.select().with_only_columns(Task.number))
            }
            notes = session.query(TaskNote).count()
        assert told <= kept
        assert notes == len(kept)
        again.close()
    again = Store.open(store.folder, PASSWORD, store.clock)
    assert verify.verify(again).said == []
    assert told
    again.close()
