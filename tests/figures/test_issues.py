"""What the figures of the problems say, on the day and looking back: of days past nothing done later is told."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from desktop_app.figures import catalogue
from desktop_app.figures.engine import Answer, Question
from desktop_app.figures.issue_recurrence import recurring
from desktop_app.figures.issue_standing import standing
from desktop_app.figures.issues import FIGURES
from desktop_app.models.issues import Issue, IssueClosure, IssueExtension
from desktop_app.rules.issues import ISSUE, OPEN, verified
from desktop_app.rules.periods import month_period
from desktop_app.rules.vocabulary import IssueState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.store import history
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from desktop_app.system.paths import DataFolder
from tests.kit import issues as kit
from tests.kit.issues import (
    CLOSED,
    Team,
    asked_for,
    closed,
    common,
    corrected,
    extend,
    firm,
    issue,
    rebound,
    save,
    seen,
    step,
    take,
    teamed,
    told,
)
from tests.store.test_cost import spent

TODAY = date(2015, 5, 31)


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


def ask(desk: Desk, figure: str, day: date = TODAY, **more: Any) -> Answer:
    with desk.store.read() as session:
        return catalogue.ask(f"issues.{figure}", Question(session, day, **more))


def told_all(desk: Desk, day: date) -> dict[str, Answer]:
    with desk.store.read() as session:
        return {figure.id: figure.ask(Question(session, day)) for figure in FIGURES}


def leaves(groups: Any) -> Iterator[int]:
    for value in groups.values():
        yield from leaves(value) if isinstance(value, dict) else (value,)


def sound(desk: Desk, day: date) -> None:
    """What holds of every figure, whatever was done."""
    answers = told_all(desk, day)
    for figure in FIGURES:
        answer = answers[figure.id]
        assert len(answer.behind) == len(set(answer.behind)), figure.id
        assert not figure.counted or answer.value == len(answer.behind), figure.id
    total = answers["issues.count"]
    for name in ("count", "by_state", "by_department", "by_cause"):
        assert sum(leaves(answers[f"issues.{name}"].groups)) == total.value
    for name in ("overdue", "closed", "waiting", "closed_late", "extended", "rebounds", "recurrent", "ages"):
        assert set(answers[f"issues.{name}"].behind) <= set(total.behind), name
    assert not set(answers["issues.overdue"].behind) & set(answers["issues.closed"].behind)
    assert set(answers["issues.closed_late"].behind) <= set(answers["issues.closed"].behind)


def test_the_matrix_tells_line_nature_and_state(desk: Desk, who: Team) -> None:
    issue(desk, who)
    take(desk, who, issue(desk, who, department="公诉科"), IssueState.CHECKING)
    closed(desk, who)
    save(desk, common(desk, who))
    assert ask(desk, "count").groups == {
        "公诉": {"个性": {"验收中": 1}},
        "侦查监督": {"个性": {"待认领": 1, "已销号": 1}, "共性": {"待认领": 1}},
    }
    assert ask(desk, "closing_rate").value == 0.25
    assert ask(desk, "closing_rate").groups == {"公诉": 0.0, "侦查监督": 0.3333}
    assert ask(desk, "waiting").groups == {"公诉": 1}


def test_merged_void_and_deleted_problems_do_not_count(desk: Desk, who: Team) -> None:
    kept = issue(desk, who)
    take(desk, who, issue(desk, who), IssueState.MERGED, kept)
    take(desk, who, issue(desk, who), IssueState.VOID)
    records.retire(desk, kit.ISSUES, [issue(desk, who)], "重复登记")
    assert ask(desk, "count").behind == (("issue", kept),)


@pytest.mark.parametrize("at", IssueState)
def test_late_is_what_is_open_past_its_day(desk: Desk, who: Team, at: IssueState) -> None:
    into = issue(desk, who, "并入的那一条", due_on=date(2015, 12, 31))
    issue_id = take(desk, who, issue(desk, who), at, into)
    late = {day: ask(desk, "overdue", day).behind for day in (date(2015, 4, 24), date(2015, 4, 25))}
    assert late == {date(2015, 4, 24): (), date(2015, 4, 25): (("issue", issue_id),) if at in OPEN else ()}


def test_a_day_past_knows_nothing_found_or_closed_later(desk: Desk, who: Team) -> None:
    first = closed(desk, who)
    issue(desk, who, "后来发现的", found_on=date(2015, 5, 4), due_on=date(2015, 6, 30))
    assert ask(desk, "count", date(2015, 3, 8)).value == 0
    before = ask(desk, "count", CLOSED - timedelta(days=1))
    assert (before.behind, before.groups) == ((("issue", first),), {"侦查监督": {"个性": {"整改中": 1}}})
    assert ask(desk, "closed", CLOSED - timedelta(days=1)).value == 0
    assert ask(desk, "closed", CLOSED).value == 1
    assert ask(desk, "count").value == 2


def test_a_day_past_keeps_the_deadline_it_had(desk: Desk, who: Team, clock: TurnedClock) -> None:
    """Due on 24 April, extended on 4 May to the 15th and on 20 May to the end of June."""
    issue_id = take(desk, who, issue(desk, who), IssueState.CORRECTING)
    for day, to in ((date(2015, 5, 4), date(2015, 5, 15)), (date(2015, 5, 20), date(2015, 6, 30))):
        clock.day = day
        extend(desk, who, issue_id, to)
    clock.day = TODAY
    late = [day for day in days_of(2015, 4, 20, 60) if ask(desk, "overdue", day).value]
    assert late == [*days_of(2015, 4, 25, 9), *days_of(2015, 5, 16, 4)]
    assert [ask(desk, "extended", date(2015, 5, day)).value for day in (3, 4, 31)] == [0, 1, 1]


def days_of(year: int, month: int, day: int, count: int) -> list[date]:
    return [date(year, month, day) + timedelta(days=n) for n in range(count)]


def test_a_day_past_still_sees_closed_what_came_back_later(desk: Desk, who: Team) -> None:
    issue_id = closed(desk, who)
    before = told_all(desk, date(2015, 5, 19))
    early = told_all(desk, date(2015, 4, 10))
    rebound(desk, who, issue_id)
    assert told_all(desk, date(2015, 5, 19)) == before
    assert told_all(desk, date(2015, 4, 10)) == early
    assert ask(desk, "closed", date(2015, 5, 20)).value == 0
    assert ask(desk, "rebounds", date(2015, 5, 19)).value == 0
    assert ask(desk, "rebounds", date(2015, 5, 20)).groups == {"侦查监督": 1}
    with desk.store.read() as session:
        rounds = [standing(Question(session, day))[0].round for day in (date(2015, 4, 10), date(2015, 5, 20))]
    assert rounds == [1, 2]


def test_closed_again_every_day_has_its_own_truth(desk: Desk, who: Team) -> None:
    issue_id = closed(desk, who)
    rebound(desk, who, issue_id, on=date(2015, 5, 11), new_due=date(2015, 5, 22))
    corrected(desk, issue_id)
    for verb in ("申请销号", "开始验收"):
        step(desk, issue_id, verb)
    step(desk, issue_id, "销号", **kit.closing(who, verified_on=date(2015, 5, 26), closed_on=date(2015, 5, 26)))
    closed_days = [day for day in days_of(2015, 4, 15, 45) if ask(desk, "closed", day).value]
    assert closed_days == [*days_of(2015, 4, 20, 21), *days_of(2015, 5, 26, 4)]
    late_days = [day for day in days_of(2015, 4, 15, 45) if ask(desk, "overdue", day).value]
    assert late_days == days_of(2015, 5, 23, 3)
    assert ask(desk, "closed_late").behind == (("issue", issue_id),)
    assert ask(desk, "closed_late", date(2015, 5, 1)).value == 0
    assert ask(desk, "days_to_close").value == 78.0


def test_a_period_counts_what_was_found_in_it(desk: Desk, who: Team) -> None:
    issue(desk, who)
    april = issue(desk, who, found_on=date(2015, 4, 1))
    assert ask(desk, "count", period=month_period(2015, 4)).behind == (("issue", april),)


def test_repeated_problems_are_told_by_person_and_by_department(desk: Desk, who: Team) -> None:
    old = closed(desk, who)
    other = Team(who.checker, who.owner, who.leader)
    by_person = issue(desk, who, "又漏签", department="公诉科", found_on=date(2015, 5, 4), due_on=date(2015, 6, 30))
    by_department = issue(desk, other, "再漏签", found_on=date(2015, 5, 5), due_on=date(2015, 6, 30))
    issue(desk, other, "别人的", department="公诉科", found_on=date(2015, 5, 5), due_on=date(2015, 6, 30))
    issue(desk, who, "别类的", categories=("超期羁押",), found_on=date(2015, 5, 5), due_on=date(2015, 6, 30))
    with desk.store.read() as session:
        assert recurring(Question(session, TODAY)) == {by_person: old, by_department: old}
        assert recurring(Question(session, TODAY), [by_department]) == {by_department: old}
        assert recurring(Question(session, TODAY), [old]) == {}
        assert recurring(Question(session, date(2015, 5, 4))) == {by_person: old}
    assert ask(desk, "recurrent").groups == {"公诉": 1, "侦查监督": 1}


def test_what_repeated_a_closing_repeats_it_also_after_the_rebound(desk: Desk, who: Team) -> None:
    old = closed(desk, who)
    again = issue(desk, who, "又漏签", found_on=date(2015, 5, 4), due_on=date(2015, 6, 30))
    rebound(desk, who, old)
    with desk.store.read() as session:
        assert recurring(Question(session, TODAY)) == recurring(Question(session, TODAY), [again]) == {again: old}


def test_persons_categories_measures_and_returns(desk: Desk, who: Team) -> None:
    first = issue(desk, who, categories=("不执行办案规范", "超期羁押"))
    take(desk, who, first, IssueState.RETURNED)
    save(desk, common(desk, who))
    assert ask(desk, "by_person").groups == {"叶国栋": {"退回整改": 1}}
    assert ask(desk, "by_category").groups == {"不执行办案规范": 2, "超期羁押": 1}
    assert ask(desk, "measures").groups == {"已完成": 0, "未完成": 1}
    assert (ask(desk, "returned").value, ask(desk, "returned").groups) == (1, {"侦查监督": 1})


def test_ages_and_days_to_close(desk: Desk, who: Team) -> None:
    issue(desk, who, found_on=date(2015, 5, 20), due_on=date(2015, 6, 30))
    issue(desk, who)
    closed(desk, who)
    assert ask(desk, "ages").groups == {"侦查监督科": {"15天内": 1, "61—90天": 1}}
    assert ask(desk, "days_to_close").groups == {"侦查监督科": 42.0}


def test_figures_cost_as_many_statements_in_a_large_office(desk: Desk, who: Team) -> None:
    closed(desk, who)

    def cost() -> int:
        with spent() as said:
            told_all(desk, TODAY)
        return len(said.statements)

    few = cost()
    rows = [{"number": f"旧{n}", "name": f"第{n}条", "found_on": date(2015, 3, 1)} for n in range(500)]
    with desk.store.unit("导入问题") as unit:
        unit.add_many(Issue, rows)
    assert cost() == few
    assert ask(desk, "count").value == 501


VERBS = sorted({move.verb for move in ISSUE.moves})
ACTS = (*VERBS, *VERBS, "申请销号", "销号", "延期", "延期", "反弹", "反弹", "巩固")
walks = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 9)), min_size=4, max_size=18)


class Walk:
    """One problem led about by random acts; what is refused is refused, what was done is remembered."""

    def __init__(self, desk: Desk, who: Team, into: int) -> None:
        self.desk, self.who, self.into = desk, who, into
        self.id = issue(desk, who, "走一遍")
        corrected(desk, self.id)
        self.returns = self.rebounds = 0

    def act(self, verb: str, days: int) -> None:
        made = seen(self.desk, self.id)
        if not self._taken(verb, days, made):
            assert seen(self.desk, self.id).values == made.values
            return
        self.returns += verb == "退回整改"
        self.rebounds += verb == "反弹"
        self._promised(verb, made, seen(self.desk, self.id))

    def _taken(self, verb: str, days: int, made: Any) -> bool:
        try:
            self._done(verb, days, made)
        except Refusal:
            return False
        return True

    def _promised(self, verb: str, made: Any, after: Any) -> None:
        """The chain of deadlines is unbroken, and the original one stands until a rebound gives another."""
        if verb == "延期":
            last = told(self.desk, IssueExtension, self.id)[-1]
            assert (last.old_due_on, last.new_due_on) == (made[Issue.due_on], after[Issue.due_on])
            assert last.old_due_on < last.new_due_on
        elif verb != "反弹":
            assert after[Issue.due_on] == made[Issue.due_on]
        if verb != "反弹":
            assert after[Issue.first_due_on] == made[Issue.first_due_on]

    def _done(self, verb: str, days: int, made: Any) -> None:
        if verb == "延期":
            extend(self.desk, self.who, self.id, (made[Issue.due_on] or CLOSED) + timedelta(days=days))
        elif verb == "反弹":
            rebound(self.desk, self.who, self.id, TODAY, new_due=TODAY + timedelta(days=days))
            corrected(self.desk, self.id)
        elif verb == "巩固":
            firm(self.desk, self.who, self.id, TODAY)
        else:
            asked = asked_for(self.who, verb, self.into)
            if verb == "恢复限期":
                asked = {"due_on": made[Issue.due_on]}
            step(self.desk, self.id, verb, "领导小组会议决定" if days else "", **asked)

    def sound(self) -> None:
        made = seen(self.desk, self.id)
        facts = {**made.values, **made.parts}
        assert made[Issue.state] in {*ISSUE.states, *ISSUE.side}
        assert made[Issue.state] != IssueState.CLOSED or verified(facts) is None
        assert (made[Issue.closed_on] is not None) == (made[Issue.state] == IssueState.CLOSED)
        assert (made[Issue.merged_into_id] is not None) == (made[Issue.state] == IssueState.MERGED)
        closures = told(self.desk, IssueClosure, self.id)
        assert made[Issue.round] == 1 + len(closures) == 1 + self.rebounds
        assert [row.round for row in closures] == [*range(1, len(closures) + 1)]
        assert made[Issue.returned] == self.returns


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(walks)
def test_whatever_is_done_the_record_stays_honest(desk: Desk, who: Team, walk: list[tuple[str, int]]) -> None:
    with desk.store.read() as session:
        into = session.scalars(select(Issue.id).where(Issue.name == "并入的那一条")).first()
    led = Walk(desk, who, into or issue(desk, who, "并入的那一条"))
    for verb, days in walk:
        led.act(verb, days)
        led.sound()
    for day in (CLOSED - timedelta(days=1), TODAY):
        sound(desk, day)


def test_the_history_of_a_long_walk_replays_to_what_stands(desk: Desk, who: Team) -> None:
    led = Walk(desk, who, issue(desk, who, "并入的那一条"))
    first = "认领 延期 申请销号 退回整改 申请销号 开始验收 销号 巩固 反弹"
    second = "申请销号 开始验收 销号 撤回销号 销号 反弹 转长期坚持 恢复限期 作废 恢复"
    for verb in f"{first} {second}".split():
        led.act(verb, 3)
    assert kit.state(desk, led.id) == IssueState.CORRECTING
    assert (led.rebounds, led.returns) == (2, 1)
    led.sound()
    with desk.store.read() as session:
        assert history.verify_chain(session) is None
        assert history.replay_matches(session) == []
