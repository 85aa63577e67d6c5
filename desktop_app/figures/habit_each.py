"""A finding of an inspection by itself (单起督查发现): its number, then its category."""

from desktop_app.figures.engine import Answer, Figure, Question, tally
from desktop_app.figures.habit_standing import HABIT, habits

EACH = "habits.each"


def _each(ask: Question) -> Answer:
    return tally(HABIT, ((row.id, row.number, row.category) for row in habits(ask)))


FIGURES = (Figure(EACH, "督查发现问题（逐起）", "起", _each),)
