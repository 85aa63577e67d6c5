"""What a step of a review brings with it: words taken back, sheets set aside, the standard to score by."""

from datetime import date
from typing import Any

from desktop_app.models.base import Attr
from desktop_app.models.reviews import CaseReview, GradeScheme, ReviewFinding, ReviewRound
from desktop_app.rules.reviews import SCORING, answer_of, by_committee, is_aside, set_aside
from desktop_app.rules.vocabulary import HandlerReply, ReviewState
from desktop_app.services.draft import Draft, Values, table_defaults
from desktop_app.services.facts import Facts
from desktop_app.services.score_standards import newest

FINDINGS = ReviewFinding.__tablename__
_REPLY = (CaseReview.reply, CaseReview.replied_on, CaseReview.answer)
_SENT = (CaseReview.sent_on, CaseReview.due_on)
_DECIDED = (
    CaseReview.grade,
    CaseReview.grade_reason,
    CaseReview.decided_by,
    CaseReview.decided_on,
    CaseReview.committee_on,
    CaseReview.committee_opinion,
)


def is_open(draft: Draft) -> bool:
    """Whether the sheet of a review already kept may be scored in this act."""
    return draft.was(CaseReview.state) in SCORING or draft[CaseReview.state] == ReviewState.REVIEWING


def turned(draft: Draft, facts: Facts) -> None:
    """Carry out what the change of state brings; what stood before stays in the history."""
    before, now = None if draft.is_new else draft.was(CaseReview.state), draft[CaseReview.state]
    if now == ReviewState.REVIEWING != before:
        _to_score_by(draft, facts)
    if before == ReviewState.FEEDBACK and now == ReviewState.REVIEWING:
        _emptied(draft, *_SENT, *_REPLY)
    if before == ReviewState.OBJECTED and now == ReviewState.FEEDBACK:
        _emptied(draft, *_REPLY)
    if before == ReviewState.GRADED and now == ReviewState.FEEDBACK:
        _emptied(draft, *_DECIDED)
    if now == ReviewState.OBJECTED:
        _objected(draft)
    if before == ReviewState.OBJECTED:
        _scored_anew(draft)
    if by_committee(draft[CaseReview.decided_by] or "") and draft[CaseReview.committee_on] is None:
        draft[CaseReview.committee_on] = draft[CaseReview.decided_on]


def _emptied(draft: Draft, *attrs: Attr[Any]) -> None:
    empty = table_defaults(CaseReview)
    draft.values.update({attr.key: empty[attr.key] for attr in attrs})


def _to_score_by(draft: Draft, facts: Facts) -> None:
    """The standard and the grades of the round; without any, those in force on the last day it draws from."""
    row = facts.row(ReviewRound.__tablename__, draft[CaseReview.round_id])
    on: date = row.get("to_on") or facts.today
    if draft[CaseReview.standard_id] is None:
        draft[CaseReview.standard_id] = row.get("standard_id") or newest(facts, on)
    if not draft[CaseReview.scale]:
        scheme = row.get("scheme_id") or newest(facts, on, GradeScheme.__tablename__)
        draft[CaseReview.scale] = str(facts.row(GradeScheme.__tablename__, scheme).get("scale") or "")


def _objected(draft: Draft) -> None:
    said = str(draft[CaseReview.reply] or "").strip()
    if said and answer_of(said) is not HandlerReply.OBJECTED:
        draft[CaseReview.reply] = f"{HandlerReply.OBJECTED}：{said}"
    draft[CaseReview.answer] = HandlerReply.OBJECTED


def _scored_anew(draft: Draft) -> None:
    """The first change of a sheet after an objection sets the old sheets aside (原评分表留存)."""
    before, now = draft.loaded_parts.get(FINDINGS, []), draft.parts.get(FINDINGS, [])
    if [_bare(row) for row in now] == [_bare(row) for row in before] or any(is_aside(row) for row in now):
        return
    draft.parts[FINDINGS] = [*now, *set_aside(before)]


def _bare(row: Values) -> Values:
    """A finding without the problem it was made into."""
    return {name: value for name, value in row.items() if name != "issue_id"}
