"""What must hold of a problem before it is kept: traced, closed honestly, days in order; and what follows of itself."""

from typing import Any

from desktop_app.figures.issues import recurring
from desktop_app.models.issues import Issue, IssueCase, IssueMeasure, IssueOfficer
from desktop_app.models.people import Department
from desktop_app.registers.spec import Check, broken, caution, in_order, missing
from desktop_app.rules.cases import no_case
from desktop_app.rules.deadlines import due_on
from desktop_app.rules.issues import SETTLED, cause_kind, own_verifier
from desktop_app.rules.names import split_names
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.vocabulary import Correction, IssueNature, IssueState
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts, Row
from desktop_app.services.issues import twins
from desktop_app.services.outcome import Twin

_SHORT_NATURE = {IssueNature.COMMON: "共", IssueNature.INDIVIDUAL: "个"}
_KEPT_OPEN = {"note", "look_back_on", "state", "state_reason", "rule_made"}


def prefix(draft: Draft, facts: Facts) -> str:
    """2015-侦监-个-: year of finding, short name of the line, nature."""
    found = draft[Issue.found_on]
    year = found.year if found is not None else facts.unit.get("year", facts.today.year)
    nature = _SHORT_NATURE.get(draft[Issue.nature] or IssueNature.COMMON, "")
    return f"{year}-{_line_short(draft, facts)}-{nature}-"


def _line_short(draft: Draft, facts: Facts) -> str:
    """The line's own short name in the dictionary 条线, else that of the department."""
    line = draft[Issue.line]
    term: Row = next((row for row in facts.live("term") if row["dictionary"] == "条线" and row["word"] == line), {})
    department = facts.row(Department.__tablename__, draft[Issue.department_id])
    return next(iter(split_names(str(term.get("aliases") or ""))), "") or department.get("short") or line or "院"


def derive(draft: Draft, facts: Facts) -> None:
    """Line of the department, kind of the cause, original deadline, day to look back, 不涉及具体案件."""
    department = facts.row(Department.__tablename__, draft[Issue.department_id])
    if not draft[Issue.line] or (not draft.is_new and draft[Issue.department_id] != draft.was(Issue.department_id)):
        draft[Issue.line] = str(department.get("line") or department.get("name") or draft[Issue.line] or "")
    if draft[Issue.cause_kind] is None:
        draft[Issue.cause_kind] = cause_kind(draft[Issue.cause] or "")
    if draft[Issue.first_due_on] is None:
        draft[Issue.first_due_on] = draft[Issue.due_on]
    _turned(draft)
    _no_case(draft)
    _look_back(draft, facts)


def _turned(draft: Draft) -> None:
    """What a change of state brings: a return is counted, a closing taken back loses its day."""
    before, now = draft.was(Issue.state), draft[Issue.state]
    if now == IssueState.RETURNED and (draft.is_new or before != now):
        draft[Issue.returned] = (draft.was(Issue.returned) or 0) + 1
    if not draft.is_new and before == IssueState.CLOSED != now:
        draft[Issue.closed_on] = None
        draft[Issue.look_back_on] = None


def _no_case(draft: Draft) -> None:
    rows = draft.parts.get(IssueCase.__tablename__)
    if not rows:
        return
    named = [row for row in rows if not no_case(str(row.get("case_no") or ""))]
    if len(named) < len(rows):
        draft.parts[IssueCase.__tablename__] = named
        draft[Issue.no_case] = not named
    elif named:
        draft[Issue.no_case] = False


def _look_back(draft: Draft, facts: Facts) -> None:
    closed, rule = draft[Issue.closed_on], facts.rule("look_back")
    if draft[Issue.state] == IssueState.CLOSED and closed is not None and draft[Issue.look_back_on] is None and rule:
        draft[Issue.look_back_on] = due_on(rule, closed, facts.calendar).on


def _is_closed(draft: Draft) -> bool:
    return bool(draft[Issue.state] == IssueState.CLOSED)


def _has(draft: Draft, part: Any) -> bool:
    """Whether a part has rows; a part that was not loaded says nothing against the record."""
    rows = draft.parts.get(part.__tablename__)
    return bool(rows) if rows is not None or draft.is_new else True


def _without_person(draft: Draft, facts: Facts) -> Problem | None:
    if draft[Issue.nature] != IssueNature.INDIVIDUAL or _has(draft, IssueOfficer):
        return None
    return _part_missing(IssueOfficer, "individual_without_person", "个性问题没有落实到人。选好责任人")


def _without_case(draft: Draft, facts: Facts) -> Problem | None:
    if draft[Issue.nature] != IssueNature.INDIVIDUAL or draft[Issue.no_case] or _has(draft, IssueCase):
        return None
    return _part_missing(IssueCase, "individual_without_case", "个性问题没有到案。填受案号，或勾选“不涉及具体案件”")


def _part_missing(part: Any, code: str, said: str) -> Problem:
    return Problem(part.__tablename__, Fault.MISSING, code, said)


def _closed_without_measure(draft: Draft, facts: Facts) -> Problem | None:
    if not _is_closed(draft) or _has(draft, IssueMeasure):
        return None
    return _part_missing(IssueMeasure, "closed_without_measure", "已销号但没有整改措施。补上措施")


def _closed_without_completion(draft: Draft, facts: Facts) -> Problem | None:
    if not _is_closed(draft) or draft[Issue.completion]:
        return None
    return missing(Issue.completion, "closed_without_completion", "已销号但没写完成情况。写明整改结果")


