"""The choice of the best dossiers (优秀案卷评选) as other verbs need it: entries with their marks, judges, ranks."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop_app.models.base import Attr
from desktop_app.models.dossiers import FULL, AwardEntry, AwardScore, DossierAward
from desktop_app.rules.dossiers import Averaged, averaged
from desktop_app.services.facts import Facts, Row


def award_row(facts: Facts, award_id: int | None) -> Row:
    """A choice as a plain row; empty when there is none."""
    return facts.row(DossierAward.__tablename__, award_id)


def average_of(facts: Facts, award_id: int | None, scores: Sequence[Mapping[str, Any]]) -> Averaged:
    """What the marks of one dossier come to by the rules of its choice."""
    row = award_row(facts, award_id)
    given = [int(score["points"]) for score in scores if score.get("points") is not None]
    return averaged(given, int(row.get("full") or FULL), bool(row.get("trimmed")), int(row.get("least") or 3))


def entries(session: Session, award_id: int) -> Sequence[AwardEntry]:
    """The dossiers put forward in a choice, by their blind number."""
    asked = select(AwardEntry).where(AwardEntry.award_id == award_id, AwardEntry.retired_at.is_(None))
    return session.scalars(asked.order_by(AwardEntry.code, AwardEntry.id)).all()


def other_entry(
    session: Session, award_id: int | None, attr: Attr[Any], value: object, but: int | None
) -> AwardEntry | None:
    """Another dossier of a choice with the same value (受案号, 盲号); None if there is none."""
    asked = select(AwardEntry).where(AwardEntry.award_id == award_id, attr == value, AwardEntry.retired_at.is_(None))
    return next((row for row in session.scalars(asked.order_by(AwardEntry.id)) if row.id != but), None)


def standing(session: Session, award_id: int) -> list[tuple[str, int, bool]]:
    """Blind number, marks given, chosen: what an approval looks at."""
    given = (
        select(AwardScore.entry_id, func.count().label("marks"))
        .where(AwardScore.points.is_not(None))
        .group_by(AwardScore.entry_id)
        .subquery()
    )
    asked = (
        select(AwardEntry.code, func.coalesce(given.c.marks, 0), AwardEntry.chosen)
        .outerjoin(given, given.c.entry_id == AwardEntry.id)
        .where(AwardEntry.award_id == award_id, AwardEntry.retired_at.is_(None))
        .order_by(AwardEntry.code, AwardEntry.id)
    )
    return [(str(code), int(marks), bool(chosen)) for code, marks, chosen in session.execute(asked)]
