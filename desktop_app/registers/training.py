"""培训: training sessions with hours, lecturer, materials and the sign-in list."""

import re
from collections.abc import Collection, Mapping
from typing import Any

from desktop_app.models.training import Training, TrainingPresence
from desktop_app.registers.newly import Newly
from desktop_app.registers.spec import (
    Action,
    Chip,
    Draw,
    Field,
    Numbering,
    Parts,
    Register,
    Section,
    Shape,
    broken,
    caution,
)
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.training import read_sign
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import AttendanceState, TrainingKind
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import Equals, HasGaps, Order

PRESENCE = TrainingPresence.__tablename__
_PRESENT = {"state": AttendanceState.PRESENT}
_EXCUSED = {"state": AttendanceState.EXCUSED}
_ON_DUTY = {**_EXCUSED, "cause": "公差"}
_ABSENT = {"state": AttendanceState.ABSENT}


def signed_in(draft: Draft) -> tuple[int, int]:
    """应到 and 实到 of the sign-in list; where it lists the absent alone (缺席人员), what the head count leaves."""
    rows = draft.rows(TrainingPresence)
    came = sum(row.get("state") == AttendanceState.PRESENT for row in rows)
    expected = draft[Training.expected]
    return (len(rows), came) if came or expected is None else (expected, expected - len(rows))


def placeholder(row: Mapping[str, Any]) -> bool:
    """Whether a session is known from a sign-in list alone: it is named by its day."""
    day = row.get("held_on")
    return day is not None and row.get("title") == f"培训（{day.year}年{day.month}月{day.day}日）"


def trainings_grow(row: Mapping[str, Any]) -> Collection[str]:
    """A name that only says the day says nothing yet."""
    return {"title"} if placeholder(row) else ()


_PLACE = re.compile(r"(?:科|室|局|处|部|队|院|领导|组|中心)$")


def _behind_name(text: str) -> Mapping[str, Any]:
    """缺席人员 董长青（出差）: away on duty. A department sets namesakes apart; other words are a cause."""
    try:
        sign = read_sign(text)
    except Unreadable:
        return {} if _PLACE.search(text) else {"cause": text}
    return {} if sign is None or not sign[1] else {"state": sign[0], "cause": sign[1]}


def _counts_differ(draft: Draft, facts: Facts) -> Problem | None:
    """Where a sign-in list stands, the head counts of the register must be its counts."""
    if PRESENCE not in draft.parts or not draft.parts[PRESENCE]:
        return None
    if draft[Training.expected] is None and not signed_in(draft)[1]:
        return None
    for attr, label, listed in zip(
        (Training.expected, Training.present), ("应到", "实到"), signed_in(draft), strict=True
    ):
        told = draft[attr]
        if told is not None and told != listed:
            said = f"{label}登记 {told} 人，签到表上 {listed} 人，对不上。核对签到表，改正人数"
            return caution(attr, "attendance_mismatch", said)
    return None


def _more_than_expected(draft: Draft, facts: Facts) -> Problem | None:
    expected, present = draft[Training.expected], draft[Training.present]
    if expected is None or present is None or present <= expected:
        return None
    return broken(Training.present, "attendance_over", f"实到 {present} 人多于应到 {expected} 人。核对人数")


def _hours(draft: Draft, facts: Facts) -> Problem | None:
    hours = draft[Training.hours]
    if hours is None or 0 < hours <= 10_000:
        return None
    return broken(Training.hours, "hours_strange", "学时要大于 0、不超过 100。核对后改正")


def _twice(draft: Draft, facts: Facts) -> Problem | None:
    """Nobody signs in twice."""
    seen: set[int] = set()
    for row in draft.parts.get(PRESENCE, ()):
        officer_id = row.get("officer_id")
        if officer_id in seen:
            said = f"签到名单里 {facts.label('officer', officer_id)} 写了两次。删去一行"
            return Problem(PRESENCE, Fault.BROKEN, "signed_twice", said)
        if officer_id is not None:
            seen.add(officer_id)
    return None


def _chip_of(kind: TrainingKind) -> Chip:
    return Chip(kind.value, lambda facts: (Equals(Training.kind, kind),))


