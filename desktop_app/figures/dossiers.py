"""Figures of the dossier checks (归档检查): conclusions, defects, corrections, filing in time."""

from collections.abc import Iterable

from sqlalchemy import select

from desktop_app.figures.dossier_standing import CHECK, CheckStand, Filing, checks, filings, filings_within, late_checks
from desktop_app.figures.engine import Answer, Behind, Figure, Question, tally
from desktop_app.figures.review_deductions import number
from desktop_app.models.dossiers import DossierCheck, DossierDefect
from desktop_app.models.issues import Issue
from desktop_app.rules.marks import mean_of

LATE, AHEAD, UNDATED = "已过期", "未到期", "期限未填"
Cells = dict[tuple[str, ...], tuple[Behind, ...]]


def _checked(ask: Question) -> Answer:
    """Dossiers checked, by conclusion; one without a conclusion is 未填."""
    order = ["合格", "退卷补正", "不合格", None]
    rows = sorted(checks(ask), key=lambda row: order.index(row.verdict))
    return tally(CHECK, ((row.id, row.verdict) for row in rows))


def _by_department(ask: Question) -> Answer:
    order = ["合格", "退卷补正", "不合格", None]
    rows = sorted(checks(ask), key=lambda row: (row.department, order.index(row.verdict)))
    return tally(CHECK, ((row.id, row.department, row.verdict) for row in rows))


def found_defects(ask: Question) -> list[tuple[CheckStand, str, int]]:
    """Defects of the dossiers checked: dossier, item as written, hundredths taken off."""
    rows = {row.id: row for row in checks(ask)}
    told = ask.once("dossiers.defects", _read_defects)
    return [(rows[id_], item, points) for id_, item, points in told if id_ in rows]


def _read_defects(ask: Question) -> list[tuple[int, str, int]]:
    asked = (
        select(DossierDefect.check_id, DossierDefect.item, DossierDefect.points)
        .join(DossierCheck, DossierCheck.id == DossierDefect.check_id)
        .where(DossierCheck.retired_at.is_(None))
        .order_by(DossierDefect.check_id, DossierDefect.id)
    )
    return [(id_, item.strip() or "未填", points) for id_, item, points in ask.session.execute(asked)]


def _weighed(rows: Iterable[tuple[CheckStand, str, int]]) -> tuple[dict[str, int], Cells]:
    """Sums by item, the most first, and the dossiers behind each, every one once."""
    sums: dict[str, int] = {}
    cells: dict[str, dict[Behind, None]] = {}
    for row, item, weight in rows:
        sums[item] = sums.get(item, 0) + weight
        cells.setdefault(item, {})[row.behind] = None
    sums = dict(sorted(sums.items(), key=lambda pair: -pair[1]))
    return sums, {(item,): tuple(cells[item]) for item in sums}


def _defects(ask: Question) -> Answer:
    """Defects by item as written; the records are the dossiers that have them."""
    sums, cells = _weighed((row, item, 1) for row, item, _ in found_defects(ask))
    behind = tuple(dict.fromkeys(row.behind for row, _, _ in found_defects(ask)))
    return Answer(sum(sums.values()), behind, sums, cells)


def _deductions(ask: Question) -> Answer:
    """Points taken off by item, the most first."""
    rows = [row for row in found_defects(ask) if row[2]]
    sums, cells = _weighed(rows)
    behind = tuple(dict.fromkeys(row.behind for row, _, _ in rows))
    return Answer(number(sum(sums.values())), behind, {item: number(off) for item, off in sums.items()}, cells)


def _flawed(ask: Question) -> Answer:
    """Dossiers with a defect, by item; one with several under each of them."""
    sums, cells = _weighed((row, item, 1) for row, item, _ in found_defects(ask))
    behind = tuple(dict.fromkeys(row for rows in cells.values() for row in rows))
    return Answer(len(behind), behind, {item: len(cells[item,]) for item in sums}, cells)


def _score_mean(ask: Question) -> Answer:
    """Mean score of the dossiers checked, two decimals, in all and by department."""
    rows = [(row, row.score) for row in checks(ask) if row.score is not None]
    places: dict[str, list[tuple[CheckStand, int]]] = {}
    for row, score in sorted(rows, key=lambda pair: pair[0].department):
        places.setdefault(row.department, []).append((row, score))
    cells: Cells = {(place,): tuple(row.behind for row, _ in own) for place, own in places.items()}
    groups = {place: _mean(own) for place, own in places.items()}
    return Answer(_mean(rows), tuple(row.behind for row, _ in rows), groups, cells)


