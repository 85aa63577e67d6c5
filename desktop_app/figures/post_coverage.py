"""AB posts as the file knows them (岗位覆盖): pairs, absences, rotations and stand-ins as the rules take them."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.models.posts import Absence, Post, StandIn
from desktop_app.models.rotations import Rotation
from desktop_app.rules.posts import Away, Holding, Spell, by_officer
from desktop_app.rules.rotations import AWAY

_DAY = timedelta(days=1)


def holdings(session: Session) -> list[Holding]:
    """Every living post as a pair holds it, in the order of the register."""
    asked = select(Post.id, Post.a_id, Post.b_id, Post.since_on, Post.until_on, Post.department_id)
    return [Holding(*row) for row in session.execute(asked.where(Post.retired_at.is_(None)).order_by(Post.number))]


def away(session: Session, without: int | None = None) -> Away:
    """Everybody who is away by the registers of absences and rotations; ``without`` leaves one absence aside."""
    absences = {row.id: spell for row in _absences(session) if row.id != without and (spell := absence_spell(row))}
    named: dict[int, list[Spell]] = {}
    for absence_id, post_id, officer_id in session.execute(
        select(StandIn.absence_id, StandIn.post_id, StandIn.officer_id).order_by(StandIn.id)
    ):
        if absence_id in absences:
            spell = absences[absence_id]
            named.setdefault(post_id, []).append(Spell(officer_id, spell.first, spell.last))
    return Away(by_officer(absences.values()), by_officer(rotation_spells(session)), named)


def _absences(session: Session) -> Iterable[Any]:
    asked = select(Absence.id, Absence.officer_id, Absence.from_on, Absence.to_on, Absence.returned_on)
    return session.execute(asked.where(Absence.retired_at.is_(None))).all()


def absence_spell(row: Any) -> Spell | None:
    """The days of an absence: to the day before he came back, else to the day written; None if they are not known."""
    last = last_away(row.from_on, row.to_on, row.returned_on)
    known = row.officer_id is not None and row.from_on is not None and last is not None and row.from_on <= last
    return Spell(row.officer_id, row.from_on, last) if known and last is not None else None


def last_away(first: date | None, last: date | None, returned: date | None) -> date | None:
    """The last day away: the day before the return where one is written, else the planned last day."""
    return returned - _DAY if returned is not None and (first is None or returned > first) else last


def rotation_spells(session: Session) -> list[Spell]:
    """The days of every rotation that takes somebody out of his department: actual ones before planned ones."""
    asked = select(
        Rotation.officer_id,
        Rotation.actual_from_on,
        Rotation.planned_from_on,
        Rotation.actual_to_on,
        Rotation.planned_to_on,
        Rotation.to_department_id,
    ).where(Rotation.retired_at.is_(None), Rotation.state.in_(AWAY))
    found = []
    for officer, began, begins, ended, ends, place in session.execute(asked.order_by(Rotation.id)):
        first, last = began or begins, ended or ends
        if officer is not None and first is not None and last is not None and first <= last:
            found.append(Spell(officer, first, last, place))
    return found
