"""发现一起、通报一起: a bulletin of one finding drafted with one key, and what the state of a bulletin means for it."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from desktop_app.figures.habit_each import EACH
from desktop_app.figures.traced import Aspect, Trace, read_trace
from desktop_app.models.bulletins import Bulletin, BulletinFigure
from desktop_app.models.supervision import Habit
from desktop_app.rules.vocabulary import BulletinKind, BulletinState, HabitState
from desktop_app.rules.wording import Asked, Side
from desktop_app.services import records
from desktop_app.services.custody_marks import lots
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.drafting import drafted
from desktop_app.services.drafting_answers import FileAnswers
from desktop_app.services.drafting_times import Times
from desktop_app.services.facts import Facts
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.store.unit import UnitOfWork
from desktop_app.system.errors import Refusal

_KIND, _BULLETINS = Habit.__tablename__, Bulletin.__tablename__
_OF_HABITS, _COUNT = "habits.", "habits.count"


class OneFinding(FileAnswers):
    """Answers about one finding alone: every figure of inspections is asked for it, nothing is compared."""

    def __init__(self, facts: Facts, at: Times, number: str) -> None:
        super().__init__(facts, replace(at, since=None, since_period="", last_issued=False))
        self._number = number

    def trace(self, asked: Asked) -> Trace:
        if not asked.figure.startswith(_OF_HABITS):
            return super().trace(asked)
        aspect = Aspect.KINDS if asked.side is Side.KINDS else Aspect.VALUE
        return Trace(EACH, self.at.as_of, "", (self._number, *asked.path), aspect)

    def words(self, asked: Asked, by_count: bool) -> Sequence[str]:
        if asked.figure.startswith(_OF_HABITS):
            asked = replace(asked, figure=EACH, in_period=False, path=(self._number, *asked.path))
        return super().words(asked, by_count)


def draft_single(desk: Desk, law: Law, bulletin_law: Law, habit_id: int) -> Outcome:
    """Draft the bulletin of this finding alone (单件通报) and link both, in one undoable act.

    Refuses a finding that is told already, has a draft under way, or need not be told.
    """
    with desk.store.unit("起草单件通报") as unit:
        facts = Facts(unit.session, desk.today)
        habit = _untold(unit.session, facts, law, habit_id)
        number, day = str(habit.values["number"]), habit[Habit.inspected_on]
        if day is None:
            raise Refusal(f"{number} 没填督查日期，写不出通报。先补上", Habit.inspected_on.key)
        made = drafted(
            facts, BulletinKind.HABITS, f"{day}至{day}", answering=lambda asked, at: OneFinding(asked, at, number)
        )
        bulletin = records.write(unit, bulletin_law, made, facts, records.Mode.DESK)[0]
        habit[Habit.bulletin_id] = bulletin.id
        records.write(unit, law, habit, facts, records.Mode.DESK)
        ids, said = (bulletin.id,), f"已起草 {bulletin.number}《{made[Bulletin.title]}》，到通报简报送审"
    touched = frozenset({_KIND, _BULLETINS})
    return Outcome(_BULLETINS, ids, said, unit.batch_id, touched=touched)


def _untold(session: Session, facts: Facts, law: Law, habit_id: int) -> Draft:
    habit = records.load(session, Habit, habit_id, law.lists)
    number = habit.values["number"]
    if session.get_one(Habit, habit_id).retired_at is not None:
        raise Refusal(f"{number} 已删除。先恢复再通报")
    own = facts.row(_BULLETINS, habit[Habit.bulletin_id])
    if own:
        if own["state"] == BulletinState.ISSUED:
            raise Refusal(f"{number} 已在 {own['doc_no'] or own['number']} 通报。不用再通报")
        raise Refusal(f"{number} 的通报 {own['number']} {own['state']}。到通报简报里接着办")
    if habit[Habit.state] == HabitState.TOLD:
        raise Refusal(f"{number} 已在 {habit[Habit.bulletin_no]} 通报。不用再通报")
    if habit[Habit.state] == HabitState.EXCUSED:
        raise Refusal(f"{number} 批准不通报。要通报先清掉未通报原因")
    return habit


def excuse(desk: Desk, law: Law, habit_id: int, why: str, approver_id: int | None) -> Outcome:
    """Let a finding pass untold (不通报), with reason and approver. Refuses one that is told."""
    with desk.store.unit("督查发现不通报", reason=why.strip()) as unit:
        facts = Facts(unit.session, desk.today)
        habit = records.load(unit.session, Habit, habit_id, law.lists)
        number = habit.values["number"]
        if habit[Habit.state] == HabitState.TOLD or habit[Habit.bulletin_id] is not None:
            raise Refusal(f"{number} 已通报或正在起草通报。不发的先在通报简报里办不发")
        if not why.strip():
            raise Refusal("没写未通报原因。写明再存", Habit.no_bulletin.key)
        if approver_id is None:
            raise Refusal("没选批准人。不通报要经批准", Habit.no_bulletin_approver_id.key)
        habit[Habit.no_bulletin] = why.strip()
        habit[Habit.no_bulletin_approver_id] = approver_id
        records.write(unit, law, habit, facts, records.Mode.DESK)
    return Outcome(_KIND, (habit_id,), f"{number} 已记不通报", unit.batch_id)


def settle_habits(unit: UnitOfWork) -> None:
    """What follows for findings when a bulletin changes, whatever road it came by.

    Issued: what it is about is told, the findings counted in a 督查通报 too. Dropped or deleted: its findings are let
    go again.
    """
    changed = {id_ for id_, change in unit.changed(Bulletin).items() if {"state", "retired_at"} & change.values.keys()}
    for ids in lots(changed):
        rows = {row.id: row for row in unit.session.scalars(select(Bulletin).where(Bulletin.id.in_(ids)))}
        issued = {id_ for id_, row in rows.items() if row.state == BulletinState.ISSUED and row.retired_at is None}
        gone = {id_ for id_, row in rows.items() if row.state == BulletinState.DROPPED or row.retired_at is not None}
        _link(unit.session, [row for id_, row in rows.items() if id_ in issued and row.kind == BulletinKind.HABITS])
        for habit in unit.session.scalars(select(Habit).where(Habit.bulletin_id.in_(rows))):
            if habit.bulletin_id in gone:
                habit.bulletin_id = None
            habit.state = state_of(habit.bulletin_id in issued, habit.bulletin_no, habit.no_bulletin)


def state_of(issued: bool, bulletin_no: str, no_bulletin: str) -> HabitState:
    """Whether a finding is told: by an issued bulletin of this file, or one an old ledger names; or let pass."""
    if issued or bulletin_no.strip():
        return HabitState.TOLD
    return HabitState.EXCUSED if no_bulletin.strip() else HabitState.UNTOLD


def _link(session: Session, issued: Collection[Bulletin]) -> None:
    """Findings counted in an issued 督查通报 that no bulletin tells yet are told by it."""
    for row in issued:
        for ids in lots(_counted(session, row)):
            untold = or_(Habit.bulletin_id.is_(None), Habit.bulletin_id == row.id)
            asked = select(Habit).where(Habit.id.in_(ids), untold, Habit.bulletin_no == "", Habit.retired_at.is_(None))
            for habit in session.scalars(asked):
                habit.bulletin_id = row.id
    session.flush()


def _counted(session: Session, row: Bulletin) -> set[int]:
    """The findings a bulletin counts in its own period; those it only compares with are not told by it."""
    found: set[int] = set()
    rows = session.scalars(select(BulletinFigure).where(BulletinFigure.bulletin_id == row.id))
    for kept in rows:
        trace = read_trace(kept.asked)
        own = trace.figure == EACH or (trace.figure == _COUNT and trace.period == row.period)
        if own and trace.aspect is Aspect.VALUE:
            found |= set((kept.told or {}).get("ids", {}).get(_KIND, ()))
    return found
