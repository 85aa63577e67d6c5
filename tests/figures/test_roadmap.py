"""The roadmap lists what the plan holds: heads in order, tasks as people count them, days late and slipped."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.figures.roadmap import Grouping, RoadmapHead, RoadmapRow, RoadmapTask, natural, roadmap_rows
from desktop_app.models.plan import Phase, Task
from desktop_app.registers.campaign import PLANS
from desktop_app.registers.plan import TASKS
from desktop_app.rules.vocabulary import TaskState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.plan import issue_plan, move_deadline
from tests.kit.office import id_of, officer, task_draft


@pytest.fixture
def keeper(desk: Desk) -> int:
    return officer(desk, "史海燕")


def rows(desk: Desk, by: Grouping = Grouping.PHASE) -> list[RoadmapRow]:
    with desk.facts() as facts:
        return roadmap_rows(facts.session, facts.today, facts.calendar, by)


def tasks(desk: Desk, by: Grouping = Grouping.PHASE) -> dict[str, RoadmapTask]:
    return {row.name: row for row in rows(desk, by) if isinstance(row, RoadmapTask)}


def heads(desk: Desk, by: Grouping = Grouping.PHASE) -> dict[str, RoadmapHead]:
    return {row.name: row for row in rows(desk, by) if isinstance(row, RoadmapHead)}


def enter(desk: Desk, keeper: int, name: str, **more: object) -> int:
    return records.save(desk, TASKS, task_draft(desk, name, keeper, **more)).ids[0]


def test_the_tenth_task_follows_the_ninth(desk: Desk, keeper: int) -> None:
    for place in range(1, 12):
        enter(desk, keeper, f"第{place}项")
    assert list(tasks(desk))[-3:] == ["第9项", "第10项", "第11项"]
    assert [task.number for task in tasks(desk).values()][8:10] == ["2.9", "2.10"]


def test_phases_stand_in_their_order_with_their_own_days(desk: Desk, keeper: int) -> None:
    enter(desk, keeper, "涉案财物全面盘点")
    found = heads(desk)
    assert [(head.mark, name) for name, head in found.items()] == [
        ("一", "动员部署"), ("二", "对照检查"), ("三", "整改落实"), ("四", "总结验收")
    ]  # fmt: skip
    assert (found["对照检查"].done, found["对照检查"].total, found["对照检查"].late) == (0, 1, 1)
    assert found["动员部署"].total == 0


def test_a_phase_without_days_spans_its_tasks(desk: Desk, keeper: int) -> None:
    enter(desk, keeper, "盘点", start_on=date(2015, 4, 1), due_on=date(2015, 4, 28))
    enter(desk, keeper, "整改", start_on=date(2015, 5, 4), due_on=date(2015, 6, 5))
    with desk.store.unit("清空阶段起止") as unit:
        phase = unit.session.get_one(Phase, id_of(desk, "phase", "对照检查"))
        phase.start_on = phase.end_on = None
    assert (heads(desk)["对照检查"].start, heads(desk)["对照检查"].due) == (date(2015, 4, 1), date(2015, 6, 5))


def test_a_cancelled_task_counts_in_no_phase(desk: Desk, keeper: int) -> None:
    enter(desk, keeper, "盘点", state=TaskState.DONE, done_on=date(2015, 4, 30))
    enter(desk, keeper, "展板", state=TaskState.CANCELLED, state_reason="县委统一制作")
    assert (heads(desk)["对照检查"].done, heads(desk)["对照检查"].total) == (1, 1)


def test_days_late_are_counted_in_natural_days_while_open_and_at_the_end(desk: Desk, keeper: int) -> None:
    enter(desk, keeper, "未完")
    enter(desk, keeper, "晚完成", state=TaskState.DONE, done_on=date(2015, 4, 30))
    enter(desk, keeper, "暂缓", state=TaskState.SUSPENDED, state_reason="等市院部署")
    found = tasks(desk)
    assert [(task.late, task.late_done) for task in found.values()] == [(33, 0), (0, 2), (0, 0)]
    assert found["晚完成"].progress == 100


def test_slip_is_counted_in_working_days_from_the_baseline(desk: Desk, keeper: int) -> None:
    task_id = enter(desk, keeper, "盘点", start_on=date(2015, 4, 1), due_on=date(2015, 4, 28))
    with desk.facts() as facts:
        plan = int(facts.plan["id"])
    issue_plan(desk, PLANS, plan, "清检发〔2015〕3号", date(2015, 1, 30), keeper)
    move_deadline(desk, task_id, date(2015, 5, 8), "保管室搬迁", keeper)
    task = tasks(desk)["盘点"]
    assert task.moved
    assert (task.base_due, task.first_due, task.due, task.slip) == (
        date(2015, 4, 28), date(2015, 4, 28), date(2015, 5, 8), 7
    )  # fmt: skip


def test_by_department_only_those_that_lead_a_task_have_a_line(desk: Desk, keeper: int) -> None:
    enter(desk, keeper, "盘点", department_id=id_of(desk, "department", "案件管理办公室"))
    enter(desk, keeper, "自查")
    found = heads(desk, Grouping.DEPARTMENT)
    assert list(found) == ["公诉", "案管"]
    assert [row.number for row in rows(desk, Grouping.DEPARTMENT) if isinstance(row, RoadmapTask)] == ["2.2", "2.1"]


def test_tasks_without_phase_or_department_are_not_lost(desk: Desk) -> None:
    with desk.store.unit("导入任务分解") as unit:
        unit.session.add(Task(number="RW-001", name="无主任务"))
    assert heads(desk)["未定阶段"].total == 1
    assert heads(desk, Grouping.DEPARTMENT)["未定部门"].id == 0
    assert tasks(desk)["无主任务"].department == ""


def test_retired_tasks_are_gone_from_the_roadmap(desk: Desk, keeper: int) -> None:
    records.retire(desk, TASKS, [enter(desk, keeper, "重复任务")], "重复登记")
    assert tasks(desk) == {}


@given(st.lists(st.tuples(st.integers(1, 30), st.integers(1, 30)), min_size=2))
def test_numbers_are_ordered_as_people_count(pairs: list[tuple[int, int]]) -> None:
    numbers = [f"{phase}.{place}" for phase, place in pairs]
    assert sorted(numbers, key=natural) == [f"{phase}.{place}" for phase, place in sorted(pairs)]
