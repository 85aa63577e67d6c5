"""What places every kind of row in a month of its tab (月结的口径), and what of it a closed month keeps.

A kind none of whose days says that something happened (阶段、成员、模板) lies in no month: ``TIMELESS`` names them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from desktop_app.models import (
    bulletins,
    cases,
    dossiers,
    exams,
    issues,
    meetings,
    plan,
    posts,
    responsibility,
    reviews,
    rotations,
    seizures,
    supervision,
    training,
)
from desktop_app.models.base import Attr, Base, Part, Record
from desktop_app.rules.month_close import Stage
from desktop_app.rules.vocabulary import IssueState
from desktop_app.services.draft import own_columns
from desktop_app.store.unit import parent_link

Row = type[Record | Part]
_ALWAYS_FREE = frozenset({"note", "state", "state_reason", "number"})
"""What goes on being written of any row whatever month it lies in."""


@dataclass(frozen=True, slots=True)
class Through:
    """The record whose day a row goes by: ``link`` of the row is ``key`` of that record."""

    link: Attr[Any]
    key: Attr[Any]
    day: Attr[Any]


@dataclass(frozen=True, slots=True)
class Place:
    """One day of a kind and what it keeps; ``through`` where the day stands on another record."""

    model: Row
    stage: Stage
    through: Through | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The row's own attributes that have to be known to judge it."""
        own = self.through.link.key if self.through else self.stage.day
        named = (own, *self.stage.counted, *self.stage.told, self.stage.state, self.stage.unless)
        return tuple(dict.fromkeys(filter(None, named)))


def _names(attrs: Iterable[Attr[Any]]) -> tuple[str, ...]:
    return tuple(attr.key for attr in attrs)


def _model(attr: Attr[Any]) -> Row:
    found: Row = attr.class_  # type: ignore[assignment]
    return found


def _at(
    day: Attr[Any],
    *told: Attr[Any],
    counted: tuple[Attr[Any], ...] = (),
    gone: tuple[StrEnum, ...] = (),
    last: bool = False,
    moved: tuple[Attr[Any] | type[Part], ...] = (),
    unless: Attr[Any] | None = None,
) -> Place:
    """What the day of a milestone keeps (某一环节)."""
    words = tuple(one.__tablename__ if isinstance(one, type) else one.key for one in moved)
    stage = Stage(
        day.key,
        _names(counted),
        _names(told),
        frozenset(gone),
        "state" if gone else "",
        last=last,
        moved=words,
        unless=unless.key if unless is not None else "",
    )
    return Place(_model(day), stage)


def _on(day: Attr[Any], counted: tuple[Attr[Any], ...] = (), free: tuple[Attr[Any], ...] = ()) -> Place:
    """What happened on one day (某日发生的事): all it tells is kept, but what is ``free``."""
    model = _model(day)
    kept = {day.key, *_names(counted), *_names(free)} | _ALWAYS_FREE
    told = tuple(name for name in own_columns(model) if name not in kept)
    return Place(model, Stage(day.key, _names(counted), told))


def _of(link: Attr[Any], day: Attr[Any], *free: Attr[Any], grows: bool = False, last: bool = False) -> Place:
    """Rows that go by the day of the record they belong to (随主记录): none is changed, none added unless it grows."""
    model = _model(link)
    kept = {*_names(free), *_ALWAYS_FREE}
    counted = tuple(name for name in own_columns(model) if name not in kept)
    return Place(model, Stage(day.key, counted, grows=grows, last=last), Through(link, _model(day).id, day))


PLAN = (
    _at(plan.Plan.issued_on, plan.Plan.doc_no, plan.Plan.signer_id),
    _at(plan.Task.start_on, moved=(plan.DeadlineChange,)),
    _at(plan.Task.done_on, plan.Task.output),
    _on(plan.TaskNote.noted_on),
    _on(plan.DeadlineChange.changed_on),
    _at(plan.Standard.issued_on, plan.Standard.doc_no),
    _at(plan.Standard.effective_on),
    _on(meetings.Meeting.held_on, (meetings.Meeting.kind, meetings.Meeting.expected, meetings.Meeting.present)),
    _of(meetings.Attendance.meeting_id, meetings.Meeting.held_on, meetings.Attendance.note),
)

