"""Posts, absences and rotations as the file keeps them, brought to days."""

from datetime import date
from typing import Any

import pytest

from desktop_app.models.posts import Absence, Post, StandIn
from desktop_app.models.rotations import Rotation
from desktop_app.registers.posts import ABSENCES, POSTS
from desktop_app.registers.rotations import ROTATIONS
from desktop_app.rules.posts import covered, gaps
from desktop_app.rules.vocabulary import Coverage, RotationState
from desktop_app.services import records
from desktop_app.services.coverage import away, holdings, rotation_spells
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from tests.kit.office import id_of, officer

MARCH = (date(2015, 3, 1), date(2015, 3, 31))
TODAY = date(2015, 5, 31)


@pytest.fixture
def pair(desk: Desk) -> tuple[int, int]:
    return officer(desk, "宋丽娜", "侦查监督科"), officer(desk, "周春梅", "侦查监督科")


@pytest.fixture
def post(desk: Desk, pair: tuple[int, int]) -> int:
    place = id_of(desk, "department", "侦查监督科")
    given = {"name": "内勤", "department_id": place, "a_id": pair[0], "b_id": pair[1], "since_on": date(2015, 3, 2)}
    return records.save(desk, POSTS, new_draft(Post, given)).ids[0]


def absent(desk: Desk, officer_id: int, first: int, last: int, post: int = 0, stand_in: int = 0, **more: Any) -> int:
    days = {"from_on": date(2015, 3, first), "to_on": date(2015, 3, last)}
    made = new_draft(Absence, {"officer_id": officer_id, "cause": "市院培训", **days, **more})
    if stand_in:
        made.parts[StandIn.__tablename__] = [{"post_id": post, "officer_id": stand_in}]
    return records.save(desk, ABSENCES, made).ids[0]


def found(desk: Desk) -> list[tuple[date, date, Coverage]]:
    with desk.store.read() as session:
        (holding,) = holdings(session)
        return [(gap.first, gap.last, gap.state) for gap in gaps(holding, away(session, TODAY), *MARCH)]


def test_days_on_which_both_are_away_are_a_gap(desk: Desk, pair: tuple[int, int], post: int) -> None:
    absent(desk, pair[0], 23, 27)
    absent(desk, pair[1], 25, 31)
    assert found(desk) == [(date(2015, 3, 25), date(2015, 3, 27), Coverage.EMPTY)]


def test_who_came_back_early_is_there_again(desk: Desk, pair: tuple[int, int], post: int) -> None:
    absent(desk, pair[0], 23, 27, returned_on=date(2015, 3, 26))
    absent(desk, pair[1], 20, 31)
    assert found(desk) == [(date(2015, 3, 23), date(2015, 3, 25), Coverage.EMPTY)]


def test_somebody_named_for_the_post_closes_the_gap(desk: Desk, pair: tuple[int, int], post: int) -> None:
    absent(desk, pair[1], 25, 31)
    absent(desk, pair[0], 23, 27, post=post, stand_in=officer(desk, "高鹏飞", "侦查监督科"))
    assert found(desk) == []


def test_an_absence_taken_back_counts_no_more(desk: Desk, pair: tuple[int, int], post: int) -> None:
    absent(desk, pair[1], 25, 31)
    gone = absent(desk, pair[0], 23, 27)
    records.retire(desk, ABSENCES, [gone], "没有成行")
    assert found(desk) == []


def test_a_rotation_counts_from_its_approval_and_not_in_its_own_new_department(
    desk: Desk, pair: tuple[int, int], post: int
) -> None:
    elsewhere = id_of(desk, "department", "反渎职侵权局")
    days = {"planned_from_on": date(2015, 3, 10), "planned_to_on": date(2015, 9, 9)}
    given = {"officer_id": pair[0], "to_department_id": elsewhere, **days}
    rotation = records.save(desk, ROTATIONS, new_draft(Rotation, given)).ids[0]
    with desk.store.read() as session:
        assert covered(holdings(session)[0], away(session, TODAY), date(2015, 3, 11)) == (Coverage.HELD, pair[0])
    with desk.store.unit("批准") as unit:
        row = unit.session.get(Rotation, rotation)
        assert row is not None
        row.state = RotationState.APPROVED
    with desk.store.read() as session:
        assert covered(holdings(session)[0], away(session, TODAY), date(2015, 3, 11)) == (Coverage.STOOD_IN, pair[1])
        assert covered(holdings(session)[0], away(session, TODAY), date(2015, 3, 9)) == (Coverage.HELD, pair[0])


