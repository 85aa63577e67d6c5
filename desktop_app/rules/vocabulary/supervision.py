"""Words of inspections, supervision documents, duties and double investigations (督查问责)."""

from enum import StrEnum


class HabitState(StrEnum):
    """Whether a finding on habits (习惯性执法问题) was told in a bulletin: 发现一起、通报一起."""

    UNTOLD = "待通报"
    TOLD = "已通报"
    EXCUSED = "不通报"


class DocumentState(StrEnum):
    """Where a supervision document stands (监督文书). Overdue (逾期未回复) is computed, never stored.

    A reply is not the end: only what was looked at on the spot, in the files or by telephone is 已核实.
    """

    DRAFT = "拟制"
    APPROVED = "已审批"
    SENT = "已发出"
    WAITING = "待回复"
    REPLIED = "已回复"
    VERIFYING = "核实中"
    VERIFIED = "已核实"
    CLOSED = "办结"
    WITHDRAWN = "已撤回"


class DocumentStanding(StrEnum):
    """How far a document sent out has come by its days (文书走到哪一步): computed for any day, never stored."""

    UNDELIVERED = "未送达"
    WAITING = "待回复"
    OVERDUE = "逾期未回复"
    UNVERIFIED = "已回复未核查"
    VERIFIED = "已核查"


class Landing(StrEnum):
    """What verification found of a supervision document (落实情况)."""

    DONE = "已落实"
    PARTLY = "部分落实"
    NOT = "未落实"


class Adoption(StrEnum):
    """Whether the addressee took a document up (采纳情况)."""

    ADOPTED = "采纳"
    PARTLY = "部分采纳"
    REFUSED = "不采纳"


class Hollow(StrEnum):
    """Why an indicator (考核指标) is abolished: 虚、假、空."""

    INFLATED = "虚"
    FALSE = "假"
    EMPTY = "空"


class InquiryState(StrEnum):
    """Where a double investigation (一案双查) stands."""

    LEAD = "线索登记"
    PRELIMINARY = "初核"
    FILED = "立案"
    INVESTIGATING = "调查"
    HEARING = "审理"
    DECIDED = "处理决定"
    CARRIED_OUT = "执行"
    REVISITED = "回访"
    ARCHIVED = "归档"
    DROPPED = "了结"
    NOT_FILED = "不予立项"


class Leg(StrEnum):
    """Whose responsibility is looked into (责任类型): the two legs of a double investigation."""

    DIRECT = "直接责任"
    CHIEF = "主要领导责任"
    LEADING = "重要领导责任"


class Blame(StrEnum):
    """What an investigation found of one person (责任认定)."""

    RESPONSIBLE = "有责任"
    NOT_RESPONSIBLE = "无责任"
