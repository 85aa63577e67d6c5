"""What a save and a list cost, counted instead of timed: statements, commits, steps of the database machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, event

from desktop_app.models.plan import Task
from desktop_app.registers import reading
from desktop_app.registers.people import OFFICERS
from desktop_app.registers.plan import TASKS
from desktop_app.registers.spec import Register
from desktop_app.services import records
from desktop_app.services.desk import Desk
from tests.kit.office import loaded, officer, task

STATEMENTS_OF_A_SAVE = 14
SCREENFUL = 50
STEP = 1000
"""Instructions of the database machine told as one step."""


@dataclass
class Spent:
    """What was spent: statements sent, transactions committed, steps of the machine."""

    statements: list[str] = field(default_factory=list)
    commits: int = 0
    steps: int = 0
    over: bool = False

    def sent(self, connection: Connection, cursor: Any, statement: str, *_: Any) -> None:
        self.statements.append(statement)
        raw: Any = connection.connection.driver_connection
        raw.set_progress_handler(self.stepped, STEP)

    def stepped(self) -> int:
        self.steps += not self.over
        return 0

    def committed(self, _: Connection) -> None:
        self.commits += 1


@contextmanager
def spent() -> Iterator[Spent]:
    """Everything spent inside, on whatever file."""
    told = Spent()
    event.listen(Engine, "before_cursor_execute", told.sent)
    event.listen(Engine, "commit", told.committed)
    try:
        yield told
    finally:
        told.over = True
        event.remove(Engine, "before_cursor_execute", told.sent)
        event.remove(Engine, "commit", told.committed)


def fill(desk: Desk, count: int) -> None:
    """That many tasks more, in one act."""
    first = date(2015, 1, 5)
    rows = [{"number": f"9.{i}", "name": f"任务{i}", "due_on": first + timedelta(days=i % 300)} for i in range(count)]
    with desk.store.unit("导入任务") as unit:
        unit.add_many(Task, rows)


def saving(desk: Desk, register: Register, record_id: int, note: str) -> Spent:
    """What one edit saved costs, the form being open already."""
    draft = loaded(desk, register, record_id)
    draft.values["note"] = note
    with spent() as told:
        records.save(desk, register, draft)
    return told


def opening(desk: Desk) -> Spent:
    """What the task list costs until its first rows can be painted."""
    with spent() as told, desk.facts() as facts:
        found = reading.ids(facts, TASKS)
        reading.lines(facts, TASKS, found[:SCREENFUL], TASKS.columns)
    return told


@pytest.mark.parametrize("register", [OFFICERS, TASKS], ids=["officer", "task"])
def test_a_save_is_one_commit_and_few_statements(desk: Desk, register: Register) -> None:
    person = officer(desk, "单玉兰")
    record_id = task(desk, "动员部署", person) if register is TASKS else person
    told = saving(desk, register, record_id, "逐项核对")
    assert told.commits == 1
    assert len(told.statements) <= STATEMENTS_OF_A_SAVE, "\n".join(told.statements)


def test_a_save_costs_the_same_in_a_large_office(desk: Desk) -> None:
    record_id = task(desk, "动员部署", officer(desk, "单玉兰"))
    small = saving(desk, TASKS, record_id, "第一次")
    fill(desk, 5_000)
    large = saving(desk, TASKS, record_id, "第二次")
    assert large.statements == small.statements
    assert large.steps <= small.steps + 5


def test_opening_a_list_sends_as_many_statements_for_ten_thousand_as_for_a_hundred(desk: Desk) -> None:
    fill_to = (100, 10_000)
    task(desk, "动员部署", officer(desk, "单玉兰"))
    fill(desk, fill_to[0])
    few = opening(desk)
    with desk.store.unit("导入任务") as unit:
        unit.add_many(Task, [{"number": f"8.{i}", "name": f"任务{i}"} for i in range(fill_to[1] - fill_to[0])])
    assert opening(desk).statements == few.statements