def _mean(rows: list[tuple[CheckStand, int]]) -> float | None:
    mean = mean_of(sum(score for _, score in rows), len(rows))
    return float(mean) if mean is not None else None


def _uncorrected(ask: Question) -> Answer:
    """Dossiers found wanting and not mended by the day, by department and whether the days to mend are over."""
    rows = [row for row in checks(ask) if row.uncorrected(ask.as_of)]
    told = ((row, _days_over(ask, row)) for row in sorted(rows, key=lambda row: row.department))
    return tally(CHECK, ((row.id, row.department, word) for row, word in told))


def _days_over(ask: Question, row: CheckStand) -> str:
    if row.correct_by is None:
        return UNDATED
    return LATE if row.correct_by < ask.as_of else AHEAD


def _corrected(ask: Question) -> Answer:
    """Dossiers found wanting and mended by the day, by department."""
    bad = (row for row in checks(ask) if row.verdict not in (None, "合格") and row.corrected(ask.as_of))
    return tally(CHECK, ((row.id, row.department) for row in sorted(bad, key=lambda row: row.department)))


def _counted(rows: Iterable[Filing]) -> Answer:
    """Cases by department."""
    cells: dict[tuple[str, ...], list[Behind]] = {}
    for row in sorted(rows, key=lambda row: row.department):
        cells.setdefault((row.department,), []).append(row.behind)
    behind = tuple(one for own in cells.values() for one in own)
    groups = {place: len(own) for (place,), own in cells.items()}
    return Answer(len(behind), behind, groups, {path: tuple(own) for path, own in cells.items()})


def _late(ask: Question) -> Answer:
    """Dossiers checked that were filed after their day, or are past it and not filed, by department."""
    rows = sorted(late_checks(ask), key=lambda row: row.department)
    return tally(CHECK, ((row.id, row.department) for row in rows))


def _unfiled(ask: Question) -> Answer:
    """Closed cases past their filing day without a filing date, by department; of a period, those due in it."""
    return _counted(row for row in filings_within(ask) if row.unfiled(ask.as_of))


def _filed(ask: Question) -> Answer:
    """Cases filed by the day and in the period, by department."""
    return _counted(row for row in _filed_within(ask))


def _filed_late(ask: Question) -> Answer:
    """Of these, the ones filed after their day (超期归档)."""
    return _counted(row for row in _filed_within(ask) if row.late(ask.as_of))


def _filed_within(ask: Question) -> list[Filing]:
    rows = [(row, row.filed_on) for row in filings(ask)]
    return [row for row, on in rows if on is not None and (ask.period is None or on in ask.period)]


def _to_issues(ask: Question) -> Answer:
    """Problems made of defects (转入问题清单), by item."""
    rows = {row.id for row in checks(ask)}
    made = ask.session.execute(
        select(DossierDefect.check_id, DossierDefect.issue_id, DossierDefect.item)
        .join(Issue, Issue.id == DossierDefect.issue_id)
        .where(Issue.retired_at.is_(None), (Issue.found_on.is_(None)) | (Issue.found_on <= ask.as_of))
        .order_by(DossierDefect.id)
    )
    items: dict[int, str] = {}
    for check_id, issue_id, item in made:
        if check_id in rows and issue_id is not None:
            items.setdefault(issue_id, item)
    return tally(Issue.__tablename__, items.items())


FIGURES = (
    Figure("dossiers.checked", "检查案卷", "卷", _checked),
    Figure("dossiers.by_department", "检查案卷（按部门）", "卷", _by_department),
    Figure("dossiers.defects", "案卷缺陷", "处", _defects, counted=False),
    Figure("dossiers.deductions", "案卷扣分", "分", _deductions, counted=False),
    Figure("dossiers.flawed", "有缺陷的案卷", "卷", _flawed),
    Figure("dossiers.score_mean", "案卷检查平均分", "分", _score_mean, counted=False, places=2),
    Figure("dossiers.uncorrected", "未补正案卷", "卷", _uncorrected),
    Figure("dossiers.corrected", "已补正案卷", "卷", _corrected),
    Figure("dossiers.late", "归档超期的检查案卷", "卷", _late),
    Figure("dossiers.unfiled", "办结案件超期未归档", "件", _unfiled),
    Figure("dossiers.filed", "办结案件已归档", "件", _filed),
    Figure("dossiers.filed_late", "办结案件超期归档", "件", _filed_late),
    Figure("dossiers.to_issues", "转入问题清单的案卷缺陷", "条", _to_issues),
)
