"""Problems for papers: one entered as an officer does, one taken all the way to its closing, a thousand at once."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st
from sqlalchemy import select

from desktop_app.models.issues import (
    Issue,
    IssueCase,
    IssueClosure,
    IssueLookBack,
    IssueMeasure,
    IssueOfficer,
)
from desktop_app.registers.issues import ISSUES
from desktop_app.rules.vocabulary import Correction, IssueNature, IssueState, LookBackResult
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from tests.kit.office import id_of, loaded

MEASURES = (
    "逐卷补正“讯问笔录”骑缝、捺印（含修改处），由承办人写出书面说明。",
    "印发《权利告知规范》，自4月起逐案执行；每月底查验。",
)


def problem(
    desk: Desk,
    name: str,
    officers: Sequence[int],
    department: str = "公诉科",
    measures: Sequence[str] = (),
    **more: Any,
) -> int:
    """Enter one problem of a case and its persons."""
    given = {
        "nature": IssueNature.INDIVIDUAL,
        "department_id": id_of(desk, "department", department),
        "name": name,
        "found_on": date(2015, 3, 9),
        "matter": "讯问询问",
        "correction": Correction.BY_DEADLINE,
        "due_on": date(2015, 4, 24),
    }
    draft = new_draft(Issue, {**given, **more})
    draft.rows(IssueOfficer).extend({"officer_id": one} for one in officers)
    draft.rows(IssueCase).append({"case_no": "清源检捕受〔2015〕61902300007号"})
    draft.rows(IssueMeasure).extend({"text": text, "done_on": date(2015, 4, 10)} for text in measures)
    return records.save(desk, ISSUES, draft).ids[0]


def step(desk: Desk, issue_id: int, verb: str, reason: str = "", **asked: Any) -> None:
    """One step along the lifecycle, with what is typed for it."""
    records.move(desk, ISSUES, loaded(desk, ISSUES, issue_id), verb, reason, asked)


def close(desk: Desk, issue_id: int, verifier: int, approver: int, closed_on: date, said: str = "已补正12件") -> None:
    """Correct, apply, check and close."""
    draft = loaded(desk, ISSUES, issue_id)
    if draft[Issue.state] == IssueState.UNCLAIMED:
        step(desk, issue_id, "认领")
    step(desk, issue_id, "申请销号", completion=said, evidence="检查说明1份")
    step(desk, issue_id, "开始验收")
    days = {"verified_on": closed_on - timedelta(days=1), "closed_on": closed_on}
    people = {"verifier_id": verifier, "approver_id": approver}
    step(desk, issue_id, "销号", **days, **people, opinion="整改到位，同意销号")


def many(desk: Desk, count: int, people: Sequence[int]) -> None:
    """``count`` problems with long measures, every third closed, every tenth in its second round."""
    with desk.facts() as facts:
        departments = [row for row in facts.departments() if row["line"]]
    with desk.store.unit("造一批问题") as unit:
        made = [_issue(place, departments[place * len(departments) // count], people) for place in range(count)]
        unit.session.add_all(made)
        unit.session.flush()
        unit.session.add_all(part for place, issue in enumerate(made) for part in _parts(issue, place, people))


def _issue(place: int, department: Any, people: Sequence[int]) -> Issue:
    common, closed = place % 4 == 0, place % 3 == 0
    return Issue(
        number=f"2015-{department['short']}-{'共' if common else '个'}-{place + 1:03}",
        nature=IssueNature.COMMON if common else IssueNature.INDIVIDUAL,
        line=department["line"],
        department_id=department["id"],
        name=f"第{place + 1}号：讯问笔录漏签骑缝，修改处无捺印，“时间、地点”未作修改（{'多次' * (place % 7)}）",
        found_on=date(2015, 3, 1) + timedelta(days=place % 60),
        correction=Correction.BY_DEADLINE,
        due_on=date(2015, 4, 1) + timedelta(days=place % 90),
        first_due_on=date(2015, 4, 1) + timedelta(days=place % 90 - (10 if place % 5 == 0 else 0)),
        state=IssueState.CLOSED if closed else IssueState.CORRECTING,
        round=2 if place % 10 == 0 else 1,
        leader_id=people[0],
        completion="制度已印发执行（清单附后）；已补正12件，剩余正在清理。" if closed else "",
        verifier_id=people[1] if closed else None,
        closed_on=date(2015, 5, 20) if closed else None,
        approver_id=people[0] if closed else None,
    )


def _parts(issue: Issue, place: int, people: Sequence[int]) -> list[object]:
    texts = [*MEASURES[: place % 3], "今后由案管部门在入卷前核对；" * (120 if place % 200 == 7 else place % 5 + 1)]
    parts: list[object] = [
        IssueMeasure(issue_id=issue.id, text=text, officer_id=people[2], due_on=issue.due_on) for text in texts
    ]
    parts.append(IssueOfficer(issue_id=issue.id, officer_id=people[2]))
    if issue.round == 2:
        signed = {"verifier_id": people[1], "approver_id": people[0], "opinion": "佐证齐全，同意销号"}
        parts.append(IssueClosure(issue_id=issue.id, round=1, closed_on=date(2015, 4, 2), **signed))
        parts.append(
            IssueLookBack(
                issue_id=issue.id,
                round=1,
                checked_on=date(2015, 5, 4),
                result=LookBackResult.REBOUND,
                checker_id=people[1],
            )
        )
    return parts


STATES = st.sampled_from([IssueState.CORRECTING, IssueState.APPLIED, IssueState.CLOSED, IssueState.LASTING])
FOUND = st.lists(
    st.tuples(
        st.sampled_from(IssueNature),
        st.sampled_from(["公诉科", "侦查监督科", "未成年人检察科", "检察技术科"]),
        STATES,
        st.dates(date(2015, 3, 1), date(2015, 7, 1)),
    ),
    max_size=12,
)


def entered(desk: Desk, found: list[tuple[IssueNature, str, IssueState, date]]) -> None:
    """These problems alone count; the ones before are withdrawn."""
    lines = {"公诉科": "公诉", "侦查监督科": "侦查监督", "未成年人检察科": "公诉", "检察技术科": ""}
    with desk.facts() as facts:
        before = len(facts.rows("issue"))
    with desk.store.unit("换一批问题") as unit:
        for issue in unit.session.scalars(select(Issue)):
            issue.state = IssueState.VOID
        for place, (nature, department, state, due) in enumerate(found, before + 1):
            whose = id_of(desk, "department", department)
            closed = date(2015, 5, 25) if state == IssueState.CLOSED else None
            unit.session.add(
                Issue(
                    number=f"W-{place:04}", name=f"问题{place}", nature=nature, line=lines[department], due_on=due,
                    department_id=whose, state=state, found_on=date(2015, 3, 1), closed_on=closed,
                )
            )  # fmt: skip
