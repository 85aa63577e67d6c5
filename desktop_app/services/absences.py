"""Verbs of absences beyond saving: back at the post (返岗), with what the hand-back found."""

from datetime import date

from desktop_app.models.posts import Absence
from desktop_app.rules.posts import apart
from desktop_app.rules.vocabulary import HandoverState
from desktop_app.rules.workdays import Calendar
from desktop_app.services import records
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal


def back_to_post(desk: Desk, law: Law, absence_id: int, returned_on: date | None, problems: str = "") -> Outcome:
    """Enter that somebody is back (返岗): the first day at his post again, and problems of the hand-back.

    Refuses a day not after he left, a day to come, and an absence that has ended already.
    """
    with desk.store.unit("登记返岗", reason=problems.strip()) as unit:
        facts = Facts(unit.session, desk.today)
        absence = records.load(unit.session, Absence, absence_id, law.lists)
        day = _may_return(absence, returned_on, desk.today)
        absence[Absence.returned_on] = day
        absence[Absence.problems] = problems.strip() or absence[Absence.problems]
        _, warnings = records.write(unit, law, absence, facts, records.Mode.DESK)
        name = facts.label("officer", absence[Absence.officer_id])
        said = f"{name}已返岗 {day:%m-%d}{_told(absence, day, facts.calendar)}"
    return Outcome(law.model.__tablename__, (absence_id,), said, unit.batch_id, tuple(warnings))


def _may_return(absence: Draft, day: date | None, today: date) -> date:
    first, back = absence[Absence.from_on], absence[Absence.returned_on]
    if back is not None:
        raise Refusal(f"{absence.values['number']} 已在 {back} 返岗。写错了在表单里改返岗日期", "returned_on")
    if day is None:
        raise Refusal("没填返岗日期。填好再存", "returned_on")
    if day > today:
        raise Refusal(f"返岗日期晚于今天 {today:%m-%d}。回来当天再登记", "returned_on")
    if first is not None and day <= first:
        raise Refusal(f"返岗日期不晚于离岗日期 {first:%m-%d}。请改后；没有离岗的删除这条", "returned_on")
    return day


def _told(absence: Draft, day: date, calendar: Calendar) -> str:
    """What the return differs in from what was entered, and what is still owed."""
    differs = apart(absence[Absence.to_on], day, calendar)
    said = f"，{differs}" if differs else ""
    owed = "；离岗交接还是未完成" if absence[Absence.handover] == HandoverState.OPEN else ""
    return said + owed
