"""What a step of the draw shows, read in one go, and how much is too much to read or write at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.models.cases import CaseFile
from desktop_app.models.reviews import ReviewRound
from desktop_app.services import draws
from desktop_app.services.desk import Desk
from desktop_app.services.draw_pool import Preview, days_of, round_of
from desktop_app.services.facts import Facts, Row
from desktop_app.store import snapshot
from desktop_app.store.snapshot import Between
from desktop_app.views.draw import reading
from desktop_app.views.draw.reading import Listed, Stage

MANY, SEVERAL = 400, 10
"""Cases of a pool, and drawn cases, up to which a step is done at once: the keys typed meanwhile wait for it."""


@dataclass(frozen=True)
class Seen:
    """What a step shows: the row of its round; the pool with its rows, or the list and why nobody is proposed."""

    row: Row
    pool: Preview | None = None
    rows: tuple[Sequence[Sequence[str]], Sequence[str]] = ((), ())
    lines: Sequence[Listed] = ()
    said: str = ""


def read(desk: Desk, round_id: int, stage: Stage) -> Seen:
    """Everything a step behind the first shows."""
    with desk.facts() as facts:
        row = facts.row(ReviewRound.__tablename__, round_id)
        if stage is Stage.LIST:
            lines, said = reading.listed(facts, round_id)
            return Seen(row, lines=tuple(lines), said=said)
        pool = draws.preview(facts, round_id)
        return Seen(row, pool, reading.pool_rows(pool))


def is_much(facts: Facts, round_id: int, stage: Stage) -> bool:
    """Whether reading a step takes longer than a blink. Refuses a round without days."""
    row = facts.row(ReviewRound.__tablename__, round_id)
    if stage is Stage.LIST:
        return (row["drawn_count"] or 0) > SEVERAL
    if stage is Stage.DICE:
        return (row["pool_count"] or 0) > MANY
    first, last = days_of(round_of(facts.session, round_id))
    return snapshot.count(facts.session, CaseFile, [Between(CaseFile.closed_on, first, last)], MANY + 1) > MANY
