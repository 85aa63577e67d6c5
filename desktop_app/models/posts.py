"""AB posts, absences with their hand-over, and functions that one person may not hold together."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop_app.models.base import Part, Record, living_index
from desktop_app.rules.vocabulary import AbsenceKind, HandoverKind, HandoverState


class Post(Record):
    """A post (岗位) as one pair holds it: A岗 and B岗 from ``since_on`` to ``until_on``, both days included.

    A new pair is a new record, so that who held a post on any day stays known. ``nature`` is the function that decides
    what the post may not be joined with; without one its name decides. ``sole`` says why there is no B by design.
    """

    __tablename__ = "post"

    name: Mapped[str]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    nature: Mapped[str] = mapped_column(default="")
    duties: Mapped[str] = mapped_column(default="")
    a_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    b_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    sole: Mapped[str] = mapped_column(default="")
    since_on: Mapped[date | None]
    until_on: Mapped[date | None]
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    change_reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[Index, ...]:
        return (living_index("ix_post_department_id", "department_id"),)


class Absence(Record):
    """An absence (离岗) from ``from_on`` to ``to_on``, both days included; ``returned_on`` is when he really came back.

    ``cause`` keeps the ledger's word (婚假, 市院培训) beside its ``kind``. ``days`` is what was written, held against
    the dates. ``receiver_id`` signs for the hand-over, ``problems`` is what was found at the hand-back (返岗交接).
    """

    __tablename__ = "absence"

    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    cause: Mapped[str] = mapped_column(default="")
    kind: Mapped[AbsenceKind | None]
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    days: Mapped[int | None]
    handover: Mapped[HandoverState | None]
    handed_on: Mapped[date | None]
    receiver_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    returned_on: Mapped[date | None]
    problems: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[Index, ...]:
        return (living_index("ix_absence_from_on_to_on", "from_on", "to_on"),)


class AbsenceItem(Part):
    """One line of the hand-over list of an absence (交接清单)."""

    __tablename__ = "absence_item"
    __table_args__ = (Index("ix_absence_item_absence_id", "absence_id"),)

    absence_id: Mapped[int] = mapped_column(ForeignKey("absence.id"))
    kind: Mapped[HandoverKind | None]
    said: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")


class StandIn(Part):
    """Somebody named to stand in for one post during an absence, other than its B岗 (另派代岗)."""

    __tablename__ = "stand_in"
    __table_args__ = (
        Index("ix_stand_in_absence_id", "absence_id"),
        Index("ix_stand_in_post_id", "post_id"),
        Index("ix_stand_in_officer_id", "officer_id"),
    )

    absence_id: Mapped[int] = mapped_column(ForeignKey("absence.id"))
    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))


class PostConflict(Record):
    """Two functions one person may not hold or stand in for together (不相容岗位): 出纳 and 会计.

    ``one`` and ``other`` are words found in the nature or the name of a post.
    """

    __tablename__ = "post_conflict"

    one: Mapped[str]
    other: Mapped[str]
    basis: Mapped[str] = mapped_column(default="")
    valid_from: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")
