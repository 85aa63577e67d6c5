"""The lock of closed months (月结锁): no act changes what a closed month of a tab says, whatever road it comes by."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop_app.models.base import Part, Record
from desktop_app.models.catalogue import KINDS
from desktop_app.models.history import HistoryEntry
from desktop_app.models.whole import MonthClose
from desktop_app.rules.month_close import Deed, Hindered, hindered, said
from desktop_app.rules.periods import read_period
from desktop_app.services.custody_marks import lots
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.services.month_places import BY_KIND, OF_RECORD, Place, Row
from desktop_app.store import values
from desktop_app.store.history import CREATE, DELETE, Change
from desktop_app.store.unit import UnitOfWork, parent_link
from desktop_app.system.errors import Refusal

_RETIRED = "retired_at"
_KEPT = "month_close.locked"

Values = Mapping[str, Any]


class Closed(Refusal):
    """What an act says against a closed month (已结账); an import gives the row back and goes on."""


@dataclass(frozen=True, slots=True)
class Locked:
    """The closed months of a tab (已结账的月份), the last day of the last, how long the history was at that closing."""

    months: frozenset[str]
    through: date
    entries: int


@dataclass(frozen=True, slots=True)
class _Touched:
    """A row an act touches: its values before and after, and what of it or beside it changed (``moved``)."""

    model: Row
    id: int | None
    deed: Deed
    before: Values
    after: Values
    moved: frozenset[str]


def locked(session: Session) -> dict[str, Locked]:
    """Every tab with a closed month."""
    asked = select(MonthClose.tab, MonthClose.month, MonthClose.entries).where(
        MonthClose.reopened_on.is_(None), MonthClose.retired_at.is_(None)
    )
    months: dict[str, dict[str, int]] = {}
    for tab, month, entries in session.execute(asked):
        months.setdefault(tab, {})[month] = entries
    return {tab: Locked(frozenset(own), read_period(max(own)).last, max(own.values())) for tab, own in months.items()}


def _known(session: Session) -> dict[str, Locked]:
    """The same, read again only when something else has written since: the file tells every connection so."""
    connection = session.connection()
    raw: Any = connection.connection.driver_connection
    version = raw.execute("PRAGMA data_version").fetchone()[0]
    kept = connection.info.get(_KEPT)
    if kept is None or kept[0] != version:
        kept = connection.info[_KEPT] = (version, locked(session))
    found: dict[str, Locked] = kept[1]
    return found


def keep_closed(unit: UnitOfWork) -> None:
    """Refuses an act that changes what a closed month says: typed, taken in, undone, deleted or brought back."""
    if unit.changed(MonthClose):
        unit.session.connection().info.pop(_KEPT, None)
    if any(_RETIRED in change.values and change.op != CREATE for change in unit.changed(MonthClose).values()):
        raise Refusal("月结记录不能删除、恢复。要改这个月的内容，先反结账")
    kinds = [kind for kind in unit.kinds() if kind in BY_KIND]
    read = locked if unit.changed(MonthClose) else _known
    locks = read(unit.session) if kinds else {}
    for kind in kinds:
        tab, places = BY_KIND[kind]
        if tab in locks:
            _keep(unit, tab, places, locks[tab])


def _keep(unit: UnitOfWork, tab: str, places: Sequence[Place], lock: Locked) -> None:
    session = unit.session
    for some in _several(unit.changed(places[0].model)):
        rows = list(_rows(unit, places, some))
        for place in places:
            days = _linked(session, place, rows)
            for row in rows:
                if (found := _judged(session, place, row, days, lock)) is not None:
                    called = _called(session, row, some[row.id or 0])
                    raise Closed(said(tab, found, lock.through, called, lock.months), found.field)
        for row in rows:
            if (found := _with_rows(session, row, lock)) is not None:
                raise Closed(said(tab, found, lock.through, _called(session, row, some[row.id or 0]), lock.months))


def _several(changes: Mapping[int, Change]) -> Iterator[dict[int, Change]]:
    for ids in lots(changes):
        yield {id_: changes[id_] for id_ in ids}


def _rows(unit: UnitOfWork, places: Sequence[Place], changes: Mapping[int, Change]) -> Iterator[_Touched]:
    """The rows as they were before the act and as they are."""
    model = places[0].model
    table = values.table_of(model)
    own = tuple(dict.fromkeys(name for place in places for name in place.columns))
    names = (*own, _RETIRED) if issubclass(model, Record) else own
    kept = [id_ for id_, change in changes.items() if change.op not in (CREATE, DELETE)]
    asked = select(table.c.id, *(table.c[name] for name in names)).where(table.c.id.in_(kept))
    now = {row["id"]: dict(row) for row in unit.session.execute(asked).mappings()} if kept else {}
    beside = _beside(unit, places)
    for id_, change in changes.items():
        pairs = {name: change.values[name] for name in names if name in change.values}
        old, new = ({n: values.from_json(table.c[n], pair[at]) for n, pair in pairs.items()} for at in (0, 1))
        moved = frozenset(name for name, pair in change.values.items() if pair[0] != pair[1]) | beside.get(id_, set())
        if change.op == CREATE:
            yield _Touched(model, id_, Deed.ADD, {}, new, moved)
        elif change.op == DELETE:
            yield _Touched(model, id_, Deed.REMOVE, old, {}, moved)
        elif id_ in now:
            before = {**now[id_], **old}
            yield _Touched(model, id_, _deed(before, now[id_]), before, now[id_], moved)


def _beside(unit: UnitOfWork, places: Sequence[Place]) -> dict[int, set[str]]:
    """Kinds of rows beside a record that this act wrote, as far as they let a stage go (延期)."""
    found: dict[int, set[str]] = {}
    for kind in {word for place in places for word in place.stage.moved if word in KINDS}:
        part = KINDS[kind]
        assert issubclass(part, Part)
        _, link = parent_link(part)
        for change in unit.changed(part).values():
            owner = next((one for one in reversed(change.values.get(link, ())) if one is not None), change.parent_id)
            found.setdefault(int(owner or 0), set()).add(kind)
    return found


def _deed(before: Values, after: Values) -> Deed:
    if before.get(_RETIRED) is None and after.get(_RETIRED) is not None:
        return Deed.RETIRE
    return Deed.REVIVE if before.get(_RETIRED) is not None and after.get(_RETIRED) is None else Deed.CHANGE


def _linked(session: Session, place: Place, rows: Iterable[_Touched]) -> dict[Any, date | None]:
    """The day of the record every row goes by, by what links them."""
    if place.through is None:
        return {}
    link, key, day = place.through.link.key, place.through.key, place.through.day
    sides = (side.get(link) for row in rows for side in (row.before, row.after))
    wanted: set[Any] = {one for one in sides if one not in (None, "")}
    found: dict[Any, date | None] = {}
    for some in lots(wanted):
        found |= {one: on for one, on in session.execute(select(key, day).where(key.in_(some))) if on is not None}
    return found


def _judged(
    session: Session, place: Place, row: _Touched, linked: Mapping[Any, date | None], lock: Locked
) -> Hindered | None:
    """What one day of its kind says against what is done to a row; nothing where the row counts neither way.

    What was still empty at the closing and filled since may be put right.
    """
    stage = place.stage
    if (row.deed is Deed.CHANGE and row.moved & set(stage.moved)) or _retired(row):
        return None
    if place.through is None:
        days = (row.before.get(stage.day), row.after.get(stage.day))
    else:
        link = place.through.link.key
        days = (linked.get(row.before.get(link)), linked.get(row.after.get(link)))
    found = hindered(stage, row.deed, row.before, row.after, days, lock.through)
    if found is None or row.deed is not Deed.CHANGE or found.field not in stage.told:
        return found
    filled = _filled_since(session, row, lock.entries)
    left = replace(stage, told=tuple(name for name in stage.told if name not in filled))
    return hindered(left, row.deed, row.before, row.after, days, lock.through)


def _with_rows(session: Session, row: _Touched, lock: Locked) -> Hindered | None:
    """What stands against deleting a record or bringing it back: a row that belongs to it lies in a closed month."""
    if row.deed not in (Deed.RETIRE, Deed.REVIVE):
        return None
    for place in OF_RECORD.get(str(row.model.__tablename__), ()):
        table, (_, link) = values.table_of(place.model), parent_link(place.model)
        day = session.scalar(select(func.min(table.c[place.stage.day])).where(table.c[link] == row.id))
        if place.stage.falls(day, lock.through):
            return Hindered(day, row.deed)
    return None


def _filled_since(session: Session, row: _Touched, entries: int) -> set[str]:
    """Attributes of a row that were empty when the months were closed and were filled since."""
    entry = HistoryEntry
    asked = select(entry.changes).where(
        entry.kind == str(row.model.__tablename__), entry.record_id == row.id, entry.seq > entries
    )
    first: dict[str, Any] = {}
    for changes in session.scalars(asked.order_by(entry.seq)):
        for name, (old, _new) in changes.items():
            first.setdefault(name, old)
    return {name for name, old in first.items() if old in (None, "")}


def _retired(row: _Touched) -> bool:
    """Whether a row counted neither before nor after."""
    sides = [side for side in (row.before, row.after) if side]
    return bool(sides) and all(side.get(_RETIRED) is not None for side in sides)


def _called(session: Session, row: _Touched, change: Change) -> str:
    """The number of the record a row is or belongs to; nothing of one that is only being added."""
    if row.deed is Deed.ADD:
        return "记录"
    kind, id_ = (change.parent_kind, change.parent_id) if change.parent_kind else (change.kind, change.record_id)
    column = values.table_of(KINDS[kind]).c.number
    return str(session.execute(select(column).where(column.table.c.id == id_)).scalar() or "这条记录")


def refuse_closed(draft: Draft, facts: Facts) -> None:
    """Refuses a draft that changes what a closed month says, before anything of it is written (导入逐行退回).

    ``keep_closed`` judges the act as a whole again.
    """
    if not _locks(facts):
        return
    for row in _told(draft):
        called = "记录" if row.deed is Deed.ADD else str(draft.values.get("number") or "这条记录")
        _refuse(facts, draft.kind, row, called, draft)


def refuse_revival(kind: str, row: Values, facts: Facts) -> None:
    """Refuses to bring back a deleted record of a closed month."""
    model = KINDS[kind]
    assert issubclass(model, Record)
    again = {**row, _RETIRED: None}
    _refuse(
        facts, kind, _Touched(model, row["id"], Deed.REVIVE, {**row, _RETIRED: True}, again, frozenset()), row["number"]
    )


def _locks(facts: Facts) -> dict[str, Locked]:
    return facts.once("month_close.locked", lambda asked: locked(asked.session))


def _refuse(facts: Facts, kind: str, row: _Touched, called: str, draft: Draft | None = None) -> None:
    locks = _locks(facts)
    tab = BY_KIND[kind][0] if kind in BY_KIND else ""
    if tab not in locks:
        return
    lock, session = locks[tab], facts.session
    if (found := _with_rows(session, row, lock)) is not None:
        raise Closed(said(tab, found, lock.through, called, lock.months))
    for place in BY_KIND.get(str(row.model.__tablename__), (tab, ()))[1]:
        days = (_of_draft(draft, place, row) if draft is not None else {}) or _linked(session, place, [row])
        if (found := _judged(session, place, row, days, lock)) is not None:
            raise Closed(said(tab, found, lock.through, called, lock.months), found.field)


def _told(draft: Draft) -> Iterator[_Touched]:
    """The record of a draft and the rows of its lists, as they would be written."""
    changed = frozenset(draft.changed)
    if draft.is_new:
        yield _Touched(draft.model, None, Deed.ADD, {}, draft.values, changed)
    elif changed:
        yield _Touched(draft.model, draft.record_id, Deed.CHANGE, draft.loaded, draft.values, changed)
    for kind in changed & draft.parts.keys():
        model = KINDS[kind]
        assert issubclass(model, Part)
        link = {parent_link(model)[1]: draft.record_id}
        before = {row["id"]: {**row, **link} for row in draft.loaded_parts.get(kind, ())}
        after = [{**before.get(row.get("id"), {}), **row, **link} for row in draft.parts[kind]]
        kept = {row["id"] for row in after if row.get("id")}
        for row in after:
            old = before.get(row.get("id"))
            if row != old:
                yield _Touched(model, row.get("id"), Deed.CHANGE if old else Deed.ADD, old or {}, row, changed)
        for id_, old in before.items():
            if id_ not in kept:
                yield _Touched(model, id_, Deed.REMOVE, old, {}, changed)


def _of_draft(draft: Draft, place: Place, row: _Touched) -> dict[Any, date | None]:
    """The day of the draft itself, where its rows go by it."""
    through = place.through
    if through is None or through.day.class_ is not draft.model or row.model is draft.model:
        return {}
    name = through.day.key
    return {draft.record_id: draft.loaded.get(name) or draft.values.get(name)}
