"""Words of training, exams, dossier checks and the choice of the best dossiers (执法素能考查)."""

from enum import StrEnum


class TrainingKind(StrEnum):
    """Kind of a training session (培训类型)."""

    COACHING = "集中辅导"
    TOPIC = "专题培训"
    ONLINE = "网络学习"
    DRILL = "岗位练兵"
    OTHER = "其他培训"


class ExamForm(StrEnum):
    """How an exam is sat (考试方式)."""

    CLOSED = "闭卷"
    OPEN = "开卷"


class ExamState(StrEnum):
    """Where an exam stands (考试环节)."""

    PREPARING = "筹备"
    SEATED = "已排座"
    SAT = "已考"
    MARKED = "已阅卷"
    CHECKING = "复核"
    PUBLISHED = "已公布"
    FILED = "已归档"


class RosterRule(StrEnum):
    """Who has to sit an exam (应考范围): everybody on duty, some departments, officers up to an age."""

    ALL = "全员"
    DEPARTMENTS = "按部门"
    YOUNG = "青年干警"


class SittingCode(StrEnum):
    """How a candidate stands to an exam (应考情况); all but 参考 have no mark, never a mark of 0."""

    SAT = "参考"
    ABSENT = "缺考"
    DEFERRED = "缓考"
    BREACH = "违纪"
    EXEMPT = "免考"


class AbsenceCause(StrEnum):
    """Why a candidate was absent (缺考事由)."""

    ILL = "病假"
    DUTY = "公差"
    PRIVATE = "事假"
    NONE = "无故"


class RetakePolicy(StrEnum):
    """Which mark counts after a retake (补考成绩认定): the higher, the last, a pass at most at the pass mark."""

    HIGHER = "取高分"
    LAST = "取补考"
    CAPPED = "补考及格按及格线计"


class TieRule(StrEnum):
    """How ranks go on after a tie (并列排名): 1-2-2-4, or 1-2-2-3."""

    SKIP = "并列后名次顺延"
    DENSE = "并列后名次不空"


class DossierVerdict(StrEnum):
    """What a checked dossier comes to (卷宗检查结论)."""

    PASSED = "合格"
    RETURNED = "退卷补正"
    FAILED = "不合格"


class DossierState(StrEnum):
    """Where the check of a dossier stands (卷宗检查环节)."""

    WAITING = "待检查"
    CORRECTING = "待补正"
    CORRECTED = "已补正"
    DONE = "已办结"


class AwardState(StrEnum):
    """Where the choice of the best dossiers stands (优秀案卷评选环节)."""

    NOMINATING = "提名"
    SCORING = "评分"
    APPROVED = "已审批"
