"""到期事项: overdue first and the longest first, then the days ahead the unit looks at; what is settled is not owed."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.figures.due import DueList, due_list
from desktop_app.figures.engine import Question
from desktop_app.models.plan import Task
from desktop_app.registers.basics import UNITS
from desktop_app.registers.plan import TASKS
from desktop_app.rules.vocabulary import TaskState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from tests.kit.office import id_of, loaded, officer, task
from tests.kit.problems import problem, step

TODAY = date(2015, 5, 31)


@pytest.fixture
def keeper(desk: Desk) -> int:
    return officer(desk, "周敏")


def due(desk: Desk, day: date = TODAY) -> DueList:
    with desk.store.read() as session:
        return due_list(Question(session, day))


def test_the_longest_overdue_stands_first_and_the_nearest_next(desk: Desk, keeper: int) -> None:
    task(desk, "盘点", keeper, due_on=date(2015, 5, 20))
    problem(desk, "讯问笔录漏签骑缝", [keeper])
    task(desk, "抽查", keeper, due_on=date(2015, 6, 10))
    task(desk, "评选", keeper, due_on=TODAY)
    found = due(desk)
    assert [(owed.said, owed.left) for owed in found.overdue] == [("讯问笔录漏签骑缝", -37), ("盘点", -11)]
    assert [(owed.said, owed.left) for owed in found.coming] == [("评选", 0), ("抽查", 10)]
    assert found.overdue[0].department == "公诉"


def test_how_far_ahead_is_the_units_own_setting(desk: Desk, keeper: int) -> None:
    task(desk, "抽查", keeper, due_on=date(2015, 6, 20))
    assert due(desk).coming == ()
    with desk.facts() as facts:
        draft_id = int(facts.unit["id"])
    draft = loaded(desk, UNITS, draft_id)
    draft.values["ahead_days"] = 30
    records.save(desk, UNITS, draft)
    found = due(desk)
    assert (found.ahead, [owed.said for owed in found.coming]) == (30, ["抽查"])


@pytest.mark.parametrize("state", [TaskState.DONE, TaskState.SUSPENDED, TaskState.CANCELLED])
def test_what_is_done_or_put_off_is_not_owed(desk: Desk, keeper: int, state: TaskState) -> None:
    done = {"done_on": date(2015, 4, 20)} if state is TaskState.DONE else {"state_reason": "等市院部署"}
    task(desk, "盘点", keeper, state=state, **done)
    assert due(desk).overdue == ()


def test_a_retired_task_is_owed_no_more(desk: Desk, keeper: int) -> None:
    made = task(desk, "盘点", keeper)
    assert [owed.behind for owed in due(desk).overdue] == [("task", made)]
    records.retire(desk, TASKS, [made], "重复登记")
    assert due(desk).overdue == ()


def test_a_lasting_problem_owes_reports_instead_of_its_deadline(desk: Desk, keeper: int) -> None:
    issue = problem(desk, "讯问笔录漏签骑缝", [keeper])
    step(desk, issue, "认领")
    step(desk, issue, "转长期坚持", "需要逐案坚持")
    found = due(desk, date(2016, 5, 31))
    assert [(owed.id, owed.said) for owed in found.overdue] == [(issue, "报进展：讯问笔录漏签骑缝")]


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gaps=st.lists(st.integers(-40, 40), max_size=6))
def test_every_open_deadline_up_to_the_last_day_ahead_is_listed_once(desk: Desk, gaps: list[int]) -> None:
    with desk.store.unit("换任务") as unit:
        for old in unit.session.query(Task):
            old.state = TaskState.CANCELLED
        for place, gap in enumerate(gaps):
            number = f"T-{unit.session.query(Task).count()}-{place}"
            phase, where = id_of(desk, "phase", "对照检查"), id_of(desk, "department", "公诉科")
            unit.session.add(
                Task(
                    number=number, name="任务", phase_id=phase, department_id=where, due_on=TODAY + timedelta(days=gap)
                )
            )
            unit.session.flush()
    found = due(desk)
    assert sorted(owed.left for owed in found.overdue) == sorted(gap for gap in gaps if gap < 0)
    assert [owed.left for owed in found.coming] == sorted(gap for gap in gaps if 0 <= gap <= found.ahead)
    assert [owed.left for owed in found.overdue] == sorted(owed.left for owed in found.overdue)
