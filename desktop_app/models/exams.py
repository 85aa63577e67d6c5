"""Exams (闭卷考试) and what every candidate came to. Marks are whole hundredths of a point, like scores of reviews."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop_app.models.base import Part, Record, living_index
from desktop_app.rules.vocabulary import (
    AbsenceCause,
    ExamForm,
    ExamState,
    RetakePolicy,
    RosterRule,
    SittingCode,
    TieRule,
)

FULL, PASS, EXCELLENT, HALF = 10_000, 6_000, 9_000, 50
"""What a new exam begins with, in hundredths, to be changed on each: 满分100、及格60、优秀90, marks in half points."""


class Exam(Record):
    """An exam (考试场次): when and where, full marks and pass mark, who has to sit it, how marks and ranks are told.

    A paper has up to two kinds of questions (``first``/``second``: 客观题, 主观题) with their own full marks; without
    them only the total is keyed. ``scale`` are the grades by total (等次), such as 优秀90、良好80、及格60、不及格0.
    ``retake_by`` is the last day of the retake (补考期限), ``retake_on`` the day it is set for. ``step`` is the finest
    mark given. ``seed`` shuffles the seats, so that the same seed seats the same people alike.
    """

    __tablename__ = "exam"

    title: Mapped[str]
    form: Mapped[ExamForm] = mapped_column(default=ExamForm.CLOSED)
    paper: Mapped[str] = mapped_column(default="")
    held_on: Mapped[date | None]
    clock: Mapped[str] = mapped_column(default="")
    until: Mapped[str] = mapped_column(default="")
    place: Mapped[str] = mapped_column(default="")
    subjects: Mapped[str] = mapped_column(default="")
    full: Mapped[int] = mapped_column(default=FULL)
    pass_mark: Mapped[int] = mapped_column(default=PASS)
    excellent: Mapped[int] = mapped_column(default=EXCELLENT)
    step: Mapped[int] = mapped_column(default=HALF)
    first_name: Mapped[str] = mapped_column(default="客观题")
    first_full: Mapped[int | None]
    second_name: Mapped[str] = mapped_column(default="主观题")
    second_full: Mapped[int | None]
    scale: Mapped[str] = mapped_column(default="")
    ties: Mapped[TieRule] = mapped_column(default=TieRule.SKIP)
    roster: Mapped[RosterRule] = mapped_column(default=RosterRule.ALL)
    young_age: Mapped[int] = mapped_column(default=35)
    ticket_prefix: Mapped[str] = mapped_column(default="")
    seed: Mapped[str] = mapped_column(default="")
    setter: Mapped[str] = mapped_column(default="")
    marker_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    checker_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    retake_policy: Mapped[RetakePolicy] = mapped_column(default=RetakePolicy.CAPPED)
    retake_by: Mapped[date | None]
    retake_on: Mapped[date | None]
    retake_place: Mapped[str] = mapped_column(default="")
    published_on: Mapped[date | None]
    bulletin_no: Mapped[str] = mapped_column(default="")
    state: Mapped[ExamState] = mapped_column(default=ExamState.PREPARING)
    state_reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[CheckConstraint | Index, ...]:
        return (
            CheckConstraint("full > 0 AND step > 0", name="full"),
            CheckConstraint("pass_mark BETWEEN 0 AND full AND excellent BETWEEN 0 AND full", name="lines"),
            living_index("ix_exam_held_on", "held_on"),
        )


class ExamDepartment(Part):
    """A department whose officers sit the exam (应考部门), where the roster goes by departments."""

    __tablename__ = "exam_department"
    __table_args__ = (Index("ix_exam_department_exam_id", "exam_id"),)

    exam_id: Mapped[int] = mapped_column(ForeignKey("exam.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))


class ExamException(Part):
    """Somebody the roster rule names who is left off the roster, and why (不列入名单)."""

    __tablename__ = "exam_exception"
    __table_args__ = (Index("ix_exam_exception_exam_id", "exam_id"),)

    exam_id: Mapped[int] = mapped_column(ForeignKey("exam.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    reason: Mapped[str] = mapped_column(default="")


class ExamRoom(Part):
    """A room (考场) with its seats: ``ranks`` rows from the front, ``files`` seats in each."""

    __tablename__ = "exam_room"
    __table_args__ = (Index("ix_exam_room_exam_id", "exam_id"),)

    exam_id: Mapped[int] = mapped_column(ForeignKey("exam.id"))
    name: Mapped[str]
    ranks: Mapped[int] = mapped_column(default=6)
    files: Mapped[int] = mapped_column(default=6)


class ExamInvigilator(Part):
    """Who watches over an exam (监考)."""

    __tablename__ = "exam_invigilator"
    __table_args__ = (Index("ix_exam_invigilator_exam_id", "exam_id"),)

    exam_id: Mapped[int] = mapped_column(ForeignKey("exam.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))


class Sitting(Record):
    """A candidate at an exam (应试记录): seat, marks in hundredths, how he stands to the exam, his retake.

    ``name`` is the name on the score sheet; ``officer_id`` is who that is, empty while unknown (待补). ``first`` and
    ``second`` are the marks of the two kinds of questions. Without 参考 there is no mark. ``again_…`` are the marks of
    the second keying (复核录入). ``written_rank`` is the rank an old score sheet wrote; ranks are worked out.
    """

    __tablename__ = "sitting"

    exam_id: Mapped[int | None] = mapped_column(ForeignKey("exam.id"))
    name: Mapped[str]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    ticket: Mapped[str] = mapped_column(default="")
    room: Mapped[str] = mapped_column(default="")
    seat: Mapped[int | None]
    code: Mapped[SittingCode] = mapped_column(default=SittingCode.SAT)
    cause: Mapped[AbsenceCause | None]
    excuse: Mapped[str] = mapped_column(default="")
    first: Mapped[int | None]
    second: Mapped[int | None]
    total: Mapped[int | None]
    again_first: Mapped[int | None]
    again_second: Mapped[int | None]
    again_total: Mapped[int | None]
    written_rank: Mapped[int | None]
    retake_on: Mapped[date | None]
    retake_code: Mapped[SittingCode | None]
    retake_total: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[CheckConstraint | Index, ...]:
        return (
            living_index("ix_sitting_exam_id", "exam_id", "seat"),
            living_index("ix_sitting_officer_id", "officer_id"),
        )


class MarkChange(Part):
    """A mark changed after publication (公布后改分): what it was, what it became, why, with whom. Never changed."""

    __tablename__ = "mark_change"
    __table_args__ = (Index("ix_mark_change_sitting_id", "sitting_id"),)

    sitting_id: Mapped[int] = mapped_column(ForeignKey("sitting.id"))
    changed_on: Mapped[date]
    field: Mapped[str]
    old: Mapped[str] = mapped_column(default="")
    new: Mapped[str] = mapped_column(default="")
    reason: Mapped[str]
    witness_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
