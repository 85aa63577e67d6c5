"""The deadline rules and working days in force, as 基础台账 states them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.models.basics import DeadlineRuleRow, Holiday
from desktop_app.rules.deadlines import DeadlineRule, rule_of
from desktop_app.rules.workdays import Calendar


def rule_in_force(session: Session, code: str) -> DeadlineRule | None:
    """The deadline rule with this code (期限规则), as the office has set it."""
    table = DeadlineRuleRow.__table__
    asked = select(*table.columns).where(table.c.number == code, table.c.retired_at.is_(None))
    row = session.execute(asked).mappings().first()
    return rule_of({str(name): value for name, value in row.items()}) if row is not None else None


def calendar_in_force(session: Session) -> Calendar:
    """The holiday table (节假日)."""
    days = session.execute(select(Holiday.day, Holiday.mark).where(Holiday.retired_at.is_(None)))
    return Calendar.of((day, mark) for day, mark in days)
