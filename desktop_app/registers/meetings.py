"""会议学习: meetings and learning sessions with attendance."""

from desktop_app.models.meetings import Attendance, Meeting
from desktop_app.registers.spec import Chip, Draw, Field, Numbering, Parts, Register, Section, Shape, broken, caution
from desktop_app.rules.people import attendance_gap
from desktop_app.rules.problems import Problem
from desktop_app.rules.vocabulary import AttendanceState, MeetingKind
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import Equals, HasGaps, Order


def _attendance(draft: Draft, facts: Facts) -> Problem | None:
    """应到 = 实到 + 请假 + 缺席; names not written down leave a gap that is only pointed out."""
    expected, present = draft[Meeting.expected], draft[Meeting.present]
    if expected is None or present is None:
        return None
    away = sum(1 for row in draft.rows(Attendance) if row.get("state") != AttendanceState.PRESENT)
    said = f"应到 {expected}、实到 {present}、请假缺席 {away}，对不上。核对人数和名单"
    gap = attendance_gap(expected, present, away)
    if gap < 0:
        return broken(Meeting.present, "attendance_mismatch", said)
    return caution(Meeting.present, "attendance_mismatch", said) if gap else None


MAIN_KINDS = (MeetingKind.PARTY_GROUP, MeetingKind.MOBILISATION, MeetingKind.PROGRESS, MeetingKind.LEARNING)


def _chip_of(kind: MeetingKind) -> Chip:
    return Chip(kind.value, lambda facts: (Equals(Meeting.kind, kind),))


MEETINGS = Register(
    model=Meeting,
    public="meetings",
    title="会议学习",
    tab="plan",
    measure="次",
    subject=Meeting.title,
    numbering=Numbering("meeting"),
    titles=("会议", "集中学习", "会议学习", "学习登记"),
    identity=(Meeting.title, Meeting.held_on),
    sections=(
        Section(
            "会议",
            (
                Field(Meeting.kind, "类型", ("类型", "会议类型", "类别"), required=True, width=84, draw=Draw.TAG),
                Field(
                    Meeting.title,
                    "名称",
                    ("会议（学习）名称", "会议名称", "名称", "学习名称", "议题", "主题"),
                    required=True,
                    width=240,
                    stretch=True,
                    draw=Draw.KEY,
                    searched=True,
                ),
                Field(Meeting.held_on, "日期", ("日期", "会议日期", "召开日期", "时间日期"), required=True, width=92),
                Field(Meeting.clock, "时间", ("时间", "会议时间", "时段"), shape_as=Shape.CLOCK, width=60),
                Field(Meeting.place, "地点", ("地点", "会议地点"), words="会议地点", width=110),
                Field(Meeting.host_id, "主持人", ("主持人", "主持"), width=84, searched=True),
                Field(Meeting.recorder_id, "记录人", ("记录人", "记录"), searched=True),
                Field(Meeting.minutes_no, "纪要文号", ("纪要文号", "纪要编号", "文号"), width=0, searched=True),
                Field(Meeting.content, "主要内容", ("主要内容", "内容", "会议内容"), lines=4, searched=True),
            ),
        ),
        Section(
            "出席",
            (
                Field(
                    Meeting.expected, "应到", ("参加人数|应到", "应到", "应到人数"), width=52, unit="人", summed=True
                ),
                Field(Meeting.present, "实到", ("参加人数|实到", "实到", "实到人数"), width=52, unit="人", summed=True),
                Parts(
                    Attendance,
                    "请假缺席",
                    (
                        Field(Attendance.officer_id, "姓名", required=True, searched=True),
                        Field(Attendance.state, "情况"),
                        Field(Attendance.note, "事由"),
                    ),
                    ("参加人数|请假人员", "请假人员", "请假", "缺席人员", "未参加人员"),
                    width=120,
                    defaults={"state": AttendanceState.EXCUSED},
                ),
                Field(Meeting.note, "备注", ("备注",), lines=2),
            ),
        ),
    ),
    columns_first=(Meeting.held_on, Meeting.kind, Meeting.title),
    order=(Order(Meeting.held_on), Order(Meeting.number)),
    tests=(_attendance,),
    chips=(
        *(_chip_of(kind) for kind in MAIN_KINDS),
        Chip("待补", lambda facts: (HasGaps(),), "amber"),
    ),
    papers=("sign_in",),
    empty="还没有会议学习记录。新增 Ctrl+N，或从 Excel 导入。",
)
