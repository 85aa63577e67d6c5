"""Problems (问题) on their way to being closed: lifecycle, what closing asks for, recurrence, wording compared.

The steps follow the 销号制 of rectification ledgers: claimed, corrected, applied for, checked by the office of the
leading group, closed by the leader in charge; extension and reopening keep what stood before.
"""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from desktop_app.rules.lifecycle import Facts, Lifecycle, Move, needs
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import CauseKind, IssueNature, IssueState

OPEN = (
    IssueState.UNCLAIMED,
    IssueState.CORRECTING,
    IssueState.RETURNED,
    IssueState.APPLIED,
    IssueState.CHECKING,
)
"""States in which a problem can still fall overdue (未了)."""

LIVE = (*OPEN, IssueState.LASTING)
"""States of a problem not yet settled: the open ones and 长期坚持."""

SETTLED = (IssueState.CLOSED, IssueState.MERGED, IssueState.VOID)
"""States after which nothing is owed any more."""

COUNTED = (*LIVE, IssueState.CLOSED)
"""States that count as a problem found; merged and withdrawn ones do not."""

MEASURES, OFFICERS, CASES = "issue_measure", "issue_officer", "issue_case"

CLOSING = ("verifier_id", "verified_on", "opinion", "closed_on", "approver_id")
"""What the step that closes a problem asks for, in order (验收人、验收日期、验收意见、销号日期、批准人)."""


def traced(facts: Facts) -> str | None:
    """Why a problem is not yet traced (落实到事、到案、到人; 共性问题落实到部门和责任领导), or None."""
    nature = facts.get("nature")
    if nature is None:
        return "没填性质。选共性或个性"
    if nature != IssueNature.INDIVIDUAL:
        leader = needs("leader_id", "共性问题没有责任领导。先选责任领导")
        return needs("department_id", "没有责任部门。先填责任部门")(facts) or leader(facts)
    if not written(facts.get("matter")):
        return "个性问题没有到事。写明是哪件事"
    if not given(facts, OFFICERS, "officer_id"):
        return "个性问题没有到人。选好责任人"
    if not given(facts, CASES, "case_no") and not facts.get("no_case"):
        return "个性问题没有到案。填受案号，或勾选“不涉及具体案件”"
    return None


def written(value: object) -> bool:
    """Whether a value says something: blanks alone do not."""
    return bool(str(value or "").strip())


def given(facts: Facts, part: str, name: str) -> bool:
    """Whether a part has a row that says something."""
    rows: Any = facts.get(part) or ()
    return any(written(row.get(name)) for row in rows)


def corrected(facts: Facts) -> str | None:
    """Why closing cannot be applied for yet (申请销号的条件): measure, completion, evidence."""
    if not given(facts, MEASURES, "text"):
        return "没有整改措施。先添加措施"
    if not written(facts.get("completion")):
        return "没写完成情况。写明整改结果"
    if not written(facts.get("evidence")):
        return "没写佐证材料。写明附了什么材料"
    return traced(facts)


def verified(facts: Facts) -> str | None:
    """Why a problem cannot be closed yet (销号的条件).

    All that applying asks for, a verifier who is nobody responsible, both days, an approver.
    """
    refused = corrected(facts)
    if refused:
        return refused
    if facts.get("verifier_id") is None:
        return "没有验收人。选好验收人"
    if own_verifier(facts):
        return "验收人就是责任人。换一个人验收"
    if facts.get("verified_on") is None:
        return "没有验收日期。填好再销号"
    if facts.get("closed_on") is None:
        return "没有销号日期。填好再销号"
    return "没有批准人。选好分管领导或组长" if facts.get("approver_id") is None else None


def own_verifier(facts: Facts) -> bool:
    """Whether the verifier is one of those responsible (验收人即责任人)."""
    rows: Any = facts.get(OFFICERS) or ()
    verifier = facts.get("verifier_id")
    return verifier is not None and verifier in {row.get("officer_id") for row in rows}


def _dated(facts: Facts) -> str | None:
    """Why a problem cannot be put under a deadline again (恢复限期的条件)."""
    return needs("due_on", "没填新的期限。填好再恢复限期")(facts) or traced(facts)


_INTO = needs("merged_into_id", "没选并入哪一条。选好再合并")
_WORK = (IssueState.UNCLAIMED, IssueState.CORRECTING, IssueState.RETURNED)

