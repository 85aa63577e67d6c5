"""Seized property as it stands at the end of a day (涉案财物): every chain of custody counted again up to that day.

An event of a later day has not happened. A correction (更正) counts whatever its day: what it strikes out never was.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.rulebook import calendar_in_force, list_copies, rule_in_force
from desktop_app.models.people import Department
from desktop_app.models.seizures import CustodyEvent, ItemProcedure, SeizedItem, Seizure
from desktop_app.rules.cases import case_key
from desktop_app.rules.custody import FOUNDING, Event, Refused, Standing, bend, ordered
from desktop_app.rules.deadlines import due_on
from desktop_app.rules.property_checks import Checklist
from desktop_app.rules.vocabulary import CustodyAct, ItemState, Pool, ProcedureState

ITEM, EVENT = SeizedItem.__tablename__, CustodyEvent.__tablename__
NO_CASE = "未填案件"
TRANSFER = "property_transfer"
"""The deadline rule of moving property to its keeper."""


@dataclass(frozen=True, slots=True)
class ItemStand:
    """An item (涉案物品) with what its chain leaves at the end of the day.

    ``case`` is the case's number as its taking says it. ``moved_on`` is the day nothing of it was left with the case
    handlers, none when something still is. ``due_on`` is the last day for that (移送期限), none where it is exempt or
    no day of seizure is known. ``parted`` says that it came from another item, which answers for the deadline.
    ``lacking`` are the points of its checklist that are not there, ``past`` its events as they happened.
    """

    id: int
    number: str
    name: str
    case: str
    department: str
    amount: int | None
    seized_on: date | None
    unrelated_on: date | None
    now: Standing
    refused: tuple[Refused, ...]
    moved_on: date | None
    due_on: date | None
    exempt: bool
    parted: bool
    checks: Checklist
    past: tuple[Event, ...] = ()

    @property
    def behind(self) -> Behind:
        return (ITEM, self.id)

    @property
    def state(self) -> ItemState:
        return self.now.state

    @property
    def entered(self) -> int | None:
        """What came in with it or was joined to it and is not another item's now, in 分: over items nothing counts
        twice; none where no amount is known."""
        whole = self.now.entered_amount or self.amount
        return None if whole is None else whole - self.now.parted_amount

    @property
    def left(self) -> int | None:
        """What the house still answers for of its amount, in 分; none where no amount is known."""
        if self.entered is None:
            return None
        return 0 if self.now.received and not self.now.kept else self.entered - self.now.disposed_amount

    @property
    def stands(self) -> bool:
        """Whether it is a thing of its own: one split or merged whole lives on in others."""
        return self.state is not ItemState.PARTED

    @property
    def live(self) -> bool:
        """Whether the house still answers for some of it."""
        return bool(self.now.inside or self.now.out)

    @property
    def incomplete(self) -> bool:
        """Whether its formalities are short, the copies of its list among them."""
        return bool(self.checks.told)

    @property
    def waits(self) -> bool:
        """Whether it is still to be moved or deposited."""
        return self.moved_on is None and bool(self.now.of(Pool.HELD)) and not self.exempt

    @property
    def undated(self) -> bool:
        """Whether nobody can say if it was moved in time: a day is not known."""
        left = self.moved_on is None and not self.now.of(Pool.HELD)
        return not self.exempt and not self.parted and (self.seized_on is None or left)

    def late(self, day: date) -> bool:
        """Moved or deposited after its last day, or not yet and past it."""
        done = self.moved_on or (day if self.waits else None)
        return self.due_on is not None and done is not None and done > self.due_on


def items(ask: Question) -> list[ItemStand]:
    """Every living item there was by the end of the day, split and merged ones too, in the order of their numbers."""
    return ask.once("seizures.items", _read)


def standing(ask: Question) -> list[ItemStand]:
    """The items that are things of their own on the day."""
    return [item for item in items(ask) if item.stands]


def case_names(ask: Question) -> dict[str, str]:
    """How a case is called, by its number as numbers are compared: as its first taking writes it."""
    return ask.once("seizures.cases", _read_cases)


def _read_cases(ask: Question) -> dict[str, str]:
    asked = select(Seizure.case_no).where(Seizure.retired_at.is_(None)).order_by(Seizure.id)
    found: dict[str, str] = {}
    for number in ask.session.scalars(asked):
        found.setdefault(case_key(number), number)
    return found


def case_name(ask: Question, number: str | None) -> str:
    """What the case of a number is called in every ledger of property."""
    return case_names(ask).get(case_key(number), number) if number else NO_CASE


def happened(events: Iterable[Event], day: date) -> list[Event]:
    """The events that had happened by the end of a day, as they happened; those struck out and corrections left out."""
    told = list(events)
    struck = {event.refers for event in told if event.act is CustodyAct.CORRECTED}
    kept = [event for event in told if event.act is not CustodyAct.CORRECTED and event.id not in struck]
    found: list[Event] = []
    for event in ordered(kept):
        if event.on is not None and event.on > day:
            break
        found.append(event)
    return found


def _recounted(events: Iterable[Event]) -> tuple[Standing, tuple[Refused, ...], date | None]:
    """What events in order leave, those that cannot have happened, and the day the case handlers kept nothing more."""
    now, refused, moved = Standing(), list[Refused](), None
    for event in events:
        after, wrong = bend(now, event)
        refused += [wrong] if wrong is not None else []
        if now.of(Pool.HELD) or not now.received:
            moved = event.on if after.received and not after.of(Pool.HELD) else None
        elif after.of(Pool.HELD):
            moved = None
        now = after
    return now, tuple(refused), moved


def _events(ask: Question) -> Mapping[int, list[Event]]:
    asked = (
        select(CustodyEvent.item_id, CustodyEvent.id, CustodyEvent.act, CustodyEvent.happened_on, CustodyEvent.quantity,
               CustodyEvent.pool, CustodyEvent.refers_id, CustodyEvent.place_id, CustodyEvent.due_on,
               CustodyEvent.amount)
        .where(CustodyEvent.retired_at.is_(None))
        .order_by(CustodyEvent.id)
    )  # fmt: skip
    found: dict[int, list[Event]] = defaultdict(list)
    for item, id_, act, on, quantity, *rest in ask.session.execute(asked):
        if item is not None and act is not None:
            found[item].append(Event(id_, act, on, quantity or 0, *rest))
    return found


def _checklists(ask: Question) -> Mapping[int, dict[str, ProcedureState]]:
    """The checklist of every item as the day knew it: a point mended later was lacking still."""
    found: dict[int, dict[str, ProcedureState]] = defaultdict(dict)
    asked = select(ItemProcedure).order_by(ItemProcedure.id)
    for row in ask.session.scalars(asked):
        mended = row.state == ProcedureState.LACKING and row.mended_on is not None and row.mended_on <= ask.as_of
        found[row.item_id][row.word] = ProcedureState.THERE if mended else row.state
    return found


def _read(ask: Question) -> list[ItemStand]:
    return list(_stands(ask))


def _stands(ask: Question) -> Iterator[ItemStand]:
    events, lists, last_day = _events(ask), _checklists(ask), _last_days(ask)
    asked = (
        select(SeizedItem, Seizure, Department.name)
        .outerjoin(Seizure, Seizure.id == SeizedItem.seizure_id)
        .outerjoin(Department, Department.id == Seizure.department_id)
        .where(SeizedItem.retired_at.is_(None))
        .order_by(SeizedItem.number, SeizedItem.id)
    )
    for item, taking, place in ask.session.execute(asked):
        since = item.seized_on or (taking.seized_on if taking is not None else None)
        own = events.get(item.id, [])
        if item.quantity and not any(event.act in FOUNDING for event in own):
            own = [Event(0, CustodyAct.RECEIVED, since, item.quantity, amount=item.amount), *own]
        past = happened(own, ask.as_of)
        if (own and not past) or (since is not None and since > ask.as_of):
            continue
        yield _stand(ask, item, taking, place, since, past, lists.get(item.id, {}), last_day)


def _stand(
    ask: Question,
    item: SeizedItem,
    taking: Seizure | None,
    place: str | None,
    since: date | None,
    past: list[Event],
    points: Mapping[str, ProcedureState],
    last_day: Any,
) -> ItemStand:
    now, refused, moved = _recounted(past)
    told_moved = item.moved_on or item.stored_on
    written = told_moved if told_moved is not None and told_moved <= ask.as_of else None
    parted = any(event.act is CustodyAct.SPLIT_IN for event in past)
    exempt = bool(item.kept_reason) or any(event.act is CustodyAct.KEPT for event in past)
    needed = list_copies(since)
    copies = taking.copies if taking is not None else None
    checks = Checklist(points, item.sealed, taking.measure if taking is not None else None, copies, needed)
    return ItemStand(
        id=item.id,
        number=item.number,
        name=item.name,
        case=case_name(ask, taking.case_no if taking is not None else None),
        department=place or "",
        amount=item.amount,
        seized_on=since,
        unrelated_on=item.unrelated_on,
        now=now,
        refused=refused,
        moved_on=written or moved,
        due_on=last_day(since) if since is not None and not exempt and not parted else None,
        exempt=exempt,
        parted=parted,
        checks=checks,
        past=tuple(past),
    )


def _last_days(ask: Question) -> Any:
    """The last day to move what was seized on a day, by the rule of the office; none without the rule."""
    rule, calendar = rule_in_force(ask.session, TRANSFER), calendar_in_force(ask.session)
    known: dict[date, date] = {}

    def last_day(since: date) -> date | None:
        if rule is None:
            return None
        if since not in known:
            known[since] = due_on(rule, since, calendar).on
        return known[since]

    return last_day
