"""认人: names of an old score sheet told to be officers, many at once, in one act."""

import pytest

from desktop_app.registers.exams import SITTINGS
from desktop_app.services.desk import Desk
from desktop_app.services.sitting_persons import exam_of, name_all, unnamed
from desktop_app.store.undo import undo
from desktop_app.system.errors import Refusal
from tests.kit.office import id_of, officer
from tests.kit.seating import by_hand, exam, roster, staff, stranger


@pytest.fixture
def who(desk: Desk) -> dict[str, int]:
    return staff(desk)


def test_for_every_unknown_name_the_likeliest_come_first_then_his_department(desk: Desk, who: dict[str, int]) -> None:
    other = officer(desk, "李明", "办公室")
    held = exam(desk)
    by_hand(desk, held, name="叶国栋")
    stranger(desk, held, "王钢", department_id=id_of(desk, "department", "公诉科"))
    stranger(desk, held, "李明")
    with desk.facts() as facts:
        found = unnamed(facts)
    assert [(one.name, one.department, one.exam) for one in found] == [
        ("王钢", "公诉科", "第二次执法素能闭卷考试"),
        ("李明", "", "第二次执法素能闭卷考试"),
    ]
    assert found[0].perhaps[0] == who["王刚"]
    assert {who["张雪梅"], who["李明"], who["赵一帆"]} <= set(found[0].perhaps)
    assert set(found[1].perhaps) == {who["李明"], other}
    assert found[1].said.startswith("叫李明的有 2 人")
    by_hand(desk, held, name="李明（公诉科）", officer_id=who["李明"])
    with desk.facts() as facts:
        assert unnamed(facts)[1].perhaps == (other,)
    with desk.facts() as facts:
        assert exam_of(facts, found[0].id) == held


def test_all_are_named_in_one_act_that_can_be_undone(desk: Desk, who: dict[str, int]) -> None:
    held = exam(desk)
    wrong = stranger(desk, held, "王钢")
    short = stranger(desk, held, "孙子安")
    done = name_all(desk, SITTINGS, {wrong: who["王刚"], short: who["孙予安"]})
    assert done.said == "已认人 2 人次"
    rows = roster(desk, held)
    assert {name: row.officer_id for name, row in rows.items()} == {"王刚": who["王刚"], "孙予安": who["孙予安"]}
    assert not any(row.gaps for row in rows.values())
    undo(desk.store)
    assert set(roster(desk, held)) == {"王钢", "孙子安"}


def test_who_sits_that_exam_already_is_refused_by_name(desk: Desk, who: dict[str, int]) -> None:
    held = exam(desk)
    by_hand(desk, held, name="王刚")
    wrong = stranger(desk, held, "王钢")
    with pytest.raises(Refusal, match="王钢：王刚 已在这场考试的名单里"):
        name_all(desk, SITTINGS, {wrong: who["王刚"]})
    with pytest.raises(Refusal, match="还没有认定谁"):
        name_all(desk, SITTINGS, {})
    assert roster(desk, held)["王钢"].officer_id is None
