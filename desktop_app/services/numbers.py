"""Numbers given out by the program (编号): unique, never reused, also by retired records."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop_app.models.base import Record
from desktop_app.models.keeping import Counter


def next_number(session: Session, model: type[Record], prefix: str, width: int) -> str:
    """The next number behind ``prefix``; the counter moves inside the running transaction."""
    kind = model.__tablename__
    counter = session.get(Counter, (kind, prefix))
    if counter is None:
        counter = Counter(kind=kind, prefix=prefix, last=_highest(session, model, prefix))
        session.add(counter)
    counter.last += 1
    return f"{prefix}{counter.last:0{width}d}"


def peek(session: Session, model: type[Record], prefix: str, width: int) -> str:
    """The number ``next_number`` would give now; the counter stays where it is."""
    counter = session.get(Counter, (model.__tablename__, prefix))
    last = _highest(session, model, prefix) if counter is None else counter.last
    number = f"{prefix}{last + 1:0{width}d}"
    while used(session, model, number, None):
        last += 1
        number = f"{prefix}{last + 1:0{width}d}"
    return number


def _highest(session: Session, model: type[Record], prefix: str) -> int:
    behind = func.substr(model.number, len(prefix) + 1)
    found = session.execute(
        select(func.max(func.cast(behind, model.id.type))).where(
            model.number >= prefix, model.number < prefix + "\U0010ffff", behind.op("GLOB")("[0-9]*")
        )
    ).scalar()
    return int(found or 0)


def used(session: Session, model: type[Record], number: str, record_id: int | None) -> bool:
    """Whether another record of the kind, live or retired, bears this number."""
    found = session.execute(select(model.id).where(model.number == number)).scalar()
    return found is not None and found != record_id
