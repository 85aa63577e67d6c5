"""Several new records as one act (成批登记): all of them or none, undone together."""

from collections.abc import Callable, Sequence

from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.services.records import Mode, write
from desktop_app.system.errors import Refusal


def _silent(_done: int, _total: int) -> None:
    """Nobody asks how far it is."""


def save_all(desk: Desk, law: Law, drafts: Sequence[Draft], step: Callable[[int, int], object] = _silent) -> Outcome:
    """Write new records in order, as one undoable act. Raises Refusal naming the first row that may not be written.

    ``step`` is told before every row how many of how many are written, and may raise to stop: then none is.
    """
    if not drafts:
        raise Refusal("没有可登记的行。先复制有内容的行，再粘贴")
    with desk.store.unit(f"粘贴{law.title}") as unit:
        facts = Facts(unit.session, desk.today)
        ids = []
        for place, draft in enumerate(drafts, 1):
            step(place - 1, len(drafts))
            try:
                record, _warnings = write(unit, law, draft, facts, Mode.DESK)
            except Refusal as refused:
                raise Refusal(f"第 {place} 行：{refused.said}", refused.field) from refused
            ids.append(record.id)
    return Outcome(law.model.__tablename__, tuple(ids), f"已登记 {len(ids)} 条{law.title}", unit.batch_id)
