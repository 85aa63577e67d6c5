"""Deadlines extended, closed problems looked back at, merged, suspected twice: done by the officer and taken back."""

from datetime import date, timedelta
from typing import Any

import pytest

from desktop_app.models.issues import Issue, IssueClosure, IssueExtension, IssueLookBack, IssueOfficer
from desktop_app.registers.basics import RULES
from desktop_app.registers.issues import ISSUES
from desktop_app.rules.problems import Fault, Problem
from desktop_app.rules.vocabulary import IssueState, LookBackResult
from desktop_app.services import issues, records
from desktop_app.services.desk import Desk
from desktop_app.services.facts import Facts
from desktop_app.services.outcome import Twin
from desktop_app.store import history
from desktop_app.store.undo import redo, undo
from desktop_app.system.errors import Refusal
from tests.kit.issues import (
    CLOSED,
    DUE,
    Team,
    change,
    closed,
    closing,
    common,
    corrected,
    draft,
    extend,
    firm,
    gaps,
    issue,
    ledger,
    rebound,
    record,
    save,
    seen,
    state,
    step,
    take,
    team,
    told,
)
from tests.kit.office import loaded
from tests.store.test_cost import spent

MAY_8, MAY_20, JUNE_30 = date(2015, 5, 8), date(2015, 5, 20), date(2015, 6, 30)


@pytest.fixture
def who(desk: Desk) -> Team:
    return team(desk)


def working(desk: Desk, who: Team) -> int:
    return take(desk, who, issue(desk, who), IssueState.CORRECTING)


def test_an_extension_is_a_new_commitment_and_the_original_day_stays(desk: Desk, who: Team) -> None:
    issue_id = working(desk, who)
    assert extend(desk, who, issue_id, MAY_8, doc_no="清检整办〔2015〕4号").said == "已延期 2015-侦监-个-001 至 05-08"
    extend(desk, who, issue_id, JUNE_30, reason="仍待批复")
    made = seen(desk, issue_id)
    assert (made[Issue.due_on], made[Issue.first_due_on]) == (JUNE_30, DUE)
    rows = told(desk, IssueExtension, issue_id)
    assert [(row.old_due_on, row.new_due_on, row.reason, row.approver_id) for row in rows] == [
        (DUE, MAY_8, "等待省院批复", who.leader),
        (MAY_8, JUNE_30, "仍待批复", who.leader),
    ]
    with desk.store.read() as session:
        assert issues.standing(session, issue_id).extended == 2


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"to": None}, "new_due_on", "没填新期限。填好再存"),
        ({"to": DUE}, "new_due_on", "新期限不晚于现期限 04-24。延期请填更晚的日期"),
        ({"to": date(2015, 4, 1)}, "new_due_on", "新期限不晚于现期限 04-24。延期请填更晚的日期"),
        ({"reason": " "}, "reason", "没写延期原因。写明再存"),
        ({"approver_id": None}, "approver_id", "没填批准人。选好再存"),
    ],
)
def test_an_extension_without_day_reason_or_approver_is_refused(
    desk: Desk, who: Team, wrong: dict[str, Any], field: str, said: str
) -> None:
    issue_id = working(desk, who)
    with pytest.raises(Refusal) as refused:
        extend(desk, who, issue_id, **{"to": MAY_8, **wrong})
    assert (refused.value.field, refused.value.said) == (field, said)
    assert (told(desk, IssueExtension, issue_id), seen(desk, issue_id)[Issue.due_on]) == ([], DUE)


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (IssueState.CLOSED, "2015-侦监-个-002 已销号，没有期限可延。销号有误先撤回销号"),
        (IssueState.MERGED, "2015-侦监-个-002 已合并，没有期限可延。在并入的那一条上延期"),
        (IssueState.VOID, "2015-侦监-个-002 已作废，没有期限可延。要继续整改先恢复"),
        (IssueState.LASTING, "2015-侦监-个-002 长期坚持，没有期限可延。要定期限先“恢复限期”"),
    ],
)
def test_what_has_no_deadline_is_not_extended(desk: Desk, who: Team, at: IssueState, said: str) -> None:
    into = issue(desk, who, "并入的那一条")
    issue_id = take(desk, who, issue(desk, who), at, into)
    with pytest.raises(Refusal, match=said):
        extend(desk, who, issue_id, JUNE_30)


