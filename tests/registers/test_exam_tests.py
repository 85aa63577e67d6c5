"""Rules of exams and their candidates at the desk: who sits, with which number, under which lines."""

from datetime import date

import pytest

from desktop_app.models.exams import Exam, Sitting
from desktop_app.registers.exams import EXAMS, SITTINGS
from desktop_app.rules.problems import Fault
from desktop_app.rules.vocabulary import ExamState, SittingCode
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.system.errors import Refusal
from tests.kit.learning import exam, people, seated, sitting, to_state
from tests.kit.office import loaded, officer


def test_a_name_brings_person_and_department(desk: Desk) -> None:
    own = officer(desk, "韩雨桐", "公诉科")
    made = loaded(desk, SITTINGS, sitting(desk, exam(desk), own))
    with desk.facts() as facts:
        assert facts.label("department", made[Sitting.department_id]) == "公诉科"


def test_nobody_sits_twice_and_no_ticket_is_two_peoples(desk: Desk) -> None:
    held = exam(desk)
    first, second = people(desk, 2)
    sitting(desk, held, first, ticket="150401001")
    with pytest.raises(Refusal, match="赵一帆 已在这场考试的名单里（CJ-0001）"):
        sitting(desk, held, first, ticket="150401009")
    with pytest.raises(Refusal, match="准考证号 150401001 与赵一帆重复"):
        sitting(desk, held, second, ticket="150401001")
    other = exam(desk, "第三次考试", held_on=date(2015, 5, 22))
    sitting(desk, other, first, ticket="150401001")


def test_what_an_old_sheet_says_is_kept_and_pointed_at(desk: Desk) -> None:
    """A ledger's slips: unknown name, total that does not add up, the absent with a mark of nought."""
    held = exam(desk)
    given = {"exam_id": held, "name": "王建园", "first": 30_00, "second": 40_00, "total": 75_00}
    absent = {"exam_id": held, "name": "赵一帆", "note": "缺考（病假）", "total": 0}
    people(desk, 1)
    with desk.facts() as facts:
        found = []
        for values in (given, absent):
            draft = new_draft(Sitting, values)
            SITTINGS.derive(draft, facts)
            found += [(problem.code, problem.fault) for problem in SITTINGS.problems(draft, facts)]
    assert found == [
        ("unknown_person", Fault.MISSING),
        ("total_mismatch", Fault.BROKEN),
        ("absent_scored_zero", Fault.BROKEN),
    ]


def test_a_part_out_of_range_is_not_told_twice(desk: Desk) -> None:
    people(desk, 1)
    values = {"exam_id": exam(desk), "name": "赵一帆", "first": 24_00, "second": 60_50, "total": 54_50}
    with desk.facts() as facts:
        draft = new_draft(Sitting, values)
        SITTINGS.derive(draft, facts)
        assert [problem.code for problem in SITTINGS.problems(draft, facts)] == ["score_out_of_range"]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"pass_mark": 101_00}, "及格线要在 0 和满分 100 之间"),
        ({"excellent": 50_00}, "优秀线要在及格线和满分 100 之间"),
        ({"second_full": 50_00}, "两类题满分合计 90，与满分 100 不符"),
        ({"step": 0}, "给分间隔要大于 0"),
        ({"full": 0}, "满分要大于 0"),
        ({"published_on": date(2015, 4, 1)}, "公布日期 04-01 早于考试日期 04-24"),
    ],
)
def test_lines_that_cannot_be(desk: Desk, values: dict[str, object], said: str) -> None:
    with pytest.raises(Refusal, match=said):
        exam(desk, **values)


def test_published_results_keep_their_terms_and_their_people(desk: Desk) -> None:
    held = exam(desk)
    rows = seated(desk, held, people(desk, 2))
    to_state(desk, held, ExamState.SAT)
    for row in rows:
        draft = loaded(desk, SITTINGS, row)
        draft.values["code"] = SittingCode.DEFERRED
        records.save(desk, SITTINGS, draft)
    to_state(desk, held, ExamState.PUBLISHED, checker_id=1)
    draft = loaded(desk, EXAMS, held)
    draft[Exam.pass_mark] = 50_00
    with pytest.raises(Refusal, match="成绩已公布，满分、及格线、排名和补考规则不再改"):
        records.save(desk, EXAMS, draft)
    with pytest.raises(Refusal, match="赵一帆 的成绩已公布，不能删除"):
        records.retire(desk, SITTINGS, rows, "误录")
    with pytest.raises(Refusal, match="KS-01 有应试人，不能删除"):
        records.retire(desk, EXAMS, [held], "误录")


def test_every_state_and_every_verb(desk: Desk) -> None:
    """An exam of one marked candidate goes its way; any other verb is refused with what may be done instead."""
    held = exam(desk)
    (row,) = seated(desk, held, people(desk, 1))
    verbs = {move.verb for move in EXAMS.lifecycle.moves} if EXAMS.lifecycle else set()
    for state in ExamState:
        if state is ExamState.MARKED:
            draft = loaded(desk, SITTINGS, row)
            draft.values.update(first=30_00, second=40_00)
            records.save(desk, SITTINGS, draft)
        to_state(desk, held, state, checker_id=1)
        own = {move.verb for move in EXAMS.lifecycle.moves_from(state)} if EXAMS.lifecycle else set()
        for verb in verbs - own:
            with pytest.raises(Refusal, match="时不能"):
                records.move(desk, EXAMS, loaded(desk, EXAMS, held), verb, "试")
