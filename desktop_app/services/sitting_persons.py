"""认人: who the names on score sheets are, where the roster of officers did not tell it; told for many at once."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from desktop_app.models.exams import Exam, Sitting
from desktop_app.models.people import Department, Officer
from desktop_app.services.desk import Desk
from desktop_app.services.exams import sittings
from desktop_app.services.facts import Facts
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.services.persons import who
from desktop_app.services.records import Mode, load, write
from desktop_app.system.errors import Refusal


@dataclass(frozen=True, slots=True)
class Unnamed:
    """A candidate whose person is unknown (待认): what the sheet writes, why it is not clear, who may be meant.

    ``perhaps`` are officer ids, likeliest first: the same name, a similar one, then his department; who is on the list
    of that exam already is none of them.
    """

    id: int
    number: str
    name: str
    department: str
    exam_id: int | None
    exam: str
    said: str
    perhaps: tuple[int, ...]


def unnamed(facts: Facts) -> list[Unnamed]:
    """All candidates of all exams whose person is unknown, by exam and as they were entered."""
    asked = select(Sitting).where(Sitting.officer_id.is_(None), Sitting.retired_at.is_(None), Sitting.name != "")
    return [_unnamed(facts, row) for row in facts.session.scalars(asked.order_by(Sitting.exam_id, Sitting.id))]


def _unnamed(facts: Facts, row: Sitting) -> Unnamed:
    known = who(facts, row.name, row.department_id)
    sure = (known.officer_id,) if known.officer_id is not None else known.perhaps
    there = {other.officer_id for other in sittings(facts.session, row.exam_id)} if row.exam_id is not None else set()
    live = tuple(
        id_ for id_ in sure if id_ not in there and facts.row(Officer.__tablename__, id_).get("retired_at") is None
    )
    return Unnamed(
        row.id,
        row.number,
        row.name,
        facts.label(Department.__tablename__, row.department_id),
        row.exam_id,
        facts.label(Exam.__tablename__, row.exam_id),
        known.said,
        live,
    )


def exam_of(facts: Facts, sitting_id: int) -> int | None:
    """The exam a candidate sat."""
    return facts.session.scalar(select(Sitting.exam_id).where(Sitting.id == sitting_id))


def name_all(desk: Desk, law: Law, chosen: Mapping[int, int]) -> Outcome:
    """Say who candidates are, sitting id to officer id, as one act that can be undone.

    Refuses, naming the line, an officer who is on the list of that exam already.
    """
    if not chosen:
        raise Refusal("还没有认定谁。选好再存")
    with desk.store.unit("认人") as unit:
        facts = Facts(unit.session, desk.today)
        for sitting_id, officer_id in chosen.items():
            draft = load(unit.session, Sitting, sitting_id, law.lists)
            written = str(draft[Sitting.name])
            draft[Sitting.officer_id] = officer_id
            try:
                write(unit, law, draft, facts, Mode.DESK)
            except Refusal as refused:
                raise Refusal(f"{written}：{refused.said}", refused.field) from refused
    return Outcome(law.model.__tablename__, tuple(chosen), f"已认人 {len(chosen)} 人次", unit.batch_id)
