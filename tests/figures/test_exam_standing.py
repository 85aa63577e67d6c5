"""Exams at the edges: two of one name, nobody came, a retake not sat yet, an officer who changed his department."""

from datetime import date
from typing import Any

from desktop_app.figures.catalogue import ask
from desktop_app.figures.engine import Question
from desktop_app.figures.promise_list import BY_ID
from desktop_app.figures.promises import judge
from desktop_app.models.people import Officer
from desktop_app.registers.exams import SITTINGS
from desktop_app.registers.people import OFFICERS
from desktop_app.rules.vocabulary import ExamState, SittingCode
from desktop_app.services import marking, records
from desktop_app.services.desk import Desk
from tests.kit.learning import EXAM_DAY, exam, marked, people, to_state
from tests.kit.office import id_of, loaded

MAY = date(2015, 5, 31)


def told(desk: Desk, name: str, day: date = MAY) -> dict[str, Any]:
    with desk.store.read() as session:
        return dict(ask(name, Question(session, day)).groups)


def test_two_exams_of_one_title_keep_their_own_numbers(desk: Desk) -> None:
    first, second = people(desk, 2)
    morning, afternoon, later = (
        exam(desk, clock="9:00"),
        exam(desk, clock="14:30"),
        exam(desk, held_on=date(2015, 5, 8)),
    )
    marked(desk, morning, {first: (30_00, 50_00)})
    marked(desk, afternoon, {first: (20_00, 30_00), second: (20_00, 40_00)})
    marked(desk, later, {second: (40_00, 60_00)})
    title = "第二次执法素能闭卷考试"
    results = told(desk, "exams.results")
    assert {name: (row["应考"], row["平均分"]) for name, row in results.items()} == {
        f"{title}（2015-04-24）": (1, 80),
        f"{title}（2015-04-24）第2场": (2, 55),
        f"{title}（2015-05-08）": (1, 100),
    }
    assert told(desk, "exams.by_department").keys() == results.keys()
    assert sum(row["应考"] for row in told(desk, "exams.results", date(2015, 4, 30)).values()) == 3


def test_an_exam_nobody_came_to_has_no_mean_and_no_rate(desk: Desk) -> None:
    first, second = people(desk, 2)
    made = exam(desk)
    marked(desk, made, {first: SittingCode.ABSENT, second: SittingCode.DEFERRED})
    (row,) = told(desk, "exams.results").values()
    assert [row[word] for word in ("应考", "实考", "缺考", "缓考", "及格", "平均分", "及格率", "最高分")] == [
        2, 0, 1, 1, 0, None, None, None
    ]  # fmt: skip
    with desk.store.read() as session:
        assert ask("exams.mean", Question(session, MAY)).value is None


def test_a_retake_counts_from_its_day_and_never_in_the_mean(desk: Desk) -> None:
    first, second = people(desk, 2)
    made = exam(desk)
    away, _ = marked(desk, made, {first: SittingCode.ABSENT, second: (30_00, 40_00)})
    to_state(desk, made, ExamState.PUBLISHED, checker_id=second)
    marking.retake(desk, SITTINGS, away, date(2015, 5, 20), 90_00)
    before, after = (told(desk, "exams.results", day) for day in (date(2015, 5, 19), date(2015, 5, 20)))
    assert before == after
    assert next(iter(after.values()))["平均分"] == 70
    known = [
        sum(told(desk, "exams.not_passed", day).get("第二次执法素能闭卷考试", {}).values()) for day in (EXAM_DAY, MAY)
    ]
    assert known == [1, 0]
    with desk.store.read() as session:
        kept = [judge(BY_ID["S1"], Question(session, day)).finding.offenders for day in (date(2015, 5, 19), MAY)]
    assert [len(rows) for rows in kept] == [1, 0]


def test_an_officer_who_moves_later_stays_in_the_department_he_sat_for(desk: Desk) -> None:
    (first,) = people(desk, 1)
    made = exam(desk)
    marked(desk, made, {first: (30_00, 50_00)})
    before = told(desk, "exams.by_department")
    moved = loaded(desk, OFFICERS, first)
    moved[Officer.department_id] = id_of(desk, "department", "办公室")
    records.save(desk, OFFICERS, moved)
    assert told(desk, "exams.by_department") == before
