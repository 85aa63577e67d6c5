"""Marks keyed in an afternoon, keyed again the next morning, and changed once they were published."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from desktop_app.models.exams import Exam, MarkChange, Sitting
from desktop_app.registers.exams import EXAMS, SITTINGS
from desktop_app.rules.vocabulary import ExamState, SittingCode
from desktop_app.services import marking, records
from desktop_app.services.desk import Desk
from desktop_app.store import history
from desktop_app.system.errors import Refusal
from tests.kit.learning import exam, people, seated, to_state
from tests.kit.office import loaded
from tests.store.test_cost import spent

STATEMENTS_OF_A_MARK = 17
"""What saving one candidate's marks may ask of the file, its history and version counted in."""


@pytest.fixture
def sat(desk: Desk) -> tuple[int, list[int]]:
    """An exam of eight candidates that is over and not marked."""
    made = exam(desk, scale="优秀90、良好80、中等70、及格60、不及格0")
    rows = seated(desk, made, people(desk))
    to_state(desk, made, ExamState.SAT)
    return made, rows


def sheet(desk: Desk, exam_id: int) -> marking.MarkSheet:
    with desk.facts() as facts:
        return marking.sheet(facts, exam_id)


def key_all(desk: Desk, rows: list[int]) -> None:
    for at, row in enumerate(rows):
        marking.key(desk, SITTINGS, row, {"first": 30_00 + 50 * at, "second": 50_00})


def published(desk: Desk, exam_id: int, rows: list[int]) -> None:
    key_all(desk, rows)
    with desk.facts() as facts:
        checker = max(row["id"] for row in facts.live("officer"))
    to_state(desk, exam_id, ExamState.PUBLISHED, checker_id=checker)


def test_the_sheet_follows_what_is_keyed(desk: Desk, sat: tuple[int, list[int]]) -> None:
    exam_id, rows = sat
    assert [line.state for line in sheet(desk, exam_id).lines] == ["未录"] * 8
    marking.key(desk, SITTINGS, rows[0], {"first": 38_00, "second": 56_00})
    marking.key(desk, SITTINGS, rows[1], {"first": 22_00, "second": 35_00})
    marking.key(desk, SITTINGS, rows[2], {"code": SittingCode.ABSENT, "cause": "公差"})
    found = sheet(desk, exam_id)
    assert [(line.total, line.grade, line.rank, line.state) for line in found.lines[:3]] == [
        (94_00, "优秀", 1, "已录"),
        (57_00, "不及格", 2, "已录"),
        (None, "", None, "缺考"),
    ]
    tally = found.tally
    assert (tally.expected, tally.sat, tally.passed, str(tally.mean), tally.open) == (8, 2, 1, "75.50", 5)
    assert found.labels == (("first", "客观题", 40_00), ("second", "主观题", 60_00))


def test_what_would_stand_is_what_stands_once_saved(desk: Desk, sat: tuple[int, list[int]]) -> None:
    exam_id, rows = sat
    before = sheet(desk, exam_id)
    seen = marking.told(before, rows[3], {"first": 39_50, "second": 58_00})
    marking.key(desk, SITTINGS, rows[3], {"first": 39_50, "second": 58_00})
    after = sheet(desk, exam_id)
    assert (seen.tally, seen.bands, seen.departments) == (after.tally, after.bands, after.departments)
    assert seen.line(rows[3]).total == after.line(rows[3]).total == 97_50
    assert before.line(rows[3]).total is None
    half = marking.told(after, rows[3], {"first": None})
    assert (half.line(rows[3]).total, half.tally.sat) == (None, 0)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"first": 40_50}, "客观题 40.5 超过满分 40。核对后改正"),
        ({"first": 30_25}, "客观题 30.25 不是 0.5 分的整倍数。核对后改正"),
        ({"second": -50}, "主观题不能是负数。改为 0 以上"),
    ],
)
def test_a_mark_out_of_range_is_refused_and_nothing_is_written(
    desk: Desk, sat: tuple[int, list[int]], values: dict[str, int], said: str
) -> None:
    with pytest.raises(Refusal, match=said.replace("。", ".")):
        marking.key(desk, SITTINGS, sat[1][0], values)
    assert sheet(desk, sat[0]).lines[0].state == "未录"


def test_the_absent_lose_their_marks_and_the_found_get_them_back(desk: Desk, sat: tuple[int, list[int]]) -> None:
    exam_id, rows = sat
    marking.key(desk, SITTINGS, rows[0], {"first": 30_00, "second": 50_00})
    marking.key(desk, SITTINGS, rows[0], {"code": SittingCode.BREACH, "excuse": "携带手机"})
    line = sheet(desk, exam_id).lines[0]
    assert (line.code, line.first, line.total) == (SittingCode.BREACH, None, None)
    marking.key(desk, SITTINGS, rows[0], {"first": 31_00, "second": 50_00})
    line = sheet(desk, exam_id).lines[0]
    assert (line.code, line.excuse, line.total) == (SittingCode.SAT, "", 81_00)


