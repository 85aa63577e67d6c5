"""How every problem stands at the end of a day (截至日状态): read once for all figures of a question."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, select, true

from desktop_app.figures.engine import Question
from desktop_app.models.issues import Issue, IssueClosure, IssueExtension, IssueLookBack
from desktop_app.models.people import Department
from desktop_app.rules.issues import COUNTED, is_overdue
from desktop_app.rules.order import natural
from desktop_app.rules.vocabulary import IssueState, LookBackResult

KIND = Issue.__tablename__


@dataclass(frozen=True, slots=True)
class Stand:
    """How one problem stands on the day asked for (截至日状态), in the round it was in that day."""

    id: int
    number: str
    nature: str
    line: str
    department_id: int | None
    department: str
    state: IssueState
    found_on: date | None
    due_on: date | None
    closed_on: date | None
    cause: str
    round: int = 1

    def late(self, day: date) -> bool:
        return is_overdue(self.due_on, self.state, day)


class _Closing(NamedTuple):
    """A closing that stood until a later 反弹."""

    round: int
    closed_on: date | None


def standing(ask: Question) -> list[Stand]:
    """Every problem that counts, by number: found by the day (and in the period), neither merged nor withdrawn."""
    return ask.once("issues.standing", _read_standing)


def standing_of(ask: Question, ids: Select[int]) -> list[Stand]:
    """Those of the problems whose ids a statement picks."""
    return _read_standing(ask, ids)


def _read_standing(ask: Question, ids: Select[int] | None = None) -> list[Stand]:
    found = ask.session.execute(
        select(
            Issue.id, Issue.number, Issue.nature, Issue.line, Issue.department_id, Department.name,
            Issue.state, Issue.found_on, Issue.due_on, Issue.closed_on, Issue.cause_kind, Issue.round,
        )
        .outerjoin(Department, Issue.department_id == Department.id)
        .where(Issue.retired_at.is_(None), Issue.state.in_(COUNTED), true() if ids is None else Issue.id.in_(ids))
    )  # fmt: skip
    closings, dues = _undone_later(ask)
    rows = [_as_of(ask.as_of, _stand(*row), closings, dues) for row in found]
    return sorted((row for row in rows if _asked(ask, row)), key=lambda row: natural(row.number))


def _stand(*row: Any) -> Stand:
    id_, number, nature, line, department_id, department, state, found, due, closed, cause, round_ = row
    return Stand(
        id_,
        number,
        str(nature or "未填"),
        line or department or "未填",
        department_id,
        department or "未填",
        IssueState(state),
        found,
        due,
        closed,
        str(cause or "未填"),
        round_,
    )


def _as_of(day: date, row: Stand, closings: Mapping[int, _Closing], dues: Mapping[int, date | None]) -> Stand:
    """The row as the day saw it: what was done to it later is taken back."""
    if (former := closings.get(row.id)) is not None:
        row = replace(row, state=IssueState.CLOSED, round=former.round, closed_on=former.closed_on)
    if row.id in dues:
        row = replace(row, due_on=dues[row.id])
    later = row.state == IssueState.CLOSED and row.closed_on is not None and row.closed_on > day
    return replace(row, state=IssueState.CORRECTING) if later else row


def _undone_later(ask: Question) -> tuple[dict[int, _Closing], dict[int, date | None]]:
    """By problem: the closing that the first 反弹 after the day opened again, the deadline before the first change."""
    rebounds = ask.session.execute(
        select(
            IssueLookBack.checked_on, IssueClosure.issue_id, IssueClosure.round, IssueClosure.due_on,
            IssueClosure.closed_on,
        )
        .join(IssueClosure, IssueClosure.issue_id == IssueLookBack.issue_id)
        .where(IssueClosure.round == IssueLookBack.round, IssueLookBack.result == LookBackResult.REBOUND)
        .where(IssueLookBack.checked_on > ask.as_of)
        .order_by(IssueClosure.round)
    ).all()  # fmt: skip
    extensions = ask.session.execute(
        select(IssueExtension.changed_on, IssueExtension.issue_id, IssueExtension.old_due_on)
        .where(IssueExtension.changed_on > ask.as_of)
        .order_by(IssueExtension.id)
    ).all()
    closings: dict[int, _Closing] = {}
    for _, issue_id, round_, _, closed in rebounds:
        closings.setdefault(issue_id, _Closing(round_, closed))
    changes = [(on, id_, due) for on, id_, _, due, _ in rebounds] + [(on, id_, due) for on, id_, due in extensions]
    dues: dict[int, date | None] = {}
    for _, issue_id, due in sorted(changes, key=lambda change: change[0]):
        dues.setdefault(issue_id, due)
    return closings, dues


def _asked(ask: Question, row: Stand) -> bool:
    if row.found_on is None:
        return ask.period is None
    return row.found_on <= ask.as_of and (ask.period is None or row.found_on in ask.period)
