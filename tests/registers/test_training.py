"""Training sessions: hours, head counts and the sign-in list that counts."""

import pytest

from desktop_app.models.training import Training
from desktop_app.registers.training import PRESENCE, TRAININGS
from desktop_app.rules.vocabulary import AttendanceState
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.system.errors import Refusal
from tests.kit.learning import people, training
from tests.kit.office import loaded


def test_head_counts_that_differ_from_the_list_are_pointed_at(desk: Desk) -> None:
    first, second, third = people(desk, 3)
    made = loaded(desk, TRAININGS, training(desk, "涉案财物管理规定学习", [first, second], [third]))
    made.values.update(expected=3, present=3)
    outcome = records.save(desk, TRAININGS, made)
    assert [problem.said for problem in outcome.warnings] == [
        "实到登记 3 人，签到表上 2 人，对不上。核对签到表，改正人数"
    ]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"expected": 3, "present": 4}, "实到 4 人多于应到 3 人"),
        ({"hours": 0}, "学时要大于 0"),
        ({"hours": 101_00}, "学时要大于 0、不超过 100"),
    ],
)
def test_counts_and_hours_that_cannot_be(desk: Desk, values: dict[str, int], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        training(desk, "立卷归档培训", [], **values)


def test_nobody_signs_in_twice(desk: Desk) -> None:
    (first,) = people(desk, 1)
    made = loaded(desk, TRAININGS, training(desk, "立卷归档培训", [first]))
    made.parts[PRESENCE].append({"officer_id": first, "state": AttendanceState.ABSENT, "cause": ""})
    with pytest.raises(Refusal, match="签到名单里 赵一帆 写了两次"):
        records.save(desk, TRAININGS, made)
    assert loaded(desk, TRAININGS, made.record_id or 0)[Training.title] == "立卷归档培训"
