"""Problems of a county as an old ledger leaves them: any state, any gap, one act for all."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import product

from sqlalchemy import select

from desktop_app.models.issues import Issue, IssueCase, IssueMeasure, IssueOfficer
from desktop_app.rules.search import search_text
from desktop_app.rules.vocabulary import IssueNature, IssueState
from desktop_app.services.desk import Desk
from tests.kit.office import officer

LINES = {"公诉": "公诉科", "侦查监督": "侦查监督科", "派驻检察": "监所检察局"}
"""Lines and who answers for them; the last is in no dictionary."""


def standings(desk: Desk, rounds: int = 1) -> None:
    """Every line, nature and state once a round, with persons, cases and measures that differ from one to the next."""
    people = [
        officer(desk, "林晓岚", "公诉科"),
        officer(desk, "韩雨桐", "侦查监督科"),
        officer(desk, "陈若琳", "公诉科"),
    ]
    with desk.facts() as facts:
        departments = {row["name"]: row["id"] for row in facts.live("department")}
    with desk.store.unit("录入旧台账") as unit:
        first = len(unit.session.scalars(select(Issue.id)).all())
        for at, (line, nature, state) in enumerate(_kinds(rounds), first):
            found = date(2015, 5, 30) - timedelta(days=7 * at % 120)
            row = Issue(
                number=f"2015-{line[:2]}-{nature[0]}-{at:03}",
                name=f"{line}问题{at}",
                search_text=search_text([line], [f"问题{at}"]),
                nature=nature,
                line=line,
                department_id=departments.get(LINES[line]),
                state=state,
                found_on=found,
                due_on=found + timedelta(days=20) if state != IssueState.LASTING else None,
                closed_on=min(found + timedelta(days=at % 9), desk.today) if state == IssueState.CLOSED else None,
            )
            unit.session.add(row)
            unit.session.flush()
            named = people[: at % 4]
            unit.session.add_all(IssueOfficer(issue_id=row.id, officer_id=id_) for id_ in named)
            unit.session.add_all(IssueCase(issue_id=row.id, case_no=f"清检诉受〔2015〕{n}号") for n in range(at % 3))
            done = desk.today if state == IssueState.CLOSED else None
            measures = (IssueMeasure(issue_id=row.id, text=f"措施{n}", done_on=done) for n in range(at % 5))
            unit.session.add_all(measures)


def _kinds(rounds: int) -> Iterator[tuple[str, IssueNature, IssueState]]:
    for _ in range(rounds):
        yield from product(LINES, IssueNature, IssueState)