def test_who_came_back_on_the_day_he_left_was_away_that_day(desk: Desk, pair: tuple[int, int], post: int) -> None:
    absent(desk, pair[0], 23, 27, returned_on=date(2015, 3, 23))
    absent(desk, pair[1], 20, 31)
    assert found(desk) == [(date(2015, 3, 23), date(2015, 3, 23), Coverage.EMPTY)]


def out_of_house(desk: Desk, who: int, place: str, first: date, last: date | None, **more: Any) -> int:
    """An approved rotation as an old ledger leaves it, past every rule."""
    given = {"officer_id": who, "to_department_id": id_of(desk, "department", place)}
    days = {"planned_from_on": first, "planned_to_on": last, "state": RotationState.RUNNING}
    with desk.store.unit("录入旧台账") as unit:
        row = Rotation(**{**given, **days, **more}, number=f"LG-{who}-{first}", search_text="")
        unit.session.add(row)
        unit.session.flush()
        return row.id


def spells(desk: Desk, day: date) -> list[tuple[date, date, bool]]:
    with desk.store.read() as session:
        return [(one.first, one.last, one.late) for one in rotation_spells(session, day)]


def test_a_rotation_nobody_has_ended_keeps_him_away_up_to_the_day_asked(desk: Desk, pair: tuple[int, int]) -> None:
    begun, planned = date(2015, 1, 5), date(2015, 3, 31)
    made = out_of_house(desk, pair[0], "公诉科", begun, planned)
    assert spells(desk, date(2015, 3, 31)) == [(begun, planned, False)]
    assert spells(desk, date(2015, 5, 31)) == [(begun, date(2015, 5, 31), True)]
    with desk.store.unit("登记结束") as unit:
        row = unit.session.get(Rotation, made)
        assert row is not None
        row.actual_to_on, row.state = date(2015, 4, 8), RotationState.ENDED
    assert spells(desk, date(2015, 5, 31)) == [(begun, date(2015, 4, 8), False)]


def test_one_without_a_planned_end_lasts_until_somebody_says_so(desk: Desk, pair: tuple[int, int]) -> None:
    begun = date(2015, 3, 2)
    out_of_house(desk, pair[0], "公诉科", begun, None)
    assert spells(desk, date(2015, 3, 1)) == [(begun, begun, True)]
    assert spells(desk, date(2015, 5, 31)) == [(begun, date(2015, 5, 31), True)]


def test_his_next_rotation_ends_the_one_before(desk: Desk, pair: tuple[int, int]) -> None:
    first, second = date(2015, 1, 5), date(2015, 4, 10)
    out_of_house(desk, pair[0], "公诉科", first, date(2015, 3, 31))
    out_of_house(desk, pair[0], "办公室", second, date(2015, 6, 30))
    assert spells(desk, TODAY) == [(first, date(2015, 4, 9), True), (second, date(2015, 6, 30), False)]


def test_a_plan_past_its_days_takes_nobody_away(desk: Desk, pair: tuple[int, int]) -> None:
    out_of_house(desk, pair[0], "公诉科", date(2015, 1, 5), date(2015, 3, 31), state=RotationState.DRAFT)
    assert spells(desk, TODAY) == []


def still_away(desk: Desk, who: int, first: date, **more: Any) -> int:
    """An absence as an old ledger leaves it: nobody wrote to which day, or when he came back."""
    with desk.store.unit("录入旧台账") as unit:
        given = {"officer_id": who, "from_on": first, "cause": "病假", **more}
        row = Absence(**given, number=f"LK-{who}-{first}", search_text="")
        unit.session.add(row)
        unit.session.flush()
        return row.id


def test_an_absence_without_a_last_day_lasts_until_a_return_is_written(
    desk: Desk, pair: tuple[int, int], post: int
) -> None:
    made = still_away(desk, pair[0], date(2015, 3, 23))
    absent(desk, pair[1], 30, 31)
    assert found(desk) == [(date(2015, 3, 30), date(2015, 3, 31), Coverage.EMPTY)]
    with desk.store.read() as session:
        known, (holding,) = away(session, TODAY), holdings(session)
    assert [covered(holding, known, on)[1] for on in (date(2015, 3, 22), TODAY, date(2015, 12, 1))] == [*pair, pair[1]]
    with desk.store.unit("返岗") as unit:
        row = unit.session.get(Absence, made)
        assert row is not None
        row.returned_on = date(2015, 3, 30)
    assert found(desk) == []