ISSUE = Lifecycle(
    states=(
        IssueState.UNCLAIMED,
        IssueState.CORRECTING,
        IssueState.APPLIED,
        IssueState.CHECKING,
        IssueState.CLOSED,
    ),
    side=(IssueState.RETURNED, IssueState.LASTING, IssueState.MERGED, IssueState.VOID),
    moves=(
        Move("认领", IssueState.UNCLAIMED, IssueState.CORRECTING, guard=traced),
        *(
            Move("申请销号", state, IssueState.APPLIED, guard=corrected, each=("completion", "evidence"))
            for state in (IssueState.CORRECTING, IssueState.RETURNED, IssueState.LASTING)
        ),
        Move("开始验收", IssueState.APPLIED, IssueState.CHECKING, guard=corrected),
        Move("销号", IssueState.CHECKING, IssueState.CLOSED, guard=verified, asks=CLOSING, each=("evidence",)),
        Move("退回整改", IssueState.APPLIED, IssueState.RETURNED, reason=True, forward=False),
        Move("退回整改", IssueState.CHECKING, IssueState.RETURNED, reason=True, forward=False),
        Move("撤回销号", IssueState.CLOSED, IssueState.CHECKING, reason=True, forward=False),
        *(Move("转长期坚持", state, IssueState.LASTING, reason=True, forward=False, guard=traced) for state in _WORK),
        Move(
            "恢复限期",
            IssueState.LASTING,
            IssueState.CORRECTING,
            reason=True,
            forward=False,
            asks=("due_on",),
            guard=_dated,
        ),
        *(
            Move("合并", state, IssueState.MERGED, reason=True, forward=False, asks=("merged_into_id",), guard=_INTO)
            for state in LIVE
        ),
        *(Move("作废", state, IssueState.VOID, reason=True, forward=False) for state in LIVE),
        Move("恢复", IssueState.MERGED, IssueState.CORRECTING, reason=True, guard=traced),
        Move("恢复", IssueState.VOID, IssueState.CORRECTING, reason=True, guard=traced),
    ),
    open=OPEN,
)
"""The problem (问题), its five states and four side states.

Facts: the record's attributes, the rows of its parts by table name, ``reason``.
"""


def is_overdue(due: date | None, state: str, today: date) -> bool:
    """Whether a problem is late (逾期): due before today, neither settled nor 长期坚持."""
    return due is not None and due < today and state in OPEN


def cause_kind(cause: str) -> CauseKind | None:
    """The kind a cause names at its beginning: 主观：责任心不强 → 主观."""
    head = tight(cause)
    return next((kind for kind in CauseKind if head.startswith((f"{kind}:", f"{kind}原因", f"({kind})"))), None)


@dataclass(frozen=True, slots=True)
class Trace:
    """What a recurrence is told by: kinds of problem, persons, department, when found, when closed.

    A problem reopened by 反弹 has one more for every former closing, without a day of finding.
    """

    id: int
    found_on: date | None
    closed_on: date | None
    department_id: int | None
    categories: frozenset[str]
    officers: frozenset[int]

    @property
    def marks(self) -> frozenset[tuple[str, str, int]]:
        """What two problems must have one of in common: a category with a person, or with the department."""
        owners = {("person", id_) for id_ in self.officers}
        if self.department_id is not None:
            owners.add(("department", self.department_id))
        return frozenset((word, *owner) for word in self.categories for owner in owners)


def recurrences(traces: Iterable[Trace]) -> dict[int, int]:
    """Problems that came back (重复发生): id to the id of the latest closed one they repeat.

    One repeats another when it was found after that one was closed and both share a category and a person, or a
    category and the department.
    """
    rows = tuple(traces)
    closings: dict[tuple[str, str, int], list[tuple[date, int]]] = {}
    for row in rows:
        for mark in row.marks if row.closed_on is not None else ():
            closings.setdefault(mark, []).append((row.closed_on or date.min, row.id))
    for closed in closings.values():
        closed.sort()
    latest = ((row.id, _latest(row, closings)) for row in rows if row.found_on is not None)
    return {id_: before[1] for id_, before in latest if before is not None}


def _latest(row: Trace, closings: Mapping[tuple[str, str, int], list[tuple[date, int]]]) -> tuple[date, int] | None:
    """Day and id of the last closing before the row was found, of another problem with one of its marks."""
    found = row.found_on or date.min
    before: list[tuple[date, int]] = []
    for mark in row.marks:
        closed = closings.get(mark, [])
        at = bisect_left(closed, (found, 0)) - 1
        while at >= 0 and closed[at][1] == row.id:
            at -= 1
        if at >= 0:
            before.append(closed[at])
    return max(before, default=None)


def likeness(first: str, second: str) -> float:
    """How alike two descriptions are, 0 to 1: shared pairs of neighbouring characters (Dice)."""
    return shared(pairs_of(first), pairs_of(second))


def shared(first: Set[str], second: Set[str]) -> float:
    """``likeness`` of two descriptions already taken apart by ``pairs_of``."""
    total = len(first) + len(second)
    return 2 * len(first & second) / total if total else 0.0


def pairs_of(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters of a description, whatever its width and blanks."""
    said = tight(text)
    return frozenset(said[at : at + 2] for at in range(len(said) - 1))


AGE_BANDS = ((15, "15天内"), (30, "16—30天"), (60, "31—60天"), (90, "61—90天"))
"""Upper bounds in days of the classes of an age histogram; what is older stands in the last."""

OLDEST = "90天以上"


def age_band(days: int) -> str:
    """The class of an age (账龄) in days."""
    return next((word for upper, word in AGE_BANDS if days <= upper), OLDEST)


def days_to_close(spans: Iterable[tuple[date, date]]) -> float | None:
    """Median natural days from finding to closing (销号用时); None when nothing was closed."""
    days = [(closed - found).days for found, closed in spans]
    return float(median(days)) if days else None


def shares(done: Mapping[str, int], total: Mapping[str, int]) -> dict[str, float]:
    """Share done of the total by word, to four decimals."""
    return {word: round(done.get(word, 0) / count, 4) for word, count in total.items() if count}
