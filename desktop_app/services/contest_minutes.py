"""A quarter's contest written down whole (评选记录): cases put forward, votes, who is chosen, confirmed in one act."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.orm import Session

from desktop_app.models.people import Officer
from desktop_app.models.reviews import Contest, ContestJudge, Nominee
from desktop_app.rules.problems import Problem
from desktop_app.rules.vocabulary import BestWorst, ContestState
from desktop_app.services import records
from desktop_app.services.candidates import candidates, nominees
from desktop_app.services.contests import (
    RULE,
    TOUCHED,
    fill_votes,
    not_too_many,
    open_contest,
    put_forward,
    put_voids,
    settle_chosen,
)
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft
from desktop_app.services.facts import Facts
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.store.file import UnitOfWork
from desktop_app.system.errors import Refusal

JUDGES = ContestJudge.__tablename__
TAKEN_BACK = "撤回提名"
"""Why a nominee is retired that the officer no longer puts forward."""


@dataclass(frozen=True, slots=True)
class Laws:
    """The laws of both kinds a contest is written in."""

    contests: Law
    nominees: Law


@dataclass(frozen=True, slots=True)
class Entry:
    """A case put forward as it is filled in: votes None while none are recorded, ``judges`` where they are named."""

    category: BestWorst
    case_no: str
    votes: int | None = None
    judges: tuple[int, ...] = ()
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Minutes:
    """All a contest comes to (评选记录): cases, judges, day; why a class stays empty, why equals were parted so."""

    entries: tuple[Entry, ...]
    judges: tuple[int, ...] = ()
    meeting_on: date | None = None
    voids: Mapping[BestWorst, str] = field(default_factory=dict)
    decided: Mapping[BestWorst, str] = field(default_factory=dict)
    confirmed_on: date | None = None
    confirmed_by: str = ""


def hold(desk: Desk, laws: Laws, contest_id: int, minutes: Minutes, confirm: bool = False) -> Outcome:
    """Write a contest down as one act: cases put forward or taken back, votes, who is chosen; ``confirm`` closes it.

    Votes take it from 提名 to 投票. Confirmation asks for a body and a day, judges, and a case or a reason in each
    class; the law of contests sees to that.
    """
    law = laws.contests
    with desk.store.unit("确认评选" if confirm else "登记评选") as unit:
        facts = Facts(unit.session, desk.today)
        draft = open_contest(unit.session, law, contest_id)
        _put_head(draft, minutes)
        warnings = _put_entries(unit, laws.nominees, facts, draft, minutes, desk.clock.now())
        rows = {row.case_no: row for row in nominees(unit.session, draft[Contest.period])}
        chosen = {rows[one.case_no].id for one in minutes.entries if one.chosen}
        settle_chosen(unit.session, draft, chosen, minutes.decided)
        put_voids(draft, chosen, list(rows.values()), minutes.voids)
        warnings += _write(desk, law, draft, minutes, confirm)
        said = f"{'已确认' if confirm else '已登记'} {law.call(draft.values)}"
    return Outcome(Contest.__tablename__, (contest_id,), said, unit.batch_id, tuple(warnings), TOUCHED)


def _put_head(draft: Draft, minutes: Minutes) -> None:
    """Judges, day and rule."""
    kept = {row["officer_id"]: row for row in draft.rows(ContestJudge)}
    draft.parts[JUDGES] = [kept.get(id_, {"officer_id": id_}) for id_ in dict.fromkeys(minutes.judges)]
    draft[Contest.meeting_on] = minutes.meeting_on
    draft[Contest.rule] = draft[Contest.rule] or RULE


def _put_entries(
    unit: UnitOfWork, law: Law, facts: Facts, draft: Draft, minutes: Minutes, now: datetime
) -> list[Problem]:
    """The cases put forward as filled in: new ones written, missing ones retired, votes brought up to date."""
    period = draft[Contest.period]
    there = {(row.category, row.case_no): row.id for row in nominees(unit.session, period)}
    wanted = {(one.category, one.case_no): one for one in minutes.entries}
    if len({number for _, number in wanted}) < len(minutes.entries):
        raise Refusal("同一案件不能又报最佳又报最差，也不能报两次。去掉一处")
    _only_judges_vote(facts, minutes)
    _take_back(unit.session, now, [id_ for key, id_ in there.items() if key not in wanted])
    known = {one.case_no: one for one in candidates(facts, period)} if wanted.keys() - there.keys() else {}
    found: list[Problem] = []
    for key, one in wanted.items():
        if key in there:
            made = records.load(unit.session, Nominee, there[key], law.lists)
        else:
            made = put_forward(unit, law, facts, period, *key, known.get(one.case_no))
        found += fill_votes(unit, law, facts, made, one.votes, one.judges)
    for category in BestWorst:
        counts = [sum(key[0] == category for key in keys) for keys in (wanted, there)]
        not_too_many(category, counts[0], draft[Contest.most], counts[1])
    return found


def _only_judges_vote(facts: Facts, minutes: Minutes) -> None:
    """Where judges are named, nobody else votes and nothing has more votes than there are judges."""
    for one in minutes.entries if minutes.judges else ():
        strange = next((officer for officer in one.judges if officer not in minutes.judges), None)
        if strange is not None:
            name = facts.label(Officer.__tablename__, strange)
            raise Refusal(f"{name} 给 {one.case_no} 投了票，不在评委里。补上评委，或改得票", JUDGES)
        if (one.votes or 0) > len(minutes.judges):
            said = f"{one.case_no} 得票 {one.votes} 多于评委 {len(minutes.judges)} 人。核对票数或评委"
            raise Refusal(said, JUDGES)


def _take_back(session: Session, now: datetime, ids: list[int]) -> None:
    for id_ in ids:
        row = session.get_one(Nominee, id_)
        row.retired_at, row.retired_reason, row.chosen = now, TAKEN_BACK, False
    session.flush()


def _write(desk: Desk, law: Law, draft: Draft, minutes: Minutes, confirm: bool) -> list[Problem]:
    """The contest itself, taken along its steps as far as it has come."""
    found: list[Problem] = []
    if draft[Contest.state] == ContestState.NOMINATING and (confirm or any(one.votes for one in minutes.entries)):
        found += records.move(desk, law, draft, "开始投票").warnings
    elif draft.changed:
        found += records.save(desk, law, draft).warnings
    if not confirm:
        return found
    with desk.store.unit("确认评选") as unit:
        fresh = records.load(unit.session, Contest, draft.record_id or 0, law.lists)
        asked = {"confirmed_on": minutes.confirmed_on, "confirmed_by": minutes.confirmed_by}
        return [*found, *records.move(desk, law, fresh, "确认", asked=asked).warnings]
