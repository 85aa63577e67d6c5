"""The plan's tasks: who may close them, which are late, and what moves along."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.rules.plan import (
    TASK,
    Link,
    finish_of,
    followers,
    is_overdue,
    phase_progress,
    shifted,
    slip_days,
    workdays_of,
)
from desktop_app.rules.vocabulary import TaskState
from desktop_app.rules.workdays import WEEKENDS, Calendar
from desktop_app.system.errors import Refusal

SPRING = frozenset(date(2015, 2, day) for day in (18, 19, 20, 23, 24))
CALENDAR = Calendar(SPRING, frozenset({date(2015, 2, 15), date(2015, 2, 28)}), frozenset({2015}))
FACTS = {"officer_id": 7, "reason": "上级要求"}


def test_a_task_is_walked_to_its_end() -> None:
    state = "未开始"
    verbs = []
    while move := TASK.next_move(state):
        assert TASK.may(move.verb, state, FACTS) is None
        verbs.append(move.verb)
        state = move.target
    assert verbs == ["开始", "提请验收", "验收通过"]
    assert state == "已完成"


@pytest.mark.parametrize(
    ("verb", "state", "without"),
    [
        ("提请验收", "进行中", "officer_id"), ("退回", "待验收", "reason"), ("退回", "已完成", "reason"),
        ("暂缓", "进行中", "reason"), ("取消", "未开始", "reason"), ("恢复", "暂缓", "reason"),
    ],
)  # fmt: skip
def test_a_step_needs_its_fact(verb: str, state: str, without: str) -> None:
    assert TASK.may(verb, state, FACTS) is None
    assert "补上" in (TASK.may(verb, state, {**FACTS, without: None}) or "")


def test_no_step_leads_out_of_the_glossary() -> None:
    assert {*TASK.states, *TASK.side} == set(TaskState)
    assert all(TASK.moves_from(state) for state in TaskState)


@pytest.mark.parametrize(
    ("due", "state", "late"),
    [
        ("2015-05-30", "进行中", True), ("2015-05-30", "未开始", True), ("2015-05-30", "待验收", True),
        ("2015-05-31", "进行中", False), ("2015-05-30", "已完成", False), ("2015-05-30", "暂缓", False),
        ("2015-05-30", "取消", False),
    ],
)  # fmt: skip
def test_late_on_the_last_day_of_may(due: str, state: str, late: bool) -> None:
    assert is_overdue(date.fromisoformat(due), state, date(2015, 5, 31)) is late


def test_slip_and_progress() -> None:
    assert slip_days(date(2015, 2, 11), date(2015, 2, 16)) == 5
    assert slip_days(None, date(2015, 2, 16)) is None
    assert not is_overdue(None, "进行中", date(2015, 5, 31))
    assert phase_progress(["已完成", "进行中", "取消", "暂缓", "已完成"]) == (2, 4)
    assert phase_progress([]) == (0, 0)


def link(id_: int, after: int | None, start: str | None = None, due: str | None = None) -> Link:
    return Link(id_, after, start and date.fromisoformat(start), due and date.fromisoformat(due))


PLAN = [
    link(1, None, "2015-02-09", "2015-02-13"),
    link(2, 1, "2015-02-16", "2015-02-17"),
    link(3, 2, None, "2015-02-27"),
    link(4, 1),
    link(4, 3),
    link(9, None, "2015-03-02", "2015-03-03"),
]


def test_followers_stand_behind_all_they_wait_for() -> None:
    assert followers(PLAN, 1) == (2, 3, 4)
    assert followers(PLAN, 3) == (4,)
    assert followers(PLAN, 9) == ()


def test_followers_move_by_working_days_over_spring_festival() -> None:
    moved = {shift.id: shift for shift in shifted(PLAN, 1, date(2015, 2, 16), CALENDAR)}
    assert list(moved) == [2, 3, 4]
    assert (moved[2].new_start, moved[2].new_due) == (date(2015, 2, 25), date(2015, 2, 26))
    assert (moved[3].new_start, moved[3].new_due) == (None, date(2015, 3, 2))
    assert (moved[4].new_start, moved[4].new_due) == (None, None)
    assert moved[2].old_due == date(2015, 2, 17)


def test_moved_back_they_come_back() -> None:
    there = shifted(PLAN, 1, date(2015, 2, 16), CALENDAR)
    again = [link(1, None, "2015-02-09", "2015-02-16"), *(Link(s.id, 1, s.new_start, s.new_due) for s in there)]
    back = {shift.id: shift for shift in shifted(again, 1, date(2015, 2, 13), CALENDAR)}
    assert (back[2].new_start, back[2].new_due) == (date(2015, 2, 16), date(2015, 2, 17))


def test_a_move_within_a_weekend_moves_nobody() -> None:
    assert shifted([link(1, None, None, "2015-03-07"), link(2, 1)], 1, date(2015, 3, 8), WEEKENDS) == []


def test_a_task_without_a_due_day_moves_nobody() -> None:
    assert shifted([link(1, None), link(2, 1)], 1, date(2015, 3, 8), WEEKENDS) == []


@pytest.mark.parametrize("circle", [[(1, 2), (2, 1)], [(1, 1)], [(1, None), (2, 1), (2, 3), (3, 2)]])
def test_a_circle_is_refused(circle: list[tuple[int, int | None]]) -> None:
    with pytest.raises(Refusal, match="圈"):
        followers([link(id_, after) for id_, after in circle], 1)


@given(st.sets(st.tuples(st.integers(1, 12), st.integers(1, 12))))
def test_any_plan_is_ordered_or_refused(pairs: set[tuple[int, int]]) -> None:
    rows = [link(id_, after) for id_, after in pairs]
    try:
        order = followers(rows, 1)
    except Refusal:
        return
    assert all(order.index(after) < order.index(id_) for id_, after in pairs if after in order and id_ in order)


@given(st.dates(date(2015, 1, 1), date(2015, 12, 1)), st.integers(1, 60))
def test_duration_and_finish_answer_each_other(start: date, workdays: int) -> None:
    finish = finish_of(start, workdays, CALENDAR)
    assert workdays_of(start, finish, CALENDAR) == workdays
    assert CALENDAR.is_workday(finish)


def test_a_task_that_ends_before_it_starts_has_no_days() -> None:
    assert workdays_of(date(2015, 3, 9), date(2015, 3, 2), WEEKENDS) == 0
