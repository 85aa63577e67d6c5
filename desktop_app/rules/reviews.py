"""The law of case reviews (案件质量评查): lifecycles of round, review and contest, and what each step asks for.

Workflow after the Hubei review system (抽案 → 评查 → 听取承办人意见 → 审定 → 反馈 → 归档), domain notes §5.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from desktop_app.rules.issues import given, written
from desktop_app.rules.lifecycle import Facts, Lifecycle, Move, needs
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import ContestState, HandlerReply, ReviewState, RoundState

REVIEWERS, FINDINGS, POOL, DRAWN = "reviewer", "review_finding", "pool_case", "drawn_case"

MAIN, SECOND = 1, 2
"""Sheets of a review (评分表): the one that counts, and the second reviewer's own for calibration."""

SET_ASIDE = 2
"""Added to the number of a sheet that a review after an objection replaced: it stays and counts no more."""

COMMITTEE = "检委会"
"""What 审定机关 is called when the procuratorial committee decided."""

RUNNING = (ReviewState.WAITING, ReviewState.REVIEWING, ReviewState.FEEDBACK, ReviewState.OBJECTED)
"""States of a review still under way."""

DONE = (ReviewState.GRADED, ReviewState.FILED)
"""States of a review with a decided grade."""

SCORING = (ReviewState.WAITING, ReviewState.REVIEWING, ReviewState.OBJECTED)
"""States in which the score sheet may change; after 待反馈 it is what the handler was told."""

CLEAN = "未发现问题"
"""Text of the row that says of a sheet without findings that it was filled in (核对无扣分); it takes nothing off."""


def taken_off(findings: Iterable[Mapping[str, Any]], sheet: int = MAIN) -> int:
    """Points taken off on a sheet, in hundredths (扣分合计)."""
    return sum(int(row.get("points") or 0) for row in findings if int(row.get("sheet") or MAIN) == sheet)


def agreement(findings: Iterable[Mapping[str, Any]], clauses: Iterable[str]) -> tuple[int, tuple[str, ...]]:
    """How far two sheets agree (评分一致率): percent of the clauses with the same points off, and those that differ."""
    off: dict[tuple[int, str], int] = {}
    for row in findings:
        if not is_clean(row):
            key = (sheet_of(row), str(row.get("clause") or row.get("item") or ""))
            off[key] = off.get(key, 0) + int(row.get("points") or 0)
    every = list(dict.fromkeys([*clauses, *(clause for sheet, clause in off if sheet in (MAIN, SECOND))]))
    differ = tuple(clause for clause in every if off.get((MAIN, clause), 0) != off.get((SECOND, clause), 0))
    return (round(100 * (len(every) - len(differ)) / len(every)) if every else 100), differ


def sheet_of(row: Mapping[str, Any]) -> int:
    """The sheet a finding stands on; one that names none stands on the first."""
    return int(row.get("sheet") or MAIN)


def on_sheet(findings: Iterable[Mapping[str, Any]], sheet: int) -> list[Mapping[str, Any]]:
    """The findings of one sheet, without the row that only says that there are none."""
    return [row for row in findings if sheet_of(row) == sheet and not is_clean(row)]


def is_clean(row: Mapping[str, Any]) -> bool:
    """Whether a row says that its sheet has no findings."""
    return row.get("text") == CLEAN and not row.get("item") and not row.get("clause")


def clean_row(sheet: int) -> dict[str, Any]:
    """The row that says of a sheet that it was filled in and has no findings."""
    return {"sheet": sheet, "text": CLEAN, "points": 0}


