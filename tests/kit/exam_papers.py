"""Exams for the papers: a roster of any size seated in rooms, names short, long and rare, marks of every kind."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from desktop_app.models.exams import Exam, ExamInvigilator, ExamRoom, Sitting
from desktop_app.rules.seating import Room, places
from desktop_app.rules.vocabulary import AbsenceCause, ExamState, SittingCode
from desktop_app.services.desk import Desk
from tests.kit.office import id_of

HELD = date(2015, 4, 24)
TITLE = "2015年第一次执法素能考查"
RARE = ("李㛃", "王𬭎", "赵䶮", "欧阳明月", "司徒文", "古丽·阿不都")
DEPARTMENTS = ("公诉科", "侦查监督科", "反贪污贿赂局", "控告申诉检察科", "民事行政检察科", "监察科", "办公室")
_FAMILY, _GIVEN = "张王李赵刘陈杨黄周吴徐孙", "伟芳娜敏静丽强磊军洋勇艳杰涛明超霞平刚桂"


def name_of(serial: int) -> str:
    """The name of the candidate with that number, from 0: rare ones first."""
    if serial < len(RARE):
        return RARE[serial]
    at = serial - len(RARE)
    family, given = _FAMILY[at % 12], _GIVEN[at // 12 % 20]
    return family + given + (_GIVEN[(at * 7 + at // 12) % 20] if at % 3 else "")


def exam(desk: Desk, people: int, rooms: Sequence[tuple[str, int, int]] = (), **more: Any) -> str:
    """An exam of so many candidates, all with marks, seated through the rooms; its number."""
    shown = [Room(*room) for room in rooms] or [Room("第一考场", -(-people // 6), 6)]
    seats = places(shown)
    ids = [id_of(desk, "department", name) for name in DEPARTMENTS]
    given: dict[str, Any] = {
        "number": "KS-001",
        "title": TITLE,
        "held_on": HELD,
        "clock": "9:00",
        "until": "11:00",
        "place": "四楼会议室",
        "first_full": 60_00,
        "second_full": 40_00,
        "scale": "优秀90、良好80、及格60、不及格0",
        "state": ExamState.CHECKING,
        "retake_by": date(2015, 5, 9),
    }
    with desk.store.unit("排一场考试") as unit:
        row = Exam(**{**given, **more})
        unit.session.add(row)
        unit.session.flush()
        unit.session.add_all(ExamRoom(exam_id=row.id, name=one.name, ranks=one.ranks, files=one.files) for one in shown)
        for serial in range(people):
            first, second = 60_00 - serial * 7 % 31 * 100, 40_00 - serial * 5 % 23 * 50
            unit.session.add(
                Sitting(
                    number=f"{row.number}-{serial + 1:03d}",
                    exam_id=row.id,
                    name=name_of(serial),
                    department_id=ids[serial % len(ids)],
                    ticket=f"20150424{serial + 1:03d}",
                    room=seats[serial].room,
                    seat=seats[serial].number,
                    first=first,
                    second=second,
                    total=first + second,
                )
            )
    return str(given["number"])


def change(desk: Desk, serial: int, **values: Any) -> None:
    """Change the candidate with that number, from 0."""
    with desk.store.unit("改应试人") as unit:
        row = unit.session.query(Sitting).filter_by(ticket=f"20150424{serial + 1:03d}").one()
        for name, value in values.items():
            setattr(row, name, value)


def absent(desk: Desk, serial: int, code: SittingCode, cause: AbsenceCause | None = None, excuse: str = "") -> None:
    """Somebody who has no mark."""
    change(desk, serial, code=code, cause=cause, excuse=excuse, first=None, second=None, total=None)


def failed(desk: Desk, serial: int, **more: Any) -> None:
    """Somebody who failed: 30 and 20.5."""
    change(desk, serial, first=30_00, second=20_50, total=50_50, **more)


def mixed(desk: Desk) -> None:
    """One absent on duty, one without cause, one deferred, one caught, one exempt, two who failed, one who retook."""
    absent(desk, 10, SittingCode.ABSENT, AbsenceCause.DUTY)
    absent(desk, 11, SittingCode.ABSENT, AbsenceCause.NONE)
    absent(desk, 12, SittingCode.DEFERRED, excuse="住院")
    absent(desk, 13, SittingCode.BREACH)
    absent(desk, 14, SittingCode.EXEMPT)
    failed(desk, 15)
    failed(desk, 16, retake_on=date(2015, 5, 8), retake_total=78_00, retake_code=SittingCode.SAT)


def watched(desk: Desk, *officers: int) -> None:
    """Who watches over the exam."""
    with desk.store.unit("定监考") as unit:
        row = unit.session.query(Exam).one()
        unit.session.add_all(ExamInvigilator(exam_id=row.id, officer_id=one) for one in officers)
