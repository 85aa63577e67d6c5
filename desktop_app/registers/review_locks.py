"""What of a review no longer changes (冻结), and what its grade asks for: committee, days over, the handler heard."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from desktop_app.models.reviews import CaseReview, Reviewer, ReviewFinding, ReviewRound
from desktop_app.registers.spec import Check, broken, missing
from desktop_app.rules.deadlines import due_on
from desktop_app.rules.issues import written
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.reviews import (
    DONE,
    SCORING,
    answered,
    by_committee,
    is_aside,
    over_full,
)
from desktop_app.rules.vocabulary import HandlerReply, ReviewState, RoundState
from desktop_app.services.draft import Draft, Values
from desktop_app.services.draws import is_drawn, review_in
from desktop_app.services.facts import Facts
from desktop_app.services.into_issues import issue_numbers
from desktop_app.services.reviews import committee_rule
from desktop_app.services.score_sheets import CLOSED_SAID, over_said
from desktop_app.services.score_standards import standard

FEEDBACK = "review_feedback"
"""Code of the rule that gives the handler his days to answer (承办人反馈期限)."""

FINDINGS, REVIEWERS = ReviewFinding.__tablename__, Reviewer.__tablename__
_EMPTY = (None, "", False)
_AFTER = frozenset(
    {
        *("demand", "correct_by", "corrected_on", "correction"),
        *("discipline", "discipline_note", "no_inquiry", "note", "state", "state_reason"),
    }
)
"""What goes on after a grade is decided: correction, leads, remarks."""

_SCORED = frozenset({"standard_id", "scale", "score", "suggested", "agreement", "case_no"})
"""What the handler was told by the sheet."""

_SETTLED = (*DONE, ReviewState.WITHDRAWN)
_WAYS = {
    ReviewState.GRADED: "确有错误，先“重新定级”写明原因",
    ReviewState.FILED: "确有错误，先“撤回归档”再“重新定级”，写明原因",
    ReviewState.WITHDRAWN: "另要评查的，重新抽取",
}


def _stays(draft: Draft, states: Collection[str]) -> bool:
    """Whether the review was in one of these states and is in one of them still."""
    return not draft.is_new and draft.was(CaseReview.state) in states and draft[CaseReview.state] in states


def _settled_frozen(draft: Draft, facts: Facts) -> Problem | None:
    """A graded review stays as it was graded; what was left empty may still be filled in."""
    if not _stays(draft, _SETTLED):
        return None
    own = {name for name in draft.changed & draft.loaded.keys() if draft.loaded[name] not in _EMPTY} - _AFTER
    lists = {kind for kind, rows in draft.loaded_parts.items() if not _only_filled(rows, draft.parts.get(kind, []))}
    names = sorted(own | lists | (set() if _same_sheet(draft) else {FINDINGS}))
    if not names:
        return None
    state = draft.was(CaseReview.state)
    return Problem(names[0], Fault.BROKEN, "review_frozen", f"{state}，内容不再改。{_WAYS[state]}")


def _only_filled(before: Sequence[Values], now: Sequence[Values]) -> bool:
    """Whether a list is as it was but for cells that were empty and links to problems, or was empty itself."""
    if not before:
        return True
    after = {row["id"]: row for row in now if row.get("id")}
    if after.keys() != {row["id"] for row in before} or len(after) != len(now):
        return False
    return all(_bare(after[row["id"]]).get(name) == value for row in before for name, value in _kept(row))


def _kept(row: Values) -> Iterable[tuple[str, Any]]:
    return ((name, value) for name, value in _bare(row).items() if value not in _EMPTY)


def _bare(row: Mapping[str, Any]) -> Values:
    """A finding without the problem it was made into, which goes on its own way."""
    return {name: value for name, value in row.items() if name != "issue_id"}


def _same_sheet(draft: Draft) -> bool:
    """Whether the findings are as loaded; those of an old ledger, scored by no standard, may be filled in."""
    before, now = draft.loaded_parts.get(FINDINGS, []), draft.parts.get(FINDINGS, [])
    same = [_bare(row) for row in before] == [_bare(row) for row in now]
    return same or (draft[CaseReview.standard_id] is None and _only_filled(before, now))


def _sheet_frozen(draft: Draft, facts: Facts) -> Problem | None:
    """From 待反馈 on the sheet is what the handler was told; only 退回评查 or an objection opens it."""
    was, now = draft.was(CaseReview.state), draft[CaseReview.state]
    if draft.is_new or was in (*SCORING, *_SETTLED[1:]) or now == ReviewState.REVIEWING:
        return None
    filled = {name for name in _SCORED & draft.changed if draft.loaded.get(name) not in (None, "")}
    if _same_sheet(draft) and not filled and not _first_moved(draft):
        return None
    return Problem(FINDINGS, Fault.BROKEN, "sheet_frozen", CLOSED_SAID)


def _first_moved(draft: Draft) -> bool:
    """Whether those who reviewed first are others than before; none named before may be filled in."""
    before = _reviewers(draft.loaded_parts, 1)
    return bool(before) and before != _reviewers(draft.parts, 1)


def _reviewers(parts: Mapping[str, Sequence[Values]], turn: int) -> list[int]:
    return [row["officer_id"] for row in parts.get(REVIEWERS, ()) if int(row.get("turn") or 1) == turn]


def _turn_frozen(draft: Draft, facts: Facts) -> Problem | None:
    """Who reviewed first stays while an objection is looked into."""
    if draft.is_new or draft.was(CaseReview.state) != ReviewState.OBJECTED or not _first_moved(draft):
        return None
    return Problem(REVIEWERS, Fault.BROKEN, "first_reviewers_frozen", "原评查员不再改。复评人员的次序填 2")


def _again_early(draft: Draft, facts: Facts) -> Problem | None:
    """Nobody reviews again before the handler objects (复评)."""
    if draft.is_new or draft[CaseReview.state] in (ReviewState.OBJECTED, *_SETTLED):
        return None
    if _reviewers(draft.parts, 2) and not _reviewers(draft.loaded_parts, 2):
        said = "没有登记异议，不用复评人员。承办人有异议的，先“登记异议”"
        return Problem(REVIEWERS, Fault.BROKEN, "again_early", said)
    if written(draft[CaseReview.objection_result]) and not written(draft.was(CaseReview.objection_result)):
        said = "没有登记异议，不写异议处理。承办人有异议的，先“登记异议”"
        return broken(CaseReview.objection_result, "again_early", said)
    return None


def _aside_frozen(draft: Draft, facts: Facts) -> Problem | None:
    """A sheet set aside stays as it was, whoever asks."""
    before = [_bare(row) for row in draft.loaded_parts.get(FINDINGS, ()) if is_aside(row)]
    now = [_bare(row) for row in draft.parts.get(FINDINGS, ()) if is_aside(row) and row.get("id")]
    if draft.is_new or before == now:
        return None
    return Problem(FINDINGS, Fault.BROKEN, "aside_frozen", "复评前的评分表留存备查，不能改")


def _over_clause(draft: Draft, facts: Facts) -> Problem | None:
    """Nothing takes off more than its clause is worth."""
    rows = draft.parts.get(FINDINGS, ())
    own = standard(facts, draft[CaseReview.standard_id]) if rows else None
    over = over_full(rows, own.worth) if own is not None else None
    return Problem(FINDINGS, Fault.BROKEN, "over_clause", over_said(*over)) if over is not None else None


def _linked_struck(draft: Draft, facts: Facts) -> Problem | None:
    """A finding that became a problem does not vanish under it; after an objection the old sheet keeps the link."""
    kept = {row.get("id") for row in draft.parts.get(FINDINGS, ())}
    gone = [
        row["issue_id"] for row in draft.loaded_parts.get(FINDINGS, ()) if row["issue_id"] and row["id"] not in kept
    ]
    if not gone or any(is_aside(row) for row in draft.parts.get(FINDINGS, ())):
        return None
    number = next(iter(issue_numbers(facts, gone).values()), "")
    said = f"这条扣分已转问题 {number}。先删除或撤销那个问题，再删扣分"
    return Problem(FINDINGS, Fault.BROKEN, "finding_has_issue", said) if number else None


def _committee(draft: Draft, facts: Facts) -> Problem | None:
    """Grades that the scheme of the round leaves to the procuratorial committee are decided by it."""
    if draft[CaseReview.state] not in DONE or not draft[CaseReview.grade]:
        return None
    objected = draft[CaseReview.answer] == HandlerReply.OBJECTED
    why = committee_rule(facts, draft).asks(draft[CaseReview.grade], objected)
    if not why:
        return None
    if not by_committee(draft[CaseReview.decided_by]):
        return missing(CaseReview.decided_by, "committee_missing", f"{why}。审定机关选检委会，写明检委会意见")
    if draft[CaseReview.committee_on] is None:
        return missing(CaseReview.committee_on, "committee_day_missing", f"{why}，没填检委会日期。填好再存")
    if not written(draft[CaseReview.committee_opinion]):
        return missing(CaseReview.committee_opinion, "committee_opinion_missing", f"{why}，没写检委会意见。写明再存")
    return None


def _grade_early(draft: Draft, facts: Facts) -> Problem | None:
    """A grade is decided by its step alone."""
    if draft[CaseReview.state] in DONE or not (draft[CaseReview.grade] or draft[CaseReview.decided_on]):
        return None
    return broken(CaseReview.grade, "grade_early", f"{draft[CaseReview.state]}时还没有审定等次。用“定级”办理")


def _silence_early(draft: Draft, facts: Facts) -> Problem | None:
    """Silence counts as 无异议 only when the handler's days are over."""
    due = draft[CaseReview.due_on]
    if draft.is_new or draft.was(CaseReview.answer) == HandlerReply.SILENT or due is None or facts.today > due:
        return None
    if answered(draft.values) != HandlerReply.SILENT:
        return None
    return broken(CaseReview.reply, "silence_early", f"反馈期限到 {due}，还没过，不能按未反馈办。期满后再记")


