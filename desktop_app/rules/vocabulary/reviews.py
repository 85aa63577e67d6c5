"""Words of cases, reviews, cards and contests (案件评查)."""

from enum import StrEnum


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
