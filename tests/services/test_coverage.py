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
from desktop_app.services.coverage import away, holdings
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from tests.kit.office import id_of, officer

MARCH = (date(2015, 3, 1), date(2015, 3, 31))


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
        return [(gap.first, gap.last, gap.state) for gap in gaps(holding, away(session), *MARCH)]


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
        assert covered(holdings(session)[0], away(session), date(2015, 3, 11)) == (Coverage.HELD, pair[0])
    with desk.store.unit("批准") as unit:
        row = unit.session.get(Rotation, rotation)
        assert row is not None
        row.state = RotationState.APPROVED
    with desk.store.read() as session:
        assert covered(holdings(session)[0], away(session), date(2015, 3, 11)) == (Coverage.STOOD_IN, pair[1])
        assert covered(holdings(session)[0], away(session), date(2015, 3, 9)) == (Coverage.HELD, pair[0])
