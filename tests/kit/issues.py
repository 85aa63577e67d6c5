"""Short ways to enter a problem, take it to any state, and look at it."""

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.models.base import Part
from desktop_app.models.issues import Issue, IssueCase, IssueCategory, IssueMeasure, IssueOfficer
from desktop_app.registers.issues import ISSUES
from desktop_app.rules.problems import Problem
from desktop_app.rules.vocabulary import Correction, IssueNature, IssueState, LookBackResult
from desktop_app.services import issues, records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, Values, new_draft
from desktop_app.services.facts import Facts
from desktop_app.services.outcome import Outcome
from desktop_app.system.clock import Clock
from tests.kit.office import furnished, id_of, loaded, officer

FOUND, DUE = date(2015, 3, 9), date(2015, 4, 24)
VERIFIED, CLOSED = date(2015, 4, 16), date(2015, 4, 20)
CASE = "清源检捕受[2015]61902300044号"
WAYS: dict[str, tuple[str, ...]] = {
    IssueState.UNCLAIMED: (),
    IssueState.CORRECTING: ("认领",),
    IssueState.APPLIED: ("认领", "申请销号"),
    IssueState.CHECKING: ("认领", "申请销号", "开始验收"),
    IssueState.CLOSED: ("认领", "申请销号", "开始验收", "销号"),
    IssueState.RETURNED: ("认领", "申请销号", "退回整改"),
    IssueState.LASTING: ("认领", "转长期坚持"),
    IssueState.MERGED: ("认领", "合并"),
    IssueState.VOID: ("作废",),
}
"""The steps from 待认领 to each state."""


@dataclass(frozen=True)
class Team:
    """Who has to do with the problems of a department: responsible, verifier, 分管领导."""

    owner: int
    checker: int
    leader: int


def team(desk: Desk, department: str = "侦查监督科") -> Team:
    """Three officers of 清源县."""
    names = (("叶国栋", department), ("陈少华", "案件管理办公室"), ("袁倩", "院领导"))
    return Team(*(officer(desk, *told) for told in names))


def teamed(root: Path, clock: Clock) -> tuple[Desk, Team]:
    """An office with the three of 侦查监督科: a copy of one made once in a run of the tests."""
    desk, given = furnished("team", lambda made: astuple(team(made)), root, clock)
    return desk, Team(*given)


def draft(desk: Desk, who: Team, name: str = "叶国栋讯问笔录漏签骑缝", **more: Any) -> Draft:
    """A problem of one case and person (个性), complete and unsaved; ``categories`` and ``case`` fill its lists."""
    words, case = more.pop("categories", ("不执行办案规范",)), more.pop("case", CASE)
    given = {
        "nature": IssueNature.INDIVIDUAL,
        "department_id": id_of(desk, "department", more.pop("department", "侦查监督科")),
        "name": name,
        "found_on": FOUND,
        "matter": "讯问笔录",
        "correction": Correction.BY_DEADLINE,
        "due_on": DUE,
    }
    made = new_draft(Issue, {**given, **more})
    if given["nature"] == made[Issue.nature]:
        made.parts = parts(who.owner, case)
    made.rows(IssueCategory).extend({"word": word} for word in words)
    return made


def parts(owner: int, case: str = CASE) -> dict[str, list[Values]]:
    """到案 and 到人."""
    return {IssueOfficer.__tablename__: [{"officer_id": owner}], IssueCase.__tablename__: [{"case_no": case}]}


def common(desk: Desk, who: Team, name: str = "权利告知走形式", **more: Any) -> Draft:
    """A problem of a whole line (共性)."""
    return draft(desk, who, name, nature=IssueNature.COMMON, leader_id=who.leader, matter="", **more)


def save(desk: Desk, made: Draft) -> int:
    return records.save(desk, ISSUES, made).ids[0]


def issue(desk: Desk, who: Team, name: str = "叶国栋讯问笔录漏签骑缝", **more: Any) -> int:
    """Enter one problem."""
    return save(desk, draft(desk, who, name, **more))


def seen(desk: Desk, issue_id: int) -> Draft:
    """The problem as the form loads it."""
    return loaded(desk, ISSUES, issue_id)


def state(desk: Desk, issue_id: int) -> IssueState:
    return seen(desk, issue_id)[Issue.state]


