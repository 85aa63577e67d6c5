"""Meetings and learning sessions (会议学习) with their attendance."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop_app.models.base import Part, Record, living_index
from desktop_app.rules.vocabulary import AttendanceState, MeetingKind


class Meeting(Record):
    """A meeting or learning session. ``expected``/``present`` are head counts (应到/实到) as the minutes say."""

    __tablename__ = "meeting"

    kind: Mapped[MeetingKind | None]
    title: Mapped[str]
    held_on: Mapped[date | None]
    clock: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    host_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    expected: Mapped[int | None]
    present: Mapped[int | None]
    content: Mapped[str] = mapped_column(default="")
    minutes_no: Mapped[str] = mapped_column(default="")
    recorder_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[Index, ...]:
        return (living_index("ix_meeting_held_on", "held_on"),)


class Attendance(Part):
    """One officer's attendance at a meeting; ledgers usually name only those absent."""

    __tablename__ = "attendance"
    __table_args__ = (Index("ix_attendance_meeting_id", "meeting_id"),)

    meeting_id: Mapped[int] = mapped_column(ForeignKey("meeting.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    state: Mapped[AttendanceState] = mapped_column(default=AttendanceState.EXCUSED)
    note: Mapped[str] = mapped_column(default="")
