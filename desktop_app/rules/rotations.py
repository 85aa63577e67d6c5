"""The law of rotations (交叉轮岗): the steps of one officer's rotation and of a batch.

After domain notes §4: 拟定 → 批准 → 已交接 → 轮岗中 → 期满鉴定 → 结束; 提前终止 with a reason.
"""

from datetime import date, timedelta

from desktop_app.rules.lifecycle import Facts, Lifecycle, Move, needs
from desktop_app.rules.vocabulary import BatchState, HandoverState, RotationState

AWAY = (
    RotationState.APPROVED,
    RotationState.HANDED,
    RotationState.RUNNING,
    RotationState.APPRAISED,
    RotationState.DONE,
    RotationState.ENDED,
)
"""States in which a rotation takes an officer out of his posts on its days; a mere plan does not."""

LEADERS = "院领导"
"""The department of the house's leaders: nobody is rotated to it, nor was ever to be."""

OPEN = (RotationState.APPROVED, RotationState.HANDED, RotationState.RUNNING, RotationState.APPRAISED)
"""States in which a rotation is under way."""


def month_after(day: date, months: int) -> date:
    """The last day of so many months that begin on ``day``: the day before the same day later on.

    Where the last month has no such day, its last day (民法典 art. 202).
    """
    at = day.month - 1 + months
    year, month = day.year + at // 12, at % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    length = (following - date(year, month, 1)).days
    if day.day > length:
        return date(year, month, length)
    return date(year, month, day.day) - timedelta(days=1)


def _handed(facts: Facts) -> str | None:
    if facts.get("handover") == HandoverState.OPEN:
        return "工作移交还没完成。列明移交事项、办完移交再办，或用“先到岗”写明原因"
    if not facts.get("handover"):
        return "没选工作移交。选已完成或无需移交再办"
    return needs("handed_on", "没填移交日期。填好再办")(facts)


def _ended(facts: Facts) -> str | None:
    refused = needs("actual_to_on", "没填实际结束日期。填好再办")(facts)
    return refused or needs("end_reason", "提前终止要写明原因。填好再办")(facts)


def _appraised(facts: Facts) -> str | None:
    refused = needs("appraisal", "没选鉴定等次。选好再办")(facts)
    return refused or needs("appraised_on", "没填鉴定日期。填好再办")(facts)


def _finished(facts: Facts) -> str | None:
    refused = needs("actual_to_on", "没填实际结束日期。填好再办")(facts) or _too_early(facts)
    return refused or needs("outcome", "没选去向。选回原岗、留任或再轮岗")(facts)


def _was_handed(facts: Facts) -> str | None:
    """Who went before his work was handed over goes back to 批准, not to a hand-over that never was."""
    if facts.get("handover") == HandoverState.OPEN:
        return "工作移交没有完成，退不到“已交接”。用“退回批准”"
    return None


def _had_come(facts: Facts) -> str | None:
    return needs("actual_from_on", "没填实际到岗。到过岗的填好再撤回；没到过岗用“撤回终止，待轮岗”")(facts)


def _never_came(facts: Facts) -> str | None:
    return "终止前已经到岗。用“撤回终止”" if facts.get("actual_from_on") else None


def _too_early(facts: Facts) -> str | None:
    """An end before the planned one is an early end, which says why (提前终止)."""
    ended, planned = facts.get("actual_to_on"), facts.get("planned_to_on")
    if not isinstance(ended, date) or not isinstance(planned, date) or ended >= planned:
        return None
    return f"实际结束 {ended} 早于计划止 {planned}，没有期满。用“提前终止”写明原因"


_ENDED = ("actual_to_on", "end_reason")
ROTATION = Lifecycle(
    states=(
        RotationState.DRAFT,
        RotationState.APPROVED,
        RotationState.HANDED,
        RotationState.RUNNING,
        RotationState.APPRAISED,
        RotationState.DONE,
    ),
    side=(RotationState.ENDED,),
    moves=(
        Move("批准", RotationState.DRAFT, RotationState.APPROVED),
        Move("交接", RotationState.APPROVED, RotationState.HANDED, guard=_handed, asks=("handover", "handed_on")),
        Move("到岗", RotationState.HANDED, RotationState.RUNNING, asks=("actual_from_on",)),
        Move(
            "先到岗",
            RotationState.APPROVED,
            RotationState.RUNNING,
            reason=True,
            forward=False,
            asks=("actual_from_on",),
        ),
        Move(
            "鉴定",
            RotationState.RUNNING,
            RotationState.APPRAISED,
            guard=_appraised,
            asks=("appraisal", "appraised_on", "appraised"),
        ),
        Move("结束", RotationState.APPRAISED, RotationState.DONE, guard=_finished, asks=("actual_to_on", "outcome")),
        *(Move("提前终止", state, RotationState.ENDED, guard=_ended, forward=False, asks=_ENDED) for state in OPEN),
        Move("退回拟定", RotationState.APPROVED, RotationState.DRAFT, reason=True, forward=False),
        Move("撤回交接", RotationState.HANDED, RotationState.APPROVED, reason=True, forward=False),
        Move("撤回到岗", RotationState.RUNNING, RotationState.HANDED, reason=True, forward=False, guard=_was_handed),
        Move("退回批准", RotationState.RUNNING, RotationState.APPROVED, reason=True, forward=False),
        Move("撤回鉴定", RotationState.APPRAISED, RotationState.RUNNING, reason=True, forward=False),
        Move("撤回结束", RotationState.DONE, RotationState.APPRAISED, reason=True, forward=False),
        Move("撤回终止", RotationState.ENDED, RotationState.RUNNING, reason=True, forward=False, guard=_had_come),
        Move(
            "撤回终止，待轮岗",
            RotationState.ENDED,
            RotationState.APPROVED,
            reason=True,
            forward=False,
            guard=_never_came,
        ),
    ),
    open=OPEN,
)
"""One officer's rotation. An extension is an action of its own: it changes the day, not the state."""

BATCH = Lifecycle(
    states=(BatchState.DRAFT, BatchState.APPROVED, BatchState.CLOSED),
    side=(),
    moves=(
        Move(
            "批准",
            BatchState.DRAFT,
            BatchState.APPROVED,
            guard=needs("approved_on", "没填批准日期。填好再办"),
            asks=("meeting", "approved_on"),
        ),
        Move("结束", BatchState.APPROVED, BatchState.CLOSED),
        Move("撤回批准", BatchState.APPROVED, BatchState.DRAFT, reason=True, forward=False),
        Move("重新打开", BatchState.CLOSED, BatchState.APPROVED, reason=True, forward=False),
    ),
)
"""A batch of rotations."""
