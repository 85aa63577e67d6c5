"""What inspections found (习惯性执法问题) and indicators to be abolished (考核指标), as of the end of a day.

A finding is told by a bulletin of this file issued by the day, or by one an old ledger names with a day not later.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.rulebook import calendar_in_force, rule_in_force
from desktop_app.models.bulletins import Bulletin
from desktop_app.models.people import Department
from desktop_app.models.supervision import Habit, Indicator
from desktop_app.models.whole import Tie
from desktop_app.rules.cases import case_key
from desktop_app.rules.deadlines import due_on
from desktop_app.rules.vocabulary import BulletinState, HabitState

HABIT, INDICATOR = Habit.__tablename__, Indicator.__tablename__
TELL_RULE = "habit_bulletin"
"""Code of the rule within which a finding is to be told in a bulletin."""
UNFILLED = "未填"


@dataclass(frozen=True, slots=True)
class HabitStand:
    """A finding made by the day; ``told`` whether a bulletin issued by then tells it, ``told_no`` what it is called.

    ``undated`` says that an old ledger names a bulletin without its day. ``tell_by`` is the last day to tell it.
    ``case`` is its case as numbers are compared.
    """

    id: int
    number: str
    name: str
    inspected_on: date | None
    department: str
    category: str
    place: str
    case: str
    handling: str
    handled_on: date | None
    told: bool
    told_no: str
    told_on: date | None
    undated: bool
    excuse: str
    tell_by: date | None
    discipline: bool
    no_inquiry: str

    @property
    def behind(self) -> Behind:
        return (HABIT, self.id)

    @property
    def state(self) -> HabitState:
        """已通报, 不通报 (a written reason), 待通报."""
        if self.told:
            return HabitState.TOLD
        return HabitState.EXCUSED if self.excuse else HabitState.UNTOLD

    @property
    def handled(self) -> bool:
        """Whether something was done about it by the day (已处理)."""
        return bool(self.handling)


@dataclass(frozen=True, slots=True)
class IndicatorStand:
    """An indicator with its abolition as the day knew it: ``abolished_on`` none where that came later."""

    id: int
    number: str
    name: str
    hollow: str
    points: int | None
    reason: str
    doc_no: str
    abolished_on: date | None
    replacement: str

    @property
    def behind(self) -> Behind:
        return (INDICATOR, self.id)

    @property
    def abolished(self) -> bool:
        """Whether it has both, the document and its day."""
        return bool(self.doc_no) and self.abolished_on is not None


def every_habit(ask: Question) -> list[HabitStand]:
    """Every finding made by the day, the oldest first; one without its day counts."""
    return ask.once("habits.every", _read_habits)


def habits(ask: Question) -> list[HabitStand]:
    """Those of the period asked for, by the day of inspection."""
    return [row for row in every_habit(ask) if in_period(ask, row.inspected_on)]


def in_period(ask: Question, day: date | None) -> bool:
    """Whether a day is of the period asked for; everything is where none is."""
    return ask.period is None or (day is not None and day in ask.period)


def by_day(ask: Question, day: date | None) -> date | None:
    """A day the question knows of: what happened later has not."""
    return day if day is not None and day <= ask.as_of else None


def _issued(ask: Question) -> dict[int, tuple[str, date | None]]:
    """Bulletins issued by the day: what each is called, and its day."""
    rows = ask.session.execute(
        select(Bulletin.id, Bulletin.number, Bulletin.doc_no, Bulletin.sent_on).where(
            Bulletin.retired_at.is_(None), Bulletin.state == BulletinState.ISSUED
        )
    )
    return {id_: (doc_no or number, on) for id_, number, doc_no, on in rows if on is None or on <= ask.as_of}


def _tied(ask: Question) -> dict[int, list[int]]:
    """Bulletins tied by hand to findings, from whichever side."""
    found: dict[int, list[int]] = defaultdict(list)
    here, there = (Tie.kind, Tie.record_id), (Tie.other_kind, Tie.other_id)
    for (kind, id_), (other, other_id) in ((here, there), (there, here)):
        asked = select(id_, other_id).where(kind == HABIT, other == Bulletin.__tablename__)
        for habit, bulletin in ask.session.execute(asked):
            found[habit].append(bulletin)
    return found


def _read_habits(ask: Question) -> list[HabitStand]:
    issued, tied = _issued(ask), _tied(ask)
    rule, calendar = rule_in_force(ask.session, TELL_RULE), calendar_in_force(ask.session)
    rows = ask.session.execute(
        select(Habit, Department.name)
        .outerjoin(Department, Department.id == Habit.department_id)
        .where(Habit.retired_at.is_(None))
        .order_by(Habit.inspected_on, Habit.number)
    )
    found: list[HabitStand] = []
    for row, department in rows:
        since = row.inspected_on
        if since is not None and since > ask.as_of:
            continue
        last = due_on(rule, since, calendar).on if rule is not None and since is not None else None
        own = [issued[id_] for id_ in (row.bulletin_id, *tied.get(row.id, ())) if id_ in issued]
        found.append(_habit(ask, row, department or UNFILLED, own, last))
    return found


def _habit(
    ask: Question, row: Habit, department: str, own: list[tuple[str, date | None]], last: date | None
) -> HabitStand:
    named, later = row.bulletin_no.strip(), row.handled_on is not None and row.handled_on > ask.as_of
    known = bool(named) and row.bulletin_on is not None and row.bulletin_on <= ask.as_of
    told_no, told_on = own[0] if own else (named, row.bulletin_on) if known else ("", None)
    return HabitStand(
        id=row.id,
        number=row.number,
        name=row.name,
        inspected_on=row.inspected_on,
        department=department,
        category=row.category or UNFILLED,
        place=row.place,
        case=case_key(row.case_no),
        handling="" if later else row.handling.strip(),
        handled_on=by_day(ask, row.handled_on),
        told=bool(own) or known,
        told_no=told_no,
        told_on=told_on,
        undated=bool(named) and row.bulletin_on is None and not own,
        excuse=row.no_bulletin.strip(),
        tell_by=last,
        discipline=row.discipline,
        no_inquiry=row.no_inquiry.strip(),
    )


def every_indicator(ask: Question) -> list[IndicatorStand]:
    """Every indicator in the register, by number."""
    return ask.once("indicators.every", _read_indicators)


def indicators(ask: Question) -> list[IndicatorStand]:
    """Every indicator; in a period only those abolished in it."""
    return [row for row in every_indicator(ask) if in_period(ask, row.abolished_on)]


def _read_indicators(ask: Question) -> list[IndicatorStand]:
    rows = ask.session.scalars(select(Indicator).where(Indicator.retired_at.is_(None)).order_by(Indicator.number))
    return [
        IndicatorStand(
            row.id,
            row.number,
            row.name,
            str(row.hollow or ""),
            row.points,
            row.reason,
            row.doc_no.strip(),
            by_day(ask, row.abolished_on),
            row.replacement,
        )
        for row in rows
    ]
