"""What seized property owes: transfers, loans due back, freezes before their last day, disposals, open differences."""

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy import select

from desktop_app.figures.engine import Question
from desktop_app.figures.freezes import FREEZE, WARNINGS, live
from desktop_app.figures.owed import Owed, gathered
from desktop_app.figures.rulebook import calendar_in_force, rule_in_force
from desktop_app.figures.seizure_standing import EVENT, ITEM, ItemStand, standing
from desktop_app.figures.seizures import loans
from desktop_app.models.cases import CaseFile
from desktop_app.rules.cases import case_key
from desktop_app.rules.deadlines import days_left, due_on

_UNRELATED, _WITHDRAWN = "property_unrelated", "property_withdrawn"
_DROPPED, _NOT_CHARGED = ("撤案", "撤销案件"), "不起诉"


def keeping(ask: Question) -> Iterator[Owed]:
    """Everything seized property owes at the end of the day."""
    yield from gathered(_transfers(ask), "件涉案财物未移送入库、存专户")
    yield from gathered(_returns(ask), "笔调用、移送未归还")
    yield from gathered(_unrelated(ask), "件无关财物未解除、退还")
    yield from gathered(_disposals(ask), "件涉案财物结案后未处理")
    yield from _freezes(ask)


def _of(ask: Question, item: ItemStand, said: str, on: date) -> Owed:
    return Owed(ITEM, item.id, item.number, f"{said}：{item.name}", item.department, on, days_left(on, ask.as_of))


def _transfers(ask: Question) -> Iterable[Owed]:
    for item in standing(ask):
        if item.waits and item.due_on is not None:
            yield _of(ask, item, "移送入库、存专户", item.due_on)


def _returns(ask: Question) -> Iterable[Owed]:
    for item, loan in ((one.item, one.loan) for one in loans(ask)):
        if loan.due is not None:
            left = days_left(loan.due, ask.as_of)
            said = f"{loan.pool}归还：{item.name}（{item.number}）"
            yield Owed(EVENT, loan.event, "", said, item.department, loan.due, left)


def _freezes(ask: Question) -> Iterable[Owed]:
    """Freezes from thirty days before their last day on, and those past it."""
    for row in live(ask):
        if row.to_on is not None and row.left is not None and row.left <= WARNINGS[-1]:
            yield Owed(FREEZE, row.id, row.number, f"续冻或解除：{row.owner}（{row.bank}）", "", row.to_on, row.left)


def _unrelated(ask: Question) -> Iterable[Owed]:
    """Items found to have nothing to do with the case and not yet given back, by the rule's last day."""
    rule, calendar = rule_in_force(ask.session, _UNRELATED), calendar_in_force(ask.session)
    for item in standing(ask):
        found = item.unrelated_on
        if rule is not None and item.live and found is not None and found <= ask.as_of:
            yield _of(ask, item, "解除、退还无关财物", due_on(rule, found, calendar).on)


def _disposals(ask: Question) -> Iterable[Owed]:
    """Items still kept of cases withdrawn, by the rule's last day, or not charged, on the day of the decision."""
    rule, calendar = rule_in_force(ask.session, _WITHDRAWN), calendar_in_force(ask.session)
    ended = _ended(ask)
    for item in standing(ask):
        result, closed = ended.get(case_key(item.case), ("", None))
        if closed is None or not item.live:
            continue
        if _NOT_CHARGED in result:
            yield _of(ask, item, "不起诉后解除、返还", closed)
        elif rule is not None and any(word in result for word in _DROPPED):
            yield _of(ask, item, "撤案后处理", due_on(rule, closed, calendar).on)


def _ended(ask: Question) -> dict[str, tuple[str, date]]:
    """What cases came to by the day, by their numbers as numbers are compared."""
    asked = select(CaseFile.number, CaseFile.result, CaseFile.closed_on).where(
        CaseFile.retired_at.is_(None), CaseFile.closed_on <= ask.as_of
    )
    rows = ((number, result, closed) for number, result, closed in ask.session.execute(asked))
    return {case_key(number): (result, closed) for number, result, closed in rows if closed is not None}
