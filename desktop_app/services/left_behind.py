"""What a leaving officer still holds (离岗前手头工作): everything another has to go on with, from every register."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from desktop_app.models.cases import CaseFile, CaseHandler
from desktop_app.models.dossiers import DossierCheck
from desktop_app.models.issues import Issue, IssueMeasure, IssueOfficer
from desktop_app.models.plan import Task
from desktop_app.models.reviews import CaseReview, Reviewer, ReviewHandler
from desktop_app.rules.issues import LIVE
from desktop_app.rules.order import natural
from desktop_app.rules.reviews import RUNNING
from desktop_app.rules.vocabulary import DossierState, HandoverKind, TaskState
from desktop_app.services.facts import Facts

GIVEN = frozenset({Issue.__tablename__, Task.__tablename__})
"""Kinds that are handed to another here; the others change hands in their own registers."""

_UNDONE = (TaskState.NOT_STARTED, TaskState.RUNNING, TaskState.AWAITING, TaskState.SUSPENDED)


@dataclass(frozen=True, slots=True)
class Left:
    """One thing an officer still holds (手头工作): the record, what he is in it, when it is due.

    ``given`` tells whether it can be handed to another in one act.
    """

    kind: str
    id: int
    number: str
    said: str
    role: str
    due_on: date | None
    item: HandoverKind

    @property
    def given(self) -> bool:
        return self.kind in GIVEN

    @property
    def line(self) -> str:
        """How it stands in a hand-over list: 问题 WT-2015-012 讯问笔录缺签名（责任人）."""
        return f"{self.word} {self.number} {self.said}（{self.role}）"

    @property
    def word(self) -> str:
        """问题, 任务, 评查."""
        return _WORDS.get(self.kind, "事项")


Source = Callable[[Facts, int], Iterable[Left]]

_WORDS = {
    Issue.__tablename__: "问题",
    Task.__tablename__: "任务",
    CaseReview.__tablename__: "评查",
    DossierCheck.__tablename__: "案卷",
    CaseFile.__tablename__: "案件",
}


def left_behind(facts: Facts, officer_id: int | None) -> tuple[Left, ...]:
    """Everything an officer still holds, source by source, of each the soonest due first."""
    if officer_id is None:
        return ()
    return tuple(
        left
        for source in SOURCES
        for left in sorted(source(facts, officer_id), key=lambda one: (one.due_on or date.max, natural(one.number)))
    )


def _cases(facts: Facts, who: int) -> Iterator[Left]:
    """Cases he handles that have no closing day (在办案件)."""
    asked = select(CaseFile.id, CaseFile.number, CaseFile.name, CaseHandler.id).join(
        CaseHandler, CaseHandler.case_id == CaseFile.id
    )
    asked = asked.where(CaseHandler.officer_id == who, CaseFile.closed_on.is_(None), CaseFile.retired_at.is_(None))
    for id_, number, name, _ in facts.session.execute(asked):
        yield Left(CaseFile.__tablename__, id_, number, name, "承办人", None, HandoverKind.CASE)


def _issues(facts: Facts, who: int) -> Iterator[Left]:
    """Problems he answers for, or of which an undone measure is his."""
    live = (Issue.state.in_(LIVE), Issue.retired_at.is_(None))
    shown = (Issue.id, Issue.number, Issue.name, Issue.due_on)
    own = select(*shown).join(IssueOfficer, IssueOfficer.issue_id == Issue.id).where(IssueOfficer.officer_id == who)
    measured = (
        select(*shown)
        .join(IssueMeasure, IssueMeasure.issue_id == Issue.id)
        .where(IssueMeasure.officer_id == who, IssueMeasure.done_on.is_(None))
    )
    found: dict[int, Left] = {}
    for asked, role in ((own, "责任人"), (measured, "措施负责人")):
        for id_, number, name, due in facts.session.execute(asked.where(*live)):
            found.setdefault(id_, Left(Issue.__tablename__, id_, number, name, role, due, HandoverKind.DEADLINE))
    yield from found.values()


def _reviews(facts: Facts, who: int) -> Iterator[Left]:
    """Reviews not yet decided: as a reviewer, or as the handler who has to answer."""
    for part, role in ((Reviewer, "评查员"), (ReviewHandler, "承办人")):
        yield from _reviews_as(facts, who, part, role)


def _reviews_as(facts: Facts, who: int, part: Any, role: str) -> Iterator[Left]:
    asked = select(CaseReview.id, CaseReview.number, CaseReview.name, CaseReview.case_no)
    asked = asked.join(part, part.review_id == CaseReview.id).distinct()
    asked = asked.where(part.officer_id == who, CaseReview.state.in_(RUNNING), CaseReview.retired_at.is_(None))
    for id_, number, name, case_no in facts.session.execute(asked):
        yield Left(CaseReview.__tablename__, id_, number, name or case_no, role, None, HandoverKind.DEADLINE)


def _tasks(facts: Facts, who: int) -> Iterator[Left]:
    asked = select(Task.id, Task.number, Task.name, Task.due_on)
    asked = asked.where(Task.officer_id == who, Task.state.in_(_UNDONE), Task.retired_at.is_(None))
    for id_, number, name, due in facts.session.execute(asked):
        yield Left(Task.__tablename__, id_, number, name, "责任人", due, HandoverKind.DEADLINE)


def _dossiers(facts: Facts, who: int) -> Iterator[Left]:
    """Dossiers sent back to him for correction (待补正)."""
    asked = select(
        DossierCheck.id, DossierCheck.number, DossierCheck.name, DossierCheck.case_no, DossierCheck.correct_by
    )
    asked = asked.where(DossierCheck.handler_id == who, DossierCheck.state == DossierState.CORRECTING)
    for id_, number, name, case_no, due in facts.session.execute(asked.where(DossierCheck.retired_at.is_(None))):
        yield Left(DossierCheck.__tablename__, id_, number, name or case_no, "承办人", due, HandoverKind.DOSSIER)


SOURCES: tuple[Source, ...] = (_cases, _dossiers, _issues, _reviews, _tasks)
"""Where it is looked for; a register whose records somebody answers for adds its own."""


def told_of(left: Iterable[Left]) -> str:
    """What somebody leaves behind, counted in words: 案卷 1、问题 3; empty when nothing."""
    counts = Counter(one.word for one in left)
    return "、".join(f"{word} {count}" for word, count in counts.items())
