"""Which dossiers may be put forward in a choice of the best (可报案卷), and why another may not."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.models.dossiers import AwardEntry, DossierCheck
from desktop_app.models.people import Department, Officer
from desktop_app.rules.cases import case_key
from desktop_app.rules.order import natural
from desktop_app.rules.vocabulary import DossierState, DossierVerdict
from desktop_app.services.award_entries import award_row, entries
from desktop_app.services.cases import find_case
from desktop_app.services.facts import Facts
from desktop_app.system.errors import Refusal


@dataclass(frozen=True, slots=True)
class Candidate:
    """A dossier that may be put forward; ``score`` of its check in hundredths.

    ``why`` says why it may not (empty when it may), ``entry_id`` is its place in this choice where it has one.
    """

    case_no: str
    name: str
    department_id: int | None
    handler_id: int | None
    department: str
    handler: str
    score: int | None
    verdict: str
    why: str = ""
    entry_id: int | None = None
    reason: str = ""


def candidates(facts: Facts, award_id: int) -> list[Candidate]:
    """Checked dossiers that passed (合格) and those put forward already: by department, the best score first."""
    checks = {number: check for number, check in last_checks(facts.session).items() if _passed(check)}
    put = {row.case_no: row for row in entries(facts.session, award_id)}
    full = _full_departments(facts, award_id, put)
    found = [_of_check(facts, check, put, full) for check in checks.values()]
    found += [_of_entry(facts, row) for number, row in put.items() if number not in checks]
    order = {row["id"]: at for at, row in enumerate(facts.departments())}
    return sorted(
        found, key=lambda one: (order.get(one.department_id or 0, 99), -(one.score or 0), natural(one.case_no))
    )


def by_number(facts: Facts, award_id: int, number: str) -> Candidate:
    """A dossier by its case number, also one of a closed case never checked. Refuses what may not be put forward."""
    number = case_key(number)
    if not number:
        raise Refusal("没填受案号。填好再提名", AwardEntry.case_no.key)
    put = {row.case_no: row for row in entries(facts.session, award_id)}
    check = last_checks(facts.session).get(number)
    if number in put:
        raise Refusal(f"{number} 已参评（{put[number].number}）。不用再提名", AwardEntry.case_no.key)
    if check is not None and not _passed(check) and check.state != DossierState.DONE:
        raise Refusal(
            f"{number} 检查结论是{check.verdict or '待定'}，还没有复查通过。先办完检查", AwardEntry.case_no.key
        )
    if check is not None:
        return _of_check(facts, check, put, _full_departments(facts, award_id, put))
    return _of_case(facts, number, _full_departments(facts, award_id, put))


def _of_case(facts: Facts, number: str, full: Mapping[int | None, str]) -> Candidate:
    case = find_case(facts.session, number)
    if case is None:
        raise Refusal(f"归档检查和办结案件里都没有 {number}。核对号码，或先录入案件", AwardEntry.case_no.key)
    if case.closed_on is None or case.closed_on > facts.today:
        raise Refusal(f"{number} 还没有办结，不能参评。选办结的案件", AwardEntry.case_no.key)
    return _candidate(facts, number, case.name, case.department_id, next(iter(case.handlers), None), None, "", full)


def last_checks(session: Session) -> dict[str, DossierCheck]:
    """The latest check of each dossier, by case number."""
    asked = select(DossierCheck).where(DossierCheck.retired_at.is_(None))
    rows = session.scalars(asked.order_by(DossierCheck.checked_on, DossierCheck.id))
    return {row.case_no: row for row in rows}


def _passed(check: DossierCheck) -> bool:
    return check.verdict == DossierVerdict.PASSED


def _full_departments(facts: Facts, award_id: int, put: Mapping[str, AwardEntry]) -> dict[int | None, str]:
    """Departments that have put forward all they may, with the sentence."""
    quota = int(award_row(facts, award_id).get("quota") or 0)
    counts = Counter(row.department_id for row in put.values() if row.department_id is not None)
    name = Department.__tablename__
    return {
        id_: f"{facts.label(name, id_)}已报 {count} 卷，每部门限报 {quota} 卷"
        for id_, count in counts.items()
        if count >= quota
    }


def _of_check(
    facts: Facts, check: DossierCheck, put: Mapping[str, AwardEntry], full: Mapping[int | None, str]
) -> Candidate:
    row = put.get(check.case_no)
    if row is not None:
        return _of_entry(facts, row, check.score, str(check.verdict or ""))
    return _candidate(
        facts,
        check.case_no,
        check.name,
        check.department_id,
        check.handler_id,
        check.score,
        str(check.verdict or ""),
        full,
    )


def _of_entry(facts: Facts, row: AwardEntry, score: int | None = None, verdict: str = "") -> Candidate:
    """A dossier put forward already."""
    return _candidate(facts, row.case_no, row.name, row.department_id, row.handler_id, score, verdict, {}, row)


def _candidate(
    facts: Facts,
    number: str,
    name: str,
    department_id: int | None,
    handler_id: int | None,
    score: int | None,
    verdict: str,
    full: Mapping[int | None, str],
    row: AwardEntry | None = None,
) -> Candidate:
    return Candidate(
        number,
        name,
        department_id,
        handler_id,
        facts.short_label(Department.__tablename__, department_id),
        facts.short_label(Officer.__tablename__, handler_id),
        score,
        verdict,
        f"已参评 {row.code}".strip() if row is not None else full.get(department_id, ""),
        row.id if row is not None else None,
        row.reason if row is not None else "",
    )
