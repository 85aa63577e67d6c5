"""What must hold of the choice of the best dossiers and of the dossiers put forward, and what follows of itself."""

from collections.abc import Sequence

from desktop_app.models.dossiers import FULL, AwardEntry, AwardItem, AwardScore, DossierAward
from desktop_app.models.people import Officer
from desktop_app.registers.spec import Check, broken, caution
from desktop_app.rules.cases import case_key
from desktop_app.rules.dossiers import unready
from desktop_app.rules.numbers import points
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.vocabulary import AwardState
from desktop_app.services.awards import average_of, award_row, barred, entries, other_entry, standing, undecided
from desktop_app.services.cases import find_case
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts

SCORES, ITEMS = AwardScore.__tablename__, AwardItem.__tablename__
TIE_RULE = "平均分相同的名次并列，其后名次顺延；并列超过表彰名额的，由审批机构定"
"""The tie rule (同分处理) a new choice begins with, printed on its papers (A: our own, to be changed on each)."""


def derive_award(draft: Draft, facts: Facts) -> None:
    """The tie rule as it will be printed; taking an approval back empties it."""
    draft[DossierAward.tie_rule] = draft[DossierAward.tie_rule] or TIE_RULE
    if draft.was(DossierAward.state) == AwardState.APPROVED != draft[DossierAward.state]:
        draft[DossierAward.approved_on], draft[DossierAward.approved_by] = None, ""


def _items_add_up(draft: Draft, facts: Facts) -> Problem | None:
    rows = draft.parts.get(ITEMS, ())
    whole = sum(int(row.get("points") or 0) for row in rows)
    if not rows or whole == draft[DossierAward.full]:
        return None
    said = f"评分项目合计 {points(whole)}，与满分 {points(draft[DossierAward.full] or 0)} 不符。改成一致"
    return Problem(ITEMS, Fault.BROKEN, "items_mismatch", said)


def _enough_judges(draft: Draft, facts: Facts) -> Problem | None:
    least = draft[DossierAward.least]
    if least is None or least >= 3:
        return None
    return broken(DossierAward.least, "judges_too_few", "评委至少 3 人。改为 3 以上")


def _step_ready(draft: Draft, facts: Facts) -> Problem | None:
    approved = draft[DossierAward.state] == AwardState.APPROVED != draft.was(DossierAward.state)
    if not approved or draft.record_id is None:
        return None
    said = unready(standing(facts.session, draft.record_id), int(draft[DossierAward.least] or 3))
    said = said or undecided(facts.session, draft.values, draft.record_id)
    return broken(DossierAward.state, "not_ready", said) if said else None


def _step_numbered(draft: Draft, facts: Facts) -> Problem | None:
    """The marking begins with blind numbers, which its own verb gives."""
    begun = draft.was(DossierAward.state) == AwardState.NOMINATING and draft[DossierAward.state] == AwardState.SCORING
    if not begun or draft.record_id is None or all(row.code for row in entries(facts.session, draft.record_id)):
        return None
    return broken(DossierAward.state, "not_numbered", "参评案卷还没有盲号。单选这次评选，用“开始评分”编号")


def _approved_early(draft: Draft, facts: Facts) -> Problem | None:
    """The approval comes after the marks; a pointer only, as marks of old may be entered late."""
    scored, approved = draft[DossierAward.scored_on], draft[DossierAward.approved_on]
    if scored is None or approved is None or scored <= approved:
        return None
    said = f"审批日期 {approved} 早于评分日期 {scored}，核对两处日期"
    return caution(DossierAward.approved_on, "approved_before_scored", said)


def _frozen_award(draft: Draft, facts: Facts) -> Problem | None:
    free = {"note", "bulletin_no", "state", "state_reason"}
    if not draft.was(DossierAward.state) == draft[DossierAward.state] == AwardState.APPROVED:
        return None
    changed = sorted(draft.changed - free)
    said = "评选已审批，不再改。先“撤回审批”，写明原因"
    return Problem(changed[0], Fault.BROKEN, "award_approved", said) if changed else None


AWARD_TESTS: tuple[Check, ...] = (
    _enough_judges,
    _items_add_up,
    _approved_early,
    _step_numbered,
    _step_ready,
    _frozen_award,
)


def awards_held(ids: Sequence[int], facts: Facts) -> str:
    """Why a choice may not be deleted: it is approved."""
    rows = (award_row(facts, id_) for id_ in ids)
    number = next((row["number"] for row in rows if row.get("state") == AwardState.APPROVED), "")
    return f"{number} 已审批，不能删除。先“撤回审批”，写明原因" if number else ""


