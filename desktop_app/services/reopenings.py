"""Re-openings (反结账) as the office's own copy of the next bulletin tells them: between two issued bulletins."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desktop_app.models.bulletins import BulletinCopy
from desktop_app.models.history import HistoryEntry
from desktop_app.models.whole import MonthClose
from desktop_app.rules.chain import read_anchor
from desktop_app.rules.month_close import TABS
from desktop_app.rules.periods import read_period
from desktop_app.rules.vocabulary import CopyKind
from desktop_app.services.facts import Facts
from desktop_app.store.history import CREATE

KIND = MonthClose.__tablename__


@dataclass(frozen=True)
class Reopened:
    """One re-opening (反结账): which month of which tab, when, by whom, allowed by whom, why, closed again or not."""

    tab: str
    month: str
    on: date
    by: str
    approver: str
    reason: str
    closed_again: str


def since_last(facts: Facts, bulletin_id: int | None) -> list[Reopened]:
    """Re-openings since the bulletin issued before this one, in order: by their place in the history, not by days."""
    heads = _heads(facts)
    upto = heads.pop(bulletin_id or 0, None)
    after = max((count for count in heads.values() if upto is None or count < upto), default=0)
    entry = HistoryEntry
    asked = select(entry.record_id, entry.seq, entry.changes).where(
        entry.kind == KIND, entry.op != CREATE, entry.seq > after
    )
    told = facts.session.execute(asked.order_by(entry.seq)).all()
    found = [row for row in told if MonthClose.reopened_on.key in row.changes and (upto is None or row.seq <= upto)]
    return [_reopened(facts, row.record_id) for row in found]


def _heads(facts: Facts) -> dict[int, int]:
    """Length of the history at the issue of every frozen bulletin, by its id."""
    asked = select(BulletinCopy.bulletin_id, BulletinCopy.anchor).where(BulletinCopy.kind == CopyKind.DATA)
    return {id_: read_anchor(anchor).count for id_, anchor in facts.session.execute(asked)}


def _reopened(facts: Facts, record_id: int) -> Reopened:
    row = facts.row(KIND, record_id)
    later = (
        one
        for one in facts.live(KIND)
        if one["id"] > record_id and (one["tab"], one["month"]) == (row["tab"], row["month"])
    )
    again = next((one["closed_on"].isoformat() for one in later if one["reopened_on"] is None), "还没有")
    officer = "officer"
    return Reopened(
        TABS[row["tab"]],
        read_period(row["month"]).label,
        row["reopened_on"],
        facts.label(officer, row["reopener_id"]) or str(facts.unit.get("keeper") or ""),
        facts.label(officer, row["approver_id"]),
        row["reason"],
        again,
    )