def test_a_claimed_deadline_moves_by_extension_only(desk: Desk, who: Team) -> None:
    issue_id = issue(desk, who)
    change(desk, issue_id, due_on=date(2015, 4, 30))
    assert seen(desk, issue_id)[Issue.first_due_on] == date(2015, 4, 30)
    step(desk, issue_id, "认领")
    roads: tuple[dict[str, Any], ...] = (
        {"due_on": MAY_8},
        {"due_on": None, "correction": "长期坚持"},
        {"due_on": JUNE_30, "correction": "长期坚持"},
    )
    for values in roads:
        with pytest.raises(Refusal, match="已认领的问题不能直接改期限。按 Alt\\+M 延期"):
            change(desk, issue_id, **values)
    with pytest.raises(Refusal, match="不能直接改期限"):
        records.change_many(desk, ISSUES, [issue_id], "due_on", MAY_8)
    corrected(desk, issue_id)
    with pytest.raises(Refusal, match="不能直接改期限"):
        step(desk, issue_id, "申请销号", due_on=MAY_8)
    assert seen(desk, issue_id)[Issue.due_on] == date(2015, 4, 30)


def test_a_deadline_the_ledger_left_open_is_no_longer_missing_once_it_is_set(desk: Desk, who: Team) -> None:
    issue_id, _ = ledger(desk, draft(desk, who, due_on=None, state=IssueState.CORRECTING))
    extend(desk, who, issue_id, MAY_8)
    with desk.store.read() as session:
        kept = session.get_one(Issue, issue_id)
        assert (kept.gaps, kept.first_due_on) == ({}, MAY_8)


def test_an_extension_is_undone_in_one_step(desk: Desk, who: Team) -> None:
    issue_id = working(desk, who)
    with desk.store.read() as session:
        before = record(session, issue_id)
    extend(desk, who, issue_id, MAY_8)
    undo(desk.store)
    with desk.store.read() as session:
        assert record(session, issue_id) == before
    assert told(desk, IssueExtension, issue_id) == []


def test_a_look_back_is_due_three_months_after_closing_on_a_working_day(desk: Desk, who: Team) -> None:
    """Three months after 22 May end on a Saturday."""
    days = {CLOSED: date(2015, 7, 20), date(2015, 5, 22): date(2015, 8, 24), date(2015, 5, 4): date(2015, 8, 4)}
    for on, back in days.items():
        assert seen(desk, closed(desk, who, on=on))[Issue.look_back_on] == back


def test_a_look_back_rolls_over_the_national_holiday(desk: Desk, who: Team) -> None:
    edit_rule(desk, "look_back", n=5)
    assert seen(desk, closed(desk, who, on=date(2015, 5, 1)))[Issue.look_back_on] == date(2015, 10, 8)


def rule_row(desk: Desk, code: str) -> dict[str, Any]:
    with desk.facts() as facts:
        return dict(next(row for row in facts.live("deadline_rule") if row["number"] == code))


def edit_rule(desk: Desk, code: str, **values: Any) -> None:
    """The officer changes a deadline rule in 基础台账."""
    made = loaded(desk, RULES, rule_row(desk, code)["id"])
    made.values.update(values)
    records.save(desk, RULES, made)


def test_a_rule_changed_in_the_office_moves_the_next_look_back(desk: Desk, who: Team) -> None:
    before = closed(desk, who, "先销号的")
    edit_rule(desk, "look_back", n=30, unit="日", roll=False)
    after = closed(desk, who, "后销号的")
    assert seen(desk, before)[Issue.look_back_on] == date(2015, 7, 20)
    assert seen(desk, after)[Issue.look_back_on] == CLOSED + timedelta(days=30)


def test_found_firm_it_stays_closed_and_needs_no_second_look(desk: Desk, who: Team) -> None:
    issue_id = closed(desk, who)
    assert firm(desk, who, issue_id).said == "回头看巩固 2015-侦监-个-001"
    change(desk, issue_id, note="已入卷")
    made = seen(desk, issue_id)
    assert (made[Issue.state], made[Issue.look_back_on], made[Issue.round]) == (IssueState.CLOSED, None, 1)
    assert [(row.result, row.round) for row in told(desk, IssueLookBack, issue_id)] == [(LookBackResult.FIRM, 1)]


