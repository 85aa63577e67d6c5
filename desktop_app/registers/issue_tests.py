"""What must hold of a problem before it is kept: traced, closed honestly, days in order; and what follows of itself."""

from collections.abc import Sequence

from desktop_app.figures.engine import Question
from desktop_app.figures.issue_recurrence import recurring
from desktop_app.models.issues import Issue
from desktop_app.models.people import Department
from desktop_app.registers.spec import Check, broken, caution, days_told, in_order, missing
from desktop_app.rules.cases import no_case
from desktop_app.rules.deadlines import due_on
from desktop_app.rules.issues import CASES, MEASURES, OFFICERS, SETTLED, cause_kind, given, own_verifier, written
from desktop_app.rules.names import split_names
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.vocabulary import Correction, IssueNature, IssueState
from desktop_app.services.draft import Draft, Values
from desktop_app.services.facts import Facts, Row
from desktop_app.services.issues import merge_hindrance, merged_into, twins
from desktop_app.services.outcome import Twin

_SHORT_NATURE = {IssueNature.COMMON: "共", IssueNature.INDIVIDUAL: "个"}
_KEPT_OPEN = {"note", "look_back_on", "state", "state_reason", "rule_made"}
_EMPTY = (None, "", False)


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
    _line(draft, facts)
    if draft[Issue.cause_kind] is None:
        draft[Issue.cause_kind] = cause_kind(draft[Issue.cause] or "")
    _first_due(draft)
    _turned(draft)
    _no_case(draft)
    _look_back(draft, facts)


def _line(draft: Draft, facts: Facts) -> None:
    """The line is the department's; it follows another department unless it was typed with it.

    A new problem of a line without a department belongs to the only department of that line.
    """
    if draft.is_new and draft[Issue.department_id] is None and draft[Issue.line]:
        own = [row["id"] for row in facts.live(Department.__tablename__) if row["line"] == draft[Issue.line]]
        draft[Issue.department_id] = own[0] if len(own) == 1 else None
    moved = not draft.is_new and draft[Issue.department_id] != draft.was(Issue.department_id)
    if not draft[Issue.line] or (moved and draft[Issue.line] == draft.was(Issue.line)):
        department = facts.row(Department.__tablename__, draft[Issue.department_id])
        draft[Issue.line] = str(department.get("line") or department.get("name") or draft[Issue.line] or "")


def _first_due(draft: Draft) -> None:
    """The original deadline (原期限) is the one claimed with: until then it follows what is typed, then it stands."""
    first = draft[Issue.first_due_on] if draft.is_new else draft.was(Issue.first_due_on)
    unclaimed = draft.was(Issue.state) == IssueState.UNCLAIMED
    free = (unclaimed or _slipped(draft)) and first == draft.was(Issue.due_on)
    draft[Issue.first_due_on] = draft[Issue.due_on] if first is None or free else first


def _slipped(draft: Draft) -> bool:
    """Whether the stored deadline lies before the finding: a slip of the pen, which nobody was ever held to."""
    found, due = draft.was(Issue.found_on), draft.was(Issue.due_on)
    return not draft.is_new and found is not None and due is not None and due < found


def _turned(draft: Draft) -> None:
    """What a change of state brings; counts and links that only a step may change stay as they were."""
    before, now = None if draft.is_new else draft.was(Issue.state), draft[Issue.state]
    if not draft.is_new:
        draft[Issue.round] = draft.was(Issue.round)
    draft[Issue.returned] = (draft.was(Issue.returned) or 0) + (now == IssueState.RETURNED != before)
    if before == IssueState.CLOSED != now:
        draft[Issue.closed_on] = None
        draft[Issue.look_back_on] = None
    if before == IssueState.LASTING and now == IssueState.CORRECTING and draft[Issue.correction] == Correction.LASTING:
        draft[Issue.correction] = Correction.BY_DEADLINE
    if now != IssueState.MERGED:
        draft[Issue.merged_into_id] = None


