"""What limits where an officer may be rotated to (轮岗摸底): departments visited, departments to avoid."""

from sqlalchemy import select

from desktop_app.models.rotations import BarredDepartment, RotationLimit, VisitedDepartment
from desktop_app.services.facts import Facts, Row

Limit = type[VisitedDepartment] | type[BarredDepartment]


def limit_of(facts: Facts, officer_id: int | None, without: int | None = None) -> Row:
    """The survey record of an officer, empty when there is none; ``without`` leaves one record aside."""
    rows = (row for row in facts.live(RotationLimit.__tablename__) if row["id"] != without)
    found = (row for row in rows if row["officer_id"] == officer_id)
    return next(found, {}) if officer_id is not None else {}


def places(facts: Facts, part: Limit, officer_id: int | None) -> set[int]:
    """The departments of that kind in an officer's survey record."""
    limit = limit_of(facts, officer_id)
    if not limit:
        return set()
    return set(facts.session.scalars(select(part.department_id).where(part.limit_id == limit["id"])))
