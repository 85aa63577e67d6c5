"""A record tied by hand to the problem, bulletin or double investigation it led to (关联), seen from both sides."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.models.base import Attr, Record
from desktop_app.models.bulletins import Bulletin
from desktop_app.models.issues import Issue
from desktop_app.models.responsibility import Inquiry
from desktop_app.models.whole import Tie
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.services.records import plain
from desktop_app.store.file import UnitOfWork
from desktop_app.system.errors import Refusal

LED_TO: tuple[type[Record], ...] = (Issue, Bulletin, Inquiry)
"""What a record may be tied to."""


def tie(desk: Desk, law: Law, record_id: int, other_law: Law, other_id: int, note: str = "") -> Outcome:
    """Tie a record to what it led to, in one undoable act.

    Where the record has a field of its own for that (督查发现 its 通报), an empty one is filled in, by its own rules.
    Refuses a record tied to itself, one that is deleted, and a tie there is already.
    """
    kind, other = _kind(law), _kind(other_law)
    if other_law.model not in LED_TO:
        raise Refusal(f"不能关联到{other_law.title}。选问题、通报或一案双查")
    with desk.store.unit(f"关联{other_law.title}") as unit:
        facts = Facts(unit.session, desk.today)
        record, target = _living(unit, law, record_id), _living(unit, other_law, other_id)
        if record is target:
            raise Refusal("不能和自己关联。另选一条")
        told = f"{record.number} 与 {target.number}"
        if is_tied(unit.session, (kind, record_id), (other, other_id)):
            raise Refusal(f"{told} 已经关联。不用再关联")
        own = _own_field(law.model, other)
        if own is not None and getattr(record, own.key) == other_id:
            raise Refusal(f"{told} 已经关联。不用再关联")
        if own is not None and getattr(record, own.key) is None:
            draft = records.load(unit.session, law.model, record_id, law.lists)
            draft[own] = other_id
            records.write(unit, law, draft, facts, records.Mode.DESK)
        else:
            made = Tie(kind=kind, record_id=record_id, other_kind=other, other_id=other_id, note=note.strip())
            made.tied_on = desk.today
            unit.session.add(made)
    return Outcome(kind, (record_id,), f"已关联 {told}", unit.batch_id, touched=frozenset({kind, other}))


def untie(desk: Desk, law: Law, record_id: int, other_law: Law, other_id: int) -> Outcome:
    """Take a tie away, from whichever side; undo brings it back. Refuses what is linked otherwise than by hand."""
    kind, other = _kind(law), _kind(other_law)
    with desk.store.unit("去掉关联") as unit:
        rows = _ties(unit.session, (kind, record_id), (other, other_id))
        if not rows:
            raise Refusal(f"这条{other_law.title}不是手工关联的。要改就改记录里的字段")
        for row in rows:
            unit.session.delete(row)
    return Outcome(kind, (record_id,), "已去掉关联", unit.batch_id, touched=frozenset({kind, other}))


def is_tied(session: Session, one: tuple[str, int], other: tuple[str, int]) -> bool:
    """Whether two records are tied by hand, whichever led to the other."""
    return bool(_ties(session, one, other))


def _ties(session: Session, one: tuple[str, int], other: tuple[str, int]) -> Sequence[Tie]:
    def found(here: tuple[str, int], there: tuple[str, int]) -> Sequence[Tie]:
        asked = select(Tie).where(
            Tie.kind == here[0], Tie.record_id == here[1], Tie.other_kind == there[0], Tie.other_id == there[1]
        )
        return session.scalars(asked).all()

    return [*found(one, other), *found(other, one)]


def _own_field(model: type[Record], other: str) -> Attr[Any] | None:
    """The field a record has for what it led to: its problem, its bulletin."""
    attr: Attr[Any] | None = getattr(model, f"{other}_id", None) if not model.only_added else None
    return attr


def _kind(law: Law) -> str:
    return str(law.model.__tablename__)


def _living(unit: UnitOfWork, law: Law, record_id: int) -> Record:
    record = unit.session.get(law.model, record_id)
    if record is None:
        raise Refusal(f"没有这条{law.title}。按 F5 看新内容")
    if record.retired_at is not None:
        raise Refusal(f"{law.call(plain(record))} 已删除。先恢复再关联")
    return record
