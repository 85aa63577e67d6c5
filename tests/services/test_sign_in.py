"""Sign-in lists of training sessions, and the hours they come to."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.models.people import Officer
from desktop_app.models.training import Training, TrainingPresence
from desktop_app.registers.people import OFFICERS
from desktop_app.registers.training import TRAININGS
from desktop_app.rules.vocabulary import AttendanceState, OfficerStatus, TrainingKind
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.services.sign_in import Roll, Sign, hours, roll, sign
from desktop_app.store.undo import undo
from desktop_app.system.errors import Refusal
from tests.kit.office import loaded, officer

PRESENT, EXCUSED, ABSENT = AttendanceState.PRESENT, AttendanceState.EXCUSED, AttendanceState.ABSENT


@pytest.fixture
def staff(desk: Desk) -> dict[str, int]:
    where = {"张雪梅": "公诉科", "王海涛": "公诉科", "叶国栋": "侦查监督科", "萧思源": "院领导"}
    return {name: officer(desk, name, department) for name, department in where.items()}


def training(desk: Desk, title: str = "刑诉法专题", **more: object) -> int:
    told = {"title": title, "kind": TrainingKind.TOPIC, "held_on": date(2015, 4, 10), "hours": 1_50}
    return records.save(desk, TRAININGS, new_draft(Training, {**told, **more})).ids[0]


def read(desk: Desk, training_id: int) -> Roll:
    with desk.facts() as facts:
        return roll(facts, training_id)


def test_everybody_on_duty_stands_on_the_list_by_department(desk: Desk, staff: dict[str, int]) -> None:
    away = loaded(desk, OFFICERS, staff["王海涛"])
    away[Officer.status] = OfficerStatus.SECONDED
    records.save(desk, OFFICERS, away)
    given = read(desk, training(desk))
    assert [one.name for one in given.signs] == ["萧思源", "叶国栋", "张雪梅"]
    assert (given.expected, given.present, {one.state for one in given.signs}) == (0, 0, {None})


def test_all_present_first_then_the_exceptions_saved_as_one_act(desk: Desk, staff: dict[str, int]) -> None:
    session = training(desk)
    given = (
        read(desk, session).put(staff["张雪梅"], EXCUSED, " 公差 ").put(staff["叶国栋"], ABSENT, "公差").all_present()
    )
    assert sign(desk, TRAININGS, given).said == "刑诉法专题签到：应到 4 人，实到 2 人"
    row = loaded(desk, TRAININGS, session)
    assert (row[Training.expected], row[Training.present]) == (4, 2)
    told = {one.name: (one.state, one.cause) for one in read(desk, session).signs}
    assert told == {
        "萧思源": (PRESENT, ""),
        "叶国栋": (ABSENT, ""),
        "张雪梅": (EXCUSED, "公差"),
        "王海涛": (PRESENT, ""),
    }
    assert sign(desk, TRAININGS, read(desk, session)).batch is None
    undo(desk.store)
    assert read(desk, session).expected == 0


def test_head_counts_of_an_old_register_give_way_to_the_list(desk: Desk, staff: dict[str, int]) -> None:
    session = training(desk, expected=40, present=39)
    sign(desk, TRAININGS, read(desk, session).put(staff["张雪梅"], PRESENT))
    row = loaded(desk, TRAININGS, session)
    assert (row[Training.expected], row[Training.present]) == (1, 1)
    assert len(row.rows(TrainingPresence)) == 1
    with pytest.raises(Refusal, match="签到表还是空的"):
        sign(desk, TRAININGS, read(desk, session).put(staff["张雪梅"], None))


def test_who_left_stays_on_the_lists_he_signed(desk: Desk, staff: dict[str, int]) -> None:
    session = training(desk)
    sign(desk, TRAININGS, read(desk, session).all_present())
    left = loaded(desk, OFFICERS, staff["王海涛"])
    left[Officer.status] = OfficerStatus.RETIRED
    records.save(desk, OFFICERS, left)
    assert "王海涛" in [one.name for one in read(desk, session).signs]
    assert "王海涛" not in [one.name for one in read(desk, training(desk, "另一次")).signs]


def test_hours_are_those_of_the_sessions_attended(desk: Desk, staff: dict[str, int]) -> None:
    first, second = training(desk), training(desk, "量刑规范化", hours=2_00, held_on=date(2015, 5, 8))
    last_year = training(desk, "旧年培训", hours=8_00, held_on=date(2014, 12, 30))
    for session in (first, last_year):
        sign(desk, TRAININGS, read(desk, session).all_present())
    sign(desk, TRAININGS, read(desk, second).put(staff["叶国栋"], ABSENT).all_present())
    with desk.facts() as facts:
        told = hours(facts, date(2015, 1, 1), date(2015, 12, 31))
    assert (told[staff["张雪梅"]], told[staff["叶国栋"]]) == (3_50, 1_50)
    given = read(desk, second)
    assert {one.name: given.hours_of(one) for one in given.signs}["叶国栋"] == 1_50
    given = given.put(staff["叶国栋"], PRESENT)
    assert {one.name: given.hours_of(one) for one in given.signs}["叶国栋"] == 3_50


@given(st.lists(st.sampled_from([None, *AttendanceState])))
def test_counts_are_those_of_the_marks(states: list[AttendanceState | None]) -> None:
    signs = tuple(Sign(at, f"甲{at}", "公诉", state, "") for at, state in enumerate(states))
    given = Roll(1, "培训", None, 100, signs)
    assert given.expected == sum(state is not None for state in states)
    assert given.present == states.count(PRESENT)
    whole = given.all_present()
    assert (whole.expected, whole.present) == (len(states), states.count(PRESENT) + states.count(None))