def _ahead(draft: Draft, facts: Facts) -> Problem | None:
    """Nothing of a review under way is done on a day still to come."""
    for attr, called in (
        (CaseReview.reviewed_on, "评查日期"),
        (CaseReview.sent_on, "反馈日期"),
        (CaseReview.replied_on, "承办人反馈日期"),
        (CaseReview.decided_on, "审定日期"),
    ):
        day = draft[attr]
        if not draft.is_new and day is not None and day > facts.today and day != draft.was(attr):
            return broken(attr, "review_in_future", f"{called} {day} 晚于今天。请改早")
    return None


def _lead_unsaid(draft: Draft, facts: Facts) -> Problem | None:
    """A lead for 一案双查 says what it is about."""
    if not draft[CaseReview.discipline] or written(draft[CaseReview.discipline_note]):
        return None
    return missing(CaseReview.discipline_note, "lead_without_note", "勾了违纪线索，没写线索说明。写明是什么线索")


_DRAWN = (CaseReview.case_no, CaseReview.round_id, CaseReview.drawn_as, CaseReview.must)
"""What the draw decided of a review."""


def _drawn_kept(draft: Draft, facts: Facts) -> Problem | None:
    """What was drawn is what is reviewed: no other case stands in for it, and none comes in unasked (抽中的案件)."""
    moved = [attr for attr in _DRAWN if draft.values.get(attr.key) != draft.loaded.get(attr.key)]
    if not draft.is_new and moved and _is_drawn(facts, draft.was(CaseReview.round_id), draft.was(CaseReview.case_no)):
        return broken(
            moved[0], "drawn_case_kept", f"抽中的案件不能改{_LABELS[moved[0].key]}。确需更换，在“抽取名单”里撤出递补"
        )
    row = facts.row(ReviewRound.__tablename__, draft[CaseReview.round_id])
    if not moved or not row.get("seed") or _is_drawn(facts, row["id"], draft[CaseReview.case_no]):
        return None
    said = f"{row['number']} 已抽取，{draft[CaseReview.case_no]} 不在抽取名单里。只评抽中的案件，另要评查的另立一轮"
    return broken(CaseReview.case_no, "not_drawn", said)


