"""Figures of the roster."""

from sqlalchemy import select

from desktop_app.figures.engine import Answer, Figure, Question, tally
from desktop_app.models.basics import Unit
from desktop_app.models.people import Department, Officer
from desktop_app.rules.people import is_young
from desktop_app.rules.vocabulary import OfficerStatus


def _staff(ask: Question) -> Answer:
    found = ask.session.execute(
        select(Officer.id, Department.name)
        .outerjoin(Department, Officer.department_id == Department.id)
        .where(Officer.retired_at.is_(None), Officer.status != OfficerStatus.RETIRED)
        .order_by(Department.position, Officer.number)
    )
    return tally("officer", found)


def _on_duty(ask: Question) -> Answer:
    found = ask.session.execute(
        select(Officer.id, Officer.status)
        .where(Officer.retired_at.is_(None), Officer.status != OfficerStatus.RETIRED)
        .order_by(Officer.number)
    ).all()
    return tally("officer", ((record_id,) for record_id, status in found if status == OfficerStatus.ACTIVE))


def _young(ask: Question) -> Answer:
    """Officers of at most the unit's age limit on its counting day (青年干警)."""
    counted_on, limit = ask.session.execute(select(Unit.young_on, Unit.young_age)).first() or (None, 35)
    on = counted_on or ask.as_of
    found = ask.session.execute(
        select(Officer.id, Department.name, Officer.birth_on)
        .outerjoin(Department, Officer.department_id == Department.id)
        .where(Officer.retired_at.is_(None), Officer.status != OfficerStatus.RETIRED)
        .order_by(Department.position, Officer.number)
    ).all()
    return tally("officer", ((record_id, name) for record_id, name, birth in found if is_young(birth, on, limit)))


FIGURES = (
    Figure("staff.count", "干警人数", "人", _staff),
    Figure("staff.on_duty", "在岗干警", "人", _on_duty),
    Figure("staff.young", "青年干警", "人", _young),
)
