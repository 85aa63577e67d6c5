"""The glossary (词表): the words the file stores, and the words old ledgers use for them."""

from enum import StrEnum
from typing import TypeVar

from desktop_app.rules.unreadable import tight

E = TypeVar("E", bound=StrEnum)


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


class IssueNature(StrEnum):
    """Whether a problem lies with a whole line or with one case and person (问题性质)."""

    COMMON = "共性"
    INDIVIDUAL = "个性"


class IssueState(StrEnum):
    """Where a problem stands on its way to being closed (销号状态). Overdue (逾期) is computed, never stored."""

    UNCLAIMED = "待认领"
    CORRECTING = "整改中"
    APPLIED = "申请销号"
    CHECKING = "验收中"
    CLOSED = "已销号"
    RETURNED = "退回整改"
    LASTING = "长期坚持"
    MERGED = "已合并"
    VOID = "已作废"


class Correction(StrEnum):
    """How fast a problem is to be corrected (整改类型)."""

    AT_ONCE = "立行立改"
    BY_DEADLINE = "限期整改"
    LASTING = "长期坚持"


class CauseKind(StrEnum):
    """Where the root of a problem lies (原因类型)."""

    SUBJECTIVE = "主观"
    OBJECTIVE = "客观"
    SYSTEM = "制度"


class LookBackResult(StrEnum):
    """What a look back after closing found (回头看结果)."""

    FIRM = "巩固"
    REBOUND = "反弹"


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


class BulletinKind(StrEnum):
    """What a bulletin is about (通报种类)."""

    REVIEWS = "案件质量评查通报"
    HABITS = "督查通报"
    EXAMS = "考试成绩通报"
    DOSSIERS = "归档检查通报"
    PROPERTY = "涉案财物检查通报"
    PROGRESS = "整改进展通报"
    BEST_WORST = "最佳最差案件评选"
    BRIEFING = "工作简报"
    PHASE = "阶段小结"
    SUMMARY = "总结"
    OTHER = "其他"


class PaperFormat(StrEnum):
    """Form of an official paper (公文格式), GB/T 9704-2012 chapters 7 to 10; 简报 and 内部 by practice."""

    DOWNWARD = "文件"
    UPWARD = "上行文"
    LETTER = "信函"
    MINUTES = "纪要"
    BRIEFING = "简报"
    PLAIN = "内部"


class Naming(StrEnum):
    """How people are named on a paper (具名方式)."""

    NAMED = "具名"
    CODED = "部门加某"
    DEPARTMENT = "只到部门"


class Sealing(StrEnum):
    """What stands under a paper (落款): a seal, a name alone, a signature stamp."""

    SEAL = "盖章"
    BARE = "不盖章"
    STAMP = "签名章"


class RuleCentre(StrEnum):
    """What the red rules of a letter are centred on (信函红线居中); the standard can be read either way."""

    TYPE_AREA = "版心"
    SHEET = "纸面"


class Secrecy(StrEnum):
    """Degree of secrecy (密级)."""

    SECRET = "秘密"
    CONFIDENTIAL = "机密"
    TOP = "绝密"


class Urgency(StrEnum):
    """Degree of urgency (紧急程度)."""

    AT_ONCE = "特急"
    SOON = "加急"


class BulletinState(StrEnum):
    """Where a bulletin stands on its way to the printer (办文环节)."""

    DRAFT = "起草"
    SUBMITTED = "送审"
    SIGNED = "已签发"
    ISSUED = "已印发"
    DROPPED = "不发"


class LineKind(StrEnum):
    """What a paragraph of a bulletin is (段落类别): text, headings 一、（一）1.（1）, a table, the head of an annex."""

    TEXT = "正文"
    FIRST = "一级标题"
    SECOND = "二级标题"
    THIRD = "三级标题"
    FOURTH = "四级标题"
    TABLE = "表格"
    ANNEX = "附件"


class CopyKind(StrEnum):
    """What was kept of a bulletin when it was issued (存档件): a paper, the internal copy, the text, the data."""

    PAPER = "印发稿"
    INTERNAL = "内部留存稿"
    WORDS = "文字稿"
    DATA = "数据"


