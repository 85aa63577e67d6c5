"""Figures and promises counted again by hand: rows of the tables in plain Python, none of the program's questions."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from desktop_app.figures import catalogue
from desktop_app.figures.engine import Question
from desktop_app.figures.promise_list import PROMISES
from desktop_app.figures.promises import judged
from desktop_app.models.catalogue import KINDS
from desktop_app.models.issues import (
    Issue,
    IssueCase,
    IssueClosure,
    IssueExtension,
    IssueLookBack,
    IssueMeasure,
    IssueOfficer,
    SelfCheck,
)
from desktop_app.models.meetings import Attendance, Meeting
from desktop_app.models.people import Department, Officer
from desktop_app.models.plan import GroupMember, Plan, Standard, Task, TaskPartner
from desktop_app.rules.periods import Period, month_period, quarter_period, year_period
from desktop_app.rules.vocabulary import (
    AttendanceState,
    GroupRole,
    IssueNature,
    IssueState,
    LookBackResult,
    MeetingKind,
    OfficerStatus,
    TaskState,
)
from desktop_app.services.desk import Desk

FIRST, LAST = date(2015, 1, 1), date(2015, 7, 31)
GONE = datetime(2015, 5, 1, 9, 0)
Row = Mapping[str, Any]


@dataclass
class Office:
    """An office made up at random; every choice of the dice."""

    session: Session
    dice: random.Random

    def day(self, first: date = FIRST, last: date = LAST) -> date:
        return first + timedelta(days=self.dice.randrange(max((last - first).days, 0) + 1))

    def perhaps(self, value: Any, odds: float = 0.75) -> Any:
        return value if self.dice.random() < odds else None

    def add(self, record: Any) -> Any:
        if hasattr(record, "number"):
            record.number = record.number or f"R-{self.dice.random()}"
            record.search_text = ""
            if self.dice.random() < 0.08:
                record.retired_at, record.retired_reason = GONE, "误录"
        self.session.add(record)
        self.session.flush()
        return record

    def some(self, ids: list[int]) -> int:
        return self.dice.choice(ids)

    def fill(self) -> None:
        departments = [row.id for row in self.session.query(Department)]
        for row in self.session.query(Department):
            row.valid_from = self.perhaps(self.day(), 0.2)
            row.valid_to = self.perhaps(self.day(row.valid_from or FIRST), 0.2)
        states = [OfficerStatus.ACTIVE] * 3 + list(OfficerStatus)
        people = [
            self.add(Officer(name=f"人{n}", department_id=self.some(departments), status=self.dice.choice(states))).id
            for n in range(9)
        ]
        for _ in range(self.dice.randrange(12)):
            self._task(departments, people)
        for _ in range(self.dice.randrange(5)):
            self._meeting(people)
        for _ in range(self.dice.randrange(4)):
            signed = {"department_id": self.some(departments), "signed_on": self.perhaps(self.day())}
            self.add(SelfCheck(**signed))
        for _ in range(self.dice.randrange(4)):
            self.add(Standard(name="标准", doc_no=self.dice.choice(["", "1号"]), effective_on=self.perhaps(self.day())))
        for role in self.dice.sample(list(GroupRole), self.dice.randrange(5)):
            self.add(GroupMember(role=role, officer_id=self.some(people)))
        plan = self.session.query(Plan).one()
        plan.doc_no, plan.group_doc_no = self.dice.choice(["", "1号"]), self.dice.choice(["", "2号"])
        plan.issued_on, plan.signer_id = self.perhaps(self.day()), self.perhaps(self.some(people))
        for _ in range(self.dice.randrange(25)):
            self._issue(departments, people)

    def _task(self, departments: list[int], people: list[int]) -> None:
        state = self.dice.choice(list(TaskState))
        task = self.add(
            Task(
                name="任务",
                department_id=self.perhaps(self.some(departments)),
                officer_id=self.perhaps(self.some(people)),
                start_on=self.perhaps(self.day()),
                due_on=self.perhaps(self.day()),
                state=state,
                done_on=self.perhaps(self.day()) if state == TaskState.DONE else None,
            )
        )
        for department in self.dice.sample(departments, self.dice.randrange(3)):
            self.add(TaskPartner(task_id=task.id, department_id=department))

    def _meeting(self, people: list[int]) -> None:
        kind = self.dice.choice([MeetingKind.LEARNING, MeetingKind.LEARNING, MeetingKind.MOBILISATION])
        away = self.dice.sample(people, self.dice.randrange(6))
        counts = (9, 9 - len(away) - self.dice.choice([0, 0, 1])) if self.dice.random() < 0.6 else (None, None)
        held = {"held_on": self.perhaps(self.day(), 0.9), "expected": counts[0], "present": counts[1]}
        meeting = self.add(Meeting(kind=kind, title="学习", **held))
        for officer in away:
            state = self.dice.choice(list(AttendanceState))
            self.add(Attendance(meeting_id=meeting.id, officer_id=officer, state=state))

    def _issue(self, departments: list[int], people: list[int]) -> None:
        found = self.perhaps(self.day(), 0.9)
        state, turn = (
            self.dice.choice([*IssueState, IssueState.CLOSED, IssueState.CLOSED]),
            self.dice.choice([1, 1, 2, 3]),
        )
        issue = self.add(
            Issue(
                name="问题",
                nature=self.perhaps(self.dice.choice(list(IssueNature)), 0.9),
                line=self.dice.choice(["", "公诉", "侦查监督"]),
                department_id=self.perhaps(self.some(departments)),
                leader_id=self.perhaps(self.some(people)),
                matter=self.dice.choice(["", "讯问笔录"]),
                no_case=self.dice.random() < 0.3,
                found_on=found,
                state=state,
                round=turn,
                **self._closing(people, state == IssueState.CLOSED),
            )
        )
        at = found or FIRST
        for earlier in range(1, turn):
            at = self.day(at)
            self.add(
                IssueClosure(
                    issue_id=issue.id, round=earlier, due_on=self.perhaps(self.day()), **self._closing(people, True, at)
                )
            )
            at = self.day(at)
            result = LookBackResult.REBOUND
            self.add(
                IssueLookBack(issue_id=issue.id, round=earlier, checked_on=at, result=result, checker_id=people[0])
            )
        if state == IssueState.CLOSED:
            issue.closed_on = self.perhaps(self.day(at), 0.9)
        issue.due_on = self.perhaps(self.day(at))
        for _ in range(self.dice.choice([0, 0, 1, 2])):
            on = at = self.day(at)
            moved = {"old_due_on": self.perhaps(self.day()), "new_due_on": self.day()}
            self.add(IssueExtension(issue_id=issue.id, changed_on=on, reason="待批", approver_id=people[0], **moved))
        for officer in self.dice.sample(people, self.dice.randrange(3)):
            self.add(IssueOfficer(issue_id=issue.id, officer_id=officer))
        for n in range(self.dice.randrange(3)):
            self.add(IssueCase(issue_id=issue.id, case_no=f"{n}号"))
            self.add(IssueMeasure(issue_id=issue.id, text="措施", done_on=self.perhaps(self.day())))

    def _closing(self, people: list[int], closed: bool, on: date | None = None) -> dict[str, Any]:
        if not closed:
            return {}
        return {
            "completion": self.dice.choice(["", "已补正"]),
            "verifier_id": self.perhaps(self.some(people)),
            "closed_on": on,
        }


class Recount:
    """What every figure and promise must say of a day, from the rows alone."""

    def __init__(self, session: Session, day: date, period: Period | None) -> None:
        self.day, self.period = day, period
        self.tables = {
            kind: [dict(row) for row in session.execute(KINDS[kind].__table__.select()).mappings()]
            for kind in (
                *("issue", "issue_closure", "issue_look_back", "issue_extension", "issue_officer", "issue_case"),
                *("issue_measure", "department", "officer", "task", "task_partner", "self_check", "meeting"),
                *("attendance", "plan", "group_member", "standard"),
            )
        }

    def live(self, kind: str) -> list[Row]:
        return [row for row in self.tables[kind] if row["retired_at"] is None]

    def of(self, kind: str, issue: Row) -> list[Row]:
        return [row for row in self.tables[kind] if row["issue_id"] == issue["id"]]

    def issues(self) -> Iterator[dict[str, Any]]:
        """Each problem that counts as it was at the end of the day."""
        for row in self.live("issue"):
            found = row["found_on"]
            if row["state"] in ("已合并", "已作废") or (found is None and self.period) or (found and found > self.day):
                continue
            if not self.period or self.period.first <= found <= self.period.last:
                yield self.then(row)

    def then(self, row: Row) -> dict[str, Any]:
        seen = dict(row)
        rebounds = sorted(
            (look["checked_on"], look["round"]) for look in self.of("issue_look_back", row) if look["result"] == "反弹"
        )
        later = [turn for on, turn in rebounds if on > self.day]
        closures = {closure["round"]: closure for closure in self.of("issue_closure", row)}
        if later:
            closure = closures[later[0]]
            seen |= {name: closure[name] for name in ("completion", "verifier_id", "closed_on", "round")}
            seen["state"] = "已销号"
        changes = [(on, closures[turn]["due_on"]) for on, turn in rebounds]
        changes += [(moved["changed_on"], moved["old_due_on"]) for moved in self.of("issue_extension", row)]
        undone = [due for on, due in sorted(changes, key=lambda change: change[0]) if on > self.day]
        if undone:
            seen["due_on"] = undone[0]
        if seen["state"] == "已销号" and seen["closed_on"] and seen["closed_on"] > self.day:
            seen["state"] = "整改中"
        return seen

    def late(self, row: Row) -> bool:
        return bool(row["due_on"]) and row["due_on"] < self.day and row["state"] not in ("已销号", "长期坚持")

    def figures(self) -> dict[str, tuple[Any, set[int]]]:
        """Value and records of the figures of problems."""
        rows = list(self.issues())
        closed = [row for row in rows if row["state"] == "已销号"]
        moved = {row["issue_id"] for row in self.tables["issue_extension"] if row["changed_on"] <= self.day}
        back = {
            row["issue_id"]
            for row in self.tables["issue_look_back"]
            if row["result"] == "反弹" and row["checked_on"] <= self.day
        }
        owned = {row["issue_id"] for row in self.tables["issue_officer"]}
        picked = {
            "count": rows,
            "by_state": rows,
            "overdue": [row for row in rows if self.late(row)],
            "closed": closed,
            "waiting": [row for row in rows if row["state"] in ("申请销号", "验收中")],
            "closed_late": [r for r in closed if r["closed_on"] and r["due_on"] and r["closed_on"] > r["due_on"]],
            "extended": [row for row in rows if row["id"] in moved],
            "rebounds": [row for row in rows if row["id"] in back],
            "by_person": [row for row in rows if row["id"] in owned],
            "ages": [row for row in rows if row["state"] != "已销号" and row["found_on"]],
        }
        told = {name: (len(some), {row["id"] for row in some}) for name, some in picked.items()}
        rate = round(len(closed) / len(rows), 4) if rows else None
        return {**told, "closing_rate": (rate, {row["id"] for row in closed})}

    def overdue_by_line(self) -> Counter[str]:
        names = {row["id"]: row["name"] for row in self.tables["department"]}
        return Counter(
            row["line"] or names.get(row["department_id"], "未填") for row in self.issues() if self.late(row)
        )

    def promises(self) -> dict[str, tuple[str, set[int]]]:
        """State and offenders of every promise whose register is kept."""
        rows = list(self.issues())
        alive = [row for row in rows if row["state"] != "已销号"]
        closed = [row for row in rows if row["state"] == "已销号"]
        bad = {row["id"] for row in closed if self._groundless(row)}
        tasks = [row for row in self.live("task") if row["state"] != "取消"]
        wanted = ("department_id", "officer_id", "start_on", "due_on")
        standards = self.live("standard")
        unmade = {
            row["id"]
            for row in standards
            if not row["doc_no"] or not row["effective_on"] or row["effective_on"] > self.day
        }
        return {
            "K1": self._group(),
            "K2": self._issued(),
            "K3": self._learned(),
            "X1": _said(tasks, {row["id"] for row in tasks if any(row[name] is None for name in wanted)}),
            "X2": _said(self.live("task"), {row["id"] for row in self.live("task") if self._task_late(row)}),
            "X3": self._spread(),
            "X4": _said(alive, {row["id"] for row in alive if self._loose(row)}),
            "X5": _said(rows, {row["id"] for row in rows if self.late(row)}),
            "X6": _said(closed, bad, {row["id"] for row in closed}),
            "X7": _said(standards, unmade, {row["id"] for row in standards}),
        }

    def _task_late(self, row: Row) -> bool:
        over = row["state"] == "已完成" and (row["done_on"] is None or row["done_on"] <= self.day)
        return bool(row["due_on"]) and row["due_on"] < self.day and not over and row["state"] not in ("暂缓", "取消")

    def _groundless(self, row: Row) -> bool:
        own = {one["officer_id"] for one in self.of("issue_officer", row)}
        return not (row["completion"] and row["verifier_id"] and row["closed_on"]) or row["verifier_id"] in own

    def _loose(self, row: Row) -> bool:
        if row["nature"] != "个性":
            return row["department_id"] is None or row["leader_id"] is None
        case = row["no_case"] or bool(self.of("issue_case", row))
        return not (row["matter"] and case and self.of("issue_officer", row))

    def _spread(self) -> tuple[str, set[int]]:
        standing = [
            row
            for row in self.live("department")
            if row["business"]
            and (row["valid_to"] is None or row["valid_to"] >= self.day)
            and (row["valid_from"] is None or row["valid_from"] <= self.day)
        ]
        tasks = {row["id"]: row for row in self.live("task") if row["state"] != "取消"}
        tasked = {row["department_id"] for row in tasks.values()}
        tasked |= {row["department_id"] for row in self.tables["task_partner"] if row["task_id"] in tasks}
        signed = {
            row["department_id"] for row in self.live("self_check") if row["signed_on"] and row["signed_on"] <= self.day
        }
        searched = signed | {row["department_id"] for row in self.issues()}
        return _said(standing, {row["id"] for row in standing if row["id"] not in tasked & searched})

    def _group(self) -> tuple[str, set[int]]:
        plan = self.live("plan")[0]
        roles = {row["role"] for row in self.live("group_member")}
        if "组长" not in roles or not roles & {"副组长", "成员"}:
            return "broken", {plan["id"]}
        office = plan["group_office_id"] or roles & {"办公室主任", "办公室成员"}
        return ("kept", set()) if office and plan["group_doc_no"] else ("incomplete", {plan["id"]})

    def _issued(self) -> tuple[str, set[int]]:
        plan = self.live("plan")[0]
        there = [plan["doc_no"], plan["issued_on"] and plan["issued_on"] <= self.day, plan["signer_id"]]
        if all(there):
            return "kept", set()
        return "incomplete" if any(there) else "broken", {plan["id"]}

    def _learned(self) -> tuple[str, set[int]]:
        expected = {row["id"] for row in self.live("officer") if row["status"] == "在岗"}
        sure: set[int] = set()
        perhaps: set[int] = set()
        for row in self.live("meeting"):
            if row["kind"] != "集中学习" or not row["held_on"] or row["held_on"] > self.day:
                continue
            away = {
                one["officer_id"]
                for one in self.tables["attendance"]
                if one["meeting_id"] == row["id"] and one["state"] != "出勤"
            }
            counted = row["expected"] is not None and row["present"] is not None
            adds_up = not counted or row["expected"] - row["present"] == len(away)
            (sure if adds_up else perhaps).update(expected - away)
        return _said(list(expected), expected - sure - perhaps, expected - sure)


def _said(rows: list[Any], bad: set[int], doubtful: set[int] | None = None) -> tuple[str, set[int]]:
    """``doubtful`` are those the promise leaves open when none is bad."""
    if bad:
        return "broken", bad
    if doubtful:
        return "incomplete", doubtful
    return ("kept" if rows else "not_applicable"), set()


@pytest.mark.parametrize("seed", range(4))
def test_everything_told_is_counted_again_by_hand(desk: Desk, seed: int) -> None:
    dice = random.Random(seed)
    with desk.store.unit("一个县院") as unit:
        Office(unit.session, dice).fill()
    days = [FIRST - timedelta(days=1), LAST + timedelta(days=200)]
    days += [FIRST + timedelta(days=dice.randrange(220)) for _ in range(25)]
    periods = (None, month_period(2015, 4), quarter_period(2015, 1), year_period(2015), year_period(2014))
    with desk.store.read() as session:
        for day in days:
            for period in periods:
                _compare_figures(session, day, period)
            _compare_promises(session, day)


def _compare_figures(session: Session, day: date, period: Period | None) -> None:
    ask, recount = Question(session, day, period), Recount(session, day, period)
    for name, (value, ids) in recount.figures().items():
        answer = catalogue.ask(f"issues.{name}", ask)
        assert (answer.value, {id_ for _, id_ in answer.behind}) == (value, ids), (name, day, period)
    assert catalogue.ask("issues.overdue", ask).groups == recount.overdue_by_line()


def _compare_promises(session: Session, day: date) -> None:
    wanted = Recount(session, day, None).promises()
    found = {
        one.promise.id: (one.verdict.name.lower(), {id_ for _, id_ in one.finding.behind})
        for one in judged(PROMISES, Question(session, day))
    }
    assert {name: found[name] for name in wanted} == wanted, day
    assert {state for name, (state, _) in found.items() if name not in wanted} == {"not_applicable"}