def _no_case(draft: Draft) -> None:
    """不涉及具体案件 written for a case number is the tick, and a number given takes the tick away."""
    rows = [row for row in draft.parts.get(CASES, ()) if written(row.get("case_no"))]
    named = [row for row in rows if not no_case(str(row["case_no"]))]
    if rows:
        draft.parts[CASES] = named
        draft[Issue.no_case] = not named


def _look_back(draft: Draft, facts: Facts) -> None:
    """The day to look back, once, when the problem is closed: a look back that found it firm leaves none."""
    closed = draft[Issue.closed_on]
    known = draft.was(Issue.state) == IssueState.CLOSED and draft.was(Issue.closed_on) is not None
    if not _is_closed(draft) or closed is None or known or draft[Issue.look_back_on] is not None:
        return
    if (rule := facts.rule("look_back")) is not None:
        draft[Issue.look_back_on] = due_on(rule, closed, facts.calendar).on


def _is_closed(draft: Draft) -> bool:
    return bool(draft[Issue.state] == IssueState.CLOSED)


def _has(draft: Draft, part: str, name: str) -> bool:
    """Whether a part has rows that say something; a part that was not loaded says nothing against the record."""
    return given(draft.parts, part, name) if part in draft.parts or draft.is_new else True


def _without_person(draft: Draft, facts: Facts) -> Problem | None:
    if draft[Issue.nature] != IssueNature.INDIVIDUAL or _has(draft, OFFICERS, "officer_id"):
        return None
    return Problem(OFFICERS, Fault.MISSING, "individual_without_person", "个性问题没有落实到人。选好责任人")


def _without_case(draft: Draft, facts: Facts) -> Problem | None:
    if draft[Issue.nature] != IssueNature.INDIVIDUAL or draft[Issue.no_case] or _has(draft, CASES, "case_no"):
        return None
    said = "个性问题没有到案。填受案号，或勾选“不涉及具体案件”"
    return Problem(CASES, Fault.MISSING, "individual_without_case", said)


def _closed_without_measure(draft: Draft, facts: Facts) -> Problem | None:
    if not _is_closed(draft) or _has(draft, MEASURES, "text"):
        return None
    return Problem(MEASURES, Fault.MISSING, "closed_without_measure", "已销号但没有整改措施。补上措施")


def _closed_without_completion(draft: Draft, facts: Facts) -> Problem | None:
    if not _is_closed(draft) or written(draft[Issue.completion]):
        return None
    return missing(Issue.completion, "closed_without_completion", "已销号但没写完成情况。写明整改结果")


def _closed_without_evidence(draft: Draft, facts: Facts) -> Problem | None:
    """Told by itself only; where the completion is missing too, that one sentence is enough."""
    if not _is_closed(draft) or written(draft[Issue.evidence]) or not written(draft[Issue.completion]):
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
    when, by = days_told(closed, due)
    said = f"销号日期 {when} 晚于期限 {by}，逾期 {(closed - due).days} 天销号"
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
    """Once claimed, a deadline is a commitment: it changes by 延期 only, unless it was a slip."""
    was = draft.was(Issue.due_on)
    free = (IssueState.UNCLAIMED, IssueState.LASTING)
    if draft.is_new or was is None or draft[Issue.due_on] == was or draft.was(Issue.state) in free:
        return None
    if _slipped(draft):
        return None
    said = "已认领的问题不能直接改期限。按 Alt+M 延期，写明原因和批准人；不再限期的，转长期坚持"
    return broken(Issue.due_on, "deadline_locked", said)


