"""Append-only history: acts and the changes they made, hash-chained; triggers refuse edits."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop_app.models.base import Base


class Batch(Base):
    """One act of the officer (一次操作) = one transaction. ``undoes`` names the act it takes back."""

    __tablename__ = "batch"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    who: Mapped[str]
    act: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    undoes: Mapped[int | None] = mapped_column(ForeignKey("batch.id"))
    undoable: Mapped[bool] = mapped_column(default=True)


class HistoryEntry(Base):
    """One row's change. ``changes`` maps attribute to [old, new]; ``hash`` chains to ``previous``.

    ``op`` is create, update or delete; delete happens only to parts, and keeps every old value.
    ``parent_kind``/``parent_id`` point to the record a part belongs to.
    """

    __tablename__ = "history"
    __table_args__ = (
        Index("ix_history_kind_record_id", "kind", "record_id"),
        Index("ix_history_parent", "parent_kind", "parent_id"),
        Index("ix_history_batch_id", "batch_id"),
    )

    seq: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"))
    at: Mapped[datetime]
    kind: Mapped[str]
    record_id: Mapped[int]
    number: Mapped[str] = mapped_column(default="")
    parent_kind: Mapped[str] = mapped_column(default="")
    parent_id: Mapped[int | None]
    op: Mapped[str]
    changes: Mapped[dict[str, Any]]
    algorithm: Mapped[str] = mapped_column(default="sha256")
    previous: Mapped[str]
    hash: Mapped[str]
