"""Back at the post: the day, what the hand-back found, and what it does to the cover."""

from datetime import date

import pytest

from desktop_app.models.posts import Absence
from desktop_app.registers.posts import ABSENCES
from desktop_app.rules.vocabulary import HandoverState
from desktop_app.services.absences import back_to_post
from desktop_app.services.desk import Desk
from desktop_app.services.standing_in import who_covers
from desktop_app.store.undo import undo
from desktop_app.system.errors import Refusal
from tests.kit.office import loaded, officer
from tests.kit.posts import absence, post

BACK = date(2015, 5, 28)


@pytest.fixture
def away(desk: Desk) -> int:
    """何静宜 is on leave until the last day of May; 韩雨桐 is her B岗."""
    who = officer(desk, "何静宜")
    post(desk, "内勤", who, officer(desk, "韩雨桐"))
    return absence(desk, who, date(2015, 5, 20), date(2015, 5, 31))


def test_she_holds_her_post_again_from_that_day(desk: Desk, away: int) -> None:
    done = back_to_post(desk, ABSENCES, away, BACK, "两份文书未登记")
    assert done.said == "何静宜已返岗 05-28，比登记早 4 天"
    draft = loaded(desk, ABSENCES, away)
    assert (draft[Absence.returned_on], draft[Absence.problems]) == (BACK, "两份文书未登记")
    with desk.facts() as facts:
        assert [who_covers(facts, day)[0].by for day in (date(2015, 5, 27), BACK)] == ["韩雨桐", "何静宜"]
    undo(desk.store)
    assert loaded(desk, ABSENCES, away)[Absence.returned_on] is None


def test_coming_back_on_the_day_after_the_last_is_in_time(desk: Desk) -> None:
    made = absence(desk, officer(desk, "何静宜"), date(2015, 5, 20), date(2015, 5, 27), handover=HandoverState.OPEN)
    assert back_to_post(desk, ABSENCES, made, BACK).said == "何静宜已返岗 05-28；离岗交接还是未完成"


def test_monday_after_a_friday_is_in_time(desk: Desk) -> None:
    made = absence(desk, officer(desk, "何静宜"), date(2015, 5, 11), date(2015, 5, 15))
    assert back_to_post(desk, ABSENCES, made, date(2015, 5, 18)).said == "何静宜已返岗 05-18"


def test_coming_back_late_is_told(desk: Desk) -> None:
    made = absence(desk, officer(desk, "何静宜"), date(2015, 5, 20), date(2015, 5, 24))
    assert back_to_post(desk, ABSENCES, made, BACK).said == "何静宜已返岗 05-28，比登记晚 3 天"


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (None, "没填返岗日期"),
        (date(2015, 6, 1), "返岗日期晚于今天 05-31"),
        (date(2015, 5, 20), "返岗日期不晚于离岗日期 05-20"),
    ],
)
def test_days_that_cannot_be_are_refused(desk: Desk, away: int, day: date | None, said: str) -> None:
    with pytest.raises(Refusal, match=said) as refused:
        back_to_post(desk, ABSENCES, away, day)
    assert refused.value.field == "returned_on"


def test_nobody_comes_back_twice(desk: Desk, away: int) -> None:
    back_to_post(desk, ABSENCES, away, BACK)
    with pytest.raises(Refusal, match="已在 2015-05-28 返岗"):
        back_to_post(desk, ABSENCES, away, BACK)
