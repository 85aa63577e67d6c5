"""What must hold of a review, a round, a standard and a scheme before they are kept, and what follows of itself."""

from collections.abc import Mapping, Sequence
from typing import Any

from desktop_app.models.people import Officer
from desktop_app.models.reviews import (
    FULL,
    CaseReview,
    GradeScheme,
    Reviewer,
    ReviewFinding,
    ReviewHandler,
    ReviewRound,
    ScoreStandard,
)
from desktop_app.registers.review_locks import FEEDBACK as FEEDBACK
from desktop_app.registers.review_locks import LOCKS
from desktop_app.registers.review_turns import is_open, turned
from desktop_app.registers.spec import Check, broken, in_order, missing
from desktop_app.rules.cases import case_key
from desktop_app.rules.deadlines import due_on
from desktop_app.rules.grades import Scale, scale_in, scale_or_none
from desktop_app.rules.numbers import points
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.reviews import answer_of, taken_off
from desktop_app.rules.vocabulary import DrawnAs, HandlerReply, ReviewState, Severity
from desktop_app.services.assigning import SAID
from desktop_app.services.avoidance import Refused, case_of, refused_reviewers
from desktop_app.services.cases import Case, any_case, find_case
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts, Row
from desktop_app.services.score_sheets import compared, contested

FINDINGS, HANDLERS, REVIEWERS = ReviewFinding.__tablename__, ReviewHandler.__tablename__, Reviewer.__tablename__


def prefix(draft: Draft, facts: Facts) -> str:
    """PC-2015-05-: reviews are numbered within the month of their round."""
    row = facts.row(ReviewRound.__tablename__, draft[CaseReview.round_id])
    period = str(row.get("period") or "") or f"{(draft[CaseReview.reviewed_on] or facts.today):%Y-%m}"
    return f"PC-{period}-"


def derive(draft: Draft, facts: Facts) -> None:
    """Facts of the case and of the round, the score and the grade it suggests, the day the answer is due."""
    draft[CaseReview.case_no] = case_key(str(draft[CaseReview.case_no] or ""))
    if draft.is_new:
        _from_case(draft, find_case(facts.session, draft[CaseReview.case_no]))
        _from_round(draft, facts.row(ReviewRound.__tablename__, draft[CaseReview.round_id]), facts)
    _place(draft, facts)
    turned(draft, facts)
    if draft.is_new or is_open(draft):
        _score(draft, facts)
    draft[CaseReview.answer] = answer_of(str(draft[CaseReview.reply] or "")) or draft[CaseReview.answer]
    sent = draft[CaseReview.sent_on]
    if sent is not None and (draft[CaseReview.due_on] is None or sent != draft.was(CaseReview.sent_on)):
        rule = facts.rule(FEEDBACK)
        draft[CaseReview.due_on] = due_on(rule, sent, facts.calendar).on if rule is not None else None
    if draft.is_new and draft[CaseReview.grade] and draft[CaseReview.state] in (None, ReviewState.WAITING):
        draft[CaseReview.state] = ReviewState.GRADED


def _from_case(draft: Draft, case: Case | None) -> None:
    if case is None:
        return
    for attr, value in (
        (CaseReview.name, case.name),
        (CaseReview.kind, case.kind),
        (CaseReview.department_id, case.department_id),
    ):
        draft.values[attr.key] = draft.values.get(attr.key) or value
    if not draft.parts.get(HANDLERS):
        draft.parts[HANDLERS] = [{"officer_id": id_} for id_ in case.handlers]


def _from_round(draft: Draft, row: Row, facts: Facts) -> None:
    draft[CaseReview.standard_id] = draft[CaseReview.standard_id] or row.get("standard_id")
    scheme = facts.row(GradeScheme.__tablename__, row.get("scheme_id"))
    draft[CaseReview.scale] = draft[CaseReview.scale] or str(scheme.get("scale") or "")


def _place(draft: Draft, facts: Facts) -> None:
    first = next((row["officer_id"] for row in draft.parts.get(HANDLERS, ()) if row.get("officer_id")), None)
    own = facts.row(Officer.__tablename__, first).get("department_id")
    draft[CaseReview.department_id] = draft[CaseReview.department_id] or own


def _score(draft: Draft, facts: Facts) -> None:
    """The score by the sheet that counts, wherever one is kept; an old ledger's own score stands as written."""
    rows = draft.parts.get(FINDINGS, ())
    if not draft.is_new and FINDINGS not in draft.parts:
        return
    for row in rows:
        row["points"] = abs(int(row.get("points") or 0))
    draft[CaseReview.agreement] = compared(facts, draft)[0]
    if draft[CaseReview.standard_id] is not None and draft[CaseReview.state] != ReviewState.WAITING:
        draft[CaseReview.score] = full_marks(draft, facts) - taken_off(rows)
    elif draft[CaseReview.score] is None and taken_off(rows):
        draft[CaseReview.score] = FULL - taken_off(rows)
    scale, score = scale_of(draft), draft[CaseReview.score]
    if scale is not None and score is not None and (draft[CaseReview.standard_id] or not draft[CaseReview.suggested]):
        draft[CaseReview.suggested] = scale.grade(score, vetoed(rows))


def full_marks(draft: Draft, facts: Facts) -> int:
    row = facts.row(ScoreStandard.__tablename__, draft[CaseReview.standard_id])
    return int(row.get("full") or FULL)


