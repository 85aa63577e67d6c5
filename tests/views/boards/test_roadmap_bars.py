"""A task's bar: done part, overdue tail, baseline, and labels that keep clear of the today line."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.figures.roadmap import RoadmapTask
from desktop_app.rules.vocabulary import TaskState
from desktop_app.views.boards.roadmap_bars import Bar, bar_of
from desktop_app.views.boards.roadmap_words import sentence, slip_word, stand, tooltip
from desktop_app.views.boards.timeline import Axis, Span

TODAY = date(2015, 5, 6)
AXIS = Axis(Span(date(2015, 1, 1), date(2015, 12, 31)), 2.0)
GAP = 9.0

STOCKTAKE = RoadmapTask(
    id=1, head=2, number="2.11", name="涉案财物全面盘点", department="案管", officer="史海燕",
    state=TaskState.RUNNING, progress=85, start=date(2015, 4, 1), due=date(2015, 4, 28),
    base_start=date(2015, 4, 1), base_due=date(2015, 4, 28), first_due=date(2015, 4, 28),
    done_on=None, late=8, late_done=0, slip=0,
)  # fmt: skip


def measure(text: str, strong: bool) -> float:
    return 12.0 * len(text) + strong


def bar(task: RoadmapTask) -> Bar:
    return bar_of(task, AXIS, TODAY, measure, GAP)


def test_an_overdue_task_has_a_tail_up_to_today_and_its_days_right_of_the_line() -> None:
    found = bar(STOCKTAKE)
    assert found.body == (AXIS.x(date(2015, 4, 1)), AXIS.end(date(2015, 4, 28)))
    assert found.tail == (found.body[1], AXIS.noon(TODAY))
    assert [label.text for label in found.labels] == ["超 8 天"]
    assert found.label_x == AXIS.noon(TODAY) + GAP


def test_the_done_part_is_as_long_as_the_progress_says() -> None:
    found = bar(STOCKTAKE)
    assert found.done is not None
    assert found.body is not None
    assert found.done[1] - found.done[0] == pytest.approx((found.body[1] - found.body[0]) * 0.85)
    assert bar(replace(STOCKTAKE, progress=0)).done is None


def test_the_baseline_shows_only_where_the_plan_has_moved() -> None:
    assert bar(STOCKTAKE).base is None
    moved = replace(STOCKTAKE, due=date(2015, 5, 20), late=0, slip=16)
    found = bar(moved)
    assert found.base == (AXIS.x(date(2015, 4, 1)), AXIS.end(date(2015, 4, 28)))
    assert found.tail is None
    assert [label.text for label in found.labels] == ["延 16 工作日"]


@given(st.integers(-150, 200), st.integers(0, 60), st.integers(-30, 30))
def test_no_label_is_ever_crossed_by_the_today_line(offset: int, length: int, slip: int) -> None:
    start = TODAY + timedelta(days=offset - length)
    due = TODAY + timedelta(days=offset)
    late = max((TODAY - due).days, 0)
    found = bar(replace(STOCKTAKE, start=start, due=due, late=late, slip=slip))
    wide = sum(measure(label.text, label.strong) for label in found.labels) + GAP * max(len(found.labels) - 1, 0)
    line = AXIS.noon(TODAY)
    assert not found.labels or not found.label_x <= line <= found.label_x + wide


def test_a_task_without_deadline_has_words_instead_of_a_bar() -> None:
    found = bar(replace(STOCKTAKE, due=None, late=0))
    assert found.body is None
    assert [label.text for label in found.labels] == ["◆ 期限待补"]


def test_a_task_of_one_day_or_with_days_in_the_wrong_order_is_still_seen() -> None:
    one = bar(replace(STOCKTAKE, start=date(2015, 4, 28)))
    wrong = bar(replace(STOCKTAKE, start=date(2015, 6, 1)))
    assert one.body[1] - one.body[0] >= 2
    assert wrong.body == one.body or wrong.body[0] <= wrong.body[1]


def test_a_bar_is_said_in_one_sentence() -> None:
    assert sentence(STOCKTAKE, 2015) == "任务 2.11 涉案财物全面盘点，4月1日至4月28日，超期 8 天"
    moved = replace(STOCKTAKE, due=date(2015, 5, 20), late=0, slip=16)
    assert sentence(moved, 2015).endswith("进行中，进度 85%，原期限 4月28日，延 16 工作日")
    done = replace(STOCKTAKE, state=TaskState.DONE, late=0, done_on=date(2015, 4, 30), late_done=2)
    assert sentence(done, 2015).endswith("4月30日完成，晚 2 天")
    assert tooltip(STOCKTAKE, 2015).splitlines()[1] == "案管 史海燕"


def test_words_of_the_columns() -> None:
    assert stand(replace(STOCKTAKE, state=TaskState.SUSPENDED)) == "暂缓"
    assert stand(replace(STOCKTAKE, state=TaskState.DONE)) == "✓"
    assert slip_word(replace(STOCKTAKE, slip=-6)) == "提前 6 工作日"
