"""What the walk of a draw shows, without a pixel: rounds to go on with, the rows of pool, quotas and list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import IntEnum

from desktop_app.models.people import Officer
from desktop_app.models.reviews import Reviewer, ReviewRound
from desktop_app.registers import reading
from desktop_app.registers.reviews import REVIEWS
from desktop_app.rules.dates import last_of_month
from desktop_app.rules.deadlines import add_months
from desktop_app.rules.draws import Ask, Quota, quotas
from desktop_app.rules.order import natural
from desktop_app.rules.periods import Period
from desktop_app.rules.vocabulary import DrawnAs, RoundState
from desktop_app.services.assigning import Proposal, propose
from desktop_app.services.coming_round import Coming
from desktop_app.services.draw_pool import Preview, candidates
from desktop_app.services.draws import DrawnLine, drawn
from desktop_app.services.facts import Facts, Row
from desktop_app.system.errors import Refusal
from desktop_app.views.review.reading import round_words

NEW = "新立一轮"


class Stage(IntEnum):
    """Where a draw stands (抽样的步骤)."""

    ROUND = 0
    POOL = 1
    DICE = 2
    LIST = 3


STAGES = {Stage.ROUND: "定轮次", Stage.POOL: "候选名单", Stage.DICE: "掷骰抽取", Stage.LIST: "分配评查员"}

_STAGE_OF = {
    RoundState.PLANNED: Stage.POOL,
    RoundState.SEALED: Stage.DICE,
    RoundState.DRAWN: Stage.LIST,
}


@dataclass(frozen=True)
class Begun:
    """A round the walk can go on with: its id (None for one still to be made), words for the picker, its stage."""

    id: int | None
    words: str
    stage: Stage


def stage_of(row: Row) -> Stage:
    """Where the walk goes on with a round. Refuses one that is over."""
    if row["state"] not in _STAGE_OF:
        raise Refusal(f"{row['number']} {row['state']}，不再抽样。另立一轮")
    return _STAGE_OF[row["state"]]


def rounds(facts: Facts, given: int | None = None) -> list[Begun]:
    """What is under way, the newest first: planned, sealed, drawn with cases nobody reviews; then a new one.

    The round ``given`` is among them whatever its reviewers.
    """
    rows = [row for row in facts.live(ReviewRound.__tablename__) if row["state"] in _STAGE_OF]
    rows.sort(key=lambda row: (str(row["period"] or ""), natural(str(row["number"]))), reverse=True)
    kept = [row for row in rows if row["id"] == given or stage_of(row) < Stage.LIST or _lacks_reviewers(facts, row)]
    begun = [Begun(row["id"], f"{round_words(row)}　{row['state']}", stage_of(row)) for row in kept]
    return [*begun, Begun(None, NEW, Stage.ROUND)]


def _lacks_reviewers(facts: Facts, row: Row) -> bool:
    try:
        return bool(propose(facts, row["id"]))
    except Refusal:
        return bool(drawn(facts, row["id"]))


def go_on_with(begun: Sequence[Begun], preferred: int | None) -> Begun:
    """The round preferred, else the one that is furthest, else a new one."""
    same = next((one for one in begun if one.id is not None and one.id == preferred), None)
    return same or max(begun, key=lambda one: one.stage if one.id is not None else Stage.ROUND)


def days_for(month: Period, coming: Coming) -> tuple[date, date]:
    """First and last closing day of a month's round, as those of the coming round lie to its month."""
    first = date(int(coming.period[:4]), int(coming.period[5:]), 1)
    if (coming.from_on, coming.to_on) == (first, last_of_month(first)):
        return month.first, month.last
    apart = (month.first.year - first.year) * 12 + month.first.month - first.month
    return add_months(coming.from_on, apart), add_months(coming.to_on, apart)


def tried(seen: Preview, ask: Ask) -> Preview:
    """The same pool with other numbers asked of it."""
    given = quotas(candidates(seen.lines), ask)
    taken = seen.must + sum(quota.lot for quota in given)
    return replace(seen, quotas=tuple(given), expected=min(len(seen.lines), max(taken, ask.target or 0)))


POOL_HEADS = ("必查", "受案号", "案件名称", "承办人", "部门", "办结", "办理结果", "必查情形")
POOL_WIDTHS = (44, 236, 150, 64, 92, 60, 144, 110)


