"""审核公式 of the problems: named, closed on grounds, in order, and no day too late."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from sqlalchemy import select

from desktop_app.figures.audit_rules import Audit, Balance
from desktop_app.figures.engine import Answer, Question
from desktop_app.figures.issue_standing import KIND, Stand, standing
from desktop_app.figures.issues import FIGURES
from desktop_app.models.issues import Issue, IssueClosure, IssueLookBack
from desktop_app.rules.vocabulary import BulletinKind, IssueState, LookBackResult

ABOUT = frozenset({BulletinKind.PROGRESS, BulletinKind.PHASE, BulletinKind.SUMMARY, BulletinKind.BRIEFING})
UNNAMED = "未填"
_ASK: Mapping[str, Callable[[Question], Answer]] = {figure.id: figure.ask for figure in FIGURES}


def listed(rows: Iterable[Stand], limit: int = 5) -> str:
    """Numbers of problems in a sentence: the first few, and how many there are."""
    numbers = [row.number for row in rows]
    return "、".join(numbers[:limit]) + (f" 等 {len(numbers)} 条" if len(numbers) > limit else "")


def _parted(total: int, wrong: list[Stand], kept: str, broken: str) -> Balance:
    """A total against those of it that are as they should be."""
    said = f"{broken.format(n=len(wrong))}：{listed(wrong)}" if wrong else kept
    return Balance(total, total - len(wrong), tuple((KIND, row.id) for row in wrong), said)


def _by_word(word: Callable[[Stand], str], named: str) -> Callable[[Question], Balance]:
    def judge(ask: Question) -> Balance:
        rows = standing(ask)
        wrong = [row for row in rows if word(row) == UNNAMED]
        groups = Counter(word(row) for row in rows if word(row) != UNNAMED)
        kept = f"{len(groups)} 个{named}共 {len(rows)} 条，与总数相符"
        return _parted(len(rows), wrong, kept, f"总数 {len(rows)} 条，{{n}} 条没写{named}，各{named}之和对不上")

    return judge


def _standing(ask: Question) -> Balance:
    """Every problem counted stands under one of 已销号, 逾期, 未逾期 and under no two of them."""
    rows = standing(ask)
    closed, late = (dict.fromkeys(_ASK[name](ask).behind) for name in ("issues.closed", "issues.overdue"))
    open_ones = [(KIND, row.id) for row in rows if row.state != IssueState.CLOSED and not row.late(ask.as_of)]
    times = Counter([*closed, *late, *open_ones])
    wrong = [row for row in rows if times[KIND, row.id] != 1]
    right = len(closed) + len(late) + len(open_ones)
    said = f"销号 {len(closed)}＋逾期 {len(late)}＋未逾期 {len(open_ones)}＝{right}，总数 {len(rows)}"
    return Balance(len(rows), right, tuple((KIND, row.id) for row in wrong), said)


def _closed(ask: Question) -> list[Stand]:
    return [row for row in standing(ask) if row.state == IssueState.CLOSED]


def _grounds(ask: Question) -> dict[tuple[int, int], tuple[Any, ...]]:
    """Verifier, evidence, day of closing of every round of every problem."""
    now = select(Issue.id, Issue.round, Issue.verifier_id, Issue.evidence, Issue.closed_on)
    then = select(
        IssueClosure.issue_id,
        IssueClosure.round,
        IssueClosure.verifier_id,
        IssueClosure.evidence,
        IssueClosure.closed_on,
    )
    return {(row[0], row[1]): tuple(row[2:]) for asked in (now, then) for row in ask.session.execute(asked)}


def _grounded(ask: Question) -> Balance:
    """已销号 = those with a verifier and evidence named."""
    rows, told = _closed(ask), _grounds(ask)
    wrong = [row for row in rows if not all(told[row.id, row.round][:2])]
    lacking = Counter(
        what
        for row in wrong
        for what, there in zip(("验收人", "佐证"), told[row.id, row.round][:2], strict=True)
        if not there
    )
    named = "、".join(f"缺{what} {count} 条" for what, count in lacking.items())
    return _parted(
        len(rows),
        wrong,
        f"已销号 {len(rows)} 条都有验收人和佐证",
        f"已销号 {len(rows)} 条中 {{n}} 条依据不足（{named}）",
    )


def _in_order(ask: Question) -> Balance:
    rows = _closed(ask)
    wrong = [row for row in rows if row.closed_on and row.found_on and row.closed_on < row.found_on]
    return _parted(len(rows), wrong, "没有早于发现日期的销号", "{n} 条销号早于发现")


def _dated(ask: Question) -> Balance:
    """已销号 as the figure says it, against the closings whose day of closing lies on or before the day."""
    rows = _closed(ask)
    dated = _closings_by(ask)
    wrong = [row for row in rows if row.id not in dated]
    return _parted(
        len(rows),
        wrong,
        f"已销号 {len(rows)} 条都在截至日以前",
        f"已销号 {len(rows)} 条中 {{n}} 条没有截至日以前的销号日期",
    )


def _closings_by(ask: Question) -> set[int]:
    """Ids with a closing dated by the day that no look back by the day opened again, told from the rows alone."""
    found = ask.session.execute(
        select(IssueLookBack.issue_id, IssueLookBack.round).where(
            IssueLookBack.result == LookBackResult.REBOUND, IssueLookBack.checked_on <= ask.as_of
        )
    )
    back = {(id_, round_) for id_, round_ in found}
    return {
        id_
        for (id_, round_), told in _grounds(ask).items()
        if told[2] is not None and told[2] <= ask.as_of and (id_, round_) not in back
    }


_FIGURES = ("issues.",)
_CLOSED = ("issues.closed", "issues.closing_rate", "issues.standing", "issues.by_state", "issues.days_to_close")

AUDITS = (
    Audit(
        "issues.lines",
        "各条线问题合计",
        "各条线之和 = 问题总数",
        _by_word(lambda row: row.line, "条线"),
        _FIGURES,
        ABOUT,
    ),
    Audit(
        "issues.departments",
        "各部门问题合计",
        "各部门之和 = 问题总数",
        _by_word(lambda row: row.department, "部门"),
        ("issues.by_department", "issues.ages", "issues.days_to_close"),
    ),
    Audit("issues.standing", "问题进展", "已销号 + 逾期 + 未逾期 = 问题总数", _standing, _FIGURES, ABOUT),
    Audit("issues.grounds", "销号有据", "已销号 = 有验收人、有佐证的", _grounded, _CLOSED, ABOUT),
    Audit("issues.order", "销号先后", "已销号 = 销号日期不早于发现日期的", _in_order, _CLOSED, ABOUT),
    Audit("issues.day", "销号时点", "已销号 = 销号日期在截至日（含）以前的", _dated, _CLOSED, ABOUT),
)