_ISSUE = issues.Issue
ISSUES = (
    _at(
        _ISSUE.found_on,
        *(_ISSUE.name, _ISSUE.showing, _ISSUE.matter, _ISSUE.origin, _ISSUE.finder, _ISSUE.cause_kind),
        counted=(_ISSUE.nature, _ISSUE.line, _ISSUE.department_id),
        gone=(IssueState.MERGED, IssueState.VOID),
    ),
    _at(_ISSUE.found_on, _ISSUE.due_on, _ISSUE.first_due_on, moved=(_ISSUE.round, issues.IssueExtension)),
    _at(_ISSUE.verified_on, _ISSUE.verifier_id, _ISSUE.opinion, moved=(_ISSUE.round,)),
    _at(
        _ISSUE.closed_on,
        *(_ISSUE.approver_id, _ISSUE.completion, _ISSUE.evidence, _ISSUE.rule_made),
        moved=(_ISSUE.round,),
    ),
    _of(issues.IssueCategory.issue_id, _ISSUE.found_on),
    _of(issues.IssueCase.issue_id, _ISSUE.found_on, grows=True),
    _of(issues.IssueOfficer.issue_id, _ISSUE.found_on, grows=True),
    _at(issues.IssueMeasure.done_on, issues.IssueMeasure.text, issues.IssueMeasure.officer_id),
    _on(issues.IssueNote.noted_on),
    _on(issues.IssueExtension.changed_on),
    _on(issues.IssueLookBack.checked_on),
    _on(issues.SelfCheck.signed_on),
)

_EXAM, _SAT, _CHECK, _AWARD = exams.Exam, exams.Sitting, dossiers.DossierCheck, dossiers.DossierAward
EXAMS = (
    _on(training.Training.held_on, free=(training.Training.materials,)),
    _of(training.TrainingPresence.training_id, training.Training.held_on, training.TrainingPresence.cause),
    _at(
        _EXAM.held_on,
        *(_EXAM.title, _EXAM.form, _EXAM.paper, _EXAM.clock, _EXAM.until, _EXAM.place, _EXAM.subjects),
        counted=(
            *(_EXAM.full, _EXAM.pass_mark, _EXAM.excellent, _EXAM.scale, _EXAM.ties, _EXAM.roster),
            *(_EXAM.young_age, _EXAM.first_full, _EXAM.second_full, _EXAM.retake_policy),
        ),
    ),
    _at(_EXAM.published_on, _EXAM.bulletin_no),
    _of(exams.ExamDepartment.exam_id, _EXAM.held_on),
    _of(exams.ExamException.exam_id, _EXAM.held_on, exams.ExamException.reason),
    Place(
        _SAT,
        Stage(
            _EXAM.held_on.key,
            _names(
                (
                    *(_SAT.exam_id, _SAT.officer_id, _SAT.department_id, _SAT.code, _SAT.cause),
                    *(_SAT.first, _SAT.second, _SAT.total),
                )
            ),
            _names((_SAT.name, _SAT.ticket, _SAT.room, _SAT.seat, _SAT.excuse)),
        ),
        Through(_SAT.exam_id, _EXAM.id, _EXAM.held_on),
    ),
    _at(_SAT.retake_on, counted=(_SAT.retake_code, _SAT.retake_total)),
    _on(exams.MarkChange.changed_on),
    _at(
        _CHECK.checked_on,
        *(_CHECK.checker_id, _CHECK.profile_id, _CHECK.scale, _CHECK.defects, _CHECK.department_id),
        counted=(_CHECK.case_no, _CHECK.score, _CHECK.verdict),
    ),
    _at(_CHECK.corrected_on),
    _at(_CHECK.rechecked_on, _CHECK.recheck),
    _of(
        dossiers.DossierDefect.check_id,
        _CHECK.checked_on,
        dossiers.DossierDefect.mended_on,
        dossiers.DossierDefect.issue_id,
    ),
    _at(dossiers.DossierDefect.mended_on),
    _at(_AWARD.scored_on, _AWARD.places, _AWARD.full, _AWARD.trimmed, _AWARD.least, _AWARD.ties),
    _at(_AWARD.approved_on, _AWARD.approved_by, _AWARD.bulletin_no),
    _of(dossiers.AwardEntry.award_id, _AWARD.approved_on),
    _of(dossiers.AwardItem.award_id, _AWARD.scored_on),
    _of(dossiers.AwardJudge.award_id, _AWARD.scored_on),
)