def set_aside(findings: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Copies of the sheets 1 and 2 as they stay when a review after an objection scores anew (原评分表)."""
    rows = [row for row in findings if sheet_of(row) in (MAIN, SECOND)]
    if not any(sheet_of(row) == MAIN for row in rows):
        rows = [clean_row(MAIN), *rows]
    return [{name: value for name, value in row.items() if name != "id"} | _aside(row) for row in rows]


def _aside(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"sheet": sheet_of(row) + SET_ASIDE}


def is_aside(row: Mapping[str, Any]) -> bool:
    """Whether a finding stands on a sheet that a review after an objection replaced."""
    return sheet_of(row) > SET_ASIDE


def over_full(
    findings: Iterable[Mapping[str, Any]], full: Mapping[tuple[str, str], int]
) -> tuple[str, int, int] | None:
    """A clause of which a sheet takes off more than it is worth: its text, points off, its points; or None.

    ``full`` maps (item, clause) to the points of the clause; what the standard does not know has no limit.
    """
    off: dict[tuple[int, str, str], int] = {}
    for row in findings:
        key = (sheet_of(row), str(row.get("item") or ""), str(row.get("clause") or ""))
        off[key] = off.get(key, 0) + int(row.get("points") or 0)
    for (_, item, clause), points in off.items():
        worth = full.get((item, clause))
        if worth is not None and points > worth:
            return clause, points, worth
    return None


@dataclass(frozen=True, slots=True)
class CommitteeRule:
    """Which grades the procuratorial committee decides (检委会审定), as a scheme says; an empty rule asks nothing."""

    grades: frozenset[str] = frozenset()
    disputed: bool = False

    def asks(self, grade: str, objected: bool) -> str:
        """Why the committee must decide this grade, as half a sentence; empty when it need not."""
        if grade in self.grades:
            return f"“{grade}”须检委会审定"
        return "有异议的须检委会审定" if self.disputed and objected else ""


def by_committee(decided_by: str) -> bool:
    """Whether 审定机关 is the procuratorial committee, also by its full name (检察委员会)."""
    said = tight(decided_by)
    return COMMITTEE in said or "检察委员会" in said


def reviewers(facts: Facts, turn: int) -> set[int]:
    """Who reviews in a turn: 1 at first, 2 after an objection."""
    rows: Any = facts.get(REVIEWERS) or ()
    return {row["officer_id"] for row in rows if int(row.get("turn") or 1) == turn and row.get("officer_id")}


def _reviewed(facts: Facts) -> str | None:
    """Why a review cannot go to the handler yet."""
    if not given(facts, REVIEWERS, "officer_id"):
        return "没有评查员。选好评查员再提交"
    if facts.get("reviewed_on") is None:
        return "没填评查日期。填好再提交"
    if facts.get("score") is None or not facts.get("suggested"):
        return "没有得分和建议等次。选好评分标准，逐项评分再提交"
    return None


def _sent(facts: Facts) -> str | None:
    return _reviewed(facts) or needs("sent_on", "没填反馈日期。填好再提交")(facts)


def _objected(facts: Facts) -> str | None:
    if reviewers(facts, 2) or written(facts.get("objection_result")):
        return "异议只能提一次，已经复评过。按复评结果定级"
    if not written(facts.get("reply")):
        return "没写异议内容。逐项写明异议再登记"
    return needs("replied_on", "没填承办人反馈日期。填好再登记")(facts)


def _re_reviewed(facts: Facts) -> str | None:
    """An objection is looked into by others, once (复评)."""
    again = reviewers(facts, 2)
    if not again:
        return "没有复评人员。另选评查员复评"
    if again & reviewers(facts, 1):
        return "复评人员里有原评查员。另换一人复评"
    return None if written(facts.get("objection_result")) else "没写复评结果。写明采纳或维持的理由"


def _objection_off(facts: Facts) -> str | None:
    started = reviewers(facts, 2) or written(facts.get("objection_result"))
    return "已经复评，不能撤回异议。按复评结果定级" if started else None


def answered(facts: Facts) -> HandlerReply | None:
    """What the handler answered: told by his words, else as recorded."""
    known: Any = facts.get("answer")
    return answer_of(str(facts.get("reply") or "")) or known


def _heard(facts: Facts) -> str | None:
    """Why the handler was not heard out yet (听取承办人意见)."""
    said = answered(facts)
    if said is None:
        return "没有承办人意见。登记反馈意见；逾期未反馈的，期满后按无异议办"
    if said != HandlerReply.SILENT and facts.get("replied_on") is None:
        return "没填承办人反馈日期。填好再定级"
    if said == HandlerReply.OBJECTED and _re_reviewed(facts):
        return "承办人有异议，还没有复评。先“登记异议”，另选评查员复评"
    return None


def _graded(facts: Facts) -> str | None:
    """Why a grade cannot be decided yet (定级的条件)."""
    refused = _reviewed(facts) or _heard(facts)
    if refused:
        return refused
    if not facts.get("grade"):
        return "没选审定等次。选好再定级"
    if facts.get("grade") != facts.get("suggested") and not written(facts.get("grade_reason")):
        return f"审定等次与建议等次“{facts.get('suggested')}”不同，没写理由。写明再定级"
    if not written(facts.get("decided_by")):
        return "没填审定机关。选检察长或检委会"
    if by_committee(str(facts.get("decided_by"))) and not written(facts.get("committee_opinion")):
        return "检委会审定的，没写检委会意见。写明再定级"
    return needs("decided_on", "没填审定日期。填好再定级")(facts)


GRADING = ("grade", "grade_reason", "decided_by", "decided_on", "committee_opinion")
"""What the step that decides a grade asks for, in order (审定等次、理由、审定机关、审定日期、检委会意见)."""

_WORK = (ReviewState.WAITING, ReviewState.REVIEWING, ReviewState.FEEDBACK)

REVIEW = Lifecycle(
    states=(ReviewState.WAITING, ReviewState.REVIEWING, ReviewState.FEEDBACK, ReviewState.GRADED, ReviewState.FILED),
    side=(ReviewState.OBJECTED, ReviewState.WITHDRAWN),
    moves=(
        Move(
            "开始评查",
            ReviewState.WAITING,
            ReviewState.REVIEWING,
            guard=lambda facts: None if reviewers(facts, 1) else "没有评查员。选好评查员再开始",
        ),
        Move("提交反馈", ReviewState.REVIEWING, ReviewState.FEEDBACK, guard=_sent, asks=("reviewed_on", "sent_on")),
        Move("定级", ReviewState.FEEDBACK, ReviewState.GRADED, guard=_graded, asks=GRADING),
        Move(
            "登记异议",
            ReviewState.FEEDBACK,
            ReviewState.OBJECTED,
            guard=_objected,
            asks=("reply", "replied_on"),
            forward=False,
        ),
        Move(
            "复评定级",
            ReviewState.OBJECTED,
            ReviewState.GRADED,
            guard=lambda facts: _re_reviewed(facts) or _graded(facts),
            asks=("objection_result", *GRADING),
        ),
        Move(
            "撤回异议",
            ReviewState.OBJECTED,
            ReviewState.FEEDBACK,
            reason=True,
            forward=False,
            guard=_objection_off,
        ),
        Move("归档", ReviewState.GRADED, ReviewState.FILED),
        Move("撤回归档", ReviewState.FILED, ReviewState.GRADED, reason=True, forward=False),
        Move("退回评查", ReviewState.FEEDBACK, ReviewState.REVIEWING, reason=True, forward=False),
        Move("重新定级", ReviewState.GRADED, ReviewState.FEEDBACK, reason=True, forward=False),
        *(
            Move("撤出", state, ReviewState.WITHDRAWN, reason=True, forward=False, guard=lambda _facts: _LEAVES)
            for state in _WORK
        ),
    ),
    open=RUNNING,
    strict=True,
)
"""One case under review. 撤出 is carried out by ``services.draws`` alone, which strikes the case and takes the next.

Facts: the record's attributes, the rows of its parts by table name, ``reason``.
"""

_LEAVES = "抽中的案件在“抽取名单”里撤出，写明原因后依次递补"


def answer_of(reply: str) -> HandlerReply | None:
    """What a handler's words come to (承办人意见): 有异议：… objects, 未反馈 is silence; None if nothing is said."""
    said = "".join(reply.split())
    if not said:
        return None
    if "无反馈" in said or "未反馈" in said:
        return HandlerReply.SILENT
    objects = said.startswith(("有异议", "异议", "不同意", "有意见"))
    return HandlerReply.OBJECTED if objects else HandlerReply.AGREED


def _sealed(facts: Facts) -> str | None:
    return needs("pool_sha256", "候选名单还没有封存。用“封存名单”办理")(facts)


def _seeded(facts: Facts) -> str | None:
    return needs("seed", "还没有抽取。用“抽取”掷骰填种子办理")(facts)


ROUND = Lifecycle(
    states=(RoundState.PLANNED, RoundState.SEALED, RoundState.DRAWN, RoundState.DONE),
    side=(RoundState.VOID,),
    moves=(
        Move("封存名单", RoundState.PLANNED, RoundState.SEALED, guard=_sealed),
        Move("抽取", RoundState.SEALED, RoundState.DRAWN, guard=_seeded),
        Move(
            "完成",
            RoundState.DRAWN,
            RoundState.DONE,
            guard=needs("finished_on", "没填完成日期。填好再完成"),
            asks=("finished_on",),
        ),
        Move("恢复评查", RoundState.DONE, RoundState.DRAWN, reason=True, forward=False),
        *(
            Move("作废", state, RoundState.VOID, reason=True, forward=False)
            for state in (RoundState.PLANNED, RoundState.SEALED, RoundState.DRAWN)
        ),
    ),
)
"""A round; 封存名单 and 抽取 are carried out by ``services.draws`` alone."""


def _confirmed(facts: Facts) -> str | None:
    if not written(facts.get("confirmed_by")):
        return "没填确认机构。选领导小组或检委会"
    return needs("confirmed_on", "没填确认日期。填好再确认")(facts)


CONTEST = Lifecycle(
    states=(ContestState.NOMINATING, ContestState.VOTING, ContestState.CONFIRMED),
    side=(),
    moves=(
        Move("开始投票", ContestState.NOMINATING, ContestState.VOTING),
        Move(
            "确认",
            ContestState.VOTING,
            ContestState.CONFIRMED,
            guard=_confirmed,
            asks=("confirmed_on", "confirmed_by"),
        ),
        Move("退回提名", ContestState.VOTING, ContestState.NOMINATING, reason=True, forward=False),
        Move("撤回确认", ContestState.CONFIRMED, ContestState.VOTING, reason=True, forward=False),
    ),
)
"""A quarter's contest (最佳最差案件评选)."""