def test_a_rebound_reopens_the_same_number_and_keeps_the_closing(desk: Desk, who: Team) -> None:
    issue_id = closed(desk, who)
    assert rebound(desk, who, issue_id).said == "回头看反弹 2015-侦监-个-001，第 2 轮整改"
    made = seen(desk, issue_id)
    assert (made.values["number"], made[Issue.state], made[Issue.round]) == (
        "2015-侦监-个-001", IssueState.CORRECTING, 2,
    )  # fmt: skip
    assert (made[Issue.due_on], made[Issue.first_due_on]) == (JUNE_30, JUNE_30)
    empty = (
        "completion",
        "evidence",
        "verifier_id",
        "verified_on",
        "opinion",
        "closed_on",
        "approver_id",
        "look_back_on",
    )
    assert not any(made.values[name] for name in empty)
    (kept,) = told(desk, IssueClosure, issue_id)
    assert (kept.round, kept.due_on, kept.closed_on, kept.verifier_id, kept.verified_on, kept.approver_id) == (
        1, DUE, CLOSED, who.checker, CLOSED, who.leader,
    )  # fmt: skip
    assert (kept.completion, kept.evidence, kept.opinion) == ("已补正 3 件", "补正后卷宗复印件", "同意销号")


def test_closed_again_both_closings_stand_and_the_story_tells_them(desk: Desk, who: Team) -> None:
    issue_id = closed(desk, who)
    rebound(desk, who, issue_id, on=date(2015, 5, 11))
    with pytest.raises(Refusal, match="没写完成情况"):
        step(desk, issue_id, "申请销号")
    step(desk, issue_id, "申请销号", completion="重新补正 5 件", evidence="抽查表")
    step(desk, issue_id, "开始验收")
    again = closing(who, verified_on=date(2015, 5, 25), closed_on=date(2015, 5, 28))
    step(desk, issue_id, "销号", **again)
    made = seen(desk, issue_id)
    assert (made.values["number"], made[Issue.round], made[Issue.closed_on]) == (
        "2015-侦监-个-001", 2, date(2015, 5, 28),
    )  # fmt: skip
    assert made[Issue.look_back_on] == date(2015, 8, 28)
    assert [row.closed_on for row in told(desk, IssueClosure, issue_id)] == [CLOSED]
    with desk.store.read() as session:
        story = history.entries_of(session, "issue", issue_id)
    days = [entry.changes["closed_on"] for entry in reversed(story) if "closed_on" in entry.changes]
    assert [pair for pair in days if pair != [None, None]] == [
        [None, "2015-04-20"], ["2015-04-20", None], [None, "2015-04-20"], [None, "2015-05-28"],
    ]  # fmt: skip
    assert [entry.changes["verifier_id"][1] for entry in story if entry.kind == "issue_closure"] == [who.checker]
    acts = [entry.act for entry in story if "state" in entry.changes]
    assert acts[:5] == ["问题销号", "问题开始验收", "问题申请销号", "回头看", "问题销号"]


def test_the_rebound_undone_gives_the_closed_record_back_exactly(desk: Desk, who: Team) -> None:
    issue_id = closed(desk, who)
    with desk.store.read() as session:
        before = record(session, issue_id)
    rebound(desk, who, issue_id)
    with desk.store.read() as session:
        after = record(session, issue_id)
    undo(desk.store)
    with desk.store.read() as session:
        assert record(session, issue_id) == before
        assert history.replay_matches(session) == []
    assert told(desk, IssueClosure, issue_id) == told(desk, IssueLookBack, issue_id) == []
    redo(desk.store)
    with desk.store.read() as session:
        assert record(session, issue_id) == after
    assert len(told(desk, IssueClosure, issue_id)) == 1


