"""The law of dossier checks (归档检查) and of the choice of the best dossiers (优秀案卷评选).

Items and practice after domain notes §3b; points, conclusions and filing terms are data of the office.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from desktop_app.rules.deadlines import DeadlineRule
from desktop_app.rules.grades import Scale, scale_or_none
from desktop_app.rules.lifecycle import Facts, Lifecycle, Move, needs
from desktop_app.rules.marks import mean_of
from desktop_app.rules.numbers import read_points
from desktop_app.rules.unreadable import is_nothing, plain, tight
from desktop_app.rules.vocabulary import AwardState, DayUnit, DossierState, DossierVerdict

SCALE = "合格95、退卷补正88、不合格0"
"""Conclusions a check begins with where no profile says otherwise (A: our own; an office changes its profile)."""

_BREAKS = re.compile(r"[；;\n。]+")
_MARK = re.compile(
    r"[（(\[【,，:：、 ]*(?:(?:扣除|扣减|扣|减)\s*(\d{1,3}(?:\.\d{1,2})?)\s*分?|[-−－]\s*(\d{1,3}(?:\.\d{1,2})?)\s*分?)"
    r"\s*[)）\]】]?"
)
_ORDINAL = re.compile(r"^\s*(?:\d{1,2}[.、)）]|[（(]\d{1,2}[)）]|[①-⑳])\s*")
_FLOOR = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)分?(?:\(?含\)?)?(?:以上|及以上|起)")
_WORDS = re.compile(r"(不合格|退卷补正|退回补正|补正|合格)")
_CLAUSE = re.compile(r"[,，;；。、]")


@dataclass(frozen=True, slots=True)
class Defect:
    """A defect as a ledger writes it: item and hundredths of a point taken off."""

    item: str
    points: int


def read_defects(text: str) -> tuple[Defect, ...]:
    """The defects of a cell: 缺送达回证（-2）；备考表未填（-1）; an entry without points takes off nothing."""
    found: list[Defect] = []
    if is_nothing(text) or tight(text) in ("无", "无缺陷", "未发现", "未发现问题"):
        return ()
    for entry in _BREAKS.split(plain(text)):
        found += _entry(entry)
    return tuple(found)


def _entry(entry: str) -> Iterable[Defect]:
    at = 0
    for mark in _MARK.finditer(entry):
        item = _item(entry[at : mark.start()])
        at = mark.end()
        if item:
            yield Defect(item, read_points(mark[1] or mark[2]) or 0)
    rest = _item(entry[at:])
    if rest:
        yield Defect(rest, 0)


def _item(text: str) -> str:
    return _ORDINAL.sub("", text).strip(" ,，、:：;；()（）")


def points_left(full: int, defects: Iterable[Mapping[str, Any]]) -> int:
    """The score a dossier comes to: full marks less all deductions, never below 0, in hundredths."""
    return max(0, full - sum(abs(int(row.get("points") or 0)) for row in defects))


def scale_told(texts: Iterable[str]) -> str:
    """The conclusions a ledger's foot line tells (95分以上合格，88分以上退卷补正，其余不合格) as a scale; or empty."""
    for text in texts:
        floors: dict[str, int] = {}
        for clause in _CLAUSE.split(plain(text)):
            word, floor = _WORDS.search(tight(clause)), _FLOOR.search(tight(clause))
            if word is not None and (floor is not None or "其余" in clause or "以下" in clause):
                said = DossierVerdict.RETURNED if "补正" in word[1] else DossierVerdict(word[1])
                floors.setdefault(said, (read_points(floor[1]) or 0) if floor is not None else 0)
        steps = sorted(floors.items(), key=lambda step: -step[1])
        told = Scale(tuple((str(word), floor) for word, floor in steps)).told() if steps else ""
        if len(steps) > 1 and scale_or_none(told) is not None:
            return told
    return ""


def verdict_of(score: int, scale: str) -> DossierVerdict | None:
    """The conclusion of a score by the scale; None where the scale cannot be read or names another word."""
    found = scale_or_none(scale)
    if found is None:
        return None
    try:
        return DossierVerdict(found.grade(score))
    except ValueError:
        return None


def filing_rule(rule: DeadlineRule, terms: Mapping[str, int], case_kind: str) -> DeadlineRule:
    """The rule a type of case is filed by: its own months where the profile names it, else ``rule`` as it is."""
    months = next((months for kind, months in terms.items() if tight(kind) == tight(case_kind)), None)
    return replace(rule, n=months, unit=DayUnit.MONTH) if months is not None else rule


def days_late(due_on: date | None, filed_on: date | None, on: date) -> int:
    """Days a dossier is filed after its last day (超期天数), counted to ``on`` while it is not; 0 when in time."""
    if due_on is None:
        return 0
    return max(0, ((filed_on if filed_on is not None and filed_on <= on else on) - due_on).days)


