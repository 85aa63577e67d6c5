"""The glossary (词表): the words the file stores, and the words old ledgers use for them."""

from enum import StrEnum
from typing import TypeVar

from desktop_app.rules.synonyms import SYNONYMS
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


class RoundKind(StrEnum):
    """Kind of a round of reviews (评查种类): regular by the month, of must-review cases, on one subject."""

    REGULAR = "常规评查"
    KEY = "重点评查"
    SPECIAL = "专项评查"


class RoundState(StrEnum):
    """Where a round of reviews stands (评查轮次环节)."""

    PLANNED = "拟定"
    SEALED = "已封存"
    DRAWN = "已抽取"
    DONE = "已完成"
    VOID = "作废"


class Stratum(StrEnum):
    """What a draw is stratified by (分层): the handler, the department, or not at all."""

    HANDLER = "按承办人"
    DEPARTMENT = "按部门"
    WHOLE = "不分层"


class DrawnAs(StrEnum):
    """How a case came into a round (抽取方式): by a must-review rule, by lot, in place of one withdrawn."""

    MUST = "必查"
    LOT = "随机"
    INSTEAD = "递补"


class ReviewState(StrEnum):
    """Where the review of a case stands (个案评查环节)."""

    WAITING = "待评"
    REVIEWING = "评查中"
    FEEDBACK = "待反馈"
    OBJECTED = "异议复评"
    GRADED = "已定级"
    FILED = "已归档"
    WITHDRAWN = "已撤出"


class ReviewWay(StrEnum):
    """What a review is made on (评查方式)."""

    ONLINE = "网上"
    DOSSIER = "案卷"
    BOTH = "网上+案卷"


class HandlerReply(StrEnum):
    """What the handler answers to a review (承办人意见); silence within the days is recorded as 无异议."""

    AGREED = "无异议"
    SILENT = "无异议（无反馈意见）"
    OBJECTED = "有异议"


class Severity(StrEnum):
    """How grave a defect is (问题程度)."""

    HINT = "提示"
    SLIGHT = "轻微"
    COMMON = "一般"
    SERIOUS = "严重"
    VETO = "一票否决"


class CardRating(StrEnum):
    """What a returned card says (卡片评价)."""

    GOOD = "满意"
    FAIR = "基本满意"
    POOR = "不满意"


class CardState(StrEnum):
    """Where the cards of a case stand (三卡状态)."""

    UNISSUED = "未发齐"
    ISSUED = "已发"
    RETURNED = "已收回"
    TROUBLED = "待处理"
    HANDLED = "已处理"
    FILED = "已归档"


class BestWorst(StrEnum):
    """What a case is put forward for (评选类别)."""

    BEST = "最佳"
    WORST = "最差"


class ContestState(StrEnum):
    """Where a quarter's contest stands (评选环节)."""

    NOMINATING = "提名"
    VOTING = "投票"
    CONFIRMED = "已确认"


def word(kind: type[E], text: str) -> E | None:
    """The word of ``kind`` meant by a ledger's text, whatever its width and blanks; None if it is no such word."""
    folded = tight(text).strip("。.;；,，、")
    try:
        return kind(SYNONYMS.get(kind.__name__, {}).get(folded, folded))
    except ValueError:
        return None