def test_every_step_is_undone_in_one_step(desk: Desk, who: Team) -> None:
    issue_id = issue(desk, who)
    corrected(desk, issue_id)
    stood = []
    for verb in ("认领", "申请销号", "退回整改", "申请销号", "开始验收", "销号", "撤回销号"):
        with desk.store.read() as session:
            stood.append(record(session, issue_id))
        step(desk, issue_id, verb, "领导小组会议决定", **(closing(who) if verb == "销号" else {}))
    for before in reversed(stood):
        undo(desk.store)
        with desk.store.read() as session:
            assert record(session, issue_id) == before


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"result": None}, "result", "没选结果。选巩固或反弹"),
        ({"checked_on": None}, "checked_on", "没填回头看日期。填好再存"),
        ({"checked_on": date(2015, 6, 1)}, "checked_on", "回头看日期晚于今天 05-31。请改早"),
        ({"checked_on": date(2015, 4, 19)}, "checked_on", "回头看早于销号日期 04-20。请改后"),
        ({"checker_id": None}, "checker_id", "没填检查人。选好再存"),
        ({"note": " "}, "note", "反弹没写情况。写明反弹在哪里"),
        ({"new_due": None}, "new_due", "反弹要定新的期限，不早于回头看日期。请填新期限"),
        ({"new_due": date(2015, 5, 19)}, "new_due", "反弹要定新的期限，不早于回头看日期。请填新期限"),
    ],
)
def test_a_look_back_asks_for_result_day_checker_and_what_came_back(
    desk: Desk, who: Team, wrong: dict[str, Any], field: str, said: str
) -> None:
    issue_id = closed(desk, who)
    given = {
        "result": LookBackResult.REBOUND,
        "checked_on": MAY_20,
        "checker_id": who.checker,
        "note": "抽查又见漏签",
        "new_due": JUNE_30,
    }
    with pytest.raises(Refusal) as refused:
        issues.look_back(desk, issue_id, **{**given, **wrong})
    assert (refused.value.field, refused.value.said) == (field, said)
    assert (state(desk, issue_id), told(desk, IssueLookBack, issue_id)) == (IssueState.CLOSED, [])


def test_only_a_closed_problem_is_looked_back_at(desk: Desk, who: Team) -> None:
    issue_id = working(desk, who)
    with pytest.raises(Refusal, match="2015-侦监-个-001 整改中，销号后才能回头看。先办完销号"):
        firm(desk, who, issue_id)


def test_what_was_missing_of_the_first_closing_is_not_missing_of_the_second(desk: Desk, who: Team) -> None:
    made = draft(desk, who, state=IssueState.CLOSED, closed_on=CLOSED)
    issue_id, _ = ledger(desk, made)
    rebound(desk, who, issue_id)
    with desk.store.read() as session:
        assert session.get_one(Issue, issue_id).gaps == {}


def test_a_deleted_problem_is_neither_extended_nor_looked_back_at(desk: Desk, who: Team) -> None:
    issue_id = closed(desk, who)
    records.retire(desk, ISSUES, [issue_id], "重复登记")
    for act in (lambda: extend(desk, who, issue_id, JUNE_30), lambda: firm(desk, who, issue_id)):
        with pytest.raises(Refusal, match="这条问题已停用，先恢复再办"):
            act()


def test_a_problem_is_merged_into_another_that_lives(desk: Desk, who: Team) -> None:
    issue_id, other = working(desk, who), issue(desk, who, "另一条")
    with pytest.raises(Refusal, match="没选并入哪一条"):
        step(desk, issue_id, "合并", "同一件事")
    with pytest.raises(Refusal, match="不能并入自己。选另一条"):
        step(desk, issue_id, "合并", "同一件事", merged_into_id=issue_id)
    step(desk, issue_id, "合并", "同一件事", merged_into_id=other)
    made = seen(desk, issue_id)
    assert (made.values["number"], made[Issue.state], made[Issue.merged_into_id]) == (
        "2015-侦监-个-001", IssueState.MERGED, other,
    )  # fmt: skip


@pytest.mark.parametrize("at", [IssueState.MERGED, IssueState.VOID])
def test_nothing_is_merged_into_what_is_settled_away(desk: Desk, who: Team, at: IssueState) -> None:
    last = issue(desk, who, "最后一条")
    gone = take(desk, who, issue(desk, who, "已办结的"), at, last)
    issue_id = working(desk, who)
    with pytest.raises(Refusal, match=f"2015-侦监-个-002 {at}，不能并入。先恢复它，或选另一条"):
        step(desk, issue_id, "合并", "同一件事", merged_into_id=gone)
    deleted = issue(desk, who, "删掉的")
    records.retire(desk, ISSUES, [deleted], "重复登记")
    with pytest.raises(Refusal, match="并入的那一条已删除"):
        step(desk, issue_id, "合并", "同一件事", merged_into_id=deleted)


