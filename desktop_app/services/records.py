"""The verbs every register has: load, save, retire, restore, change many, move on in the lifecycle."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from desktop_app.models.base import Part, Record
from desktop_app.models.catalogue import KINDS
from desktop_app.rules.problems import Problem
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, Values, own_columns
from desktop_app.services.facts import Facts
from desktop_app.services.judging import GAPS, judged_faults, kept_gaps
from desktop_app.services.judging import Mode as Mode
from desktop_app.services.law import Law
from desktop_app.services.month_lock import refuse_closed
from desktop_app.services.numbers import next_number, used
from desktop_app.services.outcome import Outcome
from desktop_app.store.file import UnitOfWork
from desktop_app.store.unit import written_once
from desktop_app.system.errors import Refusal, Stale


class Unfit(Refusal):
    """A value the file itself does not take (不合库的规定); the running act cannot go on."""


def part_link(part: type[Part], model: type[Record]) -> str:
    """Name of the part's column that points to its record; the first such column is the link."""
    table = model.__tablename__
    return next(
        column.key
        for column in part.__table__.columns
        if any(key.column.table.name == table for key in column.foreign_keys)
    )


def plain(row: Record | Part) -> Values:
    """A row as attribute name to value, without what the program keeps itself."""
    return {name: getattr(row, name) for name in own_columns(type(row))}


def load(session: Session, model: type[Record], record_id: int, parts: Sequence[type[Part]] = ()) -> Draft:
    """A draft of one record as it stands, with the parts asked for."""
    record = session.get(model, record_id)
    if record is None:
        raise Refusal(f"没有这条记录（{record_id}），列表已过时。按 F5 重取")
    values = plain(record)
    rows = {part.__tablename__: _part_rows(session, part, record) for part in parts}
    copied = {kind: [dict(row) for row in kept] for kind, kept in rows.items()}
    return Draft(model, record_id, record.version, dict(values), rows, values, copied)


def _part_rows(session: Session, part: type[Part], record: Record) -> list[Values]:
    link = part.__table__.columns[part_link(part, type(record))]
    found = session.scalars(select(part).where(link == record.id).order_by(part.id))
    return [{"id": row.id, **plain(row)} for row in found]


def save(desk: Desk, law: Law, draft: Draft, reason: str = "") -> Outcome:
    """Save what was typed: one transaction with its history. Refuses faults the typing brought in, and stale drafts.

    A refusal leaves the draft as it was typed.
    """
    new = draft.is_new
    act = f"{'新增' if new else '修改'}{law.title}"
    with _as_typed(draft), desk.store.unit(act, reason=reason) as unit:
        _turn(law, draft, reason)
        facts = Facts(unit.session, desk.today)
        record, warnings = write(unit, law, draft, facts, Mode.DESK)
        record_id, called = record.id, law.call(plain(record), facts)
    if unit.batch_id is None:
        return Outcome(law.model.__tablename__, (record_id,), "没有改动", None)
    said = f"{'已新增' if new else '已保存'} {called}"
    return Outcome(law.model.__tablename__, (record_id,), said, unit.batch_id, tuple(warnings))


@contextmanager
def _as_typed(draft: Draft) -> Iterator[None]:
    """Give a draft back as it was typed when its act fails: what was worked out from it must not stay behind."""
    values, parts = dict(draft.values), {kind: list(rows) for kind, rows in draft.parts.items()}
    try:
        yield
    except Exception:
        for kept, typed in ((draft.values, values), (draft.parts, parts)):
            kept.clear()
            kept.update(typed)
        raise


def _turn(law: Law, draft: Draft, reason: str) -> None:
    """A state changes along the lifecycle only, whoever writes it and by whatever road (办理环节)."""
    if law.lifecycle is None:
        return
    source = None if draft.is_new else str(draft.loaded[law.state_name])
    target = str(draft.values.get(law.state_name) or law.lifecycle.states[0])
    reason = reason.strip() or (str(draft.values.get("state_reason") or "") if draft.is_new else "")
    refused = law.lifecycle.may_turn(source, target, _told(draft, reason))
    if refused:
        raise Refusal(refused, law.state_name)
    if source not in (None, target) and reason and "state_reason" in draft.values:
        draft.values["state_reason"] = reason


def _told(draft: Draft, reason: str) -> Values:
    """What a guard may look at."""
    return {**draft.values, **draft.parts, "reason": reason}


