"""Many takings and all their items as one act (成批登记): registered, numbered and, where asked, put away at once."""

from collections import Counter as Counted
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.models.base import Record
from desktop_app.models.keeping import Counter
from desktop_app.models.seizures import CustodyEvent, SeizedItem, Seizure, SeizureHandler, StoragePlace
from desktop_app.rules.vocabulary import CustodyAct, PlaceKind
from desktop_app.services import records
from desktop_app.services.custody_acts import Hands, Lot, filled, handed, signed, taken, written
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, new_draft
from desktop_app.services.facts import Facts
from desktop_app.services.law import Law
from desktop_app.services.numbers import peek
from desktop_app.services.outcome import Outcome
from desktop_app.store.file import UnitOfWork
from desktop_app.system.errors import Refusal

HEAD, ITEM, PLACE = Seizure.__tablename__, SeizedItem.__tablename__, StoragePlace.__tablename__
Step = Callable[[int, int], object]
_WAYS = (CustodyAct.STORED, CustodyAct.DEPOSITED, CustodyAct.KEPT)


@dataclass(frozen=True)
class Laws:
    """What holds of takings, items, events and places."""

    heads: Law
    items: Law
    events: Law
    places: Law


@dataclass(frozen=True)
class Route:
    """Where an item goes at once (去向): into the store (``place`` is the shelf's name), the account, or nowhere.

    ``on`` is the day, where the item's line tells one; ``taker`` who keeps it; ``reason`` why it stays in place.
    """

    act: CustodyAct
    place: str = ""
    on: date | None = None
    taker: int | None = None
    reason: str = ""


@dataclass(frozen=True)
class Line:
    """An item as typed, and where it goes at once; None where it stays with the handlers."""

    draft: Draft
    route: Route | None = None


@dataclass(frozen=True)
class Taking:
    """One case's taking (案): new as typed, or ``known`` already, and its items in order."""

    draft: Draft
    lines: Sequence[Line]
    known: int | None = None


@dataclass(frozen=True)
class Putting:
    """How items are put away (入库): day and hands for those that tell none, their condition, new shelves or not.

    Without ``giver`` the first handler of each case hands over.
    """

    on: date | None
    giver: int | None
    taker: int | None
    condition: str = ""
    found_places: bool = False


class RowRefusal(Refusal):
    """A refusal of one item: ``row`` is its place among all items, from 0."""

    def __init__(self, said: str, row: int, name: str = "") -> None:
        super().__init__(said, name)
        self.row = row


@dataclass
class Done:
    """What was registered: the outcome, and what the papers are asked by."""

    outcome: Outcome
    heads: int = 0
    items: list[str] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)


def register(desk: Desk, laws: Laws, takings: Sequence[Taking], putting: Putting | None, step: Step) -> Done:
    """Write all of it or nothing, undone together. ``step`` is told how far it is and may raise to stop.

    Raises Refusal; of an item, RowRefusal.
    """
    total = sum(len(taking.lines) for taking in takings)
    if not total:
        raise Refusal("还没有物品。先登记物品，再保存")
    with desk.store.unit("成批登记涉案财物") as unit:
        hand = _Hand(unit, laws, Facts(unit.session, desk.today), putting, desk.today)
        numbers: list[str] = []
        ids: list[int] = []
        fresh = 0
        for taking in takings:
            head = hand.head(taking)
            fresh += taking.known is None
            for line in taking.lines:
                step(len(ids), total)
                ids.append(hand.item(line, head, len(ids)))
                numbers.append(str(hand.facts.row(ITEM, ids[-1])["number"]))
        step(total, total)
    said = f"已登记 {total} {laws.items.measure}，{len(takings)} {laws.heads.measure}"
    gone = routes(takings).items() if hand.stored else ()
    said += "".join(f"；{act} {many} {laws.items.measure}" for act, many in gone)
    touched = frozenset({HEAD, ITEM, CustodyEvent.__tablename__, PLACE})
    outcome = Outcome(ITEM, tuple(ids), said, unit.batch_id, touched=touched)
    return Done(outcome, fresh, numbers, [numbers[ids.index(one)] for one in hand.stored])


def routes(takings: Sequence[Taking]) -> Mapping[CustodyAct, int]:
    """How many items go where at once, the store first."""
    told = Counted(line.route.act for taking in takings for line in taking.lines if line.route is not None)
    return {act: told[act] for act in _WAYS if told[act]}


