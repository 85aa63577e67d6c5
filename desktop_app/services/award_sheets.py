"""The marking sheet of a choice (评分表): judges and dossiers by blind number, means and ranks as they stand."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import select

from desktop_app.models.cases import CaseFile, CaseHandler
from desktop_app.models.dossiers import FULL, AwardEntry, AwardScore, DossierCheck
from desktop_app.models.people import Department, Officer
from desktop_app.rules.awards import bar
from desktop_app.rules.dossiers import Averaged, averaged
from desktop_app.rules.marks import ranks, tied
from desktop_app.rules.vocabulary import TieRule
from desktop_app.services.award_entries import award_row, entries, judges_of
from desktop_app.services.facts import Facts, Row
from desktop_app.system.errors import Refusal


@dataclass(frozen=True, slots=True)
class Judge:
    """Somebody who scores (评委), with his department."""

    id: int
    name: str
    department_id: int | None


@dataclass(frozen=True, slots=True)
class AwardLine:
    """A dossier on the sheet: blind number and type are all a judge sees; ``points`` in hundredths by judge.

    ``handlers`` are all who handled its case. ``rank`` is None while it has no mark.
    """

    id: int
    code: str
    kind: str
    case_no: str
    name: str
    department_id: int | None
    department: str
    handler: str
    handlers: frozenset[int]
    points: Mapping[int, int]
    averaged: Averaged
    chosen: bool
    rank: int | None = None
    tied: bool = False

    @property
    def average(self) -> int | None:
        """The mean in hundredths; None while there is no mark."""
        return int(self.averaged.mean * 100) if self.averaged.mean is not None else None


@dataclass(frozen=True, slots=True)
class AwardSheet:
    """A choice with its judges and dossiers (评分表), in the order of the blind numbers."""

    id: int
    award: Row
    judges: tuple[Judge, ...]
    lines: tuple[AwardLine, ...]

    @property
    def full(self) -> int:
        return int(self.award.get("full") or FULL)

    @property
    def least(self) -> int:
        return int(self.award.get("least") or 3)

    @property
    def places(self) -> int:
        return int(self.award.get("places") or 0)

    @property
    def averages(self) -> dict[int, int]:
        """Means in hundredths of the dossiers that have one."""
        return {line.id: line.average for line in self.lines if line.average is not None}

    @property
    def codes(self) -> dict[int, str]:
        """Blind numbers; a dossier not yet numbered goes by its case number."""
        return {line.id: line.code or line.case_no for line in self.lines}

    def line(self, entry_id: int) -> AwardLine:
        """Refuses a dossier that is not on the sheet."""
        found = next((line for line in self.lines if line.id == entry_id), None)
        if found is None:
            raise Refusal("选中的案卷已不在评分表上。刷新后重选")
        return found

    def barred(self, line: AwardLine, judge: Judge) -> str:
        """Why a judge may not score a dossier; empty when he may."""
        own_barred = bool(self.award.get("own_barred", True))
        return bar(judge.id, judge.department_id, line.handlers, line.department_id, own_barred)

    def fits(self, mark: int) -> bool:
        """Whether a mark lies between 0 and full marks; the mean leaves out what does not."""
        return 0 <= mark <= self.full

    def short(self, line: AwardLine) -> bool:
        """Whether fewer judges than asked for have scored it (评委不足)."""
        return sum(map(self.fits, line.points.values())) < self.least


def sheet(facts: Facts, award_id: int) -> AwardSheet:
    """The marking sheet as it is kept."""
    award = award_row(facts, award_id)
    rows = entries(facts.session, award_id)
    numbers = [row.case_no for row in rows]
    kinds, handlers, marks = _kinds(facts, numbers), _handlers(facts, numbers), _marks(facts, rows)
    lines = [
        AwardLine(
            row.id,
            row.code,
            kinds.get(row.case_no, ""),
            row.case_no,
            row.name,
            row.department_id,
            facts.short_label(Department.__tablename__, row.department_id),
            facts.short_label(Officer.__tablename__, row.handler_id),
            frozenset({*handlers.get(row.case_no, ()), *([row.handler_id] if row.handler_id else [])}),
            marks.get(row.id, {}),
            Averaged(None, 0, ()),
            row.chosen,
        )
        for row in rows
    ]
    return _worked_out(AwardSheet(award_id, award, judges(facts, judges_of(facts.session, award_id)), tuple(lines)))


def judges(facts: Facts, ids: Iterable[int]) -> tuple[Judge, ...]:
    """Officers as judges, in the order given."""
    rows = {id_: facts.row(Officer.__tablename__, id_) for id_ in dict.fromkeys(ids)}
    kind = Officer.__tablename__
    return tuple(Judge(id_, facts.label(kind, id_), row.get("department_id")) for id_, row in rows.items())


def _kinds(facts: Facts, numbers: Sequence[str]) -> dict[str, str]:
    """Type of each case, as its dossier check or else the list of cases tells it."""
    found: dict[str, str] = {}
    for model, column in ((DossierCheck, DossierCheck.case_no), (CaseFile, CaseFile.number)):
        asked = select(column, model.kind).where(column.in_(numbers), model.retired_at.is_(None))
        found |= {number: kind for number, kind in facts.session.execute(asked) if kind}
    return found


def _handlers(facts: Facts, numbers: Sequence[str]) -> dict[str, list[int]]:
    asked = (
        select(CaseFile.number, CaseHandler.officer_id)
        .join(CaseHandler, CaseHandler.case_id == CaseFile.id)
        .where(CaseFile.number.in_(numbers), CaseFile.retired_at.is_(None))
    )
    found: dict[str, list[int]] = {}
    for number, officer_id in facts.session.execute(asked):
        found.setdefault(number, []).append(officer_id)
    return found


def _marks(facts: Facts, rows: Sequence[AwardEntry]) -> dict[int, dict[int, int]]:
    asked = select(AwardScore.entry_id, AwardScore.officer_id, AwardScore.points).where(
        AwardScore.entry_id.in_([row.id for row in rows]), AwardScore.points.is_not(None)
    )
    found: dict[int, dict[int, int]] = {}
    for entry_id, officer_id, given in facts.session.execute(asked):
        found.setdefault(entry_id, {})[officer_id] = int(given or 0)
    return found


def told(given: AwardSheet, entry_id: int, judge_id: int, points: int | None) -> AwardSheet:
    """The sheet with one mark replaced, means and ranks worked out anew; None takes the mark away."""
    lines = [_marked(line, judge_id, points) if line.id == entry_id else line for line in given.lines]
    return _worked_out(replace(given, lines=tuple(lines)))


def _marked(line: AwardLine, judge_id: int, points: int | None) -> AwardLine:
    rest = {id_: mark for id_, mark in line.points.items() if id_ != judge_id}
    return replace(line, points=rest if points is None else {**rest, judge_id: points})


def _worked_out(given: AwardSheet) -> AwardSheet:
    """Means, ranks and ties of all dossiers from the marks as they stand."""
    trimmed = bool(given.award.get("trimmed"))
    lines = [
        replace(line, averaged=averaged(list(line.points.values()), given.full, trimmed, given.least))
        for line in given.lines
    ]
    order = ranks({line.id: line.average for line in lines if line.average is not None}, TieRule(given.award["ties"]))
    equal = {id_ for ids in tied(order) for id_ in ids}
    return replace(given, lines=tuple(replace(line, rank=order.get(line.id), tied=line.id in equal) for line in lines))
