"""The first page in figures: what its numbers say is what its records are, on any day."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.exchange.practice import DAY
from desktop_app.figures import catalogue
from desktop_app.figures.engine import Question
from desktop_app.figures.overview import Overview, overview
from desktop_app.rules.vocabulary import Panel
from desktop_app.services.desk import Desk
from tests.kit.office import officer, task
from tests.kit.practised import practised


@pytest.fixture(scope="module")
def county() -> Iterator[Desk]:
    with practised() as desk:
        yield desk


def page(desk: Desk, day: date = DAY) -> Overview:
    with desk.store.read() as session:
        return overview(Question(session, day))


def test_an_office_that_keeps_nothing_has_not_begun(desk: Desk) -> None:
    view = page(desk)
    assert not view.begun
    assert not any(key.bad and key.value for panel in view.panels for key in panel.keys)
    assert (view.due.overdue, view.due.coming) == ((), ())
    task(desk, "涉案财物全面盘点", officer(desk, "周敏"))
    assert page(desk).begun


def test_the_day_stands_in_its_phase(county: Desk) -> None:
    view = page(county)
    assert (view.phase, view.phase_day, view.phase_days) == ("第二阶段 对照检查", 92, 153)
    assert page(county, date(2014, 1, 1)).phase == ""


def test_four_panels_in_the_order_of_the_campaign(county: Desk) -> None:
    view = page(county)
    assert [panel.mark for panel in view.panels] == list(Panel)
    numbers = {key.label: key.value for panel in view.panels for key in panel.keys}
    assert (numbers["任务完成"], numbers["任务逾期"], numbers["问题"], numbers["已销号"]) == (16, 2, 131, 57)
    assert numbers["逾期"] == 35
    assert (numbers["评查案件"], numbers["检查案卷"], view.panels[2].aside) == (58, 71, "考试 3 场")
    assert (numbers["督查发现"], numbers["已通报"], numbers["未通报"]) == (23, 19, 3)
    assert view.panels[3].aside == "监督文书 31 份"


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.dates(date(2015, 1, 1), date(2016, 1, 31)))
def test_a_bar_divides_the_whole_and_every_part_is_its_records(county: Desk, day: date) -> None:
    view = page(county, day)
    wholes = {Panel.SWIFT: "任务完成", Panel.THOROUGH: "问题", Panel.SOLID: "评查案件", Panel.STRICT: "督查发现"}
    for panel in view.panels:
        assert all(part.count == len(part.behind) for part in panel.bar)
        behind = [one for part in panel.bar for one in part.behind]
        assert len(behind) == len(set(behind))
        if panel.keys:
            key = next(key for key in panel.keys if key.label == wholes[panel.mark])
            assert len(behind) == (key.of if key.of is not None else key.value)
    for step in view.rhythm:
        assert step.total == len(step.behind) == len(set(step.behind))
        assert 0 <= step.done <= step.total


def test_late_on_the_page_is_late_in_the_figures(county: Desk) -> None:
    view = page(county)
    with county.store.read() as session:
        question = Question(session, DAY)
        owed = {owed.behind for owed in view.due.overdue}
        for figure in ("plan.tasks.overdue", "issues.overdue", "documents.overdue"):
            assert set(catalogue.ask(figure, question).behind) <= owed


def test_the_problems_are_read_once_for_one_question(county: Desk) -> None:
    with county.store.read() as session:
        question = Question(session, DAY)
        first = catalogue.ask("issues.count", question)
        read = question.once("issues.standing", lambda _ask: [])
        assert len(read) == first.value
        assert Question(session, DAY) == question
