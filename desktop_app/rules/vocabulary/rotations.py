"""Words of AB posts, absences and cross-department rotations (岗位轮换)."""

from enum import StrEnum


class AbsenceKind(StrEnum):
    """Why somebody is away from his post (离岗事由); ledgers write finer words, which are kept beside it."""

    LEAVE = "休假"
    STUDY = "学习"
    TRAVEL = "出差"
    ILLNESS = "病假"
    PRIVATE = "事假"
    SECONDED = "借调"
    OTHER = "其他"


class HandoverState(StrEnum):
    """Whether work was handed over (交接情况)."""

    DONE = "已完成"
    OPEN = "未完成"
    NONE = "无需移交"


class HandoverKind(StrEnum):
    """What is handed over (移交事项): what another has to go on with, or answers for."""

    CASE = "在办案件"
    DOSSIER = "案卷"
    PROPERTY = "涉案财物"
    DOCUMENT = "文书"
    SEAL = "印章钥匙"
    ACCOUNT = "账号密码"
    DEADLINE = "期限事项"
    OTHER = "其他"


class Coverage(StrEnum):
    """Who holds a post on a day (覆盖情况).

    空岗 is a post whose A and B are both in the absence register, or whose A is and there is no B; 轮出空岗 one that
    nobody holds because a rotation took one of them elsewhere.
    """

    HELD = "A岗在岗"
    STOOD_IN = "B岗代岗"
    NAMED = "另派代岗"
    EMPTY = "空岗"
    ROTATED = "轮出空岗"


class BatchState(StrEnum):
    """Where a rotation batch stands (轮岗批次)."""

    DRAFT = "拟定"
    APPROVED = "已批准"
    CLOSED = "已结束"


class RotationState(StrEnum):
    """Where one officer's rotation stands (轮岗环节)."""

    DRAFT = "拟定"
    APPROVED = "批准"
    HANDED = "已交接"
    RUNNING = "轮岗中"
    APPRAISED = "期满鉴定"
    DONE = "结束"
    ENDED = "提前终止"


class Appraisal(StrEnum):
    """What the appraisal at a rotation's end says (期满鉴定)."""

    EXCELLENT = "优秀"
    GOOD = "称职"
    FAIR = "基本称职"
    POOR = "不称职"


class RotationOutcome(StrEnum):
    """Where an officer goes after a rotation (去向)."""

    BACK = "回原岗"
    STAYS = "留任"
    ON = "再轮岗"
