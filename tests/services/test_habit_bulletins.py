"""发现一起、通报一起: one finding, one draft; issuing tells it, dropping or deleting lets it go."""

from datetime import date

import pytest

from desktop_app.figures.engine import Question
from desktop_app.figures.habit_standing import every_habit
from desktop_app.figures.traced import read_trace
from desktop_app.models.bulletins import Bulletin, BulletinFigure, BulletinLine
from desktop_app.models.supervision import Habit
from desktop_app.registers.bulletins import BULLETINS
from desktop_app.registers.habits import HABITS
from desktop_app.registers.issues import ISSUES
from desktop_app.rules.vocabulary import BulletinKind, HabitState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.drafting import draft, drift
from desktop_app.services.habit_bulletins import draft_single, excuse
from desktop_app.services.issuing import issue
from desktop_app.services.manuscripts import manuscript
from desktop_app.services.supervision_issues import habit_to_issue
from desktop_app.store import undo
from desktop_app.system.clock import TurnedClock
from desktop_app.system.errors import Refusal
from tests.kit import issued
from tests.kit.office import loaded
from tests.kit.supervising import House, finding, habit, house


@pytest.fixture
def who(desk: Desk) -> House:
    return house(desk)


def _issue(desk: Desk, who: House, bulletin_id: int) -> None:
    for verb, asked in (("送审", {}), ("签发", {"signer_id": who.leader, "signed_on": desk.today})):
        records.move(desk, BULLETINS, loaded(desk, BULLETINS, bulletin_id), verb, "", asked)
    issue(
        desk, BULLETINS, bulletin_id, on=desk.today, series_id=issued.series(desk), serial=1, press=issued.PlainPress()
    )


def _states(desk: Desk) -> dict[str, HabitState]:
    with desk.store.read() as session:
        return {row.number: row.state for row in every_habit(Question(session, desk.today))}


def test_one_finding_alone_is_drafted(desk: Desk, who: House) -> None:
    """Two findings of one day: the draft speaks of one, and its numbers are asked for that one."""
    one, other = habit(desk, who), habit(desk, who, "送达回证事后补签", category="办案程序")
    made = draft_single(desk, HABITS, BULLETINS, one)
    paper = loaded(desk, BULLETINS, made.ids[0])
    assert paper[Bulletin.title] == "关于一起“习惯性”执法问题的通报"
    assert finding(desk, one)[Habit.bulletin_id] == made.ids[0]
    assert finding(desk, other)[Habit.bulletin_id] is None
    said = "".join(row["text"] for row in paper.rows(BulletinLine))
    assert "案卷带回家中阅看" in said
    assert "送达回证" not in said
    with desk.facts() as facts:
        traces = [read_trace(row["asked"]) for row in paper.rows(BulletinFigure)]
        assert {facts.sources.trace(trace).value for trace in traces} == {1}
        assert all(facts.sources.trace(trace).behind == (("habit", one),) for trace in traces)
        assert drift(facts, paper) == []
        assert manuscript(facts, paper)
    with pytest.raises(Refusal, match="起草。到通报简报里接着办"):
        draft_single(desk, HABITS, BULLETINS, one)
    undo.undo(desk.store)
    assert finding(desk, one)[Habit.bulletin_id] is None


def test_issuing_tells_it(desk: Desk, who: House, clock: TurnedClock) -> None:
    one = habit(desk, who)
    made = draft_single(desk, HABITS, BULLETINS, one)
    assert finding(desk, one)[Habit.state] is HabitState.UNTOLD, "a draft tells nobody"
    clock.day = date(2015, 6, 1)
    _issue(desk, who, made.ids[0])
    assert finding(desk, one)[Habit.state] is HabitState.TOLD
    assert list(_states(desk).values()) == [HabitState.TOLD]
    with pytest.raises(Refusal, match="不用再通报"):
        draft_single(desk, HABITS, BULLETINS, one)


def test_a_month_issued_tells_all_it_counts(desk: Desk, who: House, clock: TurnedClock) -> None:
    ids = [
        habit(desk, who),
        habit(desk, who, "送达回证事后补签"),
        habit(desk, who, "着装不规范", inspected_on=date(2015, 4, 2)),
    ]
    clock.day = date(2015, 6, 2)
    made = draft(desk, BULLETINS, BulletinKind.HABITS, "2015-05")
    _issue(desk, who, made.ids[0])
    told = [finding(desk, one)[Habit.state] for one in ids]
    assert told == [HabitState.TOLD, HabitState.TOLD, HabitState.UNTOLD]


@pytest.mark.parametrize("how", ["不发", "删除"])
def test_a_draft_given_up_lets_it_go(desk: Desk, who: House, how: str) -> None:
    one = habit(desk, who)
    made = draft_single(desk, HABITS, BULLETINS, one)
    if how == "删除":
        records.retire(desk, BULLETINS, made.ids, "另写")
    else:
        records.move(desk, BULLETINS, loaded(desk, BULLETINS, made.ids[0]), "不发", "并入月通报")
    assert finding(desk, one)[Habit.bulletin_id] is None
    undo.undo(desk.store)
    assert finding(desk, one)[Habit.bulletin_id] == made.ids[0]
    records.retire(desk, BULLETINS, made.ids, "另写")
    assert draft_single(desk, HABITS, BULLETINS, one).batch is not None


def test_untold_with_a_reason_and_an_approver(desk: Desk, who: House) -> None:
    one = habit(desk, who)
    with pytest.raises(Refusal, match="没选批准人"):
        excuse(desk, HABITS, one, "情节轻微", None)
    excuse(desk, HABITS, one, "情节轻微", who.leader)
    assert finding(desk, one)[Habit.state] is HabitState.EXCUSED
    with pytest.raises(Refusal, match="批准不通报"):
        draft_single(desk, HABITS, BULLETINS, one)


def test_a_finding_becomes_a_problem_of_those_it_is_about(desk: Desk, who: House) -> None:
    one = habit(desk, who)
    made = habit_to_issue(desk, HABITS, ISSUES, one)
    problem = loaded(desk, ISSUES, made.ids[0])
    assert [row["officer_id"] for row in problem.parts["issue_officer"]] == [who.handler]
    assert (problem.values["origin"], problem.values["matter"]) == ("检务督察", "保密")
    assert finding(desk, one)[Habit.issue_id] == made.ids[0]
    with pytest.raises(Refusal, match="已转问题"):
        habit_to_issue(desk, HABITS, ISSUES, one)
