"""Findings of inspections as a text tells of them (督查发现): people are marks, named by the paper."""

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy import select

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
    on = row.inspected_on
    day = "" if on is None else f"{on.month}月{on.day}日"
    return {
        "number": clean(row.number),
        "name": clean(row.name).rstrip("。"),
        "day": day if on is None or on.year == year else f"{on.year}年{day}",
        "place": clean(row.place),
        "department": department,
        "people": people,
        "owner": department + people,
        "category": clean(row.category) if row.category != UNFILLED else "",
        "handling": clean(row.handling),
        "handled": clean(row.handling) or NOBODY,
        "state": row.state.value,
    }
