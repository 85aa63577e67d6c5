"""Who answers for what (一岗双责): duty lists with performance and checks; double investigations (一案双查)."""

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop_app.models.base import Part, Record, living_index
from desktop_app.rules.vocabulary import Blame, InquiryState, Leg


class Duty(Record):
    """The duty list of a leader or department head (责任清单): business and conduct, signed (责任书).

    ``told_talks`` and ``told_checks`` are numbers an old ledger gives without days (廉政谈话、检查次数).
    """

    __tablename__ = "duty"

    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    post: Mapped[str] = mapped_column(default="")
    charge: Mapped[str] = mapped_column(default="")
    business: Mapped[str] = mapped_column(default="")
    integrity: Mapped[str] = mapped_column(default="")
    signed_on: Mapped[date | None]
    told_talks: Mapped[int | None]
    told_checks: Mapped[int | None]
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[Index, ...]:
        return (living_index("ix_duty_officer_id", "officer_id"),)


class DutyDeed(Part):
    """One thing done in performance of a duty (履责记录): 谈话, 检查, 约谈, 部署."""

    __tablename__ = "duty_deed"
    __table_args__ = (Index("ix_duty_deed_duty_id", "duty_id"),)

    duty_id: Mapped[int] = mapped_column(ForeignKey("duty.id"))
    done_on: Mapped[date | None]
    kind: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    evidence: Mapped[str] = mapped_column(default="")


class DutyCheck(Part):
    """The check of a quarter or year (履责考核): ``period`` is 2015Q1 or 2015."""

    __tablename__ = "duty_check"
    __table_args__ = (Index("ix_duty_check_duty_id", "duty_id"),)

    duty_id: Mapped[int] = mapped_column(ForeignKey("duty.id"))
    period: Mapped[str]
    grade: Mapped[str] = mapped_column(default="")
    problem: Mapped[str] = mapped_column(default="")
    checked_on: Mapped[date | None]
    checker_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))


class OutcomeKind(Record):
    """A step of the outcome ladder (问责方式), from 不予追究 to 移送司法.

    ``rule_code`` names the rule its period of effect (影响期) is counted by, empty for none; ``blames`` says whether it
    is an outcome for somebody responsible.
    """

    __tablename__ = "outcome_kind"

    title: Mapped[str]
    aliases: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    rule_code: Mapped[str] = mapped_column(default="")
    blames: Mapped[bool] = mapped_column(default=True)
    basis: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Inquiry(Record):
    """A double investigation (一案双查): one case, both who did it and who led him.

    What set it off stands in ``Tie`` rows and in ``case_no``. ``no_leader`` says why the leadership leg is not looked
    into. ``state_reason`` is the reason of the last step that asks for one (了结、不予立项).
    """

    __tablename__ = "inquiry"

    name: Mapped[str]
    origin: Mapped[str] = mapped_column(default="")
    case_no: Mapped[str] = mapped_column(default="")
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    registered_on: Mapped[date | None]
    started_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    decider_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    no_leader: Mapped[str] = mapped_column(default="")
    conclusion: Mapped[str] = mapped_column(default="")
    mending: Mapped[str] = mapped_column(default="")
    basis: Mapped[str] = mapped_column(default="")
    bulletin_no: Mapped[str] = mapped_column(default="")
    bulletin_on: Mapped[date | None]
    bulletin_id: Mapped[int | None] = mapped_column(ForeignKey("bulletin.id"))
    carried_out_on: Mapped[date | None]
    revisited_on: Mapped[date | None]
    revisit: Mapped[str] = mapped_column(default="")
    archived_on: Mapped[date | None]
    state: Mapped[InquiryState] = mapped_column(default=InquiryState.LEAD)
    state_reason: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[Index, ...]:
        return (
            living_index("ix_inquiry_state", "state"),
            living_index("ix_inquiry_case_no", "case_no"),
        )


class InquiryPerson(Part):
    """Somebody looked into (双查对象), on one of the two legs, with what was found and what follows of it.

    ``outcome`` is the title of an OutcomeKind; ``until_on`` the last day of its period of effect (影响期满).
    """

    __tablename__ = "inquiry_person"
    __table_args__ = (Index("ix_inquiry_person_inquiry_id", "inquiry_id"),)

    inquiry_id: Mapped[int] = mapped_column(ForeignKey("inquiry.id"))
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    leg: Mapped[Leg]
    blame: Mapped[Blame | None]
    fault: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="")
    decided_on: Mapped[date | None]
    doc_no: Mapped[str] = mapped_column(default="")
    carried_out_on: Mapped[date | None]
    until_on: Mapped[date | None]


class InquiryMember(Part):
    """Somebody investigating (调查人员)."""

    __tablename__ = "inquiry_member"
    __table_args__ = (Index("ix_inquiry_member_inquiry_id", "inquiry_id"),)

    inquiry_id: Mapped[int] = mapped_column(ForeignKey("inquiry.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
