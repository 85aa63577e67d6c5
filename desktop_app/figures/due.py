"""到期事项: everything with a day that is owed now or soon, of every register, the latest first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from desktop_app.figures.engine import Question
from desktop_app.figures.issue_standing import standing
from desktop_app.figures.learning_due import learning
from desktop_app.figures.month_drift import drifting
from desktop_app.figures.owed import Owed
from desktop_app.figures.plan import OPEN
from desktop_app.figures.post_due import rotating
from desktop_app.figures.review_due import reviewing
from desktop_app.figures.rulebook import calendar_in_force, rule_in_force
from desktop_app.figures.seizure_due import keeping
from desktop_app.figures.supervision_due import supervising
from desktop_app.models.basics import Unit
from desktop_app.models.bulletins import Bulletin
from desktop_app.models.issues import Issue, IssueNote
from desktop_app.models.people import Department
from desktop_app.models.plan import Task
from desktop_app.rules.bulletins import BULLETIN
from desktop_app.rules.deadlines import days_left, due_on
from desktop_app.rules.issues import OPEN as OPEN_ISSUES
from desktop_app.rules.vocabulary import IssueState


@dataclass(frozen=True, slots=True)
class DueList:
    """What is overdue, the longest first, and what falls due within ``ahead`` days, the nearest first.

    What has to be called to mind earlier (冻结到期) is among what is coming.
    """

    ahead: int
    overdue: tuple[Owed, ...]
    coming: tuple[Owed, ...]


def due_list(ask: Question) -> DueList:
    """Everything owed at the end of the day; how far ahead is the unit's own setting (提前天数)."""
    ahead = ask.session.scalars(select(Unit.ahead_days)).first() or 14
    last = ask.as_of + timedelta(days=ahead)
    every = (
        *_tasks(ask),
        *_issues(ask),
        *_bulletins(ask),
        *reviewing(ask),
        *learning(ask),
        *rotating(ask),
        *keeping(ask),
        *supervising(ask),
        *drifting(ask),
    )
    found = sorted(
        (owed for owed in every if owed.on <= last or owed.left <= owed.ahead),
        key=lambda owed: (owed.on, owed.kind, owed.number),
    )
    overdue = tuple(owed for owed in found if owed.left < 0)
    return DueList(ahead, overdue, tuple(owed for owed in found if owed.left >= 0))


def _tasks(ask: Question) -> Iterator[Owed]:
    rows = ask.session.execute(
        select(Task.id, Task.number, Task.name, Department.short, Department.name, Task.due_on)
        .outerjoin(Department, Task.department_id == Department.id)
        .where(Task.retired_at.is_(None), Task.state.in_(OPEN))
    )
    for id_, number, name, short, department, due in rows:
        if due is not None:
            yield Owed("task", id_, number, name, short or department or "", due, days_left(due, ask.as_of))


def _bulletins(ask: Question) -> Iterator[Owed]:
    """Bulletins on their way, by the day they are to be issued (印发期限)."""
    rows = ask.session.execute(
        select(Bulletin.id, Bulletin.number, Bulletin.title, Bulletin.due_on)
        .where(Bulletin.retired_at.is_(None), Bulletin.state.in_(BULLETIN.running))
        .order_by(Bulletin.id)
    )
    for id_, number, title, due in rows:
        if due is not None:
            yield Owed("bulletin", id_, number, f"印发：{title}", "", due, days_left(due, ask.as_of))


def _issues(ask: Question) -> Iterator[Owed]:
    """Open problems by their deadline, closed ones by the day to look back, 长期坚持 by its next report."""
    reports = _reports(ask)
    told = {
        row.id: row
        for row in ask.session.execute(
            select(Issue.id, Issue.name, Issue.look_back_on, Department.short)
            .outerjoin(Department, Issue.department_id == Department.id)
            .where(Issue.retired_at.is_(None))
        )
    }
    for row in standing(ask):
        _, name, look_back, short = told[row.id]
        where = short or row.department
        if row.state in OPEN_ISSUES and row.due_on is not None:
            yield Owed("issue", row.id, row.number, name, where, row.due_on, days_left(row.due_on, ask.as_of))
        elif row.state == IssueState.CLOSED and look_back is not None:
            left = days_left(look_back, ask.as_of)
            yield Owed("issue", row.id, row.number, f"回头看：{name}", where, look_back, left)
        elif row.state == IssueState.LASTING and (on := reports(row.id, row.found_on)) is not None:
            yield Owed("issue", row.id, row.number, f"报进展：{name}", where, on, days_left(on, ask.as_of))


def _reports(ask: Question) -> Callable[[int, date | None], date | None]:
    """When a lasting problem's next progress report is due: the rule's time after the last note, else the finding."""
    found = ask.session.execute(
        select(IssueNote.issue_id, func.max(IssueNote.noted_on).label("last"))
        .where(IssueNote.noted_on <= ask.as_of)
        .group_by(IssueNote.issue_id)
    )
    noted = {row.issue_id: row.last for row in found}
    rule, calendar = rule_in_force(ask.session, "lasting_progress"), calendar_in_force(ask.session)

    def next_report(issue_id: int, found_on: date | None) -> date | None:
        since = noted.get(issue_id) or found_on
        return due_on(rule, since, calendar).on if rule and since else None

    return next_report