def derive_entry(draft: Draft, facts: Facts) -> None:
    """Facts of the case, and what the judges' marks come to; an old sheet's number is the one judges knew it by."""
    draft[AwardEntry.case_no] = case_key(str(draft[AwardEntry.case_no] or ""))
    if draft.is_new:
        draft[AwardEntry.code] = draft[AwardEntry.code] or str(draft.values.get("number") or "")
    case = find_case(facts.session, draft[AwardEntry.case_no]) if draft[AwardEntry.case_no] else None
    if case is not None:
        draft[AwardEntry.name] = draft[AwardEntry.name] or case.name
        draft[AwardEntry.department_id] = draft[AwardEntry.department_id] or case.department_id
        draft[AwardEntry.handler_id] = draft[AwardEntry.handler_id] or next(iter(case.handlers), None)
    if draft.is_new or SCORES in draft.parts:
        mean = average_of(facts, draft[AwardEntry.award_id], draft.parts.get(SCORES, ())).mean
        unscored = draft.is_new or not draft.loaded_parts.get(SCORES)
        told = draft[AwardEntry.written_average] if unscored else None
        draft[AwardEntry.average] = int(mean * 100) if mean is not None else told


def _in_range(draft: Draft, facts: Facts) -> Problem | None:
    full = int(award_row(facts, draft[AwardEntry.award_id]).get("full") or FULL)
    for at, row in enumerate(draft.parts.get(SCORES, ())):
        given = row.get("points")
        if given is not None and not 0 <= given <= full:
            judge = facts.label(Officer.__tablename__, row.get("officer_id"))
            said = f"{judge}评 {points(given)} 分，不在 0 和满分 {points(full)} 之间。核对评分表后改正"
            return Problem(SCORES, Fault.BROKEN, "score_out_of_range", said, (at, "points"))
    return None


def _own_department(draft: Draft, facts: Facts) -> Problem | None:
    """A judge scores neither cases he handled nor, where the choice says so, dossiers of his department (评委回避)."""
    award = award_row(facts, draft[AwardEntry.award_id])
    for at, row in enumerate(draft.parts.get(SCORES, ())):
        if row.get("points") is None or row.get("officer_id") is None:
            continue
        why = barred(facts, award, draft.values, row["officer_id"])
        if why:
            code = "judge_own_department" if "部门" in why else "judge_is_handler"
            said = f"评委{facts.row(Officer.__tablename__, row['officer_id'])['name']}给{why}评了分，应回避。删去这一分"
            return Problem(SCORES, Fault.BROKEN, code, said, (at, "points"))
    return None


def _average_differs(draft: Draft, facts: Facts) -> Problem | None:
    written, average = draft[AwardEntry.written_average], draft[AwardEntry.average]
    if written is None or average is None or abs(written - average) <= 1 or _in_range(draft, facts) is not None:
        return None
    said = f"平均分写的是 {points(written)}，按评委评分应为 {points(average)}。核对评分"
    return caution(AwardEntry.average, "average_mismatch", said)


def _once(draft: Draft, facts: Facts) -> Problem | None:
    """A case is put forward once, a blind number is one dossier's."""
    for attr, said in ((AwardEntry.case_no, "已参评"), (AwardEntry.code, "的盲号已用")):
        value = draft[attr]
        if not value or value == draft.was(attr):
            continue
        other = other_entry(facts.session, draft[AwardEntry.award_id], attr, value, draft.record_id)
        if other is not None:
            return broken(attr, "entered_twice", f"{value} {said}（{other.number}）。改正")
    return None


def _number_stays(draft: Draft, facts: Facts) -> Problem | None:
    """A blind number given is never changed."""
    was = draft.was(AwardEntry.code)
    begun = award_row(facts, draft[AwardEntry.award_id]).get("state") == AwardState.SCORING
    if draft.is_new or not was or draft[AwardEntry.code] == was or not begun:
        return None
    return broken(AwardEntry.code, "blind_number_changed", f"盲号 {was} 已用于评分，不再改。照原号保留")


def _approved(draft: Draft, facts: Facts) -> Problem | None:
    awards = (draft.was(AwardEntry.award_id), draft[AwardEntry.award_id])
    if all(award_row(facts, id_).get("state") != AwardState.APPROVED for id_ in awards):
        return None
    if not draft.is_new and not draft.changed - {"note"}:
        return None
    return Problem(
        AwardEntry.case_no.key, Fault.BROKEN, "award_approved", "评选已审批，参评案卷不再改。先“撤回审批”，写明原因"
    )


ENTRY_TESTS: tuple[Check, ...] = (_approved, _number_stays, _once, _in_range, _own_department, _average_differs)


def entries_held(ids: Sequence[int], facts: Facts) -> str:
    """Why entries may not be deleted: their choice is approved."""
    rows = [facts.session.get_one(AwardEntry, id_) for id_ in ids]
    done = (row for row in rows if award_row(facts, row.award_id).get("state") == AwardState.APPROVED)
    number = next((row.number for row in done), "")
    return f"{number} 的评选已审批，不能删除。先“撤回审批”，写明原因" if number else ""
