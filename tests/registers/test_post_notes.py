"""What an absence leaves to whom, and what a leaving officer still holds, told where it is entered."""

from datetime import date

import pytest

from desktop_app.models.posts import Absence, StandIn
from desktop_app.models.rotations import Rotation
from desktop_app.registers.post_notes import falls_told, holds_told
from desktop_app.registers.post_tests import uncovered
from desktop_app.registers.rotations import ROTATIONS
from desktop_app.rules.vocabulary import HandoverState, RotationState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, new_draft
from tests.kit.office import loaded, officer, task
from tests.kit.posts import absence, post, rotation

FIRST, LAST = date(2015, 6, 1), date(2015, 6, 12)


@pytest.fixture
def people(desk: Desk) -> list[int]:
    """何静宜 is A of 内勤, 韩雨桐 her B; the other way round at 送达."""
    found = [officer(desk, name) for name in ("何静宜", "韩雨桐", "赵一帆")]
    post(desk, "内勤", found[0], found[1])
    post(desk, "送达", found[1], found[0])
    return found


def leaving(who: int | None, first: date | None = FIRST, last: date | None = LAST) -> Draft:
    return new_draft(Absence, {"officer_id": who, "from_on": first, "to_on": last, "cause": "休假"})


def told(desk: Desk, draft: Draft) -> str:
    with desk.facts() as facts:
        return falls_told(draft, facts)


def test_his_own_posts_fall_to_b(desk: Desk, people: list[int]) -> None:
    assert told(desk, leaving(people[0])) == "内勤由韩雨桐代岗"
    assert told(desk, leaving(people[2])) == ""


@pytest.mark.parametrize("draft", [leaving(None), leaving(1, None), leaving(1, LAST, FIRST)])
def test_nothing_is_told_before_person_and_days_are_known(desk: Desk, people: list[int], draft: Draft) -> None:
    assert told(desk, draft) == ""


def test_days_on_which_b_is_away_too_are_named(desk: Desk, people: list[int]) -> None:
    absence(desk, people[1], date(2015, 6, 4), date(2015, 6, 5))
    absence(desk, people[1], date(2015, 6, 9), date(2015, 6, 9))
    assert (
        told(desk, leaving(people[0]))
        == "内勤由韩雨桐代岗，06-04 至 06-05、06-09 无人；送达 06-04 至 06-05、06-09 无人"
    )


def test_nobody_at_all_is_said_and_a_stand_in_named_mends_it(desk: Desk, people: list[int]) -> None:
    made = post(desk, "司法警察", people[2], None, sole="编制一人")
    draft = leaving(people[2])
    assert told(desk, draft) == "司法警察无人代岗"
    draft.parts[StandIn.__tablename__] = [{"post_id": made, "officer_id": people[0]}]
    assert told(desk, draft) == "司法警察由何静宜代岗"


def test_who_is_sent_away_hears_what_he_still_holds(desk: Desk, people: list[int]) -> None:
    task(desk, "整改方案", people[0])
    made = rotation(desk, people[0], "侦查监督科", FIRST, LAST, RotationState.DRAFT)
    with desk.facts() as facts:
        assert holds_told(loaded(desk, ROTATIONS, made), facts) == "手头还有任务 1"
    done = records.move(desk, ROTATIONS, loaded(desk, ROTATIONS, made), "批准")
    assert [warning.said for warning in done.warnings] == ["手头还有任务 1。在“移交清单”里移交给别人"]


def test_a_rotation_without_a_hand_over_is_left_alone(desk: Desk, people: list[int]) -> None:
    task(desk, "整改方案", people[0])
    given = {"handover": HandoverState.NONE}
    made = rotation(desk, people[0], "侦查监督科", FIRST, LAST, RotationState.DRAFT, **given)
    done = records.move(desk, ROTATIONS, loaded(desk, ROTATIONS, made), "批准")
    assert done.warnings == ()
    nobody = new_draft(Rotation, {"officer_id": None})
    with desk.facts() as facts:
        assert holds_told(nobody, facts) == ""


def test_a_b_who_leaves_while_a_is_out_on_rotation_leaves_nobody(desk: Desk, people: list[int]) -> None:
    rotation(desk, people[0], "侦查监督科", date(2015, 4, 1), date(2015, 9, 30))
    assert told(desk, leaving(people[1])) == "内勤无人代岗；送达无人代岗"


@pytest.mark.parametrize(("leaves", "other", "said"), [(0, 1, "B岗也不在"), (1, 0, "A岗也不在")])
def test_who_else_is_away_is_named_by_his_place(
    desk: Desk, people: list[int], leaves: int, other: int, said: str
) -> None:
    absence(desk, people[other], FIRST, FIRST)
    with desk.facts() as facts:
        found = uncovered(leaving(people[leaves], FIRST, FIRST), facts)
    assert found is not None
    assert said in found.said
