"""Figures of the problems (问题清单): how many stand where, what is late, what was closed, how long it took, what
came back.

All at the end of day ``as_of``, by the days the records carry: a problem found later is not there yet, one closed
later counts as still 整改中, one that came back later still stands closed, a deadline extended later is the one before.
With a period, only problems found in it are counted.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from sqlalchemy import select

from desktop_app.figures.engine import Answer, Behind, Figure, Question, tally
from desktop_app.figures.issue_recurrence import recurring
from desktop_app.figures.issue_standing import KIND, Stand, standing
from desktop_app.models.issues import (
    Issue,
    IssueCategory,
    IssueExtension,
    IssueLookBack,
    IssueMeasure,
    IssueOfficer,
)
from desktop_app.models.people import Officer
from desktop_app.rules.issues import (
    age_band,
    days_to_close,
    shares,
)
from desktop_app.rules.vocabulary import IssueState, LookBackResult

Pick = Callable[[Stand], bool]


def _counted(ask: Question, pick: Pick, *words: Callable[[Stand], Any]) -> Answer:
    rows = [row for row in standing(ask) if pick(row)]
    return tally(KIND, [(row.id, *(word(row) for word in words)) for row in rows])


def _line(row: Stand) -> str:
    return row.line


def _every(row: Stand) -> bool:
    return True


def _count(ask: Question) -> Answer:
    return _counted(ask, _every, _line, lambda row: row.nature, lambda row: row.state)


def _by_state(ask: Question) -> Answer:
    return _counted(ask, _every, lambda row: row.state)


STANDING = ("销号", "待验收", "整改", "长期", "登记", "逾期")
AS_SHOWN = {
    IssueState.CLOSED: "销号",
    IssueState.APPLIED: "待验收",
    IssueState.CHECKING: "待验收",
    IssueState.CORRECTING: "整改",
    IssueState.RETURNED: "整改",
    IssueState.LASTING: "长期",
    IssueState.UNCLAIMED: "登记",
}


def _standing(ask: Question) -> Answer:
    """Every problem under one word of its standing; an overdue one under 逾期 only."""
    words = [(row.id, "逾期" if row.late(ask.as_of) else AS_SHOWN[row.state]) for row in standing(ask)]
    return tally(KIND, sorted(words, key=lambda row: STANDING.index(row[1])))


def _overdue(ask: Question) -> Answer:
    """Due before the day, neither closed nor 长期坚持 (承诺 X5)."""
    return _counted(ask, lambda row: row.late(ask.as_of), _line)


def _closed(ask: Question) -> Answer:
    return _counted(ask, lambda row: row.state == IssueState.CLOSED, _line)


def _closed_late(ask: Question) -> Answer:
    def late(row: Stand) -> bool:
        done = row.state == IssueState.CLOSED and row.closed_on is not None and row.due_on is not None
        return done and (row.closed_on or date.min) > (row.due_on or date.max)

    return _counted(ask, late, _line)


def _rate(ask: Question) -> Answer:
    """已销号 / 问题总数, a share with four decimals; by line in the groups, with the closed ones of each."""
    rows = standing(ask)
    done = [row for row in rows if row.state == IssueState.CLOSED]
    by_line = shares(Counter(map(_line, done)), Counter(map(_line, rows)))
    value = round(len(done) / len(rows), 4) if rows else None
    lines: dict[tuple[str, ...], tuple[Behind, ...]] = {}
    for line in by_line:
        lines[line,] = tuple((KIND, row.id) for row in done if _line(row) == line)
    return Answer(value, tuple((KIND, row.id) for row in done), by_line, lines)


def _waiting(ask: Question) -> Answer:
    return _counted(ask, lambda row: row.state in (IssueState.APPLIED, IssueState.CHECKING), _line)


def _by_department(ask: Question) -> Answer:
    return _counted(ask, _every, lambda row: row.department, lambda row: row.state)


def _by_cause(ask: Question) -> Answer:
    return _counted(ask, _every, lambda row: row.cause)


def ages(rows: Iterable[Stand], day: date) -> list[tuple[Stand, int]]:
    """Open problems with the days since they were found (账龄); one without a day of finding has no age."""
    dated = ((row, row.found_on) for row in rows if row.state != IssueState.CLOSED)
    return [(row, (day - found).days) for row, found in dated if found is not None]


def _ages(ask: Question) -> Answer:
    """Open problems by department and days since they were found (账龄)."""
    found = ages(standing(ask), ask.as_of)
    return tally(KIND, ((row.id, row.department, age_band(days)) for row, days in found))


def closings(rows: Iterable[Stand]) -> list[tuple[Stand, date, date]]:
    """Closed problems with the days of finding and closing; a closing before the finding is left out."""
    closed = ((row, row.found_on, row.closed_on) for row in rows if row.state == IssueState.CLOSED)
    return [(row, found, on) for row, found, on in closed if found is not None and on is not None and on >= found]


def _days(ask: Question) -> Answer:
    """Median days from finding to closing by department (销号用时)."""
    found = closings(standing(ask))
    spans: dict[str, list[tuple[date, date]]] = {}
    for row, first, last in found:
        spans.setdefault(row.department, []).append((first, last))
    middle = days_to_close((first, last) for _, first, last in found)
    groups = {department: days_to_close(pairs) for department, pairs in spans.items()}
    return Answer(middle, tuple((KIND, row.id) for row, _, _ in found), groups)


def _by_category(ask: Question) -> Answer:
    """Problems by category; one with several counts under each, once in the total."""
    rows = {row.id: row for row in standing(ask)}
    cells: dict[tuple[str, ...], tuple[Behind, ...]] = {}
    for issue_id, word in ask.session.execute(select(IssueCategory.issue_id, IssueCategory.word)):
        if issue_id in rows:
            cells[word,] = (*cells.get((word,), ()), (KIND, issue_id))
    return Answer(
        len(rows), tuple((KIND, id_) for id_ in rows), {word: len(own) for (word,), own in cells.items()}, cells
    )


def _by_person(ask: Question) -> Answer:
    """Problems by person responsible and state (见人见事); one with several persons counts for each."""
    rows = {row.id: row for row in standing(ask)}
    groups: dict[str, dict[str, int]] = {}
    cells: dict[tuple[str, ...], tuple[Behind, ...]] = {}
    behind: dict[int, None] = {}
    found = ask.session.execute(
        select(IssueOfficer.issue_id, Officer.name)
        .join(Officer, Officer.id == IssueOfficer.officer_id)
        .order_by(Officer.pinyin, Officer.id)
    )
    for issue_id, name in found:
        if issue_id in rows:
            states = groups.setdefault(name, {})
            state = rows[issue_id].state
            states[state] = states.get(state, 0) + 1
            cells[name, state] = (*cells.get((name, state), ()), (KIND, issue_id))
            behind[issue_id] = None
    return Answer(len(behind), tuple((KIND, id_) for id_ in behind), groups, cells)


def _measures(ask: Question) -> Answer:
    """Measures of the problems that count, done and not (整改措施); the records behind are their problems."""
    rows = {row.id for row in standing(ask)}
    found = ask.session.execute(
        select(IssueMeasure.issue_id, IssueMeasure.done_on).order_by(IssueMeasure.issue_id, IssueMeasure.id)
    ).all()
    counted = [(id_, done) for id_, done in found if id_ in rows]
    done = sum(1 for _, day in counted if day is not None and day <= ask.as_of)
    behind = tuple((KIND, id_) for id_ in dict.fromkeys(id_ for id_, _ in counted))
    return Answer(len(counted), behind, {"已完成": done, "未完成": len(counted) - done})


def _returned(ask: Question) -> Answer:
    """How often problems were sent back (退回), by line."""
    rows = {row.id: row for row in standing(ask)}
    times = ask.session.execute(select(Issue.id, Issue.returned).where(Issue.returned > 0).order_by(Issue.id))
    found = [(rows[id_], count) for id_, count in times if id_ in rows]
    groups: Counter[str] = Counter()
    for row, count in found:
        groups[row.line] += count
    return Answer(sum(count for _, count in found), tuple((KIND, row.id) for row, _ in found), dict(groups))


def _extended(ask: Question) -> Answer:
    rows = {row.id: row for row in standing(ask)}
    found = ask.session.scalars(select(IssueExtension.issue_id).where(IssueExtension.changed_on <= ask.as_of))
    moved = [rows[id_] for id_ in dict.fromkeys(found) if id_ in rows]
    return tally(KIND, [(row.id, row.line) for row in moved])


def _rebounds(ask: Question) -> Answer:
    """Problems a look back found to have come back (反弹)."""
    rows = {row.id: row for row in standing(ask)}
    found = ask.session.scalars(
        select(IssueLookBack.issue_id)
        .where(IssueLookBack.result == LookBackResult.REBOUND, IssueLookBack.checked_on <= ask.as_of)
        .order_by(IssueLookBack.issue_id)
    )
    back = [rows[id_] for id_ in dict.fromkeys(found) if id_ in rows]
    return tally(KIND, [(row.id, row.line) for row in back])


def _recurrent(ask: Question) -> Answer:
    """Problems that repeat a closed one: same category and same person or department."""
    rows = {row.id: row for row in standing(ask)}
    back = recurring(ask)
    return tally(KIND, [(id_, rows[id_].line) for id_ in back if id_ in rows])


FIGURES = (
    Figure("issues.count", "问题", "条", _count),
    Figure("issues.by_state", "问题（按状态）", "条", _by_state),
    Figure("issues.standing", "问题进展", "条", _standing),
    Figure("issues.by_department", "问题（按部门）", "条", _by_department),
    Figure("issues.by_category", "问题（按类别）", "条", _by_category),
    Figure("issues.by_cause", "问题（按原因）", "条", _by_cause),
    Figure("issues.by_person", "落实到人的问题", "条", _by_person),
    Figure("issues.overdue", "逾期未整改问题", "条", _overdue),
    Figure("issues.waiting", "待验收问题", "条", _waiting),
    Figure("issues.closed", "已销号问题", "条", _closed),
    Figure("issues.closed_late", "逾期销号问题", "条", _closed_late),
    Figure("issues.closing_rate", "销号率", "", _rate, counted=False),
    Figure("issues.days_to_close", "销号用时（中位数）", "天", _days, counted=False),
    Figure("issues.ages", "未销号问题账龄", "条", _ages),
    Figure("issues.measures", "整改措施", "项", _measures, counted=False),
    Figure("issues.returned", "验收退回", "次", _returned, counted=False),
    Figure("issues.extended", "延期问题", "条", _extended),
    Figure("issues.rebounds", "回头看反弹问题", "条", _rebounds),
    Figure("issues.recurrent", "重复发生问题", "条", _recurrent),
)
