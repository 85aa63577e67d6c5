"""What became of issued bulletins (台账有变): every printed number asked again at its own day, and what moved it.

A number is compared with what the ledger answered on the day of issue. Records that only went on since, such as a
problem applied for closing after the bulletin's day, move nothing.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from sqlalchemy import and_, or_, select

from desktop_app.figures.engine import Answer, Behind, Figure, Question, by_kind
from desktop_app.figures.ledgers import BY_ID
from desktop_app.figures.traced import Sources, Trace, Traced, read_trace
from desktop_app.models.bulletins import Bulletin, BulletinCopy, BulletinFigure, BulletinLine
from desktop_app.models.history import HistoryEntry
from desktop_app.models.people import Department, Officer
from desktop_app.rules.chain import read_anchor
from desktop_app.rules.manuscript import figure as mark
from desktop_app.rules.vocabulary import CopyKind, IssueState, TaskState
from desktop_app.store.history import CREATE, DELETE, KEPT_ASIDE

KIND = Bulletin.__tablename__
_SLICE = 400
_NAMED = (Department.__tablename__, Officer.__tablename__)
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
    """Printed numbers whose value or records differ at first sight; a figure that is no more is not asked."""
    asked = (
        select(BulletinFigure.bulletin_id, BulletinCopy.anchor, BulletinFigure.key, BulletinFigure.shown,
               BulletinFigure.told, BulletinFigure.asked)
        .join(Bulletin, Bulletin.id == BulletinFigure.bulletin_id)
        .join(BulletinCopy, and_(BulletinCopy.bulletin_id == Bulletin.id, BulletinCopy.kind == CopyKind.DATA))
        .where(Bulletin.snapshot != "", Bulletin.retired_at.is_(None), Bulletin.sent_on <= ask.as_of)
        .order_by(Bulletin.sent_on, Bulletin.id, BulletinFigure.id)
    )  # fmt: skip
    sources = Sources(ask.session)
    for bulletin_id, anchor, key, shown, told, kept in ask.session.execute(asked):
        trace, since = read_trace(kept), read_anchor(anchor).count
        if trace.figure not in BY_ID or _answers(told, sources.trace(trace)):
            continue
        now = sources.trace(_renamed(ask, trace, since))
        if not _answers(told, now) and _is_printed(ask, bulletin_id, key):
            then = tuple((kind, record_id) for kind, ids in told["ids"].items() for record_id in ids)
            yield _Printed(bulletin_id, since, key, shown, told["value"], then, now)


def _answers(told: Mapping[str, Any], now: Traced) -> bool:
    return bool(told["value"] == now.value and told["rows"] == now.digest)


def _renamed(ask: Question, trace: Trace, since: int) -> Trace:
    """The same question in today's names: a department or an officer called otherwise is the same one."""
    path = list(trace.path)
    for seq, was, now in ask.once("bulletins.renamed", _renamings) if path else ():
        path = [now if seq > since and word == was else word for word in path]
    return replace(trace, path=tuple(path))


def _renamings(ask: Question) -> list[tuple[int, str, str]]:
    """Every renaming of what groups are called by: place in the history, old name, new name."""
    entry = HistoryEntry
    asked = select(entry.seq, entry.changes).where(entry.kind.in_(_NAMED), entry.op.not_in((CREATE, DELETE)))
    found = (
        (seq, changes["name"]) for seq, changes in ask.session.execute(asked.order_by(entry.seq)) if "name" in changes
    )
    return [(seq, str(was), str(now)) for seq, (was, now) in found]


def _is_printed(ask: Question, bulletin_id: int, key: str) -> bool:
    """Whether the text says the number; one taken and not said is nobody's concern."""
    asked = select(BulletinLine.text, BulletinLine.grid).where(BulletinLine.bulletin_id == bulletin_id)
    texts = (text + json.dumps(grid, ensure_ascii=False) for text, grid in ask.session.execute(asked))
    return any(mark(key) in text for text in texts)


def _candidates(one: _Printed) -> set[Behind]:
    """Records whose changes may explain it: those that came or went, else all behind it."""
    before, now = set(one.then), set(one.now.behind)
    return (before ^ now) or now


def _changes(ask: Question, rows: Iterable[Behind], since: int) -> dict[Behind, list[_Change]]:
    """Entries of the history after ``since`` of these records and of the rows of their lists, in order."""
    entry = HistoryEntry
    found: dict[Behind, list[_Change]] = {}
    for kind, every in by_kind(sorted(rows)).items():
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
    """What moved the number, or None when its records only went on, as the bulletin does by being issued."""
    before, now = set(one.then), set(one.now.behind)
    netted = {row: _net(row, changes.get(row, ()), one.seq) for row in _candidates(one)}
    itself, day = (KIND, one.bulletin_id), one.now.trace.as_of.isoformat()
    went_on = {row for row in before ^ now if row == itself or _only_went_on(row, netted[row], day)}
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
