"""Figures of the exams (闭卷考试): 应考, 实考 and 及格 together, means, ranks, bands, retakes, who has not passed."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from desktop_app.figures.engine import Answer, Behind, Figure, Question
from desktop_app.figures.exam_standing import ExamStanding, behind_of, within
from desktop_app.figures.review_deductions import number
from desktop_app.figures.rulebook import calendar_in_force, rule_in_force
from desktop_app.figures.training import called
from desktop_app.models.exams import Sitting
from desktop_app.rules.deadlines import due_on
from desktop_app.rules.marks import Mark, Tally, bands, mean_of, passed, rate, to_retake
from desktop_app.rules.vocabulary import SittingCode

EXPECTED, SAT, PASSED, EXCELLENT, OPEN = "应考", "实考", "及格", "优秀", "未录"
MEAN, PASS_RATE, EXCELLENT_RATE, HIGHEST, LOWEST = "平均分", "及格率", "优秀率", "最高分", "最低分"
LATE, AHEAD = "已过期", "未到期"
UNITS = {MEAN: "分", HIGHEST: "分", LOWEST: "分", PASS_RATE: "", EXCELLENT_RATE: ""} | dict.fromkeys(
    (EXPECTED, SAT, PASSED, EXCELLENT, OPEN, *map(str, SittingCode)), "人"
)
KIND = Sitting.__tablename__
Cells = dict[tuple[str, ...], tuple[Behind, ...]]


def told(tally: Tally) -> dict[str, int | float | None]:
    """The counts of some candidates under their words; means and marks in points, rates as parts of 1."""
    codes = (SittingCode.ABSENT, SittingCode.DEFERRED, SittingCode.BREACH, SittingCode.EXEMPT)
    return {
        EXPECTED: tally.expected,
        SAT: tally.sat,
        **{str(code): tally.by_code[code] for code in codes},
        OPEN: tally.open,
        PASSED: tally.passed,
        EXCELLENT: tally.excellent,
        MEAN: float(tally.mean) if tally.mean is not None else None,
        PASS_RATE: tally.pass_rate,
        EXCELLENT_RATE: tally.excellent_rate,
        HIGHEST: points(tally.highest),
        LOWEST: points(tally.lowest),
    }


def points(hundredths: int | None) -> int | float | None:
    """A mark as a number: 83, 99.5."""
    return number(hundredths) if hundredths is not None else None


def members(marks: Iterable[Mark], one: ExamStanding) -> dict[str, tuple[Behind, ...]]:
    """The candidates behind each word of ``told``."""
    every = list(marks)
    valid = [(mark, mark.total) for mark in every if mark.counts and mark.total is not None]
    ends = {HIGHEST: max((total for _, total in valid), default=0), LOWEST: min((t for _, t in valid), default=0)}
    sat = _ids(mark for mark, _ in valid)
    found = {
        EXPECTED: _ids(mark for mark in every if mark.code != SittingCode.EXEMPT),
        OPEN: _ids(mark for mark in every if mark.open),
        PASSED: _ids(mark for mark, total in valid if total >= one.terms.pass_mark),
        EXCELLENT: _ids(mark for mark, total in valid if total >= one.terms.excellent),
        **{word: _ids(mark for mark, total in valid if total == end) for word, end in ends.items()},
        **dict.fromkeys((SAT, MEAN, PASS_RATE, EXCELLENT_RATE), sat),
    }
    return found | {str(code): _ids(mark for mark in every if mark.code == code) for code in SittingCode}


def _ids(marks: Iterable[Mark]) -> tuple[Behind, ...]:
    return behind_of(mark.id for mark in marks)


def _results(ask: Question) -> Answer:
    """Exams held, each with its counts, mean and rates; the records of a count are its candidates."""
    rows = within(ask)
    groups = {one.key: told(one.tally) for one in rows}
    cells: Cells = {
        (one.key, word): behind
        for one in rows
        for word, behind in members(one.marks, one).items()
        if word in groups[one.key]
    }
    return Answer(len(rows), tuple(one.behind for one in rows), groups, cells)


def of_departments(one: ExamStanding) -> dict[str, list[Mark]]:
    """Candidates by the full name of their department, in the order of the house."""
    found: dict[str, list[Mark]] = {}
    for mark in one.marks:
        found.setdefault(mark.department, []).append(mark)
    return found


def _by_department(ask: Question) -> Answer:
    """Candidates with a mark (实考人次), each exam's departments with their counts."""
    groups: dict[str, dict[str, Mapping[str, Any]]] = {}
    cells: Cells = {}
    for one in within(ask):
        own = groups.setdefault(one.key, {})
        for department, marks in of_departments(one).items():
            own[department] = told(one.departments[department])
            behind = members(marks, one)
            cells |= {(one.key, department, word): behind[word] for word in own[department]}
    counted = tuple(one for path, rows in cells.items() if path[-1] == SAT for one in rows)
    return Answer(len(counted), counted, groups, cells)


