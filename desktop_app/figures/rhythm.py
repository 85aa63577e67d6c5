"""本月节奏: the steps of a month and how far each has come."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.issue_standing import KIND, Stand, standing
from desktop_app.models.issues import Issue, IssueLookBack
from desktop_app.rules.issues import OPEN
from desktop_app.rules.periods import Period, month_of
from desktop_app.rules.vocabulary import IssueState


@dataclass(frozen=True)
class Step:
    """One step of the month: title, when in words, how far in words, done of total (0 of 0 when nothing is owed)."""

    title: str
    when: str
    said: str
    done: int
    total: int
    behind: tuple[Behind, ...] = ()

    @property
    def finished(self) -> bool:
        return self.total > 0 and self.done >= self.total


def rhythm(ask: Question) -> list[Step]:
    """The month of the problems: found, due, closed, looked back at."""
    month = month_of(ask.as_of)
    rows = standing(ask)
    found = [row for row in rows if row.found_on in month]
    due = [row for row in rows if row.due_on in month]
    settled = [row for row in due if row.state not in OPEN]
    closed = [row for row in rows if row.state == IssueState.CLOSED and row.closed_on in month]
    return [
        Step("登记", f"{ask.as_of.month} 月发现", f"{len(found)} 条问题", len(found), len(found), _behind(found)),
        Step("整改", "本月到期", _of(len(settled), len(due), "条办结"), len(settled), len(due), _behind(due)),
        Step("销号", "本月销号", f"{len(closed)} 条问题", len(closed), len(closed), _behind(closed)),
        _look_back(ask, month, {row.id for row in rows}),
    ]


def _look_back(ask: Question, month: Period, counted: set[int]) -> Step:
    owed = ask.session.scalars(
        select(Issue.id)
        .where(Issue.retired_at.is_(None), Issue.look_back_on.between(month.first, month.last))
        .order_by(Issue.look_back_on, Issue.id)
    )
    waiting = [id_ for id_ in owed if id_ in counted]
    looked = ask.session.scalars(
        select(IssueLookBack.issue_id).where(IssueLookBack.checked_on.between(month.first, _end(month, ask.as_of)))
    )
    done = [id_ for id_ in dict.fromkeys(looked) if id_ in counted]
    total = len(set(done) | set(waiting))
    behind = tuple((KIND, id_) for id_ in dict.fromkeys((*waiting, *done)))
    return Step("回头看", "本月应看", _of(len(done), total, "条已看"), len(done), total, behind)


def _end(month: Period, day: date) -> date:
    return min(month.last, day)


def _of(done: int, total: int, word: str) -> str:
    return f"{done} / {total} {word}" if total else "没有到期"


def _behind(rows: Iterable[Stand]) -> tuple[Behind, ...]:
    return tuple((KIND, row.id) for row in rows)
