"""What dossiers are checked by on a day, and when a case has to be filed (归档期限)."""

from datetime import date

from desktop_app.models.dossiers import DossierItem, DossierProfile, FilingTerm
from desktop_app.rules.deadlines import due_on
from desktop_app.rules.dossiers import filing_rule
from desktop_app.services.facts import Facts, Row

PROFILE = DossierProfile.__tablename__


def profile_on(facts: Facts, on: date | None) -> Row:
    """The profile in force on a day (归档检查标准): the newest begun by then; empty where there is none."""
    day = on or facts.today
    begun = [row for row in facts.live(PROFILE) if row["valid_from"] is None or row["valid_from"] <= day]
    return max(begun, key=lambda row: (row["valid_from"] or date.min, row["id"]), default={})


def items(facts: Facts, profile_id: int | None) -> list[Row]:
    """The defects a profile knows, in its order."""
    rows = facts.rows(DossierItem.__tablename__).values()
    return [row for row in rows if row["profile_id"] == profile_id]


def filing_due(facts: Facts, closed_on: date | None, case_kind: str) -> date | None:
    """The last day to file a case closed on a day: by the term of its type, else by the rule ``filing``."""
    rule = facts.rule("filing")
    if closed_on is None or rule is None:
        return None
    profile = profile_on(facts, closed_on)
    terms = [row for row in facts.rows(FilingTerm.__tablename__).values() if row["profile_id"] == profile.get("id")]
    own = filing_rule(rule, {row["case_kind"]: row["months"] for row in terms}, case_kind)
    return due_on(own, closed_on, facts.calendar).on
