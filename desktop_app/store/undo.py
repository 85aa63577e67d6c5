"""Undo and redo (撤销、重做): the latest act is given back as a new act; nothing is erased."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from desktop_app.models.base import Part, Record
from desktop_app.models.catalogue import KINDS
from desktop_app.models.history import Batch, HistoryEntry
from desktop_app.store import values
from desktop_app.store.file import Store
from desktop_app.store.history import CREATE, DELETE, KEPT_ASIDE
from desktop_app.store.unit import written_once
from desktop_app.system.errors import Refusal

REASON = "撤销"
"""The reason a record bears whose creation was undone."""

_UNDO, _REDO = "撤销：", "重做："


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo or redo did: its own batch, the act it took back or did again, the records touched by kind."""

    batch_id: int
    act: str
    kinds: frozenset[str]
    ids: Mapping[str, tuple[int, ...]]


def undoable(session: Session) -> Batch | None:
    """The latest act that still stands; None if there is none, or if it is one that cannot be undone."""
    batch = _latest_act(session)
    return batch if batch is not None and batch.undoable else None


def redoable(session: Session) -> Batch | None:
    """The undo to take back next; None once anything new was done after it."""
    for step in _standing(session):
        if step.takes_back:
            return session.get_one(Batch, step.id)
        if step.undoes is None:
            return None
    return None


def undo(store: Store, batch_id: int | None = None) -> Undone:
    """Take back the latest act, or the one named. Refuses when something later changed what it changed."""
    with store.read() as session:
        batch = _latest_act(session) if batch_id is None else _standing_act(session, batch_id)
        if batch is None:
            raise Refusal("没有可撤销的操作")
        if not batch.undoable:
            raise Refusal(f"“{batch.act}”已对外生效，不能撤销。要更正另作记录")
    return _give_back(store, batch, _UNDO)


def redo(store: Store) -> Undone:
    """Do again what was undone last. Refuses when nothing was, or when something was done since."""
    with store.read() as session:
        batch = redoable(session)
        if batch is None:
            raise Refusal("没有可重做的操作")
    return _give_back(store, batch, _REDO)


def _latest_act(session: Session) -> Batch | None:
    return next((session.get_one(Batch, step.id) for step in _standing(session) if not step.takes_back), None)


def _standing_act(session: Session, batch_id: int) -> Batch | None:
    acts = (step.id for step in _standing(session) if not step.takes_back and step.id == batch_id)
    return next((session.get_one(Batch, found) for found in acts), None)


class _Step(NamedTuple):
    """An act not taken back; ``takes_back`` for an undo, not for a redo."""

    id: int
    undoes: int | None
    takes_back: bool


def _standing(session: Session) -> Iterator[_Step]:
    """Acts not taken back, newest first."""
    told = session.execute(select(Batch.id, Batch.undoes).where(Batch.undoes.is_not(None)))
    undone = {row.id: row.undoes for row in told}
    taken_back: set[int | None] = set()
    for batch_id in _newest_first(session):
        if batch_id not in taken_back:
            undoes = undone.get(batch_id)
            taken_back.add(undoes)
            yield _Step(batch_id, undoes, _takes_back(batch_id, undone))


def _newest_first(session: Session) -> Iterator[int]:
    asked = select(Batch.id).order_by(Batch.id.desc()).limit(500)
    found = session.scalars(asked).all()
    while found:
        yield from found
        found = session.scalars(asked.where(Batch.id < found[-1])).all()


def _takes_back(batch_id: int, undone: Mapping[int, int | None]) -> bool:
    """An undo takes back; undoing an undo does again: odd and even steps from the act itself."""
    steps, at = 0, batch_id
    while (before := undone.get(at)) is not None:
        steps, at = steps + 1, before
    return steps % 2 == 1


def _give_back(store: Store, batch: Batch, how: str) -> Undone:
    act = batch.act.removeprefix(_UNDO).removeprefix(_REDO)
    try:
        with store.unit(f"{how}{act}", undoes=batch.id) as unit:
            session = unit.session
            mend = _mend(session, batch)
            asked = select(HistoryEntry).where(HistoryEntry.batch_id == batch.id).order_by(HistoryEntry.seq.desc())
            entries = list(session.scalars(asked))
            for entry in entries:
                _reverse(session, entry, batch, unit.act)
            touched = _touched(entries)
    except IntegrityError as error:
        if written_once(error):
            raise Refusal(f"“{act}”不能撤销：写下的内容不改回。登错的另作更正") from error
        raise Refusal(f"“{act}”不能撤销：编号或名称已被占用。{mend}") from error
    assert unit.batch_id is not None
    return Undone(unit.batch_id, act, frozenset(touched), touched)


