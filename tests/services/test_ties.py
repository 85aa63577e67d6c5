"""A record tied by hand to what it led to: one act, undone at once, seen from both sides, never twice."""

from datetime import date
from pathlib import Path

import pytest

from desktop_app.registers.bulletins import BULLETINS
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.registers.issues import ISSUES
from desktop_app.registers.relations import related
from desktop_app.registers.spec import Register
from desktop_app.rules.vocabulary import BulletinKind
from desktop_app.services import drafting, records, ties
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.store import undo
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit.issues import Team, draft, teamed
from tests.kit.office import id_of


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return teamed(tmp_path / "data", TurnedClock(date(2015, 5, 31)))[0]


def issue(desk: Desk, name: str) -> int:
    return records.save(desk, ISSUES, draft(desk, team_of(desk), name)).ids[0]


def team_of(desk: Desk) -> Team:
    return Team(*(id_of(desk, "officer", name) for name in ("叶国栋", "陈少华", "袁倩")))


def seen(desk: Desk, register: Register, record_id: int) -> list[tuple[str, int]]:
    with desk.facts() as facts:
        return [(one.kind, one.id) for one in related(facts, register, record_id)[0]]


def test_a_tie_stands_on_both_sides_until_it_is_undone(desk: Desk) -> None:
    one, other = issue(desk, "讯问笔录漏签"), issue(desk, "告知书代填")
    outcome = ties.tie(desk, ISSUES, one, ISSUES, other, "同一次检查")
    assert outcome.said.startswith("已关联")
    assert seen(desk, ISSUES, one) == [("issue", other)]
    assert seen(desk, ISSUES, other) == [("issue", one)]
    undo.undo(desk.store)
    assert seen(desk, ISSUES, one) == []


def test_a_problem_and_a_bulletin(desk: Desk) -> None:
    one = issue(desk, "讯问笔录漏签")
    paper = drafting.draft(desk, BULLETINS, BulletinKind.PROGRESS, f"{desk.today:%Y-%m}").ids[0]
    ties.tie(desk, ISSUES, one, BULLETINS, paper)
    assert ("bulletin", paper) in seen(desk, ISSUES, one)
    assert ("issue", one) in seen(desk, BULLETINS, paper)


def test_no_tie_is_made_twice_from_either_side(desk: Desk) -> None:
    one, other = issue(desk, "讯问笔录漏签"), issue(desk, "告知书代填")
    ties.tie(desk, ISSUES, one, ISSUES, other)
    for here, there in ((one, other), (other, one)):
        with pytest.raises(Refusal, match="已经关联"):
            ties.tie(desk, ISSUES, here, ISSUES, there)


def test_what_cannot_be_tied_is_refused(desk: Desk) -> None:
    one = issue(desk, "讯问笔录漏签")
    with pytest.raises(Refusal, match="自己"):
        ties.tie(desk, ISSUES, one, ISSUES, one)
    with pytest.raises(Refusal, match="不能关联到任务"):
        ties.tie(desk, ISSUES, one, BY_KIND["task"], 1)
    gone = issue(desk, "登记错的")
    records.retire(desk, ISSUES, [gone], "登记错了")
    with pytest.raises(Refusal, match="已删除"):
        ties.tie(desk, ISSUES, one, ISSUES, gone)


def test_a_tie_is_taken_away_from_either_side(desk: Desk) -> None:
    one, other = issue(desk, "讯问笔录漏签"), issue(desk, "告知书代填")
    ties.tie(desk, ISSUES, one, ISSUES, other)
    ties.untie(desk, ISSUES, other, ISSUES, one)
    assert seen(desk, ISSUES, one) == []
    with pytest.raises(Refusal, match="不是手工关联"):
        ties.untie(desk, ISSUES, one, ISSUES, other)


def test_a_finding_fills_in_its_own_field_first(desk: Desk) -> None:
    """督查发现 has a field for its problem: the tie stands there, not beside it."""
    habits = BY_KIND["habit"]
    made = new_draft(
        habits.model,
        {
            "name": "接待大厅无人值守",
            "inspected_on": desk.today,
            "department_id": id_of(desk, "department", "公诉科"),
            "category": "接待",
            "handling": "当场纠正",
        },
    )
    finding = records.save(desk, habits, made).ids[0]
    first, second = issue(desk, "值守不落实"), issue(desk, "接待不规范")
    ties.tie(desk, habits, finding, ISSUES, first)
    with desk.facts() as facts:
        assert facts.row("habit", finding)["issue_id"] == first
    ties.tie(desk, habits, finding, ISSUES, second)
    assert {("issue", first), ("issue", second)} <= set(seen(desk, habits, finding))
    assert ("habit", finding) in seen(desk, ISSUES, first)
