"""《退卷补正通知单》: a dossier goes back to its handler with every defect told, and a 回执 to tear off."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from desktop_app.models.dossiers import DossierCheck, DossierDefect
from desktop_app.reports.blocks import (
    Block,
    Box,
    Closing,
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
    Together,
)
from desktop_app.reports.dossier_rows import Checked, all_checks, checks_asked
from desktop_app.reports.flow import pages_of
from desktop_app.reports.fonts import workstation_fonts
from desktop_app.reports.ink import MM
from desktop_app.reports.issue_letters import tear_line
from desktop_app.reports.issue_rows import only_options
from desktop_app.reports.pieces import Measure
from desktop_app.reports.request import Request, footer, meta
from desktop_app.reports.review_rows import OFFICE, PEN_DAY
from desktop_app.reports.styles import CELL, CELL_HEAD, SMALL, SMALL_HEAD, Align, Font, Margins, PageSetup, Style
from desktop_app.rules.dates import long_day
from desktop_app.rules.numbers import points
from desktop_app.rules.unreadable import tight
from desktop_app.rules.vocabulary import DossierState, DossierVerdict
from desktop_app.services.facts import Facts
from desktop_app.store.snapshot import Equals
from desktop_app.system.errors import Refusal

TITLE = "退卷补正通知单"
PAGE = PageSetup(margins=Margins(25, 26, 25, 28))
CENTRE = Align.CENTRE
FACTS = (22.0, 70.0, 20.0, 44.0)
SLIP = (24.0, 54.0, 24.0, 54.0)
SLIP_TITLE = Style(Font.HEI, 14, 22)
PEN_BY = "　　　　年　　月　　日"
COLUMNS = (
    Column("序号", mm=12, align=CENTRE),
    Column("缺陷", weight=2),
    Column("位置、说明", weight=3),
    Column("扣分", mm=13, align=CENTRE),
    Column("补正情况（承办人填）", mm=40),
)


@dataclass(frozen=True)
class Look:
    """How large a notice is set: its text, its table, heights of rows in mm."""

    body: Style
    cell: Style
    head: Style
    row_mm: float
    slip_mm: float


LOOKS = (
    Look(Style(Font.FANGSONG, 15.75, 28), CELL, CELL_HEAD, 8.5, 11),
    Look(Style(Font.FANGSONG, 14, 24), CELL, CELL_HEAD, 8, 10),
    Look(Style(Font.FANGSONG, 14, 22), CELL, CELL_HEAD, 7, 9),
    Look(Style(Font.FANGSONG, 12, 19), SMALL, SMALL_HEAD, 6, 8.5),
)
"""The first that needs the fewest pages is taken, so that notice and slip share a page where they can."""


def dossier_return(request: Request) -> Document:
    """《退卷补正通知单》 of each check named by ``record`` (several parted by 、), or of every dossier to be corrected.

    Refuses a check whose conclusion is 合格, or that has none yet.
    """
    only_options(request, TITLE)
    with request.desk.facts() as facts:
        rows = _asked(request, facts)
        blocks: list[Block] = []
        for row in rows:
            blocks += [PageBreak(recount=True)] if blocks else []
            blocks += _fitted(row, request)
        if not blocks:
            said = f"截至{long_day(request.as_of)}，没有待补正的案卷，不必发退卷补正通知单。"
            blocks = [Heading(TITLE), Para(said, LOOKS[0].body)]
        foot = footer(request, facts, ("经办人：", "审核人："))
        return Document(TITLE, PAGE, tuple(blocks), meta(request, facts, TITLE), foot)


def _asked(request: Request, facts: Facts) -> list[Checked]:
    named = checks_asked(request, facts)
    for row in named:
        verdict = row.values[DossierCheck.verdict.key]
        if verdict in (None, DossierVerdict.PASSED):
            why = "结论是合格" if verdict else "还没有检查结论"
            raise Refusal(f"{row.number} {why}，不用退卷。选结论为退卷补正或不合格的案卷", "record")
    return named or all_checks(request, facts, Equals(DossierCheck.state, DossierState.CORRECTING))


def _fitted(row: Checked, request: Request) -> list[Block]:
    """The notice as large as the fewest pages hold it."""
    width, height = (side * MM for side in PAGE.type_area_mm)
    measure = Measure(width, height, workstation_fonts())
    return min((_notice(row, request, look) for look in LOOKS), key=lambda notice: pages_of(notice, measure))


def _notice(row: Checked, request: Request, look: Look) -> list[Block]:
    unit, year = str(row.facts.unit.get("name") or ""), row.facts.unit.get("year", request.as_of.year)
    return [
        Heading(TITLE, code=row.number),
        Para(_number(year), look.body, CENTRE, 0, after=look.body.leading / 3),
        Para(f"{row.of(DossierCheck.department_id) or '承办部门'}：", look.body, Align.LEFT, 0),
        Para(says(row), look.body, after=6),
        Form(FACTS, tuple(_facts(row, look)), look.cell, look.head),
        Ledger(
            COLUMNS, _defects(row), min_row_mm=look.row_mm, style=look.cell, head_style=look.head, empty=_untold(row)
        ),
        Spacer(2),
        Together((Para(asks(row), look.body), Closing((unit, OFFICE), long_day(request.as_of), look.body))),
        _slip(row, year, look),
    ]


def _number(year: object) -> str:
    """The number, its word and serial left to a pen."""
    return f"　　　〔{year}〕　　号"


def says(row: Checked) -> str:
    """What was found of the dossier and what it comes to."""
    on = row.said_day(DossierCheck.checked_on)
    checked = f"经{on}归档检查" if on else "经归档检查"
    handler = row.of(DossierCheck.handler_id)
    counted = f"有缺陷{len(row.defects)}处、扣{points(row.off)}分，" if row.defects else ""
    score = f"得{row.of(DossierCheck.score)}分，" if row.of(DossierCheck.score) else ""
    return (
        f"{checked}，你部门{f'{handler}承办' if handler else ''}的下列案卷{counted}{score}"
        f"结论为{row.of(DossierCheck.verdict)}，现予退卷。"
    )


def asks(row: Checked) -> str:
    """By when it is corrected and brought back."""
    by = row.said_day(DossierCheck.correct_by) or PEN_BY
    return (
        f"请承办人逐项补正，填写补正情况，于{by}前将案卷连同本通知单送{OFFICE}复查；"
        "补正材料应当真实，不得涂改原卷、倒签日期。收到后请在回执上签收。"
    )


def _facts(row: Checked, look: Look) -> Iterator[FormRow]:
    of, mm = row.of, look.row_mm
    volumes = f"{of(DossierCheck.volumes) or '　'}册{of(DossierCheck.pages) or '　　'}页"
    for pairs in (
        (("受案号", of(DossierCheck.case_no)), ("档号", of(DossierCheck.file_no))),
        (("案件名称", of(DossierCheck.name)), ("承办人", of(DossierCheck.handler_id))),
        (("办结日期", of(DossierCheck.closed_on)), ("册数页数", volumes)),
    ):
        boxes = tuple(box for label, text in pairs for box in (Box(label, label=True), Box(text)))
        yield FormRow(boxes, mm)


def _defects(row: Checked) -> list[Row]:
    return [
        (str(at), str(one["item"]), str(one.get("said") or ""), points(abs(int(one.get("points") or 0))), _mended(one))
        for at, one in enumerate(row.defects, 1)
    ]


def _mended(defect: Mapping[str, Any]) -> str:
    on = defect.get(DossierDefect.mended_on.key)
    return f"{on}已补正" if on else ""


def _untold(row: Checked) -> str:
    """What stands for defects where none is kept one by one: the words of an old ledger."""
    said = row.of(DossierCheck.defects)
    return "（没有登记缺陷。补记缺陷后再发）" if tight(said) in ("", "无") else said


def _slip(row: Checked, year: object, look: Look) -> Together:
    """回执: torn off, signed by the handler and given back."""
    body = replace(look.body, size=min(look.body.size, 14), leading=min(look.body.leading, 22))
    file_no = row.of(DossierCheck.file_no)
    called = f"档号{file_no}的" if file_no else row.of(DossierCheck.case_no)
    said = f"你办{_number(year)}《{TITLE}》及{called}案卷已收到，将按要求补正后送回。"
    rows = (
        (("签收部门", row.of(DossierCheck.department_id)), ("承办人签字", "")),
        (("收卷册数", "　　　册　　　　页"), ("签收日期", PEN_DAY)),
    )
    form = Form(
        SLIP,
        tuple(
            FormRow(tuple(box for label, text in pairs for box in (Box(label, label=True), Box(text))), look.slip_mm)
            for pairs in rows
        ),
        look.cell,
        look.head,
    )
    return Together(
        (
            tear_line(PAGE),
            Para(f"《{TITLE}》回执（{row.number}）", SLIP_TITLE, CENTRE, 0),
            Para(f"{OFFICE}：", body, Align.LEFT, 0),
            Para(said, body, Align.LEFT, after=4),
            form,
        )
    )
