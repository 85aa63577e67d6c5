"""Which bulletins are offered for writing and looking at (选通报): those in hand, then the latest issued."""

from dataclasses import dataclass
from typing import Any

from desktop_app.rules.periods import read_period
from desktop_app.rules.unreadable import Unreadable
from desktop_app.rules.vocabulary import BulletinKind, BulletinState
from desktop_app.services.facts import Facts, Row

LATEST = 8
"""How many issued ones are offered; the others are in 台账."""
_RUNNING = (BulletinState.DRAFT, BulletinState.SUBMITTED, BulletinState.SIGNED)


@dataclass(frozen=True)
class Choice:
    """One bulletin in the picker: how it is called in short, its whole title."""

    id: int
    said: str
    title: str
    issued: bool


def choices(facts: Facts, now: int | None = None) -> list[Choice]:
    """The bulletins in hand, the first due first; then the latest issued. ``now`` is among them wherever it stands."""
    rows = list(facts.live("bulletin"))
    running = sorted((row for row in rows if row["state"] in _RUNNING), key=_due)
    issued = sorted((row for row in rows if row["state"] == BulletinState.ISSUED), key=_sent, reverse=True)
    shown = [*running, *issued[:LATEST]]
    shown += [row for row in rows if row["id"] == now and row not in shown]
    return [_choice(row, rows) for row in shown]


def _due(row: Row) -> tuple[bool, Any, int]:
    return row["due_on"] is None, row["due_on"] or row["as_of"], row["id"]


def _sent(row: Row) -> tuple[Any, int]:
    return row["sent_on"] or row["as_of"], row["id"]


def _choice(row: Row, rows: list[Row]) -> Choice:
    said = called(row)
    alike = sum(called(other) == said for other in rows) > 1
    said = f"{said}（{row['number']}）" if alike else said
    return Choice(row["id"], said, row["title"], row["state"] == BulletinState.ISSUED)


def called(row: Row) -> str:
    """A bulletin in short: 2015年4月整改进展通报, 更正通报 said; its title where its kind says nothing."""
    if row["kind"] is BulletinKind.OTHER:
        return str(row["title"])
    try:
        period = read_period(row["period"]).label if row["period"] else ""
    except Unreadable:
        period = str(row["period"])
    return f"{period}{row['kind']}{'（更正）' if row['corrects_id'] is not None else ''}"