class DocNumberState(StrEnum):
    """What became of a document number (文号状态)."""

    RESERVED = "预留"
    USED = "已用"
    VOID = "作废"


class Lamp(StrEnum):
    """How a deadline stands (期限状态)."""

    NORMAL = "正常"
    NEAR = "临近"
    OVERDUE = "逾期"
    DONE_IN_TIME = "按期完成"
    DONE_LATE = "逾期完成"
    STOPPED = "暂缓"


SYNONYMS: dict[type[StrEnum], dict[str, str]] = {
    Sex: {"男性": "男", "女性": "女"},
    OfficerStatus: {
        "在职": "在岗", "在编在岗": "在岗", "在院": "在岗", "正常": "在岗",
        "借出": "借调", "外借": "借调", "抽调": "借调", "挂职": "借调",
        "驻村帮扶": "驻村", "驻村工作队": "驻村", "下派": "驻村",
        "退休": "离退", "离休": "离退", "离退休": "离退", "内退": "离退", "退居二线": "离退",
    },
    PlanState: {
        "草稿": "起草", "拟稿": "起草", "起草中": "起草",
        "印发": "已印发", "已下发": "已印发", "已发文": "已印发",
    },
    TaskState: {
        "未启动": "未开始", "未进行": "未开始", "尚未开始": "未开始", "待启动": "未开始", "未开展": "未开始",
        "进行": "进行中", "正在进行": "进行中", "推进中": "进行中", "正在推进": "进行中",
        "在办": "进行中", "开展中": "进行中", "落实中": "进行中", "实施中": "进行中",
        "申请验收": "待验收", "提请验收": "待验收", "验收中": "待验收", "已提请验收": "待验收",
        "完成": "已完成", "已办结": "已完成", "办结": "已完成", "已落实": "已完成", "完毕": "已完成",
        "暂停": "暂缓", "缓办": "暂缓", "中止": "暂缓", "已暂停": "暂缓", "已暂缓": "暂缓",
        "已取消": "取消", "撤销": "取消", "不再开展": "取消", "终止": "取消",
    },
    GroupRole: {
        "常务副组长": "副组长", "组员": "成员", "小组成员": "成员",
        "主任": "办公室主任", "办主任": "办公室主任", "兼办公室主任": "办公室主任",
        "办公室人员": "办公室成员", "办公室工作人员": "办公室成员", "联络员": "办公室成员",
    },
    MeetingKind: {
        "党组会议": "党组会", "党组扩大会": "党组会", "党组扩大会议": "党组会",
        "动员大会": "动员会", "动员部署会": "动员会", "动员会议": "动员会", "部署会": "动员会",
        "推进会议": "推进会", "工作推进会": "推进会", "调度会": "推进会",
        "学习": "集中学习", "学习会": "集中学习", "集体学习": "集中学习", "专题学习": "集中学习",
        "学习培训": "集中学习",
        "座谈": "座谈会", "座谈会议": "座谈会", "征求意见座谈会": "座谈会",
        "其他": "其他会议", "其它": "其他会议", "其它会议": "其他会议", "会议": "其他会议",
    },
    AttendanceState: {
        "到会": "出勤", "已到": "出勤", "到": "出勤", "出席": "出勤", "参加": "出勤", "√": "出勤", "实到": "出勤",
        "事假": "请假", "病假": "请假", "公假": "请假", "已请假": "请假", "公差": "请假", "出差": "请假",
        "未到": "缺席", "缺勤": "缺席", "旷会": "缺席", "无故缺席": "缺席", "×": "缺席",
    },
    StandardState: {
        "起草中": "起草", "草拟": "起草", "拟稿": "起草", "草稿": "起草",
        "征求意见中": "征求意见", "征求意见稿": "征求意见", "修改中": "征求意见",
        "印发": "已印发", "已施行": "已印发", "施行": "已印发", "已下发": "已印发", "现行有效": "已印发",
        "废止": "已废止", "失效": "已废止", "已失效": "已废止",
    },
    Inside: {"本院": "院内", "内": "院内", "外单位": "院外", "院外单位": "院外", "外": "院外"},
    Panel: {},
    IssueNature: {
        "共性问题": "共性", "普遍性": "共性", "普遍问题": "共性", "个性问题": "个性", "个别": "个性",
        "个别问题": "个性",
    },
    IssueState: {
        "未认领": "待认领", "已登记": "待认领", "登记": "待认领", "待交办": "待认领",
        "整改": "整改中", "正在整改": "整改中", "未完成": "整改中", "进行中": "整改中", "未整改到位": "整改中",
        "未销号": "整改中", "待整改": "整改中", "未整改": "整改中", "未办结": "整改中", "否": "整改中", "×": "整改中",
        "✗": "整改中", "未": "整改中", "部分完成": "整改中", "部分整改": "整改中", "基本完成": "整改中",
        "阶段性完成": "整改中",
        "申请验收": "申请销号", "提请验收": "申请销号", "待验收": "申请销号", "拟销号": "申请销号",
        "已申请销号": "申请销号",
        "核验中": "验收中", "正在验收": "验收中",
        "销号": "已销号", "完成": "已销号", "已完成": "已销号", "办结": "已销号", "已办结": "已销号",
        "整改完成": "已销号", "已整改": "已销号", "已整改到位": "已销号", "整改到位": "已销号", "已整改完成": "已销号",
        "已整改完毕": "已销号", "是": "已销号", "√": "已销号", "✓": "已销号", "✔": "已销号", "☑": "已销号",
        "退回": "退回整改", "已退回": "退回整改", "验收退回": "退回整改",
        "持续整改": "长期坚持", "长期整改": "长期坚持", "持续推进": "长期坚持", "长期": "长期坚持",
        "持续坚持": "长期坚持", "合并": "已合并",
        "作废": "已作废", "撤销": "已作废", "取消": "已作废", "撤回": "已作废",
    },
    Correction: {
        "立即整改": "立行立改", "立查立改": "立行立改", "即知即改": "立行立改", "立改": "立行立改",
        "限期": "限期整改", "限时整改": "限期整改", "限期改正": "限期整改",
        "长期": "长期坚持", "持续整改": "长期坚持", "长期整改": "长期坚持", "持续": "长期坚持", "持续坚持": "长期坚持",
        "持续推进": "长期坚持", "长期推进": "长期坚持", "长期执行": "长期坚持", "常态化": "长期坚持",
        "立即": "立行立改",
    },
    CauseKind: {"主观原因": "主观", "客观原因": "客观", "制度原因": "制度", "机制": "制度", "体制机制": "制度"},
    LookBackResult: {
        "已巩固": "巩固", "未反弹": "巩固", "无反弹": "巩固", "已反弹": "反弹", "反复": "反弹", "回潮": "反弹",
    },
    Verdict: {},
    BulletinKind: {},
    PaperFormat: {"下行文": "文件", "函": "信函", "会议纪要": "纪要"},
    Naming: {"实名": "具名", "匿名": "部门加某"},
    Sealing: {"加盖公章": "盖章", "无印章": "不盖章"},
    RuleCentre: {},
    Secrecy: {},
    Urgency: {},
    BulletinState: {"草稿": "起草", "拟稿": "起草", "印发": "已印发", "已下发": "已印发", "已发": "已印发"},
    LineKind: {},
    CopyKind: {},
    DocNumberState: {"使用": "已用", "留号": "预留", "废号": "作废"},
    DayUnit: {
        "天": "日", "自然日": "日", "日历日": "日", "个工作日": "工作日", "工作天": "工作日",
        "个月": "月", "周年": "年",
    },
    DayMark: {"休息": "休", "放假": "休", "节假日": "休", "上班": "班", "补班": "班", "调休上班": "班"},
    Lamp: {
        "超期": "逾期", "已逾期": "逾期", "即将到期": "临近", "临期": "临近",
        "按时完成": "按期完成", "超期完成": "逾期完成",
    },
}  # fmt: skip
"""For every enum: what old ledgers write (folded) to what the file stores."""


def word(kind: type[E], text: str) -> E | None:
    """The word of ``kind`` meant by a ledger's text, whatever its width and blanks; None if it is no such word."""
    folded = tight(text).strip("。.;；,，、")
    try:
        return kind(SYNONYMS.get(kind, {}).get(folded, folded))
    except ValueError:
        return None
