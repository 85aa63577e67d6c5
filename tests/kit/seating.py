"""An exam to be seated, and the officers who have to sit it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from desktop_app.models.exams import Exam, Sitting
from desktop_app.registers.exams import EXAMS, SITTINGS
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, new_draft
from desktop_app.services.exams import sittings
from desktop_app.services.outcome import Outcome
from desktop_app.services.seating import seat
from tests.kit.contests import ledger
from tests.kit.office import loaded, officer

HELD_ON = date(2015, 6, 12)
PEOPLE: Mapping[str, Sequence[str]] = {
    "公诉科": ("张雪梅", "李明", "王刚", "赵一帆"),
    "侦查监督科": ("叶国栋", "陈若琳", "周启明"),
    "办公室": ("孙予安", "何静宜"),
    "控告申诉检察科": ("唐书航",),
}
"""Ten officers of four departments."""


def staff(desk: Desk) -> dict[str, int]:
    """Enter the ten officers: name to id."""
    return {name: officer(desk, name, place) for place, names in PEOPLE.items() for name in names}


def exam(desk: Desk, rooms: Sequence[tuple[str, int, int]] = (), **more: Any) -> int:
    """Enter an exam of June, with rooms of so many ranks and files; without its day only an old ledger brings one."""
    given = {"title": "第二次执法素能闭卷考试", "held_on": HELD_ON, "place": "五楼会议室"}
    parts = {kind: more.pop(kind) for kind in ("exam_department", "exam_exception") if kind in more}
    draft = new_draft(Exam, {**given, **more})
    draft.parts["exam_room"] = [{"name": name, "ranks": ranks, "files": files} for name, ranks, files in rooms]
    draft.parts.update(parts)
    if draft[Exam.held_on] is None:
        return ledger(desk, EXAMS, draft)
    return records.save(desk, EXAMS, draft).ids[0]


def seated_exam(desk: Desk, exam_id: int, seed: str = "2015", **more: Any) -> Outcome:
    return seat(desk, EXAMS, SITTINGS, exam_id, seed, **more)


def exam_of(desk: Desk, exam_id: int) -> Draft:
    return loaded(desk, EXAMS, exam_id)


def roster(desk: Desk, exam_id: int) -> dict[str, Sitting]:
    """The entries of an exam by name."""
    with desk.store.read() as session:
        rows = {row.name: row for row in sittings(session, exam_id)}
        session.expunge_all()
    return rows


def by_hand(desk: Desk, exam_id: int, **more: Any) -> int:
    """Enter one candidate by hand."""
    return records.save(desk, SITTINGS, new_draft(Sitting, {"exam_id": exam_id, **more})).ids[0]


def stranger(desk: Desk, exam_id: int, name: str, **more: Any) -> int:
    """A name an old score sheet brought that nobody of the office bears."""
    return ledger(desk, SITTINGS, new_draft(Sitting, {"exam_id": exam_id, "name": name, **more}))


def step(desk: Desk, exam_id: int, verb: str, reason: str = "", **fields: Any) -> None:
    """One step of the exam."""
    draft = exam_of(desk, exam_id)
    draft.values.update(fields)
    records.move(desk, EXAMS, draft, verb, reason)
