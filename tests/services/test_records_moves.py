"""A problem moves along its lifecycle only, by whatever road; a refusal leaves everything as it was."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from desktop_app.models.issues import Issue, IssueMeasure, IssueOfficer
from desktop_app.models.plan import Task
from desktop_app.registers.issues import ISSUES
from desktop_app.registers.people import OFFICERS
from desktop_app.registers.plan import TASKS
from desktop_app.rules.issues import ISSUE
from desktop_app.rules.vocabulary import IssueState, TaskState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.store import history
from desktop_app.store.undo import undo
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import DataFolder
from tests.kit.issues import (
    CLOSED,
    WAYS,
    Team,
    asked_for,
    change,
    closed,
    closing,
    corrected,
    draft,
    issue,
    save,
    seen,
    state,
    step,
    take,
    teamed,
)
from tests.kit.office import loaded, task_draft
from tests.store.test_cost import spent

VERBS = sorted({move.verb for move in ISSUE.moves})
STATEMENTS_OF_A_SAVE, STATEMENTS_OF_AN_ENTRY = 18, 32
"""What a problem with five measures may cost, edited or entered: its checks, the record, its lists, history, index."""


@pytest.fixture
def office(folder: DataFolder, clock: TurnedClock) -> Iterator[tuple[Desk, Team]]:
    """An office and the three who have to do with its problems."""
    made = teamed(folder.root, clock)
    yield made
    made[0].store.close()


@pytest.fixture
def desk(office: tuple[Desk, Team]) -> Desk:
    return office[0]


@pytest.fixture
def who(office: tuple[Desk, Team]) -> Team:
    return office[1]


def head(desk: Desk) -> tuple[int, str]:
    with desk.store.read() as session:
        return history.head(session)


@pytest.mark.parametrize("at", IssueState)
def test_every_step_of_a_state_is_taken_and_no_other(desk: Desk, who: Team, at: IssueState) -> None:
    into = issue(desk, who, "并入的那一条")
    for verb in VERBS:
        issue_id = take(desk, who, issue(desk, who), at, into)
        before, move = head(desk), ISSUE.move(verb, at)
        if move is None:
            with pytest.raises(Refusal, match=f"时不能{verb}，可以："):
                step(desk, issue_id, verb, "领导小组会议决定", **asked_for(who, verb, into))
            assert head(desk) == before
            continue
        if verb == "申请销号":
            corrected(desk, issue_id)
        outcome = step(desk, issue_id, verb, "领导小组会议决定", **asked_for(who, verb, into))
        assert outcome.ids == (issue_id,)
        assert outcome.said.startswith(f"已{verb} 2015-侦监-个-")
        assert state(desk, issue_id) == move.target


@pytest.mark.parametrize("at", IssueState)
def test_no_state_is_reached_by_typing_over_it(desk: Desk, who: Team, at: IssueState) -> None:
    """A save and a bulk change judge a typed state like the step that would lead there."""
    into = issue(desk, who, "并入的那一条")
    issue_id = take(desk, who, issue(desk, who), at, into)
    reached = {move.target for move in ISSUE.moves_from(at)}
    for target in set(IssueState) - reached - {at}:
        said = f"状态不能从“{at}”直接改为“{target}”，可以："
        with pytest.raises(Refusal, match=said):
            change(desk, issue_id, "领导小组会议决定", state=target, **closing(who))
        with pytest.raises(Refusal, match=said):
            records.change_many(desk, ISSUES, [issue_id], "state", target, "领导小组会议决定")
    assert state(desk, issue_id) == at


def test_a_state_typed_over_needs_what_the_step_needs(desk: Desk, who: Team) -> None:
    issue_id = take(desk, who, issue(desk, who), IssueState.CORRECTING)
    with pytest.raises(Refusal, match="没有整改措施"):
        change(desk, issue_id, state=IssueState.APPLIED)
    corrected(desk, issue_id)
    change(desk, issue_id, state=IssueState.APPLIED)
    with pytest.raises(Refusal, match="退回整改要写明原因"):
        records.change_many(desk, ISSUES, [issue_id], "state", IssueState.RETURNED)
    records.change_many(desk, ISSUES, [issue_id], "state", IssueState.RETURNED, "佐证不足")
    made = seen(desk, issue_id)
    assert (made[Issue.state], made[Issue.state_reason], made[Issue.returned]) == (IssueState.RETURNED, "佐证不足", 1)


def test_a_step_is_judged_from_where_the_record_stands_not_from_what_was_typed(desk: Desk, who: Team) -> None:
    issue_id = take(desk, who, issue(desk, who), IssueState.CORRECTING)
    corrected(desk, issue_id)
    made = seen(desk, issue_id)
    made[Issue.state] = IssueState.CHECKING
    with pytest.raises(Refusal, match="“整改中”时不能销号，可以：申请销号"):
        records.move(desk, ISSUES, made, "销号", asked=closing(who))
    with pytest.raises(Refusal, match="“整改中”时不能销号"):
        records.move(desk, ISSUES, seen(desk, issue_id), "销号", asked={**closing(who), "state": IssueState.CHECKING})
    assert state(desk, issue_id) == IssueState.CORRECTING


@pytest.mark.parametrize(
    ("target", "said"),
    [
        (IssueState.APPLIED, "没有整改措施"),
        (IssueState.CHECKING, "没有整改措施"),
        (IssueState.CLOSED, "没有整改措施"),
        (IssueState.RETURNED, "退回整改要写明原因"),
        (IssueState.LASTING, "转长期坚持要写明原因"),
        (IssueState.MERGED, "合并要写明原因"),
        (IssueState.VOID, "作废要写明原因"),
    ],
)
def test_a_new_problem_does_not_start_where_it_has_not_got_to(
    desk: Desk, who: Team, target: IssueState, said: str
) -> None:
    with pytest.raises(Refusal, match=said):
        issue(desk, who, state=target)


def test_a_closed_problem_may_be_entered_whole(desk: Desk, who: Team) -> None:
    """What an inspection closed before the program came is typed in with all that closing asks for."""
    made = draft(desk, who, state=IssueState.CLOSED, completion="已补正", evidence="复印件", **closing(who))
    made.parts[IssueMeasure.__tablename__] = [{"text": "逐卷补正"}]
    with pytest.raises(Refusal, match="验收人就是责任人"):
        save(desk, draft_with(made, verifier_id=who.owner))
    assert seen(desk, save(desk, made))[Issue.look_back_on] == date(2015, 7, 20)


def draft_with(made: Any, **values: Any) -> Any:
    other = new_draft(Issue, {**made.values, **values})
    other.parts = {kind: [dict(row) for row in rows] for kind, rows in made.parts.items()}
    return other


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"verifier_id": None}, "没有验收人。选好验收人"),
        ({"verified_on": None}, "没有验收日期。填好再销号"),
        ({"closed_on": None}, "没有销号日期。填好再销号"),
        ({"approver_id": None}, "没有批准人。选好分管领导或组长"),
        ({"closed_on": date(2015, 3, 1), "verified_on": date(2015, 3, 1)}, "早于发现日期"),
        ({"closed_on": date(2015, 4, 15)}, "早于验收日期"),
        ({"closed_on": date(2015, 6, 1)}, "销号日期 2015-06-01 晚于今天。请改早"),
        ({"completion": " "}, "没写完成情况"),
        ({"evidence": ""}, "没写佐证材料"),
    ],
)
def test_closing_asks_for_everything(desk: Desk, who: Team, wrong: dict[str, Any], said: str) -> None:
    issue_id = take(desk, who, issue(desk, who), IssueState.CHECKING)
    with pytest.raises(Refusal, match=said):
        step(desk, issue_id, "销号", **closing(who, **wrong))
    assert state(desk, issue_id) == IssueState.CHECKING


def test_nobody_closes_his_own_problem(desk: Desk, who: Team) -> None:
    issue_id = take(desk, who, issue(desk, who), IssueState.CHECKING)
    with pytest.raises(Refusal, match="验收人就是责任人。换一个人验收"):
        step(desk, issue_id, "销号", **closing(who, verifier_id=who.owner))
    with pytest.raises(Refusal, match="验收人就是责任人"):
        change(desk, issue_id, verifier_id=who.owner)
    made = seen(desk, issue_id)
    made.rows(IssueOfficer).append({"officer_id": who.checker})
    with pytest.raises(Refusal, match="验收人就是责任人"):
        records.move(desk, ISSUES, made, "销号", asked=closing(who))


def test_a_measure_taken_away_before_closing_is_missed(desk: Desk, who: Team) -> None:
    issue_id = take(desk, who, issue(desk, who), IssueState.CHECKING)
    made = seen(desk, issue_id)
    made.rows(IssueMeasure).clear()
    with pytest.raises(Refusal, match="没有整改措施"):
        records.move(desk, ISSUES, made, "销号", asked=closing(who))


def test_returns_are_counted_and_their_reason_told(desk: Desk, who: Team) -> None:
    issue_id = take(desk, who, issue(desk, who), IssueState.APPLIED)
    step(desk, issue_id, "退回整改", "佐证不足")
    step(desk, issue_id, "申请销号")
    step(desk, issue_id, "开始验收")
    step(desk, issue_id, "退回整改", "复印件看不清")
    made = seen(desk, issue_id)
    assert (made[Issue.returned], made[Issue.state_reason]) == (2, "复印件看不清")
    change(desk, issue_id, note="电话催过")
    assert seen(desk, issue_id)[Issue.returned] == 2


def test_counts_that_only_steps_change_are_not_typed(desk: Desk, who: Team) -> None:
    issue_id = take(desk, who, issue(desk, who), IssueState.RETURNED)
    change(desk, issue_id, returned=0, round=5, first_due_on=date(2015, 12, 31), note="核对")
    made = seen(desk, issue_id)
    assert (made[Issue.returned], made[Issue.round], made[Issue.first_due_on]) == (1, 1, date(2015, 4, 24))


def test_a_closing_taken_back_loses_its_day_and_keeps_the_rest(desk: Desk, who: Team) -> None:
    issue_id = closed(desk, who)
    with pytest.raises(Refusal, match="撤回销号要写明原因"):
        step(desk, issue_id, "撤回销号")
    step(desk, issue_id, "撤回销号", "佐证是复印件")
    made = seen(desk, issue_id)
    assert (made[Issue.state], made[Issue.closed_on], made[Issue.look_back_on]) == (IssueState.CHECKING, None, None)
    assert made[Issue.verifier_id] == who.checker
    with pytest.raises(Refusal, match="没有销号日期"):
        step(desk, issue_id, "销号")
    step(desk, issue_id, "销号", closed_on=date(2015, 5, 4))
    assert seen(desk, issue_id)[Issue.look_back_on] == date(2015, 8, 4)


def test_a_lasting_problem_comes_back_under_a_deadline_only_with_a_day(desk: Desk, who: Team) -> None:
    issue_id = take(desk, who, issue(desk, who), IssueState.LASTING)
    change(desk, issue_id, due_on=None, correction="长期坚持")
    with pytest.raises(Refusal, match="没填新的期限"):
        step(desk, issue_id, "恢复限期", "已具备条件")
    step(desk, issue_id, "恢复限期", "已具备条件", due_on=date(2015, 8, 31))
    made = seen(desk, issue_id)
    assert (made[Issue.due_on], made[Issue.first_due_on]) == (date(2015, 8, 31), date(2015, 4, 24))
    assert made[Issue.correction] == "限期整改"


def test_a_void_problem_keeps_its_number_and_can_come_back(desk: Desk, who: Team) -> None:
    issue_id = take(desk, who, issue(desk, who), IssueState.VOID)
    number = seen(desk, issue_id).values["number"]
    other = seen(desk, issue(desk, who, "另一条")).values["number"]
    assert (number, other) == ("2015-侦监-个-001", "2015-侦监-个-002")
    with pytest.raises(Refusal, match="号码不重用"):
        issue(desk, who, "第三条", number=number)
    step(desk, issue_id, "恢复", "核对后确有此事")
    assert (state(desk, issue_id), seen(desk, issue_id).values["number"]) == (IssueState.CORRECTING, number)


def test_a_refused_save_leaves_the_form_as_it_was_typed(desk: Desk, who: Team) -> None:
    """The slip of the pen in a deadline does not live on as the original deadline."""
    made = draft(desk, who, due_on=date(2014, 4, 24), case="不涉及具体案件")
    typed = (dict(made.values), {kind: list(rows) for kind, rows in made.parts.items()})
    with pytest.raises(Refusal, match="早于发现日期"):
        save(desk, made)
    assert (made.values, made.parts) == typed
    made[Issue.due_on] = date(2015, 4, 24)
    assert seen(desk, save(desk, made))[Issue.first_due_on] == date(2015, 4, 24)


def test_a_refused_step_leaves_the_form_as_it_was_typed(desk: Desk, who: Team) -> None:
    issue_id = take(desk, who, issue(desk, who), IssueState.CORRECTING)
    made = seen(desk, issue_id)
    made[Issue.note] = "  等复印件"
    typed = dict(made.values)
    with pytest.raises(Refusal, match="没有整改措施"):
        records.move(desk, ISSUES, made, "申请销号", asked={"completion": "已补正", "evidence": "复印件"})
    assert made.values == typed
    assert records.move(desk, ISSUES, made, "作废", "重复登记").said.startswith("已作废 2015-侦监-个-001")


def test_a_new_problem_may_be_entered_with_its_first_step(desk: Desk, who: Team) -> None:
    outcome = records.move(desk, ISSUES, draft(desk, who), "认领")
    assert outcome.said == "已认领 2015-侦监-个-001 叶国栋讯问笔录漏签骑缝"
    assert state(desk, outcome.ids[0]) == IssueState.CORRECTING
    with pytest.raises(Refusal, match="“待认领”时不能销号"):
        records.move(desk, ISSUES, draft(desk, who), "销号", asked=closing(who))


def test_many_move_in_one_act_or_not_at_all(desk: Desk, who: Team) -> None:
    ids = [take(desk, who, issue(desk, who, name), IssueState.CHECKING) for name in ("甲", "乙", "丙")]
    asked = {issue_id: closing(who) for issue_id in ids}
    with pytest.raises(Refusal, match="2015-侦监-个-003 丙：验收人就是责任人"):
        records.move_many(desk, ISSUES, ids, "销号", asked={**asked, ids[2]: closing(who, verifier_id=who.owner)})
    assert {state(desk, issue_id) for issue_id in ids} == {IssueState.CHECKING}
    outcome = records.move_many(desk, ISSUES, ids, "销号", asked=asked)
    assert (outcome.said, outcome.ids) == ("已销号 3 条问题", tuple(ids))
    undo(desk.store)
    assert {state(desk, issue_id) for issue_id in ids} == {IssueState.CHECKING}


def test_many_moved_tells_how_many_really_were(desk: Desk, who: Team) -> None:
    ids = [issue(desk, who, name) for name in ("甲", "乙")]
    records.retire(desk, ISSUES, ids[:1], "重复登记")
    outcome = records.move_many(desk, ISSUES, ids, "认领")
    assert (outcome.said, outcome.ids) == ("已认领 1 条问题", (ids[1],))
    with pytest.raises(Refusal, match="没有选中可改的问题"):
        records.move_many(desk, ISSUES, ids[:1], "认领")


def test_a_kind_without_steps_says_so(desk: Desk, who: Team) -> None:
    with pytest.raises(Refusal, match="没有流转步骤"):
        records.move(desk, OFFICERS, loaded(desk, OFFICERS, who.owner), "认领")


def test_tasks_are_entered_in_the_state_they_are_in(desk: Desk, who: Team) -> None:
    """The same gate for every register: a finished task of the year before is typed in as finished."""
    done = records.save(desk, TASKS, task_draft(desk, "动员", who.owner, state=TaskState.DONE, done_on=CLOSED)).ids[0]
    with desk.store.read() as session:
        assert session.get_one(Task, done).state == TaskState.DONE


@pytest.mark.parametrize("new", [True, False], ids=["entered", "edited"])
def test_a_save_with_five_measures_is_one_commit_and_few_statements(desk: Desk, who: Team, new: bool) -> None:
    made = draft(desk, who) if new else seen(desk, take(desk, who, issue(desk, who), IssueState.CORRECTING))
    made.rows(IssueMeasure).extend({"text": f"第{n}项", "officer_id": who.owner} for n in range(5))
    with spent() as told:
        records.save(desk, ISSUES, made)
    assert told.commits == 1
    assert len(told.statements) <= (STATEMENTS_OF_AN_ENTRY if new else STATEMENTS_OF_A_SAVE), told.statements


def test_measures_left_alone_cost_nothing(desk: Desk, who: Team) -> None:
    def cost(measures: int) -> int:
        issue_id = issue(desk, who)
        corrected(desk, issue_id, [f"第{n}项" for n in range(measures)])
        made = seen(desk, issue_id)
        made[Issue.note] = "电话催过"
        with spent() as told:
            records.save(desk, ISSUES, made)
        return len(told.statements)

    assert cost(5) == cost(1)


def test_the_ways_reach_every_state(desk: Desk, who: Team) -> None:
    assert set(WAYS) == set(IssueState)
