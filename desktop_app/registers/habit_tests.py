"""What must hold of findings and indicators, and what follows of itself (督查校验)."""

from collections.abc import Mapping, Sequence
from typing import Any

from desktop_app.models.bulletins import Bulletin
from desktop_app.models.supervision import Habit, Indicator
from desktop_app.registers.spec import Check, broken, caution, in_order, missing
from desktop_app.registers.supervision_ledgers import UNNUMBERED
from desktop_app.rules.cases import case_key
from desktop_app.rules.problems import Problem
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import BulletinState, HabitState
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.services.habit_bulletins import state_of


def derive_habit(draft: Draft, facts: Facts) -> None:
    """The case's number in its one spelling; told where an issued bulletin tells it, let pass where a reason stands."""
    draft[Habit.case_no] = case_key(str(draft[Habit.case_no] or ""))
    if draft.is_new and draft[Habit.state] == HabitState.TOLD and not tight(str(draft[Habit.bulletin_no] or "")):
        draft[Habit.bulletin_no] = UNNUMBERED
    bulletin = facts.row(Bulletin.__tablename__, draft[Habit.bulletin_id])
    issued = bool(bulletin) and bulletin["retired_at"] is None and bulletin["state"] == BulletinState.ISSUED
    draft[Habit.state] = state_of(issued, str(draft[Habit.bulletin_no] or ""), str(draft[Habit.no_bulletin] or ""))


def _same_issue_twice(draft: Draft, facts: Facts) -> Problem | None:
    """发现一起、通报一起: two findings of different days do not stand in one issue of the ledger (期号重复)."""
    number = tight(str(draft[Habit.bulletin_no] or ""))
    if not number or number == UNNUMBERED:
        return None
    for row in facts.live(Habit.__tablename__):
        same = tight(str(row["bulletin_no"] or "")) == number and row["id"] != draft.record_id
        if same and row["bulletin_on"] != draft[Habit.bulletin_on]:
            said = f"{draft[Habit.bulletin_no]} 已是 {row['number']} 的通报期号，日期不同。核对期号"
            return broken(Habit.bulletin_no, "duplicate_bulletin_no", said)
    return None


def _excuse_approved(draft: Draft, facts: Facts) -> Problem | None:
    if draft[Habit.state] != HabitState.EXCUSED or draft[Habit.no_bulletin_approver_id] is not None:
        return None
    if any(word in str(draft[Habit.no_bulletin]) for word in ("同意", "批准", "审批")):
        return None
    return caution(Habit.no_bulletin_approver_id, "excuse_unapproved", "不通报没填批准人。补上批准人")


def _lead_said(draft: Draft, facts: Facts) -> Problem | None:
    if not draft[Habit.discipline] or str(draft[Habit.discipline_note] or "").strip():
        return None
    return missing(Habit.discipline_note, "lead_without_note", "勾了违纪线索，没写线索说明。写明是什么线索")


HABIT_TESTS: tuple[Check, ...] = (
    in_order(
        Habit.inspected_on,
        Habit.bulletin_on,
        "bulletin_before_inspection",
        "通报日期 {last} 早于督查日期 {first}，核对两处日期",
    ),
    in_order(
        Habit.inspected_on,
        Habit.handled_on,
        "handled_before_inspection",
        "处理日期 {last} 早于督查日期 {first}，核对两处日期",
    ),
    _same_issue_twice,
    _excuse_approved,
    _lead_said,
)


def habit_marks(values: Mapping[str, Any], facts: Facts) -> Sequence[str]:
    """What stands beside a finding's number: a lead on misconduct, the bulletin that tells it."""
    bulletin = facts.row(Bulletin.__tablename__, values.get(Habit.bulletin_id.key))
    return (
        *(("违纪线索",) if values.get(Habit.discipline.key) else ()),
        *((f"见 {bulletin['number']}",) if bulletin else ()),
    )


def bulletin_told(values: Mapping[str, Any], facts: Facts) -> tuple[str, str]:
    """The number of the bulletin that tells a finding; of one still under way that it is."""
    row = facts.row(Bulletin.__tablename__, values.get(Habit.bulletin_id.key))
    if not row:
        return str(values.get(Habit.bulletin_no.key) or ""), ""
    if row["state"] == BulletinState.ISSUED:
        return str(row["doc_no"] or row["number"]), ""
    return f"{row['number']} {row['state']}", "amber"


def _abolished_whole(draft: Draft, facts: Facts) -> Problem | None:
    number, day = str(draft[Indicator.doc_no] or "").strip(), draft[Indicator.abolished_on]
    if bool(number) == (day is not None):
        return None
    if number:
        return missing(Indicator.abolished_on, "abolished_on_missing", "有依据文号，没填废止日期。补上")
    return missing(Indicator.doc_no, "doc_no_missing", "有废止日期，没填依据文号。补上")


INDICATOR_TESTS: tuple[Check, ...] = (_abolished_whole,)
