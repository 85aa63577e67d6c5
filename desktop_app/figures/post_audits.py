"""审核公式 of posts, absences and rotations: two people for each post, one pair at a time, days as dated, mentors."""

from collections.abc import Iterable
from datetime import date

from desktop_app.figures.audit_rules import Audit, Balance
from desktop_app.figures.engine import Question
from desktop_app.figures.learning_audits import Wrong, judged
from desktop_app.figures.post_standing import AbsenceStand, PostStand, every_absence, every_post, standing
from desktop_app.figures.rotation_standing import RotationStand, every_rotation
from desktop_app.rules.vocabulary import RotationState


def _people(ask: Question) -> Balance:
    """Posts with A岗 and B岗, against those where they are two people; one without B is told by its own figure."""
    rows = [post for post in standing(ask) if post.holding.a is not None and post.holding.b is not None]
    wrong: Wrong = [(post.behind, post.key) for post in rows if post.same]
    return judged(len(rows), wrong, f"{len(rows)} 个岗位的A岗、B岗都是两个人", "A岗、B岗是同一个人", "个")


def _pairs(ask: Question) -> Balance:
    """Pairs of all times, against those that do not meet an earlier pair of the same post."""
    rows = sorted(every_post(ask), key=lambda post: (post.holding.since or date.min, post.id))
    known: dict[str, list[PostStand]] = {}
    wrong: Wrong = []
    for post in rows:
        before = known.setdefault(post.key, [])
        if any(_meet(earlier, post) for earlier in before):
            wrong.append((post.behind, f"{post.key}（{post.number}）"))
        before.append(post)
    return judged(len(rows), wrong, f"{len(rows)} 条岗位记录的任期互不重叠", "同一岗位任期重叠", "条")


def _meet(earlier: PostStand, later: PostStand) -> bool:
    until, since = earlier.holding.until, later.holding.since
    return until is None or since is None or since <= until


def _days(ask: Question) -> Balance:
    """Absences with a number of days, against those where the planned dates make it, both ends included."""
    rows = [row for row in every_absence(ask) if row.days is not None and row.first and row.planned]
    wrong: Wrong = [(row.behind, f"{row.name} {row.first} 写 {row.days} 天") for row in rows if row.days != _dated(row)]
    return judged(len(rows), wrong, f"{len(rows)} 条离岗的天数都与起止日期相符", "离岗天数与起止日期不符", "条")


def _dated(row: AbsenceStand) -> int | None:
    return (row.planned - row.first).days + 1 if row.planned and row.first else None


def _mentors(ask: Question) -> Balance:
    """Running rotations, against those with a mentor other than the officer himself."""
    rows = [row for row in every_rotation(ask) if row.state == RotationState.RUNNING]
    wrong = _named(row for row in rows if row.mentor_id is None or row.mentor_id == row.officer_id)
    return judged(len(rows), wrong, f"{len(rows)} 人轮岗中，都有带教人", "轮岗中没有带教人", "人")


def _named(rows: Iterable[RotationStand]) -> Wrong:
    return [(row.behind, f"{row.name}（{row.number}）") for row in rows]


def _order(ask: Question) -> Balance:
    """Rotations with dates, against those whose last day is not before the first; planned and actual apart."""
    rows = every_rotation(ask)
    wrong = _named(row for row in rows if _turned(row.planned_from, row.planned_to) or _turned(row.first, row.last))
    return judged(len(rows), wrong, f"{len(rows)} 条轮岗的止日都不早于起日", "轮岗止日早于起日", "条")


def _turned(first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and last < first


def _reasons(ask: Question) -> Balance:
    """Rotations ended early, against those with their reason and last day."""
    rows = [row for row in every_rotation(ask) if row.state == RotationState.ENDED]
    wrong = _named(row for row in rows if not row.end_reason.strip() or row.actual_to is None)
    return judged(len(rows), wrong, f"{len(rows)} 人提前终止，都写明原因和日期", "提前终止没写原因或日期", "人")


def _elsewhere(ask: Question) -> Balance:
    """Rotations beyond a plan, against those that lead into another department."""
    rows = [row for row in every_rotation(ask) if row.counts and row.from_id is not None and row.to_id is not None]
    wrong = _named(row for row in rows if row.from_id == row.to_id)
    return judged(len(rows), wrong, f"{len(rows)} 条轮岗都换了部门", "轮岗前后部门相同", "条")


def _once(ask: Question) -> Balance:
    """Rotations beyond a plan, against those that do not meet an earlier one of the same officer."""
    rows = [(row, row.first, row.last) for row in every_rotation(ask) if row.counts]
    dated = [(row, first, last) for row, first, last in rows if first is not None and last is not None]
    over: dict[int | None, date] = {}
    wrong: list[RotationStand] = []
    for row, first, last in sorted(dated, key=lambda one: (one[1], one[0].id)):
        before = over.get(row.officer_id, date.min)
        wrong += [row] if first <= before else []
        over[row.officer_id] = max(before, last)
    return judged(len(dated), _named(wrong), f"{len(dated)} 条轮岗，一人同一时间只在一处", "同一人轮岗日期重叠", "条")


_POSTS, _ABSENCES, _ROTATIONS = ("posts.",), ("absences.", "posts.uncovered"), ("rotations.",)

AUDITS = (
    Audit("posts.people", "A岗与B岗", "有A岗B岗的岗位 = 两人不同的岗位", _people, _POSTS),
    Audit("posts.pairs", "岗位任期", "岗位记录 = 与前一任不重叠的", _pairs, _POSTS),
    Audit("absences.days", "离岗天数", "登记天数 = 止日 − 起日 + 1", _days, _ABSENCES),
    Audit("rotations.mentors", "轮岗带教", "轮岗中的 = 有带教人的", _mentors, _ROTATIONS),
    Audit("rotations.order", "轮岗起止", "轮岗 = 止日不早于起日的", _order, _ROTATIONS),
    Audit("rotations.reasons", "提前终止", "提前终止的 = 写明原因和日期的", _reasons, _ROTATIONS),
    Audit("rotations.elsewhere", "轮岗去向", "轮岗 = 前后部门不同的", _elsewhere, _ROTATIONS),
    Audit("rotations.once", "轮岗不重叠", "轮岗 = 与前一次不重叠的", _once, _ROTATIONS),
)
