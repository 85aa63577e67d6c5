"""An afternoon's property as it lies in the officer's workbook: the ledger's items, of six new cases, as tab text."""

from collections.abc import Sequence

from python_calamine import CalamineWorkbook

from tests.kit.cases import case_no
from tests.kit.county import COUNTIES

CASES_THERE = 6
SHEET, HEADS = "物品明细", 4
TAKEN = ("受案号", "类别", "物品名称", "规格型号、特征", "数量", "单位", "金额（估价）", "性质", "封条号", "存放位置")
TICKS = ("清单", "签名", "见证人", "照片", "密封")
_AT = {
    "受案号": 2, "类别": 3, "物品名称": 4, "规格型号、特征": 5, "数量": 6, "单位": 7, "金额（估价）": 8, "性质": 9,
    "封条号": 13, "存放位置": 14, "清单": 16, "签名": 17, "见证人": 18, "照片": 19, "密封": 20,
}  # fmt: skip


def told(cell: object) -> str:
    """A cell as a spreadsheet copies it."""
    if cell is None:
        return ""
    return str(int(cell)) if isinstance(cell, float) and cell == int(cell) else str(cell)


def clip(rows: Sequence[Sequence[str]]) -> str:
    """Rows as a spreadsheet puts them on the clipboard: cells with breaks or quotes in quotes."""

    def cell(text: str) -> str:
        marked = any(mark in text for mark in '\n\t"')
        return '"{}"'.format(text.replace('"', '""')) if marked else text

    return "\r\n".join("\t".join(map(cell, row)) for row in rows) + "\r\n"


def cases_block() -> list[list[str]]:
    """The six cases with what the officer writes once of each."""
    heads = ["受案号", "办案人（2人）", "措施", "文书号", "扣押日期", "见证人", "清单份数"]
    rows = [
        [case_no(at), "何静宜、韩雨桐", "扣押", f"清检扣决〔2015〕{at}号", "2015.5.29", "丁桂花", "4"]
        for at in range(1, CASES_THERE + 1)
    ]
    return [heads, *rows]


def items_block() -> list[list[str]]:
    """All items of the sample ledger, shared out over the six cases in order; of places shelves and the account."""
    with CalamineWorkbook.from_path(str(next(COUNTIES["清源县"].glob("07*.xlsx")))) as book:
        rows = [list(map(told, row)) for row in book.get_sheet_by_name(SHEET).to_python()[HEADS:]]
    rows = [row for row in rows if row[1]]
    told_rows = []
    for at, row in enumerate(rows):
        cells = {name: row[place] for name, place in _AT.items()}
        cells["受案号"] = case_no(1 + at * CASES_THERE // len(rows))
        place = cells["存放位置"]
        cells["存放位置"] = place if place == "专户" or place[:1].isascii() else ""
        told_rows.append(list(cells.values()))
    return [list(_AT), *told_rows]
