"""What 统计 of 督查问责 shows: findings, documents and their rates, indicators, duties by quarter, outcomes."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.figures import ledgers
from desktop_app.figures.document_boards import Tracker, tracker
from desktop_app.figures.duty_standing import LeaderStand, leaders, quarters
from desktop_app.figures.engine import Answer, Question
from desktop_app.figures.habit_standing import HabitStand, every_habit
from desktop_app.rules.periods import Period

ASKED = (
    "habits.handling",
    "habits.state",
    "documents.reply_rate",
    "documents.adoption_rate",
    "documents.landing_rate",
    "indicators.count",
    "indicators.abolished",
    "accountability.state",
    "accountability.outcomes",
    "accountability.leads",
)
"""Figures the board says as they are."""

Ids = tuple[int, ...]


@dataclass(frozen=True)
class Supervision:
    """One reading of the board."""

    as_of: date
    habits: tuple[HabitStand, ...]
    documents: Tracker
    leaders: tuple[LeaderStand, ...]
    quarters: tuple[Period, ...]
    answers: Mapping[str, Answer]

    def only(self, _ids: Collection[int] | None) -> "Supervision":
        """The board is about the whole tab, whatever the list of documents shows."""
        return self

    def found(self) -> dict[str, dict[str, Ids]]:
        """Findings by category, then by department."""
        found: dict[str, dict[str, list[int]]] = {}
        for row in self.habits:
            found.setdefault(row.category, {}).setdefault(row.department, []).append(row.id)
        return {word: {place: tuple(ids) for place, ids in own.items()} for word, own in found.items()}

    def landings(self) -> dict[str, dict[str, Ids]]:
        """Documents by kind, then by what verification found; those not verified yet apart."""
        found: dict[str, dict[str, list[int]]] = {}
        for row in self.documents.rows:
            word = str(row.landing) if row.landing is not None else UNSEEN
            found.setdefault(row.kind, {}).setdefault(word, []).append(row.id)
        return {kind: {word: tuple(ids) for word, ids in own.items()} for kind, own in found.items()}


UNSEEN = "未核查"
"""What nobody went to see."""


def supervision(ask: Question) -> Supervision:
    """Everything the board shows at the end of the day asked for."""
    answers = {code: ledgers.ask(code, ask) for code in ASKED}
    return Supervision(ask.as_of, tuple(every_habit(ask)), tracker(ask), tuple(leaders(ask)), quarters(ask), answers)
