"""The sheets of exams in 统计 as heads and rows: each exam with its counts, departments × exams; the bars of both."""

from collections.abc import Sequence

from desktop_app.figures.exam_boards import AGAIN, DUE, EVERY, FINALLY, Reading, Result, spread
from desktop_app.figures.exam_standing import ExamStanding
from desktop_app.figures.exams import (
    EXCELLENT,
    EXCELLENT_RATE,
    EXPECTED,
    HIGHEST,
    LOWEST,
    MEAN,
    OPEN,
    PASS_RATE,
    PASSED,
    SAT,
)
from desktop_app.models.exams import Exam
from desktop_app.rules.vocabulary import SittingCode
from desktop_app.views.boards import exam_words as words
from desktop_app.views.boards.bars import Bar
from desktop_app.views.boards.exam_words import OFFICE, PEOPLE, brief, named
from desktop_app.views.boards.issue_sheet import Head, Row
from desktop_app.views.boards.kind_table import Cell

ABSENT, DEFERRED, BREACH, EXEMPT = map(
    str, (SittingCode.ABSENT, SittingCode.DEFERRED, SittingCode.BREACH, SittingCode.EXEMPT)
)
ROSTER = (EXPECTED, SAT, ABSENT, DEFERRED, BREACH, EXEMPT, OPEN)
RETAKES = {DUE: "应补", AGAIN: "已补", FINALLY: "最终\n及格"}
MARKS = "成绩（占实考）"
AMBER = frozenset({ABSENT, OPEN})
RED = frozenset({BREACH})
TITLE, DAY, COUNT, SHARE, EACH, END = 108, 48, 34, 104, 84, 44
BESIDE = 4
"""How many exams stand side by side in the sheet of departments: the chosen one and those before it."""


# each exam


def exam_heads() -> tuple[Head, ...]:
    return (
        Head("考试", least=TITLE, left=True),
        Head("日期", width=DAY),
        *(Head(word, "应考情况", width=COUNT) for word in ROSTER),
        Head(PASS_RATE, MARKS, width=SHARE),
        Head(EXCELLENT_RATE, MARKS, width=SHARE),
        Head(MEAN, MARKS, width=EACH, sum=True),
        Head("最高", MARKS, width=END),
        Head("最低", MARKS, width=END),
        *(Head(word, "补考", width=COUNT + 2) for word in RETAKES.values()),
    )


def exam_rows(read: Reading) -> tuple[Row, ...]:
    """A row an exam, by its day."""
    return tuple(_exam_row(one, read.results[one.id]) for one in read.exams)


def _exam_row(one: ExamStanding, found: Result) -> Row:
    said = f"{one.key}（{one.held_on or '日期未填'}）"
    return Row(
        str(one.id),
        (
            Cell(one.key, (one.id,), said, f"{said}，{one.state}", strong=True, kind=Exam.__tablename__),
            Cell(words.day(one.held_on), (one.id,), said, tone="ink2", kind=Exam.__tablename__),
            *(_count(found, word, one.key) for word in ROSTER),
            _share(found, PASSED, PASS_RATE, one.key),
            _share(found, EXCELLENT, EXCELLENT_RATE, one.key),
            _mean(found, one.key),
            *(_mark(found, word, one.key) for word in (HIGHEST, LOWEST)),
            *(_count(found, word, one.key) for word in RETAKES),
        ),
    )


def _count(found: Result, word: str, *place: str) -> Cell:
    ids = found.ids(word)
    warned = "red7" if word in RED else "amber7" if word in AMBER else "ink"
    return Cell(
        words.number(len(ids)),
        ids,
        named(ids, PEOPLE, *place, word),
        tone=warned if ids else "ink3",
        weight=float(len(ids)),
    )


def _share(found: Result, word: str, rate: str, *place: str) -> Cell:
    """A rate over 实考 with its counts; it opens those who make it."""
    ids, sat, value = found.ids(word), found.count(SAT), found.values[rate]
    said = named(ids, PEOPLE, *place, word)
    told = f"{said}，实考 {sat} 人，{rate} {words.percent(value)}"
    return Cell(words.share(value, len(ids), sat), ids, said, told, "ink" if sat else "ink3", weight=value)


