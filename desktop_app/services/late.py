"""Late changes (台账有变): issued bulletins whose records changed since, with old and new values and why."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.figures.bulletins import Moved, moved
from desktop_app.figures.catalogue import BY_ID
from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.traced import Trace, Traced
from desktop_app.models.bulletins import Bulletin
from desktop_app.services.facts import Facts
from desktop_app.services.freezing import called
from desktop_app.services.manuscripts import question

CHANGED = "bulletins.changed"
"""Id of the figure that counts them; also the name under which a day's facts keep them."""


@dataclass(frozen=True)
class LateRow:
    """A record that came into or went out of a printed number: kind, id, number, subject."""

    kind: str
    id: int
    number: str
    subject: str


@dataclass(frozen=True)
class FieldChange:
    """A value that explains it; ``kind`` is that of the row changed, ``old`` and ``new`` are in JSON form."""

    row: LateRow
    kind: str
    field: str
    old: Any
    new: Any


@dataclass(frozen=True)
class LateChange:
    """A printed number the ledger no longer gives (台账有变的数字), with what is printed and what it is now."""

    bulletin_id: int
    number: str
    doc_no: str
    title: str
    sent_on: date | None
    key: str
    label: str
    asked: str
    trace: Trace
    shown: str
    old: int | float | None
    new: int | float | None
    old_digits: str
    new_digits: str
    rows_in: tuple[LateRow, ...]
    rows_out: tuple[LateRow, ...]
    changed: tuple[FieldChange, ...]


def late_changes(facts: Facts) -> list[LateChange]:
    """Every printed number the ledger gives otherwise today, by the day its bulletin was issued."""
    found = late(facts)
    wanted = [one for change in found for one in (*change.came, *change.gone, *(row.record for row in change.touched))]
    names = called(facts, wanted)
    return [_told(facts, change, names) for change in found]


def late(facts: Facts) -> tuple[Moved, ...]:
    """The same without words, read once for these facts."""
    return facts.once(CHANGED, lambda asked: moved(Question(asked.session, asked.today)))


def changed_ids(facts: Facts) -> tuple[int, ...]:
    """Bulletins with such a number."""
    return tuple(dict.fromkeys(change.bulletin_id for change in late(facts)))


def _told(facts: Facts, change: Moved, names: dict[Behind, tuple[str, str]]) -> LateChange:
    paper, figure = facts.row(Bulletin.__tablename__, change.bulletin_id), BY_ID[change.trace.figure]

    def row(behind: Behind) -> LateRow:
        return LateRow(*behind, *names.get(behind, ("", "")))

    def digits(value: int | float | None) -> str:
        unit = figure.unit_of(change.trace.path)
        return Traced(change.trace, value, unit, (), not unit and isinstance(value, float), figure.places).digits

    return LateChange(
        change.bulletin_id,
        paper["number"],
        paper["doc_no"],
        paper["title"],
        paper["sent_on"],
        change.key,
        figure.label,
        question(change.trace),
        change.trace,
        change.shown,
        change.old,
        change.new,
        digits(change.old),
        digits(change.new),
        tuple(map(row, change.came)),
        tuple(map(row, change.gone)),
        tuple(FieldChange(row(one.record), one.kind, one.field, one.old, one.new) for one in change.touched),
    )