_POST, _AWAY, _MOVE = posts.Post, posts.Absence, rotations.Rotation
POSTS = (
    _at(_POST.since_on, _POST.name, _POST.department_id, _POST.nature, _POST.a_id, _POST.b_id, _POST.sole),
    _at(_POST.until_on, last=True),
    _at(_AWAY.from_on, _AWAY.department_id, _AWAY.cause, _AWAY.days, counted=(_AWAY.officer_id, _AWAY.kind)),
    _at(_AWAY.to_on, last=True),
    _at(_AWAY.handed_on, _AWAY.handover, _AWAY.receiver_id),
    _at(_AWAY.returned_on, _AWAY.problems),
    _of(posts.StandIn.absence_id, _AWAY.to_on, last=True),
    _at(rotations.RotationBatch.approved_on, rotations.RotationBatch.meeting, rotations.RotationBatch.basis),
    _at(_MOVE.actual_from_on, _MOVE.from_department_id, counted=(_MOVE.officer_id, _MOVE.to_department_id)),
    _at(_MOVE.actual_to_on, _MOVE.outcome, _MOVE.end_reason, last=True),
    _at(_MOVE.handed_on, _MOVE.handover),
    _at(_MOVE.midterm_on, _MOVE.midterm),
    _at(_MOVE.appraised_on, _MOVE.appraised, counted=(_MOVE.appraisal,)),
    _at(rotations.RotationItem.done_on, rotations.RotationItem.said, rotations.RotationItem.kind),
)

_CASE, _CARD, _ROUND, _REVIEW = cases.CaseFile, cases.CaseCard, reviews.ReviewRound, reviews.CaseReview
REVIEWS = (
    _at(_CASE.closed_on, _CASE.name, counted=(_CASE.kind,)),
    _at(_CASE.filed_on),
    _of(cases.CaseHandler.case_id, _CASE.closed_on),
    _at(cases.CardSet.handled_on, cases.CardSet.handling, cases.CardSet.handled_by_id),
    _at(cases.CardSet.filed_on),
    _at(_CARD.issued_on, _CARD.card_no, _CARD.issued_to, _CARD.issuer_id, counted=(_CARD.kind,)),
    _at(_CARD.returned_on, _CARD.way, counted=(_CARD.rating,)),
    _at(_ROUND.drawn_on, _ROUND.kind, _ROUND.period, _ROUND.drawn_count, _ROUND.pool_count),
    _at(_ROUND.finished_on, _ROUND.kind, _ROUND.period),
    _at(_ROUND.bulletin_on, _ROUND.bulletin_no),
    _at(reviews.DrawnCase.struck_on, reviews.DrawnCase.struck_reason),
    _at(_REVIEW.reviewed_on, _REVIEW.way, _REVIEW.department_id, counted=(_REVIEW.case_no, _REVIEW.round_id)),
    _at(_REVIEW.sent_on),
    _at(_REVIEW.replied_on, _REVIEW.reply, counted=(_REVIEW.answer,)),
    _at(_REVIEW.joint_on, _REVIEW.joint_opinion),
    _at(_REVIEW.committee_on, _REVIEW.committee_opinion),
    _at(_REVIEW.decided_on, _REVIEW.grade_reason, _REVIEW.decided_by, counted=(_REVIEW.grade, _REVIEW.score)),
    _at(_REVIEW.corrected_on, _REVIEW.correction),
    _of(reviews.ReviewHandler.review_id, _REVIEW.reviewed_on),
    _of(reviews.ReviewFinding.review_id, _REVIEW.decided_on, reviews.ReviewFinding.issue_id),
    _at(reviews.Contest.confirmed_on, *(reviews.Contest.confirmed_by, reviews.Contest.places, reviews.Contest.rule)),
    _of(reviews.ContestJudge.contest_id, reviews.Contest.confirmed_on),
    Place(
        reviews.Nominee,
        Stage(
            reviews.Contest.confirmed_on.key,
            _names((reviews.Nominee.period, reviews.Nominee.category, reviews.Nominee.case_no)),
            _names((reviews.Nominee.score, reviews.Nominee.votes, reviews.Nominee.chosen)),
        ),
        Through(reviews.Nominee.period, reviews.Contest.period, reviews.Contest.confirmed_on),
    ),
)

