"""Posts as counting bases: AB posts as they are held, absences, rotations."""

from desktop_app.figures.cross import Base, Dimension, Measure, Weigh, by_department, by_month, by_word
from desktop_app.figures.post_standing import ABSENCE, POST, AbsenceStand, PostStand, cover, standing
from desktop_app.figures.posts import absences_within
from desktop_app.figures.rotation_standing import ROTATION, RotationStand, within
from desktop_app.rules.vocabulary import (
    AbsenceKind,
    Appraisal,
    Coverage,
    HandoverState,
    RotationOutcome,
    RotationState,
)

POSTS = Base[PostStand](
    id="posts",
    label="AB岗",
    tab="posts",
    kind=POST,
    read=standing,
    behind=lambda row: row.behind,
    dimensions=(
        by_department("部门", lambda row: row.department),
        Dimension("当日在岗", lambda ask, row: cover(ask, row, ask.as_of)[0].value, lambda _ask: map(str, Coverage)),
        by_word("设岗", lambda row: "缺B岗" if row.lacks_b else "同一人" if row.same else "A、B岗齐"),
        by_word("岗位", lambda row: row.name),
    ),
    measures=(Measure("岗数", "岗"), Measure("缺B岗", "岗", of=lambda _ask, row: 1 if row.lacks_b else None)),
    figure="posts.count",
)

ABSENCES = Base[AbsenceStand](
    id="absences",
    label="离岗",
    tab="posts",
    kind=ABSENCE,
    read=absences_within,
    behind=lambda row: row.behind,
    dimensions=(
        by_department("部门", lambda row: row.department),
        by_word("类型", lambda row: row.kind, AbsenceKind),
        by_word("人员", lambda row: row.name),
        by_word("工作交接", lambda row: row.handover, HandoverState),
        by_month("离岗月份", lambda row: row.first),
    ),
    measures=(Measure("人次", "人次"), Measure("天数", "天", Weigh.SUM, lambda _ask, row: row.counted)),
    dated="离岗期间",
    figure="absences.count",
)

ROTATIONS = Base[RotationStand](
    id="rotations",
    label="轮岗",
    tab="posts",
    kind=ROTATION,
    read=within,
    behind=lambda row: row.behind,
    dimensions=(
        by_word("状态", lambda row: row.state, RotationState),
        by_department("原部门", lambda row: row.origin),
        by_department("轮入部门", lambda row: row.goal),
        by_word("鉴定", lambda row: row.appraisal, Appraisal),
        by_word("去向", lambda row: row.outcome, RotationOutcome),
        by_word("人员", lambda row: row.name),
        by_month("轮岗月份", lambda row: row.first),
    ),
    measures=(
        Measure("人次", "人"),
        Measure("期满未办", "人", of=lambda ask, row: 1 if row.overdue(ask.as_of) else None),
    ),
    dated="轮岗期间",
    figure="rotations.state",
)

BASES = (POSTS, ABSENCES, ROTATIONS)
