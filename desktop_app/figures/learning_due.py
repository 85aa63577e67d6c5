"""What learning, exams and dossiers owe: exams and trainings ahead, marks to publish, retakes, corrections, filing."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select

from desktop_app.figures.dossier_standing import Filing, every_check, filings
from desktop_app.figures.engine import Question
from desktop_app.figures.exam_standing import held
from desktop_app.figures.exams import last_retake, owes, retake_day
from desktop_app.figures.owed import Owed
from desktop_app.models.basics import Unit
from desktop_app.models.exams import Exam
from desktop_app.models.training import Training
from desktop_app.rules.deadlines import days_left
from desktop_app.rules.exams import PUBLISHED
from desktop_app.rules.vocabulary import DossierState, ExamState

_AHEAD = (ExamState.PREPARING, ExamState.SEATED)
_FEW = 3
"""Up to so many cases of a department are listed one by one, more as one line."""


def learning(ask: Question) -> Iterator[Owed]:
    """Everything learning owes at the end of the day."""
    yield from _trainings(ask)
    yield from _exams(ask)
    yield from _retakes(ask)
    yield from _corrections(ask)
    yield from _filing(ask)


def _trainings(ask: Question) -> Iterator[Owed]:
    """Sessions that are still to come, by their day."""
    rows = ask.session.execute(
        select(Training.id, Training.number, Training.title, Training.held_on)
        .where(Training.retired_at.is_(None), Training.held_on >= ask.as_of)
        .where(Training.present.is_(None))
        .order_by(Training.held_on, Training.id)
    )
    for id_, number, title, on in rows:
        if on is not None:
            yield Owed(Training.__tablename__, id_, number, f"培训：{title}", "", on, days_left(on, ask.as_of))


def _exams(ask: Question) -> Iterator[Owed]:
    """Exams not held by their day; held ones whose marks are not published, by the last day of the retake."""
    rows = ask.session.execute(
        select(Exam.id, Exam.number, Exam.title, Exam.held_on, Exam.state, Exam.retake_by)
        .where(Exam.retired_at.is_(None), Exam.state.not_in(PUBLISHED), Exam.held_on.is_not(None))
        .order_by(Exam.held_on, Exam.id)
    )
    for id_, number, title, held_on, state, retake_by in rows:
        if held_on is None:
            continue
        ahead = state in _AHEAD
        on = held_on if ahead else retake_by or last_retake(ask, held_on) or held_on
        said = f"考试（{state}）：{title}" if ahead else f"公布成绩（{state}）：{title}"
        yield Owed(Exam.__tablename__, id_, number, said, "", on, days_left(on, ask.as_of))


def _retakes(ask: Question) -> Iterator[Owed]:
    """Published exams with retakes still to sit, by their last day (补考期限)."""
    for one in held(ask):
        waiting = sum(owes(one, mark) for mark in one.marks) if one.state in PUBLISHED else 0
        on = retake_day(ask, one)
        if waiting and on is not None:
            said = f"补考 {waiting} 人：{one.title}"
            yield Owed(Exam.__tablename__, one.id, one.number, said, "", on, days_left(on, ask.as_of))


def _corrections(ask: Question) -> Iterator[Owed]:
    """Dossiers returned and not mended, by their last day (补正期限)."""
    for row in every_check(ask):
        if row.state == DossierState.CORRECTING and row.uncorrected(ask.as_of) and row.correct_by is not None:
            left = days_left(row.correct_by, ask.as_of)
            yield Owed(*row.behind, row.number, f"退卷补正：{row.case_no}", row.short, row.correct_by, left)


def _filing(ask: Question) -> Iterator[Owed]:
    """Closed cases to be filed, past their day or near it; many of a department as one line, by the earliest.

    Their long numbers stand in the words: the place for numbers is too narrow for a 受案号.
    """
    last = ask.as_of + timedelta(days=ask.session.scalars(select(Unit.ahead_days)).first() or 14)
    owed: dict[tuple[bool, str], list[tuple[date, Filing]]] = {}
    for row in filings(ask):
        if row.filed_on is None and row.due_on is not None and row.due_on <= last:
            owed.setdefault((row.due_on < ask.as_of, row.short), []).append((row.due_on, row))
    for (late, _), rows in owed.items():
        rows.sort(key=lambda pair: (pair[0], pair[1].number))
        if len(rows) <= _FEW:
            for on, row in rows:
                yield Owed(*row.behind, "", f"归档：{row.number}", row.short, on, days_left(on, ask.as_of))
        else:
            on, first = rows[0]
            said = f"{len(rows)} 件案件{'超期未归档' if late else '将到归档期限'}"
            ids = tuple(row.id for _, row in rows)
            yield Owed(*first.behind, "", said, first.short, on, days_left(on, ask.as_of), ids=ids)
