"""Exams and their candidates as other verbs need them (考试场次、应试人)."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.models.base import Attr
from desktop_app.models.exams import Exam, Sitting
from desktop_app.rules.exams import PUBLISHED, Keyed
from desktop_app.rules.marks import Terms, differing
from desktop_app.rules.vocabulary import SittingCode
from desktop_app.services.facts import Facts, Row


def exam_row(facts: Facts, exam_id: int | None) -> Row:
    """An exam as a plain row; empty when there is none."""
    return facts.row(Exam.__tablename__, exam_id)


def terms_of(facts: Facts, exam_id: int | None) -> Terms | None:
    """What the marks of an exam are told by."""
    row = exam_row(facts, exam_id)
    return Terms.of(row) if row else None


def published(facts: Facts, exam_id: int | None) -> bool:
    """Whether an exam's marks are published: they change only with a reason and a second person."""
    return exam_row(facts, exam_id).get("state") in PUBLISHED


def sittings(session: Session, exam_id: int) -> Sequence[Sitting]:
    """The candidates of an exam, by seat, then as they were entered."""
    asked = select(Sitting).where(Sitting.exam_id == exam_id, Sitting.retired_at.is_(None))
    return session.scalars(asked.order_by(Sitting.seat.is_(None), Sitting.seat, Sitting.id)).all()


def any_sitting(session: Session, exam_id: int) -> bool:
    """Whether an exam has candidates."""
    asked = select(Sitting.id).where(Sitting.exam_id == exam_id, Sitting.retired_at.is_(None)).limit(1)
    return session.scalar(asked) is not None


def other_sitting(
    session: Session, exam_id: int | None, attr: Attr[Any], value: object, but: int | None
) -> Sitting | None:
    """Another candidate of an exam with the same value (准考证号, 应试人); None if there is none."""
    asked = select(Sitting).where(Sitting.exam_id == exam_id, attr == value, Sitting.retired_at.is_(None))
    return next((row for row in session.scalars(asked.order_by(Sitting.id)) if row.id != but), None)


def keyed(session: Session, exam_id: int) -> list[Keyed]:
    """The candidates as the steps of their exam look at them."""
    rows = sittings(session, exam_id)
    differ = set(
        differing(
            (row.id, (row.first, row.second, row.total), (row.again_first, row.again_second, row.again_total))
            for row in rows
        )
    )
    return [Keyed(row.name, row.code == SittingCode.SAT and row.total is None, row.id in differ) for row in rows]
