"""One officer in one place at a time, by every road; a survey and a post that came back from the bin fit again."""

from datetime import date, timedelta

import pytest

from desktop_app.figures.catalogue import ask as figure
from desktop_app.figures.engine import Question
from desktop_app.figures.post_standing import every_post
from desktop_app.models.posts import Post
from desktop_app.models.rotations import Rotation, RotationBatch, RotationLimit
from desktop_app.registers.posts import POSTS
from desktop_app.registers.rotation_limits import LIMITS
from desktop_app.registers.rotations import BATCHES, ROTATIONS
from desktop_app.rules.vocabulary import Appraisal, HandoverState, RotationState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, new_draft
from desktop_app.services.posts import change_pair
from desktop_app.store import snapshot, undo
from desktop_app.store.snapshot import Retired
from desktop_app.system.errors import Refusal
from tests.kit.office import id_of, loaded, officer
from tests.kit.posts import post, rotation

SPRING, SUMMER = (date(2015, 1, 5), date(2015, 3, 31)), (date(2015, 4, 1), date(2015, 6, 30))


def test_two_rotations_of_one_officer_never_meet(desk: Desk) -> None:
    who = officer(desk, "何静宜")
    first = rotation(desk, who, "办公室", *SPRING)
    with pytest.raises(Refusal, match="轮岗时间重叠"):
        rotation(desk, who, "侦查监督科", SPRING[1], SUMMER[1])
    second = rotation(desk, who, "侦查监督科", *SUMMER, RotationState.DRAFT)
    for record, name, day in ((first, "planned_to_on", SUMMER[0]), (second, "actual_from_on", SPRING[1])):
        draft = loaded(desk, ROTATIONS, record)
        draft.values[name] = day
        with pytest.raises(Refusal, match="轮岗时间重叠"):
            records.save(desk, ROTATIONS, draft)
        with pytest.raises(Refusal, match="轮岗时间重叠"):
            records.change_many(desk, ROTATIONS, [record], name, day)
    late = {"actual_to_on": SUMMER[0], "end_reason": "工作需要"}
    with pytest.raises(Refusal, match="轮岗时间重叠"):
        records.move(desk, ROTATIONS, loaded(desk, ROTATIONS, first), "提前终止", "工作需要", late)


def test_a_rotation_comes_back_from_the_bin_only_into_free_days(desk: Desk) -> None:
    who = officer(desk, "何静宜")
    gone = rotation(desk, who, "办公室", *SPRING, RotationState.DRAFT)
    records.retire(desk, ROTATIONS, [gone], "误录")
    rotation(desk, who, "侦查监督科", *SPRING, RotationState.DRAFT)
    with pytest.raises(Refusal, match=r"不能恢复.*轮岗时间重叠"):
        records.restore(desk, ROTATIONS, [gone])
    undo.undo(desk.store)
    undo.undo(desk.store)
    with desk.store.read() as session:
        assert [row.id for row in session.query(Rotation).filter(Rotation.retired_at.is_(None))] == [gone]


def test_a_post_comes_back_only_where_no_other_pair_holds_it(desk: Desk) -> None:
    a, b = officer(desk, "何静宜"), officer(desk, "韩雨桐")
    gone = post(desk, "内勤", a, b)
    records.retire(desk, POSTS, [gone], "误录")
    post(desk, "内勤", b, a)
    with pytest.raises(Refusal, match=r"不能恢复.*任期重叠"):
        records.restore(desk, POSTS, [gone])


def test_a_and_b_are_two_people_by_every_road(desk: Desk) -> None:
    a, b = officer(desk, "何静宜"), officer(desk, "韩雨桐")
    held = post(desk, "内勤", a, b)
    with pytest.raises(Refusal, match="等于没有B岗"):
        post(desk, "外勤", a, a)
    draft = loaded(desk, POSTS, held)
    draft[Post.b_id] = a
    with pytest.raises(Refusal, match="等于没有B岗"):
        records.save(desk, POSTS, draft)
    with pytest.raises(Refusal, match="等于没有B岗"):
        records.change_many(desk, POSTS, [held], "b_id", a)
    with pytest.raises(Refusal, match="等于没有B岗"):
        change_pair(desk, POSTS, held, b, b, date(2015, 5, 1), a, "另有安排")


def test_a_survey_comes_back_only_where_there_is_no_newer_one(desk: Desk) -> None:
    who = officer(desk, "何静宜")
    gone = records.save(desk, LIMITS, new_draft(RotationLimit, {"officer_id": who})).ids[0]
    records.retire(desk, LIMITS, [gone], "误录")
    records.save(desk, LIMITS, new_draft(RotationLimit, {"officer_id": who}))
    with pytest.raises(Refusal, match=r"不能恢复.*已登记"):
        records.restore(desk, LIMITS, [gone])


