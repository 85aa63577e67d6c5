"""《工作交接清单》: what is handed over at an absence or a rotation, both sign; blank lines for the pen."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from desktop_app.figures.engine import Question
from desktop_app.models.people import Officer
from desktop_app.models.posts import Absence, AbsenceItem
from desktop_app.models.rotations import Rotation, RotationItem
from desktop_app.registers import reading
from desktop_app.registers.posts import ABSENCES
from desktop_app.registers.words import cell
from desktop_app.reports.blocks import (
    Block,
    Box,
    Column,
    Document,
    Form,
    FormRow,
    Heading,
    Ledger,
    PageBreak,
    Para,
    Row,
    Spacer,
    UnitLine,
)
from desktop_app.reports.flow import height_of
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.form_rows import BETWEEN, PEN_DAY, pair, said, span
from desktop_app.reports.ink import MM
from desktop_app.reports.issue_rows import asked, only_options
from desktop_app.reports.pieces import Measure
from desktop_app.reports.post_papers import cover_of
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.rotation_rows import Turn, turns_named
from desktop_app.reports.styles import CELL, CELL_HEAD, SMALL, Align, Font, Margins, PageSetup, Style
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import HandoverKind
from desktop_app.services.facts import Facts
from desktop_app.services.facts import Row as Stored
from desktop_app.store.snapshot import Equals
from desktop_app.system.errors import Refusal

TITLE = "工作交接清单"
PAGE = PageSetup(margins=Margins(16, 18, 20, 22))
FACTS = (19.0, 38.0, 19.0, 42.0, 19.0, 33.0)
FOOT = (21.0, 64.0, 21.0, 64.0)
CENTRE = Align.CENTRE
TEXT, LABEL = Style(Font.SONG, 10.5, 14), Style(Font.HEI, 10.5, 14)
COLUMNS = (
    Column("序号", mm=11, align=CENTRE),
    Column("类别", mm=24, align=CENTRE),
    Column("移交事项", weight=5),
    Column("期限", mm=24, align=CENTRE),
    Column("接收人", mm=24, align=CENTRE),
    Column("移交日期", mm=24, align=CENTRE),
    Column("备注", weight=2),
)
ROW_MM = 8.0
LEAST, MOST = 2, 12
"""Empty lines under the last item: at least, and at most where the page has room."""
SHORT_DAY = "　　年　　月　　日"
ORDER = {kind: at for at, kind in enumerate(HandoverKind)}


@dataclass(frozen=True)
class Handing:
    """A hand-over on paper (交接): its number, the head of the form in pairs, its items, what is said at the return."""

    number: str = ""
    facts: tuple[tuple[tuple[str, str], ...], ...] = ()
    items: tuple[Row, ...] = ()
    back: tuple[str, str] | None = ("", "")


def hand_over_list(request: Request) -> Document:
    """《工作交接清单》 of each absence or rotation named by ``record`` (LG-0001, LX-001; several parted by 、).

    Items stand by kind; where none is listed yet, a line for every kind. An empty form when none is named.
    """
    only_options(request, TITLE)
    with request.desk.facts() as facts:
        blocks: list[Block] = []
        found = _asked(request, facts) or [Handing(facts=_BLANK)]
        for one in found:
            blocks += [PageBreak(recount=True)] if blocks else []
            blocks += _fitted(facts, one)
        foot = footer(request, facts, _marks(found, blocks))
        return Document(TITLE, PAGE, tuple(blocks), meta(request, facts, TITLE), foot)


_BLANK = (
    (("移交人", ""), ("部门", ""), ("职务", "")),
    (("事由", "□离岗　□轮岗"), ("起止", ""), ("批准人", "")),
    (("接收人", ""), ("交接日期", ""), ("监交人", "")),
)


def _asked(request: Request, facts: Facts) -> list[Handing]:
    ask, found = asked(request, facts), []
    for wanted in filter(None, BETWEEN.split(request.record.strip())):
        number = tight(wanted).upper()
        absence = reading.all_lines(facts, ABSENCES, (), (Equals(Absence.number, number),))
        if absence:
            found.append(_of_absence(facts, ask, absence[0]))
            continue
        try:
            found += [_of_rotation(row) for row in turns_named(facts, ask, number)]
        except Refusal:
            raise Refusal(
                f"没有编号为 {wanted} 的离岗或轮岗。写离岗编号（LG-0001）或轮岗编号（LX-001）", "record"
            ) from None
    return found


def _of_absence(facts: Facts, ask: Question, line: reading.Line) -> Handing:
    values = line.values

    def of(attr: Any) -> str:
        return cell(ABSENCES.by_name[attr.key], values, facts)

    days = f"（{of(Absence.days)}天）" if of(Absence.days) else ""
    term = f"{span(values['from_on'], values['to_on'])}{days}"
    pairs = (
        (("移交人", of(Absence.officer_id)), ("部门", of(Absence.department_id)), ("职务", _post(facts, values))),
        (("事由", of(Absence.cause)), ("离岗起止", term), ("批准人", of(Absence.approver_id))),
        (
            ("接收人", of(Absence.receiver_id)),
            ("交接日期", said(values["handed_on"])),
            ("交接情况", of(Absence.handover)),
        ),
        (("代岗安排", "；".join(cover_of(facts, ask, values))),),
    )
    receiver = facts.short_label(Officer.__tablename__, values["receiver_id"])
    rows = _by_kind(values.get(AbsenceItem.__tablename__, ()))
    items = tuple(
        (str(at), _kind(row), str(row["said"]), _day(row["due_on"]), receiver, _day(values["handed_on"]), _note(row))
        for at, row in enumerate(rows, 1)
    )
    return Handing(values["number"], pairs, items, (said(values["returned_on"]), of(Absence.problems)))


def _of_rotation(row: Turn) -> Handing:
    label, officer = row.facts.short_label, Officer.__tablename__
    rows = _by_kind(row.rows(RotationItem))
    receivers = dict.fromkeys(filter(None, (label(officer, one["receiver_id"]) for one in rows)))
    cases = f"{row.of(Rotation.open_cases)}件" if row.of(Rotation.open_cases) else ""
    stand = row.stand
    term = span(stand.first, stand.last) if stand else ""
    pairs = (
        (
            ("移交人", row.who),
            ("原部门", row.of(Rotation.from_department_id)),
            ("岗位职务", row.of(Rotation.from_post) or str(row.officer.get("post") or "")),
        ),
        (("轮岗部门", row.of(Rotation.to_department_id)), ("轮岗起止", term), ("带教人", row.mentor)),
        (
            ("接收人", "、".join(receivers)),
            ("移交日期", said(row.values[Rotation.handed_on.key])),
            ("移交情况", row.of(Rotation.handover)),
        ),
        (("在办案件", cases),),
    )
    items = tuple(
        (
            str(at),
            _kind(one),
            str(one["said"]),
            "",
            label(officer, one["receiver_id"]),
            _day(one["done_on"]),
            _note(one),
        )
        for at, one in enumerate(rows, 1)
    )
    return Handing(row.number, pairs, items, None)


def _post(facts: Facts, values: Mapping[str, Any]) -> str:
    return str(facts.row(Officer.__tablename__, values["officer_id"]).get("post") or "")


def _by_kind(rows: Sequence[Stored]) -> list[Stored]:
    """The items of one kind together, as the kinds are listed; those of none last."""
    return sorted(rows, key=lambda row: ORDER.get(row["kind"], len(ORDER)))


def _kind(row: Stored) -> str:
    return str(row["kind"] or "")


def _note(row: Stored) -> str:
    return str(row["note"] or "")


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _marks(found: Sequence[Handing], blocks: Sequence[Block]) -> tuple[str, ...]:
    """What stands at the foot of each page of one list that goes overleaf, so that no sheet of it is exchanged."""
    return (f"{TITLE} {found[0].number}",) if len(found) == 1 and _spare_mm(blocks) < 0 else ()


def _spare_mm(blocks: Sequence[Block]) -> float:
    """Millimetres that blocks leave of one page; less than none when they go overleaf."""
    width, height = (side * MM for side in PAGE.type_area_mm)
    return (height - height_of(blocks, Measure(width, height, workstation_fonts()))) / MM


def _fitted(facts: Facts, one: Handing) -> list[Block]:
    """The list with as many empty lines as one page holds, at least two."""
    spare = _spare_mm(_sheet(facts, one, LEAST))
    more = min(MOST, LEAST + int(spare / ROW_MM)) if spare > 0 else LEAST
    return _sheet(facts, one, more)


def _sheet(facts: Facts, one: Handing, empty: int) -> list[Block]:
    unit = str(facts.unit.get("name") or "")
    return [
        Heading(TITLE, code=one.number),
        UnitLine(f"单位：{unit}", f"编号：{one.number or '　　　　　　　'}", Style(Font.SONG, 10.5, 16)),
        Form(FACTS, tuple(_heads(one)), TEXT, LABEL),
        Ledger(COLUMNS, list(_lines(one, empty)), min_row_mm=ROW_MM, style=CELL, head_style=CELL_HEAD),
        Spacer(1.5),
        Form(FOOT, tuple(_foot(one)), TEXT, LABEL),
        Spacer(1.5),
        Para(_SAID, SMALL, Align.LEFT, 0),
    ]


_SAID = "注：逐项移交，没有的写“无”；账号密码当面移交，不写在本表上。双方签字后各存一份。"


def _heads(one: Handing) -> Iterator[FormRow]:
    for pairs in one.facts:
        boxes = [box for label, text in pairs for box in pair(label, text)]
        if len(pairs) == 1:
            boxes[-1] = replace(boxes[-1], columns=5)
        yield FormRow(tuple(boxes), 8)


def _lines(one: Handing, empty: int) -> Iterator[Row]:
    """The items, a line for every kind where none is listed, then empty ones, all numbered on."""
    yield from one.items
    kinds = [] if one.items else [str(kind) for kind in HandoverKind]
    for at, kind in enumerate([*kinds, *[""] * empty], len(one.items) + 1):
        yield (str(at), kind, "", "", "", "", "")


def _foot(one: Handing) -> Iterator[FormRow]:
    sign = f"签字：　　　　{SHORT_DAY}"
    yield FormRow(
        (Box("移交人", label=True), Box(sign=sign), Box("接收人", label=True), Box(sign=sign)),
        15,
    )
    yield FormRow((Box("监交人", label=True), Box("（部门负责人或分管领导）", columns=3, sign=sign)), 15)
    if one.back is not None:
        on, problems = one.back
        yield FormRow(
            (Box("返岗交接", label=True), Box(f"返岗日期：{on or PEN_DAY}\n发现的问题：{problems}", columns=3)), 15
        )
        yield FormRow(
            (Box("接收人\n交回", label=True), Box(sign=sign), Box("移交人\n收回", label=True), Box(sign=sign)), 13
        )
