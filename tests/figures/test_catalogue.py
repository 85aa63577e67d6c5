"""Every figure's number equals the rows it opens."""

from collections.abc import Iterator
from datetime import date

import pytest

from desktop_app.figures import catalogue
from desktop_app.figures.engine import Figure, Question
from desktop_app.registers.campaign import GROUP
from desktop_app.registers.meetings import MEETINGS
from desktop_app.registers.standards import STANDARDS
from desktop_app.rules.vocabulary import TaskState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit.office import filled, founded, officer, task

counted = [figure for figure in catalogue.FIGURES if figure.counted]


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """An office with officers, late and finished tasks, a meeting, a group, a standard; only read."""
    desk = founded(tmp_path_factory.mktemp("busy"), TurnedClock(date(2015, 5, 31)))
    who = officer(desk, "史海燕", birth_on=date(1990, 3, 2))
    officer(desk, "萧思源", "院领导", birth_on=date(1960, 1, 1), status="借调")
    for name in ("甲", "乙"):
        task(desk, name, who)
    task(desk, "丙", who, state=TaskState.DONE, done_on=date(2015, 5, 4))
    for register in (MEETINGS, GROUP, STANDARDS):
        with desk.facts() as facts:
            draft = filled(register, facts, "一")
        if register is MEETINGS:
            draft.values["held_on"] = date(2015, 5, 20)
        records.save(desk, register, draft)
    yield desk
    desk.store.close()


@pytest.mark.parametrize("figure", counted, ids=lambda figure: figure.id)
@pytest.mark.parametrize("day", [date(2015, 4, 1), date(2015, 5, 31)])
def test_the_number_equals_the_rows_behind_it(busy: Desk, figure: Figure, day: date) -> None:
    with busy.store.read() as session:
        answer = figure.ask(Question(session, day))
    assert answer.value == len(answer.behind) == len(set(answer.behind))


def test_overdue_tasks_are_those_due_before_the_day_and_unfinished(busy: Desk) -> None:
    with busy.store.read() as session:
        assert catalogue.ask("plan.tasks.overdue", Question(session, date(2015, 4, 28))).value == 0
        late = [catalogue.ask("plan.tasks.overdue", Question(session, date(2015, *day))) for day in ((5, 3), (5, 4))]
    assert [one.groups for one in late] == [{"公诉科": 3}, {"公诉科": 2}], "丙 was finished on 4 May"


def test_states_are_counted_in_the_words_of_the_records(busy: Desk) -> None:
    with busy.store.read() as session:
        question = Question(session, date(2015, 5, 31))
        assert catalogue.ask("plan.tasks", question).groups == {"未开始": 2, "已完成": 1}
        assert catalogue.ask("plan.tasks_by_phase", question).groups == {"对照检查": {"未开始": 2, "已完成": 1}}
        assert catalogue.ask("plan.tasks.done_late", question).value == 1
        assert catalogue.ask("staff.young", question).value == 1
        assert catalogue.ask("staff.on_duty", question).value == 1


def test_the_report_names_every_figure_once(busy: Desk) -> None:
    with busy.store.read() as session:
        report = catalogue.report(Question(session, date(2015, 5, 31)))
    assert report["as_of"] == "2015-05-31"
    assert [row["id"] for row in report["figures"]] == [figure.id for figure in catalogue.FIGURES]


def test_an_unknown_figure_is_refused(busy: Desk) -> None:
    with busy.store.read() as session, pytest.raises(Refusal, match="没有 x 这个指标"):
        catalogue.ask("x", Question(session, date(2015, 5, 31)))
