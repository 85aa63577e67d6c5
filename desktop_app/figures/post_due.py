"""What posts and rotations owe: gaps ahead, returns not written, hand-overs, rotations to begin, to look at, to end."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from sqlalchemy import select

from desktop_app.figures.engine import Question
from desktop_app.figures.owed import Owed, gathered
from desktop_app.figures.post_standing import ABSENCE, POST, AbsenceStand, every_absence, standing
from desktop_app.figures.posts import empty_ahead
from desktop_app.figures.review_coverage import places_of, short_name
from desktop_app.figures.rotation_standing import ROTATION, RotationStand, every_rotation
from desktop_app.models.basics import Unit
from desktop_app.rules.deadlines import days_left
from desktop_app.rules.vocabulary import HandoverState, RotationState

_ARRIVING = (RotationState.APPROVED, RotationState.HANDED)


def rotating(ask: Question) -> Iterator[Owed]:
    """Everything posts, absences and rotations owe at the end of the day."""
    yield from _gaps(ask)
    yield from gathered(_returns(ask), "人次离岗到期，返岗没登记")
    yield from gathered(_handing(ask), "人次离岗工作未交接")
    rotations = [row for row in every_rotation(ask) if row.open or row.to_appraise]
    for owed, words in (
        (_arrivals, "人到了轮岗日期，没办到岗"),
        (_handovers, "人轮岗中，工作移交未完成"),
        (_midterms, "人到了轮岗中期考核日期"),
        (_ends, "人轮岗期满，待鉴定"),
    ):
        yield from gathered(owed(ask, rotations), words)


def _gaps(ask: Question) -> Iterator[Owed]:
    """Posts that are empty now or will be (空岗), by their first day from today on."""
    for post, gap in empty_ahead(ask, [post for post in standing(ask) if post.named]):
        days = f"{gap.first:%m-%d}" if gap.first == gap.last else f"{gap.first:%m-%d} 至 {gap.last:%m-%d}"
        where = short_name(places_of(ask), post.department)
        said = f"空岗：{post.name}（{days}）"
        yield Owed(POST, post.id, post.number, said, where, gap.first, days_left(gap.first, ask.as_of))


def _of_absence(ask: Question, row: AbsenceStand, said: str, on: date) -> Owed:
    where = short_name(places_of(ask), row.department)
    return Owed(ABSENCE, row.id, row.number, said, where, on, days_left(on, ask.as_of))


def _returns(ask: Question) -> Iterator[Owed]:
    """Absences over in the last days (提前天数) whose return was not written; older ones are history, not work."""
    since = ask.as_of - timedelta(days=ask.session.scalars(select(Unit.ahead_days)).first() or 14)
    for row in every_absence(ask):
        back = row.returned_on is not None and row.returned_on <= ask.as_of
        if row.planned is not None and not back and since <= row.planned < ask.as_of:
            yield _of_absence(ask, row, f"返岗未登记：{row.name}", row.planned + timedelta(days=1))


def _handing(ask: Question) -> Iterator[Owed]:
    """Absences under way or to come whose work is not handed over, by their first day."""
    for row in every_absence(ask):
        if row.handover == HandoverState.OPEN and row.first and row.last is not None and row.last >= ask.as_of:
            yield _of_absence(ask, row, f"离岗工作交接：{row.name}", row.first)


def _of_rotation(ask: Question, row: RotationStand, said: str, on: date) -> Owed:
    places = places_of(ask)
    ways = f"{row.name}（{short_name(places, row.origin)}→{short_name(places, row.goal)}）"
    return Owed(
        ROTATION, row.id, row.number, f"{said}：{ways}", short_name(places, row.goal), on, days_left(on, ask.as_of)
    )


def _arrivals(ask: Question, rows: Iterable[RotationStand]) -> Iterator[Owed]:
    """Rotations approved and not begun, by their planned first day."""
    for row in rows:
        if row.state in _ARRIVING and row.planned_from is not None:
            yield _of_rotation(ask, row, "轮岗到岗", row.planned_from)


def _handovers(ask: Question, rows: Iterable[RotationStand]) -> Iterator[Owed]:
    """Rotations running although work was not handed over, by their first day."""
    for row in rows:
        if row.unhanded and row.first is not None:
            yield _of_rotation(ask, row, "轮岗工作移交", row.first)


def _midterms(ask: Question, rows: Iterable[RotationStand]) -> Iterator[Owed]:
    """Running rotations without a midterm note (中期考核), by the day half their days are over."""
    for row in rows:
        first, last = row.first, row.planned_to
        if row.state != RotationState.RUNNING or row.looked_at or first is None or last is None or last < ask.as_of:
            continue
        yield _of_rotation(ask, row, "轮岗中期考核", first + (last - first) // 2)


def _ends(ask: Question, rows: Iterable[RotationStand]) -> Iterator[Owed]:
    """Rotations by their planned last day: to appraise, then to end; ended ones that still owe the appraisal."""
    for row in rows:
        on = row.last if row.to_appraise else row.planned_to
        if on is None or row.state in _ARRIVING:
            continue
        said = "轮岗期满办结" if row.state == RotationState.APPRAISED and not row.to_appraise else "轮岗期满鉴定"
        yield _of_rotation(ask, row, said, on)