def _mend(session: Session, batch: Batch) -> str:
    """What to do about an act that is not taken back: some kinds of records are only added to."""
    kinds = session.scalars(select(HistoryEntry.kind).where(HistoryEntry.batch_id == batch.id).distinct())
    models = (KINDS[kind] for kind in kinds)
    added = any(issubclass(model, Record) and model.only_added for model in models)
    return "登错的另作更正" if added else "直接改记录"


def _touched(entries: Iterable[HistoryEntry]) -> dict[str, tuple[int, ...]]:
    """Records by kind; a part counts as its record."""
    found: dict[str, set[int]] = {}
    for entry in entries:
        kind, record_id = (entry.parent_kind, entry.parent_id) if entry.parent_kind else (entry.kind, entry.record_id)
        if record_id is not None:
            found.setdefault(kind, set()).add(record_id)
    return {kind: tuple(sorted(ids)) for kind, ids in found.items()}


def _reverse(session: Session, entry: HistoryEntry, batch: Batch, act: Mapping[str, Any]) -> None:
    model = KINDS[entry.kind]
    row = _row(session, entry.kind, entry.record_id)
    if entry.op == DELETE:
        _put_back(session, model, entry, row, batch)
        return
    if row is None or not _as_left(row, entry):
        raise _changed_since(session, entry, batch)
    if entry.op != CREATE:
        _set(row, {name: old for name, (old, _new) in entry.changes.items() if name != "version"}, entry)
    elif isinstance(row, Part):
        session.delete(row)
    else:
        _refuse_if_grown(session, entry, batch)
        row.retired_at, row.retired_reason = act["at"], REASON
    session.flush()


def _row(session: Session, kind: str, record_id: int) -> Record | Part | None:
    row = session.get(KINDS[kind], record_id)
    return row if isinstance(row, Record | Part) else None


def _put_back(session: Session, model: type[Record | Part], entry: HistoryEntry, row: Any, batch: Batch) -> None:
    if row is not None:
        raise _changed_since(session, entry, batch)
    columns = values.table_of(model).columns
    old = {name: values.from_json(columns[name], was) for name, (was, _now) in entry.changes.items()}
    session.add(model(**old))
    session.flush()


def _as_left(row: Record | Part, entry: HistoryEntry) -> bool:
    """Whether a row still holds everything the entry gave it."""
    columns = values.table_of(type(row)).columns
    told = {name: new for name, (_old, new) in entry.changes.items() if name not in KEPT_ASIDE}
    return all(values.to_json(columns[name], getattr(row, name)) == new for name, new in told.items())


def _set(row: Record | Part, old: Mapping[str, Any], entry: HistoryEntry) -> None:
    """Give back old values; a search text that something else has since renewed is left."""
    columns = values.table_of(type(row)).columns
    for name, value in old.items():
        if name not in KEPT_ASIDE or getattr(row, name) == entry.changes[name][1]:
            setattr(row, name, values.from_json(columns[name], value))


def _refuse_if_grown(session: Session, entry: HistoryEntry, batch: Batch) -> None:
    """A record that later acts gave parts is not taken back over their heads."""
    later = select(HistoryEntry).where(
        HistoryEntry.parent_kind == entry.kind,
        HistoryEntry.parent_id == entry.record_id,
        HistoryEntry.batch_id != batch.id,
        HistoryEntry.op == CREATE,
    )
    for grown in session.scalars(later):
        if _row(session, grown.kind, grown.record_id) is not None:
            raise _changed_since(session, grown, batch)


def _changed_since(session: Session, entry: HistoryEntry, batch: Batch) -> Refusal:
    same = (HistoryEntry.kind == entry.kind) & (HistoryEntry.record_id == entry.record_id)
    asked = select(Batch).join(HistoryEntry, HistoryEntry.batch_id == Batch.id).where(same, Batch.id > batch.id)
    later = session.scalars(asked.order_by(Batch.id.desc()).limit(1)).first()
    called = entry.number or "这条记录"
    since = f"（{later.at.astimezone():%m月%d日 %H:%M}，{later.act}）" if later else ""
    return Refusal(f"“{batch.act}”不能撤销：{called} 之后又改过{since}。{_mend(session, batch)}")