def test_a_keyed_mark_costs_few_statements_and_one_sync(desk: Desk, sat: tuple[int, list[int]]) -> None:
    with spent() as told:
        marking.key(desk, SITTINGS, sat[1][0], {"first": 30_00, "second": 50_00})
    assert told.commits == 1
    assert len(told.statements) <= STATEMENTS_OF_A_MARK, "\n".join(told.statements)


def test_statistics_while_keying_ask_the_file_nothing(desk: Desk, sat: tuple[int, list[int]]) -> None:
    before = sheet(desk, sat[0])
    with spent() as told:
        for digit in (3_00, 38_00):
            before = marking.told(before, sat[1][0], {"first": digit})
    assert told.statements == []


def test_before_the_exam_no_marks(desk: Desk) -> None:
    made = exam(desk)
    (row,) = seated(desk, made, people(desk, 1))
    with pytest.raises(Refusal, match="还在筹备"):
        marking.key(desk, SITTINGS, row, {"first": 30_00})


def test_only_differences_are_listed_and_settled(desk: Desk, sat: tuple[int, list[int]]) -> None:
    exam_id, rows = sat
    key_all(desk, rows)
    to_state(desk, exam_id, ExamState.CHECKING)
    marking.key_again(desk, SITTINGS, rows[0], {"first": 30_00, "second": 50_00})
    marking.key_again(desk, SITTINGS, rows[1], {"first": 30_50, "second": 55_00})
    with desk.facts() as facts:
        (found,) = marking.differences(facts, exam_id)
    assert (found.id, found.label, found.first, found.second) == (rows[1], "主观题", 50_00, 55_00)
    with pytest.raises(Refusal, match="复核录入与初录有 1 人不一致（陈若琳）"):
        to_state(desk, exam_id, ExamState.PUBLISHED, checker_id=rows[0])
    marking.settle(desk, SITTINGS, rows[1], {"first": 30_50, "second": 55_00})
    with desk.facts() as facts:
        assert marking.differences(facts, exam_id) == ()
    assert sheet(desk, exam_id).line(rows[1]).total == 85_50


def test_half_of_a_paper_checked_holds_nothing_up_and_the_other_half_stays_unchecked(
    desk: Desk, sat: tuple[int, list[int]]
) -> None:
    exam_id, rows = sat
    key_all(desk, rows)
    to_state(desk, exam_id, ExamState.CHECKING)
    marking.key_again(desk, SITTINGS, rows[0], {"first": 30_00, "second": None, "total": None})
    marking.key_again(desk, SITTINGS, rows[1], {"first": 31_00, "second": None, "total": None})
    with desk.facts() as facts:
        (found,) = marking.differences(facts, exam_id)
    assert (found.id, found.label, found.second) == (rows[1], "客观题", 31_00)
    marking.settle(desk, SITTINGS, rows[1], {"first": 31_00})
    line = sheet(desk, exam_id).line(rows[1])
    assert (line.first, line.total, line.again) == (31_00, 81_00, (31_00, None, None))
    to_state(desk, exam_id, ExamState.PUBLISHED, checker_id=rows[0])


def test_a_published_mark_changes_with_reason_and_second_person_and_the_old_one_stays(
    desk: Desk, sat: tuple[int, list[int]]
) -> None:
    exam_id, rows = sat
    published(desk, exam_id, rows)
    with pytest.raises(Refusal, match="成绩已公布。用“改分”办理"):
        marking.key(desk, SITTINGS, rows[0], {"first": 33_00})
    typed = loaded(desk, SITTINGS, rows[0])
    typed.values["total"] = 99_00
    with pytest.raises(Refusal, match="成绩已公布。用“改分”办理"):
        records.save(desk, SITTINGS, typed)
    own = typed[Sitting.officer_id]
    for reason, witness, said in (
        ("", 1, "没写改分原因"),
        ("漏加一题", None, "没选复核人"),
        ("漏加一题", own, "应试人本人"),
    ):
        with pytest.raises(Refusal, match=said):
            marking.change_mark(desk, SITTINGS, rows[0], {"first": 33_00}, reason, witness)
    with pytest.raises(Refusal, match="超过满分"):
        marking.change_mark(desk, SITTINGS, rows[0], {"first": 43_00}, "漏加一题", (own or 0) + 1)
    marking.change_mark(desk, SITTINGS, rows[0], {"first": 33_00}, "漏加一题", (own or 0) + 1)
    with desk.store.read() as session:
        kept = session.query(MarkChange).order_by(MarkChange.id).all()
        assert [(row.field, row.old, row.new, row.reason) for row in kept] == [
            ("first", "30", "33", "漏加一题"),
            ("total", "80", "83", "漏加一题"),
        ]
        told = [entry.changes for entry in history.entries_of(session, "sitting", rows[0])]
        assert next(changes["total"] for changes in told if "total" in changes) == [80_00, 83_00]
    for act in ("UPDATE mark_change SET old = '83'", "DELETE FROM mark_change"):
        with pytest.raises(IntegrityError, match="mark_change"), desk.store.unit("改历史") as unit:
            unit.session.execute(text(act))


