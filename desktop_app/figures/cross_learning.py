"""Learning as counting bases: candidates of exams, trainings and who came, dossiers checked, cases to be filed."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop_app.figures.cross import (
    Base,
    Dimension,
    Form,
    Measure,
    Weigh,
    by_department,
    by_month,
    by_quarter,
    by_word,
)
from desktop_app.figures.dossier_standing import CHECK, CheckStand, Filing, checks, filings_within
from desktop_app.figures.dossiers import found_defects
from desktop_app.figures.engine import Question
from desktop_app.figures.exam_standing import ExamStanding, within
from desktop_app.figures.post_standing import name_of
from desktop_app.figures.training import KIND as TRAINING
from desktop_app.figures.training import Session, Signed, sessions
from desktop_app.models.exams import Sitting
from desktop_app.rules.marks import Mark, passed
from desktop_app.rules.vocabulary import AttendanceState, DossierState, DossierVerdict, SittingCode

SITTING = Sitting.__tablename__
EXCELLENT, PASSED, FAILED, OPEN = "优秀", "及格", "不及格", "未录"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One candidate of an exam (考生)."""

    exam: ExamStanding
    mark: Mark

    @property
    def grade(self) -> str:
        """By the scale of the exam, else by its lines; who has no mark by why not."""
        if self.mark.total is None or not self.mark.counts:
            return OPEN if self.mark.open else str(self.mark.code)
        terms = self.exam.terms
        if terms.scale is not None:
            return terms.scale.grade(self.mark.total)
        by_lines = ((terms.excellent, EXCELLENT), (terms.pass_mark, PASSED))
        return next((word for line, word in by_lines if self.mark.total >= line), FAILED)

    @property
    def sat(self) -> int | None:
        """His mark where he has a valid one (实考)."""
        return self.mark.total if self.mark.counts else None


def _candidates(ask: Question) -> Iterator[Candidate]:
    return (Candidate(one, mark) for one in within(ask) for mark in one.marks)


def _grades(ask: Question) -> list[str]:
    scales = (word for one in within(ask) if one.terms.scale is not None for word in one.terms.scale.words)
    return list(dict.fromkeys((*scales, EXCELLENT, PASSED, FAILED, OPEN, *map(str, SittingCode))))


def _at_least(line: str) -> Measure[Candidate]:
    """The share of those sitting who reach a line."""

    def weigh(_ask: Question, row: Candidate) -> int | None:
        terms = row.exam.terms
        least = terms.excellent if line == EXCELLENT else terms.pass_mark
        return int(row.sat >= least) if row.sat is not None else None

    return Measure(f"{line}率", "", Weigh.SHARE, weigh)


EXAMS = Base[Candidate](
    id="exams",
    label="考试成绩",
    tab="exams",
    kind=SITTING,
    read=_candidates,
    behind=lambda row: (SITTING, row.mark.id),
    dimensions=(
        by_department("部门", lambda row: row.mark.department),
        Dimension("等次", lambda _ask, row: row.grade, _grades),
        Dimension("考试", lambda _ask, row: row.exam.key, lambda ask: [one.key for one in within(ask)]),
        by_word("参考情况", lambda row: row.mark.code, SittingCode),
        by_month("考试月份", lambda row: row.exam.held_on),
    ),
    measures=(
        Measure("人次", "人次"),
        Measure("应考", "人次", of=lambda _ask, row: None if row.mark.code == SittingCode.EXEMPT else 1),
        Measure("实考", "人次", of=lambda _ask, row: 1 if row.sat is not None else None),
        Measure("平均分", "分", Weigh.MEAN, lambda _ask, row: row.sat),
        _at_least(PASSED),
        _at_least(EXCELLENT),
        Measure("最终及格", "人次", of=lambda _ask, row: 1 if passed(row.mark, row.exam.terms) else None),
    ),
    dated="考试日期",
)


def _keys(ask: Question) -> list[str]:
    return [row.key for row in sessions(ask)]


TRAININGS = Base[Session](
    id="trainings",
    label="培训",
    tab="exams",
    kind=TRAINING,
    read=sessions,
    behind=lambda row: row.behind,
    dimensions=(
        by_word("类型", lambda row: row.kind),
        by_month("月份", lambda row: row.held_on),
        by_quarter("季度", lambda row: row.held_on),
        Dimension("培训", lambda _ask, row: row.key, _keys),
    ),
    measures=(
        Measure("次数", "次"),
        Measure("应到", "人次", Weigh.SUM, lambda _ask, row: row.expected),
        Measure("实到", "人次", Weigh.SUM, lambda _ask, row: row.present),
        Measure("学时", "学时", Weigh.SUM, lambda _ask, row: row.hours, Form.POINTS),
    ),
    dated="培训日期",
    figure="training.count",
)