def write(
    unit: UnitOfWork,
    law: Law,
    draft: Draft,
    facts: Facts,
    mode: Mode,
    read: Sequence[Problem] = (),
    source: str = "",
) -> tuple[Record, list[Problem]]:
    """Check and write one draft inside a running unit; the problems are what was written all the same.

    ``read`` are cells of a ledger that could not be read; ``source`` names the ledger row of a new record.
    """
    draft.tidied()
    law.derive(draft, facts)
    if mode is Mode.DESK and draft.is_new and law.lifecycle is not None and law.lifecycle.strict:
        _turn(law, draft, "")
    if mode is Mode.LEDGER:
        refuse_closed(draft, facts)
    unread = {problem.field for problem in read}
    judged = [p for p in law.problems(draft, facts) if p.fault not in GAPS or p.field not in unread]
    gaps, warnings = judged_faults(law, draft, facts, [*read, *judged], mode)
    session = unit.session
    record = _target(session, law, draft, facts)
    for name, value in draft.values.items():
        if name != "number" or draft.is_new:
            setattr(record, name, value)
    record.gaps = kept_gaps(record.gaps, law, draft, facts, gaps) if record.gaps else gaps
    if draft.is_new:
        record.source = source
        session.add(record)
    elif draft.changed and not inspect(record).modified:
        record.version += 1
    _put(session, law, draft)
    _write_parts(session, draft, record)
    record.search_text = law.words(plain(record), draft.parts, facts)
    session.flush()
    facts.remember(law.model.__tablename__, {**plain(record), "id": record.id, "retired_at": None})
    return record, warnings


def _put(session: Session, law: Law, draft: Draft) -> None:
    try:
        session.flush()
    except IntegrityError as error:
        called = law.call(draft.values) or law.title
        if written_once(error):
            raise Unfit(f"{called} 写下的内容不能改，只能补空着的项。登错了用更正，再登记正确的一笔") from error
        raise Unfit(f"{called}有一项超出范围，或与别的记录重名，没有写入。核对数字和名称") from error


def _target(session: Session, law: Law, draft: Draft, facts: Facts) -> Record:
    if draft.record_id is not None:
        return fresh(session, law, draft.record_id, draft.version)
    number = str(draft.values.get("number") or "")
    if number and used(session, law.model, number, None):
        raise Refusal(f"编号 {number} 已用过，号码不重用。改用别的编号", "number")
    while not number or used(session, law.model, number, None):
        number = next_number(session, law.model, *law.prefix(draft, facts))
    draft.values["number"] = number
    return law.model()


def fresh(session: Session, law: Law, record_id: int, version: int) -> Record:
    """The live record at exactly this version; anything else is refused."""
    record = session.get(law.model, record_id)
    if record is None or record.retired_at is not None:
        raise Stale(f"这条{law.title}已停用，没有保存。先恢复再改")
    if record.version != version:
        raise Stale(f"{law.call(plain(record))} 打开后已被改过，没有保存。按 F5 看新内容，再改")
    return record


def _write_parts(session: Session, draft: Draft, record: Record) -> None:
    for kind, rows in draft.parts.items():
        part = KINDS[kind]
        assert issubclass(part, Part)
        before = {row["id"]: row for row in draft.loaded_parts.get(kind, [])}
        kept = {row["id"] for row in rows if row.get("id")}
        for row_id in before.keys() - kept:
            session.delete(session.get_one(part, row_id))
        link = part_link(part, draft.model)
        for row in rows:
            if not row.get("id") or row != before.get(row["id"]):
                _write_part(session, part, {**row, link: record.id}, before)
    session.flush()


def _write_part(session: Session, part: type[Part], row: Values, before: dict[int, Values]) -> None:
    row_id = row.get("id")
    target = session.get_one(part, row_id) if row_id in before else part()
    for name in own_columns(part):
        if name in row:
            setattr(target, name, row[name])
    session.add(target)


def retire(desk: Desk, law: Law, ids: Sequence[int], reason: str) -> Outcome:
    """Retire records (删除 in the officer's words): they keep number and history and can be restored."""
    if not reason.strip():
        raise Refusal("没写删除原因。写明原因再删", "reason")
    with desk.store.unit(f"删除{law.title}", reason=reason) as unit:
        records = _live(unit.session, law, ids)
        facts = Facts(unit.session, desk.today)
        if law.held is not None and (said := law.held([record.id for record in records], facts)):
            raise Refusal(said)
        for record in records:
            record.retired_at = desk.clock.now()
            record.retired_reason = reason.strip()
        many = f"{len(records)} {law.measure}{law.title}"
        said = f"已删除 {many if len(records) > 1 else law.call(plain(records[0]), facts)}"
    return Outcome(law.model.__tablename__, tuple(ids), said, unit.batch_id)


def restore(desk: Desk, law: Law, ids: Sequence[int]) -> Outcome:
    """Bring retired records back (恢复). Refuses one whose place another took since."""
    with desk.store.unit(f"恢复{law.title}") as unit:
        for record_id in ids:
            record = unit.session.get_one(law.model, record_id)
            record.retired_at = None
            record.retired_reason = ""
            unit.session.flush()
            _fits_again(unit.session, law, record_id, Facts(unit.session, desk.today))
    return Outcome(law.model.__tablename__, tuple(ids), f"已恢复 {len(ids)} {law.measure}{law.title}", unit.batch_id)


