"""The glossary: the words of the trade as they are stored, shown and printed, once per concept."""

from enum import StrEnum
from typing import TypeVar


class Sex(StrEnum):
    """性别."""

    MALE = "男"
    FEMALE = "女"


class OfficerStatus(StrEnum):
    """Whether an officer is at his desk (人员状态)."""

    ON_DUTY = "在岗"
    SECONDED = "借调"
    VILLAGE = "驻村"
    LEFT = "离退"


class PlanState(StrEnum):
    """Life of the plan document (方案状态)."""

    DRAFT = "起草"
    ISSUED = "已印发"


class TaskState(StrEnum):
    """Life of a task (任务状态); 逾期 is computed, never a state."""

    PLANNED = "未开始"
    RUNNING = "进行中"
    CHECKING = "待验收"
    DONE = "已完成"
    SUSPENDED = "暂缓"
    CANCELLED = "取消"


class GroupRole(StrEnum):
    """Role in the leading group (领导小组职务)."""

    HEAD = "组长"
    DEPUTY = "副组长"
    MEMBER = "成员"
    OFFICE_HEAD = "办公室主任"
    OFFICE_MEMBER = "办公室成员"


class MeetingKind(StrEnum):
    """Kind of meeting or learning session (会议类型)."""

    PARTY_GROUP = "党组会"
    MOBILISATION = "动员会"
    PROGRESS = "推进会"
    LEARNING = "集中学习"
    FORUM = "座谈会"
    OTHER = "其他会议"


class AttendanceState(StrEnum):
    """出勤情况."""

    PRESENT = "出勤"
    EXCUSED = "请假"
    ABSENT = "缺席"


class StandardState(StrEnum):
    """Life of a standard (办案标准状态)."""

    DRAFTING = "起草"
    CONSULTING = "征求意见"
    ISSUED = "已印发"
    REPEALED = "已废止"


class Inside(StrEnum):
    """Whether a relative serves in this procuratorate (院内/院外)."""

    INSIDE = "院内"
    OUTSIDE = "院外"


class Panel(StrEnum):
    """The four words of the campaign (快细实严)."""

    FAST = "快"
    FINE = "细"
    REAL = "实"
    STRICT = "严"


class DayUnit(StrEnum):
    """Unit a deadline is counted in (期限单位)."""

    DAY = "日"
    WORKDAY = "工作日"
    MONTH = "月"
    YEAR = "年"


class DayMark(StrEnum):
    """Mark of a day in the holiday table: off (休) or make-up workday (班)."""

    OFF = "休"
    WORK = "班"


class Lamp(StrEnum):
    """Deadline lamp (期限灯), always shown with its word."""

    FINE = "正常"
    NEAR = "临近"
    OVERDUE = "逾期"
    DONE_IN_TIME = "按期完成"
    DONE_LATE = "逾期完成"
    STOPPED = "暂缓"


E = TypeVar("E", bound=StrEnum)
