"""The plan is issued and its deadlines move, as the officer does it and as the file keeps it."""

from datetime import date

import pytest
from sqlalchemy import select

from desktop_app.models.plan import DeadlineChange, Plan, Task
from desktop_app.registers.campaign import PLANS
from desktop_app.registers.plan import TASKS
from desktop_app.rules.vocabulary import PlanState, TaskState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.outcome import Outcome
from desktop_app.services.plan import issue_plan, move_deadline, moving, preview_move
from desktop_app.system.errors import Refusal
from tests.kit.office import loaded, officer, task_draft

APRIL_28, MAY_8 = date(2015, 4, 28), date(2015, 5, 8)


@pytest.fixture
def keeper(desk: Desk) -> int:
    return officer(desk, "史海燕")


def task(desk: Desk, keeper: int, name: str = "涉案财物全面盘点", **more: object) -> int:
    return records.save(desk, TASKS, task_draft(desk, name, keeper, **more)).ids[0]


def plan_id(desk: Desk) -> int:
    with desk.facts() as facts:
        return int(facts.plan["id"])


def issue(desk: Desk, keeper: int, **more: object) -> Outcome:
    given = {"doc_no": "清检发〔2015〕3号", "issued_on": date(2015, 1, 30), "signer_id": keeper, **more}
    return issue_plan(desk, PLANS, plan_id(desk), **given)  # type: ignore[arg-type]


def move(desk: Desk, task_id: int, keeper: int, **more: object) -> Outcome:
    given = {"new_due": MAY_8, "reason": "保管室搬迁", "approver_id": keeper, **more}
    return move_deadline(desk, task_id, **given)  # type: ignore[arg-type]


def kept(desk: Desk, task_id: int) -> list[DeadlineChange]:
    with desk.store.read() as session:
        return list(session.scalars(select(DeadlineChange).where(DeadlineChange.task_id == task_id)))


def chain(desk: Desk, keeper: int) -> tuple[int, int, int]:
    """盘点, 整改 after it, 验收 after that."""
    first = task(desk, keeper)
    second = task(desk, keeper, "涉案财物问题整改", start_on=date(2015, 5, 4), due_on=date(2015, 5, 15), after_id=first)
    third = task(desk, keeper, "检查验收", start_on=date(2015, 5, 18), due_on=date(2015, 5, 29), after_id=second)
    return first, second, third


def test_issuing_freezes_the_days_of_every_task(desk: Desk, keeper: int) -> None:
    task_id = task(desk, keeper)
    outcome = issue(desk, keeper)
    plan, frozen = loaded(desk, PLANS, plan_id(desk)), loaded(desk, TASKS, task_id)
    assert plan[Plan.state] == PlanState.ISSUED
    assert (frozen[Task.base_start_on], frozen[Task.base_due_on]) == (date(2015, 4, 1), APRIL_28)
    assert outcome.said == "已印发 清检发〔2015〕3号，1 项任务记下基线"
    assert outcome.warnings == ()


