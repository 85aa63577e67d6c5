"""How closed cases and checked dossiers stand at the end of a day (归档情况), read once for all figures of a question.

A case is told by the register of cases; a dossier checked whose case is not kept there stands for itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.rulebook import calendar_in_force, rule_in_force
from desktop_app.models.cases import CaseFile
from desktop_app.models.dossiers import DossierCheck, DossierProfile, FilingTerm
from desktop_app.models.people import Department, Officer
from desktop_app.rules.deadlines import due_on
from desktop_app.rules.dossiers import days_late, filing_rule
from desktop_app.rules.vocabulary import DossierState, DossierVerdict

CHECK, CASE = DossierCheck.__tablename__, CaseFile.__tablename__
NOWHERE = "未填部门"


@dataclass(frozen=True, slots=True)
class CheckStand:
    """The check of a dossier as registered; ``score`` in hundredths, ``department`` by its full name."""

    id: int
    number: str
    case_no: str
    name: str
    kind: str
    department: str
    short: str
    handler_id: int | None
    handler: str
    closed_on: date | None
    due_on: date | None
    filed_on: date | None
    checked_on: date | None
    score: int | None
    verdict: DossierVerdict | None
    scale: str
    profile_id: int | None
    correct_by: date | None
    corrected_on: date | None
    rechecked_on: date | None
    state: DossierState

    @property
    def behind(self) -> Behind:
        return (CHECK, self.id)

    def checked(self, day: date) -> bool:
        """Whether it was checked by the day: it has a conclusion or a day of checking, not after it."""
        made = self.verdict is not None or self.checked_on is not None
        return made and (self.checked_on is None or self.checked_on <= day)

    def corrected(self, day: date) -> bool:
        """Whether what was returned came back mended by the day (已补正)."""
        days = [on for on in (self.corrected_on, self.rechecked_on) if on is not None]
        return any(on <= day for on in days)

    def uncorrected(self, day: date) -> bool:
        """Whether it was found wanting and is not mended by the day (未补正)."""
        bad = self.verdict not in (None, DossierVerdict.PASSED)
        return bad and self.checked(day) and not self.corrected(day)


@dataclass(frozen=True, slots=True)
class Filing:
    """A closed case to be filed: the record it stands in, its filing day (归档期限), the day it was filed by then."""

    kind: str
    id: int
    number: str
    case_kind: str
    department: str
    short: str
    closed_on: date | None
    due_on: date | None
    filed_on: date | None

    @property
    def behind(self) -> Behind:
        return (self.kind, self.id)

    def unfiled(self, day: date) -> bool:
        """Past its filing day without a filing date (超期未归档)."""
        return self.filed_on is None and self.due_on is not None and self.due_on < day

    def late(self, day: date) -> int:
        """Days it was filed, or is still not filed, after its day (超期天数); 0 when in time."""
        return days_late(self.due_on, self.filed_on, day)


def every_check(ask: Question) -> list[CheckStand]:
    """Every live check, whatever its day, in the order of checking."""
    return ask.once("dossiers.checks", _read_checks)


def checks(ask: Question) -> list[CheckStand]:
    """Dossiers checked by the day and in the period; one without a day counts where no period is asked."""
    rows = [row for row in every_check(ask) if row.checked(ask.as_of)]
    if ask.period is None:
        return rows
    return [row for row in rows if row.checked_on is not None and row.checked_on in ask.period]


def _read_checks(ask: Question) -> list[CheckStand]:
    found = ask.session.execute(
        select(
            DossierCheck.id, DossierCheck.number, DossierCheck.case_no, DossierCheck.name, DossierCheck.kind,
            Department.name, Department.short, Officer.id, Officer.name, DossierCheck.closed_on, DossierCheck.due_on,
            DossierCheck.filed_on, DossierCheck.checked_on, DossierCheck.score, DossierCheck.verdict,
            DossierCheck.scale, DossierCheck.profile_id, DossierCheck.correct_by, DossierCheck.corrected_on,
            DossierCheck.rechecked_on, DossierCheck.state,
        )
        .outerjoin(Department, Department.id == DossierCheck.department_id)
        .outerjoin(Officer, Officer.id == DossierCheck.handler_id)
        .where(DossierCheck.retired_at.is_(None))
        .order_by(DossierCheck.checked_on.is_(None), DossierCheck.checked_on, DossierCheck.id)
    )  # fmt: skip
    return [_stand(*row) for row in found]


def _stand(
    id_: int, number: str, case_no: str, name: str, kind: str, department: str | None, short: str | None, *rest: object
) -> CheckStand:
    where = department or NOWHERE
    officer_id, officer, *more = rest
    return CheckStand(
        id_, number, case_no, name, kind, where, short or where, officer_id, officer or "", *more  # type: ignore[arg-type]
    )  # fmt: skip


def late_checks(ask: Question) -> list[CheckStand]:
    """Of the dossiers checked, those filed after their day (归档期限), or past it and not filed (归档超期).

    A check tells its own filing day and date; the filing of every closed case is told by ``filings``.
    """
    due = filing_days(ask)
    told = ((row, row.due_on or due(row.closed_on, row.kind)) for row in checks(ask))
    return [row for row, last in told if days_late(last, row.filed_on, ask.as_of)]


def filings(ask: Question) -> list[Filing]:
    """Every case closed by the day, by the day it was closed."""
    return ask.once("dossiers.filings", _read_filings)


def filings_within(ask: Question) -> list[Filing]:
    """Those whose filing day is in the period; all where none is asked."""
    rows = filings(ask)
    return [row for row in rows if ask.period is None or (row.due_on is not None and row.due_on in ask.period)]


def _read_filings(ask: Question) -> list[Filing]:
    checked: dict[str, list[CheckStand]] = {}
    for row in every_check(ask):
        checked.setdefault(row.case_no, []).append(row)
    due = filing_days(ask)
    kept = [_of_case(ask, row, checked.pop(row.number, []), due) for row in _cases(ask)]
    alone = [_of_checks(ask, rows, due) for rows in checked.values()]
    found = [one for one in (*kept, *alone) if one.closed_on is None or one.closed_on <= ask.as_of]
    told = [one for one in found if one.closed_on is not None or one.due_on is not None]
    return sorted(told, key=lambda one: (one.closed_on or one.due_on or date.min, one.number))


@dataclass(frozen=True, slots=True)
class _Case:
    id: int
    number: str
    kind: str
    department: str | None
    short: str | None
    closed_on: date | None
    filed_on: date | None


def _cases(ask: Question) -> list[_Case]:
    found = ask.session.execute(
        select(
            CaseFile.id, CaseFile.number, CaseFile.kind, Department.name, Department.short, CaseFile.closed_on,
            CaseFile.filed_on,
        )
        .outerjoin(Department, Department.id == CaseFile.department_id)
        .where(CaseFile.retired_at.is_(None))
        .order_by(CaseFile.id)
    )  # fmt: skip
    return [_Case(*row) for row in found]


Due = Callable[[date | None, str], date | None]


def _of_case(ask: Question, row: _Case, own: list[CheckStand], due: Due) -> Filing:
    closed = row.closed_on or next((one.closed_on for one in own if one.closed_on), None)
    kind = row.kind or next((one.kind for one in own if one.kind), "")
    where, short = row.department, row.short
    if where is None and own:
        where, short = own[0].department, own[0].short
    place = where or NOWHERE
    on = due(closed, kind) or (next((one.due_on for one in own if one.due_on), None) if own else None)
    filed = _filed(ask, [row.filed_on, *(one.filed_on for one in own)])
    return Filing(CASE, row.id, row.number, kind, place, short or place, closed, on, filed)


def _of_checks(ask: Question, own: list[CheckStand], due: Due) -> Filing:
    """A dossier whose case is not kept: the last check stands for it."""
    last = own[-1]
    closed = next((one.closed_on for one in own if one.closed_on), None)
    kind = next((one.kind for one in own if one.kind), "")
    on = due(closed, kind) or next((one.due_on for one in own if one.due_on), None)
    filed = _filed(ask, [one.filed_on for one in own])
    return Filing(CHECK, last.id, last.case_no, kind, last.department, last.short, closed, on, filed)


def _filed(ask: Question, days: list[date | None]) -> date | None:
    """The first filing date told, not after the day."""
    return min((on for on in days if on is not None and on <= ask.as_of), default=None)


def filing_days(ask: Question) -> Due:
    """The last day to file a case closed on a day (归档期限): by the term of its type, else by the rule ``filing``."""
    rule, calendar = rule_in_force(ask.session, "filing"), calendar_in_force(ask.session)
    profiles = _profiles(ask)
    known: dict[tuple[date, str], date] = {}

    def due(closed_on: date | None, kind: str) -> date | None:
        if closed_on is None or rule is None:
            return None
        if (closed_on, kind) not in known:
            begun = [terms for begins, terms in profiles if begins <= closed_on]
            own = filing_rule(rule, begun[-1] if begun else {}, kind)
            known[closed_on, kind] = due_on(own, closed_on, calendar).on
        return known[closed_on, kind]

    return due


def _profiles(ask: Question) -> list[tuple[date, dict[str, int]]]:
    """Filing terms of the profiles by the day each is in force from, in order."""
    terms: dict[int, dict[str, int]] = {}
    for profile_id, kind, months in ask.session.execute(
        select(FilingTerm.profile_id, FilingTerm.case_kind, FilingTerm.months).order_by(FilingTerm.id)
    ):
        terms.setdefault(profile_id, {})[kind] = months
    rows = ask.session.execute(
        select(DossierProfile.id, DossierProfile.valid_from).where(DossierProfile.retired_at.is_(None))
    )
    told = sorted((begins or date.min, id_) for id_, begins in rows)
    return [(begins, terms.get(id_, {})) for begins, id_ in told]
