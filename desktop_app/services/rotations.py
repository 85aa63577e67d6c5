"""Verbs of rotations beyond saving: a later end (延期), the hand-over list (移交清单), work given to another."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from desktop_app.models.issues import IssueMeasure, IssueOfficer
from desktop_app.models.people import Officer
from desktop_app.models.plan import Task
from desktop_app.models.rotations import Rotation, RotationExtension, RotationItem
from desktop_app.rules.rotations import OPEN
from desktop_app.rules.vocabulary import HandoverKind, HandoverState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, Values
from desktop_app.services.facts import Facts, Row
from desktop_app.services.law import Law
from desktop_app.services.left_behind import Left, left_behind
from desktop_app.services.outcome import Outcome
from desktop_app.store.file import UnitOfWork
from desktop_app.system.errors import Refusal

ITEMS = RotationItem.__tablename__
_TOLD = 3
"""Numbers named one by one."""


def extend(desk: Desk, law: Law, rotation_id: int, until: date | None, reason: str, approver: int | None) -> Outcome:
    """Give a rotation a later end (延期) with reason and approver; the former day stays on record.

    Refuses a day that is not later, and one by which the officer is on another rotation.
    """
    with desk.store.unit("轮岗延期", reason=reason.strip()) as unit:
        facts = Facts(unit.session, desk.today)
        rotation = records.load(unit.session, Rotation, rotation_id, law.lists)
        before, day = _may_extend(facts, rotation, until, reason, approver)
        rotation[Rotation.planned_to_on] = day
        record, _ = records.write(unit, law, rotation, facts, records.Mode.DESK)
        unit.session.add(
            RotationExtension(
                rotation_id=rotation_id, old_on=before, new_on=day, reason=reason.strip(), approver_id=approver
            )
        )
        said = f"已延期 {record.number} {_name(facts, rotation[Rotation.officer_id])}至 {day}"
    return Outcome(law.model.__tablename__, (rotation_id,), said, unit.batch_id)


def _may_extend(
    facts: Facts, rotation: Draft, until: date | None, reason: str, approver: int | None
) -> tuple[date, date]:
    """The end in force and the new one, if nothing stands against it."""
    number, before = rotation.values["number"], rotation[Rotation.planned_to_on]
    if rotation[Rotation.state] not in OPEN or rotation[Rotation.actual_to_on] is not None:
        raise Refusal(f"{number} {rotation[Rotation.state]}，没有期限可延。再轮岗用“新增”")
    if before is None:
        raise Refusal(f"{number} 没填计划止。先在表单里补上")
    if until is None:
        raise Refusal("没填延至哪天。填好再存", "new_on")
    if until <= before:
        raise Refusal(f"延至的日期不晚于现在的计划止 {before}。延期请填更晚的日期", "new_on")
    other = next(_meeting(facts, rotation, before, until), None)
    if other is not None:
        said = f"到 {until} 会与 {other['number']}（{_begins(other)} 起）的轮岗重叠。改日期，或先改那一条"
        raise Refusal(said, "new_on")
    if approver is None:
        raise Refusal("没填批准人。选好再存", "approver_id")
    if not reason.strip():
        raise Refusal("没写延期原因。写明再存", "reason")
    return before, until


def _meeting(facts: Facts, rotation: Draft, before: date, until: date) -> Iterator[Row]:
    """Other rotations of the officer that begin in the added days."""
    return (
        row
        for row in facts.live(Rotation.__tablename__)
        if row["officer_id"] == rotation[Rotation.officer_id]
        and row["id"] != rotation.record_id
        and (begins := _begins(row)) is not None
        and before < begins <= until
    )


def _begins(row: Row) -> date | None:
    found: date | None = row["actual_from_on"] or row["planned_from_on"]
    return found


def _name(facts: Facts, officer_id: int | None) -> str:
    return facts.label(Officer.__tablename__, officer_id)


def unlisted(facts: Facts, rotation: Draft) -> tuple[Left, ...]:
    """What the officer still holds and the hand-over list of his rotation does not name yet."""
    listed = [str(row.get("said") or "") for row in rotation.rows(RotationItem)]
    found = left_behind(facts, rotation[Rotation.officer_id])
    return tuple(left for left in found if not any(left.number in said.split() for said in listed))


def list_items(desk: Desk, law: Law, rotation_id: int) -> Outcome:
    """Put everything the officer still holds and that is not listed yet into the hand-over list, as one act."""
    with desk.store.unit("列移交清单") as unit:
        facts = Facts(unit.session, desk.today)
        rotation = records.load(unit.session, Rotation, rotation_id, law.lists)
        fresh = unlisted(facts, rotation)
        if not fresh:
            raise Refusal("手头没有清单以外的工作，不用再列")
        rotation.rows(RotationItem).extend(_item(left) for left in fresh)
        record, _ = records.write(unit, law, rotation, facts, records.Mode.DESK)
        said = f"{record.number} 移交清单列入 {len(fresh)} 项"
    return Outcome(law.model.__tablename__, (rotation_id,), said, unit.batch_id)


def _item(left: Left) -> Values:
    due = f"期限 {left.due_on}" if left.due_on is not None else ""
    return {"kind": left.item, "said": left.line, "note": due}


def hand_over(
    desk: Desk,
    law: Law,
    laws: Mapping[str, Law],
    rotation_id: int,
    listed: Collection[int],
    fresh: Sequence[Left],
    receiver: int | None,
    on: date | None,
) -> Outcome:
    """Hand lines of the list and work not listed yet to another (办移交), as one act with its history.

    ``listed`` are ids of the list's lines; ``fresh`` is put into the list. Problems and tasks among both are given to
    the receiver. ``laws`` are the registers of what is given, by kind.
    """
    with desk.store.unit("工作移交") as unit:
        facts = Facts(unit.session, desk.today)
        rotation = records.load(unit.session, Rotation, rotation_id, law.lists)
        owner = rotation[Rotation.officer_id]
        day = _may_hand_over(facts, owner, [*listed, *fresh], receiver, on, desk.today)
        signed = {"receiver_id": receiver, "done_on": day}
        named = [row for row in rotation.rows(RotationItem) if row.get("id") in listed]
        for row in named:
            row.update(signed)
        rotation.rows(RotationItem).extend({**_item(left), **signed} for left in fresh)
        rest = _finished(rotation, day)
        record, _ = records.write(unit, law, rotation, facts, records.Mode.DESK)
        wanted = [*fresh, *(left for left in left_behind(facts, owner) if _named_in(left, named))]
        given = [left for left in wanted if left.given]
        if owner is not None and receiver is not None and given:
            _give(unit, laws, given, owner, receiver, facts)
        told = f"{record.number} 已移交 {len(named) + len(fresh)} 项给{_name(facts, receiver)}，{rest}"
        said = "；".join(filter(None, (told, _kept(wanted))))
    touched = frozenset(left.kind for left in given)
    return Outcome(law.model.__tablename__, (rotation_id,), said, unit.batch_id, touched=touched)


def _finished(rotation: Draft, day: date) -> str:
    """With the last line the hand-over is done, unless cases in hand are told that no line names; what is left."""
    rows = rotation.rows(RotationItem)
    still = sum(row.get("done_on") is None for row in rows)
    if still:
        return f"还有 {still} 项"
    cases = rotation[Rotation.open_cases] or 0
    if cases and not any(row.get("kind") == HandoverKind.CASE for row in rows):
        return f"清单已移交完；在办案件 {cases} 件还没列入"
    rotation[Rotation.handover] = HandoverState.DONE
    rotation[Rotation.handed_on] = rotation[Rotation.handed_on] or day
    return "工作移交已完成"


def _kept(handed: Iterable[Left]) -> str:
    """What was signed over and still names the officer in its own register."""
    numbers = list(dict.fromkeys(f"{left.word} {left.number}" for left in handed if not left.given))
    many = f"等 {len(numbers)} 项" if len(numbers) > _TOLD else ""
    return f"{'、'.join(numbers[:_TOLD])}{many}还要在原台账改派" if numbers else ""


def named_by(line: Mapping[str, Any], held: Iterable[Left]) -> Left | None:
    """What a line of the list names of the work an officer still holds."""
    words = str(line.get("said") or "").split()
    return next((left for left in held if left.number in words), None)


def _named_in(left: Left, rows: Iterable[Values]) -> bool:
    return any(named_by(row, (left,)) is not None for row in rows)


def _may_hand_over(
    facts: Facts, owner: int | None, chosen: Sequence[object], receiver: int | None, on: date | None, today: date
) -> date:
    if not chosen:
        raise Refusal("没有勾选移交事项。按 Space 勾选再移交")
    if receiver is None:
        raise Refusal("没填接收人。选好再移交", "receiver_id")
    if receiver == owner:
        raise Refusal(f"接收人就是{_name(facts, owner)}本人。另选一人", "receiver_id")
    if on is None:
        raise Refusal("没填移交日期。填好再移交", "done_on")
    if on > today:
        raise Refusal(f"移交日期晚于今天 {today:%m-%d}。移交当天再登记", "done_on")
    return on


def give_to(desk: Desk, laws: Mapping[str, Law], chosen: Sequence[Left], owner: int, receiver: int | None) -> Outcome:
    """Give problems and tasks of one officer to another (转交), as one undoable act; one refused stops all."""
    given = [left for left in chosen if left.given]
    if not given:
        raise Refusal("没有可转交的问题或任务。评查、案卷和案件在各自台账里改派")
    if receiver is None:
        raise Refusal("没填接收人。选好再转交", "receiver_id")
    with desk.store.unit("转交工作") as unit:
        facts = Facts(unit.session, desk.today)
        if receiver == owner:
            raise Refusal(f"接收人就是{_name(facts, owner)}本人。另选一人", "receiver_id")
        _give(unit, laws, given, owner, receiver, facts)
        said = f"已把{_name(facts, owner)}的 {len(given)} 项工作转给{_name(facts, receiver)}"
    first = given[0].kind
    ids = tuple(left.id for left in given if left.kind == first)
    return Outcome(first, ids, said, unit.batch_id, touched=frozenset(left.kind for left in given))


def _give(
    unit: UnitOfWork, laws: Mapping[str, Law], given: Sequence[Left], owner: int, receiver: int, facts: Facts
) -> None:
    for left in given:
        law = laws[left.kind]
        draft = records.load(unit.session, law.model, left.id, law.lists)
        if left.kind == Task.__tablename__:
            draft[Task.officer_id] = receiver
        else:
            _take_over(draft, owner, receiver)
        try:
            records.write(unit, law, draft, facts, records.Mode.DESK)
        except Refusal as refused:
            raise Refusal(f"{left.number}：{refused.said}") from refused


def _take_over(issue: Draft, owner: int, receiver: int) -> None:
    """The receiver answers for a problem in the owner's place, and for the measures not done yet."""
    kept: list[Values] = []
    for row in issue.rows(IssueOfficer):
        who = receiver if row["officer_id"] == owner else row["officer_id"]
        if all(other["officer_id"] != who for other in kept):
            kept.append({**row, "officer_id": who})
    issue.parts[IssueOfficer.__tablename__] = kept
    for row in issue.rows(IssueMeasure):
        if row.get("officer_id") == owner and row.get("done_on") is None:
            row["officer_id"] = receiver