_TAKEN, _ITEM, _MONEY, _FROZEN = seizures.Seizure, seizures.SeizedItem, seizures.MoneyEntry, seizures.Freeze
SEIZURES = (
    _at(
        _TAKEN.seized_on,
        *(_TAKEN.case_name, _TAKEN.party, _TAKEN.department_id, _TAKEN.measure, _TAKEN.paper_no, _TAKEN.holder),
        counted=(_TAKEN.case_no,),
    ),
    _at(_TAKEN.judgment_on),
    _at(
        _ITEM.seized_on,
        *(_ITEM.name, _ITEM.features, _ITEM.nature, _ITEM.seizure_id),
        counted=(_ITEM.category, _ITEM.quantity, _ITEM.unit, _ITEM.currency, _ITEM.amount),
        unless=_ITEM.parent_id,
    ),
    *(_at(day, unless=_ITEM.parent_id) for day in (_ITEM.moved_on, _ITEM.stored_on)),
    *(_at(day, unless=_ITEM.parent_id) for day in (_ITEM.unrelated_on, _ITEM.noticed_on)),
    _at(seizures.ItemProcedure.mended_on),
    _on(seizures.CustodyEvent.happened_on),
    _on(_MONEY.booked_on, (_MONEY.case_no, _MONEY.kind, _MONEY.income, _MONEY.outgo, _MONEY.item_id)),
    _at(
        _FROZEN.from_on,
        *(_FROZEN.asset, _FROZEN.bank, _FROZEN.account, _FROZEN.owner, _FROZEN.paper_no, _FROZEN.case_name),
        counted=(_FROZEN.case_no, _FROZEN.amount),
    ),
    _at(_FROZEN.from_on, _FROZEN.to_on, moved=(seizures.FreezeRenewal,)),
    _at(_FROZEN.released_on, _FROZEN.release_no),
    _on(seizures.FreezeRenewal.renewed_on),
    _at(seizures.Stocktake.counted_on, seizures.Stocktake.title, counted=(seizures.Stocktake.scope,)),
    _of(
        seizures.CountLine.stocktake_id,
        seizures.Stocktake.counted_on,
        *(seizures.CountLine.issue_id, seizures.CountLine.settled_on, seizures.CountLine.settled),
    ),
    _at(seizures.CountLine.settled_on, seizures.CountLine.settled),
)

