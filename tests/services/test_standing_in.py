"""Who covers a post on a day, why the others do not, and when it changes."""

from datetime import date

import pytest

from desktop_app.models.posts import Absence
from desktop_app.rules.vocabulary import Coverage, RotationState
from desktop_app.services.desk import Desk
from desktop_app.services.standing_in import CoverLine, narrowed, who_covers
from tests.kit.office import officer
from tests.kit.posts import absence, named, post, rotation

FRIDAY = date(2015, 6, 5)


@pytest.fixture
def pair(desk: Desk) -> tuple[int, int, int]:
    """公诉科内勤: A 何静宜, B 韩雨桐."""
    a, b = officer(desk, "何静宜"), officer(desk, "韩雨桐")
    return post(desk, "内勤", a, b), a, b


def on(desk: Desk, day: date, post_id: int) -> CoverLine:
    with desk.facts() as facts:
        return who_covers(facts, day, post_id=post_id)[0]


def test_a_holds_his_post_and_nothing_is_to_be_said(desk: Desk, pair: tuple[int, int, int]) -> None:
    line = on(desk, FRIDAY, pair[0])
    assert (line.department, line.post, line.a, line.b) == ("公诉", "内勤", "何静宜", "韩雨桐")
    assert (line.state, line.by, line.why, line.turn) == (Coverage.HELD, "何静宜", "", "")


def test_b_stands_in_and_the_reason_and_the_day_of_return_are_told(desk: Desk, pair: tuple[int, int, int]) -> None:
    absence(desk, pair[1], date(2015, 6, 1), date(2015, 6, 8), "市院培训")
    line = on(desk, FRIDAY, pair[0])
    assert (line.state, line.by, line.why, line.turn) == (
        Coverage.STOOD_IN,
        "韩雨桐",
        "何静宜市院培训至 06-08",
        "06-09 起何静宜",
    )


def test_a_post_held_today_tells_who_comes_next(desk: Desk, pair: tuple[int, int, int]) -> None:
    absence(desk, pair[1], date(2015, 6, 10), date(2015, 6, 12))
    assert on(desk, FRIDAY, pair[0]).turn == "06-10 起韩雨桐"


def test_both_away_leave_it_empty_until_one_is_back(desk: Desk, pair: tuple[int, int, int]) -> None:
    absence(desk, pair[1], date(2015, 6, 1), date(2015, 6, 12))
    absence(desk, pair[2], date(2015, 6, 4), date(2015, 6, 5), "病假")
    line = on(desk, FRIDAY, pair[0])
    assert (line.state, line.by, line.by_id) == (Coverage.EMPTY, "", None)
    assert line.why == "何静宜休假至 06-12；韩雨桐病假至 06-05"
    assert line.turn == "06-06 起韩雨桐"


def test_somebody_named_holds_it_while_both_are_away(desk: Desk, pair: tuple[int, int, int]) -> None:
    absence(desk, pair[1], date(2015, 6, 1), date(2015, 6, 12))
    made = absence(desk, pair[2], date(2015, 6, 4), date(2015, 6, 5), "病假")
    named(desk, made, pair[0], officer(desk, "赵一帆"))
    line = on(desk, FRIDAY, pair[0])
    assert (line.state, line.by, line.turn) == (Coverage.NAMED, "赵一帆", "06-06 起韩雨桐")


def test_a_rotation_takes_a_out_and_says_where_to(desk: Desk, pair: tuple[int, int, int]) -> None:
    rotation(desk, pair[1], "侦查监督科", date(2015, 4, 1), date(2015, 9, 30))
    line = on(desk, FRIDAY, pair[0])
    assert (line.state, line.by, line.why) == (Coverage.STOOD_IN, "韩雨桐", "何静宜轮岗到侦监至 09-30")


