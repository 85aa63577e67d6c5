"""What a step asks for, and whose fault a refusal is, found by asking the guard."""

import pytest

from desktop_app.models.issues import Issue
from desktop_app.registers.asking import asked, blamed, hindrance
from desktop_app.registers.issues import ISSUES
from desktop_app.rules.issues import CLOSING
from desktop_app.rules.vocabulary import IssueState
from desktop_app.services.desk import Desk
from tests.kit.issues import Team, closing, common, issue, save, seen, take, team


@pytest.fixture
def who(desk: Desk) -> Team:
    return team(desk)


def test_closing_needs_all_but_the_opinion(desk: Desk, who: Team) -> None:
    draft = seen(desk, take(desk, who, issue(desk, who), IssueState.CHECKING))
    fields = asked(ISSUES, draft, "销号", CLOSING)
    assert [item.label for item in fields] == ["验收人", "验收日期", "验收意见", "销号日期", "批准人"]
    assert [item.label for item in fields if not item.required] == ["验收意见"]


def test_a_deadline_is_needed_to_come_back_under_one(desk: Desk, who: Team) -> None:
    draft = seen(desk, take(desk, who, issue(desk, who), IssueState.LASTING))
    assert [item.required for item in asked(ISSUES, draft, "恢复限期", ("due_on",))] == [True]


def test_nothing_hinders_what_the_dialog_can_fill_in(desk: Desk, who: Team) -> None:
    draft = seen(desk, take(desk, who, issue(desk, who), IssueState.CHECKING))
    assert hindrance(ISSUES, draft, "销号") == ""


def test_a_missing_measure_hinders_whatever_is_filled_in(desk: Desk, who: Team) -> None:
    draft = seen(desk, take(desk, who, issue(desk, who), IssueState.CORRECTING))
    assert hindrance(ISSUES, draft, "申请销号") == "没有整改措施。先添加措施"
    assert blamed(ISSUES, draft, "申请销号", "", {}) == "issue_measure"


def test_the_verifier_is_to_blame_for_being_responsible(desk: Desk, who: Team) -> None:
    draft = seen(desk, take(desk, who, issue(desk, who), IssueState.CHECKING))
    assert blamed(ISSUES, draft, "销号", "", closing(who, verifier_id=who.owner)) == "verifier_id"
    assert blamed(ISSUES, draft, "销号", "", closing(who, approver_id=None)) == "approver_id"
    assert blamed(ISSUES, draft, "销号", "", closing(who)) == ""


def test_an_empty_field_is_blamed_before_a_filled_one(desk: Desk, who: Team) -> None:
    draft = seen(desk, save(desk, common(desk, who)))
    draft[Issue.leader_id] = None
    assert blamed(ISSUES, draft, "认领", "", {}) == "leader_id"
