"""A later end, what a leaving officer still holds, and its way to another."""

from collections.abc import Mapping
from datetime import date

import pytest
from sqlalchemy import select

from desktop_app.models.dossiers import DossierCheck
from desktop_app.models.issues import IssueMeasure, IssueOfficer
from desktop_app.models.plan import Task
from desktop_app.models.rotations import Rotation, RotationExtension, RotationItem
from desktop_app.registers.catalogue import BY_KIND
from desktop_app.registers.issues import ISSUES
from desktop_app.registers.plan import TASKS
from desktop_app.registers.post_notes import leaves_work
from desktop_app.registers.rotations import ROTATIONS
from desktop_app.rules.vocabulary import DossierState, HandoverKind, HandoverState, RotationState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.law import Law
from desktop_app.services.left_behind import Left, left_behind, told_of
from desktop_app.services.rotations import extend, give_to, hand_over, list_items, unlisted
from desktop_app.store.undo import undo
from desktop_app.system.errors import Refusal
from tests.kit import issues as problems
from tests.kit.learning import dossier
from tests.kit.office import loaded, officer, task
from tests.kit.posts import rotation
from tests.kit.reviewing import panel, review

FIRST, LAST, LONGER = date(2015, 4, 1), date(2015, 9, 30), date(2015, 12, 31)
DUE = date(2015, 6, 15)
LAWS: Mapping[str, Law] = {"issue": ISSUES, "task": TASKS}


def problem(desk: Desk, who: int, name: str = "讯问笔录缺签名") -> int:
    """A problem of 公诉科 its officer answers for."""
    return problems.issue(desk, problems.Team(who, who, who), name, department="公诉科", due_on=DUE)


def held(desk: Desk, who: int) -> tuple[Left, ...]:
    with desk.facts() as facts:
        return left_behind(facts, who)


@pytest.fixture
def who(desk: Desk) -> int:
    return officer(desk, "何静宜")


@pytest.fixture
def chief(desk: Desk) -> int:
    return officer(desk, "许嘉树")


def test_a_later_end_is_written_down_with_the_day_before(desk: Desk, who: int, chief: int) -> None:
    made = rotation(desk, who, "侦查监督科", FIRST, LAST)
    assert extend(desk, ROTATIONS, made, LONGER, "专项工作未结束", chief).said.endswith("何静宜至 2015-12-31")
    assert loaded(desk, ROTATIONS, made)[Rotation.planned_to_on] == LONGER
    with desk.store.read() as session:
        kept = session.scalars(select(RotationExtension)).one()
        assert (kept.old_on, kept.new_on, kept.reason, kept.approver_id) == (LAST, LONGER, "专项工作未结束", chief)
    undo(desk.store)
    assert loaded(desk, ROTATIONS, made)[Rotation.planned_to_on] == LAST
    with desk.store.read() as session:
        assert session.scalars(select(RotationExtension)).all() == []


def test_an_end_not_later_or_over_another_rotation_is_refused(desk: Desk, who: int, chief: int) -> None:
    made = rotation(desk, who, "侦查监督科", FIRST, LAST)
    rotation(desk, who, "控告申诉检察科", date(2015, 11, 1), date(2016, 4, 30), RotationState.DRAFT)
    for day, said in (
        (None, "没填延至哪天"),
        (LAST, "不晚于现在的计划止 2015-09-30"),
        (LONGER, "2015-11-01 起）的轮岗重叠"),
    ):
        with pytest.raises(Refusal, match=said) as refused:
            extend(desk, ROTATIONS, made, day, "专项工作", chief)
        assert refused.value.field == "new_on"
    extend(desk, ROTATIONS, made, date(2015, 10, 31), "专项工作", chief)


def test_an_extension_needs_reason_and_approver_and_a_rotation_under_way(desk: Desk, who: int, chief: int) -> None:
    made = rotation(desk, who, "侦查监督科", FIRST, LAST)
    with pytest.raises(Refusal, match="没写延期原因"):
        extend(desk, ROTATIONS, made, LONGER, " ", chief)
    with pytest.raises(Refusal, match="没填批准人"):
        extend(desk, ROTATIONS, made, LONGER, "专项工作", None)
    plan = rotation(desk, chief, "侦查监督科", FIRST, LAST, RotationState.DRAFT)
    with pytest.raises(Refusal, match="拟定，没有期限可延"):
        extend(desk, ROTATIONS, plan, LONGER, "专项工作", who)


