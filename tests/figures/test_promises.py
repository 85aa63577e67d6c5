"""承诺核查 as other programs read it: states, counts and records agree with the figures and the promise's words."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.exchange.practice import DAY
from desktop_app.figures import catalogue
from desktop_app.figures.engine import Question
from desktop_app.figures.promise_list import BY_ID, PROMISES
from desktop_app.figures.promises import URGENCY, Finding, judge, judged, ranked, told, verdicts
from desktop_app.models.plan import Plan
from desktop_app.registers.campaign import GROUP, PLANS
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.registers.meetings import MEETINGS
from desktop_app.rules.vocabulary import GroupRole, MeetingKind, TaskState, Verdict
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.services.plan import issue_plan
from tests.kit.office import loaded, officer, task
from tests.kit.practised import practised
from tests.kit.problems import close, problem, step

FIGURE_BEHIND = {
    "X2": "plan.tasks.overdue",
    "X5": "issues.overdue",
    "S9": "habits.unreported",
    "Y1": "duties.unfulfilled",
    "Y4": "habits.unhandled",
}
"""Promises whose offenders a figure counts too."""


@pytest.fixture(scope="module")
def county() -> Iterator[Desk]:
    """The practice county on the day its ledgers were closed."""
    with practised() as desk:
        yield desk


def verdict(desk: Desk, promise: str, day: date = DAY) -> tuple[Verdict, int, str]:
    """What is said of a promise: verdict, records it speaks of, proof."""
    with desk.store.read() as session:
        found = judge(BY_ID[promise], Question(session, day))
    return found.verdict, found.count, found.finding.said


def contract(desk: Desk, day: date) -> dict[str, dict[str, object]]:
    with desk.store.read() as session:
        report = told(judged(PROMISES, Question(session, day)), session, day)
    assert report["as_of"] == day.isoformat()
    return {row["id"]: row for row in report["promises"]}


def test_the_contract_names_every_promise_of_the_plan_once_in_its_order(county: Desk) -> None:
    rows = contract(county, DAY)
    assert list(rows) == [promise.id for promise in PROMISES]
    assert len(rows) == 29
    for row in rows.values():
        assert list(row) == ["id", "title", "state", "count", "total", "records"]
        assert row["state"] in {"kept", "broken", "incomplete", "not_applicable"}


def test_every_promise_is_judged_where_every_ledger_is_kept(county: Desk) -> None:
    assert all(one.judge is not None for one in PROMISES)
    assert "not_applicable" not in {row["state"] for row in contract(county, DAY).values()}


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(day=st.dates(date(2015, 1, 1), date(2016, 1, 31)))
def test_on_any_day_counts_are_their_records_and_agree_with_the_figures(county: Desk, day: date) -> None:
    rows = contract(county, day)
    with county.store.read() as session:
        question = Question(session, day)
        figures = {promise: catalogue.ask(figure, question).value for promise, figure in FIGURE_BEHIND.items()}
        standards = catalogue.ask("standards.issued", question).value
    for row in rows.values():
        records_ = row["records"]
        assert isinstance(records_, list)
        assert row["count"] == len(records_) == len(set(records_))
        assert (row["count"] == 0) == (row["state"] in {"kept", "not_applicable"})
    assert {promise: rows[promise]["count"] for promise in FIGURE_BEHIND} == figures
    assert isinstance(standards, int)
    if rows["X7"]["state"] == "broken" and day >= DAY:
        assert rows["X7"]["count"] == rows["X7"]["total"] - standards  # type: ignore[operator]


def test_the_practice_county_on_the_day_its_ledgers_were_closed(county: Desk) -> None:
    rows = contract(county, DAY)
    assert (rows["X2"]["state"], rows["X2"]["records"]) == ("broken", ["1.4", "2.4"])
    assert (rows["X5"]["state"], rows["X5"]["count"], rows["X5"]["total"]) == ("broken", 35, 131)
    assert (rows["X7"]["state"], rows["X7"]["count"], rows["X7"]["total"]) == ("broken", 2, 13)
    assert rows["X6"]["total"] == 57
    assert (rows["S3"]["state"], rows["S3"]["count"], rows["S3"]["total"]) == ("broken", 2, 38)
    assert (rows["S4"]["state"], rows["S4"]["count"], rows["S4"]["total"]) == ("kept", 0, 21)


def test_broken_stands_before_incomplete_before_kept(county: Desk) -> None:
    with county.store.read() as session:
        found = ranked(judged(PROMISES, Question(session, DAY)))
    places = [URGENCY.index(one.verdict) for one in found]
    assert places == sorted(places)
    order = [promise.id for promise in PROMISES]
    broken = [order.index(one.promise.id) for one in found if one.verdict is Verdict.BROKEN]
    assert broken == sorted(broken)
    assert sum(verdicts(found).values()) == len(PROMISES)
    assert list(verdicts(found)) == [word for word in URGENCY if word in verdicts(found)]


@pytest.mark.parametrize(
    ("finding", "said"),
    [
        (Finding(3, (("task", 1),), (("task", 2),)), Verdict.BROKEN),
        (Finding(3, (), (("task", 2),)), Verdict.INCOMPLETE),
        (Finding(3), Verdict.KEPT),
        (Finding(0), Verdict.NOT_APPLICABLE),
    ],
)
def test_an_offender_breaks_a_gap_leaves_open_nothing_to_judge_does_not_apply(finding: Finding, said: Verdict) -> None:
    assert finding.verdict is said


def test_k1_asks_for_a_head_and_members_then_for_office_and_number(desk: Desk) -> None:
    assert verdict(desk, "K1")[0] is Verdict.BROKEN
    who = officer(desk, "袁倩", "院领导")
    for role, person in ((GroupRole.HEAD, who), (GroupRole.MEMBER, officer(desk, "周敏"))):
        draft = new_draft(GROUP.model, {"role": role, "officer_id": person})
        records.save(desk, GROUP, draft)
    assert verdict(desk, "K1")[0] is Verdict.INCOMPLETE
    with desk.facts() as facts:
        plan, office = int(facts.plan["id"]), facts.departments()[0]["id"]
    draft = loaded(desk, PLANS, plan)
    draft[Plan.group_office_id], draft[Plan.group_doc_no] = office, "清检发〔2015〕2号"
    records.save(desk, PLANS, draft)
    assert verdict(desk, "K1")[0] is Verdict.KEPT


def test_k2_holds_once_the_plan_is_issued(desk: Desk) -> None:
    assert verdict(desk, "K2")[0] is Verdict.BROKEN
    signer = officer(desk, "袁倩", "院领导")
    task(desk, "涉案财物全面盘点", signer)
    with desk.facts() as facts:
        plan = int(facts.plan["id"])
    issue_plan(desk, PLANS, plan, "清检发〔2015〕3号", date(2015, 1, 30), signer)
    assert verdict(desk, "K2") == (Verdict.KEPT, 0, "清检发〔2015〕3号，2015-01-30 印发")


def test_k3_opens_those_who_attended_no_session(desk: Desk) -> None:
    who = officer(desk, "周敏")
    officer(desk, "许嘉树", "案件管理办公室", status="借调")
    assert verdict(desk, "K3")[:2] == (Verdict.BROKEN, 1)
    given_ = {"kind": MeetingKind.LEARNING, "title": "刑诉法辅导", "held_on": date(2015, 5, 14), "host_id": who}
    records.save(desk, MEETINGS, new_draft(MEETINGS.model, {**given_, "expected": 1, "present": 1}))
    assert verdict(desk, "K3")[0] is Verdict.KEPT
    assert verdict(desk, "K3", date(2015, 5, 13))[:2] == (Verdict.BROKEN, 1)


def test_x2_counts_no_suspended_task_and_tells_the_longest_delay(desk: Desk) -> None:
    who = officer(desk, "周敏")
    assert verdict(desk, "X2") == (Verdict.NOT_APPLICABLE, 0, "还没有任务")
    task(desk, "盘点", who)
    task(desk, "量化指标清理", who, state=TaskState.SUSPENDED, state_reason="等市院部署")
    assert verdict(desk, "X2") == (Verdict.BROKEN, 1, "2 项任务中 1 项逾期未完成")
    assert verdict(desk, "X2", date(2015, 4, 28)) == (Verdict.KEPT, 0, "2 项任务没有逾期")
    with desk.store.read() as session:
        assert judge(BY_ID["X2"], Question(session, DAY)).finding.late == 33


def test_x3_names_the_departments_nothing_reached(desk: Desk) -> None:
    state, count, said = verdict(desk, "X3")
    assert state is Verdict.BROKEN
    assert said == f"{count} 个业务部门中 {count} 个没有任务或问题：侦监、公诉、反贪等"


def test_x5_is_broken_by_a_late_problem_and_not_by_a_lasting_one(desk: Desk) -> None:
    who = officer(desk, "陈少华")
    assert verdict(desk, "X5")[0] is Verdict.NOT_APPLICABLE
    issue = problem(desk, "讯问笔录漏签骑缝", [who])
    assert verdict(desk, "X5") == (Verdict.BROKEN, 1, "1 条问题中 1 条逾期未整改")
    step(desk, issue, "认领")
    step(desk, issue, "转长期坚持", "需要逐案坚持")
    assert verdict(desk, "X5")[0] is Verdict.KEPT


def test_x6_without_an_attachment_is_open_but_not_broken(desk: Desk) -> None:
    leader, verifier, handler = (
        officer(desk, "袁倩", "院领导"),
        officer(desk, "叶新民", "案件管理办公室"),
        officer(desk, "陈少华"),
    )
    issue = problem(desk, "讯问笔录漏签骑缝", [handler], measures=("逐卷补正",))
    close(desk, issue, verifier, leader, date(2015, 4, 20))
    assert verdict(desk, "X6") == (Verdict.INCOMPLETE, 1, "已销号 1 条，1 条没附佐证材料")


def test_every_record_a_promise_speaks_of_is_kept_in_a_register(county: Desk) -> None:
    with county.store.read() as session:
        for one in judged(PROMISES, Question(session, DAY)):
            assert {kind for kind, _ in one.finding.behind} <= set(BY_KIND)
