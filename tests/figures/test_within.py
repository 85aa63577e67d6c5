"""What happened in a period: by the day each thing was done, whenever the problem or task was written down."""

from datetime import date
from typing import Any

import pytest

from desktop_app.figures import catalogue
from desktop_app.figures.engine import Answer, Question
from desktop_app.models.meetings import Meeting
from desktop_app.models.plan import Standard
from desktop_app.registers.meetings import MEETINGS
from desktop_app.registers.standards import STANDARDS
from desktop_app.rules.periods import Period, month_period
from desktop_app.rules.vocabulary import LookBackResult, MeetingKind, StandardState, TaskState
from desktop_app.services import issues, records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from tests.kit.issues import Team, closed, extend, issue, team
from tests.kit.office import officer, task

APRIL, MAY = month_period(2015, 4), month_period(2015, 5)
LAST = date(2015, 5, 31)


@pytest.fixture
def who(desk: Desk) -> Team:
    return team(desk)


def ask(desk: Desk, figure: str, period: Period | None = None, day: date = LAST) -> Answer:
    with desk.store.read() as session:
        return catalogue.ask(figure, Question(session, day, period))


def counts(desk: Desk, figure: str) -> tuple[Any, Any, Any]:
    """In April, in May, in all."""
    return tuple(ask(desk, figure, period).value for period in (APRIL, MAY, None))  # type: ignore[return-value]


def test_a_problem_found_in_march_and_closed_in_april_is_closed_within_april(desk: Desk, who: Team) -> None:
    closed(desk, who)
    assert counts(desk, "issues.closed_within") == (1, 0, 1)
    assert ask(desk, "issues.closed_within", APRIL).groups == {"侦查监督": {"个性": 1}}
    assert ask(desk, "issues.closed_within", APRIL, date(2015, 4, 19)).value == 0, "the day before nothing was closed"


def test_both_figures_of_one_question_keep_apart(desk: Desk, who: Team) -> None:
    closed(desk, who)
    with desk.store.read() as session:
        question = Question(session, LAST, APRIL)
        assert catalogue.ask("issues.count", question).value == 0, "found in March"
        assert catalogue.ask("issues.closed_within", question).value == 1
        assert catalogue.ask("issues.count", question).value == 0


def test_what_falls_due_is_told_closed_or_not(desk: Desk, who: Team) -> None:
    closed(desk, who)
    issue(desk, who)
    issue(desk, who, due_on=date(2015, 6, 30))
    assert ask(desk, "issues.due_within", APRIL).groups == {"已销号": 1, "未销号": 1}
    assert ask(desk, "issues.due_within", MAY).value == 0
    assert ask(desk, "issues.due_within").value == 3


def test_extensions_count_in_the_month_they_were_granted(desk: Desk, who: Team) -> None:
    moved = issue(desk, who)
    extend(desk, who, moved, date(2015, 6, 30))
    assert counts(desk, "issues.extended_within") == (0, 1, 1)


def test_looks_back_are_told_by_what_they_found(desk: Desk, who: Team) -> None:
    for result in (LookBackResult.FIRM, LookBackResult.REBOUND):
        again = date(2015, 7, 31) if result is LookBackResult.REBOUND else None
        issues.look_back(desk, closed(desk, who), result, date(2015, 5, 20), who.checker, "复查", again)
    assert ask(desk, "issues.looked_back", MAY).groups == {"巩固": 1, "反弹": 1}
    assert counts(desk, "issues.looked_back") == (0, 2, 2)


def test_tasks_are_told_by_the_day_they_were_done_and_due(desk: Desk) -> None:
    owner = officer(desk, "史海燕")
    task(desk, "学习", owner, state=TaskState.DONE, done_on=date(2015, 5, 4))
    task(desk, "自查", owner)
    assert counts(desk, "plan.tasks.done_within") == (0, 1, 1)
    assert ask(desk, "plan.tasks.done_within", MAY).groups == {"公诉科": 1}
    assert ask(desk, "plan.tasks.due_within", APRIL).groups == {"已完成": 1, "未完成": 1}
    assert ask(desk, "plan.tasks.due_within", APRIL, date(2015, 5, 3)).groups == {"未完成": 2}


def test_meetings_and_who_came(desk: Desk) -> None:
    for title, kind, day, present in (
        ("学刑诉法", MeetingKind.LEARNING, date(2015, 4, 9), 55),
        ("学财物规定", MeetingKind.LEARNING, date(2015, 5, 7), 58),
        ("推进会", MeetingKind.PROGRESS, date(2015, 5, 8), 20),
    ):
        told = {"title": title, "kind": kind, "held_on": day, "expected": 60, "present": present}
        records.save(desk, MEETINGS, new_draft(Meeting, told))
    assert ask(desk, "meetings.held_within", MAY).groups == {"集中学习": 1, "推进会": 1}
    assert ask(desk, "meetings.learning_within", MAY).groups == {"学财物规定": 1}
    assert counts(desk, "meetings.present_within") == (55, 58, 113)


def test_standards_by_the_day_of_issue(desk: Desk) -> None:
    told = {
        "name": "审查起诉办案标准",
        "state": StandardState.ISSUED,
        "doc_no": "清检发〔2015〕7号",
        "issued_on": date(2015, 4, 20),
        "effective_on": date(2015, 5, 1),
    }
    records.save(desk, STANDARDS, new_draft(Standard, told))
    assert counts(desk, "standards.issued_within") == (1, 0, 1)