def test_problems_tasks_and_dossiers_he_still_holds_are_found(desk: Desk, who: int) -> None:
    problem(desk, who)
    task(desk, "整改方案", who)
    made = dossier(desk, "清源检诉受[2015]61902300001号", handler_id=who)
    with desk.store.unit("退卷") as unit:
        unit.session.get_one(DossierCheck, made).state = DossierState.CORRECTING
    found = held(desk, who)
    assert [(one.kind, one.role, one.given) for one in found] == [
        ("dossier_check", "承办人", False),
        ("issue", "责任人", True),
        ("task", "责任人", True),
    ]
    assert told_of(found) == "案卷 1、问题 1、任务 1"
    assert found[1].due_on == DUE
    assert held(desk, officer(desk, "赵一帆")) == ()
    assert left_behind_of_nobody(desk) == ()


def left_behind_of_nobody(desk: Desk) -> tuple[Left, ...]:
    with desk.facts() as facts:
        return left_behind(facts, None)


def test_reviews_are_found_for_reviewer_and_handler_until_they_are_decided(desk: Desk) -> None:
    of = panel(desk)
    made = review(desk, of)
    roles = [(one.kind, one.role) for who in (of.handler, of.first, of.third) for one in held(desk, who)]
    assert roles == [("case_review", "承办人"), ("case_review", "评查员")]
    with desk.store.unit("定级") as unit:
        record = unit.session.get_one(BY_KIND["case_review"].model, made)
        record.state = type(record.state)("已定级")  # type: ignore[attr-defined]
    assert held(desk, of.first) == ()


def test_what_is_settled_is_nobodys_any_more(desk: Desk, who: int) -> None:
    made = problem(desk, who)
    draft = loaded(desk, ISSUES, made)
    draft.rows(IssueMeasure).append({"text": "补签名", "officer_id": who})
    records.save(desk, ISSUES, draft)
    assert [one.id for one in held(desk, who)] == [made]
    records.retire(desk, ISSUES, [made], "重复登记")
    assert held(desk, who) == ()


def test_chosen_work_goes_to_another_with_its_undone_measures(desk: Desk, who: int, chief: int) -> None:
    made, job = problem(desk, who), task(desk, "整改方案", who)
    draft = loaded(desk, ISSUES, made)
    draft.rows(IssueMeasure).append({"text": "补签名", "officer_id": who})
    draft.rows(IssueMeasure).append({"text": "查明原因", "officer_id": who, "done_on": date(2015, 5, 20)})
    records.save(desk, ISSUES, draft)
    done = give_to(desk, LAWS, held(desk, who), who, chief)
    assert done.said == "已把何静宜的 2 项工作转给许嘉树"
    assert done.touched == {"issue", "task"}
    draft = loaded(desk, ISSUES, made)
    assert [row["officer_id"] for row in draft.rows(IssueOfficer)] == [chief]
    assert [row["officer_id"] for row in draft.rows(IssueMeasure)] == [chief, who]
    assert loaded(desk, TASKS, job)[Task.officer_id] == chief
    assert held(desk, who) == ()
    undo(desk.store)
    assert [one.id for one in held(desk, who)] == [made, job]


def test_who_answers_for_a_problem_already_is_not_named_twice(desk: Desk, who: int, chief: int) -> None:
    made = problem(desk, who)
    draft = loaded(desk, ISSUES, made)
    draft.rows(IssueOfficer).append({"officer_id": chief})
    records.save(desk, ISSUES, draft)
    give_to(desk, LAWS, held(desk, who), who, chief)
    assert [row["officer_id"] for row in loaded(desk, ISSUES, made).rows(IssueOfficer)] == [chief]


