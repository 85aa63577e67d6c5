"""One officer in one place at a time, by every road; a survey and a post that came back from the bin fit again."""

from datetime import date

import pytest

from desktop_app.models.posts import Post
from desktop_app.models.rotations import Rotation, RotationLimit
from desktop_app.registers.posts import POSTS
from desktop_app.registers.rotation_limits import LIMITS
from desktop_app.registers.rotations import ROTATIONS
from desktop_app.rules.vocabulary import RotationState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.services.posts import change_pair
from desktop_app.store import undo
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
