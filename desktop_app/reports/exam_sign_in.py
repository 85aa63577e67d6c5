"""《考试签到表》: room by room in the order of seats, with room to sign and to fill in who did not come."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

from desktop_app.reports.blocks import (
    Block,
    Column,
    Document,
    Form,
    FormRow,
    Heading,
    Ledger,
    PageBreak,
    Row,
    Spacer,
    Together,
    UnitLine,
)
from desktop_app.reports.blocks import Box as FormBox
from desktop_app.reports.exam_rows import Held, Room, exam_asked, room_name, titled, with_candidates
from desktop_app.reports.flow import height_of
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.ink import MM
from desktop_app.reports.issue_rows import only_options
from desktop_app.reports.pieces import Measure
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.styles import Align, Margins, PageSetup
from desktop_app.rules.vocabulary import SittingCode

TITLE = "考试签到表"
PAGE = PageSetup(margins=Margins(13, 20, 18, 25))
CENTRE = Align.CENTRE
COLUMNS = (
    Column("座号", mm=13, align=CENTRE),
    Column("准考证号", mm=34, align=CENTRE),
    Column("姓名", mm=27, align=CENTRE),
    Column("部门", mm=27, align=CENTRE),
    Column("签名", mm=40),
    Column("备注", weight=1),
)
HEIGHTS_MM = (11.0, 10.0, 9.0, 8.0, 7.3)
"""Heights of a row to sign in: the tallest that leaves a room on one page, else 9 over several."""
SEVERAL_MM = 9.0
FORGIVEN = (SittingCode.EXEMPT, SittingCode.DEFERRED)
"""Who is known not to come before the exam: told in the last column."""


def exam_sign_in(request: Request) -> Document:
    """The sign-in sheet of the exam named by ``record``, each room from a page of its own."""
    only_options(request, TITLE)
    with request.desk.facts() as facts:
        held = with_candidates(exam_asked(request, facts))
        sheets = [_fitted(held, room) for room in held.rooms()]
        blocks = tuple(chain(sheets[0], *((PageBreak(), *sheet) for sheet in sheets[1:])))
        return Document(TITLE, PAGE, blocks, meta(request, facts, titled(held, TITLE)), footer(request, facts, ()))


def _fitted(held: Held, room: Room) -> tuple[Block, ...]:
    """The sheet of a room with rows as tall as one page allows."""
    width, height = (side * MM for side in PAGE.type_area_mm)
    measure = Measure(width, height, workstation_fonts())
    for tall in HEIGHTS_MM:
        made = tuple(_sheet(held, room, tall))
        if height_of(made, measure) <= height:
            return made
    return tuple(_sheet(held, room, SEVERAL_MM))


def _sheet(held: Held, room: Room, tall: float) -> Iterator[Block]:
    yield Heading(titled(held, TITLE))
    yield UnitLine(f"考场：{room_name(room)}{f'（{held.place}）' if held.place else ''}", held.when)
    seats = any(line.seat is not None for line in room.lines)
    columns = COLUMNS if seats else (replace(COLUMNS[0], label="序号"), *COLUMNS[1:])
    yield Ledger(columns, list(_rows(room, seats)), min_row_mm=tall)
    yield Together((Spacer(2.5), _counts(held, room)))


def _rows(room: Room, seats: bool) -> Iterator[Row]:
    """In the order of seats; numbered where nobody has one."""
    for at, line in enumerate(room.lines, 1):
        said = str(line.code) if line.code in FORGIVEN else ""
        seat = str(line.seat if line.seat is not None else "") if seats else str(at)
        yield (seat, line.ticket, line.name, line.short, "", said)


def _counts(held: Held, room: Room) -> Form:
    """应到 as the roster says, 实到 and 缺考 for the pen; the invigilators sign."""
    expected = sum(line.code != SittingCode.EXEMPT for line in room.lines)
    label = replace(FormBox(), label=True)
    names = "、".join(held.invigilators)
    return Form(
        (11, 15, 11, 15, 11, 22),
        (
            FormRow(
                (
                    replace(label, text="应到"),
                    FormBox(f"{expected} 人", align=CENTRE),
                    replace(label, text="实到"),
                    FormBox("　　人", align=CENTRE),
                    replace(label, text="缺考"),
                    FormBox("　　人", align=CENTRE),
                ),
                8.5,
            ),
            FormRow((replace(label, text="监考签名"), FormBox(f"（{names}）" if names else "", columns=5)), 11),
        ),
    )
