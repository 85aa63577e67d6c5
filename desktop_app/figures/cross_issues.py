"""问题 and 方案 as counting bases: problems, tasks, meetings, who was away from them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desktop_app.figures.cross import (
    Base,
    Dimension,
    Measure,
    Weigh,
    by_department,
    by_month,
    by_quarter,
    by_word,
    departments,
    terms,
)
from desktop_app.figures.engine import Question
from desktop_app.figures.issue_boards import LINES, STATES
from desktop_app.figures.issue_standing import KIND, Stand, standing
from desktop_app.figures.issues import AS_SHOWN, STANDING
from desktop_app.figures.plan import STANDING as TASK_STANDING
from desktop_app.figures.plan import TaskStand, tasks
from desktop_app.figures.post_standing import name_of, officers
from desktop_app.figures.within import meetings
from desktop_app.models.issues import IssueCategory, IssueOfficer
from desktop_app.models.meetings import Attendance, Meeting
from desktop_app.models.plan import Task
from desktop_app.rules.issues import AGE_BANDS, OLDEST, age_band
from desktop_app.rules.vocabulary import AttendanceState, CauseKind, IssueNature, IssueState, MeetingKind, TaskState

SETTLED = "已销号"


def _categories(ask: Question) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    for issue_id, word in ask.session.execute(
        select(IssueCategory.issue_id, IssueCategory.word).order_by(IssueCategory.id)
    ):
        found.setdefault(issue_id, []).append(word)
    return found


def _persons(ask: Question) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = ask.session.execute(select(IssueOfficer.issue_id, IssueOfficer.officer_id).order_by(IssueOfficer.id))
    for issue_id, officer_id in rows:
        found.setdefault(issue_id, []).append(name_of(ask, officer_id))
    return found


def _lines(ask: Question) -> list[str]:
    """Lines as the dictionary orders them, then departments: a problem without a line stands under its department."""
    return list(dict.fromkeys((*terms(LINES)(ask), *departments(ask))))


def _age(ask: Question, row: Stand) -> str | None:
    if row.state == IssueState.CLOSED:
        return SETTLED
    return age_band((ask.as_of - row.found_on).days) if row.found_on is not None else None


def _late(ask: Question, row: Stand) -> int | None:
    return 1 if row.late(ask.as_of) else None


ISSUES = Base[Stand](
    id="issues",
    label="问题",
    tab="issues",
    kind=KIND,
    read=standing,
    behind=lambda row: (KIND, row.id),
    dimensions=(
        Dimension("条线", lambda _ask, row: row.line, _lines),
        by_department("部门", lambda row: row.department),
        by_word("性质", lambda row: row.nature, IssueNature),
        by_word("状态", lambda row: row.state, STATES),
        Dimension(
            "进展",
            lambda ask, row: "逾期" if row.late(ask.as_of) else AS_SHOWN[row.state],
            lambda _ask: STANDING,
        ),
        Dimension(
            "类别",
            lambda ask, row: ask.once("cross.issue_categories", _categories).get(row.id, ()),
            terms("问题类别"),
            several=True,
        ),
        by_word("原因", lambda row: row.cause, CauseKind),
        Dimension("责任人", lambda ask, row: ask.once("cross.issue_persons", _persons).get(row.id, ()), several=True),
        by_month("发现月份", lambda row: row.found_on),
        by_quarter("发现季度", lambda row: row.found_on),
        by_month("销号月份", lambda row: row.closed_on if row.state == IssueState.CLOSED else None),
        Dimension("账龄", _age, lambda _ask: (*(word for _, word in AGE_BANDS), OLDEST, SETTLED)),
    ),
    measures=(
        Measure("件数", "条"),
        Measure("已销号", "条", of=lambda _ask, row: 1 if row.state == IssueState.CLOSED else None),
        Measure("逾期", "条", of=_late),
        Measure("销号率", "", Weigh.SHARE, lambda _ask, row: int(row.state == IssueState.CLOSED)),
    ),
    dated="发现日期",
    figure="issues.count",
)

_TASK = Task.__tablename__

TASKS = Base[TaskStand](
    id="tasks",
    label="任务",
    tab="plan",
    kind=_TASK,
    read=tasks,
    behind=lambda row: (_TASK, row.id),
    dimensions=(
        Dimension("阶段", lambda _ask, row: row.phase, lambda ask: dict.fromkeys(row.phase for row in tasks(ask))),
        by_department("牵头部门", lambda row: row.department),
        by_word("状态", lambda row: row.state, TaskState),
        by_word("进展", lambda row: row.shown, TASK_STANDING),
        by_month("期限月份", lambda row: row.due_on),
    ),
    measures=(
        Measure("件数", "项"),
        Measure("已完成", "项", of=lambda _ask, row: 1 if row.state == TaskState.DONE else None),
        Measure("完成率", "", Weigh.SHARE, lambda _ask, row: int(row.state == TaskState.DONE)),
    ),
    dated="任务期限",
    figure="plan.tasks",
)

_MEETING = Meeting.__tablename__


def _titles(ask: Question) -> list[str]:
    return [row.title for row in meetings(ask)]


MEETINGS = Base[Meeting](
    id="meetings",
    label="会议学习",
    tab="plan",
    kind=_MEETING,
    read=meetings,
    behind=lambda row: (_MEETING, row.id),
    dimensions=(
        by_word("类型", lambda row: row.kind, MeetingKind),
        by_month("月份", lambda row: row.held_on),
        by_quarter("季度", lambda row: row.held_on),
        Dimension("会议", lambda _ask, row: row.title, _titles),
    ),
    measures=(
        Measure("次数", "次"),
        Measure("应到", "人次", Weigh.SUM, lambda _ask, row: row.expected),
        Measure("实到", "人次", Weigh.SUM, lambda _ask, row: row.present),
    ),
    dated="召开日期",
    figure="meetings.held_within",
)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody a meeting's attendance names (出勤情况)."""

    meeting_id: int
    title: str
    kind: str
    held_on: date | None
    name: str
    department: str
    state: AttendanceState


def _named(ask: Question) -> Iterator[Named]:
    """Who is named at the meetings of the day and period; a ledger mostly names those away alone."""
    known = {row.id: row for row in meetings(ask)}
    found = ask.session.execute(
        select(Attendance.meeting_id, Attendance.officer_id, Attendance.state).order_by(
            Attendance.meeting_id, Attendance.id
        )
    )
    for meeting_id, officer_id, state in found:
        if (row := known.get(meeting_id)) is not None:
            name, place = officers(ask)[officer_id]
            yield Named(meeting_id, row.title, str(row.kind or ""), row.held_on, name, place, state)


ATTENDANCE = Base[Named](
    id="attendance",
    label="会议出勤",
    tab="plan",
    kind=_MEETING,
    read=_named,
    behind=lambda row: (_MEETING, row.meeting_id),
    dimensions=(
        by_word("人员", lambda row: row.name),
        by_department("部门", lambda row: row.department),
        by_word("出勤", lambda row: row.state, AttendanceState),
        by_word("会议类型", lambda row: row.kind, MeetingKind),
        Dimension("会议", lambda _ask, row: row.title, _titles),
        by_month("月份", lambda row: row.held_on),
    ),
    measures=(Measure("人次", "人次"),),
    dated="召开日期",
    parts=True,
)

BASES = (ISSUES, TASKS, MEETINGS, ATTENDANCE)
