"""The work plan (工作方案): its phases, tasks, leading group and standards."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from desktop_app.models.base import Part, Record, living_index
from desktop_app.rules.vocabulary import GroupRole, Panel, PlanState, StandardState, TaskState


class Plan(Record):
    """The plan document (方案); issuing it freezes the baseline of its tasks."""

    __tablename__ = "plan"

    title: Mapped[str]
    doc_no: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None]
    signer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    state: Mapped[PlanState] = mapped_column(default=PlanState.DRAFT)
    group_doc_no: Mapped[str] = mapped_column(default="")
    group_office_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    goal: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class Phase(Record):
    """A phase (阶段) of the campaign; ``position`` gives the order, the tasks give the progress."""

    __tablename__ = "phase"

    position: Mapped[int]
    name: Mapped[str] = mapped_column(unique=True)
    start_on: Mapped[date | None]
    end_on: Mapped[date | None]
    goal: Mapped[str] = mapped_column(default="")


class Task(Record):
    """A task (任务) of the plan. ``base_*`` is the frozen baseline; ``after_id`` the task it follows.

    ``progress`` is 0-100. 逾期 is computed, never stored.
    """

    __tablename__ = "task"

    phase_id: Mapped[int | None] = mapped_column(ForeignKey("phase.id"))
    name: Mapped[str]
    wording: Mapped[str] = mapped_column(default="")
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    start_on: Mapped[date | None]
    due_on: Mapped[date | None]
    base_start_on: Mapped[date | None]
    base_due_on: Mapped[date | None]
    output: Mapped[str] = mapped_column(default="")
    panel: Mapped[Panel | None]
    progress: Mapped[int] = mapped_column(default=0)
    state: Mapped[TaskState] = mapped_column(default=TaskState.NOT_STARTED)
    done_on: Mapped[date | None]
    state_reason: Mapped[str] = mapped_column(default="")
    after_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))
    note: Mapped[str] = mapped_column(default="")

    @classmethod
    def checks(cls) -> tuple[CheckConstraint | Index, ...]:
        return (
            CheckConstraint("progress BETWEEN 0 AND 100", name="progress"),
            living_index("ix_task_due_on_state", "due_on", "state"),
            living_index("ix_task_phase_id_state", "phase_id", "state"),
        )


class TaskPartner(Part):
    """A department that helps with a task (配合部门)."""

    __tablename__ = "task_partner"
    __table_args__ = (Index("ix_task_partner_task_id", "task_id"),)

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    department_id: Mapped[int] = mapped_column(ForeignKey("department.id"))


class TaskNote(Part):
    """A dated progress note (进展记录) of a task."""

    __tablename__ = "task_note"
    __table_args__ = (Index("ix_task_note_task_id", "task_id"),)

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    noted_on: Mapped[date | None]
    text: Mapped[str]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))


class DeadlineChange(Part):
    """A moved deadline (期限变更): the old date stays, with reason, approver and document number."""

    __tablename__ = "deadline_change"
    __table_args__ = (Index("ix_deadline_change_task_id", "task_id"),)

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"))
    changed_on: Mapped[date]
    old_start_on: Mapped[date | None]
    old_due_on: Mapped[date | None]
    new_start_on: Mapped[date | None]
    new_due_on: Mapped[date]
    reason: Mapped[str]
    approver_id: Mapped[int] = mapped_column(ForeignKey("officer.id"))
    doc_no: Mapped[str] = mapped_column(default="")
    moved_with_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"))


class GroupMember(Record):
    """A member of the leading group (领导小组)."""

    __tablename__ = "group_member"

    role: Mapped[GroupRole | None]
    officer_id: Mapped[int | None] = mapped_column(ForeignKey("officer.id"))
    post: Mapped[str] = mapped_column(default="")
    duty: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)


class Standard(Record):
    """One of the 13 执法办案标准 the plan promises."""

    __tablename__ = "standard"

    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    line: Mapped[str] = mapped_column(default="")
    doc_no: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date | None]
    effective_on: Mapped[date | None]
    basis: Mapped[str] = mapped_column(default="")
    drafter_id: Mapped[int | None] = mapped_column(ForeignKey("department.id"))
    state: Mapped[StandardState] = mapped_column(default=StandardState.DRAFT)
    note: Mapped[str] = mapped_column(default="")
