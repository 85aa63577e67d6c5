"""Dossiers put forward for the choice of the best (优秀案卷提名), and taken back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from desktop_app.models.dossiers import AwardEntry, DossierAward
from desktop_app.rules.cases import case_key
from desktop_app.rules.problems import Problem
from desktop_app.rules.vocabulary import AwardState
from desktop_app.services import records
from desktop_app.services.award_candidates import by_number
from desktop_app.services.award_entries import entries, open_award
from desktop_app.services.desk import Desk
from desktop_app.services.draft import Draft, new_draft
from desktop_app.services.facts import Facts
from desktop_app.services.law import Law
from desktop_app.services.outcome import Outcome
from desktop_app.system.errors import Refusal

TAKEN_BACK = "撤回提名"
"""Why a dossier is retired that a department no longer puts forward."""

TOUCHED = frozenset({DossierAward.__tablename__, AwardEntry.__tablename__})


def nominate(
    desk: Desk,
    law: Law,
    award_id: int,
    case_nos: Sequence[str],
    reasons: Mapping[str, str] | None = None,
    back: Iterable[int] = (),
) -> Outcome:
    """Put dossiers forward (提名) as one act, each with its reason; ``back`` are entries taken back in it.

    ``law`` is that of the entries. Refuses more than 每部门限报, and any once the marking has begun.
    """
    with desk.store.unit("提名优秀案卷") as unit:
        facts = Facts(unit.session, desk.today)
        _may_nominate(facts, award_id)
        gone = _take_back(unit.session, desk.clock.now(), award_id, set(back))
        asked, warnings = {case_key(number): said for number, said in (reasons or {}).items()}, list[Problem]()
        made = []
        for number in dict.fromkeys(map(case_key, case_nos)):
            draft = _put_forward(facts, award_id, number, asked.get(number, ""))
            record, found = records.write(unit, law, draft, facts, records.Mode.DESK)
            made.append(record.id)
            warnings += found
    said = f"已提名 {len(made)} 卷" + (f"，撤回 {gone} 卷" if gone else "")
    return Outcome(AwardEntry.__tablename__, tuple(made), said, unit.batch_id, tuple(warnings), TOUCHED)


def _may_nominate(facts: Facts, award_id: int) -> None:
    if open_award(facts, award_id)["state"] != AwardState.NOMINATING:
        raise Refusal("评分已经开始，参评案卷不再增减。先“退回提名”，写明原因")


def _put_forward(facts: Facts, award_id: int, number: str, reason: str) -> Draft:
    one = by_number(facts, award_id, number)
    if one.why:
        raise Refusal(f"{number} 不能提名：{one.why}。先撤回一卷，或在评选里改“每部门限报”", AwardEntry.case_no.key)
    return new_draft(
        AwardEntry,
        {
            "award_id": award_id,
            "case_no": number,
            "name": one.name,
            "department_id": one.department_id,
            "handler_id": one.handler_id,
            "reason": reason.strip(),
        },
    )


def _take_back(session: Session, now: datetime, award_id: int, ids: set[int]) -> int:
    rows = [row for row in entries(session, award_id) if row.id in ids]
    for row in rows:
        row.retired_at, row.retired_reason, row.chosen = now, TAKEN_BACK, False
    session.flush()
    return len(rows)