_HABIT, _LETTER, _INQUIRY = supervision.Habit, supervision.SupervisionDocument, responsibility.Inquiry
INSPECTIONS = (
    _at(
        _HABIT.inspected_on,
        *(_HABIT.name, _HABIT.place, _HABIT.handling),
        counted=(_HABIT.department_id, _HABIT.category),
    ),
    _at(_HABIT.handled_on, _HABIT.handling),
    _at(_HABIT.bulletin_on, _HABIT.bulletin_no),
    _of(supervision.HabitInspector.habit_id, _HABIT.inspected_on, grows=True),
    _of(supervision.HabitOfficer.habit_id, _HABIT.inspected_on, grows=True),
    _at(_LETTER.approved_on, _LETTER.approver_id),
    _at(
        _LETTER.sent_on,
        *(_LETTER.doc_no, _LETTER.unit, _LETTER.name),
        counted=(_LETTER.kind, _LETTER.department_id),
    ),
    _at(_LETTER.delivered_on, _LETTER.stated_days, _LETTER.proof),
    _at(_LETTER.replied_on, _LETTER.reply_no, _LETTER.reply, counted=(_LETTER.adoption,)),
    _at(_LETTER.objected_on, _LETTER.objection),
    _at(_LETTER.reviewed_on, _LETTER.review_result),
    _at(_LETTER.verified_on, _LETTER.verify_way, _LETTER.verifier_id, counted=(_LETTER.landing,)),
    _at(_LETTER.closed_on),
    _at(_LETTER.reported_on, _LETTER.reported_to),
    _at(_LETTER.withdrawn_on),
    _on(supervision.DocumentUrging.urged_on),
    _at(
        supervision.Indicator.abolished_on,
        *(supervision.Indicator.doc_no, supervision.Indicator.name, supervision.Indicator.replacement),
        counted=(supervision.Indicator.hollow,),
    ),
    _at(responsibility.Duty.signed_on, counted=(responsibility.Duty.officer_id,)),
    _on(responsibility.DutyDeed.done_on),
    _on(responsibility.DutyCheck.checked_on),
    *(
        _at(day, _INQUIRY.origin, _INQUIRY.case_no, _INQUIRY.department_id)
        for day in (_INQUIRY.registered_on, _INQUIRY.started_on)
    ),
    *(_at(day) for day in (_INQUIRY.carried_out_on, _INQUIRY.archived_on)),
    _at(_INQUIRY.ended_on, _INQUIRY.conclusion, _INQUIRY.no_leader),
    _at(_INQUIRY.bulletin_on, _INQUIRY.bulletin_no),
    _at(_INQUIRY.revisited_on, _INQUIRY.revisit),
    _at(
        responsibility.InquiryPerson.decided_on,
        *(responsibility.InquiryPerson.fault, responsibility.InquiryPerson.doc_no),
        counted=(
            *(responsibility.InquiryPerson.officer_id, responsibility.InquiryPerson.leg),
            *(responsibility.InquiryPerson.blame, responsibility.InquiryPerson.outcome),
        ),
    ),
    Place(
        responsibility.InquiryPerson,
        Stage(
            _INQUIRY.ended_on.key,
            _names((responsibility.InquiryPerson.officer_id, responsibility.InquiryPerson.leg)),
            _names((responsibility.InquiryPerson.blame, responsibility.InquiryPerson.outcome)),
            grows=True,
        ),
        Through(responsibility.InquiryPerson.inquiry_id, _INQUIRY.id, _INQUIRY.ended_on),
    ),
    _at(responsibility.InquiryPerson.carried_out_on),
)

BULLETINS = (
    _at(bulletins.Bulletin.sent_on, counted=(bulletins.Bulletin.kind,)),
    _at(bulletins.DocNumber.taken_on, counted=(bulletins.DocNumber.series_id, bulletins.DocNumber.serial)),
)

PLACES: dict[str, tuple[Place, ...]] = {
    "plan": PLAN,
    "issues": ISSUES,
    "exams": EXAMS,
    "posts": POSTS,
    "reviews": REVIEWS,
    "seizures": SEIZURES,
    "inspections": INSPECTIONS,
    "bulletins": BULLETINS,
}
"""Tab code to what is placed in its months."""

TIMELESS: tuple[type[Base], ...] = (
    *(plan.Phase, plan.GroupMember, plan.TaskPartner, issues.IssueClosure, exams.ExamRoom, exams.ExamInvigilator),
    *(dossiers.AwardScore, posts.AbsenceItem, rotations.BatchPlace, rotations.RotationExtension),
    *(rotations.RotationLimit, rotations.VisitedDepartment, rotations.BarredDepartment, cases.CaseMark),
    *(reviews.RoundReviewer, reviews.PoolCase, reviews.Reviewer, reviews.NomineeVote),
    *(seizures.SeizureHandler, seizures.StocktakeCounter, responsibility.InquiryMember),
    *(bulletins.BulletinLine, bulletins.BulletinFigure, bulletins.BulletinWaiver, bulletins.BulletinCopy),
)
"""Kinds of these tabs that lie in no month: lists beside a record, or what moves with its own act (IssueClosure)."""

BY_KIND: dict[str, tuple[str, tuple[Place, ...]]] = {
    kind: (tab, tuple(place for place in places if place.model.__tablename__ == kind))
    for tab, places in PLACES.items()
    for kind in dict.fromkeys(str(place.model.__tablename__) for place in places)
}
"""Kind to its tab and its days."""

OF_RECORD: dict[str, tuple[Place, ...]] = {}
"""Kind of record to the days of the rows that belong to it: with the record they go and come back."""
for _place in (place for places in PLACES.values() for place in places if place.through is None):
    if issubclass(_place.model, Part):
        _owner = parent_link(_place.model)[0]
        OF_RECORD[_owner] = (*OF_RECORD.get(_owner, ()), _place)
