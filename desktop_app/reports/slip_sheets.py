"""The slips (单据) an item or an event stands on: which paper, and the record that prints that very sheet again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.models.seizures import CustodyEvent
from desktop_app.reports.custody_rows import EVENT, ITEM, day, events_of, head_of, struck_ids
from desktop_app.reports.seizure_papers import LOAN, RELEASE, RETURN, SENDING, STORE, Slip
from desktop_app.services.facts import Facts, Row

SLIPS: Mapping[str, Slip] = {
    "store_slip": STORE,
    "loan_slip": LOAN,
    "return_slip": RETURN,
    "sending_list": SENDING,
    "release_list": RELEASE,
}
"""Slips by the id of their paper."""


@dataclass(frozen=True, slots=True)
class SlipSheet:
    """One sheet of a slip: its paper, its words (调用单 2015-05-20，3 件), the numbers of its events joined by 、."""

    paper_id: str
    said: str
    record: str


def of_record(facts: Facts, kind: str, record_id: int) -> list[SlipSheet]:
    """The sheets an item or an event stands on, the latest first; none for records of other kinds."""
    if kind == EVENT:
        event = facts.row(EVENT, record_id)
        return list(_sheets(facts, [event] if event and event["retired_at"] is None else []))
    if kind != ITEM or not facts.row(ITEM, record_id):
        return []
    events = sorted(events_of(facts, facts.row(ITEM, record_id)), key=_when, reverse=True)
    return list(_sheets(facts, events))


def _when(row: Row) -> tuple[str, int]:
    return day(row["happened_on"]), int(row["id"])


def _sheets(facts: Facts, events: Sequence[Row]) -> Iterator[SlipSheet]:
    told: set[tuple[str, str]] = set()
    for event in events:
        for paper_id, slip in SLIPS.items():
            own = _beside(facts, slip, event)
            record = "、".join(str(row["number"]) for row in own)
            if own and (paper_id, record) not in told:
                told.add((paper_id, record))
                yield SlipSheet(paper_id, f"{slip.title} {day(event['happened_on'])}，{len(own)} 件", record)


def _beside(facts: Facts, slip: Slip, event: Row) -> list[Row]:
    """The events on one sheet with this one, none if it is not of this slip or struck out."""
    if not slip.has(event):
        return []
    same_day = facts.having(EVENT, CustodyEvent.happened_on.key, event["happened_on"])
    sheet = [row for row in same_day if slip.has(row) and row["item_id"] is not None]
    struck = {one for row in sheet for one in struck_ids(list(facts.having(EVENT, "item_id", row["item_id"])))}
    if event["id"] in struck:
        return []
    key = _key(facts, event)
    return [row for row in sheet if row["id"] not in struck and _key(facts, row) == key]


def _key(facts: Facts, row: Row) -> tuple[object, ...]:
    case = head_of(facts, facts.row(ITEM, row["item_id"])).get("case_no")
    return row["paper_no"], row["outside"], case
