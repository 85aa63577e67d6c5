"""What must hold of a round, a score standard and a grade scheme before they are kept, and what follows of itself."""

import re
from collections.abc import Sequence

from desktop_app.models.reviews import FULL, GradeScheme, ReviewRound, ScoreItem, ScoreStandard
from desktop_app.registers.spec import Check, broken, caution, in_order
from desktop_app.rules.grades import scale_or_none
from desktop_app.rules.numbers import points
from desktop_app.rules.periods import month_of, read_month, read_period
from desktop_app.rules.problems import Problem
from desktop_app.rules.unreadable import Unreadable, tight
from desktop_app.rules.vocabulary import RoundKind, RoundState
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.services.reviews import standard_in_use

_BARE = re.compile(r"(?:\d{4}年)?\d{1,2}月份?|\d{4}-\d{2}")
"""A name that is nothing but a month."""

_OWN = re.compile(r"\d{4}年\d{1,2}月份案件质量评查")
"""A name as the program gives it: it follows its month while the round is planned."""


def derive_round(draft: Draft, facts: Facts) -> None:
    """The month out of the name or of the range of days, the name out of the month; what an old round came to."""
    if not draft[ReviewRound.period]:
        found = read_month(str(draft[ReviewRound.name] or ""), int(facts.unit.get("year") or facts.today.year))
        draft[ReviewRound.period] = f"{found.first:%Y-%m}" if found is not None else ""
    if draft[ReviewRound.finished_on] is not None and draft[ReviewRound.state] in (None, RoundState.PLANNED):
        draft[ReviewRound.state] = RoundState.DONE
    period, name = draft[ReviewRound.period], tight(str(draft[ReviewRound.name] or ""))
    planned = draft[ReviewRound.kind] == RoundKind.REGULAR and draft[ReviewRound.state] in (None, RoundState.PLANNED)
    if period and (not name or _BARE.fullmatch(name) or (planned and _OWN.fullmatch(name))):
        draft[ReviewRound.name] = round_name(period)


def round_name(period: str) -> str:
    """2015年5月份案件质量评查 of 2015-05; the text as it is where it is no such month."""
    year, _, month = period.partition("-")
    return f"{year}年{int(month)}月份案件质量评查" if year.isdecimal() and month.isdecimal() else period


def _month_readable(draft: Draft, facts: Facts) -> Problem | None:
    text = str(draft[ReviewRound.period] or "")
    try:
        known = not text or month_of(read_period(text).first) == read_period(text)
    except Unreadable:
        known = False
    return None if known else broken(ReviewRound.period, "period_unreadable", f"月份“{text}”写成 2015-05")


def _second_regular(draft: Draft, facts: Facts) -> Problem | None:
    """Each month has one regular round (一月一评查)."""
    if draft[ReviewRound.kind] != RoundKind.REGULAR or not draft[ReviewRound.period]:
        return None
    others = (
        row
        for row in facts.live(ReviewRound.__tablename__)
        if row["id"] != draft.record_id and row["period"] == draft[ReviewRound.period]
    )
    same = next((row for row in others if row["kind"] == RoundKind.REGULAR and row["state"] != RoundState.VOID), None)
    if same is None:
        return None
    said = f"{draft[ReviewRound.period]} 已有常规评查 {same['number']}。另选月份，或先作废原来的一轮并写明原因"
    return (
        caution(ReviewRound.period, "second_regular_round", said)
        if not draft.is_new
        else broken(ReviewRound.period, "second_regular_round", said)
    )


_SEALED_FIELDS = (
    *(ReviewRound.kind, ReviewRound.period, ReviewRound.from_on, ReviewRound.to_on, ReviewRound.case_kind),
    *(ReviewRound.department_id, ReviewRound.cause, ReviewRound.stratum, ReviewRound.ratio, ReviewRound.minimum),
    *(ReviewRound.target, ReviewRound.standard_id, ReviewRound.scheme_id, ReviewRound.pool_count),
    *(ReviewRound.pool_sha256, ReviewRound.sealed_on),
)
"""What a sealed pool was drawn up by; the file itself refuses to change most of it."""

