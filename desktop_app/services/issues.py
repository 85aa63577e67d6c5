"""Verbs of the problems beyond saving: extend a deadline, look back after closing, find what may be said twice."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from desktop_app.models.issues import (
    Issue,
    IssueCase,
    IssueCategory,
    IssueClosure,
    IssueExtension,
    IssueLookBack,
)
from desktop_app.rules.cases import case_key
from desktop_app.rules.deadlines import due_on
from desktop_app.rules.issues import CLOSING, COUNTED, MEASURES, pairs_of, shared
from desktop_app.rules.order import natural
from desktop_app.rules.vocabulary import IssueState, LookBackResult
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.services.outcome import Outcome, Twin
from desktop_app.system.errors import Refusal

ALIKE = 0.7
"""From this likeness on two descriptions of one department are shown as perhaps the same."""

_SEEN = 5
_NOT_EXTENDED = {
    IssueState.CLOSED: "销号有误先撤回销号，回头看反弹的另定期限",
    IssueState.MERGED: "在并入的那一条上延期，或先恢复",
    IssueState.VOID: "要继续整改先恢复",
    IssueState.LASTING: "要定期限先“恢复限期”",
}
"""States without a deadline that could be extended, and what to do instead."""

_ARCHIVED = ("due_on", "completion", "evidence", *CLOSING)


@dataclass(frozen=True)
class Standing:
    """A problem as the dialogs of its verbs show it; ``first_due`` is the original deadline (原期限)."""

    id: int
    number: str
    name: str
    due: date | None
    first_due: date | None
    closed_on: date | None
    round: int
    extended: int


def standing(session: Session, issue_id: int) -> Standing:
    """The problem as it stands. Refuses one that is gone."""
    issue = _live(session, issue_id)
    extended = session.scalars(select(IssueExtension.id).where(IssueExtension.issue_id == issue_id)).all()
    return Standing(
        issue.id,
        issue.number,
        issue.name,
        issue.due_on,
        issue.first_due_on,
        issue.closed_on,
        issue.round,
        len(extended),
    )


def extend(
    desk: Desk, issue_id: int, new_due: date | None, reason: str, approver_id: int | None, doc_no: str = ""
) -> Outcome:
    """Extend a deadline (延期): a new commitment with reason and approver; the original day stays (原期限)."""
    with desk.store.unit("问题延期", reason=reason.strip()) as unit:
        issue = _live(unit.session, issue_id)
        day = _may_extend(issue, new_due, reason, approver_id)
        unit.session.add(
            IssueExtension(
                issue_id=issue_id,
                changed_on=desk.today,
                old_due_on=issue.due_on,
                new_due_on=day,
                reason=reason.strip(),
                approver_id=approver_id,
                doc_no=doc_no.strip(),
            )
        )
        issue.first_due_on = issue.first_due_on or issue.due_on or day
        issue.due_on = day
        _mended(issue, Issue.due_on.key)
        said = f"已延期 {issue.number} 至 {day:%m-%d}"
    return Outcome(Issue.__tablename__, (issue_id,), said, unit.batch_id)


def _may_extend(issue: Issue, new_due: date | None, reason: str, approver_id: int | None) -> date:
    """The new deadline, if nothing stands against it."""
    if issue.state in _NOT_EXTENDED:
        raise Refusal(f"{issue.number} {issue.state}，没有期限可延。{_NOT_EXTENDED[issue.state]}", "new_due_on")
    if new_due is None:
        raise Refusal("没填新期限。填好再存", "new_due_on")
    if issue.due_on is not None and new_due <= issue.due_on:
        raise Refusal(f"新期限不晚于现期限 {issue.due_on:%m-%d}。延期请填更晚的日期", "new_due_on")
    if issue.found_on is not None and new_due < issue.found_on:
        raise Refusal(f"新期限早于发现日期 {issue.found_on:%m-%d}。请改后", "new_due_on")
    if not reason.strip():
        raise Refusal("没写延期原因。写明再存", "reason")
    if approver_id is None:
        raise Refusal("没填批准人。选好再存", "approver_id")
    return new_due


def look_back(
    desk: Desk,
    issue_id: int,
    result: LookBackResult | None,
    checked_on: date | None,
    checker_id: int | None,
    note: str = "",
    new_due: date | None = None,
) -> Outcome:
    """Look back at a closed problem (回头看): 巩固, or 反弹 that reopens it under the same number with a new round.

    On a rebound the closure is kept as one of a former round, ``new_due`` is the deadline of the next.
    """
    with desk.store.unit("回头看", reason=note.strip()) as unit:
        issue = _live(unit.session, issue_id)
        _may_look_back(desk.today, issue, result, checked_on, checker_id, note, new_due)
        unit.session.add(
            IssueLookBack(
                issue_id=issue_id,
                round=issue.round,
                checked_on=checked_on,
                result=result,
                checker_id=checker_id,
                note=note.strip(),
            )
        )
        if result == LookBackResult.REBOUND:
            _reopen(unit.session, issue, note.strip(), new_due)
        else:
            issue.look_back_on = None
        said = (
            f"回头看{result} {issue.number}{f'，第 {issue.round} 轮整改' if result == LookBackResult.REBOUND else ''}"
        )
    return Outcome(Issue.__tablename__, (issue_id,), said, unit.batch_id)


def _may_look_back(
    today: date,
    issue: Issue,
    result: LookBackResult | None,
    checked_on: date | None,
    checker_id: int | None,
    note: str,
    new_due: date | None,
) -> None:
    if issue.state != IssueState.CLOSED:
        raise Refusal(f"{issue.number} {issue.state}，销号后才能回头看。先办完销号", "result")
    if result is None:
        raise Refusal("没选结果。选巩固或反弹", "result")
    if checked_on is None:
        raise Refusal("没填回头看日期。填好再存", "checked_on")
    if checked_on > today:
        raise Refusal(f"回头看日期晚于今天 {today:%m-%d}。请改早", "checked_on")
    if issue.closed_on is not None and checked_on < issue.closed_on:
        raise Refusal(f"回头看早于销号日期 {issue.closed_on:%m-%d}。请改后", "checked_on")
    if checker_id is None:
        raise Refusal("没填检查人。选好再存", "checker_id")
    if result == LookBackResult.REBOUND and not note.strip():
        raise Refusal("反弹没写情况。写明反弹在哪里", "note")
    if result == LookBackResult.REBOUND and (new_due is None or new_due < checked_on):
        raise Refusal("反弹要定新的期限，不早于回头看日期。请填新期限", "new_due")


def _reopen(session: Session, issue: Issue, why: str, new_due: date | None) -> None:
    """The closure goes into the former rounds; the problem starts again 整改中 under its own number."""
    kept = {name: getattr(issue, name) for name in _ARCHIVED}
    session.add(IssueClosure(issue_id=issue.id, round=issue.round, **kept))
    for name in _ARCHIVED:
        setattr(issue, name, "" if isinstance(kept[name], str) else None)
    issue.round += 1
    issue.state = IssueState.CORRECTING
    issue.state_reason = why
    issue.due_on = issue.first_due_on = new_due
    issue.look_back_on = None
    _mended(issue, *_ARCHIVED, MEASURES)


def _mended(issue: Issue, *names: str) -> None:
    """What was 待补 in these fields no longer is."""
    if any(name in issue.gaps for name in names):
        issue.gaps = {name: said for name, said in issue.gaps.items() if name not in names}


def merge_hindrance(session: Session, issue_id: int | None, into: int) -> str | None:
    """Why a problem cannot be merged into another, as a sentence with the remedy; None if it can.

    The other must itself be live: so no chain of merged problems ever closes into a circle.
    """
    target = session.get(Issue, into)
    if target is None or target.retired_at is not None:
        return "并入的那一条已删除。先恢复它，或选另一条"
    if into == issue_id:
        return "不能并入自己。选另一条"
    if target.state in (IssueState.MERGED, IssueState.VOID):
        return f"{target.number} {target.state}，不能并入。先恢复它，或选另一条"
    return None


def merged_into(session: Session, ids: Collection[int]) -> list[tuple[str, str]]:
    """The live problems merged into these, with the number each went into; those among ``ids`` themselves left out."""
    target = aliased(Issue)
    asked = (
        select(Issue.number, target.number)
        .join(target, Issue.merged_into_id == target.id)
        .where(Issue.retired_at.is_(None), Issue.state == IssueState.MERGED, Issue.id.not_in(ids), target.id.in_(ids))
        .order_by(Issue.id)
    )
    return [(number, into) for number, into in session.execute(asked)]


def _live(session: Session, issue_id: int) -> Issue:
    issue = session.get(Issue, issue_id)
    if issue is None or issue.retired_at is not None:
        raise Refusal("这条问题已停用，先恢复再办")
    return issue


def twins(facts: Facts, draft: Draft) -> list[Twin]:
    """Problems a new one may repeat, of the days around it that the rule ``issue_twins`` says: one case and category,
    or much the same words in one department; the newest first, at most five.
    """
    rows = _rivals(facts, draft)
    same_case = _same_case(facts.session, draft, rows)
    said = pairs_of(str(draft[Issue.name] or ""))
    found: list[Twin] = []
    for row in rows:
        near = row["department_id"] == draft[Issue.department_id]
        if row["id"] in same_case:
            found.append(Twin(row["id"], row["number"], row["name"], "同案同类"))
        elif said and near and shared(said, pairs_of(row["name"])) >= ALIKE:
            found.append(Twin(row["id"], row["number"], row["name"], "描述相近"))
        if len(found) == _SEEN:
            break
    return found


def _rivals(facts: Facts, draft: Draft) -> list[dict[str, Any]]:
    """Problems found within the rule's days before or after the new one, or on an unknown day, newest first."""
    rule = facts.rule("issue_twins")
    if rule is None:
        return []
    day = draft[Issue.found_on] or facts.today
    reach = due_on(rule, day, facts.calendar).on - day
    asked = (
        select(Issue.id, Issue.number, Issue.name, Issue.department_id, Issue.found_on)
        .where(Issue.retired_at.is_(None), Issue.state.in_(COUNTED), Issue.id != (draft.record_id or 0))
        .where(or_(Issue.found_on.is_(None), Issue.found_on.between(day - reach, day + reach)))
    )
    rows = [dict(row) for row in facts.session.execute(asked).mappings()]
    return sorted(rows, key=lambda row: (row["found_on"] or date.min, natural(row["number"])), reverse=True)


def _same_case(session: Session, draft: Draft, rows: list[dict[str, Any]]) -> set[int]:
    """Ids of rivals that share a case and, where both name any, a category."""
    cases = {case_key(str(row.get("case_no") or "")) for row in draft.parts.get(IssueCase.__tablename__, ())} - {""}
    if not cases:
        return set()
    mine = {str(row.get("word")) for row in draft.parts.get(IssueCategory.__tablename__, ())}
    near = {row["id"] for row in rows}
    numbers = session.execute(select(IssueCase.issue_id, IssueCase.case_no))
    same = {id_ for id_, number in numbers if id_ in near and case_key(number) in cases}
    theirs: dict[int, set[str]] = {}
    words = select(IssueCategory.issue_id, IssueCategory.word).where(IssueCategory.issue_id.in_(same))
    for id_, word in session.execute(words) if same else ():
        theirs.setdefault(id_, set()).add(word)
    return {id_ for id_ in same if not mine or id_ not in theirs or mine & theirs[id_]}
