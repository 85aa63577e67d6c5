"""What the program keeps beside the records: attachments, unsaved drafts, the officer's preferences."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from desktop_app.models.base import Base, Part


class Blob(Base):
    """The bytes of an attachment, kept once per content (按内容哈希保存)."""

    __tablename__ = "blob"

    sha256: Mapped[str] = mapped_column(primary_key=True)
    size: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class Attachment(Part):
    """A file attached to a record (附件); ``name`` is data only, never a path that is written to."""

    __tablename__ = "attachment"
    __table_args__ = (Index("ix_attachment_record", "kind", "record_id"),)

    kind: Mapped[str]
    record_id: Mapped[int]
    name: Mapped[str]
    sha256: Mapped[str] = mapped_column(ForeignKey("blob.sha256"))
    size: Mapped[int]
    added_at: Mapped[datetime]
    note: Mapped[str] = mapped_column(default="")


class KeptDraft(Base):
    """An unsaved form (草稿) kept every few seconds so that a crash loses nothing; not part of history."""

    __tablename__ = "kept_draft"

    key: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str]
    record_id: Mapped[int | None]
    version: Mapped[int]
    kept: Mapped[dict[str, Any]]
    kept_at: Mapped[datetime]


class Counter(Base):
    """The last serial given out behind a prefix of one kind (号码不重用); moves on inside the act that uses it."""

    __tablename__ = "counter"

    kind: Mapped[str] = mapped_column(primary_key=True)
    prefix: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]


class Preference(Base):
    """How the officer likes a screen (列宽、视图): a JSON value per key; not part of history."""

    __tablename__ = "preference"

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[dict[str, Any]]
