"""The refused rows given back (退回): a workbook in the source's own layout, to be mended and imported again."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from desktop_app.exchange.cells import shown
from desktop_app.exchange.findings import ImportPlan, Level, SheetFindings
from desktop_app.exchange.headings import OWN, RETURNED_FROM
from desktop_app.exchange.layout import LedgerRow
from desktop_app.exchange.recognise import Recognised
from desktop_app.exchange.workbooks import Cell
from desktop_app.exchange.xlsx import HEAD_FONT, new_workbook, put_text, sheet_name
from desktop_app.system.errors import Refusal

REASON = next(iter(OWN))
_WIDTH = 14


def returned_workbook(plan: ImportPlan, path: Path) -> int:
    """Write every refused row with its reason in front; answers how many. Refuses when none was refused."""
    sheets = [sheet for sheet in plan.recognised if sheet.refused]
    if not sheets:
        raise Refusal("没有退回的行，不用另存")
    taken: set[str] = set()
    with new_workbook(path, constant_memory=False) as book:
        looks = {
            "head": book.add_format({"font_name": HEAD_FONT, "border": 1, "align": "center", "text_wrap": True}),
            "body": book.add_format({"border": 1, "valign": "top", "text_wrap": True, "num_format": "@"}),
            "reason": book.add_format({"border": 1, "valign": "top", "text_wrap": True, "font_color": "#B3261E"}),
        }
        for sheet in sheets:
            _write(book.add_worksheet(sheet_name(sheet.sheet.name, taken)), sheet, looks)
    return plan.returned


def _write(page: Any, findings: SheetFindings, looks: dict[str, Any]) -> None:
    found = findings.found
    assert isinstance(found, Recognised)
    page.set_column(0, 0, 40)
    page.set_column(1, max((column.index for column in found.columns), default=0) + 1, _WIDTH)
    _titles(page, findings, found)
    _heads(page, findings, found, looks["head"])
    page.freeze_panes(found.first_row + 1, 1)
    for place, (reason, cells) in enumerate(_lines(findings), found.first_row + 1):
        put_text(page, place, 0, reason, looks["reason"])
        for index, cell in enumerate(cells, 1):
            put_text(page, place, index, shown(cell), looks["body"])


def _titles(page: Any, findings: SheetFindings, found: Recognised) -> None:
    """The rows above the head, then one that says where these rows come from."""
    for row, cells in enumerate(findings.sheet.rows[: found.head]):
        for index, cell in enumerate(cells, 1):
            if cell is not None:
                put_text(page, row, index, shown(cell))
    told = f"{RETURNED_FROM}{findings.file.stem}》，改正后可直接再导入"
    for index, text in enumerate(filter(None, (findings.sheet.title, told)), 1):
        put_text(page, found.head, index, text)


def _heads(page: Any, findings: SheetFindings, found: Recognised, look: Any) -> None:
    first = found.head + 1
    put_text(page, first, 0, REASON, look)
    for level in range(found.levels):
        for index, cell in enumerate(findings.sheet.rows[found.head + level], 1):
            if cell is not None:
                put_text(page, first + level, index, shown(cell), look)
    for merge in findings.sheet.merges:
        if merge.top >= found.head and merge.bottom < found.first_row:
            text = shown(findings.sheet.cell(merge.top, merge.left))
            page.merge_range(merge.top + 1, merge.left + 1, merge.bottom + 1, merge.right + 1, "", look)
            put_text(page, merge.top + 1, merge.left + 1, text, look)


def _lines(findings: SheetFindings) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    """Refused rows with their reasons, the group titles they stood under before them."""
    under: tuple[tuple[str, int], ...] = ()
    for row in sorted(findings.refused, key=lambda row: row.number):
        for _, number in reversed(row.groups if row.groups != under else ()):
            yield "", tuple(findings.sheet.rows[number - 1])
        under = row.groups
        yield _reasons(findings, row), row.cells


def _reasons(findings: SheetFindings, row: LedgerRow) -> str:
    own = [f for f in findings.findings if f.row == row.number and f.level is Level.RETURNED]
    return "；".join(dict.fromkeys(finding.reason for finding in own))
