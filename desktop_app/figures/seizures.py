"""Figures of seized property: where items stand, what formalities lack, late transfers, loans, stocktakes."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_, select

from desktop_app.figures.engine import Answer, Behind, Figure, Question, tally
from desktop_app.figures.seizure_standing import EVENT, ITEM, ItemStand, items, standing
from desktop_app.models.issues import Issue
from desktop_app.models.seizures import CountLine, Stocktake
from desktop_app.rules.custody import Loan
from desktop_app.rules.vocabulary import CountResult, IssueState, ItemState

LINE = CountLine.__tablename__
NOWHERE, MOVED, WAITING = "未填部门", "已移送", "未移送"
RECEIVED, IN, OUT, GONE = "接收", "在库", "在外", "已处理"


@dataclass(frozen=True, slots=True)
class LoanStand:
    """Something that is out (调用、移送) and the item it is of."""

    item: ItemStand
    loan: Loan

    @property
    def behind(self) -> Behind:
        return (EVENT, self.loan.event)


@dataclass(frozen=True, slots=True)
class CountStand:
    """A line of a stocktake counted by the day; ``open`` says that its difference was not settled by then."""

    id: int
    result: CountResult | None
    open: bool

    @property
    def behind(self) -> Behind:
        return (LINE, self.id)


def loans(ask: Question) -> list[LoanStand]:
    """Everything that is out at the end of the day, by the day it is due back."""
    found = [LoanStand(item, loan) for item in items(ask) for loan in item.now.loans]
    return sorted(found, key=lambda one: (one.loan.due is None, one.loan.due, one.loan.event))


def overdue_loans(ask: Question) -> list[LoanStand]:
    """What is out past the day it was due back."""
    return [one for one in loans(ask) if one.loan.due is not None and one.loan.due < ask.as_of]


def counted(ask: Question) -> list[CountStand]:
    """The lines of stocktakes counted by the end of the day; one without a stocktake or its day counts."""
    return ask.once("stocktakes.lines", _read_counted)


def _read_counted(ask: Question) -> list[CountStand]:
    asked = (
        select(CountLine, Issue.closed_on)
        .outerjoin(Stocktake, Stocktake.id == CountLine.stocktake_id)
        .outerjoin(Issue, and_(Issue.id == CountLine.issue_id, Issue.state == IssueState.CLOSED))
        .where(
            CountLine.retired_at.is_(None),
            Stocktake.retired_at.is_(None),
            or_(Stocktake.counted_on.is_(None), Stocktake.counted_on <= ask.as_of),
        )
        .order_by(func.coalesce(CountLine.stocktake_id, 0), CountLine.number, CountLine.id)
    )
    return [_line(ask, row, closed_on) for row, closed_on in ask.session.execute(asked)]


def _line(ask: Question, row: CountLine, closed_on: date | None) -> CountStand:
    """A line without a result is judged by its numbers; one whose problem was closed (销号) is settled with it."""
    result = row.result
    if result is None and row.counted is not None:
        result = CountResult.AGREES if row.counted == (row.booked or 0) else CountResult.QUANTITY
    settled = any(on is not None and on <= ask.as_of for on in (row.settled_on, closed_on))
    return CountStand(row.id, result, result not in (None, CountResult.AGREES) and not settled)


def _items(ask: Question) -> Answer:
    """Items by where they stand; one split or merged whole is told by what it became."""
    order = list(ItemState)
    return tally(ITEM, ((row.id, row.state) for row in sorted(standing(ask), key=lambda row: order.index(row.state))))


def _missing(ask: Question) -> Answer:
    """Points of the checklists that are not there, by point; an item lacks each once and is opened once."""
    found = tally(ITEM, ((row.id, word) for row in standing(ask) for word in row.checks.lacking))
    return replace(found, behind=tuple(dict.fromkeys(found.behind)))


def _lists_short(ask: Question) -> Answer:
    """Sealed or seized items whose list was made in too few copies, by case."""
    return tally(ITEM, ((row.id, row.case) for row in standing(ask) if row.checks.short_list))


def _late(ask: Question) -> Answer:
    """Items moved or deposited late, or not yet and past their day, by department; not those kept in place."""
    late = [row for row in standing(ask) if row.late(ask.as_of)]
    return tally(ITEM, ((row.id, row.department or NOWHERE, MOVED if row.moved_on else WAITING) for row in late))


def place_of(item: ItemStand) -> str:
    """Where an item counts in the balance of its case: 在库 is all the house keeps, 在外 comes back, 已处理 is gone."""
    if item.now.out:
        return OUT
    return IN if item.now.inside or not item.now.received else GONE


def _balance(ask: Question) -> Answer:
    """Items of every case: received = in store + out + disposed, an item counted once where most urgently it is."""
    groups: dict[str, Any] = {}
    cells: dict[tuple[str, ...], tuple[Behind, ...]] = {}
    rows = sorted(standing(ask), key=lambda row: row.case)
    for row in rows:
        own = groups.setdefault(row.case, dict.fromkeys((RECEIVED, IN, OUT, GONE), 0))
        for word in (RECEIVED, place_of(row)):
            own[word] += 1
            cells[row.case, word] = (*cells.get((row.case, word), ()), row.behind)
    return Answer(len(rows), tuple(row.behind for row in rows), groups, cells)


def _overdue(ask: Question) -> Answer:
    """Loans past the day they were due back, by where they went."""
    return tally(EVENT, ((one.loan.event, one.loan.pool) for one in overdue_loans(ask)))


def _open_counts(ask: Question) -> Answer:
    """Differences of stocktakes not settled by the day, by result."""
    return tally(LINE, ((row.id, row.result) for row in counted(ask) if row.open))


FIGURES = (
    Figure("seizures.items", "涉案财物现状", "件", _items),
    Figure("seizures.missing_procedure", "涉案财物手续缺项", "处", _missing, counted=False),
    Figure("seizures.lists_short", "清单不足四份的财物", "件", _lists_short),
    Figure("seizures.late_transfer", "逾期移送入库、存专户", "件", _late),
    Figure("seizures.balance", "逐案财物收存（在库含专户、就地、未移送）", "件", _balance),
    Figure("seizures.overdue_loans", "调用、移送逾期未还", "笔", _overdue),
    Figure("stocktakes.open", "盘点差异未处理", "条", _open_counts),
)
