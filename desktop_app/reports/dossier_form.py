"""《案卷检查表》: a dossier against the items of its profile, as kept, or left to the pen with its number."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from desktop_app.models.dossiers import DossierCheck
from desktop_app.reports.blocks import (
    Block,
    Box,
    Cell,
    Column,
    Document,
    Form,
    FormRow,
    GroupRow,
    Heading,
    Ledger,
    PageBreak,
    Para,
    Row,
    Spacer,
    UnitLine,
)
from desktop_app.reports.dossier_rows import OTHERS, Asked, Checked, checks_asked, scale_words
from desktop_app.reports.flow import height_of
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.ink import MM
from desktop_app.reports.issue_rows import han, only_options
from desktop_app.reports.pieces import Measure
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.review_rows import OFFICE, PEN_DAY
from desktop_app.reports.styles import SMALL, Align, Font, Margins, PageSetup, Style
from desktop_app.rules.numbers import points
from desktop_app.rules.vocabulary import DossierVerdict

TITLE = "案卷检查表"
PAGE = PageSetup(margins=Margins(11, 17, 19, 22))
FACTS = (17.0, 47.0, 17.0, 34.0, 17.0, 39.0)
FOOT = (21.0, 64.5, 21.0, 64.5)
CENTRE = Align.CENTRE
COLUMNS = (
    Column("代码", mm=11, align=CENTRE),
    Column("检查项目", mm=43),
    Column("分值", mm=11, align=CENTRE),
    Column("有缺陷", mm=14, align=CENTRE),
    Column("位置、说明（卷、页）", weight=1),
    Column("扣分", mm=12, align=CENTRE),
    Column("已补正", mm=14, align=CENTRE),
)
PEN_ROWS = 2
"""Empty rows under the last item for what the profile does not know."""
BOX, TICK = "□", "√"
SHORT_DAY = "　　年　　月　　日"


@dataclass(frozen=True)
class Look:
    """How close a sheet is set: size and distance of lines in points, heights of rows in mm."""

    size: float
    leading: float
    row_mm: float
    fact_mm: float
    foot_mm: float

    @property
    def text(self) -> Style:
        return Style(Font.SONG, self.size, self.leading)

    @property
    def label(self) -> Style:
        return Style(Font.HEI, self.size, self.leading)


LOOKS = (
    Look(10.5, 13, 6.2, 7.2, 17),
    Look(10, 12.5, 5.8, 6.6, 15),
    Look(9.5, 12, 5.4, 6.2, 14),
    Look(9, 11, 5.0, 5.6, 13),
)
"""The first that leaves the sheet on one page is taken; what no page holds goes on overleaf in the first."""
SPARE_MM = 16.0
"""Room left over that goes to the boxes to write in, at most."""


def dossier_blank(request: Request) -> Document:
    """The sheet with what is known of the dossier, its items left to the pen; the code says the number of the check.

    For each check named by ``record`` (number, case number or file number, several parted by 、); an empty one when
    none is named.
    """
    return _sheets(request, pen=True)


def dossier_form(request: Request) -> Document:
    """The sheet as it is filled in: defects ticked with place and points, score, conclusion, correction."""
    return _sheets(request, pen=False)


def _sheets(request: Request, pen: bool) -> Document:
    only_options(request, TITLE)
    with request.desk.facts() as facts:
        blocks: list[Block] = []
        for row in checks_asked(request, facts) or [Checked(facts, request.as_of)]:
            blocks += [PageBreak(recount=True)] if blocks else []
            blocks += _one(row, pen or not row.done)
        return Document(TITLE, PAGE, tuple(blocks), meta(request, facts, TITLE), footer(request, facts, ()))


def _one(row: Checked, pen: bool) -> list[Block]:
    """One sheet in the largest look that leaves it on a page."""
    width, height = (side * MM for side in PAGE.type_area_mm)
    measure = Measure(width, height, workstation_fonts())
    for look in LOOKS:
        spare = (height - height_of(_sheet(row, look, pen), measure)) / MM
        if spare >= 0:
            more = min(spare, SPARE_MM) / 2
            return _sheet(row, replace(look, foot_mm=look.foot_mm + more), pen)
    return _sheet(row, LOOKS[0], pen)


def _sheet(row: Checked, look: Look, pen: bool) -> list[Block]:
    unit = str(row.facts.unit.get("name") or "")
    number = row.number or "　　　　　　　　"
    return [
        Heading(TITLE, code=row.number),
        UnitLine(f"检查单位：{unit}（{OFFICE}）", f"编号：{number}", Style(Font.SONG, 10.5, 16)),
        Form(FACTS, tuple(_facts(row, look)), look.text, look.label),
        Ledger(COLUMNS, list(_rows(row, pen)), min_row_mm=look.row_mm, style=look.text, head_style=look.label),
        Form(FOOT, tuple(_foot(row, look, pen)), look.text, look.label),
        Spacer(1),
        _basis(row),
    ]


def _basis(row: Checked) -> Para:
    """By which profile, and what the points come to."""
    title = row.profile.get("title") or "归档检查标准"
    said = f"{title}：满分{points(row.full)}分，按缺陷扣分；{scale_words(row.scale)}。"
    return Para(said, SMALL, Align.LEFT, 0)


def _facts(row: Checked, look: Look) -> Iterator[FormRow]:
    of = row.of
    size = f"{of(DossierCheck.volumes) or '　　'}册{of(DossierCheck.pages) or '　　　'}页"
    filed = of(DossierCheck.filed_on) + (f"（超期{row.late}天）" if row.late and of(DossierCheck.filed_on) else "")
    for boxes in (
        (*_pair("受案号", of(DossierCheck.case_no), 3), *_pair("档号", of(DossierCheck.file_no))),
        (*_pair("案件名称", of(DossierCheck.name), 3), *_pair("案件类型", of(DossierCheck.kind))),
        (
            *_pair("承办部门", of(DossierCheck.department_id)),
            *_pair("承办人", of(DossierCheck.handler_id)),
            *_pair("册数页数", size),
        ),
        (
            *_pair("办结日期", of(DossierCheck.closed_on)),
            *_pair("归档期限", of(DossierCheck.due_on)),
            *_pair("归档日期", filed),
        ),
        (
            *_pair("检查人", of(DossierCheck.checker_id)),
            *_pair("检查日期", of(DossierCheck.checked_on)),
            *_pair("保管期限", of(DossierCheck.retention)),
        ),
    ):
        yield FormRow(tuple(boxes), look.fact_mm)


def _pair(label: str, text: str, columns: int = 1) -> tuple[Box, Box]:
    return Box(label, label=True), Box(text, columns=columns)


def _rows(row: Checked, pen: bool) -> Iterator[Row]:
    """The items under their topics; on paper for the pen two empty rows at the end."""
    at = 0
    for topic, asked in row.topics():
        if not asked and not pen:
            continue
        at += 1
        if asked or topic == OTHERS:
            yield GroupRow(f"{han(at)}、{topic}")
        yield from (_pen_row(one) if pen else _told_row(one) for one in asked)
    if pen:
        yield from [("",) * 3 + (BOX, "", "", BOX)] * PEN_ROWS


def _pen_row(asked: Asked) -> Row:
    return (asked.code, asked.item, points(asked.full) if asked.full else "", BOX, "", "", BOX)


def _told_row(asked: Asked) -> Row:
    mended = [found for found in asked.found if found.get("mended_on") is not None]
    full = points(asked.full) if asked.full else ""
    if not asked.found:
        return (asked.code, asked.item, full, "", "", "", "")
    many = f"{TICK}{len(asked.found)}处" if len(asked.found) > 1 else TICK
    back = TICK if len(mended) == len(asked.found) else f"{len(mended)}处" if mended else ""
    return (asked.code, Cell(asked.item, strong=True), full, many, asked.said, points(asked.off), back)


def _foot(row: Checked, look: Look, pen: bool) -> Iterator[FormRow]:
    score = "" if pen else f"扣{points(row.off)}分，得{row.of(DossierCheck.score)}分"
    yield FormRow(
        (*_pair("扣分、得分", score or "扣　　　分，得　　　分"), *_pair("结论", _verdict(row, pen))), look.fact_mm
    )
    by = "" if pen else row.said_day(DossierCheck.correct_by)
    on = "" if pen else row.said_day(DossierCheck.corrected_on)
    yield FormRow((*_pair("补正期限", by or PEN_DAY), *_pair("补正日期", on or PEN_DAY)), look.fact_mm)
    recheck = "" if pen else row.of(DossierCheck.recheck)
    again = "" if pen else row.said_day(DossierCheck.rechecked_on)
    signed = f"签字：　　　　{again or SHORT_DAY}"
    yield FormRow(
        (
            Box("承办人\n签收意见", label=True),
            Box(sign=f"签字：　　　　{SHORT_DAY}"),
            Box("复查情况", label=True),
            Box(recheck, sign=signed),
        ),
        look.foot_mm,
    )
    yield FormRow(
        (
            Box("检查人\n签字", label=True),
            Box(sign=PEN_DAY),
            Box("立卷部门\n负责人签字", label=True),
            Box(sign=PEN_DAY),
        ),
        look.foot_mm * 0.7,
    )


def _verdict(row: Checked, pen: bool) -> str:
    """The conclusions to tick, or the one given."""
    told = "" if pen else row.of(DossierCheck.verdict)
    return told or "　".join(f"{BOX}{word}" for word in DossierVerdict)