@dataclass(frozen=True, slots=True)
class Presence:
    """Somebody on the sign-in list of a training."""

    session: Session
    signed: Signed


def _presences(ask: Question) -> Iterator[Presence]:
    return (Presence(row, one) for row in sessions(ask) for one in row.signs)


def _hours(_ask: Question, row: Presence) -> int | None:
    return row.session.hours if row.signed.state == AttendanceState.PRESENT else None


PRESENCES = Base[Presence](
    id="presences",
    label="培训签到",
    tab="exams",
    kind=TRAINING,
    read=_presences,
    behind=lambda row: row.session.behind,
    dimensions=(
        Dimension("人员", lambda ask, row: name_of(ask, row.signed.officer_id)),
        by_department("部门", lambda row: row.signed.department),
        by_word("出勤", lambda row: row.signed.state, AttendanceState),
        by_word("培训类型", lambda row: row.session.kind),
        Dimension("培训", lambda _ask, row: row.session.key, _keys),
        by_month("月份", lambda row: row.session.held_on),
    ),
    measures=(
        Measure("人次", "人次"),
        Measure("学时", "学时", Weigh.SUM, _hours, Form.POINTS),
        Measure("到课率", "", Weigh.SHARE, lambda _ask, row: int(row.signed.state == AttendanceState.PRESENT)),
    ),
    dated="培训日期",
    parts=True,
)

DOSSIERS = Base[CheckStand](
    id="dossiers",
    label="检查案卷",
    tab="exams",
    kind=CHECK,
    read=checks,
    behind=lambda row: row.behind,
    dimensions=(
        by_department("部门", lambda row: row.department),
        by_word("结论", lambda row: row.verdict, DossierVerdict),
        by_word("状态", lambda row: row.state, DossierState),
        by_word("案卷类型", lambda row: row.kind),
        Dimension("承办人", lambda ask, row: name_of(ask, row.handler_id)),
        by_month("检查月份", lambda row: row.checked_on),
    ),
    measures=(
        Measure("卷数", "卷"),
        Measure("平均分", "分", Weigh.MEAN, lambda _ask, row: row.score),
        Measure("未补正", "卷", of=lambda ask, row: 1 if row.uncorrected(ask.as_of) else None),
        Measure("合格率", "", Weigh.SHARE, lambda _ask, row: int(row.verdict == DossierVerdict.PASSED)),
    ),
    dated="检查日期",
    figure="dossiers.checked",
)

Defect = tuple[CheckStand, str, int]

DEFECTS = Base[Defect](
    id="defects",
    label="案卷缺陷",
    tab="exams",
    kind=CHECK,
    read=found_defects,
    behind=lambda row: row[0].behind,
    dimensions=(
        by_word("检查项目", lambda row: row[1]),
        by_department("部门", lambda row: row[0].department),
        by_word("案卷类型", lambda row: row[0].kind),
        by_month("检查月份", lambda row: row[0].checked_on),
    ),
    measures=(
        Measure("处数", "处"),
        Measure("扣分", "分", Weigh.SUM, lambda _ask, row: row[2] or None, Form.POINTS),
    ),
    dated="检查日期",
    parts=True,
    figure="dossiers.defects",
)

IN_TIME, FILED_LATE, UNFILED, WAITING = "按期归档", "超期归档", "超期未归档", "未到期"


def _filed(ask: Question, row: Filing) -> str:
    if row.filed_on is not None:
        return FILED_LATE if row.late(ask.as_of) else IN_TIME
    return UNFILED if row.unfiled(ask.as_of) else WAITING


FILINGS = Base[Filing](
    id="filings",
    label="案件归档",
    tab="exams",
    kind=CHECK,
    read=filings_within,
    behind=lambda row: row.behind,
    dimensions=(
        by_department("部门", lambda row: row.department),
        Dimension("归档情况", _filed, lambda _ask: (IN_TIME, FILED_LATE, UNFILED, WAITING)),
        by_word("案件类型", lambda row: row.case_kind),
        by_month("办结月份", lambda row: row.closed_on),
        by_month("归档期限月份", lambda row: row.due_on),
    ),
    measures=(
        Measure("件数", "件"),
        Measure(
            "按期率",
            "",
            Weigh.SHARE,
            lambda ask, row: None if _filed(ask, row) == WAITING else int(_filed(ask, row) == IN_TIME),
        ),
    ),
    dated="归档期限",
)


BASES = (EXAMS, TRAININGS, PRESENCES, DOSSIERS, DEFECTS, FILINGS)
