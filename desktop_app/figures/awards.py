"""Figures of the choice of the best dossiers (优秀案卷评选): means of the judges' marks, ranks, who was chosen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from desktop_app.figures.engine import Answer, Behind, Figure, Question, tally
from desktop_app.figures.review_deductions import number
from desktop_app.figures.training import keys
from desktop_app.models.dossiers import AwardEntry, AwardScore, DossierAward
from desktop_app.models.people import Department
from desktop_app.rules.dossiers import averaged
from desktop_app.rules.marks import ranks
from desktop_app.rules.vocabulary import AwardState, TieRule

KIND, AWARD = AwardEntry.__tablename__, DossierAward.__tablename__
Cells = dict[tuple[str, ...], tuple[Behind, ...]]


@dataclass(frozen=True, slots=True)
class EntryStand:
    """A dossier put forward; ``given`` are the judges' marks, ``mean`` what they come to, all in hundredths."""

    id: int
    number: str
    code: str
    case_no: str
    department: str
    handler_id: int | None
    stored: int | None
    written: int | None
    chosen: bool
    given: tuple[int, ...]
    mean: int | None
    rank: int | None = None


@dataclass(frozen=True, slots=True)
class AwardStand:
    """A choice with its dossiers, the best first. ``key`` is its name, with the day where two share it."""

    id: int
    number: str
    name: str
    key: str
    state: AwardState
    on: date | None
    approved_on: date | None
    places: int
    least: int
    full: int
    entries: tuple[EntryStand, ...]

    def approved(self, day: date) -> bool:
        """Whether the choice was approved by the day (已审批)."""
        return self.state == AwardState.APPROVED and (self.approved_on is None or self.approved_on <= day)


def awards(ask: Question) -> list[AwardStand]:
    """Choices begun by the day and in the period; one without a day counts where no period is asked."""
    rows = [row for row in ask.once("awards.standing", _read) if row.on is None or row.on <= ask.as_of]
    if ask.period is None:
        return rows
    return [row for row in rows if row.on is not None and row.on in ask.period]


def _read(ask: Question) -> list[AwardStand]:
    rows = ask.session.scalars(
        select(DossierAward).where(DossierAward.retired_at.is_(None)).order_by(DossierAward.scored_on, DossierAward.id)
    ).all()
    named = keys((row.id, row.name, row.scored_on) for row in rows)
    entries = _entries(ask)
    return [_award(row, named[row.id], entries.get(row.id, [])) for row in rows]


def _award(row: DossierAward, key: str, own: list[Mapping[str, Any]]) -> AwardStand:
    told = [_entry(row, one) for one in own]
    placed = ranks({one.id: one.mean for one in told if one.mean is not None}, TieRule(row.ties))
    last = len(told) + 1
    told.sort(key=lambda one: (placed.get(one.id, last), one.code, one.id))
    entries = tuple(
        EntryStand(
            one.id, one.number, one.code, one.case_no, one.department, one.handler_id, one.stored, one.written,
            one.chosen, one.given, one.mean, placed.get(one.id),
        )
        for one in told
    )  # fmt: skip
    on = row.scored_on or row.approved_on
    return AwardStand(
        row.id, row.number, row.name, key, row.state, on, row.approved_on, row.places, row.least, row.full, entries
    )


def _entry(award: DossierAward, row: Mapping[str, Any]) -> EntryStand:
    given = row["given"]
    found = averaged(given, award.full, award.trimmed, award.least).mean
    stored, written = row["average"], row["written_average"]
    mean = int(found * 100) if found is not None else stored if stored is not None else written
    return EntryStand(
        row["id"], row["number"], row["code"], row["case_no"], row["place"] or "未填部门", row["handler_id"],
        stored, written, row["chosen"], given, mean,
    )  # fmt: skip


def _entries(ask: Question) -> dict[int, list[Mapping[str, Any]]]:
    marks: dict[int, list[int]] = {}
    for entry_id, points in ask.session.execute(
        select(AwardScore.entry_id, AwardScore.points).where(AwardScore.points.is_not(None)).order_by(AwardScore.id)
    ):
        marks.setdefault(entry_id, []).append(points or 0)
    found: dict[int, list[Mapping[str, Any]]] = {}
    rows = ask.session.execute(
        select(
            AwardEntry.id, AwardEntry.award_id, AwardEntry.number, AwardEntry.code, AwardEntry.case_no,
            Department.name.label("place"), AwardEntry.handler_id, AwardEntry.average, AwardEntry.written_average,
            AwardEntry.chosen,
        )
        .outerjoin(Department, Department.id == AwardEntry.department_id)
        .where(AwardEntry.retired_at.is_(None))
        .order_by(AwardEntry.code, AwardEntry.id)
    ).mappings()  # fmt: skip
    for row in rows:
        found.setdefault(row["award_id"] or 0, []).append({**row, "given": tuple(marks.get(row["id"], ()))})
    return found


def _scores(ask: Question) -> Answer:
    """Dossiers put forward, by choice and case, the best first, each with mean, rank and whether it was chosen."""
    groups: dict[str, dict[str, Mapping[str, Any]]] = {}
    cells: Cells = {}
    for award in awards(ask):
        own = groups.setdefault(award.key, {})
        for one, word in zip(award.entries, _words(award), strict=True):
            mean = number(one.mean) if one.mean is not None else None
            own[word] = {"平均分": mean, "名次": one.rank, "部门": one.department, "评定": "是" if one.chosen else "否"}
            cells[award.key, word] = ((KIND, one.id),)
    behind = tuple(row for rows in cells.values() for row in rows)
    return Answer(len(behind), behind, groups, cells)


def _words(award: AwardStand) -> list[str]:
    """The case of each entry, with its blind number where one case was put forward twice."""
    cases = [one.case_no for one in award.entries]
    return [
        one.case_no if cases.count(one.case_no) == 1 else f"{one.case_no}（{one.code or one.number}）"
        for one in award.entries
    ]


def _result(ask: Question) -> Answer:
    """Dossiers chosen in choices approved by the day (优秀案卷), by choice and department, the best first."""
    done = [award for award in awards(ask) if award.approved(ask.as_of)]
    return tally(KIND, ((one.id, award.key, one.department) for award in done for one in award.entries if one.chosen))


def _entered(ask: Question) -> Answer:
    """Dossiers put forward (参评案卷), by choice and department."""
    return tally(KIND, ((one.id, award.key, one.department) for award in awards(ask) for one in award.entries))


def _by_state(ask: Question) -> Answer:
    """Choices by whether they were approved by the day."""
    rows = awards(ask)
    return tally(AWARD, ((row.id, AwardState.APPROVED if row.approved(ask.as_of) else "未审批") for row in rows))


FIGURES = (
    Figure("awards.count", "优秀案卷评选", "次", _by_state),
    Figure("awards.entries", "参评案卷", "卷", _entered),
    Figure("awards.scores", "参评案卷得分", "卷", _scores),
    Figure("awards.result", "评定的优秀案卷", "卷", _result),
)