def test_nothing_goes_to_nobody_or_to_himself(desk: Desk, who: int) -> None:
    problem(desk, who)
    with pytest.raises(Refusal, match="没填接收人"):
        give_to(desk, LAWS, held(desk, who), who, None)
    with pytest.raises(Refusal, match="接收人就是何静宜本人"):
        give_to(desk, LAWS, held(desk, who), who, who)
    with pytest.raises(Refusal, match="没有可转交的"):
        give_to(desk, LAWS, [], who, who)


def test_the_list_is_proposed_once_from_what_he_holds(desk: Desk, who: int) -> None:
    problem(desk, who)
    task(desk, "整改方案", who)
    made = rotation(desk, who, "侦查监督科", FIRST, LAST)
    assert list_items(desk, ROTATIONS, made).said.endswith("移交清单列入 2 项")
    rows = loaded(desk, ROTATIONS, made).rows(RotationItem)
    assert [row["kind"] for row in rows] == [HandoverKind.DEADLINE, HandoverKind.DEADLINE]
    assert "讯问笔录缺签名（责任人）" in rows[0]["said"]
    with pytest.raises(Refusal, match="不用再列"):
        list_items(desk, ROTATIONS, made)
    problem(desk, who, "文书日期有误")
    with desk.facts() as facts:
        assert [left.said for left in unlisted(facts, loaded(desk, ROTATIONS, made))] == ["文书日期有误"]


def test_handing_over_signs_the_list_and_gives_the_work_in_one_act(desk: Desk, who: int, chief: int) -> None:
    listed = problem(desk, who)
    made = rotation(desk, who, "侦查监督科", FIRST, LAST)
    list_items(desk, ROTATIONS, made)
    draft = loaded(desk, ROTATIONS, made)
    draft.rows(RotationItem).append({"said": "办公室钥匙 2 把", "kind": HandoverKind.SEAL})
    records.save(desk, ROTATIONS, draft)
    job = task(desk, "整改方案", who)
    draft = loaded(desk, ROTATIONS, made)
    with desk.facts() as facts:
        fresh = unlisted(facts, draft)
    first = draft.rows(RotationItem)[0]["id"]
    done = hand_over(desk, ROTATIONS, LAWS, made, [first], fresh, chief, date(2015, 5, 30))
    assert done.said.endswith("已移交 2 项给许嘉树，还有 1 项")
    rows = loaded(desk, ROTATIONS, made).rows(RotationItem)
    assert [(row["receiver_id"], row["done_on"]) for row in rows] == [
        (chief, date(2015, 5, 30)),
        (None, None),
        (chief, date(2015, 5, 30)),
    ]
    assert loaded(desk, ROTATIONS, made)[Rotation.handover] is None
    assert held(desk, who) == ()
    assert [row["officer_id"] for row in loaded(desk, ISSUES, listed).rows(IssueOfficer)] == [chief]
    assert loaded(desk, TASKS, job)[Task.officer_id] == chief
    undo(desk.store)
    assert len(held(desk, who)) == 2


def test_what_changes_hands_in_its_own_register_is_said_and_still_told(desk: Desk) -> None:
    of = panel(desk)
    made_review = review(desk, of)
    number = loaded(desk, BY_KIND["case_review"], made_review).values["number"]
    made = rotation(desk, of.handler, "侦查监督科", FIRST, LAST)
    list_items(desk, ROTATIONS, made)
    line = loaded(desk, ROTATIONS, made).rows(RotationItem)[0]
    done = hand_over(desk, ROTATIONS, LAWS, made, [line["id"]], [], of.third, date(2015, 5, 30))
    assert done.said.endswith(f"工作移交已完成；评查 {number}还要在原台账改派")
    with desk.facts() as facts:
        told = leaves_work(loaded(desk, ROTATIONS, made), facts)
    assert told is not None
    assert told.said == "手头还有评查 1。在原台账改派给别人"


def test_a_hand_over_names_what_to_whom_and_when(desk: Desk, who: int, chief: int) -> None:
    problem(desk, who)
    made = rotation(desk, who, "侦查监督科", FIRST, LAST)
    fresh = held(desk, who)
    day = date(2015, 5, 30)
    for chosen, receiver, on, said in (
        ((), chief, day, "没有勾选移交事项"),
        (fresh, None, day, "没填接收人"),
        (fresh, who, day, "接收人就是何静宜本人"),
        (fresh, chief, None, "没填移交日期"),
        (fresh, chief, date(2015, 6, 1), "移交日期晚于今天 05-31"),
    ):
        with pytest.raises(Refusal, match=said):
            hand_over(desk, ROTATIONS, LAWS, made, [], chosen, receiver, on)


