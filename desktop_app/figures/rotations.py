"""Figures of the cross-department rotations (交叉轮岗): states, who ends soon or is over his day, what is owed."""

from desktop_app.figures.engine import Answer, Figure, Question, tally
from desktop_app.figures.post_standing import near
from desktop_app.figures.rotation_standing import ROTATION, every_rotation, home_of, of_officers, within, young
from desktop_app.rules.vocabulary import Appraisal, RotationState

_THERE = (RotationState.HANDED, RotationState.RUNNING)


def _state(ask: Question) -> Answer:
    """Rotations by state as the day saw it, in the order of the steps; of a period those with a day in it."""
    order = list(RotationState)
    rows = sorted(within(ask), key=lambda row: order.index(row.state))
    return tally(ROTATION, ((row.id, row.state) for row in rows))


def _by_place(ask: Question) -> Answer:
    """Rotations that are more than a plan, by the department left and the one gone to."""
    return tally(ROTATION, ((row.id, row.origin, row.goal) for row in within(ask) if row.counts))


def _ending(ask: Question) -> Answer:
    """Rotations under way whose planned last day is near (临近天数), by day."""
    last = near(ask)
    rows = [(row, row.planned_to) for row in every_rotation(ask) if row.state in _THERE]
    return tally(ROTATION, ((row.id, on.isoformat()) for row, on in rows if on is not None and ask.as_of <= on <= last))


def _overdue(ask: Question) -> Answer:
    """Rotations past their planned last day, neither appraised nor ended, by department gone to."""
    return tally(ROTATION, ((row.id, row.goal) for row in every_rotation(ask) if row.overdue(ask.as_of)))


def _unhanded(ask: Question) -> Answer:
    """Rotations running although work was not handed over (移交未完成), by department left."""
    return tally(ROTATION, ((row.id, row.origin) for row in every_rotation(ask) if row.unhanded))


def _without_mentor(ask: Question) -> Answer:
    """Rotations running without a mentor (带教人), by department gone to."""
    rows = (row for row in every_rotation(ask) if row.state == RotationState.RUNNING and row.mentor_id is None)
    return tally(ROTATION, ((row.id, row.goal) for row in rows))


def _unappraised(ask: Question) -> Answer:
    """Rotations that owe their appraisal (期满鉴定): past their day, or ended at their term without one."""
    rows = (row for row in every_rotation(ask) if row.owes_appraisal(ask.as_of))
    return tally(ROTATION, ((row.id, row.goal) for row in rows))


def _appraised(ask: Question) -> Answer:
    """Appraisals (期满鉴定) by what they say, the best first."""
    order = list(Appraisal)
    found = [(row.id, row.appraisal) for row in within(ask) if row.appraisal is not None]
    return tally(ROTATION, sorted(found, key=lambda row: order.index(row[1])))


def _young(ask: Question) -> Answer:
    """Young officers of the list (青年干警), by whether they have a rotation beyond a plan, and department."""
    known = of_officers(every_rotation(ask))
    rotated = {who for who, rows in known.items() if any(row.counts for row in rows)}
    words = ((who, "已安排" if who in rotated else "未安排", home_of(ask, who)) for who in young(ask))
    return tally("officer", sorted(words, key=lambda row: row[1] != "已安排"))


FIGURES = (
    Figure("rotations.state", "交叉轮岗", "人", _state),
    Figure("rotations.by_place", "轮岗去向", "人", _by_place),
    Figure("rotations.ending", "临近期满的轮岗", "人", _ending),
    Figure("rotations.overdue", "期满未办的轮岗", "人", _overdue),
    Figure("rotations.unhanded", "轮岗工作移交未完成", "人", _unhanded),
    Figure("rotations.without_mentor", "没有带教人的轮岗", "人", _without_mentor),
    Figure("rotations.unappraised", "未作期满鉴定的轮岗", "人", _unappraised),
    Figure("rotations.appraised", "期满鉴定", "人", _appraised),
    Figure("rotations.young", "青年干警轮岗安排", "人", _young),
)
