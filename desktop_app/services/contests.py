"""Verbs of the quarter's contest (最佳最差案件评选): put forward, vote, choose, confirm.

Once a contest is confirmed nothing of its quarter changes; what it was decided on stays.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy.orm import Session

from desktop_app.models.reviews import Contest, Nominee, NomineeVote
from desktop_app.rules.cases import case_key
from desktop_app.rules.contests import RULE as RULE
from desktop_app.rules.contests import TIED, Polled, against_votes, standings
from desktop_app.rules.problems import Problem
from desktop_app.rules.vocabulary import BestWorst
from desktop_app.services.candidates import Candidate as Candidate
from desktop_app.services.candidates import Ranked as Ranked
from desktop_app.services.candidates import candidates as candidates
from desktop_app.services.candidates import contest_of, judges_of, nominees, settled
from desktop_app.services.candidates import ranking as ranking
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, new_draft
from desktop_app.services.facts import Facts
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.services.records import Mode, load, write
from desktop_app.store.file import UnitOfWork
from desktop_app.system.errors import Refusal

MOST = 3
"""Cases of a class put forward while no contest says how many (每类限报)."""

VOTES = NomineeVote.__tablename__
VOIDS = {BestWorst.BEST: Contest.best_void, BestWorst.WORST: Contest.worst_void}
"""Where a contest keeps why nobody was chosen in a class (空缺理由)."""

TOUCHED = frozenset({Contest.__tablename__, Nominee.__tablename__})


def nominate(desk: Desk, law: Law, period: str, category: BestWorst, case_nos: Sequence[str]) -> Outcome:
    """Put cases forward (提名) as one act. ``law`` is the register of nominees; refuses more than 每类限报."""
    with desk.store.unit(f"提名{category}案件") as unit:
        facts = Facts(unit.session, desk.today)
        _may_change(unit.session, period)
        known = {one.case_no: one for one in candidates(facts, period)}
        wanted = list(dict.fromkeys(map(case_key, case_nos)))
        for row in nominees(unit.session, period):
            if row.case_no in wanted:
                raise Refusal(f"{row.case_no} 已提名{row.category}，不重复提名。选别的案件", Nominee.case_no.key)
        made = [put_forward(unit, law, facts, period, category, number, known.get(number)) for number in wanted]
        ids = [draft.record_id for draft in made if draft.record_id]
        contest = contest_of(unit.session, period)
        most = contest.most if contest is not None else MOST
        not_too_many(category, sum(row.category == category for row in nominees(unit.session, period)), most)
    return Outcome(law.model.__tablename__, tuple(ids), f"{period} {category}已提名 {len(ids)} 件", unit.batch_id)


def put_forward(
    unit: UnitOfWork,
    law: Law,
    facts: Facts,
    period: str,
    category: BestWorst,
    number: str,
    one: Candidate | None,
) -> Draft:
    """Write a case put forward; ``one`` is the candidate of that number."""
    if one is None:
        raise Refusal(f"{number} 本季没有审定等次，不能提名。先定级，或选别的案件", Nominee.case_no.key)
    if one.category != category:
        raise Refusal(f"{number} 审定为{one.grade}，只能报{one.category}。选别的案件", Nominee.case_no.key)
    draft = new_draft(
        Nominee,
        {
            "period": period,
            "category": category,
            "case_no": number,
            "name": one.name,
            "department_id": one.department_id,
            "handler_id": one.handler_id,
            "score": one.score,
        },
    )
    record, _warnings = write(unit, law, draft, facts, Mode.DESK)
    return load(unit.session, Nominee, record.id, law.lists)


def not_too_many(category: BestWorst, count: int, most: int, before: int = 0) -> None:
    """More than the contest allows is refused, unless an old ledger brought as many."""
    if count > max(most, before):
        raise Refusal(f"{category}提名 {count} 件，每类限报 {most} 件。减到 {most} 件，或在评选里改“每类限报”")


def _may_change(session: Session, period: str) -> None:
    if said := settled(session, period):
        raise Refusal(said)


def vote(desk: Desk, law: Law, votes: Mapping[int, Sequence[int]]) -> Outcome:
    """Record who voted for which nominee (投票), by nominee id, as one act. ``law`` is the register of nominees."""
    with desk.store.unit("登记投票") as unit:
        facts, warnings = Facts(unit.session, desk.today), list[Problem]()
        for nominee_id, officers in votes.items():
            draft = load(unit.session, Nominee, nominee_id, law.lists)
            _may_change(unit.session, draft[Nominee.period])
            _are_judges(facts, draft, officers)
            warnings += fill_votes(unit, law, facts, draft, len(dict.fromkeys(officers)), officers)
    said = f"已登记 {len(votes)} 件的投票"
    return Outcome(law.model.__tablename__, tuple(votes), said, unit.batch_id, tuple(warnings))


def _are_judges(facts: Facts, draft: Draft, officers: Sequence[int]) -> None:
    contest = contest_of(facts.session, draft[Nominee.period])
    judges = judges_of(facts.session, contest) if contest is not None else ()
    strange = next((officer for officer in officers if judges and officer not in judges), None)
    if strange is not None:
        raise Refusal(f"{facts.label('officer', strange)} 不是本次评委。先在评选里补上评委", VOTES)


def fill_votes(
    unit: UnitOfWork, law: Law, facts: Facts, draft: Draft, count: int | None, officers: Sequence[int]
) -> list[Problem]:
    """Votes into a nominee's draft, written when they are other than they were."""
    kept = {row["officer_id"]: row for row in draft.parts.get(VOTES, ())}
    draft.parts[VOTES] = [kept.get(officer, {"officer_id": officer}) for officer in dict.fromkeys(officers)]
    draft[Nominee.votes] = count
    return list(write(unit, law, draft, facts, Mode.DESK)[1]) if draft.changed else []