def _reviewed_once(draft: Draft, facts: Facts) -> Problem | None:
    """A case is reviewed once in a round."""
    round_id, number = draft[CaseReview.round_id], str(draft[CaseReview.case_no] or "")
    if round_id is None or not number or (round_id, number) == (
        draft.was(CaseReview.round_id), draft.was(CaseReview.case_no)
    ):  # fmt: skip
        return None
    other = review_in(facts.session, round_id, number, draft.record_id)
    return (
        broken(CaseReview.case_no, "reviewed_twice", f"{number} 在这一轮已有评查 {other}，在那一件里办")
        if other
        else None
    )


def _void_rests(draft: Draft, facts: Facts) -> Problem | None:
    """Reviews of a round that was voided (作废) go no further."""
    row = facts.row(ReviewRound.__tablename__, draft[CaseReview.round_id])
    if draft.is_new or row.get("state") != RoundState.VOID or draft[CaseReview.state] == draft.was(CaseReview.state):
        return None
    return broken(CaseReview.state, "round_void", f"{row['number']} 已作废，其中的评查不再办。在另立的一轮里办")


def _yardstick_kept(draft: Draft, facts: Facts) -> Problem | None:
    """A drawn case is judged by the standard and the grades its round was sealed with."""
    eased = next(
        (attr for attr in (CaseReview.standard_id, CaseReview.scale)
         if draft.was(attr) and draft.values.get(attr.key) != draft.loaded.get(attr.key)), None
    )  # fmt: skip
    if (
        draft.is_new
        or eased is None
        or not _is_drawn(facts, draft.was(CaseReview.round_id), draft.was(CaseReview.case_no))
    ):
        return None
    return broken(eased, "yardstick_kept", "评分标准和等次标准是这一轮封存时定下的，不改。定错的作废这一轮，另立一轮")


