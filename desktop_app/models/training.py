"""Training sessions (培训) with who signed in."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop_app.models.base import Part, Record, living_index
from desktop_app.rules.vocabulary import AttendanceState, TrainingKind


class Training(Record):
    """A training session (培训). ``hours`` are class hours (学时) in hundredths, so that half an hour is 50.

    ``expected``/``present`` are head counts (应到/实到) as a register wrote them; where a sign-in list stands, the list
    counts.
    """

    __tablename__ = "training"

    title: Mapped[str]
    kind: Mapped[TrainingKind | None]
    held_on: Mapped[date | None]
    clock: Mapped[str] = mapped_column(default="")
    hours: Mapped[int | None]
    place: Mapped[str] = mapped_column(default="")
    lecturer: Mapped[str] = mapped_column(default="")
    content: Mapped[str] = mapped_column(default="")
    materials: Mapped[str] = mapped_column(default="")
    expected: Mapped[int | None]
    present: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[Index, ...]:
        return (living_index("ix_training_held_on", "held_on"),)


class TrainingPresence(Part):
    """One officer on the sign-in list of a training session (签到): 出勤, 请假 with its cause, 缺席."""

    __tablename__ = "training_presence"
    __table_args__ = (
        Index("ix_training_presence_training_id", "training_id"),
        Index("ix_training_presence_officer_id", "officer_id"),
    )

    training_id: Mapped[int] = mapped_column(ForeignKey("training.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    state: Mapped[AttendanceState] = mapped_column(default=AttendanceState.PRESENT)
    cause: Mapped[str] = mapped_column(default="")