def _closed_without_evidence(draft: Draft, facts: Facts) -> Problem | None:
    """Told by itself only; where the completion is missing too, that one sentence is enough."""
    if not _is_closed(draft) or draft[Issue.evidence] or not draft[Issue.completion]:
        return None
    return missing(Issue.evidence, "closed_without_evidence", "已销号但没写佐证材料。写明附了什么材料")


def _closed_without_verifier(draft: Draft, facts: Facts) -> Problem | None:
    if not _is_closed(draft):
        return None
    if draft[Issue.verifier_id] is None:
        return missing(Issue.verifier_id, "closed_without_verifier", "已销号但没有验收人。选好验收人")
    if draft[Issue.verified_on] is None:
        return missing(Issue.verified_on, "closed_without_verification_date", "已销号但没有验收日期。填好再存")
    return None


def _closed_without_date(draft: Draft, facts: Facts) -> Problem | None:
    if not _is_closed(draft) or draft[Issue.closed_on] is not None:
        return None
    return missing(Issue.closed_on, "closed_without_date", "已销号但没有销号日期。填好再存")


def _closed_without_approver(draft: Draft, facts: Facts) -> Problem | None:
    if not _is_closed(draft) or draft[Issue.approver_id] is not None:
        return None
    return missing(Issue.approver_id, "closed_without_approver", "已销号但没有批准人。选好分管领导或组长")


def _verifier_is_responsible(draft: Draft, facts: Facts) -> Problem | None:
    if not own_verifier({**draft.values, **draft.parts}):
        return None
    return broken(Issue.verifier_id, "verifier_is_responsible", "验收人就是责任人。换一个人验收")


def _closed_late(draft: Draft, facts: Facts) -> Problem | None:
    closed, due = draft[Issue.closed_on], draft[Issue.due_on]
    if not _is_closed(draft) or closed is None or due is None or closed <= due:
        return None
    said = f"销号日期 {closed:%m-%d} 晚于期限 {due:%m-%d}，逾期 {(closed - due).days} 天销号"
    return caution(Issue.closed_on, "closed_after_deadline", said)


def _dated_but_open(draft: Draft, facts: Facts) -> Problem | None:
    if draft[Issue.closed_on] is None or draft[Issue.state] in SETTLED:
        return None
    return caution(Issue.closed_on, "close_date_but_open", f"填了销号日期，状态却是{draft[Issue.state]}，核对")


def _after_campaign(draft: Draft, facts: Facts) -> Problem | None:
    ends = [row["end_on"] for row in facts.live("phase") if row.get("end_on")]
    due = draft[Issue.due_on]
    if due is None or not ends or due <= max(ends) or due == draft.was(Issue.due_on):
        return None
    return caution(Issue.due_on, "due_after_campaign", f"期限晚于活动结束日 {max(ends)}，核对")


def _deadline_locked(draft: Draft, facts: Facts) -> Problem | None:
    """Once claimed, a deadline is a commitment: it changes by 延期 only."""
    was = draft.was(Issue.due_on)
    free = (IssueState.UNCLAIMED, IssueState.LASTING)
    if draft.is_new or was is None or draft[Issue.due_on] == was or draft.was(Issue.state) in free:
        return None
    if draft.was(Issue.correction) != draft[Issue.correction] == Correction.LASTING:
        return None
    return broken(Issue.due_on, "deadline_locked", "已认领的问题不能直接改期限。按 Alt+M 延期，写明原因和批准人")


def _frozen(draft: Draft, facts: Facts) -> Problem | None:
    """A closed problem stays as it was closed; what was left empty may still be filled in."""
    if draft.is_new or draft.was(Issue.state) != IssueState.CLOSED or not _is_closed(draft):
        return None
    own = {name for name in draft.changed - _KEPT_OPEN if draft.loaded.get(name) not in (None, "")}
    lists = {name for name in draft.changed if draft.loaded_parts.get(name)}
    names = sorted((own & draft.loaded.keys()) | lists)
    if not names:
        return None
    said = "已销号，内容不再改。确有错误，先“撤回销号”写明原因再改"
    return Problem(names[0], Fault.BROKEN, "closed_frozen", said)


TESTS: tuple[Check, ...] = (
    _without_person,
    _without_case,
    in_order(Issue.found_on, Issue.due_on, "due_before_found", "期限 {last} 早于发现日期 {first}，核对两处日期"),
    in_order(
        Issue.found_on, Issue.closed_on, "closed_before_found", "销号日期 {last} 早于发现日期 {first}，核对两处日期"
    ),
    in_order(
        Issue.verified_on,
        Issue.closed_on,
        "closed_before_verified",
        "销号日期 {last} 早于验收日期 {first}，核对两处日期",
    ),
    _closed_without_measure,
    _closed_without_completion,
    _closed_without_evidence,
    _closed_without_verifier,
    _closed_without_date,
    _closed_without_approver,
    _verifier_is_responsible,
    _closed_late,
    _dated_but_open,
    _after_campaign,
    _deadline_locked,
    _frozen,
)


def alike(draft: Draft, facts: Facts) -> list[Twin]:
    """Problems already there that a new one may repeat (疑似重复)."""
    return twins(facts, draft) if draft.is_new else []


def recurs(issue_id: int, facts: Facts) -> str:
    """What is said of a problem just saved that came back after a closing (重复发生)."""
    before = recurring(facts.session, facts.today).get(issue_id)
    if before is None:
        return ""
    old = facts.session.get(Issue, before)
    return f"同类问题又发生：{old.number} {old.name} 销号后又有，核对是否反弹" if old is not None else ""
