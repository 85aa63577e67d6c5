"""Verbs of case reviews beyond saving: the handler's answer, silence recorded, who must decide which grade."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session

from desktop_app.models.reviews import CaseReview, GradeScheme, ReviewRound
from desktop_app.rules.grades import scale_or_none
from desktop_app.rules.names import split_names
from desktop_app.rules.reviews import CommitteeRule, answer_of
from desktop_app.rules.vocabulary import HandlerReply, ReviewState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.services.review_issues import to_issues as to_issues
from desktop_app.services.score_standards import new_version as new_version
from desktop_app.system.errors import Refusal

OBJECT = "登记异议"
"""The step by which an objection is registered."""


@dataclass(frozen=True)
class GradeChoice:
    """The grades a review may be given (审定等次), the suggested one, and why the committee must decide which."""

    words: tuple[str, ...]
    suggested: str
    why: dict[str, str] = field(default_factory=dict)

    @property
    def needs_committee(self) -> dict[str, bool]:
        """Grade to whether the procuratorial committee must decide it."""
        return {word: bool(self.why.get(word)) for word in self.words}


def standard_in_use(session: Session, standard_id: int) -> bool:
    """Whether a review was scored, or a pool sealed, by this standard: it then stays as it is."""
    scored = exists().where(CaseReview.standard_id == standard_id, CaseReview.score.is_not(None))
    sealed = exists().where(ReviewRound.standard_id == standard_id, ReviewRound.pool_sha256 != "")
    return bool(session.scalar(select(or_(scored, sealed))))


def committee_rule(facts: Facts, draft: Draft) -> CommitteeRule:
    """What the scheme of the review's round asks the committee to decide; nothing without a round or a scheme."""
    row = facts.row(ReviewRound.__tablename__, draft[CaseReview.round_id])
    scheme = facts.row(GradeScheme.__tablename__, row.get("scheme_id"))
    if not scheme:
        return CommitteeRule()
    return CommitteeRule(frozenset(split_names(str(scheme["committee"] or ""))), bool(scheme["disputed"]))


def grades(facts: Facts, draft: Draft) -> GradeChoice:
    """The grades to choose from, best first, by the review's own scale."""
    scale = scale_or_none(str(draft[CaseReview.scale] or ""))
    words = scale.words if scale is not None else ()
    rule, objected = committee_rule(facts, draft), draft[CaseReview.answer] == HandlerReply.OBJECTED
    told = {word: rule.asks(word, objected) for word in words}
    return GradeChoice(words, str(draft[CaseReview.suggested] or ""), {word: why for word, why in told.items() if why})


def answer(
    desk: Desk, law: Law, review_id: int, reply: str, replied_on: date | None, objects: bool | None = None
) -> Outcome:
    """Record the handler's opinion (承办人意见) in his words: an objection opens the review to others, once.

    ``objects`` says what the words come to where they do not say it themselves (有异议：…, 无异议).
    """
    draft = _loaded(desk, law, review_id)
    said = _worded(reply, objects)
    _may_answer(desk, draft, said, replied_on)
    told = {"reply": said, "replied_on": replied_on}
    if answer_of(said) is HandlerReply.OBJECTED:
        return records.move(desk, law, draft, OBJECT, asked=told)
    draft.values.update(told)
    done = records.save(desk, law, draft)
    return replace(done, said=f"已登记承办人意见 {draft.values['number']}：{HandlerReply.AGREED}")


def _worded(reply: str, objects: bool | None) -> str:
    said = reply.strip()
    if objects and answer_of(said) is not HandlerReply.OBJECTED:
        return f"{HandlerReply.OBJECTED}：{said}"
    if objects is False and answer_of(said) is not HandlerReply.AGREED:
        return f"{HandlerReply.AGREED}：{said}" if said else HandlerReply.AGREED.value
    return said


def _may_answer(desk: Desk, draft: Draft, said: str, replied_on: date | None) -> None:
    number, state, sent = draft.values["number"], draft[CaseReview.state], draft[CaseReview.sent_on]
    if state == ReviewState.OBJECTED:
        raise Refusal(f"{number} 已登记异议，异议只能提一次。按复评结果定级", "reply")
    if state != ReviewState.FEEDBACK:
        raise Refusal(f"{number} {state}，不在待反馈，不能登记承办人意见。先提交反馈", "reply")
    if not said or said == f"{HandlerReply.OBJECTED}：":
        raise Refusal("没写承办人意见。写明再存，没有意见的写“无异议”", "reply")
    if answer_of(said) is HandlerReply.SILENT:
        raise Refusal("没有反馈的，期满后用“逾期未反馈”登记", "reply")
    if replied_on is None:
        raise Refusal("没填承办人反馈日期。填好再存", "replied_on")
    if replied_on > desk.today:
        raise Refusal(f"承办人反馈日期 {replied_on} 晚于今天。请改早", "replied_on")
    if sent is not None and replied_on < sent:
        raise Refusal(f"承办人反馈日期 {replied_on} 早于送达 {sent}。请改后", "replied_on")


def record_silence(desk: Desk, law: Law, ids: Sequence[int]) -> Outcome:
    """Record of many reviews that the days are over without an answer (无异议（无反馈意见）), as one act.

    Refuses one whose days still run, or that is answered already: then none is recorded.
    """
    if not ids:
        raise Refusal("没有选中评查。先选逾期未反馈的")
    with desk.store.unit("登记逾期未反馈") as unit:
        facts = Facts(unit.session, desk.today)
        for review_id in ids:
            draft = records.load(unit.session, law.model, review_id, law.lists)
            _may_be_silent(desk.today, draft)
            draft[CaseReview.answer] = HandlerReply.SILENT
            records.write(unit, law, draft, facts, records.Mode.DESK)
            number = draft.values["number"]
    many = number if len(ids) == 1 else f"{len(ids)} {law.measure}"
    return Outcome(law.model.__tablename__, tuple(ids), f"已登记 {many} {HandlerReply.SILENT}", unit.batch_id)


def _may_be_silent(today: date, draft: Draft) -> None:
    number, state, due = draft.values["number"], draft[CaseReview.state], draft[CaseReview.due_on]
    if state != ReviewState.FEEDBACK:
        raise Refusal(f"{number} {state}，不在待反馈。只选待反馈的")
    if draft[CaseReview.answer] is not None:
        raise Refusal(f"{number} 已登记意见（{draft[CaseReview.answer]}）。不用再记")
    if due is None:
        raise Refusal(f"{number} 没有反馈期限。先填反馈日期")
    if today <= due:
        raise Refusal(f"{number} 反馈期限到 {due}，还没过。期满后再记")


def _loaded(desk: Desk, law: Law, review_id: int) -> Draft:
    with desk.store.read() as session:
        return records.load(session, law.model, review_id, law.lists)
