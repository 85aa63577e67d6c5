"""《轮岗鉴定表》: one officer's rotation on one A4 page, filled from the register, opinions left to the pen."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from desktop_app.models.rotations import Rotation
from desktop_app.reports.blocks import Block, Box, Document, Form, FormRow, Heading, PageBreak, UnitLine
from desktop_app.reports.flow import height_of
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.form_rows import PEN_DAY, pair, said, span, ticked, wide
from desktop_app.reports.ink import MM
from desktop_app.reports.issue_rows import asked, only_options
from desktop_app.reports.pieces import Measure
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.rotation_rows import Turn, turns_named
from desktop_app.reports.styles import Align, Font, Margins, PageSetup, Style
from desktop_app.rules.vocabulary import Appraisal, RotationOutcome

TITLE = "轮岗鉴定表"
PAGE = PageSetup(margins=Margins(15, 20, 19, 25))
WIDTHS = (22.0, 32.0, 22.0, 32.0, 22.0, 35.0)
SIGN = "签字：　　　　　　" + PEN_DAY
SEALED = "负责人签字：　　　　　（公章）" + PEN_DAY
MOST_MM = 12.0
"""Room left over that goes to each box to write in, at most."""


@dataclass(frozen=True)
class Look:
    """How close the form is set: size and distance of lines in points, heights of rows in mm."""

    size: float
    leading: float
    fact_mm: float
    box_mm: float

    @property
    def text(self) -> Style:
        return Style(Font.SONG, self.size, self.leading)

    @property
    def label(self) -> Style:
        return Style(Font.HEI, self.size, self.leading)


LOOKS = (Look(12, 17, 9, 27), Look(10.5, 14.5, 8, 24), Look(10, 13, 7, 20), Look(9, 11.5, 6, 17))
"""The first that leaves the form on one page is taken; what no page holds goes on overleaf in the last."""
BOXES = 5
"""Boxes to write in."""


def rotation_appraisal(request: Request) -> Document:
    """《轮岗鉴定表》 of each rotation named by ``record`` (LX-001; several parted by 、), an empty form if none is."""
    only_options(request, TITLE)
    with request.desk.facts() as facts:
        blocks: list[Block] = []
        for row in turns_named(facts, asked(request, facts), request.record) or [Turn(facts)]:
            blocks += [PageBreak(recount=True)] if blocks else []
            blocks += _fitted(row)
        return Document(TITLE, PAGE, tuple(blocks), meta(request, facts, TITLE), footer(request, facts, ()))


def _fitted(row: Turn) -> list[Block]:
    """The form in the largest look that leaves it on a page, its boxes as high as there is room."""
    width, height = (side * MM for side in PAGE.type_area_mm)
    measure = Measure(width, height, workstation_fonts())
    for look in LOOKS:
        spare = (height - height_of(_sheet(row, look), measure)) / MM
        if spare >= 0:
            more = min(MOST_MM, (spare - 1) / BOXES) if spare > 1 else 0.0
            return _sheet(row, replace(look, box_mm=look.box_mm + more))
    return _sheet(row, LOOKS[-1])


def _sheet(row: Turn, look: Look) -> list[Block]:
    unit = str(row.facts.unit.get("name") or "")
    number = row.number or "　　　　　　"
    return [
        Heading(TITLE, code=row.number),
        UnitLine(f"单位：{unit}", f"编号：{number}", Style(Font.SONG, 10.5, 16)),
        Form(WIDTHS, (*_facts(row, look), *_boxes(row, look)), look.text, look.label),
    ]


def _facts(row: Turn, look: Look) -> Iterator[FormRow]:
    of, officer, stand = row.of, row.officer, row.stand
    handed = said(row.values.get(Rotation.handed_on.key))
    handover = "，".join(filter(None, (of(Rotation.handover), handed)))
    for boxes in (
        (
            *pair("姓名", row.who),
            *pair("性别", str(officer.get("sex") or "")),
            *pair("出生年月", _month(officer.get("birth_on"))),
        ),
        (
            *pair("原部门", of(Rotation.from_department_id)),
            *pair("岗位职务", of(Rotation.from_post) or str(officer.get("post") or "")),
            *pair("法律职务", str(officer.get("legal_post") or "")),
        ),
        (
            *pair("轮岗部门", of(Rotation.to_department_id)),
            *pair("轮岗岗位", of(Rotation.to_post)),
            *pair("带教人", row.mentor),
        ),
        (
            *pair("计划时间", span(stand.planned_from, stand.planned_to) if stand else "", 3),
            *pair("批次", of(Rotation.batch_id)),
        ),
        (
            *pair("实际时间", _actual(row), 3),
            *pair("工作移交", handover),
        ),
    ):
        yield FormRow(boxes, look.fact_mm)


def _month(day: object) -> str:
    return str(day)[:7] if day else ""


def _actual(row: Turn) -> str:
    stand = row.stand
    if stand is None or not (stand.actual_from or stand.actual_to):
        return ""
    why = stand.end_reason or row.of(Rotation.deviation)
    return f"{said(stand.actual_from or stand.planned_from)}至{said(stand.actual_to)}{f'（{why}）' if why else ''}"


def _boxes(row: Turn, look: Look) -> Iterator[FormRow]:
    midterm_on = said(row.values.get(Rotation.midterm_on.key))
    midterm = "\n".join(filter(None, (row.of(Rotation.midterm), f"（{midterm_on}）" if midterm_on else "")))
    yield wide("中期小结", midterm, look.box_mm * 0.8, "" if midterm else SIGN, 5)
    yield wide("本人小结", "", look.box_mm * 1.6, SIGN, 5)
    yield wide("带教人\n意见", "", look.box_mm * 0.8, SIGN, 5)
    yield wide("轮岗部门\n鉴定意见", row.of(Rotation.appraised), look.box_mm, SEALED, 5)
    yield FormRow(
        (
            Box("鉴定等次", label=True),
            Box(ticked([str(word) for word in Appraisal], row.of(Rotation.appraisal)), columns=3, align=Align.LEFT),
            *pair("鉴定日期", said(row.values.get(Rotation.appraised_on.key))),
        ),
        look.fact_mm,
    )
    outcomes = ticked([str(word) for word in RotationOutcome], row.of(Rotation.outcome))
    yield FormRow((Box("去向", label=True), Box(outcomes, columns=5)), look.fact_mm)
    yield wide("政工部门\n意见", "", look.box_mm * 0.8, SEALED, 5)
