"""Promises of the problems: X3–X6."""

from collections.abc import Iterable

from sqlalchemy import select, union

from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.issue_standing import KIND, Stand, standing
from desktop_app.figures.promises import Finding
from desktop_app.models.issues import Issue, IssueCase, IssueClosure, IssueOfficer, SelfCheck
from desktop_app.models.keeping import Attachment
from desktop_app.models.people import Department
from desktop_app.models.plan import Task, TaskPartner
from desktop_app.rules.vocabulary import IssueNature, IssueState, TaskState


def spread_out(ask: Question) -> Finding:
    """X3 全面铺开: every business department has a task (led or shared) and a problem or signed self-check."""
    departments = ask.session.execute(
        select(Department.id, Department.name, Department.short)
        .where(Department.retired_at.is_(None), Department.business.is_(True))
        .where((Department.valid_from.is_(None)) | (Department.valid_from <= ask.as_of))
        .where((Department.valid_to.is_(None)) | (Department.valid_to >= ask.as_of))
        .order_by(Department.position, Department.id)
    ).all()
    tasked, searched = _tasked(ask), {row.department_id for row in standing(ask)} | _self_checked(ask)
    if not departments:
        return Finding(0, said="还没有业务部门")
    bare = [(id_, short or name) for id_, name, short in departments if id_ not in tasked or id_ not in searched]
    named = "、".join(name for _, name in bare[:3]) + ("等" if len(bare) > 3 else "")
    said = f"{len(departments)} 个业务部门"
    said += f"中 {len(bare)} 个没有任务或问题：{named}" if bare else "都有任务和问题（或无问题自查）"
    return Finding(len(departments), tuple(("department", id_) for id_, _ in bare), said=said)


def _tasked(ask: Question) -> set[int | None]:
    live = (Task.retired_at.is_(None), Task.state != TaskState.CANCELLED)
    led = select(Task.department_id).where(*live)
    shared = select(TaskPartner.department_id).join(Task, Task.id == TaskPartner.task_id).where(*live)
    return set(ask.session.scalars(union(led, shared)))


def _self_checked(ask: Question) -> set[int | None]:
    return set(
        ask.session.scalars(
            select(SelfCheck.department_id).where(SelfCheck.retired_at.is_(None), SelfCheck.signed_on <= ask.as_of)
        )
    )


def traced(ask: Question) -> Finding:
    """X4 到事、到案、到人: live 个性 problems have all three, live 共性 problems 责任部门 and 责任领导."""
    rows = [row for row in standing(ask) if row.state != IssueState.CLOSED]
    if not rows:
        return Finding(0, said="没有未销号的问题")
    fields = {
        id_: told
        for id_, *told in ask.session.execute(
            select(Issue.id, Issue.matter, Issue.no_case, Issue.department_id, Issue.leader_id)
        )
    }
    cases = set(ask.session.scalars(select(IssueCase.issue_id)))
    people = set(ask.session.scalars(select(IssueOfficer.issue_id)))

    def loose(row: Stand) -> bool:
        matter, no_case, department, leader = fields[row.id]
        if row.nature == IssueNature.INDIVIDUAL:
            return not matter or not (no_case or row.id in cases) or row.id not in people
        return department is None or leader is None

    found = [row for row in rows if loose(row)]
    said = f"未销号 {len(rows)} 条" + (f"中 {len(found)} 条没落到事、案、人" if found else "都落到了事、案、人")
    return Finding(len(rows), _behind(found), said=said)


def in_time(ask: Question) -> Finding:
    """X5 整改按期: none past its deadline and open; 长期坚持 is not late."""
    rows = standing(ask)
    if not rows:
        return Finding(0, said="还没有问题")
    late = sorted((row for row in rows if row.late(ask.as_of)), key=lambda row: (row.due_on or ask.as_of, row.number))
    said = f"{len(rows)} 条问题" + (f"中 {len(late)} 条逾期未整改" if late else "没有逾期")
    longest = max(((ask.as_of - row.due_on).days for row in late if row.due_on), default=0)
    return Finding(len(rows), _behind(late), said=said, late=longest)


def closed_honestly(ask: Question) -> Finding:
    """X6 销号有据: completion, a verifier who is nobody responsible, a date; without an attachment it is 待补."""
    rows = [row for row in standing(ask) if row.state == IssueState.CLOSED]
    if not rows:
        return Finding(0, said="还没有已销号的问题")
    closures = (
        select(Issue.id, Issue.round, Issue.completion, Issue.verifier_id, Issue.closed_on),
        select(
            IssueClosure.issue_id, IssueClosure.round, IssueClosure.completion, IssueClosure.verifier_id,
            IssueClosure.closed_on,
        ),
    )  # fmt: skip
    fields = {(id_, round_): told for asked in closures for id_, round_, *told in ask.session.execute(asked)}
    own: dict[int, set[int]] = {}
    for issue_id, officer_id in ask.session.execute(select(IssueOfficer.issue_id, IssueOfficer.officer_id)):
        own.setdefault(issue_id, set()).add(officer_id)
    filed = set(ask.session.scalars(select(Attachment.record_id).where(Attachment.kind == KIND)))

    def groundless(row: Stand) -> bool:
        completion, verifier, closed = fields[row.id, row.round]
        return not completion or verifier is None or closed is None or verifier in own.get(row.id, ())

    bad = [row for row in rows if groundless(row)]
    bare = [row for row in rows if row not in bad and row.id not in filed]
    said = f"已销号 {len(rows)} 条"
    said += f"中 {len(bad)} 条依据不足" if bad else f"，{len(bare)} 条没附佐证材料" if bare else "都有依据"
    return Finding(len(rows), _behind(bad), _behind(bare), said)


def _behind(rows: Iterable[Stand]) -> tuple[Behind, ...]:
    return tuple((KIND, row.id) for row in rows)
