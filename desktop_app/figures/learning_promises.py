"""Promises of learning, exams and filing: K3, S1, S2."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Row, select

from desktop_app.figures.dossier_standing import filings
from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.exam_standing import ExamStanding, behind_of, held
from desktop_app.figures.exams import retake_day
from desktop_app.figures.promises import Finding
from desktop_app.figures.training import Session, sessions
from desktop_app.models.meetings import Attendance, Meeting
from desktop_app.models.people import Officer
from desktop_app.rules.exams import PUBLISHED
from desktop_app.rules.marks import Mark
from desktop_app.rules.people import attendance_gap
from desktop_app.rules.vocabulary import AbsenceCause, AttendanceState, MeetingKind, OfficerStatus, SittingCode

_EXCUSES = (AbsenceCause.ILL, AbsenceCause.DUTY, AbsenceCause.PRIVATE)


def all_learned(ask: Question) -> Finding:
    """K3 集中学习全员参与: everyone on duty attended one meeting for learning or training session by the day.

    Minutes name those absent, sign-in lists those present. A meeting whose head counts do not add up with the names,
    or a session without a list whose 应到 is not its 实到, proves nobody's presence: who was at no other is 待补.
    """
    officers = ask.session.scalars(
        select(Officer.id)
        .where(Officer.retired_at.is_(None), Officer.status == OfficerStatus.ACTIVE)
        .order_by(Officer.number)
    ).all()
    if not officers:
        return Finding(0, said="还没有在岗干警")
    meetings, trainings = _meetings(ask), _trainings(ask)
    sure: set[int] = set()
    perhaps: set[int] = set()
    for there, proved in [
        *(_at_meeting(ask, meeting, set(officers)) for meeting in meetings),
        *(_at_training(one, set(officers)) for one in trainings),
    ]:
        (sure if proved else perhaps).update(there)
    none = [id_ for id_ in officers if id_ not in sure | perhaps]
    unknown = [id_ for id_ in officers if id_ in perhaps - sure]
    said = f"集中学习 {len(meetings)} 次" + (f"、培训 {len(trainings)} 次" if trainings else "")
    said += f"，在岗 {len(officers)} 人"
    said += f"，{len(none)} 人没参加过" if none else f"，{len(unknown)} 人参加情况待核" if unknown else "，都参加过"
    return Finding(len(officers), _people(none), _people(unknown), said)


def _people(ids: Iterable[int]) -> tuple[Behind, ...]:
    return tuple((Officer.__tablename__, id_) for id_ in ids)


_Meeting = Row[tuple[int, int | None, int | None]]


def _meetings(ask: Question) -> "list[_Meeting]":
    return list(
        ask.session.execute(
            select(Meeting.id, Meeting.expected, Meeting.present).where(
                Meeting.retired_at.is_(None), Meeting.kind == MeetingKind.LEARNING, Meeting.held_on <= ask.as_of
            )
        )
    )


def _trainings(ask: Question) -> list[Session]:
    """Sessions held by the day, of whatever period."""
    every = Question(ask.session, ask.as_of) if ask.period is not None else ask
    return [row for row in sessions(every) if row.held_on is not None]


def _at_meeting(ask: Question, meeting: "_Meeting", officers: set[int]) -> tuple[set[int], bool]:
    """Who was at a meeting, and whether its minutes prove it."""
    away = set(
        ask.session.scalars(
            select(Attendance.officer_id).where(
                Attendance.meeting_id == meeting.id, Attendance.state != AttendanceState.PRESENT
            )
        )
    )
    counted = meeting.expected is not None and meeting.present is not None
    gap = counted and attendance_gap(meeting.expected or 0, meeting.present or 0, len(away))
    return officers - away, not gap


def _at_training(one: Session, officers: set[int]) -> tuple[set[int], bool]:
    """Who was at a session: those the list says came; else everybody it does not name absent, where counts prove it."""
    if one.names_all:
        return {sign.officer_id for sign in one.signs if sign.state == AttendanceState.PRESENT}, True
    away = {sign.officer_id for sign in one.signs}
    counted = one.wrote_expected is not None and one.wrote_present is not None
    gap = attendance_gap(one.wrote_expected or 0, one.wrote_present or 0, len(away))
    return officers - away, counted and not gap


def all_sat(ask: Question) -> Finding:
    """S1 闭卷考试全员参加: every candidate of an exam held by the day has a mark, or a mark of the retake.

    Absent for 病假、公差、事假 or deferred, he breaks it once the last day of the retake is past. While the exam is not
    published, marks not keyed leave it 待补. 免考 owe nothing.
    """
    exams = held(ask)
    judged = [(one, mark) for one in exams for mark in one.marks if mark.code != SittingCode.EXEMPT]
    if not judged:
        return Finding(0, said="还没有考试成绩" if exams else "还没有举行考试")
    wanting = [(one, mark) for one, mark in judged if not mark.counts and mark.retake is None]
    unknown = [mark for one, mark in wanting if mark.open and one.state not in PUBLISHED]
    open_ = [(one, mark) for one, mark in wanting if mark not in unknown and not _excused(ask, one, mark)]
    waiting = len(wanting) - len(unknown) - len(open_)
    said = f"{len(exams)} 场考试应考 {len(judged)} 人次，实考 {sum(mark.counts for _, mark in judged)} 人次"
    told = [f"{len(open_)} 人次缺考未补"] * bool(open_) + [f"{len(unknown)} 人次成绩未录"] * bool(unknown)
    told += [f"{waiting} 人次待补考"] * bool(waiting)
    said += f"，{'、'.join(told)}" if told else "，缺考的都已补考" if _away(judged) else "，全部参加"
    days = [_days_over(ask, one) for one, _ in open_]
    return Finding(
        len(judged), behind_of(mark.id for _, mark in open_), behind_of(mark.id for mark in unknown), said,
        max(days, default=0),
    )  # fmt: skip


def _away(judged: Iterable[tuple[ExamStanding, Mark]]) -> bool:
    return any(not mark.counts for _, mark in judged)


def _excused(ask: Question, one: ExamStanding, mark: Mark) -> bool:
    """Whether an absence is excused and the last day of its retake not past."""
    cause = one.attempts[mark.id].cause
    excused = mark.code == SittingCode.DEFERRED or (mark.code == SittingCode.ABSENT and cause in _EXCUSES)
    last = retake_day(ask, one)
    return excused and (last is None or last >= ask.as_of)


def _days_over(ask: Question, one: ExamStanding) -> int:
    last: date | None = retake_day(ask, one)
    return max(0, (ask.as_of - last).days) if last is not None else 0


def filed_in_time(ask: Question) -> Finding:
    """S2 归档按期: no closed case past its filing day (归档期限) without a filing date.

    A dossier checked whose case is not kept counts as one; without a rule or a closing day nothing can be judged.
    """
    rows = filings(ask)
    if not rows:
        return Finding(0, said="还没有办结案件")
    open_ = [row for row in rows if row.unfiled(ask.as_of)]
    filed = sum(row.filed_on is not None for row in rows)
    said = f"办结 {len(rows)} 件，已归档 {filed} 件"
    said += f"，{len(open_)} 件超期未归档" if open_ else "，没有超期未归档"
    longest = max((row.late(ask.as_of) for row in open_), default=0)
    return Finding(len(rows), tuple(row.behind for row in open_), said=said, late=longest)