def test_a_mere_plan_takes_nobody_out(desk: Desk, pair: tuple[int, int, int]) -> None:
    rotation(desk, pair[1], "侦查监督科", date(2015, 4, 1), date(2015, 9, 30), RotationState.DRAFT)
    assert on(desk, FRIDAY, pair[0]).state is Coverage.HELD


def test_a_post_without_b_says_so(desk: Desk) -> None:
    alone = officer(desk, "何静宜")
    made = post(desk, "司法警察", alone, None, sole="编制一人")
    absence(desk, alone, date(2015, 6, 5), date(2015, 6, 5))
    assert on(desk, FRIDAY, made).why == "何静宜休假至 06-05；没有B岗"


def test_only_pairs_named_for_the_day_are_asked(desk: Desk, pair: tuple[int, int, int]) -> None:
    post(desk, "送达", pair[2], pair[1], until_on=date(2015, 6, 4))
    with desk.facts() as facts:
        assert [line.post for line in who_covers(facts, FRIDAY)] == ["内勤"]
        assert [line.post for line in who_covers(facts, date(2015, 6, 4), officer_id=pair[1])] == ["内勤", "送达"]
        assert who_covers(facts, date(2015, 6, 4), post_id=pair[0])[0].post == "内勤"


def test_the_end_of_a_pair_is_a_change_of_hands(desk: Desk, pair: tuple[int, int, int]) -> None:
    made = post(desk, "送达", pair[2], pair[1], until_on=FRIDAY)
    assert on(desk, FRIDAY, made).turn == "06-06 起换人"


def test_initials_find_people_before_posts(desk: Desk, pair: tuple[int, int, int]) -> None:
    third = officer(desk, "赵一帆")
    post(desk, "何种事务", third, pair[2])
    post(desk, "送达", third, pair[1])
    with desk.facts() as facts:
        lines = who_covers(facts, FRIDAY)
    assert [line.post for line in narrowed(lines, "hjy")] == ["内勤", "送达"]
    assert [line.post for line in narrowed(lines, "he")] == ["内勤", "送达", "何种事务"]
    assert [line.post for line in narrowed(lines, "sd")] == ["送达"]
    assert narrowed(lines, " ") == lines
    assert narrowed(lines, "zzz") == ()


def test_a_rotation_nobody_has_ended_is_told_as_such_and_no_day_of_return_is_promised(
    desk: Desk, pair: tuple[int, int, int]
) -> None:
    rotation(desk, pair[1], "办公室", date(2015, 3, 2), date(2015, 5, 20))
    line = on(desk, FRIDAY, pair[0])
    assert (line.state, line.by, line.turn) == (Coverage.STOOD_IN, "韩雨桐", "")
    assert line.why == "何静宜轮岗到办公室，期满未办结"


def test_who_went_without_a_day_of_return_is_not_said_to_be_there(desk: Desk, pair: tuple[int, int, int]) -> None:
    made = absence(desk, pair[1], date(2015, 5, 25), date(2015, 5, 29), "病假")
    with desk.store.unit("录入旧台账") as unit:
        row = unit.session.get(Absence, made)
        assert row is not None
        row.to_on = None
    for day in (date(2015, 5, 25), FRIDAY, date(2015, 12, 1)):
        line = on(desk, day, pair[0])
        assert (line.state, line.by, line.turn) == (Coverage.STOOD_IN, "韩雨桐", "")
        assert line.why == "何静宜病假，返岗日未定"


def test_who_should_be_back_and_is_not_is_not_promised_for_the_days_ahead(
    desk: Desk, pair: tuple[int, int, int]
) -> None:
    rotation(desk, pair[1], "办公室", date(2015, 3, 2), date(2015, 5, 20))
    absence(desk, pair[2], date(2015, 6, 8), date(2015, 6, 9))
    line = on(desk, FRIDAY, pair[0])
    assert (line.by, line.turn) == ("韩雨桐", "06-08 起轮出空岗")
    assert on(desk, date(2015, 6, 8), pair[0]).turn == "06-10 起韩雨桐"
