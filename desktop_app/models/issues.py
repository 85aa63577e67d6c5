"""Problems (问题) of the campaign with measures, progress, extensions, closures and looks back."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop_app.models.base import Part, Record, living_index
from desktop_app.rules.vocabulary import CauseKind, Correction, IssueNature, IssueState, LookBackResult


class Issue(Record):
    """A problem (问题), traced 到事、到案、到人, corrected and closed (销号).

    ``name`` is the problem in a line, ``showing`` how it showed. ``first_due_on`` is the original deadline (原期限).
    ``round`` counts the runs through the lifecycle: a rebound (反弹) opens the next under the same number, and the
    closure of the former stands in ``IssueClosure``. ``returned`` counts 退回. ``look_back_on`` is when to look back.
    """

    __tablename__ = "issue"

    nature: Mapped[IssueNature | None]
    line: Mapped[str] = mapped_column(default="")
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    name: Mapped[str]
    showing: Mapped[str] = mapped_column(default="")
    matter: Mapped[str] = mapped_column(default="")
    no_case: Mapped[bool] = mapped_column(default=False)
    standard_id: Mapped[int | None] = mapped_column(ForeignKey("standard.id"))
    origin: Mapped[str] = mapped_column(default="")
    found_on: Mapped[date | None]
    finder: Mapped[str] = mapped_column(default="")
    cause: Mapped[str] = mapped_column(default="")
    cause_kind: Mapped[CauseKind | None]
    goal: Mapped[str] = mapped_column(default="")
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    correction: Mapped[Correction | None]
    due_on: Mapped[date | None]
    first_due_on: Mapped[date | None]
    state: Mapped[IssueState] = mapped_column(default=IssueState.UNCLAIMED)
    state_reason: Mapped[str] = mapped_column(default="")
    round: Mapped[int] = mapped_column(default=1)
    returned: Mapped[int] = mapped_column(default=0)
    completion: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")
    rule_made: Mapped[str] = mapped_column(default="")
    verifier_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    verified_on: Mapped[date | None]
    opinion: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None]
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    look_back_on: Mapped[date | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id"))
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[CheckConstraint | Index, ...]:
        return (
            CheckConstraint("round > 0", name="round"),
            CheckConstraint("returned >= 0", name="returned"),
            living_index("ix_issue_due_on_state", "due_on", "state"),
            living_index("ix_issue_state", "state"),
        )


class IssueCategory(Part):
    """A category (类别) of a problem, in the words of the dictionary 问题类别; a problem may have several."""

    __tablename__ = "issue_category"
    __table_args__ = (Index("ix_issue_category_issue_id", "issue_id"),)

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    word: Mapped[str]


class IssueCase(Part):
    """A case a problem concerns (到案), by its number (受案号) as written."""

    __tablename__ = "issue_case"
    __table_args__ = (Index("ix_issue_case_issue_id", "issue_id"),)

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    case_no: Mapped[str]


class IssueOfficer(Part):
    """Somebody responsible for a problem (到人、责任人)."""

    __tablename__ = "issue_officer"
    __table_args__ = (Index("ix_issue_officer_issue_id", "issue_id"),)

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    officer_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))


class IssueMeasure(Part):
    """A measure (整改措施) with who does it, by when, and when it was done."""

    __tablename__ = "issue_measure"
    __table_args__ = (Index("ix_issue_measure_issue_id", "issue_id"),)

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    text: Mapped[str]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]


class IssueNote(Part):
    """A dated progress note (进展记录) of a problem."""

    __tablename__ = "issue_note"
    __table_args__ = (Index("ix_issue_note_issue_id", "issue_id"),)

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    noted_on: Mapped[date | None]
    text: Mapped[str]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))


class IssueExtension(Part):
    """An extension (延期): a new commitment with reason and approver; the day before it stays."""

    __tablename__ = "issue_extension"
    __table_args__ = (Index("ix_issue_extension_issue_id", "issue_id"),)

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    changed_on: Mapped[date]
    old_due_on: Mapped[date | None]
    new_due_on: Mapped[date]
    reason: Mapped[str]
    approver_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    doc_no: Mapped[str] = mapped_column(default="")


class IssueClosure(Part):
    """The closure of a former round (历次销号), as it stood when the problem came back."""

    __tablename__ = "issue_closure"
    __table_args__ = (Index("ix_issue_closure_issue_id", "issue_id"),)

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    round: Mapped[int]
    due_on: Mapped[date | None]
    completion: Mapped[str] = mapped_column(default="")
    evidence: Mapped[str] = mapped_column(default="")
    verifier_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    verified_on: Mapped[date | None]
    opinion: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[date | None]
    approver_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))


class IssueLookBack(Part):
    """A look back (回头看) at a closed problem: 巩固 or 反弹."""

    __tablename__ = "issue_look_back"
    __table_args__ = (Index("ix_issue_look_back_issue_id", "issue_id"),)

    issue_id: Mapped[int] = mapped_column(ForeignKey("issue.id"))
    round: Mapped[int]
    checked_on: Mapped[date]
    result: Mapped[LookBackResult]
    checker_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    note: Mapped[str] = mapped_column(default="")


class SelfCheck(Record):
    """A signed statement of a department that it found no problem (无问题自查报告)."""

    __tablename__ = "self_check"

    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    signed_on: Mapped[date | None]
    signer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    scope: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
