"""审核公式: each one holds of a sound county, and names the records where it does not."""

import re
from datetime import date

import pytest
from sqlalchemy import select

from desktop_app.figures.audit_rules import Balance
from desktop_app.figures.audits import AUDITS, TEXT_AUDITS, TITLES
from desktop_app.figures.engine import Question
from desktop_app.models.issues import Issue
from desktop_app.models.meetings import Attendance, Meeting
from desktop_app.models.plan import Task
from desktop_app.registers.meetings import MEETINGS
from desktop_app.rules.vocabulary import AttendanceState, BulletinKind, MeetingKind
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from tests.kit.county import Ready, first_three
from tests.kit.issues import closed, issue, rebound, team
from tests.kit.office import officer, task

END_OF_MAY = date(2015, 5, 31)


def judged(desk: Desk, audit_id: str, as_of: date = END_OF_MAY) -> Balance:
    audit = next(audit for audit in AUDITS if audit.id == audit_id)
    with desk.store.read() as session:
        return audit.judge(Question(session, as_of))


def written(desk: Desk, model: type, record_id: int, **values: object) -> None:
    """What an old ledger left in a record, past every rule."""
    with desk.store.unit("录入旧台账") as unit:
        row = unit.session.scalars(select(model).where(model.id == record_id)).one()
        for name, value in values.items():
            setattr(row, name, value)


def meeting(desk: Desk, expected: int | None, present: int | None, away: dict[int, AttendanceState]) -> int:
    told = {"kind": MeetingKind.LEARNING, "title": "集中学习", "held_on": date(2015, 4, 2)}
    made = new_draft(Meeting, {**told, "expected": expected, "present": present})
    made.parts[Attendance.__tablename__] = [{"officer_id": id_, "state": state} for id_, state in away.items()]
    with desk.store.unit("录入旧台账") as unit:
        facts = records.Facts(unit.session, desk.today)
        return records.write(unit, MEETINGS, made, facts, records.Mode.LEDGER)[0].id


def test_who_was_expected_came_was_excused_or_absent(desk: Desk) -> None:
    first, second = officer(desk, "叶国栋"), officer(desk, "陈少华")
    meeting(desk, 58, 56, {first: AttendanceState.EXCUSED, second: AttendanceState.ABSENT})
    meeting(desk, None, 40, {})
    assert judged(desk, "meetings.attendance").kept
    wrong = meeting(desk, 58, 55, {first: AttendanceState.EXCUSED})
    found = judged(desk, "meetings.attendance")
    assert (found.left, found.right, found.rows) == (116, 114, (("meeting", wrong),))
    assert found.said.endswith("应到 58，实到 55＋请假 1＋缺席 0")


def test_two_wrong_meetings_do_not_make_a_right_one(desk: Desk) -> None:
    first = officer(desk, "叶国栋")
    meeting(desk, 10, 10, {first: AttendanceState.EXCUSED})
    meeting(desk, 10, 8, {first: AttendanceState.EXCUSED})
    found = judged(desk, "meetings.attendance")
    assert found.left == found.right
    assert not found.kept
    assert len(found.rows) == 2


def test_a_finished_task_has_a_day_and_every_task_a_phase(desk: Desk) -> None:
    record_id = task(desk, "动员部署", officer(desk, "叶国栋"))
    assert judged(desk, "tasks.done").kept
    assert judged(desk, "tasks.phases").kept
    assert judged(desk, "tasks.due").kept
    written(desk, Task, record_id, due_on=None)
    assert judged(desk, "tasks.due").rows == (("task", record_id),)
    written(desk, Task, record_id, state="已完成", done_on=None, phase_id=None)
    assert judged(desk, "tasks.done").rows == (("task", record_id),)
    assert judged(desk, "tasks.phases").said == "1 项中 1 项没有所属阶段：2.1"


def test_a_problem_of_no_line_is_in_no_sum(desk: Desk) -> None:
    who = team(desk)
    issue_id = issue(desk, who)
    assert judged(desk, "issues.lines").kept
    written(desk, Issue, issue_id, line="", department_id=None)
    for audit in ("issues.lines", "issues.departments"):
        found = judged(desk, audit)
        assert (found.left, found.right, found.rows) == (1, 0, (("issue", issue_id),))


def test_a_closing_has_grounds_and_comes_after_the_finding_by_the_day(desk: Desk) -> None:
    who = team(desk)
    issue_id = closed(desk, who)
    ids = ("issues.grounds", "issues.order", "issues.day", "issues.standing")
    assert all(judged(desk, audit).kept for audit in ids)
    written(desk, Issue, issue_id, verifier_id=None)
    assert judged(desk, "issues.grounds").said.startswith("已销号 1 条中 1 条依据不足（缺验收人 1 条）")
    written(desk, Issue, issue_id, closed_on=date(2015, 3, 1))
    assert judged(desk, "issues.order").rows == (("issue", issue_id),)
    written(desk, Issue, issue_id, closed_on=None)
    assert judged(desk, "issues.day").rows == (("issue", issue_id),)
    assert judged(desk, "issues.order").kept


def test_a_closing_that_came_back_later_still_counts_on_its_day(desk: Desk) -> None:
    who = team(desk)
    issue_id = closed(desk, who)
    rebound(desk, who, issue_id, on=date(2015, 5, 20))
    assert judged(desk, "issues.day", date(2015, 5, 10)) == Balance(1, 1, (), "已销号 1 条都在截至日以前")
    assert judged(desk, "issues.day").left == 0


def test_the_practice_county_fails_where_its_faults_are_known(
    ready: Ready,
) -> None:
    desk = ready(first_three("清源县"))
    broken = {audit.id for audit in AUDITS if not judged(desk, audit.id).kept}
    assert broken == {"meetings.attendance", "tasks.due", "issues.grounds", "issues.order"}


def test_every_formula_has_a_name_and_words() -> None:
    every = [*AUDITS, *TEXT_AUDITS]
    assert len(TITLES) == len(every)
    told = (re.search(" [=≤≥] ", audit.formula) or audit.id in ("text.twice", "text.days") for audit in every)
    assert all(told)
    assert all(audit.title for audit in every)


@pytest.mark.parametrize(
    ("kind", "figures", "ids"),
    [
        (
            BulletinKind.EXAMS,
            ["exams.results"],
            {f"exams.{name}" for name in ("heads", "absent", "totals", "range", "ranks", "retakes", "published")},
        ),
        (
            BulletinKind.OTHER,
            ["training.attendance", "awards.result"],
            {
                "training.heads",
                "awards.means",
                "awards.judges",
                "awards.places",
            },
        ),
        (BulletinKind.OTHER, ["meetings.count"], {"meetings.attendance", "meetings.kinds"}),
        (
            BulletinKind.PROGRESS,
            [],
            {"issues.lines", "issues.standing", "issues.grounds", "issues.order", "issues.day"},
        ),
    ],
)
def test_a_formula_concerns_papers_that_say_its_figures(kind: BulletinKind, figures: list[str], ids: set[str]) -> None:
    assert {audit.id for audit in AUDITS if audit.concerns(kind, figures)} == ids
