"""What the dialog 交接 tells of the selected items: quantity by pool, place, open loans, what could be struck out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.models.seizures import CustodyEvent, SeizedItem, SeizureHandler, StoragePlace
from desktop_app.reports.custody_rows import act_of, head_of, much, path_of, place_words, struck_ids, who
from desktop_app.rules.custody import INSIDE, Loan, Standing
from desktop_app.rules.custody_offers import ACTS, INDOORS, Deed, offered, sources
from desktop_app.rules.deadlines import due_on
from desktop_app.rules.vocabulary import CustodyAct, Pool
from desktop_app.services.custody import book
from desktop_app.services.custody_acts import known
from desktop_app.services.facts import Facts, Row
from desktop_app.services.money import is_money
from desktop_app.views.register.editors.choices import Choice

ITEM, EVENT = SeizedItem.__tablename__, CustodyEvent.__tablename__
LOAN_RULE = "property_loan"
_COMING_IN = (Deed.STORE, Deed.DEPOSIT, Deed.KEEP)


@dataclass(frozen=True, slots=True)
class Held:
    """One of the selected items and where it stands (选中的物品)."""

    row: Row
    now: Standing

    @property
    def id(self) -> int:
        return int(self.row["id"])

    @property
    def money(self) -> bool:
        """Whether it belongs into the special account (现金、存款)."""
        return is_money(self.row)

    def much(self, thousandths: int) -> str:
        return much(self.row, thousandths)


def read(facts: Facts, ids: Sequence[int]) -> list[Held]:
    """The items with their standings. Refuses one that was deleted."""
    return [Held(known(facts, item), book(facts, item)) for item in ids]


def deeds(facts: Facts, helds: Sequence[Held]) -> tuple[Deed, ...]:
    """What can be done with all of them, the likely act first."""
    money, others = all(held.money for held in helds), bool(targets(facts, helds))
    return offered([held.now for held in helds], money, others, bool(strikable(facts, helds)))


def told(facts: Facts, held: Held) -> tuple[str, ...]:
    """An item as a row: number, name, quantity by pool, place, open loans."""
    parts = [f"{pool}{held.much(held.now.of(pool))}" for pool in (*INSIDE, Pool.DISPOSED) if held.now.of(pool)]
    where = place_words(facts, held.row) if held.now.inside else ""
    loans = "；".join(_loan(facts, held, loan) for loan in held.now.loans)
    return (held.row["number"], held.row["name"], "　".join(parts), where, loans)


def _loan(facts: Facts, held: Held, loan: Loan) -> str:
    row = facts.row(EVENT, loan.event)
    taker = str(row.get("outside") or "") or who(facts, row.get("taker_id"))
    due = f"，{loan.due:%m-%d} 前还" if loan.due else ""
    return f"{_day(loan.since)}{loan.pool}{held.much(loan.quantity)} {taker}{due}"


def _day(on: date | None) -> str:
    return f"{on:%m-%d} " if on else ""


# what is chosen from


def loans(facts: Facts, held: Held) -> list[Choice]:
    """Open loans of an item, the oldest first."""
    return [Choice(loan.event, _loan(facts, held, loan)) for loan in held.now.loans]


def pools(deed: Deed, held: Held) -> list[Choice]:
    """From where an act can take."""
    return [Choice(pool, f"{pool}{held.much(held.now.of(pool))}", "", (str(pool),)) for pool in sources(deed, held.now)]


def places(facts: Facts) -> list[Choice]:
    """Places of the store by their path (库-柜-格)."""
    kind = StoragePlace.__tablename__
    found = [(path_of(facts, row["id"]), row) for row in facts.live(kind)]
    return [
        Choice(row["id"], path, "", (row["name"], row["number"])) for path, row in sorted(found, key=lambda p: p[0])
    ]


def targets(facts: Facts, helds: Sequence[Held]) -> list[Choice]:
    """Items of the same case they could be joined into: of several the selected ones first."""
    case = helds[0].row["seizure_id"]
    if case is None or any(held.row["seizure_id"] != case for held in helds):
        return []
    chosen = {held.id for held in helds}
    near = [held.row for held in helds] if len(helds) > 1 else []
    rest = [row for row in facts.having(ITEM, SeizedItem.seizure_id.key, case) if row["id"] not in chosen]
    return [
        Choice(row["id"], f"{row['number']} {row['name']}", place_words(facts, row), (row["number"], row["name"]))
        for row in (*near, *rest)
        if row["inside"]
    ]


def strikable(facts: Facts, helds: Sequence[Held]) -> list[Choice]:
    """What could be struck out, newest first: events of one item, or what was done with all of several at once."""
    groups: dict[tuple[Any, ...], list[tuple[Held, Row]]] = {}
    for held in helds:
        for row in _standing_events(facts, held.id):
            apart = row["id"] if len(helds) == 1 else None
            groups.setdefault((row["happened_on"], row["act"], row["paper_no"], apart), []).append((held, row))
    common = [group for group in groups.values() if {held.id for held, _ in group} == {held.id for held in helds}]
    newest = sorted(common, key=lambda group: -max(row["id"] for _, row in group))
    return [_group(group) for group in newest]


def _standing_events(facts: Facts, item_id: int) -> Iterator[Row]:
    rows = list(facts.having(EVENT, CustodyEvent.item_id.key, item_id))
    struck = struck_ids(rows)
    return (row for row in rows if row["act"] not in (None, CustodyAct.CORRECTED) and row["id"] not in struck)


def _group(group: Sequence[tuple[Held, Row]]) -> Choice:
    held, row = group[0]
    size = f" {len(group)} 笔" if len(group) > 1 else f" {held.much(row['quantity'])}"
    said = f"{_day(row['happened_on'])}{act_of(row)}{size}"
    number = row["number"] if len(group) == 1 else ""
    return Choice(tuple(one["id"] for _, one in group), f"{number} {said}".strip(), row["paper_no"], (row["number"],))


# what is usual


def due(facts: Facts, on: date) -> date | None:
    """When a loan of a day is due back, by the rule of 基础台账."""
    rule = facts.rule(LOAN_RULE)
    return due_on(rule, on, facts.calendar).on if rule is not None else None


def usual(facts: Facts, deed: Deed, helds: Sequence[Held]) -> dict[str, Any]:
    """The hands of the last act of this kind, of the same case first; the reverse of a loan; who approved."""
    first = helds[0]
    head = head_of(facts, first.row)
    last = _last(facts, deed, head)
    pair = last or (_newest(facts, head) if deed in INDOORS else {})
    values = {name: pair.get(name) for name in ("giver_id", "taker_id")}
    if deed is Deed.GIVE_BACK and first.now.loans:
        loan = facts.row(EVENT, first.now.loans[0].event)
        values = {"giver_id": loan["taker_id"], "taker_id": loan["giver_id"], "outside": _from_whom(facts, helds)}
    ours, theirs = ("taker_id", "giver_id") if deed in _COMING_IN else ("giver_id", "taker_id")
    values[ours] = values.get(ours) or first.row["keeper_id"] or _last(facts, Deed.STORE, head).get("taker_id")
    values[theirs] = values.get(theirs) or _handler(facts, head, values[ours])
    return {**values, "approver_id": _approver(facts, last, head)}


def _from_whom(facts: Facts, helds: Sequence[Held]) -> str:
    """The other side everything is out with; empty where there are several."""
    sides = {str(facts.row(EVENT, loan.event)["outside"] or "") for held in helds for loan in held.now.loans}
    return sides.pop() if len(sides) == 1 else ""


def _last(facts: Facts, deed: Deed, head: Row) -> Row:
    """The last event of an act, of the same case if it has one."""
    own = [row for row in facts.live(EVENT) if row["act"] is ACTS[deed]]
    return _newest(facts, head, own) or max(own, key=_written, default={})


def _newest(facts: Facts, head: Row, among: Sequence[Row] | None = None) -> Row:
    """The event of a case written last."""
    rows = facts.live(EVENT) if among is None else among
    own = [row for row in rows if facts.row(ITEM, row["item_id"]).get("seizure_id") == head.get("id")]
    return max(own, key=_written, default={})


def _written(row: Row) -> int:
    return int(row["id"])


def _approver(facts: Facts, last: Row, head: Row) -> int | None:
    """Who approved the last act of the kind, the taking, or anything last."""
    if found := last.get("approver_id") or head.get("approver_id"):
        return int(found)
    return max((row for row in facts.live(EVENT) if row["approver_id"]), key=_written, default={}).get("approver_id")


def _handler(facts: Facts, head: Row, keeper: int | None) -> int | None:
    """Who carried the taking out, and does not keep it."""
    if head.get("id") is None:
        return None
    found = facts.having(SeizureHandler.__tablename__, SeizureHandler.seizure_id.key, head["id"])
    return next((row["officer_id"] for row in found if row["officer_id"] != keeper), None)