def _frozen(draft: Draft, facts: Facts) -> Problem | None:
    """A closed problem stays as it was closed; what was left empty may still be filled in."""
    if draft.is_new or draft.was(Issue.state) != IssueState.CLOSED or not _is_closed(draft):
        return None
    own = (draft.changed & draft.loaded.keys()) - _KEPT_OPEN
    lists = {kind for kind, rows in draft.loaded_parts.items() if not _only_filled(rows, draft.parts.get(kind, []))}
    names = sorted({name for name in own if draft.loaded[name] not in _EMPTY} | lists)
    if not names:
        return None
    said = "已销号，内容不再改。确有错误，先“撤回销号”写明原因再改"
    return Problem(names[0], Fault.BROKEN, "closed_frozen", said)


def _only_filled(before: Sequence[Values], now: Sequence[Values]) -> bool:
    """Whether a list is as it was but for cells that were empty, or was empty itself."""
    if not before:
        return True
    after = {row["id"]: row for row in now if row.get("id")}
    if after.keys() != {row["id"] for row in before} or len(after) != len(now):
        return False
    return all(
        after[row["id"]].get(name) == value for row in before for name, value in row.items() if value not in _EMPTY
    )


def _ahead(draft: Draft, facts: Facts) -> Problem | None:
    """Nothing is verified or closed on a day still to come."""
    for attr, called in ((Issue.verified_on, "验收日期"), (Issue.closed_on, "销号日期")):
        day = draft[attr]
        if _is_closed(draft) and day is not None and day > facts.today:
            return broken(attr, "closed_in_future", f"{called} {day} 晚于今天。请改早")
    return None


def _found_ahead(draft: Draft, facts: Facts) -> Problem | None:
    found = draft[Issue.found_on]
    if found is None or found <= facts.today or found == draft.was(Issue.found_on):
        return None
    return caution(Issue.found_on, "found_in_future", f"发现日期 {found} 晚于今天，到那天才计入问题总数，核对")


def _merged(draft: Draft, facts: Facts) -> Problem | None:
    into = draft[Issue.merged_into_id]
    if draft[Issue.state] != IssueState.MERGED or into is None or into == draft.was(Issue.merged_into_id):
        return None
    said = merge_hindrance(facts.session, draft.record_id, into)
    return broken(Issue.merged_into_id, "merged_into_unfit", said) if said else None


def _withdrawn(draft: Draft, facts: Facts) -> Problem | None:
    """What others were merged into is not withdrawn: they would be counted nowhere."""
    if draft.is_new or draft[Issue.state] != IssueState.VOID or draft.was(Issue.state) == IssueState.VOID:
        return None
    said = held([draft.record_id or 0], facts)
    return broken(Issue.state, "void_with_merged", said) if said else None


def held(ids: Sequence[int], facts: Facts) -> str:
    """Why problems can be neither deleted nor withdrawn: others were merged into them."""
    found = merged_into(facts.session, ids)
    if not found:
        return ""
    numbers = "、".join(number for number, _ in found[:3]) + (f"等 {len(found)} 条" if len(found) > 3 else "")
    return f"{found[0][1]} 并入了 {numbers}，删除或作废后无处可查。先把并入的恢复，或改并到另一条"


TESTS: tuple[Check, ...] = (
    _withdrawn,
    _frozen,
    _deadline_locked,
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
    _ahead,
    _found_ahead,
    _after_campaign,
    _merged,
)


def alike(draft: Draft, facts: Facts) -> list[Twin]:
    """Problems already there that a new one may repeat (疑似重复)."""
    return twins(facts, draft) if draft.is_new else []


def recurs(ids: Sequence[int], facts: Facts) -> str:
    """What is said of problems just saved that came back after a closing (重复发生); empty when none did."""
    back = recurring(Question(facts.session, facts.today), ids)
    met = [back[issue_id] for issue_id in ids if issue_id in back]
    old = facts.session.get(Issue, met[0]) if met else None
    if old is None:
        return ""
    more = f" 等 {len(met)} 条" if len(met) > 1 else ""
    return f"同类问题又发生{more}：{old.number} {old.name} 销号后又有，核对是否反弹"
