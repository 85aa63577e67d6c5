"""Posts, absences and rotations of a small office, entered as the officer enters them."""

from datetime import date
from typing import Any

from desktop_app.models.posts import Absence, Post, StandIn
from desktop_app.models.rotations import Rotation
from desktop_app.registers.posts import ABSENCES, POSTS
from desktop_app.registers.rotations import ROTATIONS
from desktop_app.rules.vocabulary import RotationState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from tests.kit.office import id_of, loaded

SINCE = date(2015, 3, 2)
STEPS = {
    RotationState.DRAFT: (),
    RotationState.APPROVED: ("批准",),
    RotationState.RUNNING: ("批准", "先到岗"),
}


def post(desk: Desk, name: str, a: int, b: int | None, department: str = "公诉科", **more: Any) -> int:
    """A post of a department with its pair since March."""
    given = {"department_id": id_of(desk, "department", department), "name": name, "a_id": a, "b_id": b}
    return records.save(desk, POSTS, new_draft(Post, {**given, "since_on": SINCE, **more})).ids[0]


def absence(desk: Desk, who: int, first: date, last: date, cause: str = "休假", **more: Any) -> int:
    """Somebody away from ``first`` to ``last``."""
    given = {"officer_id": who, "from_on": first, "to_on": last, "cause": cause}
    return records.save(desk, ABSENCES, new_draft(Absence, {**given, **more})).ids[0]


def named(desk: Desk, absence_id: int, post_id: int, officer_id: int) -> None:
    """Name a stand-in for one post during an absence."""
    draft = loaded(desk, ABSENCES, absence_id)
    draft.rows(StandIn).append({"post_id": post_id, "officer_id": officer_id})
    records.save(desk, ABSENCES, draft)


def rotation(
    desk: Desk, who: int, department: str, first: date, last: date, state: str = RotationState.RUNNING, **more: Any
) -> int:
    """A rotation into a department, taken to a state by its steps."""
    given = {
        "officer_id": who,
        "to_department_id": id_of(desk, "department", department),
        "planned_from_on": first,
        "planned_to_on": last,
    }
    made = records.save(desk, ROTATIONS, new_draft(Rotation, {**given, **more})).ids[0]
    for verb in STEPS[RotationState(state)]:
        asked = {"actual_from_on": first} if verb == "先到岗" else {}
        records.move(desk, ROTATIONS, loaded(desk, ROTATIONS, made), verb, "急需到岗", asked)
    return made
