"""Freezes (冻结) and the special account (专户) as they stand on a day, with their figures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import groupby
from typing import Any

from sqlalchemy import func, or_, select

from desktop_app.figures.engine import Answer, Behind, Figure, Question, tally
from desktop_app.figures.rulebook import rule_in_force
from desktop_app.figures.seizure_standing import case_name
from desktop_app.models.seizures import Freeze, FreezeRenewal, MoneyEntry
from desktop_app.rules.deadlines import days_left
from desktop_app.rules.freezing import Warned, named_by, warnings
from desktop_app.rules.money import kind_told
from desktop_app.rules.vocabulary import MoneyKind

FREEZE, ENTRY = Freeze.__tablename__, MoneyEntry.__tablename__
Cells = dict[tuple[str, ...], tuple[Behind, ...]]


@dataclass(frozen=True, slots=True)
class FreezeStand:
    """A freeze in force by the end of the day; ``to_on`` is its last day as renewals of that day leave it.

    ``left`` are the natural days to it, negative when it is over; none where no last day is known. ``renewals`` are
    those the day knew, or as many as the ledger tells.
    """

    id: int
    number: str
    case: str
    owner: str
    bank: str
    amount: int | None
    to_on: date | None
    left: int | None
    asset: str = ""
    account: str = ""
    paper_no: str = ""
    from_on: date | None = None
    renewals: int = 0

    @property
    def behind(self) -> Behind:
        return (FREEZE, self.id)

    @property
    def lapsed(self) -> bool:
        """Past its last day without renewal or release (冻结逾期)."""
        return self.left is not None and self.left < 0

    def expiring(self, days: int) -> bool:
        """Whether its last day comes within so many days, the last of them included."""
        return self.left is not None and 0 <= self.left <= days


def live(ask: Question) -> list[FreezeStand]:
    """Freezes in force (冻结中) on the day by their last day; one released later was in force, a 轮候 one is not."""
    return ask.once("freezes.live", _read_live)


def _read_live(ask: Question) -> list[FreezeStand]:
    later, renewed = _before_renewals(ask), _renewals(ask)
    asked = select(Freeze).where(Freeze.retired_at.is_(None), Freeze.behind == "").order_by(Freeze.id)
    found = []
    for row in ask.session.scalars(asked):
        begun = row.from_on is None or row.from_on <= ask.as_of
        if not begun or (row.released_on is not None and row.released_on <= ask.as_of):
            continue
        to_on = later.get(row.id, row.to_on)
        left = days_left(to_on, ask.as_of) if to_on is not None else None
        case = case_name(ask, row.case_no)
        found.append(
            FreezeStand(
                row.id, row.number, case, row.owner, row.bank, row.amount, to_on, left, row.asset, row.account,
                row.paper_no, row.from_on, max(row.told_renewals or 0, renewed.get(row.id, 0)),
            )
        )  # fmt: skip
    return sorted(found, key=lambda one: (one.to_on is None, one.to_on or date.min, one.number))


def _renewals(ask: Question) -> Mapping[int, int]:
    """How many renewals of every freeze the day knew."""
    known = or_(FreezeRenewal.renewed_on.is_(None), FreezeRenewal.renewed_on <= ask.as_of)
    asked = select(FreezeRenewal.freeze_id, func.count()).where(known).group_by(FreezeRenewal.freeze_id)
    return {row[0]: row[1] for row in ask.session.execute(asked)}


@dataclass(frozen=True, slots=True)
class QueueStand:
    """A freeze that waits (轮候) for another; ``free_on`` is the day that one ended, none while it is in force.

    ``first`` is the number of the one before it where the office registered it.
    """

    id: int
    number: str
    case: str
    owner: str
    bank: str
    amount: int | None
    waits_for: str
    first: str
    free_on: date | None


def queued(ask: Question) -> list[QueueStand]:
    """Freezes waiting behind another at the end of the day; none of them lapses."""
    return ask.once("freezes.queued", _read_queued)


def _read_queued(ask: Question) -> list[QueueStand]:
    rows = list(ask.session.scalars(select(Freeze).where(Freeze.retired_at.is_(None)).order_by(Freeze.id)))
    waits = [row for row in rows if row.behind and (row.released_on is None or row.released_on > ask.as_of)]
    return [_queue_stand(ask, row, _before(row, rows)) for row in waits]


def _before(row: Freeze, rows: Sequence[Freeze]) -> Freeze | None:
    others = (other for other in rows if other.id != row.id)
    return next((other for other in others if named_by(row.behind, other.number, other.paper_no)), None)


def _queue_stand(ask: Question, row: Freeze, first: Freeze | None) -> QueueStand:
    free = _ended(first, ask.as_of) if first is not None else None
    name = case_name(ask, row.case_no)
    return QueueStand(
        row.id, row.number, name, row.owner, row.bank, row.amount, row.behind, first.number if first else "", free
    )


def _ended(row: Freeze, day: date) -> date | None:
    """The day by which a freeze was released or had run out; None while it is in force on the day."""
    if row.released_on is not None and row.released_on <= day:
        return row.released_on
    return row.to_on if row.to_on is not None and row.to_on < day else None


def called(ask: Question) -> tuple[Warned, ...]:
    """The days before a last one on which it is called to mind, as the office has set them; the nearest first."""
    return ask.once("freezes.calls", lambda now: warnings(partial(rule_in_force, now.session)))


def _before_renewals(ask: Question) -> Mapping[int, date]:
    """The last days of freezes before the first renewal the day did not know."""
    asked = (
        select(FreezeRenewal.freeze_id, FreezeRenewal.old_on)
        .where(FreezeRenewal.renewed_on > ask.as_of, FreezeRenewal.old_on.is_not(None))
        .order_by(FreezeRenewal.renewed_on.desc(), FreezeRenewal.id.desc())
    )
    return {id_: old for id_, old in ask.session.execute(asked) if old is not None}


@dataclass(frozen=True, slots=True)
class EntryStand:
    """A line of the special account booked by the day, in 分; ``told`` is the balance the ledger writes behind it.

    A line without a kind is of the kind its 摘要 tells.
    """

    id: int
    number: str
    case: str
    kind: MoneyKind | None
    income: int
    outgo: int
    told: int | None
    on: date | None = None
    said: str = ""
    voucher: str = ""
    paper_no: str = ""
    item: int | None = None

    @property
    def behind(self) -> Behind:
        return (ENTRY, self.id)

    @property
    def sum(self) -> int:
        return self.income - self.outgo


def entries(ask: Question) -> list[EntryStand]:
    """The lines of the special account booked by the end of the day, in the order they were entered."""
    return ask.once("money.entries", _read_entries)


def _read_entries(ask: Question) -> list[EntryStand]:
    asked = select(MoneyEntry).where(MoneyEntry.retired_at.is_(None)).order_by(MoneyEntry.id)
    return [
        EntryStand(
            row.id, row.number, case_name(ask, row.case_no), row.kind or kind_told(row.said, row.income, row.outgo),
            row.income or 0, row.outgo or 0, row.written_balance, row.booked_on, row.said, row.voucher, row.paper_no,
            row.item_id,
        )
        for row in ask.session.scalars(asked)
        if row.booked_on is None or row.booked_on <= ask.as_of
    ]  # fmt: skip


def by_case(ask: Question) -> dict[str, list[EntryStand]]:
    """The lines of every case, cases by their number."""
    rows = sorted(entries(ask), key=lambda row: (row.case, row.id))
    return {case: list(own) for case, own in groupby(rows, key=lambda row: row.case)}


def _expiring(ask: Question) -> Answer:
    """Live freezes whose last day comes within each number of days the office has set (3, 7, 15 and 30).

    The nearer are among the farther.
    """
    rows, ahead = live(ask), [call.days for call in called(ask)]
    cells: Cells = {(str(days),): tuple(row.behind for row in rows if row.expiring(days)) for days in ahead}
    groups = {str(days): len(cells[str(days),]) for days in ahead}
    soon = cells[str(ahead[-1]),] if ahead else ()
    return Answer(len(soon), soon, groups if rows else {}, cells)


def _lapsed(ask: Question) -> Answer:
    """Live freezes past their last day, by case."""
    return tally(FREEZE, ((row.id, row.case) for row in live(ask) if row.lapsed))


def _balance(ask: Question) -> Answer:
    """What the special account holds of every case, in 分."""
    cases = by_case(ask)
    groups: dict[str, Any] = {case: sum(row.sum for row in own) for case, own in cases.items()}
    cells: Cells = {(case,): tuple(row.behind for row in own) for case, own in cases.items()}
    return Answer(sum(groups.values()), tuple(row.behind for row in entries(ask)), groups, cells)


FIGURES = (
    Figure("freezes.expiring", "冻结即将到期", "笔", _expiring),
    Figure("freezes.lapsed", "冻结逾期未续", "笔", _lapsed),
    Figure("money.balance", "专户结存", "分", _balance, counted=False, places=0, money=True),
)
