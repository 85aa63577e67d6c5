"""Once results are published no road leads round a reason and a second person: form, bulk, paste, undo, SQL."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from desktop_app.models.exams import Exam, MarkChange, Sitting
from desktop_app.registers.exams import EXAMS, SITTINGS
from desktop_app.rules.exams import EXAM, KEYING, PUBLISHED
from desktop_app.rules.vocabulary import ExamState, RetakePolicy, SittingCode
from desktop_app.services import marking, records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.services.several import save_all
from desktop_app.store import undo
from desktop_app.system.errors import Refusal
from tests.kit.learning import exam, marked, people, sitting, to_state
from tests.kit.office import loaded, officer


@pytest.fixture
def results(desk: Desk) -> tuple[int, list[int]]:
    """An exam of four candidates, the last absent, published; one more was taken off the list before."""
    made, (first, second, third, absent, off) = exam(desk), people(desk, 5)
    rows = marked(desk, made, {first: (30_00, 50_00), second: (20_00, 30_00), third: (40_00, 55_00)})
    rows += marked(desk, made, {absent: SittingCode.ABSENT, off: SittingCode.DEFERRED})
    records.retire(desk, SITTINGS, rows[-1:], "不在名单")
    to_state(desk, made, ExamState.PUBLISHED, checker_id=first)
    return made, rows


@pytest.mark.parametrize(
    ("name", "value"),
    [("total", 99_00), ("first", None), ("code", SittingCode.EXEMPT)],
)
def test_no_field_of_a_result_is_changed_for_many_at_once(
    desk: Desk, results: tuple[int, list[int]], name: str, value: object
) -> None:
    with pytest.raises(Refusal, match="成绩已公布"):
        records.change_many(desk, SITTINGS, results[1][:2], name, value)


def test_a_result_is_not_moved_to_another_exam_to_be_changed_there(desk: Desk, results: tuple[int, list[int]]) -> None:
    other = exam(desk, "第三次考试")
    typed = loaded(desk, SITTINGS, results[1][0])
    typed.values |= {"exam_id": other, "total": 99_00, "first": None, "second": None}
    with pytest.raises(Refusal, match="成绩已公布"):
        records.save(desk, SITTINGS, typed)
    stray = sitting(desk, other, officer(desk, "贺明", "办公室"), total=70_00)
    typed = loaded(desk, SITTINGS, stray)
    typed.values["exam_id"] = results[0]
    with pytest.raises(Refusal, match="成绩已公布，名单不再增减"):
        records.save(desk, SITTINGS, typed)


def test_nobody_joins_or_comes_back_to_a_published_list(desk: Desk, results: tuple[int, list[int]]) -> None:
    exam_id, rows = results
    late = officer(desk, "贺明", "办公室")
    with pytest.raises(Refusal, match="成绩已公布，名单不再增减"):
        sitting(desk, exam_id, late)
    with pytest.raises(Refusal, match="成绩已公布，名单不再增减"):
        save_all(desk, SITTINGS, [new_draft(Sitting, {"exam_id": exam_id, "officer_id": late, "name": "贺明"})])
    with pytest.raises(Refusal, match="成绩已公布，名单不再增减"):
        records.restore(desk, SITTINGS, rows[-1:])
    with pytest.raises(Refusal, match="成绩已公布，不能删除"):
        records.retire(desk, SITTINGS, rows[:1], "重复")


def test_publication_is_not_undone_nor_what_was_keyed_before_it(desk: Desk, results: tuple[int, list[int]]) -> None:
    with pytest.raises(Refusal, match="已对外生效，不能撤销"):
        undo.undo(desk.store)
    with pytest.raises(Refusal, match="没有可重做"):
        undo.redo(desk.store)
    marking.change_mark(desk, SITTINGS, results[1][0], {"first": 33_00}, "漏加一题", witness(desk, results[1][1]))
    with pytest.raises(Refusal, match="已对外生效，不能撤销"):
        undo.undo(desk.store)


def witness(desk: Desk, row: int) -> int:
    return int(loaded(desk, SITTINGS, row)[Sitting.officer_id] or 0)


@pytest.mark.parametrize(("name", "value"), [("pass_mark", 50_00), ("retake_policy", RetakePolicy.LAST)])
@pytest.mark.parametrize("verb", ["", "归档"])
def test_what_results_are_told_by_stays(
    desk: Desk, results: tuple[int, list[int]], name: str, value: object, verb: str
) -> None:
    typed = loaded(desk, EXAMS, results[0])
    typed.values[name] = value
    with pytest.raises(Refusal, match="成绩已公布"):
        records.move(desk, EXAMS, typed, verb) if verb else records.save(desk, EXAMS, typed)


def test_a_note_of_a_change_without_reason_opens_nothing(desk: Desk, results: tuple[int, list[int]]) -> None:
    typed = loaded(desk, SITTINGS, results[1][0])
    typed.values |= {"first": 33_00, "total": 83_00}
    given = {"changed_on": desk.today, "old": "", "new": "", "reason": " ", "witness_id": witness(desk, results[1][1])}
    typed.rows(MarkChange).extend({**given, "field": name} for name in ("first", "total"))
    with pytest.raises(Refusal, match="成绩已公布"):
        records.save(desk, SITTINGS, typed)


def test_kept_marks_are_not_replaced_by_sql(desk: Desk, results: tuple[int, list[int]]) -> None:
    row = results[1][0]
    marking.change_mark(desk, SITTINGS, row, {"first": 33_00}, "漏加一题", witness(desk, results[1][1]))
    columns = ", ".join(column.name for column in MarkChange.__table__.columns)
    told = columns.replace(" old,", " '99',")
    acts = [f"REPLACE INTO mark_change ({columns}) SELECT {told} FROM mark_change"]
    acts += ["UPDATE OR REPLACE mark_change SET old = '99'", "DELETE FROM mark_change"]
    acts += [f"DELETE FROM sitting WHERE id = {row}"]
    for act in acts:
        with pytest.raises(IntegrityError), desk.store.unit("改历史") as unit:
            unit.session.execute(text(act))


def test_no_step_leads_from_published_back_to_keying() -> None:
    reached, waiting = set(PUBLISHED), list(PUBLISHED)
    while waiting:
        fresh = {ExamState(move.target) for move in EXAM.moves_from(waiting.pop())} - reached
        reached |= fresh
        waiting += fresh
    assert not reached & {*KEYING, ExamState.CHECKING, ExamState.PREPARING, ExamState.SEATED}


def test_the_retake_of_a_published_exam_is_told_once(desk: Desk, results: tuple[int, list[int]]) -> None:
    row = results[1][1]
    marking.retake(desk, SITTINGS, row, date(2015, 5, 6), 65_00)
    with pytest.raises(Refusal, match="用“改分”办理"):
        marking.retake(desk, SITTINGS, row, date(2015, 5, 6), 75_00)
    assert loaded(desk, EXAMS, results[0])[Exam.state] == ExamState.PUBLISHED