def test_a_mark_changed_after_both_keyings_holds_up_no_filing(desk: Desk, sat: tuple[int, list[int]]) -> None:
    exam_id, rows = sat
    key_all(desk, rows)
    to_state(desk, exam_id, ExamState.CHECKING)
    marking.key_again(desk, SITTINGS, rows[0], {"first": 30_00, "second": 50_00})
    to_state(desk, exam_id, ExamState.PUBLISHED, checker_id=rows[0])
    witness = (loaded(desk, SITTINGS, rows[0])[Sitting.officer_id] or 0) + 1
    marking.change_mark(desk, SITTINGS, rows[0], {"first": 33_00}, "漏加一题", witness)
    assert sheet(desk, exam_id).line(rows[0]).again == (33_00, 50_00, 83_00)
    to_state(desk, exam_id, ExamState.FILED)


def test_a_retake_after_publication_is_recorded_without_a_change_of_marks(
    desk: Desk, sat: tuple[int, list[int]]
) -> None:
    exam_id, rows = sat
    for row in rows[1:]:
        marking.key(desk, SITTINGS, row, {"first": 30_00, "second": 50_00})
    marking.key(desk, SITTINGS, rows[0], {"code": SittingCode.ABSENT, "cause": "公差"})
    to_state(desk, exam_id, ExamState.PUBLISHED, checker_id=rows[0])
    with pytest.raises(Refusal, match="补考日期 2015-04-01 早于考试日期"):
        marking.retake(desk, SITTINGS, rows[0], date(2015, 4, 1), 70_00)
    with pytest.raises(Refusal, match="超过满分 100"):
        marking.retake(desk, SITTINGS, rows[0], date(2015, 5, 6), 100_50)
    marking.retake(desk, SITTINGS, rows[0], date(2015, 5, 6), 70_00)
    line = sheet(desk, exam_id).lines[0]
    assert (line.state, line.code, line.total, line.retake_total) == ("已补考", SittingCode.ABSENT, None, 70_00)
    with pytest.raises(Refusal, match="用“改分”办理"):
        marking.retake(desk, SITTINGS, rows[0], date(2015, 5, 6), 75_00)


def test_the_last_day_of_the_retake_follows_the_rule(desk: Desk) -> None:
    made = loaded(desk, EXAMS, exam(desk))
    assert made[Exam.retake_by] == date(2015, 5, 11), "15 days after 24 April is a Saturday: the Monday after it"
    made[Exam.held_on] = date(2015, 5, 4)
    records.save(desk, EXAMS, made)
    assert loaded(desk, EXAMS, made.record_id or 0)[Exam.retake_by] == date(2015, 5, 19)


HALVES = st.integers(0, 80).map(lambda halves: halves * 50)
KEYED = st.one_of(st.tuples(HALVES, HALVES), st.sampled_from(list(SittingCode)[1:]), st.none())


@settings(max_examples=60)
@given(st.lists(KEYED, min_size=1, max_size=12))
def test_statistics_seen_while_keying_are_those_of_the_whole_keyed_at_once(given: list[object]) -> None:
    """However marks come in, the sheet tells what a recount of all of them tells."""
    blank = _blank(len(given))
    seen = blank
    for at, value in enumerate(given):
        seen = marking.told(seen, at, _values(value))
    valid = [sum(value) for value in given if isinstance(value, tuple)]
    assert (seen.tally.sat, seen.tally.total) == (len(valid), sum(valid))
    assert seen.tally.passed == sum(total >= 60_00 for total in valid)
    assert [line.rank for line in seen.lines if line.rank is not None] == [
        1 + sum(other > total for other in valid) for total in valid
    ]


def _values(value: object) -> dict[str, object]:
    if isinstance(value, tuple):
        return {"first": value[0], "second": value[1]}
    return {"code": value} if value is not None else {}


def _blank(count: int) -> marking.MarkSheet:
    exam_row = {
        "full": 100_00, "pass_mark": 60_00, "excellent": 90_00, "step": 50, "first_full": 40_00, "second_full": 60_00,
        "ties": "并列后名次顺延", "retake_policy": "取高分", "scale": "", "first_name": "", "second_name": "",
    }  # fmt: skip
    lines = [
        marking.MarkLine(
            at, f"CJ-{at}", 1, at, "", "", f"第{at}人", None, "公诉科", "公诉", SittingCode.SAT, None, "", None, None,
            None, (None, None, None), None, None, None, "",
        )
        for at in range(count)
    ]  # fmt: skip
    return marking.sheet_of(exam_row, lines)
