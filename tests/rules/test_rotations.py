"""The steps of a rotation, what each asks for, and how long so many months are."""

from datetime import date

import pytest

from desktop_app.rules.rotations import BATCH, ROTATION, month_after
from desktop_app.rules.vocabulary import Appraisal, BatchState, HandoverState, RotationOutcome, RotationState

DAY = date(2015, 10, 9)


def test_a_rotation_goes_its_way_step_by_step() -> None:
    verbs = []
    state: str = RotationState.DRAFT
    while (move := ROTATION.next_move(state)) is not None:
        verbs.append(move.verb)
        state = move.target
    assert verbs == ["批准", "交接", "到岗", "鉴定", "结束"]


@pytest.mark.parametrize(
    ("verb", "state", "given", "refused"),
    [
        ("交接", RotationState.APPROVED, {"handover": HandoverState.OPEN, "handed_on": DAY}, "移交还没完成"),
        ("交接", RotationState.APPROVED, {"handover": HandoverState.DONE}, "移交日期"),
        ("交接", RotationState.APPROVED, {"handed_on": DAY}, "没选工作移交"),
        ("鉴定", RotationState.RUNNING, {"appraised_on": DAY}, "鉴定等次"),
        ("鉴定", RotationState.RUNNING, {"appraisal": Appraisal.GOOD}, "鉴定日期"),
        ("结束", RotationState.APPRAISED, {"actual_to_on": DAY}, "去向"),
        ("提前终止", RotationState.RUNNING, {"actual_to_on": DAY}, "写明原因"),
        ("先到岗", RotationState.APPROVED, {}, "原因"),
        ("撤回到岗", RotationState.RUNNING, {"handover": HandoverState.OPEN, "reason": "误"}, "退回批准"),
    ],
)
def test_a_step_says_what_it_lacks(verb: str, state: str, given: dict[str, object], refused: str) -> None:
    assert refused in str(ROTATION.may(verb, state, given))


def test_steps_with_all_they_need_are_taken() -> None:
    done = {"handover": HandoverState.NONE, "handed_on": DAY}
    assert ROTATION.may("交接", RotationState.APPROVED, done) is None
    assert ROTATION.may("结束", RotationState.APPRAISED, {"actual_to_on": DAY, "outcome": RotationOutcome.BACK}) is None
    early = {"actual_to_on": DAY, "end_reason": "借调市院"}
    assert ROTATION.may("提前终止", RotationState.HANDED, early) is None
    assert ROTATION.may("提前终止", RotationState.APPRAISED, early) is None
    assert BATCH.may("批准", BatchState.DRAFT, {}) is not None
    assert BATCH.may("批准", BatchState.DRAFT, {"approved_on": DAY}) is None


def test_an_end_before_the_planned_day_is_an_early_end_with_its_reason() -> None:
    given = {"actual_to_on": date(2015, 9, 30), "planned_to_on": DAY, "outcome": RotationOutcome.BACK}
    said = str(ROTATION.may("结束", RotationState.APPRAISED, given))
    assert "早于计划止 2015-10-09" in said
    assert "用“提前终止”" in said
    assert ROTATION.may("结束", RotationState.APPRAISED, {**given, "actual_to_on": DAY}) is None


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2015, 4, 7), 6, date(2015, 10, 6)),
        (date(2015, 8, 31), 6, date(2016, 2, 29)),
        (date(2015, 8, 29), 6, date(2016, 2, 28)),
        (date(2015, 12, 1), 1, date(2015, 12, 31)),
        (date(2015, 1, 1), 12, date(2015, 12, 31)),
    ],
)
def test_so_many_months_end_the_day_before_the_same_day(first: date, months: int, last: date) -> None:
    assert month_after(first, months) == last
