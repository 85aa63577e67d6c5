"""Figures of what happened in a period (期内发生): problems closed, due, extended, looked back at; tasks finished;
meetings held; standards issued. Without a period everything up to the end of the day counts.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from desktop_app.figures.engine import Answer, Figure, Question, tally
from desktop_app.figures.issue_standing import KIND, Stand, standing
from desktop_app.figures.plan import done_by
from desktop_app.models.issues import IssueExtension, IssueLookBack
from desktop_app.models.meetings import Meeting
from desktop_app.models.people import Department
from desktop_app.models.plan import Standard, Task
from desktop_app.rules.vocabulary import IssueState, MeetingKind, StandardState


def _in(ask: Question, day: date | None) -> bool:
    """Whether something of this day happened by the day asked for and in the period."""
    if day is None or day > ask.as_of:
        return day is None and ask.period is None
    return ask.period is None or day in ask.period


def _every(ask: Question) -> dict[int, Stand]:
    """Every problem as it stood, whenever it was found."""
    return ask.once("within.standing", lambda one: {row.id: row for row in standing(Question(one.session, one.as_of))})


def _closed(ask: Question) -> Answer:
    rows = _every(ask).values()
    found = [row for row in rows if row.state == IssueState.CLOSED and _in(ask, row.closed_on)]
    return tally(KIND, ((row.id, row.line, row.nature) for row in found))


def _due(ask: Question) -> Answer:
    """Problems whose deadline lies in the period, closed or not; a deadline still to come counts too."""
    rows = [row for row in _every(ask).values() if row.due_on and row.state != IssueState.LASTING]
    found = [row for row in rows if ask.period is None or row.due_on in ask.period]
    return tally(KIND, ((row.id, "已销号" if row.state == IssueState.CLOSED else "未销号") for row in found))


def _extended(ask: Question) -> Answer:
    days = ask.session.execute(select(IssueExtension.issue_id, IssueExtension.changed_on).order_by(IssueExtension.id))
    return _by_line(ask, [id_ for id_, day in days if _in(ask, day)])


def _by_line(ask: Question, ids: Sequence[int]) -> Answer:
    rows = _every(ask)
    return tally(KIND, ((id_, rows[id_].line) for id_ in dict.fromkeys(ids) if id_ in rows))


def _looked_back(ask: Question) -> Answer:
    """Problems looked back at, by what was found last."""
    found = ask.session.execute(
        select(IssueLookBack.issue_id, IssueLookBack.checked_on, IssueLookBack.result).order_by(
            IssueLookBack.checked_on, IssueLookBack.id
        )
    )
    last = {id_: result for id_, day, result in found if _in(ask, day)}
    return tally(KIND, ((id_, result) for id_, result in last.items() if id_ in _every(ask)))


def _tasks_done(ask: Question) -> Answer:
    found = ask.session.execute(
        select(Task.id, Department.name, Task.done_on)
        .outerjoin(Department, Task.department_id == Department.id)
        .where(Task.retired_at.is_(None), done_by(ask))
        .order_by(Task.done_on, Task.id)
    )
    return tally("task", ((id_, name) for id_, name, day in found if _in(ask, day)))


def _tasks_due(ask: Question) -> Answer:
    """Tasks whose deadline lies in the period, finished by the day or not."""
    done = set(ask.session.scalars(select(Task.id).where(Task.retired_at.is_(None), done_by(ask))))
    found = ask.session.execute(
        select(Task.id, Task.due_on)
        .where(Task.retired_at.is_(None), Task.due_on.is_not(None))
        .order_by(Task.due_on, Task.id)
    )
    rows = [
        (id_, "已完成" if id_ in done else "未完成") for id_, day in found if ask.period is None or day in ask.period
    ]
    return tally("task", rows)


def meetings(ask: Question) -> list[Meeting]:
    """Meetings held by the day and in the period, by day."""
    found = ask.session.scalars(
        select(Meeting)
        .where(Meeting.retired_at.is_(None), Meeting.held_on <= ask.as_of)
        .order_by(Meeting.held_on, Meeting.id)
    )
    return [row for row in found if _in(ask, row.held_on)]


def _held(ask: Question) -> Answer:
    return tally("meeting", ((row.id, row.kind) for row in meetings(ask)))


def _learning(ask: Question) -> Answer:
    rows = [row for row in meetings(ask) if row.kind == MeetingKind.LEARNING]
    return tally("meeting", ((row.id, row.title) for row in rows))


def _present(ask: Question) -> Answer:
    """Attendances at learning sessions as the minutes count them (实到人次)."""
    rows = [row for row in meetings(ask) if row.kind == MeetingKind.LEARNING]
    groups = {row.title: row.present or 0 for row in rows}
    return Answer(sum(row.present or 0 for row in rows), tuple(("meeting", row.id) for row in rows), groups)


def _standards(ask: Question) -> Answer:
    found = ask.session.execute(
        select(Standard.id, Standard.name, Standard.issued_on)
        .where(Standard.retired_at.is_(None), Standard.state == StandardState.ISSUED, Standard.doc_no != "")
        .order_by(Standard.issued_on, Standard.number)
    )
    return tally("standard", ((id_, name) for id_, name, day in found if _in(ask, day)))


FIGURES = (
    Figure("issues.closed_within", "期内销号问题", "条", _closed),
    Figure("issues.due_within", "期内到期问题", "条", _due),
    Figure("issues.extended_within", "期内延期问题", "条", _extended),
    Figure("issues.looked_back", "期内回头看", "条", _looked_back),
    Figure("plan.tasks.done_within", "期内完成任务", "项", _tasks_done),
    Figure("plan.tasks.due_within", "期内到期任务", "项", _tasks_due),
    Figure("meetings.held_within", "期内会议学习", "次", _held),
    Figure("meetings.learning_within", "期内集中学习", "次", _learning),
    Figure("meetings.present_within", "期内集中学习实到", "人次", _present, counted=False),
    Figure("standards.issued_within", "期内印发办案标准", "项", _standards),
)
