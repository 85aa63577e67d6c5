"""《轮岗到期提醒表》: rotations past their day, ending soon, with a midterm note, a hand-over or an arrival owed."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.figures.engine import Question
from desktop_app.figures.post_standing import near
from desktop_app.figures.rotation_standing import RotationStand, every_rotation
from desktop_app.models.people import Officer
from desktop_app.reports.blocks import Cell, Column, Document, GroupRow, Heading, Ledger, Row
from desktop_app.reports.form_rows import MISSING, iso
from desktop_app.reports.issue_rows import DEPARTMENT, asked, department_asked, han, only_options
from desktop_app.reports.request import Request, footer, meta, unit_line
from desktop_app.reports.rotation_rows import short
from desktop_app.reports.styles import LEDGER_PAGE, Align
from desktop_app.rules.dates import long_day
from desktop_app.rules.deadlines import days_left
from desktop_app.rules.vocabulary import RotationState
from desktop_app.services.facts import Facts
from desktop_app.system.errors import Refusal

TITLE = "轮岗到期提醒表"
DAYS = "days"
CENTRE = Align.CENTRE
COLUMNS = (
    Column("序号", mm=12, align=CENTRE),
    Column("轮岗编号", mm=22, align=CENTRE),
    Column("姓名", mm=28, align=CENTRE),
    Column("原部门", mm=20, align=CENTRE),
    Column("轮岗部门", mm=20, align=CENTRE),
    Column("带教人", mm=28, align=CENTRE),
    Column("计划期满", mm=25, align=CENTRE),
    Column("应办日期", mm=25, align=CENTRE),
    Column("距今", mm=24, align=CENTRE),
    Column("应办事项", weight=1),
)
ARRIVING = (RotationState.APPROVED, RotationState.HANDED)
ENDING = (RotationState.HANDED, RotationState.RUNNING, RotationState.APPRAISED)


@dataclass(frozen=True)
class _Owed:
    """One rotation that owes something: by which day, and what is to be done."""

    row: RotationStand
    on: date | None
    what: str


def rotation_due(request: Request) -> Document:
    """《轮岗到期提醒表》 at the end of the day: rotations over their day, those ending soon, what else they owe.

    Options: ``days`` how many days ahead count as soon (else as the unit has set it), ``department`` for those rotated
    to one. Refuses ``days`` that is no number.
    """
    only_options(request, TITLE, DAYS, DEPARTMENT)
    with request.desk.facts() as facts:
        ask = asked(request, facts)
        until = _until(request, ask)
        rows = list(_rows(facts, _kept(request, facts, ask), ask.as_of, until))
        ahead = (until - ask.as_of).days
        note = "注：距今按应办日期算；期满的先作期满鉴定，再办结束、延期或再轮岗。" if rows else ""
        empty = f"（截至{long_day(ask.as_of)}，没有期满、{ahead}天内期满和欠办事项的轮岗）"
        blocks = (Heading(TITLE), unit_line(request, facts), Ledger(COLUMNS, rows, note=note, empty=empty))
        return Document(TITLE, LEDGER_PAGE, blocks, meta(request, facts, TITLE), footer(request, facts))


def _until(request: Request, ask: Question) -> date:
    given = request.options.get(DAYS, "").strip()
    if not given:
        return near(ask)
    if not (given.isascii() and given.isdigit() and len(given) <= 3):
        raise Refusal(f"天数“{given}”不是 0 到 999 的数字。写成 days=30 这样")
    return ask.as_of + timedelta(days=int(given))


def _kept(request: Request, facts: Facts, ask: Question) -> list[RotationStand]:
    place = department_asked(request, facts)
    return [row for row in every_rotation(ask) if not place or row.to_id == place["id"]]


def _rows(facts: Facts, kept: list[RotationStand], day: date, until: date) -> Iterator[Row]:
    """What is owed under its heads, the earliest first, numbered through."""
    groups: tuple[tuple[str, Callable[[], Iterable[_Owed]]], ...] = (
        ("已期满", lambda: _over(kept, day)),
        (f"{(until - day).days}天内期满", lambda: _ending(kept, day, until)),
        ("中期考核未办", lambda: _midterms(kept, day)),
        ("工作移交未完成", lambda: _unhanded(kept)),
        ("到期未到岗", lambda: _arrivals(kept, day)),
    )
    at = heads = 0
    for name, find in groups:
        found = sorted(find(), key=lambda one: (one.on or date.max, one.row.number))
        if not found:
            continue
        heads += 1
        yield GroupRow(f"{han(heads)}、{name}（{len(found)}人）")
        yield from (_row(facts, one, place, day) for place, one in enumerate(found, at + 1))
        at += len(found)


def _row(facts: Facts, one: _Owed, at: int, day: date) -> Row:
    row, label = one.row, Officer.__tablename__
    return (
        str(at),
        row.number,
        facts.short_label(label, row.officer_id),
        short(facts, row.from_id),
        short(facts, row.to_id),
        facts.short_label(label, row.mentor_id),
        iso(row.planned_to),
        iso(one.on),
        _far(one.on, day),
        one.what,
    )


def _far(on: date | None, day: date) -> Cell:
    """How far off a day is: 还有5天, 当天, 超期3天."""
    if on is None:
        return Cell(MISSING, strong=True)
    left = days_left(on, day)
    return Cell(f"超期{-left}天", strong=True) if left < 0 else Cell(f"还有{left}天" if left else "当天")


def _over(kept: list[RotationStand], day: date) -> Iterator[_Owed]:
    """Past the planned last day and not ended; ended at its term without an appraisal (欠期满鉴定)."""
    for row in kept:
        if row.to_appraise and row.state is RotationState.DONE:
            yield _Owed(row, row.last, "已结束，补作期满鉴定")
        elif row.state in ENDING and row.planned_to is not None and row.planned_to < day:
            yield _Owed(row, row.planned_to, _to_do(row))


def _ending(kept: list[RotationStand], day: date, until: date) -> Iterator[_Owed]:
    for row in kept:
        if row.state in ENDING and row.planned_to is not None and day <= row.planned_to <= until:
            yield _Owed(row, row.planned_to, _to_do(row))


def _to_do(row: RotationStand) -> str:
    if row.state is RotationState.HANDED:
        return "补办到岗，或提前终止"
    if row.state is RotationState.APPRAISED and not row.to_appraise:
        return "定去向，办结束"
    return "作期满鉴定、定去向，或办延期"


def _midterms(kept: list[RotationStand], day: date) -> Iterator[_Owed]:
    """Running without a midterm note although half the days are over (中期考核)."""
    for row in kept:
        first, last = row.first, row.planned_to
        if row.state is not RotationState.RUNNING or row.looked_at or first is None or last is None or last < day:
            continue
        half = first + (last - first) // 2
        if half <= day:
            yield _Owed(row, half, "补写中期小结")


def _unhanded(kept: list[RotationStand]) -> Iterator[_Owed]:
    return (_Owed(row, row.first, "列明并办完移交") for row in kept if row.unhanded)


def _arrivals(kept: list[RotationStand], day: date) -> Iterator[_Owed]:
    """Approved and not begun past the planned first day; handed over and past the last day, it is 已期满."""
    for row in kept:
        late = row.planned_from is not None and row.planned_from < day and not row.overdue(day)
        if row.state in ARRIVING and late:
            yield _Owed(row, row.planned_from, "办到岗，或改期、退回拟定")
