"""Closed cases found by their number (受案号), and what is said of them elsewhere."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from desktop_app.models.cases import CaseFile, CaseHandler
from desktop_app.rules.cases import case_key
from desktop_app.services.facts import Facts


@dataclass(frozen=True, slots=True)
class Case:
    """A case of the pool as other registers need it; ``handlers`` are officer ids, the one in charge first."""

    id: int
    number: str
    name: str
    kind: str
    department_id: int | None
    accepted_on: date | None
    closed_on: date | None
    handlers: tuple[int, ...]


def find_case(session: Session, number: str) -> Case | None:
    """The live case of that number, whatever its brackets and width; None if there is none."""
    row = session.scalars(
        select(CaseFile).where(CaseFile.number == case_key(number), CaseFile.retired_at.is_(None))
    ).first()
    if row is None:
        return None
    handlers = session.scalars(
        select(CaseHandler.officer_id).where(CaseHandler.case_id == row.id).order_by(CaseHandler.id)
    )
    return Case(
        row.id, row.number, row.name, row.kind, row.department_id, row.accepted_on, row.closed_on, tuple(handlers.all())
    )


def department_of_case(number: str, facts: Facts) -> int | None:
    """The department a case of the pool is handled in; None where it is not known."""
    case = find_case(facts.session, number) if number else None
    return case.department_id if case is not None else None


def any_case(session: Session) -> bool:
    """Whether closed cases are kept here at all."""
    return bool(session.scalar(select(exists().where(CaseFile.retired_at.is_(None)))))
