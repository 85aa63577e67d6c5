"""审核公式 of the plan and the meetings: heads counted add up, finished tasks have a day, groups make the total."""

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import select

from desktop_app.figures.audit_rules import Audit, Balance
from desktop_app.figures.engine import Question
from desktop_app.models.meetings import Attendance, Meeting
from desktop_app.models.plan import Task
from desktop_app.rules.people import attendance_gap
from desktop_app.rules.vocabulary import AttendanceState, BulletinKind, TaskState

ABOUT = frozenset({BulletinKind.PHASE, BulletinKind.SUMMARY, BulletinKind.BRIEFING})
_SHOWN = 5


def listed(numbers: Iterable[str], measure: str) -> str:
    """Numbers of records in a sentence: the first few, and how many there are."""
    found = list(numbers)
    return "、".join(found[:_SHOWN]) + (f" 等 {len(found)} {measure}" if len(found) > _SHOWN else "")


def _attendance(ask: Question) -> Balance:
    """应到 = 实到 + 请假 + 缺席, meeting by meeting; one whose heads were not counted is left out."""
    away = _away(ask)
    told = ask.session.execute(
        select(Meeting.id, Meeting.number, Meeting.expected, Meeting.present)
        .where(Meeting.retired_at.is_(None), Meeting.held_on <= ask.as_of)
        .order_by(Meeting.held_on, Meeting.id)
    )
    meetings = [(id_, number, all_, came) for id_, number, all_, came in told if all_ is not None and came is not None]
    wrong: list[tuple[int, str]] = []
    left = right = 0
    for id_, number, expected, present in meetings:
        excused, absent = away[id_, AttendanceState.EXCUSED], away[id_, AttendanceState.ABSENT]
        left, right = left + expected, right + present + excused + absent
        if attendance_gap(expected, present, excused + absent):
            wrong.append((id_, f"{number} 应到 {expected}，实到 {present}＋请假 {excused}＋缺席 {absent}"))
    said = "；".join(told for _, told in wrong[:_SHOWN]) + (f"；共 {len(wrong)} 次" if len(wrong) > _SHOWN else "")
    kept = f"{len(meetings)} 次会议学习应到 {left} 人次，都对得上"
    return Balance(left, right, tuple(("meeting", id_) for id_, _ in wrong), said or kept)


def _away(ask: Question) -> Counter[tuple[int, AttendanceState]]:
    found = ask.session.execute(select(Attendance.meeting_id, Attendance.state))
    return Counter((meeting_id, state) for meeting_id, state in found)


def _whole(kind: str, measure: str, word: str, rows: Callable[[Question], list[Any]]) -> Callable[[Question], Balance]:
    """A total against the records of it that name what they are grouped by: rows of (id, number, what they name)."""

    def judge(ask: Question) -> Balance:
        found = rows(ask)
        wrong = [(id_, number) for id_, number, named in found if not named]
        total = len(found)
        numbers = listed((number for _, number in wrong), measure)
        broken = f"{total} {measure}中 {len(wrong)} {measure}没有{word}：{numbers}"
        said = broken if wrong else f"{total} {measure}都有{word}"
        return Balance(total, total - len(wrong), tuple((kind, id_) for id_, _ in wrong), said)

    return judge


def _done(ask: Question) -> list[Any]:
    return list(
        ask.session.execute(
            select(Task.id, Task.number, Task.done_on)
            .where(Task.retired_at.is_(None), Task.state == TaskState.DONE)
            .order_by(Task.id)
        )
    )


def _phases(ask: Question) -> list[Any]:
    return list(
        ask.session.execute(
            select(Task.id, Task.number, Task.phase_id).where(Task.retired_at.is_(None)).order_by(Task.id)
        )
    )


def _owed(ask: Question) -> list[Any]:
    """Tasks that can fall overdue, with the day they are due: one without a day is never counted as 逾期."""
    open_ones = Task.state.not_in((TaskState.DONE, TaskState.CANCELLED, TaskState.SUSPENDED))
    return list(
        ask.session.execute(
            select(Task.id, Task.number, Task.due_on).where(Task.retired_at.is_(None), open_ones).order_by(Task.id)
        )
    )


def _kinds(ask: Question) -> list[Any]:
    return list(
        ask.session.execute(
            select(Meeting.id, Meeting.number, Meeting.kind)
            .where(Meeting.retired_at.is_(None), Meeting.held_on <= ask.as_of)
            .order_by(Meeting.held_on, Meeting.id)
        )
    )


_TASKS = ("plan.tasks",)
_MEETINGS = ("meetings.",)

AUDITS = (
    Audit("meetings.attendance", "会议到会人数", "应到 = 实到 + 请假 + 缺席", _attendance, _MEETINGS, ABOUT),
    Audit(
        "meetings.kinds",
        "各类会议合计",
        "各类会议之和 = 会议次数",
        _whole("meeting", "次", "会议类型", _kinds),
        _MEETINGS,
    ),
    Audit(
        "tasks.done",
        "任务完成日期",
        "已完成任务 = 有完成日期的",
        _whole("task", "项", "完成日期", _done),
        _TASKS,
        ABOUT,
    ),
    Audit(
        "tasks.phases",
        "各阶段任务合计",
        "各阶段之和 = 任务总数",
        _whole("task", "项", "所属阶段", _phases),
        _TASKS,
        ABOUT,
    ),
    Audit(
        "tasks.due",
        "任务期限",
        "未完成任务 = 有期限的",
        _whole("task", "项", "完成期限", _owed),
        ("plan.tasks.overdue",),
    ),
)