TRAININGS = Register(
    model=Training,
    public="trainings",
    title="培训",
    tab="exams",
    measure="次",
    subject=Training.title,
    numbering=Numbering("training"),
    titles=("培训登记", "培训情况", "学习培训", "培训台账", "业务培训", "集中辅导", "专题培训", "签到", "培训签到"),
    identity=(Training.title, Training.held_on),
    sections=(
        Section(
            "培训",
            (
                Field(Training.kind, "类型", ("类型", "培训类型", "类别", "形式"), width=84, draw=Draw.TAG),
                Field(
                    Training.title,
                    "培训名称",
                    ("培训名称", "培训主题", "名称", "培训内容", "主题", "课程", "课程名称", "课题", "学习内容"),
                    required=True,
                    width=260,
                    stretch=True,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(
                    Training.held_on,
                    "日期",
                    ("日期", "培训日期", "培训时间", "起止时间", "举办日期", "学习日期"),
                    required=True,
                    width=92,
                ),
                Field(Training.clock, "时间", ("时间", "时段"), shape_as=Shape.CLOCK, width=60),
                Field(
                    Training.hours,
                    "学时",
                    ("学时", "课时", "培训学时"),
                    shape_as=Shape.POINTS,
                    unit="学时",
                    width=52,
                    summed=True,
                ),
                Field(Training.place, "地点", ("地点", "培训地点"), words="会议地点", width=110),
                Field(
                    Training.lecturer,
                    "主讲人",
                    ("主讲人", "授课人", "讲师", "授课老师", "教师", "主讲"),
                    width=120,
                    searched=True,
                ),
                Field(Training.content, "内容", ("内容", "主要内容", "授课内容"), lines=3, searched=True),
                Field(Training.materials, "材料", ("材料", "培训材料", "资料", "教材"), lines=2, searched=True),
            ),
        ),
        Section(
            "签到",
            (
                Field(Training.expected, "应到", ("应到", "应到人数", "应参加人数"), width=52, unit="人", summed=True),
                Field(
                    Training.present,
                    "实到",
                    ("实到", "实到人数", "参加人数", "参训人数", "人数"),
                    width=52,
                    unit="人",
                    summed=True,
                ),
                Parts(
                    TrainingPresence,
                    "签到",
                    (
                        Field(TrainingPresence.officer_id, "姓名", ("姓名", "干警"), required=True, searched=True),
                        Field(TrainingPresence.state, "情况", ("情况", "签到", "出勤情况")),
                        Field(TrainingPresence.cause, "事由", ("事由", "原因", "请假事由")),
                    ),
                    draw=Draw.COUNT,
                    unit="人",
                    width=64,
                    in_form=False,
                    bracket=_behind_name,
                    listed={
                        **dict.fromkeys(("请假人员", "请假名单", "请假人员名单", "请假人", "请假干警"), _EXCUSED),
                        **dict.fromkeys(("公差人员", "因公未参加人员"), _ON_DUTY),
                        **dict.fromkeys(
                            ("缺席人员", "缺席名单", "缺席人员名单", "缺勤人员", "未参加人员", "旷课人员"), _ABSENT
                        ),
                        **dict.fromkeys(("参训人员", "参加人员", "参训名单", "参加人员名单"), _PRESENT),
                    },
                ),
                Field(Training.note, "备注", ("备注",), lines=2),
            ),
        ),
    ),
    columns_first=(Training.held_on, Training.kind, Training.title),
    order=(Order(Training.held_on, descending=True), Order(Training.number)),
    grows=trainings_grow,
    tests=(_hours, _more_than_expected, _counts_differ, _twice),
    chips=(
        *(_chip_of(kind) for kind in TrainingKind),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    newly=Newly(
        front=(
            Training.kind,
            Training.title,
            Training.held_on,
            Training.clock,
            Training.hours,
            Training.place,
            Training.lecturer,
        ),
        behind=(Training.content, Training.materials, Training.note),
        carried=(Training.kind, Training.place, Training.lecturer),
    ),
    papers=("training_sign_in", "training_ledger"),
    actions=(Action("sign_in", "签到", "Alt+M"),),
    empty="还没有培训。新增 Ctrl+N，或从 Excel 导入培训登记和签到表。",
)