@dataclass
class _Hand:
    """Writes in one running act."""

    unit: UnitOfWork
    laws: Laws
    facts: Facts
    putting: Putting | None
    today: date
    stored: list[int] = field(default_factory=list)
    _places: dict[str, int] = field(default_factory=dict)
    _givers: dict[int, int | None] = field(default_factory=dict)

    def head(self, taking: Taking) -> int:
        """The taking's id."""
        if taking.known is not None:
            row = self.facts.row(HEAD, taking.known)
            if not row or row["retired_at"] is not None:
                raise Refusal("要加物品的案件已删除，没有保存。按 Esc 退出，重新打开")
            return taking.known
        try:
            record, _ = self._write(self.laws.heads, _copy(taking.draft))
        except Refusal as refused:
            called = taking.draft.values.get(Seizure.case_no.key) or "一案"
            raise Refusal(f"{called}：{refused.said}", refused.field) from refused
        return int(record.id)

    def item(self, line: Line, head: int, row: int) -> int:
        """The item's id; put away where its line says so."""
        draft = _copy(line.draft)
        draft.values[SeizedItem.seizure_id.key] = head
        try:
            record, _ = self._write(self.laws.items, draft)
            if line.route is not None and self.putting is not None:
                self._put(int(record.id), head, line.route, self.putting)
        except Refusal as refused:
            raise RowRefusal(f"物品第 {row + 1} 行：{refused.said}", row, refused.field) from refused
        return int(record.id)

    def _write(self, law: Law, draft: Draft) -> tuple[Record, Any]:
        return records.write(self.unit, law, draft, self.facts, records.Mode.DESK)

    def _put(self, item: int, head: int, route: Route, putting: Putting) -> None:
        if head not in self._givers:
            self._givers[head] = putting.giver or _first_handler(self.unit.session, head)
        giver = self._givers[head]
        hands = Hands(route.on or putting.on, giver, route.taker or putting.taker)
        handed(self.facts, hands, self.today)
        more: dict[str, Any] = {}
        if route.act is CustodyAct.STORED:
            filled(putting.condition, "状况", "condition")
            more = {"place_id": self._place(route.place), "condition": putting.condition}
        elif route.act is CustodyAct.KEPT:
            filled(route.reason, "不入库理由", SeizedItem.kept_reason.key)
            more = {"reason": route.reason}
        row = {**taken(self.facts, route.act, Lot(item)), **more, **signed(hands)}
        written(self.unit, self.laws.events, self.facts, row)
        self.stored.append(item)

    def _place(self, name: str) -> int:
        """The shelf of this name, founded with its cabinet where that was agreed to."""
        if not self._places:
            self._places = {str(row["name"]): row["id"] for row in self.facts.live(PLACE)}
        if name not in self._places:
            if self.putting is None or not self.putting.found_places:
                raise Refusal(f"没有库位“{name}”。先登记，或勾选“没有的库位一并登记”", SeizedItem.written_place.key)
            cabinet = name.rpartition("-")[0]
            values = {"name": name, "kind": PlaceKind.SHELF, "parent_id": self._cabinet(cabinet) if cabinet else None}
            self._places[name] = self._founded(values)
        return self._places[name]

    def _cabinet(self, name: str) -> int:
        if name not in self._places:
            self._places[name] = self._founded({"name": name, "kind": PlaceKind.CABINET})
        return self._places[name]

    def _founded(self, values: Mapping[str, Any]) -> int:
        return int(self._write(self.laws.places, new_draft(StoragePlace, dict(values)))[0].id)


def _copy(draft: Draft) -> Draft:
    """A draft the act may work in: a refusal leaves the typed one as it was."""
    return replace(draft, values=dict(draft.values), parts={kind: list(rows) for kind, rows in draft.parts.items()})


def _first_handler(session: Session, head: int) -> int | None:
    asked = select(SeizureHandler.officer_id).where(SeizureHandler.seizure_id == head)
    return session.scalars(asked.order_by(SeizureHandler.id)).first()


def promised(facts: Facts, laws: Laws, takings: Sequence[Taking]) -> tuple[list[str], list[list[str]]]:
    """The numbers heads and items are going to get (将发编号), as long as nobody registers meanwhile.

    ``facts`` must be the caller's own: rows that do not exist are remembered in it.
    """
    heads, items = _Numbers(facts, laws.heads), _Numbers(facts, laws.items)
    told: list[str] = []
    lists: list[list[str]] = []
    for place, taking in enumerate(takings, 1):
        if taking.known is None:
            told.append(heads.next(taking.draft))
            head = {**taking.draft.values, "id": -place, "number": told[-1], "retired_at": None}
            facts.rows(HEAD)
            facts.remember(HEAD, head)
        else:
            told.append(str(facts.row(HEAD, taking.known).get("number") or ""))
        own = -place if taking.known is None else taking.known
        lists.append([items.next(_of(line.draft, own)) for line in taking.lines])
    return told, lists


def _of(draft: Draft, head: int) -> Draft:
    copied = _copy(draft)
    copied.values[SeizedItem.seizure_id.key] = head
    return copied


@dataclass
class _Numbers:
    """Numbers counted on without being given."""

    facts: Facts
    law: Law
    last: dict[str, int] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def next(self, draft: Draft) -> str:
        own = str(draft.values.get("number") or "")
        if own:
            self.taken.add(own)
            return own
        prefix, width = self.law.prefix(draft, self.facts)
        if prefix not in self.last:
            self.last[prefix] = self._before(prefix, width)
        number = ""
        while not number or number in self.taken:
            self.last[prefix] += 1
            number = f"{prefix}{self.last[prefix]:0{width}d}"
        return number

    def _before(self, prefix: str, width: int) -> int:
        """The serial before the one that would be given now."""
        counter = self.facts.session.get(Counter, (self.law.model.__tablename__, prefix))
        told = peek(self.facts.session, self.law.model, prefix, width)
        return max(int(told[len(prefix) :]) - 1, counter.last if counter is not None else 0)