def warned(desk: Desk, name: str, a: int, b: int, **more: object) -> list[str]:
    """What is said of a new post of 公诉科 since March."""
    given = {"department_id": id_of(desk, "department", "公诉科"), "name": name, "a_id": a, "b_id": b}
    made = new_draft(Post, {**given, "since_on": date(2015, 3, 2), **more})
    return [problem.code for problem in records.save(desk, POSTS, made).warnings]


def test_a_pair_named_until_a_day_to_come_counts_and_one_of_the_past_does_not(desk: Desk) -> None:
    a, b = officer(desk, "何静宜"), officer(desk, "韩雨桐")
    later, past = {"until_on": date(2015, 12, 31)}, {"until_on": date(2015, 4, 30)}
    assert warned(desk, "内勤", a, b, **later) == []
    assert warned(desk, "收案", a, b, **past) == []
    assert warned(desk, "送达", a, b, **later) == []
    assert warned(desk, "归档", a, b) == ["b_too_many"]
    assert warned(desk, "统计", a, b, **past) == []


def test_functions_held_one_after_the_other_are_no_conflict(desk: Desk) -> None:
    a, b, c = (officer(desk, name) for name in ("何静宜", "韩雨桐", "赵一帆"))
    assert warned(desk, "会计", a, b) == []
    assert warned(desk, "出纳", c, a, since_on=date(2014, 3, 3), until_on=date(2015, 3, 1)) == []
    assert warned(desk, "出纳", c, a) == ["incompatible_posts"]


def test_a_batch_is_not_finished_while_somebody_is_on_the_way(desk: Desk) -> None:
    given = {"title": "2015年轮岗", "from_on": SPRING[0], "approved_on": SPRING[0], "months": 3, "periods": 1}
    batch = records.save(desk, BATCHES, new_draft(RotationBatch, given)).ids[0]
    who, other = officer(desk, "何静宜"), officer(desk, "韩雨桐")
    under_way = rotation(desk, who, "办公室", *SPRING, batch_id=batch)
    rotation(desk, other, "办公室", *SPRING, RotationState.DRAFT, batch_id=batch)
    records.move(desk, BATCHES, loaded(desk, BATCHES, batch), "批准")
    with pytest.raises(Refusal, match="还有 1 人的轮岗没办完。先逐人办结束、提前终止或退回拟定"):
        records.move(desk, BATCHES, loaded(desk, BATCHES, batch), "结束")
    over = {"actual_to_on": SPRING[1], "end_reason": "工作需要"}
    records.move(desk, ROTATIONS, loaded(desk, ROTATIONS, under_way), "提前终止", "", over)
    records.move(desk, BATCHES, loaded(desk, BATCHES, batch), "结束")
    records.move(desk, BATCHES, loaded(desk, BATCHES, batch), "重新打开", "补录")
    records.move(desk, BATCHES, loaded(desk, BATCHES, batch), "撤回批准", "方案要改")
    assert loaded(desk, BATCHES, batch)[RotationBatch.approved_on] is None


def test_posts_in_force_are_those_of_the_day_and_the_pairs_of_a_post_stand_together(desk: Desk) -> None:
    a, b, c = officer(desk, "何静宜"), officer(desk, "韩雨桐"), officer(desk, "周敏")
    ends, begins = desk.today + timedelta(days=9), desk.today + timedelta(days=10)
    made = [post(desk, "内勤", a, None, until_on=ends), post(desk, "外勤", a, b)]
    made.insert(1, post(desk, "内勤", b, c, since_on=begins))
    with desk.facts() as facts:
        ask = Question(facts.session, facts.today)
        where = {chip.label: (*chip.where(facts), Retired(False)) for chip in POSTS.chips}
        for label, name in (("在设", "posts.count"), ("缺B岗", "posts.without_b")):
            behind = {("post", id_) for id_ in snapshot.ids(facts.session, Post, where[label])}
            assert behind == set(figure(name, ask).behind)
        assert [row.id for row in every_post(ask)] == made
        assert figure("posts.count", ask).value == 2


def test_a_step_taken_back_leaves_none_of_its_days(desk: Desk) -> None:
    made = rotation(desk, officer(desk, "何静宜"), "办公室", *SPRING)

    def go(verb: str, **asked: object) -> Draft:
        records.move(desk, ROTATIONS, loaded(desk, ROTATIONS, made), verb, "误办", asked)
        return loaded(desk, ROTATIONS, made)

    went = go("鉴定", appraisal=Appraisal.GOOD, appraised_on=SPRING[1])
    assert went[Rotation.appraised_on] == SPRING[1]
    assert (went := go("撤回鉴定"))[Rotation.appraisal] is went[Rotation.appraised_on] is None
    assert go("退回批准")[Rotation.actual_from_on] is None
    go("交接", handover=HandoverState.DONE, handed_on=SPRING[0])
    assert go("撤回交接")[Rotation.handed_on] is None