def test_what_others_were_merged_into_is_neither_deleted_nor_withdrawn(desk: Desk, who: Team) -> None:
    into, first, second = (issue(desk, who, name) for name in ("总的一条", "甲", "乙"))
    for issue_id in (first, second):
        step(desk, issue_id, "合并", "同一件事", merged_into_id=into)
    said = "2015-侦监-个-001 并入了 2015-侦监-个-002、2015-侦监-个-003，删除或作废后无处可查"
    with pytest.raises(Refusal, match=said):
        records.retire(desk, ISSUES, [into], "误录")
    with pytest.raises(Refusal, match=said):
        step(desk, into, "作废", "误录")
    assert state(desk, into) == IssueState.UNCLAIMED
    records.retire(desk, ISSUES, [into, first, second], "三条都是误录")
    records.restore(desk, ISSUES, [into])
    step(desk, into, "作废", "误录")


def test_merging_never_runs_in_a_circle(desk: Desk, who: Team) -> None:
    first, second, third = (issue(desk, who, name) for name in ("甲", "乙", "丙"))
    step(desk, first, "合并", "同一件事", merged_into_id=second)
    step(desk, second, "合并", "同一件事", merged_into_id=third)
    with pytest.raises(Refusal, match="已合并，不能并入"):
        step(desk, third, "合并", "同一件事", merged_into_id=first)
    step(desk, first, "恢复", "不是同一件事")
    assert seen(desk, first)[Issue.merged_into_id] is None
    step(desk, third, "合并", "同一件事", merged_into_id=first)


def test_a_merged_problem_is_not_redirected_past_the_check(desk: Desk, who: Team) -> None:
    first, second = issue(desk, who, "甲"), issue(desk, who, "乙")
    step(desk, first, "合并", "同一件事", merged_into_id=second)
    with pytest.raises(Refusal, match="不能并入自己"):
        change(desk, first, merged_into_id=first)
    change(desk, second, merged_into_id=first)
    assert seen(desk, second)[Issue.merged_into_id] is None


def test_many_merged_into_one_stop_at_the_one_itself(desk: Desk, who: Team) -> None:
    ids = [issue(desk, who, name) for name in ("甲", "乙", "丙")]
    asked = {issue_id: {"merged_into_id": ids[0]} for issue_id in ids}
    with pytest.raises(Refusal, match="2015-侦监-个-001 甲：不能并入自己"):
        records.move_many(desk, ISSUES, ids, "合并", "同一件事", asked)
    records.move_many(desk, ISSUES, ids[1:], "合并", "同一件事", asked)
    assert [state(desk, issue_id) for issue_id in ids] == [IssueState.UNCLAIMED, IssueState.MERGED, IssueState.MERGED]


def suspected(desk: Desk, made: Any) -> list[tuple[str, str]]:
    """What the form suggests while a new problem is typed: numbers and why."""
    with desk.facts() as facts:
        found: list[Twin] = list(ISSUES.alike(made, facts))  # type: ignore[misc]
    return [(twin.number, twin.why) for twin in found]


@pytest.mark.parametrize(
    ("apart", "found"), [(0, True), (90, True), (91, False), (-82, True), (-90, True), (-91, False)]
)
def test_one_case_and_category_within_the_days_of_the_rule_is_suspected(
    desk: Desk, who: Team, apart: int, found: bool
) -> None:
    issue(desk, who, "权利告知书未附卷", found_on=date(2015, 2, 25))
    made = draft(desk, who, "讯问笔录漏签", found_on=date(2015, 2, 25) + timedelta(days=apart), due_on=None)
    assert suspected(desk, made) == ([("2015-侦监-个-001", "同案同类")] if found else [])


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"case": "清源检捕受〔２０１５〕61902300044号"}, "同案同类"),
        ({"case": "清源检捕受[2015]61902300045号"}, ""),
        ({"categories": ("超期羁押",)}, ""),
        ({"categories": ()}, "同案同类"),
        ({"case": "", "name": "权利告知书没有附卷"}, "描述相近"),
        ({"case": "", "name": "权利告知书没有附卷", "department": "公诉科"}, ""),
        ({"case": "", "name": "讯问笔录漏签"}, ""),
        ({"case": "", "name": ""}, ""),
    ],
)
def test_what_else_is_suspected_and_what_is_not(desk: Desk, who: Team, more: dict[str, Any], why: str) -> None:
    issue(desk, who, "权利告知书没有附入卷")
    made = draft(desk, who, **{"name": "讯问笔录漏签", "found_on": date(2015, 4, 1), **more})
    assert suspected(desk, made) == ([("2015-侦监-个-001", why)] if why else [])


