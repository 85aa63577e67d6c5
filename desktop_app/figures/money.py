"""The special account case by case (逐案账), each line held against the custody event it is the money of (账账相符).

``money.balance`` is what the lines say and nothing else. A payment without a disposal, or an event without a line, is
a gap of one of two books, not a loss: the case stands in ``money.items`` until its partner is entered, S14 counts it
as 待补.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.freezes import EntryStand, by_case, entries
from desktop_app.figures.seizure_standing import EVENT, ItemStand, items
from desktop_app.models.seizures import CustodyEvent
from desktop_app.rules.custody import Event, Refused, Standing, step
from desktop_app.rules.money import APART, Balanced, Line, Matched, Movement, matched, running
from desktop_app.rules.vocabulary import CustodyAct, Disposal, MoneyKind, Pool

_MOVES = (CustodyAct.DEPOSITED, CustodyAct.DISPOSED)


@dataclass(frozen=True, slots=True)
class MoneyMove:
    """A custody event by which money of an item entered the account or left it (存入专户、处置); ``sum`` in 分."""

    event: int
    number: str
    item: ItemStand
    act: CustodyAct
    way: Disposal | None
    on: date | None
    sum: int
    paper_no: str

    @property
    def behind(self) -> Behind:
        return (EVENT, self.event)

    @property
    def movement(self) -> Movement:
        return Movement(self.event, self.item.id, self.on, self.sum, self.paper_no)


@dataclass(frozen=True, slots=True)
class CaseBook:
    """The account of one case by the end of the day: its lines, their balances, and what lacks its partner.

    ``alone`` are lines no custody event stands behind, ``unbooked`` events no line tells.
    """

    case: str
    lines: tuple[EntryStand, ...]
    balances: tuple[Balanced, ...]
    alone: tuple[EntryStand, ...]
    unbooked: tuple[MoneyMove, ...]
    partners: Mapping[int, tuple[int, ...]]

    def total(self, *kinds: MoneyKind | None) -> int:
        """Receipts less payments of lines of these kinds."""
        return sum(row.sum for row in self.lines if row.kind in kinds)

    @property
    def income(self) -> int:
        return sum(row.income for row in self.lines)

    @property
    def outgo(self) -> int:
        return sum(row.outgo for row in self.lines)

    @property
    def balance(self) -> int:
        return self.income - self.outgo

    @property
    def off(self) -> tuple[Balanced, ...]:
        """The lines whose stated balance is not the sum of the account to there."""
        return tuple(row for row in self.balances if row.off)

    @property
    def lacking(self) -> tuple[Behind, ...]:
        """The lines and events without a partner."""
        return (*(row.behind for row in self.alone), *(move.behind for move in self.unbooked))

    @property
    def agrees(self) -> bool:
        return not (self.alone or self.unbooked or self.off)


def moves(ask: Question) -> list[MoneyMove]:
    """Every custody event that moved money of a case into the account or out of it, in the order of items and days."""
    return ask.once("money.moves", _read_moves)


def _read_moves(ask: Question) -> list[MoneyMove]:
    asked = select(CustodyEvent.id, CustodyEvent.number, CustodyEvent.way, CustodyEvent.paper_no).where(
        CustodyEvent.act.in_(_MOVES), CustodyEvent.retired_at.is_(None)
    )
    told = {id_: (number, way, paper) for id_, number, way, paper in ask.session.execute(asked)}
    found = []
    for item in items(ask):
        for event, sum_ in _of_item(item):
            number, way, paper = told.get(event.id, ("", None, ""))
            found.append(MoneyMove(event.id, number, item, event.act, way, event.on, sum_, paper))
    return found


def _of_item(item: ItemStand) -> Iterator[tuple[Event, int]]:
    """What the events of an item brought into the account or took from it; nothing where its sum is not known."""
    now = Standing()
    for event in item.past:
        after = step(now, event)
        if isinstance(after, Refused):
            continue
        more = after.of(Pool.DEPOSITED) - now.of(Pool.DEPOSITED)
        if event.act in _MOVES and more and (sum_ := _sum(item, event, abs(more), after)):
            yield event, sum_ if more > 0 else -sum_
        now = after


def _sum(item: ItemStand, event: Event, much: int, after: Standing) -> int:
    if event.amount is not None:
        return event.amount
    return item.amount * much // after.received if item.amount is not None and after.received else 0


def books(ask: Question) -> dict[str, CaseBook]:
    """The account of every case with a line or an event of money, by its number; lines of no case are a book too."""
    return ask.once("money.books", _read_books)


def _read_books(ask: Question) -> dict[str, CaseBook]:
    lines = by_case(ask)
    own: dict[str, list[MoneyMove]] = {}
    for move in moves(ask):
        own.setdefault(move.item.case, []).append(move)
    balances = running((row.id, row.case, row.sum, row.told) for row in entries(ask))
    return {
        case: _book(case, lines.get(case, []), balances.get(case, ()), own.get(case, ()))
        for case in sorted({*lines, *own})
    }


def _book(case: str, lines: list[EntryStand], balances: Sequence[Balanced], own: Sequence[MoneyMove]) -> CaseBook:
    counted = (row for row in lines if row.kind not in APART and row.sum)
    asked = [Line(row.id, row.on, row.sum, row.item, row.paper_no) for row in counted]
    found = matched(asked, [move.movement for move in own])
    alone, unbooked = {line.id for line in found.lines}, {move.event for move in found.movements}
    return CaseBook(
        case,
        tuple(lines),
        tuple(balances),
        tuple(row for row in lines if row.id in alone),
        tuple(move for move in own if move.event in unbooked),
        _partners(found),
    )


def _partners(found: Matched) -> dict[int, tuple[int, ...]]:
    """The events behind every line that has any."""
    return {line.id: tuple(move.event for move in others) for some, others in found.pairs for line in some}
