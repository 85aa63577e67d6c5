"""Verbs of the choice of the best dossiers (优秀案卷评选): nominate, begin, score, choose, approve.

Once a choice is approved nothing of it changes; taking the approval back (撤回审批) opens it again.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy.orm import Session

from desktop_app.models.dossiers import AwardEntry, AwardJudge, AwardScore, DossierAward
from desktop_app.rules.awards import STEP, beside, blind_numbers, decided_note, unfit
from desktop_app.rules.marks import misfit
from desktop_app.rules.problems import Problem
from desktop_app.rules.vocabulary import AwardState
from desktop_app.services import records
from desktop_app.services.award_candidates import Candidate as Candidate
from desktop_app.services.award_candidates import by_number as by_number
from desktop_app.services.award_candidates import candidates as candidates
from desktop_app.services.award_entries import average_of as average_of
from desktop_app.services.award_entries import award_row as award_row
from desktop_app.services.award_entries import barred as barred
from desktop_app.services.award_entries import entries as entries
from desktop_app.services.award_entries import judges_of as judges_of
from desktop_app.services.award_entries import open_award
from desktop_app.services.award_entries import other_entry as other_entry
from desktop_app.services.award_entries import standing as standing
from desktop_app.services.award_entries import undecided as undecided
from desktop_app.services.award_nominations import TOUCHED
from desktop_app.services.award_nominations import nominate as nominate
from desktop_app.services.award_sheets import AwardSheet as AwardSheet
from desktop_app.services.award_sheets import sheet as sheet
from desktop_app.services.award_sheets import told as told
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Values
from desktop_app.services.facts import Facts
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.store.file import UnitOfWork
from desktop_app.system.errors import Refusal

SCORES, JUDGES = AwardScore.__tablename__, AwardJudge.__tablename__
REASON = "decided"
"""Field name of the reason for going beside the ranks, in refusals."""


@dataclass(frozen=True, slots=True)
class Laws:
    """The laws of both kinds a choice is written in."""

    awards: Law
    entries: Law


@dataclass(frozen=True, slots=True)
class Settled:
    """All a marking sheet comes to: judges, marks by dossier and judge (None takes one away), who is chosen and why.

    ``chosen`` None leaves the choice as it is. ``approved_*`` count with an approval.
    """

    judges: tuple[int, ...]
    marks: Mapping[tuple[int, int], int | None] = field(default_factory=dict)
    chosen: tuple[int, ...] | None = None
    reason: str = ""
    approved_by: str = ""
    approved_on: date | None = None


def begin(desk: Desk, laws: Laws, award_id: int, seed: str = "") -> Outcome:
    """Begin the marking (开始评分): every dossier gets its blind number, which stays; the history keeps the seed."""
    seed = seed or secrets.token_hex(8)
    with desk.store.unit("开始评分", reason=f"盲号按种子 {seed} 编排") as unit:
        facts = Facts(unit.session, desk.today)
        open_award(facts, award_id)
        given = _number(unit.session, award_id, seed)
        draft = records.load(unit.session, DossierAward, award_id, laws.awards.lists)
        done = records.move(desk, laws.awards, draft, "开始评分")
    said = f"{done.said}，{len(given)} 卷编了盲号" if given else done.said
    return Outcome(DossierAward.__tablename__, (award_id,), said, unit.batch_id, done.warnings, TOUCHED)


def _number(session: Session, award_id: int, seed: str) -> dict[str, str]:
    """Blind numbers for dossiers that have none, by case number."""
    rows = entries(session, award_id)
    if not rows:
        raise Refusal("还没有参评案卷。提名再开始评分")
    given = blind_numbers([row.case_no for row in rows if not row.code], {row.code for row in rows}, seed)
    for row in rows:
        row.code = row.code or given[row.case_no]
    session.flush()
    return given


def score(
    desk: Desk,
    laws: Laws,
    award_id: int,
    marks: Mapping[tuple[int, int], int | None],
    judges: Sequence[int] | None = None,
) -> Outcome:
    """Enter judges' marks (评分) by dossier and judge, in hundredths, as one act; None takes a mark away.

    ``judges`` names them anew; a dossier that came later gets its blind number. Refuses marks before the marking has
    begun, out of range, finer than half a point, of somebody who is no judge, and of a judge who must stand aside.
    """
    with desk.store.unit("登记评委评分") as unit:
        facts = Facts(unit.session, desk.today)
        _may_score(facts, award_id)
        if judges is not None:
            _name_judges(desk, laws, facts, award_id, judges)
        _number(unit.session, award_id, secrets.token_hex(8))
        warnings = _write_marks(unit, laws, award_id, desk.today, marks)
        if marks:
            _scored_on(desk, laws, unit.session, award_id)
    return Outcome(
        DossierAward.__tablename__,
        (award_id,),
        f"已登记 {len(marks)} 个评分",
        unit.batch_id,
        tuple(warnings),
        TOUCHED,
    )


def _may_score(facts: Facts, award_id: int) -> None:
    if open_award(facts, award_id)["state"] == AwardState.NOMINATING:
        raise Refusal("还没有开始评分。用“开始评分”编好盲号再办")


def _name_judges(desk: Desk, laws: Laws, facts: Facts, award_id: int, judges: Sequence[int]) -> None:
    wanted = list(dict.fromkeys(judges))
    gone = [one for one in sheet(facts, award_id).judges if one.id not in wanted]
    for one in gone:
        given = sum(one.id in line.points for line in sheet(facts, award_id).lines)
        if given:
            raise Refusal(f"{one.name}已评 {given} 卷，不能从评委里去掉。先删去这些评分", JUDGES)
    draft = records.load(facts.session, DossierAward, award_id, laws.awards.lists)
    kept = {row["officer_id"]: row for row in draft.rows(AwardJudge)}
    draft.parts[JUDGES] = [kept.get(id_, {"officer_id": id_}) for id_ in wanted]
    if draft.changed:
        records.save(desk, laws.awards, draft)


def _write_marks(
    unit: UnitOfWork, laws: Laws, award_id: int, today: date, marks: Mapping[tuple[int, int], int | None]
) -> list[Problem]:
    facts, found = Facts(unit.session, today), list[Problem]()
    given = sheet(facts, award_id)
    for entry_id in dict.fromkeys(entry_id for entry_id, _ in marks):
        own = {judge: mark for (other, judge), mark in marks.items() if other == entry_id}
        for judge, mark in own.items():
            _may_mark(given, entry_id, judge, mark)
        draft = records.load(unit.session, AwardEntry, entry_id, laws.entries.lists)
        rows = [row for row in draft.rows(AwardScore) if row["officer_id"] not in own]
        kept = {row["officer_id"]: row for row in draft.rows(AwardScore)}
        rows += [
            {**kept.get(id_, {"officer_id": id_}), "points": mark} for id_, mark in own.items() if mark is not None
        ]
        draft.parts[SCORES] = sorted(rows, key=lambda row: row.get("id") or 1 << 40)
        if draft.changed:
            found += records.write(unit, laws.entries, draft, facts, records.Mode.DESK)[1]
    return found


def _rows_with(rows: Sequence[Values], own: Mapping[int, int | None]) -> list[Values]:
    """The marks of a dossier with ``own`` by judge in place of what they gave before."""
    known = {row["officer_id"] for row in rows}
    kept = [{**row, "points": own.get(row["officer_id"], row["points"])} for row in rows]
    new = [{"officer_id": judge, "points": mark} for judge, mark in own.items() if judge not in known]
    return [row for row in (*kept, *new) if row["points"] is not None]


def _may_mark(given: AwardSheet, entry_id: int, judge_id: int, mark: int | None) -> None:
    line = given.line(entry_id)
    judge = next((one for one in given.judges if one.id == judge_id), None)
    if judge is None and mark is not None:
        raise Refusal("打分的人不是本次评委。先在评委里补上", JUDGES)
    if judge is None or mark is None:
        return
    if why := given.barred(line, judge):
        raise Refusal(f"{line.code} 号是{judge.name}{why}，应回避，不评分", SCORES)
    if said := misfit(mark, given.full, STEP, f"{judge.name}评 {line.code} 号的分"):
        raise Refusal(said, SCORES)


def _scored_on(desk: Desk, laws: Laws, session: Session, award_id: int) -> None:
    """The day of the first marks (评分日期), where none is told."""
    draft = records.load(session, DossierAward, award_id, laws.awards.lists)
    if draft[DossierAward.scored_on] is None:
        draft[DossierAward.scored_on] = desk.today
        records.save(desk, laws.awards, draft)


def choose(desk: Desk, laws: Laws, award_id: int, entry_ids: Sequence[int], reason: str = "") -> Outcome:
    """Settle who is honoured (评定). ``reason`` is asked for where ties or the officer go beside the ranks."""
    with desk.store.unit("评定优秀案卷") as unit:
        facts = Facts(unit.session, desk.today)
        _may_score(facts, award_id)
        given, chosen = sheet(facts, award_id), set(entry_ids)
        if chosen - {line.id for line in given.lines}:
            raise Refusal("选中的案卷已不在评分表上。刷新后重选")
        if said := unfit(given.averages, given.places, chosen, given.codes):
            raise Refusal(said)
        asked = beside(given.averages, given.places, chosen, given.codes)
        if asked and not reason.strip():
            raise Refusal(f"{asked}。写明决定的理由", REASON)
        for row in entries(unit.session, award_id):
            row.chosen = row.id in chosen
        unit.session.flush()
        draft = records.load(unit.session, DossierAward, award_id, laws.awards.lists)
        draft[DossierAward.note] = decided_note(draft[DossierAward.note], reason if asked else "")
        if draft.changed:
            records.save(desk, laws.awards, draft)
    said = f"已评定优秀案卷 {len(chosen)} 卷" if chosen else "没有评定优秀案卷"
    return Outcome(DossierAward.__tablename__, (award_id,), said, unit.batch_id, touched=TOUCHED)


def approve(desk: Desk, laws: Laws, award_id: int, by: str, on: date | None) -> Outcome:
    """Approve a choice (审批): all dossiers scored by enough judges, somebody chosen, body and day told."""
    with desk.store.unit("审批优秀案卷") as unit:
        draft = records.load(unit.session, DossierAward, award_id, laws.awards.lists)
        done = records.move(desk, laws.awards, draft, "审批", asked={"approved_by": by, "approved_on": on})
    return Outcome(DossierAward.__tablename__, (award_id,), done.said, unit.batch_id, done.warnings, TOUCHED)


def settle(desk: Desk, laws: Laws, award_id: int, settled: Settled, approved: bool = False) -> Outcome:
    """Write a whole marking sheet down as one act: judges, marks, who is chosen; ``approved`` closes it."""
    with desk.store.unit("审批优秀案卷" if approved else "登记评委评分") as unit:
        found = [*score(desk, laws, award_id, settled.marks, settled.judges).warnings]
        if settled.chosen is not None:
            choose(desk, laws, award_id, settled.chosen, settled.reason)
        if approved:
            found += approve(desk, laws, award_id, settled.approved_by, settled.approved_on).warnings
        row = award_row(Facts(unit.session, desk.today), award_id)
        said = f"{'已审批' if approved else '已登记'} {laws.awards.call(row)}"
    return Outcome(DossierAward.__tablename__, (award_id,), said, unit.batch_id, tuple(found), TOUCHED)
