"""Figures of the ledgers themselves by id: all that a text may ask for."""

from desktop_app.figures import (
    accountability,
    awards,
    bulletin_counts,
    cards,
    cases,
    contests,
    documents,
    dossiers,
    exams,
    freezes,
    habit_each,
    habits,
    issues,
    people,
    plan,
    posts,
    promise_counts,
    quality,
    review_deductions,
    reviews,
    rotations,
    seizures,
    training,
    within,
)
from desktop_app.figures.engine import Answer, Figure, Question
from desktop_app.system.errors import Refusal

FIGURES: tuple[Figure, ...] = (
    *people.FIGURES,
    *plan.FIGURES,
    *issues.FIGURES,
    *within.FIGURES,
    *cases.FIGURES,
    *reviews.FIGURES,
    *review_deductions.FIGURES,
    *contests.FIGURES,
    *cards.FIGURES,
    *training.FIGURES,
    *exams.FIGURES,
    *dossiers.FIGURES,
    *awards.FIGURES,
    *posts.FIGURES,
    *rotations.FIGURES,
    *seizures.FIGURES,
    *freezes.FIGURES,
    *habits.FIGURES,
    *habit_each.FIGURES,
    *documents.FIGURES,
    *accountability.FIGURES,
    *promise_counts.FIGURES,
    *bulletin_counts.FIGURES,
    *quality.FIGURES,
)
BY_ID: dict[str, Figure] = {figure.id: figure for figure in FIGURES}


def ask(figure_id: str, question: Question) -> Answer:
    """The answer of one figure; an unknown id is refused."""
    if figure_id not in BY_ID:
        raise Refusal(f"没有 {figure_id} 这个指标。用 figures 看全部指标")
    return BY_ID[figure_id].ask(question)