def _checked(facts: Facts) -> str | None:
    if facts.get("verdict") is None:
        return "没有检查结论。填好得分和结论再办"
    return needs("checked_on", "没填检查日期。填好再办")(facts)


def _to_correct(facts: Facts) -> str | None:
    if facts.get("verdict") == DossierVerdict.PASSED:
        return "结论是合格，不用退卷。用“检查合格”办理"
    return _checked(facts) or needs("correct_by", "没填补正期限。填好再退卷")(facts)


def _passed(facts: Facts) -> str | None:
    refused = _checked(facts)
    if refused is None and facts.get("verdict") != DossierVerdict.PASSED:
        return f"结论是{facts.get('verdict')}，要退卷补正。用“退卷补正”办理"
    return refused


DOSSIER = Lifecycle(
    states=(DossierState.WAITING, DossierState.CORRECTING, DossierState.CORRECTED, DossierState.DONE),
    side=(),
    moves=(
        Move("退卷补正", DossierState.WAITING, DossierState.CORRECTING, guard=_to_correct, asks=("correct_by",)),
        Move("检查合格", DossierState.WAITING, DossierState.DONE, guard=_passed, forward=False),
        Move(
            "登记补正",
            DossierState.CORRECTING,
            DossierState.CORRECTED,
            guard=needs("corrected_on", "没填补正日期。填好再登记"),
            asks=("corrected_on",),
        ),
        Move(
            "复查通过",
            DossierState.CORRECTED,
            DossierState.DONE,
            guard=needs("rechecked_on", "没填复查日期。填好再办"),
            asks=("rechecked_on", "recheck"),
        ),
        Move("复查退回", DossierState.CORRECTED, DossierState.CORRECTING, reason=True, forward=False),
        Move("撤回退卷", DossierState.CORRECTING, DossierState.WAITING, reason=True, forward=False),
        Move("重新检查", DossierState.DONE, DossierState.WAITING, reason=True, forward=False),
    ),
    open=(DossierState.CORRECTING,),
)
"""A dossier under check (归档检查); the deadline that runs is 补正期限."""

JUDGES = "award_judge"


def _judged(facts: Facts) -> str | None:
    judges: Any = facts.get(JUDGES) or ()
    least = int(facts.get("least") or 3)  # type: ignore[call-overload]
    if len(judges) < least:
        return f"评委 {len(judges)} 人，至少要 {least} 人。选好评委再开始"
    return None


def unready(entries: Sequence[tuple[str, int, bool]], least: int) -> str:
    """Why a choice cannot be approved yet: entries as (blind number, marks given, chosen); empty when it can."""
    short = [code for code, marks, _ in entries if marks < least]
    if not entries:
        return "还没有参评案卷。提名再办"
    if short:
        return f"{short[0]} 等 {len(short)} 卷的评分不足 {least} 人。补齐再审批"
    return "" if any(chosen for *_, chosen in entries) else "还没有定下优秀案卷。用“评分与评定”选定再审批"


def _approved(facts: Facts) -> str | None:
    if not str(facts.get("approved_by") or "").strip():
        return "没填审批机构。填好再审批"
    return needs("approved_on", "没填审批日期。填好再审批")(facts)


AWARD = Lifecycle(
    states=(AwardState.NOMINATING, AwardState.SCORING, AwardState.APPROVED),
    side=(),
    moves=(
        Move("开始评分", AwardState.NOMINATING, AwardState.SCORING, guard=_judged),
        Move("审批", AwardState.SCORING, AwardState.APPROVED, guard=_approved, asks=("approved_by", "approved_on")),
        Move("退回提名", AwardState.SCORING, AwardState.NOMINATING, reason=True, forward=False),
        Move("撤回审批", AwardState.APPROVED, AwardState.SCORING, reason=True, forward=False),
    ),
)
"""A choice of the best dossiers; whether its entries allow an approval is told by ``unready``."""


@dataclass(frozen=True, slots=True)
class Averaged:
    """What the marks of a dossier come to: the mean in points with two decimals, how many count, what was left out."""

    mean: Decimal | None
    counted: int
    left_out: tuple[int, ...]


def averaged(points: Sequence[int], full: int, trimmed: bool, least: int) -> Averaged:
    """The mean of the judges' marks in hundredths (去掉最高最低分 where ``trimmed`` and enough are left).

    Marks above full or below 0 are slips and count for nothing.
    """
    valid = sorted(point for point in points if 0 <= point <= full)
    out: tuple[int, ...] = ()
    if trimmed and len(valid) >= least + 2:
        out, valid = (valid[0], valid[-1]), valid[1:-1]
    return Averaged(mean_of(sum(valid), len(valid)), len(valid), out)
