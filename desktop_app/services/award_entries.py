"""The choice of the best dossiers (优秀案卷评选) as checks and verbs need it: entries, marks given, judges."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from desktop_app.models.base import Attr
from desktop_app.models.dossiers import FULL, AwardEntry, AwardJudge, AwardScore, DossierAward
from desktop_app.models.people import Officer
from desktop_app.rules.awards import bar, beside, decided_of, unfit
from desktop_app.rules.dossiers import Averaged, averaged
from desktop_app.rules.numbers import points
from desktop_app.rules.vocabulary import AwardState
from desktop_app.services.cases import find_case
from desktop_app.services.facts import Facts, Row
from desktop_app.system.errors import Refusal


def award_row(facts: Facts, award_id: int | None) -> Row:
    """A choice as a plain row; empty when there is none."""
    return facts.row(DossierAward.__tablename__, award_id)


def open_award(facts: Facts, award_id: int) -> Row:
    """A choice that may still change. Refuses one that is approved or gone."""
    row = award_row(facts, award_id)
    if not row or row.get("retired_at") is not None:
        raise Refusal("没有这次评选，列表已过时。按 F5 重取")
    if row["state"] == AwardState.APPROVED:
        raise Refusal(f"{row['name']}已审批，不再改。先“撤回审批”，写明原因")
    return row


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


def undecided(session: Session, award: Mapping[str, Any], award_id: int) -> str:
    """Why who is chosen does not fit the marks and no reason is kept, as a sentence; empty when it fits."""
    rows = entries(session, award_id)
    if said := _out_of_range(session, award, rows):
        return said
    told = {row.id: row.average for row in rows if row.average is not None}
    places, codes = int(award.get("places") or 0), {row.id: row.code for row in rows}
    chosen = [row.id for row in rows if row.chosen]
    if said := unfit(told, places, chosen, codes):
        return said
    asked = beside(told, places, chosen, codes)
    if not asked or decided_of(str(award.get("note") or "")):
        return ""
    return f"{asked}。用“评分与评定”写明决定的理由"


def _out_of_range(session: Session, award: Mapping[str, Any], rows: Sequence[AwardEntry]) -> str:
    """A mark an old sheet brought that cannot be (980), which the mean leaves out."""
    full = int(award.get("full") or FULL)
    outside = or_(AwardScore.points < 0, AwardScore.points > full)
    asked = select(AwardScore).where(AwardScore.entry_id.in_([row.id for row in rows]), outside)
    found = session.scalars(asked.order_by(AwardScore.id)).first()
    if found is None:
        return ""
    code = next(row.code for row in rows if row.id == found.entry_id)
    return f"{code} 号有一个评分 {points(found.points or 0)} 不在 0 和满分 {points(full)} 之间。核对评分表后改正"


def judges_of(session: Session, award_id: int) -> tuple[int, ...]:
    """The judges named (评委); where none are, those a marking sheet of old names."""
    named = session.scalars(
        select(AwardJudge.officer_id).where(AwardJudge.award_id == award_id).order_by(AwardJudge.id)
    ).all()
    if named:
        return tuple(dict.fromkeys(named))
    marked = (
        select(AwardScore.officer_id)
        .join(AwardEntry, AwardEntry.id == AwardScore.entry_id)
        .where(AwardEntry.award_id == award_id, AwardEntry.retired_at.is_(None))
        .order_by(AwardScore.id)
    )
    return tuple(dict.fromkeys(session.scalars(marked)))


def barred(facts: Facts, award: Row, entry: Mapping[str, Any], judge: int) -> str:
    """Why a judge may not score a dossier (评委回避), by its department and all handlers of the case; else empty."""
    number = str(entry.get("case_no") or "")
    case = facts.once(f"case {number}", lambda asked: find_case(asked.session, number)) if number else None
    handlers = [entry.get("handler_id") or 0, *(case.handlers if case is not None else ())]
    own = facts.row(Officer.__tablename__, judge).get("department_id")
    return bar(judge, own, handlers, entry.get("department_id"), bool(award.get("own_barred", True)))