def test_a_plan_is_issued_with_what_is_still_open_and_says_so(desk: Desk, keeper: int) -> None:
    with desk.store.unit("导入任务分解") as unit:
        unit.session.add(Task(number="2.7", name="优秀案卷评选", start_on=date(2015, 5, 5), officer_id=None))
    said = [problem.said for problem in issue(desk, keeper).warnings]
    assert said == ["任务 2.7 没有责任人。在任务里补上", "任务 2.7 没有开始或期限，不记基线。补上即可"]


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"doc_no": " "}, "doc_no", "没填文号。填好再印发"),
        ({"issued_on": None}, "issued_on", "没填印发日期。填好再印发"),
        ({"issued_on": date(2015, 6, 1)}, "issued_on", "印发日期晚于今天 05-31。请改早"),
        ({"signer_id": None}, "signer_id", "没填签发人。选好再印发"),
    ],
)
def test_issuing_is_refused_in_words(desk: Desk, keeper: int, wrong: dict[str, object], field: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        issue(desk, keeper, **wrong)
    assert (refused.value.field, refused.value.said) == (field, said)
    assert loaded(desk, PLANS, plan_id(desk))[Plan.state] == PlanState.DRAFT


def test_a_plan_is_issued_once(desk: Desk, keeper: int) -> None:
    issue(desk, keeper)
    with pytest.raises(Refusal, match="方案已印发（清检发〔2015〕3号）"):
        issue(desk, keeper)


def test_an_issued_plan_is_found_by_its_number(desk: Desk, keeper: int) -> None:
    issue(desk, keeper)
    with desk.store.read() as session:
        found = session.get_one(Plan, plan_id(desk)).search_text
    assert "清检发" in found


def test_a_moved_deadline_keeps_the_old_one_with_its_reason(desk: Desk, keeper: int) -> None:
    task_id = task(desk, keeper)
    issue(desk, keeper)
    outcome = move(desk, task_id, keeper, doc_no="清检发〔2015〕9号")
    [change] = kept(desk, task_id)
    after = loaded(desk, TASKS, task_id)
    assert (after[Task.due_on], after[Task.base_due_on]) == (MAY_8, APRIL_28)
    assert (change.old_due_on, change.new_due_on, change.reason) == (APRIL_28, MAY_8, "保管室搬迁")
    assert (change.approver_id, change.doc_no, change.changed_on) == (keeper, "清检发〔2015〕9号", desk.today)
    assert outcome.said == "期限已改 2.1 涉案财物全面盘点 至 05-08"


def test_followers_are_listed_with_their_days_moved_by_working_days(desk: Desk, keeper: int) -> None:
    first, second, third = chain(desk, keeper)
    seen = preview_move(desk, first, MAY_8)
    assert seen.days == 7
    assert [follower.shift.id for follower in seen.followers] == [second, third]
    assert [follower.shift.new_due for follower in seen.followers] == [date(2015, 5, 26), date(2015, 6, 9)]
    assert kept(desk, first) == []


def test_only_the_followers_confirmed_move_and_all_in_one_act(desk: Desk, keeper: int) -> None:
    first, second, third = chain(desk, keeper)
    outcome = move(desk, first, keeper, with_followers=[third])
    assert outcome.ids == (first, third)
    assert outcome.said.endswith("连带 1 项")
    assert kept(desk, second) == []
    [along] = kept(desk, third)
    assert (along.moved_with_id, along.old_due_on) == (first, date(2015, 5, 29))
    assert (along.old_start_on, along.new_start_on) == (date(2015, 5, 18), date(2015, 5, 27))
    assert kept(desk, first)[0].moved_with_id is None


def test_a_finished_follower_stays_where_it_was(desk: Desk, keeper: int) -> None:
    first, second, third = chain(desk, keeper)
    with desk.store.unit("验收通过") as unit:
        unit.session.get_one(Task, second).state = TaskState.DONE
    assert [follower.shift.id for follower in preview_move(desk, first, MAY_8).followers] == [third]
    with pytest.raises(Refusal, match="不在后续任务里"):
        move(desk, first, keeper, with_followers=[second])
    assert loaded(desk, TASKS, first)[Task.due_on] == APRIL_28


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        ({"new_due": None}, "new_due_on", "没填新期限。填好再存"),
        ({"new_due": APRIL_28}, "new_due_on", "新期限和现期限都是 04-28。请改一个日期"),
        ({"new_due": date(2015, 3, 31)}, "new_due_on", "新期限早于开始 04-01。请改后"),
        ({"reason": "  "}, "reason", "没写变更原因。写明再存"),
        ({"approver_id": None}, "approver_id", "没填批准人。选好再存"),
    ],
)
def test_moving_is_refused_in_words(desk: Desk, keeper: int, wrong: dict[str, object], field: str, said: str) -> None:
    task_id = task(desk, keeper)
    with pytest.raises(Refusal) as refused:
        move(desk, task_id, keeper, **wrong)
    assert (refused.value.field, refused.value.said) == (field, said)
    assert kept(desk, task_id) == []


@pytest.mark.parametrize(("state", "word"), [(TaskState.DONE, "已完成"), (TaskState.CANCELLED, "已取消")])
def test_a_settled_task_does_not_move(desk: Desk, keeper: int, state: TaskState, word: str) -> None:
    task_id = task(desk, keeper)
    with desk.store.unit("了结") as unit:
        unit.session.get_one(Task, task_id).state = state
    with pytest.raises(Refusal, match=word):
        move(desk, task_id, keeper)


def test_a_task_added_after_issuing_freezes_its_days_at_its_first_move(desk: Desk, keeper: int) -> None:
    issue(desk, keeper)
    late = task(desk, keeper, "补充任务")
    move(desk, late, keeper)
    move(desk, late, keeper, new_due=date(2015, 5, 20))
    assert loaded(desk, TASKS, late)[Task.base_due_on] == APRIL_28
    assert [change.old_due_on for change in kept(desk, late)] == [APRIL_28, MAY_8]


def test_before_issuing_the_first_deadline_is_known_from_the_change(desk: Desk, keeper: int) -> None:
    task_id = task(desk, keeper)
    move(desk, task_id, keeper)
    with desk.store.read() as session:
        now = moving(session, task_id)
    assert (now.due, now.first_due) == (MAY_8, APRIL_28)
    assert loaded(desk, TASKS, task_id)[Task.base_due_on] is None


def test_a_missing_deadline_given_by_a_move_is_no_longer_open(desk: Desk, keeper: int) -> None:
    with desk.store.unit("导入任务分解") as unit:
        row = Task(number="2.9", name="优秀案卷评选", gaps={"due_on": "看不懂6月31日", "leader_id": "查无此人"})
        unit.session.add(row)
        unit.session.flush()
        task_id = row.id
    move(desk, task_id, keeper)
    with desk.store.read() as session:
        assert session.get_one(Task, task_id).gaps == {"leader_id": "查无此人"}
    assert kept(desk, task_id)[0].old_due_on is None


def test_a_new_day_off_work_is_said_beforehand(desk: Desk, keeper: int) -> None:
    task_id = task(desk, keeper)
    assert preview_move(desk, task_id, date(2015, 5, 1)).note == "05-01 不是工作日"
    assert preview_move(desk, task_id, MAY_8).note == ""
    assert preview_move(desk, task_id, date(2039, 5, 9)).note == "2039 年节假日未录，只除周末"