def choose(
    desk: Desk,
    law: Law,
    contest_id: int,
    nominee_ids: Sequence[int],
    voids: Mapping[BestWorst, str] | None = None,
    decided: Mapping[BestWorst, str] | None = None,
) -> Outcome:
    """Settle who is chosen (评定) in both classes. ``law`` is the register of contests.

    ``voids`` says why a class stays empty (空缺), ``decided`` why one of equals, or one with fewer votes, was taken.
    """
    with desk.store.unit("评定最佳最差案件") as unit:
        facts = Facts(unit.session, desk.today)
        draft = open_contest(unit.session, law, contest_id)
        settle_chosen(unit.session, draft, set(nominee_ids), decided or {})
        put_voids(draft, set(nominee_ids), nominees(unit.session, draft[Contest.period]), voids or {})
        if draft.changed:
            write(unit, law, draft, facts, Mode.DESK)
    said = f"已评定 {len(nominee_ids)} 件" if nominee_ids else "没有评定案件"
    return Outcome(Contest.__tablename__, (contest_id,), said, unit.batch_id, touched=TOUCHED)


def open_contest(session: Session, law: Law, contest_id: int) -> Draft:
    draft = load(session, Contest, contest_id, law.lists)
    _may_change(session, draft[Contest.period])
    return draft


def settle_chosen(session: Session, draft: Draft, chosen: set[int], decided: Mapping[BestWorst, str]) -> None:
    rows = nominees(session, draft[Contest.period])
    if chosen - {row.id for row in rows}:
        raise Refusal("选中的案件不在本季候选里。按 F5 重取再选")
    for category in BestWorst:
        own = [row for row in rows if row.category == category]
        why = _maysettle_chosen(category, own, chosen, draft[Contest.places], decided.get(category, "").strip())
        for row in own:
            row.chosen = row.id in chosen
            row.note = _decided_note(row.note, why if row.chosen else "")
    session.flush()


def _maysettle_chosen(category: BestWorst, own: Sequence[Nominee], chosen: set[int], places: int, reason: str) -> str:
    """The reason to be kept beside a choice the votes alone do not tell; refuses it where it is missing."""
    taken = [row for row in own if row.id in chosen]
    if len(taken) > places:
        raise Refusal(f"{category}评定 {len(taken)} 件，每类评定 {places} 件。减到 {places} 件", f"decided_{category}")
    stands = standings(Polled(row.id, row.case_no, category, row.votes, row.score) for row in own)
    asked = against_votes(stands, chosen)
    if asked and not reason:
        raise Refusal(f"{category}：{asked}，{TIED}。写明决定的理由", f"decided_{category}")
    return reason if asked else ""


def _decided_note(note: str, reason: str) -> str:
    """The note of a nominee with why the leading group took it, in place of what was said of that before."""
    kept = [line for line in note.splitlines() if not line.startswith(TIED)]
    return "\n".join([*kept, *([f"{TIED}：{' '.join(reason.split())}"] if reason else [])])


def decided_of(note: str) -> str:
    """Why the leading group took a nominee, as its note keeps it; empty when the votes told it."""
    found = next((line for line in note.splitlines() if line.startswith(TIED)), "")
    return found.removeprefix(TIED).removeprefix("：")


def put_voids(draft: Draft, chosen: set[int], rows: Sequence[Nominee], voids: Mapping[BestWorst, str]) -> None:
    taken = {row.category for row in rows if row.id in chosen}
    for category, attr in VOIDS.items():
        said = voids.get(category, "").strip()
        if said and category in taken:
            raise Refusal(f"{category}已评定，又写了空缺理由。二者留一", attr.key)
        draft[attr] = said
