"""What supervision owes: replies, deliveries and verifications of documents, findings to be told, the quarter's
performance of duties, periods of effect that end.
"""

from collections.abc import Iterator

from sqlalchemy import select

from desktop_app.figures.document_standing import DocumentStand, every_document
from desktop_app.figures.duty_standing import DUTY, bare_quarters, leaders, quarters
from desktop_app.figures.engine import Question
from desktop_app.figures.habit_standing import every_habit
from desktop_app.figures.inquiry_standing import KIND, every_inquiry
from desktop_app.figures.owed import Owed, gathered
from desktop_app.figures.review_promises import started_on
from desktop_app.models.people import Department
from desktop_app.rules.deadlines import days_left
from desktop_app.rules.periods import quarter_of
from desktop_app.rules.vocabulary import DocumentStanding, HabitState


def supervising(ask: Question) -> Iterator[Owed]:
    """Everything supervision and responsibility owe at the end of the day."""
    shorts = _shorts(ask)
    yield from _replies(ask, shorts)
    yield from gathered(_deliveries(ask, shorts), "份监督文书未送达")
    yield from gathered(_verifications(ask, shorts), "份监督文书已回复未核查")
    yield from gathered(_tellings(ask, shorts), "起督查发现的问题未通报")
    yield from gathered(_performances(ask, shorts), "人有季度没有履责记录")
    yield from _effects(ask, shorts)


def _shorts(ask: Question) -> dict[str, str]:
    """What departments are called for short."""
    rows = ask.session.execute(select(Department.name, Department.short))
    return {name: short or name for name, short in rows}


def _called(row: DocumentStand) -> str:
    return f"{row.doc_no or row.kind}（{row.unit}）" if row.unit else row.doc_no or row.kind


def _replies(ask: Question, shorts: dict[str, str]) -> Iterator[Owed]:
    """Documents delivered and not answered, by their last day, one by one."""
    for row in every_document(ask):
        if row.state in (DocumentStanding.WAITING, DocumentStanding.OVERDUE) and row.due_on is not None:
            where, left = shorts.get(row.department, ""), days_left(row.due_on, ask.as_of)
            yield Owed(*row.behind, row.number, f"文书回复：{_called(row)}", where, row.due_on, left)


def _deliveries(ask: Question, shorts: dict[str, str]) -> Iterator[Owed]:
    for row in every_document(ask):
        if row.state is DocumentStanding.UNDELIVERED and row.deliver_by is not None:
            where, left = shorts.get(row.department, ""), days_left(row.deliver_by, ask.as_of)
            yield Owed(*row.behind, row.number, f"文书送达：{_called(row)}", where, row.deliver_by, left)


def _verifications(ask: Question, shorts: dict[str, str]) -> Iterator[Owed]:
    for row in every_document(ask):
        if row.unverified and row.verify_by is not None:
            where, left = shorts.get(row.department, ""), days_left(row.verify_by, ask.as_of)
            yield Owed(*row.behind, row.number, f"核查落实：{_called(row)}", where, row.verify_by, left)


def _tellings(ask: Question, shorts: dict[str, str]) -> Iterator[Owed]:
    """Findings with neither bulletin nor reason, by the last day to tell them."""
    for row in every_habit(ask):
        if row.state is HabitState.UNTOLD and row.tell_by is not None:
            where, left = shorts.get(row.department, ""), days_left(row.tell_by, ask.as_of)
            yield Owed(*row.behind, row.number, f"通报督查问题：{row.name}", where, row.tell_by, left)


def _performances(ask: Question, shorts: dict[str, str]) -> Iterator[Owed]:
    """Leaders with a duty list and nothing done of it, by the end of the quarter."""
    start, now = started_on(ask), quarter_of(ask.as_of)
    done = quarters(ask)
    asked = (*done, now) if start is not None and start <= now.first and now not in done else done
    for row in leaders(ask):
        for quarter in bare_quarters(row.lists, asked) if row.lists else ():
            left = days_left(quarter.last, ask.as_of)
            number, where = row.lists[0].number, shorts.get(row.department, "")
            said = f"履责记录：{row.name}（{quarter.label}）"
            yield Owed(DUTY, row.lists[0].id, number, said, where, quarter.last, left)


def _effects(ask: Question, shorts: dict[str, str]) -> Iterator[Owed]:
    """Periods of effect (影响期) that end today or later; on the first page nobody is named (敏感台账)."""
    for row in every_inquiry(ask):
        for one in row.persons:
            if one.until_on is not None and one.until_on >= ask.as_of:
                said = f"一案双查影响期满（{one.leg}）"
                where, left = shorts.get(row.department, ""), days_left(one.until_on, ask.as_of)
                yield Owed(KIND, row.id, row.number, said, where, one.until_on, left)
