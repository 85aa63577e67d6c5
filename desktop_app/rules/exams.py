"""The law of exams (闭卷考试): the steps of an exam, what each asks for, and what a score sheet's remarks say.

Steps after domain notes §3: 筹备 → 已排座 → 已考 → 已阅卷 → 复核 → 已公布 → 已归档.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.rules.lifecycle import Facts, Lifecycle, Move, needs
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import AbsenceCause, ExamState, SittingCode, word

PUBLISHED = (ExamState.PUBLISHED, ExamState.FILED)
"""States in which marks change only with a reason and a second person."""

KEYING = (ExamState.SAT, ExamState.MARKED)
"""States in which marks are keyed."""

NEEDS_ROSTER = (ExamState.SEATED, ExamState.SAT, ExamState.MARKED, ExamState.CHECKING, *PUBLISHED)
NEEDS_MARKS = (ExamState.MARKED, ExamState.CHECKING, *PUBLISHED)
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Keyed:
    """A candidate as the steps of an exam look at him: whether a mark is missing, whether both keyings agree."""

    name: str
    open: bool
    differs: bool


def hindrance(state: ExamState, candidates: Sequence[Keyed]) -> str:
    """Why an exam cannot come into a state with these candidates, as a sentence with the remedy; or empty."""
    if state in NEEDS_ROSTER and not candidates:
        return "还没有应考名单。用“列名单、排座”（Alt+M）办理"
    bare = [one.name for one in candidates if one.open]
    if state in NEEDS_MARKS and bare:
        return f"还有 {len(bare)} 人没有成绩（{_some(bare)}）。录入成绩，或记缺考、缓考"
    differ = [one.name for one in candidates if one.differs]
    if state in PUBLISHED and differ:
        return f"复核录入与初录有 {len(differ)} 人不一致（{_some(differ)}）。用“复核录入”核对试卷，定为一致"
    return ""


def _some(names: Sequence[str]) -> str:
    return "、".join(names[:_NAMED]) + ("等" if len(names) > _NAMED else "")


def _publishable(facts: Facts) -> str | None:
    refused = needs("checker_id", "没填复核人。选好再公布")(facts)
    return refused or needs("published_on", "没填公布日期。填好再公布")(facts)


EXAM = Lifecycle(
    states=(
        ExamState.PREPARING,
        ExamState.SEATED,
        ExamState.SAT,
        ExamState.MARKED,
        ExamState.CHECKING,
        ExamState.PUBLISHED,
        ExamState.FILED,
    ),
    side=(),
    moves=(
        Move("排座", ExamState.PREPARING, ExamState.SEATED),
        Move(
            "考试结束",
            ExamState.SEATED,
            ExamState.SAT,
            guard=needs("held_on", "没填考试日期。填好再办"),
            asks=("held_on",),
        ),
        Move("阅卷完成", ExamState.SAT, ExamState.MARKED),
        Move("提交复核", ExamState.MARKED, ExamState.CHECKING),
        Move(
            "公布",
            ExamState.CHECKING,
            ExamState.PUBLISHED,
            guard=_publishable,
            asks=("checker_id", "published_on"),
            final=True,
        ),
        Move("归档", ExamState.PUBLISHED, ExamState.FILED),
        Move("重新排座", ExamState.SEATED, ExamState.PREPARING, reason=True, forward=False),
        Move("撤回考试", ExamState.SAT, ExamState.SEATED, reason=True, forward=False),
        Move("退回阅卷", ExamState.MARKED, ExamState.SAT, reason=True, forward=False),
        Move("退回录入", ExamState.CHECKING, ExamState.MARKED, reason=True, forward=False),
        Move("撤回归档", ExamState.FILED, ExamState.PUBLISHED, reason=True, forward=False),
    ),
)
"""An exam. Published marks are not taken back: they are changed one by one, each with its reason (公布后改分)."""

_CODES = {
    SittingCode.ABSENT: ("缺考", "未考", "旷考", "未参加", "缺席"),
    SittingCode.DEFERRED: ("缓考", "延考"),
    SittingCode.BREACH: ("违纪", "作弊", "取消成绩"),
    SittingCode.EXEMPT: ("免考", "免试"),
}
_AROUND = "（）():：、，,;；。. "


def read_remark(text: str) -> tuple[SittingCode, AbsenceCause | None, str] | None:
    """What a remark says of a candidate: code, cause, and the words besides; None where it says nothing of it.

    缺考（公差） is absent on duty, 缓考（住院） deferred with 住院 as its excuse, 旷考 absent without a cause.
    """
    folded = tight(text)
    for code, words in _CODES.items():
        said = next((one for one in words if one in folded), "")
        if said:
            rest = folded.replace(said, "", 1).strip(_AROUND).removeprefix("因").strip(_AROUND)
            cause = AbsenceCause.NONE if said == "旷考" else word(AbsenceCause, rest)
            if code is not SittingCode.ABSENT:
                return code, None, rest
            return code, cause, "" if word(AbsenceCause, rest) is not None else rest
    return None
