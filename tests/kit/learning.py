"""Exams with their candidates, trainings and dossiers, as the officer of personnel keeps them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from desktop_app.models.dossiers import DossierCheck, DossierDefect
from desktop_app.models.exams import Exam, Sitting
from desktop_app.models.training import Training, TrainingPresence
from desktop_app.registers.dossiers import CHECKS
from desktop_app.registers.exams import EXAMS, SITTINGS
from desktop_app.registers.training import TRAININGS
from desktop_app.rules.vocabulary import AttendanceState, ExamState, SittingCode
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import new_draft
from tests.kit.office import loaded, officer

EXAM_DAY = date(2015, 4, 24)
NAMES = ("赵一帆", "陈若琳", "周启明", "孙予安", "何静宜", "郭子衡", "林晓岚", "刘思远")
PLACES = ("公诉科", "侦查监督科", "办公室", "公诉科", "案件管理办公室", "公诉科", "刑事执行检察局", "侦查监督科")
STEPS = ("排座", "考试结束", "阅卷完成", "提交复核", "公布", "归档")
WAY_TO = {
    ExamState.PREPARING: 0,
    ExamState.SEATED: 1,
    ExamState.SAT: 2,
    ExamState.MARKED: 3,
    ExamState.CHECKING: 4,
    ExamState.PUBLISHED: 5,
    ExamState.FILED: 6,
}


def people(desk: Desk, count: int = len(NAMES)) -> list[int]:
    """Officers on duty in several departments; beyond the eighth they are called 干警9 and so on in Chinese."""
    told = [NAMES[at] if at < len(NAMES) else f"何{_HAN[at // 10]}{_HAN[at % 10]}" for at in range(count)]
    return [officer(desk, name, PLACES[at % len(PLACES)]) for at, name in enumerate(told)]


_HAN = "甲乙丙丁戊己庚辛壬癸"


def exam(desk: Desk, title: str = "第二次执法素能闭卷考试", **more: Any) -> int:
    """An exam of two kinds of questions, 40 and 60, on 24 April; being prepared."""
    given = {"title": title, "held_on": EXAM_DAY, "first_full": 40_00, "second_full": 60_00, "place": "五楼会议室"}
    return records.save(desk, EXAMS, new_draft(Exam, {**given, **more})).ids[0]


def sitting(desk: Desk, exam_id: int, officer_id: int, **more: Any) -> int:
    """A candidate of an exam."""
    with desk.facts() as facts:
        name = facts.row("officer", officer_id)["name"]
    given = {"exam_id": exam_id, "officer_id": officer_id, "name": name}
    return records.save(desk, SITTINGS, new_draft(Sitting, {**given, **more})).ids[0]


def seated(desk: Desk, exam_id: int, officers: Sequence[int]) -> list[int]:
    """Candidates with seat and 准考证号, in the order given."""
    return [
        sitting(desk, exam_id, one, seat=at, ticket=f"1504{exam_id:02d}{at:03d}") for at, one in enumerate(officers, 1)
    ]


def to_state(desk: Desk, exam_id: int, state: ExamState, **asked: Any) -> None:
    """Take an exam along its steps to a state; ``asked`` is what publication wants besides."""
    for place, verb in enumerate(STEPS[: WAY_TO[state]], 1):
        draft = loaded(desk, EXAMS, exam_id)
        if WAY_TO[ExamState(str(draft[Exam.state]))] < place:
            given = {"checker_id": None, "published_on": desk.today, **asked} if verb == "公布" else {}
            records.move(desk, EXAMS, draft, verb, asked=given)


def marked(desk: Desk, exam_id: int, marks: Mapping[int, tuple[int, int] | SittingCode]) -> list[int]:
    """Candidates with both marks in hundredths, or with a code instead; officer id to marks."""
    return [
        sitting(desk, exam_id, one, code=given)
        if isinstance(given, SittingCode)
        else sitting(desk, exam_id, one, first=given[0], second=given[1])
        for one, given in marks.items()
    ]


def training(desk: Desk, title: str, there: Sequence[int], away: Sequence[int] = (), **more: Any) -> int:
    """A training session of three hours with its sign-in list."""
    made = new_draft(Training, {"title": title, "held_on": date(2015, 3, 5), "hours": 3_00, **more})
    made.parts[TrainingPresence.__tablename__] = [
        *({"officer_id": one, "state": AttendanceState.PRESENT, "cause": ""} for one in there),
        *({"officer_id": one, "state": AttendanceState.EXCUSED, "cause": "公差"} for one in away),
    ]
    return records.save(desk, TRAININGS, made).ids[0]


def dossier(desk: Desk, case_no: str, defects: Mapping[str, int] | None = None, **more: Any) -> int:
    """A checked dossier; ``defects`` are items with points off in hundredths."""
    given = {"case_no": case_no, "checked_on": date(2015, 3, 20), **more}
    made = new_draft(DossierCheck, given)
    made.parts[DossierDefect.__tablename__] = [
        {"item": item, "said": "", "points": points} for item, points in (defects or {}).items()
    ]
    return records.save(desk, CHECKS, made).ids[0]