_DRAWN_FIELDS = (ReviewRound.seed, ReviewRound.witnesses, ReviewRound.drawn_on, ReviewRound.drawn_count)
"""What the dice and those who saw them thrown put down."""


def _sealed_kept(draft: Draft, facts: Facts) -> Problem | None:
    """A sealed pool stays as it was sealed (封存)."""
    if draft.is_new or not draft.was(ReviewRound.pool_sha256):
        return None
    touched = next((attr for attr in _SEALED_FIELDS if draft.values.get(attr.key) != draft.loaded.get(attr.key)), None)
    if touched is None:
        return None
    return broken(
        touched, "round_sealed", "候选名单已封存，范围和抽样办法不再改。确需更改，作废这一轮并写明原因，另立一轮"
    )


def round_held(ids: Sequence[int], facts: Facts) -> str:
    """Why rounds may not be deleted: a sealed pool or a draw leaves its trace."""
    rows = (facts.row(ReviewRound.__tablename__, id_) for id_ in ids)
    kept = next((row for row in rows if row.get("pool_sha256")), None)
    return f"{kept['number']} 的候选名单已封存，不能删除。确需重来，作废这一轮并写明原因" if kept else ""


def _drawn_kept(draft: Draft, facts: Facts) -> Problem | None:
    """A draw stays as it was made (抽取)."""
    touched = next((attr for attr in _DRAWN_FIELDS if draft.values.get(attr.key) != draft.loaded.get(attr.key)), None)
    if draft.is_new or touched is None or not draft.was(ReviewRound.seed):
        return None
    return broken(
        touched, "round_drawn", "已经抽取，种子、见证人、日期和件数不再改。抽错的作废这一轮并写明原因，另立一轮"
    )


_WRITTEN = (ReviewRound.pool_sha256, ReviewRound.sealed_on, ReviewRound.seed, ReviewRound.witnesses)
"""What sealing and drawing alone put down."""


def _not_typed(draft: Draft, facts: Facts) -> Problem | None:
    """Seal and seed come from their acts (封存、抽取), never from the keyboard."""
    typed = next((attr for attr in _WRITTEN if draft.values.get(attr.key) and not draft.was(attr)), None)
    if typed is None:
        return None
    return broken(typed, "draw_typed", "校验值、封存日期、种子和见证人由“封存名单”和“抽取”写下，不手填。去掉再存")


ALONE: tuple[Check, ...] = (_second_regular,)
"""What must hold again of a round that comes back from the deleted ones."""

ROUND_TESTS: tuple[Check, ...] = (
    _not_typed,
    _sealed_kept,
    _drawn_kept,
    _month_readable,
    _second_regular,
    in_order(ReviewRound.from_on, ReviewRound.to_on, "range_reversed", "办结止 {last} 早于办结起 {first}。请改"),
)


def _falls(draft: Draft, facts: Facts) -> Problem | None:
    if scale_or_none(str(draft[GradeScheme.scale] or "")) is not None:
        return None
    said = "等次写成“优质90、合格75、瑕疵60、不合格0”，从高到低，最后一个从0分起"
    return broken(GradeScheme.scale, "not_a_scale", said)


SCHEME_TESTS: tuple[Check, ...] = (_falls,)


def _adds_up(draft: Draft, facts: Facts) -> Problem | None:
    rows = draft.parts.get(ScoreItem.__tablename__, ())
    total = sum(int(row.get("points") or 0) for row in rows)
    if not rows or total == draft[ScoreStandard.full]:
        return None
    full = int(draft[ScoreStandard.full] or FULL)
    return broken(
        ScoreStandard.full, "items_off_full", f"各项分值合计 {points(total)}，与满分 {points(full)} 不符。核对分值"
    )


def _standard_frozen(draft: Draft, facts: Facts) -> Problem | None:
    """A standard reviews were scored by stays as it was."""
    touched = draft.changed - {"note", "title"}
    if draft.is_new or not touched or not standard_in_use(facts.session, draft.record_id or 0):
        return None
    said = "已有评查按这一版评分，内容不再改。用“另立新版”改"
    return broken(ScoreStandard.title, "standard_frozen", said)


STANDARD_TESTS: tuple[Check, ...] = (_adds_up, _standard_frozen)
