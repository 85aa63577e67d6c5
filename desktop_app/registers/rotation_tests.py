"""What is wrong with a rotation: own department, visited before, kin there, two at once, an end without a reason."""

from collections.abc import Iterator
from datetime import date

from desktop_app.models.people import Kinship, Officer
from desktop_app.models.rotations import BarredDepartment, Rotation, RotationBatch, RotationLimit, VisitedDepartment
from desktop_app.registers.spec import broken, caution, missing
from desktop_app.rules.problems import Problem
from desktop_app.rules.rotations import OPEN
from desktop_app.rules.vocabulary import Appraisal, BatchState, RotationState
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts, Row
from desktop_app.services.rotation_limits import limit_of, places

ROTATION = Rotation.__tablename__


def _who(draft: Draft, facts: Facts) -> str:
    return facts.label(Officer.__tablename__, draft[Rotation.officer_id])


def _place(draft: Draft, facts: Facts) -> str:
    return facts.label("department", draft[Rotation.to_department_id])


def same_department(draft: Draft, facts: Facts) -> Problem | None:
    """A rotation leads out of the own department."""
    if draft[Rotation.to_department_id] is None:
        return None
    if draft[Rotation.to_department_id] != draft[Rotation.from_department_id]:
        return None
    said = f"轮岗部门与原部门都是{_place(draft, facts)}，没有轮出去。改选轮岗部门"
    return caution(Rotation.to_department_id, "same_department", said)


def already_visited(draft: Draft, facts: Facts) -> Problem | None:
    """Nobody is sent where he was already (已轮过部门)."""
    target, who = draft[Rotation.to_department_id], draft[Rotation.officer_id]
    if target is None or who is None:
        return None
    earlier = [
        row
        for row in _of(facts, who, draft.record_id)
        if row["to_department_id"] == target and _begins(row) < (_begins(draft.values) or date.max)
    ]
    if target not in places(facts, VisitedDepartment, who) and not earlier:
        return None
    said = f"{_who(draft, facts)}已在{_place(draft, facts)}轮过岗。改派没去过的部门"
    return caution(Rotation.to_department_id, "already_visited", said)


def _begins(row: Row) -> date:
    return row["actual_from_on"] or row["planned_from_on"] or date.min


def avoidance(draft: Draft, facts: Facts) -> Problem | None:
    """Nobody is sent where he must not serve: named in the survey, or a near relative serves there (任职回避)."""
    target, who = draft[Rotation.to_department_id], draft[Rotation.officer_id]
    if target is None or who is None:
        return None
    if target in places(facts, BarredDepartment, who):
        said = f"摸底表写明{_who(draft, facts)}应回避{_place(draft, facts)}。改派别的部门"
        return caution(Rotation.to_department_id, "avoidance_conflict", said)
    kin = next((one for one in relatives(facts, who) if facts.department_of(one).get("id") == target), None)
    if kin is None:
        return None
    said = f"{_who(draft, facts)}的亲属{facts.label('officer', kin)}在{_place(draft, facts)}，依任职回避应改派别的部门"
    return caution(Rotation.to_department_id, "avoidance_conflict", said)


def relatives(facts: Facts, officer_id: int) -> Iterator[int]:
    """Officers of the house registered as relatives of one (亲属关系)."""
    for row in facts.live(Kinship.__tablename__):
        pair = (row["officer_id"], row["relative_id"])
        if officer_id in pair and None not in pair:
            yield pair[0] if pair[1] == officer_id else pair[1]


def _of(facts: Facts, officer_id: int, without: int | None) -> Iterator[Row]:
    own = facts.having(ROTATION, Rotation.officer_id.key, officer_id)
    return (row for row in own if row["id"] != without)


def overlapping(draft: Draft, facts: Facts) -> Problem | None:
    """Nobody is on two rotations at once."""
    who = draft[Rotation.officer_id]
    first = draft[Rotation.actual_from_on] or draft[Rotation.planned_from_on]
    last = draft[Rotation.actual_to_on] or draft[Rotation.planned_to_on]
    if who is None or first is None or last is None:
        return None
    for row in _of(facts, who, draft.record_id):
        begins, ends = _begins(row), row["actual_to_on"] or row["planned_to_on"]
        if ends is not None and begins <= last and first <= ends:
            said = f"与 {row['number']}（{begins} 至 {ends}）的轮岗时间重叠。一人不能同时在两处轮岗，改日期"
            return broken(Rotation.planned_from_on, "rotation_overlap", said)
    return None


def ended_without_reason(draft: Draft, facts: Facts) -> Problem | None:
    """An early end says why."""
    if draft[Rotation.state] != RotationState.ENDED or draft[Rotation.end_reason] or draft[Rotation.note]:
        return None
    return missing(Rotation.end_reason, "ended_early_without_reason", "提前终止没写原因。补上原因")


def moved_without_reason(draft: Draft, facts: Facts) -> Problem | None:
    """Where actual days are not the planned ones, the deviation is explained (计划与实际)."""
    began, planned = draft[Rotation.actual_from_on], draft[Rotation.planned_from_on]
    if began is None or planned is None or began == planned or draft[Rotation.deviation]:
        return None
    return caution(Rotation.deviation, "deviation_unsaid", f"计划 {planned} 到岗，实际 {began}。写明原因")


def in_future(draft: Draft, facts: Facts) -> Problem | None:
    """What has happened is entered on its day or later (实际到岗, 实际结束)."""
    for attr, said in ((Rotation.actual_from_on, "实际到岗"), (Rotation.actual_to_on, "实际结束")):
        day = draft[attr]
        if day is not None and day > facts.today:
            return broken(attr, "rotation_in_future", f"{said} {day} 晚于今天。到那天再登记")
    return None


def mentor_is_himself(draft: Draft, facts: Facts) -> Problem | None:
    """A mentor is somebody else (带教人)."""
    if draft[Rotation.mentor_id] is None or draft[Rotation.mentor_id] != draft[Rotation.officer_id]:
        return None
    return caution(Rotation.mentor_id, "mentors_himself", "带教人就是本人。另选一人")


def appraised_poor(draft: Draft, facts: Facts) -> Problem | None:
    """A poor appraisal says why."""
    if draft[Rotation.appraisal] != Appraisal.POOR or draft[Rotation.appraised]:
        return None
    return missing(Rotation.appraised, "appraisal_unsaid", "鉴定为不称职，要写鉴定意见")


def batch_unfinished(draft: Draft, facts: Facts) -> Problem | None:
    """A batch is finished when nobody is on the way any more (批次结束)."""
    if draft.record_id is None or draft[RotationBatch.state] != BatchState.CLOSED:
        return None
    under_way = [row for row in facts.live(ROTATION) if row["batch_id"] == draft.record_id and row["state"] in OPEN]
    if not under_way:
        return None
    said = f"还有 {len(under_way)} 人的轮岗没办完。先逐人办结束、提前终止或退回拟定，再结束批次"
    return broken(RotationBatch.state, "batch_unfinished", said)


def one_survey(draft: Draft, facts: Facts) -> Problem | None:
    """One survey record an officer."""
    other = limit_of(facts, draft[RotationLimit.officer_id], without=draft.record_id)
    if not other:
        return None
    said = f"{other['number']} 已登记{facts.label('officer', draft[RotationLimit.officer_id])}。到那一条里改"
    return caution(RotationLimit.officer_id, "limit_twice", said)
