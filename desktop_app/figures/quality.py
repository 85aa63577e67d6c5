"""Figures about the records themselves: what is still 待补."""

from sqlalchemy import select

from desktop_app.figures.engine import Answer, Behind, Figure, Question
from desktop_app.models.base import Record
from desktop_app.models.catalogue import KINDS


def _gaps(ask: Question) -> Answer:
    """Records with a value missing or unreadable, by kind (待补记录)."""
    behind: list[Behind] = []
    groups: dict[str, int] = {}
    for kind in sorted(KINDS):
        model = KINDS[kind]
        if not issubclass(model, Record):
            continue
        found = ask.session.execute(select(model.id, model.gaps).where(model.retired_at.is_(None)))
        open_ones = [(kind, record_id) for record_id, gaps in found if gaps]
        if open_ones:
            groups[kind] = len(open_ones)
            behind += open_ones
    return Answer(len(behind), tuple(behind), groups)


FIGURES = (Figure("records.incomplete", "待补记录", "条", _gaps),)