def step(desk: Desk, issue_id: int, verb: str, reason: str = "", **asked: Any) -> Outcome:
    """One step along the lifecycle, with what is filled in for it."""
    return records.move(desk, ISSUES, seen(desk, issue_id), verb, reason, asked)


def change(desk: Desk, issue_id: int, reason: str = "", **values: Any) -> Outcome:
    """Type over what the record says, and save."""
    made = seen(desk, issue_id)
    made.values.update(values)
    return records.save(desk, ISSUES, made, reason)


def corrected(desk: Desk, issue_id: int, texts: Sequence[str] = ("逐卷补正",)) -> None:
    """Write down measure, completion and evidence."""
    made = seen(desk, issue_id)
    made.parts[IssueMeasure.__tablename__] = [{"text": text} for text in texts]
    made[Issue.completion], made[Issue.evidence] = "已补正 3 件", "补正后卷宗复印件"
    records.save(desk, ISSUES, made)


def closing(who: Team, **more: Any) -> Values:
    """What the step 销号 asks for."""
    given = {
        "verifier_id": who.checker,
        "verified_on": VERIFIED,
        "opinion": "同意销号",
        "closed_on": CLOSED,
        "approver_id": who.leader,
    }
    return {**given, **more}


def asked_for(who: Team, verb: str, into: int | None = None) -> Values:
    """What a step asks for, filled in."""
    return {"销号": closing(who), "合并": {"merged_into_id": into}, "恢复限期": {"due_on": date(2015, 8, 31)}}.get(
        verb, {}
    )


def take(desk: Desk, who: Team, issue_id: int, to: str, into: int | None = None) -> int:
    """Take a new problem to a state, step by step; ``into`` is what it is merged into."""
    if "申请销号" in WAYS[to]:
        corrected(desk, issue_id)
    for verb in WAYS[to]:
        step(desk, issue_id, verb, "领导小组会议决定", **asked_for(who, verb, into))
    return issue_id


def closed(desk: Desk, who: Team, name: str = "叶国栋讯问笔录漏签骑缝", on: date = CLOSED, **more: Any) -> int:
    """Enter a problem and close it."""
    issue_id = take(desk, who, issue(desk, who, name, **more), IssueState.CHECKING)
    step(desk, issue_id, "销号", **closing(who, verified_on=on, closed_on=on))
    return issue_id


def rebound(desk: Desk, who: Team, issue_id: int, on: date = date(2015, 5, 20), **more: Any) -> Outcome:
    """Look back and find that it came back (反弹)."""
    told = {"note": "抽查又见漏签", "new_due": date(2015, 6, 30), **more}
    return issues.look_back(desk, issue_id, LookBackResult.REBOUND, on, who.checker, **told)


def firm(desk: Desk, who: Team, issue_id: int, on: date = date(2015, 5, 20)) -> Outcome:
    """Look back and find it firm (巩固)."""
    return issues.look_back(desk, issue_id, LookBackResult.FIRM, on, who.checker)


def extend(desk: Desk, who: Team, issue_id: int, to: date | None, **more: Any) -> Outcome:
    """Extend the deadline with the leader's approval."""
    given = {"reason": "等待省院批复", "approver_id": who.leader, **more}
    return issues.extend(desk, issue_id, to, **given)


def told(desk: Desk, part: type[Part], issue_id: int) -> list[Any]:
    """Rows of a part of the problem, oldest first."""
    with desk.store.read() as session:
        return list(session.scalars(select(part).where(part.__table__.c.issue_id == issue_id).order_by(part.id)))


def ledger(desk: Desk, made: Draft) -> tuple[int, list[Problem]]:
    """A row of an old ledger taken in, and what was found of it."""
    with desk.store.unit("导入旧台账") as unit:
        facts = Facts(unit.session, desk.today)
        record, problems = records.write(unit, ISSUES, made, facts, records.Mode.LEDGER)
        return record.id, problems


def gaps(desk: Desk, issue_id: int) -> Values:
    """What is 待补."""
    with desk.store.read() as session:
        return dict(session.get_one(Issue, issue_id).gaps)


def record(session: Session, issue_id: int) -> Values:
    """Every value of the record but what counts its saves."""
    values = records.plain(session.get_one(Issue, issue_id))
    return {name: value for name, value in values.items() if name != "version"}