def pool_rows(seen: Preview) -> tuple[list[tuple[str, ...]], list[str]]:
    """Texts and tones of the pool, cases that must be reviewed first."""
    lines = sorted(seen.lines, key=lambda line: not line.reasons)
    rows: list[tuple[str, ...]] = [
        (
            "必查" if line.reasons else "",
            line.number,
            line.name,
            line.handlers,
            line.department,
            f"{line.closed_on:%m-%d}" if line.closed_on else "",
            line.result,
            "；".join(filter(None, (line.must, f"评过 {line.drawn_before}" if line.drawn_before else ""))),
        )
        for line in lines
    ]
    return rows, ["amber7" if line.reasons else "ink" for line in lines]


QUOTA_HEADS = ("分层", "候选", "必查", "随机")
QUOTA_WIDTHS = (96, 44, 44, 44)


def quota_rows(given: Sequence[Quota]) -> list[tuple[str, ...]]:
    """What each stratum gives."""
    return [(one.stratum or "（没有）", str(one.cases), str(one.must), str(one.lot)) for one in given]


def counted(seen: Preview) -> str:
    """候选 20 件，必查 2 件，随机 1 件，共抽 3 件."""
    by_lot = max(0, seen.expected - seen.must)
    return f"候选 {len(seen.lines)} 件　必查 {seen.must} 件　随机 {by_lot} 件　共抽 {seen.expected} 件"


def thrown(row: Row) -> str:
    """种子 3526142561　见证人 监察科 马静怡　2015-05-31: what the list came from; empty for an old ledger's."""
    if not row["seed"]:
        return ""
    return f"种子 {row['seed']}　见证人 {row['witnesses']}　{row['drawn_on']} 抽取"


LIST_HEADS = ("次序", "方式", "受案号", "案件名称", "承办人", "部门", "评查员", "情况")
LIST_WIDTHS = (44, 56, 236, 152, 64, 92, 130, 180)


@dataclass(frozen=True)
class Listed:
    """A line of the draw and who reviews it: ``known`` already named, ``proposal`` what is proposed."""

    line: DrawnLine
    known: tuple[str, ...]
    proposed: tuple[str, ...]
    proposal: Proposal | None

    @property
    def told(self) -> str:
        """Everything worth saying of the line, in full."""
        if self.line.struck_on is not None:
            return f"{self.line.struck_on} 撤出：{self.line.struck_reason}"
        instead = f"替第 {self.line.instead_of} 件" if self.line.instead_of is not None else ""
        why = self.proposal.lacking or "；".join(self.proposal.why_not) if self.proposal is not None else ""
        return "　".join(filter(None, (self.line.must, instead, why)))

    @property
    def way(self) -> str:
        return "必查" if self.line.drawn_as == DrawnAs.MUST else str(self.line.drawn_as)

    @property
    def tone(self) -> str:
        if self.line.struck_on is not None:
            return "ink3"
        return "amber7" if self.proposal is not None and self.proposal.lacking else "ink"

    @property
    def cells(self) -> tuple[str, ...]:
        line = self.line
        names = "、".join((*self.known, *self.proposed))
        where = (line.number, line.name, line.handler, line.department)
        return (f"{line.position:02d}", self.way, *where, names, self.told)


def listed(facts: Facts, round_id: int) -> tuple[list[Listed], str]:
    """The draw in its order with its reviewers, and why none can be proposed, empty when they can."""
    lines, said = drawn(facts, round_id), ""
    try:
        proposals = {one.review_id: one for one in propose(facts, round_id)}
    except Refusal as refused:
        proposals, said = {}, refused.said
    known = _known(facts, [line.review_id for line in lines if line.review_id is not None])
    found = [
        Listed(line, _names(facts, known.get(line.review_id or 0, ())), _names(facts, one.officers if one else ()), one)
        for line in lines
        for one in (proposals.get(line.review_id or 0),)
    ]
    return found, said


def _known(facts: Facts, ids: Sequence[int]) -> Mapping[int, Sequence[int]]:
    name = Reviewer.__tablename__
    lines = reading.lines(facts, REVIEWS, ids, [REVIEWS.by_name[name]])
    return {line.id: [row["officer_id"] for row in line.values[name]] for line in lines}


def _names(facts: Facts, ids: Sequence[int]) -> tuple[str, ...]:
    return tuple(facts.label(Officer.__tablename__, id_) for id_ in ids)
