"""Words of officers, plan, meetings and promises (人员、方案、会议、承诺)."""

from enum import StrEnum


class Sex(StrEnum):
    """Sex of an officer (性别)."""

    MALE = "男"
    FEMALE = "女"


class OfficerStatus(StrEnum):
    """Where an officer stands with the procuratorate (人员状态)."""

    ACTIVE = "在岗"
    SECONDED = "借调"
    VILLAGE = "驻村"
    RETIRED = "离退"


class PlanState(StrEnum):
    """State of the work plan (方案状态)."""

    DRAFT = "起草"
    ISSUED = "已印发"


class TaskState(StrEnum):
    """State of a task of the plan (任务状态). Overdue (逾期) is computed, never stored."""

    NOT_STARTED = "未开始"
    RUNNING = "进行中"
    AWAITING = "待验收"
    DONE = "已完成"
    SUSPENDED = "暂缓"
    CANCELLED = "取消"


class GroupRole(StrEnum):
    """Place in the leading group and its office (领导小组职务)."""

    HEAD = "组长"
    DEPUTY = "副组长"
    MEMBER = "成员"
    OFFICE_HEAD = "办公室主任"
    OFFICE_MEMBER = "办公室成员"


class MeetingKind(StrEnum):
    """Kind of a meeting or learning session (会议类型)."""

    PARTY_GROUP = "党组会"
    MOBILISATION = "动员会"
    PROGRESS = "推进会"
    LEARNING = "集中学习"
    FORUM = "座谈会"
    OTHER = "其他会议"


class AttendanceState(StrEnum):
    """How one officer attended (到会情况)."""

    PRESENT = "出勤"
    EXCUSED = "请假"
    ABSENT = "缺席"


class StandardState(StrEnum):
    """State of a case-handling standard (办案标准状态)."""

    DRAFT = "起草"
    CONSULTING = "征求意见"
    ISSUED = "已印发"
    REPEALED = "已废止"


class Inside(StrEnum):
    """Whether an officer's relative serves in the same procuratorate (院内/院外)."""

    INSIDE = "院内"
    OUTSIDE = "院外"


class Panel(StrEnum):
    """The four marks of the campaign (快细实严): swift, thorough, solid, strict."""

    SWIFT = "快"
    THOROUGH = "细"
    SOLID = "实"
    STRICT = "严"


class Verdict(StrEnum):
    """What checking a promise against the ledgers says (核查结果)."""

    KEPT = "符合"
    BROKEN = "不符合"
    INCOMPLETE = "待补"
    NOT_APPLICABLE = "不适用"


class DayUnit(StrEnum):
    """Unit in which a deadline counts (期限单位)."""

    DAY = "日"
    WORKDAY = "工作日"
    MONTH = "月"
    YEAR = "年"


class DayMark(StrEnum):
    """Mark of a day in the holiday table (节假日标记): off, or a make-up working day."""

    REST = "休"
    WORK = "班"


class Lamp(StrEnum):
    """How a deadline stands (期限状态)."""

    NORMAL = "正常"
    NEAR = "临近"
    OVERDUE = "逾期"
    DONE_IN_TIME = "按期完成"
    DONE_LATE = "逾期完成"
    STOPPED = "暂缓"
