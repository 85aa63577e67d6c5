"""What the board 落实 shows (停在纸上，还是落到实处): documents by how far they have come, and the road of each."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.figures.document_standing import DocumentStand, every_document
from desktop_app.figures.engine import Question
from desktop_app.rules.vocabulary import DocumentStanding

KIND, DEPARTMENT, UNIT = "种类", "承办部门", "发往单位"
BY: Mapping[str, Callable[[DocumentStand], str]] = {
    KIND: lambda row: row.kind,
    DEPARTMENT: lambda row: row.department,
    UNIT: lambda row: row.unit or "未填",
}
CLOSED = "办结"
STEPS = (*(str(state) for state in DocumentStanding), CLOSED)
"""How far a document has come, from paper to landed; the last are closed."""

Ids = tuple[int, ...]


def step_of(row: DocumentStand) -> str:
    """How far a document has come: 办结 once it is verified and closed."""
    return CLOSED if row.state is DocumentStanding.VERIFIED and row.closed_on is not None else str(row.state)


@dataclass(frozen=True)
class Tracker:
    """Every document sent out by the day (文书落实)."""

    as_of: date
    rows: tuple[DocumentStand, ...]

    def only(self, ids: Collection[int] | None) -> "Tracker":
        """The same of these documents only, all when None."""
        if ids is None:
            return self
        kept = frozenset(ids)
        return replace(self, rows=tuple(row for row in self.rows if row.id in kept))

    def grouped(self, by: str) -> dict[str, dict[str, Ids]]:
        """Documents by word, then by step; the words with most left on paper first."""
        word, found = BY[by], dict[str, dict[str, list[int]]]()
        for row in self.rows:
            found.setdefault(word(row), {}).setdefault(step_of(row), []).append(row.id)
        order = sorted(found, key=lambda one: (-sum(len(found[one].get(step, ())) for step in STEPS[:4]), one))
        return {one: {step: tuple(ids) for step, ids in found[one].items()} for one in order}

    @property
    def open(self) -> tuple[DocumentStand, ...]:
        """Those not closed, the longest overdue first, then by the day the next thing is due."""
        left = [row for row in self.rows if step_of(row) != CLOSED]
        return tuple(sorted(left, key=lambda row: (not row.overdue, next_due(row) or date.max, row.id)))

    @property
    def unverified(self) -> tuple[DocumentStand, ...]:
        """已回复未核查, the longest waiting first."""
        return tuple(sorted((row for row in self.rows if row.unverified), key=lambda row: (row.replied_on, row.id)))


def next_due(row: DocumentStand) -> date | None:
    """By when the next thing is to happen: delivery, reply, verification."""
    last = {
        DocumentStanding.UNDELIVERED: row.deliver_by,
        DocumentStanding.WAITING: row.due_on,
        DocumentStanding.OVERDUE: row.due_on,
        DocumentStanding.UNVERIFIED: row.verify_by,
    }
    return last.get(row.state)


def tracker(ask: Question) -> Tracker:
    """Everything the board shows at the end of the day asked for."""
    return Tracker(ask.as_of, tuple(every_document(ask)))
