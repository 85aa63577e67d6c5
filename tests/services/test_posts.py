"""Another pair for a post: the old record ends, a new one is founded, in one act."""

from datetime import date
from typing import Any

import pytest

from desktop_app.models.posts import Post
from desktop_app.registers.posts import POSTS
from desktop_app.services.desk import Desk
from desktop_app.services.outcome import Outcome
from desktop_app.services.posts import change_pair
from desktop_app.services.standing_in import who_covers
from desktop_app.store.undo import undo
from desktop_app.system.errors import Refusal
from tests.kit.office import loaded, officer
from tests.kit.posts import absence, named, post

DAY = date(2015, 6, 1)


class House:
    """公诉科内勤 with its pair, and two who may come."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.a, self.b, self.c, self.chief = (officer(desk, name) for name in ("何静宜", "韩雨桐", "赵一帆", "许嘉树"))
        self.post = post(desk, "内勤", self.a, self.b, duties="收发文、台账")

    def change(self, **other: Any) -> Outcome:
        given = {"a": self.a, "b": self.c, "since": DAY, "approver": self.chief, "reason": "韩雨桐轮岗"}
        return change_pair(self.desk, POSTS, self.post, **{**given, **other})


@pytest.fixture
def house(desk: Desk) -> House:
    return House(desk)


def test_the_old_pair_ends_the_day_before_and_the_new_one_begins(desk: Desk, house: House) -> None:
    done = house.change()
    new, old = (loaded(desk, POSTS, id_) for id_ in done.ids)
    assert old[Post.until_on] == date(2015, 5, 31)
    assert (new[Post.name], new[Post.duties], new[Post.a_id], new[Post.b_id]) == (
        "内勤",
        "收发文、台账",
        house.a,
        house.c,
    )
    assert (new[Post.since_on], new[Post.until_on], new[Post.change_reason]) == (DAY, None, "韩雨桐轮岗")
    assert done.said.endswith("内勤：06-01 起何静宜、赵一帆")


def test_who_held_it_before_stays_known(desk: Desk, house: House) -> None:
    house.change(a=house.c, b=house.a)
    with desk.facts() as facts:
        assert [line.by for line in who_covers(facts, date(2015, 5, 31))] == ["何静宜"]
        assert [line.by for line in who_covers(facts, DAY)] == ["赵一帆"]


def test_one_undo_takes_both_back(desk: Desk, house: House) -> None:
    house.change()
    undo(desk.store)
    assert loaded(desk, POSTS, house.post)[Post.until_on] is None
    with desk.facts() as facts:
        assert [row["id"] for row in facts.live("post")] == [house.post]


def test_who_was_named_for_a_longer_absence_is_named_still(desk: Desk, house: House) -> None:
    away = absence(desk, house.a, date(2015, 5, 25), date(2015, 6, 12))
    absence(desk, house.c, date(2015, 6, 1), date(2015, 6, 3))
    named(desk, away, house.post, house.chief)
    new = house.change().ids[0]
    with desk.facts() as facts:
        assert who_covers(facts, date(2015, 6, 2), post_id=new)[0].by == "许嘉树"


@pytest.mark.parametrize(
    ("other", "said", "field"),
    [
        ({"a": None}, "没填A岗", "a_id"),
        ({"since": None}, "没填起日", "since_on"),
        ({"since": date(2015, 3, 2)}, "起日不晚于现任期的起日 2015-03-02", "since_on"),
        ({"approver": None}, "没填批准人", "approver_id"),
        ({"reason": " "}, "没写换人原因", "change_reason"),
    ],
)
def test_what_is_not_told_is_refused(house: House, other: dict[str, Any], said: str, field: str) -> None:
    with pytest.raises(Refusal, match=said) as refused:
        house.change(**other)
    assert refused.value.field == field


def test_the_same_pair_is_no_change_and_a_is_not_b(house: House) -> None:
    with pytest.raises(Refusal, match="都没有变"):
        house.change(b=house.b)
    with pytest.raises(Refusal, match="等于没有B岗") as refused:
        house.change(a=house.c)
    assert refused.value.field == "b_id"


def test_a_post_given_up_gets_no_new_pair(desk: Desk, house: House) -> None:
    house.change()
    with pytest.raises(Refusal, match="任期已于 2015-05-31 结束"):
        house.change(a=house.b)
