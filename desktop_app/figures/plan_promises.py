"""Promises of the plan: K1, K2, X1, X2, X7."""

from sqlalchemy import select

from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.plan import late_on
from desktop_app.figures.promises import Finding
from desktop_app.models.keeping import Attachment
from desktop_app.models.plan import GroupMember, Plan, Standard, Task
from desktop_app.rules.vocabulary import GroupRole, TaskState

_NO_TASKS = "还没有任务"


def _plan(ask: Question) -> Plan | None:
    return ask.session.scalars(select(Plan).where(Plan.retired_at.is_(None)).order_by(Plan.id)).first()


def _about_plan(plan: Plan | None, broken: list[str], open_ones: list[str], kept: str) -> Finding:
    """One finding about the plan itself: what is wanting breaks it, what is only not written down leaves it 待补."""
    if plan is None:
        return Finding(0, said="没有方案")
    here: tuple[Behind, ...] = (("plan", plan.id),)
    missing = [*broken, *open_ones]
    said = f"缺{'、'.join(missing)}" if missing else kept
    return Finding(1, here if broken else (), here if open_ones and not broken else (), said)


def group_founded(ask: Question) -> Finding:
    """K1 领导小组成立: 组长 and members; the office and the document number not written down leave it 待补."""
    plan = _plan(ask)
    roles = ask.session.scalars(select(GroupMember.role).where(GroupMember.retired_at.is_(None))).all()
    office = bool({GroupRole.OFFICE_HEAD, GroupRole.OFFICE_MEMBER} & set(roles)) or (plan and plan.group_office_id)
    broken = ["组长"] * (GroupRole.HEAD not in roles) + ["成员"] * (
        not {GroupRole.DEPUTY, GroupRole.MEMBER} & set(roles)
    )
    open_ones = ["办公室"] * (not office) + ["成立文号"] * (plan is None or not plan.group_doc_no)
    return _about_plan(plan, broken, open_ones, f"组长、成员等 {len(roles)} 人，{plan.group_doc_no if plan else ''}")


def plan_issued(ask: Question) -> Finding:
    """K2 方案制定印发: 文号, 印发日期, 签发人; with none of them it is not issued, with some it is 待补."""
    plan = _plan(ask)
    wanted = {
        "文号": plan and plan.doc_no,
        "印发日期": plan and plan.issued_on and plan.issued_on <= ask.as_of,
        "签发人": plan and plan.signer_id,
    }
    missing = [word for word, there in wanted.items() if not there]
    nothing = len(missing) == len(wanted)
    said = f"{plan.doc_no}，{plan.issued_on} 印发" if plan else ""
    return _about_plan(plan, missing if nothing else [], [] if nothing else missing, said)


def tasks_grounded(ask: Question) -> Finding:
    """X1 任务有人有期: 牵头部门, 责任人, 起止; a cancelled task owes nothing."""
    rows = ask.session.execute(
        select(Task.id, Task.department_id, Task.officer_id, Task.start_on, Task.due_on)
        .where(Task.retired_at.is_(None), Task.state != TaskState.CANCELLED)
        .order_by(Task.id)
    ).all()
    if not rows:
        return Finding(0, said=_NO_TASKS)
    bare = tuple(("task", id_) for id_, *wanted in rows if None in wanted)
    said = f"{len(rows)} 项任务" + (f"中 {len(bare)} 项缺部门、责任人或起止" if bare else "都有部门、责任人和起止")
    return Finding(len(rows), bare, said=said)


def tasks_in_time(ask: Question) -> Finding:
    """X2 任务按期完成: none past due and unfinished; 暂缓 and 取消 are not late."""
    rows = ask.session.execute(
        select(Task.id, Task.due_on, late_on(ask)).where(Task.retired_at.is_(None)).order_by(Task.due_on, Task.id)
    ).all()
    if not rows:
        return Finding(0, said=_NO_TASKS)
    late = [(id_, due) for id_, due, is_late in rows if due is not None and is_late]
    said = f"{len(rows)} 项任务" + (f"中 {len(late)} 项逾期未完成" if late else "没有逾期")
    longest = max(((ask.as_of - due).days for _, due in late), default=0)
    return Finding(len(rows), tuple(("task", id_) for id_, _ in late), said=said, late=longest)


def standards_made(ask: Question) -> Finding:
    """X7 13项标准建成: number, effective date and text; a missing text leaves it 待补."""
    rows = ask.session.execute(
        select(Standard.id, Standard.doc_no, Standard.effective_on)
        .where(Standard.retired_at.is_(None))
        .order_by(Standard.number)
    ).all()
    if not rows:
        return Finding(0, said="还没有办案标准")
    texts = set(ask.session.scalars(select(Attachment.record_id).where(Attachment.kind == Standard.__tablename__)))
    bare = [id_ for id_, doc_no, on in rows if not doc_no or on is None or on > ask.as_of]
    textless = [id_ for id_, *_ in rows if id_ not in bare and id_ not in texts]
    said = f"{len(rows)} 项标准" + (f"中 {len(bare)} 项没建成" if bare else "都已建成")
    said += f"，{len(textless)} 项没附文本" if textless else ""
    return Finding(len(rows), _standards(bare), _standards(textless), said)


def _standards(ids: list[int]) -> tuple[Behind, ...]:
    return tuple(("standard", id_) for id_ in ids)