def test_merged_void_and_deleted_problems_and_the_record_itself_are_not_suspected(desk: Desk, who: Team) -> None:
    kept = issue(desk, who, "留下的", case="别的案子1号", found_on=date(2015, 3, 20))
    take(desk, who, issue(desk, who, "并走的"), IssueState.MERGED, kept)
    take(desk, who, issue(desk, who, "作废的"), IssueState.VOID)
    records.retire(desk, ISSUES, [issue(desk, who, "删掉的")], "重复登记")
    assert suspected(desk, draft(desk, who, "新发现的")) == []
    own = seen(desk, kept)
    with desk.facts() as facts:
        assert issues.twins(facts, own) == []


def test_the_days_of_the_rule_are_the_office_s_own(desk: Desk, who: Team) -> None:
    issue(desk, who, "权利告知书未附卷", found_on=date(2015, 3, 9))
    made = draft(desk, who, "讯问笔录漏签", found_on=date(2015, 3, 30))
    assert suspected(desk, made)
    edit_rule(desk, "issue_twins", n=20)
    assert suspected(desk, made) == []
    edit_rule(desk, "issue_twins", n=1, unit="月")
    assert suspected(desk, made)
    records.retire(desk, RULES, [rule_row(desk, "issue_twins")["id"]], "不提示")
    assert suspected(desk, made) == []


def test_the_newest_five_are_suggested(desk: Desk, who: Team) -> None:
    for day in range(1, 8):
        issue(desk, who, f"第{day}次漏签", found_on=date(2015, 3, day))
    numbers = [number for number, _ in suspected(desk, draft(desk, who, "又漏签"))]
    assert numbers == [f"2015-侦监-个-{n:03}" for n in (7, 6, 5, 4, 3)]


def test_looking_for_twins_costs_as_many_statements_in_a_large_office(desk: Desk, who: Team) -> None:
    issue(desk, who)
    made = draft(desk, who, "讯问笔录漏签")

    def cost() -> int:
        with spent() as said:
            suspected(desk, made)
        return len(said.statements)

    few = cost()
    rows = [{"number": f"旧{n}", "name": f"第{n}条", "found_on": date(2015, 3, 1)} for n in range(5000)]
    with desk.store.unit("导入问题") as unit:
        unit.add_many(Issue, rows)
    assert cost() == few


def test_a_common_problem_goes_the_same_way(desk: Desk, who: Team) -> None:
    issue_id = take(desk, who, save(desk, common(desk, who)), IssueState.CLOSED)
    assert seen(desk, issue_id).values["number"] == "2015-侦监-共-001"
    rebound(desk, who, issue_id)
    assert (state(desk, issue_id), seen(desk, issue_id)[Issue.round]) == (IssueState.CORRECTING, 2)


def test_a_name_the_ledger_misspelt_stays_open_until_somebody_is_named(desk: Desk, who: Team) -> None:
    """共性问题 ask for no person, but a name that stood there is not forgotten by a save of something else."""
    said = "责任人：花名册里没有“王建园”"
    made = common(desk, who, state=IssueState.CORRECTING)
    with desk.store.unit("导入") as unit:
        unread = Problem(IssueOfficer.__tablename__, Fault.UNREADABLE, "unknown_person", said)
        kept, _ = records.write(unit, ISSUES, made, Facts(unit.session, desk.today), records.Mode.LEDGER, [unread])
        issue_id = kept.id
    change(desk, issue_id, note="已电话核实")
    assert gaps(desk, issue_id) == {IssueOfficer.__tablename__: said}
    named = seen(desk, issue_id)
    named.parts[IssueOfficer.__tablename__] = [{"officer_id": who.owner}]
    save(desk, named)
    assert gaps(desk, issue_id) == {}
