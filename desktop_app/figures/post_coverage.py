"""AB posts as the file knows them (岗位覆盖): pairs, absences, rotations and stand-ins as the rules take them."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop_app.models.posts import Absence, Post, StandIn
from desktop_app.models.rotations import Rotation
from desktop_app.rules.posts import Away, Holding, Spell, by_officer, until
from desktop_app.rules.rotations import AWAY, OPEN

_DAY = timedelta(days=1)


def holdings(session: Session) -> list[Holding]:
    """Every living post as a pair holds it, in the order of the register."""
    asked = select(Post.id, Post.a_id, Post.b_id, Post.since_on, Post.until_on, Post.department_id)
    return [Holding(*row) for row in session.execute(asked.where(Post.retired_at.is_(None)).order_by(Post.number))]


def away(session: Session, day: date, without: int | None = None) -> Away:
    """Everybody who is away by the registers of absences and rotations; ``without`` leaves one absence aside.

    Rotations nobody has ended and absences without a last day are open from ``day``, the day asked, on.
    """
    told = ((row.id, absence_spell(row, day)) for row in _absences(session) if row.id != without)
    absences = {id_: spell for id_, spell in told if spell is not None}
    named: dict[int, list[Spell]] = {}
    for absence_id, post_id, officer_id in session.execute(
        select(StandIn.absence_id, StandIn.post_id, StandIn.officer_id).order_by(StandIn.id)
    ):
        if absence_id in absences:
            spell = absences[absence_id]
            named.setdefault(post_id, []).append(replace(spell, officer=officer_id))
    return Away(by_officer(absences.values()), by_officer(rotation_spells(session, day)), named)


def _absences(session: Session) -> Iterable[Any]:
    asked = select(Absence.id, Absence.officer_id, Absence.from_on, Absence.to_on, Absence.returned_on)
    return session.execute(asked.where(Absence.retired_at.is_(None))).all()


def absence_spell(row: Any, day: date) -> Spell | None:
    """The days of an absence: to the day before he came back, else to the day written, else open from ``day`` on.

    None where nobody or no first day is written, or the days are the wrong way round.
    """
    first, last = row.from_on, last_away(row.from_on, row.to_on, row.returned_on)
    if row.officer_id is None or first is None:
        return None
    if last is None:
        return Spell(row.officer_id, first, max(first, day), open_to=date.max)
    return Spell(row.officer_id, first, last) if first <= last else None


def last_away(first: date | None, last: date | None, returned: date | None) -> date | None:
    """The last day away: the day before the return where one is written, else the planned last day, None for neither.

    Who returned on the day he left was away that day; a return before it is a slip and counts for nothing.
    """
    if returned is None or (first is not None and returned < first):
        return last
    return returned - _DAY if first is None else max(first, returned - _DAY)


def rotation_spells(session: Session, day: date) -> list[Spell]:
    """The days of every rotation that takes somebody out of his department: actual ones before planned ones.

    One past its planned end that nobody has ended is open from ``day`` on, until the officer's next one begins.
    """
    asked = select(
        Rotation.id,
        Rotation.officer_id,
        func.coalesce(Rotation.actual_from_on, Rotation.planned_from_on).label("first"),
        Rotation.planned_to_on,
        Rotation.actual_to_on,
        Rotation.to_department_id,
        Rotation.state,
    ).where(Rotation.retired_at.is_(None), Rotation.state.in_(AWAY))
    rows = session.execute(asked.order_by(Rotation.id)).all()
    begins = beginnings((row.officer_id, row.first) for row in rows)
    return [spell for row in rows if (spell := _rotation(row, day, begins)) is not None]


def beginnings(rows: Iterable[tuple[int | None, date | None]]) -> dict[int, list[date]]:
    """The first days of each officer's rotations, in order."""
    found: dict[int, list[date]] = {}
    for officer, first in rows:
        if officer is not None and first is not None:
            found.setdefault(officer, []).append(first)
    return {officer: sorted(days) for officer, days in found.items()}


def following(first: date | None, officer: int | None, begins: dict[int, list[date]]) -> date | None:
    """The first day of the rotation after the one that begins on a day; ``begins`` are the first days of all."""
    known = begins.get(officer, []) if officer is not None and first is not None else []
    return next((on for on in known if first is not None and on > first), None)


def _rotation(row: Any, day: date, begins: dict[int, list[date]]) -> Spell | None:
    if row.officer_id is None or row.first is None:
        return None
    planned = row.actual_to_on or row.planned_to_on
    then = following(row.first, row.officer_id, begins)
    end = then - _DAY if then is not None else date.max
    over = row.actual_to_on is not None or row.state not in OPEN
    if planned is not None and (over or planned >= day or planned >= end):
        return Spell(row.officer_id, row.first, planned, row.to_department_id) if row.first <= planned else None
    last = until(planned, day, then)
    if over or last is None:
        return None
    return Spell(row.officer_id, row.first, max(row.first, last), row.to_department_id, open_to=end)