def _due_shortened(draft: Draft, facts: Facts) -> Problem | None:
    """The handler's days to answer may be made longer, never shorter."""
    sent, due, rule = draft[CaseReview.sent_on], draft[CaseReview.due_on], facts.rule(FEEDBACK)
    if draft.is_new or sent is None or due is None or rule is None or due == draft.was(CaseReview.due_on):
        return None
    least = due_on(rule, sent, facts.calendar).on
    if due >= least:
        return None
    return broken(CaseReview.due_on, "due_shortened", f"反馈期限不早于 {least}（{sent} 起算）。请改后")


_LABELS = {
    CaseReview.case_no.key: "受案号",
    CaseReview.round_id.key: "轮次",
    CaseReview.drawn_as.key: "抽取方式",
    CaseReview.must.key: "必查情形",
}


def _is_drawn(facts: Facts, round_id: int | None, case_no: str) -> bool:
    """Whether a case is on the list of a round that was drawn here."""
    seed = facts.row(ReviewRound.__tablename__, round_id).get("seed")
    return bool(seed) and is_drawn(facts.session, round_id or 0, case_no)


ALONE: tuple[Check, ...] = (_reviewed_once, _drawn_kept)
"""What must hold again of a review that comes back from the deleted ones."""

LOCKS: tuple[Check, ...] = (
    *ALONE,
    _void_rests,
    _yardstick_kept,
    _due_shortened,
    _settled_frozen,
    _sheet_frozen,
    _turn_frozen,
    _again_early,
    _aside_frozen,
    _over_clause,
    _linked_struck,
    _grade_early,
    _committee,
    _silence_early,
    _ahead,
    _lead_unsaid,
)


def held(ids: Sequence[int], facts: Facts) -> str:
    """Why reviews may not be deleted: drawn cases leave by 撤出 alone, graded ones stay as they are."""
    for id_ in ids:
        row = facts.session.get(CaseReview, id_)
        if row is not None and row.drawn_as is not None and row.state != ReviewState.WITHDRAWN:
            return f"{row.number} 是抽中的案件，不能删除。在“抽取名单”里撤出，写明原因后依次递补"
        if row is not None and row.state in DONE:
            return f"{row.number} {row.state}，不能删除。确有错误，先“重新定级”写明原因"
    return ""
