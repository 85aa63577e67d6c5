"""What every table shares: typed columns, record identity, the version that stops a stale save."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import JSON, CheckConstraint, Date, Enum, Index, MetaData, String, Text, text, types
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Mapped, declared_attr, mapped_column

Attr = InstrumentedAttribute
"""A mapped attribute, named by registers and drafts instead of a string."""


class Moment(types.TypeDecorator[datetime]):
    """An aware UTC moment kept as sortable ISO text with microseconds."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        return None if value is None else value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


def _words(kind: type[StrEnum]) -> list[str]:
    return [member.value for member in kind]


_WORD = Enum(StrEnum, native_enum=False, create_constraint=True, values_callable=_words, length=16)


class Base(DeclarativeBase):
    """Every table. ``id`` is the row's identity for history, undo and links."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        StrEnum: _WORD,
        datetime: Moment(),
        date: Date(),
        str: Text(),
        dict[str, Any]: JSON(),
    }


def living_index(name: str, *columns: str) -> Index:
    """An index of the rows that are not retired: it holds all a list in its order asks for."""
    return Index(name, *columns, sqlite_where=text("retired_at IS NULL"))


class Part(Base):
    """A row that belongs to a record: it has history, but no number of its own."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)


class Record(Base):
    """A numbered record (台账记录): never deleted, only retired; saved only from the version it was read at.

    ``gaps`` (待补) maps attribute names to the Chinese sentence that says what is missing or could not be read.
    ``source`` names the ledger row it came from, empty when typed here. What is written in an ``only_added``
    kind stays: a mistake is mended by a further record (另作更正).
    """

    __abstract__ = True
    only_added: ClassVar[bool] = False

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)
    number: Mapped[str] = mapped_column(unique=True, sort_order=-1)
    version: Mapped[int] = mapped_column(default=1, sort_order=90)
    retired_at: Mapped[datetime | None] = mapped_column(sort_order=91)
    retired_reason: Mapped[str] = mapped_column(default="", sort_order=92)
    gaps: Mapped[dict[str, Any]] = mapped_column(default=dict, sort_order=93)
    source: Mapped[str] = mapped_column(default="", sort_order=94)
    search_text: Mapped[str] = mapped_column(default="", deferred=True, sort_order=95)

    @declared_attr.directive
    @classmethod
    def __table_args__(cls) -> tuple[Any, ...]:
        living = living_index(f"ix_{cls.__tablename__}_living", "number")
        return (CheckConstraint("version > 0", name="version"), living, *cls.checks())

    @classmethod
    def checks(cls) -> tuple[Any, ...]:
        """Constraints and indexes of one table, added to those of every record."""
        return ()
