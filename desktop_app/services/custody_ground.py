"""What items stand on (物品所属): their taking and their place are not put away from under them, by whatever road."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.models.seizures import SeizedItem, Seizure, StoragePlace
from desktop_app.services.custody_marks import lots
from desktop_app.store.unit import UnitOfWork
from desktop_app.system.errors import Refusal


def taking_held(session: Session, ids: Iterable[int]) -> str:
    """Why takings may not be put away: they have living items; empty when they may."""
    for some in lots(ids):
        asked = (
            select(Seizure.number)
            .join(SeizedItem, SeizedItem.seizure_id == Seizure.id)
            .where(SeizedItem.retired_at.is_(None), Seizure.id.in_(some))
            .order_by(Seizure.id)
        )
        found = session.scalars(asked).all()
        if found:
            return f"{found[0]} 还有 {found.count(found[0])} 件涉案物品，不能删除。先删除物品，或改到所属案件"
    return ""


def place_held(session: Session, ids: Iterable[int]) -> str:
    """Why places may not be put away: something lies in them; empty when they may."""
    for some in lots(ids):
        asked = (
            select(StoragePlace.name, SeizedItem.number)
            .join(SeizedItem, SeizedItem.place_id == StoragePlace.id)
            .where(SeizedItem.retired_at.is_(None), StoragePlace.id.in_(some))
            .order_by(StoragePlace.id, SeizedItem.id)
        )
        found = session.execute(asked).all()
        if found:
            own = [number for name, number in found if name == found[0][0]]
            return f"库位 {found[0][0]} 里还有 {own[0]} 等 {len(own)} 件，不能删除。先移库"
    return ""


def must_carry(unit: UnitOfWork) -> None:
    """Refuses an act, a 撤销 too, that puts a taking or a place away from under living items."""
    heads = _put_away(unit, Seizure)
    places = _put_away(unit, StoragePlace)
    said = taking_held(unit.session, heads) or place_held(unit.session, places)
    if said:
        raise Refusal(said)


def _put_away(unit: UnitOfWork, model: type[Seizure | StoragePlace]) -> list[int]:
    changed = unit.changed(model)
    return [id_ for id_, change in changed.items() if (change.values.get("retired_at") or (None, None))[1] is not None]
