"""Words of problems and their correction (问题整改)."""

from enum import StrEnum


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
