"""Problems of a big office: a county's 整改台账 at any size, with persons, cases, categories and measures."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from desktop_app.models.issues import Issue, IssueCase, IssueCategory, IssueMeasure, IssueOfficer
from desktop_app.models.people import Department, Officer
from desktop_app.registers.issues import ISSUES
from desktop_app.rules.vocabulary import CauseKind, Correction, IssueNature, IssueState
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts

AT_ONCE = 2_000

_MATTERS, _CATEGORIES = ("讯问询问", "扣押冻结", "审查起诉", "权利告知"), ("程序", "文书", "告知", "涉案财物", "期限")
_FAULTS = ("讯问笔录漏签骑缝", "扣押清单缺见证人签名", "权利告知书无送达回证", "审查报告未逐项分析证据")
_STATES = (
    *(IssueState.CLOSED,) * 4,
    *(IssueState.CORRECTING,) * 4,
    *(IssueState.APPLIED, IssueState.CHECKING, IssueState.RETURNED, IssueState.UNCLAIMED, IssueState.LASTING),
)


def write_problems(desk: Desk, count: int) -> None:
    """Write so many problems and what hangs on them, two thousand an act."""
    with desk.facts() as facts:
        departments = sorted(facts.live(Department.__tablename__), key=lambda row: row["id"])
        people = sorted(row["id"] for row in facts.live(Officer.__tablename__))
        for start in range(0, count, AT_ONCE):
            places = range(start, min(start + AT_ONCE, count))
            with desk.store.unit("导入整改台账") as unit:
                ids = unit.add_many(Issue, [_problem(i, departments, people, facts) for i in places])
                whose = list(zip(ids, places, strict=True))
                unit.add_many(IssueCategory, [{"issue_id": id_, "word": _CATEGORIES[i % 5]} for id_, i in whose])
                unit.add_many(IssueCase, [{"issue_id": id_, "case_no": _case(i)} for id_, i in whose if i % 3])
                unit.add_many(IssueOfficer, [row for id_, i in whose for row in _persons(id_, i, people)])
                unit.add_many(IssueMeasure, [row for id_, i in whose for row in _measures(id_, i, people)])


def _problem(i: int, departments: Sequence[Mapping[str, Any]], people: Sequence[int], facts: Facts) -> dict[str, Any]:
    whose, nature = departments[i % len(departments)], IssueNature.COMMON if i % 4 == 0 else IssueNature.INDIVIDUAL
    row = {
        "number": f"2015-{whose['short'] or '院'}-{'共' if i % 4 == 0 else '个'}-{i + 1:04}",
        "nature": nature,
        "line": whose["line"] or whose["name"],
        "department_id": whose["id"],
        "name": f"{_FAULTS[i % 4]}，第{i + 1}号卷{'，多次' * (i % 3)}",
        "matter": _MATTERS[i // 4 % 4],
        "leader_id": people[i % 7],
        "cause_kind": tuple(CauseKind)[i % len(CauseKind)],
        **_days(i, _STATES[i * 7 % len(_STATES)], people),
    }
    return {**row, "search_text": ISSUES.words(row, {}, facts)}


def _days(i: int, state: IssueState, people: Sequence[int]) -> dict[str, Any]:
    found = date(2015, 3, 1) + timedelta(days=i % 88)
    due = found + timedelta(days=20 + i % 60)
    told = {"found_on": found, "correction": Correction.BY_DEADLINE, "due_on": due, "first_due_on": due}
    told["state"], told["gaps"] = state, {"finder": "没填发现人"} if i % 25 == 0 else {}
    if state is not IssueState.CLOSED:
        return told
    closed = min(date(2015, 5, 29), found + timedelta(days=10 + i % 15))
    people_of = {"verifier_id": people[0], "approver_id": people[1]}
    return {**told, **people_of, "verified_on": closed, "closed_on": closed, "completion": "已补正", "evidence": "1份"}


def _case(i: int) -> str:
    return f"清源检公诉受〔2015〕619023{i:05d}号"


def _persons(issue_id: int, i: int, people: Sequence[int]) -> Iterator[dict[str, Any]]:
    for step in range(1 + i % 3):
        yield {"issue_id": issue_id, "officer_id": people[(i * 5 + step) % len(people)]}


def _measures(issue_id: int, i: int, people: Sequence[int]) -> Iterator[dict[str, Any]]:
    for step in range(1 + i % 3):
        due = date(2015, 4, 1) + timedelta(days=i % 60)
        done = due if (i + step) % 2 else None
        text = f"逐卷补正第{i + 1}号卷，由承办人写出说明"
        yield {
            "issue_id": issue_id,
            "text": text,
            "officer_id": people[i % len(people)],
            "due_on": due,
            "done_on": done,
        }
