"""The deadline rules and working days in force, as 基础台账 states them; standards of seized property by date."""

import tomllib
from datetime import date
from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.models.basics import DeadlineRuleRow, Holiday
from desktop_app.rules.deadlines import DeadlineRule, rule_of
from desktop_app.rules.workdays import Calendar
from desktop_app.system.paths import RESOURCES


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


def list_copies(seized_on: date | None) -> int | None:
    """How many copies the list of what was seized on a day is made in (清单份数); the latest rule without a day."""
    in_force = [n for since, n in _list_copies() if seized_on is None or since <= seized_on]
    return in_force[-1] if in_force else None


@cache
def _list_copies() -> tuple[tuple[date, int], ...]:
    told = tomllib.loads((RESOURCES / "standards" / "property.toml").read_text("utf-8"))["list_copies"]
    return tuple(sorted((row["valid_from"], row["n"]) for row in told))
