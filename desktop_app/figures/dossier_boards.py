"""What the board 统计 of 学习考试 shows of the dossier checks: departments × conclusions, filing in time, defects."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from desktop_app.figures.dossier_standing import CheckStand, Filing, checks, filings, late_checks
from desktop_app.figures.dossiers import found_defects
from desktop_app.figures.engine import Behind, Question
from desktop_app.figures.review_coverage import Ids, Place, places_of, short_name
from desktop_app.rules.marks import rate
from desktop_app.rules.vocabulary import DossierVerdict

EVERY = ""
"""In place of a department: all of them."""
CHECKED, OPEN, LATE = "检查", "未下结论", "归档超期"
CORRECTED, UNCORRECTED, OVERDUE = "已补正", "未补正", "补正逾期"
FILED, FILED_LATE, UNFILED = "已归档", "超期归档", "超期未归档"
VERDICTS = tuple(map(str, DossierVerdict))
Cells = Mapping[tuple[str, str], tuple[Behind, ...]]


@dataclass(frozen=True, slots=True)
class Defect:
    """A defect by its item as written: how often, the points off in hundredths, the dossiers that have it."""

    item: str
    count: int
    points: int
    ids: Ids


@dataclass(frozen=True)
class Dossiers:
    """Departments with something checked or filed, by full name in the order of the office; defects, most first."""

    departments: tuple[str, ...]
    shorts: Mapping[str, str]
    cells: Cells
    defects: tuple[Defect, ...]

    def behind(self, department: str, word: str) -> tuple[Behind, ...]:
        """The records of a cell; of the whole office for ``EVERY``."""
        return self.cells.get((department, word), ())

    def passed(self, department: str) -> tuple[int, int, float | None]:
        """合格, those with a conclusion, the share of one in the other (合格率)."""
        told = [len(self.behind(department, word)) for word in VERDICTS]
        return told[0], sum(told), rate(told[0], sum(told))

    @cached_property
    def flawed(self) -> Ids:
        """Dossiers with a defect, each once."""
        return tuple(dict.fromkeys(id_ for one in self.defects for id_ in one.ids))


def dossiers(ask: Question) -> Dossiers:
    """The checks and the filing as they stand at the end of the day asked for."""
    places = places_of(ask)
    late = {row.id for row in late_checks(ask)}
    cells: dict[tuple[str, str], list[Behind]] = {}
    every = [
        *((row.department, row.behind, _of_check(ask, row, row.id in late)) for row in checks(ask)),
        *((row.department, row.behind, _of_filing(ask, row)) for row in filings(ask)),
    ]
    for department, behind, words in every:
        for word in words:
            cells.setdefault((department, word), []).append(behind)
            cells.setdefault((EVERY, word), []).append(behind)
    met = sorted(
        {department for department, _ in cells if department}, key=lambda name: (_position(places, name), name)
    )
    shorts = {name: short_name(places, name) for name in met}
    return Dossiers(tuple(met), shorts, {key: tuple(rows) for key, rows in cells.items()}, tuple(_defects(ask)))


def _position(places: Mapping[str, Place], name: str) -> int:
    return places[name].position if name in places else 1 << 30


def _of_check(ask: Question, row: CheckStand, late: bool) -> Iterable[str]:
    """The words a checked dossier counts under."""
    yield CHECKED
    yield str(row.verdict) if row.verdict else OPEN
    if late:
        yield LATE
    if row.uncorrected(ask.as_of):
        yield UNCORRECTED
        if row.correct_by is not None and row.correct_by < ask.as_of:
            yield OVERDUE
    elif row.verdict not in (None, DossierVerdict.PASSED):
        yield CORRECTED


def _of_filing(ask: Question, row: Filing) -> Iterable[str]:
    """The words a closed case counts under."""
    if row.filed_on is not None:
        yield FILED
        if row.late(ask.as_of):
            yield FILED_LATE
    elif row.unfiled(ask.as_of):
        yield UNFILED


def _defects(ask: Question) -> list[Defect]:
    counts: dict[str, list[int]] = {}
    ids: dict[str, dict[int, None]] = {}
    for row, item, points in found_defects(ask):
        counts.setdefault(item, []).append(points)
        ids.setdefault(item, {})[row.id] = None
    found = [Defect(item, len(points), sum(points), tuple(ids[item])) for item, points in counts.items()]
    return sorted(found, key=lambda one: (-one.count, -one.points, one.item))
