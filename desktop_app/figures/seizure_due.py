"""What seized property owes: transfers, loans due back, freezes before their last day, disposals after a case."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from sqlalchemy import select

from desktop_app.figures.engine import Question
from desktop_app.figures.freezes import FREEZE, FreezeStand, called, live, queued
from desktop_app.figures.owed import Owed, gathered
from desktop_app.figures.rulebook import calendar_in_force, rule_in_force
from desktop_app.figures.seizure_standing import EVENT, ITEM, ItemStand, standing
from desktop_app.figures.seizures import loans
from desktop_app.models.cases import CaseFile
from desktop_app.models.seizures import SeizedItem, Seizure
from desktop_app.rules import property_due as rules
from desktop_app.rules.cases import case_key
from desktop_app.rules.deadlines import DeadlineRule, days_left, due_on
from desktop_app.rules.freezing import RuleOf, warned
from desktop_app.rules.property_due import Ended, Situation, owed

_AFTER = {
    "移送入库、存专户": (rules.TRANSFER, "件涉案财物未移送入库、存专户"),
    "解除、退还无关财物": (rules.UNRELATED, "件无关财物未解除、退还"),
    "招领期满处理": (rules.UNCLAIMED, "件无人认领财物公告期满未处理"),
    "判决生效后处理": (rules.JUDGMENT, "件涉案财物判决生效后未处理"),
    "撤案后处理": (rules.WITHDRAWN, "件涉案财物撤案后未处理"),
    "不起诉后解除、返还": ("", "件涉案财物不起诉后未解除、返还"),
}
"""What is owed of an item: the rule that sets its day, and how many are told in one line."""


def keeping(ask: Question) -> Iterator[Owed]:
    """Everything seized property owes at the end of the day."""
    parts: dict[str, list[Owed]] = {said: [] for said in _AFTER}
    for said, row in _of_items(ask):
        parts[said].append(row)
    for said, rows in parts.items():
        yield from gathered(rows, _AFTER[said][1])
    yield from gathered(_returns(ask), "笔调用、移送未归还")
    yield from _freezes(ask)
    yield from _queue(ask)


def _of_items(ask: Question) -> Iterator[tuple[str, Owed]]:
    """What is owed of every item that is kept, with the number of the rule: 撤案后处理（30 日内）."""
    cases, heads, calendar = _ended(ask), _heads(ask), calendar_in_force(ask.session)
    found: dict[str, DeadlineRule | None] = {}

    def rule_of(code: str) -> DeadlineRule | None:
        if code not in found:
            found[code] = rule_in_force(ask.session, code) if code else None
        return found[code]

    def last_day(code: str, since: date) -> date | None:
        rule = rule_of(code)
        return due_on(rule, since, calendar).on if rule is not None else None

    for item in standing(ask):
        noticed, judged, extended = heads.get(item.id, (None, None, False))
        result, closed = cases.get(case_key(item.case), ("", None))
        ended = Ended(result, closed, judged, extended)
        now = replace(item.now, loans=())
        unrelated = _by(ask, item.unrelated_on)
        asked = Situation(now, item.seized_on, item.waits and item.due_on is not None, unrelated, noticed, ended)
        for on, said in owed(asked, last_day):
            code = rules.EXTENDED if extended and said == "撤案后处理" else _AFTER[said][0]
            yield said, _owed(ask, item, f"{said}{_within(code, rule_of)}", on)


def _within(code: str, rule_of: RuleOf) -> str:
    rule = rule_of(code)
    if rule is None:
        return ""
    longer = rule_of(rules.EXTENDED) if code == rules.WITHDRAWN else None
    more = f"，检察长批准可延至 {longer.n} {longer.unit}" if longer is not None else ""
    return f"（{rule.n} {rule.unit}内{more}）"


def _owed(ask: Question, item: ItemStand, said: str, on: date) -> Owed:
    return Owed(ITEM, item.id, item.number, f"{said}：{item.name}", item.department, on, days_left(on, ask.as_of))


def _by(ask: Question, day: date | None) -> date | None:
    """A day the question knows of: what happened later has not."""
    return day if day is not None and day <= ask.as_of else None


def _heads(ask: Question) -> dict[int, tuple[date | None, date | None, bool]]:
    """Of every item: the day of its public notice, that its judgment took effect, whether more time was approved."""
    asked = (
        select(SeizedItem.id, SeizedItem.noticed_on, Seizure.judgment_on, Seizure.extension_no)
        .outerjoin(Seizure, Seizure.id == SeizedItem.seizure_id)
        .where(SeizedItem.retired_at.is_(None))
    )
    rows = ask.session.execute(asked)
    return {id_: (_by(ask, noticed), _by(ask, judged), bool(paper)) for id_, noticed, judged, paper in rows}


def _returns(ask: Question) -> Iterable[Owed]:
    for item, loan in ((one.item, one.loan) for one in loans(ask)):
        if loan.due is not None:
            left = days_left(loan.due, ask.as_of)
            said = f"{loan.pool}归还：{item.name}（{item.number}）"
            yield Owed(EVENT, loan.event, "", said, item.department, loan.due, left)


def _freezes(ask: Question) -> Iterable[Owed]:
    """Freezes from the farthest call to mind on, and those past their last day."""
    calls = called(ask)
    ahead = max((call.days for call in calls), default=0)
    for row in live(ask):
        call = warned(row.left, calls)
        if row.to_on is None or row.left is None or not (row.lapsed or call is not None):
            continue
        said = "到期未续冻，已自动解除" if call is None else call.said
        yield _of_freeze(row, said, row.to_on, row.left, ahead)


def _of_freeze(row: FreezeStand, said: str, on: date, left: int, ahead: int) -> Owed:
    return Owed(FREEZE, row.id, row.number, f"{said}：{row.owner}（{row.bank}）", "", on, left, ahead)


def _queue(ask: Question) -> Iterable[Owed]:
    """Freezes that may take effect because the one they waited for has ended."""
    for row in queued(ask):
        if row.free_on is not None:
            said = f"轮候生效：{row.owner}（在先的 {row.first} 已结束）"
            yield Owed(FREEZE, row.id, row.number, said, "", row.free_on, days_left(row.free_on, ask.as_of))


def _ended(ask: Question) -> dict[str, tuple[str, date]]:
    """What cases came to by the day, by their numbers as numbers are compared."""
    asked = select(CaseFile.number, CaseFile.result, CaseFile.closed_on).where(
        CaseFile.retired_at.is_(None), CaseFile.closed_on <= ask.as_of
    )
    rows = ((number, result, closed) for number, result, closed in ask.session.execute(asked))
    return {case_key(number): (result, closed) for number, result, closed in rows if closed is not None}