@pytest.mark.parametrize(
    ("cases", "said", "state"),
    [(0, "工作移交已完成", HandoverState.DONE), (2, "清单已移交完；在办案件 2 件还没列入", HandoverState.OPEN)],
)
def test_the_last_line_finishes_the_hand_over_unless_cases_are_not_listed(
    desk: Desk, who: int, chief: int, cases: int, said: str, state: HandoverState
) -> None:
    problem(desk, who)
    made = rotation(desk, who, "侦查监督科", FIRST, LAST, open_cases=cases, handover=HandoverState.OPEN)
    done = hand_over(desk, ROTATIONS, LAWS, made, [], held(desk, who), chief, date(2015, 5, 30))
    assert done.said.endswith(f"已移交 1 项给许嘉树，{said}")
    draft = loaded(desk, ROTATIONS, made)
    assert draft[Rotation.handover] is state
    assert draft.rows(RotationItem)[0]["note"] == "期限 2015-06-15"


def test_a_rotation_runs_through_its_steps_and_back(desk: Desk, who: int) -> None:
    made = rotation(desk, who, "侦查监督科", FIRST, LAST, RotationState.APPROVED)

    def step(verb: str, reason: str = "", **asked: object) -> RotationState:
        records.move(desk, ROTATIONS, loaded(desk, ROTATIONS, made), verb, reason, asked)
        return loaded(desk, ROTATIONS, made)[Rotation.state]

    with pytest.raises(Refusal, match="工作移交还没完成"):
        step("交接", handover=HandoverState.OPEN, handed_on=FIRST)
    assert step("交接", handover=HandoverState.DONE, handed_on=FIRST) is RotationState.HANDED
    assert step("到岗", actual_from_on=FIRST) is RotationState.RUNNING
    with pytest.raises(Refusal, match="提前终止要写明原因"):
        step("提前终止", actual_to_on=date(2015, 5, 29), end_reason="")
    assert step("提前终止", actual_to_on=date(2015, 5, 29), end_reason="产假") is RotationState.ENDED
    assert step("撤回终止", "登记错误") is RotationState.RUNNING
    again = loaded(desk, ROTATIONS, made)
    assert (again[Rotation.actual_to_on], again[Rotation.end_reason]) == (None, "")
    assert step("撤回到岗", "登记错误") is RotationState.HANDED
    assert loaded(desk, ROTATIONS, made)[Rotation.actual_from_on] is None


def test_who_never_came_waits_again_when_the_early_end_is_taken_back(desk: Desk, who: int) -> None:
    made = rotation(desk, who, "侦查监督科", FIRST, LAST, RotationState.APPROVED)
    told = {"actual_to_on": date(2015, 5, 29), "end_reason": "借调"}
    records.move(desk, ROTATIONS, loaded(desk, ROTATIONS, made), "提前终止", "", told)
    with pytest.raises(Refusal, match="没填实际到岗。到过岗的填好再撤回"):
        records.move(desk, ROTATIONS, loaded(desk, ROTATIONS, made), "撤回终止", "登记错误")
    records.move(desk, ROTATIONS, loaded(desk, ROTATIONS, made), "撤回终止，待轮岗", "登记错误")
    assert loaded(desk, ROTATIONS, made)[Rotation.state] is RotationState.APPROVED


def test_a_day_still_to_come_is_not_entered_as_happened(desk: Desk, who: int) -> None:
    made = rotation(desk, who, "侦查监督科", FIRST, LAST, RotationState.APPROVED)
    draft = loaded(desk, ROTATIONS, made)
    with pytest.raises(Refusal, match="晚于今天。到那天再登记"):
        records.move(desk, ROTATIONS, draft, "先到岗", "急用人", {"actual_from_on": date(2015, 6, 1)})
