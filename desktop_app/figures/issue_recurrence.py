"""Problems that came back (重复发生): found after a like one was closed."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from desktop_app.figures.engine import Question
from desktop_app.figures.issue_standing import Stand, standing, standing_of
from desktop_app.models.base import Attr
from desktop_app.models.issues import Issue, IssueCategory, IssueClosure, IssueOfficer
from desktop_app.rules.issues import Trace, recurrences
from desktop_app.rules.vocabulary import IssueState


def recurring(ask: Question, of: Collection[int] | None = None) -> dict[int, int]:
    """Ids of problems that came back by the day, each with the id of the closed one it repeats.

    With ``of`` only these problems are asked after, and only those read that they may repeat.
    """
    if of is None:
        return _recurring(ask.session, standing(ask))
    near = _near(of)
    found = _recurring(ask.session, standing_of(ask, near), near)
    return {id_: closed for id_, closed in found.items() if id_ in of}


def _near(of: Collection[int]) -> Select[int]:
    """Problems that share a category, and a person or the department, with one of these."""
    words = select(IssueCategory.word).where(IssueCategory.issue_id.in_(of))
    homes = select(Issue.department_id).where(Issue.id.in_(of))
    people = select(IssueOfficer.officer_id).where(IssueOfficer.issue_id.in_(of))
    theirs = select(IssueOfficer.issue_id).where(IssueOfficer.officer_id.in_(people))
    alike = select(IssueCategory.issue_id).where(IssueCategory.word.in_(words))
    return select(Issue.id).where(Issue.id.in_(alike), or_(Issue.department_id.in_(homes), Issue.id.in_(theirs)))


def _recurring(session: Session, rows: Iterable[Stand], near: Select[int] | None = None) -> dict[int, int]:
    categories = _words(session, IssueCategory.issue_id, IssueCategory.word, near)
    officers = _words(session, IssueOfficer.issue_id, IssueOfficer.officer_id, near)
    now = {row.id: row for row in rows}
    traces = [
        Trace(
            row.id,
            row.found_on,
            row.closed_on if row.state == IssueState.CLOSED else None,
            row.department_id,
            frozenset(categories.get(row.id, ())),
            frozenset(officers.get(row.id, ())),
        )
        for row in now.values()
    ]
    return recurrences([*traces, *_former(session, now, traces)])


def _former(session: Session, now: Mapping[int, Stand], rows: Iterable[Trace]) -> Iterator[Trace]:
    """The closings of rounds before the one a problem stands in: a repetition of them stays one."""
    traces = {row.id: row for row in rows}
    closed = select(IssueClosure.issue_id, IssueClosure.closed_on, IssueClosure.round)
    for issue_id, closed_on, round_ in session.execute(closed):
        if issue_id in now and round_ < now[issue_id].round:
            yield replace(traces[issue_id], found_on=None, closed_on=closed_on)


def _words(session: Session, owner: Attr[int], word: Attr[Any], near: Select[int] | None) -> dict[int, list[Any]]:
    asked = select(owner, word)
    kept: dict[int, list[Any]] = {}
    for issue_id, said in session.execute(asked if near is None else asked.where(owner.in_(near))):
        kept.setdefault(issue_id, []).append(said)
    return kept
