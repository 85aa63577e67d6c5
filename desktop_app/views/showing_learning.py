"""What is shown of learning: an exam seated and half marked, the views of the tab."""

from collections.abc import Callable
from datetime import date

from desktop_app.models.exams import Exam, ExamRoom
from desktop_app.registers.exams import EXAMS, SITTINGS
from desktop_app.rules.vocabulary import AbsenceCause, ExamState, SittingCode
from desktop_app.services import marking, records, seating
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from desktop_app.services.facts import Facts
from desktop_app.views.register.screen import RegisterScreen

DAY, SEED = date(2015, 5, 29), "20150529"
TITLE = "第四次执法素能闭卷考试"
SEATING = ("exam_seats", "exam_seats_posted", "exam_tickets", "exam_desk_cards", "exam_sign_in")
"""Papers made before an exam is held."""

_KEYED = 36


def furnish_learning(desk: Desk) -> None:
    """A fourth exam: roster, seats, and the marks of the first rows keyed, one candidate away on duty."""
    values = {
        "title": TITLE, "held_on": DAY, "clock": "14:30", "until": "16:30", "place": "五楼多功能厅",
        "first_full": 40_00, "second_full": 60_00, "scale": "优秀90、良好80、中等70、及格60、不及格0",
    }  # fmt: skip
    draft = new_draft(Exam, values)
    draft.rows(ExamRoom).append({"name": "第一考场", "ranks": 8, "files": 8})
    (exam_id,) = records.save(desk, EXAMS, draft).ids
    seating.seat(desk, EXAMS, SITTINGS, exam_id, SEED)
    with desk.store.read() as session:
        held = records.load(session, Exam, exam_id, EXAMS.lists)
    records.move(desk, EXAMS, held, "考试结束")
    with desk.facts() as facts:
        rows = marking.sheet(facts, exam_id).lines[:_KEYED]
    for at, line in enumerate(rows):
        marks = {"first": 22_00 + 50 * (7 * at % 36), "second": 32_00 + 50 * (11 * at % 55)}
        away = {"code": SittingCode.ABSENT, "cause": AbsenceCause.DUTY}
        marking.key(desk, SITTINGS, line.id, away if at == _KEYED // 2 else marks)


def exam_of(facts: Facts, paper: str) -> str:
    """The number of the exam a paper is shown of: the one just seated, or the last one published."""
    told = [
        row for row in facts.live(Exam.__tablename__) if (row["state"] == ExamState.PUBLISHED) != (paper in SEATING)
    ]
    newest = max(told, key=lambda row: row["held_on"] or date.min, default=None)
    return str(newest["number"]) if newest is not None else ""


def show_learning(screen: RegisterScreen, take: Callable[[str], object]) -> None:
    """The boards of the tab and its first lists."""
    for at, name in enumerate(
        ("22-成绩录入", "23-学习统计", "24-成绩台账", "25-考试台账", "26-培训台账", "27-归档检查")
    ):
        screen.show_view(at)
        take(name)