def _ranking(ask: Question) -> Answer:
    """Candidates with a mark by rank, with department and mark; equals share a rank."""
    groups: dict[str, dict[str, Mapping[str, Any]]] = {}
    cells: Cells = {}
    for one in within(ask):
        own, named = groups.setdefault(one.key, {}), names(one)
        for mark in by_rank(one):
            said = {"名次": one.ranks[mark.id], "部门": mark.department, "成绩": points(mark.total)}
            own[named[mark.id]] = said
            cells[one.key, named[mark.id]] = behind_of([mark.id])
    behind = tuple(row for rows in cells.values() for row in rows)
    return Answer(len(behind), behind, groups, cells)


def names(one: ExamStanding) -> dict[int, str]:
    """What each candidate of an exam is called, by sitting: his name, told apart where two share it."""
    return called((mark.id, mark.name, mark.department) for mark in one.marks)


def by_rank(one: ExamStanding) -> list[Mark]:
    """Candidates with a mark, the best first, equals in the order of the house."""
    return sorted((mark for mark in one.marks if mark.id in one.ranks), key=lambda mark: one.ranks[mark.id])


def _bands(ask: Question) -> Answer:
    """Candidates with a mark by band (分数段), the best first."""
    groups: dict[str, dict[str, int]] = {}
    cells: Cells = {}
    for one in within(ask):
        for band in bands(one.marks, one.terms):
            groups.setdefault(one.key, {})[band.label] = band.count
            cells[one.key, band.label] = behind_of(band.ids)
    behind = tuple(row for rows in cells.values() for row in rows)
    return Answer(len(behind), behind, groups, cells)


def _picked(ask: Question, wanted: Callable[[ExamStanding, Mark], str]) -> Answer:
    """Candidates of the exams by the word ``wanted`` gives them; without one they do not count."""
    groups: dict[str, dict[str, int]] = {}
    cells: dict[tuple[str, ...], list[Behind]] = {}
    for one in within(ask):
        for mark in one.marks:
            if word := wanted(one, mark):
                own = groups.setdefault(one.key, {})
                own[word] = own.get(word, 0) + 1
                cells.setdefault((one.key, word), []).append((KIND, mark.id))
    behind = tuple(row for rows in cells.values() for row in rows)
    return Answer(len(behind), behind, groups, {path: tuple(rows) for path, rows in cells.items()})


def _not_passed(ask: Question) -> Answer:
    """Candidates who have not passed yet, after the retake where they sat it (仍未及格), by exam and department."""
    return _picked(ask, lambda one, mark: mark.department if not_passed(one, mark) else "")


def not_passed(one: ExamStanding, mark: Mark) -> bool:
    """Whether a candidate has no pass, by the exam or by the retake; 免考 and who is not keyed yet are not told."""
    return to_retake(mark, one.terms) and not passed(mark, one.terms)


