"""Every figure by id; the only place that knows them all."""

from typing import Any

from desktop_app.figures import bulletins, ledgers
from desktop_app.figures.engine import Answer, Figure, Question
from desktop_app.system.errors import Refusal

FIGURES: tuple[Figure, ...] = (*ledgers.FIGURES, *bulletins.FIGURES)
BY_ID: dict[str, Figure] = {figure.id: figure for figure in FIGURES}


def ask(figure_id: str, question: Question) -> Answer:
    """The answer of one figure; an unknown id is refused."""
    if figure_id not in BY_ID:
        raise Refusal(f"没有 {figure_id} 这个指标。用 figures 看全部指标")
    return BY_ID[figure_id].ask(question)


def report(question: Question) -> dict[str, Any]:
    """All figures as the command line prints them (product contract)."""
    rows = []
    for figure in FIGURES:
        answer = figure.ask(question)
        rows.append(
            {
                "id": figure.id,
                "label": figure.label,
                "value": answer.value,
                "unit": figure.unit,
                "groups": answer.groups,
            }
        )
    period = question.period.label if question.period else None
    return {"as_of": question.as_of.isoformat(), "period": period, "figures": rows}
