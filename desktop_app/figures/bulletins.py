"""What became of issued bulletins (台账有变): every printed number asked again at its own day, and what moved it.

A number is compared with what the ledger answered on the day of issue. Records that only went on since, such as a
problem applied for closing after the bulletin's day, move nothing.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import and_, or_, select

from desktop_app.figures.engine import Answer, Behind, Figure, Question
from desktop_app.figures.traced import Sources, Trace, Traced, read_trace
from desktop_app.models.bulletins import Bulletin, BulletinCopy, BulletinFigure
from desktop_app.models.history import HistoryEntry
from desktop_app.rules.chain import read_anchor
from desktop_app.rules.vocabulary import CopyKind, IssueState, TaskState
from desktop_app.store.history import CREATE, DELETE, KEPT_ASIDE

KIND = Bulletin.__tablename__
_SLICE = 400
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_STEPS = ("state", "state_reason", "progress", "gaps")
"""Attributes every step along a lifecycle moves."""
_GONE = (IssueState.MERGED, IssueState.VOID, TaskState.CANCELLED)
"""States that say a record should never have been counted."""


@dataclass(frozen=True, slots=True)
class Touched:
    """One value of a record, or of a row of its lists, that is another now than when the bulletin was issued.

    ``kind`` is that of the row changed; ``old`` and ``new`` are values in JSON form, None before it was or after it is.
    """

    record: Behind
    kind: str
    field: str
    old: Any
    new: Any


@dataclass(frozen=True, slots=True)
class Moved:
    """A printed number the ledger no longer gives (变动的数字); ``came`` and ``gone`` are records."""

    bulletin_id: int
    key: str
    shown: str
    trace: Trace
    old: int | float | None
    new: int | float | None
    came: tuple[Behind, ...]
    gone: tuple[Behind, ...]
    touched: tuple[Touched, ...]


class _Printed(NamedTuple):
    """A number of an issued bulletin: the entries of the history before its issue, what it answered then and now."""

    bulletin_id: int
    seq: int
    key: str
    shown: str
    value: Any
    then: tuple[Behind, ...]
    now: Traced


_Change = tuple[int, str, int, str, Mapping[str, Sequence[Any]]]
"""An entry of the history: seq, kind, row, what was done, values."""


def moved(ask: Question) -> tuple[Moved, ...]:
    """Every number of a bulletin issued by the day asked for that its records no longer give, by bulletin."""
    return ask.once("bulletins.moved", _moved)


def _moved(ask: Question) -> tuple[Moved, ...]:
    suspects = list(_suspects(ask))
    if not suspects:
        return ()
    wanted = {row for one in suspects for row in _candidates(one)}
    changes = _changes(ask, wanted, min(one.seq for one in suspects))
    found = (_judged(one, changes) for one in suspects)
    return tuple(one for one in found if one is not None)


def _suspects(ask: Question) -> Iterator[_Printed]:
    """Numbers whose value or records differ at first sight."""
    asked = (
        select(BulletinFigure.bulletin_id, BulletinCopy.anchor, BulletinFigure.key, BulletinFigure.shown,
               BulletinFigure.told, BulletinFigure.asked)
        .join(Bulletin, Bulletin.id == BulletinFigure.bulletin_id)
        .join(BulletinCopy, and_(BulletinCopy.bulletin_id == Bulletin.id, BulletinCopy.kind == CopyKind.DATA))
        .where(Bulletin.snapshot != "", Bulletin.retired_at.is_(None), Bulletin.sent_on <= ask.as_of)
        .order_by(Bulletin.sent_on, Bulletin.id, BulletinFigure.id)
    )  # fmt: skip
    sources = Sources(ask.session)
    for bulletin_id, anchor, key, shown, told, trace in ask.session.execute(asked):
        now = sources.trace(read_trace(trace))
        if told["value"] != now.value or told["rows"] != now.digest:
            then = tuple((kind, record_id) for kind, ids in told["ids"].items() for record_id in ids)
            yield _Printed(bulletin_id, read_anchor(anchor).count, key, shown, told["value"], then, now)


def _candidates(one: _Printed) -> set[Behind]:
    """Records whose changes may explain it: those that came or went, else all behind it."""
    before, now = set(one.then), set(one.now.behind)
    return (before ^ now) or now


def _changes(ask: Question, rows: Iterable[Behind], since: int) -> dict[Behind, list[_Change]]:
    """Entries of the history after ``since`` of these records and of the rows of their lists, in order."""
    entry = HistoryEntry
    ids: dict[str, list[int]] = {}
    for kind, record_id in sorted(rows):
        ids.setdefault(kind, []).append(record_id)
    found: dict[Behind, list[_Change]] = {}
    for kind, every in ids.items():
        for at in range(0, len(every), _SLICE):
            some = every[at : at + _SLICE]
            own = and_(entry.kind == kind, entry.record_id.in_(some))
            parts = and_(entry.parent_kind == kind, entry.parent_id.in_(some))
            columns = (entry.seq, entry.kind, entry.record_id, entry.op, entry.changes, entry.parent_id)
            asked = select(*columns).where(or_(own, parts), entry.seq > since).order_by(entry.seq)
            for *change, parent_id in ask.session.execute(asked):
                found.setdefault((kind, parent_id or change[2]), []).append(tuple(change))
    return found


def _judged(one: _Printed, changes: Mapping[Behind, Sequence[_Change]]) -> Moved | None:
    """What moved the number, or None when its records only went on."""
    before, now = set(one.then), set(one.now.behind)
    netted = {row: _net(row, changes.get(row, ()), one.seq) for row in _candidates(one)}
    went_on = {row for row in before ^ now if _only_went_on(row, netted[row], one.now.trace.as_of.isoformat())}
    if before != now and before ^ now == went_on:
        return None
    came, gone = tuple(sorted(now - before - went_on)), tuple(sorted(before - now - went_on))
    counted = isinstance(one.now.value, int) and one.now.value == len(one.now.behind)
    new = len(before) + len(came) - len(gone) if counted and went_on else one.now.value
    touched = tuple(change for row in netted if row not in went_on for change in netted[row])
    return Moved(one.bulletin_id, one.key, one.shown, one.now.trace, one.value, new, came, gone, touched)


def _net(record: Behind, changes: Sequence[_Change], since: int) -> tuple[Touched, ...]:
    """What differs in the end, value by value, from how it stood at ``since``."""
    ends: dict[tuple[str, int, str], list[Any]] = {}
    for seq, kind, row_id, op, values in changes:
        for name, (old, new) in values.items() if seq > since else ():
            if name not in KEPT_ASIDE and not (op in (CREATE, DELETE) and name == "id"):
                ends.setdefault((kind, row_id, name), [old, new])[1] = new
    return tuple(Touched(record, kind, name, old, new) for (kind, _, name), (old, new) in ends.items() if old != new)


def _only_went_on(record: Behind, touched: Sequence[Touched], day: str) -> bool:
    """Whether a record was only taken further after the day: steps, empty fields filled in, rows added, none dated
    on the day or before.
    """
    return bool(touched) and all(_went_on(change, change.kind == record[0], day) for change in touched)


def _went_on(change: Touched, own: bool, day: str) -> bool:
    if own and change.field in _STEPS:
        return change.new not in _GONE
    if (own and change.field in ("number", "retired_at", "retired_reason")) or change.old not in (None, "", {}, []):
        return False
    return not (isinstance(change.new, str) and _DAY.fullmatch(change.new) and change.new <= day)


def _changed(ask: Question) -> Answer:
    """Issued bulletins with a number their records no longer give."""
    ids = dict.fromkeys(one.bulletin_id for one in moved(ask))
    return Answer(len(ids), tuple((KIND, bulletin_id) for bulletin_id in ids))


FIGURES = (Figure("bulletins.changed", "台账有变的通报", "份", _changed),)
