"""What spans all tabs: ties between records (关联), months closed (月结), saved statistical tables (统计表)."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop_app.models.base import Part, Record, living_index


class Tie(Part):
    """A finding tied to the problem, bulletin or double investigation it led to (关联); shown on both sides.

    ``kind`` and ``record_id`` are the finding, ``other_kind`` and ``other_id`` what it led to.
    """

    __tablename__ = "tie"
    __table_args__ = (Index("ix_tie_record", "kind", "record_id"), Index("ix_tie_other", "other_kind", "other_id"))

    kind: Mapped[str]
    record_id: Mapped[int]
    other_kind: Mapped[str]
    other_id: Mapped[int]
    tied_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")


class MonthClose(Record):
    """A month of one tab, closed (月结): what is dated in it stays as it is, until it is opened again with a reason.

    ``month`` is 2015-05. ``entries`` and ``head`` are the history's length and chain head then, ``figures`` the values
    of the tab's figures at the month's last day. Closing again makes a new record.
    """

    __tablename__ = "month_close"

    tab: Mapped[str]
    month: Mapped[str]
    closed_on: Mapped[date | None]
    closer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    entries: Mapped[int] = mapped_column(default=0)
    head: Mapped[str] = mapped_column(default="")
    figures: Mapped[dict[str, Any]] = mapped_column(default=dict)
    reopened_on: Mapped[date | None]
    reopener_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[CheckConstraint | Index, ...]:
        return (living_index("ix_month_close_tab", "tab", "month"),)


class SavedTable(Record):
    """A statistical table the officer asks for again (统计表): what is counted, by which two words, over which time.

    ``base`` names what is counted, ``rows`` and ``columns`` the words it is told apart by, ``measure`` what is counted
    of it. ``period`` is a period as typed, empty for all.
    """

    __tablename__ = "saved_table"

    title: Mapped[str]
    base: Mapped[str]
    rows: Mapped[str] = mapped_column(default="")
    columns: Mapped[str] = mapped_column(default="")
    measure: Mapped[str] = mapped_column(default="")
    period: Mapped[str] = mapped_column(default="")
    listed: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = mapped_column(default="")
