"""The recycle bin of the whole office (回收站): who deleted what and when, brought back in one act."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop_app.models.history import Batch, HistoryEntry
from desktop_app.services.desk import Desk
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.services.records import restore
from desktop_app.system.errors import Refusal

ACT = "从回收站恢复"
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Deleted:
    """A record in the bin: when it was deleted, by whom and why."""

    kind: str
    id: int
    number: str
    said: str
    at: datetime
    who: str
    reason: str


def deleted_by(session: Session, kind: str, ids: Sequence[int]) -> Mapping[int, str]:
    """Who retired each record last, as the history tells."""
    told: dict[int, str] = {}
    retired = func.json_extract(HistoryEntry.changes, "$.retired_at[1]").is_not(None)
    for first in range(0, len(ids), _AT_ONCE):
        some = ids[first : first + _AT_ONCE]
        asked = select(HistoryEntry.record_id, Batch.who).join(Batch, Batch.id == HistoryEntry.batch_id)
        asked = asked.where(HistoryEntry.kind == kind, HistoryEntry.record_id.in_(some), retired)
        told |= {row.record_id: row.who for row in session.execute(asked.order_by(HistoryEntry.seq))}
    return told


def bring_back(desk: Desk, chosen: Sequence[tuple[Law, Sequence[int]]]) -> list[Outcome]:
    """Restore records of any registers in one act; one that no longer fits stops all. An outcome for each register."""
    if not any(ids for _law, ids in chosen):
        raise Refusal("没有选中已删除的记录。先选再恢复")
    if any(law.model.only_added and ids for law, ids in chosen):
        raise Refusal("保管流水写下就不改，不从回收站恢复。用交接里的更正办理")
    with desk.store.unit(ACT) as unit:
        done = [restore(desk, law, ids) for law, ids in chosen if ids]
    return [Outcome(one.kind, one.ids, one.said, unit.batch_id) for one in done]