def owes(one: ExamStanding, mark: Mark) -> bool:
    """Whether a retake is owed and was not sat by the day (待补考)."""
    return to_retake(mark, one.terms) and mark.retake is None


def _retakes_owed(ask: Question) -> Answer:
    """Candidates with a retake still to sit, by exam and whether its last day (补考期限) is over."""

    def standing(one: ExamStanding, mark: Mark) -> str:
        return (LATE if retake_late(ask, one) else AHEAD) if owes(one, mark) else ""

    return _picked(ask, standing)


def retake_late(ask: Question, one: ExamStanding) -> bool:
    """Whether the last day of an exam's retake is past."""
    last = retake_day(ask, one)
    return last is not None and last < ask.as_of


def retake_day(ask: Question, one: ExamStanding) -> date | None:
    """The last day of the retake (补考期限): the exam's own, else by the rule ``resit`` after the exam."""
    if one.retake_by is not None or one.held_on is None:
        return one.retake_by
    return last_retake(ask, one.held_on)


def last_retake(ask: Question, held_on: date) -> date | None:
    """The last day by the rule ``resit`` for an exam held on a day; None where the office has no such rule."""
    rule = ask.once("exams.resit", lambda one: rule_in_force(one.session, "resit"))
    calendar = ask.once("exams.calendar", lambda one: calendar_in_force(one.session))
    return due_on(rule, held_on, calendar).on if rule is not None else None


def _retakes(ask: Question) -> Answer:
    """Retakes (补考) as attempts of their own: owed at first, sat, passed; the mark of the exam is never touched."""
    groups: dict[str, dict[str, int | float | None]] = {}
    cells: Cells = {}
    for one in within(ask):
        due = [mark for mark in one.marks if to_retake(mark, one.terms)]
        sat = [mark for mark in due if mark.retake is not None]
        won = [mark for mark in sat if mark.retake is not None and mark.retake >= one.terms.pass_mark]
        if not due:
            continue
        lost = [mark for mark in sat if mark not in won]
        counts = {"应补考": due, "实补考": sat, "补考及格": won, "补考不及格": lost}
        groups[one.key] = {word: len(marks) for word, marks in counts.items()}
        groups[one.key]["补考及格率"] = rate(len(won), len(sat))
        cells |= {(one.key, word): _ids(marks) for word, marks in counts.items()}
        cells[one.key, "补考及格率"] = _ids(sat)
    sat_again = tuple(row for path, rows in cells.items() if path[-1] == "实补考" for row in rows)
    return Answer(len(sat_again), sat_again, groups, cells)


def _mean(ask: Question) -> Answer:
    """Mean of all marks of the exams (考试均分) with two decimals, in all and by exam."""
    rows = within(ask)
    valid = [mark for one in rows for mark in one.marks if mark.counts]
    total, count = sum(one.tally.total for one in rows), sum(one.tally.sat for one in rows)
    groups = {one.key: told(one.tally)[MEAN] for one in rows}
    cells: Cells = {(one.key,): members(one.marks, one)[SAT] for one in rows}
    whole = mean_of(total, count)
    return Answer(float(whole) if whole is not None else None, _ids(valid), groups, cells)


FIGURES = (
    Figure("exams.results", "考试", "场", _results, counted=False, units=UNITS, places=2),
    Figure("exams.by_department", "各部门考试成绩", "人次", _by_department, counted=False, units=UNITS, places=2),
    Figure("exams.mean", "考试平均分", "分", _mean, counted=False, places=2),
    Figure("exams.ranking", "考试名次", "人次", _ranking),
    Figure("exams.bands", "成绩分布", "人次", _bands),
    Figure("exams.retakes", "补考", "人次", _retakes, counted=False, units={"补考及格率": ""}),
    Figure("exams.not_passed", "仍未及格", "人次", _not_passed),
    Figure("exams.retakes_owed", "待补考", "人次", _retakes_owed),
)
