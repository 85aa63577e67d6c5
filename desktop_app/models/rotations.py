"""Rotation batches with their rules and places, one officer's rotation, and what limits where he may go."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop_app.models.base import Part, Record, living_index
from desktop_app.rules.vocabulary import (
    Appraisal,
    BatchState,
    HandoverKind,
    HandoverState,
    RotationOutcome,
    RotationState,
)


class RotationBatch(Record):
    """A batch of cross-department rotations (轮岗批次): its basis, its periods, and which rules a proposal keeps.

    ``periods`` periods of ``months`` months follow each other from ``from_on``; nobody changes his place sooner than
    ``least_months``. ``capacity`` is how many a department takes at once where no place says otherwise.
    """

    __tablename__ = "rotation_batch"

    title: Mapped[str]
    basis: Mapped[str] = mapped_column(default="")
    meeting: Mapped[str] = mapped_column(default="")
    approved_on: Mapped[date | None]
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    months: Mapped[int] = mapped_column(default=6)
    periods: Mapped[int] = mapped_column(default=1)
    least_months: Mapped[int] = mapped_column(default=3)
    capacity: Mapped[int] = mapped_column(default=3)
    not_own: Mapped[bool] = mapped_column(default=True)
    not_visited: Mapped[bool] = mapped_column(default=True)
    within_places: Mapped[bool] = mapped_column(default=True)
    not_kin: Mapped[bool] = mapped_column(default=True)
    not_under_kin: Mapped[bool] = mapped_column(default=True)
    least_stay: Mapped[bool] = mapped_column(default=True)
    keep_cover: Mapped[bool] = mapped_column(default=True)
    spare_unfit: Mapped[bool] = mapped_column(default=False)
    state: Mapped[BatchState] = mapped_column(default=BatchState.DRAFT)
    state_reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class BatchPlace(Part):
    """What one department takes in a batch (接收部门): at least and at most how many at once."""

    __tablename__ = "batch_place"
    __table_args__ = (Index("ix_batch_place_batch_id", "batch_id"),)

    batch_id: Mapped[int] = mapped_column(ForeignKey("rotation_batch.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    least: Mapped[int] = mapped_column(default=0)
    most: Mapped[int] = mapped_column(default=3)


class Rotation(Record):
    """One officer's rotation (轮岗): from where to where, planned and actual days apart, mentor, appraisal.

    ``period`` counts a batch's periods from 1; ``pinned`` cells are kept by every proposal. ``planned_to_on`` is the
    day in force; a longer one is written down as ``RotationExtension``. ``open_cases`` is how many he left behind.
    """

    __tablename__ = "rotation"

    batch_id: Mapped[int | None] = mapped_column(ForeignKey("rotation_batch.id"))
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    period: Mapped[int] = mapped_column(default=1)
    from_department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    from_post: Mapped[str] = mapped_column(default="")
    to_department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    to_post: Mapped[str] = mapped_column(default="")
    planned_from_on: Mapped[date | None]
    planned_to_on: Mapped[date | None]
    actual_from_on: Mapped[date | None]
    actual_to_on: Mapped[date | None]
    deviation: Mapped[str] = mapped_column(default="")
    mentor_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    pinned: Mapped[bool] = mapped_column(default=False)
    handover: Mapped[HandoverState | None]
    handed_on: Mapped[date | None]
    open_cases: Mapped[int | None]
    midterm: Mapped[str] = mapped_column(default="")
    midterm_on: Mapped[date | None]
    appraisal: Mapped[Appraisal | None]
    appraised_on: Mapped[date | None]
    appraised: Mapped[str] = mapped_column(default="")
    outcome: Mapped[RotationOutcome | None]
    end_reason: Mapped[str] = mapped_column(default="")
    state: Mapped[RotationState] = mapped_column(default=RotationState.DRAFT)
    state_reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[Index, ...]:
        return (
            living_index("ix_rotation_officer_id", "officer_id"),
            living_index("ix_rotation_batch_id", "batch_id"),
            living_index("ix_rotation_planned_to_on_state", "planned_to_on", "state"),
        )


class RotationItem(Part):
    """One line of the hand-over list of a rotation (工作交接清单): cases, dossiers, items in custody, accounts."""

    __tablename__ = "rotation_item"
    __table_args__ = (Index("ix_rotation_item_rotation_id", "rotation_id"),)

    rotation_id: Mapped[int] = mapped_column(ForeignKey("rotation.id"))
    kind: Mapped[HandoverKind | None]
    said: Mapped[str] = mapped_column(default="")
    receiver_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    done_on: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")


class RotationExtension(Part):
    """A later end of a rotation (延期): the day before and after, who allowed it and why."""

    __tablename__ = "rotation_extension"
    __table_args__ = (Index("ix_rotation_extension_rotation_id", "rotation_id"),)

    rotation_id: Mapped[int] = mapped_column(ForeignKey("rotation.id"))
    old_on: Mapped[date]
    new_on: Mapped[date]
    reason: Mapped[str]
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))


class RotationLimit(Record):
    """What was asked of an officer before a batch (轮岗摸底): where he was already, where he must not go, his wish.

    These are the young officers of the campaign's list (青年干警名单). ``special`` is a circumstance (怀孕, 驻村).
    """

    __tablename__ = "rotation_limit"

    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    special: Mapped[str] = mapped_column(default="")
    wish_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[Index, ...]:
        return (living_index("ix_rotation_limit_officer_id", "officer_id"),)


class VisitedDepartment(Part):
    """A department an officer has been rotated to before (已轮过部门)."""

    __tablename__ = "visited_department"
    __table_args__ = (Index("ix_visited_department_limit_id", "limit_id"),)

    limit_id: Mapped[int] = mapped_column(ForeignKey("rotation_limit.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    note: Mapped[str] = mapped_column(default="")


class BarredDepartment(Part):
    """A department an officer must not be rotated to (应回避部门)."""

    __tablename__ = "barred_department"
    __table_args__ = (Index("ix_barred_department_limit_id", "limit_id"),)

    limit_id: Mapped[int] = mapped_column(ForeignKey("rotation_limit.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))
    reason: Mapped[str] = mapped_column(default="")