def scale_of(draft: Draft) -> Scale | None:
    """The grades of a review as they stood (等次标准); None where nothing tells them."""
    return scale_or_none(str(draft[CaseReview.scale] or ""))


def vetoed(rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether a finding vetoes the case whatever its score (一票否决)."""
    return any(row.get("severity") == Severity.VETO and int(row.get("sheet") or 1) == 1 for row in rows)


def heard(titles: Sequence[str]) -> Mapping[str, Any]:
    """What the titles over a ledger of reviews tell of each: where the grades begin."""
    found = next((scale for title in titles if (scale := scale_in(title)) is not None), None)
    return {CaseReview.scale.key: found.told()} if found is not None else {}


def _unknown_case(draft: Draft, facts: Facts) -> Problem | None:
    number = str(draft[CaseReview.case_no] or "")
    if not number or number == draft.was(CaseReview.case_no) or not any_case(facts.session):
        return None
    if find_case(facts.session, number) is not None:
        return None
    return missing(CaseReview.case_no, "case_not_in_pool", f"办结案件里没有受案号 {number}，核对号码，或先录入案件")


def _before_close(draft: Draft, facts: Facts) -> Problem | None:
    """Only closed cases are reviewed (案后评查)."""
    day = draft[CaseReview.reviewed_on]
    case = case_of(facts, draft) if day is not None else None
    if case is None or case.closed_on is None or day is None or day >= case.closed_on:
        return None
    said = f"评查日期 {day} 早于办结日期 {case.closed_on}，核对两处日期"
    return broken(CaseReview.reviewed_on, "review_before_close", said)


_AVOIDED = {
    Refused.HANDLER: "reviewer_is_handler",
    Refused.FORMER: "reviewer_was_handler",
    Refused.KIN: "reviewer_is_kin",
    Refused.DEPARTMENT: "reviewer_same_department",
    Refused.WAS_THERE: "reviewer_was_in_department",
    Refused.ROTATED_THERE: "reviewer_rotated_there",
    Refused.FIRST_TURN: "reviewer_again",
}


def _avoidance(draft: Draft, facts: Facts) -> Problem | None:
    """Nobody reviews his own case, his department's, one he handled, or that of kin (回避)."""
    for officer_id, why in refused_reviewers(facts, draft):
        name = facts.label(Officer.__tablename__, officer_id)
        said = f"评查员{name}{SAID[why]}，应回避。换一名评查员"
        return Problem(REVIEWERS, Fault.BROKEN, _AVOIDED[why], said)
    return None


def _score_differs(draft: Draft, facts: Facts) -> Problem | None:
    rows, score = draft.parts.get(FINDINGS, ()), draft[CaseReview.score]
    if score is None or not taken_off(rows) or draft[CaseReview.standard_id] is not None:
        return None
    off = FULL - taken_off(rows)
    if score == off:
        return None
    said = f"得分 {points(score)} 与扣分合计不符，按扣分应为 {points(off)}。核对扣分和得分"
    return broken(CaseReview.score, "score_mismatch", said)


def _grade_differs(draft: Draft, facts: Facts) -> Problem | None:
    scale, score, said = scale_of(draft), draft[CaseReview.score], str(draft[CaseReview.suggested] or "")
    if scale is None or score is None or not said:
        return None
    told = scale.grade(score, vetoed(draft.parts.get(FINDINGS, ())))
    if said == told or (_score_differs(draft, facts) is not None):
        return None
    return broken(
        CaseReview.suggested, "grade_mismatch", f"建议等次“{said}”与得分 {points(score)} 不对应，应为“{told}”。核对"
    )


def _strange_grade(draft: Draft, facts: Facts) -> Problem | None:
    scale, grade = scale_of(draft), str(draft[CaseReview.grade] or "")
    if scale is None or not grade or grade in scale.words:
        return None
    return broken(
        CaseReview.grade, "grade_not_in_scale", f"审定等次“{grade}”不在本次等次（{'、'.join(scale.words)}）里。另选"
    )


REVIEW_TESTS: tuple[Check, ...] = (
    *LOCKS,
    _unknown_case,
    _before_close,
    _avoidance,
    _score_differs,
    _grade_differs,
    _strange_grade,
    in_order(
        CaseReview.reviewed_on, CaseReview.sent_on, "sent_before_review", "反馈日期 {last} 早于评查日期 {first}。请改后"
    ),
    in_order(
        CaseReview.sent_on,
        CaseReview.replied_on,
        "reply_before_sent",
        "承办人反馈 {last} 早于送达 {first}，核对两处日期",
    ),
    in_order(
        CaseReview.reviewed_on,
        CaseReview.decided_on,
        "decided_before_review",
        "审定日期 {last} 早于评查日期 {first}，核对两处日期",
    ),
)


def drawn_marks(values: Mapping[str, Any], facts: Facts) -> list[str]:
    """必查 and its reason, 一致率, 有异议, 违纪线索: what stands beside a review's number."""
    how, must = values.get(CaseReview.drawn_as.key), str(values.get(CaseReview.must.key) or "")
    drawn = f"{how}：{must}" if how == DrawnAs.MUST and must else str(how or "")
    agreed = values.get(CaseReview.agreement.key)
    told = (
        (bool(drawn), drawn),
        (contested(facts, agreed), f"一致率 {agreed}%"),
        (values.get(CaseReview.answer.key) == HandlerReply.OBJECTED, "有异议"),
        (bool(values.get(CaseReview.discipline.key)), "违纪线索"),
    )
    return [said for true, said in told if true]
