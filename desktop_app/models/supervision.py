"""What inspections find (习惯性督查), the supervision documents sent out (监督文书), abolished indicators."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop_app.models.base import Part, Record, living_index
from desktop_app.rules.vocabulary import Adoption, DocumentState, HabitState, Hollow, Landing


class Habit(Record):
    """A finding of an inspection (习惯性执法问题): what was found where, what was done about it, where it was told.

    ``bulletin_id`` is the bulletin of this file that tells it; ``bulletin_no`` and ``bulletin_on`` are what an old
    ledger says of one. ``no_bulletin`` is the approved reason for telling none. ``discipline`` marks a lead for
    一案双查, and ``no_inquiry`` says why none was opened.
    """

    __tablename__ = "habit"

    name: Mapped[str]
    inspected_on: Mapped[date | None]
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    place: Mapped[str] = mapped_column(default="")
    case_no: Mapped[str] = mapped_column(default="")
    category: Mapped[str] = mapped_column(default="")
    handling: Mapped[str] = mapped_column(default="")
    handled_on: Mapped[date | None]
    bulletin_no: Mapped[str] = mapped_column(default="")
    bulletin_on: Mapped[date | None]
    bulletin_id: Mapped[int | None] = mapped_column(ForeignKey("bulletin.id"))
    no_bulletin: Mapped[str] = mapped_column(default="")
    no_bulletin_approver_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    discipline: Mapped[bool] = mapped_column(default=False)
    discipline_note: Mapped[str] = mapped_column(default="")
    no_inquiry: Mapped[str] = mapped_column(default="")
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"))
    state: Mapped[HabitState] = mapped_column(default=HabitState.UNTOLD)
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[CheckConstraint | Index, ...]:
        return (
            living_index("ix_habit_inspected_on", "inspected_on"),
            living_index("ix_habit_state", "state"),
        )


class HabitInspector(Part):
    """Somebody who inspected (督查人员)."""

    __tablename__ = "habit_inspector"
    __table_args__ = (Index("ix_habit_inspector_habit_id", "habit_id"),)

    habit_id: Mapped[int] = mapped_column(ForeignKey("habit.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))


class HabitOfficer(Part):
    """Somebody a finding is about (涉及人员)."""

    __tablename__ = "habit_officer"
    __table_args__ = (Index("ix_habit_officer_habit_id", "habit_id"),)

    habit_id: Mapped[int] = mapped_column(ForeignKey("habit.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))


class DocumentKind(Record):
    """A kind of supervision document (监督文书种类) and the rule its reply is due by.

    ``rule_code`` names the deadline rule counted from delivery; ``other_rules`` holds one 词：规则 a line for
    addressees whose name has the word (看守所：detention_house_reply). ``aliases`` are other names, separated by 、.
    ``serial_word`` is what stands in its numbers (纠违). Kinds not in use are retired.
    """

    __tablename__ = "document_kind"

    title: Mapped[str]
    aliases: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    rule_code: Mapped[str] = mapped_column(default="")
    other_rules: Mapped[str] = mapped_column(default="")
    serial_word: Mapped[str] = mapped_column(default="")
    inside: Mapped[bool] = mapped_column(default=False)
    basis: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class SupervisionDocument(Record):
    """A supervision document (检察建议、纠正违法通知书、流程监控通知书、侦查活动监督通知书) until it has landed.

    ``kind`` is the title of its DocumentKind. The deadline runs from ``delivered_on`` (送达). ``stated_days`` are the
    days the document itself gives (文书写明的期限), which go before the rule. ``unit`` is the addressee (发往单位);
    of a document for a department of the house ``to_department_id``.
    """

    __tablename__ = "supervision_document"

    kind: Mapped[str]
    doc_no: Mapped[str] = mapped_column(default="")
    case_no: Mapped[str] = mapped_column(default="")
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    unit: Mapped[str] = mapped_column(default="")
    to_department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    name: Mapped[str]
    facts: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="")
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    approved_on: Mapped[date | None]
    sent_on: Mapped[date | None]
    delivered_on: Mapped[date | None]
    proof: Mapped[str] = mapped_column(default="")
    stated_days: Mapped[int | None]
    due_on: Mapped[date | None]
    replied_on: Mapped[date | None]
    reply_no: Mapped[str] = mapped_column(default="")
    reply: Mapped[str] = mapped_column(default="")
    adoption: Mapped[Adoption | None]
    objected_on: Mapped[date | None]
    objection: Mapped[str] = mapped_column(default="")
    reviewed_on: Mapped[date | None]
    review_result: Mapped[str] = mapped_column(default="")
    verify_way: Mapped[str] = mapped_column(default="")
    verifier_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    verified_on: Mapped[date | None]
    landing: Mapped[Landing | None]
    evidence: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None]
    reported_on: Mapped[date | None]
    reported_to: Mapped[str] = mapped_column(default="")
    announced: Mapped[bool] = mapped_column(default=False)
    copied_to: Mapped[str] = mapped_column(default="")
    filed_with: Mapped[str] = mapped_column(default="")
    withdrawn_on: Mapped[date | None]
    issue_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"))
    state: Mapped[DocumentState] = mapped_column(default=DocumentState.DRAFT)
    state_reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[CheckConstraint | Index, ...]:
        return (
            CheckConstraint("stated_days IS NULL OR stated_days > 0", name="stated_days"),
            living_index("ix_supervision_document_due_on", "due_on", "state"),
            living_index("ix_supervision_document_state", "state"),
            living_index("ix_supervision_document_case_no", "case_no"),
        )


class DocumentUrging(Part):
    """One urging of a document without reply or effect (督促)."""

    __tablename__ = "document_urging"
    __table_args__ = (Index("ix_document_urging_document_id", "document_id"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("supervision_document.id"))
    urged_on: Mapped[date | None]
    way: Mapped[str] = mapped_column(default="")
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    note: Mapped[str] = mapped_column(default="")


class Indicator(Record):
    """An indicator judged 虚, 假 or 空 (考核指标) with its abolition and what replaces it; ``points`` in hundredths."""

    __tablename__ = "indicator"

    name: Mapped[str]
    hollow: Mapped[Hollow | None]
    points: Mapped[int | None]
    reason: Mapped[str] = mapped_column(default="")
    doc_no: Mapped[str] = mapped_column(default="")
    abolished_on: Mapped[date | None]
    replacement: Mapped[str] = mapped_column(default="")
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    note: Mapped[str] = mapped_column(default="")