def _mean(found: Result, *place: str) -> Cell:
    ids, value = found.ids(SAT), found.values[MEAN]
    said = named(ids, PEOPLE, *place, SAT)
    told = f"{said}，平均 {words.mark(value)} 分"
    return Cell(words.mean(value, len(ids)), ids, said, told, "ink" if ids else "ink3", weight=value)


def _mark(found: Result, word: str, *place: str) -> Cell:
    ids, value = found.ids(word), found.values[word]
    said = named(ids, PEOPLE, *place, word)
    return Cell(words.mark(value), ids, said, f"{said}，{words.mark(value)} 分", weight=value)


# the run of the exams

TRENDS = (MEAN, PASS_RATE, EXCELLENT_RATE)


def trend_bars(read: Reading, measure: str) -> list[Bar]:
    """A bar an exam: its mean as a part of the full marks, or a rate; how many sat below."""
    return [_trend_bar(one, read.results[one.id], measure) for one in read.exams]


def _trend_bar(one: ExamStanding, found: Result, measure: str) -> Bar:
    ids, value = found.ids(SAT), found.values[measure]
    mean = measure == MEAN
    whole = one.terms.full / 100 if mean else 1.0
    text = words.DASH if value is None else f"{value:.2f}" if mean else words.percent(value)
    said = named(ids, PEOPLE, one.key, SAT)
    return Bar(brief(one.title), text, (value or 0.0) / whole, ids, said, f"{words.day(one.held_on)} · {len(ids)} 人")


# departments


def beside(read: Reading, exam_id: int | None) -> tuple[ExamStanding, ...]:
    """The chosen exam and those before it, as many as stand side by side."""
    ids = [one.id for one in read.exams]
    at = ids.index(exam_id) if exam_id in ids else len(ids) - 1
    return read.exams[max(0, at + 1 - BESIDE) : at + 1]


def department_heads(exams: Sequence[ExamStanding]) -> tuple[Head, ...]:
    each = (
        head
        for one in exams
        for group in (f"{brief(one.title, 9)} {words.day(one.held_on)}",)
        for head in (Head(MEAN, group, least=EACH), Head(PASS_RATE, group, least=SHARE))
    )
    return (Head("部门", width=72, left=True), *each)


def department_rows(read: Reading, exams: Sequence[ExamStanding]) -> tuple[Row, ...]:
    """A row a department with a candidate at one of them, last the office; no exam, no row."""
    there = [name for name in read.departments if any(read.of(one.id, name) for one in exams)]
    rows = tuple(_department_row(read, exams, name) for name in there)
    return (*rows, _department_row(read, exams, EVERY)) if rows else ()


def _department_row(read: Reading, exams: Sequence[ExamStanding], name: str) -> Row:
    total = name == EVERY
    short = OFFICE if total else read.short(name)
    every = tuple(id_ for one in exams if (found := read.of(one.id, name)) for id_ in found.ids(EXPECTED))
    first = Cell(short, every, named(every, "人次", short, EXPECTED), strong=total)
    boxes = (box for one in exams for box in _at_exam(read.of(one.id, name), one.key, short))
    return Row(name or OFFICE, (first, *boxes), total)


def _at_exam(found: Result | None, *place: str) -> tuple[Cell, Cell]:
    if found is None:
        return Cell("", told=f"{place[-1]} 没有应考人员"), Cell("")
    return _mean(found, *place), _share(found, PASSED, PASS_RATE, *place)


def band_bars(one: ExamStanding | None) -> list[Bar]:
    """The marks of an exam by band, best first; those below the pass mark are amber and say so."""
    found = spread(one) if one is not None else []
    most = max((band.count for band in found), default=0)
    bars = []
    for band in found:
        below = one is not None and band.floor < one.terms.pass_mark
        said = named(band.ids, PEOPLE, one.key if one else "", f"{band.label}分")
        size = band.count / most if most else 0.0
        under = "不及格" if below else ""
        bars.append(Bar(band.label, str(band.count), size, band.ids, said, under, "amberM" if below else "blueM"))
    return bars
