"""The balance of custody proved (保管账核验): every item counted again, and what history does not know."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.models.seizures import CustodyEvent, SeizedItem, StoragePlace
from desktop_app.rules.custody import Standing
from desktop_app.rules.numbers import quantity
from desktop_app.services.custody import kept_of, recounted
from desktop_app.services.custody_marks import lots
from desktop_app.services.facts import Facts
from desktop_app.store.history import Difference

_MEND = "到该物品的保管流水核实，从备份恢复"


def recheck_custody(facts: Facts, differences: Iterable[Difference]) -> list[str]:
    """A Chinese sentence for every item whose kept standing is not what its events leave, and for every item or event
    with values the history does not know (``differences``)."""
    bent = Counter((found.kind, found.record_id) for found in differences)
    return [*_unbalanced(facts), *_rewritten(facts.session, bent)]


def _unbalanced(facts: Facts) -> Iterator[str]:
    for item, now in recounted(facts.session):
        due = kept_of(now)
        wrong = not now.balanced or any(getattr(item, name) != value for name, value in due.items())
        if wrong:
            said = _told(facts, {name: getattr(item, name) for name in due})
            yield f"{item.number} {item.name}保管账不平：记着{said}，按流水应为{_told(facts, due, now)}。{_MEND}"


def _told(facts: Facts, kept: dict[str, Any], now: Standing | None = None) -> str:
    """Where a thing stands: 在库（A1-02），在管 3、在外 0、已去 2."""
    place = facts.label(StoragePlace.__tablename__, kept["place_id"])
    sizes = "、".join(
        f"{word} {quantity(kept[name])}" for name, word in (("inside", "在管"), ("out", "在外"), ("gone", "已去"))
    )
    whole = f"，收到 {quantity(now.received)}" if now is not None else ""
    return f"{kept['state']}{f'（{place}）' if place else ''}，{sizes}{whole}"


def _rewritten(session: Session, bent: Counter[tuple[str, int]]) -> Iterator[str]:
    items = {id_: number for (kind, id_), number in bent.items() if kind == SeizedItem.__tablename__}
    for ids in lots(items):
        for item in session.scalars(select(SeizedItem).where(SeizedItem.id.in_(ids))):
            yield f"{item.number} {item.name}有 {items[item.id]} 处与操作记录不符。{_MEND}"
    events = {id_: number for (kind, id_), number in bent.items() if kind == CustodyEvent.__tablename__}
    for ids in lots(events):
        asked = (
            select(CustodyEvent.id, CustodyEvent.number, CustodyEvent.act, SeizedItem.number)
            .outerjoin(SeizedItem, SeizedItem.id == CustodyEvent.item_id)
            .where(CustodyEvent.id.in_(ids))
        )
        for id_, number, act, item_no in session.execute(asked):
            which = f"{item_no or '没有物品'} 的保管流水 {number}（{act or '未填类型'}）"
            yield f"{which}有 {events[id_]} 处与操作记录不符。{_MEND}"
