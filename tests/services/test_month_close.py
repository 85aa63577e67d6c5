"""Closing and opening months again: what stands against it, figures kept, what every road is refused and allowed."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.exchange.importing import carry_out, plan_import
from desktop_app.figures.engine import Question
from desktop_app.figures.ledgers import ask
from desktop_app.models.issues import Issue
from desktop_app.models.seizures import MoneyEntry
from desktop_app.models.training import Training
from desktop_app.models.whole import MonthClose
from desktop_app.registers.accounts import MONEY
from desktop_app.registers.issues import ISSUES
from desktop_app.registers.month_closes import MONTH_CLOSES
from desktop_app.registers.training import TRAININGS
from desktop_app.rules.month_close import CloseState
from desktop_app.rules.periods import month_period
from desktop_app.rules.vocabulary import IssueNature, LookBackResult, MoneyKind
from desktop_app.services import issues as verbs
from desktop_app.services import month_close, records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.store.undo import undo
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit.closing import closed, reopened
from tests.kit.county import Ready, rows, sheets_of, with_learning
from tests.kit.office import furnished, loaded, officer
from tests.kit.problems import close, problem

APRIL, MAY = month_period(2015, 4), month_period(2015, 5)
SHUT = "2015年4月的问题清单已结账"


@pytest.fixture
def who(desk: Desk) -> list[int]:
    return [officer(desk, name) for name in ("高鹏飞", "杜瑶", "袁倩")]


@pytest.fixture
def found(desk: Desk, who: list[int]) -> int:
    """A problem found in April, whose month is then closed."""
    made = problem(
        desk, "讯问笔录没有骑缝", who[:1], measures=("补盖",), found_on=date(2015, 4, 9), due_on=date(2015, 6, 12)
    )
    closed(desk, "issues", 4)
    return made


def state(desk: Desk, tab: str) -> list[CloseState]:
    with desk.facts() as facts:
        return [one.state for one in month_close.standing(facts)[tab]]


def test_what_stands_against_a_month_is_listed_and_closing_needs_a_reason(desk: Desk) -> None:
    with desk.facts() as facts:
        found = month_close.against(facts, "reviews", APRIL)
    assert [one.said for one in found] == ["这个月没有常规评查轮次"]
    with pytest.raises(Refusal, match=r"还有 5 项未了：这个月没有常规评查轮次。办完再结，或写明为什么照结"):
        month_close.close(desk, MONTH_CLOSES, "reviews", APRIL, earlier=True)
    with pytest.raises(Refusal, match="2014年12月的案件评查还没结账。按月份先后结，或连同之前的月份一起结"):
        month_close.close(desk, MONTH_CLOSES, "reviews", APRIL, "评查从5月开始")
    month_close.close(desk, MONTH_CLOSES, "reviews", APRIL, "评查从5月开始", earlier=True)
    (row,) = (one for one in rows(desk, "month_close") if one["month"] == "2015-04")
    assert row["note"] == "照结原因：评查从5月开始\n这个月没有常规评查轮次"
    assert state(desk, "reviews") == [CloseState.CLOSED] * 5 + [CloseState.AHEAD]
    assert set(state(desk, "issues")) == {CloseState.OPEN, CloseState.AHEAD}


def test_gaps_and_broken_formulas_of_the_month_stand_against_it(desk: Desk, who: list[int]) -> None:
    made = problem(desk, "没有验收人", who[:1], found_on=date(2015, 4, 9))
    with desk.store.unit("旧台账") as unit:
        row = unit.session.get_one(Issue, made)
        row.state, row.closed_on, row.gaps = row.state.CLOSED, date(2015, 4, 20), {"verifier_id": "没有验收人"}
    with desk.facts() as facts:
        said = [one.said for one in month_close.against(facts, "issues", APRIL)]
        assert all("待补" not in one.said for one in month_close.against(facts, "issues", month_period(2015, 3)))
    assert said[0].startswith("这个月有 1 条待补：2015-公诉-个-001")
    assert any(one.startswith("审核公式“销号有据”不平：") for one in said)


def test_the_figures_of_the_tab_are_kept_with_the_head_of_the_history(desk: Desk, found: int) -> None:
    (row,) = (one for one in rows(desk, "month_close") if one["month"] == "2015-04")
    assert row["figures"]["issues.count"] == 1
    assert all(name.startswith("issues.") for name in row["figures"])
    assert row["entries"] > 0
    assert len(row["head"]) == 64
    before = next(one for one in rows(desk, "month_close") if one["month"] == "2015-03")
    assert before["figures"]["issues.count"] == 0


def test_months_are_opened_again_from_the_last_with_a_reason_and_an_approver(desk: Desk, who: list[int]) -> None:
    closed(desk, "issues", 4)
    with pytest.raises(Refusal, match="没写反结账原因"):
        reopened(desk, "issues", 4, who[2], "  ")
    with pytest.raises(Refusal, match="从后往前反结账，先反结2015年4月"):
        reopened(desk, "issues", 3, who[2])
    with pytest.raises(Refusal, match="没选批准人"):
        month_close.reopen(desk, MONTH_CLOSES, "issues", APRIL, "漏记", None)
    assert reopened(desk, "issues", 4, who[2]).said == "已反结账 2015年4月的问题清单，改完重新结账"
    assert state(desk, "issues")[4] is CloseState.REOPENED
    problem(desk, "补登", who[:1], found_on=date(2015, 4, 9))
    closed(desk, "issues", 4)
    told = [one for one in rows(desk, "month_close") if one["month"] == "2015-04"]
    assert [one["number"] for one in told] == ["问题清单-2015-04", "问题清单-2015-04-2"]
    assert [one["figures"]["issues.count"] for one in told] == [0, 1]
    with pytest.raises(Refusal, match="2015年5月还没过完，不能结账"):
        month_close.close(desk, MONTH_CLOSES, "issues", MAY)


def test_typing_deleting_bringing_back_and_undoing_are_refused(desk: Desk, who: list[int]) -> None:
    made = problem(desk, "登错的", who[:1], found_on=date(2015, 4, 9))
    kept = problem(desk, "四月的问题", who[:1], found_on=date(2015, 4, 10), due_on=date(2015, 6, 12))
    records.retire(desk, ISSUES, [made], "登重了")
    closed(desk, "issues", 4)
    with pytest.raises(Refusal, match=rf"{SHUT}，不能再登记 2015-04-12 的记录。先反结账（写明原因），或另作更正"):
        problem(desk, "四月漏记的", who[:1], found_on=date(2015, 4, 12))
    draft = loaded(desk, ISSUES, kept)
    draft[Issue.name] = "改了说法"
    with pytest.raises(Refusal, match=rf"{SHUT}，2015-公诉-个-002 不能改。") as refused:
        records.save(desk, ISSUES, draft)
    assert refused.value.field == "name"
    with pytest.raises(Refusal, match=rf"{SHUT}，2015-公诉-个-002 不能删除。"):
        records.retire(desk, ISSUES, [kept], "不要了")
    with pytest.raises(Refusal, match=rf"{SHUT}，2015-公诉-个-001 不能恢复。"):
        records.restore(desk, ISSUES, [made])
    batch = _latest(desk, "删除")
    with pytest.raises(Refusal, match=rf"{SHUT}，2015-公诉-个-001 不能恢复。"):
        undo(desk.store, batch)
    later = problem(desk, "五月的问题", who[:1], found_on=date(2015, 5, 4), due_on=date(2015, 6, 30))
    with pytest.raises(Refusal, match=rf"{SHUT}，2015-公诉-个-003 不能改到 2015-04-30。"):
        records.change_many(desk, ISSUES, [later], "found_on", APRIL.last)


def _latest(desk: Desk, act: str) -> int:
    from sqlalchemy import select

    from desktop_app.models.history import Batch

    with desk.store.read() as session:
        asked = select(Batch.id).where(Batch.act.startswith(act)).order_by(Batch.id.desc())
        return int(session.scalars(asked).first() or 0)


def test_a_problem_of_a_closed_month_goes_on_to_its_closing_a_rebound_and_back(
    desk: Desk, found: int, who: list[int]
) -> None:
    verbs.extend(desk, found, date(2015, 6, 26), "鉴定未出", who[2])
    close(desk, found, who[1], who[2], date(2015, 5, 28))
    seen, due = date(2015, 5, 30), date(2015, 7, 10)
    again = verbs.look_back(desk, found, LookBackResult.REBOUND, seen, who[1], "又犯", due)
    undo(desk.store, again.batch)
    assert loaded(desk, ISSUES, found)[Issue.closed_on] == date(2015, 5, 28)


def test_what_was_empty_at_the_closing_is_filled_and_put_right_afterwards(desk: Desk, found: int) -> None:
    for said in ("第一稿", "第二稿"):
        draft = loaded(desk, ISSUES, found)
        draft[Issue.showing] = said
        records.save(desk, ISSUES, draft)
    undo(desk.store)
    assert loaded(desk, ISSUES, found)[Issue.showing] == "第一稿"


def test_rows_of_closed_months_are_given_back_by_an_import_and_the_others_taken(ready: Ready, tmp_path: Path) -> None:
    roster, ledger = with_learning("清源县")
    desk = ready([roster])
    closed(desk, "exams", 3)
    plan = plan_import(desk, [ledger])
    told = sheets_of(plan)
    carry_out(desk, plan)
    held = {row["held_on"] for row in rows(desk, Training.__tablename__)}
    assert held
    assert min(day for day in held if day) > date(2015, 3, 31)
    reasons = [one["reason"] for one in next(iter(told.values()))["problems"] if "已结账" in one["reason"]]
    assert reasons
    assert any(one.startswith("2015年3月的学习考试已结账，不能再登记 2015-03-") for one in reasons)
    with desk.store.read() as session:
        assert session.query(Training).count() == len(rows(desk, Training.__tablename__))
    assert TRAININGS.tab == "exams"


def _money(desk: Desk, on: date, income: int) -> int:
    told = {"booked_on": on, "case_no": "清源检公诉受〔2015〕9号", "kind": MoneyKind.DEPOSIT, "said": "存入"}
    return records.save(desk, MONEY, new_draft(MoneyEntry, {**told, "income": income})).ids[0]


DAYS = st.dates(date(2015, 3, 1), date(2015, 6, 20))
ACTS = st.tuples(st.sampled_from(["问题", "改问题", "收款", "改收款", "删", "撤销"]), DAYS, st.integers(0, 3))


def _months_closed(desk: Desk) -> int:
    desk.clock = TurnedClock(date(2015, 6, 25))
    one = officer(desk, "高鹏飞")
    for day in (date(2015, 4, 9), date(2015, 5, 20), date(2015, 6, 2)):
        problem(desk, f"问题{day}", [one], found_on=day, due_on=day + timedelta(days=60))
        _money(desk, day, 500)
    closed(desk, "issues", 5)
    closed(desk, "seizures", 5)
    return one


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(ACTS, min_size=4, max_size=10))
def test_figures_of_a_closed_month_never_change_whatever_is_allowed(
    acts: list[tuple[str, date, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    root, clock = tmp_path_factory.mktemp("months") / "data", TurnedClock(date(2015, 6, 25))
    desk, one = furnished("months closed", _months_closed, root, clock)
    try:
        before = _asked(desk)
        for act, day, pick in acts:
            _tried(lambda act=act, day=day, pick=pick: _DO[act](desk, one, day, pick))  # type: ignore[misc]
        assert _asked(desk) == before
    finally:
        desk.store.close()


def _asked(desk: Desk) -> dict[str, object]:
    """Issues and money as of the end of every closed month."""
    with desk.facts() as facts:
        days = (date(2015, 4, 30), MAY.last)
        names = ("issues.count", "issues.by_department", "issues.overdue", "issues.closed", "money.balance")
        return {f"{name} {day}": _answer(name, Question(facts.session, day)) for name in names for day in days}


def _answer(name: str, question: Question) -> object:
    answer = ask(name, question)
    return answer.value, dict(answer.groups), answer.behind


def _tried(act: Callable[[], object]) -> None:
    with suppress(Refusal):
        act()


def _retyped(desk: Desk, kind: str, pick: int, day: date) -> None:
    ids = [row["id"] for row in rows(desk, kind)]
    if kind == "issue":
        draft = loaded(desk, ISSUES, ids[pick % len(ids)])
        draft[Issue.found_on], draft[Issue.nature] = day, IssueNature.COMMON
        records.save(desk, ISSUES, draft)
    else:
        draft = loaded(desk, MONEY, ids[pick % len(ids)])
        draft[MoneyEntry.booked_on], draft[MoneyEntry.income] = day, 900 + pick
        records.save(desk, MONEY, draft)


_DO: dict[str, Callable[[Desk, int, date, int], object]] = {
    "问题": lambda desk, one, day, _pick: problem(desk, "新", [one], found_on=day, due_on=day + timedelta(days=30)),
    "改问题": lambda desk, _one, day, pick: _retyped(desk, "issue", pick, day),
    "收款": lambda desk, _one, day, pick: _money(desk, day, 100 + pick),
    "改收款": lambda desk, _one, day, pick: _retyped(desk, "money_entry", pick, day),
    "删": lambda desk, _one, _day, pick: records.retire(desk, ISSUES, [pick + 1], "不要"),
    "撤销": lambda desk, *_more: undo(desk.store),
}


def test_the_register_holds_what_was_closed(desk: Desk, found: int) -> None:
    draft = loaded(desk, MONTH_CLOSES, rows(desk, "month_close")[0]["id"])
    assert draft[MonthClose.tab] == "issues"