def _fits_again(session: Session, law: Law, record_id: int, facts: Facts) -> None:
    draft = load(session, law.model, record_id, law.lists)
    draft.loaded, draft.loaded_parts = {}, {}
    problem = next((found for check in law.alone if (found := check(draft, facts)) is not None), None)
    if problem is not None:
        raise Refusal(f"{law.call(draft.values, facts)} 不能恢复：{problem.said}", problem.field)


def _live(session: Session, law: Law, ids: Sequence[int]) -> list[Record]:
    records = [record for record_id in ids if (record := session.get(law.model, record_id)) is not None]
    live = [record for record in records if record.retired_at is None]
    if not live:
        raise Refusal(f"没有选中可改的{law.title}。先选记录")
    return live


def change_many(desk: Desk, law: Law, ids: Sequence[int], name: str, value: Any, reason: str = "") -> Outcome:
    """Give one field of many records the same value, as one undoable act; one refused record stops all."""
    with desk.store.unit(f"批量修改{law.title}", reason=reason) as unit:
        facts = Facts(unit.session, desk.today)
        changed = []
        for record in _live(unit.session, law, ids):
            draft = load(unit.session, law.model, record.id, law.lists)
            draft.values[name] = value
            if draft.changed:
                _write_named(unit, law, draft, facts, reason)
                changed.append(record.id)
    said = f"已改 {len(changed)} {law.measure}{law.title}"
    return Outcome(law.model.__tablename__, tuple(changed), said, unit.batch_id if changed else None)


def _write_named(unit: UnitOfWork, law: Law, draft: Draft, facts: Facts, reason: str) -> None:
    try:
        _turn(law, draft, reason)
        write(unit, law, draft, facts, Mode.DESK)
    except Refusal as refused:
        raise Refusal(f"{law.call(draft.values, facts)}：{refused.said}", refused.field) from refused


def move(
    desk: Desk, law: Law, draft: Draft, verb: str, reason: str = "", asked: Mapping[str, Any] | None = None
) -> Outcome:
    """Take a record one step along its lifecycle (流转), saving what was typed and ``asked`` with it in the same act.

    A refusal leaves the draft as it was.
    """
    undoable = not _final(law, verb)
    with _as_typed(draft), desk.store.unit(f"{law.title}{verb}", reason=reason, undoable=undoable) as unit:
        facts = Facts(unit.session, desk.today)
        record, warnings = _step(unit, law, draft, verb, reason, asked or {}, facts)
        record_id, said = record.id, f"已{verb} {law.call(plain(record), facts)}"
    return Outcome(law.model.__tablename__, (record_id,), said, unit.batch_id, tuple(warnings))


def move_many(
    desk: Desk,
    law: Law,
    ids: Sequence[int],
    verb: str,
    reason: str = "",
    asked: Mapping[int, Mapping[str, Any]] | None = None,
) -> Outcome:
    """Take many records the same step as one act (批量流转); one refused record stops all.

    ``asked`` maps a record to what the step asks for it.
    """
    with desk.store.unit(f"批量{law.title}{verb}", reason=reason, undoable=not _final(law, verb)) as unit:
        facts, moved = Facts(unit.session, desk.today), []
        for record in _live(unit.session, law, ids):
            draft = load(unit.session, law.model, record.id, law.lists)
            try:
                _step(unit, law, draft, verb, reason, (asked or {}).get(record.id, {}), facts)
            except Refusal as refused:
                raise Refusal(f"{law.call(draft.values, facts)}：{refused.said}", refused.field) from refused
            moved.append(record.id)
    said = f"已{verb} {len(moved)} {law.measure}{law.title}"
    return Outcome(law.model.__tablename__, tuple(moved), said, unit.batch_id)


def _final(law: Law, verb: str) -> bool:
    return law.lifecycle is not None and law.lifecycle.final(verb)


def _step(
    unit: UnitOfWork, law: Law, draft: Draft, verb: str, reason: str, asked: Mapping[str, Any], facts: Facts
) -> tuple[Record, list[Problem]]:
    """The step is judged from the state the record was loaded in, whatever was typed over it since."""
    lifecycle = law.lifecycle
    if lifecycle is None:
        raise Refusal(f"{law.title}没有流转步骤")
    state = draft.loaded[law.state_name]
    draft.values.update(asked)
    refused = lifecycle.may(verb, str(state), _told(draft, reason))
    step = lifecycle.move(verb, str(state))
    if refused or step is None:
        raise Refusal(refused or f"不能{verb}", law.state_name)
    draft.values[law.state_name] = type(state)(step.target)
    if "state_reason" in draft.values and step.reason:
        draft.values["state_reason"] = reason.strip()
    return write(unit, law, draft, facts, Mode.DESK)
