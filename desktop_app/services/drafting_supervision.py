"""Findings of inspections (督查发现) and supervision documents (监督文书) as a text tells of them; people are marks."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from desktop_app.figures.document_standing import DocumentStand, every_document
from desktop_app.figures.engine import Question
from desktop_app.figures.habit_standing import UNFILLED, HabitStand, every_habit
from desktop_app.models.supervision import HabitOfficer
from desktop_app.rules.manuscript import clean, mark
from desktop_app.services.drafting_learning import NOBODY


def habit_words(ask: Question, ids: Sequence[int]) -> list[dict[str, str]]:
    """Findings in the order given as the day saw them: day, place, whose, what, category, handling."""
    officers: dict[int, list[int]] = defaultdict(list)
    asked = select(HabitOfficer.habit_id, HabitOfficer.officer_id).where(HabitOfficer.habit_id.in_(ids))
    for habit_id, officer_id in ask.session.execute(asked.order_by(HabitOfficer.id)):
        officers[habit_id].append(officer_id)
    found = {row.id: row for row in every_habit(ask)}
    return [_told(found[id_], officers[id_], ask.as_of.year) for id_ in ids if id_ in found]


def _told(row: HabitStand, officers: Sequence[int], year: int) -> dict[str, str]:
    """Words of one finding; what is not filled in is empty, so that no sentence is made of it."""
    people = "、".join(mark("p", id_) for id_ in officers)
    department = clean(row.department) if row.department != UNFILLED else ""
    return {
        "number": clean(row.number),
        "name": clean(row.name).rstrip("。"),
        "day": _day(row.inspected_on, year),
        "place": clean(row.place),
        "department": department,
        "people": people,
        "owner": department + people,
        "category": clean(row.category) if row.category != UNFILLED else "",
        "handling": clean(row.handling),
        "handled": clean(row.handling) or NOBODY,
        "state": row.state.value,
    }


def document_words(ask: Question, ids: Sequence[int]) -> list[dict[str, str]]:
    """Documents in the order given as the day saw them: what, its number, to whom, by when, whose."""
    found = {row.id: row for row in every_document(ask)}
    return [_sent(found[id_], ask.as_of.year) for id_ in ids if id_ in found]


def _sent(row: DocumentStand, year: int) -> dict[str, str]:
    return {
        "number": clean(row.number),
        "name": clean(row.name).rstrip("。"),
        "kind": clean(row.kind),
        "doc_no": clean(row.doc_no) or NOBODY,
        "unit": clean(row.unit) or NOBODY,
        "due": _day(row.due_on, year) or NOBODY,
        "department": clean(row.department) if row.department != UNFILLED else NOBODY,
        "state": row.state.value,
    }


def _day(on: date | None, year: int) -> str:
    """5月6日, with the year where it is another; empty where there is none."""
    if on is None:
        return ""
    day = f"{on.month}月{on.day}日"
    return day if on.year == year else f"{on.year}年{day}"
